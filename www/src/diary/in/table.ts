import { html, LitElement, nothing, type TemplateResult } from "lit";
import { scale, tokens } from "../../elements/tokens.js";
import { localeOf } from "../../elements/words.js";
import type { ColumnMapping, TableMapping } from "../../tables.js";
import { parts, rest, wall, zone } from "../clock.js";
import { valueOf } from "../list.js";
import type { DiaryModel } from "../model.js";
import { instantOf } from "../order.js";
import { cell } from "../out/csv.js";
import type { Draft } from "../store/types.js";
import { styles } from "../styles.js";
import { diarySay } from "../words.js";
import { uuid } from "../../secure.js";
import { bring } from "./bring.js";
import type { Begun } from "./door.js";
import { inStyles } from "./styles.js";
import { type FarTable, openTable } from "./table.far.js";
import { keyOf, LARGEST, type Refused, type Seen, TableError } from "./table.read.js";
import type { Whose } from "./table.store.js";
import { added, changed } from "./taken.js";
import { inSay, type InSay } from "./words.js";

/** What a column may be; what else the reader knows is nothing that a diary keeps. */
const IS = [
  "date", "time", "systolic", "diastolic", "pressure", "heart-rate", "weight", "glucose-fasting", "glucose-2h", "glucose-random",
] as const;
const UNITS: Readonly<Record<string, readonly string[]>> = {
  systolic: ["mmHg", "kPa"], diastolic: ["mmHg", "kPa"], pressure: ["mmHg", "kPa"], "heart-rate": ["/min"], weight: ["kg"],
  "glucose-fasting": ["mmol/L", "mg/dL"], "glucose-2h": ["mmol/L", "mg/dL"], "glucose-random": ["mmol/L", "mg/dL"],
};
/** So many are handed over at a time, so that the page never stops. */
const SLICE = 1_000;

type State =
  | { is: "start"; refused?: { why: Refused; people: number } } | { is: "reading" } | { is: "seen"; seen: Seen; busy: boolean }
  | { is: "taking"; done: number | null; of: number } | { is: "done"; count: number; batch: string } | { is: "undone" };

/** A table of another app, from the file to the diary. Fires `done`. */
export class DiaryTable extends LitElement {
  static override properties = { model: { attribute: false }, begun: { attribute: false }, locale: { type: String }, state: { state: true } };
  static override styles = [tokens, scale, styles, inStyles];

  declare model: DiaryModel;
  declare begun: Begun | undefined;
  declare locale: string;
  declare state: State;
  #file: FarTable | null = null;
  // Counts what was begun: an answer to something that was cancelled is not looked at.
  #turn = 0;
  #stop = new AbortController();
  // How many of this file are in the diary, once that is known.
  #taken: Promise<number> = Promise.resolve(0);
  #why: Refused | null = null;

  constructor() {
    super();
    this.locale = "zh-CN";
    this.state = { is: "start" };
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#cancel();
    void this.#taken.then((kept) => this.begun?.end(kept, kept > 0 ? null : this.#why));
  }

  protected override firstUpdated(): void {
    this.shadowRoot?.querySelector<HTMLElement>("h2")?.focus();
    if (this.begun?.file) void this.#look(this.begun.file);
  }

  protected override render(): TemplateResult {
    const say = inSay(localeOf(this.locale));
    return html`<h2 tabindex="-1">${say("table.title")}</h2>${this.#body(say)}`;
  }

