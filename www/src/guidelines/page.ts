import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { localeOf } from "../elements/words.js";
import { LiangbingError } from "../error.js";
import type { ConcernName, Level, Locale } from "../types.js";
import { RuleBook } from "./book.js";
import { comparePage } from "./compare.js";
import { open, pendingTag } from "./condition.js";
import type { Book, Pack, Rule, Sheet } from "./data.js";
import type { Examples } from "./example.js";
import { bothOf, entriesOf, type Entry, EVERYTHING, find, type Wanted } from "./find.js";
import { ruleBody } from "./rule.js";
import { numbers, overview, packPage, sheetTable } from "./tables.js";
import { bookSay, type BookSay } from "./words.js";

/** How many are shown at once: nobody reads further, and a page stays quick. */
const SHOWN = 250;

/** What is compared until somebody chooses. */
const COMPARED = ["cn-htn-primary-2020", "cn-htn-primary-2025"] as const;

/** The rule book: what there is on the left, what was chosen on the right; the address says which. */
export class BookPage extends LitElement {
  static override properties = {
    locale: { state: true }, error: { state: true }, wanted: { state: true }, place: { state: true },
    ready: { state: true }, examples: { state: true }, copied: { state: true },
  };

  declare locale: Locale;
  declare error: LiangbingError | null;
  declare wanted: Wanted;
  /** The address after its sign, in its parts. */
  declare place: string[];
  declare ready: boolean;
  declare examples: Examples | null;
  declare copied: boolean;

  #rules: RuleBook | null = null;
  #entries = new Map<Locale, Entry[]>();
  #moved = false;

  constructor() {
    super();
    this.locale = localeOf(new URLSearchParams(location.search).get("lang") ?? navigator.language);
    this.error = null;
    this.wanted = EVERYTHING;
    this.place = here();
    this.ready = false;
    this.examples = null;
    this.copied = false;
  }

  /** Page content, not a component: the page's own style sheet applies. */
  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener("hashchange", this.#go);
    void this.#load();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener("hashchange", this.#go);
  }

