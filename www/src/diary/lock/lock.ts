import { html, LitElement, nothing, type TemplateResult } from "lit";
import { scale, tokens } from "../../elements/tokens.js";
import { localeOf } from "../../elements/words.js";
import type { DiaryModel } from "../model.js";
import { type MoreKey, type MoreSay, moreSay } from "../more/words.js";
import type { Lockable } from "../store/types.js";
import { styles } from "../styles.js";
import { seals } from "../../secure.js";

const SHORTEST = 8;
/** Minutes without a touch after which a sealed diary locks itself; 0 never. */
export const AUTO = [0, 1, 5, 15] as const;

/** The passphrase: set, changed, taken away. Fires `lock` when the diary is to be locked now. */
export class DiaryLock extends LitElement {
  static override properties = {
    model: { attribute: false }, locale: { type: String }, problem: { state: true }, told: { state: true }, working: { state: true }, sure: { state: true },
  };
  static override styles = [tokens, scale, styles];

  declare model: DiaryModel;
  declare locale: string;
  declare problem: MoreKey | null;
  declare told: MoreKey | null;
  declare working: boolean;
  declare sure: boolean;

  constructor() {
    super();
    this.locale = "zh-CN";
    this.problem = null;
    this.told = null;
    this.working = false;
    this.sure = false;
  }

  protected override render(): TemplateResult | typeof nothing {
    const say = moreSay(localeOf(this.locale));
    const { passphrase } = this.model.store;
    if (!passphrase) return nothing;
    if (!seals()) return html`<p class="notice">${say("sealless")}</p>`;
    const { sealed } = passphrase;
    return html`<p>${say("lock.what")}</p><p class="notice lost">${say("lock.lost")}</p>
      <form @submit=${(event: Event) => (event.preventDefault(), void this.#save(passphrase))}>
        ${sealed ? this.#pass("old", "lock.old", say) : nothing}${this.#pass("new", "lock.new", say)}${this.#pass("again", "lock.again", say)}
        <p id="problem" class="problem" role=${this.problem ? "alert" : nothing}>${this.problem ? say(this.problem) : nothing}</p>
        <p class="row"><button type="submit" ?disabled=${this.working}>${say(this.working ? "lock.working" : sealed ? "lock.change" : "lock.set")}</button></p>
      </form>
      ${this.told ? html`<p role="status">${say(this.told)}</p>` : nothing}
      ${sealed ? this.#sealed(passphrase, say) : nothing}`;
  }

  #pass(id: string, key: MoreKey, say: MoreSay): TemplateResult {
    const kind = id === "old" ? "current-password" : "new-password";
    return html`<div class="field"><label for=${id}>${say(key)}</label><input type="password" id=${id} autocomplete=${kind} aria-describedby="problem"></div>`;
  }

  #sealed(passphrase: Lockable, say: MoreSay): TemplateResult {
    const auto = Number(this.model.setting("autolock") ?? 0);
    const choose = (event: Event): void => void this.model.set("autolock", Number((event.target as HTMLSelectElement).value));
    return html`<p class="row"><button type="button" class="primary now" @click=${() => this.dispatchEvent(new CustomEvent("lock"))}>${say("lock.now")}</button></p>
      <div class="field"><label for="auto">${say("lock.auto")}</label>
        <select id="auto" @change=${choose}>${AUTO.map((n) => html`<option value=${n} ?selected=${n === auto}>${say(`lock.auto.${n}`)}</option>`)}</select></div>
      ${this.sure ? html`<div class="trouble" role="alertdialog" aria-labelledby="sure"><p id="sure">${say("lock.forgetSure")}</p>
          <p class="row"><button type="button" class="forget-now" @click=${() => void this.#do(() => passphrase.forget(), "lock.off")}>${say("lock.forgetYes")}</button></p>
          <p class="row"><button type="button" @click=${() => (this.sure = false)}>${say("back")}</button></p></div>`
        : html`<p class="row"><button type="button" class="forget" @click=${() => (this.sure = true)}>${say("lock.forget")}</button></p>`}`;
  }

  async #save(passphrase: Lockable): Promise<void> {
    const [old, fresh, again] = ["old", "new", "again"].map((id) => this.#box(id)?.value ?? "") as [string, string, string];
    this.told = null;
    this.problem = fresh.length < SHORTEST ? "lock.short" : fresh !== again ? "lock.differs" : null;
    if (this.problem) return this.#box("new")?.focus();
    const { sealed } = passphrase;
    await this.#do(async () => {
      if (!sealed) return passphrase.set(fresh);
      if (!(await passphrase.change(old, fresh))) this.problem = "lock.wrong";
    }, sealed ? "lock.changed" : "lock.done");
  }

  async #do(what: () => Promise<void>, done: MoreKey): Promise<void> {
    if (this.working) return;
    this.working = true;
    this.sure = false;
    try {
      await what();
      this.told = this.problem ? null : done;
      for (const id of ["old", "new", "again"]) if (this.#box(id)) (this.#box(id) as HTMLInputElement).value = "";
    } catch {
      this.problem = "lock.failed";
    }
    this.working = false;
  }

  #box(id: string): HTMLInputElement | null {
    return this.renderRoot.querySelector<HTMLInputElement>(`#${id}`);
  }
}
