// @vitest-environment node
import { describe, expect, it } from "vitest";
import { mostUrgentFirst, type Judged } from "../src/demo/entry.js";
import { EMPTY, isBlank, numberOf, timeAfter, type Typed, unread, withEncounter } from "../src/demo/encounter.record.js";
import type { LiangbingRecord } from "../src/types.js";
import { DAY, PATIENTS, realEngine } from "./real.js";

const engine = await realEngine();
const typed = (more: Partial<Typed>): Typed => ({ ...EMPTY, time: "10:00", ...more });
const RECORD: LiangbingRecord = {
  patient: { id: "x", born: "1960-01-01" }, conditions: [{ code: "hypertension" }, { code: "type-2-diabetes", status: "withdrawn" }],
  observations: [{ at: `${DAY}T08:10`, concept: "blood-pressure", systolic: 130, diastolic: 80, unit: "mmHg" }],
};

describe("the encounter's form", () => {
  it.each([["148", 148], ["7.4", 7.4], ["７，４", 7.4], [" 120 ", 120], ["", null], ["12o", null], ["-3", null], ["1e3", null], ["NaN", null], ["7.", null]])(
    "reads %j as %j", (text, number) => expect(numberOf(text)).toBe(number));

  it("names the fields that are no number", () => {
    expect(unread(typed({ systolic: "12o", glucose: "7.4", value: "x" }))).toEqual(["systolic", "value"]);
  });

  it("comes after whatever was recorded on its day", () => {
    expect(timeAfter(RECORD, DAY, "07:00")).toBe("08:11");
    expect(timeAfter(RECORD, DAY, "15:30")).toBe("15:30");
    expect(timeAfter(RECORD, "2026-11-22", "07:00")).toBe("07:00");
    const late = { observations: [{ at: `${DAY}T23:59`, concept: "weight" as const, value: 70, unit: "kg" }] };
    expect(timeAfter(late, DAY, "07:00")).toBe("23:59");
  });

  it("adds what was typed and nothing else, and leaves the record as it was", () => {
    const before = structuredClone(RECORD);
    const after = withEncounter(RECORD, typed({ systolic: "142", diastolic: "88", symptoms: ["none"], drug: "valsartan", dose: "80 mg", perDay: "1", adverse: "no" }), DAY);
    expect(RECORD).toEqual(before);
    expect(after.observations?.slice(1)).toEqual([
      { at: `${DAY}T10:00`, concept: "blood-pressure", systolic: 142, diastolic: 88, unit: "mmHg" }, { at: `${DAY}T10:00`, concept: "symptom", code: "none" },
    ]);
    expect(after.medications).toEqual([{ code: "valsartan", since: DAY, dose: "80 mg", perDay: 1 }]);
    // A visit of each disease that is there, without a class: the rules read that off the values.
    expect(after.visits).toEqual([{ at: `${DAY}T10:00`, mode: "face-to-face", concern: "hypertension", adverseReaction: false }]);
    expect(withEncounter(RECORD, typed({}), DAY)).toBe(RECORD);
    expect(isBlank(typed({ adherence: "none" }))).toBe(false);
  });

  it("gives the engine a record that it takes, twice over", () => {
    const once = withEncounter(RECORD, typed({ systolic: "186", diastolic: "112" }), DAY);
    const twice = withEncounter(once, typed({ time: "10:20", systolic: "142", diastolic: "86", concept: "hba1c", value: "7.1" }), DAY);
    expect(engine.assess(once, { asOf: DAY }).tier.level).toBe("R1");
    expect(engine.assess(twice, { asOf: DAY }).setAside).toEqual([]);
  });

  it("judges half a pressure on the safer side", () => {
    expect(engine.assess(withEncounter(RECORD, typed({ systolic: "186" }), DAY), { asOf: DAY }).tier.level).toBe("R1");
  });
});

describe("the synthetic patients", () => {
  it("each have the level that their story asks for, and every level has somebody", () => {
    for (const { expected, about, record } of PATIENTS) expect([about, engine.assess(record, { asOf: DAY }).tier.level]).toEqual([about, expected]);
    expect(new Set(PATIENTS.map(({ expected }) => expected)).size).toBe(15);
    expect(new Set(PATIENTS.map(({ record }) => record.patient?.id)).size).toBe(PATIENTS.length);
  });

  it("are listed by level, then by the day by which somebody must act, in whatever order they come", () => {
    const judged = PATIENTS.map(({ record }): Judged => ({
      entry: { id: record.patient?.id ?? "", input: record, record, file: null }, assessment: engine.assess(record, { asOf: DAY }), error: null,
    }));
    const order = mostUrgentFirst(judged).map(({ entry }) => entry.id);
    expect(mostUrgentFirst([...judged].reverse()).map(({ entry }) => entry.id)).toEqual(order);
    expect(order[0]).toBe("p-001");
    const levels = mostUrgentFirst(judged).map(({ assessment }) => assessment?.tier.level ?? "none");
    expect(levels.slice(0, 3)).toEqual(["R0", "R0", "R0"]);
    expect(levels.slice(-2)).toEqual(["none", "none"]);
  });
});
