import { html, nothing, type TemplateResult } from "lit";
import type { Assessment, Gap } from "../types.js";
import { shortMoment } from "./days.js";
import type { Say } from "./words.js";

type Part = TemplateResult | typeof nothing;

/** What is missing, what each would settle, and a way to record it. */
export function gaps(a: Assessment, say: Say, record: ((missing: string[]) => void) | null): Part {
  if (a.gaps.length === 0) return nothing;
  return html`<section class="block bar grey" part="card-grey">
    <h3 part="title">${say("gaps")} <span class="count" part="counts">${a.gaps.length}</span>
      ${record ? html`<button type="button" @click=${() => record(a.gaps.map((gap) => gap.concept))}>${
        say("gaps.record")}</button>` : nothing}</h3>
    <ul class="plain">${a.gaps.map((gap) => gapView(gap, say))}</ul>
  </section>`;
}

function gapView(gap: Gap, say: Say): TemplateResult {
  const name = gap.label ?? say.named("concept", gap.concept);
  const last = gap.lastAt ? say("gaps.last", { day: shortMoment(gap.lastAt) }) : "";
  return html`<li data-gap=${gap.concept}>
    <b>${name}</b> <span>${say(`gap.${gap.reason}`)}</span> <span class="quiet">${last}</span>
    ${gap.text ? html`<div>${gap.text}</div>` : nothing}
    <div class="quiet">${settles(gap, say)}</div>
  </li>`;
}

/** What a gap could change, in words. */
export function settles({ couldBe }: Gap, say: Say): string {
  return couldBe ? say("gaps.could", { level: couldBe, words: say(`level.${couldBe}`) }) : say("gaps.step");
}

/** What was not counted, and why; never left out in silence. */
export function setAside(a: Assessment, say: Say): Part {
  if (a.setAside.length === 0) return nothing;
  return html`<section class="block">
    <h3 part="title">${say("setAside")} <span class="count" part="counts">${a.setAside.length}</span></h3>
    <p class="quiet">${say("setAside.note")}</p>
    <ul class="plain">${a.setAside.map((problem) => html`<li>${problem.message}
      <div class="quiet"><code>${problem.path}</code> · <code>${problem.code}</code></div></li>`)}</ul>
  </section>`;
}

/** What answered: enough to get the same answer again. */
export function stamp(a: Assessment, say: Say): TemplateResult {
  const { engine, guidelines, digest, overlay, record } = a.stamp;
  return html`<footer part="footer">
    <p>${say("advice")}</p>
    <details><summary>${say("stamp")}: ${say("stamp.engine", { version: engine })} · <code>${short(digest)}</code></summary>
      <dl class="rows">
        <dt>${say("stamp.rules")}</dt>
        <dd>${guidelines.map((g) => html`<code>${g.id}@${g.version}</code> `)}<code>${digest}</code></dd>
        ${overlay ? html`<dt>${say("stamp.overlay")}</dt><dd><code>${overlay}</code></dd>` : nothing}
        ${record ? html`<dt>${say("stamp.record")}</dt><dd><code>${record}</code></dd>` : nothing}
      </dl></details>
  </footer>`;
}

function short(digest: string): string {
  return digest.replace("sha256:", "").slice(0, 8);
}
