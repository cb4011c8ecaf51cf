// @vitest-environment node
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { LiangbingError } from "../src/error.js";
import { unpackedFile } from "../src/unpack.js";
import { cohort, LEVELS } from "../src/worker/cohort.js";
import { wholeText } from "../src/worker/talk.js";
import { DAY, PATIENTS, realEngine } from "./real.js";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe("many records as columns", () => {
  it("has a row for each line, refused ones included, and none for an empty line", async () => {
    const engine = await realEngine();
    const deceased = { patient: { id: "d", status: "deceased" } };
    const crisis = { patient: { id: "c" }, observations: [{ at: DAY, concept: "blood-pressure", systolic: 230, diastolic: 130, unit: "mmHg" }] };
    const text = [JSON.stringify(deceased), "", "{", JSON.stringify(crisis), ""].join("\r\n");
    const answer = cohort(engine, bytes(text), { asOf: DAY });
    expect(answer.id).toEqual(["d", "", "c"]);
    expect([...answer.level].map((level) => LEVELS[level - 1] ?? null)).toEqual([null, null, "R1"]);
    expect(answer.actBy[2]).toBe(Date.parse(`${DAY}T00:00:00Z`) / 86_400_000);
    expect(answer.refused).toEqual([expect.objectContaining({ row: 1, code: "not-json" })]);
  });

  it("says of every patient the level and the day that an assessment does", async () => {
    const engine = await realEngine();
    const { level, actBy } = cohort(engine, bytes(PATIENTS.map(({ record }) => JSON.stringify(record)).join("\n")), { asOf: DAY });
    const tiers = PATIENTS.map(({ record }) => engine.assess(record, { asOf: DAY, sections: [] }).tier);
    expect([...level].map((place) => LEVELS[place - 1] ?? null)).toEqual(tiers.map((tier) => tier.level));
    expect([...actBy]).toEqual(tiers.map((tier) => (tier.actBy ? Date.parse(`${tier.actBy}T00:00:00Z`) / 86_400_000 : 0)));
  });

  it("refuses options once, for all, and text that is no UTF-8", async () => {
    const engine = await realEngine();
    expect(() => cohort(engine, bytes("{}"), { asOf: "soon" })).toThrow(LiangbingError);
    expect(() => cohort(engine, new Uint8Array([0xff, 0xfe]), { asOf: DAY })).toThrow("no UTF-8");
    expect(cohort(engine, bytes(""), { asOf: DAY })).toMatchObject({ id: [], refused: [] });
  });
});

describe("a record in parts", () => {
  it("is the same text wherever it is cut, in the middle of a character too", () => {
    const text = '{"patient":{"id":"王秀英"}}';
    const whole = new TextEncoder().encode(text);
    for (let cut = 0; cut <= whole.length; cut += 1) expect(wholeText([whole.slice(0, cut), whole.slice(cut)])).toBe(text);
    expect(wholeText(text)).toBe(text);
  });
});

describe("a file as text", () => {
  it("is the file again, and what is no such text is refused", async () => {
    const text = gzipSync(bytes("rules")).toString("base64");
    expect(new TextDecoder().decode(await unpackedFile(Promise.resolve({ default: text })))).toBe("rules");
    for (const damaged of ["AAAA", text.slice(0, -8), "%"]) {
      await expect(unpackedFile(Promise.resolve({ default: damaged }))).rejects.toThrow(LiangbingError);
    }
  });
});
