import { html, type TemplateResult } from "lit";
import type { EntryKind } from "../entry.js";
import type { DiaryModel } from "../model.js";
import type { DiarySay } from "../words.js";

/** What can be brought in otherwise than by hand. */
export const WAYS = ["cuff", "meter", "table", "papers"] as const;
export type Way = (typeof WAYS)[number];

/** What a host began in the person's place; told once when its screen is left. */
export interface Begun {
  file?: File;
  /** What was scanned is no code, or not all of it. */
  why?: "no-code";
  end(count: number, why: string | null): void;
}

/** The doors on the first screen; what is behind them is fetched when one is opened. */
export function doors(say: DiarySay, open: (way: Way) => void): TemplateResult {
  return html`<details class="in"><summary>${say("in")}</summary>${WAYS.map((way) => html`<p class="row"><button type="button" data-in=${way}
    @click=${() => open(way)}>${say(`in.${way}`)}</button></p>`)}</details>`;
}

/** What is behind an opened door. */
export function inside({ way, begun }: { way: Way; begun?: Begun }, model: DiaryModel, locale: string, size: string, done: (event: CustomEvent<{ saved: boolean }>) => void, manual: (kind: EntryKind) => void): TemplateResult {
  if (way === "table") return html`<diary-table .model=${model} .begun=${begun} locale=${locale} font-scale=${size} @done=${done}></diary-table>`;
  if (way === "papers") return html`<diary-papers .model=${model} .begun=${begun} locale=${locale} font-scale=${size} @done=${done}></diary-papers>`;
  return html`<diary-device .model=${model} .begun=${begun} kind=${way} locale=${locale} font-scale=${size} @done=${done}
    @manual=${({ detail }: CustomEvent<{ kind: EntryKind }>) => manual(detail.kind)}></diary-device>`;
}
