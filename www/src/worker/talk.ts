import type { LoadOptions } from "../liangbing.js";
import type { CalcOptions, CalculatorName, ErrorCode, Locale, Options } from "../types.js";

/** A record's text as UTF-8, cut anywhere; its parts are handed over, not copied. */
export type RecordParts = Uint8Array<ArrayBuffer>[];

/** A record's text, however it came. */
export function wholeText(record: string | RecordParts): string {
  if (typeof record === "string") return record;
  const decoder = new TextDecoder();
  return record.map((part) => decoder.decode(part, { stream: true })).join("") + decoder.decode();
}

/** What a worker answers with an engine; records cross as JSON text, which the page has judged to be plain. */
export interface Calls {
  load: [places: Readonly<Record<string, string>>, o: LoadOptions];
  assess: [record: string | RecordParts, o: Options];
  checkOrder: [record: string, order: string, o: Options];
  calc: [name: CalculatorName, inputs: string | object, options: CalcOptions | undefined];
  calculators: [locale: Locale];
  rulebook: [locale: Locale];
  cohort: [ndjson: ArrayBuffer, o: Options];
}

export type CallName = keyof Calls;

/** From the page. */
export type Ask = { [N in CallName]: { id: number; call: N; with: Calls[N] } }[CallName];

/** To the page, in the order of the questions. */
export interface Answer {
  id: number;
  value?: unknown;
  error?: { code: ErrorCode; path: string; message: string };
}
