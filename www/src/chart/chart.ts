import { css, html, LitElement, nothing, svg, type SVGTemplateResult, type TemplateResult } from "lit";
import { scale, tokens } from "../elements/tokens.js";
import { localeOf } from "../elements/words.js";
import { styles } from "../diary/styles.js";
import { type DiarySay, diarySay } from "../diary/words.js";
import type { Observation, Target } from "../types.js";
import { axis, type ChartKind, isEvening, lineOf, type Point, pointsOf, strictest, thin, timingOf, told } from "./points.js";

const [WIDTH, HEIGHT, LEFT, TOP, BOTTOM] = [340, 240, 40, 12, 24];
const DAY = 86_400_000;
const ROWS = 100;

/**
 * Readings as a picture and as a table. Properties: `readings`, `targets` (as an assessment prints them); attributes:
 * `kind` (`bp`, `glucose`), `range` (days, all if not given), `locale`. A cue is never colour alone.
 */
export class LiangbingChart extends LitElement {
  static override properties = {
    readings: { attribute: false }, targets: { attribute: false }, kind: { type: String }, range: { type: Number }, locale: { type: String },
    at: { state: true }, table: { state: true }, rows: { state: true },
  };
  static override styles = [tokens, scale, styles, css`
    svg { display: block; width: 100%; height: auto; color: var(--_fg); overflow: visible; }
    svg text { font-size: 11px; fill: var(--_fg2); }
    .grid { stroke: var(--_rule); } .bar { stroke: var(--_link); stroke-width: 2.4; } .bar.on { stroke: var(--_fg); stroke-width: 5; }
    .dot { fill: var(--_link); stroke: var(--_link); stroke-width: 1.6; } .open { fill: var(--_bg); }
    .target { stroke: #2e7d6b; stroke-width: 1.4; stroke-dasharray: 6 3; } .band { fill: #2e7d6b; opacity: 0.12; }
    .wide { overflow-x: auto; } table { border-collapse: collapse; width: 100%; } th, td { border-bottom: 1px solid var(--_rule); text-align: start; padding: 0.3em; }
    .tools { display: flex; flex-wrap: wrap; gap: 0.5em; margin-bottom: 0.6em; } [aria-pressed=true] { border-width: 4px; font-weight: 700; }
    .frame:focus-visible { outline: 3px solid var(--_focus-in); }
  `];

  declare readings: readonly Observation[];
  declare targets: readonly Target[];
  declare kind: ChartKind;
  declare range: number | null;
  declare locale: string;
  declare at: number | null;
  declare table: boolean;
  /** So many are in the table at once. */
  declare rows: number;

  constructor() {
    super();
    this.readings = [];
    this.targets = [];
    this.kind = "bp";
    this.range = null;
    this.locale = "zh-CN";
    this.at = null;
    this.table = false;
    this.rows = ROWS;
  }

  protected override render(): TemplateResult {
    const say = diarySay(localeOf(this.locale));
    const all = pointsOf(this.readings, this.kind);
    const last = all.at(-1)?.at ?? 0;
    const points = this.range === null ? all : all.filter(({ at }) => at > last - (this.range ?? 0) * DAY);
    return html`<div class="tools">${(["bp", "glucose"] as const).map((kind) => html`<button type="button" aria-pressed=${this.kind === kind}
        @click=${() => (this.kind = kind, this.at = null)}>${say(`chart.${kind}`)}</button>`)}
        <button type="button" aria-pressed=${this.table} @click=${() => (this.table = !this.table)}>${say("chart.table")}</button></div>
      ${points.length === 0 ? html`<p class="quiet">${say("chart.none")}</p>` : this.table ? this.#table(points, say) : this.#picture(points, say)}`;
  }

