import { Line } from "../worker/line.js";
import type { Assessed, Options, Section } from "../types.js";

/** The rules in a worker of their own, so that years of readings are judged while somebody types. */
export interface Far {
  assess<S extends Section>(record: string, o: Options<S>): Promise<Assessed<S>>;
  free(): void;
}

/** Starts the worker; rejects where a page may have none. */
export async function far(): Promise<Far> {
  const line = new Line(new URL("../../pkg-worker/liangbing-worker.js", import.meta.url));
  const { href } = new URL("../../pkg/liangbing_bg.wasm", import.meta.url);
  try {
    await line.ask("load", [{ "liangbing_bg.wasm": href }, { fhir: false, equations: false }], []);
  } catch (error) {
    line.end("the worker could not load the module");
    throw error;
  }
  return {
    assess: async <S extends Section>(record: string, o: Options<S>) => (await line.ask("assess", [record, o], [])) as Assessed<S>,
    free: () => line.end("the diary was closed"),
  };
}
