import { cells } from "../../cells.js";
import { LiangbingError } from "../../error.js";
import { formsModule } from "../../forms-module.js";
import { stringify } from "../../json.js";
import { loadTables, preview, type TableMapping, type TablePreview } from "../../tables.js";
import type { LiangbingRecord, Observation, SetAside } from "../../types.js";
import { fromForm } from "../clock.js";
import { instantOf } from "../order.js";

/** Why a file is not taken; each has one sentence. */
export type Refused = "too-large" | "xls" | "locked" | "binary" | "broken" | "empty" | "people" | "module" | "other";

export class TableError extends Error {
  override readonly name = "TableError";
  readonly why: Refused;
  /** How many people's rows, of a table of several. */
  readonly people: number;

  constructor(why: Refused, people = 0) {
    super(why);
    this.why = why;
    this.people = people;
  }
}

/** What is shown before anything is taken. */
export interface Seen {
  columns: TablePreview["columns"];
  mapping: TableMapping;
  rows: number;
  /** Readings that the diary does not have yet. */
  fresh: number;
  /** Readings that stand in the file twice, or in the diary already. */
  twice: number;
  future: number;
  /** Entries that a diary does not keep. */
  left: number;
  badRows: number;
  bad: TablePreview["bad"];
  first: Observation[];
}

/** A file may weigh so much, and have so many rows. */
export const LARGEST = 20 * 1024 * 1024;
const MOST_ROWS = 200_000;
/** Rows that are read together. */
const TOGETHER = 10_000;
const SEPARATORS: Readonly<Record<string, string>> = { ",": "comma", "\t": "tab", ";": "semicolon" };
const SHOWN = { first: 5, bad: 20 } as const;
const KEPT: ReadonlySet<string> = new Set(["blood-pressure", "glucose", "heart-rate", "weight"]);

/** Tells one reading from another: the minute, what it is and its numbers. */
export function keyOf(observation: Observation): string {
  const { systolic, diastolic, value, unit } = observation as unknown as Partial<Record<string, string | null>>;
  return `${observation.at.slice(0, 16)}|${observation.concept}|${systolic ?? ""}|${diastolic ?? ""}|${value ?? ""}|${unit ?? ""}`;
}

/** A file as its readings, under a mapping that a person may change. Nothing here is stored. */
export class TableFile {
  readonly #bytes: Uint8Array;
  readonly #there: ReadonlySet<string>;
  readonly #now: string;
  #fresh: Observation[] = [];
  #bad: TablePreview["bad"] = [];

  /** `there`: the readings of the diary, by `keyOf`; `now` its wall clock. */
  static async open(bytes: Uint8Array, there: readonly string[], now: string): Promise<TableFile> {
    refuse(bytes);
    try {
      await loadTables();
    } catch {
      throw new TableError("module");
    }
    return new TableFile(bytes, new Set(there), now);
  }

  private constructor(bytes: Uint8Array, there: ReadonlySet<string>, now: string) {
    this.#bytes = bytes;
    this.#there = there;
    this.#now = now;
  }

