import { html, nothing, render, type TemplateResult } from "lit";
import "../../chart/define.js";
import { localeOf } from "../../elements/words.js";
import type { Locale } from "../../types.js";
import { parts } from "../clock.js";
import { valueOf } from "../list.js";
import { moreSay } from "../more/words.js";
import { type Shared, unpack } from "../share/pack.js";
import { diarySay } from "../words.js";
import css from "./page.css?inline";

// What a patient's code holds, for the doctor who scanned it. Nothing is judged, kept or sent.
const sheet = new CSSStyleSheet();
sheet.replaceSync(css);
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];

let locale: Locale = localeOf(navigator.language);
let shared: Shared | "none" | "broken" = "none";

/** Takes the readings out of the address, which does not keep them: a history or a shared screen would. */
function take(): void {
  const [, digits] = /^#1\.(.*)$/.exec(location.hash) ?? [];
  if (location.hash.length > 1) {
    shared = (digits && unpack(digits)) || "broken";
    history.replaceState(null, "", location.pathname);
  }
  show();
}

function show(): void {
  const say = moreSay(locale);
  const other = locale === "en" ? "zh-CN" : "en";
  document.documentElement.lang = locale;
  document.title = say("view.title");
  const language = (): void => void (locale = other, show());
  render(html`<header><h1>${say("view.title")}</h1><button type="button" lang=${other} @click=${language}>${other === "en" ? "English" : "中文"}</button></header>
    ${typeof shared === "string" ? html`<p class="notice" role=${shared === "broken" ? "alert" : nothing}>${say(`view.${shared}`)}</p>` : readings(shared)}`, document.body);
}

function readings({ days, observations }: Shared): TemplateResult {
  const [say, words] = [moreSay(locale), diarySay(locale)];
  const newest = [...observations].reverse();
  const kinds = (["bp", "glucose"] as const).filter((kind) => observations.some(({ concept }) => (concept === "glucose") === (kind === "glucose")));
  return html`<p class="notice">${say("view.patient")}</p>
    <p>${say("view.days", { n: days, count: observations.length })}</p>
    ${kinds.map((kind) => html`<section><h2>${say(kind === "bp" ? "view.pressure" : "view.glucose")}</h2>
      <liangbing-chart .readings=${observations} kind=${kind} locale=${locale} fixed></liangbing-chart></section>`)}
    <table><thead><tr><th scope="col">${say("chart.day")}</th><th scope="col">${say("chart.time")}</th><th scope="col">${say("chart.value")}</th></tr></thead>
      <tbody>${newest.map((one) => html`<tr><td>${parts(one.at).day}</td><td>${parts(one.at).time}</td><td>${valueOf(one, words)}</td></tr>`)}</tbody></table>
    <p class="quiet">${say("view.gone")}</p>
    <p><button type="button" class="print" @click=${() => window.print()}>${say("view.print")}</button></p>`;
}

window.addEventListener("hashchange", take);
take();
