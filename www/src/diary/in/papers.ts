import { html, LitElement, nothing, type TemplateResult } from "lit";
import { scale, tokens } from "../../elements/tokens.js";
import { localeOf } from "../../elements/words.js";
import type { DiaryModel } from "../model.js";
import { documentsOf } from "../papers/visit-file.js";
import type { Document, Draft } from "../store/types.js";
import { styles } from "../styles.js";
import { diarySay } from "../words.js";
import { uuid } from "../../secure.js";
import type { Begun } from "./door.js";
import { MEGABYTES, type Paper, paperOf, type Strange } from "./paper.read.js";
import { inStyles } from "./styles.js";
import { type InKey, inSay, type InSay } from "./words.js";

const KINDS = ["visit", "result", "prescription", "report", "other"] as const;

/**
 * Papers of doctors and hospitals, as the patient brought them: kept, shown and printed, never judged and never verified.
 * Fires `done`.
 */
export class DiaryPapers extends LitElement {
  static override properties = {
    model: { attribute: false }, begun: { attribute: false }, locale: { type: String }, draft: { state: true }, strange: { state: true }, wrong: { state: true }, shown: { state: true }, removed: { state: true }, added: { state: true }, visit: { state: true },
  };
  static override styles = [tokens, scale, styles, inStyles];

  declare model: DiaryModel;
  declare begun: Begun | undefined;
  declare locale: string;
  declare draft: Paper | null;
  declare strange: Strange | null;
  declare wrong: InKey | null;
  /** The photo that is looked at. */
  declare shown: string | null;
  declare removed: Document | null;
  /** How many papers a visit's file brought. */
  declare added: number | null;
  /** The papers of a visit that a host handed over, which nobody has said yes to. */
  declare visit: readonly Draft<"documents">[] | null;
  #kept = 0;
  // Made with the draft, so that a second tap keeps it once.
  #id = "";

  constructor() {
    super();
    this.locale = "zh-CN";
    this.draft = null;
    this.strange = null;
    this.wrong = null;
    this.shown = null;
    this.removed = null;
    this.added = null;
    this.visit = null;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.begun?.end(this.#kept, this.#kept > 0 ? null : this.strange);
  }

  protected override firstUpdated(): void {
    this.shadowRoot?.querySelector<HTMLElement>("h2")?.focus();
    this.strange = this.begun?.why ?? null;
    if (this.begun?.file) void this.#look(this.begun.file, false);
  }

  protected override render(): TemplateResult {
    const say = inSay(localeOf(this.locale));
    return html`<h2 tabindex="-1">${say("papers.title")}</h2>
      ${this.strange ? html`<div class="doubt" role="alert"><p>${say(`papers.${this.strange}`, { n: MEGABYTES })}</p></div>` : nothing}
      ${this.visit ? this.#asked(this.visit, say) : this.draft ? this.#form(this.draft, say) : this.#home(say)}`;
  }

  #home(say: InSay): TemplateResult {
    const papers = this.model.rows.documents.filter(({ person, deletedAt }) => person === this.model.person?.id && !deletedAt)
      .sort((one, other) => (one.at < other.at ? 1 : one.at > other.at ? -1 : other.seq - one.seq));
    return html`<p>${say("papers.what")}</p><p><strong>${say("papers.rule")}</strong></p>
      <p class="row"><label class="file button primary">${say("papers.choose")}<input type="file" accept="image/jpeg,image/png,image/webp,application/pdf,application/json,application/fhir+json,.json" @change=${(event: Event) => void this.#chosen(event)}></label></p>
      <p class="row"><button type="button" class="note" @click=${() => this.#edit({ at: this.model.today, kind: "visit", title: "", text: "" })}>${say("papers.note")}</button></p>
      ${this.removed ? html`<div class="notice" role="status"><p>${say("papers.removed")}</p><button type="button" class="undo" @click=${() => void this.#undo()}>${say("papers.undo")}</button></div>` : nothing}
      ${this.added === null ? nothing : html`<p class="notice" role="status">${say("papers.added", { n: this.added })}</p>`}
      ${papers.length === 0 ? html`<p class="quiet">${say("papers.none")}</p>` : html`<ul class="papers">${papers.map((one) => this.#paper(one, say))}</ul>`}
      <p class="row"><button type="button" class="back" @click=${() => this.dispatchEvent(new CustomEvent("done", { detail: { saved: false } }))}>${say("back")}</button></p>`;
  }

  #asked(visit: readonly Draft<"documents">[], say: InSay): TemplateResult {
    return html`<p><strong>${say("papers.rule")}</strong></p><ul class="papers">${visit.map(({ title, at, kind }) => html`<li><p><strong><bdi>${title}</bdi></strong></p>
        <p class="quiet">${at} · ${say(`kind.${kind}`)} · <span class="unverified">${say("papers.unverified")}</span></p></li>`)}</ul>
      <p class="row"><button type="button" class="primary take" @click=${() => void this.#bring(visit)}>${say("papers.take", { n: visit.length })}</button></p>
      <p class="row"><button type="button" class="cancel" @click=${() => this.#edit(null)}>${say("dont.papers")}</button></p>`;
  }

  #paper(one: Document, say: InSay): TemplateResult {
    const { file } = one;
    const picture = file?.type.startsWith("image/") ?? false;
    const open = this.shown === one.id;
    return html`<li data-paper=${one.id}><p><strong><bdi>${one.title}</bdi></strong></p>
      <p class="quiet">${one.at} · ${say(`kind.${one.kind}`)} · <span class="unverified">${say("papers.unverified")}</span></p>
      ${one.text ? html`<p class="lines"><bdi>${one.text}</bdi></p>` : nothing}
      ${file && picture ? html`<p class="row"><button type="button" class="show" aria-expanded=${open} @click=${() => (this.shown = open ? null : one.id)}>${say(open ? "papers.hide" : "papers.show")}</button></p>` : nothing}
      ${file && open ? html`<img class="paper" alt=${one.title} src="data:${file.type};base64,${file.data}">` : nothing}
      ${file ? html`<p class="row"><button type="button" class="open" @click=${() => this.#give(file)}>${say("papers.open")}</button></p>` : nothing}
      <p class="row"><button type="button" class="remove" aria-label="${say("papers.remove")} ${one.title} ${one.at}" @click=${() => void this.#remove(one)}>${say("papers.remove")}</button></p></li>`;
  }

  #form(draft: Paper, say: InSay): TemplateResult {
    return html`<form novalidate @submit=${(event: Event) => (event.preventDefault(), void this.#keep())}>
      <div class="field"><label for="day">${say("papers.day")}</label><input type="date" id="day" max=${this.model.today} .value=${draft.at}
        aria-invalid=${this.wrong === "papers.day.ask" ? "true" : "false"} aria-describedby="wrong"></div>
      <div class="field"><label for="kind">${say("papers.kind")}</label><select id="kind">${KINDS.map((kind) => html`<option value=${kind} ?selected=${draft.kind === kind}>${say(`kind.${kind}`)}</option>`)}</select></div>
      <div class="field"><label for="name">${say("papers.name")}</label><input type="text" id="name" maxlength="80" autocomplete="off" .value=${draft.title}
        aria-invalid=${this.wrong === "papers.name.ask" ? "true" : "false"} aria-describedby="wrong"></div>
      <div class="field"><label for="text">${say("papers.text")}</label><textarea id="text" .value=${draft.text}></textarea></div>
      <p id="wrong" class="problem" role=${this.wrong ? "alert" : nothing}>${this.wrong ? say(this.wrong) : nothing}</p>
      <p class="row"><button type="submit" class="primary">${say("papers.save")}</button></p>
      <p class="row"><button type="button" class="cancel" @click=${() => this.#edit(null)}>${say("back")}</button></p></form>`;
  }

  #edit(draft: Paper | null): void {
    this.#id = uuid();
    this.draft = draft;
    this.visit = null;
    this.wrong = null;
    this.strange = null;
    this.removed = null;
    this.added = null;
  }

  async #chosen(event: Event): Promise<void> {
    const input = event.target as HTMLInputElement;
    const [file] = input.files ?? [];
    if (!file) return;
    await this.#look(file, true);
    input.value = "";
  }

  /** `said`: the person chose this file, which is a yes to a visit's papers. */
  async #look(file: File, said: boolean): Promise<void> {
    this.strange = null;
    this.added = null;
    const visit = this.model.person && (await documentsOf(file, this.model.person.id));
    if (visit && said) return this.#bring(visit);
    if (visit) return void (this.visit = visit);
    const locale = localeOf(this.locale);
    const paper = await paperOf(file, this.model.today, inSay(locale), diarySay(locale));
    if (typeof paper === "string") this.strange = paper;
    else this.#edit(paper);
  }

