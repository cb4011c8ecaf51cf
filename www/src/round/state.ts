import { LiangbingError } from "../error.js";
import type { CareLevel, Day, Level, NoColour } from "../types.js";

/** The name of the shape that is kept from one round to the next. */
export const STATE = "liangbing.round/1";

/**
 * What is kept of a round: per patient what a comparison needs, as codes. No name, no value and no sentence, but ids: it
 * belongs where the records are kept.
 */
export interface RoundState {
  schema: typeof STATE;
  /** The day of the newest round. */
  asOf: Day;
  /** In the order of their ids, each once. */
  patients: PatientState[];
}

/** One patient as the last round that saw them found them. Lists are sorted. */
export interface PatientState {
  id: string;
  /** The day of that round; older than the state's where a change was not seen by anybody yet. */
  asOf: Day;
  /** A digest of the rules that answered: engine, packs, overlay, profile and level of care. */
  rules: string;
  /** `null`: no colour, for this `reason`. */
  level: Level | null;
  /** Of G2: whether the patient was red when lost. */
  wasRed: boolean;
  reason: NoColour | null;
  actBy: Day | null;
  /** Of each prompt its id, a blank, and a digest of the facts that it rests on. */
  cards: string[];
  /** What asks for a referral, as direction, urgency and place. */
  referral: string | null;
  /** Of each open referral its direction, day and furthest step, and `late` where the next one is. */
  loops: string[];
  /** Data elements of tests that are due. */
  tests: string[];
  /** Results since the last visit, as data element and day: nobody was seen about them yet. */
  results: string[];
  /** What was set aside: its code and a digest of what was said of it; the same twice stands twice. */
  aside: string[];
}

/** Who does the round where, which is part of what the rules answer. */
export interface Rules {
  engine: string;
  digest: string;
  overlay: string | null;
  profile: string;
  level: CareLevel;
}

type Kind = "text" | "text?" | "flag" | "list";

const FIELDS: Readonly<Record<keyof PatientState, Kind>> = {
  id: "text", asOf: "text", rules: "text", level: "text?", wasRed: "flag", reason: "text?", actBy: "text?", cards: "list",
  referral: "text?", loops: "list", tests: "list", results: "list", aside: "list",
};

/**
 * Reads what was kept, as JSON text or as a value. Another shape is refused, since a round against half a state would
 * call everybody changed or nobody.
 */
export function readState(kept: unknown): RoundState {
  const value = typeof kept === "string" ? parsed(kept) : kept;
  if (!isObject(value)) throw refused("wrong-type", "", "an object is expected");
  if (value["schema"] !== STATE) throw refused("unknown-value", "schema", `\`${String(value["schema"])}\` is not \`${STATE}\``);
  const { asOf, patients } = value;
  if (typeof asOf !== "string") throw refused("wrong-type", "asOf", "a day is expected");
  if (!Array.isArray(patients)) throw refused("wrong-type", "patients", "a list is expected");
  strange(value, ["schema", "asOf", "patients"], "");
  const seen = new Set<string>();
  const read = patients.map((one, at) => patient(one, `patients[${at}]`, seen));
  return { schema: STATE, asOf, patients: read };
}

function patient(value: unknown, path: string, seen: Set<string>): PatientState {
  if (!isObject(value)) throw refused("wrong-type", path, "an object is expected");
  strange(value, Object.keys(FIELDS), path);
  for (const [name, kind] of Object.entries(FIELDS)) {
    if (!(name in value)) throw refused("missing-field", `${path}.${name}`, "every field stands");
    if (!fits(value[name], kind)) throw refused("wrong-type", `${path}.${name}`, "another type is expected");
  }
  const own = value as unknown as PatientState;
  if (seen.has(own.id)) throw refused("duplicate-id", `${path}.id`, `\`${own.id}\` stands twice`);
  seen.add(own.id);
  return own;
}

function fits(value: unknown, kind: Kind): boolean {
  switch (kind) {
    case "text": return typeof value === "string";
    case "text?": return value === null || typeof value === "string";
    case "flag": return typeof value === "boolean";
    case "list": return Array.isArray(value) && value.every((one) => typeof one === "string");
  }
}

function strange(value: object, known: readonly string[], path: string): void {
  const other = Object.keys(value).find((name) => !known.includes(name));
  if (other !== undefined) throw refused("unknown-field", path ? `${path}.${other}` : other, "this field is not known");
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new LiangbingError("not-json", "", "the state of the last round is no JSON", { cause });
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function refused(code: "wrong-type" | "unknown-value" | "missing-field" | "unknown-field" | "duplicate-id", path: string, why: string): LiangbingError {
  return new LiangbingError(code, path, why);
}
