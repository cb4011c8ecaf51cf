import { html, LitElement, nothing, type TemplateResult } from "lit";
import { scale, tokens } from "../elements/tokens.js";
import { localeOf } from "../elements/words.js";
import type { Observation } from "../types.js";
import { uuid } from "../secure.js";
import { formOf, fromForm, instant, parts } from "./clock.js";
import { plain, pressure, typed } from "./input.js";
import type { Doubt } from "./judge.js";
import { valueOf } from "./list.js";
import type { DiaryModel } from "./model.js";
import type { Reading } from "./store/types.js";
import { styles } from "./styles.js";
import { GLUCOSE_UNITS, type GlucoseUnit, glucoseUnit } from "./units.js";
import { type DiaryKey, type DiarySay, diarySay } from "./words.js";

export type EntryKind = "bp" | "glucose" | "weight";
type Field = "systolic" | "diastolic" | "pulse" | "glucose" | "weight";
type Problem = Field | "time" | "timing";

const FIELDS: Readonly<Record<EntryKind, readonly Field[]>> = { bp: ["systolic", "diastolic", "pulse"], glucose: ["glucose"], weight: ["weight"] };
const TIMINGS = ["fasting", "pre-meal", "postprandial-2h", "bedtime", "random"] as const;

/** One reading by hand: two taps and a number. Fires `done` with whether something was saved. */
export class DiaryEntry extends LitElement {
  static override properties = {
    model: { attribute: false }, kind: { type: String }, locale: { type: String }, reading: { attribute: false },
    problems: { state: true }, doubt: { state: true }, saving: { state: true }, ownTime: { state: true }, timing: { state: true }, theirs: { state: true },
  };
  static override styles = [tokens, scale, styles];

  declare model: DiaryModel;
  declare kind: EntryKind;
  declare locale: string;
  /** The reading that is changed; none for a new one. */
  declare reading: Reading | null;
  declare problems: Partial<Record<Problem, DiaryKey>>;
  declare doubt: Doubt | null;
  declare saving: boolean;
  declare ownTime: boolean;
  /** The reading as another window has stored it meanwhile. */
  declare theirs: Reading | null;
  declare timing: (typeof TIMINGS)[number] | null;

  // Made with the form, so that a second tap on save is the same reading.
  readonly #ids = [uuid(), uuid()];
  // The number was asked about, and is what the device shows.
  #confirmed = "";
  #opened = new Date();

  constructor() {
    super();
    this.kind = "bp";
    this.locale = "zh-CN";
    this.reading = null;
    this.problems = {};
    this.doubt = null;
    this.saving = false;
    this.ownTime = false;
    this.timing = null;
    this.theirs = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const { reading } = this;
    this.ownTime = reading !== null;
    if (reading?.observation.concept === "glucose") this.timing = (reading.observation.timing ?? null) as DiaryEntry["timing"];
  }

  protected override firstUpdated(): void {
    const observation = this.reading?.observation as Record<string, unknown> | undefined;
    if (observation) {
      // A pulse is a reading of its own, and no field of one that is put right.
      for (const field of FIELDS[this.kind].filter((own) => own !== "pulse")) {
        const value = observation[field] ?? (field === "glucose" || field === "weight" ? observation["value"] : "");
        this.#input(field).value = String(value ?? "");
      }
      this.#input("time").value = formOf(String(observation["at"]));
    }
    this.#input(FIELDS[this.kind][0] as Field).focus();
  }

  protected override render(): TemplateResult {
    const say = diarySay(localeOf(this.locale));
    return html`<form novalidate @submit=${this.#submit} @input=${this.#edited}>
      <h2>${say(`add.${this.kind}`)}</h2>
      ${FIELDS[this.kind].filter((field) => !(field === "pulse" && this.reading)).map((field) => this.#number(field, say))}
      ${this.kind === "glucose" ? this.#timings(say) : nothing}
      ${this.#time(say)}
      ${this.theirs ? this.#choice(this.theirs, say) : this.doubt ? this.#doubted(this.doubt, say) : html`<p class="row"><button type="submit" class="primary" ?disabled=${this.saving}
        >${this.saving ? say("saving") : say("save")}</button></p>`}
      <p class="row"><button type="button" @click=${() => this.#done(false)}>${say("cancel")}</button></p>
    </form>`;
  }

