import { LiangbingTier } from "../elements/tier.js";
import { BookPage } from "./page.js";
import { TryRule } from "./try.js";

customElements.define("liangbing-tier", LiangbingTier);
customElements.define("liangbing-try-rule", TryRule);
customElements.define("liangbing-book-page", BookPage);
