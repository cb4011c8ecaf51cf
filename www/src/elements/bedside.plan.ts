import { html, nothing, type TemplateResult } from "lit";
import type { Assessment, Brought } from "../types.js";
import { howFar } from "./days.js";
import { citeView } from "./bedside.why.js";
import type { Say } from "./words.js";

type Part = TemplateResult | typeof nothing;

export function targets(a: Assessment, say: Say): Part {
  if (a.targets.length === 0) return nothing;
  return html`<section class="block">
    <h3 part="title">${say("targets")}</h3>
    <ul class="plain">${a.targets.map((target) => html`<li>
      ${verdict(target.met, say)} <b>${target.label ?? say.named("concept", target.concept)}</b> ${target.target}
      <span class="tag">${say(`target.${target.kind}`)}</span> ${source(target, say)}
      ${(target.others ?? []).map((other) => html`<div class="quiet">${verdict(other.met, say)} ${other.target} · ${
        other.label}</div>`)}</li>`)}</ul>
  </section>`;
}

function verdict(met: boolean | null, say: Say): TemplateResult {
  if (met === null) return html`<span class="mark" aria-hidden="true">?</span><span class="sr">${say("unknown")}</span>`;
  return html`<span class="mark" aria-hidden="true">${met ? "✓" : "✗"}</span><span class="sr">${
    say(met ? "met" : "notMet")}</span>`;
}

export function plan(a: Assessment, say: Say): Part {
  const { nextContact, testsDue, testsTogether = [], medication, lifestyle, diet, exercise, education = [] } = a.plan;
  // What one visit takes together is one line; what stands in such a line is not told twice.
  const together = new Set(testsTogether.flatMap((test) => test.items ?? []));
  const tests = [...testsDue.filter((test) => !together.has(test.concept)), ...testsTogether];
  const advice = [...lifestyle, ...(diet?.items ?? []), ...(exercise?.items ?? [])];
  const told = advice.filter((own, at) => advice.findIndex((other) => other.text === own.text) === at);
  const rows = [
    nextContact ? html`<dt>${say("plan.contact")}</dt><dd><b>${nextContact.by}</b>
      <span class="quiet">${howFar(a.asOf, nextContact.by, say)}</span> ·
      ${say(`mode.${nextContact.mode}`)} · ${say(`owner.${nextContact.owner}`)}
      ${nextContact.text ? html`<div>${nextContact.text}</div>` : nothing} ${source(nextContact, say)}</dd>` : nothing,
    list(say("plan.medication"), medication.map((step) => html`<li>${step.text ?? html`${say(`step.${step.step}`)}
      ${step.label ?? step.class}`} <span class="quiet">${say("decidedBy", { who: say(`owner.${step.decidedBy}`) })}</span>
      ${source(step, say)}</li>`)),
    list(say("plan.checks"), a.medicationChecks.map((check) => html`<li><span class="tag">${
      say(`severity.${check.severity}`)}</span> ${check.text ?? check.medication} ${
      check.truth === "unknown" ? html`<span class="quiet">${say("unknown")}</span>` : nothing}</li>`)),
    folded(say("plan.tests"), tests.map((test) => html`<li>${test.text ?? html`${say.named("concept", test.concept)}
      <span class="quiet">${test.due} · ${test.last ? say("gaps.last", { day: test.last }) : say("never")}</span>`}
      ${source(test, say)}</li>`), say),
    list(say("plan.notToday"), (exercise?.notToday ?? []).map((own) => line(own, own.reason, say))),
    folded(say("plan.lifestyle"), told.map((own) => line(own, own.topic, say)), say),
    list(say("plan.education"), education.map((own) => line(own, own.topic, say))),
  ].filter((row) => row !== nothing);
  if (rows.length === 0) return nothing;
  return html`<section class="block"><h3 part="title">${say("plan")}</h3><dl class="rows">${rows}</dl></section>`;
}

/** What is other than at the last visit, and the way values go. */
export function course(a: Assessment, say: Say): Part {
  const told = [...a.changed, ...a.home, ...a.trends].map((own) => own.text).filter(Boolean);
  if (told.length === 0) return nothing;
  return html`<section class="block"><h3 part="title">${say("course")}</h3>
    <ul class="plain">${told.map((text) => html`<li>${text}</li>`)}</ul></section>`;
}

function line(own: Brought, name: string, say: Say): TemplateResult {
  return html`<li>${own.text ?? name} ${source(own, say)}</li>`;
}

/** A list of more than a few behind a line that says how many. */
function folded(term: string, items: TemplateResult[], say: Say): Part {
  if (items.length <= 3) return list(term, items);
  return html`<dt>${term}</dt><dd><details><summary>${say("items", { n: items.length })}</summary>
    <ul class="plain">${items}</ul></details></dd>`;
}

function list(term: string, items: TemplateResult[]): Part {
  return items.length ? html`<dt>${term}</dt><dd><ul class="plain">${items}</ul></dd>` : nothing;
}

function source(brought: Brought, say: Say): Part {
  return brought.cite ? html`<div class="quiet" part="cite">${citeView(brought.cite, say)}</div>` : nothing;
}
