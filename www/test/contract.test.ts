// @vitest-environment node
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, describe, expect, it } from "vitest";
import { en } from "../src/elements/words.en.js";
import { LiangbingError } from "../src/error.js";
import { calc, loadEquations } from "../src/equations.js";
import { loadFhir, toRecord } from "../src/fhir.js";
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

  it.runIf(ruled)("of the rule book", async () => {
    expect(await compilerOn("Rulebook", [engine.rulebook("zh-CN"), engine.rulebook("en")])).toBe("");
    expect(() => engine.rulebook("fr" as "en")).toThrow(LiangbingError);
  }, 60_000);

  it("and the check would notice", async () => {
    expect(await compilerOn("SetAside", [{ path: "", code: "duplicate" }])).toContain("message");
    expect(await compilerOn("SetAside", [{ path: "", code: "duplicate", message: "", extra: 1 }])).toContain("extra");
  }, 60_000);
});

describe.runIf(ruled)("the words of the page", () => {
  it("name every data element that an answer or a rule can show", () => {
    const rules = engine.rulebook("en").packs.flatMap((pack) => pack.rules);
    const answers = PATIENTS.map(({ record }) => engine.assess(record, { asOf: DAY, locale: "en" }));
    const shown = new Set([
      ...rules.flatMap((rule) => rule.reads),
      ...answers.flatMap((a) => [
        ...a.findings.flatMap((finding) => finding.because), ...a.gaps, ...a.targets, ...a.tier.receipt.wouldChange,
      ]).map(({ concept }) => concept),
    ]);
    expect([...shown].filter((concept) => !Object.hasOwn(en, `concept.${concept}`)).sort()).toEqual([]);
  });
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

describe("calculators in JavaScript", () => {
  const woman = { creatinine_mg_dl: 0.9, age_years: 60, sex: "female" };

  it("answer at once, when their module is loaded", async () => {
    expect(() => calc("ckd-epi-2021", woman)).toThrow(LiangbingError);
    await loadEquations({ wasm: readFileSync(new URL("../pkg-equations/equations_bg.wasm", import.meta.url)) });
    expect(engine.calc("ckd-epi-2021", woman)["egfr_ml_min_1_73m2"]).toBeCloseTo(73.1, 0);
    expect(engine.calc("ckd-epi-2009", { ...woman, black: false }, { locale: "en" }).notes?.[0]?.code).toBe("superseded");
  });

  it("read a sensor's series as numbers as they read it as text", () => {
    const seconds = Array.from({ length: 600 }, (_, i) => 1_600_000_000 + i * 300);
    const glucose = seconds.map((_, i) => 60 + ((i * 37) % 220) + (i % 2) / 2);
    const time = seconds.map((s) => new Date(s * 1000).toISOString().slice(0, 19));
    const numbers = { time: Uint32Array.from(seconds), glucose_mg_dl: Float64Array.from(glucose) };
    expect(calc("cgm-metrics", numbers)).toEqual(calc("cgm-metrics", { time, glucose_mg_dl: glucose }));
    const gap = { ...numbers, glucose_mg_dl: numbers.glucose_mg_dl.map((value, i) => (i === 7 ? NaN : value)) };
    expect(() => calc("cgm-metrics", gap)).toThrow(LiangbingError);
    expect(() => calc("cgm-metrics", { ...numbers, time: numbers.time.slice(0, 1) })).toThrow(/expected as many/u);
  });

  it("refuse with a code and the input's key", () => {
    const refusal = (inputs: object): unknown => {
      try {
        return engine.calc("ckd-epi-2021", inputs);
      } catch (error) {
        return error instanceof LiangbingError && [error.code, error.path];
      }
    };
    expect(refusal({ ...woman, age_years: 7 })).toEqual(["input-range", "age_years"]);
    expect(refusal({ ...woman, sex: undefined })).toEqual(["input-missing", "sex"]);
    expect(refusal({ ...woman, age: 60 })).toEqual(["unknown-field", "age"]);
  });
});

describe("FHIR in JavaScript", () => {
  const pressure = (code: string, value: number): object => ({
    code: { coding: [{ system: "http://loinc.org", code }] },
    valueQuantity: { value, unit: "mmHg", system: "http://unitsofmeasure.org", code: "mm[Hg]" },
  });
  const bundle = {
    resourceType: "Bundle", type: "collection",
    entry: [
      { resource: { resourceType: "Patient", id: "f1", gender: "female", birthDate: "1958-03-02" } },
      { resource: {
        resourceType: "Observation", id: "bp", status: "final", subject: { reference: "Patient/f1" },
        effectiveDateTime: "2026-11-21T08:00:00+08:00",
        code: { coding: [{ system: "http://loinc.org", code: "85354-9" }] },
        component: [pressure("8480-6", 186), pressure("8462-4", 112)],
      } },
    ],
  };

  it("is assessed once its reader is loaded", async () => {
    expect(() => toRecord(bundle)).toThrow(LiangbingError);
    await loadFhir({ wasm: readFileSync(new URL("../pkg-edges/edges_bg.wasm", import.meta.url)) });
    const { record } = toRecord(bundle);
    expect(record.observations?.[0]).toMatchObject({ concept: "blood-pressure", systolic: 186, diastolic: 112 });
    expect(await compilerOn("LiangbingRecord", [record])).toBe("");
    if (ruled) expect(engine.assess(bundle, { asOf: DAY }).tier.level).toBe("R1");
  }, 60_000);

  it("refuses two people in one bundle", () => {
    const two = { ...bundle, entry: [...bundle.entry, { resource: { resourceType: "Patient", id: "f2" } }] };
    expect(() => engine.assess(two, { asOf: DAY })).toThrow(LiangbingError);
  });
});
