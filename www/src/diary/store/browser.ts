import { deleteDB, type IDBPDatabase, type IDBPTransaction, openDB } from "idb";
import { apply, Changed, type Counters, inOrder, isRow, malformed, START, wins } from "./rows.js";
import { type Migration, MIGRATIONS, NAME } from "./schema.js";
import type { Wrote } from "./many.js";
import type { Transact } from "./sealed.js";
import { BrowserLock } from "./lock.js";
import {
  type Change, COUNTERS, type DiaryStore, type Everything, type Kind, type Kinds, KINDS, LOCK, type Row, StoreError, type StoreEvent,
} from "./types.js";

export interface BrowserOptions {
  name?: string;
  /** Of a worker: told with every change, by which its page knows its own. */
  by?: string;
  /** For tests of an upgrade; the page's own are the default. */
  migrations?: readonly Migration[];
  now?: () => Date;
  /** Offered the rows before an older diary is upgraded; while it has not resolved, none of them is changed. */
  beforeUpgrade?: (rows: Partial<Everything>, from: number, to: number, unsealed: Unsealed) => Promise<void>;
  /** Another tab holds an older diary open; the upgrade goes on by itself once that tab is closed or reloaded. */
  onBlocked?: () => void;
}

/** The rows of a sealed diary by its passphrase; `null` for a wrong one, or while none is tried. */
export type Unsealed = (passphrase: string) => Promise<Partial<Everything> | null>;

type Meta = IDBPTransaction<unknown, string[], "readwrite">;
const PART = 1000;
const MANY = 100;

/** A diary in the browser's own database. Every write is one transaction, and done once that is complete. */
export class BrowserStore implements DiaryStore {
  readonly keeps = "browser";
  readonly #name: string;
  readonly #now: () => Date;
  readonly #by: string | undefined;
  readonly #listeners = new Set<(event: StoreEvent) => void>();
  readonly #tabs: BroadcastChannel | undefined;
  #database: IDBPDatabase | undefined;
  #closed: "outdated" | "gone" | undefined;
  readonly passphrase: BrowserLock;

  private constructor(name: string, now: () => Date, by?: string) {
    this.#name = name;
    this.#now = now;
    this.#by = by;
    this.passphrase = new BrowserLock({
      database: () => this.#ready(),
      transact: (kinds, what) => this.#transact(kinds, what, false),
      now: () => this.#now().getTime(),
      tell: (event) => this.#tabs?.postMessage(event),
    });
    if (typeof BroadcastChannel === "function") {
      this.#tabs = new BroadcastChannel(`liangbing-diary ${name}`);
      this.#tabs.onmessage = ({ data }: MessageEvent<StoreEvent>) => this.#hear(data);
    }
  }

  /** Opens the diary, and brings an older one up to date first. */
  static async open(o: BrowserOptions = {}): Promise<BrowserStore> {
    const { name = NAME, migrations = MIGRATIONS, now = () => new Date() } = o;
    const store = new BrowserStore(name, now, o.by);
    try {
      // A frame without an origin has no list of databases either; opening is refused there with a reason.
      if (o.beforeUpgrade && globalThis.origin !== "null") await offer(name, migrations.length, o.beforeUpgrade);
      await store.#open(migrations, o.onBlocked);
    } catch (error) {
      store.#tabs?.close();
      throw failure(error);
    }
    return store;
  }

