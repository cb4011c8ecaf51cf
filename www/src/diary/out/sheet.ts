import { html, nothing, render, type TemplateResult } from "lit";
import { linesOf } from "../../chart/lines.js";
import { sceneOf } from "../../chart/scene.js";
import { parts } from "../clock.js";
import { type MoreSay, moreSay } from "../more/words.js";
import { observationsOf } from "../order.js";
import { valueOf } from "../list.js";
import type { DiaryModel } from "../model.js";
import type { Reading } from "../store/types.js";
import { sentenceOf } from "../today.js";
import type { DiarySay } from "../words.js";

const DAYS = 14;
// What a cell, and a list, hold so that fourteen full days fit one page of paper. What is left out is counted and said.
const [CELL, LIST] = [4, 8];
// A4 within its margins in CSS pixels, less what a printer's own fonts may take; and the letters it is tried with, the
// largest first: 9.5 points, and never under 7.
const PAGE = { width: "186mm", height: (268 / 25.4) * 96 };
const FITS = [1, 0.95, 0.9, 0.85, 0.8, 0.75];

/** One page for the doctor, black on white, in words and numbers only; no name unless a nickname was typed. */
export function sheet(model: DiaryModel, say: DiarySay): TemplateResult {
  const more = moreSay(say.locale);
  const from = model.readings[0] ? dayBefore(parts(model.readings[0].observation.at).day, DAYS - 1) : "";
  const sentence = model.assessment ? sentenceOf(model.assessment, say) : null;
  const means = (model.assessment?.home ?? []).map((mean) => html`<li>${mean.text} — ${mean.cite?.label ?? ""}${mean.review === "pending" ? ` · ${say("pending")}` : nothing}</li>`);
  const { days, left } = byDay(model.readings.filter(({ observation }) => observation.at.slice(0, 10) >= from), say);
  const [asked, taken] = [open(model, "questions"), open(model, "medicines")];
  const rest = left + over(asked) + over(taken);
  return html`<h1>${more("sheet.title")} · ${more("sheet.for")}</h1>
    <p><bdi>${model.person?.nickname ?? ""}</bdi> · ${more("sheet.made", { day: model.today })}</p>
    ${sentence ? html`<p><strong>${sentence.word}</strong> ${sentence.next} ${sentence.more.join(" ")}</p>` : nothing}
    <ul>${means}</ul>${pictures(model, more)}<h2>${more("sheet.days", { n: DAYS })}</h2>
    <table><thead><tr><th>${more("chart.day")}</th><th>${more("chart.bp")} ${more("chart.morning")}</th><th>${more("chart.bp")} ${more("chart.evening")}</th><th>${more("chart.glucose")}</th><th>${more("sheet.other")}</th></tr></thead>
      <tbody>${days.map((cells) => html`<tr>${cells.map((cell) => html`<td>${cell.map((one, at) => html`${at > 0 ? ", " : nothing}<span>${one}</span>`)}</td>`)}</tr>`)}</tbody></table>
    <p class="legend">${more("sheet.key")}${rest > 0 ? html` <strong>${more("sheet.left", { n: rest })}</strong>` : nothing}</p>
    ${taken.length > 0 ? html`<p><strong>${more("sheet.meds")}</strong> ${taken.slice(0, LIST).map(({ name, dose }) => `${name} ${dose ?? ""}`.trim()).join("; ")}</p>` : nothing}
    ${asked.length > 0 ? html`<h2>${more("ask.sheet")}</h2><ul class="open">${asked.slice(0, LIST).map(({ text }) => html`<li>☐ ${text}</li>`)}</ul>` : nothing}
    <p>${say("danger.noDiagnosis")}${model.assessment ? html` · ${model.assessment.stamp.engine} ${model.assessment.stamp.digest.slice(0, 19)}` : nothing}</p>`;
}

const over = (list: readonly unknown[]): number => Math.max(0, list.length - LIST);

function open<K extends "questions" | "medicines">(model: DiaryModel, kind: K): DiaryModel["rows"][K] {
  const rows = model.rows[kind] as { person: string; deletedAt: string | null; asked?: boolean }[];
  return rows.filter(({ person, deletedAt, asked }) => person === model.person?.id && !asked && !deletedAt) as DiaryModel["rows"][K];
}

/** A line for each day, the newest first: pressures of the morning and the evening with their pulses, glucoses, the rest. */
export function byDay(readings: readonly Reading[], say: DiarySay): { days: string[][][]; left: number } {
  let left = 0;
  const pulses = new Map(readings.flatMap(({ observation: one }) => (one.concept === "heart-rate" ? [[one.at, one.value] as const] : [])));
  const pressures = new Set(readings.flatMap(({ observation: { concept, at } }) => (concept === "blood-pressure" ? [at] : [])));
  const cell = (list: readonly Reading[]): string[] => {
    const shown = list.length <= CELL ? list : few(list);
    left += list.length - shown.length;
    return shown.map((reading) => inCell(reading, pulses, say));
  };
  const all = [...readings].reverse();
  const dates = [...new Set(readings.map(({ observation }) => parts(observation.at).day))];
  const days = dates.map((day) => {
    const own = all.filter(({ observation }) => parts(observation.at).day === day);
    const of = (which: (concept: string, at: string) => boolean): string[] => cell(own.filter(({ observation: { concept, at } }) => which(concept, at)));
    const evening = (at: string): boolean => parts(at).time >= "12:00";
    return [[day], of((concept, at) => concept === "blood-pressure" && !evening(at)), of((concept, at) => concept === "blood-pressure" && evening(at)),
      of((concept) => concept === "glucose"), of((concept, at) => !["blood-pressure", "glucose"].includes(concept) && !(concept === "heart-rate" && pressures.has(at)))];
  });
  return { days, left };
}

