import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import type { Assessment, Evidence, Finding } from "../types.js";
import { styles } from "./critical.styles.js";
import type { CriticalBar, CriticalEntry, CriticalValue } from "./face.js";
import { rich } from "./rich.js";
import { VERSION } from "../version.js";
import { scale, tokens } from "./tokens.js";
import { localeOf, sayIn, type Say } from "./words.js";

/**
 * Critical values: the only thing here that interrupts.
 *
 * For values of the day that is judged a dialog opens once, asks who has seen them and has the value read back, and
 * cannot be left but by that or by putting it off, after which it comes back. They stay pinned in their place, and so
 * do those of earlier days that nobody has answered, which do not interrupt.
 * A first critical pressure is measured again before it is acted on; the dialog begins with that wait.
 */
export class LiangbingCritical extends LitElement implements CriticalBar {
  static readonly version = VERSION;
  static override properties = {
    assessment: { attribute: false },
    locale: { type: String },
    again: { type: Number },
    rest: { type: Number },
    readonly: { type: Boolean },
    tick: { state: true },
  };
  static override styles = [tokens, scale, styles];

  declare assessment: Assessment | null;
  declare locale: string;
  /** After how many seconds a dialog that was put off comes back. */
  declare again: number;
  /** Minutes before a first critical pressure is measured again, as the rules say; without them no clock is offered. */
  declare rest: number | null;
  declare readonly: boolean;
  declare tick: number;

  /** Everything that was shown and answered since the page was opened, oldest first. */
  readonly log: CriticalEntry[] = [];

