import { nothing, svg, type SVGTemplateResult } from "lit";
import { parts } from "../diary/clock.js";
import { BOTTOM, frame, HEIGHT, INK, LEFT, line, text, TOP, WIDTH } from "./palette.js";
import type { Lines } from "./lines.js";
import { axis, isEvening, type Measured, type Point, timingOf, told } from "./points.js";

const MINUTES = 24 * 60;

/** Readings over time; `band` is the upper and the lower line of a target. */
export function over(points: readonly Point[], kind: Measured, on: number | null, band: [number, number] | null, lines: Lines | null = null): SVGTemplateResult {
  const [first, last] = [points[0], points.at(-1)];
  const { lines: grid, y } = scaleOf(points, kind);
  const [from, until] = [first?.at ?? 0, last?.at ?? 0];
  const x = (at: number): number => LEFT + 8 + (until === from ? 0.5 : (at - from) / (until - from)) * (WIDTH - LEFT - 16);
  const grave = ({ high, low, one: { unit } }: Point): boolean => kind === "bp" && unit === "mmHg" && lines?.critical != null && (high >= lines.critical.at[0] || low >= lines.critical.at[1]);
  return frame(svg`${grid}${band ? svg`<rect class="band" x=${LEFT} y=${y(band[0])} width=${WIDTH - LEFT} height=${y(band[1]) - y(band[0])} fill=${INK.band}/>
      ${band.map((value) => svg`<line class="target" x1=${LEFT} x2=${WIDTH} y1=${y(value)} y2=${y(value)} stroke=${INK.target} stroke-width="1.4" stroke-dasharray="6 3"/>`)}` : nothing}
    ${kind === "bp" && lines?.mean ? lines.mean.map((value) => svg`<line class="mean" x1=${LEFT} x2=${WIDTH} y1=${y(value)} y2=${y(value)} stroke=${INK.on} stroke-width="1.2" stroke-dasharray="2 3"/>`) : nothing}
    ${points.map((point, n) => mark(point, kind, x(point.at), y, n === on, grave(point)))}
    ${first ? text(LEFT, HEIGHT - 6, told(first).day) : nothing}${last && last !== first ? text(WIDTH, HEIGHT - 6, told(last).day, "end") : nothing}`);
}

/** Every day laid over the others, by the time on the clock. */
export function day(points: readonly Point[], on: number | null): SVGTemplateResult {
  const { lines, y } = scaleOf(points, "glucose");
  const x = (minutes: number): number => LEFT + 8 + (minutes / MINUTES) * (WIDTH - LEFT - 16);
  const hours = [0, 6, 12, 18, 24];
  return frame(svg`${lines}${hours.map((hour) => svg`${line(x(hour * 60), x(hour * 60), TOP, HEIGHT - BOTTOM)}
      ${text(x(hour * 60), HEIGHT - 6, `${hour}:00`, hour === 24 ? "end" : hour === 0 ? "start" : "middle")}`)}
    ${points.map((point, n) => mark(point, "glucose", x(minuteOf(point)), y, n === on))}`);
}

function minuteOf({ one }: Point): number {
  const [hours, minutes] = parts(one.at).time.split(":").map(Number);
  return (hours ?? 0) * 60 + (minutes ?? 0);
}

function scaleOf(points: readonly Point[], kind: Measured): { lines: SVGTemplateResult[]; y(value: number): number } {
  const { from, to, step } = axis(kind, points);
  const y = (value: number): number => TOP + ((to - value) / (to - from)) * (HEIGHT - TOP - BOTTOM);
  const values = Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, i) => from + i * step);
  return { y, lines: values.map((value) => svg`${line(LEFT, WIDTH, y(value), y(value))}${text(LEFT - 6, y(value) + 4, value, "end")}`) };
}

function mark(point: Point, kind: Measured, x: number, y: (value: number) => number, on: boolean, grave = false): SVGTemplateResult {
  const top = y(point.high);
  const bar = on || kind === "bp" ? svg`<line class=${on ? "bar on" : "bar"} x1=${x} x2=${x} y1=${top} y2=${kind === "bp" ? y(point.low) : top + 10}
    stroke=${on ? INK.on : grave ? INK.grave : INK.line} stroke-width=${on ? 5 : grave ? 4 : 2.4}/>${grave ? svg`<text class="grave" x=${x} y=${top - 5} text-anchor="middle" font-size="13" font-weight="700" font-family="sans-serif" fill=${INK.grave}>!</text>` : nothing}` : nothing;
  return svg`${bar}${kind === "bp" ? (isEvening(point) ? square(x, top, INK.line) : dot(x, top, INK.line)) : glucose(point, x, top)}`;
}

function glucose(point: Point, x: number, y: number): SVGTemplateResult {
  const timing = timingOf(point);
  if (timing === "fasting") return dot(x, y, INK.before);
  if (timing === "pre-meal" || timing === "bedtime") return shape(`M${x} ${y - 4.4}l4.4 4.4l-4.4 4.4l-4.4 -4.4z`, INK.before);
  if (timing?.startsWith("postprandial") || timing?.startsWith("ogtt")) return shape(`M${x} ${y - 4.4}l4.4 7.6h-8.8z`, INK.after);
  return square(x, y, INK.after);
}

const dot = (x: number, y: number, colour: string): SVGTemplateResult => svg`<circle class="dot" cx=${x} cy=${y} r="3.2" fill=${colour}/>`;
const square = (x: number, y: number, colour: string): SVGTemplateResult => shape(`M${x - 3} ${y - 3}h6v6h-6z`, colour);
const shape = (path: string, colour: string): SVGTemplateResult => svg`<path class="open" d=${path} fill=${INK.paper} stroke=${colour} stroke-width="1.6"/>`;
