import { cells } from "./cells.js";
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
