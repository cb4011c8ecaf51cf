import { html, LitElement, nothing, type TemplateResult } from "lit";
import { scale, tokens } from "../../elements/tokens.js";
import { localeOf } from "../../elements/words.js";
import type { DiaryModel } from "../model.js";
import { styles } from "../styles.js";
import { type DiaryKey, type DiarySay, diarySay } from "../words.js";
import { lock, unlock } from "./backup.js";
import { csv } from "./csv.js";
import { give } from "./give.js";
import { printSheet } from "./sheet.js";

const SHORTEST = 8;

/** What can be taken out of a diary, brought back, and wiped. */
export class DiaryOut extends LitElement {
  static override properties = {
    model: { attribute: false }, locale: { type: String }, problem: { state: true }, told: { state: true }, sure: { state: true }, working: { state: true },
  };
  static override styles = [tokens, scale, styles];

  declare model: DiaryModel;
  declare locale: string;
  declare problem: DiaryKey | null;
  declare told: string;
  declare sure: boolean;
  declare working: boolean;

  constructor() {
    super();
    this.locale = "zh-CN";
    this.problem = null;
    this.told = "";
    this.sure = false;
    this.working = false;
  }

  protected override render(): TemplateResult {
    const say = diarySay(localeOf(this.locale));
    const pass = (id: string, key: DiaryKey): TemplateResult => html`<div class="field"><label for=${id}>${say(key)}</label>
      <input type="password" id=${id} autocomplete="new-password" aria-describedby="problem lost"></div>`;
    return html`<p class="row"><button type="button" class="print" @click=${() => printSheet(this.model, say)}>${say("print")}</button></p>
      <p class="row"><button type="button" class="csv" @click=${() => this.#csv()}>${say("csv")}</button></p>
      <form @submit=${(event: Event) => (event.preventDefault(), void this.#lock())}>
        ${pass("pass", "pass")}${pass("again", "passAgain")}
        <p id="lost" class="quiet">${say("pass.lost")}</p>
        <p id="problem" class="problem" role=${this.problem ? "alert" : nothing}>${this.problem ? say(this.problem) : nothing}</p>
        <p class="row"><button type="submit" ?disabled=${this.working}>${say("backup")}</button></p>
        <p class="row"><label class="file">${say("restore")}<input type="file" accept="application/json,.json" @change=${(event: Event) => void this.#unlock(event, say)}></label></p>
      </form>
      ${this.told ? html`<p role="status">${this.told}</p>` : nothing}
      ${this.sure ? html`<div class="trouble" role="alertdialog" aria-labelledby="sure"><p id="sure">${say("wipe.sure")}</p>
          <p class="row"><button type="button" class="wipe-now" @click=${() => void this.#wipe(say)}>${say("wipe.yes")}</button></p>
          <p class="row"><button type="button" @click=${() => (this.sure = false)}>${say("cancel")}</button></p></div>`
        : html`<p class="row"><button type="button" class="wipe" @click=${() => (this.sure = true)}>${say("wipe")}</button></p>`}`;
  }

  #csv(): void {
    give(this, `diary-${this.model.today}.csv`, "text/csv;charset=utf-8", csv([...this.model.readings].reverse()));
  }

  async #lock(): Promise<void> {
    const password = this.#value("pass");
    this.problem = password.length < SHORTEST ? "pass.short" : password !== this.#value("again") ? "pass.differs" : null;
    if (this.problem) return this.#input("pass").focus();
    this.working = true;
    give(this, `diary-${this.model.today}.json`, "application/json", await lock(this.model.rows, password));
    this.working = false;
    for (const id of ["pass", "again"]) this.#input(id).value = "";
  }

  async #unlock(event: Event, say: DiarySay): Promise<void> {
    const input = event.target as HTMLInputElement;
    const [file] = input.files ?? [];
    if (!file) return;
    this.problem = null;
    const rows = await unlock(await file.text(), this.#value("pass"));
    const taken = rows && (await this.model.restore(rows));
    this.problem = taken === null ? "restore.wrong" : null;
    this.told = taken === null ? "" : say("restored", { n: taken });
    input.value = "";
  }

  async #wipe(say: DiarySay): Promise<void> {
    this.sure = false;
    if (await this.model.wipe(say("me"))) this.told = say("wiped");
  }

  #value(id: string): string {
    return this.#input(id).value;
  }

  #input(id: string): HTMLInputElement {
    return this.shadowRoot?.getElementById(id) as HTMLInputElement;
  }
}
