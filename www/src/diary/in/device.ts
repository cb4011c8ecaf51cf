import { html, LitElement, nothing, type TemplateResult } from "lit";
import { scale, tokens } from "../../elements/tokens.js";
import { localeOf } from "../../elements/words.js";
import { loadBluetooth } from "../../bluetooth.js";
import { parts, wall } from "../clock.js";
import { valueOf } from "../list.js";
import type { DiaryModel } from "../model.js";
import type { Draft } from "../store/types.js";
import { styles } from "../styles.js";
import { type DiaryKey, diarySay } from "../words.js";
import { uuid } from "../../secure.js";
import type { Begun } from "./door.js";
import { type Heard, readCuff, readMeter, type Step } from "./devices.js";
import { DeviceError, radio, type Radio, type Why } from "./gatt.js";
import { inStyles } from "./styles.js";
import { added, type Clock, clockOf, draftsOf, type Found, type Message, newestOf, type Sorted, sorted, timeOf } from "./taken.js";
import { flagSay } from "./flags.words.js";
import { type InKey, inSay, type InSay } from "./words.js";

type Kind = "cuff" | "meter";
interface Review {
  device: { id: string; name: string };
  sorted: Sorted;
  clock: Clock;
  /** Whether it must be said whose these are. */
  askWho: boolean;
  /** Which clock a person says is right; `null` while nobody has. */
  from: "device" | "phone" | null;
  person: string | null;
  broken: number;
  unfinished: boolean;
  none: boolean;
}
type State =
  | { is: "start" } | { is: "working"; step: Step; heard: number } | { is: "failed"; why: Why | "no-bluetooth" }
  | { is: "review"; review: Review; asked: boolean } | { is: "done"; saved: number; known: number };

const TIMINGS = ["fasting", "pre-meal", "postprandial-2h", "bedtime", "random"] as const;

/** A cuff or a meter, from pairing to what is kept of it. Fires `done` with whether something was saved, and `manual`. */
export class DiaryDevice extends LitElement {
  static override properties = { model: { attribute: false }, begun: { attribute: false }, kind: { type: String }, locale: { type: String }, state: { state: true } };
  static override styles = [tokens, scale, styles, inStyles];

  declare model: DiaryModel;
  declare begun: Begun | undefined;
  declare kind: Kind;
  declare locale: string;
  declare state: State;
  #stop = new AbortController();
  #enough = new AbortController();
  // How many were kept, once that is known.
  #keeping: Promise<number> = Promise.resolve(0);

  constructor() {
    super();
    this.kind = "cuff";
    this.locale = "zh-CN";
    this.state = { is: "start" };
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop.abort();
    const { state } = this;
    const why = state.is === "failed" ? state.why : radio() ? null : "no-bluetooth";
    void this.#keeping.then((kept) => this.begun?.end(kept, kept > 0 ? null : why));
  }

  protected override firstUpdated(): void {
    this.shadowRoot?.querySelector<HTMLElement>("h2")?.focus();
    const it = radio();
    // Without a press of just now a browser shows no list: then the button waits.
    if (this.begun && it && navigator.userActivation?.isActive) void this.#read(it);
  }

  protected override render(): TemplateResult {
    const say = inSay(localeOf(this.locale));
    return html`<h2 tabindex="-1">${say(`${this.kind}.title`)}</h2>${this.#body(say)}`;
  }

  #body(say: InSay): TemplateResult {
    const { state } = this;
    const it = radio();
    switch (state.is) {
      case "start":
        return it ? this.#start(it, say) : this.#failed("no-bluetooth", null, say);
      case "working":
        return html`<p role="status" class="step">${say(`step.${state.step}`)}${state.heard > 0 ? html` · ${say("heard", { n: state.heard })}` : nothing}</p>
          <p class="quiet">${say(`${this.kind}.now`)}</p>
          ${state.heard > 0 && this.kind === "cuff" ? html`<p class="row"><button type="button" class="primary enough" @click=${() => this.#enough.abort()}>${say("enough")}</button></p>` : nothing}
          <p class="row"><button type="button" class="stop" @click=${() => this.#stop.abort()}>${say("stop")}</button></p>`;
      case "failed":
        return this.#failed(state.why, it, say);
      case "review":
        return this.#review(state.review, state.asked, say);
      case "done":
        return html`<p role="status" class="told">${say("saved", { n: state.saved })}${state.known > 0 ? html` ${say("known", { n: state.known })}` : nothing}</p>
          <p class="row"><button type="button" class="primary" @click=${() => this.#fire("done", { saved: state.saved > 0 })}>${say("close")}</button></p>`;
    }
  }

  #start(it: Radio, say: InSay): TemplateResult {
    return html`<ol class="steps">${([1, 2, 3] as const).map((n) => html`<li>${say(`${this.kind}.step${n}`)}</li>`)}</ol>
      <p class="row"><button type="button" class="primary connect" @click=${() => void this.#read(it)}>${say(`${this.kind}.connect`)}</button></p>
      ${this.#others(say)}`;
  }

