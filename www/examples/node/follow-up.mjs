// A night's job of a clinic's server: one patient today, and what a new reading would mean.
// usage: npm start -- SYSTOLIC DIASTOLIC
import { readFileSync } from "node:fs";
import { LiangbingError, load } from "liangbing";

const TODAY = "2026-11-21";
const record = JSON.parse(readFileSync(new URL("patient.json", import.meta.url), "utf8"));
const [systolic, diastolic] = process.argv.slice(2).map(Number);

const engine = await load({ fhir: false, equations: false });

/** One line for the list of work. */
function line({ tier, cards }) {
  const [first] = cards;
  return `${tier.colour} ${tier.level} by ${tier.actBy ?? "–"}: ${first?.summary ?? "nothing to do"}`;
}

try {
  console.log(line(engine.assess(record, { asOf: TODAY, locale: "en" })));
  const chart = engine.open(record);
  chart.add({ at: `${TODAY}T09:00`, concept: "blood-pressure", systolic, diastolic, unit: "mmHg" });
  console.log(line(chart.assess({ asOf: TODAY, locale: "en" })));
} catch (error) {
  if (!(error instanceof LiangbingError)) throw error;
  console.error(`${error.code} at ${error.path}: ${error.message}`);
  process.exitCode = 1;
}
