import { css, html, nothing, type TemplateResult } from "lit";
import { DiaryPart } from "../more/part.js";
import type { Question } from "../store/types.js";
import { uuid } from "../../secure.js";

/** Questions for the next visit; those that are open stand on the printed sheet. */
export class DiaryAsk extends DiaryPart {
  static override properties = { ...DiaryPart.properties, removed: { state: true } };
  static override styles = [...DiaryPart.styles, css`
    ul { list-style: none; margin: 0 0 0.8em; padding: 0; } li { display: flex; flex-wrap: wrap; gap: 0.4em; margin: 0 0 0.5em; }
    .choice { flex: 1 1 11em; min-width: 0; } .asked { text-decoration: line-through; }
  `];

  declare removed: Question | null;

  constructor() {
    super();
    this.removed = null;
  }

  protected override render(): TemplateResult {
    const { say } = this;
    const list = this.own("questions");
    return html`${this.removed ? html`<div class="notice" role="status"><p>${say("ask.removed")}</p>
        <button type="button" class="undo" @click=${() => void this.#undo()}>${say("undo")}</button></div>` : nothing}
      ${list.length === 0 ? html`<p class="quiet">${say("ask.none")}</p>` : html`<ul>${list.map((one) => html`<li>
        <label class="choice"><input type="checkbox" .checked=${one.asked} @change=${() => void this.model.put("questions", { ...one, asked: !one.asked })}><span class=${one.asked ? "asked" : ""}>${one.text}</span></label>
        <button type="button" aria-label="${say("delete")} ${one.text}" @click=${() => void this.#remove(one)}>${say("delete")}</button></li>`)}</ul>`}
      <form @submit=${(event: Event) => (event.preventDefault(), void this.#add())}>
        <div class="field"><label for="question">${say("ask.new")}</label><input type="text" id="question" maxlength="200" autocomplete="off"></div>
        <p class="row"><button type="submit">${say("ask.save")}</button></p></form>`;
  }

  async #add(): Promise<void> {
    const box = this.box("question");
    const text = box.value.trim();
    const { person } = this.model;
    box.focus();
    if (!person || !text) return;
    // Emptied before it is stored: the next one may be typed meanwhile.
    box.value = "";
    const done = await this.model.put("questions", { id: uuid(), person: person.id, text, asked: false });
    if (!done && box.value === "") box.value = text;
    this.draft("question", box.value);
  }

  async #remove(question: Question): Promise<void> {
    if (await this.model.put("questions", question, true)) this.removed = question;
  }

  async #undo(): Promise<void> {
    if (this.removed && (await this.model.put("questions", this.removed))) this.removed = null;
  }
}
