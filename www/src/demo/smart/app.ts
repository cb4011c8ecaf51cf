import { html, LitElement, nothing, type TemplateResult } from "lit";
import * as oauth from "oauth4webapi";
import "../../elements/define.js";
import { LiangbingError } from "../../error.js";
import { load, type Engine } from "../../liangbing.js";
import { draftReferral, type Fetched, launch, ready, type Session } from "../../smart.js";
import type { Action, Card } from "../../types.js";
import { type Config, pageLocale, readConfig } from "./config.js";
import { keyOf, words } from "./words.js";

/**
 * The page that a SMART server sends its user back to: reads the patient whom the launch chose, shows the panel, and
 * puts a referral that is accepted into the EHR's scratchpad as a draft.
 */
class SmartApp extends LitElement {
  static override properties = {
    config: { state: true }, fetched: { state: true }, engine: { state: true }, error: { state: true }, drafted: { state: true },
    busy: { state: true }, noDrafts: { state: true },
  };
  declare config: Config | null;
  declare fetched: Fetched | null;
  declare engine: Engine | null;
  declare error: LiangbingError | null;
  declare drafted: string;
  declare busy: boolean;
  declare noDrafts: boolean;
  #session: Session | null = null;
  /** Whether the EHR takes drafts; asked once, while the patient is read. */
  #listens: Promise<boolean> = Promise.resolve(false);
  readonly #say = words(pageLocale());

  constructor() {
    super();
    this.config = this.fetched = this.engine = this.error = null;
    this.drafted = "";
    this.noDrafts = false;
    this.busy = true;
    document.documentElement.lang = pageLocale();
    document.title = this.#say("title");
    void this.#tried(() => this.#start());
  }

  // The page's own stylesheet is the only one it has.
  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  async #start(): Promise<void> {
    const back = new URL(location.href).searchParams;
    this.config = await readConfig();
    if (!back.has("code") && !back.has("error")) return;
    this.#session = await ready({ oauth, clientId: this.config.clientId });
    const { messaging } = this.#session;
    if (messaging) {
      this.#listens = messaging.listens();
      void this.#listens.then((listens) => (this.noDrafts = !listens));
    }
    const [fetched, engine] = await Promise.all([this.#session.read(), load()]);
    this.engine = engine;
    this.fetched = fetched;
  }

  async #tried(work: () => Promise<void>): Promise<void> {
    try {
      this.busy = true;
      this.error = null;
      await work();
    } catch (error) {
      this.error = error instanceof LiangbingError ? error : new LiangbingError("wasm-wrong", "", String(error), { cause: error });
    } finally {
      this.busy = false;
    }
  }

  #connect(event: SubmitEvent): void {
    event.preventDefault();
    const iss = String(new FormData(event.target as HTMLFormElement).get("iss"));
    const { config } = this;
    if (config) void this.#tried(() => launch({ oauth, ...config, iss, redirectUri: location.pathname }));
  }

  #acted({ detail }: CustomEvent<{ card: Card; suggestion: Action | null }>): void {
    const [session, action] = [this.#session, detail.suggestion];
    if (!session?.messaging || action?.kind !== "refer") return;
    const { messaging, patient } = session;
    const draft = draftReferral({
      patient, text: `${action.label}: ${detail.card.summary}`, urgent: detail.card.indicator === "critical", on: new Date().toISOString(),
    });
    void this.#tried(async () => {
      if (await this.#listens) this.drafted = await messaging.create(draft);
    });
  }

  protected override render(): TemplateResult {
    const say = this.#say;
    return html`<main class="smart">
      ${this.error ? this.#wrong(this.error) : nothing}
      ${this.fetched ? this.#patient(this.fetched) : this.busy ? html`<p role="status">${say("reading")}</p>` : this.#form()}
    </main>`;
  }

  #patient({ bundle, notGranted }: Fetched): TemplateResult {
    const say = this.#say;
    return html`
      ${notGranted.length ? html`<p class="notice" data-not-granted>${say("notGranted", { types: notGranted.join(", ") })}</p>` : nothing}
      ${this.noDrafts ? html`<p class="notice" role="status" data-no-drafts>${say("noDrafts")}</p>` : nothing}
      ${this.drafted ? this.#drafted() : nothing}
      <liangbing-panel .engine=${this.engine} .record=${bundle} locale=${pageLocale()} @liangbing-action=${this.#acted}></liangbing-panel>`;
  }

  #drafted(): TemplateResult {
    const [say, messaging] = [this.#say, this.#session?.messaging];
    return html`<div class="notice" role="status" data-drafted=${this.drafted}>
      <p>${say("drafted", { location: this.drafted })}</p>
      <button data-do="review" @click=${() => this.#tried(async () => messaging?.launchActivity("order-review", {}))}>${say("review")}</button>
      <button data-do="done" @click=${() => this.#tried(async () => messaging?.done())}>${say("done")}</button>
    </div>`;
  }

  #form(): TemplateResult {
    const say = this.#say;
    const servers = this.config?.servers ?? [];
    if (servers.length === 0) return html`<p class="notice">${say("noServers")}</p>`;
    return html`<form @submit=${this.#connect}>
      <label>${say("server")} <select name="iss">${servers.map((server) => html`<option>${server}</option>`)}</select></label>
      <button>${say("connect")}</button>
    </form>`;
  }

  #wrong(error: LiangbingError): TemplateResult {
    const say = this.#say;
    return html`<div class="wrong" role="alert" data-code=${error.code}>
      ${this.fetched ? nothing : html`<p>${say("wrong")}</p>`}
      <p>${say(keyOf(error))} <code>${error.code}</code>${error.path ? html` · <code>${error.path}</code>` : nothing}</p>
    </div>`;
  }
}

customElements.define("liangbing-smart-app", SmartApp);
