import { LiangbingError } from "../error.js";
import type { Engine } from "../liangbing.js";
import type { ErrorCode, Level, Options } from "../types.js";

/** Many patients as columns; a row each, in order. */
export interface CohortAnswer {
  /** The patient's own id; empty where a record has none or was refused. */
  id: string[];
  /** 0 none, 1 to 14 as R0 R1 R2 Y1 to Y4 B1 to B3 G1 to G4. */
  level: Uint8Array<ArrayBuffer>;
  /** Days since 1970-01-01; 0 where nobody must act by a day. */
  actBy: Int32Array<ArrayBuffer>;
  /** Rows that were refused, and why. A refused row has no level, which is never a calm one. */
  refused: { row: number; code: ErrorCode; path: string; message: string }[];
}

/** The levels by their number in the column, less one. */
export const LEVELS: readonly Level[] = [
  "R0", "R1", "R2", "Y1", "Y2", "Y3", "Y4", "B1", "B2", "B3", "G1", "G2", "G3", "G4",
];

const DAY = 86_400_000;

/** Colours one record a line; an empty line is none. */
export function cohort(engine: Engine, ndjson: Uint8Array, o: Options): CohortAnswer {
  const lines = textOf(ndjson).split("\n").filter((line) => line.trim() !== "");
  const answer: CohortAnswer = {
    id: [], level: new Uint8Array(lines.length), actBy: new Int32Array(lines.length), refused: [],
  };
  // A fault of the options is everyone's, and none of a record's.
  engine.assess("{}", o);
  lines.forEach((line, row) => {
    answer.id.push("");
    try {
      const { level, actBy } = engine.colour(line, o);
      answer.id[row] = idOf(line);
      answer.level[row] = level ? LEVELS.indexOf(level) + 1 : 0;
      answer.actBy[row] = actBy ? Date.parse(`${actBy}T00:00:00Z`) / DAY : 0;
    } catch (thrown) {
      const { code, path, message } = LiangbingError.of(thrown);
      answer.refused.push({ row, code, path, message });
    }
  });
  return answer;
}

function textOf(ndjson: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(ndjson);
  } catch (cause) {
    throw new LiangbingError("not-json", "", "these bytes are no UTF-8; one record a line is expected", { cause });
  }
}

function idOf(line: string): string {
  const { patient } = JSON.parse(line) as { patient?: { id?: string | null } | null };
  return patient?.id ?? "";
}
