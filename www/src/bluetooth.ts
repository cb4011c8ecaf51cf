import { LiangbingError } from "./error.js";
import { type Instance, Shared, type Source } from "./module.js";
import type { Observation } from "./types.js";
import * as glue from "../pkg-bluetooth/bluetooth.js";
import * as spare from "../pkg-bluetooth/bluetooth.js?spare";

type Bluetooth = Pick<typeof glue, "initSync" | "pressure" | "glucose" | "context" | "answer" | "records" | "stop">;

const shared = new Shared<Bluetooth>(glue, spare);
let instance: Instance<Bluetooth> | undefined;

/** An observation that still wants its time: the reader of the device decides which clock is right. */
export type Undated = Observation extends infer One ? (One extends Observation ? Omit<One, "at"> : never) : never;

/** A measurement of a cuff. */
export interface CuffMessage {
  /** The pressure, and the pulse where there is one; none where the cuff found no number. */
  observations: Undated[];
  /** The cuff's own time without an offset; null where it has none. */
  at: string | null;
  mean: number | null;
  user: number | null;
  flags: string[];
  doubt: "implausible" | "contradictory" | null;
}

/** A result of a meter. */
export interface MeterMessage {
  observations: Undated[];
  at: string | null;
  sequence: number;
  /** Control solution: nobody's blood. */
  control: boolean;
  context: boolean;
  flags: string[];
  doubt: "implausible" | null;
}

/** What a meter says about a result besides; after a meal is not two hours after it, so that has no `timing`. */
export interface MealMessage {
  sequence: number;
  meal: "pre-meal" | "post-meal" | "fasting" | "casual" | "bedtime" | null;
  timing: "pre-meal" | "fasting" | "random" | "bedtime" | null;
}

/** What a meter answers to a request. */
export interface MeterAnswer {
  is: "done" | "none" | "refused" | "count";
  count?: number;
  code?: number;
}

/** Loads the module of cuffs and meters, once for the page. */
export async function loadBluetooth(o: { wasm?: Source } = {}): Promise<void> {
  instance = await shared.load(o.wasm ?? new URL("../pkg-bluetooth/bluetooth_bg.wasm", import.meta.url));
}

function module(): Instance<Bluetooth> {
  if (!instance) throw new LiangbingError("wasm-missing", "", "`loadBluetooth()` comes first");
  return instance;
}

const read = <T>(what: (it: Bluetooth) => string): T => JSON.parse(module().run(what)) as T;

/** A blood pressure measurement, 0x2A35. Throws `wrong-type` for bytes that end too early. */
export const pressure = (bytes: Uint8Array): CuffMessage => read((it) => it.pressure(bytes));
/** A glucose measurement, 0x2A18. */
export const glucose = (bytes: Uint8Array): MeterMessage => read((it) => it.glucose(bytes));
/** A glucose measurement's context, 0x2A34. */
export const context = (bytes: Uint8Array): MealMessage => read((it) => it.context(bytes));
/** An answer of the record access control point, 0x2A52. */
export const answer = (bytes: Uint8Array): MeterAnswer => read((it) => it.answer(bytes));
/** The bytes that ask a meter for every result, or for those from a sequence number on. */
export const records = (from?: number): Uint8Array => module().run((it) => it.records(from));
/** The bytes that end what was asked for. */
export const stop = (): Uint8Array => module().run((it) => it.stop());
