import type { IDBPDatabase, IDBPTransaction } from "idb";
import { START } from "./rows.js";
import { KINDS } from "./types.js";

/** The name of the one database of an origin. */
export const NAME = "liangbing";

/**
 * One step of the schema, from the version before to its own. It may await the transaction's own requests and nothing
 * else. What it throws aborts the whole upgrade: the old version stands with every row.
 */
export type Migration = (
  database: IDBPDatabase,
  transaction: IDBPTransaction<unknown, string[], "versionchange">,
) => Promise<void> | void;

/** Version n is reached by the first n of these. A step is never changed once it was published; another is added. */
export const MIGRATIONS: readonly Migration[] = [
  (database) => {
    for (const kind of KINDS) database.createObjectStore(kind, { keyPath: "id" });
    const counters = database.createObjectStore("meta");
    void counters.put(START, "counters");
  },
  // Rows may be sealed from here on: a page of before, which could not read them, is told that it is too old.
  () => undefined,
];