  /** The papers of a visit, as the doctor's page wrote them; those that are here already are not brought twice. */
  async #bring(visit: readonly Draft<"documents">[]): Promise<void> {
    const { documents } = this.model.rows;
    // Without a digest of the browser's, its words tell that a paper is here already.
    const same = (one: Draft<"documents">, row: Document): boolean =>
      row.id === one.id || (row.person === one.person && row.at === one.at && row.title === one.title && row.text === one.text);
    const fresh = visit.filter((one) => !documents.some((row) => same(one, row) && !row.deletedAt));
    if (fresh.length === 0 || (await this.model.putAll("documents", fresh))) {
      this.visit = null;
      this.added = fresh.length;
      this.#kept += fresh.length;
    }
  }

  async #keep(): Promise<void> {
    const { draft, model } = this;
    const value = (id: string): string => (this.shadowRoot?.getElementById(id) as HTMLInputElement).value.trim();
    const [at, title] = [value("day"), value("name")];
    this.wrong = !at || at > model.today ? "papers.day.ask" : !title ? "papers.name.ask" : null;
    if (this.wrong) {
      await this.updateComplete;
      return this.shadowRoot?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
    }
    if (!draft || !model.person) return;
    const kind = value("kind") as Document["kind"];
    const row = { id: this.#id, person: model.person.id, at, kind, title, text: value("text"), verified: false as const, ...(draft.file && { file: draft.file }) };
    if (!(await model.write([{ kind: "documents", expects: 0, row }]))) return;
    this.#kept += 1;
    this.#edit(null);
  }

  async #remove({ seq: _, revision, enteredAt: __, clock: ___, deletedAt: ____, ...row }: Document): Promise<void> {
    if (!(await this.model.write([{ kind: "documents", expects: revision, row, deleted: true }]))) return;
    this.removed = this.model.rows.documents.find(({ id }) => id === row.id) ?? null;
    await this.updateComplete;
    this.shadowRoot?.querySelector<HTMLElement>(".undo")?.focus();
  }

  async #undo(): Promise<void> {
    if (!this.removed) return;
    const { seq: _, revision, enteredAt: __, clock: ___, deletedAt: ____, ...row } = this.removed;
    if (await this.model.write([{ kind: "documents", expects: revision, row }])) this.removed = null;
  }

  #give({ name, type, data }: NonNullable<Document["file"]>): void {
    const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([bytes], { type }));
    link.download = `${name}.${type === "application/pdf" ? "pdf" : type.slice("image/".length)}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }
}
