import { instant } from "./clock.js";
import type { Everything, Kind, Reading, Row } from "./store/types.js";

/** From so many on, rows that were written are looked up and not looked for. */
const MANY = 100;

/** Rows that were written, in their places among those that were read: the others stay the same objects. */
export function merged(rows: Everything, written: readonly { kind: Kind; row: Row }[]): Everything {
  const after: Record<Kind, Row[]> = { ...rows };
  const places = new Map<Kind, Map<string, number>>();
  // What changes is mostly new: a few are looked for from the end, and many, of a file, by what stands where.
  const placeIn = (list: Row[], id: string, kind: Kind): number => {
    if (written.length < MANY) return list.findLastIndex((row) => row.id === id);
    const known = places.get(kind) ?? new Map(list.map((row, at) => [row.id, at]));
    places.set(kind, known);
    const at = known.get(id) ?? -1;
    if (at < 0) known.set(id, list.length);
    return at;
  };
  for (const { kind, row } of written) {
    if (after[kind] === rows[kind]) after[kind] = [...rows[kind]];
    const list = after[kind];
    const at = placeIn(list, row.id, kind);
    if (at < 0) list.push(row);
    else list[at] = row;
  }
  return after as Everything;
}

const instants = new WeakMap<Reading["observation"], number>();
let last: { rows: readonly Reading[]; person: string | undefined; sorted: readonly Reading[] } | undefined;

/** The instant of an observation, worked out once. */
export function instantOf(observation: Reading["observation"]): number {
  const known = instants.get(observation);
  if (known !== undefined) return known;
  const found = instant(observation.at);
  instants.set(observation, found);
  return found;
}

/** One person's readings that were not deleted, the newest first; of one minute the later entered. Sorted once. */
export function newest(rows: readonly Reading[], person: string | undefined): readonly Reading[] {
  if (last?.rows !== rows || last.person !== person) {
    const own = rows.filter((row) => row.person === person && !row.deletedAt);
    const sorted = own.sort((one, other) => instantOf(other.observation) - instantOf(one.observation) || other.seq - one.seq);
    last = { rows, person, sorted };
  }
  return last.sorted;
}

/** They were put in order elsewhere, in small parts. */
export function inOrder(rows: readonly Reading[], person: string, sorted: readonly Reading[]): void {
  last = { rows, person, sorted };
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
