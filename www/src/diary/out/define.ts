import { DiaryOut } from "./out.js";
import { DiaryUpgrade } from "./upgrade.js";

declare global {
  interface HTMLElementTagNameMap {
    "diary-out": DiaryOut;
    "diary-upgrade": DiaryUpgrade;
  }
}
if (!customElements.get("diary-out")) customElements.define("diary-out", DiaryOut);
if (!customElements.get("diary-upgrade")) customElements.define("diary-upgrade", DiaryUpgrade);
