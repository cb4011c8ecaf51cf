import type { Engine } from "../liangbing.js";
import type { Advice, Assessed, Card, LiangbingRecord, Observation, PersonalTarget } from "../types.js";
import type { Person, Reading } from "./store/types.js";

/** The parts of an assessment that the diary shows; what else there is is neither made nor carried. */
export const SECTIONS = ["targets", "home", "findings", "plan"] as const;
export type Judged = Assessed<(typeof SECTIONS)[number]>;

/** What the record's reader says of one reading before it is saved. */
export type Doubt = "implausible" | "contradictory" | "after-as-of" | "other";

/** Whether a reading is one that a record would set aside; the rules' own reader judges, with the day of today. */
export function doubtOf(engine: Engine, observation: Observation, today: string): Doubt | null {
  const { setAside } = engine.assess({ observations: [observation] }, { asOf: today, sections: [] });
  const first = setAside.find(({ path }) => path.startsWith("observations[0]"));
  if (!first) return null;
  const known: readonly string[] = ["implausible", "contradictory", "after-as-of"];
  return known.includes(first.code) ? (first.code as Doubt) : "other";
}

/** A person's diary as a record. Readings at home stay such; nothing is said that nobody said. */
export function recordOf(person: Person, readings: readonly Reading[], targets: readonly PersonalTarget[] = []): LiangbingRecord {
  const own = readings.filter((reading) => reading.person === person.id && !reading.deletedAt);
  return {
    patient: { ...(person.born && { born: person.born }), ...(person.sex && { sex: person.sex }) },
    conditions: (person.conditions ?? []).map((code) => ({ code })),
    ...(targets.length > 0 && { targets: [...targets] }),
    observations: own.map(({ id, observation }) => ({ ...observation, id })),
  };
}

const texts = new WeakMap<Observation, string>();

/** An observation as the beginning of its text, to which its id is added; written once. */
export function textOf(observation: Observation): string {
  const text = texts.get(observation) ?? JSON.stringify({ ...observation, id: undefined }).slice(0, -1);
  texts.set(observation, text);
  return text;
}

/** The same as text, of which each reading is written once: years of them are asked about again after every entry. */
export function recordText(person: Person, readings: readonly Reading[], targets: readonly PersonalTarget[] = []): string {
  const observations = readings.map(({ id, observation }) => `${textOf(observation)},"id":${JSON.stringify(id)}}`);
  return `${JSON.stringify(recordOf(person, [], targets)).replace(/\[\]\}$/, "")}[${observations.join(",")}]}`;
}

/** The lists that a diary is judged by: what its device doubts is left out, and again with it. */
export function worlds(readings: readonly Reading[]): readonly (readonly Reading[])[] {
  const sure = readings.filter(({ leftOut }) => !leftOut);
  return sure.length === readings.length ? [readings] : [sure, readings];
}

const ALARMS: readonly unknown[] = ["R0", "R1"];

/** Without what is doubted, unless that would raise an alarm: with an alarm nobody waits. */
export function gravest(answers: readonly Judged[]): Judged | null {
  const place = ({ tier }: Judged): number => (ALARMS.includes(tier.level) ? ALARMS.indexOf(tier.level) : ALARMS.length);
  const [sure, whole] = answers;
  return sure && whole && place(whole) < place(sure) ? whole : (sure ?? null);
}

/** A card that wants someone to act today or now, and what it rests on. */
export interface Danger {
  level: "R0" | "R1";
  card: Card;
  /** Of which reading: the same danger of the same readings is shown once. */
  key: string;
  about: "pressure" | "low" | "high" | "other";
  /** A second measurement is wanted. */
  repeat: boolean;
  /** What to do about a low glucose until help is there, as the guideline has it. */
  aid: Advice | null;
}

/** The gravest of today's dangers, or nothing. A danger of an earlier day is today's sentence, not an alarm. */
export function dangerOf(assessment: Judged): Danger | null {
  const { tier, findings, cards, asOf, plan } = assessment;
  if (tier.level !== "R0" && tier.level !== "R1") return null;
  const finding = findings.find(({ outcome, level, at }) => outcome === "fired" && level === tier.level && at === asOf);
  const card = cards.find(({ rule }) => finding && rule === finding.rule) ?? cards[0];
  if (!finding || !card) return null;
  const because = finding.because.map(({ observation, value, at }) => `${observation ?? at ?? ""} ${String(value)}`);
  const key = [tier.level, finding.rule, asOf, ...because].join("|");
  const aid = plan.lifestyle.find(({ topic }) => topic === "low-sugar") ?? null;
  return { level: tier.level, card, key, about: aboutOf(finding.rule), repeat: tier.repeatPending, aid };
}

// By the finding's name, which says what was found.
function aboutOf(rule: string): Danger["about"] {
  if (/^htn-.*(bp|crisis|pregnant)/.test(rule)) return "pressure";
  if (/^dm-.*low/.test(rule)) return "low";
  return /^dm-.*(glucose|high|ketosis)/.test(rule) ? "high" : "other";
}
