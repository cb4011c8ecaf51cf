import type { Day, ErrorCode, Level, Owner } from "../types.js";
import { byCodePoint } from "./digest.js";
import { ORDER, rank, type Judged } from "./judge.js";
import { STATE, type PatientState, type RoundState } from "./state.js";

/** The name of the shape of a comparison. */
export const ROUND = "liangbing.round-result/1";

/** What a change is, the weightiest first. */
export const KINDS = [
  "new-red", "worse", "no-contact", "overdue", "loop-overdue", "result", "uncoloured", "new-card", "facts", "referral",
  "data-issue", "test-due", "loop", "new-patient", "taken-on", "off-list", "better", "loop-closed", "card-gone",
] as const;
export type Kind = (typeof KINDS)[number];

/** One thing that is other than at the last round, as codes. */
export interface Change {
  what: Kind;
  /** Of which prompt, data element, open referral or problem. */
  code: string | null;
  /** From which level, step or state, and to which. */
  from: string | null;
  to: string | null;
  /**
   * `rules`: the rules or the engine are others by now, and would have said so then of what is on record by now;
   * `patient`: everything else, and the only one where the rules are the same.
   */
  cause: "patient" | "rules";
}

/** A patient of whom something is other. */
export interface RoundRow {
  id: string;
  level: Level | null;
  wasRed: boolean;
  /** The level at the last round; `null` where there was none. */
  was: Level | null;
  actBy: Day | null;
  overdue: boolean;
  owner: Owner | null;
  harm: string | null;
  place: string | null;
  /** The weightiest first. */
  changes: Change[];
}

/** A row of the list that no round can follow: refused, without an id, or there twice. */
export interface Issue {
  /** Its place in the list, from 1. */
  row: number;
  id: string | null;
  code: ErrorCode;
  path: string;
  message: string;
  /** What it would be, where it could be judged at all. */
  level: Level | null;
  wasRed: boolean;
}

/** A comparison of two rounds of one list. `changed`, `unchanged` and `issues` together are `all`. */
export interface Round {
  schema: typeof ROUND;
  asOf: Day;
  /** The day of the last round. */
  since: Day | null;
  /** False of a sweep that was stopped: who was not reached is neither here nor absent. */
  complete: boolean;
  /** Whether the same rules answered; of some patients or all they may be others. */
  rules: "first" | "same" | "changed";
  counts: { all: number; changed: number; unchanged: number; issues: number; absent: number };
  changed: RoundRow[];
  unchanged: RoundRow[];
  issues: Issue[];
  /** Who was on the list at the last round and is not on this one. */
  absent: { id: string; level: Level | null; wasRed: boolean }[];
}

/** A patient today; `then` is how today's rules see the day of the last round, where those were others. */
export interface Seen {
  now: Judged;
  then?: PatientState | null;
}

/** What a sweep came to. */
export interface Swept {
  asOf: Day;
  seen: readonly Seen[];
  issues: readonly Issue[];
  complete: boolean;
}

/** Compares a list with the last round of it. */
export function compare(last: RoundState | null, { asOf, seen, issues, complete }: Swept): Round {
  const before = new Map(last?.patients.map((one) => [one.id, one]));
  const rows = seen.map((one) => rowOf(before.get(one.now.state.id) ?? null, one, asOf)).sort(byUrgency);
  const changed = rows.filter(({ changes }) => changes.length > 0);
  const unchanged = rows.filter(({ changes }) => changes.length === 0);
  const here = new Set([...seen.map(({ now }) => now.state.id), ...issues.map(({ id }) => id)]);
  const absent = (complete ? last?.patients ?? [] : []).filter(({ id }) => !here.has(id)).map(({ id, level, wasRed }) => ({ id, level, wasRed }))
    .sort((one, other) => rank(other) - rank(one) || byCodePoint(one.id, other.id));
  const others = seen.some(({ now }) => (before.get(now.state.id)?.rules ?? now.state.rules) !== now.state.rules);
  return {
    schema: ROUND, asOf, since: last?.asOf ?? null, complete,
    rules: last ? (others ? "changed" : "same") : "first",
    counts: {
      all: rows.length + issues.length, changed: changed.length, unchanged: unchanged.length, issues: issues.length, absent: absent.length,
    },
    changed, unchanged, issues: [...issues].sort(byDanger), absent,
  };
}

