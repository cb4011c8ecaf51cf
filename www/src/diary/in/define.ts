import { DiaryDevice } from "./device.js";
import { DiaryPapers } from "./papers.js";
import { DiaryTable } from "./table.js";

declare global {
  interface HTMLElementTagNameMap {
    "diary-device": DiaryDevice;
    "diary-papers": DiaryPapers;
    "diary-table": DiaryTable;
  }
}
const ELEMENTS = { "diary-device": DiaryDevice, "diary-papers": DiaryPapers, "diary-table": DiaryTable };
for (const [name, element] of Object.entries(ELEMENTS)) if (!customElements.get(name)) customElements.define(name, element);
