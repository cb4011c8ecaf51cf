import type { TableMapping, TablePreview } from "../../tables.js";
import type { Observation } from "../../types.js";
import { scriptAddress } from "../../worker/policy.js";
import { type StoreCode, StoreError } from "../store/types.js";
import { type Refused, type Seen, TableError, TableFile } from "./table.read.js";
import type { Part, Whose } from "./table.store.js";
import address from "./liangbing-worker-table.ts?worker&url";

export type Asked =
  | { call: "open"; bytes: Uint8Array; there: readonly string[]; now: string }
  | { call: "see"; said: TableMapping | null } | { call: "slice"; from: number; count: number } | { call: "bad" }
  | { call: "store"; name: string; whose: Whose; now: Date } | { call: "stop" };
export type Told = { value: unknown } | { part: Part } | { why: Refused; people: number } | { store: StoreCode };

/** A file that is read: in a worker, or where a page may have none, in the page itself. */
export interface FarTable {
  see(said: TableMapping | null): Promise<Seen>;
  slice(from: number, count: number): Promise<Observation[]>;
  bad(): Promise<TablePreview["bad"]>;
  /**
   * Stores all of the readings in the browser's diary of that name, as one write that `end` may still undo; tells of them
   * before they are stored. Not where the page reads by itself.
   */
  store?(name: string, whose: Whose, now: Date, tell: (part: Part) => void): Promise<void>;
  /** Ends what goes on. What is being stored is stopped, or stored if it is too late for that, and its answer still comes. */
  end(): void;
}

export async function openTable(bytes: Uint8Array, there: readonly string[], now: string): Promise<FarTable> {
  const worker = started();
  if (worker) {
    const far = new Far(worker);
    try {
      await far.ask({ call: "open", bytes, there, now });
      return far;
    } catch (error) {
      far.end();
      if (error instanceof TableError) throw error;
      // The worker's file did not come, or is not allowed: the page reads it by itself.
    }
  }
  const near = await TableFile.open(bytes, there, now);
  return {
    see: (said) => near.see(said), slice: (from, count) => Promise.resolve(near.slice(from, count)), bad: () => Promise.resolve(near.bad), end: () => undefined,
  };
}

function started(): Worker | null {
  if (typeof Worker !== "function") return null;
  try {
    return new Worker(scriptAddress(new URL(address, location.href)), { type: "module", name: "liangbing-table" });
  } catch {
    return null;
  }
}

class Far implements FarTable {
  readonly #worker: Worker;
  #failed: ((error: Error) => void) | undefined;
  #storing = false;
  #over = false;

  constructor(worker: Worker) {
    this.#worker = worker;
  }

  /** One question at a time. */
  ask(asked: Asked, tell?: (part: Part) => void): Promise<unknown> {
    return new Promise((done, failed) => {
      this.#failed = failed;
      this.#worker.onerror = (event) => (event.preventDefault(), failed(new Error("the worker stopped")));
      this.#worker.onmessage = ({ data }: MessageEvent<Told>) => {
        if ("part" in data) tell?.(data.part);
        else if ("why" in data) failed(new TableError(data.why, data.people));
        else if ("store" in data) failed(new StoreError(data.store, "the worker could not store it"));
        else done(data.value);
      };
      this.#worker.postMessage(asked);
    });
  }

  see(said: TableMapping | null): Promise<Seen> {
    return this.ask({ call: "see", said }) as Promise<Seen>;
  }

  slice(from: number, count: number): Promise<Observation[]> {
    return this.ask({ call: "slice", from, count }) as Promise<Observation[]>;
  }

  bad(): Promise<TablePreview["bad"]> {
    return this.ask({ call: "bad" }) as Promise<TablePreview["bad"]>;
  }

  async store(name: string, whose: Whose, now: Date, tell: (part: Part) => void): Promise<void> {
    this.#storing = true;
    try {
      await this.ask({ call: "store", name, whose, now }, tell);
    } finally {
      this.#storing = false;
      if (this.#over) this.end();
    }
  }

  end(): void {
    this.#over = true;
    // Ended in the middle, nobody would know whether it was stored.
    if (this.#storing) return this.#worker.postMessage({ call: "stop" } satisfies Asked);
    this.#worker.terminate();
    this.#failed?.(new Error("ended"));
  }
}
