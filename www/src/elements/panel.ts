import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { keyed } from "lit/directives/keyed.js";
import type { Engine, Input } from "../liangbing.js";
import type { CallContext, HooksCard } from "../cds-hooks.js";
import { LiangbingError } from "../error.js";
import { VERSION } from "../version.js";
import type { Panel } from "./face.js";
import type { Action, Answered, Assessment, Card, CareLevel, LetterKind, LiangbingRecord } from "../types.js";
import { cardView, REASONS, type Answer, type CardHost, type Reason } from "./panel.card.js";
import { head, strip } from "./panel.head.js";
import { gaps, setAside, stamp } from "./panel.lists.js";
import { repeatMinutes } from "../minutes.js";
import { styles } from "./panel.styles.js";
import { scale, tokens } from "./tokens.js";
import { helpFor, localeOf, sayIn, type Say } from "./words.js";

// What is not needed at first paint: fetched once there is somebody to show, before anybody asks for it.
let bedside: typeof import("./bedside.js") | undefined;

const ASKED = ["engine", "record", "asOf", "locale", "level"] as const;

/** What a host may colour in its own way. */
const COLOURS = ["bg", "fg", "primary", ...["red", "yellow", "blue", "grey"].flatMap((own) => ["bg", "fg", "line", "tint"].map((part) => `${own}-${part}`))];

/**
 * The prompts for one patient: the tier, why, at most one card to stop for and one to do, the rest
 * folded; what is missing, what was set aside, and what answered.
 *
 * Give it an `engine` and a `record`, or a ready `assessment`. A record that is refused becomes an error
 * card; nothing is thrown at the page.
 */
export class LiangbingPanel extends LitElement implements CardHost, Panel {
  static override properties = {
    engine: { attribute: false },
    record: { attribute: false },
    assessment: { attribute: false },
    asOf: { type: String, attribute: "as-of" },
    locale: { type: String },
    theme: { type: String, reflect: true },
    fontScale: { type: String, attribute: "font-scale" },
    mode: { type: String, reflect: true },
    level: { type: String },
    readonly: { type: Boolean },
    error: { attribute: false },
    overriding: { state: true },
  };
  static override styles = [tokens, scale, styles];
  /** Of the copy of this package that registered the element. */
  static readonly version: string = VERSION;

  declare engine: Engine | null;
  declare record: Input | null;
  /** What is shown; set by the panel itself where it has an engine and a record. */
  declare assessment: Assessment | null;
  declare asOf: string;
  declare locale: string;
  declare theme: string;
  declare fontScale: string;
  declare mode: "full" | "strip";
  declare level: CareLevel | "";
  declare readonly: boolean;
  /** Why there is nothing to show, such as what `load()` was rejected with; a record that is refused puts its own here. */
  declare error: LiangbingError | null;
  declare overriding: string | null;

  say: Say = sayIn("zh-CN");
  #answers = new Map<string, Answer>();
  /** What was answered of one patient since the page was opened; the engine knows how long that is quiet. */
  #answered: { patient: string; list: Answered[] } = { patient: "", list: [] };
  #shownRecord: string | null = null;
  #coming: Promise<void> | undefined;
  #lost = false;
  #who: string | null = null;

  constructor() {
    super();
    this.engine = null;
    this.record = null;
    this.assessment = null;
    this.asOf = "";
    this.locale = "zh-CN";
    this.theme = "auto";
    this.fontScale = "";
    this.mode = "full";
    this.level = "";
    this.readonly = false;
    this.error = null;
    this.overriding = null;
  }

