import type { Engine } from "./liangbing.js";

const known = new WeakMap<Engine, Map<string, number | null>>();

/** Minutes before a pressure is measured again, as the definition of the colours gives them; `null` if it does not. */
export function repeatMinutes(engine: Engine): number | null {
  return minutes(engine, "repeat-after");
}

/** Minutes before a low glucose is measured again, as the guideline on first aid gives them; `null` if none does. */
export function lowRepeatMinutes(engine: Engine): number | null {
  return minutes(engine, "low-repeat-after");
}

function minutes(engine: Engine, parameter: string): number | null {
  const own = known.get(engine) ?? new Map<string, number | null>();
  known.set(engine, own);
  let found = own.get(parameter);
  if (found === undefined) {
    const all = engine.rulebook("en").packs.flatMap(({ parameters }) => parameters);
    const [, number] = /^(\d+) min$/.exec(all.find(({ name }) => name === parameter)?.values[0] ?? "") ?? [];
    found = number ? Number(number) : null;
    own.set(parameter, found);
  }
  return found;
}
