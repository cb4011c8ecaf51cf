import { instant, parts } from "../diary/clock.js";
import type { BloodPressure, Glucose, Observation } from "../types.js";

/** What is measured and drawn over time. */
export type Measured = "bp" | "glucose";

/** One reading as it is drawn: a pressure from `low` to `high`, anything else with both the same. */
export interface Point {
  at: number;
  high: number;
  low: number;
  one: BloodPressure | Glucose;
}

const none: readonly Point[] = [];
const known = new WeakMap<readonly Observation[], Map<Measured, readonly Point[]>>();

/**
 * The readings of a kind, the oldest first; made once for a list. What has no number (HI, LO, unmeasurable) is not drawn;
 * the table has it.
 */
export function pointsOf(readings: readonly Observation[], kind: Measured): readonly Point[] {
  const kinds = known.get(readings) ?? new Map<Measured, readonly Point[]>();
  known.set(readings, kinds);
  const points = kinds.get(kind) ?? readings.flatMap((one) => pointOf(one, kind)).sort((one, other) => one.at - other.at);
  kinds.set(kind, points);
  return points;
}

function pointOf(one: Observation, kind: Measured): readonly Point[] {
  if (kind === "bp" && one.concept === "blood-pressure") {
    const { systolic: high, diastolic: low } = one;
    return typeof high === "number" && typeof low === "number" ? [{ at: instant(one.at), high, low, one }] : none;
  }
  if (kind !== "glucose" || one.concept !== "glucose" || typeof one.value !== "number") return none;
  return [{ at: instant(one.at), high: one.value, low: one.value, one }];
}

export const isEvening = ({ one }: Point): boolean => parts(one.at).time >= "12:00";
export const timingOf = ({ one }: Point): string | null => (one.concept === "glucose" ? (one.timing ?? null) : null);

/** A reading in words: only of what is looked at, since a decade has many. */
export function told(point: Point): { day: string; time: string; text: string } {
  const number = point.one.concept === "glucose" ? String(point.high) : `${point.high}/${point.low}`;
  return { ...parts(point.one.at), text: `${number} ${point.one.unit ?? ""}`.trim() };
}

/** At most two points for each column of the picture: the highest and the lowest, so that no extreme is lost. */
export function thin(points: readonly Point[], columns: number): Point[] {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last || points.length <= 2 * columns) return [...points];
  const width = (last.at - first.at) / columns || 1;
  const kept = new Map<number, [Point, Point]>();
  for (const point of points) {
    const column = Math.min(Math.floor((point.at - first.at) / width), columns - 1);
    const [high, low] = kept.get(column) ?? [point, point];
    kept.set(column, [point.high > high.high ? point : high, point.low < low.low ? point : low]);
  }
  return [...kept.values()].flatMap(([high, low]) => (high === low ? [high] : high.at <= low.at ? [high, low] : [low, high]));
}

/** The axis: fixed, so that two pictures can be compared; it only grows. */
export function axis(kind: Measured, points: readonly Point[]): { from: number; to: number; step: number } {
  const fixed = kind === "bp" ? { from: 40, to: 200, step: 20 } : { from: 2, to: 20, step: 2 };
  const grow = (value: number, up: boolean): number => (up ? Math.ceil : Math.floor)(value / fixed.step) * fixed.step;
  const [high, low] = points.reduce(([h, l], one) => [Math.max(h, one.high), Math.min(l, one.low)], [fixed.to, fixed.from]);
  return { ...fixed, from: Math.max(0, grow(low, false)), to: grow(high, true) };
}

/** Of several documents' targets for a pressure the strictest: the safer side where they differ. */
export function strictest<T extends { concept: string; target: string }>(targets: readonly T[]): T | null {
  const own = targets.filter(({ concept, target }) => concept === "blood-pressure" && lineOf(target));
  own.sort((one, other) => (lineOf(one.target)?.[0] ?? 0) - (lineOf(other.target)?.[0] ?? 0));
  return own[0] ?? null;
}

/** The upper line of a target as the rules print it: `< 130/80 mmHg`. */
export function lineOf(target: string): [number, number] | null {
  const found = /^<=? ?(\d+)\/(\d+) mmHg$/.exec(target);
  return found ? [Number(found[1]), Number(found[2])] : null;
}