function rowOf(before: PatientState | null, { now, then }: Seen, asOf: Day): RoundRow {
  const { state, owner, harm, place } = now;
  const all = changesOf(before, state);
  // A change that today's rules do not see between then and now is theirs, not the patient's.
  const own = before && then && before.rules !== state.rules ? new Set(changesOf(then, state).map(keyOf)) : null;
  const changes: Change[] = all.map((change) => ({ ...change, cause: !own || own.has(keyOf(change)) ? "patient" : "rules" }));
  return {
    id: state.id, level: state.level, wasRed: state.wasRed, was: before?.level ?? null,
    actBy: state.actBy, overdue: state.actBy !== null && state.actBy < asOf, owner, harm, place, changes,
  };
}

type Bare = Omit<Change, "cause">;

function keyOf({ what, code }: Bare): string {
  return `${what} ${code ?? ""}`;
}

/** What is other, the weightiest first; of equal weight in the order of codes. */
function changesOf(before: PatientState | null, now: PatientState): Bare[] {
  const list: Bare[] = before ? [...levels(before, now), ...prompts(before, now), ...tests(before, now)] : firstSight(now);
  list.push(...late(before, now), ...loops(before, now), ...results(before, now), ...aside(before, now));
  return list.sort((one, other) => KINDS.indexOf(one.what) - KINDS.indexOf(other.what) || byCodePoint(one.code ?? "", other.code ?? ""));
}

function say(what: Kind, code: string | null = null, from: string | null = null, to: string | null = null): Bare {
  return { what, code, from, to };
}

const isRed = ({ level }: PatientState): boolean => level?.startsWith("R") ?? false;
const isGrey = ({ level }: PatientState): boolean => level?.startsWith("G") ?? false;

function firstSight(now: PatientState): Bare[] {
  const list = [say("new-patient", null, null, now.level)];
  if (isRed(now)) list.push(say("new-red", null, null, now.level));
  if (now.level === "G2") list.push(say("no-contact", null, null, now.level));
  return list;
}

/** Becoming grey is never called better: what is unknown is not milder. */
function levels(before: PatientState, now: PatientState): Bare[] {
  const [from, to] = [rank(before), rank(now)];
  if (from === to) return [];
  const what = ((): Kind => {
    if (to < 0) return "off-list";
    if (isRed(now) && !isRed(before)) return "new-red";
    if (now.level === "G2" && before.level !== "G2") return "no-contact";
    if (isGrey(now) && now.level !== "G2") return "uncoloured";
    if (from < 0) return "taken-on";
    return to > from ? "worse" : "better";
  })();
  return [say(what, what === "off-list" ? now.reason : null, before.level, now.level)];
}

function prompts(before: PatientState, now: PatientState): Bare[] {
  const [had, has] = [pairs(before.cards), pairs(now.cards)];
  const list: Bare[] = [];
  for (const [id, facts] of has) {
    if (!had.has(id)) list.push(say("new-card", id));
    else if (had.get(id) !== facts) list.push(say("facts", id));
  }
  for (const id of had.keys()) if (!has.has(id)) list.push(say("card-gone", id));
  if (now.referral !== null && now.referral !== before.referral) list.push(say("referral", null, before.referral, now.referral));
  return list;
}

function tests(before: PatientState, now: PatientState): Bare[] {
  return now.tests.filter((one) => !before.tests.includes(one)).map((one) => say("test-due", one));
}

