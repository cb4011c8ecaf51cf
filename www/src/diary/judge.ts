import type { Engine } from "../liangbing.js";
import type { Advice, Assessment, Card, LiangbingRecord, Observation, Options } from "../types.js";
import type { Person, Reading } from "./store/types.js";

/** What the record's reader says of one reading before it is saved. */
export type Doubt = "implausible" | "contradictory" | "after-as-of" | "other";

/** Whether a reading is one that a record would set aside; the rules' own reader judges, with the day of today. */
export function doubtOf(engine: Engine, observation: Observation, today: string): Doubt | null {
  const { setAside } = engine.assess({ observations: [observation] }, { asOf: today });
  const first = setAside.find(({ path }) => path.startsWith("observations[0]"));
  if (!first) return null;
  const known: readonly string[] = ["implausible", "contradictory", "after-as-of"];
  return known.includes(first.code) ? (first.code as Doubt) : "other";
}

/** A person's diary as a record. Readings at home stay such; nothing is said that nobody said. */
export function recordOf(person: Person, readings: readonly Reading[]): LiangbingRecord {
  const own = readings.filter((reading) => reading.person === person.id && !reading.deletedAt);
  return {
    patient: { ...(person.born && { born: person.born }), ...(person.sex && { sex: person.sex }) },
    conditions: (person.conditions ?? []).map((code) => ({ code })),
    observations: own.map(({ id, observation }) => ({ ...observation, id })),
  };
}

const ALARMS: readonly unknown[] = ["R0", "R1"];

/** The diary judged. What its device doubts is left out, unless it would raise an alarm: that is never waited with. */
export function judged(engine: Engine, person: Person, readings: readonly Reading[], o: Options): Assessment {
  const sure = engine.assess(recordOf(person, readings.filter(({ leftOut }) => !leftOut)), o);
  if (!readings.some((one) => one.leftOut && one.person === person.id && !one.deletedAt)) return sure;
  const whole = engine.assess(recordOf(person, readings), o);
  const place = ({ tier }: Assessment): number => (ALARMS.includes(tier.level) ? ALARMS.indexOf(tier.level) : ALARMS.length);
  return place(whole) < place(sure) ? whole : sure;
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
export function dangerOf(assessment: Assessment): Danger | null {
  const { tier, findings, cards, asOf, plan } = assessment;
  if (tier.level !== "R0" && tier.level !== "R1") return null;
  const finding = findings.find(({ outcome, level, at }) => outcome === "fired" && level === tier.level && at === asOf);
  const card = cards.find(({ rule }) => finding && rule === finding.rule) ?? cards[0];
  if (!finding || !card) return null;
  const because = finding.because.map(({ observation, value, at }) => `${observation ?? at ?? ""} ${String(value)}`);
  const key = [tier.level, finding.rule, asOf, ...because].join("|");
  const aid = plan?.lifestyle.find(({ topic }) => topic === "low-sugar") ?? null;
  return { level: tier.level, card, key, about: aboutOf(finding.rule), repeat: tier.repeatPending, aid };
}

// By the finding's name, which says what was found.
function aboutOf(rule: string): Danger["about"] {
  if (/^htn-.*(bp|crisis|pregnant)/.test(rule)) return "pressure";
  if (/^dm-.*low/.test(rule)) return "low";
  return /^dm-.*(glucose|high|ketosis)/.test(rule) ? "high" : "other";
}