  async #load(): Promise<void> {
    try {
      this.#rules = await RuleBook.load();
      this.ready = true;
      this.examples = (await import("./examples.json")).default as unknown as Examples;
    } catch (error) {
      this.error = LiangbingError.of(error);
    }
  }

  #go = (): void => {
    this.place = here();
    this.copied = false;
    this.#moved = true;
  };

  protected override willUpdate(): void {
    const say = bookSay(this.locale);
    document.documentElement.lang = this.locale;
    const rule = this.ready && this.place[0] === "rule" ? this.place[1] : undefined;
    document.title = rule ? `${rule} · ${say("title")}` : say("title");
  }

  protected override updated(changed: PropertyValues): void {
    if (!changed.has("place") || !this.#moved) return;
    this.#moved = false;
    this.querySelector<HTMLElement>("main h2")?.focus({ preventScroll: true });
    const main = this.querySelector("main");
    if (matchMedia("(max-width: 48rem)").matches) main?.scrollIntoView({ block: "start" });
    else scrollTo({ top: 0 });
  }

  protected override render(): TemplateResult {
    const say = bookSay(this.locale);
    const book = this.#rules?.whole(this.locale);
    return html`${this.#bar(say)}
      <div class="columns">
        ${book ? this.#list(book, say) : nothing}
        <main id="rule" tabindex="-1">
          ${this.error ? html`<div class="error" role="alert"><h2>${say("failed")}</h2><p lang="en">${this.error.message}</p><p><code>${this.error.code}</code></p></div>`
            : book ? this.#shown(book, say) : html`<p class="quiet">${say("loading")}</p>`}
        </main>
      </div>`;
  }

  #bar(say: BookSay): TemplateResult {
    const setLocale = (event: Event): void => {
      this.locale = localeOf((event.target as HTMLSelectElement).value);
      const url = new URL(location.href);
      url.searchParams.set("lang", this.locale);
      history.replaceState(null, "", url);
    };
    return html`<header class="bar">
      <a class="skip" href="#rule" @click=${(event: Event) => { event.preventDefault(); this.querySelector<HTMLElement>("main")?.focus(); }}>${say("skip")}</a>
      <h1><img src="../icon.svg" alt="" width="24" height="24"> <a href="#">${say("heading")}</a></h1>
      <nav class="controls" aria-label=${say("language")}>
        <a href="../">${say("doctor")}</a> <a href="../playground/">${say("playground")}</a>
        <label><span class="sr">${say("language")}</span>
          <select name="locale" @change=${setLocale}>
            <option value="zh-CN" lang="zh-CN" ?selected=${this.locale === "zh-CN"}>中文</option>
            <option value="en" lang="en" ?selected=${this.locale === "en"}>English</option>
          </select></label>
      </nav></header>`;
  }

  /** What there is to find; both languages are searched, so that a word of either finds it. */
  #found(book: Book): Entry[] {
    const [shown, other] = bothOf(this.locale);
    const known = this.#entries.get(shown) ?? entriesOf(book, this.#rules!.whole(other));
    this.#entries.set(shown, known);
    return find(known, this.wanted);
  }

  #list(book: Book, say: BookSay): TemplateResult {
    const found = this.#found(book);
    const shown = found.slice(0, SHOWN);
    const want = (wanted: Partial<Wanted>): void => void (this.wanted = { ...this.wanted, ...wanted });
    const value = (event: Event): string => (event.target as HTMLInputElement).value;
    const levels = [...new Set(book.packs.flatMap(({ rules }) => rules.map(({ page }) => page.level)))].filter((level) => level !== null);
    return html`<nav class="list" aria-label=${say("list")} @keydown=${this.#keys}>
      <search>
        <label class="search">${say("search")}<input type="search" name="search" .value=${this.wanted.words} placeholder=${say("searchHint")} autocomplete="off" @input=${(event: Event) => want({ words: value(event) })}></label>
        <div class="filters">
          <label>${say("pack")}<select name="pack" .value=${this.wanted.pack} @change=${(event: Event) => want({ pack: value(event) })}><option value="">${say("everyPack")}</option>
            ${book.packs.map(({ id, title }) => html`<option value=${id} ?selected=${this.wanted.pack === id}>${title}</option>`)}</select></label>
          <label>${say("disease")}<select name="concern" .value=${this.wanted.concern} @change=${(event: Event) => want({ concern: value(event) as ConcernName | "" })}><option value="">${say("everyDisease")}</option>
            ${(["hypertension", "diabetes"] as const).map((one) => html`<option value=${one} ?selected=${this.wanted.concern === one}>${say(`disease.${one}`)}</option>`)}</select></label>
          <label>${say("level")}<select name="level" .value=${this.wanted.level} @change=${(event: Event) => want({ level: value(event) as Level | "class" | "target" | "" })}><option value="">${say("everyLevel")}</option>
            ${levels.sort().map((level) => html`<option value=${level} ?selected=${this.wanted.level === level}>${level}</option>`)}
            ${(["class", "target"] as const).map((one) => html`<option value=${one} ?selected=${this.wanted.level === one}>${say(`says.${one}`)}</option>`)}</select></label>
          <label class="check"><input type="checkbox" name="pending" .checked=${this.wanted.pending} @change=${(event: Event) => want({ pending: (event.target as HTMLInputElement).checked })}> ${say("pendingOnly")}</label>
          <button type="button" data-clear @click=${() => (this.wanted = EVERYTHING)}>${say("clear")}</button>
        </div>
      </search>
      <p class="quiet count" role="status">${found.length > SHOWN ? say("foundMore", { n: found.length, shown: SHOWN }) : found.length ? say("found", { n: found.length }) : say("nothingFound")}</p>
      <ul class="entries">${shown.map((one) => this.#entry(one, say))}</ul>
    </nav>`;
  }

  #entry(one: Entry, say: BookSay): TemplateResult {
    const current = this.place.join("/") === one.href;
    const { rule } = one;
    return html`<li><a class="row ${rule?.colour ?? one.kind}" href="#${one.href}" data-entry=${one.href} aria-current=${current ? "true" : "false"}>
      <span>${open(one.title)}</span>
      ${rule?.page.level && rule.colour ? html`<liangbing-tier compact .tier=${{ colour: rule.colour, level: rule.page.level }} locale=${this.locale}></liangbing-tier>`
        : html`<span class="tag">${rule ? say(rule.page.says === "class" ? "says.class" : "says.target") : say(one.kind === "number" ? "kind.number" : "kind.row")}</span>`}
      <span class="under quiet"><code>${one.id}</code> · ${one.pack?.id ?? one.sheet?.title}${one.pending ? html` · ${pendingTag(say)}` : nothing}</span></a></li>`;
  }

  /** Up and down, first and last; Escape goes back to the search. */
  #keys = (event: KeyboardEvent): void => {
    const rows = [...this.querySelectorAll<HTMLElement>(".entries .row")];
    const at = rows.indexOf(document.activeElement as HTMLElement);
    const search = this.querySelector<HTMLElement>("input[type=search]");
    const isSearch = document.activeElement === search;
    if (at < 0 && !(isSearch && event.key === "ArrowDown")) return;
    const goal = { ArrowDown: rows[at + 1], ArrowUp: at === 0 ? search : rows[at - 1], Home: rows[0], End: rows.at(-1), Escape: search }[event.key];
    if (!goal) return;
    event.preventDefault();
    goal.focus();
  };

  #shown(book: Book, say: BookSay): TemplateResult {
    const [kind, one, other] = this.place;
    switch (kind) {
      case undefined: return overview(book, say);
      case "pack": return this.#of(book.packs.find(({ id }) => id === one), say, (pack) => packPage(pack, say));
      case "rule": return this.#of(ruleOf(book, one), say, ([pack, rule]) => this.#rule(pack, rule, say));
      case "number": return this.#of(book.packs.find(({ parameters }) => parameters.some(({ name }) => name === one)), say, (pack) => html`${head(one ?? "", pack, say)}${numbers(pack, say, one)}`);
      case "sheet": return this.#of(book.sheets.find((sheet) => sheet.kind === one), say, (sheet) => html`${this.#sheetHead(sheet, say)}${sheetTable(sheet, say)}`);
      case "row": return this.#of(rowOf(book, one, other), say, ([pack, sheet]) => html`${head(other ?? "", pack, say, sheet)}${sheetTable(sheet, say, other)}`);
      case "compare": return this.#compare(book, one ?? COMPARED[0], other ?? COMPARED[1], say);
      default: return lost(this.place.join("/"), say);
    }
  }

  #of<T>(found: T | undefined, say: BookSay, show: (found: T) => TemplateResult): TemplateResult {
    return found === undefined ? lost(this.place.join("/"), say) : show(found);
  }

  #sheetHead(sheet: Sheet, say: BookSay): TemplateResult {
    return html`<header class="head"><h2 tabindex="-1">${sheet.title}</h2><p class="tools"><button type="button" data-print @click=${() => print()}>${say("print")}</button></p></header>`;
  }

  #rule(pack: Pack, rule: Rule, say: BookSay): TemplateResult {
    const copy = (): void => void navigator.clipboard.writeText(location.href).then(() => (this.copied = true), () => undefined);
    return html`<header class="head"><p class="quiet"><a href="#pack/${pack.id}">${pack.title}</a></p>
        <h2 tabindex="-1">${open(rule.page.summary) || rule.page.id}</h2>
        <p class="tools"><button type="button" data-print @click=${() => print()}>${say("print")}</button>
          <button type="button" data-copy @click=${copy}>${this.copied ? say("copied") : say("copyLink")}</button></p></header>
      <article class="rule" data-rule=${rule.page.id}>${ruleBody(rule, say, 3)}<p class="quiet">${say("worst")}</p></article>
      <liangbing-try-rule .book=${this.#rules} .rule=${rule} .examples=${this.examples} .locale=${this.locale}></liangbing-try-rule>`;
  }

  #compare(book: Book, from: string, to: string, say: BookSay): TemplateResult {
    const [one, other] = [from, to].map((id) => book.packs.find((pack) => pack.id === id));
    if (!one || !other || !this.#rules) return lost(this.place.join("/"), say);
    return comparePage(book, [one, other], this.#rules.compare(from, to, this.locale), say);
  }
}

