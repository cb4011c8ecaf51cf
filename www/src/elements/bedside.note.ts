import type { Assessment, Letter, LetterFact } from "../types.js";
import { plain } from "./plain.js";
import type { BedsideSay } from "./bedside.words.js";

/** Lists of the engine's own note of a visit, which is where facts of a record of any kind come from. */
export const PLACES = ["symptoms", "readings", "conditions", "medicines", "allergies"] as const;
export type Place = (typeof PLACES)[number];

/** The note that came with an assessment; none of a patient who has no level. */
export function noteOf(a: Assessment): Letter | undefined {
  return a.letters.find(({ kind }) => kind === "visit-note");
}

export function factsAt(note: Letter | undefined, place: string): LetterFact[] {
  return note?.data[place] ?? [];
}

/**
 * The lines of one list, in the engine's words. A fact with a line break in it could pass for another list, so that
 * such a note is told by its facts instead, without the words around them.
 */
export function linesOf(note: Letter | undefined, place: Place, say: BedsideSay): string[] {
  if (!note) return [say("unknown")];
  const facts = factsAt(note, place);
  const isBroken = Object.values(note.data).flat().some(({ value, dose }) => /[\n\r]/.test(`${value} ${dose ?? ""}`));
  if (!isBroken) {
    const lines = listUnder(note.text, say.named("note", place));
    if (lines.length > 0 && lines.length === Math.max(1, facts.length)) return lines.map((line) => plain(line, LINE));
  }
  // A place that matters is there and empty; of what is not asked for nothing is known either.
  if (facts.length === 0) return [say("unknown")];
  return facts.map(({ value, dose, unit, at }) =>
    plain([value, unit, dose, at && `(${at.replace("T", " ")})`].filter((part) => part !== undefined && part !== "").join(" "), LINE));
}

// A line of a list, with its dose and its day.
const LINE = 160;

function listUnder(text: string, heading: string): string[] {
  const lines = text.split("\n");
  const at = lines.findIndex((line) => line === `${heading}:` || line === `${heading}：`);
  if (at < 0) return [];
  const rest = lines.slice(at + 1);
  const end = rest.findIndex((line) => !line.startsWith("- "));
  return rest.slice(0, end < 0 ? rest.length : end).map((line) => line.slice(2));
}
