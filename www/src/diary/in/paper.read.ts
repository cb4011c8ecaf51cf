import type { Assessment } from "../../types.js";
import type { Document } from "../store/types.js";
import { sentenceOf } from "../today.js";
import type { DiarySay } from "../words.js";
import type { InSay } from "./words.js";

/** A paper before it is kept: what its file says of itself, which a person may put right. */
export interface Paper {
  at: string;
  kind: Document["kind"];
  title: string;
  text: string;
  file?: NonNullable<Document["file"]>;
}

/** A paper may weigh so many megabytes, after a photo was made smaller. */
export const MEGABYTES = 4;
const MB = 1024 * 1024;
/** Nothing larger is read at all. */
const LARGEST = 20 * MB;
/** The longer side of a photo, in pixels: print stays readable. */
const SIDE = 1_600;
const LINES = 200;

export type Strange = "large" | "strange" | "empty" | "no-code";

/** A file as a paper, or why it is none. */
export async function paperOf(file: File, today: string, say: InSay, diary: DiarySay): Promise<Paper | Strange> {
  if (file.size > LARGEST) return "large";
  if (file.size === 0) return "empty";
  const title = file.name.replace(/\.[^.]*$/, "").slice(0, 80);
  const head = new Uint8Array(await file.slice(0, 12).arrayBuffer());
  const letters = String.fromCharCode(...head);
  if (letters.startsWith("%PDF-")) return withFile(file, "application/pdf", { at: today, kind: "result", title, text: "" });
  const type = pictureOf(letters);
  if (type) return withFile(await smaller(file, type), type, { at: today, kind: "result", title, text: "" });
  if (!/^\s*[[{]/.test(letters.replace(/^\u00ef\u00bb\u00bf/, ""))) return "strange";
  return jsonOf(await file.text(), say, diary);
}

// By their first bytes, since a name says nothing. No SVG: that is a program.
function pictureOf(letters: string): string | null {
  if (letters.startsWith("\u00ff\u00d8\u00ff")) return "image/jpeg";
  if (letters.startsWith("\u0089PNG")) return "image/png";
  return letters.startsWith("RIFF") && letters.slice(8, 12) === "WEBP" ? "image/webp" : null;
}

async function withFile(file: Blob & { name?: string }, type: string, paper: Paper): Promise<Paper | Strange> {
  if (file.size > MEGABYTES * MB) return "large";
  const address = await new Promise<string>((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done(String(reader.result));
    reader.onerror = () => failed(reader.error ?? new Error("not read"));
    reader.readAsDataURL(file);
  });
  const own = file.type === "image/jpeg" ? "image/jpeg" : type;
  return { ...paper, file: { name: paper.title, type: own, size: file.size, data: address.slice(address.indexOf(",") + 1) } };
}

/** A photo no larger than it must be, without what a camera writes into it, such as the place. */
async function smaller(file: File, type: string): Promise<Blob> {
  try {
    const picture = await createImageBitmap(file);
    const by = Math.min(1, SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [Math.round(picture.width * by), Math.round(picture.height * by)];
    canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/jpeg", 0.82));
    return blob ?? new Blob([file], { type });
  } catch {
    return new Blob([file], { type });
  }
}

/** A report of this system, or FHIR as a hospital's system gives it. Nothing of either is judged again here. */
export function jsonOf(text: string, say: InSay, diary: DiarySay): Paper | Strange {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return "strange";
  }
  if (isOf(value, "schema", "liangbing.assessment/1")) return reportOf(value as unknown as Assessment, say, diary);
  const resources = resourcesOf(value);
  return resources.length === 0 ? "strange" : fhirOf(resources, say);
}

type Some = Readonly<Record<string, unknown>>;
const object = (value: unknown): Some => (typeof value === "object" && value !== null ? (value as Some) : {});
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const text = (value: unknown): string => (typeof value === "string" || typeof value === "number" ? String(value).trim().slice(0, 500) : "");
const isOf = (value: unknown, field: string, is: string): value is Some => object(value)[field] === is;

function reportOf(assessment: Assessment, say: InSay, diary: DiarySay): Paper | Strange {
  const at = text(object(assessment)["asOf"]);
  if (!/^\d{4}-\d\d-\d\d$/.test(at)) return "strange";
  const tier = object(object(assessment)["tier"]);
  const words = (() => {
    try {
      return sentenceOf({ ...assessment, tier: tier as unknown as Assessment["tier"] }, diary);
    } catch {
      return null;
    }
  })();
  const cards = list(object(assessment)["cards"]).map((card) => [text(object(card)["summary"]), text(object(card)["detail"])].filter(Boolean).join("\n"));
  const lines = [...(words ? [say("papers.said", { word: words.word })] : []), ...cards.filter(Boolean)];
  return lines.length === 0 ? "empty" : { at, kind: "report", title: say("papers.report"), text: shortened(lines, say) };
}

function resourcesOf(value: unknown): Some[] {
  if (Array.isArray(value)) return value.flatMap(resourcesOf);
  const one = object(value);
  if (one["resourceType"] === "Bundle") return list(one["entry"]).flatMap((entry) => resourcesOf(object(entry)["resource"]));
  return typeof one["resourceType"] === "string" ? [one] : [];
}

function fhirOf(resources: readonly Some[], say: InSay): Paper | Strange {
  const said = resources.filter(({ resourceType }) => resourceType !== "Patient").map(lineOf);
  const lines = said.flatMap((one) => (one ? [one] : []));
  if (lines.length === 0) return "empty";
  const days = lines.map(({ day }) => day).filter(Boolean).sort();
  const sorted = [...lines].sort((one, other) => (one.day < other.day ? 1 : one.day > other.day ? -1 : 0));
  const left = said.length - lines.length;
  const told = sorted.map(({ day, words }) => `${day} ${words}`.trim());
  const body = shortened(told, say) + (left > 0 ? `\n${say("papers.left", { n: left })}` : "");
  return { at: days.at(-1) ?? "", kind: "result", title: say("papers.fhir"), text: body };
}

/** A resource in the words that stand in it; nothing where there are none. */
function lineOf(one: Some): { day: string; words: string } | null {
  const name = named(one["code"]) || named(one["medicationCodeableConcept"]) || named(list(one["type"])[0]) || named(list(one["reasonCode"])[0]);
  const values = [valueOf(one), ...list(one["component"]).map((part) => [named(object(part)["code"]), valueOf(object(part))].filter(Boolean).join(" ")), text(one["conclusion"])];
  const when = ["effectiveDateTime", "authoredOn", "onsetDateTime", "recordedDate", "issued"].map((field) => text(one[field])).find(Boolean)
    ?? text(object(one["period"])["start"]) ?? "";
  const words = [name, values.filter(Boolean).join("; ")].filter(Boolean).join(": ");
  const day = /^\d{4}-\d\d-\d\d/.exec(when || text(object(one["period"])["start"]))?.[0] ?? "";
  return words ? { day, words } : null;
}

function named(concept: unknown): string {
  const { text: said, coding } = object(concept);
  return text(said) || list(coding).map((one) => text(object(one)["display"]) || text(object(one)["code"])).find(Boolean) || "";
}

function valueOf(one: Some): string {
  const quantity = object(one["valueQuantity"]);
  if (quantity["value"] !== undefined) return `${text(quantity["comparator"])}${text(quantity["value"])} ${text(quantity["unit"]) || text(quantity["code"])}`.trim();
  return text(one["valueString"]) || named(one["valueCodeableConcept"]) || text(one["valueInteger"]);
}

function shortened(lines: readonly string[], say: InSay): string {
  const more = lines.length - LINES;
  return [...lines.slice(0, LINES), ...(more > 0 ? [say("papers.more", { n: more })] : [])].join("\n");
}
