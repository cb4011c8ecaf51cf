import { isFhir, type Engine, type Input } from "../liangbing.js";
import { LiangbingError } from "../error.js";
import type { Assessment, LiangbingRecord, Level, Options } from "../types.js";
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
  /** With what was entered since; it takes the place of both. */
  entered?: LiangbingRecord;
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

export function judge(engine: Engine, entry: Entry, o: Pick<Options, "asOf" | "locale" | "level">): Judged {
  try {
    return { entry, assessment: engine.assess(entry.entered ?? entry.input, o), error: null };
  } catch (error) {
    const known = error instanceof LiangbingError ? error : new LiangbingError("wasm-wrong", "", String(error));
    return { entry, assessment: null, error: known };
  }
}

// The order in which levels are dealt with, as the engine's own columns have it.
const LEVELS: readonly Level[] = ["R0", "R1", "R2", "Y1", "Y2", "Y3", "Y4", "B1", "B2", "B3", "G1", "G2", "G3", "G4"];

/** Files first, then by level, then by the day by which somebody must act; who has no colour comes last. */
export function mostUrgentFirst(list: readonly Judged[]): Judged[] {
  const rank = ({ entry, assessment: a }: Judged): string => {
    const level = a?.tier.level ? LEVELS.indexOf(a.tier.level) : LEVELS.length;
    return [entry.file === null ? 1 : 0, String(level).padStart(2, "0"), a?.tier.actBy ?? "9999", entry.id].join(" ");
  };
  return list.map((one) => ({ one, key: rank(one) })).sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ one }) => one);
}
