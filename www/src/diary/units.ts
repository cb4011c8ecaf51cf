import type { Observation } from "../types.js";
import { valueOf } from "./list.js";
import type { DiaryModel } from "./model.js";
import type { Reading } from "./store/types.js";
import type { DiarySay } from "./words.js";

export const GLUCOSE_UNITS = ["mmol/L", "mg/dL"] as const;
export type GlucoseUnit = (typeof GLUCOSE_UNITS)[number];
/** A glucose in the other unit, by the calculators' own factor and in the places that meters print; nothing where it cannot be one. */
export type InOther = (value: number, from: GlucoseUnit) => number | null;

/** The unit that glucose is shown and typed in, the person's choice before the host's; `null`: each as it was measured. */
export function glucoseUnit(model: DiaryModel): GlucoseUnit | null {
  // A choice of "as it was measured" is stored as null, and is a choice.
  const chosen = model.setting("glucose-unit") ?? (model.setting("glucose-unit") === null ? null : model.unit);
  return GLUCOSE_UNITS.find((unit) => unit === chosen) ?? null;
}

function inOther({ other }: DiaryModel, observation: Observation, to: GlucoseUnit | null): number | null {
  if (observation.concept !== "glucose" || typeof observation.value !== "number" || !to || observation.unit === to) return null;
  const from = GLUCOSE_UNITS.find((unit) => unit === observation.unit);
  return from && other ? other(observation.value, from) : null;
}

/** A reading as one short line: in the chosen unit, with what was measured beside it. What is stored never changes. */
export function valueIn(model: DiaryModel, observation: Observation, say: DiarySay): string {
  const unit = glucoseUnit(model);
  const value = inOther(model, observation, unit);
  return value === null ? valueOf(observation, say) : `${value} ${unit} (${valueOf(observation, say)})`;
}

interface Drawable {
  readings: Observation[];
  left: number;
  other: InOther | null;
}

// The same list for the same readings, so that a picture is not drawn again.
const drawn = new WeakMap<readonly Reading[], Drawable>();

/** What a picture can show in the unit of its axis, and how many readings it cannot. */
export function drawable(model: DiaryModel): Drawable {
  const known = drawn.get(model.readings);
  if (known?.other === model.other) return known;
  let left = 0;
  const readings = model.readings.flatMap(({ observation }): Observation[] => {
    const { concept } = observation;
    if (concept === "blood-pressure" && observation.unit === "kPa") return (left += 1, []);
    if (concept !== "glucose" || observation.unit !== "mg/dL" || typeof observation.value !== "number") return [observation];
    const value = inOther(model, observation, "mmol/L");
    return value === null ? (left += 1, []) : [{ ...observation, value, unit: "mmol/L" }];
  });
  const found = { readings, left, other: model.other };
  drawn.set(model.readings, found);
  return found;
}

/** Fetches the calculators, where some glucose is in another unit than the one that is asked for. */
export async function converter(): Promise<InOther> {
  const { calc, loadEquations } = await import("../equations.js");
  await loadEquations();
  return (value, from) => {
    const [given, asked, places] = from === "mmol/L" ? ["value_mmol_l", "value_mg_dl", 1] as const : ["value_mg_dl", "value_mmol_l", 10] as const;
    try {
      const found = (calc("unit-conversions", { quantity: "glucose", [given]: value }) as Readonly<Record<string, unknown>>)[asked];
      return typeof found === "number" ? Math.round(found * places) / places : null;
    } catch {
      // No body has it; it stays as it was measured.
      return null;
    }
  };
}
