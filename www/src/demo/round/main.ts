import "../../round/define.js";
import { RoundPage } from "./page.js";

customElements.define("liangbing-round-page", RoundPage);
