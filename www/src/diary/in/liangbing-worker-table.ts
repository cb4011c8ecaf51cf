/// <reference lib="webworker" />
// Reads a table beside the page, which stays usable meanwhile. One file each; a page that has enough ends the worker.
import type { TableMapping } from "../../tables.js";
import { TableError, TableFile } from "./table.read.js";
import type { Asked, Told } from "./table.far.js";

let file: TableFile | undefined;

async function answered(asked: Asked): Promise<unknown> {
  if (asked.call === "open") {
    file = await TableFile.open(asked.bytes, asked.there, asked.now);
    return null;
  }
  if (!file) throw new TableError("other");
  if (asked.call === "see") return file.see(asked.said as TableMapping | null);
  return asked.call === "slice" ? file.slice(asked.from, asked.count) : file.bad;
}

addEventListener("message", ({ data }: MessageEvent<Asked>) => {
  const tell = (told: Told): void => postMessage(told);
  answered(data).then(
    (value) => tell({ value }),
    (error: unknown) => tell(error instanceof TableError ? { why: error.why, people: error.people } : { why: "other", people: 0 }),
  );
});