  #table(points: readonly Point[], say: DiarySay): TemplateResult {
    return html`<div class="wide"><table><caption class="sr">${summary(points, say)}</caption>
      <thead><tr><th scope="col">${say("chart.day")}</th><th scope="col">${say("chart.time")}</th><th scope="col">${say("chart.value")}</th></tr></thead>
      <tbody>${points.slice(-this.rows).reverse().map((point) => {
        const { day, time, text } = told(point);
        const timing = timingOf(point);
        return html`<tr><td>${day}</td><td>${time}</td><td>${text}${timing ? ` ${say.named("timing", timing)}` : nothing}</td></tr>`;
      })}</tbody></table></div>
      ${points.length > this.rows ? html`<p class="row"><button type="button" @click=${() => (this.rows += ROWS)}>${say("more")}</button></p>` : nothing}`;
  }

  #picture(points: readonly Point[], say: DiarySay): TemplateResult {
    const drawn = thin(points, WIDTH - LEFT);
    const at = this.at === null ? null : (drawn[Math.min(this.at, drawn.length - 1)] ?? null);
    const on = at && told(at);
    const line = on ? `${on.day} ${on.time} ${on.text}` : `${summary(points, say)} ${say("chart.keys")}`;
    const target = this.kind === "bp" ? strictest(this.targets) : null;
    const keys = (event: KeyboardEvent): void => this.#move(event, drawn.length);
    return html`<div class="frame" tabindex="0" role="group" aria-label="${say(`chart.${this.kind}`)}. ${summary(points, say)}" @keydown=${keys}>
      ${picture(drawn, this.kind, at, target ? lineOf(target) : null)}</div>
      <p aria-live="polite" class="told">${line}</p>
      ${this.kind === "bp" ? html`<p class="quiet">● ${say("chart.morning")} □ ${say("chart.evening")}${
        target ? html` · ┄ ${say("chart.line", { line: target })}` : nothing}</p>` : nothing}`;
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

function summary(points: readonly Point[], say: DiarySay): string {
  const high = points.reduce((best, one) => (one.high > best.high ? one : best));
  const low = points.reduce((best, one) => (one.low < best.low ? one : best));
  return say("chart.summary", { n: points.length, from: dayOf(points[0]), until: dayOf(points.at(-1)), high: told(high).text, low: told(low).text });
}

const dayOf = (point: Point | undefined): string => (point ? told(point).day : "");

function picture(points: readonly Point[], kind: ChartKind, on: Point | null, line: [number, number] | null): SVGTemplateResult {
  const { from, to, step } = axis(kind, points);
  const [first, last] = [points[0]?.at ?? 0, points.at(-1)?.at ?? 0];
  const x = (at: number): number => LEFT + 8 + (last === first ? 0.5 : (at - first) / (last - first)) * (WIDTH - LEFT - 16);
  const y = (value: number): number => TOP + ((to - value) / (to - from)) * (HEIGHT - TOP - BOTTOM);
  const lines = Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, i) => from + i * step);
  return svg`<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" aria-hidden="true" focusable="false">
    ${lines.map((value) => svg`<line class="grid" x1=${LEFT} x2=${WIDTH} y1=${y(value)} y2=${y(value)}/>
      <text x=${LEFT - 6} y=${y(value) + 4} text-anchor="end">${value}</text>`)}
    ${line ? svg`<rect class="band" x=${LEFT} y=${y(line[0])} width=${WIDTH - LEFT} height=${y(line[1]) - y(line[0])}/>
      ${line.map((value) => svg`<line class="target" x1=${LEFT} x2=${WIDTH} y1=${y(value)} y2=${y(value)}/>`)}` : nothing}
    ${points.map((point) => mark(point, kind, x(point.at), y, point === on))}
    <text x=${LEFT} y=${HEIGHT - 6}>${dayOf(points[0])}</text>
    <text x=${WIDTH} y=${HEIGHT - 6} text-anchor="end">${dayOf(points.at(-1))}</text></svg>`;
}

function mark(point: Point, kind: ChartKind, x: number, y: (value: number) => number, on: boolean): SVGTemplateResult {
  const top = y(point.high);
  const hollow = kind === "bp" ? isEvening(point) : timingOf(point) === "postprandial-2h";
  const head = hollow ? svg`<rect class="dot open" x=${x - 3} y=${top - 3} width="6" height="6"/>` : svg`<circle class="dot" cx=${x} cy=${top} r=${on ? 5 : 3.2}/>`;
  return svg`${kind === "bp" || on ? svg`<line class=${on ? "bar on" : "bar"} x1=${x} x2=${x} y1=${top} y2=${kind === "bp" ? y(point.low) : top + 8}/>` : nothing}${head}`;
}
