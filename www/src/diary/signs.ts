import { html, LitElement, nothing, type TemplateResult } from "lit";
import { scale, tokens } from "../elements/tokens.js";
import { localeOf } from "../elements/words.js";
import type { Observation } from "../types.js";
import { uuid } from "../secure.js";
import { alarmSay } from "./alarm/words.js";
import { AMBULANCE, DANGER_SIGNS, OTHER_SIGNS } from "./danger.facts.js";
import { dangerStyles } from "./danger.styles.js";
import type { DiaryModel } from "./model.js";
import { styles } from "./styles.js";
import { diarySay } from "./words.js";

/** “I feel ill”: signs as large buttons. Needs neither rules nor network to offer the call. Fires `done`. */
export class DiarySigns extends LitElement {
  static override properties = { model: { attribute: false }, locale: { type: String }, chosen: { state: true }, acute: { state: true } };
  static override styles = [tokens, scale, styles, dangerStyles];

  declare model: DiaryModel;
  declare locale: string;
  declare chosen: readonly string[];
  /** `null`: not said. */
  declare acute: boolean | null;

  constructor() {
    super();
    this.locale = "zh-CN";
    this.chosen = [];
    this.acute = null;
  }

  protected override firstUpdated(): void {
    this.shadowRoot?.querySelector<HTMLElement>("h2")?.focus();
  }

  protected override render(): TemplateResult {
    const say = diarySay(localeOf(this.locale));
    const tell = alarmSay(localeOf(this.locale));
    const grave = this.chosen.find((code) => (DANGER_SIGNS as readonly string[]).includes(code));
    const buttons = (codes: readonly string[]): TemplateResult => html`<div class="signs">${codes.map((code) => html`<button type="button"
      data-sign=${code} aria-pressed=${this.chosen.includes(code)} @click=${() => this.#toggle(code)}>${say.named("sign", code)}</button>`)}</div>`;
    return html`<h2 tabindex="-1">${tell("signs.title")}</h2>
      ${grave && this.acute !== false ? html`<p class="said" role="alert">${tell("danger.said", { sign: say.named("sign", grave) })}</p>
        <p class="calling"><a class="button call" href="tel:${AMBULANCE}">${say("danger.call")}</a></p>` : nothing}
      ${buttons(DANGER_SIGNS)}${buttons(OTHER_SIGNS)}
      ${this.chosen.length > 0 ? html`<fieldset><legend>${tell("signs.acute")}</legend><div class="choices">
        ${([[true, "signs.yes"], [false, "signs.no"]] as const).map(([value, key]) => html`<label class="choice"><input type="radio" name="acute"
          .checked=${this.acute === value} @change=${() => (this.acute = value)}><span>${tell(key)}</span></label>`)}</div></fieldset>
        <p class="row"><button type="button" class="primary" @click=${() => void this.#save(this.chosen)}>${tell("signs.save")}</button></p>`
        : html`<p class="row"><button type="button" class="primary" @click=${() => void this.#save(["none"])}>${tell("signs.none")}</button></p>`}
      <p class="row"><button type="button" @click=${() => this.#done(false)}>${say("cancel")}</button></p>`;
  }

  #toggle(code: string): void {
    this.chosen = this.chosen.includes(code) ? this.chosen.filter((one) => one !== code) : [...this.chosen, code];
  }

  async #save(codes: readonly string[]): Promise<void> {
    const at = this.model.now();
    const acute = codes[0] === "none" || this.acute === null ? {} : { acute: this.acute };
    const done = await this.model.add(codes.map((code) => ({
      id: uuid(), observation: { concept: "symptom", code, at, ...(code !== "none" && { present: true }), ...acute } satisfies Observation,
    })));
    if (done) this.#done(true);
  }

  #done(saved: boolean): void {
    this.dispatchEvent(new CustomEvent("done", { detail: { saved } }));
  }
}
