import { DiaryAsk } from "./ask.js";

declare global {
  interface HTMLElementTagNameMap {
    "diary-ask": DiaryAsk;
  }
}
if (!customElements.get("diary-ask")) customElements.define("diary-ask", DiaryAsk);
