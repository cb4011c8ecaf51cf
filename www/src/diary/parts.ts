import { html, nothing, type TemplateResult } from "lit";
import type { DiaryModel } from "./model.js";
import type { DiarySay } from "./words.js";

/** Parts of the page that are fetched when they are opened. */
export type Part = "meds" | "ask" | "share" | "people" | "lock";

interface Shown {
  model: DiaryModel;
  locale: string;
  size: string;
  /** Where a code's readings are looked at. */
  viewer: string;
  /** The diary is to be locked now. */
  lock(): void;
  /** Fetches what is to be shown under a name. */
  fetch(name: string, load: () => Promise<unknown>): void;
  /** What is said in its place where it could not be fetched. */
  missing(name: string): TemplateResult | null;
}

const LOAD: Readonly<Record<Part, () => Promise<unknown>>> = {
  meds: () => import("./meds/define.js"),
  ask: () => import("./ask/define.js"),
  share: () => import("./share/define.js"),
  people: () => import("./people/define.js"),
  lock: () => import("./lock/define.js"),
};

const INSIDE: Readonly<Record<Part, (shown: Shown) => TemplateResult>> = {
  meds: ({ model, locale, size }) => html`<diary-meds .model=${model} .rows=${model.rows} locale=${locale} font-scale=${size}></diary-meds>`,
  ask: ({ model, locale, size }) => html`<diary-ask .model=${model} .rows=${model.rows} locale=${locale} font-scale=${size}></diary-ask>`,
  share: ({ model, locale, size, viewer }) => html`<diary-share .model=${model} .rows=${model.rows} viewer=${viewer} locale=${locale} font-scale=${size}></diary-share>`,
  people: ({ model, locale, size }) => html`<diary-people .model=${model} .rows=${model.rows} .unit=${model.unit} locale=${locale} font-scale=${size}></diary-people>`,
  lock: ({ model, locale, size, lock }) => html`<diary-lock .model=${model} .rows=${model.rows} locale=${locale} font-scale=${size} @lock=${lock}></diary-lock>`,
};

/** A part behind its name; `open` says which are open, and is asked to change it. */
export function part(name: Part, say: DiarySay, shown: Shown, open: ReadonlySet<Part>, toggle: (name: Part, open: boolean) => void): TemplateResult {
  const toggled = (event: Event): void => {
    const { open: now } = event.currentTarget as HTMLDetailsElement;
    if (now) shown.fetch(name, LOAD[name]);
    if (now !== open.has(name)) toggle(name, now);
  };
  return html`<details class="part ${name}" ?open=${open.has(name)} @toggle=${toggled}><summary>${say(name)}</summary>
    ${open.has(name) ? (shown.missing(name) ?? INSIDE[name](shown)) : nothing}</details>`;
}
