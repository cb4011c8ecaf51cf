import { html, nothing, type TemplateResult } from "lit";
import { sayIn } from "../elements/words.js";
import { citation, open } from "./condition.js";
import type { Book, Comparison, Difference, Pack, Said } from "./data.js";
import type { BookSay } from "./words.js";

const KINDS = ["parameter", "criterion", "target", "risk"] as const;

/** What two packs ask of one thing. */
interface Beside {
  of: string;
  sides: [string[], string[]];
}

/** Targets by what they are of, and the classes of visits, as each of two packs has them. */
export function beside(from: Pack, to: Pack, say: BookSay): Beside[] {
  const names = sayIn(say.locale);
  const rows = new Map<string, Beside>();
  const add = (of: string, side: 0 | 1, text: string): void => {
    const row = rows.get(of) ?? { of, sides: [[], []] };
    row.sides[side].push(text);
    rows.set(of, row);
  };
  ([from, to] as const).forEach((pack, side) => {
    for (const sheet of pack.sheets.filter(({ kind }) => kind === "targets")) {
      for (const { cells: [of = "", kind = "", target = ""] } of sheet.rows) add(of, side as 0 | 1, `${kind}: ${target}`);
    }
    for (const { page } of pack.rules.filter(({ page }) => page.says !== "level")) {
      const what = page.says === "class" ? `${say("classes")} · ${say.named("disease", page.concern)}` : names.named("concept", page.target ?? "").toLowerCase();
      const told = page.says === "class" ? say.named("class", page.class ?? "") : numbersOf(pack, page.parameters);
      add(what, side as 0 | 1, `${open(page.summary) || page.id}: ${told}`);
    }
  });
  return [...rows.values()];
}

function numbersOf(pack: Pack, names: readonly string[]): string {
  const own = names.map((name) => pack.parameters.find((one) => one.name === name));
  return own.flatMap((one) => (one ? [`${one.name} ${one.values.join("; ")}`] : [])).join(", ");
}

/** Two packs chosen, and what differs. */
export function comparePage(book: Book, [from, to]: [Pack, Pack], comparison: Comparison, say: BookSay): TemplateResult {
  const go = (one: string, other: string): void => void (location.hash = `#compare/${one}/${other}`);
  const chosen = (event: Event): string => (event.target as HTMLSelectElement).value;
  const select = (name: "first" | "second", own: Pack, change: (id: string) => void): TemplateResult => html`<label>${say(name)}
    <select name=${name} .value=${own.id} @change=${(event: Event) => change(chosen(event))}>${book.packs.map((pack) => html`<option value=${pack.id} ?selected=${pack.id === own.id}>${pack.title}</option>`)}</select></label>`;
  const n = (outcome: Difference["outcome"]): number => comparison.differences.filter((one) => one.outcome === outcome).length;
  return html`<header class="head"><h2 tabindex="-1">${say("compare")}</h2><p>${say("compareAbout")}</p>
      <div class="choose">${select("first", from, (id) => go(id, to.id))}${select("second", to, (id) => go(from.id, id))}
      <button type="button" @click=${() => go(to.id, from.id)}>${say("swap")}</button>
      <button type="button" data-print @click=${() => print()}>${say("print")}</button></div>
      <p role="status"><b>${say("howMany", { n: n("differs"), m: n("gone"), k: n("new") })}</b></p></header>
    ${comparison.differences.length === 0 ? html`<p>${say("noDifference")}</p>` : nothing}
    ${sideBySide(from, to, say)}
    ${KINDS.map((what) => differences(what, comparison, say))}`;
}

function sideBySide(from: Pack, to: Pack, say: BookSay): TemplateResult | typeof nothing {
  const rows = beside(from, to, say);
  if (rows.length === 0) return nothing;
  const cell = (list: string[]): TemplateResult => (list.length > 0 ? html`<td>${list.map((text) => html`<p>${text}</p>`)}</td>` : html`<td class="quiet">${say("nothingSaid")}</td>`);
  const outcome = ([one, other]: Beside["sides"]): "new" | "gone" | "differs" | "same" =>
    one.length === 0 ? "new" : other.length === 0 ? "gone" : one.join() === other.join() ? "same" : "differs";
  return html`<section><h3>${say("sideBySide")}</h3><div class="scroll" tabindex="0" role="region" aria-label=${say("sideBySide")}><table class="beside">
    <thead><tr><th scope="col">${say("of")}</th><th scope="col">${say("outcome")}</th><th scope="col">${from.title}</th><th scope="col">${to.title}</th></tr></thead>
    <tbody>${rows.map(({ of, sides }) => html`<tr class=${outcome(sides)}><th scope="row">${of}</th><td>${word(outcome(sides), say)}</td>${sides.map(cell)}</tr>`)}</tbody></table></div></section>`;
}

function differences(what: Difference["what"], { from, to, differences: all }: Comparison, say: BookSay): TemplateResult | typeof nothing {
  const own = all.filter((one) => one.what === what);
  if (own.length === 0) return nothing;
  return html`<section><h3>${say(`what.${what}`)}</h3><div class="scroll" tabindex="0" role="region" aria-label=${say(`what.${what}`)}><table class="beside" data-what=${what}>
    <thead><tr><th scope="col">${say("outcome")}</th><th scope="col">${from.title}</th><th scope="col">${to.title}</th></tr></thead>
    <tbody>${own.map((one) => html`<tr class=${one.outcome}><th scope="row">${word(one.outcome, say)}</th>${said(one.from, one.outcome, say)}${said(one.to, one.outcome, say)}</tr>`)}</tbody></table></div></section>`;
}

function word(outcome: "new" | "gone" | "differs" | "same", say: BookSay): TemplateResult {
  return outcome === "differs" ? html`<b class="tag differs">${say("differs")}</b>` : html`${say(outcome)}`;
}

function said(one: Said | null, outcome: Difference["outcome"], say: BookSay): TemplateResult {
  if (!one) return html`<td class="quiet">${say("nothingSaid")}</td>`;
  const says = outcome === "differs" ? html`<mark>${one.says}</mark>` : html`${one.says}`;
  return html`<td><p>${says}</p>${one.whom ? html`<p class="quiet">${say("forWhom", { whom: one.whom })}</p>` : nothing}
    <p class="quiet"><code>${one.name}</code> · ${citation(one.cite, say)}</p></td>`;
}
