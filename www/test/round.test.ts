// @vitest-environment node
import { readFileSync } from "node:fs";
import { describe, expect, it, vi } from "vitest";
import { LiangbingError } from "../src/error.js";
import { byCodePoint, digest } from "../src/round/digest.js";
import { compare, keep, ORDER, readState, type Change, type Judged, type PatientState, type RoundState, type Swept } from "../src/round.js";
import { judged, rulesOf } from "../src/round/judge.js";
import { realEngine } from "./real.js";
import { Sweep } from "../src/round.js";

// Whole lists through the real module: slow where the machine is, and never a measure of it.
vi.setConfig({ testTimeout: 60_000 });

const text = (file: string): string => readFileSync(new URL(`../../tests/round/${file}`, import.meta.url), "utf8");
const json = <T>(file: string): T => JSON.parse(text(file)) as T;

interface Case {
  name: string;
  before: Partial<PatientState> | null;
  then?: Partial<PatientState>;
  now: Partial<PatientState>;
  expect: string[];
}
const { base, cases } = json<{ base: PatientState; cases: Case[] }>("changes.json");

const one = (over: Partial<PatientState> = {}, more: Partial<Judged> = {}): Judged => ({ state: { ...base, ...over }, owner: null, harm: null, place: null, ...more });
const swept = (seen: Swept["seen"], over: Partial<Swept> = {}): Swept => ({ asOf: base.asOf, seen, issues: [], complete: true, ...over });
const kept = (...patients: PatientState[]): RoundState => ({ schema: "liangbing.round/1", asOf: "2026-11-14", patients });
const said = ({ what, code, from, to, cause }: Change): string => `${what} ${code ?? "-"} ${from ?? "-"}:${to ?? "-"} ${cause}`;

describe("what changed, as the command line says it too", () => {
  it.each(cases)("$name", ({ before, then, now, expect: wanted }) => {
    const last = before && kept({ ...base, ...before });
    const round = compare(last, swept([{ now: one(now), then: then ? { ...base, ...then } : null }]));
    expect([...round.changed, ...round.unchanged].flatMap(({ changes }) => changes.map(said))).toEqual(wanted);
    expect(round.counts.changed + round.counts.unchanged).toBe(1);
  });

  it("of a whole list: every row is changed, unchanged or an issue", async () => {
    const lines = text("people.ndjson").trim().split("\n");
    const engine = await realEngine();
    const o = { asOf: "2026-11-21", locale: "en" } as const;
    // In the files `today` stands for today's rules, so that they outlive a change of the rules.
    const { seen } = await new Sweep(lines.slice(0, 1), engine, o).run();
    const byToday = (file: string): string => text(file).replaceAll('"rules":"today"', `"rules":"${seen[0]?.now.state.rules ?? ""}"`);
    const last = readState(byToday("last.json"));
    const answer = await new Sweep(lines, engine, { ...o, last }).run();
    const round = compare(last, answer);
    const { all, changed, unchanged, issues } = round.counts;
    expect([all, changed + unchanged + issues]).toEqual([lines.length, lines.length]);
    expect(round).toEqual(json("round.json"));
    expect(keep(last, answer)).toEqual(JSON.parse(byToday("kept.json")));
  });

  it("knows the levels in the engine's order", () => expect(ORDER).toEqual(json("levels.json")));
});

describe("a comparison", () => {
  it("says the same whatever language the answers came in", async () => {
    const lines = text("people.ndjson").trim().split("\n").slice(0, 12);
    const engine = await realEngine();
    const of = async (locale: "en" | "zh-CN"): Promise<unknown> => keep(null, await new Sweep(lines, engine, { asOf: "2026-11-21", locale }).run());
    expect(await of("zh-CN")).toEqual(await of("en"));
  });

  it("puts the most serious first, then the earliest day, then the harm, then the id", () => {
    const people = [
      one({ id: "blue" }), one({ id: "late", level: "Y1", actBy: "2026-11-01" }), one({ id: "soon", level: "Y1", actBy: "2026-12-01" }, { harm: "know info" }),
      one({ id: "now", level: "Y1", actBy: "2026-12-01" }, { harm: "stop critical" }), one({ id: "also", level: "Y1", actBy: "2026-12-01" }, { harm: "stop critical" }),
      one({ id: "lost", level: "G2", wasRed: true, actBy: null }), one({ id: "grey", level: "G2" }), one({ id: "red", level: "R2" }), one({ id: "none", level: null }),
    ];
    const { changed } = compare(null, swept(people.map((now) => ({ now }))));
    expect(changed.map(({ id }) => id)).toEqual(["red", "lost", "late", "also", "now", "soon", "grey", "blue", "none"]);
  });

  it("puts an issue that could not be judged after the red and before the rest", () => {
    const issue = (row: number, level: "R1" | "B1" | null) => ({ row, id: null, code: "not-json" as const, path: "", message: "", level, wasRed: false });
    const { issues } = compare(null, swept([], { issues: [issue(1, "B1"), issue(2, null), issue(3, "R1"), issue(4, null)] }));
    expect(issues.map(({ row }) => row)).toEqual([3, 2, 4, 1]);
  });

  it("names who has left the list, but not after a sweep that was stopped", () => {
    const last = kept({ ...base, id: "gone", level: "R1" }, { ...base, id: "p" });
    expect(compare(last, swept([{ now: one() }])).absent).toEqual([{ id: "gone", level: "R1", wasRed: false }]);
    expect(compare(last, swept([{ now: one() }], { complete: false })).absent).toEqual([]);
  });

  it("says whether other rules answered", () => {
    const other = kept({ ...base, rules: "bb" });
    expect(compare(null, swept([{ now: one() }])).rules).toBe("first");
    expect(compare(kept(base), swept([{ now: one() }])).rules).toBe("same");
    expect(compare(other, swept([{ now: one() }])).rules).toBe("changed");
  });
});

