import { LiangbingError } from "./error.js";
import { formsModule } from "./forms-module.js";
import { stringify } from "./json.js";
import type { ConcernName, LiangbingRecord, SetAside } from "./types.js";

export { loadForms as loadTables } from "./forms.js";

/** What a person says of one column: what it is, or `null` to leave it out. */
export type ColumnMapping = string | null | {
  is?: string | null;
  unit?: string | null;
  /** The edition of the follow-up form whose numbers stand in the cells. */
  codes?: 2009 | 2017 | null;
  /** Cells and the words of the form that they stand for. */
  values?: Readonly<Record<string, string>> | null;
};

/** What a person says of a table. A preview's `mapping` is one, to be changed and given back. */
export interface TableMapping {
  columns?: Readonly<Record<string, ColumnMapping>> | null;
  /** The one patient of a table that names none. */
  patient?: string | null;
  concern?: ConcernName | null;
  separator?: "comma" | "tab" | "semicolon" | null;
  /** The row of the header, from 1. */
  header?: number | null;
}

/** A column as it was understood. */
export interface TableColumn {
  header: string;
  /** What it is; null if that is not known. */
  is: string | null;
  unit?: string;
  /** The unit stands nowhere; every number of the column is plausible in it. */
  assumed?: true;
  /** Left out by the mapping. */
  ignored?: true;
  examples: string[];
  code?: SetAside["code"];
  why?: string;
}

/** What was understood of a table; rows are counted from 1 as a spreadsheet does. */
export interface TablePreview {
  separator?: string;
  layout: "wide" | "long";
  header: number;
  columns: TableColumn[];
  rows: number;
  good: number;
  people: number;
  bad: { row: number; column: string; value: string; code: SetAside["code"]; why: string }[];
  duplicates: { row: number; of: number }[];
  mapping: TableMapping;
}

/** The most that a table may weigh, in bytes. */
const LARGEST = 32 * 1024 * 1024;

/** What was understood of a table: CSV in UTF-8, GB18030 or UTF-16, or .xlsx. Nothing is taken yet. */
export async function preview(bytes: Uint8Array | ArrayBuffer, mapping?: TableMapping): Promise<TablePreview> {
  const [table, sheet] = await cells(bytes);
  const said = mapping === undefined ? "" : stringify(mapping);
  return JSON.parse(formsModule().run((forms) => forms.preview(table, sheet, said))) as TablePreview;
}

/** The records of a table, rows of one person joined; what was not read is in `setAside`, row by row. */
export async function records(
  bytes: Uint8Array | ArrayBuffer, mapping?: TableMapping,
): Promise<{ records: LiangbingRecord[]; setAside: SetAside[] }> {
  const [table, sheet] = await cells(bytes);
  const said = mapping === undefined ? "" : stringify(mapping);
  return JSON.parse(formsModule().run((forms) => forms.records(table, sheet, said))) as {
    records: LiangbingRecord[]; setAside: SetAside[];
  };
}

/** The text of CSV, or the cells of a sheet as JSON text. */
async function cells(given: Uint8Array | ArrayBuffer): Promise<[string, boolean]> {
  const bytes = given instanceof Uint8Array ? given : new Uint8Array(given);
  if (bytes.length > LARGEST) {
    throw new LiangbingError("too-large", "", `found ${bytes.length} bytes, expected at most ${LARGEST}`);
  }
  const starts = (...head: number[]): boolean => head.every((byte, at) => bytes[at] === byte);
  if (starts(0x50, 0x4b, 0x03, 0x04)) {
    // Only who imports a sheet downloads its reader.
    const { sheet } = await import("./xlsx.js");
    return [JSON.stringify(sheet(bytes, LARGEST)), true];
  }
  if (starts(0xd0, 0xcf, 0x11, 0xe0)) {
    throw new LiangbingError("wrong-type", "", "found an old Excel file, expected .xlsx or CSV; save it as one of them");
  }
  for (const encoding of starts(0xff, 0xfe) ? ["utf-16le"] : ["utf-8", "gb18030"]) {
    try {
      return [new TextDecoder(encoding, { fatal: true }).decode(bytes), false];
    } catch {
      // The next encoding may fit.
    }
  }
  const message = "found bytes that are no text, expected CSV in UTF-8 or GB18030, or .xlsx";
  throw new LiangbingError("wrong-type", "", message);
}
