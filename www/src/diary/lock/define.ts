import { DiaryGate } from "./gate.js";
import { DiaryLock } from "./lock.js";

declare global {
  interface HTMLElementTagNameMap {
    "diary-gate": DiaryGate;
    "diary-lock": DiaryLock;
  }
}
if (!customElements.get("diary-gate")) customElements.define("diary-gate", DiaryGate);
if (!customElements.get("diary-lock")) customElements.define("diary-lock", DiaryLock);