describe("what is kept", () => {
  const last = kept({ ...base, id: "a", level: "B1" }, { ...base, id: "b", level: "B1" }, { ...base, id: "z", level: "R1" });
  const now = swept([{ now: one({ id: "a", level: "R1" }) }, { now: one({ id: "b", level: "R1" }) }, { now: one({ id: "c", level: "R1" }) }]);
  const levels = (state: RoundState): string[] => state.patients.map(({ id, level }) => `${id} ${level}`);

  it("is today's of everybody who was seen", () => expect(levels(keep(last, now))).toEqual(["a R1", "b R1", "c R1"]));

  it("is the old of whoever was not seen, so that the change comes again", () => {
    const state = keep(last, now, new Set(["b", "c", "z"]));
    expect(levels(state)).toEqual(["a R1", "b B1", "z R1"]);
    const again = compare(state, now);
    expect(again.changed.map(({ id }) => id)).toEqual(["b", "c"]);
    expect(again.absent.map(({ id }) => id)).toEqual(["z"]);
  });

  it("is the old of whom the sweep did not reach, and of who could not be judged", () => {
    expect(levels(keep(last, { ...now, seen: now.seen.slice(0, 1), complete: false }))).toEqual(["a R1", "b B1", "z R1"]);
    const issues = [{ row: 9, id: "z", code: "unknown-field" as const, path: "", message: "", level: null, wasRed: false }];
    expect(levels(keep(last, { ...now, issues }))).toContain("z R1");
  });

  it("holds no name, no value and no sentence", async () => {
    const record = { patient: { id: "p1", name: "王秀英" }, conditions: [{ code: "hypertension", since: "2015" }],
      observations: [{ at: "2026-11-20T08:10", concept: "blood-pressure" as const, systolic: 186, diastolic: 112, unit: "mmHg" }] };
    const state = JSON.stringify(keep(null, await new Sweep([record], await realEngine(), { asOf: "2026-11-21", locale: "zh-CN" }).run()));
    expect(state).toContain("htn-bp-critical");
    expect(state).not.toMatch(/王秀英|186|112|\p{Script=Han}/u);
  });
});

describe("reading what was kept", () => {
  it("takes what was written, as text or as a value", () => {
    const state = keep(null, swept([{ now: one() }]));
    expect(readState(JSON.stringify(state))).toEqual(state);
    expect(readState(state)).toEqual(state);
  });

  const whole = { schema: "liangbing.round/1", asOf: "2026-11-14", patients: [base] };
  it.each([
    ["{", "not-json", ""], [[], "wrong-type", ""], [{ ...whole, schema: "liangbing.round/2" }, "unknown-value", "schema"],
    [{ ...whole, asOf: 3 }, "wrong-type", "asOf"], [{ ...whole, patients: {} }, "wrong-type", "patients"], [{ ...whole, names: [] }, "unknown-field", "names"],
    [{ ...whole, patients: [{ ...base, name: "x" }] }, "unknown-field", "patients[0].name"], [{ ...whole, patients: [base, base] }, "duplicate-id", "patients[1].id"],
    [{ ...whole, patients: [{ ...base, cards: "a" }] }, "wrong-type", "patients[0].cards"], [{ ...whole, patients: [{ id: "p" }] }, "missing-field", "patients[0].asOf"],
  ])("refuses %j", (value, code, path) => {
    const thrown = (() => {
      try {
        return readState(value);
      } catch (error) {
        return error;
      }
    })();
    expect(thrown).toBeInstanceOf(LiangbingError);
    expect(thrown).toMatchObject({ code, path });
  });
});

describe("digests and orders", () => {
  // Published figures of FNV-1a, 64 bits.
  it.each([["", "cbf29ce484222325"], ["a", "af63dc4c8601ec8c"], ["foobar", "85944171f73967e8"]])("of %j", (of, wanted) => expect(digest(of)).toBe(wanted));

  it("keep texts by code point, as bytes are", () => {
    expect(["\u{20BB7}", "\uFF21", "a", "", "ab"].sort(byCodePoint)).toEqual(["", "a", "ab", "\uFF21", "\u{20BB7}"]);
  });

  it("are others where the rules, the place or the profile are", () => {
    const rules = { engine: "1", digest: "2", overlay: null, profile: "p", level: "village" } as const;
    const all = [rules, { ...rules, engine: "2" }, { ...rules, digest: "3" }, { ...rules, overlay: "o" }, { ...rules, profile: "q" }, { ...rules, level: "county" as const }];
    expect(new Set(all.map(rulesOf)).size).toBe(all.length);
  });

  it("are of the facts: another value or moment is another", async () => {
    const engine = await realEngine();
    const of = (systolic: number, at: string): string[] => judged("p", null, engine.assess({
      conditions: [{ code: "hypertension", since: "2015" }], observations: [{ at, concept: "blood-pressure", systolic, diastolic: 112, unit: "mmHg" }],
    }, { asOf: "2026-11-21", locale: "en" }), "").state.cards.filter((card) => card.startsWith("htn-bp-critical"));
    expect(of(186, "2026-11-20T08:10")).toEqual(of(186, "2026-11-20T08:10"));
    expect(of(187, "2026-11-20T08:10")).not.toEqual(of(186, "2026-11-20T08:10"));
    expect(of(186, "2026-11-20T08:20")).not.toEqual(of(186, "2026-11-20T08:10"));
  });
});
