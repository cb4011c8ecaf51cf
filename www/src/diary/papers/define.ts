import { DiaryPapers } from "./papers.js";

declare global {
  interface HTMLElementTagNameMap {
    "diary-papers": DiaryPapers;
  }
}
if (!customElements.get("diary-papers")) customElements.define("diary-papers", DiaryPapers);
