import { shortMoment } from "../elements/days.js";
import type { Say } from "../elements/words.js";
import { plain } from "../elements/plain.js";
import type { LiangbingRecord, Observation } from "../types.js";
import { type Change, type Issue, KINDS } from "./compare.js";
import type { Answer } from "./judge.js";
import { colourOf } from "./view.js";
import type { RoundKey, RoundSay } from "./words.js";

/** What an answer says of one patient in one language, as far as a round shows it. */
export interface Texts {
  /** Of each prompt, by its id. */
  cards: ReadonlyMap<string, string>;
  first: string;
  /** Of each result since the last visit, by its data element. */
  results: ReadonlyMap<string, string>;
  tests: ReadonlyMap<string, string>;
}

export function textsOf(a: Answer): Texts {
  return {
    cards: new Map(a.cards.map(({ id, summary }) => [id, summary])),
    first: a.cards[0]?.summary ?? "",
    results: new Map(a.changed.filter(({ what }) => what === "result").map(({ code, text }) => [code, text])),
    tests: new Map(a.plan.testsDue.map(({ concept, label }) => [concept, label ?? ""])),
  };
}

/** Both vocabularies of one language. */
export interface Tongue {
  say: RoundSay;
  /** Of the elements. */
  of: Say;
}

/** A level as a person reads it: the colour's word and the level's code. */
export function levelWords(level: string | null, { of }: Tongue): string {
  if (!level) return of("colour.none");
  const colour = colourOf(level);
  return colour ? `${of(`colour.${colour}`)} ${level}` : level;
}

/** A phrase of a row, and whether only the rules are behind it. */
export interface Phrase {
  text: string;
  what: Change["what"];
  byRules: boolean;
}

// Of what a row says first: the level, then what the engine would prompt first, then the rest by weight.
const LEVELS: readonly string[] = ["new-red", "worse", "no-contact", "uncoloured", "better", "taken-on", "off-list"];

function told(changes: readonly Change[], texts: Texts | undefined): Change[] {
  const prompts = [...(texts?.cards.keys() ?? [])];
  const weight = ({ what, code }: Change): number => {
    if (LEVELS.includes(what)) return 0;
    const prompt = what === "new-card" || what === "facts" ? prompts.indexOf(code ?? "") : -1;
    if (prompt === 0) return 1;
    // Prompts stay together, in the order of the engine, behind results and what is late.
    return prompt > 0 ? 3 + prompt : KINDS.indexOf(what) < KINDS.indexOf("new-card") ? 2 : 1000 + KINDS.indexOf(what);
  };
  return [...changes].sort((one, other) => weight(one) - weight(other));
}

/** The changes of a patient in words, the weightiest first; tests that fell due are one phrase, and so are settled prompts. */
export function phrases(changes: readonly Change[], texts: Texts | undefined, tongue: Tongue): Phrase[] {
  const list: Phrase[] = [];
  for (const byRules of [false, true]) {
    const own = told(changes.filter(({ cause }) => (cause === "rules") === byRules), texts);
    const many = (what: Change["what"]): Change[] => own.filter((change) => change.what === what);
    for (const change of own) {
      const all = many(change.what);
      const folds = change.what === "test-due" || change.what === "card-gone";
      if (folds && change !== all[0]) continue;
      list.push({ text: folds ? folded(change.what, all, texts, tongue) : phrase(change, texts, tongue), what: change.what, byRules });
    }
  }
  return list;
}

function folded(what: Change["what"], all: readonly Change[], texts: Texts | undefined, { say, of }: Tongue): string {
  if (what === "card-gone") return say("change.card-gone", { n: all.length });
  const names = all.map(({ code }) => texts?.tests.get(code ?? "") || of.named("concept", code ?? ""));
  return say("change.test-due", { what: names.join(say.locale === "en" ? ", " : "、") });
}

function phrase({ what, code, from, to }: Change, texts: Texts | undefined, tongue: Tongue): string {
  const { say, of } = tongue;
  const key: RoundKey = `change.${what}`;
  switch (what) {
    case "new-red": case "worse": case "better": case "uncoloured": case "no-contact": case "taken-on":
      return say(key, { from: levelWords(from, tongue), to: levelWords(to, tongue) });
    case "off-list": return say(key, { reason: of.named("reason", code ?? "") });
    case "overdue": return say(key, { to: to ?? "" });
    case "loop": case "loop-overdue": case "loop-closed":
      return say(key, { day: code?.split(" ")[1] ?? "", step: say.named("step", to ?? "") });
    case "result": return say(key, { what: texts?.results.get(code ?? "") ?? `${of.named("concept", code ?? "")} ${to ?? ""}` });
    case "new-card": case "facts": return say(key, { what: texts?.cards.get(code ?? "") ?? code ?? "" });
    case "referral": {
      const [way = "", urgency = "", place = ""] = (to ?? "").split(" ");
      return say(key, { way: of.named("referral", way), urgency: of.named("urgency", urgency), place: of.named("place", place) });
    }
    case "data-issue": return say(key, { what: say.named("aside", code ?? "") });
    default: return say(key);
  }
}

/** Why a row cannot be followed. */
export function issueWords({ code }: Issue, say: RoundSay): string {
  const named = say.named("issue", code);
  return named === code ? say("issue.other") : named;
}

/** A name that cannot disturb its line. */
export function nameOf(record: LiangbingRecord | null | undefined, say: RoundSay): string {
  const name: unknown = record?.patient?.name;
  return (typeof name === "string" && plain(name)) || say("unnamed");
}

/** Sex and age, where the record says them. */
export function aboutOf(record: LiangbingRecord | null | undefined, asOf: string, say: RoundSay): string {
  const { sex, born } = record?.patient ?? {};
  const age = typeof born === "string" && /^\d{4}-\d{2}-\d{2}$/.test(born)
    ? Number(asOf.slice(0, 4)) - Number(born.slice(0, 4)) - (asOf.slice(5) >= born.slice(5) ? 0 : 1) : null;
  return [sex === "female" || sex === "male" ? say(sex) : "", age === null ? "" : say("years", { n: age })].filter(Boolean).join(" ");
}

/** The newest blood pressure and glucose with their days, as recorded. */
export function readingsOf(record: LiangbingRecord | null | undefined, asOf: string): string {
  const list: unknown = record?.observations;
  if (!Array.isArray(list)) return "";
  const seen = (list as Observation[]).filter((one) => typeof one?.at === "string" && one.at.slice(0, 10) <= asOf);
  const newest = (concept: string): Observation | undefined =>
    seen.filter((one) => one.concept === concept).reduce<Observation | undefined>((best, one) => (best && best.at >= one.at ? best : one), undefined);
  return ["blood-pressure", "glucose"].map(newest).filter((one) => one !== undefined).map((one) => {
    const value = one.concept === "blood-pressure" ? `${one.systolic ?? "–"}/${one.diastolic ?? "–"}` : String("value" in one ? one.value : "");
    return `${plain(value)} (${plain(shortMoment(one.at).slice(5, 10))})`;
  }).join(" · ");
}

