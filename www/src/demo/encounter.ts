import { html, LitElement, nothing, type TemplateResult } from "lit";
import { sayIn } from "../elements/words.js";
import type { Engine } from "../liangbing.js";
import { LiangbingError } from "../error.js";
import type { CareLevel, LiangbingRecord, Locale, MedicationCheck, Tier } from "../types.js";
import { EMPTY, isBlank, medicationOf, TESTS, timeAfter, type Typed, unread, withEncounter } from "./encounter.record.js";
import { DRUGS, SYMPTOMS, TIMINGS } from "./encounter.lists.js";
import { pageSay, type PageSay } from "./words.js";

const PAIR: readonly string[] = ["systolic", "diastolic"];

/** What the rules say of the record with what is typed so far. */
interface Live {
  tier: Tier;
  first: string | null;
  setAside: string[];
}

/**
 * The form of one encounter. Every keystroke is judged at once and shown in the form; the panel beside it takes it over
 * when a field is left, so that nothing interrupts somebody in the middle of a number. Fires `encounter` with the record.
 */
export class EncounterForm extends LitElement {
  static override properties = {
    engine: { attribute: false }, record: { attribute: false }, asOf: { type: String }, locale: { type: String }, level: { type: String },
    typed: { state: true }, live: { state: true }, checks: { state: true },
  };
  declare engine: Engine | null;
  /** As it was before the encounter. */
  declare record: LiangbingRecord | null;
  declare asOf: string;
  declare locale: Locale;
  declare level: CareLevel;
  declare typed: Typed;
  declare live: Live | null;
  declare checks: MedicationCheck[];
  #patient: string | null = null;
  /** What the page has heard of. */
  #told: Typed | null = null;

  constructor() {
    super();
    this.engine = null;
    this.record = null;
    this.asOf = "";
    this.locale = "zh-CN";
    this.level = "village";
    this.typed = EMPTY;
    this.live = null;
    this.checks = [];
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  /** Puts somebody who asked for data where they are written. */
  ask(concept: string): void {
    const names: Readonly<Record<string, string>> = { "blood-pressure": "systolic", glucose: "glucose", symptom: "symptom", adherence: "adherence" };
    if (concept in TESTS) this.#take({ ...this.typed, concept });
    void this.updateComplete.then(() => this.querySelector<HTMLElement>(`[name="${names[concept] ?? "value"}"]`)?.focus());
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    const id = `${this.record?.patient?.id ?? ""} ${this.asOf}`;
    if (changed.has("record") || changed.has("asOf")) {
      // Nothing that was typed for one patient may reach another.
      if (id !== this.#patient) this.#told = this.typed = { ...EMPTY, time: this.record ? timeAfter(this.record, this.asOf, new Date().toTimeString().slice(0, 5)) : "" };
      this.#patient = id;
    }
    if (["record", "asOf", "locale", "level", "engine"].some((name) => changed.has(name))) this.#judge();
  }

  #take(typed: Typed): void {
    this.typed = typed;
    this.#judge();
  }

  #judge(): void {
    const { engine, record, typed, asOf, locale, level } = this;
    this.live = null;
    this.checks = [];
    if (!engine || !record || isBlank(typed)) return;
    try {
      const { tier, cards, setAside } = engine.assess(withEncounter(record, typed, asOf), { asOf, locale, level, sections: [] });
      this.live = { tier, first: cards[0]?.summary ?? null, setAside: setAside.map(({ message }) => message) };
      if (typed.drug) this.checks = engine.checkOrder(record, medicationOf(typed, asOf), { asOf, locale, level });
    } catch (error) {
      this.live = { tier: {} as Tier, first: null, setAside: [error instanceof LiangbingError ? error.message : String(error)] };
    }
  }

