import { html, LitElement, nothing, type TemplateResult } from "lit";
import { copy } from "../elements/dialog.js";
import { plainLines } from "../elements/plain.js";
import { LiangbingError } from "../error.js";
import type { FollowUpForm, FormField, FormSheet } from "../forms.js";
import type { Engine } from "../liangbing.js";
import type { CareLevel, ConcernName, LiangbingRecord, Locale } from "../types.js";
import { pageSay, type PageSay } from "./words.js";

/** A written form beside the sheet that says how it is read. */
interface Filled {
  sheet: FormSheet;
  form: FollowUpForm;
}

/**
 * What an encounter leaves behind: the national follow-up form, filled in as far as the record and the rules know, and
 * the visit's note. Both are made when they are asked for; the forms' module is fetched only then.
 */
export class FollowUp extends LitElement {
  static override properties = {
    engine: { attribute: false }, record: { attribute: false }, asOf: { type: String }, locale: { type: String }, level: { type: String },
    filled: { state: true }, note: { state: true }, said: { state: true },
  };
  declare engine: Engine | null;
  /** With the encounter. */
  declare record: LiangbingRecord | null;
  declare asOf: string;
  declare locale: Locale;
  declare level: CareLevel;
  declare filled: Filled[] | null;
  declare note: string | null;
  declare said: string;

  constructor() {
    super();
    this.engine = this.record = this.filled = this.note = null;
    this.asOf = this.said = "";
    this.locale = "zh-CN";
    this.level = "village";
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  // What was made of another record, day or language is not shown beside this one.
  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (!["record", "asOf", "locale", "level"].some((name) => changed.has(name))) return;
    this.filled = this.note = null;
    this.said = "";
  }

  #fill = async (): Promise<void> => {
    const { engine, record, asOf, locale, level } = this;
    if (!engine || !record) return;
    try {
      const { fields, loadForms, write } = await import("../forms.js");
      await loadForms();
      if (record !== this.record) return;
      const assessment = engine.assess(record, { asOf, locale, level });
      const concerns = (["hypertension", "diabetes"] as const).filter((own) => assessment.concerns[own] !== null);
      const sheets = fields(locale);
      this.filled = concerns.map((concern: ConcernName) => {
        const form = write(record, assessment, { concern, locale });
        const sheet = sheets.find((own) => own.concern === concern && String(own.edition) === String(form.edition));
        if (!sheet) throw new LiangbingError("wasm-wrong", "", `no sheet of ${concern}`);
        return { sheet, form };
      });
      this.said = concerns.length ? "" : pageSay(locale)("noForm");
    } catch (error) {
      this.said = error instanceof LiangbingError ? `${error.code} ${error.message}` : String(error);
    }
  };

  #write = (): void => {
    const { engine, record, asOf, locale, level } = this;
    if (!engine || !record) return;
    const [letter] = engine.assess(record, { asOf, locale, level, letters: ["visit-note"], sections: ["plan", "targets", "gaps", "medicationChecks", "findings"] }).letters;
    this.note = letter ? plainLines(letter.text) : null;
    this.said = letter ? "" : pageSay(locale)("noNote");
  };

  async #copied(text: string): Promise<void> {
    const page = pageSay(this.locale);
    this.said = page((await copy(text)) ? "copied" : "notCopied");
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.record) return nothing;
    const page = pageSay(this.locale);
    const { note } = this;
    return html`<section class="followup" aria-label=${page("followUp")}>
      <h3>${page("followUp")}</h3>
      <p class="actions"><button type="button" class="form" @click=${() => void this.#fill()}>${page("fillForm")}</button>
        <button type="button" class="note" @click=${this.#write}>${page("writeNote")}</button></p>
      <p role="status">${this.said}</p>
      ${note === null ? nothing : html`<pre class="note" tabindex="0">${note}</pre>
        <p><button type="button" class="copy" @click=${() => void this.#copied(note)}>${page("copyNote")}</button></p>`}
      ${this.filled?.map((own) => this.#sheet(own, page))}
    </section>`;
  }

  #sheet({ sheet, form }: Filled, page: PageSay): TemplateResult {
    const rows = sheet.fields.filter((field) => field.row !== "extra" || form[field.id] !== undefined);
    const known = rows.filter((field) => shown(form[field.id], field) !== "").length;
    const text = [sheet.label, ...rows.map((field) => `${field.label}：${shown(form[field.id], field)}${field.unit && form[field.id] !== undefined ? ` ${unitOf(field)}` : ""}`)].join("\n");
    return html`<table class="sheet"><caption>${sheet.label} <span class="quiet">${page("filled", { n: known, all: rows.length })}</span></caption>
      <tbody>${rows.map((field) => {
        const value = shown(form[field.id], field);
        return html`<tr class=${value ? "" : "blank"}><th scope="row">${field.label}</th>
          <td>${value ? html`<bdi>${value}</bdi> <span class="quiet">${unitOf(field)}</span>` : html`<span class="quiet">${page("blank")}</span>`}</td></tr>`;
      })}</tbody></table>
      <p><button type="button" class="copy" @click=${() => void this.#copied(text)}>${page("copyForm")}</button></p>`;
  }
}

// A unit that counts things is named by its field already.
function unitOf({ unit }: FormField): string {
  return unit && !unit.startsWith("{") ? unit : "";
}

/** A field as the paper has it: the number of a code with its words. */
function shown(value: unknown, field: FormField): string {
  if (value === null || value === undefined) return "";
  if (field.kind === "medicines") {
    const list = value as { name: string; perDay?: number | null; amount?: string | null }[];
    return plainLines(list.map(({ name, perDay, amount }) => [name, amount, perDay && `× ${perDay}`].filter(Boolean).join(" ")).join("；"));
  }
  const word = (code: unknown): string => {
    const option = field.options?.find((own) => own.code === code);
    return option ? `${option.code} ${option.label}` : String(code);
  };
  return plainLines(Array.isArray(value) ? value.map(word).join("；") : word(value));
}
