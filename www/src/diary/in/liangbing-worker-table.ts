/// <reference lib="webworker" />
// Reads a table beside the page, which stays usable meanwhile. One file each; a page that has enough ends the worker.
import type { TableMapping } from "../../tables.js";
import { StoreError } from "../store/types.js";
import { TableError, TableFile } from "./table.read.js";
import type { Asked, Told } from "./table.far.js";
import { store } from "./table.store.js";

let file: TableFile | undefined;
let stop = new AbortController();
const tell = (told: Told): void => postMessage(told);

async function answered(asked: Asked): Promise<unknown> {
  if (asked.call === "open") {
    file = await TableFile.open(asked.bytes, asked.there, asked.now);
    return null;
  }
  if (!file) throw new TableError("other");
  if (asked.call === "see") return file.see(asked.said as TableMapping | null);
  if (asked.call === "store") {
    stop = new AbortController();
    await store(file.slice(0), asked.name, asked.whose, asked.now, stop.signal, (part) => tell({ part }));
    return null;
  }
  return asked.call === "slice" ? file.slice(asked.from, asked.count) : file.bad;
}

addEventListener("message", ({ data }: MessageEvent<Asked>) => {
  // The one thing that is said while something else goes on; that is what answers.
  if (data.call === "stop") return stop.abort();
  answered(data).then((value) => tell({ value }), (error: unknown) => {
    if (error instanceof StoreError) tell({ store: error.code });
    else tell(error instanceof TableError ? { why: error.why, people: error.people } : { why: "other", people: 0 });
  });
});
