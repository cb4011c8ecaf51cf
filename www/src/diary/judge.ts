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
function textOf(observation: Observation): string {
  const text = texts.get(observation) ?? JSON.stringify({ ...observation, id: undefined }).slice(0, -1);
  texts.set(observation, text);
  return text;
}

/** A reading as the text of its observation. */
export const entryOf = ({ id, observation }: Reading): string => `${textOf(observation)},"id":${JSON.stringify(id)}}`;

/** The same as text, of which each reading is written once: years of them are asked about again after every entry. */
export function recordText(person: Person, readings: readonly Reading[], targets: readonly PersonalTarget[] = []): string {
  return `${JSON.stringify(recordOf(person, [], targets)).slice(0, -2)}${readings.map(entryOf).join(",")}]}`;
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
  /** Of which readings: the same danger of the same readings is shown once. */
  key: string;
  /** The reading that is to be measured again: another one starts its minutes anew. */
  of: string;
  /** When the last of it was measured. */
  at: string;
  about: "pressure" | "low" | "high" | "other";
  /** A second measurement is wanted. */
  repeat: boolean;
  /** The pressure that stands: measuring it again is over. */
  stands: string | null;
  /** In a world that nobody has confirmed: nothing on the page may say that the person has it. */
  supposed: boolean;
  /** What to do about a low glucose until help is there, as the guideline has it. */
  aid: Advice | null;
}

const LOW = /^dm-.*low/;

/** The gravest of today's dangers, or nothing. A danger of an earlier day is today's sentence, not an alarm. */
export function dangerOf(assessment: Judged, readings: readonly Reading[]): Danger | null {
  const { level } = assessment.tier;
  return level === "R0" || level === "R1" ? raised(assessment, level, readings, /^/) : null;
}

/** The person as if they had diabetes, where that was not said: who measures glucose at home may well have it. */
export function supposed(person: Person): Person | null {
  const told = person.conditions ?? [];
  return told.includes("type-2-diabetes") ? null : { ...person, conditions: [...told, "type-2-diabetes"] };
}

/** What is found, with the alarm of a low glucose of today in that other world: not known is not “no”. Nothing else of it counts. */
export function withLow(answer: Judged, other: Judged | null, readings: readonly Reading[]): [Judged, Danger | null] {
  const found = dangerOf(answer, readings);
  const low = other && (raised(other, "R0", readings, LOW) ?? raised(other, "R1", readings, LOW));
  if (!low) return [answer, found];
  // Whichever is not shown is part of the key all the same, so that a new one is never silent.
  const key = `${found?.key ?? ""}|${low.key}`;
  if (found && (found.level < low.level || (found.level === low.level && found.at > low.at))) return [answer, { ...found, key }];
  const { tier, asOf } = answer;
  if (ALARMS.includes(tier.level) && ALARMS.indexOf(tier.level) <= ALARMS.indexOf(low.level)) return [answer, { ...low, key, supposed: true }];
  // Nothing beside the alarm may say that all is well; nor why in the words of a disease that nobody has named.
  const red = { ...tier, colour: "red", level: low.level, reason: null, actBy: asOf, ceiling: low.level } as Judged["tier"];
  return [{ ...answer, tier: red, cards: [] }, { ...low, key, supposed: true }];
}

function raised({ tier, findings, cards, asOf, plan }: Judged, level: Danger["level"], readings: readonly Reading[], which: RegExp): Danger | null {
  const alarms = findings.filter(({ outcome, level: own, at }) => outcome === "fired" && ALARMS.includes(own) && at === asOf);
  // The newest of them: an older one was shown when it was.
  const [finding] = alarms.filter((one) => one.level === level && which.test(one.rule)).sort((one, other) => latest(other).localeCompare(latest(one)));
  const card = cards.find(({ rule }) => rule === finding?.rule) ?? cards[0];
  if (!finding || !card) return null;
  const about = aboutOf(finding.rule);
  // Of several pressures the card names the worst: a later one changes what is to be done all the same.
  const last = readings.find(({ observation: { concept, at } }) => concept === "blood-pressure" && at.slice(0, 10) === asOf);
  const ids = alarms.flatMap(({ rule, because }) => because.map(({ observation, value, at }) => `${rule} ${observation ?? at ?? ""} ${String(value)}`));
  const of = about === "pressure" ? (last?.id ?? "") : ids.filter((one) => LOW.test(one)).join("|");
  const repeat = tier.repeatPending;
  const [measured] = finding.because;
  return {
    level, card, at: latest(finding), key: [level, finding.rule, asOf, ...ids, of, repeat].join("|"), of, about, repeat, supposed: false,
    stands: finding.rule === "htn-bp-critical" && !repeat ? `${String(measured?.value)} ${measured?.unit ?? ""}` : null,
    aid: plan.lifestyle.find(({ topic }) => topic === "low-sugar") ?? null,
  };
}

const latest = ({ because }: Judged["findings"][number]): string => because.map(({ at }) => at ?? "").sort().at(-1) ?? "";

// By the finding's name, which says what was found.
function aboutOf(rule: string): Danger["about"] {
  if (/^htn-.*(bp|crisis|pregnant)/.test(rule)) return "pressure";
  if (LOW.test(rule)) return "low";
  return /^dm-.*(glucose|high|ketosis)/.test(rule) ? "high" : "other";
}
