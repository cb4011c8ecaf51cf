// @vitest-environment node
import { describe, expect, it, vi } from "vitest";
import { decade } from "../bench/decade.mjs";
import { type Far, written } from "../src/diary/far.js";
import { wholeText } from "../src/worker/talk.js";
import { type Danger, type Judged, recordOf, recordText, SECTIONS } from "../src/diary/judge.js";
import { Judging, MANY } from "../src/diary/judging.js";
import { merged, newest, observationsOf } from "../src/diary/order.js";
import type { Everything, Person, Reading } from "../src/diary/store/types.js";
import type { Engine } from "../src/liangbing.js";
import { realEngine } from "./real.js";

const TODAY = "2026-11-21";
const person: Person = { id: "p", seq: 1, revision: 1, enteredAt: "2026-01-01T00:00:00Z", deletedAt: null, nickname: "x", conditions: ["hypertension"] };
const many = decade(TODAY, "p", 100);
const count = (record: unknown): number => (JSON.parse(String(record)) as { observations: unknown[] }).observations.length;
const crisis: Reading = { ...(many[0] as Reading), id: "c", seq: 9999, observation: { concept: "blood-pressure", at: `${TODAY}T08:00+08:00`, systolic: 186, diastolic: 122, unit: "mmHg", setting: "home" } };

async function asked(readings: readonly Reading[], far: Far | Error | null): Promise<{ here: number[]; there: number[]; levels: (string | null)[]; dangers: boolean[] }> {
  const real = await realEngine();
  const seen = { here: [] as number[], there: [] as number[], levels: [] as (string | null)[], dangers: [] as boolean[] };
  const engine = { ...real, assess: (record: string, o: { asOf: string }) => (seen.here.push(count(record)), real.assess(record, o)), free: () => undefined } as unknown as Engine;
  const judging = new Judging((answer, danger) => (seen.levels.push(answer?.tier.level ?? null), seen.dangers.push(danger !== null)));
  const start = far && (() => far instanceof Error ? Promise.reject(far) : Promise.resolve({ ...far, assess: ((who, own, targets, o) => (seen.there.push(own.length), far.assess(who, own, targets, o))) as Far["assess"] }));
  judging.use(engine, start);
  expect(judging.ask(person, readings, { asOf: TODAY, locale: "en" })).toBe(true);
  await vi.waitFor(() => expect(seen.levels.at(-1)).not.toBeNull());
  return seen;
}
const farOf = async (): Promise<Far> => {
  const real = await realEngine();
  return { assess: async (...whose) => real.assess(wholeText(await written(whose[0], whose[1], whose[2])), whose[3]), free: () => undefined };
};