  protected override willUpdate(changed: PropertyValues<LiangbingPanel>): void {
    this.say = sayIn(localeOf(this.locale));
    const asked = ASKED.some((name) => changed.has(name));
    if (asked && this.engine && this.record !== null) this.#assess(this.engine, this.record);
    else if (changed.has("assessment") && this.assessment) this.error = null;
    if (this.assessment) this.assessment = steady(this.assessment);
    if (this.assessment && !bedside) this.#coming ??= this.#fetchBedside();
    // Another patient's answers must not stay on the screen.
    const shown = this.assessment?.stamp.record ?? null;
    if (shown !== this.#shownRecord || changed.has("record")) {
      this.#answers.clear();
      this.overriding = null;
      this.#shownRecord = shown;
      const who = (this.record !== null && patientOf(this.record)) || shown;
      // What was unfolded for one patient is folded for the next.
      if (who !== this.#who) this.renderRoot.querySelectorAll?.("details[open]").forEach((own) => own.removeAttribute("open"));
      this.#who = who;
    }
  }

  // A page that allows no template is told in plain text, which no policy forbids.
  protected override performUpdate(): void {
    try {
      super.performUpdate();
    } catch (cause) {
      this.renderRoot.textContent = this.say("undrawn");
      this.#tellError(new LiangbingError("wasm-blocked", "trusted-types", `templates are blocked; \`trusted-types\` needs lit-html (${String(cause)})`));
    }
  }

  protected override updated(changed: PropertyValues<LiangbingPanel>): void {
    if (changed.has("engine") && this.engine) {
      const { engine: engineVersion, digest: rulesetVersion } = this.engine.stamp;
      this.#tell("ready", { engineVersion, rulesetVersion });
    }
    if (changed.has("assessment") && this.assessment) this.#tell("result", summaryOf(this.assessment));
    if (this.error && changed.has("error")) this.#tellError(this.error);
  }

  // For whoever makes the page, so that nobody waits for it; Safari has no idle time to offer, and says nothing.
  protected override firstUpdated(): void {
    // A busy page may not be idle for long: one that was thrown away meanwhile is not held back.
    const held = new WeakRef(this);
    (globalThis as Partial<typeof globalThis>).requestIdleCallback?.(() => {
      const panel = held.deref();
      if (!panel?.isConnected) return;
      const style = getComputedStyle(panel);
      if (!COLOURS.some((name) => style.getPropertyValue(`--liangbing-${name}`))) return;
      void import("./contrast.js").then(({ warnOfContrast }) => warnOfContrast(panel), () => undefined);
    });
  }

  async evaluate(): Promise<Assessment | null> {
    this.requestUpdate("record");
    await this.updateComplete;
    return this.assessment;
  }

  async toText(): Promise<string> {
    return (await this.#out()).text(this);
  }

  async toCdsCards(context: CallContext = {}): Promise<HooksCard[]> {
    return (await this.#out()).cards(this, context);
  }

  async focusCard(id: string): Promise<boolean> {
    return (await this.#out()).focusCard(this, id);
  }

  async print(): Promise<void> {
    return (await this.#out()).print(this);
  }

  async #out(): Promise<typeof import("./panel.out.js")> {
    await this.updateComplete;
    return import("./panel.out.js");
  }

  /** Settles when the lazy part is on the screen as well. */
  protected override async getUpdateComplete(): Promise<boolean> {
    const done = await super.getUpdateComplete();
    await this.#coming;
    return done && super.getUpdateComplete();
  }

  async #fetchBedside(): Promise<void> {
    try {
      bedside = await import("./bedside.js");
      this.requestUpdate();
    } catch {
      // The prompts stand without it; the next patient asks again.
      this.#coming = undefined;
      this.#lost = true;
      this.requestUpdate();
    }
  }

  #assess(engine: Engine, record: Input): void {
    // Nothing of the last patient may be seen while or after this one is refused.
    this.assessment = null;
    this.error = null;
    try {
      // Another version's answer may hold what this one has no words for.
      const theirs = engine.stamp.engine;
      if (theirs !== VERSION) {
        throw new LiangbingError("version-clash", "", `the engine is ${theirs}, this element ${VERSION}`);
      }
      const level = this.level === "" ? {} : { level: this.level };
      this.assessment = engine.assess(this.#withAnswers(record), {
        asOf: this.#today, locale: localeOf(this.locale), ...level, letters: ["visit-note"],
      });
    } catch (error) {
      this.error = LiangbingError.of(error);
    }
  }

  get #today(): string {
    return this.asOf || localToday();
  }

  get tomorrow(): string {
    const day = new Date(`${this.#today}T00:00Z`);
    day.setUTCDate(day.getUTCDate() + 1);
    return day.toISOString().slice(0, 10);
  }

  #withAnswers(record: Input): Input {
    const { patient, list } = this.#answered;
    return list.length && patientOf(record) === patient ? { ...record as LiangbingRecord, answered: this.#answersOf(record) } : record;
  }