  #shown = "";
  #since = 0;
  #acknowledged: { by: string; when: string } | null = null;
  #returns = 0;
  #rested = 0;
  #isAsked = false;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor() {
    super();
    this.assessment = null;
    this.locale = "zh-CN";
    this.again = 60;
    this.rest = null;
    this.readonly = false;
    this.tick = 0;
  }

  get #criticals(): Finding[] {
    const findings = this.assessment?.findings ?? [];
    return findings.filter((own) => own.outcome === "fired" && !own.answered && (own.level === "R0" || own.level === "R1"));
  }

  /** Moved or put back: what nobody has answered asks again, and its clock runs on. */
  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#timer);
    this.#timer = undefined;
    // Taken away open it would come back open and no longer in the way.
    this.#dialog?.close();
  }

  protected override willUpdate(changed: PropertyValues<LiangbingCritical>): void {
    if (!changed.has("assessment")) return;
    const now = this.#criticals.map((own) => `${own.rule}|${own.because.map((e) => `${e.concept}=${e.value}@${e.at}`)}`).join();
    if (now === this.#shown) return;
    this.#shown = now;
    this.#acknowledged = this.#seenBefore();
    this.#returns = 0;
    this.#rested = 0;
    this.#isAsked = false;
    this.#since = Date.now();
    if (now && !this.#acknowledged) this.#note("shown");
  }

  /** Who comes back to a patient whose values somebody has seen is not stopped again: same record, same values. */
  #seenBefore(): { by: string; when: string } | null {
    const record = this.assessment?.stamp.record;
    const seen = this.#criticals.map((own) => {
      const { id, value, at } = criticalOf(own);
      return this.log.filter((one) => one.what === "acknowledged" && one.record === record && one.id === id && one.value === value && one.at === at).at(-1);
    });
    const last = seen.at(-1);
    return record && last && !seen.includes(undefined) ? { by: last.by ?? "", when: last.when } : null;
  }

  protected override updated(): void {
    const isOpen = this.#shown !== "" && !this.#acknowledged;
    if (isOpen && !this.#timer && this.isConnected) this.#timer = setInterval(() => this.#beat(), 1000);
    if (!isOpen) {
      clearInterval(this.#timer);
      this.#timer = undefined;
    }
    const dialog = this.#dialog;
    if (!dialog) return;
    if (isOpen && this.#interrupts && this.isConnected && Date.now() >= this.#returns) {
      if (!dialog.open) dialog.showModal();
    } else if (dialog.open) {
      dialog.close();
    }
  }

  /** What was found on another day is pinned and does not interrupt, unless somebody opens it. */
  get #interrupts(): boolean {
    if (this.readonly) return false;
    return this.#isAsked || this.#criticals.some((own) => own.at === this.assessment?.asOf);
  }

  get #dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector("dialog");
  }

  #beat(): void {
    const isOver = this.#rested !== 0 && Date.now() >= this.#rested;
    if (isOver) {
      this.#rested = 0;
      this.#tell("request-data", { missing: ["blood-pressure"] });
    }
    this.tick += 1;
  }

  protected override render(): TemplateResult | typeof nothing {
    const say = sayIn(localeOf(this.locale));
    const list = this.#criticals;
    if (list.length === 0) return nothing;
    const done = this.#acknowledged;
    return html`<section lang=${say.locale} class="pinned" part="card-critical" aria-label=${say("critical")}>
      <h3><span><span aria-hidden="true">■</span> ${say("critical")}</span> <span class="clock" role="timer">${
        done ? say("critical.by", { by: done.by, at: shortTime(done.when) })
          : say("critical.open", { time: clock(Date.now() - this.#since) })}</span></h3>
      <ul>${once(list.map((own) => valueOf(own, say)))}</ul>
      ${this.readonly ? nothing : html`<p class="actions">
        ${done ? nothing : html`<button type="button" class="primary" @click=${this.#open}>${say("critical.answer")}</button>`}
        <button type="button" @click=${() => this.#export()}>${say("critical.log")}</button></p>`}
    </section>
    ${this.readonly ? nothing : this.#question(list, say)}`;
  }

  #question(list: Finding[], say: Say): TemplateResult {
    const red = (this.assessment?.cards ?? []).filter((card) => card.indicator === "critical");
    // What calms a lesser alarm would delay the greater; the panel behind has them all.
    const worst = red.filter((card) => card.level === this.assessment?.tier.level);
    const stops = worst.length ? worst : red;
    const atWorst = list.filter((own) => own.level === this.assessment?.tier.level);
    return html`<dialog lang=${say.locale} role="alertdialog" aria-labelledby="title" aria-describedby="what"
        @cancel=${(event: Event) => event.preventDefault()} @keydown=${stay} @close=${() => this.requestUpdate()}>
      <form novalidate @submit=${this.#acknowledge}>
        <h2 id="title"><span aria-hidden="true">■</span> ${say("critical")}</h2>
        <ul id="what">${once((atWorst.length ? atWorst : list).map((own) => valueOf(own, say, stops.length > 0)), "value")}</ul>
        ${this.#repeat(say)}
        ${stops.map((card) => html`<div class="do"><h3>${card.summary}</h3>${card.detail ? rich(card.detail) : nothing}</div>`)}
        <p><button type="button" @click=${this.#emergency}>${say("emergency")}</button></p>
        <label>${say("critical.who")} <input name="by" autocomplete="name" required></label>
        <label>${say("critical.readBack", { value: spoken(list) })} <input name="readBack" inputmode="decimal" autocomplete="off" required></label>
        <label>${say("override.comment")} <input name="note" autocomplete="off"></label>
        <p class="wrong" role="alert"></p>
        <p class="actions"><button type="submit" class="primary">${say("critical.seen")}</button>
          <button type="button" @click=${this.#putOff}>${say("critical.later", { n: this.again })}</button></p>
      </form>
    </dialog>`;
  }

  /** Measured again before it is acted on, unless somebody may die in the meantime. */
  #repeat(say: Say): TemplateResult | typeof nothing {
    const tier = this.assessment?.tier;
    if (!tier?.repeatPending || tier.level === "R0") return nothing;
    const left = this.#rested - Date.now();
    return html`<div class="repeat"><p>${say("tier.repeat")}</p>
      ${left > 0 ? html`<p class="clock" role="timer">${clock(left)}</p>`
        : this.rest ? html`<button type="button" @click=${this.#rest}>${say("critical.rest", { n: this.rest })}</button>` : nothing}</div>`;
  }

  #rest = (): void => {
    this.#rested = Date.now() + (this.rest ?? 0) * 60_000;
    this.requestUpdate();
  };

  #open = (): void => {
    this.#isAsked = true;
    this.#returns = 0;
    this.requestUpdate();
  };

  #emergency = (): void => void this.#tell("emergency", {}, true);

  #putOff = (): void => {
    this.#returns = Date.now() + this.again * 1000;
    this.#isAsked = false;
    this.#note("put-off");
    this.#dialog?.close();
  };

  #acknowledge = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const data = new FormData(form);
    const said = (name: string): string => String(data.get(name) ?? "").trim();
    const say = sayIn(localeOf(this.locale));
    const [by, readBack, note] = [said("by"), said("readBack"), said("note")];
    const wrong = !by ? "by" : plain(readBack) !== plain(spoken(this.#criticals)) ? "readBack" : null;
    const shown = form.querySelector(".wrong");
    if (shown) shown.textContent = wrong === "by" ? say("critical.noName") : wrong ? say("critical.notSame") : "";
    if (wrong) {
      (form.elements.namedItem(wrong) as HTMLInputElement).focus();
      return;
    }
    this.#note("acknowledged", { by, readBack, ...(note && { note }) });
    this.#acknowledged = { by, when: new Date().toISOString() };
    form.reset();
    this.requestUpdate();
  };

  /** Writes the log's lines for every value, and tells the host of what it must know. */
  #note(what: CriticalEntry["what"], more: Partial<CriticalEntry> = {}): void {
    for (const finding of this.#criticals) {
      const value = criticalOf(finding);
      const when = new Date().toISOString();
      this.log.push({ ...value, record: this.assessment?.stamp.record ?? null, what, when, ...more });
      if (what === "shown") this.#tell("critical", value);
      if (what === "acknowledged") {
        this.#tell("critical-ack", { ...value, by: more.by, note: more.note ?? null, readBack: more.readBack, acknowledgedAt: when });
      }
    }
  }

  #export(): void {
    const text = this.log.map((entry) => JSON.stringify(entry)).join("\n");
    if (!this.#tell("export", { kind: "critical-log", mime: "application/x-ndjson" }, true)) return;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([`${text}\n`], { type: "application/x-ndjson" }));
    link.download = "critical-log.ndjson";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 0);
  }

  #tell(name: string, detail: unknown, cancelable = false): boolean {
    return this.dispatchEvent(new CustomEvent(`liangbing-${name}`, { detail, bubbles: true, composed: true, cancelable }));
  }
}

