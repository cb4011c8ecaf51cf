import { describe, expect, it } from "vitest";
import { sayIn } from "../src/elements/words.js";
import type { Change, Round, RoundRow } from "../src/round/compare.js";
import { KINDS } from "../src/round/compare.js";
import { aboutOf, issueWords, nameOf, phrases, readingsOf, type Texts, type Tongue } from "../src/round/texts.js";
import { colourOf, EVERYTHING, inSight, linesOf, shown } from "../src/round/view.js";
import { en } from "../src/round/words.en.js";
import { roundSay } from "../src/round/words.js";

const tongue: Tongue = { say: roundSay("en"), of: sayIn("en") };
const change = (what: Change["what"], code: string | null = null, over: Partial<Change> = {}): Change => ({ what, code, from: null, to: null, cause: "patient", ...over });
const texts: Texts = {
  cards: new Map([["sign", "Stroke sign: ambulance"], ["target", "At target: carry on"]]), first: "Stroke sign: ambulance",
  results: new Map([["hba1c", "HbA1c 8.2 % came in"]]), tests: new Map([["uacr", "Urine albumin"]]),
};
const row = (id: string, over: Partial<RoundRow> = {}): RoundRow => ({
  id, level: "Y1", wasRed: false, was: null, actBy: null, overdue: false, owner: "village-doctor", harm: null, place: "a", changes: [change("new-patient")], ...over,
});

describe("the words of a row", () => {
  const said = (...changes: Change[]): string[] => phrases(changes, texts, tongue).map(({ text }) => text);

  it("say the level first, then what the engine would prompt first, whatever the order of codes", () => {
    const list = said(change("new-card", "target"), change("result", "hba1c", { to: "2026-11-18" }), change("new-card", "sign"), change("new-red", null, { from: "B2", to: "R0" }));
    expect(list).toEqual(["Newly red: Blue B2 → Red R0", "Stroke sign: ambulance", "Unread result: HbA1c 8.2 % came in", "At target: carry on"]);
  });

  it("fold tests and settled prompts into one phrase each, and keep the rules' changes apart", () => {
    expect(said(change("test-due", "uacr"), change("test-due", "hba1c"), change("card-gone", "x"), change("card-gone", "y"))).toEqual(["Tests due: Urine albumin, HbA1c", "Prompts settled: 2"]);
    const list = phrases([change("new-red", null, { to: "R2", cause: "rules" }), change("overdue", null, { to: "2026-11-01" })], texts, tongue);
    expect(list.map(({ text, byRules }) => [text, byRules])).toEqual([["Was due by 2026-11-01", false], ["Newly red: No colour → Red R2", true]]);
  });

  it("exist for every kind, with no place left open, in both languages", () => {
    for (const locale of ["en", "zh-CN"] as const) {
      const own = { say: roundSay(locale), of: sayIn(locale) };
      for (const what of KINDS) {
        const [told] = phrases([change(what, what.startsWith("loop") ? "up 2026-10-01" : "glucose", { from: "B1", to: what.startsWith("loop") ? "sent" : "up today county-hospital" })], undefined, own);
        expect([what, told?.text]).toEqual([what, expect.not.stringMatching(/[{}]|undefined|^\s*$/)]);
      }
    }
    expect(Object.keys(en).filter((key) => key.startsWith("change.")).sort()).toEqual(KINDS.map((kind) => `change.${kind}`).sort());
  });

  it("say codes where the engine's words are not there yet", () => {
    expect(phrases([change("new-card", "sign"), change("result", "hba1c", { to: "2026-11-18" })], undefined, tongue).map(({ text }) => text)).toEqual(["Unread result: HbA1c 2026-11-18", "sign"]);
  });

  it("look at no record that is not of its shape", () => {
    const odd = { patient: { name: 7, born: 3, sex: "x" }, observations: "none" } as never;
    expect([nameOf(odd, tongue.say), aboutOf(odd, "2026-11-21", tongue.say), readingsOf(odd, "2026-11-21")]).toEqual(["no name", "", ""]);
    expect(readingsOf({ observations: [null, { at: 5 }, { at: "2026-11-20", concept: "glucose", value: 7.1 }, { at: "2026-11-30", concept: "glucose", value: 9 }] } as never, "2026-11-21")).toBe("7.1 (11-20)");
  });

  it("say of a refusal what they can", () => {
    const issue = { row: 1, id: null, path: "", message: "", level: null, wasRed: false };
    expect([issueWords({ ...issue, code: "duplicate-id" }, tongue.say), issueWords({ ...issue, code: "too-large" }, tongue.say)]).toEqual(["This id is on the list already", "The record was refused"]);
  });
});

describe("the list", () => {
  const round = {
    changed: [row("red", { level: "R1", place: "b", overdue: true }), row("yellow", { owner: "township-clinic" }), row("none", { level: null })], unchanged: [row("blue", { level: "B1" })],
    issues: [{ row: 3, id: null, code: "not-json", path: "", message: "", level: null, wasRed: false }], absent: [{ id: "gone", level: "G2", wasRed: true }],
  } as unknown as Round;
  const known = { seen: (id: string) => id === "red", name: (key: string) => (key === "p yellow" ? "王秀英" : "") };
  const ids = (filter: Partial<typeof EVERYTHING>): (string | null)[] => shown(linesOf(round, filter.view ?? "changed"), { ...EVERYTHING, ...filter }, known).map(({ id }) => id);

  it("has four parts, and every filter leaves out whom it should", () => {
    expect([ids({}), ids({ view: "unchanged" }), ids({ view: "issues" }), ids({ view: "absent" })]).toEqual([["red", "yellow", "none"], ["blue"], [null], ["gone"]]);
    expect([ids({ colour: "red" }), ids({ colour: "none" }), ids({ owner: "township-clinic" }), ids({ place: "b" }), ids({ overdue: true })]).toEqual([["red"], ["none"], ["yellow"], ["red"], ["red"]]);
    expect([ids({ unseen: true }), ids({ search: "秀" }), ids({ search: " RED " }), ids({ search: "nobody" })]).toEqual([["yellow", "none"], ["yellow"], ["red"], []]);
    expect(ids({ view: "issues", unseen: true }), "what nobody can mark stays").toEqual([null]);
  });

  it("knows the colour of a level", () => expect([colourOf("R0"), colourOf("Y4"), colourOf("B3"), colourOf("G2"), colourOf(null)]).toEqual(["red", "yellow", "blue", "grey", null]));

  it("draws what is in sight, and never more than it may", () => {
    expect(inSight(0, 700, 70, 2000)).toEqual([0, 26]);
    expect(inSight(70_000, 700, 70, 2000)).toEqual([992, 1018]);
    expect(inSight(999_999, 700, 70, 2000)).toEqual([1999, 2000]);
    expect(inSight(0, 99_999, 1, 2000)).toEqual([0, 120]);
    expect(inSight(0, 700, 70, 0)).toEqual([0, 0]);
  });
});
