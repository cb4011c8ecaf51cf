import type { CuffMessage, MeterMessage, Undated } from "../../bluetooth.js";
import type { Observation } from "../../types.js";
import { wall, zone } from "../clock.js";
import type { Change, Draft, Reading } from "../store/types.js";
import { uuid } from "../../secure.js";

/** A device whose clock is further off than this is asked about. */
const CLOCK_MINUTES = 10;
const MINUTE = 60_000;
/** Flags of a device after which a reading counts in no average until somebody confirms it. */
const DOUBTED: ReadonlySet<string> = new Set([
  "moved", "cuff-loose", "position", "sensor-fault", "sample-small", "strip", "strip-type", "too-warm", "too-cold", "strip-pulled", "device-fault",
]);

/** A message of either device, with what only a meter says. */
export type Message = (CuffMessage | MeterMessage) & { timing?: string | null; meal?: string | null };

/** One measurement as it would be kept. */
export interface Found {
  observations: Undated[];
  deviceAt: string | null;
  flags: string[];
  leftOut: boolean;
  sequence: number | null;
  timing: string | null;
  meal: string | null;
  /** Already in the diary, whoever's it is and deleted or not. */
  known: boolean;
}

export interface Sorted {
  found: Found[];
  /** Results of control solution, which are nobody's. */
  control: number;
  /** Measurements in which the device found no number. */
  empty: number;
  /** Numbers that no body has, as the device sent them; they are not kept. */
  nonsense: Undated[];
  /** The meter's highest count among all of these. */
  last: number | null;
}

const keyOf = (device: string, at: string | null, sequence: number | null, observation: Undated): string => {
  const { systolic, diastolic, value, unit, concept } = observation as Partial<Record<string, unknown>>;
  return [device, at, sequence, concept, systolic, diastolic, value, unit].map((part) => part ?? "").join("|");
};

/** What a device said, sorted into what may be kept, what is there already and what is nothing. */
export function sorted(messages: readonly Message[], device: string, readings: readonly Reading[]): Sorted {
  const kept = readings.filter((one) => one.device === device).map((one) => keyOf(device, one.deviceAt ?? null, one.sequence ?? null, one.observation));
  const there = new Set(kept);
  const result: Sorted = { found: [], control: 0, empty: 0, nonsense: [], last: null };
  for (const message of messages) {
    const [first] = message.observations;
    const sequence = "sequence" in message ? message.sequence : null;
    if (sequence !== null) result.last = Math.max(result.last ?? 0, sequence);
    if ("control" in message && message.control) result.control += 1;
    else if (!first) result.empty += 1;
    else if (message.doubt) result.nonsense.push(first);
    else {
      // Without a clock or a count nothing tells a second measurement with equal numbers from the first.
      const known = (message.at !== null || sequence !== null) && there.has(keyOf(device, message.at, sequence, first));
      result.found.push({
        observations: message.observations, deviceAt: message.at, sequence, known, flags: message.flags,
        leftOut: message.flags.some((flag) => DOUBTED.has(flag)), timing: message.timing ?? null, meal: message.meal ?? null,
      });
    }
  }
  return result;
}

/**
 * How the device's clock stands to the phone's: `fine`; `off`, where its newest measurement is not from just now, so that
 * a person must say which is right; `ahead`, which cannot be right; `none`.
 */
export type Clock = "fine" | "off" | "ahead" | "none";

export function clockOf(found: readonly Found[], now: Date): Clock {
  const newest = newestOf(found);
  if (!newest?.deviceAt) return "none";
  const late = (now.getTime() - new Date(newest.deviceAt).getTime()) / MINUTE;
  if (late < -CLOCK_MINUTES) return "ahead";
  return late > CLOCK_MINUTES ? "off" : "fine";
}

/** The last one by the device's count; else the last that came without a time, since it was just measured; else by its clock. */
export function newestOf(found: readonly Found[]): Found | undefined {
  const undated = found.filter(({ deviceAt, sequence }) => deviceAt === null && sequence === null).at(-1);
  if (undated) return undated;
  const order = (one: Found): string => `${String(one.sequence ?? 0).padStart(5, "0")} ${one.deviceAt ?? ""}`;
  return [...found].reduce<Found | undefined>((last, one) => (!last || order(one) >= order(last) ? one : last), undefined);
}

/**
 * When it was measured: by the device's clock, or by the phone's, where the newest was measured just now and the others
 * as much earlier as the device says. `null` where nobody knows.
 */
export function timeOf(one: Found, found: readonly Found[], from: "device" | "phone", now: Date): string | null {
  if (from === "device") return one.deviceAt ? wall(new Date(one.deviceAt)) : null;
  const newest = newestOf(found);
  if (one === newest) return wall(now);
  if (!one.deviceAt) return null;
  // Nothing says that this clock is wrong, unless it runs ahead.
  if (!newest?.deviceAt) return new Date(one.deviceAt) <= now ? wall(new Date(one.deviceAt)) : null;
  const earlier = new Date(newest.deviceAt).getTime() - new Date(one.deviceAt).getTime();
  return earlier < 0 ? null : wall(new Date(now.getTime() - earlier));
}

/** The rows that a measurement leaves: a pressure and its pulse are two. */
export function draftsOf(one: Found, o: { at: string; device: string; person: string; from: "device" | "phone"; checked: boolean; batch: string }): Draft<"readings">[] {
  return one.observations.map((undated) => ({
    id: uuid(),
    person: o.person,
    observation: { ...undated, at: o.at, ...(one.timing && undated.concept === "glucose" && { timing: one.timing }) } as Observation,
    source: "bluetooth",
    device: o.device,
    zone: zone(),
    checked: o.checked,
    deviceAt: one.deviceAt,
    timeFrom: o.from,
    batch: o.batch,
    ...(one.flags.length > 0 && { flags: one.flags }),
    ...(one.leftOut && { leftOut: true }),
    ...(one.sequence !== null && { sequence: one.sequence }),
  }));
}

export const added = (rows: readonly Draft<"readings">[]): Change[] => rows.map((row) => ({ kind: "readings", expects: 0, row }));

/** Changes of stored readings: what a store gives is left out again. */
export function changed(readings: readonly Reading[], what: Partial<Draft<"readings">>, deleted = false): Change[] {
  return readings.map(({ seq: _, revision, enteredAt: __, clock: ___, deletedAt: ____, ...row }) => ({ kind: "readings", expects: revision, row: { ...row, ...what }, deleted }));
}
