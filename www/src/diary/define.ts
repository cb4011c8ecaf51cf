import type { ElementClass } from "../elements/face.js";
import { VERSION } from "../version.js";
import { DiaryEntry } from "./entry.js";
import type { Diary } from "./face.js";
import { LiangbingDiary as DiaryElement } from "./host.js";

export type * from "./face.js";
export type LiangbingDiary = Diary;
export { MemoryStore } from "./store/memory.js";
export * from "./store/types.js";

declare global {
  interface HTMLElementTagNameMap {
    "liangbing-diary": Diary;
  }
}

// On a server there is nothing to register, and nothing is said. Two copies on a page are no reason to break it: the first
// wins, and a second of another version is told of.
const registry: CustomElementRegistry | undefined = globalThis.customElements;
for (const [name, element] of Object.entries({ "diary-entry": DiaryEntry, "liangbing-diary": DiaryElement })) {
  if (!registry?.get(name)) registry?.define(name, element);
}

/** The class that is registered, of whichever copy of this package. */
export const LiangbingDiary = (registry?.get("liangbing-diary") ?? DiaryElement) as ElementClass<Diary>;

const { version } = LiangbingDiary;
if (version !== VERSION) {
  // In words of its own: the panel's would be one more file of the diary's first load.
  const message = `<liangbing-diary> registered already by version ${version}; this one, ${VERSION}, is not used`;
  console.warn(`version-clash: ${message}`);
  document.dispatchEvent(new CustomEvent("liangbing-error", { detail: { code: "version-clash", path: "", message, recoverable: false } }));
}
