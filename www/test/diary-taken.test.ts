import { describe, expect, it } from "vitest";
import type { CuffMessage, MeterMessage } from "../src/bluetooth.js";
import { wall } from "../src/diary/clock.js";
import { clockOf, draftsOf, type Found, sorted, timeOf } from "../src/diary/in/taken.js";
import type { Reading } from "../src/diary/store/types.js";

const NOW = new Date(2026, 0, 5, 7, 33);
const cuff = (at: string | null, systolic = 150, more: Partial<CuffMessage> = {}): CuffMessage => ({
  observations: [{ concept: "blood-pressure", systolic, diastolic: 95, unit: "mmHg", setting: "home" }], at, mean: null, user: null, flags: [], doubt: null, ...more,
});
const meter = (sequence: number, at: string | null, more: Partial<MeterMessage> = {}): MeterMessage => ({
  observations: [{ concept: "glucose", value: 5.5, unit: "mmol/L", setting: "home" }], at, sequence, control: false, context: false, flags: [], doubt: null, ...more,
});
const found = (...messages: (CuffMessage | MeterMessage)[]): Found[] => sorted(messages, "d1", []).found;
const stored = (one: Found, device = "d1"): Reading[] =>
  draftsOf(one, { at: "2026-01-05T07:30+08:00", device, person: "p", from: "device", checked: true, batch: "b" })
    .map((row) => ({ ...row, seq: 1, revision: 1, enteredAt: "", deletedAt: null }));

describe("what a device said", () => {
  it("is sorted: kept, nobody's, empty, or what no body has", () => {
    const all = sorted([meter(1, null), meter(2, null, { control: true, observations: [] }), meter(9, null, { observations: [], flags: ["no-value"] }), cuff(null, 19, { doubt: "implausible" })], "d1", []);
    expect([all.found.length, all.control, all.empty, all.nonsense.length, all.last]).toEqual([1, 1, 1, 1, 9]);
  });

  it("is known by device, time, count and numbers, also when it was deleted, and whoever's it is", () => {
    const [first] = found(cuff("2026-01-05T07:30:00"));
    const there = stored(first as Found).map((row) => ({ ...row, person: "other", deletedAt: "2026-01-06" }));
    const known = (message: CuffMessage | MeterMessage, device = "d1"): boolean | undefined => sorted([message], device, there).found[0]?.known;
    expect(known(cuff("2026-01-05T07:30:00"))).toBe(true);
    expect([known(cuff("2026-01-05T07:31:00")), known(cuff("2026-01-05T07:30:00", 151)), known(cuff("2026-01-05T07:30:00"), "d2"), known(cuff(null))]).toEqual([false, false, false, false]);
    const [second] = found(meter(7, null));
    expect(sorted([meter(7, null), meter(8, null)], "d1", stored(second as Found)).found.map(({ known: is }) => is)).toEqual([true, false]);
  });

  it.each([["moved", true], ["cuff-loose", true], ["position", true], ["irregular-pulse", false], ["pulse-low", false], ["battery-low", false], ["too-cold", true], ["device-fault", true]])(
    "with %s is left out of averages: %s", (flag, is) => expect(found(cuff(null, 150, { flags: [flag] }))[0]?.leftOut).toBe(is));
});

describe("the clock of a device", () => {
  it.each([["2026-01-05T07:30:00", "fine"], ["2026-01-05T07:23:00", "fine"], ["2026-01-05T07:22:59", "off"], ["2025-01-05T07:30:00", "off"], ["2026-01-05T07:43:00", "fine"], ["2026-01-05T07:43:01", "ahead"], [null, "none"]] as const)(
    "at %s is %s", (at, is) => expect(clockOf(found(cuff(at)), NOW)).toBe(is));

  it("that is not right gives way to the phone's, and the others keep their distance", () => {
    const all = found(meter(1, "2025-01-04T20:00:00"), meter(2, "2025-01-05T07:20:00"), meter(3, null), meter(4, "2025-01-05T07:30:00"));
    expect(all.map((one) => timeOf(one, all, "phone", NOW))).toEqual([wall(new Date(2026, 0, 4, 20, 3)), wall(new Date(2026, 0, 5, 7, 23)), null, wall(NOW)]);
    expect(all.map((one) => timeOf(one, all, "device", NOW))).toEqual([wall(new Date(2025, 0, 4, 20)), wall(new Date(2025, 0, 5, 7, 20)), null, wall(new Date(2025, 0, 5, 7, 30))]);
  });

  it("that is missing leaves what has a time its own, unless that is still to come", () => {
    const all = found(cuff("2026-01-05T07:10:00"), cuff("2026-02-05T07:10:00"), cuff(null, 148));
    expect(clockOf(all, NOW)).toBe("none");
    expect(all.map((one) => timeOf(one, all, "phone", NOW))).toEqual([wall(new Date(2026, 0, 5, 7, 10)), null, wall(NOW)]);
  });
});