/** Late since the last round: then it was not yet, or something else was asked for. */
function late(before: PatientState | null, now: PatientState): Bare[] {
  const isLate = now.actBy !== null && now.actBy < now.asOf;
  const wasLate = before !== null && before.actBy === now.actBy && now.actBy !== null && now.actBy < before.asOf;
  return isLate && !wasLate ? [say("overdue", null, null, now.actBy)] : [];
}

function loops(before: PatientState | null, now: PatientState): Bare[] {
  const [had, has] = [pairs(before?.loops ?? [], 2), pairs(now.loops, 2)];
  const list: Bare[] = [];
  for (const [key, step] of has) {
    const was = had.get(key);
    if (was === step) continue;
    const [done = "", isLate] = step.split(" ");
    const [wasDone = null, wasLate] = was?.split(" ") ?? [];
    if (isLate && !wasLate) list.push(say("loop-overdue", key, wasDone, done));
    else if (before && wasDone !== done) list.push(say("loop", key, wasDone, done));
  }
  for (const [key, step] of had) if (!has.has(key)) list.push(say("loop-closed", key, step.split(" ")[0] ?? null));
  return list;
}

function results(before: PatientState | null, now: PatientState): Bare[] {
  const fresh = now.results.filter((one) => !before?.results.includes(one));
  return [...pairs(fresh)].map(([code, day]) => say("result", code, null, day));
}

/** A problem more than there was; the same twice is two. */
function aside(before: PatientState | null, now: PatientState): Bare[] {
  const left = [...(before?.aside ?? [])];
  const fresh = now.aside.filter((one) => {
    const at = left.indexOf(one);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  return [...pairs(fresh).keys()].map((code) => say("data-issue", code));
}

/** Texts of words, by their first word or words. */
function pairs(list: readonly string[], words = 1): Map<string, string> {
  return new Map(list.map((text) => {
    const parts = text.split(" ");
    return [parts.slice(0, words).join(" "), parts.slice(words).join(" ")];
  }));
}

const HARM = ["stop critical", "stop warning", "stop info", "do critical", "do warning", "do info", "know critical", "know warning", "know info"];

/** Who comes first: the most serious level, then the earliest day to act by, then the harm of the first prompt. */
export function byUrgency(one: RoundRow, other: RoundRow): number {
  const harm = ({ harm: own }: RoundRow): number => (HARM.includes(own ?? "") ? HARM.indexOf(own ?? "") : HARM.length);
  const day = ({ actBy }: RoundRow): string => actBy ?? "9999";
  return rank(other) - rank(one) || byCodePoint(day(one), day(other)) || harm(one) - harm(other) || byCodePoint(one.id, other.id);
}

/** What is red first, then what could not be judged at all, then the rest. */
function byDanger(one: Issue, other: Issue): number {
  const danger = (issue: Issue): number => {
    const own = rank(issue);
    return own < 0 ? ORDER_OF_UNKNOWN : own;
  };
  return danger(other) - danger(one) || one.row - other.row;
}

// Below every red, and above all that is known not to be.
const ORDER_OF_UNKNOWN = ORDER.indexOf("R2") - 0.5;

/**
 * What is kept of this round. Whoever was not seen keeps what was kept of them before, so that their change comes again;
 * on the first round they stay out, and are new the next time. So does who could not be judged or was not reached.
 * Without `unseen` everybody was seen.
 */
export function keep(last: RoundState | null, { asOf, seen, issues, complete }: Swept, unseen: ReadonlySet<string> = new Set()): RoundState {
  const troubled = new Set(issues.map(({ id }) => id));
  const stays = ({ id }: PatientState): boolean => !complete || unseen.has(id) || troubled.has(id);
  const kept = new Map(last?.patients.filter(stays).map((one) => [one.id, one]));
  for (const { now: { state } } of seen) if (!unseen.has(state.id)) kept.set(state.id, state);
  const patients = [...kept.values()].sort((one, other) => byCodePoint(one.id, other.id));
  return { schema: STATE, asOf, patients };
}