  #number(field: Field, say: DiarySay): TemplateResult {
    const problem = this.problems[field];
    const doubted = this.doubt !== null && this.doubt !== "after-as-of" && field !== "pulse";
    const hint = field === "systolic" && !this.reading ? "hint" : "";
    const unit = { systolic: this.#pressureUnit, diastolic: this.#pressureUnit, pulse: "/min", glucose: this.#unit, weight: "kg" }[field];
    return html`<div class="field">
      <label for=${field}>${say(field)} <span class="quiet">${unit}</span></label>
      <input id=${field} name=${field} inputmode=${field === "glucose" || field === "weight" ? "decimal" : "numeric"} autocomplete="off"
        aria-invalid=${problem || doubted ? "true" : "false"} aria-describedby="${field}-problem ${doubted ? "doubt" : ""} ${hint}" @change=${field === "systolic" ? this.#split : nothing}
        @input=${field === "systolic" ? (event: InputEvent) => event.inputType === "insertFromPaste" && this.#split() : nothing}>
      ${hint ? html`<p id="hint" class="quiet">${say("oneBox")}</p>` : nothing}
      <p id="${field}-problem" class="problem" role=${problem ? "alert" : nothing}>${problem ? say(problem) : nothing}</p>
    </div>`;
  }

  #timings(say: DiarySay): TemplateResult {
    return html`<fieldset aria-describedby="timing-problem"><legend>${say("timing")}</legend>
      <div class="choices">${TIMINGS.map((timing) => html`<label class="choice"><input type="radio" name="timing" value=${timing}
        .checked=${this.timing === timing} @change=${() => (this.timing = timing)}><span>${say(`timing.${timing}`)}</span></label>`)}</div>
      <p id="timing-problem" class="problem" role=${this.problems.timing ? "alert" : nothing}>${this.problems.timing ? say(this.problems.timing) : nothing}</p>
    </fieldset>`;
  }

  #time(say: DiarySay): TemplateResult {
    const { day, time } = parts(this.model.now());
    return html`<fieldset><legend>${say("when")}</legend>
      <div class="choices">
        <label class="choice"><input type="radio" name="when" .checked=${!this.ownTime} @change=${() => (this.ownTime = false)}><span>${say("time.now")}</span></label>
        <label class="choice"><input type="radio" name="when" .checked=${this.ownTime} @change=${() => (this.ownTime = true)}><span>${say("time.change")}</span></label>
      </div>
      <input type="datetime-local" id="time" ?hidden=${!this.ownTime} aria-label=${say("time.change")} value="${day}T${time}"
        aria-invalid=${this.problems.time || this.doubt === "after-as-of" ? "true" : "false"} aria-describedby="time-problem">
      <p id="time-problem" class="problem" role=${this.problems.time ? "alert" : nothing}>${this.problems.time ? say(this.problems.time) : nothing}</p>
    </fieldset>`;
  }

  // Both are in sight, and which one stays is the person's to say.
  #choice({ observation, deletedAt }: Reading, say: DiarySay): TemplateResult {
    const leave = (): void => {
      this.model.trouble = null;
      this.#done(false);
    };
    return html`<div class="doubt theirs" role="alert"><p>${deletedAt ? say("conflict.deleted") : say("conflict.theirs", { value: valueOf(observation, say), ...parts(observation.at) })}</p></div>
      <p class="row"><button type="submit" class="primary mine" ?disabled=${this.saving}>${say("conflict.mine")}</button></p>
      <p class="row"><button type="button" class="leave" @click=${leave}>${say("conflict.leave")}</button></p>`;
  }

  #doubted(doubt: Doubt, say: DiarySay): TemplateResult {
    const keep = (): void => {
      this.#confirmed = JSON.stringify(this.#observation()?.map((one) => ({ ...one, at: "" })));
      void this.#save();
    };
    const swap = (): void => {
      const [upper, lower] = [this.#input("systolic"), this.#input("diastolic")];
      [upper.value, lower.value] = [lower.value, upper.value];
      void this.#save();
    };
    return html`<div class="doubt" id="doubt" role="alert"><p>${say(`doubt.${doubt}`)}</p></div>
      ${doubt === "contradictory" ? html`<p class="row"><button type="button" class="primary" @click=${swap}>${say("doubt.swap")}</button></p>` : nothing}
      <p class="row"><button type="button" @click=${this.#fix}>${say("doubt.fix")}</button></p>
      ${doubt === "after-as-of" ? nothing : html`<p class="row"><button type="button" @click=${keep}>${say("doubt.keep")}</button></p>`}`;
  }

  // `128/82` in the first box goes into both, and the pulse into its own; once it is complete, not while it is typed.
  #split = (): void => {
    const found = pressure(this.#input("systolic").value);
    if (!found) return;
    found.forEach((part, i) => {
      const field = FIELDS.bp[i];
      if (field && this.shadowRoot?.getElementById(field)) this.#input(field).value = part;
    });
  };

  #edited = (): void => {
    this.doubt = null;
    if (Object.keys(this.problems).length > 0) this.problems = {};
  };

  #fix = (): void => {
    this.doubt = null;
    this.#input(FIELDS[this.kind][0] as Field).focus();
  };

  #submit = (event: Event): void => {
    event.preventDefault();
    void this.#save();
  };

  async #save(): Promise<void> {
    if (this.saving) return;
    if (this.kind === "bp") this.#split();
    const observations = this.#observation();
    if (!observations) return this.#toFirst();
    const confirmed = this.#confirmed === JSON.stringify(observations.map((one) => ({ ...one, at: "" })));
    this.doubt = confirmed ? null : (observations.map((one) => this.model.doubt(one)).find(Boolean) ?? null);
    if (this.doubt) return this.#toFirst();
    this.saving = true;
    const done = this.reading
      ? await this.model.change(this.reading, { ...this.reading.observation, ...observations[0] } as Observation)
      : await this.model.add(observations.map((observation, i) => ({ id: this.#ids[i] ?? uuid(), observation })));
    this.saving = false;
    if (done) return this.#done(true);
    const stored = this.reading && this.model.trouble === "conflict" ? this.model.rows.readings.find(({ id }) => id === this.reading?.id) : undefined;
    if (stored && stored.revision !== this.reading?.revision) this.theirs = this.reading = stored;
  }

  async #toFirst(): Promise<void> {
    await this.updateComplete;
    this.shadowRoot?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }

  /** The reading and, with a pressure, its pulse; `null` where something is missing, which is then said. */
  #observation(): Observation[] | null {
    const problems: typeof this.problems = {};
    const before = this.reading?.observation.at;
    const said = this.#input("time").value;
    // A time that was not touched stays what it was, offset and all: the reading may be from another zone.
    const at = before && (!this.ownTime || said === formOf(before)) ? before : this.ownTime ? fromForm(said) : this.model.now();
    if (!at || (at !== before && instant(at) > this.model.instant.getTime())) problems.time = "wrong.time";
    if (this.kind === "glucose" && !this.timing) problems.timing = "wrong.timing";
    const values: Partial<Record<Field, number>> = {};
    for (const field of FIELDS[this.kind]) {
      const text = this.shadowRoot?.getElementById(field) ? this.#input(field).value : "";
      if (field === "pulse" && plain(text) === "") continue;
      const answer = typed(text, (this.kind === "bp" && this.#pressureUnit === "mmHg") || (this.kind === "glucose" && this.#unit === "mg/dL"));
      if (answer.ok) values[field] = answer.value;
      else problems[field] = `wrong.${answer.why}`;
    }
    this.problems = problems;
    if (!at || Object.keys(problems).length > 0) return null;
    return observations(this.kind, at, values, this.timing, this.kind === "bp" ? this.#pressureUnit : this.#unit);
  }

  // A reading that is changed stays in the unit that it was measured in.
  get #unit(): GlucoseUnit {
    const { observation } = this.reading ?? {};
    const own = observation?.concept === "glucose" ? GLUCOSE_UNITS.find((unit) => unit === observation.unit) : undefined;
    return own ?? glucoseUnit(this.model) ?? "mmol/L";
  }

  get #pressureUnit(): "mmHg" | "kPa" {
    const { observation } = this.reading ?? {};
    return observation?.concept === "blood-pressure" && observation.unit === "kPa" ? "kPa" : "mmHg";
  }

  #input(id: string): HTMLInputElement {
    return this.shadowRoot?.getElementById(id) as HTMLInputElement;
  }

  #done(saved: boolean): void {
    this.dispatchEvent(new CustomEvent("done", { detail: { saved, since: this.#opened } }));
  }
}

function observations(
  kind: EntryKind, at: string, values: Partial<Record<Field, number>>, timing: (typeof TIMINGS)[number] | null, unit: "mmHg" | "kPa" | GlucoseUnit,
): Observation[] {
  const { systolic = 0, diastolic = 0, pulse, glucose = 0, weight = 0 } = values;
  if (kind === "weight") return [{ concept: "weight", at, value: weight, unit: "kg", setting: "home" }];
  if (kind === "glucose") {
    return [{ concept: "glucose", at, value: glucose, unit, setting: "home", specimen: "capillary", ...(timing && { timing }) }];
  }
  const both: Observation[] = [{ concept: "blood-pressure", at, systolic, diastolic, unit, setting: "home" }];
  if (pulse !== undefined) both.push({ concept: "heart-rate", at, value: pulse, unit: "/min", setting: "home" });
  return both;
}
