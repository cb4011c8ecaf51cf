import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { localeOf, sayIn } from "../elements/words.js";
import { scale, tokens } from "../elements/tokens.js";
import { LiangbingError } from "../error.js";
import type { CareLevel, LiangbingRecord, Options } from "../types.js";
import { VERSION } from "../version.js";
import { Acts } from "./acts.js";
import { filters, views } from "./bars.js";
import { Book } from "./book.js";
import { compare, type Round } from "./compare.js";
import type { RoundElement, Task } from "./face.js";
import { drawn, type ListHost } from "./rows.js";
import { side } from "./side.js";
import type { RoundState } from "./state.js";
import { styles } from "./styles.js";
import { type Judge, type Patients, Sweep } from "./sweep.js";
import { nameOf, type Texts, type Tongue } from "./texts.js";
import { colourOf, EVERYTHING, type Filter, inSight, type Line, linesOf, shown } from "./view.js";
import { roundSay } from "./words.js";

type Phase = "idle" | "sweeping" | "stopped" | "done" | "failed" | "closed";

// Of a row, before one has been measured.
const TALL = 72;
const RESTART: readonly PropertyKey[] = ["patients", "asOf", "last", "level"];

/**
 * A digital round: a list is judged at once, and what is other than at the last round is shown, the most urgent first.
 * Rows are drawn only where they are in sight; everything can be done from the keyboard.
 */
export class LiangbingRound extends LitElement implements RoundElement, ListHost {
  static override properties = {
    patients: { attribute: false }, engine: { attribute: false }, last: { attribute: false }, error: { attribute: false },
    asOf: { type: String, attribute: "as-of" }, locale: { type: String }, density: { type: String, reflect: true }, theme: { type: String },
    fontScale: { type: String, attribute: "font-scale" }, level: { type: String },
    round: { state: true }, phase: { state: true }, done: { state: true }, filter: { state: true }, focused: { state: true }, opened: { state: true },
    sight: { state: true }, said: { state: true }, summary: { state: true },
  };
  static override styles = [tokens, scale, styles];
  /** Of the copy of this package that registered the element. */
  static readonly version: string = VERSION;

  declare patients: Patients | null;
  declare engine: Judge | null;
  declare last: RoundState | null;
  declare error: LiangbingError | null;
  declare asOf: string;
  declare locale: string;
  declare density: string;
  declare theme: string;
  declare fontScale: string;
  declare level: CareLevel | "";
  declare round: Round | null;
  declare phase: Phase;
  declare done: number;
  declare filter: Filter;
  declare focused: string | null;
  declare opened: string | null;
  declare sight: [number, number];
  /** What a screen reader is told. */
  declare said: string;
  declare summary: string;

  tongue: Tongue = { say: roundSay("zh-CN"), of: sayIn("zh-CN") };
  sweep: Sweep | null = null;
  readonly book = new Book();
  readonly acts = new Acts(this);
  #lines: Line[] = [];
  #tall = TALL;
  #watch: ResizeObserver | undefined;

  // Stopped in the same breath as started, before there is anything to stop.
  #halted = false;

  constructor() {
    super();
    Object.assign(this, {
      patients: null, engine: null, last: null, error: null, asOf: "", locale: "zh-CN", density: "comfortable", theme: "auto", fontScale: "", level: "",
      round: null, phase: "idle", done: 0, filter: EVERYTHING, focused: null, opened: null, sight: [0, 20], said: "", summary: "",
    });
  }

  /** Begins, or goes on where it was stopped or an engine died. */
  async start(): Promise<void> {
    this.#halted = false;
    // What was set in the same breath belongs to this round.
    await this.updateComplete;
    const { patients, engine, asOf } = this;
    if (!patients || !engine || !asOf || this.phase === "sweeping") return;
    const sweep = (this.sweep ??= new Sweep(patients, engine, {
      asOf, locale: this.tongue.say.locale, level: this.level, last: this.last,
      progress: (done) => this.#progress(done),
      heard: (row, answer, followed) => this.book.note(followed ? `p ${row.id}` : `i ${row.row}`, row, answer, this.tongue.say.locale),
    }));
    Object.assign(this, { phase: "sweeping", error: null });
    try {
      const running = sweep.run();
      if (this.#halted) sweep.cancel();
      const swept = await running;
      if (sweep !== this.sweep) return;
      this.round = compare(this.last, swept);
      this.phase = swept.complete ? "done" : "stopped";
      this.said = this.#counts(this.round);
      const { counts, complete, rules } = this.round;
      this.tell("round", { counts, complete, rules });
    } catch (thrown) {
      if (sweep !== this.sweep) return;
      Object.assign(this, { phase: "failed", error: LiangbingError.of(thrown), round: compare(this.last, sweep.swept) });
    }
  }

  stop(): void {
    this.#halted = true;
    this.sweep?.cancel();
  }

  #progress(done: number): void {
    this.done = done;
    const all = this.#all;
    // Told at each tenth, since a reader would not come to an end otherwise.
    if (all && Math.floor((done * 10) / all) > Math.floor(((done - 1) * 10) / all)) this.said = this.tongue.say("progressOf", { n: done, all });
  }

