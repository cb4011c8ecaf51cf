import { html, nothing, type TemplateResult } from "lit";
import { citation, condition, open, pendingTag } from "./condition.js";
import type { Rule } from "./data.js";
import type { BookSay } from "./words.js";

/** What a rule gives: a level, the class of a visit, or a target. */
export function gives(rule: Rule, say: BookSay): TemplateResult {
  const { page, colour } = rule;
  if (page.level && colour) return html`<liangbing-tier .tier=${{ colour, level: page.level }} locale=${say.locale}></liangbing-tier>`;
  if (page.class) return html`${say("gives.class")}: <b>${say.named("class", page.class)}</b>`;
  return html`<b>${say("gives.target", { of: page.target ?? "" })}</b>`;
}

/** Everything of a rule but its head; `level` is that of the heading of its condition. */
export function ruleBody(rule: Rule, say: BookSay, level: 3 | 5): TemplateResult {
  const { page } = rule;
  return html`<p>${open(page.detail)}</p>
    <dl class="facts">
      <div><dt>${say("gives")}</dt><dd>${gives(rule, say)}</dd></div>
      <div><dt>${say("rule")}</dt><dd><code>${page.id}</code> · ${say.named("disease", page.concern)} · ${say("since", { v: page.since })}</dd></div>
      ${page.owner ? html`<div><dt>${say("owner")}</dt><dd>${say.named("owner", page.owner)}</dd></div>` : nothing}
      <div><dt>${say("clause")}</dt><dd>${citation(page.cite, say)}</dd></div>
      <div><dt>${say("confidence")}</dt><dd>${say.named("confidence", page.cite.confidence ?? "")}</dd></div>
      <div><dt>${say("strength")}</dt><dd>${say("noStrength")}</dd></div>
      ${rule.answeredBy ? html`<div><dt>${say("answeredBy")}</dt><dd>${rule.answeredBy}</dd></div>` : nothing}
      ${rule.yieldsTo.length > 0 ? html`<div><dt>${say("yieldsTo")}</dt><dd>${rule.yieldsTo.map((id) => html`<a href="#rule/${id}">${id}</a> `)}</dd></div>` : nothing}
    </dl>
    ${page.cite.review ? html`<p class="notice">${pendingTag(say)} ${say("pendingLong")}</p>` : nothing}
    ${rule.machine ? html`<p class="notice">${say("machine")}</p>` : nothing}
    ${page.locked ? html`<p class="quiet">${say("locked")}</p>` : nothing}
    <p class="subhead" role="heading" aria-level=${level}>${say("criteria")}</p>
    ${condition(rule.when, say)}`;
}
