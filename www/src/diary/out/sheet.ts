import { html, nothing, render, type TemplateResult } from "lit";
import { sceneOf } from "../../chart/scene.js";
import { parts } from "../clock.js";
import { type MoreSay, moreSay } from "../more/words.js";
import { observationsOf } from "../order.js";
import { valueOf } from "../list.js";
import type { DiaryModel } from "../model.js";
import { sentenceOf } from "../today.js";
import type { DiarySay } from "../words.js";

// What one page of paper holds.
const ROWS = 60;
const DAYS = 14;

/** One page for the doctor, black on white, in words and numbers only; no name unless a nickname was typed. */
export function sheet(model: DiaryModel, say: DiarySay): TemplateResult {
  const more = moreSay(say.locale);
  const from = model.readings[0] ? dayBefore(parts(model.readings[0].observation.at).day, DAYS - 1) : "";
  const rows = model.readings.filter(({ observation }) => observation.at.slice(0, 10) >= from).slice(0, ROWS);
  const sentence = model.assessment ? sentenceOf(model.assessment, say) : null;
  const means = (model.assessment?.home ?? []).map((mean) => html`<li>${mean.text} — ${mean.cite?.label ?? ""}${mean.review === "pending" ? ` · ${say("pending")}` : nothing}</li>`);
  const half = Math.ceil(rows.length / 2);
  const table = (part: typeof rows): TemplateResult => html`<table><thead><tr><th>${more("chart.day")}</th><th>${more("chart.time")}</th><th>${more("chart.value")}</th></tr></thead>
    <tbody>${part.map(({ observation }) => html`<tr><td>${parts(observation.at).day}</td><td>${parts(observation.at).time}</td><td>${valueOf(observation, say)}</td></tr>`)}</tbody></table>`;
  return html`<h1>${more("sheet.title")} · ${more("sheet.for")}</h1>
    <p>${model.person?.nickname ?? ""} · ${more("sheet.made", { day: model.today })}</p>
    ${sentence ? html`<p><strong>${sentence.word}</strong> ${sentence.next} ${sentence.more.join(" ")}</p>` : nothing}
    <ul>${means}</ul>${pictures(model, more)}<h2>${more("sheet.days", { n: DAYS })}</h2>
    <div class="tables">${table(rows.slice(0, half))}${rows.length > half ? table(rows.slice(half)) : nothing}</div>
    ${questions(model, more)}
    <p>${say("danger.noDiagnosis")}${model.assessment ? html` · ${model.assessment.stamp.engine} ${model.assessment.stamp.digest.slice(0, 19)}` : nothing}</p>`;
}

function questions(model: DiaryModel, say: MoreSay): TemplateResult | typeof nothing {
  const open = model.rows.questions.filter(({ person, asked, deletedAt }) => person === model.person?.id && !asked && !deletedAt);
  return open.length === 0 ? nothing : html`<h2>${say("ask.sheet")}</h2><ul>${open.map(({ text }) => html`<li>☐ ${text}</li>`)}</ul>`;
}

// Drawn in the light colours and with different marks: vectors, which a black and white printer keeps apart.
function pictures(model: DiaryModel, say: MoreSay): TemplateResult {
  const shown = { readings: observationsOf(model.readings), targets: model.assessment?.targets ?? [], timeline: [], range: DAYS };
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
  const done = (): void => {
    box.remove();
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== styles);
  };
  window.addEventListener("afterprint", done, { once: true });
  window.print();
}

function dayBefore(day: string, days: number): string {
  const at = new Date(`${day}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() - days);
  return at.toISOString().slice(0, 10);
}

const PRINT = `
  .diary-sheet { display: none; }
  @media print {
    @page { size: A4; margin: 12mm; }
    body > :not(.diary-sheet) { display: none !important; }
    .diary-sheet { display: block; color: #000; background: #fff; font-size: 10.5pt; line-height: 1.3; }
    .diary-sheet h1 { font-size: 14pt; margin: 0 0 2mm; } .diary-sheet h2 { font-size: 11pt; margin: 3mm 0 1mm; }
    .diary-sheet p, .diary-sheet ul { margin: 0 0 2mm; } .diary-sheet ul { padding-left: 5mm; }
    .diary-sheet .tables { display: grid; grid-template-columns: 1fr 1fr; gap: 5mm; align-items: start; }
    .diary-sheet table { border-collapse: collapse; width: 100%; }
    .diary-sheet th, .diary-sheet td { border: 0.3mm solid #000; padding: 0.4mm 1mm; text-align: left; white-space: nowrap; }
    .diary-sheet tr, .diary-sheet figure { break-inside: avoid; } .diary-sheet figure { margin: 0; } .diary-sheet svg { width: 100%; max-height: 62mm; } .diary-sheet .legend { font-size: 8.5pt; }
  }`;
