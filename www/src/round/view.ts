import type { Colour, Owner } from "../types.js";
import type { Issue, Round, RoundRow } from "./compare.js";

/** The parts of a round, one of which is shown. */
export const VIEWS = ["changed", "unchanged", "issues", "absent"] as const;
export type View = (typeof VIEWS)[number];
export const COLOURS = ["red", "yellow", "grey", "blue", "none"] as const;
export type Shade = (typeof COLOURS)[number];

export interface Filter {
  view: View;
  colour: Shade | null;
  owner: Owner | null;
  place: string | null;
  overdue: boolean;
  unseen: boolean;
  search: string;
}

export const EVERYTHING: Filter = { view: "changed", colour: null, owner: null, place: null, overdue: false, unseen: false, search: "" };

/** A line of the list: a patient, a row that cannot be followed, or somebody who is gone. */
export interface Line {
  /** Unique on a round; of a patient the id. */
  key: string;
  kind: "row" | "issue" | "absent";
  id: string | null;
  level: RoundRow["level"];
  wasRed: boolean;
  row: RoundRow | null;
  issue: Issue | null;
}

/** The lines of one part of a round, in its order. */
export function linesOf(round: Round, view: View): Line[] {
  switch (view) {
    case "changed": case "unchanged": return round[view].map((row) => ({ key: `p ${row.id}`, kind: "row", id: row.id, level: row.level, wasRed: row.wasRed, row, issue: null }));
    case "issues": return round.issues.map((issue) => ({ key: `i ${issue.row}`, kind: "issue", id: issue.id, level: issue.level, wasRed: issue.wasRed, row: null, issue }));
    case "absent": return round.absent.map(({ id, level, wasRed }) => ({ key: `p ${id}`, kind: "absent", id, level, wasRed, row: null, issue: null }));
  }
}

export function colourOf(level: string | null): Colour | null {
  const colours: Readonly<Record<string, Colour>> = { R: "red", Y: "yellow", B: "blue", G: "grey" };
  return colours[level?.[0] ?? ""] ?? null;
}

export interface Known {
  seen: (id: string) => boolean;
  name: (key: string) => string;
}

/** The lines that pass every filter; `but` leaves one of them out, for the counts on its own buttons. */
export function shown(lines: readonly Line[], f: Filter, { seen, name }: Known, but?: "colour"): Line[] {
  const wanted = f.search.trim().toLowerCase();
  return lines.filter(({ key, id, level, row }) =>
    (but === "colour" || f.colour === null || (colourOf(level) ?? "none") === f.colour)
    && (f.owner === null || row?.owner === f.owner)
    && (f.place === null || row?.place === f.place)
    && (!f.overdue || row?.overdue === true)
    && (!f.unseen || id === null || !seen(id))
    && (wanted === "" || `${name(key)} ${id ?? ""}`.toLowerCase().includes(wanted)));
}

/** The first and the last line to draw, a few more than are in sight; never more than `most`. */
export function inSight(top: number, height: number, line: number, count: number, most = 120): [number, number] {
  const around = 8;
  const first = Math.max(0, Math.min(Math.floor(top / line) - around, count - 1));
  const many = Math.min(most, Math.ceil(height / line) + 2 * around);
  return [first, Math.min(count, first + many)];
}