  /** What was answered of a patient, in the record and since the page was opened. */
  #answersOf(record: Input | null): Answered[] {
    if (record === null || !isNative(record)) return [];
    const { patient, list } = this.#answered;
    return [...(record.answered ?? []), ...(patientOf(record) === patient ? list : [])];
  }

  /** Remembers an answer for the next assessment, and tells the host, who alone can keep it. */
  #answer(card: Card, answer: Answer, told: object, until?: string): void {
    const now = new Date();
    this.#answers.set(card.id, answer);
    const patient = this.record === null ? "" : patientOf(this.record);
    if (patient !== this.#answered.patient) this.#answered = { patient, list: [] };
    const { outcome, reason } = answer;
    const answered: Answered = {
      card: card.id, at: `${this.#today}T${now.toTimeString().slice(0, 5)}`, outcome, ...(reason && { reason }), ...(until && { until }),
    };
    if (patient) this.#answered.list.push(answered);
    this.#tell("feedback", { card: card.id, outcome, ...told, outcomeTimestamp: now.toISOString(), answered });
  }

  protected override render(): TemplateResult {
    const { say, assessment: a } = this;
    if (this.error) return this.#errorCard(this.error);
    if (!a) return html`<div lang=${say.locale} class="page waiting"><slot name="empty">${say("waiting")}</slot></div>`;
    if (this.mode === "strip") {
      return html`<div lang=${say.locale} class="page all">${strip(a, say, () => (this.mode = "full"))}</div>`;
    }
    const missing = this.readonly ? null : (codes: string[]) => void this.#tell("request-data", { missing: codes });
    return html`<div lang=${say.locale} class="page all">
      <slot name="header"></slot>
      <liangbing-critical exportparts="card-critical" .assessment=${a} .rest=${a.tier.repeatPending && this.engine ? repeatMinutes(this.engine) : null} .readonly=${this.readonly} locale=${say.locale}
        @liangbing-emergency=${this.#asked}></liangbing-critical>
      ${head(a, say, this.#short(a, missing))} ${this.#cards(a)} ${gaps(a, say, missing)} ${setAside(a, say)} ${this.#rest(a)}
      ${this.#letters(a)} ${stamp(a, say)}
    </div>`;
  }

  #short(a: Assessment, ask: ((codes: string[]) => void) | null): TemplateResult | typeof nothing {
    if (!bedside) return nothing;
    bedside.dress(this.renderRoot as ShadowRoot);
    return bedside.facts(a, this.#answersOf(this.record), this.say, ask);
  }

  /** The course, targets and plan; a part that did not come is missed, not left out in silence. */
  #rest(a: Assessment): unknown {
    const { say } = this;
    if (bedside) return [bedside.course(a, say), bedside.targets(a, say), bedside.plan(a, say)];
    return this.#lost ? html`<p class="block" role="alert">${say("partMissing")}</p>` : nothing;
  }

  why(card: Card): TemplateResult | typeof nothing {
    return bedside && this.assessment ? bedside.why(card, this.assessment, this.say) : nothing;
  }

  // Heard from the critical value: a host that shows its own card has cancelled it.
  #asked = (event: Event): void => {
    queueMicrotask(() => event.defaultPrevented || bedside?.showEmergency(this.renderRoot, this.assessment as Assessment, this.say));
  };

  emergency(): void {
    if (this.#tell("emergency", {}, true) && this.assessment) bedside?.showEmergency(this.renderRoot, this.assessment, this.say);
  }

  /** Letters that fit, each made when it is asked for. */
  #letters(a: Assessment): TemplateResult | typeof nothing {
    const { say, engine, record } = this;
    if (!engine || record === null || !a.tier.level) return nothing;
    const kinds: LetterKind[] = a.referral ? [`referral-${a.referral.direction}`] : [];
    if (a.plan.medication.some((step) => step.letter === "consult")) kinds.push("consult");
    kinds.push("visit-note", "patient");
    const write = async (kind: LetterKind): Promise<void> => {
      const { showLetter } = await import("./letter.js");
      const level = this.level === "" ? {} : { level: this.level };
      const options = { asOf: this.#today, locale: localeOf(this.locale), ...level, letters: [kind], sections: [] };
      const [letter] = engine.assess(this.#withAnswers(record), options).letters;
      if (letter) showLetter(this.renderRoot, letter, say);
    };
    return html`<section class="block screen"><h3 part="title">${say("letters")}</h3><p class="actions" part="toolbar">${kinds.map((kind) =>
      html`<button type="button" @click=${() => void write(kind)}>${say(`letter.${kind}`)}</button>`)}</p></section>`;
  }

  #cards(a: Assessment): TemplateResult {
    const { say } = this;
    const shown = [a.cards.find((c) => c.channel === "stop"), a.cards.find((c) => c.channel === "do")]
      .filter((card) => card !== undefined);
    const folded = a.cards.filter((card) => !shown.includes(card));
    return html`<section class="cards" aria-label=${say("cards")}>
      <h3 part="title" aria-live="polite">${say("cards")} ${(["stop", "do", "know"] as const).map((channel) => html`<span class="count" part="counts">${
        say(`channel.${channel}`)} ${a.cards.filter((card) => card.channel === channel).length}</span>`)}</h3>
      ${a.cards.length === 0 ? html`<p class="quiet">${say("noCards")}</p>` : nothing}
      ${shown.map((card) => keyed(card.id, cardView(card, this)))}
      ${folded.length ? html`<details class="more"><summary>${say("more", { n: folded.length })}</summary>
        ${folded.map((card) => keyed(card.id, cardView(card, this)))}</details>` : nothing}
      <slot name="card-footer"></slot>
    </section>`;
  }

  #errorCard(error: LiangbingError): TemplateResult {
    const { say } = this;
    const help = helpFor(error, say);
    return html`<div lang=${say.locale} class="page error bar red" part="error" role="alert">
      <h3 part="title">${say("error")}</h3>
      ${help ? html`<p>${help}</p>` : nothing}
      <p lang="en">${error.message}</p>
      <p><code>${error.code}</code> · ${say("error.where")}: <code>${error.path || say("error.whole")}</code></p>
    </div>`;
  }

  answerTo(card: Card): Answer | undefined {
    return this.#answers.get(card.id);
  }

  act(card: Card, action: Action | null): void {
    const actions = action ? [action] : [];
    this.#tell("action", { card, suggestion: action, actions }, true);
    const acceptedSuggestions = action ? [{ id: `${card.id}.${card.actions.indexOf(action)}` }] : [];
    this.#answer(card, { outcome: "accepted" }, { acceptedSuggestions });
    this.requestUpdate();
  }

  startOverride(card: Card | null): void {
    this.overriding = card?.id ?? null;
  }

  override(card: Card, form: HTMLFormElement): void {
    const data = new FormData(form);
    const reason: Reason = REASONS.find((known) => known === data.get("reason")) ?? "other";
    const comment = form.elements.namedItem("comment") as HTMLInputElement;
    const userComment = comment.value.trim();
    // Marked on the field itself, so that the browser says so in its own words.
    comment.required = reason === "other";
    if (!userComment) comment.value = "";
    if (!form.reportValidity()) return;
    const until = reason === "monitor" ? String(data.get("until")) : undefined;
    const overrideReason = { reason: { code: reason }, ...(userComment && { userComment }) };
    this.#answer(card, { outcome: "overridden", reason }, { overrideReason }, until);
    if (until) {
      const task: Action = { kind: "schedule", label: card.summary, by: until };
      this.#tell("action", { card, suggestion: task, actions: [task] }, true);
    }
    this.overriding = null;
  }

  // Another record may be read, another module only after the page has been put right.
  #tellError({ code, path, message }: LiangbingError): void {
    this.#tell("error", { code, path, message, recoverable: !/^wasm|^version/.test(code) });
  }

  #tell(name: string, detail: unknown, cancelable = false): boolean {
    const event = new CustomEvent(`liangbing-${name}`, { detail, bubbles: true, composed: true, cancelable });
    return this.dispatchEvent(event);
  }
}

function summaryOf(a: Assessment): Readonly<Record<string, unknown>> {
  const count = (channel: Card["channel"]): number => a.cards.filter((card) => card.channel === channel).length;
  return {
    tier: a.tier,
    counts: { stop: count("stop"), do: count("do"), know: count("know") },
    critical: a.tier.level === "R0" || a.tier.level === "R1",
    referral: a.referral,
    inputHash: a.stamp.record,
  };
}

// Names from a record stand in sentences of the answer, where one must not turn the rest of its line around.
const TURNS = /[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/g;

function steady(a: Assessment): Assessment {
  const text = JSON.stringify(a);
  return text.search(TURNS) < 0 ? a : JSON.parse(text.replace(TURNS, "")) as Assessment;
}

/** The patient's own id, where the record is one of ours and has one; without it nobody can say whose answer it was. */
function patientOf(record: Input): string {
  return (isNative(record) && record.patient?.id) || "";
}

function isNative(record: Input): record is LiangbingRecord {
  return typeof record === "object" && !("resourceType" in record) && !Array.isArray(record);
}

// The module has no clock; a page has one, on the wall of the person who looks at it.
function localToday(): string {
  const now = new Date();
  const two = (n: number): string => String(n).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
