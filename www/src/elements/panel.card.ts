import { html, nothing, type TemplateResult } from "lit";
import type { Action, Card } from "../types.js";
import { shape, type Look } from "./icons.js";
import { rich } from "./rich.js";
import type { Say } from "./words.js";

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
  /** From the card to its rules, clauses and inputs, once that part has come. */
  why(card: Card): Part;
  /** Opens the card for the ambulance. */
  emergency(): void;
}

const LOOKS: Readonly<Record<Card["indicator"], Look>> = { critical: "red", warning: "yellow", info: "blue" };

export function cardView(card: Card, host: CardHost): TemplateResult {
  const { say } = host;
  const look = LOOKS[card.indicator];
  return html`<article class="card bar ${look}" part="card card-${look}" data-rule=${card.rule ?? card.id}>
    <h4 part="summary"><span class="icon ${look}">${shape(look)}</span>
      <span><span class="channel">${say(`channel.${card.channel}`)}</span> ${card.summary}</span></h4>
    ${card.detail ? html`<div class="detail" part="detail">${rich(card.detail)}</div>` : nothing}
    ${answers(card, host)} ${host.why(card)}
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
      ${card.level === "R0" || card.level === "R1" ? html`<button type="button" @click=${() => host.emergency()}>${say("emergency")}</button>` : nothing}
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