  get #all(): number | null {
    return Array.isArray(this.patients) ? this.patients.length : null;
  }

  #counts({ counts, changed }: Round): string {
    const red = changed.filter(({ level }) => colourOf(level) === "red").length;
    return this.tongue.say("done", { changed: counts.changed, red, unchanged: counts.unchanged, issues: counts.issues });
  }

  tell(name: string, detail: unknown, cancelable = false): boolean {
    return this.dispatchEvent(new CustomEvent(`liangbing-${name}`, { detail, bubbles: true, composed: true, cancelable }));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#watch = new ResizeObserver(() => this.#look());
    this.#watch.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#watch?.disconnect();
  }

  protected override willUpdate(changed: PropertyValues<LiangbingRound>): void {
    const locale = localeOf(this.locale);
    if (locale !== this.tongue.say.locale) this.tongue = { say: roundSay(locale), of: sayIn(locale) };
    if (RESTART.some((name) => changed.has(name as keyof LiangbingRound)) && this.phase !== "idle") this.#forget();
    // A name of the last list must not stay while another is judged.
    this.#lines = this.round ? shown(linesOf(this.round, this.filter.view), this.filter, this.#known) : [];
    if (this.focused !== null && !this.#lines.some(({ key }) => key === this.focused)) this.focused = null;
  }

  #forget(): void {
    this.sweep?.cancel();
    this.sweep = null;
    this.acts.clear();
    Object.assign(this, { round: null, phase: "idle", done: 0, filter: EVERYTHING, focused: null, opened: null, error: null, summary: "" });
  }

  protected override updated(changed: PropertyValues<LiangbingRound>): void {
    // Set through the object model, which no policy forbids, unlike attributes.
    const space = this.renderRoot.querySelector<HTMLElement>(".space");
    const first = space?.querySelector<HTMLElement>(".row");
    if (first) this.#tall = first.offsetHeight || this.#tall;
    if (space) space.style.height = `${this.#lines.length * this.#tall}px`;
    for (const row of space?.querySelectorAll<HTMLElement>(".row") ?? []) row.style.top = `${Number(row.dataset["at"]) * this.#tall}px`;
    if (changed.has("filter") && this.round) this.said = this.tongue.say("shown", { n: this.#lines.length });
    if (this.error && changed.has("error")) {
      const { code, path, message } = this.error;
      this.tell("error", { code, path, message, recoverable: !/^wasm|^version/.test(code) });
    }
    this.#look();
    void this.#translate();
  }

  #look(): void {
    const { width } = this.getBoundingClientRect();
    this.classList.toggle("narrow", width > 0 && width < 720);
    const scroll = this.renderRoot.querySelector<HTMLElement>(".scroll");
    if (!scroll) return;
    const [from, to] = inSight(scroll.scrollTop, scroll.clientHeight, this.#tall, this.#lines.length);
    if (from !== this.sight[0] || to !== this.sight[1]) this.sight = [from, to];
  }

  /** The words of what is in sight, after a change of language. */
  async #translate(): Promise<void> {
    if (!this.sweep || !this.round) return;
    const keys = [...this.#lines.slice(...this.sight).map(({ key }) => key), ...(this.opened ? [this.opened] : [])];
    await this.fetchWords(keys);
  }

  async fetchWords(keys: readonly string[]): Promise<void> {
    const locale = this.tongue.say.locale;
    if (!this.sweep || keys.every((key) => this.book.texts(key, locale))) return;
    await this.book.translate(keys, this.how, await this.sweep.engine(), () => this.requestUpdate());
  }

  get how(): Options {
    return { asOf: this.asOf, locale: this.tongue.say.locale, ...(this.level && { level: this.level }) };
  }

  // ---------------------------------------------------------------- what lines ask

  get lines(): readonly Line[] {
    return this.#lines;
  }
  lineOf(key: string | null): Line | undefined {
    return this.#lines.find((line) => line.key === key);
  }
  recordOf(key: string): LiangbingRecord | null {
    return this.book.record(key);
  }
  textsOf(key: string): Texts | undefined {
    return this.book.texts(key, this.tongue.say.locale);
  }
  isSeen(id: string | null): boolean {
    return this.acts.isSeen(id);
  }
  taskOf(id: string | null): Task | undefined {
    return id === null ? undefined : this.acts.tasks.get(id);
  }
  isChosen(key: string): boolean {
    return this.acts.chosen.has(key);
  }
  choose(key: string): void {
    this.acts.choose([key], !this.isChosen(key));
  }
  see(lines: readonly Line[]): void {
    this.acts.see(lines);
  }
  handOn(lines: readonly Line[]): void {
    void this.acts.handOn(lines);
  }

  open(key: string): void {
    Object.assign(this, { opened: key, focused: key });
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(".side h3")?.focus());
  }

  /** Back from the panel to the row it was opened from. */
  back(): void {
    const key = this.opened;
    this.opened = null;
    if (key) this.focusOn(key);
  }

  focusOn(key: string): void {
    this.focused = key;
    const at = this.#lines.findIndex((line) => line.key === key);
    const scroll = this.renderRoot.querySelector<HTMLElement>(".scroll");
    if (at < 0 || !scroll) return;
    const head = this.renderRoot.querySelector<HTMLElement>(".heads")?.offsetHeight ?? 0;
    const [top, bottom] = [at * this.#tall, (at + 1) * this.#tall + head - scroll.clientHeight];
    if (scroll.scrollTop > top) scroll.scrollTop = top;
    else if (scroll.scrollTop < bottom) scroll.scrollTop = bottom;
    void this.updateComplete.then(() => this.#row(key)?.focus({ preventScroll: true }));
  }

  #row(key: string): HTMLElement | undefined {
    return [...this.renderRoot.querySelectorAll<HTMLElement>(".row")].find((row) => row.dataset["key"] === key);
  }

  #known = {
    seen: (id: string): boolean => this.isSeen(id),
    name: (key: string): string => nameOf(this.recordOf(key), this.tongue.say),
  };

  #key = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || this.#lines.length === 0) return;
    const at = Math.max(0, this.#lines.findIndex(({ key }) => key === this.focused));
    const page = Math.max(1, this.sight[1] - this.sight[0] - 16);
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + page, PageUp: at - page, Home: 0, End: this.#lines.length - 1,
    };
    const line = this.#lines[at];
    const to = moves[event.key];
    const inside = (event.target as HTMLElement).closest("button, input") !== null;
    if (to !== undefined) this.focusOn(this.#lines[Math.max(0, Math.min(this.#lines.length - 1, to))]?.key ?? "");
    else if (!line || inside) return;
    else if (event.key === "Enter" && line.kind !== "absent") this.open(line.key);
    else if (event.key === " ") this.choose(line.key);
    else if (event.key.toLowerCase() === "s") this.see([line]);
    else if (event.key.toLowerCase() === "h") this.handOn([line]);
    else return;
    event.preventDefault();
  };

  #escape = (event: KeyboardEvent): void => {
    const inDialog = event.composedPath().some((node) => node instanceof HTMLDialogElement && node.open);
    if (event.key !== "Escape" || inDialog || this.opened === null) return;
    event.preventDefault();
    this.back();
  };

  #focus = (event: FocusEvent): void => {
    const key = (event.target as HTMLElement).closest<HTMLElement>(".row")?.dataset["key"];
    if (key !== undefined && key !== this.focused) this.focused = key;
  };

  // ---------------------------------------------------------------- drawing

  protected override render(): TemplateResult {
    const { say } = this.tongue;
    return html`<div lang=${say.locale} class="page all" @keydown=${this.#escape}>
      ${this.#head()}
      ${this.error ? this.#failure(this.error) : nothing}
      ${this.round ? this.#body(this.round) : nothing}
      <p class="sr" role="status">${this.said}</p>
    </div>`;
  }

  #head(): TemplateResult {
    const { tongue: { say }, phase, round } = this;
    const all = this.#all;
    const count = all === null ? say("progress", { n: this.done }) : say("progressOf", { n: this.done, all });
    const going = phase === "sweeping";
    return html`<header class="head"><h2>${this.asOf ? say("asOf", { day: this.asOf }) : say("round")}
        <span class="quiet">${this.last ? say("since", { day: this.last.asOf }) : say("first")}</span></h2>
      ${going ? html`<progress max=${all ?? nothing} .value=${this.done} aria-label=${count}></progress>` : nothing}
      <p class="quiet">${going ? count : phase === "stopped" || phase === "failed" ? say("stopped", { n: this.done })
        : round ? this.#counts(round) : this.patients ? (all === null ? "" : say("ready", { n: all })) : say("waiting")}</p>
      <p class="actions">${going ? html`<button type="button" @click=${() => this.stop()}>${say("stop")}</button>`
        : phase === "done" || phase === "closed" ? nothing
          : html`<button type="button" class="primary" ?disabled=${!this.patients || !this.engine || !this.asOf}
            @click=${() => void this.start()}>${phase === "idle" ? say("start") : say("resume")}</button>`}
        ${round && phase !== "closed" && !going ? html`<button type="button" class="close" @click=${() => void this.acts.close()}>${say("close")}</button>` : nothing}</p>
    </header>`;
  }

  #failure({ code, message }: LiangbingError): TemplateResult {
    const { say, of } = this.tongue;
    const help = of.named("error", code);
    return html`<div class="bar red" role="alert"><b>${say("failed")}</b> ${help === code ? nothing : html`<p>${help}</p>`}
      <p lang="en"><code>${code}</code> ${message}</p></div>`;
  }

  #body(round: Round): TemplateResult {
    const { tongue: { say }, filter } = this;
    const every = linesOf(round, filter.view);
    const rest = shown(every, filter, this.#known, "colour");
    const host = { tongue: this.tongue, filter, round, set: (part: Partial<Filter>) => this.#set(part) };
    const { issues } = round.counts;
    return html`
      ${this.summary ? this.acts.closed(this.summary) : nothing}
      ${round.rules === "changed" ? html`<p class="bar yellow">${say("rules", { mark: say("rules.mark") })}</p>` : nothing}
      ${issues && filter.view !== "issues" ? html`<p class="bar grey trouble">${say("issues.note", { n: issues })}
        <button type="button" @click=${() => this.#set({ ...EVERYTHING, view: "issues" })}>${say("issues.show")}</button></p>` : nothing}
      ${views(host)}
      ${filters(host, every, (shade) => rest.filter(({ level }) => (colourOf(level) ?? "none") === shade).length)}
      ${this.acts.bar()}
      <div class="split ${this.opened ? "open" : ""}">${this.#grid(every.length)}${this.opened ? side(this, this.opened) : nothing}</div>`;
  }

  #set(part: Partial<Filter>): void {
    this.filter = { ...this.filter, ...part };
    const scroll = this.renderRoot.querySelector(".scroll");
    if (scroll) scroll.scrollTop = 0;
  }

  #grid(all: number): TemplateResult {
    const { tongue: { say } } = this;
    const lines = this.#lines;
    if (lines.length === 0) {
      return html`<p class="quiet empty">${all === 0 ? say("filter.nobody") : html`${say("filter.none")}
        <button type="button" @click=${() => this.#set({ ...EVERYTHING, view: this.filter.view })}>${say("filter.clear")}</button>`}</p>`;
    }
    const heads = [["pick", "select"], ["chip", "col.tier"], ["who", "col.who"], ["what", "col.what"], ["by", "col.by"], ["do", "col.do"]] as const;
    return html`<p class="on-paper">${say("onPaper")}</p><div class="scroll" role="grid" aria-label=${say("round.list")} aria-rowcount=${lines.length + 1} aria-multiselectable="true"
        @scroll=${() => this.#look()} @keydown=${this.#key} @focusin=${this.#focus}>
      <div role="rowgroup" class="heads"><div role="row" aria-rowindex="1">${heads.map(([name, key]) => html`<div role="columnheader" class=${name}>
        ${name === "pick" ? html`<span class="sr">${say("select", { name: "" })}</span>` : say(key as "col.tier")}</div>`)}</div></div>
      <div role="rowgroup" class="space">${drawn(lines, this.sight, this)}</div>
    </div>`;
  }
}
