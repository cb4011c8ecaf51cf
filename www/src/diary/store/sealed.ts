import type { IDBPDatabase, IDBPTransaction } from "idb";
import { apply, Changed, type Counters, isRow, malformed, START, wins } from "./rows.js";
import { changedLock, isSealed, type Lock, newLock, openLock, seal, type SealedRow, unseal } from "./seal.js";
import { type Change, COUNTERS, type Everything, type Kind, KINDS, LOCK, type Row, StoreError } from "./types.js";

type Writing = IDBPTransaction<unknown, string[], "readwrite">;
/** A transaction of the store's own, complete when it resolves. */
export type Transact = (kinds: readonly Kind[], what: (transaction: Writing) => Promise<void>) => Promise<void>;

const FREE_TRIES = 5;
const [FIRST_WAIT, LONGEST_WAIT] = [30_000, 900_000];
// A browser ends a transaction that waits for anything but itself. So rows are read, sealed and only then put, in one
// transaction that first looks whether they are still what was read; if not, once more from the start.
const AGAIN = 20;

async function untilSame<T>(what: () => Promise<T>): Promise<T> {
  for (let left = AGAIN; ; left -= 1) {
    try {
      return await what();
    } catch (error) {
      if (!(error instanceof Changed) || left === 0) throw error instanceof Changed ? new StoreError("aborted", "others kept writing") : error;
    }
  }
}

/** A row as it lies there, in a few letters. */
const mark = (row: object | undefined): string =>
  !row ? "" : isSealed(row) ? `${row.id} ${row.iv.join()}` : `${(row as Row).id} ${(row as Row).revision}`;
const counters = async (transaction: { objectStore(name: string): { get(key: string): Promise<unknown> } }): Promise<Counters> =>
  ((await transaction.objectStore("meta").get(COUNTERS)) as Counters | undefined) ?? START;

/** Rows as they are read, opened. */
export async function openRows(key: CryptoKey, kind: Kind, rows: readonly object[]): Promise<Row[]> {
  return Promise.all(rows.map((row) => (isSealed(row) ? unseal(key, kind, row) : Promise.reject(new StoreError("malformed", "a row is not sealed")))));
}

export function writeSealed(database: IDBPDatabase, transact: Transact, key: CryptoKey, changes: readonly Change[], now: Date): Promise<Row[]> {
  const kinds = [...new Set(changes.map(({ kind }) => kind))];
  return untilSame(async () => {
    const reading = database.transaction([...kinds, "meta"]);
    const before = await counters(reading);
    const found = await Promise.all(changes.map(({ kind, row }) => reading.objectStore(kind).get(row.id) as Promise<SealedRow | undefined>));
    const fresh = new Map<string, Row>();
    const rows: Row[] = [];
    let after = before;
    for (const [i, change] of changes.entries()) {
      const name = `${change.kind} ${change.row.id}`;
      const there = found[i];
      const stored = fresh.get(name) ?? (there && (await unseal(key, change.kind, there)));
      const [row, next] = apply(change, stored, after, now);
      after = next;
      fresh.set(name, row);
      rows.push(row);
    }
    const sealed = await Promise.all(rows.map((row, i) => seal(key, changes[i]?.kind ?? "settings", row)));
    await transact(kinds, async (transaction) => {
      const same = JSON.stringify(await counters(transaction)) === JSON.stringify(before);
      const still = await Promise.all(changes.map(({ kind, row }) => transaction.objectStore(kind).get(row.id)));
      if (!same || still.some((row, i) => mark(row as object) !== mark(found[i]))) throw new Changed();
      for (const [i, { kind }] of changes.entries()) await transaction.objectStore(kind).put(sealed[i]);
      await transaction.objectStore("meta").put(after, COUNTERS);
    });
    return rows;
  });
}

export function restoreSealed(database: IDBPDatabase, transact: Transact, key: CryptoKey, rows: Partial<Everything>): Promise<number> {
  return untilSame(async () => {
    for (const kind of KINDS) if (!(rows[kind] ?? []).every(isRow)) throw malformed(kind);
    const reading = database.transaction([...KINDS, "meta"]);
    const before = await counters(reading);
    const found = await Promise.all(KINDS.map(async (kind) => [kind, await reading.objectStore(kind).getAll()] as const));
    const taken: { kind: Kind; row: SealedRow; was: string }[] = [];
    for (const [kind, there] of found) {
      const byId = new Map(there.map((row) => [(row as SealedRow).id, row as SealedRow]));
      for (const row of rows[kind] ?? []) {
        const stored = byId.get(row.id);
        if (wins(row, stored && (await unseal(key, kind, stored)))) taken.push({ kind, row: await seal(key, kind, row), was: mark(stored) });
      }
    }
    await transact(KINDS, async (transaction) => {
      if (JSON.stringify(await counters(transaction)) !== JSON.stringify(before)) throw new Changed();
      for (const { kind, row, was } of taken) {
        if (mark((await transaction.objectStore(kind).get(row.id)) as object | undefined) !== was) throw new Changed();
        await transaction.objectStore(kind).put(row);
      }
      const seq = Math.max(before.seq, ...taken.map(({ row }) => row.seq));
      await transaction.objectStore("meta").put({ ...before, seq }, COUNTERS);
    });
    return taken.length;
  });
}