describe("a long diary", { timeout: 60_000 }, () => {
  it("is judged by the worker; here only what was measured today is", async () => {
    const seen = await asked([crisis, ...many], await farOf());
    expect(many.length).toBeGreaterThan(MANY);
    expect([seen.here, seen.there]).toEqual([[1], [many.length + 1]]);
    expect(seen.levels).toEqual([null, "R1"]);
    expect(seen.dangers).toEqual([true, true]);
  });
  it("is judged here where there can be no worker", async () => {
    const seen = await asked(many, new Error("blocked"));
    expect(seen.here).toEqual([0, many.length]);
    // For a crisis weeks ago that nobody answered: only the whole diary shows it.
    expect(seen.levels.at(-1)).toBe("R2");
  });
  it("is judged here where a host brought its own rules, and so is a short one", async () => {
    expect((await asked(many, null)).here).toEqual([many.length]);
    expect((await asked([crisis], await farOf())).there).toEqual([]);
  });
  it("shows no answer to an earlier question, and asks only the last of those that waited", async () => {
    const real = await realEngine();
    const waiting: (() => void)[] = [];
    const far: Far = { assess: (who, own, targets, o) => new Promise((done) => waiting.push(() => done(real.assess(recordText(who, own, targets), o)))), free: () => undefined };
    const told: string[] = [];
    const judging = new Judging((answer) => told.push(answer?.asOf ?? "-"));
    judging.use(real, () => Promise.resolve(far));
    for (const asOf of ["2026-11-19", "2026-11-20", "2026-11-21"]) judging.ask(person, many, { asOf, locale: "en" });
    await vi.waitFor(() => expect(waiting).toHaveLength(1));
    waiting[0]?.();
    await vi.waitFor(() => expect(waiting).toHaveLength(2));
    waiting[1]?.();
    await vi.waitFor(() => expect(told).toEqual(["-", "-", "-", "2026-11-21"]));
  });
  it("stays an alarm where the whole diary is more than the rules take", async () => {
    const engine = await realEngine();
    // As it is of more than 20 MB of readings: nobody judges the whole, here or in the worker.
    const limited = { assess: (text: string, o: never) => (text.length > 5_000 ? (() => { throw new Error("too-large"); })() : engine.assess(text, o)) } as unknown as Engine;
    const told: [Danger | null, boolean][] = [];
    const judging = new Judging((_, danger, refused = false) => told.push([danger, refused]));
    judging.use(limited, () => Promise.reject(new Error("no worker")));
    judging.ask(person, [...many, crisis], { asOf: TODAY, locale: "zh-CN" });
    await vi.waitFor(() => expect(told).toHaveLength(2));
    expect(told.map(([danger, refused]) => [danger?.about, refused])).toEqual([["pressure", false], ["pressure", true]]);
  });
  it("is handed over as the same record, a part of which is written once", async () => {
    const text = recordText(person, many);
    expect(wholeText(await written(person, many))).toBe(text);
    expect(wholeText(await written(person, []))).toBe(recordText(person, []));
    expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(recordOf(person, many))));
    const targets = [{ concept: "blood-pressure", below: "121/71", unit: "mmHg" }];
    expect(JSON.parse(recordText(person, many, targets))).toEqual(JSON.parse(JSON.stringify(recordOf(person, many, targets))));
    expect(recordText({ ...person, conditions: null, born: '19"5]}' }, [])).toBe('{"patient":{"born":"19\\"5]}"},"conditions":[],"observations":[]}');
    expect(SECTIONS).toEqual(["targets", "home", "findings", "plan"]);
  });
});

describe("a reading that its device doubts", { timeout: 60_000 }, () => {
  const doubted = { ...crisis, leftOut: true };
  const calm: Reading = { ...crisis, id: "k", observation: { ...crisis.observation, systolic: 124, diastolic: 76 } as Reading["observation"] };

  it("raises an alarm all the same, here and in the worker", async () => {
    expect((await asked([doubted], null)).levels).toEqual(["R1"]);
    const seen = await asked([doubted, ...many], await farOf());
    expect([seen.there, seen.levels.at(-1)]).toEqual([[many.length, many.length + 1], "R1"]);
  });
  it("is otherwise not handed to the rules that answer", async () => {
    const seen = await asked([{ ...calm, leftOut: true }, ...many.slice(0, 20)], null);
    expect(seen.here).toEqual([20, 21]);
    expect(seen.levels.at(-1)).toBe((await asked(many.slice(0, 20), null)).levels.at(-1));
  });
});

describe("the order of readings", () => {
  it("is made once for the same rows, the newest first, of one minute the later entered", () => {
    const [one, other] = [{ ...crisis, id: "a", seq: 1 }, { ...crisis, id: "b", seq: 2 }];
    const rows = [one, other, ...many, { ...crisis, id: "d", deletedAt: "x" }, { ...crisis, id: "o", person: "q" }];
    const sorted = newest(rows, "p");
    expect(sorted.slice(0, 2).map(({ id }) => id)).toEqual(["b", "a"]);
    expect(sorted).toHaveLength(many.length + 2);
    expect(newest(rows, "p")).toBe(sorted);
    expect(newest(rows, "q")).toHaveLength(1);
    expect(observationsOf(sorted)).toBe(observationsOf(sorted));
  });
  it("takes what was written into its place and leaves the rest", () => {
    const rows = { readings: many, people: [person], medicines: [], ticks: [], documents: [], questions: [], settings: [] } as Everything;
    const changed = { ...(many[7] as Reading), revision: 2 };
    const after = merged(rows, [{ kind: "readings", row: changed }, { kind: "readings", row: crisis }]);
    expect(after.readings[7]).toBe(changed);
    expect(after.readings.at(-1)).toBe(crisis);
    expect(after.readings).toHaveLength(many.length + 1);
    expect([many[7]?.revision, many.length, after.people]).toEqual([1, 400, rows.people]);
  });
});

