import type { Engine } from "../liangbing.js";
import type { Observation } from "../types.js";
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
  /** The address of the page that shows a code's readings; `../view/` from the page if empty. */
  shareUrl: string;
  /** The chosen person's readings, the newest first; empty while the diary is locked or not open yet. */
  readonly readings: readonly Observation[];
  /** Stores one reading; false where it was not stored, and the page says why. What the rules doubt is not asked about. */
  addReading(observation: Observation): Promise<boolean>;
  /** All readings as a table for spreadsheets. */
  exportCsv(): Promise<string>;
  /** The whole diary, of everybody, as the text of an encrypted copy. */
  exportFile(password: string): Promise<string>;
  /** The address that a code of the last 7, 14 or 30 days holds; `RangeError` where they cannot be said in one. */
  shareQr(days: number): Promise<string>;
  /** Prints the page for the doctor. */
  print(): Promise<void>;
  /** Locks a diary that has a passphrase; false where there is none. */
  lock(): boolean;
  /** Opens a locked diary: 0 where it opened, `null` for a wrong passphrase, else the milliseconds to wait. */
  unlock(passphrase: string): Promise<number | null>;
  /** Removes everything of everybody for good; false where that failed. Nothing is asked: the host has asked. */
  wipe(): Promise<boolean>;
  /** Whether somebody is writing something down; a page does not reload then. */
  readonly busy: boolean;
  /** Settles when what was set is on the screen. */
  readonly updateComplete: Promise<boolean>;
}
