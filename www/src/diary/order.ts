import { instant } from "./clock.js";
import type { Everything, Kind, Reading, Row } from "./store/types.js";

/** Rows that were written, in their places among those that were read: the others stay the same objects. */
export function merged(rows: Everything, written: readonly { kind: Kind; row: Row }[]): Everything {
  const after: Record<Kind, Row[]> = { ...rows };
  for (const { kind, row } of written) {
    if (after[kind] === rows[kind]) after[kind] = [...rows[kind]];
    const list = after[kind];
    // What changes is mostly new: looked for from the end.
    const at = list.findLastIndex(({ id }) => id === row.id);
    if (at < 0) list.push(row);
    else list[at] = row;
  }
  return after as Everything;
}

const instants = new WeakMap<Reading, number>();
let last: { rows: readonly Reading[]; person: string | undefined; sorted: readonly Reading[] } | undefined;

function at(reading: Reading): number {
  const known = instants.get(reading) ?? instant(reading.observation.at);
  instants.set(reading, known);
  return known;
}

/** One person's readings that were not deleted, the newest first; of one minute the later entered. Sorted once. */
export function newest(rows: readonly Reading[], person: string | undefined): readonly Reading[] {
  if (last?.rows !== rows || last.person !== person) {
    const own = rows.filter((row) => row.person === person && !row.deletedAt);
    const sorted = own.sort((one, other) => at(other) - at(one) || other.seq - one.seq);
    last = { rows, person, sorted };
  }
  return last.sorted;
}

const observed = new WeakMap<readonly Reading[], Reading["observation"][]>();

/** Their observations; the same list for the same readings. */
export function observationsOf(readings: readonly Reading[]): Reading["observation"][] {
  const list = observed.get(readings) ?? readings.map(({ observation }) => observation);
  observed.set(readings, list);
  return list;
}

/** A locked diary leaves nothing behind. */
export function forgetOrder(): void {
  last = undefined;
}
