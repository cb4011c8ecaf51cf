import { DiaryDanger } from "./danger.js";
import { LiangbingDiary } from "./diary.js";
import { DiaryEntry } from "./entry.js";
import { DiarySigns } from "./signs.js";

export { LiangbingDiary };
export { MemoryStore } from "./store/memory.js";
export * from "./store/types.js";

declare global {
  interface HTMLElementTagNameMap {
    "liangbing-diary": LiangbingDiary;
    "diary-entry": DiaryEntry;
    "diary-signs": DiarySigns;
    "diary-danger": DiaryDanger;
  }
}

const ELEMENTS = { "diary-entry": DiaryEntry, "diary-signs": DiarySigns, "diary-danger": DiaryDanger, "liangbing-diary": LiangbingDiary };

// Two copies on a page are a mistake of the host's, not a reason to break it: the first wins.
for (const [name, element] of Object.entries(ELEMENTS)) {
  if (customElements.get(name)) console.warn(`version-clash: <${name}> is registered already`);
  else customElements.define(name, element);
}
