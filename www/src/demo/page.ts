import { html, LitElement, nothing, type TemplateResult } from "lit";
import { lookOf } from "../elements/tier.js";
import { localeOf, sayIn } from "../elements/words.js";
import { LiangbingError } from "../error.js";
import type { Engine } from "../liangbing.js";
import type { LiangbingRecord, Locale } from "../types.js";
import { load } from "./engine.js";
import { entryOf, entryOfFile, judge, type Entry, type Judged } from "./entry.js";
import patients from "./patients.json";
import { ageOn, lastReadings, nameOf, summary } from "./summary.js";
import { pageSay, type PageSay } from "./words.js";

const FILTERS = ["all", "red", "yellow", "blue", "grey", "none"] as const;
type Filter = (typeof FILTERS)[number];

// The synthetic patients are coloured as of this day.
const DAY = "2026-11-21";

/** The doctor's page: a list by colour, the record, and the panel. */
export class DoctorPage extends LitElement {
  static override properties = {
    engine: { state: true }, error: { state: true }, asOf: { state: true }, locale: { state: true },
    judged: { state: true }, selected: { state: true }, filter: { state: true }, dragging: { state: true },
  };

  declare engine: Engine | null;
  declare error: LiangbingError | null;
  declare asOf: string;
  declare locale: Locale;
  declare judged: Judged[];
  declare selected: string | null;
  declare filter: Filter;
  declare dragging: boolean;

  #entries: Entry[] = (patients as { record: object }[]).map(({ record }, i) => entryOf(record as LiangbingRecord, i));
  #files = 0;

  constructor() {
    super();
    this.engine = null;
    this.error = null;
    this.asOf = DAY;
    this.locale = localeOf(navigator.language);
    this.judged = [];
    this.selected = null;
    this.filter = "all";
    this.dragging = false;
  }

  /** Page content, not a component: the page's own style sheet applies. */
  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // A bundle brings its reader with it, when there is one.
    load({ fhir: false, equations: false }).then(
      (engine) => {
        this.engine = engine;
        this.#judgeAll();
        // Whom nobody has opened must not interrupt.
        const calm = this.judged.find(({ assessment: a }) => a && a.tier.level !== "R0" && a.tier.level !== "R1");
        this.selected = calm?.entry.id ?? null;
      },
      (error: unknown) => (this.error = known(error)),
    );
    for (const name of ["dragover", "dragleave", "drop"] as const) document.addEventListener(name, this.#drag);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const name of ["dragover", "dragleave", "drop"] as const) document.removeEventListener(name, this.#drag);
  }

