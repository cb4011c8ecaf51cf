import { css, html, LitElement, nothing, render, type TemplateResult } from "lit";
import { moreSay, type MoreSay } from "../diary/more/words.js";
import { styles } from "../diary/styles.js";
import { scale, tokens } from "../elements/tokens.js";
import { localeOf } from "../elements/words.js";
import type { Observation, Target, TimelineDay } from "../types.js";
import { VERSION } from "../version.js";
import type { ChartKind } from "./face.js";
import type { Lines } from "./lines.js";
import { KINDS, type Scene, sceneOf } from "./scene.js";

const ROWS = 100;
const RANGES = [7, 30, null] as const;

/**
 * Readings as a picture and as a table. Properties: `readings`, `targets` and `timeline` (as an assessment gives them);
 * attributes: `kind` (`bp`, `glucose`, `modal-day`, `tiers`), `range` (days, all if not given), `locale`, `fixed` (nothing
 * to choose). `toSvg()` answers the picture as a file's text. A cue is never colour alone.
 */
export class LiangbingChart extends LitElement {
  static readonly version: string = VERSION;
  static override properties = {
    readings: { attribute: false }, targets: { attribute: false }, timeline: { attribute: false }, lines: { attribute: false }, kind: { type: String }, range: { type: Number },
    locale: { type: String }, fixed: { type: Boolean }, at: { state: true }, table: { state: true }, rows: { state: true },
  };
  static override styles = [tokens, scale, styles, css`
    svg { display: block; width: 100%; height: auto; overflow: visible; }
    @media screen {
      svg .text { fill: var(--_fg2); } svg .mean { stroke: var(--_fg); } svg .grave { fill: var(--_red-ink); } svg .grid { stroke: var(--_rule); } svg .bar { stroke: var(--_link); } svg .bar.on { stroke: var(--_fg); }
      svg circle.dot { fill: var(--_link); } svg .open { fill: var(--_bg); stroke: var(--_link); } svg .band { fill: #2e7d6b; opacity: 0.16; }
    }
    .wide { overflow-x: auto; } table { border-collapse: collapse; width: 100%; } th, td { border-bottom: 1px solid var(--_rule); text-align: start; padding: 0.3em; }
    .tools { display: flex; flex-wrap: wrap; gap: 0.5em; margin-bottom: 0.6em; } [aria-pressed=true] { border-width: 4px; font-weight: 700; }
    .frame:focus-visible { outline: 3px solid var(--_focus-in); }
    .legend { list-style: none; padding: 0; margin: 0 0 0.6em; display: flex; flex-wrap: wrap; gap: 0.2em 1em; }
    @media print { :host([fixed]) { display: block; } .keys { display: none; } }
  `];

  declare readings: readonly Observation[];
  declare targets: readonly Target[];
  declare timeline: readonly TimelineDay[];
  /** What home pressures are looked at by; without them the clinic's target is drawn. */
  declare lines: Lines | null;
  declare kind: ChartKind;
  declare range: number | null;
  declare locale: string;
  declare fixed: boolean;
  declare at: number | null;
  declare table: boolean;
  /** So many are in the table at once. */
  declare rows: number;

  constructor() {
    super();
    this.readings = [];
    this.targets = [];
    this.timeline = [];
    this.lines = null;
    this.kind = "bp";
    this.range = null;
    this.locale = "zh-CN";
    this.fixed = false;
    this.at = null;
    this.table = false;
    this.rows = ROWS;
  }

  /** The picture as it stands, as the text of an SVG file; empty where there is nothing to draw. */
  toSvg(): string {
    const scene = this.#scene(moreSay(localeOf(this.locale)));
    if (typeof scene === "string") return "";
    const box = document.createElement("div");
    render(scene.draw(null), box);
    // What the library left between the parts is no part of a picture.
    return new XMLSerializer().serializeToString(box.querySelector("svg") as SVGElement).replace(/<!--.*?-->/g, "");
  }

  #scene(say: MoreSay): Scene | string {
    const kind = KINDS.includes(this.kind) ? this.kind : "bp";
    const range = this.range !== null && this.range > 0 ? this.range : null;
    return sceneOf(kind, { readings: this.readings, targets: this.targets, timeline: this.timeline, lines: this.lines, range }, say);
  }

  protected override render(): TemplateResult {
    const say = moreSay(localeOf(this.locale));
    const scene = this.#scene(say);
    return html`${this.fixed ? nothing : this.#tools(say)}
      ${typeof scene === "string" ? html`<p class="quiet" role="status">${scene}</p>` : this.table ? this.#table(scene, say) : this.#picture(scene, say)}`;
  }

  #tools(say: MoreSay): TemplateResult {
    const pick = (what: Partial<Pick<LiangbingChart, "kind" | "range">>): void => void Object.assign(this, what, { at: null });
    return html`<div class="tools" role="group" aria-label=${say("chart.what")}>${KINDS.map((kind) => html`<button type="button" data-kind=${kind} aria-pressed=${this.kind === kind}
        @click=${() => pick({ kind })}>${say(`chart.${kind}`)}</button>`)}</div>
      <div class="tools" role="group" aria-label=${say("chart.range")}>${RANGES.map((range) => html`<button type="button" data-range=${range ?? "all"} aria-pressed=${this.range === range}
        @click=${() => pick({ range })}>${range === null ? say("chart.all") : say("chart.days", { n: range })}</button>`)}
        <button type="button" class="as-table" aria-pressed=${this.table} @click=${() => (this.table = !this.table)}>${say("chart.table")}</button></div>`;
  }

  #table(scene: Scene, say: MoreSay): TemplateResult {
    const rows = Array.from({ length: Math.min(this.rows, scene.rows) }, (_, n) => scene.row(n));
    return html`<div class="wide"><table><caption class="sr">${scene.summary}</caption>
      <thead><tr>${scene.head.map((one) => html`<th scope="col">${one}</th>`)}</tr></thead>
      <tbody>${rows.map((row) => html`<tr>${row.map((one) => html`<td>${one}</td>`)}</tr>`)}</tbody></table></div>
      ${scene.rows > this.rows ? html`<p class="row"><button type="button" @click=${() => (this.rows += ROWS)}>${say("chart.more")}</button></p>` : nothing}`;
  }

  #picture(scene: Scene, say: MoreSay): TemplateResult {
    const on = this.at === null ? null : Math.min(this.at, scene.items.length - 1);
    const keys = (event: KeyboardEvent): void => this.#move(event, scene.items.length);
    const kind = KINDS.includes(this.kind) ? this.kind : "bp";
    return html`<div class="frame" tabindex="0" role="group" aria-label="${say(`chart.${kind}`)}. ${scene.summary}" @keydown=${keys}>${scene.draw(on)}</div>
      <p aria-live="polite" class="told">${on === null ? html`${scene.summary} <span class="keys">${say("chart.keys")}</span>` : scene.items[on]}</p>
      ${scene.legend.length > 0 ? html`<ul class="legend quiet">${scene.legend.map((one) => html`<li>${one}</li>`)}</ul>` : nothing}`;
  }

  #move(event: KeyboardEvent, count: number): void {
    const from = this.at ?? count;
    const to = { ArrowLeft: from - 1, ArrowRight: from + 1, Home: 0, End: count - 1 }[event.key];
    if (event.key === "Escape") this.at = null;
    else if (to !== undefined) this.at = Math.min(Math.max(to, 0), count - 1);
    else return;
    event.preventDefault();
  }
}
