import type { Observation } from "../../types.js";

/** Whose diary it is. No name is needed: a nickname tells people on one phone apart. */
export interface Person extends Row {
  nickname: string;
  /** `YYYY` or a day. */
  born?: string;
  sex?: "female" | "male";
  /** What a doctor has said, as codes of the record; `null` while nobody was asked. */
  conditions: string[] | null;
}

/** How a reading came in. */
export type Source = "manual" | "bluetooth" | "file" | "import";

/** A reading: an observation of the record as it was entered, and how it came to be here. */
export interface Reading extends Row {
  person: string;
  observation: Observation;
  source: Source;
  device?: string;
  /** The zone of the wall clock, such as `Asia/Shanghai`. */
  zone: string;
  /** `false`: saved before the rules were loaded, so that nobody has judged it yet. */
  checked: boolean;
  /** What the device itself doubts or tells of the reading. */
  flags?: readonly string[];
  /** Doubted by its device and not confirmed: it counts in no average, and still in an alarm. */
  leftOut?: boolean;
  /** The device's own clock, if it has one; where that was wrong, `observation.at` is the phone's. */
  deviceAt?: string | null;
  timeFrom?: "device" | "phone";
  /** A meter's own count of its results. */
  sequence?: number;
  /** What was brought in together, to be taken back together. */
  batch?: string;
}

export interface Medicine extends Row {
  person: string;
  name: string;
  /** In the person's own words. */
  dose?: string;
  since?: string;
  until?: string;
}

/** A medicine taken, or not, on a day. */
export interface Tick extends Row {
  person: string;
  medicine: string;
  day: string;
  taken: boolean;
}

/** Something brought from elsewhere: never more than what the patient reports. */
export interface Document extends Row {
  person: string;
  at: string;
  kind: "visit" | "result" | "report" | "prescription" | "other";
  title: string;
  text: string;
  verified: false;
  /** The paper itself, a photo or PDF, in base64. */
  file?: { name: string; type: string; size: number; data: string };
}

export interface Question extends Row {
  person: string;
  text: string;
  asked: boolean;
}

export interface Setting extends Row {
  value: unknown;
}

/** What every row has. */
export interface Row {
  id: string;
  /** The order of entry, which a clock that was set back does not change; given by the store. */
  seq: number;
  /** Counts the changes; given by the store. */
  revision: number;
  /** When it was entered by this device's clock, in UTC; given by the store. */
  enteredAt: string;
  /** Set where that clock stood earlier than it had before. */
  clock?: "set-back";
  /** Deleted rows stay until they are wiped, so that a deletion can be undone. */
  deletedAt: string | null;
}

export interface Kinds {
  people: Person;
  readings: Reading;
  medicines: Medicine;
  ticks: Tick;
  documents: Document;
  questions: Question;
  settings: Setting;
}
export type Kind = keyof Kinds;
export const KINDS: readonly Kind[] = ["people", "readings", "medicines", "ticks", "documents", "questions", "settings"];

type Given = "seq" | "revision" | "enteredAt" | "clock" | "deletedAt";
/** A row as a page hands it over: what the store gives is left out. */
export type Draft<K extends Kind> = Omit<Kinds[K], Given>;

/** One change of one row. `expects` is the revision that was seen: 0 for a new row. */
export type Change = {
  [K in Kind]: { kind: K; expects: number; row: Draft<K>; deleted?: boolean };
}[Kind];

/** Every row of every kind, as a backup and an export hold it. */
export type Everything = { [K in Kind]: Kinds[K][] };

/** In the store `meta`: the order of entry and the clock; how the diary is locked, where it is. */
export const COUNTERS = "counters";
export const LOCK = "lock";

/** The passphrase of a store that can have one. Forgotten, nothing opens the diary again. */
export interface Lockable {
  /** Whether rows are sealed at rest. */
  readonly sealed: boolean;
  /** Whether they are sealed and the key is not here: nothing can be read or written. */
  readonly locked: boolean;
  /** 0 where it opened; else how long, in milliseconds, no other is tried; `null` for a wrong one without a wait. */
  unlock(passphrase: string): Promise<number | null>;
  /** Forgets the key. */
  lock(): void;
  /** Seals a plain diary, all or nothing. */
  set(passphrase: string): Promise<void>;
  /** False where the old one is wrong. */
  change(old: string, passphrase: string): Promise<boolean>;
  /** Makes the diary plain again, all or nothing. */
  forget(): Promise<void>;
}

/**
 * Where a diary is kept. A host may bring its own; what a page relies on is this:
 * `write` takes all changes or none, and resolves only once they are stored; a change that expects another
 * revision than the stored one is refused as `conflict`, and so are all that came with it.
 */
export interface DiaryStore {
  readonly keeps: "browser" | "memory" | "host";
  /** Rows of a kind in the order of entry, deleted ones included. */
  all<K extends Kind>(kind: K): Promise<Kinds[K][]>;
  /** An abort of `signal` while it goes on undoes it all, where a store can; one that cannot stores it all the same. */
  write(changes: readonly Change[], signal?: AbortSignal): Promise<Row[]>;
  /** Takes rows as they are, of a backup: a row that is here in the same or a later revision stays. All or none. */
  restore(rows: Partial<Everything>): Promise<number>;
  /** Tells of changes, those of other tabs included; answers how to stop. */
  watch(listener: (event: StoreEvent) => void): () => void;
  /** From now on this clock is trusted, whatever it said before. */
  trustClock(): Promise<void>;
  /** Removes everything for good. */
  wipe(): Promise<void>;
  close(): void;
  /** The name of the browser's database, where a worker of the page may write too; `null` while rows are sealed or it is closed. */
  readonly beside?: string | null;
  /** Where it can be locked with a passphrase. */
  readonly passphrase?: Lockable;
}

export type StoreEvent =
  /** `own`: by a `write` of this very store, which has answered its rows. `by`: by a worker, for a page that calls itself so. */
  | { type: "changed"; kinds: Kind[]; own?: boolean; by?: string }
  | { type: "wiped" }
  /** Another tab set, or took away, the passphrase: rows must be asked for again, with it. */
  | { type: "locked" }
  /** Another tab has a newer page, or the browser took the storage away: this one must be reloaded. */
  | { type: "closed"; why: "outdated" | "gone" };

export type StoreCode =
  | "full" | "aborted" | "blocked" | "outdated" | "newer" | "denied" | "gone" | "conflict" | "malformed" | "locked";

/** What went wrong with storage. Nothing of the failed write is stored. */
export class StoreError extends Error {
  override readonly name = "StoreError";
  readonly code: StoreCode;
  /** Of a conflict: the row as it is stored. */
  readonly stored: Row | undefined;

  constructor(code: StoreCode, message: string, o: { cause?: unknown; stored?: Row } = {}) {
    super(message, { cause: o.cause });
    this.code = code;
    this.stored = o.stored;
  }
}
