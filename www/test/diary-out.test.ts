// @vitest-environment node
import { describe, expect, it } from "vitest";
import { axis, lineOf, pointsOf, strictest, thin } from "../src/chart/points.js";
import { lock, unlock } from "../src/diary/out/backup.js";
import { cell, csv } from "../src/diary/out/csv.js";
import { MemoryStore } from "../src/diary/store/memory.js";
import { type Everything, KINDS, type Reading } from "../src/diary/store/types.js";
import type { Observation } from "../src/types.js";

const row = (observation: Observation): Reading => ({
  id: "r", person: "p", seq: 1, revision: 1, enteredAt: "2026-11-21T00:00:00Z", deletedAt: null, source: "manual", zone: "Asia/Shanghai", checked: true, observation,
});
const bp = (at: string, systolic: number, diastolic: number): Observation => ({ concept: "blood-pressure", at, systolic, diastolic, unit: "mmHg" });

describe("a table for spreadsheets", () => {
  it.each(["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", " =1", "＝1", "\uFEFF=1"])("never runs %j", (text) =>
    expect(cell(text).replace(/^"/, "").startsWith("'")).toBe(true));
  it("quotes what must be quoted, and leaves numbers alone", () =>
    expect([cell('a"b'), cell("a,b"), cell("a\nb"), cell(-1.5), cell(null)]).toEqual(['"a""b"', '"a,b"', '"a\nb"', "-1.5", ""]));
  it("has its mark, a head and lines ended as spreadsheets want", () => {
    const text = csv([row(bp("2026-11-21T08:00+08:00", 128, 82))]);
    expect(text.startsWith("\uFEFFat,concept,")).toBe(true);
    expect(text.split("\r\n")[1]).toBe("2026-11-21T08:00+08:00,blood-pressure,128,82,,mmHg,,,manual,");
  });
});

// The key is made slowly on purpose.
describe("an encrypted copy", { timeout: 60_000 }, () => {
  const everything = async (): Promise<Everything> => {
    const store = new MemoryStore();
    await store.write([{ kind: "people", expects: 0, row: { id: "p", nickname: "秀英", conditions: null } }]);
    return Object.fromEntries(await Promise.all(KINDS.map(async (kind) => [kind, await store.all(kind)]))) as Everything;
  };
  it("is brought back whole with its password, and shows nothing without", async () => {
    const rows = await everything();
    const file = await lock(rows, "correct horse");
    expect(file).not.toContain("秀英");
    expect(await unlock(file, "correct horse")).toEqual(rows);
    expect(await unlock(file, "wrong horse")).toBeNull();
  });
  it("that was changed, in its data or in its head, is refused", async () => {
    const file = JSON.parse(await lock(await everything(), "correct horse")) as Record<string, unknown>;
    const data = String(file["data"]);
    expect(await unlock(JSON.stringify({ ...file, data: `${data[0] === "A" ? "B" : "A"}${data.slice(1)}` }), "correct horse")).toBeNull();
    expect(await unlock(JSON.stringify({ ...file, rounds: 700_000 }), "correct horse")).toBeNull();
  });
  it.each(["", "{}", "[]", "null", '{"format":"liangbing.diary/1","rounds":1}', '{"format":"liangbing.diary/1","rounds":1e12,"salt":"","iv":"","data":""}'])(
    "%s is none", async (text) => expect(await unlock(text, "x")).toBeNull());
});

describe("the points of a chart", () => {
  const many = Array.from({ length: 5000 }, (_, n) => bp(new Date(Date.UTC(2026, 0, 1) + n * 3_600_000).toISOString(), n === 2500 ? 201 : 130, n === 777 ? 41 : 80));
  it("keep the extremes however many there are", () => {
    const thinned = thin(pointsOf(many, "bp"), 300);
    expect(thinned.length).toBeLessThanOrEqual(600);
    expect(Math.max(...thinned.map(({ high }) => high))).toBe(201);
    expect(Math.min(...thinned.map(({ low }) => low))).toBe(41);
  });
  it("are ordered by their true time and leave out what has no number", () => {
    const mixed: Observation[] = [bp("2026-01-05T07:30-05:00", 2, 1), bp("2026-01-05T07:30+08:00", 1, 0), { concept: "glucose", at: "2026-01-05", value: "HI" }];
    expect(pointsOf(mixed, "bp").map(({ high }) => high)).toEqual([1, 2]);
    expect(pointsOf(mixed, "glucose")).toEqual([]);
  });
  it("stand on an axis that is fixed and only grows", () => {
    expect(axis("bp", pointsOf([bp("2026-01-05", 128, 82)], "bp"))).toEqual({ from: 40, to: 200, step: 20 });
    expect(axis("bp", pointsOf([bp("2026-01-05", 231, 82)], "bp")).to).toBe(240);
    expect(axis("bp", [])).toEqual({ from: 40, to: 200, step: 20 });
  });
  it("have the strictest of several targets", () => {
    const target = (text: string): { concept: string; target: string } => ({ concept: "blood-pressure", target: text });
    expect(strictest([target("< 140/90 mmHg"), { concept: "glucose", target: "5-7.2 mmol/L" }, target("< 130/80 mmHg")])?.target).toBe("< 130/80 mmHg");
    expect(strictest([])).toBeNull();
  });
  it("have the line that the rules print", () => {
    expect([lineOf("< 130/80 mmHg"), lineOf("5-7.2 mmol/L")]).toEqual([[130, 80], null]);
  });
});
