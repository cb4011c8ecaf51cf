import { DiaryEntry } from "./entry.js";
import type { Diary } from "./face.js";
import { LiangbingDiary as DiaryElement } from "./host.js";

export type * from "./face.js";
export type LiangbingDiary = Diary;
export const LiangbingDiary: new () => Diary = DiaryElement;
export { MemoryStore } from "./store/memory.js";
export * from "./store/types.js";

declare global {
  interface HTMLElementTagNameMap {
    "liangbing-diary": Diary;
  }
}

const ELEMENTS = { "diary-entry": DiaryEntry, "liangbing-diary": DiaryElement };

// Two copies on a page are a mistake of the host's, not a reason to break it: the first wins.
for (const [name, element] of typeof customElements === "undefined" ? [] : Object.entries(ELEMENTS)) {
  if (customElements.get(name)) console.warn(`version-clash: <${name}> is registered already`);
  else customElements.define(name, element);
}