  #failed(why: Why | "no-bluetooth", it: Radio | null, say: InSay): TemplateResult {
    return html`<div class="doubt" role="alert"><p>${say(`why.${why}`)}</p></div>
      ${it ? html`<p class="row"><button type="button" class="primary connect" @click=${() => void this.#read(it)}>${say("again")}</button></p>` : nothing}
      ${this.#others(say)}`;
  }

  #others(say: InSay): TemplateResult {
    return html`<p class="row"><button type="button" class="manual" @click=${() => this.#fire("manual", { kind: this.kind === "cuff" ? "bp" : "glucose" })}>${say("manual")}</button></p>
      <p class="row"><button type="button" class="back" @click=${() => this.#fire("done", { saved: false })}>${say("back")}</button></p>`;
  }

  async #read(it: Radio): Promise<void> {
    this.#stop = new AbortController();
    this.#enough = new AbortController();
    this.state = { is: "working", step: "choosing", heard: 0 };
    // Fetched while the person picks: a browser shows its chooser only right after a press.
    const listening = { ready: loadBluetooth(), signal: this.#stop.signal, enough: this.#enough.signal, step: (step: Step, heard: number) => (this.state = { is: "working", step, heard }) };
    try {
      const last = ({ id }: { id: string }): number | null => this.#remembered(id)?.last ?? null;
      const heard = this.kind === "cuff" ? await readCuff(it, listening) : await readMeter(it, last, listening);
      this.#reviewed(heard, "none" in heard && heard.none);
    } catch (error) {
      const why = error instanceof DeviceError ? error.why : "other";
      this.state = why === "stopped" ? { is: "start" } : { is: "failed", why };
    }
    await this.updateComplete;
    this.shadowRoot?.querySelector<HTMLElement>("h2")?.focus();
  }

