import { type Change, type Row, StoreError } from "./types.js";

/** What a store remembers besides rows. */
export interface Counters {
  /** The last place in the order of entry. */
  seq: number;
  /** The latest that this device's clock has said, in UTC. */
  latest: string;
}

/** What was read is no longer what is stored: once more from the start. */
export class Changed extends Error {}

export const START: Counters = { seq: 0, latest: "" };

/** The row that a change leaves, and the counters after it. Throws where the change expects another revision. */
export function apply(change: Change, stored: Row | undefined, counters: Counters, now: Date): [Row, Counters] {
  if ((stored?.revision ?? 0) !== change.expects) {
    const found = `\`${change.row.id}\` has revision ${stored?.revision ?? 0}, expected ${change.expects}`;
    throw new StoreError("conflict", found, stored ? { stored } : {});
  }
  const enteredAt = textOf(now);
  const back = enteredAt < counters.latest;
  const seq = stored?.seq ?? counters.seq + 1;
  const row: Row = {
    ...change.row,
    seq,
    revision: change.expects + 1,
    enteredAt: stored?.enteredAt ?? enteredAt,
    deletedAt: change.deleted ? (stored?.deletedAt ?? enteredAt) : null,
  };
  const marked = stored ? stored.clock : back ? "set-back" : undefined;
  if (marked) row.clock = marked;
  return [row, { seq: Math.max(seq, counters.seq), latest: back ? counters.latest : enteredAt }];
}

// All rows of one write are entered at one instant, and writing that down takes longer than the rest of a row.
let [when, text] = [NaN, ""];
function textOf(now: Date): string {
  if (now.getTime() !== when) [when, text] = [now.getTime(), now.toISOString()];
  return text;
}

/** Whether a row of a backup is to be taken over the stored one. */
export function wins(row: Row, stored: Row | undefined): boolean {
  return !stored || row.revision > stored.revision;
}

/** Rows of a file are checked before one of them is stored. */
export function isRow(value: unknown): value is Row {
  if (typeof value !== "object" || value === null) return false;
  const row = value as Record<string, unknown>;
  const whole = (number: unknown): boolean => Number.isSafeInteger(number) && (number as number) > 0;
  const text = (some: unknown): boolean => typeof some === "string" && some.length > 0;
  const known = text(row["id"]) && whole(row["seq"]) && whole(row["revision"]) && text(row["enteredAt"]);
  return known && (row["deletedAt"] === null || text(row["deletedAt"]));
}

export function malformed(what: string): StoreError {
  return new StoreError("malformed", `\`${what}\` is no row of a diary`);
}

export const inOrder = (one: Row, other: Row): number => one.seq - other.seq;
