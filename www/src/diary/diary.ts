import { html, LitElement, nothing, type TemplateResult } from "lit";
import { scale, tokens } from "../elements/tokens.js";
import { localeOf } from "../elements/words.js";
import { LiangbingError } from "../error.js";
import type { Engine } from "../liangbing.js";
import type { PersonalTarget, TimelineDay } from "../types.js";
import { AMBULANCE } from "./danger.facts.js";
import type { EntryKind } from "./entry.js";
import { type Begun, doors, inside, type Way } from "./in/door.js";
import { untilMidnight } from "./clock.js";
import { head } from "./head.js";
import { Idle } from "./idle.js";
import { doubted, list } from "./list.js";
import { DiaryModel } from "./model.js";
import { forgetOrder } from "./order.js";
import { type Part, part } from "./parts.js";
import { reminder } from "./remind.js";
import { doctorSaid, notices, type Scale } from "./settings.js";
import { localVoice, speak } from "./speech.js";
import { pressed } from "./submit.js";
import { openDiary } from "./store/index.js";
import { type DiaryStore, type Everything, type Reading, StoreError } from "./store/types.js";
import { homeStyles, styles } from "./styles.js";
import { averages, todayCard } from "./today.js";
import { drawable } from "./units.js";
import { type DiarySay, diarySay } from "./words.js";

type View = { is: "home" } | { is: "entry"; kind: EntryKind; reading: Reading | null } | { is: "signs" } | { is: "in"; way: Way; begun?: Begun };
const PAGE = 10;
const TURNS = ["pageshow", "focus"] as const;
const alarm = (): Promise<unknown> => import("./alarm/define.js");

/**
 * The patient's own page.
 *
 * Properties: `engine` (loaded when it is not given), `store` (the browser's when it is not given), `targets`. Attributes:
 * `locale`, `theme`, `font-scale`, `person`, `storage="memory"`, `unit-glucose`. Events: `liangbing-reading` after one was
 * stored, `liangbing-export`, `liangbing-error`; none carries a reading.
 */
export class LiangbingDiary extends LitElement {
  static override properties = {
    engine: { attribute: false }, store: { attribute: false }, locale: { type: String, reflect: true }, storage: { type: String },
    fontScale: { type: String, attribute: "font-scale", reflect: true }, person: { type: String }, model: { state: true }, view: { state: true },
    stopped: { state: true }, deleted: { state: true }, shown: { state: true }, reading: { state: true }, chart: { state: true }, out: { state: true },
    shareUrl: { type: String, attribute: "share-url" }, unitGlucose: { type: String, attribute: "unit-glucose" }, targets: { attribute: false }, gate: { state: true }, left: { state: true }, upgrade: { state: true }, timeline: { state: true }, parts: { state: true }, missing: { state: true },
  };
  static override styles = [tokens, scale, styles, homeStyles];