// The highest and the lowest always stay, then the first ones.
function few(list: readonly Reading[]): Reading[] {
  const size = ({ observation }: Reading): number => Number("systolic" in observation ? observation.systolic : "value" in observation ? observation.value : 0) || 0;
  const sorted = [...list].sort((one, other) => size(other) - size(one));
  const kept = new Set([sorted[0], sorted.at(-1)]);
  for (const reading of list) if (kept.size < CELL) kept.add(reading);
  return list.filter((reading) => kept.has(reading));
}

function inCell({ observation, leftOut, checked }: Reading, pulses: ReadonlyMap<string, unknown>, say: DiarySay): string {
  const { time } = parts(observation.at);
  const pulse = observation.concept === "blood-pressure" ? pulses.get(observation.at) : undefined;
  const value = valueOf(observation, say).replace(/ (mmHg|mmol\/L)/, "");
  return `${time} ${value}${pulse === undefined ? "" : ` (${String(pulse)})`}${leftOut || !checked ? " ?" : ""}`;
}

// Drawn in the light colours and with different marks: vectors, which a black and white printer keeps apart.
function pictures(model: DiaryModel, say: MoreSay): TemplateResult {
  const shown = { readings: observationsOf(model.readings), targets: model.assessment?.targets ?? [], timeline: [], range: DAYS, lines: linesOf(model.engine, model.assessment?.home ?? [], say.locale) };
  const scenes = (["bp", "glucose"] as const).map((kind) => ({ kind, scene: sceneOf(kind, shown, say) }));
  return html`<div class="tables">${scenes.map(({ kind, scene }) => typeof scene === "string" ? nothing : html`<figure><figcaption>${say(`chart.${kind}`)}</figcaption>
    ${scene.draw(null)}<p class="legend">${scene.legend.join("   ")}</p></figure>`)}</div>`;
}

/** Prints the sheet and takes it away again. */
export function printSheet(model: DiaryModel, say: DiarySay): void {
  const old = document.querySelector(".diary-sheet");
  const box = old instanceof HTMLElement ? old : document.createElement("article");
  box.className = "diary-sheet";
  box.lang = say.locale;
  render(sheet(model, say), box);
  if (!old) document.body.append(box);
  const styles = new CSSStyleSheet();
  styles.replaceSync(PRINT);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, styles];
  fit(box);
  const done = (): void => {
    box.remove();
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== styles);
  };
  window.addEventListener("afterprint", done, { once: true });
  window.print();
}

/** Takes the largest letters with which the sheet is one page. */
function fit(box: HTMLElement): void {
  for (const size of FITS) {
    box.style.setProperty("--fit", String(size));
    if (box.getBoundingClientRect().height <= PAGE.height) return;
  }
}

function dayBefore(day: string, days: number): string {
  const at = new Date(`${day}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() - days);
  return at.toISOString().slice(0, 10);
}

// On the screen it is laid out beside it, as wide as on paper, and not seen.
const PRINT = `
  .diary-sheet { position: absolute; top: 0; left: -400mm; width: ${PAGE.width}; visibility: hidden; color: #000; background: #fff; font-size: calc(9.5pt * var(--fit)); line-height: 1.25; }
  .diary-sheet h1 { font-size: 1.35em; margin: 0 0 0.4em; } .diary-sheet h2 { font-size: 1.1em; margin: 0.6em 0 0.3em; }
  .diary-sheet p, .diary-sheet ul { margin: 0 0 0.4em; } .diary-sheet ul { padding-left: 1.5em; } .diary-sheet .open { padding: 0; list-style: none; }
  .diary-sheet .tables { display: grid; grid-template-columns: 1fr 1fr; gap: 5mm; align-items: start; }
  .diary-sheet table { border-collapse: collapse; width: 100%; margin-bottom: 0.3em; font-size: 0.9em; }
  .diary-sheet th, .diary-sheet td { border: 0.3mm solid #000; padding: 0.1em 0.3em; text-align: left; vertical-align: top; }
  .diary-sheet td:nth-child(-n + 4) span { white-space: nowrap; }
  .diary-sheet figure { margin: 0; } .diary-sheet svg { width: 100%; max-height: calc(44mm * var(--fit)); } .diary-sheet .legend { font-size: 0.9em; }
  @media print {
    @page { size: A4; margin: 12mm; }
    body > :not(.diary-sheet) { display: none !important; }
    .diary-sheet { position: static; width: auto; visibility: visible; }
    .diary-sheet tr, .diary-sheet figure { break-inside: avoid; }
  }`;
