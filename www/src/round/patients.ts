import { LiangbingError } from "../error.js";
import type { Input } from "../liangbing.js";
import type { FhirInput, LiangbingRecord } from "../types.js";

/** A row of the list as a round takes it. */
export interface Row {
  /** Its place in the list, from 1. */
  row: number;
  input: Input;
  /** What the page shows of it and knows it by; `null` where it cannot be read at all. */
  record: LiangbingRecord | null;
  id: string | null;
}

/** A row with what can be said of it before it is judged; what is wrong with it the engine says. */
export async function rowOf(input: Input, row: number): Promise<Row> {
  const record = await recordOf(input);
  const id: unknown = record?.patient?.id;
  return { row, input, record, id: typeof id === "string" && id !== "" ? id : null };
}

async function recordOf(input: Input): Promise<LiangbingRecord | null> {
  try {
    const value: unknown = typeof input === "string" ? JSON.parse(input) : input;
    if (looksFhir(value)) {
      const { loadFhir, toRecord } = await import("../fhir.js");
      await loadFhir();
      return toRecord(value).record;
    }
    return typeof value === "object" && value !== null ? (value as LiangbingRecord) : null;
  } catch {
    return null;
  }
}

// The loader has the same, and would bring the whole of itself along.
function looksFhir(value: unknown): value is FhirInput {
  return Array.isArray(value) || (typeof value === "object" && value !== null && "resourceType" in value);
}

/** Where a patient belongs on a round: the grid, else the village; nothing where the record says it in another type. */
export function placeOf(record: LiangbingRecord | null): string | null {
  const { grid, village } = record?.patient?.place ?? {};
  const known = [grid, village].find((own) => typeof own === "string" && own !== "");
  return known ?? null;
}

/** The refusal of a row that was judged and that nobody can follow from round to round. */
export function nameless(): LiangbingError {
  return new LiangbingError("missing-field", "patient.id", "without an id nobody can say who this was at the last round");
}

/** The refusal of a row whose id an earlier one has. */
export function twice(id: string, first: number): LiangbingError {
  return new LiangbingError("duplicate-id", "patient.id", `\`${id}\` stands in row ${first} already`);
}