  #body(say: InSay): TemplateResult {
    const { state } = this;
    const back = html`<p class="row"><button type="button" class="back" @click=${() => this.#done(false)}>${say("back")}</button></p>`;
    switch (state.is) {
      case "start":
        return html`${state.refused ? html`<div class="doubt" role="alert"><p>${say(`file.${state.refused.why}`, { n: state.refused.people })}</p></div>` : html`<p>${say("table.what")}</p>`}
          <p class="row"><label class="file button primary">${say("table.choose")}<input type="file" accept=".csv,.tsv,.txt,.xlsx,.xls,text/csv" @change=${(event: Event) => void this.#chosen(event)}></label></p>${back}`;
      case "reading":
        return html`<p role="status" class="step">${say("table.reading")}</p><p class="row"><button type="button" class="stop" @click=${() => this.#cancel()}>${say("stop")}</button></p>`;
      case "seen":
        return html`${this.#seen(state.seen, state.busy, say)}${back}`;
      case "taking":
        return html`<p role="status" class="step">${say("table.taking")}</p><progress max=${state.of} value=${state.done ?? nothing} aria-label=${say("table.title")}></progress>
          <p class="row"><button type="button" class="stop" @click=${() => this.#cancel()}>${say("stop")}</button></p>`;
      case "done":
        return html`<p role="status" class="told">${say("table.done", { n: state.count })}</p>
          <p class="row"><button type="button" class="primary" @click=${() => this.#done(true)}>${say("close")}</button></p>
          <p class="row"><button type="button" class="undo" @click=${() => void this.#undo(state.batch)}>${say("table.undo")}</button></p>`;
      case "undone":
        return html`<p role="status" class="told">${say("table.undone")}</p><p class="row"><button type="button" class="primary" @click=${() => this.#done(true)}>${say("close")}</button></p>`;
    }
  }

  #seen(seen: Seen, busy: boolean, say: InSay): TemplateResult {
    const diary = diarySay(localeOf(this.locale));
    const nothingFound = seen.fresh + seen.twice === 0;
    return html`${nothingFound ? html`<div class="doubt" role="alert"><p>${say("file.none")}</p></div>` : nothing}
      <p class="count" role="status">${say("table.counts", { rows: seen.rows, fresh: seen.fresh, twice: seen.twice, bad: seen.badRows })}</p>
      ${seen.future > 0 ? html`<p>${say("table.future", { n: seen.future })}</p>` : nothing}
      ${seen.left > 0 ? html`<p>${say("table.left", { n: seen.left })}</p>` : nothing}
      ${seen.first.length > 0 ? html`<h3>${say("table.first")}</h3><ul class="found first">${seen.first.map((observation) => html`<li><p class="value">${valueOf(observation, diary)}</p>
        <p class="quiet">${parts(observation.at).day} ${parts(observation.at).time}</p></li>`)}</ul>` : nothing}
      ${this.#columns(seen, busy, say)}${this.#bad(seen, say)}
      ${seen.fresh > 0 ? html`<p class="row"><button type="button" class="primary take" ?disabled=${busy} @click=${() => void this.#take(seen)}>${say("table.take", { n: seen.fresh })}</button></p>` : nothing}`;
  }

  #columns(seen: Seen, busy: boolean, say: InSay): TemplateResult {
    return html`<h3>${say("table.columns")}</h3>${seen.columns.filter(({ header }) => header !== "").map((column, i) => {
      const known = (IS as readonly string[]).includes(column.is ?? "");
      const units = UNITS[column.is ?? ""] ?? [];
      const pick = (event: Event): void => void this.#map(seen, column.header, { is: (event.target as HTMLSelectElement).value || null });
      const unit = (event: Event): void => void this.#map(seen, column.header, { is: column.is, unit: (event.target as HTMLSelectElement).value });
      const open = known && column.why !== undefined;
      return html`<div class="field column" data-column=${column.header}><label for="is-${i}"><bdi>${column.header}</bdi></label> <span class="quiet">${column.examples.slice(0, 3).join(" · ")}</span>
        <select id="is-${i}" ?disabled=${busy} @change=${pick}><option value="" ?selected=${column.is === null}>${say("is.none")}</option>
          ${!known && column.is ? html`<option value=${column.is} selected>${say("is.other")}</option>` : nothing}
          ${IS.map((is) => html`<option value=${is} ?selected=${column.is === is}>${say(`is.${is}`)}</option>`)}</select>
        ${units.length > 1 && (open || column.assumed || column.unit) ? html`<label for="unit-${i}">${say("table.unit")}</label>
          <select id="unit-${i}" class="unit" ?disabled=${busy} aria-describedby="why-${i}" @change=${unit}>${column.unit ? nothing : html`<option value="" selected></option>`}
            ${units.map((one) => html`<option value=${one} ?selected=${column.unit === one}>${one}</option>`)}</select>
          <p id="why-${i}" class=${open ? "problem" : "quiet"}>${open ? say("table.unit.ask") : column.assumed ? say("table.unit.assumed") : nothing}</p>` : nothing}</div>`;
    })}`;
  }

  #bad(seen: Seen, say: InSay): TemplateResult | typeof nothing {
    if (seen.bad.length === 0) return nothing;
    return html`<h3>${say("table.bad")}</h3><ul class="bad">${seen.bad.map(({ row, column, value, code }) => html`<li>${say("table.badRow", { row })} <bdi>${column}</bdi> <bdi>${value}</bdi> · ${say.named("bad", code)}</li>`)}
        ${seen.badRows > new Set(seen.bad.map(({ row }) => row)).size ? html`<li>${say("table.more", { n: seen.badRows - new Set(seen.bad.map(({ row }) => row)).size })}</li>` : nothing}</ul>
      <p class="row"><button type="button" class="download" @click=${() => void this.#download()}>${say("table.download")}</button></p>`;
  }

  async #chosen(event: Event): Promise<void> {
    const input = event.target as HTMLInputElement;
    const [file] = input.files ?? [];
    if (file) await this.#look(file);
  }

  async #look(file: File): Promise<void> {
    if (file.size > LARGEST) return this.#refuse("too-large");
    this.#cancel();
    const turn = this.#turn;
    this.state = { is: "reading" };
    await this.#unless(turn, async () => {
      const there: string[] = [];
      const { readings } = this.model;
      for (let from = 0; from < readings.length; from += SLICE) {
        there.push(...readings.slice(from, from + SLICE).map(({ observation }) => keyOf(observation)));
        await rest();
      }
      const opened = await openTable(new Uint8Array(await file.arrayBuffer()), there, wall(this.model.instant));
      if (turn !== this.#turn) return opened.end();
      this.#file = opened;
      const seen = await opened.see(null);
      if (turn === this.#turn) this.state = { is: "seen", seen, busy: false };
    });
  }

  async #map(seen: Seen, header: string, said: ColumnMapping): Promise<void> {
    const turn = this.#turn;
    this.state = { is: "seen", seen, busy: true };
    const columns = Object.fromEntries(seen.columns.filter(({ header: own }) => own !== "").map((column) => [column.header, this.#kept(seen.mapping, column.header)]));
    await this.#unless(turn, async () => {
      const next = await this.#file?.see({ ...seen.mapping, columns: { ...columns, [header]: typeof said === "object" && said?.is ? said : null } });
      if (next && turn === this.#turn) this.state = { is: "seen", seen: next, busy: false };
    });
  }

  #kept({ columns }: TableMapping, header: string): ColumnMapping {
    return columns?.[header] ?? null;
  }

  async #unless(turn: number, what: () => Promise<void>): Promise<void> {
    try {
      await what();
    } catch (error) {
      if (turn !== this.#turn) return;
      this.#file?.end();
      this.#file = null;
      if (error instanceof TableError) this.#refuse(error.why, error.people);
      else this.#refuse("other");
    }
  }

  #refuse(why: Refused, people = 0): void {
    this.#why = why;
    this.state = { is: "start", refused: { why, people } };
  }

  async #take(seen: Seen): Promise<void> {
    const turn = this.#turn;
    const { model } = this;
    const { person, store: { beside } } = model;
    const file = this.#file;
    if (!person || !file) return;
    const batch = uuid();
    // Asked once: it takes a browser as long as hundreds of rows.
    const whose: Whose = { person: person.id, source: "file", zone: zone(), checked: model.engine !== null, batch };
    const at = (done: number | null): void => {
      if (turn === this.#turn) this.state = { is: "taking", done, of: seen.fresh };
    };
    at(0);
    await this.#unless(turn, async () => {
      // One transaction either way: all of the file or none of it.
      const writing = beside && file.store
        ? bring(model, file as Required<FarTable>, beside, whose, this.#stop.signal, at)
        : this.#near(file, seen.fresh, whose, at);
      this.#taken = writing.catch(() => 0);
      const count = await writing;
      // A store that could not stop has it all: then that is what is said, with the way back.
      if (count > 0) this.state = { is: "done", count, batch };
      else if (turn === this.#turn) this.state = { is: "seen", seen, busy: false };
    });
  }

  /** Through this page's own store, where no worker can write. */
  async #near(file: FarTable, fresh: number, whose: Whose, at: (done: number | null) => void): Promise<number> {
    const { signal } = this.#stop;
    const rows: Draft<"readings">[] = [];
    for (let from = 0; from < fresh; from += SLICE) {
      at(from);
      const some = await file.slice(from, SLICE);
      if (signal.aborted) return 0;
      // Here, in small parts, and not all at once when they are put in order.
      for (const observation of some) instantOf(observation);
      rows.push(...some.map((observation) => ({ ...whose, id: uuid(), observation })));
    }
    at(null);
    return (await this.model.write(added(rows), signal)) ? rows.length : 0;
  }

  async #undo(batch: string): Promise<void> {
    const rows = this.model.rows.readings.filter((one) => one.batch === batch && !one.deletedAt);
    if (!(await this.model.write(changed(rows, {}, true)))) return;
    this.#taken = Promise.resolve(0);
    this.state = { is: "undone" };
  }

  async #download(): Promise<void> {
    const bad = (await this.#file?.bad()) ?? [];
    const text = `\uFEFF${[["row", "column", "value", "code", "why"], ...bad.map(({ row, column, value, code, why }) => [row, column, value, code, why])].map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
    link.download = "rows.csv";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }

  #cancel(): void {
    this.#turn += 1;
    this.#stop.abort();
    this.#stop = new AbortController();
    this.#file?.end();
    this.#file = null;
    this.state = { is: "start" };
  }

  #done(saved: boolean): void {
    this.#cancel();
    this.dispatchEvent(new CustomEvent("done", { detail: { saved } }));
  }
}
