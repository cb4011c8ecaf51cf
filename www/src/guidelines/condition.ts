import { html, nothing, type TemplateResult } from "lit";
import type { Cite } from "../types.js";
import type { Line, Part, SeenFact } from "./data.js";
import type { BookSay } from "./words.js";

const SIGNS = { ">=": "≥", ">": ">", "<=": "≤", "<": "<" } as const;

/** A condition as a list in lists; where a record was asked, with what each part came to. */
export function condition(part: Part, say: BookSay): TemplateResult {
  return html`<ul class="condition">${item(part, say)}</ul>`;
}

function item(part: Part, say: BookSay): TemplateResult {
  const truth = part.truth;
  const name = part.name ? html` <code class="quiet">${part.name}</code>` : nothing;
  const head = part.kind === "ask" ? html`<span class="ask">${part.text}</span>` : html`<b>${kind(part, say)}</b>`;
  return html`<li class=${truth ?? ""} data-kind=${part.kind} data-truth=${truth ?? nothing}>
    ${truth ? html`<span class="truth">${say(`truth.${truth}`)}</span>` : nothing}
    ${head}${name}
    ${part.lines.length > 0 ? lines(part.lines, say) : nothing}
    ${(part.seen ?? []).map((fact) => html`<span class="seen quiet">${seen(fact, say)}</span>`)}
    ${part.parts.length > 0 ? html`<ul>${part.parts.map((own) => item(own, say))}</ul>` : nothing}
  </li>`;
}

function kind(part: Part, say: BookSay): string {
  switch (part.kind) {
    case "all": return say("all");
    case "not": return say("not");
    case "assumed": return say("assumed");
    case "count": return say("count", { text: part.text ?? "" });
    default: return say("any");
  }
}

/** Each number in every unit, under its name. */
function lines(list: readonly Line[], say: BookSay): TemplateResult {
  return html`<span class="lines"><span class="sr">${say("inUnits")}</span>${list.map((line) => html`<a href="#number/${line.parameter}"
    >${line.parameter}</a> ${limits(line)} `)}</span>`;
}

/** `≥ 180 mmHg / 23.99 kPa`. */
export function limits({ op, limits: list }: Line): string {
  return `${SIGNS[op]} ${list.map(({ at, unit }) => `${at} ${unit === "1" ? "" : unit}`.trim()).join(" / ")}`;
}

function seen({ value, unit, at }: SeenFact, say: BookSay): string {
  const what = [value === true ? say("truth.met") : value === false ? say("truth.not-met") : value, unit === "1" ? "" : unit].filter((text) => text !== null && text !== "").join(" ");
  return at ? say("sawAt", { what, at: at.replace("T", " ") }) : say("saw", { what });
}

/** The sign of a comparison as people write it. */
export const signOf = (op: Line["op"]): string => SIGNS[op];

/** Where something stands: document and clause, link as data, how sure, and whether it waits for a clinician. */
export function citation(cite: Cite, say: BookSay): TemplateResult {
  return html`<span class="cite">${safe(cite.url) ? html`<a href=${cite.url!} rel="noopener noreferrer">${cite.label}</a>` : cite.label},
    <span lang="zh-CN">${cite.section}</span> · <span class="mark" title=${say.named("confidence", cite.confidence ?? "")}>${cite.confidence}</span>${
    cite.review ? html` · ${pendingTag(say)}` : nothing}</span>`;
}

export const pendingTag = (say: BookSay): TemplateResult => html`<span class="tag pending">${say("pending")}</span>`;

/** Only an address of the secure web is a link. */
export function safe(url: string | null): boolean {
  return url?.startsWith("https://") === true;
}

/** Words of the engine with places that a record fills, left open. */
export function open(text: string | null): string {
  return (text ?? "").replace(/\{\w+\}/g, "…");
}
