import { type IDBPTransaction, unwrap, wrap } from "idb";
import { apply, type Counters } from "./rows.js";
import { type Change, type Kind, type Row, StoreError } from "./types.js";

/** Changes that are asked and answered together: one after another, a file's would take minutes. */
const TOGETHER = 100;
/** So many milliseconds of writing before whoever else is here is let go on. */
const TASK = 40;

/** Tells of rows while they are written: none of them is stored before the whole write has answered. */
export type Wrote = (rows: readonly Row[]) => void;

/** Puts many changes, in their order. An abort of `signal` ends the transaction, as long as the browser has not completed it. */
export async function writeMany(
  transaction: IDBPTransaction<unknown, string[], "readwrite">, changes: readonly Change[], before: Counters, now: Date, signal?: AbortSignal, wrote?: Wrote,
): Promise<{ rows: Row[]; counters: Counters }> {
  const rows: Row[] = [];
  // Of a whole file's new rows nobody asks first whether they are there: one that is ends it all.
  const fresh = ({ expects }: Change): boolean => expects === 0;
  let counters = before;
  const stores = new Map<Kind, IDBObjectStore>();
  let earlier: IDBRequest | undefined;
  let last: IDBRequest | undefined;
  let [since, told] = [performance.now(), 0];
  for (let from = 0; from < changes.length; from += TOGETHER) {
    const part = changes.slice(from, from + TOGETHER);
    const asked = part.filter((change) => !fresh(change));
    const there = await Promise.all(asked.map(({ kind, row }) => transaction.objectStore(kind).get(row.id) as Promise<Row | undefined>));
    const known = new Map(asked.map(({ kind, row }, at) => [`${kind} ${row.id}`, there[at]]));
    for (const change of part) {
      const key = `${change.kind} ${change.row.id}`;
      const [row, after] = apply(change, known.get(key), counters, now);
      counters = after;
      known.set(key, row);
      rows.push(row);
      const rowsOf = stores.get(change.kind) ?? unwrap(transaction.objectStore(change.kind));
      stores.set(change.kind, rowsOf);
      // Nobody waits for each of them: one that fails ends the transaction, and then the last one fails too.
      last = fresh(change) ? rowsOf.add(row) : rowsOf.put(row);
    }
    if (performance.now() - since < TASK) continue;
    wrote?.(rows.slice(told));
    told = rows.length;
    // The part before is waited for, and not this one: neither whoever writes nor the database ever waits for the other.
    if (earlier?.readyState === "pending") await wrap(earlier);
    earlier = last;
    if (signal?.aborted) throw new StoreError("aborted", "it was stopped");
    since = performance.now();
  }
  wrote?.(rows.slice(told));
  if (last?.readyState === "pending") await wrap(last);
  return { rows, counters };
}
