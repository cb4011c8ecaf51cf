import { DiaryOut } from "./out.js";

declare global {
  interface HTMLElementTagNameMap {
    "diary-out": DiaryOut;
  }
}
if (!customElements.get("diary-out")) customElements.define("diary-out", DiaryOut);
