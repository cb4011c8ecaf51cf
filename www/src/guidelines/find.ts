import type { ConcernName, Level, Locale } from "../types.js";
import type { Book, Pack, Part, Row, Rule, Sheet } from "./data.js";

/** Something that can be found: a rule, a number, or a row of a table. */
export interface Entry {
  kind: "rule" | "number" | "row";
  /** Its address, without the sign in front. */
  href: string;
  id: string;
  pack: Pack | null;
  rule: Rule | null;
  sheet: Sheet | null;
  /** The line shown in the list. */
  title: string;
  pending: boolean;
  /** What is searched: small letters, both languages. */
  text: string;
}

export interface Wanted {
  words: string;
  pack: string;
  concern: ConcernName | "";
  /** A level, or `class` or `target` for rules that say these. */
  level: Level | "class" | "target" | "";
  pending: boolean;
}

export const EVERYTHING: Wanted = { words: "", pack: "", concern: "", level: "", pending: false };

/** Every sentence, name and number of a condition. */
export function textsOf(part: Part): string[] {
  const own = [part.name, part.text, part.concept, ...part.lines.flatMap((line) => [line.parameter, ...line.limits.flatMap(({ at, unit }) => [at, unit])])];
  return [...own.filter((text) => text !== null), ...part.parts.flatMap(textsOf)];
}

/** What there is to find, in the language shown; the other one is searched as well. */
export function entriesOf(shown: Book, other: Book): Entry[] {
  const list: Entry[] = [];
  shown.packs.forEach((pack, at) => {
    const twin = other.packs[at];
    pack.rules.forEach((rule, i) => list.push(ruleEntry(pack, rule, twin?.rules[i])));
    for (const number of pack.parameters) {
      const text = [number.name, ...number.values, number.cite.section, pack.id, pack.title];
      list.push({ ...entry("number", `number/${number.name}`, number.name, text), pack, title: `${number.name} ${number.values.join("; ")}`, pending: number.cite.review !== null });
    }
    pack.sheets.forEach((sheet, i) => list.push(...sheetEntries(pack, sheet, twin?.sheets[i])));
  });
  shown.sheets.forEach((sheet, i) => list.push(...sheetEntries(null, sheet, other.sheets[i])));
  return list;
}

function entry(kind: Entry["kind"], href: string, id: string, texts: (string | null | undefined)[]): Entry {
  const text = texts.filter(Boolean).join(" ").toLowerCase();
  return { kind, href, id, pack: null, rule: null, sheet: null, title: id, pending: false, text };
}

function ruleEntry(pack: Pack, rule: Rule, twin: Rule | undefined): Entry {
  const said = (one: Rule | undefined): (string | null)[] =>
    one ? [one.page.summary, one.page.detail, one.answeredBy, ...textsOf(one.when)] : [];
  const { page } = rule;
  const text = [page.id, pack.id, pack.title, page.level, page.class, page.target, page.cite.section, ...page.parameters, ...page.reads, ...said(rule), ...said(twin)];
  return { ...entry("rule", `rule/${page.id}`, page.id, text), pack, rule, title: page.summary ?? page.id, pending: page.cite.review !== null };
}

function sheetEntries(pack: Pack | null, sheet: Sheet, twin: Sheet | undefined): Entry[] {
  const said = (row: Row | undefined): string[] => (row ? [...row.cells, ...(row.when ? textsOf(row.when) : [])] : []);
  return sheet.rows.map((row, i) => {
    const text = [row.id, sheet.title, twin?.title, pack?.title, ...row.cites.flatMap(({ guideline, section }) => [guideline, section]), ...said(row), ...said(twin?.rows[i])];
    return { ...entry("row", `row/${sheet.kind}/${row.id}`, row.id, text), pack, sheet, title: row.cells.filter(Boolean).slice(0, 3).join(" · ") || row.id, pending: row.pending };
  });
}

/** A whole number stands for itself: `180` is not in `1800`, nor in `0.180`. */
function meets(text: string, word: string): boolean {
  if (!/^\d+(\.\d+)?$/.test(word)) return text.includes(word);
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const [before, after] = [text.slice(0, at), text.slice(at + word.length)];
    if (!/[\d.]$/.test(before) && !/^(\d|\.\d)/.test(after)) return true;
  }
  return false;
}

/** Full-width digits and letters as half-width ones, small letters, apart by blanks. */
export function wordsOf(query: string): string[] {
  return query.normalize("NFKC").toLowerCase().split(/\s+/).filter(Boolean);
}

/** What is wanted, rules first, in the order of the book. */
export function find(entries: readonly Entry[], wanted: Wanted): Entry[] {
  const words = wordsOf(wanted.words);
  const fits = (one: Entry): boolean => {
    if (wanted.pack && one.pack?.id !== wanted.pack) return false;
    if (wanted.pending && !one.pending) return false;
    if ((wanted.concern || wanted.level) && !one.rule) return false;
    if (wanted.concern && one.rule?.page.concern !== wanted.concern) return false;
    if (wanted.level && one.rule?.page.level !== wanted.level && one.rule?.page.says !== wanted.level) return false;
    return words.every((word) => meets(one.text, word));
  };
  const found = entries.filter(fits);
  const first = (one: Entry): number => (one.kind === "rule" ? 0 : one.kind === "row" ? 1 : 2);
  return found.sort((a, b) => first(a) - first(b));
}

/** The languages a book is searched in: the one shown, then the other. */
export const bothOf = (locale: Locale): [Locale, Locale] => (locale === "en" ? ["en", "zh-CN"] : ["zh-CN", "en"]);
