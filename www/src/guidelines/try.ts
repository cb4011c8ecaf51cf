import { html, LitElement, nothing, type TemplateResult } from "lit";
import { sayIn } from "../elements/words.js";
import { LiangbingError } from "../error.js";
import type { LiangbingRecord, Locale, Observation } from "../types.js";
import type { RuleBook } from "./book.js";
import { condition, signOf } from "./condition.js";
import type { Rule, Tried } from "./data.js";
import { added, changed, type Edge, edgesOf, type Example, type Examples, type Kind, KINDS, lacking } from "./example.js";
import { bookSay, type BookSay } from "./words.js";

const STEPS = ["below", "at", "above"] as const;

/** One rule tried on a record that can be changed: the engine's own verdict, and what each criterion came to. */
export class TryRule extends LitElement {
  static override properties = {
    book: { attribute: false }, rule: { attribute: false }, examples: { attribute: false }, locale: { type: String },
    kind: { state: true }, asOf: { state: true }, text: { state: true },
  };

  declare book: RuleBook | null;
  declare rule: Rule | null;
  declare examples: Examples | null;
  declare locale: Locale;
  declare kind: Kind | "sample" | "own";
  declare asOf: string;
  /** The record as it is judged. */
  declare text: string;

  #of = "";

  constructor() {
    super();
    this.book = null;
    this.rule = null;
    this.examples = null;
    this.locale = "zh-CN";
    this.kind = "fires";
    this.asOf = "";
    this.text = "{}";
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(): void {
    const id = this.rule?.page.id ?? "";
    if (!this.examples || id === this.#of) return;
    this.#of = id;
    const own = this.examples[id];
    const first = KINDS.find((kind) => own?.[kind]);
    if (first) return this.#start(own?.[first], first);
    // A rule of a class or a target has no cases of its own.
    this.#start(this.examples[this.rule?.page.concern === "diabetes" ? "dm-quiet" : "htn-quiet"]?.fires, "sample");
  }

  #start(example: Example | undefined, kind: Kind | "sample"): void {
    if (!example) return;
    this.kind = kind;
    this.asOf = example.asOf;
    this.text = JSON.stringify(example.record, null, 2);
  }

  #use(record: LiangbingRecord): void {
    this.kind = "own";
    this.text = JSON.stringify(record, null, 2);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { book, rule } = this;
    if (!book || !rule || !this.examples) return nothing;
    const say = bookSay(this.locale);
    const record = recordOf(this.text);
    const tried = this.#tried(book, rule, this.text);
    return html`<section class="try" aria-label=${say("try")}>
      <h3>${say("try")}</h3><p class="quiet">${say("tryAbout")}</p>
      ${this.#starts(rule, say)}
      <div class="two">
        <div class="editor"><h4>${say("record")}</h4>${this.#editor(record, tried instanceof LiangbingError ? null : tried, say)}</div>
        <div class="verdict"><h4>${say("verdict")}</h4>${tried instanceof LiangbingError ? refusal(tried, say) : verdict(tried, say)}</div>
      </div>
      ${tried instanceof LiangbingError || !record ? nothing : this.#edges(book, rule, record, tried, say)}
    </section>`;
  }