  #reviewed(heard: Heard<Message>, none: boolean): void {
    const { device, broken, unfinished } = heard;
    const all = sorted(heard.messages, device.id, this.model.rows.readings);
    const fresh = all.found.filter(({ known }) => !known);
    const clock = clockOf(fresh, this.model.instant);
    // One person's phone and one person's device need no question; a second device of a kind does.
    const askWho = this.model.people.length > 1 || this.#otherDevice(device.id);
    const review: Review = {
      device, sorted: all, clock, broken, unfinished, none,
      from: clock === "fine" ? "device" : null,
      askWho, person: askWho ? null : (this.model.person?.id ?? null),
    };
    this.state = { is: "review", review, asked: false };
  }

  #remembered(id: string): { last?: number; person?: string } | undefined {
    return this.model.setting(`${this.kind} ${id}`) as { last?: number; person?: string } | undefined;
  }

  #otherDevice(id: string): boolean {
    const known = this.model.rows.settings.filter((one) => one.id.startsWith(`${this.kind} `) && !one.deletedAt);
    return known.length > 0 && known.every((one) => one.id !== `${this.kind} ${id}`);
  }

  #review(review: Review, asked: boolean, say: InSay): TemplateResult {
    const { sorted: all, broken, unfinished, none } = review;
    const fresh = all.found.filter(({ known }) => !known);
    const known = all.found.length - fresh.length;
    const told: (TemplateResult | typeof nothing)[] = [
      known > 0 ? html`<li>${say("known", { n: known })}</li>` : nothing,
      all.control > 0 ? html`<li>${say("control", { n: all.control })}</li>` : nothing,
      broken > 0 ? html`<li>${say("broken", { n: broken })}</li>` : nothing,
      all.empty > 0 ? html`<li>${say("empty", { n: all.empty })}</li>` : nothing,
      ...all.nonsense.map((one) => html`<li>${say("nonsense", { value: valueOf({ ...one, at: "" } as never, diarySay(localeOf(this.locale))) })}</li>`),
      unfinished ? html`<li>${say("unfinished")}</li>` : nothing,
      none || (fresh.length === 0 && known > 0) ? html`<li>${say("nothingNew")}</li>` : nothing,
    ];
    return html`${told.some((one) => one !== nothing) ? html`<ul class="notes" role="status">${told}</ul>` : nothing}
      ${fresh.length === 0 ? this.#others(say) : html`
        <ul class="found">${fresh.map((one) => this.#one(one, review, say))}</ul>
        ${this.#clock(review, fresh, asked, say)}${this.#who(review, asked, say)}
        <p class="row"><button type="button" class="primary keep" @click=${() => void this.#keep(review)}>${say("keep", { n: fresh.filter((one) => !review.from || this.#time(one, review)).length })}</button></p>
        <p class="row"><button type="button" class="back" @click=${() => this.#fire("done", { saved: false })}>${say("dont")}</button></p>`}`;
  }

  #one(one: Found, review: Review, say: InSay): TemplateResult {
    const diary = diarySay(localeOf(this.locale));
    const at = this.#time(one, review);
    const when = at ? `${parts(at).day} ${parts(at).time}` : say("time.unknown");
    const [first] = one.observations;
    const change = (event: Event): void => {
      one.timing = (event.target as HTMLSelectElement).value || null;
      this.requestUpdate();
    };
    return html`<li><p class="value">${one.observations.map((observation) => html`<span>${valueOf({ ...observation, at: "", ...(observation.concept === "glucose" && { timing: null }) } as never, diary)}</span> `)}</p>
      <p class="quiet">${when}</p>${at === null && review.from ? html`<p class="flag">${say("undated")}</p>` : nothing}
      ${one.flags.map((flag) => html`<p class="flag">${flagSay(localeOf(this.locale)).named("flag", flag)}</p>`)}
      ${one.leftOut ? html`<p class="flag">${diary("leftOut")}</p>` : nothing}
      ${first?.concept === "glucose" ? html`<label>${diary("timing")} <select class="timing" @change=${change}>
        <option value="" ?selected=${one.timing === null}>${say(one.meal === "post-meal" ? "timing.after" : "timing.unsaid")}</option>
        ${TIMINGS.map((timing) => html`<option value=${timing} ?selected=${one.timing === timing}>${diary(`timing.${timing}`)}</option>`)}</select></label>` : nothing}</li>`;
  }

  #time(one: Found, { sorted: all, from }: Review): string | null {
    return timeOf(one, all.found.filter(({ known }) => !known), from ?? "device", this.model.instant);
  }

  #clock(review: Review, fresh: readonly Found[], asked: boolean, say: InSay): TemplateResult | typeof nothing {
    if (review.clock === "fine") return nothing;
    const newest = newestOf(fresh);
    const shown = newest?.deviceAt ? `${parts(newest.deviceAt).day} ${parts(newest.deviceAt).time}` : "";
    const now = wall(this.model.instant);
    const choice = (from: "device" | "phone", key: InKey): TemplateResult => html`<label class="choice"><input type="radio" name="clock" value=${from}
      .checked=${review.from === from} @change=${() => ((review.from = from), this.requestUpdate())}><span>${say(key)}</span></label>`;
    return html`<fieldset class="doubt clock"><legend>${say(`clock.${review.clock}`, { at: shown, now: `${parts(now).day} ${parts(now).time}` })}</legend>
      <div class="choices">${review.clock === "off" ? choice("device", "clock.device") : nothing}${choice("phone", "clock.phone")}</div>
      ${asked && !review.from ? html`<p class="problem" role="alert">${say("clock.ask")}</p>` : nothing}</fieldset>`;
  }

  #who(review: Review, asked: boolean, say: InSay): TemplateResult | typeof nothing {
    if (!review.askWho) return nothing;
    return html`<fieldset class="who"><legend>${say("who")}</legend><div class="choices">
      ${this.model.people.map((person) => html`<label class="choice"><input type="radio" name="who" value=${person.id} .checked=${review.person === person.id}
        @change=${() => ((review.person = person.id), this.requestUpdate())}><span>${person.nickname}</span></label>`)}
      <label class="choice"><input type="radio" name="who" value="other" .checked=${review.person === "other"} @change=${() => ((review.person = "other"), this.requestUpdate())}><span>${say("who.other")}</span></label></div>
      ${asked && review.person === null ? html`<p class="problem" role="alert">${say("who.ask")}</p>` : nothing}</fieldset>`;
  }

  async #keep(review: Review): Promise<void> {
    const { from, person } = review;
    if (from === null || person === null) {
      this.state = { is: "review", review, asked: true };
      await this.updateComplete;
      return this.shadowRoot?.querySelector<HTMLElement>("fieldset:has(.problem) input")?.focus();
    }
    const fresh = review.sorted.found.filter(({ known }) => !known);
    const now = this.model.instant;
    const checked = this.model.engine !== null;
    let owner = person;
    if (person === "other") {
      if (!(await this.model.addPerson(`${diarySay(localeOf(this.locale))("me" satisfies DiaryKey)} ${this.model.people.length + 1}`))) return;
      owner = this.model.person?.id ?? owner;
    }
    const batch = uuid();
    const rows: Draft<"readings">[] = fresh.flatMap((one) => {
      const at = timeOf(one, fresh, from, now);
      return at ? draftsOf(one, { at, device: review.device.id, person: owner, from, checked, batch }) : [];
    });
    const kept = new Set(rows.map(({ sequence, deviceAt, observation }) => `${sequence} ${deviceAt} ${observation.at}`)).size;
    const writing = this.model.write(added(rows));
    this.#keeping = Promise.all([this.#keeping, writing]).then(([before, done]) => before + (done ? kept : 0));
    if (!(await writing)) return;
    await this.#remember(review, owner);
    if (owner !== this.model.person?.id) await this.model.choose(owner);
    this.state = { is: "done", saved: kept, known: review.sorted.found.length - fresh.length };
  }

  // Only what came whole is passed over the next time.
  async #remember({ device, sorted: all, unfinished }: Review, person: string): Promise<void> {
    const before = this.#remembered(device.id)?.last;
    const last = unfinished ? before : (all.last ?? before);
    await this.model.set(`${this.kind} ${device.id}`, { person, ...(last !== undefined && { last }) });
  }

  #fire(name: "done" | "manual", detail: object): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