describe("a low glucose of today", { timeout: 60_000 }, () => {
  const glucose = (id: string, value: number, time: string, day = TODAY): Reading => ({
    ...crisis, id, seq: 1, observation: { concept: "glucose", at: `${day}T${time}+08:00`, value, unit: "mmol/L", timing: "fasting", setting: "home", specimen: "capillary" },
  });
  const pressure = (id: string, systolic: number, diastolic: number, time: string): Reading =>
    ({ ...crisis, id, observation: { ...crisis.observation, at: `${TODAY}T${time}+08:00`, systolic, diastolic } as Reading["observation"] });
  async function found(conditions: string[] | null, ...readings: Reading[]): Promise<[Judged | null, Danger | null]> {
    let told: [Judged | null, Danger | null] = [null, null];
    const judging = new Judging((answer, danger) => (told = [answer, danger]));
    judging.use(await realEngine(), null);
    judging.ask({ ...person, conditions }, newest(readings, "p"), { asOf: TODAY, locale: "zh-CN" });
    return told;
  }
  it.each([null, [], ["hypertension"], ["type-2-diabetes"]])("is an alarm whatever was told (%j), and the page says nothing milder", async (conditions) => {
    for (const [value, level] of [[2.8, "R0"], [2.5, "R0"], [3.5, "R1"]] as const) {
      const [answer, danger] = await found(conditions, glucose("g", value, "08:00"));
      expect([danger?.about, danger?.level, Boolean(danger?.aid), danger?.supposed]).toEqual(["low", level, true, !conditions?.includes("type-2-diabetes")]);
      expect([answer?.tier.colour, answer?.tier.level]).toEqual(["red", level]);
      if (danger?.supposed) expect([danger.card.summary, ...(answer?.cards ?? [])].join()).not.toMatch(/糖尿病|降糖/);
    }
  });
  it("is the only thing of that other world: no other value, and none of yesterday, becomes an alarm by it", async () => {
    for (const readings of [[glucose("g", 5.5, "08:00")], [glucose("g", 12, "08:00")], [glucose("g", 2.8, "08:00", "2026-11-20")]]) {
      expect((await found([], ...readings))[1]).toBeNull();
      expect((await found([], ...readings))[0]?.tier.level ?? "none").not.toMatch(/R[01]/);
    }
    const [, high] = await found([], glucose("g", 25, "08:00"));
    expect([high?.about, high?.level, high?.supposed]).toEqual(["high", "R1", false]);
  });
  it("keeps its place beside another alarm, and no new one is silent", async () => {
    const [, both] = await found([], pressure("b", 186, 122, "08:00"), glucose("g", 3.5, "08:30"));
    expect([both?.about, both?.level]).toEqual(["low", "R1"]);
    const [, before] = await found([], glucose("g", 2.8, "08:00"));
    const [, after] = await found([], glucose("g", 2.8, "08:00"), pressure("b", 186, 122, "08:30"));
    expect(after?.key).not.toBe(before?.key);
  });
  it("that comes again has minutes of its own; a better one raises nothing new", async () => {
    const first = (await found([], glucose("a", 2.8, "08:00")))[1];
    const second = (await found([], glucose("a", 2.8, "08:00"), glucose("b", 3.2, "08:15")))[1];
    expect([first?.of === second?.of, first?.key === second?.key]).toEqual([false, false]);
    const better = (await found([], glucose("a", 2.8, "08:00"), glucose("c", 6.5, "08:15")))[1];
    expect([first?.of === better?.of, first?.key === better?.key]).toEqual([true, true]);
  });
  it("and a high pressure that was measured again: confirmed, it is another sheet that sends nobody to measure", async () => {
    const first = (await found([], pressure("a", 186, 122, "08:00")))[1];
    const second = (await found([], pressure("a", 186, 122, "08:00"), pressure("b", 184, 118, "08:06")))[1];
    expect([first?.repeat, first?.stands, second?.repeat, second?.stands]).toEqual([true, null, false, "186/122 mmHg"]);
    expect([first?.key === second?.key, first?.of === second?.of]).toEqual([false, false]);
  });
});