  #tried(book: RuleBook, rule: Rule, record: LiangbingRecord | string): Tried | LiangbingError {
    try {
      return book.tryRule(rule.page.id, record, this.asOf, this.locale);
    } catch (error) {
      return LiangbingError.of(error);
    }
  }

  #starts(rule: Rule, say: BookSay): TemplateResult {
    const own = this.examples?.[rule.page.id] ?? {};
    const button = (kind: Kind | "sample" | "own", click: () => void): TemplateResult =>
      html`<button type="button" data-start=${kind} aria-pressed=${this.kind === kind} @click=${click}>${say(kind)}</button>`;
    return html`<div class="starts" role="group" aria-label=${say("start")}><span>${say("start")}</span>
      ${KINDS.map((kind) => (own[kind] ? button(kind, () => this.#start(own[kind], kind)) : nothing))}
      ${this.kind === "sample" || this.kind === "own" ? html`<span class="tag">${say(this.kind)}</span>` : nothing}
      <span class="quiet">${say("startAbout")}</span></div>`;
  }

  #editor(record: LiangbingRecord | null, tried: Tried | null, say: BookSay): TemplateResult {
    const patient = record?.patient ?? {};
    const setPatient = (field: "born" | "sex") => (event: Event): void => {
      const { value } = event.target as HTMLInputElement;
      const { [field]: _, ...rest } = patient;
      this.#use({ ...record, patient: value ? { ...rest, [field]: value } : rest } as LiangbingRecord);
    };
    type Coded = readonly { code?: string | null | undefined; name?: string | null | undefined }[] | null | undefined;
    const codes = (family: string, list: Coded): string =>
      (list ?? []).map(({ code, name }) => name ?? (code ? this.#called(family, code) : say("unsaid"))).join(say("and")) || say("none");
    return html`<div class="fields">
        <label>${say("asOf")} <input name="try-as-of" type="date" .value=${this.asOf} @change=${(event: Event) => { const { value } = event.target as HTMLInputElement; if (value) this.asOf = value; }}></label>
        ${record ? html`<label>${say("born")} <input name="born" .value=${patient.born ?? ""} size="10" inputmode="numeric" @change=${setPatient("born")}></label>
        <label>${say("sex")} <select name="sex" .value=${patient.sex ?? ""} @change=${setPatient("sex")}>
          ${(["", "female", "male"] as const).map((sex) => html`<option value=${sex} ?selected=${(patient.sex ?? "") === sex}>${say(sex || "unsaid")}</option>`)}</select></label>` : nothing}
      </div>
      ${record ? html`<p>${say("conditions")}: ${codes("condition", record.conditions)}</p><p>${say("medications")}: ${codes("medicine", record.medications)}</p>
        <h5>${say("observations")}</h5>
        <ul class="observations">${(record.observations ?? []).map((one, place) => this.#observation(record, one, place, say))}</ul>
        ${tried ? lacking(tried.when, record).map((own) => html`<button type="button" data-add=${own.concept} @click=${() => this.#use(added(record, own, this.asOf))}>${say("addReading", { of: this.#name(own.concept) })}</button> `) : nothing}` : nothing}
      <details ?open=${!record}><summary>${say("json")}</summary>
        <textarea name="json" spellcheck="false" rows="14" aria-label=${say("json")} .value=${this.text}
          @input=${(event: Event) => { this.kind = "own"; this.text = (event.target as HTMLTextAreaElement).value; }}></textarea></details>`;
  }

  /** What a code of a record is called; the code itself where the book has no word for it. */
  #called(family: string, code: string): string {
    return this.book?.whole(this.locale).names[`${family}.${code}`] ?? code;
  }

  /** What a data element is called. */
  #name(concept: string): string {
    return sayIn(this.locale).named("concept", concept);
  }

  #observation(record: LiangbingRecord, one: Observation, place: number, say: BookSay): TemplateResult {
    const own = one as unknown as Record<string, unknown>;
    const set = (field: string) => (event: Event): void => {
      const input = event.target as HTMLInputElement;
      const text = input.value.trim().normalize("NFKC");
      const number = text !== "" && Number.isFinite(Number(text)) ? Number(text) : text;
      this.#use(changed(record, place, { [field]: input.type === "checkbox" ? input.checked : number }));
    };
    const { timing, code } = own;
    const when = typeof timing === "string" ? ` (${this.#called("timing", timing)})` : "";
    const which = typeof code === "string" && one.concept === "symptom" ? `: ${code === "none" ? say("askedNone") : this.#called("symptom", code)}` : "";
    const label = `${this.#name(one.concept)}${when}${which}`;
    const field = (name: "value" | "systolic" | "diastolic"): TemplateResult | typeof nothing => own[name] === undefined ? nothing
      : html`<label><span class=${name === "value" ? "sr" : "quiet"}>${name === "value" ? label : say(name)}</span>
        <input name=${name} size="7" inputmode="decimal" .value=${String(own[name])} @change=${set(name)}></label>`;
    const remove = (): void => this.#use({ ...record, observations: (record.observations ?? []).filter((_, i) => i !== place) });
    return html`<li data-observation=${place}><b>${label}</b> <span class="quiet">${String(one.at).replace("T", " ")}</span>
      ${field("systolic")}${field("diastolic")}${field("value")} ${own["unit"] ?? ""}
      ${one.concept === "symptom" && own["code"] !== "none" ? html`<label><input type="checkbox" .checked=${own["present"] !== false} @change=${set("present")}> ${say("present")}</label>` : nothing}
      ${typeof own["code"] === "string" && one.concept !== "symptom" ? html`<label><span class="quiet">${say("code")}</span> <input name="code" size="10" .value=${own["code"]} @change=${set("code")}></label>` : nothing}
      <button type="button" class="small" aria-label=${`${say("remove")}: ${label}`} @click=${remove}>×</button></li>`;
  }

  #edges(book: RuleBook, rule: Rule, record: LiangbingRecord, tried: Tried, say: BookSay): TemplateResult {
    const edges = edgesOf(tried.when, record);
    if (edges.length === 0) return html`<h4>${say("edges")}</h4><p class="quiet">${say("noEdges")}</p>`;
    const cell = (edge: Edge, step: (typeof STEPS)[number]): TemplateResult => {
      const moved = changed(record, edge.place, { [edge.field]: Number(edge.limit[step]) });
      const answer = this.#tried(book, rule, moved);
      const says = answer instanceof LiangbingError ? answer.code : say(answer.outcome);
      const level = answer instanceof LiangbingError ? "" : (answer.level ?? say("noLevel"));
      return html`<td class=${answer instanceof LiangbingError ? "" : answer.outcome}><button type="button" data-step=${step} @click=${() => this.#use(moved)}>
        <b>${edge.limit[step]}</b> ${says} · ${level}</button></td>`;
    };
    return html`<h4>${say("edges")}</h4><p class="quiet">${say("edgesAbout")}</p>
      <div class="scroll" tabindex="0" role="region" aria-label=${say("edges")}><table class="edges"><thead><tr><th scope="col">${say("name")}</th>${STEPS.map((step) => html`<th scope="col">${say(`edge.${step}`)}</th>`)}</tr></thead>
      <tbody>${edges.map((edge) => html`<tr data-edge=${edge.line.parameter}><th scope="row">${say("edgeOf", {
        of: this.#name(edge.concept), field: edge.field === "value" ? "" : ` ${say(edge.field)}`, op: signOf(edge.line.op), at: edge.limit.at, unit: edge.limit.unit })}</th>${STEPS.map((step) => cell(edge, step))}</tr>`)}</tbody></table></div>`;
  }
}

function verdict(tried: Tried, say: BookSay): TemplateResult {
  return html`<p class="outcome ${tried.outcome}" role="status" data-outcome=${tried.outcome}><b>${say(`outcome.${tried.outcome}`)}</b> <span class="quiet">${say("onDay", { day: tried.on })}</span></p>
    <p class="quiet">${say("patientLevel")}: ${tried.colour ? html`<liangbing-tier .tier=${{ colour: tried.colour, level: tried.level }} locale=${say.locale} data-level=${tried.level ?? ""}></liangbing-tier>` : say("noLevel")}</p>
    ${tried.setAside.length > 0 ? html`<p>${say("setAside")}:</p><ul>${tried.setAside.map((own) => html`<li><code>${own.path}</code> <span lang="en">${own.message}</span></li>`)}</ul>` : nothing}
    ${condition(tried.when, say)}`;
}

function refusal(error: LiangbingError, say: BookSay): TemplateResult {
  return html`<div class="error" role="alert"><p><b>${say("refused")}</b> <code>${error.code}</code>${error.path ? html` ${say("at", { path: error.path })}` : nothing}</p><p lang="en">${error.message}</p></div>`;
}

/** The record as the editor can show it; null while its text is none, which the engine then says better. */
function recordOf(text: string): LiangbingRecord | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
    const { observations } = value as { observations?: unknown };
    const odd = observations !== undefined && observations !== null && !(Array.isArray(observations) && observations.every((one) => typeof one === "object" && one !== null));
    return odd ? null : (value as LiangbingRecord);
  } catch {
    return null;
  }
}
