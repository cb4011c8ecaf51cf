import { LitElement, type PropertyDeclarations } from "lit";
import { localeOf } from "../elements/words.js";
import { LiangbingError } from "../error.js";
import type { Engine } from "../liangbing.js";
import type { PersonalTarget } from "../types.js";
import { untilMidnight } from "./clock.js";
import { Idle } from "./idle.js";
import { DiaryModel } from "./model.js";
import { forgetOrder } from "./order.js";
import { openDiary, type Unsealed } from "./store/index.js";
import { type DiaryStore, type Everything, StoreError } from "./store/types.js";
import { pressed } from "./submit.js";
import { onlyOnce } from "./twice.js";
import { diarySay } from "./words.js";

const TURNS = ["pageshow", "focus"] as const;
/** The part with the sheet of an alarm. */
export const alarm = (): Promise<unknown> => import("./alarm/define.js");

/** A diary from its store to its rules: opened, upgraded, unlocked, judged, locked again and let go. What is shown of it is a page's. */
export abstract class DiaryOpening extends LitElement {
  static override properties: PropertyDeclarations = {
    engine: { attribute: false }, store: { attribute: false }, locale: { type: String, reflect: true }, storage: { type: String },
    fontScale: { type: String, attribute: "font-scale", reflect: true }, person: { type: String }, unitGlucose: { type: String, attribute: "unit-glucose" },
    targets: { attribute: false }, model: { state: true }, stopped: { state: true }, gate: { state: true }, upgrade: { state: true }, missing: { state: true },
  };