  async #open(migrations: readonly Migration[], onBlocked?: () => void): Promise<void> {
    let thrown: unknown;
    try {
      this.#database = await openDB(this.#name, migrations.length, {
        upgrade: async (database, from, _to, transaction) => {
          try {
            for (const step of migrations.slice(from)) await step(database, transaction as never);
          } catch (error) {
            thrown = error;
            transaction.abort();
          }
        },
        blocked: () => onBlocked?.(),
        // Whoever holds on here stops another tab's upgrade for ever.
        blocking: () => this.#lost("outdated"),
        terminated: () => this.#lost("gone"),
      });
      await this.passphrase.look();
    } catch (error) {
      throw thrown === undefined ? error : new StoreError("aborted", "the upgrade stopped", { cause: thrown });
    }
  }

  async all<K extends Kind>(kind: K): Promise<Kinds[K][]> {
    try {
      const rows: Kinds[K][] = [];
      const transaction = this.#ready().transaction([kind, "meta"]);
      const key = this.passphrase.judge(await transaction.objectStore("meta").get(LOCK));
      const store = transaction.objectStore(kind);
      // In parts, so that years of readings are not unpacked in one piece while somebody types. By id: a place in the order
      // of entry is not one row's alone after a copy of another phone was brought in.
      for (let more = true; more;) {
        const after = rows.at(-1);
        const part = (await store.getAll(after && IDBKeyRange.lowerBound(after.id, true), PART)) as Kinds[K][];
        rows.push(...part);
        more = part.length === PART;
      }
      rows.sort(inOrder);
      return key ? ((await (await import("./sealed.js")).openRows(key, kind, rows)) as Kinds[K][]) : rows;
    } catch (error) {
      throw failure(error);
    }
  }

  async write(changes: readonly Change[], signal?: AbortSignal, wrote?: Wrote): Promise<Row[]> {
    const kinds = [...new Set(changes.map(({ kind }) => kind))];
    const { key } = this.passphrase;
    const rows = key ? await this.#sealed((sealed, ...where) => sealed.writeSealed(...where, key, changes, this.#now())) : await this.#plain(changes, kinds, signal, wrote);
    this.#tellHere({ type: "changed", kinds, own: true });
    this.#tabs?.postMessage({ type: "changed", kinds, by: this.#by } as StoreEvent);
    return rows;
  }

  get beside(): string | null {
    return this.#database && !this.passphrase.sealed ? this.#name : null;
  }

  async #plain(changes: readonly Change[], kinds: Kind[], signal?: AbortSignal, wrote?: Wrote): Promise<Row[]> {
    // What writes a whole file is fetched by whoever has one.
    const many = changes.length > MANY ? await import("./many.js") : null;
    let rows: Row[] = [];
    await this.#transact(kinds, async (transaction) => {
      const now = this.#now();
      let counters = await this.#counters(transaction);
      if (many) ({ rows, counters } = await many.writeMany(transaction, changes, counters, now, signal, wrote));
      else {
        for (const change of changes) {
          const rowsOf = transaction.objectStore(change.kind);
          const [row, after] = apply(change, (await rowsOf.get(change.row.id)) as Row | undefined, counters, now);
          counters = after;
          rows.push(row);
          await rowsOf.put(row);
        }
        wrote?.(rows);
      }
      await transaction.objectStore("meta").put(counters, COUNTERS);
    });
    return rows;
  }

  // The part that seals is fetched only where something is sealed.
  async #sealed<T>(what: (sealed: typeof import("./sealed.js"), database: IDBPDatabase, transact: Transact) => Promise<T>): Promise<T> {
    const { key } = this.passphrase;
    const transact: Transact = (kinds, then) => this.#transact(kinds, async (transaction) => {
      // Another tab took the lock away in between: nothing sealed is put among what is plain.
      if (this.passphrase.key !== key) throw new StoreError("aborted", "the lock was changed meanwhile");
      await then(transaction);
    });
    try {
      return await what(await import("./sealed.js"), this.#ready(), transact);
    } catch (error) {
      throw failure(error);
    }
  }

  async restore(rows: Partial<Everything>): Promise<number> {
    const { key } = this.passphrase;
    const taken = key ? await this.#sealed((sealed, ...where) => sealed.restoreSealed(...where, key, rows)) : await this.#restorePlain(rows);
    this.#tell({ type: "changed", kinds: [...KINDS] });
    return taken;
  }

  async #restorePlain(rows: Partial<Everything>): Promise<number> {
    for (const kind of KINDS) if (!(rows[kind] ?? []).every(isRow)) throw malformed(kind);
    let taken = 0;
    await this.#transact(KINDS, async (transaction) => {
      const counters = await this.#counters(transaction);
      let { seq } = counters;
      for (const kind of KINDS) {
        const rowsOf = transaction.objectStore(kind);
        for (const row of rows[kind] ?? []) {
          if (!wins(row, (await rowsOf.get(row.id)) as Row | undefined)) continue;
          await rowsOf.put(row);
          seq = Math.max(seq, row.seq);
          taken += 1;
        }
      }
      await transaction.objectStore("meta").put({ ...counters, seq }, COUNTERS);
    });
    return taken;
  }

  watch(listener: (event: StoreEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async trustClock(): Promise<void> {
    await this.#transact([], async (transaction) => {
      const counters = { ...(await this.#counters(transaction)), latest: this.#now().toISOString() };
      await transaction.objectStore("meta").put(counters, COUNTERS);
    });
  }

  async wipe(): Promise<void> {
    await this.#transact(KINDS, async (transaction) => {
      for (const kind of KINDS) await transaction.objectStore(kind).clear();
      await transaction.objectStore("meta").clear();
      await transaction.objectStore("meta").put(START, COUNTERS);
    }, false);
    this.passphrase.gone();
    this.#tell({ type: "wiped" });
  }

  close(): void {
    this.#database?.close();
    this.#database = undefined;
    this.#tabs?.close();
    this.#listeners.clear();
  }

  // `judged`: only by whoever knows of the lock as it stands, so that nothing plain is put among what is sealed.
  async #transact(kinds: readonly Kind[], what: (transaction: Meta) => Promise<void>, judged = true): Promise<void> {
    const database = this.#ready();
    let transaction: Meta;
    try {
      // Strict: complete means on the disk, where a browser knows the word.
      transaction = database.transaction([...kinds, "meta"], "readwrite", { durability: "strict" }) as Meta;
    } catch (error) {
      throw failure(error);
    }
    const complete = transaction.done.then(() => undefined, (error: unknown) => error ?? new DOMException("", "AbortError"));
    try {
      if (judged) this.passphrase.judge(await transaction.objectStore("meta").get(LOCK));
      await what(transaction);
    } catch (error) {
      try {
        transaction.abort();
      } catch {
        // It is over already: of what failed, `complete` knows more.
      }
      if (error instanceof Changed) throw error;
      // Of a full disk the request may know before the transaction does.
      const known = error instanceof StoreError || (error instanceof DOMException && error.name === "QuotaExceededError");
      const ended = await complete;
      throw failure(known ? error : (ended ?? error));
    }
    const error = await complete;
    if (error) throw failure(error);
  }

  async #counters(transaction: Meta): Promise<Counters> {
    return ((await transaction.objectStore("meta").get(COUNTERS)) as Counters | undefined) ?? START;
  }

  #ready(): IDBPDatabase {
    if (this.#database) return this.#database;
    throw new StoreError(this.#closed ?? "gone", "the diary is closed on this page; it must be reloaded");
  }

  #lost(why: "outdated" | "gone"): void {
    if (!this.#database) return;
    this.#database.close();
    this.#database = undefined;
    this.#closed = why;
    this.#tellHere({ type: "closed", why });
  }

  #hear(event: StoreEvent): void {
    if (event.type === "wiped") this.passphrase.gone();
    if (event.type === "locked") return void this.passphrase.look().then(() => this.#tellHere(event), () => undefined);
    this.#tellHere(event);
  }

  #tell(event: StoreEvent): void {
    this.#tellHere(event);
    this.#tabs?.postMessage(event);
  }

  #tellHere(event: StoreEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}

