import { html, nothing, type TemplateResult } from "lit";
import type { Assessment, Card, Cite, Evidence, Finding } from "../types.js";
import { shortMoment } from "./days.js";
import { link } from "./rich.js";
import type { Key, Say } from "./words.js";

type Part = TemplateResult | typeof nothing;

/** From a card to its rules, their clause and the inputs used. */
export function why(card: Card, a: Assessment, say: Say): TemplateResult {
  const rule = card.rule ?? card.id;
  // One card may stand for several findings that ask for one act.
  const rules = [rule, ...(card.also ?? [])];
  const findings = a.findings.filter((finding) => rules.includes(finding.rule));
  return html`<details class="why">
    <summary>${say("why")}<span class="quiet"> · ${card.source.label}${
      card.source.section ? html` ${card.source.section}` : nothing}</span></summary>
    <dl class="rows">
      <dt>${say("why.rule")}</dt><dd>${rules.map((own) => html`<code>${own}</code> `)}</dd>
      <dt>${say("why.clause")}</dt><dd part="cite">${clause(card, say)}</dd>
      ${findings[0] ? html`<dt>${say("why.origin")}</dt><dd><code>${findings[0].origin}</code></dd>` : nothing}
    </dl>
    ${findings.length ? findings.map((finding) => inputs(finding, say))
      : card.rule ? nothing : html`<p class="quiet">${say("why.nothing")}</p>`}
  </details>`;
}

function clause(card: Card, say: Say): TemplateResult {
  const { source, cite } = card;
  if (cite) return html`${citeView(cite, say)}`;
  return html`${link(source.label, source.url)} ${source.section ?? nothing} ${pending(card.review, say)}`;
}

/** A document, its place in it, and how sure we are of having read it right. */
export function citeView(cite: Cite, say: Say): TemplateResult {
  return html`${link(cite.label, cite.url)} ${cite.section ?? nothing}
    ${cite.confidence ? html`<span class="tag">${say("why.confidence", { grade: cite.confidence })}</span>` : nothing}
    ${pending(cite.review, say)}`;
}

function pending(review: string | null | undefined, say: Say): Part {
  return review === "pending" ? html`<span class="tag pending">${say("why.pending")}</span>` : nothing;
}

function inputs(finding: Finding, say: Say): Part {
  if (finding.because.length === 0) return nothing;
  return html`<div class="scroll" tabindex="0" role="group" aria-label=${say("why.inputs")}><table part="table">
    <caption class="sr">${say("why.inputs")}</caption>
    <thead><tr>${(["input", "value", "limit", "truth", "date"] as const).map((key) =>
      html`<th scope="col">${say(key)}</th>`)}</tr></thead>
    <tbody>${finding.because.map((evidence) => row(evidence, say))}</tbody>
  </table></div>`;
}

const TRUTHS: Readonly<Record<Evidence["truth"], [string, Key]>> = {
  "met": ["✓", "met"], "not-met": ["✗", "notMet"], "unknown": ["?", "unknown"],
};

function row(e: Evidence, say: Say): TemplateResult {
  const [mark, word] = TRUTHS[e.truth];
  return html`<tr>
    <th scope="row">${e.label ?? say.named("concept", e.concept)}</th>
    <td>${e.value === null ? "–" : String(e.value)}${e.unit ? html` <span class="quiet">${e.unit}</span>` : nothing}</td>
    <td>${e.limit ?? "–"}</td>
    <td><span aria-hidden="true">${mark}</span> ${say(word)}</td>
    <td>${e.at ? shortMoment(e.at) : "–"}</td>
  </tr>`;
}
