import { localeOf } from "../../elements/words.js";
import { flagSay } from "./flags.words.js";

/** One thing that a device says of its reading, in words; `code` and `locale`. */
class DiaryFlag extends HTMLElement {
  static observedAttributes = ["code", "locale"];

  attributeChangedCallback(): void {
    const code = this.getAttribute("code");
    if (code) this.textContent = flagSay(localeOf(this.getAttribute("locale") ?? "")).named("flag", code);
  }
}

if (!customElements.get("diary-flag")) customElements.define("diary-flag", DiaryFlag);
