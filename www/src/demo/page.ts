import { html, LitElement, nothing, type TemplateResult } from "lit";
import { lookOf } from "../elements/tier.js";
import { plain } from "../elements/plain.js";
import { localeOf, sayIn } from "../elements/words.js";
import { LiangbingError } from "../error.js";
import type { Engine } from "../liangbing.js";
import type { Card, LiangbingRecord, Locale } from "../types.js";
import { citeView } from "../elements/bedside.why.js";
import { bar } from "./bar.js";
import type { EncounterForm } from "./encounter.js";
import { load } from "./engine.js";
import { entryOf, entryOfFile, judge, mostUrgentFirst, type Entry, type Judged } from "./entry.js";
import { HEARD, heardView, type Heard } from "./feedback.js";
import more from "./patients.more.json";
import patients from "./patients.json";
import { levelOf, type Role } from "./roles.js";
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
    role: { state: true }, scale: { state: true }, theme: { state: true }, heard: { state: true },
  };

  declare engine: Engine | null;
  declare error: LiangbingError | null;
  declare asOf: string;
  declare locale: Locale;
  declare judged: Judged[];
  declare selected: string | null;
  declare filter: Filter;
  declare dragging: boolean;
  declare role: Role;
  declare scale: string;
  declare theme: string;
  declare heard: Heard[];

  #entries: Entry[] = ([...patients, ...more] as { record: object }[]).map(({ record }, i) => entryOf(record as LiangbingRecord, i));
  #files = 0;
  /** The record of whom is selected as it was when they were, which an encounter is added to. */
  #before: LiangbingRecord | null = null;

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
    this.role = "village";
    this.scale = "";
    this.theme = "auto";
    this.heard = [];
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
        // Who needs somebody most stands open, and is the one who may interrupt.
        this.#choose(this.judged[0]?.entry.id ?? null);
      },
      (error: unknown) => (this.error = known(error)),
    );
    for (const name of ["dragover", "dragleave", "drop"] as const) document.addEventListener(name, this.#drag);
    for (const name of HEARD) this.addEventListener(name, this.#hear);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const name of ["dragover", "dragleave", "drop"] as const) document.removeEventListener(name, this.#drag);
  }

  #judgeAll(): void {
    const { engine, asOf, locale, role } = this;
    if (engine) this.judged = mostUrgentFirst(this.#entries.map((entry) => judge(engine, entry, { asOf, locale, level: levelOf(role) })));
  }

  #choose(id: string | null): void {
    this.selected = id;
    const entry = this.#entries.find((own) => own.id === id);
    this.#before = entry?.entered ?? entry?.record ?? null;
  }

  /** An encounter as it was left; the list keeps its order, since nobody wants a row to run away. */
  #entered = (event: Event): void => {
    const { record, blank } = (event as CustomEvent<{ record: LiangbingRecord; blank: boolean }>).detail;
    const { engine, asOf, locale, role } = this;
    const entry = this.#entries.find(({ id }) => id === this.selected);
    if (!entry || !engine || (blank && !entry.entered)) return;
    entry.entered = record;
    this.judged = this.judged.map((one) => (one.entry === entry ? judge(engine, entry, { asOf, locale, level: levelOf(role) }) : one));
  };

  #hear = (event: Event): void => {
    const detail = (event as CustomEvent).detail as { missing?: string[]; suggestion?: { kind: string } | null; card?: Card };
    this.heard = [...this.heard, { name: event.type, when: new Date().toISOString(), patient: this.selected ?? "", detail }].slice(-200);
    const form = this.querySelector<EncounterForm>("liangbing-encounter");
    if (event.type === "liangbing-request-data") form?.ask(detail.missing?.[0] ?? "");
    if (event.type === "liangbing-action" && detail.suggestion?.kind === "measure") {
      form?.ask(detail.card?.concern === "diabetes" ? "glucose" : "blood-pressure");
    }
  };

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
        this.#choose(entry.id);
      } catch (error) {
        this.error = known(error);
      }
    }
    this.#judgeAll();
  }

  #select(id: string): void {
    if (id !== this.selected) this.#choose(id);
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
    document.documentElement.dataset["scale"] = this.scale;
    document.documentElement.dataset["theme"] = this.theme;
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
    return bar(this, page, {
      day: (value) => {
        // What was entered was entered on another day.
        for (const entry of this.#entries) delete entry.entered;
        this.asOf = value;
        this.#choose(this.selected);
        this.#judgeAll();
      },
      locale: (value) => {
        this.locale = localeOf(value);
        this.#judgeAll();
      },
      role: (value) => {
        this.role = value;
        this.#judgeAll();
      },
      scale: (value) => (this.scale = value),
      theme: (value) => (this.theme = value),
      files: (files) => this.#open(files),
    });
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
    const { entry, assessment } = one;
    const record = accepted(one);
    const level = levelOf(this.role);
    const { asOf, locale, engine } = this;
    return html`<header class="patient">
        <h2>${nameOf(record?.patient, page)} <span class="quiet">${this.#about(entry, record, page)}</span></h2>
        ${this.#where(record, page)}
        ${record && this.engine ? html`<span class="hand-out"><button type="button" class="code" @click=${() => void this.#handOut(record, "code")}>${page("handOut.code")}</button>
          <button type="button" class="file" @click=${() => void this.#handOut(record, "file")}>${page("handOut")}</button></span>` : nothing}
        <a class="back" href="#list" @click=${this.#back}>${page("back")}</a>
      </header>
      ${assessment ? html`<a class="jump" href="#prompts"><liangbing-tier compact .tier=${assessment.tier} locale=${locale}></liangbing-tier>
        ${page("toPrompts")}</a>` : nothing}
      ${this.#care(one, page)}
      <div class="chart">
        ${record ? html`<liangbing-encounter .engine=${engine} .record=${this.#before} .asOf=${asOf} .locale=${locale} .level=${level}
          @encounter=${this.#entered}></liangbing-encounter>` : nothing}
        <aside class="dock" id="prompts" tabindex="-1"><liangbing-panel .engine=${engine} .record=${entry.entered ?? entry.input} as-of=${asOf} locale=${locale} level=${level}
          theme=${this.theme} font-scale=${this.scale} aria-label=${page("prompts")}></liangbing-panel></aside>
        ${record && assessment ? html`${summary(record, asOf, locale)}
          <liangbing-follow-up .engine=${engine} .record=${entry.entered ?? entry.record} .asOf=${asOf} .locale=${locale} .level=${level}></liangbing-follow-up>` : nothing}
        ${heardView(this.heard, page)}
      </div>`;
  }

  #where(record: LiangbingRecord | null, page: PageSay): TemplateResult | typeof nothing {
    const { id, place } = record?.patient ?? {};
    const parts = [place?.township, place?.village, id].filter((part) => typeof part === "string" && part !== "") as string[];
    return parts.length ? html`<p class="quiet where" aria-label=${page("where")}>${parts.map((part) => html`<bdi>${plain(part)}</bdi> `)}</p>` : nothing;
  }

  /** Who keeps the patient and what may be done here, as the documents share the work out. */
  #care({ assessment: a }: Judged, page: PageSay): TemplateResult {
    const say = sayIn(this.locale);
    const care = a?.care;
    return html`<div class="care"><p>${care ? html`${care.text}
      <span class="quiet">· ${page("keeps", { place: say(`place.${care.at}`) })}${care.with ? ` · ${page("with", { place: say(`place.${care.with}`) })}` : ""}</span>
      ${care.cite ? html`<span class="quiet">· ${citeView(care.cite, say)}</span>` : nothing}` : html`<b>${page(`role.${this.role}`)}</b>`}</p>
      ${this.role === "specialist" ? html`<p><b>${page("role.specialist")}</b> ${page("specialistNote")}</p>` : nothing}</div>`;
  }

  // For the patient's diary; its part is fetched only then.
  async #handOut(record: LiangbingRecord, as: "code" | "file"): Promise<void> {
    const { handOut, handOutCode } = await import("./hand-out.js");
    const { engine, asOf, locale } = this;
    if (engine) await (as === "code" ? handOutCode : handOut)({ engine, record, asOf, locale });
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
  return assessment ? (entry.entered ?? entry.record) : null;
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
