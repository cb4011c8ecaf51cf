import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import patients from "../demo/patients.json";
import { localeOf } from "../elements/words.js";
import { LiangbingError } from "../error.js";
import { fromRecord } from "../fhir.js";
import { type Engine, load } from "../liangbing.js";
import type { LiangbingRecord, Locale } from "../types.js";
import { fetched, type Input, judged, OUTPUTS, type Output, outputOf, timed, type Times } from "./answers.js";
import { type Attribute, type Element, elementOf, TAGS } from "./manifest.js";
import { snippet, type Way, WAYS } from "./snippets.js";
import { type Logged, Stage } from "./stage.js";
import { type PlayKey, type PlaySay, playSay } from "./words.js";

/** The synthetic patients are coloured as of this day. */
const DAY = "2026-11-21";
/** What the frame can be served under; the server has the headers. */
const POLICIES = ["strict", "no-wasm", "no-connect", "no-names"] as const;
const SAMPLES = patients as unknown as { expected: string | null; about: string; record: LiangbingRecord }[];
const KB = 1024;

/** For integrators: a record in, an element live, the answer in every form, snippets, events, sizes and times. */
export class PlaygroundPage extends LitElement {
  static override properties = Object.fromEntries(["engine", "error", "locale", "text", "sample", "element", "chosen", "asOf", "where", "narrow", "policy", "output", "way", "log", "copied", "times", "header"].map((name) => [name, { state: true }]));

  declare engine: Engine | null;
  declare error: LiangbingError | null;
  declare locale: Locale;
  declare text: string;
  declare sample: number | null;
  declare element: Element | null;
  declare chosen: Record<string, string | true>;
  declare asOf: string;
  declare where: "page" | "frame";
  declare narrow: boolean;
  declare policy: (typeof POLICIES)[number];
  declare output: Output;
  declare way: Way;
  declare log: readonly Logged[];
  declare copied: string;
  declare times: Times | null;
  /** The policy that the frame was served with. */
  declare header: string;

  #input: Input | null = null;
  #tag = "";
  readonly #stage = new Stage((entry) => (this.log = [entry, ...this.log].slice(0, 100)));

  constructor() {
    super();
    this.engine = null;
    this.error = null;
    this.locale = localeOf(new URLSearchParams(location.search).get("lang") ?? navigator.language);
    this.text = "";
    this.sample = null;
    this.element = null;
    this.chosen = {};
    this.asOf = DAY;
    this.where = "page";
    this.narrow = false;
    this.policy = "strict";
    this.output = "assessment";
    this.way = "HTML";
    this.log = [];
    this.copied = "";
    this.times = null;
    this.header = "";
  }