  #input = (event: Event): void => {
    const { name, value, type } = event.target as HTMLInputElement;
    if (type === "checkbox") {
      const codes = [...this.querySelectorAll<HTMLInputElement>('[name="symptom"]:checked')].map((own) => own.value);
      // Asked and none is the opposite of any.
      this.#take({ ...this.typed, symptoms: value === "none" ? codes.filter((code) => code === "none") : codes.filter((code) => code !== "none") });
    } else if (name in this.typed) {
      this.#take({ ...this.typed, [name]: value });
    }
  };

  // A pressure is two numbers: between them nobody has finished.
  #changed = (event: Event): void => {
    if (!PAIR.includes((event.target as HTMLInputElement).name)) this.#commit();
  };

  #left = (event: FocusEvent): void => {
    const [from, to] = [event.target, event.relatedTarget].map((own) => (own instanceof HTMLInputElement ? own.name : ""));
    if (PAIR.includes(from ?? "") && !PAIR.includes(to ?? "")) this.#commit();
  };

  #submitted = (event: Event): void => {
    event.preventDefault();
    this.#commit();
  };

  #commit = (): void => {
    if (!this.record || this.typed === this.#told) return;
    this.#told = this.typed;
    const record = withEncounter(this.record, this.typed, this.asOf);
    this.dispatchEvent(new CustomEvent("encounter", { detail: { record, blank: isBlank(this.typed) }, bubbles: true }));
  };

  #clear = (): void => {
    this.#take({ ...EMPTY, time: this.typed.time });
    this.#commit();
  };

  protected override render(): TemplateResult | typeof nothing {
    if (!this.record) return nothing;
    const page = pageSay(this.locale);
    const { typed } = this;
    const odd = unread(typed);
    const text = (name: "systolic" | "diastolic" | "glucose" | "value" | "dose" | "perDay", label: string, unit = ""): TemplateResult => html`<label
      class="field">${label} <span class="with"><input name=${name} inputmode=${name === "dose" ? "text" : "decimal"} autocomplete="off" .value=${typed[name]}
        aria-invalid=${odd.includes(name) ? "true" : "false"}>${unit ? html`<span class="quiet">${unit}</span>` : nothing}</span></label>`;
    const select = (name: "timing" | "concept" | "drug" | "adherence" | "adverse", label: string, options: [string, string][]): TemplateResult => html`<label
      class="field">${label} <select name=${name} .value=${typed[name]}>${options.map(([value, word]) =>
        html`<option value=${value} ?selected=${value === typed[name]}>${word}</option>`)}</select></label>`;
    return html`<form class="encounter" autocomplete="off" aria-label=${page("encounter")} @input=${this.#input} @change=${this.#changed}
        @focusout=${this.#left} @submit=${this.#submitted}>
      <h3>${page("encounter")} <span class="quiet">${this.asOf}</span>
        <label class="time"><span class="sr">${page("time")}</span> <input type="time" name="time" .value=${typed.time}></label></h3>
      <div class="fields">
        ${text("systolic", page("systolic"), "mmHg")} ${text("diastolic", page("diastolic"), "mmHg")}
        ${text("glucose", page("glucose"), "mmol/L")} ${select("timing", page("timing"), TIMINGS.map((code) => [code, page.named("timing", code)]))}
      </div>
      <fieldset><legend>${page("symptoms")}</legend>${SYMPTOMS.map((code) => html`<label class="tick"><input type="checkbox" name="symptom"
        value=${code} .checked=${typed.symptoms.includes(code)}> ${page.named("code", code)}</label>`)}</fieldset>
      <div class="fields">
        ${select("concept", page("test"), Object.keys(TESTS).map((code) => [code, sayIn(this.locale).named("concept", code)]))}
        ${text("value", page("value"), TESTS[typed.concept as keyof typeof TESTS])}
        ${select("adherence", page("adherence"), [["", "—"], ...(["regular", "intermittent", "none"] as const).map((code): [string, string] => [code, page(`adherence.${code}`)])])}
        ${select("adverse", page("adverse"), [["", "—"], ["no", page("no")], ["yes", page("yes")]])}
      </div>
      <div class="fields">
        ${select("drug", page("drug"), [["", "—"], ...DRUGS.map((code): [string, string] => [code, page.named("drug", code)])])}
        ${text("dose", page("dose"))} ${text("perDay", page("timesADay"))}
      </div>
      ${this.#verdict(page, odd.length > 0)}
    </form>`;
  }

  #verdict(page: PageSay, odd: boolean): TemplateResult {
    const { live, checks } = this;
    return html`<div class="live" role="status">
      ${live?.tier.exports ? html`<liangbing-tier .tier=${live.tier} locale=${this.locale}></liangbing-tier> <span>${live.first ?? ""}</span>`
        : html`<span class="quiet">${page("liveHint")}</span>`}
      ${odd ? html`<p class="warn">${page("notANumber")}</p>` : nothing}
      ${live?.setAside.map((message) => html`<p class="warn">${page("setAside")} <span lang="en">${message}</span></p>`)}
      ${checks.map((check) => html`<p class="warn ${check.severity}"><b>${sayIn(this.locale)(`severity.${check.severity}`)}</b> ${check.text ?? check.medication}${
        check.truth === "unknown" ? html` <span class="quiet">${sayIn(this.locale)("unknown")}</span>` : nothing}</p>`)}
      <button type="submit" class="sr">${page("takeOver")}</button>
      ${isBlank(this.typed) ? nothing : html`<button type="button" class="clear" @click=${this.#clear}>${page("clear")}</button>`}
    </div>`;
  }
}