/** Every row of a diary made into another, and the lock with them, in one transaction: a kill leaves all as they were, or all changed. */
async function remake(database: IDBPDatabase, transact: Transact, how: (kind: Kind, row: object) => Promise<object>, lock: Lock | null): Promise<void> {
  await untilSame(async () => {
    const reading = database.transaction([...KINDS, "meta"]);
    const was = (await reading.objectStore("meta").get(LOCK)) as Lock | undefined;
    if (Boolean(was) === Boolean(lock)) throw new StoreError("locked", "another tab set or took away the passphrase");
    const found = await Promise.all(KINDS.map(async (kind) => [kind, await reading.objectStore(kind).getAll()] as const));
    const made = await Promise.all(found.map(async ([kind, rows]) => [kind, await Promise.all(rows.map((row) => how(kind, row as object)))] as const));
    await transact(KINDS, async (transaction) => {
      if (((await transaction.objectStore("meta").get(LOCK)) as Lock | undefined)?.id !== was?.id) throw new Changed();
      for (const [kind, rows] of found) {
        const still = (await transaction.objectStore(kind).getAll()) as object[];
        if (still.map(mark).join() !== (rows as object[]).map(mark).join()) throw new Changed();
      }
      for (const [kind, rows] of made) {
        await transaction.objectStore(kind).clear();
        for (const row of rows) void transaction.objectStore(kind).put(row);
      }
      if (lock) await transaction.objectStore("meta").put(lock, LOCK);
      else await transaction.objectStore("meta").delete(LOCK);
    });
  });
}

/** Seals a plain diary. */
export async function sealAll(database: IDBPDatabase, transact: Transact, passphrase: string): Promise<{ id: string; key: CryptoKey }> {
  const { lock, key } = await newLock(passphrase);
  await remake(database, transact, (kind, row) => seal(key, kind, row as Row), lock);
  return { id: lock.id, key };
}

/** Makes a sealed diary plain again. */
export async function unsealAll(database: IDBPDatabase, transact: Transact, key: CryptoKey): Promise<void> {
  await remake(database, transact, async (kind, row) => (isSealed(row) ? unseal(key, kind, row) : row), null);
}

/** The answer to a passphrase; `wait` says for how many milliseconds none is tried now. */
export type Answer = { key: CryptoKey; id: string } | { wait: number };

/** Tries a passphrase. Wrong ones are counted in the diary itself, so that a reload does not start again. */
export async function tryPass(database: IDBPDatabase, passphrase: string, now: () => number): Promise<Answer> {
  const lock = (await database.get("meta", LOCK)) as Lock | undefined;
  if (!lock) throw new StoreError("gone", "there is no lock any more");
  const wait = waiting(lock, now());
  if (wait > 0) return { wait };
  const key = await openLock(lock, passphrase);
  const wrong = key ? 0 : lock.wrong + 1;
  const until = wrong < FREE_TRIES ? 0 : now() + Math.min(FIRST_WAIT * 2 ** (wrong - FREE_TRIES), LONGEST_WAIT);
  await database.put("meta", { ...lock, wrong, until }, LOCK);
  return key ? { key, id: lock.id } : { wait: waiting({ ...lock, until }, now()) };
}

// A clock that was moved never makes it longer than the longest.
function waiting({ until }: Pick<Lock, "until">, now: number): number {
  return Math.min(Math.max(until - now, 0), LONGEST_WAIT);
}

/** Another passphrase for the same rows; false where the old one is wrong, or none is tried now. */
export async function changePass(database: IDBPDatabase, old: string, passphrase: string, now: () => number): Promise<boolean> {
  const tried = await tryPass(database, old, now);
  if ("wait" in tried) return false;
  const lock = (await database.get("meta", LOCK)) as Lock;
  const changed = await changedLock(lock, old, passphrase);
  if (changed) await database.put("meta", changed, LOCK);
  return changed !== null;
}
