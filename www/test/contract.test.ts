// @vitest-environment node
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, describe, expect, it } from "vitest";
import { LiangbingError } from "../src/error.js";
import type { Engine, LiangbingRecord } from "../src/liangbing.js";
import { answers, DAY, PATIENTS, realEngine } from "./real.js";

const www = fileURLToPath(new URL("..", import.meta.url));
const engine: Engine = await realEngine();
// Without rules there is nothing to hold against the types.
const ruled = await answers();

const dir = mkdtempSync(join(www, "test/.types-"));
afterAll(() => rmSync(dir, { recursive: true }));

/** What the compiler says when a literal is declared to be of a type; a fresh literal may neither lack nor add a key. */
async function compilerOn(type: string, values: readonly unknown[]): Promise<string> {
  const file = join(dir, `${type}.ts`);
  const lines = values.map((value, i) => `export const v${i}: ${type} = ${JSON.stringify(value, null, 1)};`);
  writeFileSync(file, `import type { ${type} } from "../../src/types.js";\n${lines.join("\n")}\n`);
  const flags = ["--noEmit", "--strict", "--skipLibCheck", "--ignoreConfig", "--target", "es2022", "--module", "esnext"];
  const tsc = join(www, "node_modules/.bin/tsc");
  return promisify(execFile)(tsc, [...flags, "--moduleResolution", "bundler", file]).then(
    () => "",
    (error: { stdout: string }) => error.stdout,
  );
}

function refusal(record: unknown, options: unknown = { asOf: DAY }): LiangbingError {
  try {
    engine.assess(record as LiangbingRecord, options as { asOf: string });
  } catch (error) {
    if (error instanceof LiangbingError) return error;
  }
  throw new Error("nothing was refused");
}

describe("JavaScript sees what TypeScript says", () => {
  it("of every record that the page shows", async () => {
    expect(await compilerOn("LiangbingRecord", PATIENTS.map(({ record }) => record))).toBe("");
  }, 60_000);

  it.runIf(ruled)("of every assessment, in both languages", async () => {
    const all = PATIENTS.flatMap(({ record }) =>
      (["zh-CN", "en"] as const).map((locale) => engine.assess(record, { asOf: DAY, locale })));
    expect(await compilerOn("Assessment", all)).toBe("");
  }, 60_000);

  it("of the stamp", async () => {
    expect(engine.stamp.engine).toMatch(/^\d+\.\d+\.\d+$/);
    if (ruled) expect(await compilerOn("Stamp", [engine.stamp])).toBe("");
  }, 60_000);

  it("and the check would notice", async () => {
    expect(await compilerOn("SetAside", [{ path: "", code: "duplicate" }])).toContain("message");
    expect(await compilerOn("SetAside", [{ path: "", code: "duplicate", message: "", extra: 1 }])).toContain("extra");
  }, 60_000);
});

describe("the engine in JavaScript", () => {
  it("refuses a misspelt field with its path", () => {
    const error = refusal({ observations: [{ at: DAY, concept: "blood-pressure", spb: 180 }] });
    expect([error.code, error.path]).toEqual(["unknown-field", "observations[0].spb"]);
  });

  it("refuses text that is no JSON", () => expect(refusal('{"patient":').code).toBe("not-json"));

  it.each([
    [{ asOf: "2026-02-30" }, "bad-date", "asOf"],
    [{ asOf: DAY, locale: "fr" }, "bad-options", "locale"],
    [{ asOf: DAY, level: "moon" }, "bad-options", "level"],
    [{ asOf: DAY, profile: "x" }, "bad-options", "profile"],
  ])("refuses the options %o", (options, code, path) => {
    const error = refusal({}, options);
    expect([error.code, error.path]).toEqual([code, path]);
  });

  it("refuses an option it does not know", () => expect(refusal({}, { asOf: DAY, asof: DAY }).code).toBe("bad-options"));

  it("asks for the reader of FHIR instead of guessing", () => {
    expect(refusal({ resourceType: "Bundle" }).code).toBe("wasm-missing");
    expect(refusal([{ resourceType: "Patient" }]).code).toBe("wasm-missing");
  });

  it("keeps a chart apart from the record it was opened with", () => {
    const record: LiangbingRecord = { observations: [] };
    const chart = engine.open(record);
    chart.add({ at: DAY, concept: "blood-pressure", systolic: 120, diastolic: 80, unit: "mmHg" });
    expect(record.observations).toEqual([]);
    expect(() => chart.assess({ asOf: DAY })).not.toThrow();
    chart.free();
    expect(() => chart.assess({ asOf: DAY })).toThrow(LiangbingError);
  });

  it.runIf(ruled).each(PATIENTS.map(({ about, expected, record }) => [about, expected, record] as const))(
    "%s: %s", (_, expected, record) => expect(engine.assess(record, { asOf: DAY }).tier.level).toBe(expected));
});
