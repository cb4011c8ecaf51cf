// Compiled, never run: a host's code in strict TypeScript. What must not compile is marked.
import { load, LiangbingError, type Assessment, type LiangbingRecord, type Level } from "../src/liangbing.js";
import type { LiangbingPanel } from "../src/elements/define.js";
import { calc, loadEquations } from "../src/equations.js";
import { loadFhir, toRecord } from "../src/fhir.js";

const record: LiangbingRecord = {
  patient: { id: "p-001", born: "1958-03-02", sex: "female", pregnancy: "no" },
  conditions: [{ code: "hypertension", since: "2015-06" }],
  observations: [
    { at: "2026-11-20T08:10", concept: "blood-pressure", systolic: 148, diastolic: 86, unit: "mmHg" },
    { at: "2026-11-20T08:12", concept: "glucose", value: 7.4, unit: "mmol/L", timing: "fasting" },
    // @ts-expect-error a misspelt field
    { at: "2026-11-20T08:10", concept: "blood-pressure", spb: 180 },
    // @ts-expect-error text where a number is expected
    { at: "2026-11-20", concept: "hba1c", value: "7.4" },
  ],
  // @ts-expect-error a value that the closed list does not name
  visits: [{ at: "2026-08-21", mode: "by-post" }],
};

export async function host(panel: LiangbingPanel): Promise<Level | null> {
  const engine = await load({ overlay: { name: "county" }, wasm: new URL("https://example.org/core.wasm"), fhir: true });
  const assessment: Assessment = engine.assess(record, { asOf: "2026-11-21", locale: "en", level: "village" });
  const lean = engine.assess(record, { asOf: "2026-11-21", sections: ["gaps"] });
  if (lean.gaps.length > lean.cards.length) throw new Error(lean.gaps[0]?.concept);
  // @ts-expect-error a section that was not asked for
  if (lean.targets) throw new Error("carried");
  // @ts-expect-error a section that does not exist
  engine.assess(record, { asOf: "2026-11-21", sections: ["colours"] });
  // @ts-expect-error the day is always said
  engine.assess(record, { locale: "en" });
  const [check] = engine.checkOrder(record, { code: "metformin", dose: "500 mg", perDay: 2 }, { asOf: "2026-11-21" });
  if (check?.severity === "stop" && check.truth === "met") throw new Error(check.text ?? check.medication);
  // @ts-expect-error a dose is written with its unit
  engine.checkOrder(record, { code: "metformin", dose: 500 }, { asOf: "2026-11-21" });
  const chart = engine.open(record);
  chart.add({ at: "2026-11-21", concept: "symptom", code: "none" });
  panel.engine = engine;
  panel.record = record;
  await loadEquations();
  const risk = engine.calc("ckd-epi-2021", { creatinine_mg_dl: 0.9, age_years: 60, sex: "female" }, { explain: true });
  const [page] = engine.calculators("en");
  for (const input of page?.inputs ?? []) if (input.kind === "measure" && input.units[0]?.low === 0) throw new Error(input.key);
  const points: number | undefined = risk.explain?.changes[0]?.pct_points;
  // @ts-expect-error a calculator that does not exist
  calc("china-par", {}, { locale: points ? "en" : "zh-CN" });
  await loadFhir();
  panel.record = toRecord({ resourceType: "Bundle", entry: [] }).record;
  try {
    return chart.assess({ asOf: "2026-11-21" }).tier.level ?? assessment.concerns.diabetes?.tier.level ?? null;
  } catch (error) {
    if (error instanceof LiangbingError && error.code === "not-json") return null;
    throw error;
  } finally {
    chart.free();
    engine.free();
  }
}
