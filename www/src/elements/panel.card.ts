import { html, nothing, type TemplateResult } from "lit";
import type { Action, Assessment, Card, Cite, Evidence, Finding } from "../types.js";
import { shortMoment } from "./days.js";
import { shape, type Look } from "./icons.js";
import { link, rich } from "./rich.js";
import type { Key, Say } from "./words.js";

type Part = TemplateResult | typeof nothing;

/** Why a prompt was not followed; `other` asks for a word, `monitor` for a day on which the prompt comes back. */
export const REASONS = ["done", "monitor", "declined", "not-applicable", "data-wrong", "other-target", "other"] as const;
export type Reason = (typeof REASONS)[number];

export interface Answer {
  outcome: "accepted" | "overridden";
  reason?: Reason;
}

/** What a card can ask of its panel. */
export interface CardHost {
  readonly say: Say;
  readonly readonly: boolean;
  readonly overriding: string | null;
  /** The first day on which a prompt can come back. */
  readonly tomorrow: string;
  answerTo(card: Card): Answer | undefined;
  act(card: Card, action: Action | null): void;
  startOverride(card: Card | null): void;
  override(card: Card, form: HTMLFormElement): void;
}

const LOOKS: Readonly<Record<Card["indicator"], Look>> = { critical: "red", warning: "yellow", info: "blue" };

export function cardView(card: Card, a: Assessment, host: CardHost): TemplateResult {
  const { say } = host;
  const look = LOOKS[card.indicator];
  return html`<article class="card bar ${look}" part="card card-${look}" data-rule=${card.rule ?? card.id}>
    <h4 part="summary"><span class="icon ${look}">${shape(look)}</span>
      <span><span class="channel">${say(`channel.${card.channel}`)}</span> ${card.summary}</span></h4>
    ${card.detail ? html`<div class="detail" part="detail">${rich(card.detail)}</div>` : nothing}
    ${answers(card, host)} ${why(card, a, say)}
  </article>`;
}

function answers(card: Card, host: CardHost): Part {
  const { say } = host;
  const answer = host.answerTo(card);
  if (answer) {
    const reason = answer.reason ? say(`reason.${answer.reason}`) : "";
    return html`<p class="answered" role="status">${
      answer.outcome === "accepted" ? say("accepted") : say("overridden", { reason })}</p>`;
  }
  if (host.readonly) return nothing;
  const about = html`<span class="sr">: ${card.summary}</span>`;
  const open = host.overriding === card.id;
  return html`<div class="actions" part="actions">
      ${card.actions.map((action, index) => html`<button type="button" class=${index === 0 ? "primary" : ""}
        @click=${() => host.act(card, action)}>${action.label}${action.by && !action.label.includes(action.by)
          ? html` <span class="by">${say("by", { day: action.by })}</span>` : nothing}${about}</button>`)}
      ${card.actions.length === 0 ? html`<button type="button" class="primary"
        @click=${() => host.act(card, null)}>${say("accept")}${about}</button>` : nothing}
      <button type="button" class="plain" aria-expanded=${open}
        @click=${() => host.startOverride(open ? null : card)}>${say("override")}${about}</button>
    </div>
    ${open ? overrideForm(card, host) : nothing}`;
}

function overrideForm(card: Card, host: CardHost): TemplateResult {
  const { say } = host;
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    host.override(card, event.currentTarget as HTMLFormElement);
  };
  // A promise to watch has a day, or nobody keeps it.
  const chosen = (event: Event): void => {
    const { value, form } = event.target as HTMLSelectElement;
    const until = form?.elements.namedItem("until") as HTMLInputElement;
    until.required = value === "monitor";
    until.parentElement?.toggleAttribute("hidden", !until.required);
  };
  return html`<form class="override" part="form" @submit=${submit}>
    <label>${say("override.reason")}
      <select name="reason" @change=${chosen}>${REASONS.map((r) => html`<option value=${r}>${
        say(`reason.${r}`)}</option>`)}</select></label>
    <label hidden>${say("override.until")} <input type="date" name="until" min=${host.tomorrow}></label>
    <label>${say("override.comment")} <input name="comment" autocomplete="off"></label>
    <button type="submit">${say("override.confirm")}</button>
  </form>`;
}

function why(card: Card, a: Assessment, say: Say): TemplateResult {
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