  declare engine: Engine | null;
  declare store: DiaryStore | null;
  declare locale: string;
  declare storage: string;
  declare fontScale: string | null;
  declare person: string | null;
  /** The unit that glucose is shown and typed in until the person chooses: `mmol/L` or `mg/dL`; else as it was measured. */
  declare unitGlucose: string;
  /** Agreed with the person whose diary is open, as a record has them. */
  declare targets: readonly PersonalTarget[];
  declare model: DiaryModel | null;
  /** Why there is no diary to show. */
  declare stopped: StoreError["code"] | null;
  /** The store that waits for its passphrase. */
  declare gate: DiaryStore | null;
  /** The rows of an older diary, and how to go on with it. */
  declare upgrade: { rows: Partial<Everything>; unsealed: Unsealed; done(): void } | null;
  /** What could not be fetched, and how to try again. */
  declare missing: ReadonlyMap<string, () => Promise<unknown>>;
  // Whether the rules are of this page's own loading, to be freed with it.
  #own = false;
  readonly #once = onlyOnce();
  readonly #idle = new Idle(() => this.shut());
  #midnight: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    Object.assign(this, {
      engine: null, store: null, locale: localeOf(navigator.language), storage: "", fontScale: null, person: null, unitGlucose: "", targets: [], model: null,
      stopped: null, gate: null, upgrade: null, missing: new Map(),
    });
  }

  /** The diary is open; nothing of it was shown yet. */
  protected abstract begun(model: DiaryModel): void;

  // Whoever opens a part never looks at nothing: where it could not be fetched, that is said in its place.
  protected readonly fetchPart = (name: string, load: () => Promise<unknown>): void => {
    const settle = (lost: boolean): void => {
      if (lost || this.missing.has(name)) this.missing = new Map([...[...this.missing].filter(([other]) => other !== name), ...(lost ? [[name, load] as const] : [])]);
    };
    void load().then(() => settle(false), () => settle(true));
  };

  override connectedCallback(): void {
    super.connectedCallback();
    if (typeof speechSynthesis !== "undefined") speechSynthesis.addEventListener?.("voiceschanged", this.#voices);
    window.addEventListener("pagehide", this.#hide);
    this.addEventListener("click", this.#once, { capture: true });
    this.addEventListener("click", pressed);
    for (const event of ["pointerdown", "keydown"]) this.addEventListener(event, this.#idle.touch);
    for (const event of TURNS) window.addEventListener(event, this.#turn);
    document.addEventListener("visibilitychange", this.#turn);
    this.#turn();
    void this.#open();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    if (typeof speechSynthesis !== "undefined") speechSynthesis.removeEventListener?.("voiceschanged", this.#voices);
    window.removeEventListener("pagehide", this.#hide);
    for (const event of TURNS) window.removeEventListener(event, this.#turn);
    document.removeEventListener("visibilitychange", this.#turn);
    clearTimeout(this.#midnight);
    const store = this.model?.store ?? this.gate;
    this.drop();
    if (!this.store) store?.close();
    this.gate = null;
  }

  // A page that stays open is judged by the day that it is: at midnight, and when it is looked at again after a phone slept.
  #turn = (): void => {
    this.model?.turn();
    clearTimeout(this.#midnight);
    this.#midnight = setTimeout(this.#turn, untilMidnight(new Date()) + 1000);
  };

  // Nothing of what was read stays in this page's memory.
  protected drop(): void {
    this.#idle.stop();
    this.model?.stop();
    forgetOrder();
    if (this.#own) {
      this.engine?.free();
      this.engine = null;
    }
    this.#own = false;
    this.model = null;
  }

  // Before a page is kept for the back button, and whenever it is left.
  #hide = (): void => {
    if (this.model?.store.passphrase?.sealed) this.shut();
  };

  /** Locks a sealed diary; nothing of it stays on the page. */
  protected shut(): void {
    const { model } = this;
    if (!model?.store.passphrase?.sealed) return;
    model.store.passphrase.lock();
    this.drop();
    void this.#wait(model.store);
  }

  async #wait(store: DiaryStore): Promise<void> {
    this.gate = store;
    this.fetchPart("gate", () => import("./lock/define.js"));
  }

  /** The gate was opened. */
  protected opened = (): void => {
    const store = this.gate;
    this.gate = null;
    if (store) void this.#begin(store);
  };

  #voices = (): void => this.requestUpdate();

  async #open(): Promise<void> {
    // A page that has this element already gives it a store right after the import that defines it.
    await Promise.resolve();
    try {
      const store = this.store ?? await openDiary({ memory: this.storage === "memory", beforeUpgrade: (rows, _from, _to, unsealed) => this.#offer(rows, unsealed), onBlocked: () => (this.stopped = "blocked") });
      this.stopped = null;
      if (store.passphrase?.locked) return await this.#wait(store);
      await this.#begin(store);
    } catch (error) {
      this.stop(error);
    }
  }

  // Nothing is changed before the reader has answered.
  async #offer(rows: Partial<Everything>, unsealed: Unsealed): Promise<void> {
    await import("./out/define.js");
    await new Promise<void>((done) => (this.upgrade = { rows, unsealed, done }));
    this.upgrade = null;
  }

  protected stop(error: unknown): void {
    this.stopped = error instanceof StoreError && error.code !== "aborted" ? error.code : "gone";
    this.report(this.stopped, error);
  }

  async #begin(store: DiaryStore): Promise<void> {
    try {
      const model = new DiaryModel(store, localeOf(this.locale), () => this.#changed());
      model.unit = this.unitGlucose;
      await model.start(diarySay(localeOf(this.locale))("me"));
      if (this.person) await model.choose(this.person);
      const kept = model.setting("scale");
      if (this.fontScale === null && typeof kept === "string") this.fontScale = kept;
      const language = model.setting("locale");
      if (typeof language === "string") this.speak(model, language);
      this.model = model;
      this.begun(model);
      this.#changed();
    } catch (error) {
      return this.stop(error);
    }
    // After the first paint: the rules never stand in the way of typing.
    await this.updateComplete;
    requestAnimationFrame(() => setTimeout(() => void this.#rules(), 0));
  }

  #changed(): void {
    const { model } = this;
    // Another window may have set a passphrase.
    if (model?.store.passphrase?.locked) return this.shut();
    this.#idle.minutes = model?.store.passphrase?.sealed ? Number(model.setting("autolock") ?? 0) : 0;
    this.requestUpdate();
  }

  async #rules(): Promise<void> {
    if (!this.model) return;
    try {
      // Before the rules, so that no alarm waits for its sheet.
      await alarm();
      // A host's engine may have rules of its own, which no worker of ours knows.
      const far = this.engine ? null : async () => (await import("./far.js")).far();
      const engine = this.engine ?? await (await import("./rules.js")).load({ fhir: false, equations: false });
      this.#own = far !== null;
      // Locked meanwhile: the rules are loaded again when it is opened.
      if (!this.model) return this.#own ? engine.free() : undefined;
      this.engine = engine;
      // Before anything is judged, so that nobody sees one advice and then another.
      if (this.targets.length > 0) await this.aim();
      await this.model?.use(engine, far);
    } catch (error) {
      await this.model?.use(null);
      this.report(error instanceof LiangbingError ? error.code : "wasm-missing", error);
    }
  }

  /** Has the host's targets looked at, and judges by those that the rules can read. */
  protected async aim(): Promise<void> {
    const { model, engine, targets } = this;
    if (!model || !engine) return;
    try {
      const { taken, wrong } = (await import("./asked.js")).aims(engine, targets, model.today);
      for (const error of wrong) this.report("targets", error);
      if (this.model === model && this.targets === targets) model.aim(taken);
    } catch (error) {
      // Without them the rules still judge.
      this.report("targets", error);
    }
  }

  protected report(code: string, error: unknown): void {
    const detail = { code, message: error instanceof Error ? error.message : "" };
    this.dispatchEvent(new CustomEvent("liangbing-error", { bubbles: true, composed: true, detail }));
  }

  protected speak(model: DiaryModel, locale: string): void {
    this.locale = localeOf(locale);
    model.speak(localeOf(locale));
  }

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has("locale")) this.model?.speak(localeOf(this.locale));
    if (changed.has("unitGlucose")) this.model?.show(this.unitGlucose);
    if (changed.has("targets") && this.model?.engine) void this.aim();
    if (changed.has("engine") && this.engine && this.model && this.model.engine !== this.engine) void (this.targets.length > 0 ? this.aim() : Promise.resolve()).then(() => this.engine && this.model?.use(this.engine));
    this.lang = localeOf(this.locale);
  }
}
