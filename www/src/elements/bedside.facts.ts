import { html, nothing, type TemplateResult } from "lit";
import type { Answered, Assessment, LetterFact, OpenReferral, Trend } from "../types.js";
import { factsAt, noteOf } from "./bedside.note.js";
import { bedsideSay, type BedsideSay } from "./bedside.words.js";
import { daysBetween, howFar } from "./days.js";
import { plain } from "./plain.js";
import type { Say } from "./words.js";

type Part = TemplateResult | typeof nothing;

const MAIN = ["blood-pressure", "glucose"] as const;
const CONCERN = { "blood-pressure": "hypertension", glucose: "diabetes" } as const;
const ARROWS: Readonly<Record<NonNullable<Trend["direction"]>, string>> = { rising: "↗", falling: "↘", "no-clear-change": "→" };

/**
 * The patient in short: the last readings with their age, open loops, and what to ask first. Facts come from the
 * engine's note, so that they are the same of a native record and of FHIR; what it cannot use is not there.
 */
export function facts(a: Assessment, answered: readonly Answered[], say: Say, ask: ((missing: string[]) => void) | null): Part {
  const own = bedsideSay(say.locale);
  const rows = [...MAIN.map((concept) => readings(a, concept, say, own)), loops(a, answered, say, own), asking(a, say, own, ask)]
    .filter((row) => row !== nothing);
  if (rows.length === 0) return nothing;
  return html`<dl class="rows bedside" aria-label=${own("patient")}>${rows}</dl>`;
}

function readings(a: Assessment, concept: (typeof MAIN)[number], say: Say, own: BedsideSay): Part {
  const found = factsAt(noteOf(a), "readings").filter((fact) => fact.concept === concept);
  const name = html`<dt>${say.named("concept", concept)}</dt>`;
  if (found.length === 0) {
    return a.concerns[CONCERN[concept]] && noteOf(a) ? html`${name}<dd class="quiet">${own("noReading")}</dd>` : nothing;
  }
  return html`${name}<dd><ul class="series">${found.map((fact) => reading(fact, a, say, own))}</ul>
    ${trends(a, concept, own)}</dd>`;
}

function reading(fact: LetterFact, a: Assessment, say: Say, own: BedsideSay): TemplateResult {
  const day = (fact.at ?? "").slice(0, 10);
  return html`<li><b>${String(fact.value)}</b> <span class="quiet">${fact.unit ?? ""}${fact.how ? ` ${own.named("how", fact.how)}` : ""}</span>
    <span class="age" title=${(fact.at ?? "").replace("T", " ")}>${age(a.asOf, day, say, own)}</span>${
    isStale(fact, a) ? html` <span class="tag stale">${own("stale")}</span>` : nothing}</li>`;
}

function age(asOf: string, day: string, say: Say, own: BedsideSay): string {
  const n = daysBetween(day, asOf);
  return n === 0 ? say("today") : n === 1 ? own("yesterday") : own("daysAgo", { n });
}

/** Whether the engine says that a reading no longer counts: by a gap that is `stale`, or by a finding of expired readings. */
function isStale(fact: LetterFact, a: Assessment): boolean {
  const day = (fact.at ?? "").slice(0, 10);
  const of = (concept: string, at: string | null): boolean => concept === fact.concept && at !== null && day <= at.slice(0, 10);
  return a.gaps.some((gap) => gap.reason === "stale" && of(gap.concept, gap.lastAt))
    || a.findings.some((finding) => finding.level === "G1" && finding.outcome === "fired"
      && finding.because.some((evidence) => of(evidence.concept, evidence.at)));
}

/** A way that the engine saw; one that it does not name has no arrow. */
function trends(a: Assessment, concept: string, own: BedsideSay): Part {
  const known = a.trends.filter((trend) => trend.concept === concept && trend.direction);
  if (known.length === 0) return nothing;
  return html`<ul class="series trends">${known.map((trend) => {
    const about = [trend.part && own.named("part", trend.part), trend.timing && own.named("how", trend.timing),
      trend.setting && trend.setting !== "clinic" && own.named("how", trend.setting)].filter(Boolean).join(" ");
    const way = trend.direction as NonNullable<Trend["direction"]>;
    return html`<li title=${trend.text}><span class="arrow" aria-hidden="true">${ARROWS[way]}</span> ${about} ${own(way)}
      <span class="quiet">${trend.previous} → ${trend.newest}</span></li>`;
  })}</ul>`;
}

function loops(a: Assessment, answered: readonly Answered[], say: Say, own: BedsideSay): Part {
  const open = [...(a.referral?.loop ?? []).map((loop) => referralLoop(loop, a, say, own)), ...tasks(a, answered, say, own)];
  return open.length === 0 ? nothing : html`<dt>${own("open")}</dt><dd><ul class="plain">${open}</ul></dd>`;
}

function referralLoop(loop: OpenReferral, a: Assessment, say: Say, own: BedsideSay): TemplateResult {
  return html`<li><span aria-hidden="true">${loop.direction === "up" ? "↑" : "↓"}</span> <b>${say(`referral.${loop.direction}`)}</b>
    ${loop.text ?? loop.at} ${loop.by ? html`<span class=${loop.overdue ? "tag late" : "quiet"}>${loop.overdue ? "" : `${own("by", { day: loop.by })} · `}${
      howFar(a.asOf, loop.by, say)}</span>` : nothing}</li>`;
}

/** Promises to watch, each the newest of its card. One whose day has come and whose card is gone has been kept. */
function tasks(a: Assessment, answered: readonly Answered[], say: Say, own: BedsideSay): TemplateResult[] {
  const newest = new Map(answered.filter(({ at }) => at.slice(0, 10) <= a.asOf).map((one) => [one.card, one]));
  return [...newest.values()].flatMap(({ card, reason, until }) => {
    const back = a.cards.find(({ id }) => id === card);
    if (reason !== "monitor" || !until || (until <= a.asOf && !back)) return [];
    const what = plain(back?.summary ?? a.findings.find(({ rule }) => rule === card)?.text ?? card, 140);
    return [html`<li>${own("task", { what })} <span class=${until < a.asOf ? "tag late" : "quiet"}>${own("due", { day: until })}
      ${howFar(a.asOf, until, say)}</span></li>`];
  });
}

/** The fact worth most, and what else is missing. */
function asking(a: Assessment, say: Say, own: BedsideSay, ask: ((missing: string[]) => void) | null): Part {
  if (!a.tier.level || a.gaps.length === 0) return nothing;
  const { worthAsking: worth } = a.tier.receipt;
  const first = worth && a.gaps.find(({ concept, about }) => concept === worth.concept && about === worth.about);
  const rest = [...new Set(a.gaps.filter((gap) => gap !== first).map((gap) => gap.label ?? say.named("concept", gap.concept)))];
  return html`${first && worth ? html`<dt>${own("ask")}</dt><dd><b>${first.label ?? say.named("concept", first.concept)}</b>
      <span>${say("gaps.could", { level: worth.level, words: say(`level.${worth.level}`) })}</span>
      ${ask ? html`<button type="button" class="small" @click=${() => ask([first.concept])}>${say("gaps.record")}<span class="sr">: ${
        first.label ?? say.named("concept", first.concept)}</span></button>` : nothing}</dd>` : nothing}
    ${rest.length ? html`<dt>${own("missing")}</dt><dd class="quiet">${rest.join(say.locale === "en" ? ", " : "、")}</dd>` : nothing}`;
}
