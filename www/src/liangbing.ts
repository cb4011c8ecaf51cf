import { LiangbingError } from "./error.js";
import { stringify } from "./json.js";
import { fetchBytes, type Instance, Shared } from "./module.js";
import { VERSION } from "./version.js";
import * as glue from "../pkg/liangbing.js";
import * as spare from "../pkg/liangbing.js?spare";
import type {
  Assessed, Assessment, CalcOptions, CalcResult, CalculatorName, CalculatorPage, FhirInput, Level, LiangbingRecord, Locale,
  Medication, MedicationCheck, Observation, Options, ProfileName, Rulebook, Section, SetAside, Stamp, Tier,
} from "./types.js";

export { LiangbingError } from "./error.js";
export type * from "./types.js";

export { VERSION } from "./version.js";

export interface LoadOptions {
  /** A county's signed adjustment; `loadOverlays()` of `liangbing/overlays` says where its judge is, if not beside this file. */
  overlay?: object;
  /**
   * Whose word counts unless an assessment asks for another. The rules of `who-hearts` are a file of their own, fetched
   * only here; an overlay brings every profile with it.
   */
  profile?: ProfileName;
  /** Where the module is, or its bytes; beside this file if not said. */
  wasm?: URL | BufferSource;
  /** Where that file of rules is, or its bytes; beside the module if not said. */
  rules?: URL | Uint8Array;
  /** False leaves the reader of FHIR out: a page of native records saves its module. */
  fhir?: boolean;
  /** False leaves the calculators out: a page that only colours saves their module. */
  equations?: boolean;
}

/** A record, FHIR, or either as JSON text, which the module then judges as it was written. */
export type Input = LiangbingRecord | FhirInput | string;

export interface Engine {
  assess<S extends Section = Section>(record: Input, o: Options<S>): Assessed<S>;
  /** The level and the last good day alone, for lists of many: nothing is explained, and nothing is prompted. */
  colour(record: Input, o: Options): Coloured;
  /** What an order brings: with the patient, with what is taken already, and of itself. */
  checkOrder(record: Input, order: Medication, o: Options): MedicationCheck[];
  /** One patient over a whole contact: add what is measured, assess again. */
  open(record: LiangbingRecord): Chart;
  /** One calculator by its name; keys inside are snake_case with their unit. */
  calc(name: CalculatorName, inputs: object, options?: CalcOptions): CalcResult;
  /** Every calculator: title, inputs with units and ranges, reference, population, what it is not for. */
  calculators(locale: Locale): CalculatorPage[];
  /** Every rule and number with its clause, for a page that shows or searches them. */
  rulebook(locale: Locale): Rulebook;
  readonly stamp: Stamp;
  free(): void;
}

/** Of a tier what a list needs; `null` where there is no colour, or nobody must act. */
export type Coloured = Pick<Tier, "level" | "actBy">;

export interface Chart {
  add(observation: Observation): void;
  assess<S extends Section = Section>(o: Options<S>): Assessed<S>;
  free(): void;
}

type FhirReader = (fhir: unknown) => { record: LiangbingRecord; setAside: SetAside[] };

type Calc = Engine["calc"];
type Calculators = Engine["calculators"];

type Glue = Pick<typeof glue, "Engine" | "initSync">;
type Core = Instance<Glue>;
type RawEngine = InstanceType<typeof glue.Engine>;

const shared = new Shared<Glue>(glue, spare);
let readFhir: FhirReader | undefined;
let equations: { calc: Calc; calculators: Calculators } | undefined;

/** `liangbing/fhir` puts its reader here when it is loaded. */
export function registerFhir(reader: FhirReader): void {
  readFhir = reader;
}

/** `liangbing/equations` puts its calculators here when it is loaded. */
export function registerCalc(calc: Calc, calculators: Calculators): void {
  equations = { calc, calculators };
}

/** Loads the module once for the page, and the rules into a new engine. */
export async function load(o: LoadOptions = {}): Promise<Engine> {
  const [core, rules] = await Promise.all([
    shared.load(o.wasm ?? new URL("../pkg/liangbing_bg.wasm", import.meta.url)),
    o.overlay ? compiled(o.overlay) : apart(o),
    o.fhir !== false && offerFhir(),
    o.equations !== false && offerEquations(),
  ]);
  return new LoadedEngine(core, rules, o.profile);
}

// What the core leaves out is fetched only where it is asked for.
async function apart({ profile, rules }: LoadOptions): Promise<Uint8Array | undefined> {
  if (profile !== "who-hearts") return undefined;
  const from = rules ?? new URL("../pkg/liangbing-who-hearts.rules", import.meta.url);
  const bytes = from instanceof URL ? await fetchBytes(from) : await from;
  return ArrayBuffer.isView(bytes) ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength) : new Uint8Array(bytes);
}

// The core holds its own rules compiled; whoever judges an overlay is fetched only where there is one.
async function compiled(overlay: object): Promise<Uint8Array> {
  const { compileOverlay, loadOverlays } = await import("./overlays.js");
  await loadOverlays();
  return compileOverlay(overlay);
}

// Native records work without it, so that a missing second module is said only when a bundle comes.
async function offerFhir(): Promise<void> {
  try {
    await (await import("./fhir.js")).loadFhir();
  } catch {
    readFhir = undefined;
  }
}

