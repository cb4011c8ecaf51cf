// @vitest-environment node
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import * as glue from "../pkg/liangbing.js";
import { LiangbingError, load, type Engine } from "../src/liangbing.js";
import { compileOverlay, loadOverlays } from "../src/overlays.js";
import type { LiangbingRecord } from "../src/types.js";
import { DAY } from "./real.js";

const bytes = (path: string): Uint8Array<ArrayBuffer> => new Uint8Array(readFileSync(new URL(`../${path}`, import.meta.url)));
const CORE = bytes("pkg/liangbing_bg.wasm");
const OVERLAY = {
  id: "a-county", version: "1.0.0", signed: "a clinician",
  parameters: { "critical-sbp": { value: ["175 mmHg", "23.33 kPa"] } },
};
const RAISED: LiangbingRecord = {
  conditions: [{ code: "hypertension" }],
  observations: [
    { at: "2026-11-20T08:10", concept: "blood-pressure", systolic: 176, diastolic: 90, unit: "mmHg" },
  ],
};

async function refusal(what: () => Promise<unknown>): Promise<LiangbingError> {
  const error = await what().then(() => undefined, (thrown: unknown) => thrown);
  if (error instanceof LiangbingError) return error;
  throw new Error(`nothing was refused, but ${String(error)}`);
}

const engine = (overlay?: object): Promise<Engine> =>
  load({ wasm: CORE, fhir: false, equations: false, ...(overlay && { overlay }) });
const level = (one: Engine): string | null => one.assess(RAISED, { asOf: DAY }).tier.level;

it("an overlay is judged by a module of its own, and the core takes what it made", async () => {
  expect(() => compileOverlay(OVERLAY)).toThrow("`loadOverlays()` comes first");
  await loadOverlays({ wasm: bytes("pkg-overlays/overlays_bg.wasm") });
  const [own, county] = [await engine(), await engine(OVERLAY)];
  expect([level(own), level(county)]).toEqual(["Y1", "R1"]);
  expect([own.stamp.overlay, county.stamp.overlay]).toEqual([null, "a-county@1.0.0"]);
  expect(county.stamp.digest).not.toBe(own.stamp.digest);
  expect(level(own)).toBe("Y1");
});

it("a faulty overlay is refused with a code and a path", async () => {
  const moved = { ...OVERLAY, parameters: { "critical-sbp": { value: ["190 mmHg", "25.33 kPa"] } } };
  const bounds = await refusal(() => engine(moved));
  expect([bounds.code, bounds.path]).toEqual(["overlay-bounds", "overlay.critical-sbp"]);
  const unknown = await refusal(() => engine({ ...OVERLAY, parameters: { "no-such": { value: "1 d" } } }));
  expect([unknown.code, unknown.path]).toEqual(["overlay-unknown", "overlay.no-such"]);
  const shape = await refusal(() => engine({ ...OVERLAY, surprise: true }));
  expect([shape.code, shape.path]).toEqual(["bad-options", "overlay"]);
  expect((await refusal(() => engine({ ...OVERLAY, id: Number.NaN }))).code).toBe("wrong-type");
});

it("the core refuses rules of another version, and damaged ones", async () => {
  await engine();
  const rules = compileOverlay(OVERLAY);
  expect(() => new glue.Engine(rules).free()).not.toThrow();
  const spoilt = [rules.map((byte, at) => (at === 0 ? byte ^ 1 : byte)), rules.slice(0, -1), new Uint8Array()];
  for (const foreign of spoilt) {
    expect(() => new glue.Engine(foreign)).toThrow(expect.objectContaining({ code: "version-clash", path: "" }));
  }
});

it("the core carries neither the packs' text nor their judge", () => {
  // Asked for true or false: what fails to contain a word should not be printed whole.
  const has = (path: string, word: string): boolean => Buffer.from(bytes(path)).includes(word);
  for (const word of ["is no field here", "some-reading"]) {
    expect([word, has("pkg-overlays/overlays_bg.wasm", word)]).toEqual([word, true]);
    expect([word, has("pkg/liangbing_bg.wasm", word)]).toEqual([word, false]);
  }
});
