import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { scale, tokens } from "../../elements/tokens.js";
import { localeOf } from "../../elements/words.js";
import type { DiaryModel } from "../model.js";
import { type MoreSay, moreSay } from "../more/words.js";
import { observationsOf } from "../order.js";
import { csv } from "../out/csv.js";
import { give } from "../out/give.js";
import type { Everything } from "../store/types.js";
import { styles } from "../styles.js";
import { type Days, DAYS, pack, recent } from "./pack.js";
import { picture } from "./picture.js";

/** The last days as a code that a doctor scans. Fires `liangbing-share` before it is shown; prevented, the host shows it. */
export class DiaryShare extends LitElement {
  static override properties = {
    model: { attribute: false }, rows: { attribute: false }, locale: { type: String }, viewer: { type: String }, days: { type: Number },
  };
  static override styles = [tokens, scale, styles, css`
    svg { display: block; width: min(100%, 24rem); height: auto; background: #fff; }
  `];

  declare model: DiaryModel;
  declare rows: Everything;
  declare locale: string;
  /** The address of the page that shows the readings. */
  declare viewer: string;
  /** 0: not chosen yet. */
  declare days: number;

  constructor() {
    super();
    this.locale = "zh-CN";
    this.viewer = "";
    this.days = 0;
  }

  protected override render(): TemplateResult {
    const say = moreSay(localeOf(this.locale));
    return html`<p>${say("share.what")}</p><fieldset><legend>${say("share.days")}</legend><div class="choices">
      ${DAYS.map((days) => html`<label class="choice"><input type="radio" name="days" value=${days} .checked=${this.days === days}
        @change=${() => this.#choose(days)}><span>${say("share.day", { n: days })}</span></label>`)}</div></fieldset>
      <div aria-live="polite">${this.days > 0 ? this.#code(this.days as Days, say) : nothing}</div>`;
  }

  #choose(days: Days): void {
    const allowed = this.dispatchEvent(new CustomEvent("liangbing-share", { bubbles: true, composed: true, cancelable: true, detail: { days } }));
    this.days = allowed ? days : 0;
  }

  #code(days: Days, say: MoreSay): TemplateResult {
    const observations = recent(observationsOf(this.model.readings), this.model.today, days);
    if (observations.length === 0) return html`<p class="notice">${say("share.none")}</p>`;
    try {
      return html`${picture(`${this.viewer}#1.${pack({ days, observations })}`, say("share.alt", { n: days }))}
        <p>${say("share.inside", { n: observations.length })}</p>`;
    } catch {
      return html`<div class="notice"><p>${say("share.large")}</p><p class="row"><button type="button" class="file" @click=${() => this.#file()}>${say("share.file")}</button></p></div>`;
    }
  }

  #file(): void {
    give(this, `diary-${this.model.today}.csv`, "text/csv;charset=utf-8", csv([...this.model.readings].reverse()));
  }
}
