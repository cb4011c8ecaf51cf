import type { Engine } from "../liangbing.js";
import type { DiaryStore } from "./store/types.js";

/** `<liangbing-diary>` as a host sees it. */
export interface Diary extends HTMLElement {
  /** What `load()` gave; without one readings are kept and nothing is judged. */
  engine: Engine | null;
  /** Where everything is kept; the browser's own database if not said. */
  store: DiaryStore | null;
  /** `zh-CN` or `en`. */
  locale: string;
  /** `idb`, `memory` or `host`. */
  storage: string;
  /** `normal`, `large` or `max`. */
  fontScale: string | null;
  /** Whose diary is open, by id. */
  person: string | null;
  /** Whether somebody is writing something down; a page does not reload then. */
  readonly busy: boolean;
  /** Settles when what was set is on the screen. */
  readonly updateComplete: Promise<boolean>;
}