function head(name: string, pack: Pack | null, say: BookSay, sheet?: Sheet): TemplateResult {
  const link = pack ? html`<a href="#pack/${pack.id}">${pack.title}</a>` : sheet ? html`<a href="#sheet/${sheet.kind}">${sheet.title}</a>` : nothing;
  return html`<header class="head"><p class="quiet">${link}</p><h2 tabindex="-1"><code>${name}</code></h2>
    <p class="tools"><button type="button" data-print @click=${() => print()}>${say("print")}</button></p></header>`;
}

function lost(name: string, say: BookSay): TemplateResult {
  return html`<div class="error" role="alert"><h2 tabindex="-1">${say("missing", { name })}</h2><p><a href="#">${say("home")}</a></p></div>`;
}

function ruleOf(book: Book, id: string | undefined): [Pack, Rule] | undefined {
  return book.packs.flatMap((pack): [Pack, Rule][] => pack.rules.filter(({ page }) => page.id === id).map((rule) => [pack, rule]))[0];
}

function rowOf(book: Book, kind: string | undefined, id: string | undefined): [Pack | null, Sheet] | undefined {
  const all: [Pack | null, Sheet][] = [...book.packs.flatMap((pack) => pack.sheets.map((sheet): [Pack, Sheet] => [pack, sheet])), ...book.sheets.map((sheet): [null, Sheet] => [null, sheet])];
  return all.find(([, sheet]) => sheet.kind === kind && sheet.rows.some((row) => row.id === id));
}

function here(): string[] {
  try {
    return decodeURIComponent(location.hash.slice(1)).split("/").filter(Boolean);
  } catch {
    // An address that is none of ours.
    return [location.hash];
  }
}