  #judgeAll(): void {
    const { engine, asOf, locale } = this;
    if (engine) this.judged = this.#entries.map((entry) => judge(engine, entry, asOf, locale));
  }

  #drag = (event: DragEvent): void => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    this.dragging = event.type === "dragover";
    if (event.type === "drop") void this.#open([...event.dataTransfer.files]);
  };

  async #open(files: File[]): Promise<void> {
    this.error = null;
    for (const file of files) {
      this.#files += 1;
      try {
        const entry = await entryOfFile(file, `file-${this.#files}`);
        this.#entries = [entry, ...this.#entries];
        this.filter = "all";
        this.selected = entry.id;
      } catch (error) {
        this.error = known(error);
      }
    }
    this.#judgeAll();
  }

  #select(id: string): void {
    this.selected = id;
    this.error = null;
    // On a phone the patient stands below the list; elsewhere it is in sight and focus stays in the list.
    if (!matchMedia("(max-width: 48rem)").matches) return;
    void this.updateComplete.then(() => {
      const patient = this.querySelector<HTMLElement>("#patient");
      patient?.focus({ preventScroll: true });
      patient?.scrollIntoView({ block: "start" });
    });
  }

  protected override willUpdate(): void {
    document.documentElement.lang = this.locale;
    document.title = pageSay(this.locale)("title");
  }

  protected override render(): TemplateResult {
    const page = pageSay(this.locale);
    return html`${this.#bar(page)}
      <div class="columns">
        ${this.#list(page)}
        <main id="patient" tabindex="-1">
          ${this.error ? errorCard(this.error, page) : nothing}
          ${this.engine ? this.#patient(page) : this.error ? nothing : html`<p class="quiet">${page("loading")}</p>`}
        </main>
      </div>
      ${this.dragging ? html`<div class="drop"><p>${page("drop")}</p></div>` : nothing}`;
  }

  #bar(page: PageSay): TemplateResult {
    const setDay = (event: Event): void => {
      const { value } = event.target as HTMLInputElement;
      if (!value) return;
      this.asOf = value;
      this.#judgeAll();
    };
    const setLocale = (event: Event): void => {
      this.locale = localeOf((event.target as HTMLSelectElement).value);
      this.#judgeAll();
    };
    const setFile = (event: Event): void => {
      const input = event.target as HTMLInputElement;
      void this.#open([...(input.files ?? [])]).then(() => (input.value = ""));
    };
    return html`<header class="bar">
      <a class="skip" href="#patient">${page("skip")}</a>
      <h1><img src="./icon.svg" alt="" width="24" height="24"> ${page("heading")}</h1>
      <p class="quiet note">${page("synthetic")}</p>
      <div class="controls">
        <label class="file"><span>${page("file")}</span>
          <input type="file" accept=".json,application/json,application/fhir+json" multiple @change=${setFile}></label>
        <label>${page("asOf")} <input type="date" name="as-of" .value=${this.asOf} @change=${setDay}></label>
        <label><span class="sr">${page("language")}</span>
          <select name="locale" .value=${this.locale} @change=${setLocale}>
            <option value="zh-CN" lang="zh-CN" ?selected=${this.locale === "zh-CN"}>中文</option>
            <option value="en" lang="en" ?selected=${this.locale === "en"}>English</option>
          </select></label>
      </div>
    </header>`;
  }

  #list(page: PageSay): TemplateResult {
    const rows = this.judged.filter((one) => this.filter === "all" || colourOf(one) === this.filter);
    const count = (filter: Filter): number =>
      filter === "all" ? this.judged.length : this.judged.filter((one) => colourOf(one) === filter).length;
    return html`<nav class="list" aria-label=${page("patients")}>
      <h2>${page("patients")}</h2>
      <div class="filters" role="group" aria-label=${page("filter")}>${FILTERS.map((filter) => html`<button type="button"
        class=${filter} aria-pressed=${this.filter === filter} @click=${() => (this.filter = filter)}
        >${filterWord(filter, this.locale, page)} <b>${count(filter)}</b></button>`)}</div>
      ${rows.length === 0 && this.engine ? html`<p class="quiet">${page("empty")}</p>` : nothing}
      <ul>${rows.map((one) => this.#row(one, page))}</ul>
    </nav>`;
  }

  #row({ entry, assessment, error }: Judged, page: PageSay): TemplateResult {
    const record = accepted({ entry, assessment, error });
    const first = assessment?.cards[0];
    const due = assessment?.tier.actBy;
    return html`<li><button type="button" class="row ${assessment ? lookOf(assessment.tier) : "refused"}"
      data-patient=${entry.id} aria-current=${this.selected === entry.id ? "true" : "false"}
      @click=${() => this.#select(entry.id)}>
      <span class="who">${nameOf(record?.patient, page)} <span class="quiet">${this.#about(entry, record, page)}</span></span>
      ${assessment ? html`<liangbing-tier compact .tier=${assessment.tier} locale=${this.locale}></liangbing-tier>`
        : html`<span class="tag">${page("refused")}</span>`}
      <span class="last quiet">${record ? lastReadings(record, this.asOf) || page("noReading") : (error?.code ?? "")}</span>
      <span class="due quiet">${due ?? nothing}</span>
      ${first ? html`<span class="first">${first.summary}</span>` : nothing}
    </button></li>`;
  }

  #about(entry: Entry, record: LiangbingRecord | null, page: PageSay): string {
    const { patient } = record ?? {};
    const age = ageOn(patient?.born, this.asOf);
    const sex = patient?.sex === "female" || patient?.sex === "male" ? page(patient.sex) : "";
    return [sex, age === null ? "" : page("years", { n: age }), entry.file ?? ""].filter(Boolean).join(" ");
  }

  #patient(page: PageSay): TemplateResult | typeof nothing {
    const one = this.judged.find(({ entry }) => entry.id === this.selected);
    if (!one) return nothing;
    const { entry } = one;
    const record = accepted(one);
    return html`<header class="patient">
        <h2>${nameOf(record?.patient, page)} <span class="quiet">${this.#about(entry, record, page)}</span></h2>
        ${record && this.engine ? html`<button type="button" class="hand-out" @click=${() => void this.#handOut(record)}>${page("handOut")}</button>` : nothing}
        <a class="back" href="#list" @click=${this.#back}>${page("back")}</a>
      </header>
      <div class="chart">
        ${record ? summary(record, this.asOf, this.locale) : nothing}
        <liangbing-panel .engine=${this.engine} .record=${entry.input} as-of=${this.asOf} locale=${this.locale}
          aria-label=${page("prompts")}></liangbing-panel>
      </div>`;
  }

  // For the patient's diary; its part is fetched only then.
  async #handOut(record: LiangbingRecord): Promise<void> {
    const { handOut } = await import("./hand-out.js");
    if (this.engine) handOut(this.engine, record, this.asOf, this.locale);
  }

  #back = (event: Event): void => {
    event.preventDefault();
    const row = this.querySelector<HTMLElement>(".row[aria-current=true]");
    row?.scrollIntoView({ block: "center" });
    row?.focus();
  };
}

// What the strict reader refused may be of any shape, so the page does not look into it.
function accepted({ entry, assessment }: Judged): LiangbingRecord | null {
  return assessment ? entry.record : null;
}

function colourOf({ assessment }: Judged): Filter {
  return assessment?.tier.colour ?? "none";
}

function filterWord(filter: Filter, locale: Locale, page: PageSay): string {
  return filter === "all" || filter === "none" ? page(filter) : sayIn(locale)(`colour.${filter}`);
}

function errorCard(error: LiangbingError, page: PageSay): TemplateResult {
  return html`<div class="error" role="alert"><h2>${page("error")}</h2>
    <p lang="en">${error.message}</p><p><code>${error.code}</code>${error.path ? html` · <code>${error.path}</code>` : nothing}</p></div>`;
}

function known(error: unknown): LiangbingError {
  return error instanceof LiangbingError ? error : new LiangbingError("wasm-wrong", "", String(error), { cause: error });
}
