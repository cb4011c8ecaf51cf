import { html, nothing, type TemplateResult } from "lit";
import { until } from "lit/directives/until.js";
import { localeOf } from "../elements/words.js";
import type { Assessment, Options } from "../types.js";
import type { LiangbingRound } from "./element.js";
import { aboutOf, issueWords, nameOf, phrases } from "./texts.js";

const KEPT = new WeakMap<LiangbingRound, { key: string; panel: Promise<TemplateResult> }>();

/** A patient of the list: all that is other, and the panel; fetched when the first one is opened. */
export function side(round: LiangbingRound, key: string): TemplateResult {
  const { tongue, asOf } = round;
  const { say } = tongue;
  const record = round.recordOf(key);
  const line = round.lineOf(key);
  const told = phrases(line?.row?.changes ?? [], round.textsOf(key), tongue);
  return html`<aside class="side" aria-labelledby="side-name">
    <header><h3 id="side-name" tabindex="-1"><bdi>${nameOf(record, say)}</bdi> <span class="quiet">${aboutOf(record, asOf, say)}</span></h3>
      <button type="button" class="back" @click=${() => round.back()}>${say("back")}</button></header>
    ${line?.kind === "row" ? html`<p class="actions"><button type="button" aria-pressed=${round.isSeen(line.id)} @click=${() => round.see([line])}>${say("seen")}</button>
      <button type="button" @click=${() => round.handOn([line])}>${say("task")}</button></p>` : nothing}
    ${told.length ? html`<section aria-label=${say("changes")}><h4>${say("changes")}</h4><ul class="told">${told.map(({ text, what, byRules }) => html`<li class=${what}>${
      byRules ? html`<span class="tag">${say("rules.mark")}</span> ` : nothing}<bdi>${text}</bdi></li>`)}</ul></section>` : nothing}
    ${line?.issue ? html`<p class="data-issue"><b>${issueWords(line.issue, say)}</b> <span lang="en">${line.issue.message}</span></p>` : nothing}
    ${until(panel(round, key), nothing)}
  </aside>`;
}

/** One panel a patient and language; another patient's is never shown while it is made. */
function panel(round: LiangbingRound, key: string): Promise<TemplateResult> {
  const own = `${key}\n${round.locale}\n${round.theme}\n${round.fontScale}`;
  const kept = KEPT.get(round);
  if (kept?.key === own) return kept.panel;
  const made = make(round, key);
  KEPT.set(round, { key: own, panel: made });
  return made;
}

async function make(round: LiangbingRound, key: string): Promise<TemplateResult> {
  const input = round.book.input(key);
  const [engine] = await Promise.all([round.sweep?.engine(), import("../elements/define.js")]);
  if (!engine || input === null) return html``;
  const { asOf, theme, fontScale, level } = round;
  const locale = localeOf(round.locale);
  // One on the page judges by itself; of one in a worker the answer is given.
  if ("open" in engine) {
    return html`<liangbing-panel .engine=${engine} .record=${input} as-of=${asOf} locale=${locale} theme=${theme} font-scale=${fontScale} level=${level}></liangbing-panel>`;
  }
  try {
    const answer = (await engine.assess(input, { asOf, locale, ...(level && { level }) } as Options)) as Assessment;
    return html`<liangbing-panel .assessment=${answer} .engine=${null} .error=${null} as-of=${asOf} locale=${locale} theme=${theme} font-scale=${fontScale} level=${level}></liangbing-panel>`;
  } catch (thrown) {
    return html`<p class="bar red" role="alert" lang="en">${thrown instanceof Error ? thrown.message : ""}</p>`;
  }
}
