import { css, html, nothing, type TemplateResult } from "lit";
import { DiaryPart } from "../more/part.js";
import type { Document } from "../store/types.js";
import { documentsOf } from "./visit-file.js";

/** What was brought from elsewhere: reports, visits, results, advice; and a file of the doctor's page to bring in. */
export class DiaryPapers extends DiaryPart {
  static override properties = { ...DiaryPart.properties, told: { state: true }, removed: { state: true } };
  static override styles = [...DiaryPart.styles, css`
    article { border: 2px solid var(--_rule); border-radius: 8px; padding: 0.6em 0.8em; margin: 0 0 0.8em; }
    .text { white-space: pre-line; margin: 0.4em 0; }
  `];

  declare told: string;
  declare removed: Document | null;

  constructor() {
    super();
    this.told = "";
    this.removed = null;
  }

  protected override render(): TemplateResult {
    const { say } = this;
    const list = [...this.own("documents")].sort((one, other) => (one.at < other.at ? 1 : one.at > other.at ? -1 : other.seq - one.seq));
    return html`${this.removed ? html`<div class="notice" role="status"><p>${say("papers.removed")}</p>
        <button type="button" class="undo" @click=${() => void this.#undo()}>${say("undo")}</button></div>` : nothing}
      ${list.length === 0 ? html`<p class="quiet">${say("papers.none")}</p>` : list.map((one) => this.#paper(one))}
      <p class="row"><label class="file">${say("papers.open")}<input type="file" accept="application/json,.json" @change=${(event: Event) => void this.#open(event)}></label></p>
      ${this.told ? html`<p role="status">${this.told}</p>` : nothing}`;
  }

  #paper(one: Document): TemplateResult {
    const { say } = this;
    return html`<article data-document=${one.id}><h3>${one.title || say(`papers.${one.kind}`)}</h3>
      <p class="quiet">${say(`papers.${one.kind}`)} · ${one.at.slice(0, 10)} · ${say("papers.unverified")}</p>
      <p class="text">${one.text}</p>
      <button type="button" aria-label="${say("delete")} ${one.title}" @click=${() => void this.#remove(one)}>${say("delete")}</button></article>`;
  }

  async #open(event: Event): Promise<void> {
    const input = event.target as HTMLInputElement;
    const [file] = input.files ?? [];
    const { person } = this.model;
    if (!file || !person) return;
    const found = await documentsOf(file, person.id);
    const fresh = (found ?? []).filter(({ id }) => !this.rows.documents.some((row) => row.id === id && !row.deletedAt));
    const done = fresh.length === 0 || (await this.model.putAll("documents", fresh));
    this.told = !found ? this.say("papers.wrong") : done ? this.say("papers.added", { n: fresh.length }) : "";
    input.value = "";
  }

  async #remove(one: Document): Promise<void> {
    if (await this.model.put("documents", one, true)) this.removed = one;
  }

  async #undo(): Promise<void> {
    if (this.removed && (await this.model.put("documents", this.removed))) this.removed = null;
  }
}
