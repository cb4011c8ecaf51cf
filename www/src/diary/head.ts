import { html, nothing, type TemplateResult } from "lit";
import type { DiaryModel } from "./model.js";
import { type Scale, SCALES } from "./settings.js";
import type { DiarySay } from "./words.js";

export interface HeadActions {
  size(size: Scale): void;
  language(locale: string): void;
}

// Letters that turn the writing of whatever follows them: an option can isolate none.
const TURNING = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** The name of the page, whose diary it is, the size of letters and the language. */
export function head(model: DiaryModel, say: DiarySay, fontScale: string | null, busy: boolean, act: HeadActions): TemplateResult {
  const value = (event: Event): string => (event.target as HTMLSelectElement).value;
  const other = say.locale === "en" ? "zh-CN" : "en";
  return html`<header class="head"><h1>${say("heading")}</h1>
    ${model.people.length > 1 && !busy ? html`<label><span class="sr">${say("who")}</span><select class="person" @change=${(event: Event) =>
      void model.choose(value(event))}>${model.people.map(({ id, nickname }) => html`<option value=${id}
      ?selected=${id === model.person?.id}>${nickname.replace(TURNING, "")}</option>`)}</select></label>` : nothing}
    ${fontScale ? html`<label><span class="sr">${say("size")}</span><select class="size" @change=${(event: Event) => act.size(value(event) as Scale)}>${
      SCALES.map((one) => html`<option value=${one} ?selected=${fontScale === one}>${say("size")} ${say(`size.${one}`)}</option>`)}</select></label>`
      : html`<button type="button" class="elder" @click=${() => act.size("large")}>${say("elder")}</button>`}
    <button type="button" class="language" lang=${other} @click=${() => act.language(other)}>${other === "en" ? "English" : "中文"}</button>
  </header>`;
}
