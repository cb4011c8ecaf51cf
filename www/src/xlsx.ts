import { unzipSync } from "fflate";
import { Parser } from "saxen";
import { LiangbingError } from "./error.js";

// fflate and saxen are 6 KB brotli together; the reader that the command line uses would be 223 KB more of a module.

/** A cell as the module takes it. */
type Cell = string | number | boolean | null | { formula: string };

/** More columns than any export has. */
const MOST_COLUMNS = 1_000;

const broken = (why: string): LiangbingError => new LiangbingError("wrong-type", "", `found no readable .xlsx: ${why}`);

/** The cells of the first sheet; what unpacks to more than `largest` bytes is refused before it is unpacked. */
export function sheet(bytes: Uint8Array, largest: number): { rows: Cell[][]; date1904: boolean } {
  const files = unpack(bytes, largest);
  const part = (name: string): string | undefined => {
    const file = files[name];
    return file && new TextDecoder().decode(file);
  };
  const book = part("xl/workbook.xml");
  if (book === undefined) throw broken("it has no workbook");
  let [first, date1904] = [undefined as string | undefined, false];
  walk(book, {
    open: (name, attributes) => {
      if (name === "sheet") first ??= attributes["r:id"] ?? attributes["id"];
      if (name === "workbookPr") date1904 = ["1", "true"].includes(attributes["date1904"] ?? "");
    },
  });
  let target: string | undefined;
  walk(part("xl/_rels/workbook.xml.rels") ?? "", {
    open: (name, attributes) => {
      if (name === "Relationship" && attributes["Id"] === first) target = attributes["Target"];
    },
  });
  const path = target?.startsWith("/") ? target.slice(1) : `xl/${target ?? ""}`;
  const cells = part(path);
  if (cells === undefined) throw broken("it has no sheet");
  return { rows: read(cells, shared(part("xl/sharedStrings.xml") ?? "")), date1904 };
}

/** The parts of the file. Each is unpacked into as many bytes as it says to have, so a false size cannot grow. */
function unpack(bytes: Uint8Array, largest: number): Record<string, Uint8Array> {
  let total = 0;
  try {
    return unzipSync(bytes, {
      filter: ({ originalSize }) => {
        total += originalSize;
        if (total > largest) {
          throw new LiangbingError("too-large", "", `found a sheet that unpacks to more than ${largest} bytes`);
        }
        return true;
      },
    });
  } catch (cause) {
    if (cause instanceof LiangbingError) throw cause;
    throw broken(String(cause));
  }
}

interface Walk {
  open?(name: string, attributes: Record<string, string>): void;
  text?(text: string): void;
  close?(name: string): void;
}

/** Walks a part; names without their prefix. A part that is not there, such as the texts that cells share, says nothing. */
function walk(xml: string, { open, text, close }: Walk): void {
  if (xml === "") return;
  const plain = (name: string): string => name.slice(name.indexOf(":") + 1);
  const parser = new Parser();
  parser.on("openTag", (name, attributes, decode) => {
    const own = Object.entries(attributes()).map(([key, value]) => [key, decode(value)] as const);
    open?.(plain(name), Object.fromEntries(own));
  });
  parser.on("text", (said, decode) => text?.(decode(said)));
  parser.on("cdata", (said) => text?.(said));
  parser.on("closeTag", (name) => close?.(plain(name)));
  parser.on("error", (error) => { throw broken(error.message); });
  parser.parse(xml);
}

/** The texts that cells share; how a text is pronounced is no part of it. */
function shared(xml: string): string[] {
  const list: string[] = [];
  let [said, aside, inside] = ["", false, false];
  walk(xml, {
    open: (name) => {
      if (name === "si") said = "";
      if (name === "rPh") aside = true;
      inside = name === "t";
    },
    text: (text) => { if (inside && !aside) said += text; },
    close: (name) => {
      if (name === "si") list.push(said);
      if (name === "rPh") aside = false;
      inside = false;
    },
  });
  return list;
}

function read(xml: string, texts: readonly string[]): Cell[][] {
  const rows: Cell[][] = [];
  let [row, column, left] = [-1, -1, Infinity];
  let [kind, value, inside] = ["n", "", ""];
  let formula: string | undefined;
  walk(xml, {
    open: (name, attributes) => {
      if (name === "row") [row, column] = [Number(attributes["r"] ?? row + 2) - 1, -1];
      if (name === "c") {
        const at = /^([A-Z]+)(\d+)$/.exec(attributes["r"] ?? "");
        column = at?.[1] ? number(at[1]) : column + 1;
        if (at?.[2]) row = Number(at[2]) - 1;
        [kind, value, formula] = [attributes["t"] ?? "n", "", undefined];
      }
      if (name === "f") formula = "";
      inside = name;
    },
    text: (text) => {
      if (inside === "f") formula += text;
      if (inside === "v" || inside === "t") value += text;
    },
    close: (name) => {
      inside = "";
      if (name !== "c") return;
      const cell = formula === undefined ? typed(kind, value, texts) : { formula: `=${formula}` };
      if (cell === null) return;
      if (column > MOST_COLUMNS) {
        const message = `found a cell in column ${column}, expected at most ${MOST_COLUMNS}`;
        throw new LiangbingError("too-large", "", message);
      }
      left = Math.min(left, column);
      while (rows.length <= row) rows.push([]);
      const cells = rows[row];
      if (!cells) throw broken(`a cell stands in row ${row}`);
      while (cells.length < column) cells.push(null);
      cells[column] = cell;
    },
  });
  return rows.map((cells) => cells.slice(left === Infinity ? 0 : left));
}

/** A column's letters as its place, from 0. */
function number(letters: string): number {
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

function typed(kind: string, value: string, texts: readonly string[]): Cell {
  switch (kind) {
    case "s":
      return texts[Number(value)] ?? null;
    case "b":
      return value === "1";
    case "e":
      return { formula: value };
    case "n": {
      if (value === "") return null;
      const found = Number(value);
      // The fifteen digits that a spreadsheet shows: 6.8999999999999995 was typed as 6.9.
      return Number.isFinite(found) ? Number(found.toPrecision(15)) : value;
    }
    default:
      return value === "" ? null : value;
  }
}
