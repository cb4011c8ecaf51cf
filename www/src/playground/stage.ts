import { LiangbingError } from "../error.js";
import { connectPanel, EVENTS, type PanelLink, type Shown } from "../frame.js";
import type { Engine } from "../liangbing.js";
import type { Locale } from "../types.js";
import type { Input } from "./answers.js";
import type { Element } from "./manifest.js";

/** An event, as it is kept. */
export interface Logged {
  type: string;
  detail: string;
  /** Milliseconds since the page began. */
  at: number;
}

/** What is to be seen. */
export interface Scene {
  element: Element;
  engine: Engine | null;
  input: Input | null;
  attributes: Readonly<Record<string, string | true>>;
  locale: Locale;
  asOf: string;
  where: "page" | "frame";
  policy: string;
}

/** How long a frame may be silent before it counts as blocked. */
const PATIENCE = 5000;
/** Nobody reads more of one event. */
const LONGEST = 4000;

/** The element as an integrator has it: in the page, or in a sandboxed frame through the bridge. */
export class Stage {
  readonly #log: (entry: Logged) => void;
  #live: HTMLElement | null = null;
  #given = new Map<string, unknown>();
  #frame: { policy: string; link: Promise<PanelLink | null> } | null = null;
  #shown = "";

  constructor(log: (entry: Logged) => void) {
    this.#log = log;
  }

  /** Shows a scene, changing only what is not so yet. */
  async show(place: HTMLElement, scene: Scene): Promise<void> {
    if (scene.where === "frame") return this.#inFrame(place, scene);
    this.#drop();
    if (this.#live?.localName !== scene.element.tag || this.#live.parentElement !== place) {
      this.#live = document.createElement(scene.element.tag);
      this.#given.clear();
      this.#hear(this.#live, scene.element.events);
      place.replaceChildren(this.#live);
    }
    this.#set(this.#live, scene);
  }

  #set(live: HTMLElement, { element, engine, input, attributes }: Scene): void {
    for (const { name, readonly } of element.attributes) {
      const value = attributes[name];
      if (readonly) continue;
      if (value === undefined) live.removeAttribute(name);
      else if (live.getAttribute(name) !== (value === true ? "" : value)) live.setAttribute(name, value === true ? "" : value);
    }
    const { record, assessment, text } = input ?? { record: null, assessment: null, text: null };
    const known: Record<string, unknown> = {
      engine, record: text, assessment, tier: assessment?.tier ?? null, readings: record?.observations ?? [], targets: assessment?.targets ?? [],
      patients: record ? [record] : [],
    };
    for (const [name, value] of Object.entries(known)) {
      // A panel makes its own assessment of its record.
      const made = name === "assessment" && "record" in live;
      if (made || !isTaken(live, name) || this.#given.get(name) === value || element.attributes.some((own) => own.name === name)) continue;
      this.#given.set(name, value);
      (live as unknown as Record<string, unknown>)[name] = value;
    }
  }

  async #inFrame(place: HTMLElement, { policy, input, attributes, locale, asOf }: Scene): Promise<void> {
    if (this.#frame?.policy !== policy || !place.querySelector("iframe")) {
      this.#drop();
      this.#live = null;
      const frame = document.createElement("iframe");
      frame.setAttribute("sandbox", "allow-scripts");
      frame.title = "liangbing-panel";
      place.replaceChildren(frame);
      this.#hear(frame, EVENTS.map((name) => `liangbing-${name}`));
      const failed = (error: unknown): null => (this.#refused(error), null);
      this.#frame = { policy, link: connectPanel(frame, { src: `preview.html?policy=${policy}`, origin: "null", timeout: PATIENCE }).catch(failed) };
    }
    const { link } = this.#frame;
    const word = (name: string): string | undefined => (typeof attributes[name] === "string" ? attributes[name] : undefined);
    const shown = { record: input?.text ?? "{}", asOf, locale, theme: word("theme"), level: word("level"), mode: word("mode"), readonly: attributes["readonly"] === true };
    const said = Object.fromEntries(Object.entries(shown).filter(([, value]) => value !== undefined)) as Shown;
    const scene = `${policy} ${JSON.stringify(said)}`;
    if (scene === this.#shown || !input) return;
    this.#shown = scene;
    // A newer frame has its own link; what an older one says no longer matters.
    await (await link)?.show(said).catch((error: unknown) => this.#frame?.link === link && this.#refused(error));
  }

  #drop(): void {
    void this.#frame?.link.then((link) => link?.close());
    this.#frame = null;
    this.#shown = "";
  }

  #refused(error: unknown): void {
    const { code, path, message } = LiangbingError.of(error);
    this.#log({ type: "bridge", detail: JSON.stringify({ code, path, message }, null, 2), at: performance.now() });
  }

  #hear(target: HTMLElement, events: readonly string[]): void {
    for (const type of new Set(events)) {
      target.addEventListener(type, (event) => {
        const detail = (JSON.stringify((event as CustomEvent<unknown>).detail, null, 2) ?? "").slice(0, LONGEST);
        this.#log({ type, detail, at: performance.now() });
      });
    }
  }
}

/** Whether an element takes a property; one that it only tells is not set. */
function isTaken(live: HTMLElement, name: string): boolean {
  for (let at: object | null = live; at; at = Object.getPrototypeOf(at) as object | null) {
    const own = Object.getOwnPropertyDescriptor(at, name);
    if (own) return own.set !== undefined || own.writable === true;
  }
  return false;
}
