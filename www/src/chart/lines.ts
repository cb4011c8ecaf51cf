import type { Engine } from "../liangbing.js";
import type { HomeMean, Locale } from "../types.js";

/** A pressure's line as a document has it, in mmHg: upper and lower. */
export interface Line {
  at: [number, number];
  label: string;
}
/** What home pressures are looked at by: none of it is made here. */
export interface Lines {
  /** The alarm's. */
  critical: Line | null;
  /** The one that a mean at home is judged by. */
  home: Line | null;
  mean: [number, number] | null;
}

const known = new WeakMap<Engine, Map<Locale, Pick<Lines, "critical" | "home">>>();

export function linesOf(engine: Engine | null, home: readonly HomeMean[], locale: Locale): Lines {
  const found = home.find(({ concept, systolic, diastolic }) => concept === "blood-pressure" && systolic !== undefined && diastolic !== undefined);
  const mean: Lines["mean"] = found ? [found.systolic ?? 0, found.diastolic ?? 0] : null;
  if (!engine) return { critical: null, home: null, mean };
  const own = known.get(engine) ?? new Map<Locale, Pick<Lines, "critical" | "home">>();
  known.set(engine, own);
  const lines = own.get(locale) ?? { critical: lineOf(engine, "critical", locale), home: lineOf(engine, "home", locale) };
  own.set(locale, lines);
  return { ...lines, mean };
}

function lineOf(engine: Engine, name: "critical" | "home", locale: Locale): Line | null {
  for (const { title, parameters } of engine.rulebook(locale).packs) {
    const [upper, lower] = [`${name}-sbp`, `${name}-dbp`].map((one) => /^(\d+) mmHg$/.exec(parameters.find((parameter) => parameter.name === one)?.values[0] ?? "")?.[1]);
    if (upper && lower) return { at: [Number(upper), Number(lower)], label: title };
  }
  return null;
}
