import { isFhir, type Engine, type Input } from "../liangbing.js";
import { LiangbingError } from "../error.js";
import type { Assessment, LiangbingRecord, Locale } from "../types.js";
import { plain } from "../elements/plain.js";

/** Somebody on the list. */
export interface Entry {
  id: string;
  /** What the engine is given. */
  input: Input;
  /** What the page shows of it once the engine has accepted it; null if it could not be read at all. */
  record: LiangbingRecord | null;
  /** A file's name. */
  file: string | null;
}

export interface Judged {
  entry: Entry;
  assessment: Assessment | null;
  error: LiangbingError | null;
}

export const LARGEST = 20 * 1024 * 1024;

export function entryOf(record: LiangbingRecord, index: number): Entry {
  return { id: record.patient?.id ?? `#${index}`, input: record, record, file: null };
}

/** A file as an entry: the engine judges its text as it was written; the page only looks. */
export async function entryOfFile(file: File, id: string): Promise<Entry> {
  const name = plain(file.name);
  if (file.size > LARGEST) throw new LiangbingError("too-large", "", `\`${name}\` is larger than 20 MB`);
  const text = await file.text();
  return { id, input: text, record: await looked(text), file: name };
}

async function looked(text: string): Promise<LiangbingRecord | null> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (isFhir(value)) {
    const { loadFhir, toRecord } = await import("../fhir.js");
    await loadFhir();
    try {
      return toRecord(text).record;
    } catch {
      return null;
    }
  }
  return typeof value === "object" && value !== null ? (value as LiangbingRecord) : null;
}

export function judge(engine: Engine, entry: Entry, asOf: string, locale: Locale): Judged {
  try {
    return { entry, assessment: engine.assess(entry.input, { asOf, locale }), error: null };
  } catch (error) {
    const known = error instanceof LiangbingError ? error : new LiangbingError("wasm-wrong", "", String(error));
    return { entry, assessment: null, error: known };
  }
}
