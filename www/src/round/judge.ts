import type { Assessed, Card, Day, Level, Owner } from "../types.js";
import { byCodePoint, digest } from "./digest.js";
import type { PatientState, Rules } from "./state.js";

/** The parts of an assessment that a round reads. */
export const SECTIONS = ["findings", "changed", "plan"] as const;
export type Answer = Assessed<(typeof SECTIONS)[number]>;

/** What a round knows of one patient today. */
export interface Judged {
  state: PatientState;
  owner: Owner | null;
  /** Channel and indicator of the prompt that comes first: what harm is avoided by acting now. */
  harm: string | null;
  /** The grid, else the village. */
  place: string | null;
}

/** The levels from the mildest, in the engine's own order; a lost patient who was red stands apart. */
export const ORDER: readonly string[] = [
  "B1", "B2", "B3", "G2", "G3", "G1", "G4", "Y4", "Y3", "Y1", "Y2", "G2 was red", "R2", "R1", "R0",
];

/** How serious a level is; -1 where there is none. */
export function rank({ level, wasRed }: { level: Level | null; wasRed: boolean }): number {
  return ORDER.indexOf(level === "G2" && wasRed ? "G2 was red" : (level ?? ""));
}

/** Which rules answered. */
export function rulesOf({ engine, digest: packs, overlay, profile, level }: Rules): string {
  return digest([engine, packs, overlay ?? "", profile, level].join("\n"));
}

/** One answer as what a round keeps and shows of it. */
export function judged(id: string, place: string | null, a: Answer, rules: string): Judged {
  const { tier, referral } = a;
  const first = a.cards[0];
  return {
    owner: tier.owner,
    harm: first ? `${first.channel} ${first.indicator}` : null,
    place,
    state: {
      id,
      asOf: a.asOf,
      rules,
      level: tier.level,
      wasRed: tier.wasRed,
      reason: tier.reason,
      actBy: tier.actBy,
      cards: sorted(a.cards.map((card) => `${card.id} ${factsOf(card, a)}`)),
      referral: referral?.rules.length ? `${referral.direction} ${referral.urgency} ${referral.to}` : null,
      loops: sorted((referral?.loop ?? []).map((one) => `${one.direction} ${one.at} ${one.done}${one.overdue ? " late" : ""}`)),
      tests: sorted(a.plan.testsDue.filter((one) => isDue(one.due, a.asOf)).map(({ concept }) => concept)),
      results: sorted(a.changed.filter(({ what }) => what === "result").map(({ code, at }) => `${code} ${at}`)),
      aside: sorted(a.setAside.map(({ code, message }) => `${code} ${digest(saidOnce(code, message))}`)),
    },
  };
}

/** What was said of it, without how often where that changes nothing: a bill more is no news of a patient. */
function saidOnce(code: string, message: string): string {
  const often = message.lastIndexOf("; ");
  const isSame = code === "not-understood" || code === "unknown-code";
  return isSame && often >= 0 && message.endsWith(" times") ? message.slice(0, often) : message;
}

function isDue(due: Day, asOf: Day): boolean {
  return due <= asOf;
}

/** What a prompt rests on, as one digest: its level and channel, and what fired, as measured and when. */
function factsOf(card: Card, a: Answer): string {
  const rules = [card.rule, ...(card.also ?? [])];
  const facts = a.findings.filter(({ rule, outcome }) => outcome === "fired" && rules.includes(rule)).flatMap(({ because }) => because)
    .map((fact) => [fact.concept, fact.value ?? "", fact.unit ?? "", fact.at ?? ""].join(" "));
  return digest([card.level ?? "", card.channel, card.indicator, ...sorted(facts)].join("\n"));
}

function sorted(list: string[]): string[] {
  return list.sort(byCodePoint);
}
