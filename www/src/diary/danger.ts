import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { shape } from "../elements/icons.js";
import { scale, tokens } from "../elements/tokens.js";
import { localeOf } from "../elements/words.js";
import type { Observation } from "../types.js";
import { uuid } from "../secure.js";
import { alarmSay } from "./alarm/words.js";
import { AMBULANCE, DANGER_SIGNS } from "./danger.facts.js";
import type { Danger } from "./judge.js";
import type { DiaryModel } from "./model.js";
import { styles } from "./styles.js";
import { dangerStyles } from "./danger.styles.js";
import { type DiarySay, diarySay } from "./words.js";

const MINUTE = 60_000;

/**
 * The sheet of a critical reading: what to do now, the signs that mean 120, and the second measurement. Its words are
 * the rules' own card. Fires `again` with what to measure, and `done`.
 */
export class DiaryDanger extends LitElement {
  static override properties = {
    model: { attribute: false }, danger: { attribute: false }, locale: { type: String }, sign: { state: true }, tick: { state: true },
  };
  static override styles = [tokens, scale, styles, dangerStyles];

  declare model: DiaryModel;
  declare danger: Danger;
  declare locale: string;
  declare sign: string | null;
  declare tick: number;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor() {
    super();
    this.locale = "zh-CN";
    this.sign = null;
    this.tick = 0;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#timer = setInterval(() => (this.tick += 1), 1000);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  protected override firstUpdated(_: PropertyValues): void {
    this.shadowRoot?.querySelector<HTMLElement>("h2")?.focus();
  }

  protected override render(): TemplateResult {
    const say = diarySay(localeOf(this.locale));
    const tell = alarmSay(localeOf(this.locale));
    const { level, card, about, stands, supposed } = this.danger;
    return html`<div class="sheet" role="alertdialog" aria-labelledby="title" aria-describedby="what">
      <h2 id="title" tabindex="-1">${shape("critical")} ${tell("danger.title")} · ${tell(`danger.${level}`)}</h2>
      ${this.#call(say)}
      <div class="inside">
        ${this.sign ? html`<p class="said" role="alert">${tell("danger.said", { sign: say.named("sign", this.sign) })}</p>` : nothing}
        <p id="what" class="what" aria-live="assertive">${stands ? tell("danger.stands", { value: stands }) : card.summary}</p>
        ${about === "low" ? this.#low(say) : this.danger.repeat ? this.#again(say, this.model.repeatMinutes(), "danger.sit") : about === "high" ? this.#once(say) : nothing}
        <p>${stands ? tell("danger.standsWhy") : supposed ? tell("danger.lowWhy") : card.detail}</p>
        ${supposed ? nothing : html`<p class="quiet">${say("source", { label: card.source.label, section: card.source.section ?? "" })}${
          card.review ? ` · ${say("pending")}` : nothing}</p>`}
        <h3>${tell("danger.callWhy")}</h3>
        <div class="signs">${DANGER_SIGNS.map((code) => html`<button type="button" aria-pressed=${this.sign === code}
          @click=${() => void this.#has(code)}>${say(`sign.${code}`)}</button>`)}</div>
        <p class="row"><button type="button" @click=${() => void this.#none()}>${tell("signs.none")}</button></p>
        <p class="row"><button type="button" data-close @click=${() => this.#fire("done")}>${tell("danger.close")}</button></p>
        <p class="quiet">${say("danger.noDiagnosis")}</p>
      </div>
    </div>`;
  }

  #call(say: DiarySay): TemplateResult {
    return html`<p class="calling"><a class="button call" href="tel:${AMBULANCE}">${say("danger.call")}</a></p>`;
  }

  #low(say: DiarySay): TemplateResult {
    const { aid } = this.danger;
    return html`${aid ? html`<p class="low">${aid.text}</p>
        <p class="quiet">${say("source", { label: aid.cite?.label ?? "", section: aid.cite?.section ?? "" })}${
          aid.review ? ` · ${say("pending")}` : nothing}</p>` : nothing}
      ${this.#again(say, this.model.lowRepeatMinutes(), null)}`;
  }

  #again(say: DiarySay, minutes: number | null, what: "danger.sit" | null): TemplateResult | typeof nothing {
    if (minutes === null) return nothing;
    const left = this.#left(minutes);
    const tell = alarmSay(say.locale);
    const clock = left === null ? "" : `${Math.floor(left / MINUTE)}:${String(Math.floor((left % MINUTE) / 1000)).padStart(2, "0")}`;
    const start = (): void => void this.model.set(this.#key, { from: Date.now(), of: this.danger.of });
    return html`${what ? html`<p class="sit">${tell(what, { n: minutes })}</p>` : nothing}
      ${left === null ? html`<p class="row"><button type="button" class="timer" @click=${start}>${tell("danger.timer", { n: minutes })}</button></p>`
        : left > 0 ? html`<p class="clock" role="timer">${tell("danger.left", { time: clock })}</p>`
        : html`<p class="clock" role="alert">${tell("danger.done")}</p>`}
      ${this.#once(say)}`;
  }

  // Offered for a high glucose too, for which no document names the minutes.
  #once({ locale }: DiarySay): TemplateResult {
    return html`<p class="row"><button type="button" class="primary" @click=${() => this.#fire("again")}>${alarmSay(locale)("danger.again")}</button></p>`;
  }

  get #key(): string {
    return `timer ${this.model.person?.id ?? ""} ${this.danger.about}`;
  }

  // Kept in the diary, so that a reload does not start it again; a clock that jumped never makes it longer. Another reading
  // has minutes of its own; which one it was stands in the value, since names of settings are never sealed.
  #left(minutes: number): number | null {
    const { from, of } = (this.model.setting(this.#key) ?? {}) as { from?: number; of?: string };
    if (typeof from !== "number" || of !== this.danger.of) return null;
    const passed = Date.now() - from;
    if (passed > 60 * MINUTE) return null;
    return Math.min(Math.max(minutes * MINUTE - passed, 0), minutes * MINUTE);
  }

  async #has(code: string): Promise<void> {
    // The call first: it waits for no storage.
    this.sign = code;
    await this.#add({ concept: "symptom", code, present: true, acute: true, at: this.model.now() });
  }

  async #none(): Promise<void> {
    this.sign = null;
    await this.#add({ concept: "symptom", code: "none", at: this.model.now() });
  }

  async #add(observation: Observation): Promise<void> {
    if (!(await this.model.add([{ id: uuid(), observation }]))) return;
    this.dispatchEvent(new CustomEvent("liangbing-reading", { bubbles: true, composed: true, detail: { op: "add" } }));
  }

  #fire(name: "again" | "done"): void {
    this.dispatchEvent(new CustomEvent(name, { detail: { kind: this.danger.about === "low" || this.danger.about === "high" ? "glucose" : "bp" } }));
  }
}
