import type { Observation } from "../../types.js";
import type { Reading } from "../store/types.js";

const COLUMNS = ["at", "concept", "systolic", "diastolic", "value", "unit", "timing", "code", "source", "clock"] as const;

/** One cell: quoted where it must be, and nothing that a spreadsheet would take for a formula. */
export function cell(value: unknown): string {
  const text = value === null || value === undefined ? "" : String(value);
  const safe = /^[\s\uFEFF]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/.test(text) && typeof value !== "number" ? `'${text}` : text;
  return /[",;\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Readings as a table that spreadsheets of both worlds open: UTF-8 with its mark, lines ended by CR LF. */
export function csv(readings: readonly Reading[]): string {
  const row = ({ observation, source, clock }: Reading): string => {
    const all: Partial<Record<(typeof COLUMNS)[number], unknown>> = { ...(observation as Observation), source, clock };
    return COLUMNS.map((column) => cell(all[column])).join(",");
  };
  return `\uFEFF${[COLUMNS.join(","), ...readings.map(row)].join("\r\n")}\r\n`;
}