  declare engine: Engine | null;
  declare store: DiaryStore | null;
  declare locale: string;
  declare storage: string;
  declare fontScale: string | null;
  declare person: string | null;
  declare model: DiaryModel | null;
  declare view: View;
  /** Why there is no diary to show. */
  declare stopped: StoreError["code"] | null;
  declare deleted: Reading | null;
  declare shown: number;
  declare reading: boolean;
  declare chart: boolean;
  declare out: boolean;
  // Whoever opens a part never looks at nothing: where it could not be fetched, that is said in its place.
  readonly #fetch = (name: string, load: () => Promise<unknown>): void => {
    const settle = (lost: boolean): void => {
      if (lost || this.missing.has(name)) this.missing = new Map([...[...this.missing].filter(([other]) => other !== name), ...(lost ? [[name, load] as const] : [])]);
    };
    void load().then(() => settle(false), () => settle(true));
  };

  #missing(name: string, say: DiarySay): TemplateResult | null {
    const load = this.missing.get(name);
    return load ? html`<div class="trouble missing" role="alert"><p>${say("part.missing")}</p><button type="button" class="retry" @click=${() => this.#fetch(name, load)}>${say("retry")}</button></div>` : null;
  }

  readonly #back = (): void => void (this.view = { is: "home" });

  /** The address of the page that shows a code's readings; `../view/` if not said. */
  declare shareUrl: string;
  /** The unit that glucose is shown and typed in until the person chooses: `mmol/L` or `mg/dL`; else as it was measured. */
  declare unitGlucose: string;
  /** Agreed with the person whose diary is open, as a record has them. */
  declare targets: readonly PersonalTarget[];
  /** Everything was cleared: there is nothing to show any more. */
  declare left: boolean;
  /** The rows of an older diary, and how to go on with it. */
  declare upgrade: { rows: Partial<Everything>; done(): void } | null;
  /** The store that waits for its passphrase. */
  declare gate: DiaryStore | null;
  declare parts: ReadonlySet<Part>;
  /** What could not be fetched, and how to try again. */
  declare missing: ReadonlyMap<string, () => Promise<unknown>>;
  declare timeline: readonly TimelineDay[];
  // Of which assessment that is.
  #dated: unknown = null;
  // Whether the rules are of this page's own loading, to be freed with it.
  #own = false;
  readonly #idle = new Idle(() => this.shut());
  // Comes with the chart.
  #lines: typeof import("../chart/lines.js").linesOf | null = null;
  #midnight: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    Object.assign(this, {
      engine: null, store: null, locale: localeOf(navigator.language), storage: "", fontScale: null, person: null, model: null, view: {
      is: "home" }, stopped: null, deleted: null, shown: PAGE, reading: false, chart: false, out: false, shareUrl: "", unitGlucose: "", targets: [], gate: null, left:
      false, upgrade: null, parts: new Set(), timeline: [], missing: new Map(),
    });
  }

  /** Whether something was typed that is not saved: a page must not be reloaded then. */
  get busy(): boolean {
    return this.view.is !== "home" || (this.model?.drafts.size ?? 0) > 0;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (typeof speechSynthesis !== "undefined") speechSynthesis.addEventListener?.("voiceschanged", this.#voices);
    window.addEventListener("pagehide", this.#hide);
    this.addEventListener("click", pressed);
    for (const event of ["pointerdown", "keydown"]) this.addEventListener(event, this.#idle.touch);
    for (const event of TURNS) window.addEventListener(event, this.#turn);
    document.addEventListener("visibilitychange", this.#turn);
    this.#turn();
    void this.#open();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    if (typeof speechSynthesis !== "undefined") speechSynthesis.removeEventListener?.("voiceschanged", this.#voices);
    window.removeEventListener("pagehide", this.#hide);
    for (const event of TURNS) window.removeEventListener(event, this.#turn);
    document.removeEventListener("visibilitychange", this.#turn);
    clearTimeout(this.#midnight);
    const store = this.model?.store ?? this.gate;
    this.#drop();
    if (!this.store) store?.close();
    this.gate = null;
  }

  // A page that stays open is judged by the day that it is: at midnight, and when it is looked at again after a phone slept.
  #turn = (): void => {
    this.model?.turn();
    clearTimeout(this.#midnight);
    this.#midnight = setTimeout(this.#turn, untilMidnight(new Date()) + 1000);
  };

  // Nothing of what was read stays in this page's memory.
  #drop(): void {
    this.#idle.stop();
    this.model?.stop();
    forgetOrder();
    if (this.#own) {
      this.engine?.free();
      this.engine = null;
    }
    this.#own = false;
    Object.assign(this, { model: null, deleted: null, view: { is: "home" }, chart: false, out: false, parts: new Set(), timeline: [] });
    this.#dated = null;
  }

  // Before a page is kept for the back button, and whenever it is left.
  #hide = (): void => {
    if (this.model?.store.passphrase?.sealed) this.shut();
  };

  /** Locks a sealed diary; nothing of it stays on the page. */
  protected shut(): void {
    const { model } = this;
    if (!model?.store.passphrase?.sealed) return;
    model.store.passphrase.lock();
    this.#drop();
    void this.#wait(model.store);
  }

  async #wait(store: DiaryStore): Promise<void> {
    this.gate = store;
    this.#fetch("gate", () => import("./lock/define.js"));
  }

  /** The gate was opened. */
  protected opened = (): void => {
    const store = this.gate;
    this.gate = null;
    if (store) void this.#begin(store);
  };

  #voices = (): void => this.requestUpdate();

  async #open(): Promise<void> {
    // A page that has this element already gives it a store right after the import that defines it.
    await Promise.resolve();
    try {
      const store = this.store ?? await openDiary({ memory: this.storage === "memory", beforeUpgrade: (rows) => this.#offer(rows), onBlocked: () => (this.stopped = "blocked") });
      this.stopped = null;
      if (store.passphrase?.locked) return await this.#wait(store);
      await this.#begin(store);
    } catch (error) {
      this.#stop(error);
    }
  }

  // Nothing is changed before the reader has answered.
  async #offer(rows: Partial<Everything>): Promise<void> {
    await import("./out/define.js");
    await new Promise<void>((done) => (this.upgrade = { rows, done }));
    this.upgrade = null;
  }

  #stop(error: unknown): void {
    this.stopped = error instanceof StoreError && error.code !== "aborted" ? error.code : "gone";
    this.report(this.stopped, error);
  }

  async #begin(store: DiaryStore): Promise<void> {
    try {
      const model = new DiaryModel(store, localeOf(this.locale), () => this.#changed());
      model.unit = this.unitGlucose;
      await model.start(diarySay(localeOf(this.locale))("me"));
      if (this.person) await model.choose(this.person);
      const kept = model.setting("scale");
      if (this.fontScale === null && typeof kept === "string") this.fontScale = kept;
      const language = model.setting("locale");
      if (typeof language === "string") this.#speak(model, language);
      this.model = model;
      // One tap a day wants no second one to open the list.
      if (model.rows.medicines.some(({ person, deletedAt }) => person === model.person?.id && !deletedAt)) this.parts = new Set(["meds"]);
      this.#changed();
    } catch (error) {
      return this.#stop(error);
    }
    // After the first paint: the rules never stand in the way of typing.
    await this.updateComplete;
    requestAnimationFrame(() => setTimeout(() => void this.#rules(), 0));
  }

  #changed(): void {
    const { model } = this;
    // Another window may have set a passphrase.
    if (model?.store.passphrase?.locked) return this.shut();
    this.#idle.minutes = model?.store.passphrase?.sealed ? Number(model.setting("autolock") ?? 0) : 0;
    this.requestUpdate();
  }

  async #rules(): Promise<void> {
    if (!this.model) return;
    try {
      // Before the rules, so that no alarm waits for its sheet.
      await alarm();
      // A host's engine may have rules of its own, which no worker of ours knows.
      const far = this.engine ? null : async () => (await import("./far.js")).far();
      const engine = this.engine ?? await (await import("./rules.js")).load({ fhir: false, equations: false });
      this.#own = far !== null;
      // Locked meanwhile: the rules are loaded again when it is opened.
      if (!this.model) return this.#own ? engine.free() : undefined;
      this.engine = engine;
      // Before anything is judged, so that nobody sees one advice and then another.
      if (this.targets.length > 0) await this.aim();
      await this.model?.use(engine, far);
    } catch (error) {
      await this.model?.use(null);
      this.report(error instanceof LiangbingError ? error.code : "wasm-missing", error);
    }
  }

  /** Has the host's targets looked at, and judges by those that the rules can read. */
  protected async aim(): Promise<void> {
    const { model, engine, targets } = this;
    if (!model || !engine) return;
    try {
      const { taken, wrong } = (await import("./asked.js")).aims(engine, targets, model.today);
      for (const error of wrong) this.report("targets", error);
      if (this.model === model && this.targets === targets) model.aim(taken);
    } catch (error) {
      // Without them the rules still judge.
      this.report("targets", error);
    }
  }

  protected report(code: string, error: unknown): void {
    const detail = { code, message: error instanceof Error ? error.message : "" };
    this.dispatchEvent(new CustomEvent("liangbing-error", { bubbles: true, composed: true, detail }));
  }

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has("locale")) this.model?.speak(localeOf(this.locale));
    if (changed.has("unitGlucose")) this.model?.show(this.unitGlucose);
    if (changed.has("targets") && this.model?.engine) void this.aim();
    if (changed.has("engine") && this.engine && this.model && this.model.engine !== this.engine) void (this.targets.length > 0 ? this.aim() : Promise.resolve()).then(() => this.engine && this.model?.use(this.engine));
    this.lang = localeOf(this.locale);
  }

  // The colours day by day are asked for only while the chart is open.
  protected override updated(_: Map<string, unknown>): void {
    const { model } = this;
    if (!this.chart || !model?.assessment || this.#dated === model.assessment) return;
    const dated = (this.#dated = model.assessment);
    void model.timeline().then((timeline) => {
      if (this.#dated === dated) this.timeline = timeline;
    });
  }

  protected override render(): TemplateResult {
    const say = diarySay(localeOf(this.locale));
    const { model } = this;
    if (this.stopped && !model) {
      return html`<div class="trouble" role="alert"><p>${say(`store.${this.stopped}`)}</p>
        <button type="button" @click=${() => location.reload()}>${say("reload")}</button></div>`;
    }
    if (this.left) return html`<p class="notice" role="status">${say("left")}</p>`;
    if (this.upgrade) return html`<main><diary-upgrade .rows=${this.upgrade.rows} locale=${this.locale} font-scale=${this.fontScale ?? "normal"} @done=${this.upgrade.done}></diary-upgrade></main>`;
    if (this.gate) return html`<main>${this.#missing("gate", say)}<diary-gate .store=${this.gate} locale=${this.locale} font-scale=${this.fontScale ?? "normal"} @open=${this.opened}></diary-gate></main>`;
    if (!model) return html`<p class="quiet">${say("loading")}</p>`;
    // Above an alarm, or a form, nothing that can wait.
    const calm = this.view.is === "home" && !model.danger;
    return html`${head(model, say, this.fontScale, this.view.is !== "home", { size: (size) => this.#size(model, size), language: (locale) => this.#language(model, locale) })}<main>${notices(model, say)}${calm ? reminder(model, say, () => this.#copy()) : nothing}${this.#body(model, say)}</main>`;
  }

  #body(model: DiaryModel, say: DiarySay): TemplateResult {
    const { view } = this;
    const size = this.fontScale ?? "normal";
    if (view.is === "entry") return html`<diary-entry .model=${model} .reading=${view.reading} kind=${view.kind} locale=${this.locale} font-scale=${size} @done=${this.#entered}></diary-entry>`;
    if (view.is === "signs") return html`<diary-signs .model=${model} locale=${this.locale} font-scale=${size} @done=${this.#entered}><p class="row"><a class="button" href="tel:${AMBULANCE}">${say("danger.call")}</a></p>
      ${this.#missing("signs", say)}<p class="row"><button type="button" @click=${this.#back}>${say("back.home")}</button></p></diary-signs>`;
    if (view.is === "in" && this.missing.has("in")) return html`${this.#missing("in", say)}<p class="row"><button type="button" @click=${this.#back}>${say("back.home")}</button></p>`;
    if (view.is === "in") return inside(view, model, this.locale, size, this.#entered, (kind) => this.#enter(kind));
    if (model.danger) {
      const again = ({ detail }: CustomEvent<{ kind: EntryKind }>): void => this.#enter(detail.kind);
      return html`<diary-danger .model=${model} .danger=${model.danger} locale=${this.locale} font-scale=${size} @again=${again} @done=${() => void model.readDanger()}></diary-danger>`;
    }
    return this.#home(model, say);
  }

  #home(model: DiaryModel, say: DiarySay): TemplateResult {
    const voice = localVoice(localeOf(this.locale));
    const read = (text: string): void => {
      if (this.reading) return speechSynthesis.cancel();
      this.reading = true;
      if (voice) speak(text, voice, () => (this.reading = false));
    };
    const add = (kind: EntryKind): TemplateResult => html`<p class="row"><button type="button" class="primary" data-add=${kind}
      @click=${() => this.#enter(kind)}>＋ ${say(`add.${kind}`)}</button></p>`;
    return html`${this.deleted ? html`<div class="notice" role="status"><p>${say("deleted")}</p><button type="button" class="undo" @click=${this.#undo}>${say("undo")}</button></div>` : nothing}
      ${doubted(model, say, { edit: (reading) => this.#edit(reading), keep: (reading) => void model.change(reading, reading.observation) })}
      ${todayCard(model, say, { read: voice ? read : undefined, reading: this.reading })}
      ${model.person?.conditions === null ? doctorSaid(model, say) : nothing}
      <section>${add("bp")}${add("glucose")}
        <p class="row"><button type="button" data-add="weight" @click=${() => this.#enter("weight")}>＋ ${say("add.weight")}</button></p>
        <p class="row"><button type="button" data-add="signs" @click=${() => this.#ill()}>${say("ill")}</button></p></section>
      ${doors(say, (way) => (this.#fetch("in", () => import("./in/define.js")), (this.view = { is: "in", way })))}
      ${this.#part("meds", model, say)}
      ${averages(model, say)}
      ${this.#chart(model, say)}
      ${list(model, say, this.shown, {
        edit: (reading) => this.#edit(reading),
        remove: (reading) => void this.#remove(reading),
        use: (reading) => void model.confirm(reading),
        more: () => (this.shown += PAGE * 3),
      })}
      ${(["ask", "share"] as const).map((name) => this.#part(name, model, say))}
      ${this.#out(model, say)}
      ${this.#part("people", model, say)}
      ${model.store.passphrase ? this.#part("lock", model, say) : nothing}
      ${model.mayBeEvicted ? html`<div class="notice evict" role="status"><p>${say("evict")}</p></div>` : nothing}
      <p class="quiet">${say("private")}</p>`;
  }

  #chart(model: DiaryModel, say: DiarySay): TemplateResult {
    const toggle = (): void => {
      this.chart = !this.chart;
      if (this.chart) this.#fetch("chart", () => import("../chart/define.js").then(({ linesOf }) => ((this.#lines = linesOf), this.requestUpdate())));
      if (this.chart && !model.other && drawable(model).left > 0) void model.convert();
    };
    const drawn = this.chart ? drawable(model) : { readings: [], left: 0 };
    return html`<section><p class="row"><button type="button" class="chart" aria-expanded=${this.chart} @click=${toggle}>${say(this.chart ? "chart.hide" : "chart")}</button></p>
      ${this.chart ? html`${this.#missing("chart", say)}<liangbing-chart .readings=${drawn.readings} .targets=${model.assessment?.targets ?? []} .timeline=${this.timeline} .lines=${this.#lines?.(model.engine, model.assessment?.home ?? [], localeOf(this.locale)) ?? null} locale=${this.locale} font-scale=${this.fontScale ?? "normal"}></liangbing-chart>${
        drawn.left > 0 ? html`<p class="quiet">${say("chart.left", { n: drawn.left })}</p>` : nothing}` : nothing}</section>`;
  }

  #out(model: DiaryModel, say: DiarySay): TemplateResult {
    const open = (event: Event): void => {
      this.out = (event.target as HTMLDetailsElement).open;
      if (this.out) this.#fetch("out", () => import("./out/define.js"));
    };
    return html`<details class="out" ?open=${this.out} @toggle=${open}><summary>${say("out")}</summary>
      ${this.out ? html`${this.#missing("out", say)}<diary-out .model=${model} .rows=${model.rows} @leave=${() => void this.#leave(model)} locale=${this.locale} font-scale=${this.fontScale ?? "normal"}></diary-out>` : nothing}</details>`;
  }

  /** The address of the page that shows a code's readings. */
  protected get viewer(): string {
    return new URL(this.shareUrl || "../view/", document.baseURI).href;
  }

  #part(name: Part, model: DiaryModel, say: DiarySay): TemplateResult {
    const shown = { model, locale: this.locale, size: this.fontScale ?? "normal", viewer: this.viewer, lock: () => this.shut(), fetch: this.#fetch, missing: (which: string) => this.#missing(which, say) };
    return part(name, say, shown, this.parts, (which, open) => {
      this.parts = new Set([...[...this.parts].filter((one) => one !== which), ...(open ? [which] : [])]);
    });
  }

  #ill(): void {
    // The call stands there until the signs are, and stays where they cannot be fetched.
    this.#fetch("signs", alarm);
    this.view = { is: "signs" };
  }

  // To where a copy is taken.
  #copy(): void {
    this.out = true;
    void import("./out/define.js").then(() => this.updateComplete, () => undefined).then(() => {
      const part = this.shadowRoot?.querySelector<HTMLElement>("diary-out");
      part?.scrollIntoView({ block: "start" });
      part?.shadowRoot?.getElementById("pass")?.focus();
    });
  }

  async #leave(model: DiaryModel): Promise<void> {
    const { store } = model;
    const { leave } = await import("./out/leave.js");
    this.#drop();
    this.left = await leave(store).then(() => true, (error: unknown) => (this.#stop(error), false));
  }

  /** Something was stored; what it is stays on the page. */
  protected tell(op: "add" | "edit" | "delete"): void {
    this.dispatchEvent(new CustomEvent("liangbing-reading", { bubbles: true, composed: true, detail: { op } }));
  }

  #enter(kind: EntryKind): void {
    this.deleted = null;
    this.view = { is: "entry", kind, reading: null };
  }

  #edit(reading: Reading): void {
    const { concept } = reading.observation;
    this.view = { is: "entry", kind: concept === "blood-pressure" ? "bp" : (concept as EntryKind), reading };
  }

  #entered = ({ detail }: CustomEvent<{ saved: boolean }>): void => {
    const { view } = this;
    this.view = { is: "home" };
    if (detail.saved) this.tell(view.is === "entry" && view.reading ? "edit" : "add");
    void this.updateComplete.then(() => this.shadowRoot?.querySelector<HTMLElement>("[data-add]")?.focus());
  };

  async #remove(reading: Reading): Promise<void> {
    if (await this.model?.remove(reading)) {
      this.deleted = reading;
      this.tell("delete");
    }
    await this.updateComplete;
    this.shadowRoot?.querySelector<HTMLElement>(".undo")?.focus();
  }

  #undo = (): void => {
    if (this.deleted) void this.model?.remove(this.deleted, false).then((done) => done && this.tell("add"));
    this.deleted = null;
  };

  #size(model: DiaryModel, size: Scale): void {
    this.fontScale = size;
    void model.set("scale", size);
  }

  #language(model: DiaryModel, locale: string): void {
    this.#speak(model, locale);
    void model.set("locale", localeOf(locale));
  }

  #speak(model: DiaryModel, locale: string): void {
    this.locale = localeOf(locale);
    model.speak(localeOf(locale));
  }
}
