import { css, html, nothing, type TemplateResult } from "lit";
import { DiaryPart } from "../more/part.js";
import type { Medicine } from "../store/types.js";
import { uuid } from "../../secure.js";

/** Medicines, each one tap a day; a second tap takes it back. What is not ticked is not said: it may have been taken. */
export class DiaryMeds extends DiaryPart {
  static override properties = { ...DiaryPart.properties, stopped: { state: true }, adding: { state: true } };
  static override styles = [...DiaryPart.styles, css`
    ul { list-style: none; margin: 0 0 0.8em; padding: 0; }
    li { display: flex; flex-wrap: wrap; gap: 0.4em; margin: 0 0 0.5em; }
    .tick { flex: 1 1 11em; text-align: start; min-width: 0; } .tick[aria-pressed=true] { border-width: 4px; font-weight: 700; }
  `];

  declare stopped: Medicine | null;
  declare adding: boolean;

  constructor() {
    super();
    this.stopped = null;
    this.adding = false;
  }

  protected override render(): TemplateResult {
    const { say } = this;
    const list = this.own("medicines");
    return html`${this.stopped ? html`<div class="notice" role="status"><p>${say("meds.stopped", { name: this.stopped.name })}</p>
        <button type="button" class="undo" @click=${() => void this.#undo()}>${say("undo")}</button></div>` : nothing}
      ${list.length === 0 ? html`<p class="quiet">${say("meds.none")}</p>` : html`<p>${say("meds.today", { day: this.model.today })}</p><ul>${list.map((one) => this.#row(one))}</ul>`}
      ${this.adding || this.typed("name", "dose") || list.length === 0 ? this.#form() : html`<p class="row"><button type="button" class="more" @click=${() => (this.adding = true)}>＋ ${say("meds.add")}</button></p>`}
      <p class="quiet">${say("meds.never")}</p>`;
  }

  #row(medicine: Medicine): TemplateResult {
    const { say } = this;
    const taken = this.own("ticks").some(({ medicine: id, day, taken: on }) => id === medicine.id && day === this.model.today && on);
    return html`<li><button type="button" class="tick" data-medicine=${medicine.id} aria-pressed=${taken} @click=${() => this.#tick(medicine, !taken)}
        >${taken ? "☑" : "☐"} ${medicine.name} <span class="quiet">${medicine.dose ?? ""} ${taken ? say("meds.taken") : nothing}</span></button>
      <button type="button" aria-label="${say("meds.stop")} ${medicine.name}" @click=${() => void this.#stop(medicine)}>${say("meds.stop")}</button></li>`;
  }

  #form(): TemplateResult {
    const { say } = this;
    return html`<form @submit=${(event: Event) => (event.preventDefault(), void this.#add())}>
      <div class="field"><label for="name">${say("meds.name")}</label><input type="text" id="name" maxlength="60" autocomplete="off"></div>
      <div class="field"><label for="dose">${say("meds.dose")}</label><input type="text" id="dose" maxlength="60" autocomplete="off"></div>
      <p class="row"><button type="submit">${say("meds.save")}</button></p></form>`;
  }

  async #add(): Promise<void> {
    const [name, dose] = [this.box("name").value.trim(), this.box("dose").value.trim()];
    const { person, today } = this.model;
    if (!person || name === "") return this.box("name").focus();
    const done = await this.model.put("medicines", { id: uuid(), person: person.id, name, since: today, ...(dose && { dose }) });
    if (!done) return;
    for (const id of ["name", "dose"]) {
      this.box(id).value = "";
      this.draft(id, "");
    }
    this.adding = false;
  }

  #tick({ id: medicine }: Medicine, taken: boolean): void {
    const { person, today: day } = this.model;
    // One row a day, whichever window it was tapped in.
    if (person) void this.model.put("ticks", { id: `${medicine} ${day}`, person: person.id, medicine, day, taken });
  }

  async #stop(medicine: Medicine): Promise<void> {
    if (await this.model.put("medicines", medicine, true)) this.stopped = medicine;
  }

  async #undo(): Promise<void> {
    if (this.stopped && (await this.model.put("medicines", this.stopped))) this.stopped = null;
  }
}
