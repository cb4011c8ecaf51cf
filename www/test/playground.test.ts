// @vitest-environment node
import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { type FhirBundle, fromRecord, loadFhir } from "../src/fhir.js";
import { judged, outputOf } from "../src/playground/answers.js";
import { DAY, PATIENTS, realEngine } from "./real.js";

const engine = await realEngine();
const o = { asOf: DAY, locale: "en" } as const;
const record = PATIENTS[0]!.record;

beforeAll(() => loadFhir({ wasm: readFileSync(new URL("../pkg-edges/edges_bg.wasm", import.meta.url)) }));

describe("the playground's answers", () => {
  const input = judged(engine, JSON.stringify(record), DAY, "en");

  it("are those of the engine, in every form", () => {
    const { tier } = engine.assess(record, o);
    expect((JSON.parse(outputOf(engine, input, "assessment", o)) as { tier: unknown }).tier).toEqual(tier);
    const hooks = JSON.parse(outputOf(engine, input, "cards", o)) as { cards: { indicator: string }[]; extension: { liangbing: { tier: { level: string } } } };
    expect([hooks.cards[0]?.indicator, hooks.extension.liangbing.tier.level]).toEqual(["critical", tier.level]);
    expect((JSON.parse(outputOf(engine, input, "fhir", o)) as FhirBundle).resourceType).toBe("Bundle");
    expect(outputOf(engine, input, "text", o).length).toBeGreaterThan(100);
  });

  it("take FHIR as it is written", () => {
    const fhir = judged(engine, JSON.stringify(fromRecord(record)), DAY, "en");
    expect(fhir.error).toBeNull();
    expect(fhir.assessment?.tier.level).toBe(input.assessment?.tier.level);
  });

  it("say what was refused, and where", () => {
    const { error, assessment } = judged(engine, '{"patient": {"brn": "1970"}}', DAY, "en");
    expect([error?.code, error?.path, assessment]).toEqual(["unknown-field", "patient.brn", null]);
    expect(judged(engine, "{", DAY, "en").error?.code).toBe("not-json");
    expect(outputOf(engine, judged(engine, "{", DAY, "en"), "cards", o)).toBe("");
  });
});
