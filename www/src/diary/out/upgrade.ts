import { html, LitElement, nothing, type TemplateResult } from "lit";
import { scale, tokens } from "../../elements/tokens.js";
import { localeOf } from "../../elements/words.js";
import { isSealed } from "../store/seal.js";
import type { Unsealed } from "../store/browser.js";
import type { Everything } from "../store/types.js";
import { styles } from "../styles.js";
import { type MoreKey, moreSay } from "../more/words.js";
import { seals } from "../../secure.js";
import { lock } from "./backup.js";
import { csv } from "./csv.js";
import { give } from "./give.js";

const SHORTEST = 8;

/** Offers a copy before an older diary is brought up to date. Fires `done` once the reader has answered. */
export class DiaryUpgrade extends LitElement {
  static override properties = { rows: { attribute: false }, unsealed: { attribute: false }, locale: { type: String }, problem: { state: true }, working: { state: true } };
  static override styles = [tokens, scale, styles];

  declare rows: Partial<Everything>;
  declare unsealed: Unsealed;
  declare locale: string;
  declare problem: MoreKey | null;
  declare working: boolean;

  constructor() {
    super();
    this.locale = "zh-CN";
    this.problem = null;
    this.working = false;
  }

  protected override render(): TemplateResult {
    const say = moreSay(localeOf(this.locale));
    const sealed = Object.values(this.rows).some((rows) => rows.some(isSealed));
    const pass = (id: string, key: MoreKey, which = "new"): TemplateResult => html`<div class="field"><label for=${id}>${say(key)}</label>
      <input type="password" id=${id} autocomplete="${which}-password" aria-describedby="problem"></div>`;
    // Sealed rows as they are would be no copy that can be brought back.
    const asked = sealed ? html`<p>${say("upgrade.sealed")}</p>${pass("pass", "upgrade.pass", "current")}` : html`${pass("pass", "pass")}${pass("again", "passAgain")}<p class="quiet">${say("pass.lost")}</p>`;
    return html`<h2>${say("upgrade")}</h2>
      ${seals() ? html`<form @submit=${(event: Event) => (event.preventDefault(), void (sealed ? this.#sealed() : this.#copy()))}>${asked}
        <p id="problem" class="problem" role=${this.problem ? "alert" : nothing}>${this.problem ? say(this.problem) : nothing}</p>
        <p class="row"><button type="submit" class="primary" ?disabled=${this.working}>${say("upgrade.save")}</button></p></form>`
        : html`<p class="notice">${say("sealless")}</p><p class="row"><button type="button" class="primary csv" @click=${() => this.#table()}>${say("csv")}</button></p>`}
      <p class="row"><button type="button" class="on" @click=${() => this.#done()}>${say("upgrade.on")}</button></p>`;
  }

  async #copy(): Promise<void> {
    const [password, again] = ["pass", "again"].map((id) => (this.renderRoot.querySelector(`#${id}`) as HTMLInputElement).value) as [string, string];
    this.problem = password.length < SHORTEST ? "pass.short" : password !== again ? "pass.differs" : null;
    if (this.problem || this.working) return;
    await this.#give(this.rows, password);
  }

  /** A copy of a sealed diary opens with the diary's own passphrase. */
  async #sealed(): Promise<void> {
    const { value } = this.renderRoot.querySelector("#pass") as HTMLInputElement;
    if (this.working) return;
    this.working = true;
    const rows = value ? await this.unsealed(value).catch(() => null) : null;
    this.working = false;
    this.problem = rows ? null : "upgrade.wrong";
    if (rows) await this.#give(rows, value);
  }

  async #give(rows: Partial<Everything>, password: string): Promise<void> {
    this.working = true;
    const none: Everything = { people: [], readings: [], medicines: [], ticks: [], documents: [], questions: [], settings: [] };
    give(this, "diary-before-upgrade.json", "application/json", await lock({ ...none, ...rows }, password));
    this.working = false;
    this.#done();
  }

  #table(): void {
    give(this, "diary-before-upgrade.csv", "text/csv;charset=utf-8", csv((this.rows.readings ?? []).filter(({ deletedAt }) => !deletedAt)));
    this.#done();
  }

  #done(): void {
    this.dispatchEvent(new CustomEvent("done"));
  }
}
