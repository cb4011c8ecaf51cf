import type { Observation } from "../../types.js";
import { instantOf } from "../order.js";
import { BrowserStore } from "../store/browser.js";
import type { Draft, Reading } from "../store/types.js";
import { uuid } from "../../secure.js";
import { added } from "./taken.js";

/** What all readings of a file have. */
export type Whose = Omit<Draft<"readings">, "id" | "observation"> & { batch: string };

/** Readings that were put, as few and as flat as they can be: the page that is told of them is slower than the worker. */
export interface Part {
  /** What they all have, as it was put. */
  head: Omit<Reading, "id" | "observation" | "seq">;
  /** The place of the first in the order of entry; the others follow. */
  seq: number;
  /** What the file's ids begin with, and the place of the first in the file. */
  own: string;
  from: number;
  /** The observations, as JSON text. */
  text: string;
  instants: Float64Array;
}

const DIGITS = 12;

/**
 * The id of a reading of a file, at a place of the file: one random beginning, then the place. A database that keeps rows in the
 * order of their ids then takes them one after another, which is a tenth quicker.
 */
export const idOf = (own: string, at: number): string => own + at.toString(16).padStart(DIGITS, "0");

/** Stores readings as one write of the browser's diary of that name. `now`: the instant of the page's clock. */
export async function store(readings: readonly Observation[], name: string, whose: Whose, now: Date, signal: AbortSignal, tell: (part: Part) => void): Promise<void> {
  const diary = await BrowserStore.open({ name, now: () => now, by: whose.batch });
  const own = uuid().slice(0, -DIGITS);
  let from = 0;
  try {
    await diary.write(added(readings.map((observation, at) => ({ ...whose, id: idOf(own, at), observation }))), signal, (rows) => {
      tell(partOf(rows as Reading[], own, from));
      from += rows.length;
    });
  } finally {
    diary.close();
  }
}

function partOf(rows: readonly Reading[], own: string, from: number): Part {
  const { id: _, observation: __, seq = 0, ...head } = rows[0] ?? ({} as Reading);
  const text = JSON.stringify(rows.map(({ observation }) => observation));
  return { head, seq, own, from, text, instants: Float64Array.from(rows, ({ observation }) => instantOf(observation)) };
}