  async see(said: TableMapping | null): Promise<Seen> {
    try {
      return await this.#see(said);
    } catch (error) {
      throw error instanceof TableError ? error : new TableError(whyOf(error, this.#bytes));
    }
  }

  /** Some of the readings, for a page that takes them in small parts. */
  slice(from: number, count = Infinity): Observation[] {
    return this.#fresh.slice(from, from + count);
  }

  /** Every cell that was not understood. */
  get bad(): TablePreview["bad"] {
    return this.#bad;
  }

  async #see(said: TableMapping | null): Promise<Seen> {
    const seen = await preview(this.#bytes, { ...said, patient: "me" });
    if (seen.rows > MOST_ROWS) throw new TableError("too-large");
    if (seen.people > 1) throw new TableError("people", seen.people);
    this.#bad = seen.bad;
    const open = seen.columns.some((column) => column.is !== null && column.why !== undefined);
    const counts = { fresh: 0, twice: 0, future: 0, left: 0 };
    this.#fresh = [];
    if (!open) await this.#read(seen, counts);
    return {
      columns: seen.columns, mapping: seen.mapping, rows: seen.rows, ...counts,
      badRows: new Set(seen.bad.map(({ row }) => row)).size, bad: seen.bad.slice(0, SHOWN.bad), first: this.#fresh.slice(0, SHOWN.first),
    };
  }

  async #read(seen: TablePreview, counts: Pick<Seen, "fresh" | "twice" | "future" | "left">): Promise<void> {
    const separator = SEPARATORS[seen.separator ?? ""];
    const said = stringify({ ...seen.mapping, patient: "me", ...(separator && { separator }) });
    const taken = new Set(this.#there);
    for (const [part, sheet] of await inParts(this.#bytes, seen.header)) {
      const { records: people, setAside } = JSON.parse(formsModule().run((it) => it.records(part, sheet, said))) as { records: LiangbingRecord[]; setAside: SetAside[] };
      counts.twice += setAside.filter(({ code, path }) => code === "duplicate" && path.startsWith("rows")).length;
      for (const { observations } of people) for (const observation of observations ?? []) this.#take(observation, taken, counts);
    }
    // As they were measured, a pressure before its pulse.
    this.#fresh.sort((one, other) => instantOf(one) - instantOf(other) || (one.concept < other.concept ? -1 : one.concept > other.concept ? 1 : 0));
    counts.fresh = this.#fresh.length;
  }

  #take(observation: Observation, taken: Set<string>, counts: Pick<Seen, "twice" | "future" | "left">): void {
    if (!KEPT.has(observation.concept)) {
      counts.left += 1;
      return;
    }
    const at = observation.at.length > 10 ? (fromForm(observation.at.slice(0, 16)) ?? observation.at) : observation.at;
    // What a person brings from another app was measured at home; nobody has verified it.
    const own = Object.assign(observation, { at, setting: "home" });
    const key = keyOf(own);
    if (at.slice(0, 16) > this.#now.slice(0, at.length > 10 ? 16 : 10)) counts.future += 1;
    else if (taken.has(key)) counts.twice += 1;
    else {
      taken.add(key);
      this.#fresh.push(own);
    }
  }
}

/**
 * The table in parts of so many rows, each under the same header: a record has a limit, and a whole county's year of rows
 * would be over it.
 */
async function inParts(bytes: Uint8Array, header: number): Promise<[string, boolean][]> {
  const [table, sheet] = await cells(bytes);
  const parts: [string, boolean][] = [];
  const cut = <T>(rows: T[], join: (rows: T[]) => string): void => {
    for (let from = header; from < rows.length; from += TOGETHER) parts.push([join([...rows.slice(0, header), ...rows.slice(from, from + TOGETHER)]), sheet]);
  };
  if (sheet) {
    const { rows, date1904 } = JSON.parse(table) as { rows: unknown[]; date1904: boolean };
    cut(rows, (some) => JSON.stringify({ rows: some, date1904 }));
  } else cut(lines(table), (some) => some.join("\n"));
  return parts;
}

/** The lines of CSV that hold something; one may go on over a line's end within quotes. */
function lines(text: string): string[] {
  const list: string[] = [];
  let [from, quoted] = [0, false];
  for (let at = 0; at <= text.length; at += 1) {
    const letter = text[at];
    if (letter === '"') quoted = !quoted;
    if (at < text.length && (quoted || letter !== "\n")) continue;
    const line = text.slice(from, at).replace(/\r$/, "");
    if (line !== "") list.push(line);
    from = at + 1;
  }
  return list;
}

const starts = (bytes: Uint8Array, ...head: number[]): boolean => head.every((byte, at) => bytes[at] === byte);
const isZip = (bytes: Uint8Array): boolean => starts(bytes, 0x50, 0x4b);

/** What is told from the first bytes. */
function refuse(bytes: Uint8Array): void {
  if (bytes.length === 0) throw new TableError("empty");
  if (bytes.length > LARGEST) throw new TableError("too-large");
  // Excel's own container: an old workbook, or a new one behind a password, which says so in UTF-16.
  if (starts(bytes, 0xd0, 0xcf, 0x11, 0xe0)) throw new TableError(holds(bytes, "EncryptedPackage") ? "locked" : "xls");
  const wide = starts(bytes, 0xff, 0xfe) || starts(bytes, 0xfe, 0xff);
  const odd = (byte: number): boolean => byte < 0x09 || (byte > 0x0d && byte < 0x20);
  if (!isZip(bytes) && !wide && (bytes.subarray(0, 4096).some(odd) || starts(bytes, 0x25, 0x50, 0x44, 0x46))) throw new TableError("binary");
}

function holds(bytes: Uint8Array, word: string): boolean {
  const wide = Uint8Array.from([...word].flatMap((letter) => [letter.charCodeAt(0), 0]));
  for (let at = bytes.indexOf(wide[0] ?? 0); at !== -1; at = bytes.indexOf(wide[0] ?? 0, at + 1)) {
    if (wide.every((byte, i) => bytes[at + i] === byte)) return true;
  }
  return false;
}

function whyOf(error: unknown, bytes: Uint8Array): Refused {
  if (!(error instanceof LiangbingError)) return "other";
  if (error.code === "too-large") return "too-large";
  return error.code === "wrong-type" ? (isZip(bytes) ? "broken" : "binary") : "other";
}
