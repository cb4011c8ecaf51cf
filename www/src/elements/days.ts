import type { Say } from "./words.js";

const DAY = 86_400_000;

/** Whole days from one calendar day to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY);
}

/** How far off a day is, as a person says it. */
export function howFar(asOf: string, day: string, say: Say): string {
  const n = daysBetween(asOf, day);
  if (n === 0) return say("today");
  return n < 0 ? say("overdue", { n: -n }) : say("inDays", { n });
}

/** A moment without its seconds and zone; the clinic's wall clock is what was recorded. */
export function shortMoment(at: string): string {
  return at.slice(0, 16).replace("T", " ");
}
