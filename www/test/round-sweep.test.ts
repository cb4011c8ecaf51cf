// @vitest-environment node
import { describe, expect, it, vi } from "vitest";
import { LiangbingError } from "../src/error.js";
import type { Engine } from "../src/liangbing.js";
import { compare, keep, type RoundState, Sweep, type SweepOptions } from "../src/round.js";
import type { LiangbingRecord } from "../src/types.js";
import type { WorkerEngine } from "../src/worker.js";
import { answers, DAY, PATIENTS, realEngine } from "./real.js";

// Whole lists through the real module: slow where the machine is, and never a measure of it.
vi.setConfig({ testTimeout: 60_000 });

const engine = await realEngine();
const o: SweepOptions = { asOf: DAY, locale: "en" };
const people = PATIENTS.map(({ record }) => record);
const ids = ({ seen }: { seen: readonly { now: { state: { id: string } } }[] }): string[] => seen.map(({ now }) => now.state.id);

/** An engine as one in a worker answers; `dies` says for whom it stops for good. */
function far(dies: (id: string, asked: number) => boolean, log: { asked: number; started: number; freed: number }): () => Promise<WorkerEngine> {
  return () => {
    log.started += 1;
    let dead = false;
    const assess = async (record: unknown, how: never): Promise<unknown> => {
      await Promise.resolve();
      log.asked += 1;
      dead ||= dies((record as LiangbingRecord).patient?.id ?? "", log.asked);
      if (dead) throw new LiangbingError("wasm-wrong", "", "the worker stopped");
      return engine.assess(record as LiangbingRecord, how);
    };
    return Promise.resolve({ stamp: engine.stamp, assess, free: () => void (log.freed += 1) } as unknown as WorkerEngine);
  };
}
const empty = (): { asked: number; started: number; freed: number } => ({ asked: 0, started: 0, freed: 0 });

