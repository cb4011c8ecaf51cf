// @vitest-environment node
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { LiangbingError, load, type Engine, type LoadOptions } from "../src/liangbing.js";
import type { LiangbingRecord, Options } from "../src/types.js";
import { DAY, PATIENTS } from "./real.js";

const bytes = (path: string): Uint8Array<ArrayBuffer> => new Uint8Array(readFileSync(new URL(`../${path}`, import.meta.url)));
const RULES = bytes("pkg/liangbing-who-hearts.rules");
const engine = (o: LoadOptions = {}): Promise<Engine> =>
  load({ wasm: bytes("pkg/liangbing_bg.wasm"), fhir: false, equations: false, ...o });
const DIAGNOSED: LiangbingRecord = {
  conditions: [{ code: "hypertension" }],
  observations: [{ at: DAY, concept: "blood-pressure", systolic: 136, diastolic: 84, unit: "mmHg" }],
};
const HEARTS: Options = { asOf: DAY, profile: "who-hearts" };
const spoken = (one: Engine, o: Options): (string | undefined)[] =>
  one.assess(DIAGNOSED, o).targets.map((target) => target.cite?.guideline);

it("a profile that the core leaves out is refused until its rules are loaded", async () => {
  const core = await engine();
  const refused = (): unknown => core.assess(DIAGNOSED, HEARTS);
  expect(refused).toThrow(LiangbingError);
  expect(refused).toThrow(expect.objectContaining({ code: "bad-options", path: "profile" }));
  expect(() => core.checkOrder(DIAGNOSED, { code: "amlodipine" }, HEARTS)).toThrow("`load({ profile })` fetches it");
});

it("its rules are a file, and with them it speaks first and by default", async () => {
  const hearts = await engine({ profile: "who-hearts", rules: RULES });
  expect(hearts.assess(DIAGNOSED, { asOf: DAY }).profile).toBe("who-hearts");
  expect(spoken(hearts, { asOf: DAY })).toContain("who-hearts");
  expect(spoken(hearts, { asOf: DAY, profile: "cn-county" })).not.toContain("who-hearts");
});

it("one digest covers both, and the colours are the same", async () => {
  const [core, hearts] = [await engine(), await engine({ profile: "who-hearts", rules: RULES })];
  expect(hearts.stamp.digest).toBe(core.stamp.digest);
  expect(hearts.stamp.guidelines.length).toBeGreaterThan(core.stamp.guidelines.length);
  for (const { record } of PATIENTS) {
    const o: Options = { asOf: DAY };
    expect(hearts.assess(record, o).tier).toEqual(core.assess(record, o).tier);
  }
});

it("a file of rules that is not there, or of another build, is named", async () => {
  const missing = engine({ profile: "who-hearts", rules: new URL("file:///nowhere.rules") });
  await expect(missing).rejects.toThrow(expect.objectContaining({ code: "wasm-missing" }));
  const foreign = engine({ profile: "who-hearts", rules: RULES.map((byte, at) => (at === 0 ? byte ^ 1 : byte)) });
  await expect(foreign).rejects.toThrow(expect.objectContaining({ code: "version-clash" }));
});
