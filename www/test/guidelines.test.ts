// @vitest-environment node
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { RuleBook } from "../src/guidelines/book.js";
import type { Book, Part } from "../src/guidelines/data.js";
import { added, changed, edgesOf, type Examples, lacking } from "../src/guidelines/example.js";
import stored from "../src/guidelines/examples.json";
import { entriesOf, EVERYTHING, find } from "../src/guidelines/find.js";
import { snippet, WAYS } from "../src/playground/snippets.js";
import type { LiangbingRecord } from "../src/types.js";
import { realEngine } from "./real.js";

const rules = await RuleBook.load(readFileSync(new URL("../pkg-book/book_bg.wasm", import.meta.url)));
const [en, zh] = [rules.whole("en"), rules.whole("zh-CN")];
const examples = stored as unknown as Examples;
const AT = "2026-11-20";

const parts = (part: Part): Part[] => [part, ...part.parts.flatMap(parts)];
const conditions = (book: Book): Part[] => {
  const sheets = [...book.sheets, ...book.packs.flatMap((pack) => pack.sheets)];
  const roots = [...book.packs.flatMap((pack) => pack.rules.map(({ when }) => when)), ...sheets.flatMap(({ rows }) => rows.flatMap(({ when }) => (when ? [when] : [])))];
  return roots.flatMap(parts);
};

describe("the whole book", () => {
  it("is of the rules that answer, and holds all that the short one has", async () => {
    const engine = await realEngine();
    expect(en.stamp.digest).toBe(engine.stamp.digest);
    const ids = en.packs.flatMap((pack) => pack.rules.map(({ page }) => page.id));
    for (const { page } of engine.rulebook("en").packs.flatMap((pack) => pack.rules.map((page) => ({ page })))) expect(ids).toContain(page.id);
  });

  it("says every question in words, in both languages, with no place left open and no key shown", () => {
    for (const [book, foreign] of [[en, /\p{Script=Han}/u], [zh, /\b(the|any|latest|clinic|days)\b/]] as const) {
      const asked = conditions(book).filter(({ kind }) => kind === "ask");
      expect(asked.length).toBeGreaterThan(400);
      const odd = asked.filter(({ text }) => !text || /[{}[\]]|\bask\.|\bspan\./.test(text) || foreign.test(text)).map(({ text, name }) => `${name}: ${text}`);
      expect(odd).toEqual([]);
    }
  });

  it("heads every table and names every code in Chinese", () => {
    const sheets = [...zh.sheets, ...zh.packs.flatMap((pack) => pack.sheets)];
    for (const sheet of sheets) {
      expect([sheet.kind, /\p{Script=Han}/u.test(sheet.title), sheet.columns.every((column) => /\p{Script=Han}/u.test(column))]).toEqual([sheet.kind, true, true]);
    }
    // A kind, a state or a degree is a word; names of rules and criteria stay names.
    const words = sheets.flatMap(({ kind, rows }) => (["advice", "diagnosis", "steps", "contacts", "tests", "timers", "risks"].includes(kind) ? rows.map(({ cells }) => cells[kind === "diagnosis" ? 1 : 0] ?? "") : []));
    expect(words.filter((word) => !/\p{Script=Han}/u.test(word))).toEqual([]);
  });

  it("refuses a language and a pack that are none", () => {
    expect(() => rules.compare("cn-htn-2018", "nothing", "en")).toThrow(expect.objectContaining({ code: "bad-options", path: "compare" }));
    expect(() => rules.tryRule("htn-bp-critical", "{}", "tomorrow", "en")).toThrow(expect.objectContaining({ code: "bad-date" }));
  });
});

describe("finding", () => {
  const entries = entriesOf(en, zh);
  const hrefs = (words: string): string[] => find(entries, { ...EVERYTHING, words }).map(({ href }) => href);

  it("takes a number for itself alone", () => {
    const [one] = entries;
    const fake = (text: string): typeof entries => [{ ...one!, text }];
    for (const [text, found] of [["≥ 180 mmhg", 1], ["1800", 0], ["0.180", 0], ["180.5", 0], ["a180", 1], ["180.", 1]] as const) {
      expect([text, find(fake(text), { ...EVERYTHING, words: "180" }).length]).toEqual([text, found]);
    }
    expect(hrefs("180")).toContain("rule/htn-bp-critical");
  });

  it("finds in both languages, and all words together", () => {
    expect(hrefs("剧烈头痛")).toContain("rule/htn-headache");
    expect(hrefs("Severe HEADACHE")).toContain("rule/htn-headache");
    expect(hrefs("headache 剧烈 no-such-word")).toEqual([]);
  });
});

describe("lines and records", () => {
  const RULE = "htn-bp-critical";
  const { record } = examples[RULE]!.fires!;
  const tried = rules.tryRule(RULE, record, AT, "en");

  it("stand on the values that the rule saw, and flip there", () => {
    const edges = edgesOf(tried.when, record);
    expect(edges.map(({ field, limit }) => [field, limit.below, limit.at, limit.above])).toEqual([["systolic", "179", "180", "181"], ["diastolic", "109", "110", "111"]]);
    const [edge] = edges;
    const low = changed(record, edge!.place, { diastolic: 80 });
    const outcome = (value: string): string => rules.tryRule(RULE, changed(low, edge!.place, { systolic: Number(value) }), AT, "en").outcome;
    expect([edge!.limit.below, edge!.limit.at, edge!.limit.above].map(outcome)).toEqual(["silent", "fires", "fires"]);
  });

  it("are asked for where the record has none", () => {
    const empty = { conditions: record.conditions } as LiangbingRecord;
    const { when } = rules.tryRule(RULE, empty, AT, "en");
    const [lack] = lacking(when, empty);
    expect(lack?.concept).toBe("blood-pressure");
    expect(rules.tryRule(RULE, added(empty, lack!, AT), AT, "en").outcome).toBe("fires");
  });

  // All of them natively, in `cargo test --test cases`.
  it("say of examples what their names say", () => {
    for (const [rule, own] of Object.entries(examples).filter((_, i) => i % 10 === 0)) {
      for (const [kind, example] of Object.entries(own)) {
        const { outcome } = rules.tryRule(rule, example.record, example.asOf, "zh-CN");
        expect([rule, kind, kind === "excused" ? outcome !== "fires" : outcome === kind]).toEqual([rule, kind, true]);
      }
    }
  });
});

describe("snippets", () => {
  it("escape what stands in an attribute", () => {
    for (const way of WAYS) {
      const text = snippet(way, { tag: "liangbing-panel", attributes: { locale: '"><script>' }, properties: ["engine", "record"], asOf: AT });
      expect([way, text.includes('locale=""><script>')]).toEqual([way, false]);
    }
  });
});
