// @vitest-environment node
import { describe, expect, it } from "vitest";
import { doubted, type ListActions } from "../src/diary/list.js";
import { DiaryModel } from "../src/diary/model.js";
import { MemoryStore } from "../src/diary/store/memory.js";
import { diarySay } from "../src/diary/words.js";
import type { Observation } from "../src/types.js";
import { realEngine } from "./real.js";

const acts = {} as Pick<ListActions, "edit"> & { keep(): void };
const pressure = (systolic: number, diastolic: number, at = "2026-01-05T08:00+08:00"): Observation =>
  ({ concept: "blood-pressure", at, systolic, diastolic, unit: "mmHg", setting: "home" });
async function open(now: () => Date = () => new Date("2026-01-05T12:00:00+08:00")): Promise<DiaryModel> {
  const model = new DiaryModel(new MemoryStore(), "zh-CN", () => undefined, now);
  await model.start("我");
  return model;
}
const shown = (model: DiaryModel): string => JSON.stringify(doubted(model, diarySay("zh-CN"), acts)) ?? "";

describe("readings from before the rules came", { timeout: 60_000 }, () => {
  it("are looked at once they are here: the sound are checked, the doubtful named and asked about until somebody says", async () => {
    const model = await open();
    await model.use(null);
    await model.add([{ id: "sound", observation: pressure(128, 82) }, { id: "swapped", observation: pressure(82, 128) }, { id: "rare", observation: pressure(999, 80, "2026-01-04T08:00+08:00") }]);
    expect(model.readings.map(({ checked }) => checked)).toEqual([false, false, false]);
    expect(model.doubts.size).toBe(0);
    await model.use(await realEngine());
    const checked = (): Record<string, boolean> => Object.fromEntries(model.readings.map((one) => [one.id, one.checked]));
    expect(checked()).toEqual({ sound: true, swapped: false, rare: false });
    expect([...model.doubts]).toEqual([["swapped", "contradictory"], ["rare", "implausible"]]);
    expect(shown(model)).toMatch(/82\/128 mmHg.*填反/);
    const [swapped] = model.readings.filter(({ id }) => id === "swapped");
    if (swapped) await model.change(swapped, pressure(128, 82));
    expect(shown(model)).toMatch(/999\/80 mmHg.*很少见/);
    const [rare] = model.readings.filter(({ id }) => id === "rare");
    if (rare) await model.change(rare, rare.observation);
    expect(checked()).toEqual({ sound: true, swapped: true, rare: true });
    expect(shown(model)).not.toMatch(/mmHg/);
  });
});

describe("a page that stays open", { timeout: 60_000 }, () => {
  it("is judged again once the day is another one, and not before", async () => {
    let now = new Date("2026-01-05T23:58:00");
    const model = await open(() => now);
    const engine = await realEngine();
    const days: string[] = [];
    await model.use({ ...engine, assess: (...all: Parameters<typeof engine.assess>) => (days.push(all[1]?.asOf ?? ""), engine.assess(...all)) } as typeof engine);
    const before = days.length;
    model.turn();
    expect(days.length).toBe(before);
    now = new Date("2026-01-06T00:00:01");
    model.turn();
    expect(days.slice(before)).toEqual(["2026-01-06"]);
    model.turn();
    expect(days.slice(before)).toEqual(["2026-01-06"]);
  });
});
