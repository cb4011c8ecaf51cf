import { html, nothing, type TemplateResult } from "lit";
import { scale, tokens } from "../elements/tokens.js";
import { localeOf } from "../elements/words.js";
import type { TimelineDay } from "../types.js";
import { AMBULANCE } from "./danger.facts.js";
import type { EntryKind } from "./entry.js";
import { type Begun, doors, inside, type Way } from "./in/door.js";
import { head } from "./head.js";
import { doubted, list } from "./list.js";
import type { DiaryModel } from "./model.js";
import { alarm, DiaryOpening } from "./opening.js";
import { type Part, part } from "./parts.js";
import { reminder } from "./remind.js";
import { doctorSaid, notices, type Scale } from "./settings.js";
import { localVoice, speak } from "./speech.js";
import type { Reading } from "./store/types.js";
import { homeStyles, styles } from "./styles.js";
import { averages, todayCard } from "./today.js";
import { drawable } from "./units.js";
import { type DiarySay, diarySay } from "./words.js";

type View = { is: "home" } | { is: "entry"; kind: EntryKind; reading: Reading | null } | { is: "signs" } | { is: "in"; way: Way; begun?: Begun };
const PAGE = 10;
/** Nothing of what somebody looked at. */
const CLOSED = { deleted: null, view: { is: "home" }, chart: false, out: false, parts: new Set(), timeline: [] } as const;

/**
 * The patient's own page.
 *
 * Properties: `engine` (loaded when it is not given), `store` (the browser's when it is not given), `targets`. Attributes:
 * `locale`, `theme`, `font-scale`, `person`, `storage="memory"`, `unit-glucose`. Events: `liangbing-reading` after one was
 * stored, `liangbing-export`, `liangbing-error`; none carries a reading.
 */
export class LiangbingDiary extends DiaryOpening {
  static override properties = {
    view: { state: true }, deleted: { state: true }, shown: { state: true }, reading: { state: true }, chart: { state: true }, out: { state: true },
    shareUrl: { type: String, attribute: "share-url" }, left: { state: true }, timeline: { state: true }, parts: { state: true },
  };
  static override styles = [tokens, scale, styles, homeStyles];

  declare view: View;
  declare deleted: Reading | null;
  declare shown: number;
  declare reading: boolean;
  declare chart: boolean;
  declare out: boolean;
  /** The address of the page that shows a code's readings; `../view/` if not said. */
  declare shareUrl: string;
  /** Everything was cleared: there is nothing to show any more. */
  declare left: boolean;
  declare parts: ReadonlySet<Part>;
  declare timeline: readonly TimelineDay[];
  // Of which assessment that is.
  #dated: unknown = null;
  // Comes with the chart.
  #lines: typeof import("../chart/lines.js").linesOf | null = null;

  constructor() {
    super();
    Object.assign(this, { ...CLOSED, shown: PAGE, reading: false, shareUrl: "", left: false });
  }

  /** Whether something was typed that is not saved: a page must not be reloaded then. */
  get busy(): boolean {
    return this.view.is !== "home" || (this.model?.drafts.size ?? 0) > 0;
  }

  protected override begun(model: DiaryModel): void {
    // One tap a day wants no second one to open the list.
    if (model.rows.medicines.some(({ person, deletedAt }) => person === model.person?.id && !deletedAt)) this.parts = new Set(["meds"]);
  }

  protected override drop(): void {
    super.drop();
    Object.assign(this, CLOSED);
    this.#dated = null;
  }

  #missing(name: string, say: DiarySay): TemplateResult | null {
    const load = this.missing.get(name);
    return load ? html`<div class="trouble missing" role="alert"><p>${say("part.missing")}</p><button type="button" class="retry" @click=${() => this.fetchPart(name, load)}>${say("retry")}</button></div>` : null;
  }

  readonly #back = (): void => void (this.view = { is: "home" });

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
    if (this.upgrade) return html`<main><diary-upgrade .rows=${this.upgrade.rows} .unsealed=${this.upgrade.unsealed} locale=${this.locale} font-scale=${this.fontScale ?? "normal"} @done=${this.upgrade.done}></diary-upgrade></main>`;
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
      ${doors(say, (way) => (this.fetchPart("in", () => import("./in/define.js")), (this.view = { is: "in", way })))}
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
      if (this.chart) this.fetchPart("chart", () => import("../chart/define.js").then(({ linesOf }) => ((this.#lines = linesOf), this.requestUpdate())));
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
      if (this.out) this.fetchPart("out", () => import("./out/define.js"));
    };
    return html`<details class="out" ?open=${this.out} @toggle=${open}><summary>${say("out")}</summary>
      ${this.out ? html`${this.#missing("out", say)}<diary-out .model=${model} .rows=${model.rows} @leave=${() => void this.#leave(model)} locale=${this.locale} font-scale=${this.fontScale ?? "normal"}></diary-out>` : nothing}</details>`;
  }

  /** The address of the page that shows a code's readings. */
  protected get viewer(): string {
    return new URL(this.shareUrl || "../view/", document.baseURI).href;
  }

  #part(name: Part, model: DiaryModel, say: DiarySay): TemplateResult {
    const shown = { model, locale: this.locale, size: this.fontScale ?? "normal", viewer: this.viewer, lock: () => this.shut(), fetch: this.fetchPart, missing: (which: string) => this.#missing(which, say) };
    return part(name, say, shown, this.parts, (which, open) => {
      this.parts = new Set([...[...this.parts].filter((one) => one !== which), ...(open ? [which] : [])]);
    });
  }

  #ill(): void {
    // The call stands there until the signs are, and stays where they cannot be fetched.
    this.fetchPart("signs", alarm);
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
    this.drop();
    this.left = await leave(store).then(() => true, (error: unknown) => (this.stop(error), false));
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
    this.speak(model, locale);
    void model.set("locale", localeOf(locale));
  }
}
