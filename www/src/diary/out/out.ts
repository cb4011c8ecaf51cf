import { html, LitElement, nothing, type TemplateResult } from "lit";
import { scale, tokens } from "../../elements/tokens.js";
import { localeOf } from "../../elements/words.js";
import type { DiaryModel } from "../model.js";
import type { Everything } from "../store/types.js";
import { seals } from "../../secure.js";
import { styles } from "../styles.js";
import { diarySay } from "../words.js";
import { type MoreKey, type MoreSay, moreSay } from "../more/words.js";
import { lock, unlock } from "./backup.js";
import { lastCopy } from "../remind.js";
import { csv } from "./csv.js";
import { give } from "./give.js";
import { printSheet } from "./sheet.js";

const SHORTEST = 8;

/** What can be taken out of a diary, brought back, and wiped. */
export class DiaryOut extends LitElement {
  static override properties = {
    model: { attribute: false }, locale: { type: String }, problem: { state: true }, told: { state: true }, rows: { attribute: false }, sure: { state: true }, leaving: { state: true }, working: { state: true },
  };
  static override styles = [tokens, scale, styles];

  declare model: DiaryModel;
  declare locale: string;
  declare problem: MoreKey | null;
  declare told: string;
  /** Only for being told of a change. */
  declare rows: Everything;
  declare sure: boolean;
  declare leaving: boolean;
  declare working: boolean;

  constructor() {
    super();
    this.locale = "zh-CN";
    this.problem = null;
    this.told = "";
    this.sure = false;
    this.leaving = false;
    this.working = false;
  }

  protected override render(): TemplateResult {
    const say = moreSay(localeOf(this.locale));
    return html`<p class="row"><button type="button" class="print" @click=${() => printSheet(this.model, diarySay(say.locale))}>${say("print")}</button></p>
      <p class="row"><button type="button" class="csv" @click=${() => this.#csv()}>${say("csv")}</button></p>
      <p class="quiet">${say("csv.plain")}</p>
      ${seals() ? this.#copy(say) : html`<p class="notice">${say("sealless")}</p>`}
      ${this.told ? html`<p role="status">${this.told}</p>` : nothing}
      ${this.sure ? html`<div class="trouble" role="alertdialog" aria-labelledby="sure"><p id="sure">${say("wipe.sure")}</p>
          <p class="row"><button type="button" class="wipe-now" @click=${() => void this.#wipe(say)}>${say("wipe.yes")}</button></p>
          <p class="row"><button type="button" @click=${() => (this.sure = false)}>${say("back")}</button></p></div>`
        : html`<p class="row"><button type="button" class="wipe" @click=${() => (this.sure = true)}>${say("wipe")}</button></p>`}
      ${this.leaving ? html`<div class="trouble" role="alertdialog" aria-labelledby="leaving"><p id="leaving">${say("leave.sure")}</p>
          <p class="row"><button type="button" class="leave-now" @click=${() => this.dispatchEvent(new CustomEvent("leave", { bubbles: true, composed: true }))}>${say("leave.yes")}</button></p>
          <p class="row"><button type="button" @click=${() => (this.leaving = false)}>${say("back")}</button></p></div>`
        : this.model.store.keeps === "browser" ? html`<p class="row"><button type="button" class="leave" @click=${() => (this.leaving = true)}>${say("leave")}</button></p>` : nothing}`;
  }

  #copy(say: MoreSay): TemplateResult {
    const pass = (id: string, key: MoreKey): TemplateResult => html`<div class="field"><label for=${id}>${say(key)}</label>
      <input type="password" id=${id} autocomplete="new-password" aria-describedby="problem lost"></div>`;
    return html`<form @submit=${(event: Event) => (event.preventDefault(), void this.#lock())}>
        ${pass("pass", "pass")}${pass("again", "passAgain")}
        <p class="last">${this.#last(say)}</p>
        <p id="lost" class="quiet">${say("pass.lost")}</p>
        <p id="problem" class="problem" role=${this.problem ? "alert" : nothing}>${this.problem ? say(this.problem) : nothing}</p>
        <p class="row"><button type="submit" ?disabled=${this.working}>${say("backup")}</button></p>
        <p class="row"><label class="file">${say("restore")}<input type="file" accept="application/json,.json" @change=${(event: Event) => void this.#unlock(event, say)}></label></p>
      </form>`;
  }

  #last(say: MoreSay): string {
    const day = lastCopy(this.model);
    return day ? say("backup.last", { day }) : say("backup.never");
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
    await this.model.set("backup", this.model.today);
    this.working = false;
    for (const id of ["pass", "again"]) this.#input(id).value = "";
  }

  async #unlock(event: Event, say: MoreSay): Promise<void> {
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

  async #wipe(say: MoreSay): Promise<void> {
    this.sure = false;
    if (await this.model.wipe(diarySay(say.locale)("me"))) this.told = say("wiped");
  }

  #value(id: string): string {
    return this.#input(id).value;
  }

  #input(id: string): HTMLInputElement {
    return this.shadowRoot?.getElementById(id) as HTMLInputElement;
  }
}