/** Removes the database itself, of a diary that no tab has open. */
export function remove(name: string = NAME): Promise<void> {
  return deleteDB(name);
}

async function offer(name: string, to: number, give: NonNullable<BrowserOptions["beforeUpgrade"]>): Promise<void> {
  // Where the list of databases cannot be asked for, a diary is upgraded without the offer.
  const found = (await indexedDB.databases?.())?.find((database) => database.name === name);
  const from = found?.version ?? 0;
  if (from === 0 || from >= to) return;
  const database = await openDB(name);
  const rows: Partial<Record<Kind, unknown[]>> = {};
  for (const kind of KINDS) if (database.objectStoreNames.contains(kind)) rows[kind] = await database.getAll(kind);
  database.close();
  // Opened again for each try: held open, it would stop another tab's upgrade.
  await give(rows as Partial<Everything>, from, to, async (passphrase) => {
    const [{ openRows, tryPass }, locked] = [await import("./sealed.js"), await openDB(name)];
    try {
      const answer = await tryPass(locked, passphrase, Date.now);
      if ("wait" in answer) return null;
      const opened = Object.entries(rows).map(async ([kind, sealed]) => [kind, await openRows(answer.key, kind as Kind, sealed as object[])]);
      return Object.fromEntries(await Promise.all(opened)) as Partial<Everything>;
    } finally {
      locked.close();
    }
  });
}

const CODES: Readonly<Record<string, StoreError["code"]>> = {
  QuotaExceededError: "full",
  VersionError: "newer",
  SecurityError: "denied",
  InvalidAccessError: "denied",
  UnknownError: "denied",
  InvalidStateError: "gone",
};

/** Any failure of the browser's as one of ours. */
export function failure(error: unknown): StoreError {
  if (error instanceof StoreError) return error;
  const name = error instanceof Error || error instanceof DOMException ? error.name : "";
  return new StoreError(CODES[name] ?? "aborted", `the browser's database answered \`${name || "nothing"}\``, { cause: error });
}
