import { LiangbingError } from "./error.js";

/** The most that a table may weigh, in bytes. */
const LARGEST = 32 * 1024 * 1024;

/** The text of CSV, or the cells of a sheet as JSON text. */
export async function cells(given: Uint8Array | ArrayBuffer): Promise<[string, boolean]> {
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
