import type { Cite, Colour, Level, ParameterPage, RulePage, Stamp } from "../types.js";

/** Whether something holds, as far as the record says. */
export type Truth = "met" | "unknown" | "not-met";

/** A limit in one unit, with a usual step to each side; all three as the engine prints them. */
export interface Limit {
  unit: string;
  below: string;
  at: string;
  above: string;
}

/** A number that a question is held against. */
export interface Line {
  parameter: string;
  op: ">=" | ">" | "<=" | "<";
  /** The field of an observation; null where the number is not one observation's. */
  field: "value" | "systolic" | "diastolic" | null;
  limits: Limit[];
}

export interface SeenFact {
  value: number | string | boolean | null;
  unit: string | null;
  at: string | null;
  /** Its place among the record's observations. */
  observation: number | null;
}

/** One part of a condition. */
export interface Part {
  kind: "all" | "any" | "count" | "not" | "assumed" | "ask";
  name: string | null;
  text: string | null;
  concept: string | null;
  lines: Line[];
  parts: Part[];
  /** Only where a record was asked. */
  truth?: Truth;
  seen?: SeenFact[];
}

export interface Rule {
  page: RulePage;
  colour: Colour | null;
  when: Part;
  /** The machine of open findings speaks with it. */
  machine: boolean;
  answeredBy: string | null;
  yieldsTo: string[];
}

export interface Row {
  id: string;
  cells: string[];
  when: Part | null;
  cites: Cite[];
  pending: boolean;
}

/** A table of rows. */
export interface Sheet {
  kind: string;
  title: string;
  columns: string[];
  rows: Row[];
}

export interface Omitted {
  figure: string;
  section: string;
  confidence: string;
  why: string;
  place: string;
}

export interface Pack {
  id: string;
  version: string;
  title: string;
  publisher: string;
  edition: string;
  status: "latest" | "superseded" | "in-force" | "draft" | "to-compare";
  url: string | null;
  rules: Rule[];
  parameters: ParameterPage[];
  sheets: Sheet[];
  omitted: Omitted[];
}

/** The whole book in one language. */
export interface Book {
  locale: string;
  packs: Pack[];
  /** Medicines, checks, steps, the plan and referral. */
  sheets: Sheet[];
  /** What a record's codes are called, as `condition.angina`: conditions, symptoms, times of a glucose, medicines. */
  names: Record<string, string>;
  stamp: Stamp;
}

export interface Said {
  name: string;
  says: string;
  whom: string | null;
  cite: Cite;
}

export interface Difference {
  what: "parameter" | "criterion" | "target" | "risk";
  outcome: "differs" | "new" | "gone";
  from: Said | null;
  to: Said | null;
}

export interface Comparison {
  from: { id: string; title: string };
  to: { id: string; title: string };
  differences: Difference[];
}

/** What one rule says of one record. */
export interface Tried {
  rule: string;
  outcome: "fires" | "possible" | "silent";
  /** The day it was asked of. */
  on: string;
  when: Part;
  level: Level | null;
  colour: Colour | null;
  setAside: { path: string; code: string; message: string }[];
}