/** A browser closes a modal at Escape even where `cancel` was prevented once. */
function stay(event: KeyboardEvent): void {
  if (event.key === "Escape") event.preventDefault();
}

/** The measurement that decided, before signs and codes. */
function decisive(finding: Finding): Evidence | undefined {
  const met = finding.because.filter((own) => own.truth === "met" && own.value !== null);
  return met.find((own) => own.unit !== null) ?? met[0];
}

function criticalOf(finding: Finding): CriticalValue {
  const { value = null, unit = null, at = null } = decisive(finding) ?? {};
  return { id: finding.rule, value, unit, at: at ?? finding.at };
}

/**
 * A measured value with its day and, unless a card beside it says so, what it means. Where a sign decided there is no value,
 * and the rule's own words say which it was.
 */
function valueOf(finding: Finding, say: Say, isTold = false): { value: string; at: string; text: string } {
  const own = decisive(finding);
  const value = own?.unit ? `${say.named("concept", own.concept)} ${String(own.value)} ${own.unit}` : "";
  return { value, at: (own?.at ?? finding.at).slice(0, 16).replace("T", " "), text: isTold && value ? "" : (finding.text ?? finding.rule) };
}

/** Two diseases may stop for the same value, which is then told once. */
function once(list: { value: string; at: string; text: string }[], look = ""): TemplateResult[] {
  const told = new Map(list.map((own) => [`${own.value} ${own.at} ${own.text}`, own]));
  return [...told.values()].map(({ value, at, text }) => html`<li class=${look}><b>${value}</b> <span class="quiet">${at}</span> <span>${text}</span></li>`);
}

/** What is read back: the first value, as it is shown. */
function spoken(list: Finding[]): string {
  const own = list.map(decisive).find((evidence) => evidence?.unit) ?? (list[0] && decisive(list[0]));
  return own ? String(own.value) : "";
}

/** Digits and marks alone, wide ones as narrow ones, so that `186 / 122` is 186/122. */
function plain(text: string): string {
  return text.normalize("NFKC").replace(/\s+/g, "").toLowerCase();
}

function clock(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const two = (n: number): string => String(n).padStart(2, "0");
  return `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`;
}

function shortTime(iso: string): string {
  return new Date(iso).toTimeString().slice(0, 5);
}
