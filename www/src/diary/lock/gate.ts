import { html, LitElement, nothing, type TemplateResult } from "lit";
import { scale, tokens } from "../../elements/tokens.js";
import { localeOf } from "../../elements/words.js";
import { AMBULANCE } from "../danger.facts.js";
import { moreSay } from "../more/words.js";
import type { DiaryStore } from "../store/types.js";
import { styles } from "../styles.js";

/** The door of a locked diary. Fires `open` once the passphrase was right, or everything was deleted. */
export class DiaryGate extends LitElement {
  static override properties = { store: { attribute: false }, locale: { type: String }, told: { state: true }, working: { state: true }, lost: { state: true } };
  static override styles = [tokens, scale, styles];

  declare store: DiaryStore;
  declare locale: string;
  declare told: string;
  declare working: boolean;
  declare lost: boolean;

  constructor() {
    super();
    this.locale = "zh-CN";
    this.told = "";
    this.working = false;
    this.lost = false;
  }

  protected override firstUpdated(): void {
    this.#box.focus();
  }

  protected override render(): TemplateResult {
    const say = moreSay(localeOf(this.locale));
    return html`<form @submit=${this.#try}><h2>${say("gate.title")}</h2>
      <div class="field"><label for="pass">${say("lock.new")}</label>
        <input type="password" id="pass" autocomplete="current-password" aria-describedby="told" aria-invalid=${this.told ? "true" : "false"}>
        <p id="told" class="problem" role=${this.told ? "alert" : nothing}>${this.told}</p></div>
      <p class="row"><button type="submit" class="primary" ?disabled=${this.working}>${say(this.working ? "lock.working" : "gate.open")}</button></p>
      <p class="row"><a class="button" href="tel:${AMBULANCE}">${say("gate.call")}</a></p>
      ${this.lost ? html`<div class="trouble" role="alertdialog" aria-labelledby="lost"><p id="lost">${say("gate.wipe")}</p>
          <p class="row"><button type="button" class="wipe" @click=${() => void this.#wipe()}>${say("gate.wipeYes")}</button></p>
          <p class="row"><button type="button" @click=${() => (this.lost = false)}>${say("back")}</button></p></div>`
        : html`<p class="row"><button type="button" class="lost" @click=${() => (this.lost = true)}>${say("gate.lost")}</button></p>`}</form>`;
  }

  #try = async (event: Event): Promise<void> => {
    event.preventDefault();
    const say = moreSay(localeOf(this.locale));
    const { passphrase } = this.store;
    if (!passphrase || this.working) return;
    this.working = true;
    const wait = await passphrase.unlock(this.#box.value).catch(() => null);
    this.working = false;
    this.#box.value = "";
    if (wait === 0) return void this.dispatchEvent(new CustomEvent("open"));
    this.told = wait === null ? say("lock.wrong") : say("lock.wait", { n: Math.ceil(wait / 1000) });
    this.#box.focus();
  };

  async #wipe(): Promise<void> {
    await this.store.wipe();
    this.dispatchEvent(new CustomEvent("open"));
  }

  get #box(): HTMLInputElement {
    return this.renderRoot.querySelector("#pass") as HTMLInputElement;
  }
}
