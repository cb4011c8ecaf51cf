import type { Observation } from "../../types.js";
import { rest } from "../clock.js";
import type { DiaryModel } from "../model.js";
import { inOrder, instantOf, newest } from "../order.js";
import { type Kind, type Reading, StoreError } from "../store/types.js";
import type { FarTable } from "./table.far.js";
import { idOf, type Part, type Whose } from "./table.store.js";

/** So many milliseconds of work before the page is let go on. */
const TASK = 30;
const KINDS: Kind[] = ["readings"];

/**
 * Has a file's readings stored by its worker, and then shows them: until all of them are stored the diary has none. Answers
 * how many; 0 where it was stopped, or failed, which the diary says.
 */
export async function bring(model: DiaryModel, file: Required<FarTable>, name: string, whose: Whose, signal: AbortSignal, told: (done: number) => void): Promise<number> {
  const rows: Reading[] = [];
  // Not kept with each reading: what remembers a hundred thousand of them grows in leaps that the page would feel.
  const when: number[] = [];
  // Of what the worker tells everybody, this page has the rows already.
  model.batch = whose.batch;
  try {
    await file.store(name, whose, model.instant, (part) => {
      rows.push(...rowsOf(part));
      when.push(...part.instants);
      told(rows.length);
    });
  } catch (error) {
    if (error instanceof StoreError && error.code === "aborted" && signal.aborted) return 0;
    model.fail(error);
    // Of a worker that broke off nobody knows how far it was.
    await model.read(KINDS).catch((again: unknown) => model.fail(again));
    model.changed(KINDS);
    return 0;
  }
  model.clockWasSetBack ||= rows[0]?.clock === "set-back";
  model.trouble = null;
  await place(model, rows, when);
  model.changed(KINDS);
  return rows.length;
}

/** The rows of a part. */
function rowsOf({ head, seq, own, from, text }: Part): Reading[] {
  const observations = JSON.parse(text) as Observation[];
  return observations.map((observation, at) => ({ ...head, id: idOf(own, from + at), observation, seq: seq + at }));
}

/** Puts rows that were stored among the others, in order, without ever holding the page up. */
async function place(model: DiaryModel, rows: readonly Reading[], when: readonly number[]): Promise<void> {
  for (;;) {
    const { rows: { readings }, person } = model;
    // Read meanwhile, for what another tab told: then all of them are there.
    if (readings.some(({ id }) => id === rows[0]?.id)) return;
    const own = person?.id === rows[0]?.person;
    const sorted = own ? await between(newest(readings, person?.id), rows, when) : null;
    if (own && (model.rows.readings !== readings || model.person !== person)) continue;
    const after = [...readings, ...rows];
    if (sorted && person) inOrder(after, person.id, sorted);
    model.rows = { ...model.rows, readings: after };
    return;
  }
}

/** Both lists as one, the newest first: `there` is so already, and `rows` the other way round. */
async function between(there: readonly Reading[], rows: readonly Reading[], when: readonly number[]): Promise<Reading[]> {
  const sorted: Reading[] = [];
  let [next, since] = [0, performance.now()];
  const until = (instant: number): void => {
    for (let one = there[next]; one && instantOf(one.observation) > instant; one = there[next += 1]) sorted.push(one);
  };
  for (let at = rows.length - 1; at >= 0; at -= 1) {
    const row = rows[at] as Reading;
    until(when[at] ?? -Infinity);
    sorted.push(row);
    if (performance.now() - since < TASK) continue;
    await rest();
    since = performance.now();
  }
  until(-Infinity);
  return sorted;
}