  /** Page content, not a component: the page's own style sheet applies. */
  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#take(8);
    void this.#choose("liangbing-panel");
    load().then((engine) => (this.engine = engine), (error: unknown) => (this.error = LiangbingError.of(error)));
  }

  #take(sample: number): void {
    this.sample = sample;
    this.text = JSON.stringify(SAMPLES[sample]?.record ?? {}, null, 2);
  }

  async #choose(tag: string): Promise<void> {
    this.#tag = tag;
    const element = await elementOf(tag);
    // Another one was chosen while this one was fetched.
    if (this.#tag !== tag) return;
    const fresh: Record<string, string | true> = {};
    for (const { name } of element.attributes) {
      if (name === "locale") fresh[name] = this.locale;
      if (name === "as-of") fresh[name] = this.asOf;
      // A trial must leave nothing in this browser.
      if (name === "storage") fresh[name] = "memory";
    }
    this.chosen = fresh;
    this.element = element;
    if (tag !== "liangbing-panel") this.where = "page";
  }

  protected override willUpdate(changed: PropertyValues): void {
    document.documentElement.lang = this.locale;
    document.title = playSay(this.locale)("title");
    if (this.engine && ["engine", "text", "asOf", "locale"].some((name) => changed.has(name))) {
      this.#input = judged(this.engine, this.text, this.asOf, this.locale);
      this.times = null;
    }
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has("policy") || changed.has("where")) void this.#ask();
    const place = this.querySelector<HTMLElement>("#stage");
    const { element, engine, chosen, locale, asOf, where, policy } = this;
    if (place && element) void this.#stage.show(place, { element, engine, input: this.#input, attributes: chosen, locale, asOf, where, policy });
  }

  /** The header itself, as this server sends it. */
  async #ask(): Promise<void> {
    if (this.where !== "frame") return;
    const { policy } = this;
    const answer = await fetch(`preview.html?policy=${policy}`, { method: "HEAD" });
    if (policy === this.policy) this.header = answer.headers.get("content-security-policy") ?? "";
  }

  protected override render(): TemplateResult {
    const say = playSay(this.locale);
    return html`${this.#bar(say)}
      <main id="main" tabindex="-1">
        <p class="quiet about">${say("about")}</p>
        ${this.error ? html`<div class="error about" role="alert"><h2>${say("failed")}</h2><p lang="en">${this.error.message}</p><p><code>${this.error.code}</code></p></div>` : nothing}
        ${this.#inputPart(say)}
        ${this.#previewPart(say)}
        ${this.#outputPart(say)}
        ${this.#eventPart(say)}
        ${this.#snippetPart(say)}
        ${this.#readouts(say)}
      </main>`;
  }

  #bar(say: PlaySay): TemplateResult {
    const setLocale = (locale: string): void => {
      this.locale = localeOf(locale);
      if (this.chosen["locale"]) this.chosen = { ...this.chosen, locale: this.locale };
      const url = new URL(window.location.href);
      url.searchParams.set("lang", this.locale);
      history.replaceState(null, "", url);
    };
    const sampleName = ({ record, expected }: (typeof SAMPLES)[number], i: number): string => `${record.patient?.name ?? i} ${expected ?? ""}`;
    return html`<header class="bar">
      <a class="skip" href="#main" @click=${(event: Event) => { event.preventDefault(); this.querySelector<HTMLElement>("#stage-part")?.focus(); }}>${say("skip")}</a>
      <h1><img src="../icon.svg" alt="" width="24" height="24"> ${say("heading")}</h1>
      <div class="controls">
        <label>${say("sample")} <select name="sample" .value=${String(this.sample ?? "")} @change=${(event: Event) => this.#take(Number(valueOf(event)))}>
          <option value="" disabled>${say("own")}</option>
          ${SAMPLES.map((one, i) => html`<option value=${i} ?selected=${i === this.sample}>${sampleName(one, i)}</option>`)}</select></label>
        <label>${say("component")} <select name="component" @change=${(event: Event) => void this.#choose(valueOf(event))}>
          ${TAGS.map((tag) => html`<option value=${tag} ?selected=${tag === this.element?.tag}>${tag}</option>`)}</select></label>
        <a href="../">${say("doctor")}</a> <a href="../guidelines/">${say("guidelines")}</a>
        <label><span class="sr">${say("language")}</span><select name="locale" @change=${(event: Event) => setLocale(valueOf(event))}>
          <option value="zh-CN" lang="zh-CN" ?selected=${this.locale === "zh-CN"}>中文</option><option value="en" lang="en" ?selected=${this.locale === "en"}>English</option></select></label>
      </div></header>`;
  }

  #inputPart(say: PlaySay): TemplateResult {
    const input = this.#input;
    const typed = (text: string): void => {
      this.sample = null;
      this.text = text;
    };
    const file = (event: Event): void => {
      const chosen = event.target as HTMLInputElement;
      void chosen.files?.[0]?.text().then((text) => (typed(text), (chosen.value = "")));
    };
    const asFhir = (): void => {
      if (input?.record) typed(JSON.stringify(fromRecord(input.record), null, 2));
    };
    const state = input?.error ? html`<b class="invalid">${say("invalid")}</b> <code>${input.error.code}</code>${input.error.path ? html` ${say("at", { path: input.error.path })}` : nothing} <span lang="en">${input.error.message}</span>`
      : input ? html`<b>${say("valid")}</b>` : html`${say("loading")}`;
    return html`<section aria-labelledby="input-head"><h2 id="input-head">${say("input")}</h2><p class="quiet">${say("inputAbout")}</p>
      <div class="tools"><label>${say("asOf")} <input type="date" name="as-of" .value=${this.asOf} @change=${(event: Event) => this.#setDay(valueOf(event))}></label>
        <label class="file"><span>${say("open")}</span><input type="file" accept=".json,application/json,application/fhir+json" @change=${file}></label>
        <button type="button" data-fhir @click=${asFhir}>${say("asFhir")}</button></div>
      <textarea name="record" rows="18" spellcheck="false" aria-labelledby="input-head" aria-describedby="state" aria-invalid=${input?.error ? "true" : "false"} .value=${this.text} @input=${(event: Event) => typed(valueOf(event))}></textarea>
      <p id="state" role="status" data-state=${input ? (input.error ? "invalid" : "valid") : "loading"}>${state}</p>
      <h3>${say("attributes")}</h3>${this.#attributeFields(say)}
      ${this.element?.properties.length ? html`<h3>${say("properties")}</h3><ul class="properties">${this.element.properties.map(({ name, type, description }) => html`<li><code>${name}</code> <span class="quiet" lang="en">${type}. ${description}</span></li>`)}</ul>` : nothing}</section>`;
  }

  #setDay(day: string): void {
    if (!day) return;
    this.asOf = day;
    if (this.chosen["as-of"]) this.chosen = { ...this.chosen, "as-of": day };
  }

  #attributeFields(say: PlaySay): TemplateResult {
    const list = this.element?.attributes ?? [];
    if (list.length === 0) return html`<p class="quiet">${say("noAttributes")}</p>`;
    return html`<div class="attributes">${list.map((own) => html`<label title=${own.description}><code>${own.name}</code> ${this.#field(own, say)}</label>`)}</div>`;
  }

  #field({ name, words, flag, readonly }: Attribute, say: PlaySay): TemplateResult {
    const set = (value: string | true | null): void => {
      const { [name]: _, ...rest } = this.chosen;
      this.chosen = value === null || value === "" ? rest : { ...rest, [name]: value };
    };
    const value = this.chosen[name];
    if (readonly) return html`<span class="quiet">${say("readonly")}</span>`;
    if (flag) return html`<span><input type="checkbox" name=${name} .checked=${value === true} @change=${(event: Event) => set((event.target as HTMLInputElement).checked ? true : null)}> ${say("on")}</span>`;
    if (words.length === 0) return html`<input name=${`attribute-${name}`} size="12" .value=${typeof value === "string" ? value : ""} @change=${(event: Event) => set(valueOf(event))}>`;
    return html`<select name=${`attribute-${name}`} .value=${typeof value === "string" ? value : ""} @change=${(event: Event) => set(valueOf(event))}><option value="">${say("unset")}</option>
      ${words.map((word) => html`<option value=${word} ?selected=${word === value}>${word}</option>`)}</select>`;
  }

  #previewPart(say: PlaySay): TemplateResult {
    const isPanel = this.element?.tag === "liangbing-panel";
    const pick = <T extends string>(name: string, words: readonly T[], value: T, key: (word: T) => PlayKey, set: (word: T) => void): TemplateResult =>
      html`<label>${say(name as PlayKey)} <select name=${name} @change=${(event: Event) => set(valueOf(event) as T)}>${words.map((word) => html`<option value=${word} ?selected=${word === value}>${say(key(word))}</option>`)}</select></label>`;
    return html`<section aria-labelledby="preview-head" id="stage-part" tabindex="-1"><h2 id="preview-head">${say("preview")} <code>&lt;${this.element?.tag ?? ""}&gt;</code></h2>
      <div class="tools">
        ${isPanel ? pick("where", ["page", "frame"] as const, this.where, (word) => `where.${word}`, (word) => (this.where = word)) : html`<span class="quiet">${say("onlyPanel")}</span>`}
        ${pick("width", ["full", "narrow"] as const, this.narrow ? "narrow" : "full", (word) => `width.${word}`, (word) => (this.narrow = word === "narrow"))}
        ${this.where === "frame" ? pick("policy", POLICIES, this.policy, (word) => `policy.${word}`, (word) => (this.policy = word)) : nothing}
      </div>
      ${this.where === "frame" ? html`<p class="quiet">${say("policyAbout")}</p><details open><summary>${say("policyHeader")}</summary><pre data-header tabindex="0">${this.header}</pre></details>` : nothing}
      <div id="stage" class=${this.narrow ? "narrow" : ""}></div></section>`;
  }

  #outputPart(say: PlaySay): TemplateResult {
    const text = this.engine && this.#input ? this.#outputText(this.engine, this.#input) : "";
    return html`<section aria-labelledby="output-head"><h2 id="output-head">${say("output")}</h2>
      <div class="tools" role="group" aria-labelledby="output-head">${OUTPUTS.map((one) => html`<button type="button" data-output=${one} aria-pressed=${this.output === one} @click=${() => (this.output = one)}>${say(`output.${one}`)}</button>`)}
        ${this.#copy("output", text, say)}</div>
      ${text ? html`<pre data-out tabindex="0">${text}</pre>` : html`<p class="quiet">${say("nothing")}</p>`}</section>`;
  }

  #outputText(engine: Engine, input: Input): string {
    try {
      return outputOf(engine, input, this.output, { asOf: this.asOf, locale: this.locale });
    } catch (error) {
      const { code, path, message } = LiangbingError.of(error);
      return JSON.stringify({ code, path, message }, null, 2);
    }
  }

  #copy(name: string, text: string, say: PlaySay): TemplateResult {
    const copy = (): void => void navigator.clipboard.writeText(text).then(() => (this.copied = name), () => undefined);
    return html`<button type="button" data-copy=${name} @click=${copy}>${this.copied === name ? say("copied") : say("copy")}</button>`;
  }

  #eventPart(say: PlaySay): TemplateResult {
    return html`<section aria-labelledby="events-head"><h2 id="events-head">${say("events")}</h2>
      <div class="tools"><button type="button" data-clear @click=${() => (this.log = [])}>${say("clear")}</button></div>
      ${this.log.length === 0 ? html`<p class="quiet">${say("noEvents")}</p>` : nothing}
      <ol class="log" tabindex="0" aria-labelledby="events-head">${this.log.map(({ type, detail, at }) => html`<li data-event=${type}><b><code>${type}</code></b> <span class="quiet">${say("event.at", { n: Math.round(at) })}</span><pre tabindex="0">${detail}</pre></li>`)}</ol></section>`;
  }

  #snippetPart(say: PlaySay): TemplateResult {
    const { element } = this;
    if (!element) return html``;
    const given = element.properties.map(({ name }) => name).filter((name) => ["engine", "record", "tier", "readings", "targets"].includes(name));
    const properties = given.length > 0 ? given : element.properties.map(({ name }) => name);
    const text = snippet(this.way, { tag: element.tag, attributes: this.chosen, properties, asOf: this.asOf });
    const ways = WAYS.filter((way) => way !== "iframe" || element.tag === "liangbing-panel");
    return html`<section aria-labelledby="snippet-head"><h2 id="snippet-head">${say("snippet")}</h2>
      <div class="tools" role="group" aria-labelledby="snippet-head">${ways.map((way) => html`<button type="button" data-way=${way} aria-pressed=${this.way === way} @click=${() => (this.way = way)}>${way}</button>`)}
        ${this.#copy("snippet", text, say)}</div><pre data-snippet tabindex="0">${text}</pre></section>`;
  }

  #readouts(say: PlaySay): TemplateResult {
    const input = this.#input;
    const bytes = input?.assessment ? new TextEncoder().encode(JSON.stringify(input.assessment)).length : 0;
    const measure = (): void => {
      if (this.engine && input?.assessment) this.times = timed(this.engine, this.text, { asOf: this.asOf, locale: this.locale });
    };
    const round = (value: number): string => value.toFixed(2);
    return html`<section aria-labelledby="readouts-head"><h2 id="readouts-head">${say("readouts")}</h2>
      <div class="tools"><button type="button" data-measure @click=${measure}>${say("measure")}</button></div>
      ${input ? html`<p data-took>${say("took", { ms: round(input.took) })} · ${say("answerSize", { kb: (bytes / KB).toFixed(1) })}</p>` : nothing}
      ${this.times ? html`<p role="status" data-times>${say("median", { n: this.times.runs, median: round(this.times.median), fastest: round(this.times.fastest), baseline: round(this.times.baseline) })}</p>` : nothing}
      <p class="quiet">${say("sent")}</p>
      <table><thead><tr><th scope="col">${say("file")}</th><th scope="col">${say("size")}</th><th scope="col">${say("time")}</th></tr></thead>
        <tbody>${fetched().map(({ name, bytes: size, milliseconds }) => html`<tr><th scope="row"><code>${name}</code></th><td>${(size / KB).toFixed(1)}</td><td>${Math.round(milliseconds)}</td></tr>`)}</tbody></table></section>`;
  }
}

function valueOf(event: Event): string {
  return (event.target as HTMLInputElement).value;
}
