import { readState, type RoundState } from "../../round.js";
import type { ListName } from "./people.js";

// Of the demonstration only: a clinic keeps this where it keeps its records.
const key = (list: ListName): string => `liangbing-demo-round-${list}`;

interface Kept {
  state: RoundState;
  /** Whether the visitor did it, rather than the page for them. */
  own: boolean;
}

/** What was kept of the last round of a list; nothing where it cannot be read, or the browser keeps nothing. */
export function kept(list: ListName): Kept | null {
  try {
    const text = localStorage.getItem(key(list));
    if (text === null) return null;
    const { state, own } = JSON.parse(text) as { state: unknown; own: unknown };
    return { state: readState(state), own: own === true };
  } catch {
    return null;
  }
}

/** False where the browser keeps nothing. */
export function keep(list: ListName, value: Kept): boolean {
  try {
    localStorage.setItem(key(list), JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}
