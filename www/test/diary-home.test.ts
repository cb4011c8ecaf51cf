// @vitest-environment node
import { describe, expect, it } from "vitest";
import { decade } from "../bench/decade.mjs";
import { recordText, SECTIONS } from "../src/diary/judge.js";
import type { DiaryModel } from "../src/diary/model.js";
import { isDue } from "../src/diary/remind.js";
import type { Person, Reading } from "../src/diary/store/types.js";
import { averages } from "../src/diary/today.js";
import { diarySay } from "../src/diary/words.js";
import { DAY, realEngine } from "./real.js";

const person: Person = { id: "p", seq: 1, revision: 1, enteredAt: "2026-01-01T00:00:00Z", deletedAt: null, nickname: "x", conditions: ["hypertension"] };

/** So many whole days of two readings each morning and evening; the first day is an outlier. */
function days(n: number, first: number): Reading[] {
  return decade(DAY, "p", n).map((row, i) => ({ ...row, observation: { ...row.observation, systolic: i < 4 ? first : 120 + (i % 7), diastolic: 70 + (i % 5) } as Reading["observation"] }));
}

async function shown(readings: readonly Reading[]): Promise<string> {
  const engine = await realEngine();
  const assessment = engine.assess(recordText(person, readings), { asOf: DAY, locale: "zh-CN", sections: SECTIONS });
  const whole = textOf(averages({ assessment } as unknown as DiaryModel, diarySay("zh-CN")));
  return whole.replace(/<details>.*<\/details>/s, "").replace(/<[^>]*>/g, "").replace(/\s+/g, " ");
}

/** A template as the text it stands for. */
function textOf(part: unknown): string {
  if (Array.isArray(part)) return part.map(textOf).join("");
  if (typeof part !== "object" || part === null || !("strings" in part)) return typeof part === "symbol" ? "" : String(part ?? "");
  const { strings, values } = part as { strings: readonly string[]; values: readonly unknown[] };
  return strings.map((text, i) => text + (i < values.length ? textOf(values[i]) : "")).join("");
}
// As the rules cut it: to tenths, never rounded.
const mean = (list: readonly number[]): number => Math.floor((list.reduce((sum, one) => sum + one, 0) / list.length) * 10) / 10;
const upper = (readings: readonly Reading[]): number[] => readings.map(({ observation }) => (observation as { systolic: number }).systolic);

describe("P05 the average at home", () => {
  it("of seven days keeps them all, says how many it used, and shows the first day dropped beside it where they differ", async () => {
    const week = days(7, 210);
    const text = await shown(week);
    expect(text).toContain(`全部天数）：均值 ${mean(upper(week))}/`);
    expect(text).toContain("应有 28 次，已用 28 次");
    expect(text).toContain(`去掉首日）：均值 ${mean(upper(week.slice(4)))}/`);
    const even = await shown(days(7, 122));
    expect(even).toContain("全部天数");
    expect(even).not.toContain("去掉首日");
  });
  it("of three days is there; of two there is none, and what is still needed is said", async () => {
    const three = days(3, 122);
    expect(await shown(three)).toContain(`均值 ${mean(upper(three))}/`);
    const two = await shown(days(2, 122));
    expect(two).toContain("还差 1 天、4 次");
    expect(two).not.toMatch(/均值 \d/);
  });
});

describe("the reminder of a copy", () => {
  const due = (today: string, settings: Record<string, string>, keeps = "browser", readings: object[] = [{ enteredAt: "2026-11-01T08:00:00Z" }]): boolean =>
    isDue({ store: { keeps }, today, rows: { readings }, setting: (id: string) => settings[id] } as unknown as DiaryModel);
  it("comes a week after the first entry or the last copy, and a week after it was put off", () => {
    expect([due("2026-11-07", {}), due("2026-11-08", {})]).toEqual([false, true]);
    expect([due("2026-11-14", { backup: "2026-11-08" }), due("2026-11-15", { backup: "2026-11-08" })]).toEqual([false, true]);
    expect([due("2026-11-16", { backup: "2026-11-02", "backup later": "2026-11-10" }), due("2026-11-17", { backup: "2026-11-02", "backup later": "2026-11-10" })]).toEqual([false, true]);
  });
  it("does not come without readings, nor where nothing is kept or a host keeps it", () => {
    expect([due("2027-01-01", {}, "browser", []), due("2027-01-01", {}, "memory"), due("2027-01-01", {}, "host")]).toEqual([false, false, false]);
  });
});
