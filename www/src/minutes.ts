import type { Engine } from "./liangbing.js";

const known = new WeakMap<Engine, number | null>();

/** Minutes before a pressure is measured again, as the definition of the colours gives them; `null` if it does not. */
export function repeatMinutes(engine: Engine): number | null {
  let minutes = known.get(engine);
  if (minutes === undefined) {
    const pack = engine.rulebook("en").packs.find(({ id }) => id === "tiering");
    const found = pack?.parameters.find(({ name }) => name === "repeat-after");
    const [, number] = /^(\d+) min$/.exec(found?.values[0] ?? "") ?? [];
    minutes = number ? Number(number) : null;
    known.set(engine, minutes);
  }
  return minutes;
}
