import { apply, type Counters, inOrder, isRow, malformed, START, wins } from "./rows.js";
import {
  type Change, type DiaryStore, type Everything, type Kind, type Kinds, KINDS, type Row, type StoreEvent,
} from "./types.js";

/**
 * A diary that lasts as long as the page: for a private window or a sandboxed frame, where a browser stores nothing,
 * and a plain example for a host that brings its own.
 */
export class MemoryStore implements DiaryStore {
  readonly keeps = "memory";
  readonly #rows = new Map<Kind, Map<string, Row>>(KINDS.map((kind) => [kind, new Map()]));
  readonly #listeners = new Set<(event: StoreEvent) => void>();
  readonly #now: () => Date;
  #counters: Counters = START;

  constructor(now: () => Date = () => new Date()) {
    this.#now = now;
  }

  all<K extends Kind>(kind: K): Promise<Kinds[K][]> {
    const rows = [...this.#of(kind).values()].sort(inOrder);
    return Promise.resolve(structuredClone(rows) as Kinds[K][]);
  }

  write(changes: readonly Change[]): Promise<Row[]> {
    const now = this.#now();
    let counters = this.#counters;
    const fresh = new Map<string, Row>();
    const rows: Row[] = [];
    try {
      for (const change of changes) {
        const key = `${change.kind} ${change.row.id}`;
        const stored = fresh.get(key) ?? this.#of(change.kind).get(change.row.id);
        const [row, after] = apply(structuredClone(change), stored, counters, now);
        counters = after;
        fresh.set(key, row);
        rows.push(row);
      }
    } catch (error) {
      return Promise.reject(error as Error);
    }
    changes.forEach(({ kind, row }) => this.#of(kind).set(row.id, fresh.get(`${kind} ${row.id}`) as Row));
    this.#counters = counters;
    this.#tell({ type: "changed", kinds: [...new Set(changes.map(({ kind }) => kind))], own: true });
    return Promise.resolve(structuredClone(rows));
  }

  restore(rows: Partial<Everything>): Promise<number> {
    const taken: [Kind, Row][] = [];
    for (const kind of KINDS) {
      for (const row of rows[kind] ?? []) {
        if (!isRow(row)) return Promise.reject(malformed(kind));
        if (wins(row, this.#of(kind).get(row.id))) taken.push([kind, structuredClone(row)]);
      }
    }
    for (const [kind, row] of taken) this.#of(kind).set(row.id, row);
    const seq = Math.max(this.#counters.seq, ...taken.map(([, row]) => row.seq));
    this.#counters = { ...this.#counters, seq };
    this.#tell({ type: "changed", kinds: [...KINDS] });
    return Promise.resolve(taken.length);
  }

  watch(listener: (event: StoreEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  trustClock(): Promise<void> {
    this.#counters = { ...this.#counters, latest: this.#now().toISOString() };
    return Promise.resolve();
  }

  wipe(): Promise<void> {
    for (const rows of this.#rows.values()) rows.clear();
    this.#counters = START;
    this.#tell({ type: "wiped" });
    return Promise.resolve();
  }

  close(): void {
    this.#listeners.clear();
  }

  #of(kind: Kind): Map<string, Row> {
    return this.#rows.get(kind) as Map<string, Row>;
  }

  #tell(event: StoreEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}
