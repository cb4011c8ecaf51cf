import { readFileSync } from "node:fs";
import { join } from "node:path";
import more from "../src/demo/patients.more.json";
import patients from "../src/demo/patients.json";
import { load, type Engine } from "../src/liangbing.js";
import type { Level, LiangbingRecord } from "../src/types.js";

export const DAY = "2026-11-21";

/** The synthetic patients, each with the level that its story asks for. */
export const PATIENTS = [...patients, ...more] as unknown as { expected: Level | null; about: string; record: LiangbingRecord }[];

/** The built module, as a host would load it from bytes. */
export function realEngine(): Promise<Engine> {
  return load({ wasm: readFileSync(join(import.meta.dirname, "../pkg/liangbing_bg.wasm")), fhir: false, equations: false });
}

/** Whether the rules answer in this build at all. */
export async function answers(): Promise<boolean> {
  return Boolean((await realEngine()).assess({}, { asOf: DAY }));
}
