import { registerCalc } from "./liangbing.js";
import { LiangbingError } from "./error.js";
import { stringify } from "./json.js";
import { compile, Instance } from "./module.js";
import * as glue from "../pkg-equations/equations.js";
import * as spare from "../pkg-equations/equations.js?spare";
import type { CalcOptions, CalcResult, CalculatorName } from "./types.js";

type Glue = Pick<typeof glue, "initSync" | "calc">;
type Equations = Instance<Glue>;

let loading: Promise<Equations> | undefined;
let instance: Equations | undefined;

/** Loads the calculators; afterwards `calc` and `Engine.calc` answer at once. */
export async function loadEquations(o: { wasm?: URL | BufferSource } = {}): Promise<void> {
  loading ??= compile(o.wasm ?? new URL("../pkg-equations/equations_bg.wasm", import.meta.url))
    .then((module) => new Instance<Glue>(glue, spare, module));
  try {
    instance = await loading;
  } catch (error) {
    loading = undefined;
    throw error;
  }
  registerCalc(calc);
}

/** One calculator by its name; keys inside are snake_case with their unit. */
export function calc(name: CalculatorName, inputs: object, options?: CalcOptions): CalcResult {
  if (!instance) throw new LiangbingError("wasm-missing", "", "`loadEquations()` comes first");
  const [said, how] = [stringify(inputs), options && stringify(options)];
  return JSON.parse(instance.run((equations) => equations.calc(name, said, how))) as CalcResult;
}
