import { html, nothing, type TemplateResult } from "lit";
import type { Assessment, ConcernName, ConcernResult, Referral, Tier } from "../types.js";
import { howFar } from "./days.js";
import { lookOf } from "./tier.js";
import type { Say } from "./words.js";

type Part = TemplateResult | typeof nothing;

/** The tier with its date and owner, the patient in short, both concerns, and what asks for a referral. */
export function head(a: Assessment, say: Say, short: Part): TemplateResult {
  const { tier } = a;
  return html`<section class="head bar ${lookOf(tier)}" aria-label=${say("panel")}>
    <div class="line">
      <liangbing-tier exportparts="chip" .tier=${tier} locale=${say.locale}></liangbing-tier>
      ${tier.was ? html`<span class="quiet">${say("tier.was")} ${say(`colour.${tier.was}`)}</span>` : nothing}
      ${a.management ? html`<span class="tag">${say(`management.${a.management}`)}</span>` : nothing}
    </div>
    ${facts(a, say)} ${warnings(tier, say)} ${short}
    ${a.referral ? referral(a.referral, a, say) : nothing}
    <ul class="concerns">
      ${concern("hypertension", a.concerns.hypertension, say)} ${concern("diabetes", a.concerns.diabetes, say)}
    </ul>
    ${receipt(tier, say)}
  </section>`;
}

/** One line for a narrow dock. */
export function strip(a: Assessment, say: Say, expand: () => void): TemplateResult {
  return html`<section class="head strip bar ${lookOf(a.tier)}" aria-label=${say("panel")}>
    <div class="line">
      <liangbing-tier exportparts="chip" .tier=${a.tier} locale=${say.locale}></liangbing-tier>
      <button type="button" @click=${expand}>${say("expand")} (${a.cards.length})</button>
    </div>
  </section>`;
}

function facts(a: Assessment, say: Say): Part {
  const { actBy, owner, at } = a.tier;
  if (!actBy && !owner && !at) return nothing;
  const due = actBy ? html`<b>${actBy}</b> <span class="quiet">${howFar(a.asOf, actBy, say)}</span>` : null;
  return html`<dl class="facts">
    ${due ? fact(say("tier.actBy"), due) : nothing}
    ${owner ? fact(say("tier.owner"), html`<b>${say(`owner.${owner}`)}</b>`) : nothing}
    ${at ? fact(say("tier.at"), html`${at}`) : nothing}
  </dl>`;
}

function fact(term: string, value: TemplateResult): TemplateResult {
  return html`<div><dt>${term}</dt><dd>${value}</dd></div>`;
}

function warnings(tier: Tier, say: Say): Part {
  const could = tier.ceiling && tier.ceiling !== tier.level && tier.colour;
  // An emergency is acted on at once; asking for another reading first would only lose time.
  const repeat = tier.repeatPending && tier.level !== "R0";
  if (!repeat && !tier.dataQuality && !could) return nothing;
  return html`<ul class="warnings">
    ${repeat ? html`<li><b>${say("tier.repeat")}</b></li>` : nothing}
    ${tier.dataQuality ? html`<li>${say("tier.data")}</li>` : nothing}
    ${could ? html`<li>${say("tier.could", { level: tier.ceiling ?? "" })}</li>` : nothing}
  </ul>`;
}

function concern(name: ConcernName, result: ConcernResult | null, say: Say): Part {
  if (!result) return nothing;
  const again = result.consecutive > 1 ? ` · ${say("consecutive", { n: result.consecutive })}` : "";
  return html`<li data-concern=${name}>
    <span class="name">${say(`concern.${name}`)}</span>
    <liangbing-tier exportparts="chip" compact .tier=${result.tier} locale=${say.locale}></liangbing-tier>
    <span class="quiet">${result.class ? say(`class.${result.class}`) : nothing}${again}</span>
  </li>`;
}

function referral(r: Referral, a: Assessment, say: Say): TemplateResult {
  const arrow = r.direction === "up" ? "↑" : "↓";
  const words = (texts: string[]): string[] => [...new Set(texts.map((text) => inWords(text, a)))];
  const open = [...words(r.notMet).map((text) => check("✗", say("notMet"), text)),
    ...words(r.unknown).map((text) => check("?", say("unknown"), text))];
  return html`<div class="referral">
    <p><span aria-hidden="true">${arrow}</span> <b>${say(`referral.${r.direction}`)}</b>
      · ${say(`urgency.${r.urgency}`)} · ${say(`place.${r.to}`)}
      ${r.checkBy ? html`<span class="quiet">${say("referral.check", { day: r.checkBy })}</span>` : nothing}</p>
    <ul class="checklist">${words(r.met).map((text) => check("✓", say("met"), text))}</ul>
    ${open.length ? html`<details><summary>${say("referral.open", { n: open.length })}</summary>
      <ul class="checklist">${open}</ul></details>` : nothing}
  </div>`;
}

function check(mark: string, word: string, text: string): TemplateResult {
  return html`<li><span class="mark" aria-hidden="true">${mark}</span><span><span class="sr">${word}: </span>${text}</span></li>`;
}

// A criterion may be a rule's id; its finding says it in words.
function inWords(text: string, a: Assessment): string {
  return a.findings.find((finding) => finding.rule === text)?.text ?? text;
}

function receipt(tier: Tier, say: Say): Part {
  const { receipt: r } = tier;
  if (r.because.length === 0 && !r.rule) return nothing;
  return html`<details class="receipt">
    <summary>${say("receipt")}${r.because[0] ? html`<span class="quiet"> · ${r.because[0]}</span>` : nothing}</summary>
    <dl class="rows">
      <dt>${say("receipt.because")}</dt>
      <dd><ul>${r.because.map((reason) => html`<li>${reason}</li>`)}</ul></dd>
      ${r.rule ? html`<dt>${say("why.rule")}</dt><dd><code>${r.rule}</code></dd>` : nothing}
      ${r.validUntil ? html`<dt>${say("receipt.valid")}</dt><dd>${r.validUntil}</dd>` : nothing}
      ${r.wouldChange.length ? html`<dt>${say("receipt.change")}</dt>
        <dd><ul>${r.wouldChange.map((change) => html`<li>${say.named("concept", change.concept)} ${change.to}
          → <b>${change.level}</b> <span class="quiet">${say(`level.${change.level}`)}</span></li>`)}</ul></dd>` : nothing}
    </dl>
  </details>`;
}
