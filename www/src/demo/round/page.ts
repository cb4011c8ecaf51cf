import { html, LitElement, nothing, type TemplateResult } from "lit";
import { localeOf } from "../../elements/words.js";
import { LiangbingError } from "../../error.js";
import { keep as keepState, Sweep, type RoundState } from "../../round.js";
import type { ClosedDetail } from "../../round/define.js";
import type { Input } from "../../liangbing.js";
import type { CareLevel, LiangbingRecord, Locale } from "../../types.js";
import { load, type WorkerEngine } from "../../worker.js";
import { keep, kept } from "./kept.js";
import { asItStood, BEFORE, DAY, LISTS, people, type ListName, withFaults } from "./people.js";
import { roundPageSay } from "./words.js";

const ROLES: readonly CareLevel[] = ["village", "township", "county"];

/** The demonstration of a round: two lists, two days, and what was kept of the last one. */
export class RoundPage extends LitElement {
  static override properties = {
    list: { state: true }, asOf: { state: true }, locale: { state: true }, role: { state: true }, last: { state: true }, records: { state: true },
    own: { state: true }, note: { state: true }, error: { state: true },
  };

  declare list: ListName;
  declare asOf: string;
  declare locale: Locale;
  declare role: CareLevel;
  declare last: RoundState | null | undefined;
  declare records: LiangbingRecord[] | null;
  declare own: boolean;
  declare note: "kept" | "notKept" | null;
  declare error: LiangbingError | null;
  #preparing: Sweep | null = null;
  #patients: { records: LiangbingRecord[]; asOf: string; list: Input[] } | null = null;

  constructor() {
    super();
    Object.assign(this, {
      list: LISTS.find((list) => location.hash === `#${list}`) ?? "village", asOf: DAY, locale: localeOf(navigator.language), role: "village", last: undefined, records: null, own: false, note: null, error: null,
    });
  }

  /** Page content, not a component: the page's own style sheet applies. */
  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#open();
  }

  // Starts another when one dies, so that a round goes on.
  #judge = (): Promise<WorkerEngine> => load({ fhir: false, equations: false });

  async #open(): Promise<void> {
    const { list } = this;
    this.#preparing?.cancel();
    Object.assign(this, { last: undefined, records: null, note: null, error: null });
    try {
      const records = await people(list);
      const found = kept(list) ?? (await this.#before(list, records));
      if (list !== this.list || !found) return;
      Object.assign(this, { records, last: found.state, own: found.own });
    } catch (thrown) {
      this.error = LiangbingError.of(thrown);
    }
  }

  /** Last week's round, done for the visitor: without one everybody would be new. */
  async #before(list: ListName, records: LiangbingRecord[]): Promise<{ state: RoundState; own: boolean } | null> {
    const sweep = new Sweep(records.map((record) => asItStood(record, BEFORE)), this.#judge, { asOf: BEFORE, locale: this.locale });
    this.#preparing = sweep;
    const swept = await sweep.run();
    (await sweep.engine()).free();
    if (!swept.complete) return null;
    const found = { state: keepState(null, swept), own: false };
    keep(list, found);
    return found;
  }

  /** The same array for the same day, since another list is another round. */
  get #list(): Input[] | null {
    const { records, asOf } = this;
    if (!records) return null;
    if (this.#patients?.records !== records || this.#patients.asOf !== asOf) {
      this.#patients = { records, asOf, list: withFaults(records.map((record) => asItStood(record, asOf)), this.list) };
    }
    return this.#patients.list;
  }

  #closed = ({ detail }: CustomEvent<ClosedDetail>): void => {
    this.note = keep(this.list, { state: detail.state, own: true }) ? "kept" : "notKept";
  };

  protected override willUpdate(): void {
    document.documentElement.lang = this.locale;
    document.title = roundPageSay(this.locale)("title");
  }

  protected override render(): TemplateResult {
    const say = roundPageSay(this.locale);
    const { last, own, note } = this;
    return html`<a class="skip" href="#round">${say("skip")}</a>
      <header class="top"><h1><img src="../icon.svg" alt="" width="24" height="24"> ${say("heading")}</h1>
        <p class="quiet">${say("synthetic")} <a href="../">${say("doctor")}</a></p>${this.#controls()}</header>
      <main id="round" tabindex="-1">
        ${this.error ? html`<p class="error" role="alert" lang="en"><code>${this.error.code}</code> ${this.error.message}</p>` : nothing}
        <p class="quiet kept">${last === undefined ? (this.error ? nothing : say("preparing", { day: BEFORE }))
          : note ? say(note) : last === null ? say("none") : say(own ? "own" : "prepared", { day: last.asOf })}
          ${last && !note ? html`<button type="button" @click=${() => (this.last = null)}>${say("forget")}</button>` : nothing}</p>
        ${last === undefined ? nothing : html`<liangbing-round .patients=${this.#list} .engine=${this.#judge} .last=${last} as-of=${this.asOf}
          locale=${this.locale} level=${this.role} @liangbing-round-closed=${this.#closed}></liangbing-round>`}
      </main>`;
  }

  #controls(): TemplateResult {
    const say = roundPageSay(this.locale);
    const value = (event: Event): string => (event.target as HTMLSelectElement).value;
    const option = (code: string, text: string, own: string): TemplateResult => html`<option value=${code} ?selected=${code === own}>${text}</option>`;
    return html`<div class="controls">
      <label>${say("list")} <select name="list" @change=${(event: Event) => {
        this.list = value(event) as ListName;
        void this.#open();
      }}>${LISTS.map((list) => option(list, say(`list.${list}`), this.list))}</select></label>
      <label>${say("asOf")} <input type="date" name="as-of" .value=${this.asOf} @change=${(event: Event) => (this.asOf = value(event) || this.asOf)}></label>
      <label>${say("role")} <select name="role" @change=${(event: Event) => (this.role = value(event) as CareLevel)}>${
        ROLES.map((role) => option(role, say(`role.${role as "village"}`), this.role))}</select></label>
      <label><span class="sr">${say("language")}</span><select name="locale" @change=${(event: Event) => (this.locale = localeOf(value(event)))}>
        <option value="zh-CN" lang="zh-CN" ?selected=${this.locale === "zh-CN"}>中文</option>
        <option value="en" lang="en" ?selected=${this.locale === "en"}>English</option></select></label>
    </div>`;
  }
}
