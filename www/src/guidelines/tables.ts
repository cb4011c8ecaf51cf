import { html, nothing, type TemplateResult } from "lit";
import { citation, condition, open, pendingTag, safe } from "./condition.js";
import type { Book, Omitted, Pack, Sheet } from "./data.js";
import { ruleBody } from "./rule.js";
import type { BookSay } from "./words.js";

/** One table of rows. */
export function sheetTable(sheet: Sheet, say: BookSay, only?: string): TemplateResult {
  const rows = only === undefined ? sheet.rows : sheet.rows.filter(({ id }) => id === only);
  const whom = rows.some(({ when }) => when !== null);
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${sheet.title}><table>
    <thead><tr><th scope="col">${say("name")}</th>${sheet.columns.map((column) => html`<th scope="col">${column}</th>`)}
      ${whom ? html`<th scope="col">${say("whom")}</th>` : nothing}<th scope="col">${say("clauses")}</th></tr></thead>
    <tbody>${rows.map((row) => html`<tr data-row=${row.id}>
      <th scope="row"><a href="#row/${sheet.kind}/${row.id}"><code>${row.id}</code></a>${row.pending ? html` ${pendingTag(say)}` : nothing}</th>
      ${row.cells.map((cell) => html`<td>${open(cell)}</td>`)}
      ${whom ? html`<td>${row.when ? condition(row.when, say) : nothing}</td>` : nothing}
      <td>${row.cites.length > 1 ? html`<ol>${row.cites.map((cite) => html`<li>${citation(cite, say)}</li>`)}</ol>` : row.cites.map((cite) => citation(cite, say))}</td>
    </tr>`)}</tbody></table></div>`;
}

/** The numbers of a pack, or one of them with the rules that use it. */
export function numbers(pack: Pack, say: BookSay, only?: string): TemplateResult {
  const list = pack.parameters.filter(({ name }) => only === undefined || name === only);
  const users = (name: string): string[] => pack.rules.filter(({ page }) => page.parameters.includes(name)).map(({ page }) => page.id);
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${say("numbers")}><table>
    <thead><tr><th scope="col">${say("name")}</th><th scope="col">${say("value")}</th><th scope="col">${say("adjust")}</th><th scope="col">${say("usedBy")}</th><th scope="col">${say("clause")}</th></tr></thead>
    <tbody>${list.map((own) => html`<tr data-number=${own.name}>
      <th scope="row"><a href="#number/${own.name}"><code>${own.name}</code></a></th><td class="values">${own.values.join("; ")}</td>
      <td>${own.adjust ? own.adjust.join(" – ") : say("fixed")}</td>
      <td>${users(own.name).map((id) => html`<a href="#rule/${id}">${id}</a> `)}</td><td>${citation(own.cite, say)}</td></tr>`)}</tbody></table></div>`;
}

function omitted(list: readonly Omitted[], say: BookSay): TemplateResult {
  return html`<section><h3>${say("omitted")}</h3>
    <div class="scroll" tabindex="0" role="region" aria-label=${say("omitted")}><table>
    <thead><tr><th scope="col">${say("figure")}</th><th scope="col">${say("why")}</th><th scope="col">${say("where")}</th><th scope="col">${say("clause")}</th></tr></thead>
    <tbody>${list.map((own) => html`<tr><th scope="row">${own.figure}</th><td>${own.why}</td><td><code>${own.place}</code></td><td>${own.section} · ${own.confidence}</td></tr>`)}</tbody>
    </table></div></section>`;
}

/** A pack from its first rule to what it leaves out. */
export function packPage(pack: Pack, say: BookSay): TemplateResult {
  return html`<header class="head"><h2 tabindex="-1">${pack.title}</h2>${facts(pack, say)}
      <p class="tools"><button type="button" data-print @click=${() => print()}>${say("print")}</button></p></header>
    ${pack.rules.length > 0 ? html`<h3>${say("rules")}</h3>` : nothing}
    ${pack.rules.map((rule) => html`<article class="rule" data-rule=${rule.page.id}><h4><a href="#rule/${rule.page.id}">${open(rule.page.summary) || rule.page.id}</a></h4>${ruleBody(rule, say, 5)}</article>`)}
    ${pack.sheets.map((sheet) => html`<section><h3>${sheet.title}</h3>${sheetTable(sheet, say)}</section>`)}
    ${pack.parameters.length > 0 ? html`<section><h3>${say("numbers")}</h3>${numbers(pack, say)}</section>` : nothing}
    ${pack.omitted.length > 0 ? omitted(pack.omitted, say) : nothing}`;
}

function facts(pack: Pack, say: BookSay): TemplateResult {
  return html`<dl class="facts">
    <div><dt>${say("packName")}</dt><dd><code>${pack.id}</code> ${say("version", { v: pack.version })}</dd></div>
    <div><dt>${say("publisher")}</dt><dd>${pack.publisher}</dd></div>
    <div><dt>${say("edition")}</dt><dd>${/^\d{4}/u.test(pack.edition) ? pack.edition : say("edition.unseen")} · ${say(`status.${pack.status}`)}</dd></div>
    <div><dt>${say("link")}</dt><dd>${safe(pack.url) ? html`<a href=${pack.url!} rel="noopener noreferrer">${pack.url}</a>` : say("noLink")}</dd></div>
  </dl>`;
}

/** How much of a pack still waits for a clinician. */
export function pendingOf(pack: Pack): number {
  const cites = [...pack.rules.map(({ page }) => page.cite), ...pack.parameters.map(({ cite }) => cite)];
  return cites.filter(({ review }) => review !== null).length + pack.sheets.flatMap(({ rows }) => rows).filter(({ pending }) => pending).length;
}

/** Every document, and the tables that belong to none. */
export function overview(book: Book, say: BookSay): TemplateResult {
  return html`<header class="head"><h2 tabindex="-1">${say("packs")}</h2><p>${say("about")}</p></header>
    <ul class="packs">${book.packs.map((pack) => html`<li><h3><a href="#pack/${pack.id}">${pack.title}</a></h3>${facts(pack, say)}
      <p class="quiet">${[say("rulesN", { n: pack.rules.length }), say("numbersN", { n: pack.parameters.length }), say("rowsN", { n: pack.sheets.flatMap(({ rows }) => rows).length })].join(" · ")}
      · <b>${say("pendingN", { n: pendingOf(pack) })}</b></p></li>`)}</ul>
    <h3>${say("tables")}</h3>
    <ul class="sheets">${book.sheets.map((sheet) => html`<li><a href="#sheet/${sheet.kind}">${sheet.title}</a> <span class="quiet">${say("rowsN", { n: sheet.rows.length })}</span></li>`)}</ul>
    <p><a href="#compare">${say("compare")}</a></p>
    <p class="quiet stamp">${say("stamp", { engine: book.stamp.engine, digest: book.stamp.digest })}</p>`;
}
