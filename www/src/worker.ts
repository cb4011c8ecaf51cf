import { stringify } from "./json.js";
import type { Input, LoadOptions } from "./liangbing.js";
import type { CohortAnswer } from "./worker/cohort.js";
import { Line } from "./worker/line.js";
import type { Calls } from "./worker/talk.js";
import type {
  Assessment, CalcOptions, CalcResult, CalculatorName, CalculatorPage, Locale, Medication, MedicationCheck, Options,
  Rulebook, Stamp,
} from "./types.js";

export { LiangbingError } from "./error.js";
export type { CohortAnswer } from "./worker/cohort.js";
export type * from "./types.js";

export interface WorkerOptions extends LoadOptions {
  /** Where `liangbing-worker.js` is, if not beside this file; it must be of the page's own origin. */
  worker?: URL;
}

/** An engine in a worker: what `Engine` answers at once, this one promises. */
export interface WorkerEngine {
  assess(record: Input, o: Options): Promise<Assessment>;
  checkOrder(record: Input, order: Medication, o: Options): Promise<MedicationCheck[]>;
  calc(name: CalculatorName, inputs: object, options?: CalcOptions): Promise<CalcResult>;
  calculators(locale: Locale): Promise<CalculatorPage[]>;
  rulebook(locale: Locale): Promise<Rulebook>;
  /** Many records, one a line of UTF-8. Bytes are handed over to the worker: the array is empty afterwards. */
  cohort(ndjson: Uint8Array<ArrayBuffer> | string, o: Options): Promise<CohortAnswer>;
  readonly stamp: Stamp;
  /** Ends the worker; what it still owes is rejected. */
  free(): void;
}

/** Starts a worker of the page's own origin and loads an engine in it; `worker-src 'self'` is enough. */
export async function load(o: WorkerOptions = {}): Promise<WorkerEngine> {
  const { worker: place = new URL("../pkg-worker/liangbing-worker.js", import.meta.url), ...rest } = o;
  const line = new Line(place);
  try {
    const options = { ...rest, ...(rest.wasm instanceof URL && { wasm: undefined }) };
    const stamp = await line.ask("load", [places(rest), options as LoadOptions], []);
    return new FarEngine(line, stamp as Stamp);
  } catch (error) {
    line.end("the worker could not load the module");
    throw error;
  }
}

// An address does not cross to a worker, its text does; bytes cross as they are.
function places(o: LoadOptions): Record<string, string> {
  const files = {
    "liangbing_bg.wasm": o.wasm instanceof URL ? o.wasm : new URL("../pkg/liangbing_bg.wasm", import.meta.url),
    "liangbing-who-hearts.rules": o.rules instanceof URL ? o.rules : new URL("../pkg/liangbing-who-hearts.rules", import.meta.url),
    "edges_bg.wasm": new URL("../pkg-edges/edges_bg.wasm", import.meta.url),
    "equations_bg.wasm": new URL("../pkg-equations/equations_bg.wasm", import.meta.url),
    "overlays_bg.wasm": new URL("../pkg-overlays/overlays_bg.wasm", import.meta.url),
  };
  return Object.fromEntries(Object.entries(files).map(([name, { href }]) => [name, href]));
}

class FarEngine implements WorkerEngine {
  readonly stamp: Stamp;
  readonly #line: Line;

  constructor(line: Line, stamp: Stamp) {
    this.#line = line;
    this.stamp = stamp;
  }

  async assess(record: Input, o: Options): Promise<Assessment> {
    return (await this.#line.ask("assess", [textOf(record), plain(o)], [])) as Assessment;
  }

  async checkOrder(record: Input, order: Medication, o: Options): Promise<MedicationCheck[]> {
    const asked: Calls["checkOrder"] = [textOf(record), stringify(order), plain(o)];
    return (await this.#line.ask("checkOrder", asked, [])) as MedicationCheck[];
  }

  async calc(name: CalculatorName, inputs: object, options?: CalcOptions): Promise<CalcResult> {
    // A sensor's series given as numbers crosses as it is; everything else must be plain.
    const series = Object.values(inputs).some((part) => ArrayBuffer.isView(part));
    const said = series ? inputs : stringify(inputs);
    return (await this.#line.ask("calc", [name, said, options && plain(options)], [])) as CalcResult;
  }

  async calculators(locale: Locale): Promise<CalculatorPage[]> {
    return (await this.#line.ask("calculators", [locale], [])) as CalculatorPage[];
  }

  async rulebook(locale: Locale): Promise<Rulebook> {
    return (await this.#line.ask("rulebook", [locale], [])) as Rulebook;
  }

  async cohort(ndjson: Uint8Array<ArrayBuffer> | string, o: Options): Promise<CohortAnswer> {
    const bytes = typeof ndjson === "string" ? new TextEncoder().encode(ndjson) : ndjson;
    // A view of something larger is copied out: the rest is not ours to hand over.
    const whole = bytes.byteLength === bytes.buffer.byteLength ? bytes.buffer : bytes.slice().buffer;
    return (await this.#line.ask("cohort", [whole, plain(o)], [whole])) as CohortAnswer;
  }

  free(): void {
    this.#line.end("the worker was ended with `free()`");
  }
}

function textOf(record: Input): string {
  return typeof record === "string" ? record : stringify(record);
}

// What cannot be said as JSON is refused here, with its path, rather than by the copying between threads.
function plain<T extends object>(value: T): T {
  return JSON.parse(stringify(value)) as T;
}
