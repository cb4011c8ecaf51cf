import { html, nothing, type TemplateResult } from "lit";
import { shortMoment } from "../elements/days.js";
import type { PageSay } from "./words.js";

/** What a host would keep or send: here it is only shown. */
export interface Heard {
  name: string;
  when: string;
  patient: string;
  detail: unknown;
}

export const HEARD = [
  "liangbing-feedback", "liangbing-action", "liangbing-critical", "liangbing-critical-ack", "liangbing-request-data", "liangbing-emergency", "liangbing-error",
] as const;

/** What CDS Hooks has: cards, how they were answered, why, when. The rest of the detail is this package's own. */
export function cdsFeedback(detail: Readonly<Record<string, unknown>>): { feedback: Record<string, unknown>[] } {
  const { card, outcome, acceptedSuggestions, overrideReason, outcomeTimestamp } = detail;
  return { feedback: [{ card, outcome, ...(acceptedSuggestions ? { acceptedSuggestions } : {}), ...(overrideReason ? { overrideReason } : {}), outcomeTimestamp }] };
}

/** The events of this page, the newest first; feedback as it would go to a CDS Hooks service. */
export function heardView(heard: readonly Heard[], page: PageSay): TemplateResult {
  const feedback = heard.filter(({ name }) => name === "liangbing-feedback").length;
  return html`<details class="heard"><summary>${page("heard", { n: heard.length, feedback })}</summary>
    <p class="quiet">${page("heardNote")}</p>
    ${heard.length === 0 ? nothing : html`<ol reversed>${[...heard].reverse().map(({ name, when, patient, detail }) => html`<li>
      <code>${name}</code> <span class="quiet">${shortMoment(when)} · ${patient}</span>
      <pre tabindex="0">${JSON.stringify(name === "liangbing-feedback" ? cdsFeedback(detail as Record<string, unknown>) : brief(detail), null, 1)}</pre></li>`)}</ol>`}
  </details>`;
}

// A card is long, and its id says which it was.
function brief(detail: unknown): unknown {
  const { card, ...rest } = detail as { card?: { id?: string } | string };
  return typeof card === "object" ? { card: card.id, ...rest } : detail;
}
