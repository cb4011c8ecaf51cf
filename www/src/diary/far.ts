import { Line } from "../worker/line.js";
import type { RecordParts } from "../worker/talk.js";
import type { Assessed, Options, PersonalTarget, Section } from "../types.js";
import { rest } from "./clock.js";
import { entryOf, recordText } from "./judge.js";
import type { Person, Reading } from "./store/types.js";

/** Readings that are written together; a page that writes all of a long diary in one go stops for as long. */
const TOGETHER = 1_000;

/** The rules in a worker of their own, so that years of readings are judged while somebody types. */
export interface Far {
  assess<S extends Section>(person: Person, readings: readonly Reading[], targets: readonly PersonalTarget[] | undefined, o: Options<S>): Promise<Assessed<S>>;
  free(): void;
}

/** The rules' module as it is built: its digest says which rules a page judges by. */
export const moduleUrl = (): URL => new URL("../../pkg/liangbing_bg.wasm", import.meta.url);

/** Starts the worker; rejects where a page may have none. */
export async function far(): Promise<Far> {
  const line = new Line(new URL("../../pkg-worker/liangbing-worker.js", import.meta.url));
  const { href } = moduleUrl();
  try {
    await line.ask("load", [{ "liangbing_bg.wasm": href }, { fhir: false, equations: false }], []);
  } catch (error) {
    line.end("the worker could not load the module");
    throw error;
  }
  return {
    assess: async <S extends Section>(person: Person, readings: readonly Reading[], targets: readonly PersonalTarget[] | undefined, o: Options<S>) =>
      asked(line, await written(person, readings, targets), o),
    free: () => line.end("the diary was closed"),
  };
}

async function asked<S extends Section>(line: Line, record: RecordParts, o: Options<S>): Promise<Assessed<S>> {
  return (await line.ask("assess", [record, o], record.map(({ buffer }) => buffer))) as Assessed<S>;
}

/** The same text as `recordText`, in small parts: as one text a long diary would be put together and copied in one go. */
export async function written(person: Person, readings: readonly Reading[], targets?: readonly PersonalTarget[]): Promise<RecordParts> {
  const encoder = new TextEncoder();
  const parts: RecordParts = [encoder.encode(recordText(person, [], targets).slice(0, -2))];
  for (let from = 0; from < readings.length; from += TOGETHER) {
    const text = readings.slice(from, from + TOGETHER).map(entryOf).join(",");
    parts.push(encoder.encode(from === 0 ? text : `,${text}`));
    await rest();
  }
  return [...parts, encoder.encode("]}")];
}
