import { registerCalc } from "./liangbing.js";
import { LiangbingError } from "./error.js";
import { stringify } from "./json.js";
import { compile, Instance } from "./module.js";
import * as glue from "../pkg-equations/equations.js";
import * as spare from "../pkg-equations/equations.js?spare";
import type { CalcOptions, CalcResult, CalculatorName } from "./types.js";

type Glue = Pick<typeof glue, "initSync" | "calc" | "sensor">;
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

/**
 * One calculator by its name; keys inside are snake_case with their unit.
 *
 * A sensor's series may be given as numbers, which cross as they are: `time` a `Uint32Array` of seconds since 1970
 * by the wall clock, `glucose_mg_dl` or `glucose_mmol_l` a `Float64Array`.
 */
export function calc(name: CalculatorName, inputs: object, options?: CalcOptions): CalcResult {
  if (!instance) throw new LiangbingError("wasm-missing", "", "`loadEquations()` comes first");
  const series = name === "cgm-metrics" ? numbers(inputs) : undefined;
  if (series) {
    return JSON.parse(instance.run((equations) => equations.sensor(...series))) as CalcResult;
  }
  const [said, how] = [stringify(inputs), options && stringify(options)];
  return JSON.parse(instance.run((equations) => equations.calc(name, said, how))) as CalcResult;
}

/** A series given as numbers, and nothing else beside it. */
function numbers(inputs: object): [Uint32Array, Float64Array, boolean] | undefined {
  const { time, glucose_mg_dl, glucose_mmol_l, ...more } = inputs as Record<string, unknown>;
  const glucose = glucose_mg_dl ?? glucose_mmol_l;
  const one = glucose_mg_dl === undefined || glucose_mmol_l === undefined;
  if (!(time instanceof Uint32Array) || !(glucose instanceof Float64Array)) return undefined;
  return one && Object.keys(more).length === 0 ? [time, glucose, glucose === glucose_mmol_l] : undefined;
}
