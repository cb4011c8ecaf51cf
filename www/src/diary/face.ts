import type { Engine } from "../liangbing.js";
import type { Observation, PersonalTarget } from "../types.js";
import type { DiaryStore } from "./store/types.js";

/** How something that a host began has ended. */
export interface Brought {
  /** `kept` after a yes of the person; `left` without; `closed`: no diary is open; `busy`: somebody is writing, or an alarm is shown. */
  is: "kept" | "left" | "closed" | "busy";
  /** How many were stored and not taken back, counted as the screen counts them. */
  count: number;
  /** The code of the last sentence that said why it did not work, such as `xls` or `no-bluetooth`; `null` where there was none. */
  why: string | null;
}

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
  /** `normal`, `large`, `care` or `max`. */
  fontScale: string | null;
  /** Whose diary is open, by id. */
  person: string | null;
  /** The address of the page that shows a code's readings; `../view/` from the page if empty. */
  shareUrl: string;
  /** The unit that glucose is shown and typed in until the person chooses: `mmol/L` or `mg/dL`; else as it was measured. */
  unitGlucose: string;
  /** Agreed with the person whose diary is open, as a record has them; a target that the rules cannot read is told by `liangbing-error` and left out. */
  targets: readonly PersonalTarget[];
  /**
   * The chosen person's readings, the newest first; empty while the diary is locked or not open yet. Set, where
   * `storage="memory"` and no store keeps them: the diary then holds these, and the host keeps what it reads back.
   */
  readings: readonly Observation[];
  /**
   * Opens the screen of bringing in with this file: a table is shown first, a paper with its form. Nothing is stored without
   * the person's yes. Answers once the person has left that screen.
   */
  importFile(file: File): Promise<Brought>;
  /** The same with the digits of a visit's code, which stand behind `#2.` in its address: for an app that scans by itself. */
  importCode(digits: string): Promise<Brought>;
  /**
   * Opens the screen of a blood pressure monitor. Browsers show their list of devices only right after a press: called within
   * one, the list opens at once; else the screen waits for its own button. Answers once the person has left that screen.
   */
  connectCuff(): Promise<Brought>;
  /** The same with a glucose meter. */
  connectMeter(): Promise<Brought>;
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
