import { DiaryShare } from "./share.js";

declare global {
  interface HTMLElementTagNameMap {
    "diary-share": DiaryShare;
  }
}
if (!customElements.get("diary-share")) customElements.define("diary-share", DiaryShare);
