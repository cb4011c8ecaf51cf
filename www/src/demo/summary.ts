import { html, nothing, type TemplateResult } from "lit";
import { daysBetween, shortMoment } from "../elements/days.js";
import { sayIn, type Say } from "../elements/words.js";
import type { LiangbingRecord, Locale, Medication, Observation, Patient } from "../types.js";
import { plain } from "../elements/plain.js";
import { pageSay, type PageSay } from "./words.js";

/** The record in short, as a doctor reads it before the prompts. */
export function summary(record: LiangbingRecord, asOf: string, locale: Locale): TemplateResult {
  const page = pageSay(locale);
  const say = sayIn(locale);
  const { allergies, conditions, medications, visits } = record;
  return html`<section class="record" aria-label=${page("readings")}>
    <h3>${page("readings")}</h3>
    ${readings(record, asOf, say, page)}
    <h3>${page("conditions")}</h3>
    ${list(conditions ?? [], page, (condition) => html`${page.named("code", plain(condition.code))}
      ${condition.since ? html`<span class="quiet">${page("since", { day: condition.since })}</span>` : nothing}`)}
    <h3>${page("medications")}</h3>
    ${list(medications ?? [], page, (medication) => drug(medication, page))}
    <h3>${page("allergies")}</h3>
    ${allergies?.length ? list(allergies, page, (own) => html`<bdi>${plain(own.name ?? own.code ?? "")}</bdi> <span class="quiet">${plain(own.reaction ?? "")}</span>`)
      : html`<p class="quiet">${page("notAsked")}</p>`}
    <h3>${page("visits")}</h3>
    ${list(newest(visits ?? []).slice(0, 6), page, (visit) => html`<span class="when">${shortMoment(visit.at)}</span>
      ${visit.concern ? say(`concern.${visit.concern}`) : nothing}
      <span class="quiet">${typeof visit.class === "string" ? say(`class.${visit.class}`) : page("unclassified")}</span>`)}
  </section>`;
}

/** A name that cannot disturb its line. */
export function nameOf(patient: Patient | null | undefined, page: PageSay): TemplateResult {
  return html`<bdi>${plain(patient?.name ?? "") || page("unnamed")}</bdi>`;
}

/** Completed years on a day; nothing if the birth date is not known to the day. */
export function ageOn(born: string | null | undefined, day: string): number | null {
  if (!born || !/^\d{4}-\d{2}-\d{2}$/.test(born)) return null;
  const had = day.slice(5) >= born.slice(5);
  return Number(day.slice(0, 4)) - Number(born.slice(0, 4)) - (had ? 0 : 1);
}

/** The newest blood pressure and glucose, in one line. */
export function lastReadings(record: LiangbingRecord, asOf: string): string {
  const seen = newest(record.observations ?? []).filter((o) => o.at.slice(0, 10) <= asOf);
  return ["blood-pressure", "glucose"].map((concept) => seen.find((o) => o.concept === concept))
    .filter((o) => o !== undefined).map((o) => `${valueOf(o)} ${unitOf(o)}`.trim()).join(" · ");
}

function readings(record: LiangbingRecord, asOf: string, say: Say, page: PageSay): TemplateResult {
  const rows = newest(record.observations ?? []).slice(0, 10);
  if (rows.length === 0) return html`<p class="quiet">${page("nothing")}</p>`;
  return html`<table><thead class="sr"><tr><th scope="col">${say("input")}</th><th scope="col">${say("value")}</th>
    <th scope="col">${say("date")}</th></tr></thead><tbody>${rows.map((o) => html`<tr>
      <th scope="row">${say.named("concept", plain(o.concept))} <span class="quiet">${detailOf(o, page)}</span></th>
      <td><b>${page.named("code", valueOf(o))}</b> <span class="quiet">${unitOf(o)}</span></td>
      <td class="when">${shortMoment(o.at)} <span class="quiet">${age(o.at, asOf, page)}</span></td></tr>`)}</tbody></table>`;
}

function age(at: string, asOf: string, page: PageSay): string {
  const n = daysBetween(at.slice(0, 10), asOf);
  if (n === 0) return page("today");
  return n < 0 ? page("later") : page("daysAgo", { n });
}

function drug(m: Medication, page: PageSay): TemplateResult {
  const often = { day: "perDay", week: "perWeek", "two-weeks": "perTwoWeeks" } as const;
  const times = m.perDay ? page(often[m.per ?? "day"], { n: m.perDay }) : "";
  return html`<bdi>${plain(m.name ?? page.named("drug", m.code ?? ""))}</bdi> ${m.dose ?? ""} <span class="quiet">${times}</span>`;
}

function list<T>(items: readonly T[], page: PageSay, item: (one: T) => TemplateResult): TemplateResult {
  if (items.length === 0) return html`<p class="quiet">${page("nothing")}</p>`;
  return html`<ul>${items.map((one) => html`<li>${item(one)}</li>`)}</ul>`;
}

function newest<T extends { at: string }>(items: readonly T[]): T[] {
  return [...items].sort((a, b) => b.at.localeCompare(a.at));
}

function valueOf(o: Observation): string {
  if (o.concept === "blood-pressure") return `${o.systolic ?? "–"}/${o.diastolic ?? "–"}`;
  if ("value" in o) return String(o.value);
  return "code" in o ? plain(o.code) : String(o.present ?? true);
}

function unitOf(o: Observation): string {
  return "unit" in o && o.unit ? plain(o.unit) : "";
}

function detailOf(o: Observation, page: PageSay): string {
  const parts: string[] = [];
  if (o.concept === "glucose" && o.timing) parts.push(page.named("timing", o.timing));
  if ("setting" in o && o.setting && o.setting !== "clinic") parts.push(page.named("setting", o.setting));
  return parts.join(" ");
}