// Colours need none of them, so that their missing module is said only when one is asked.
async function offerEquations(): Promise<void> {
  try {
    await (await import("./equations.js")).loadEquations();
  } catch {
    equations = undefined;
  }
}

function loaded(): NonNullable<typeof equations> {
  if (equations) return equations;
  const help = "the calculators are not loaded; `loadEquations()` of `liangbing/equations` says why";
  throw new LiangbingError("wasm-missing", "", help);
}

class LoadedEngine implements Engine {
  readonly stamp: Stamp;
  readonly #instance: Core;
  /** Of an overlay or of a profile apart; without either the core has its own. */
  readonly #rules: Uint8Array | undefined;
  readonly #profile: ProfileName | undefined;
  #raw: RawEngine;
  #generation: number;

  constructor(running: Core, rules: Uint8Array | undefined, profile: ProfileName | undefined) {
    this.#instance = running;
    this.#rules = rules;
    this.#profile = profile;
    this.#raw = running.run(({ Engine }) => new Engine(rules));
    this.#generation = running.generation;
    this.stamp = running.run(() => this.#raw.stamp as Stamp);
    if (this.stamp.engine !== VERSION) {
      const versions = `the module is ${this.stamp.engine}, this loader ${VERSION}`;
      throw new LiangbingError("version-clash", "", versions);
    }
  }

  assess<S extends Section = Section>(input: Input, o: Options<S>): Assessed<S> {
    const { text, setAside } = recordText(input);
    const options = this.#options(o);
    const answer = this.#instance.run((core) => this.#current(core).assess(text, options));
    const assessment = JSON.parse(answer) as Assessed<S> & Pick<Assessment, "setAside">;
    return setAside.length ? { ...assessment, setAside: [...setAside, ...assessment.setAside] } : assessment;
  }

  colour(input: Input, o: Options): Coloured {
    const { text } = recordText(input);
    const options = this.#options(o);
    const [level, actBy] = this.#instance.run((core) => this.#current(core).colour(text, options)).split(" ");
    return { level: (level as Level) || null, actBy: actBy || null };
  }

  checkOrder(input: Input, order: Medication, o: Options): MedicationCheck[] {
    const { text } = recordText(input);
    const [ordered, options] = [stringify(order), this.#options(o)];
    const checks = this.#instance.run((core) => this.#current(core).checkOrder(text, ordered, options));
    return JSON.parse(checks) as MedicationCheck[];
  }

  open(record: LiangbingRecord): Chart {
    return new OpenChart(this, record);
  }

  calc(name: CalculatorName, inputs: object, options?: CalcOptions): CalcResult {
    return loaded().calc(name, inputs, options);
  }

  calculators(locale: Locale): CalculatorPage[] {
    return loaded().calculators(locale);
  }

  rulebook(locale: Locale): Rulebook {
    return this.#instance.run((core) => this.#current(core).rulebook(locale) as Rulebook);
  }

  free(): void {
    if (this.#generation === this.#instance.generation) this.#raw.free();
  }

  #options(o: Options): string {
    return stringify(this.#profile ? { profile: this.#profile, ...o } : o);
  }

  #current({ Engine }: Glue): RawEngine {
    if (this.#generation !== this.#instance.generation) {
      this.#raw = new Engine(this.#rules);
      this.#generation = this.#instance.generation;
    }
    return this.#raw;
  }
}

class OpenChart implements Chart {
  readonly #engine: Engine;
  #record: LiangbingRecord | undefined;

  constructor(engine: Engine, record: LiangbingRecord) {
    this.#engine = engine;
    // A copy, so that what the page does with its own object later changes nothing here.
    this.#record = JSON.parse(stringify(record)) as LiangbingRecord;
  }

  add(observation: Observation): void {
    const record = this.#open();
    const copy = JSON.parse(stringify(observation)) as Observation;
    this.#record = { ...record, observations: [...(record.observations ?? []), copy] };
  }

  assess<S extends Section = Section>(o: Options<S>): Assessed<S> {
    return this.#engine.assess(this.#open(), o);
  }

  free(): void {
    this.#record = undefined;
  }

  #open(): LiangbingRecord {
    if (!this.#record) throw new LiangbingError("bad-options", "", "the chart was closed with `free()`");
    return this.#record;
  }
}

function recordText(input: Input): { text: string; setAside: SetAside[] } {
  const parsed = typeof input === "string" ? parsedOrNothing(input) : input;
  if (!isFhir(parsed)) {
    return { text: typeof input === "string" ? input : stringify(input), setAside: [] };
  }
  if (!readFhir) {
    const help = "this is FHIR, and its reader is not loaded; `loadFhir()` of `liangbing/fhir` says why";
    throw new LiangbingError("wasm-missing", "", help);
  }
  const { record, setAside } = readFhir(input);
  return { text: stringify(record), setAside };
}

// Text that is no JSON goes on to the strict reader, whose refusal says where.
function parsedOrNothing(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Whether this is FHIR's shape rather than the native record's. */
export function isFhir(value: unknown): value is FhirInput {
  return Array.isArray(value) || (typeof value === "object" && value !== null && "resourceType" in value);
}
