import { DiaryMeds } from "./meds.js";

declare global {
  interface HTMLElementTagNameMap {
    "diary-meds": DiaryMeds;
  }
}
if (!customElements.get("diary-meds")) customElements.define("diary-meds", DiaryMeds);