describe.runIf(await answers())("a sweep", () => {
  it("judges a list, whatever it comes as", async () => {
    const mixed = [...people.slice(0, 2), JSON.stringify(people[2])];
    async function* stream(): AsyncGenerator<(typeof mixed)[number]> {
      for (const one of mixed) yield await Promise.resolve(one);
    }
    const wanted = people.slice(0, 3).map(({ patient }) => patient?.id);
    expect(ids(await new Sweep(mixed, engine, o).run())).toEqual(wanted);
    expect(ids(await new Sweep(stream(), engine, o).run())).toEqual(wanted);
    expect(ids(await new Sweep([], engine, o).run())).toEqual([]);
  });

  it("loses nobody: refused, nameless and double rows are issues, with what they would be", async () => {
    const red = people[0] as LiangbingRecord;
    const list = [red, "{", { patient: { id: "x" }, observation: [] }, { ...red, patient: { name: "a" } }, { ...red, patient: { id: "" } }, red, 7, null, []];
    const swept = await new Sweep(list as never, engine, o).run();
    const round = compare(null, swept);
    expect(round.counts).toMatchObject({ all: list.length, changed: 1, issues: 8 });
    expect(round.issues.slice(0, 2).map(({ row, code, level }) => [row, code, level])).toEqual([[4, "missing-field", "R0"], [6, "duplicate-id", "R0"]]);
  });

  it("is not turned by names that mean something to JavaScript", async () => {
    const names = ["__proto__", "constructor", "toString", "hasOwnProperty", "𠮷", "\u202Eab", "=1+1"];
    const list = names.map((id) => ({ patient: { id } }));
    const first = await new Sweep(list, engine, o).run();
    expect(ids(first)).toEqual(names);
    const again = await new Sweep(list, engine, { ...o, last: keep(null, first) }).run();
    expect(compare(keep(null, first), again).counts).toMatchObject({ unchanged: names.length, changed: 0, issues: 0 });
  });

  it("stops, and goes on where it stopped", async () => {
    const heard: string[] = [];
    const sweep: Sweep = new Sweep(people, engine, {
      ...o, heard: ({ id }) => void heard.push(id ?? ""), progress: (done) => void (done >= 8 && done < 12 && sweep.cancel()),
    });
    const half = await sweep.run();
    expect(half.complete).toBe(false);
    expect(sweep.done).toBe(8);
    const whole = await sweep.run();
    expect(whole.complete).toBe(true);
    expect(ids(whole)).toEqual(people.map(({ patient }) => patient?.id));
    expect(heard).toEqual(ids(whole));
  });

  it("goes on with another engine when one dies, and asks again whom it owed", async () => {
    const log = empty();
    const whole = await new Sweep(people, far((_, asked) => asked === 7 || asked === 15, log), o).run();
    expect(ids(whole)).toEqual(people.map(({ patient }) => patient?.id));
    expect(log).toMatchObject({ started: 3, freed: 2 });
    expect(whole.issues).toEqual([]);
  });

  it("makes a patient at whom engines die an issue, and judges the rest", async () => {
    const killer = people[5]?.patient?.id ?? "";
    const log = empty();
    const swept = await new Sweep(people, far((id) => id === killer, log), o).run();
    expect(swept.issues).toEqual([{ row: 6, id: killer, code: "wasm-wrong", path: "", message: "the worker stopped", level: null, wasRed: false }]);
    expect(ids(swept)).toEqual(people.map(({ patient }) => patient?.id).filter((id) => id !== killer));
    expect(log.freed).toBe(log.started - 1);
  });

  it("takes silence for death", async () => {
    let started = 0;
    const start = (): Promise<WorkerEngine> => {
      started += 1;
      const deaf = started === 1;
      const assess = (record: unknown, how: never): Promise<unknown> => (deaf ? new Promise(() => undefined) : Promise.resolve(engine.assess(record as LiangbingRecord, how)));
      return Promise.resolve({ stamp: engine.stamp, assess, free: () => undefined } as unknown as WorkerEngine);
    };
    const swept = await new Sweep(people.slice(0, 6), start, { ...o, patience: 20 }).run();
    expect([ids(swept).length, started]).toEqual([6, 2]);
  });

  it("does not wait for ever for an engine that never starts", async () => {
    await expect(new Sweep(people, () => new Promise<Engine>(() => undefined), { ...o, patience: 20 }).run()).rejects.toMatchObject({ code: "wasm-wrong" });
  });

  it("says at once what no other engine would mend, and goes on when it is mended", async () => {
    let broken = true;
    const start = (): Promise<Engine> => (broken ? Promise.reject(new LiangbingError("wasm-missing", "", "404")) : Promise.resolve(engine));
    const sweep = new Sweep(people.slice(0, 3), start, o);
    await expect(sweep.run()).rejects.toMatchObject({ code: "wasm-missing" });
    broken = false;
    expect(ids(await sweep.run()).length).toBe(3);
    await expect(new Sweep(people, engine, { ...o, asOf: "soon" }).run()).rejects.toMatchObject({ code: "bad-date" });
  });

  it("judges the last round's day again where other rules answered then", async () => {
    const first = keep(null, await new Sweep(people, engine, { ...o, asOf: "2026-11-07" }).run());
    const others: RoundState = { ...first, patients: first.patients.map((one) => ({ ...one, rules: "0", level: "B1" as const })) };
    const swept = await new Sweep(people, engine, { ...o, asOf: "2026-11-07", last: others }).run();
    const round = compare(others, swept);
    // The same day and records: whatever is other can only be the rules'.
    const causes = round.changed.flatMap(({ changes }) => changes.map(({ cause }) => cause));
    expect([round.rules, causes.length > 5, new Set(causes)]).toEqual(["changed", true, new Set(["rules"])]);
    const elsewhere = await new Sweep(people, engine, { ...o, level: "county", asOf: "2026-11-07", last: first }).run();
    expect(compare(first, elsewhere).rules).toBe("changed");
  });

  it("goes through two thousand without holding what they said", async () => {
    const answer = engine.assess(people[3] as LiangbingRecord, { asOf: DAY, locale: "en" });
    const stub = { stamp: engine.stamp, assess: () => answer } as unknown as Engine;
    const list = Array.from({ length: 2000 }, (_, i) => ({ patient: { id: `p${i}` } }));
    const swept = await new Sweep(list, stub, o).run();
    expect(compare(null, swept).counts).toMatchObject({ all: 2000, changed: 2000 });
    expect(JSON.stringify(keep(null, swept)).length / 2000).toBeLessThan(1500);
  });
});
