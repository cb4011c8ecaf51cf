import { plain, plainLines } from "../../elements/plain.js";
import { seals, uuid } from "../../secure.js";
import type { Advice, Assessment, Target } from "../../types.js";
import type { Document, Draft } from "../store/types.js";

const FORMAT = "liangbing.visit/1";
const [LARGEST, MOST, LONGEST, LONGEST_TITLE] = [500_000, 20, 20_000, 120];
const KINDS: readonly Document["kind"][] = ["visit", "result", "report", "prescription", "other"];

/** What a doctor's page hands a patient after a visit: their letter with its targets, and what to eat and how to move. */
export interface VisitFile {
  format: typeof FORMAT;
  at: string;
  /** What answered, so that a doubt can be followed back. */
  stamp: { engine: string; digest: string };
  documents: { kind: Document["kind"]; title: string; text: string }[];
}

/** Headings, in the language of the assessment. */
export interface VisitWords {
  report: string;
  targets: string;
  prescription: string;
  diet: string;
  exercise: string;
  notToday: string;
  /** A data element that has no name of its own here. */
  named(concept: string): string;
}

/** The file of an assessment that has the letter `patient`. Every number is the assessment's, with its document. */
export function visitFile({ asOf, letters, targets, plan, stamp }: Pick<Assessment, "asOf" | "letters" | "targets" | "plan" | "stamp">, words: VisitWords): VisitFile {
  const letter = letters.find(({ kind }) => kind === "patient");
  const report = [letter?.text.trim() ?? "", section(words.targets, targets.map((target) => targetLine(target, words)))].filter(Boolean).join("\n\n");
  const { diet, exercise } = plan;
  const advice = [
    section(words.diet, [diet?.text ?? "", ...said(diet?.items)]),
    section(words.exercise, [exercise?.text ?? "", ...said(exercise?.items)]),
    section(words.notToday, said(exercise?.notToday)),
  ].filter(Boolean).join("\n\n");
  const documents: VisitFile["documents"] = [{ kind: "report", title: words.report, text: report }];
  if (advice) documents.push({ kind: "prescription", title: words.prescription, text: advice });
  return { format: FORMAT, at: asOf, stamp: { engine: stamp.engine, digest: stamp.digest }, documents: documents.filter(({ text }) => text !== "") };
}

const section = (title: string, lines: readonly string[]): string => {
  const own = lines.filter(Boolean);
  return own.length > 0 ? [title, ...own.map((line) => `- ${line}`)].join("\n") : "";
};

// What documents ask differently stands beside it, each with its own.
function targetLine({ label, concept, target, cite, others }: Target, { named }: VisitWords): string {
  const beside = (others ?? []).map((other) => `${other.target} (${other.label})`);
  return [`${label ?? named(concept)} ${target} (${cite?.label ?? ""})`, ...beside].join("; ");
}

const said = (items: readonly Advice[] | undefined): string[] =>
  (items ?? []).map(({ text, cite }) => (text ? `${text}${cite ? ` (${cite.label})` : ""}` : ""));

/** The documents of such a file as rows of a diary; `null` for anything else. The same file brings the same rows, where browsers hash. */
export async function documentsOf(file: Blob, person: string): Promise<Draft<"documents">[] | null> {
  if (file.size > LARGEST) return null;
  const found = read(await file.text());
  return found && Promise.all(found.documents.map(async (one) => {
    if (!seals()) return { id: uuid(), person, at: found.at, verified: false as const, ...one };
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(JSON.stringify([person, found.at, one])));
    const id = `file-${[...new Uint8Array(digest).subarray(0, 16)].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
    return { id, person, at: found.at, verified: false as const, ...one };
  }));
}

function read(text: string): { at: string; documents: VisitFile["documents"] } | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== "object" || value === null) return null;
  const { format, at, documents } = value as Record<string, unknown>;
  if (format !== FORMAT || typeof at !== "string" || !/^\d{4}-\d\d-\d\d$/.test(at) || Number.isNaN(Date.parse(at))) return null;
  if (!Array.isArray(documents) || documents.length === 0 || documents.length > MOST) return null;
  const rows = documents.map(paper);
  return rows.includes(null) ? null : { at, documents: rows as VisitFile["documents"] };
}

function paper(value: unknown): VisitFile["documents"][number] | null {
  if (typeof value !== "object" || value === null) return null;
  const { kind, title, text } = value as Record<string, unknown>;
  const known = KINDS.find((one) => one === kind);
  if (!known || typeof title !== "string" || typeof text !== "string" || text.length > LONGEST || title.length > LONGEST_TITLE) return null;
  return { kind: known, title: plain(title, LONGEST_TITLE), text: plainLines(text) };
}
