import { type SVGTemplateResult } from "lit";
import type { MoreSay } from "../diary/more/words.js";
import { diarySay } from "../diary/words.js";
import type { Observation, Target, TimelineDay } from "../types.js";
import { day as modalDay, over } from "./measured.js";
import type { Line, Lines } from "./lines.js";
import { lineOf, type Measured, type Point, pointsOf, strictest, thin, timingOf, told } from "./points.js";
import { LEFT, WIDTH } from "./palette.js";
import type { ChartKind } from "./face.js";
import { colourOf, steps, timeline } from "./tiers.js";

export const KINDS: readonly ChartKind[] = ["bp", "glucose", "modal-day", "tiers"];

const DAY = 86_400_000;
/** Fewer glucoses make no picture of a day: a rule of drawing, not of medicine. */
export const ENOUGH = 30;

/** What a chart shows, apart from how it is looked through. */
export interface Scene {
  summary: string;
  /** One thing after another, as the keys go. */
  items: readonly string[];
  draw(on: number | null): SVGTemplateResult;
  legend: readonly string[];
  head: readonly string[];
  rows: number;
  /** The newest first. */
  row(n: number): readonly string[];
}

export interface Shown {
  readings: readonly Observation[];
  targets: readonly Target[];
  timeline: readonly TimelineDay[];
  lines?: Lines | null;
  /** Days before and with the last reading; all if none. */
  range: number | null;
}

/** A scene, or the sentence that says why there is none. */
export function sceneOf(kind: ChartKind, { readings, targets, timeline: days, range, lines = null }: Shown, say: MoreSay): Scene | string {
  if (kind === "tiers") return tierScene(within(days, range, ({ at }) => Date.parse(`${at}T00:00:00Z`)), say);
  const measured: Measured = kind === "bp" ? "bp" : "glucose";
  const points = within(pointsOf(readings, measured), range, ({ at }) => at);
  if (kind === "modal-day" && points.length < ENOUGH) return say("chart.modal.few", { need: ENOUGH, n: ENOUGH - points.length });
  if (points.length === 0) return say("chart.none");
  const drawn = thin(points, WIDTH - LEFT);
  const target = measured === "bp" ? strictest(targets) : null;
  // Home readings against the line that their mean is judged by; the clinic's target is then in words only.
  const home = measured === "bp" ? (lines?.home ?? null) : null;
  const band = home?.at ?? (target ? lineOf(target.target) : null);
  return {
    summary: kind === "modal-day" ? say("chart.modal.what", { n: points.length }) : summary(points, say),
    items: drawn.map(inWords),
    draw: (on) => kind === "modal-day" ? modalDay(drawn, on) : over(drawn, measured, on, band, lines),
    legend: [...marks(measured, say), ...(measured === "bp" ? [...ofLines(lines, say), ...(target ? [`${home ? "" : "┄ "}${aim("chart.line", target, say)}`] : [])] : glucoseTargets(targets, say))],
    head: [say("chart.day"), say("chart.time"), say("chart.value")],
    rows: points.length,
    row: (n) => {
      const point = points[points.length - 1 - n];
      if (!point) return [];
      const { day, time, text } = told(point);
      const timing = timingOf(point);
      return [day, time, timing ? `${text} ${diarySay(say.locale).named("timing", timing)}` : text];
    },
  };
}

function within<T>(list: readonly T[], range: number | null, at: (one: T) => number): readonly T[] {
  const last = list.at(-1);
  if (range === null || !last) return list;
  return list.filter((one) => at(one) > at(last) - range * DAY);
}

const inWords = (point: Point): string => {
  const { day, time, text } = told(point);
  return `${day} ${time} ${text}`;
};

function summary(points: readonly Point[], say: MoreSay): string {
  const high = points.reduce((best, one) => (one.high > best.high ? one : best));
  const low = points.reduce((best, one) => (one.low < best.low ? one : best));
  const [first, last] = [points[0] ?? high, points.at(-1) ?? high];
  return say("chart.summary", { n: points.length, from: told(first).day, until: told(last).day, high: told(high).text, low: told(low).text });
}

const marks = (kind: Measured, say: MoreSay): string[] => kind === "bp"
  ? [`● ${say("chart.morning")}`, `□ ${say("chart.evening")}`]
  : [`● ${diarySay(say.locale)("timing.fasting")}`, `◇ ${say("chart.before")}`, `△ ${say("chart.after")}`, `□ ${say("chart.other")}`];

function ofLines(lines: Lines | null, say: MoreSay): string[] {
  const said = (key: "chart.home" | "chart.critical", line: Line | null | undefined): string[] => line ? [say(key, { line: line.at.join("/"), label: line.label })] : [];
  return [...said("chart.home", lines?.home), ...(lines?.mean ? [say("chart.mean", { mean: lines.mean.join("/") })] : []), ...said("chart.critical", lines?.critical)];
}

const aim = (key: "chart.line" | "chart.own", target: Target, say: MoreSay): string => say(key, { line: target.target, label: target.cite?.label ?? "" });

// As the documents print them, each with its own; they differ by the time of day, so that none is drawn as the one.
function glucoseTargets(targets: readonly Target[], say: MoreSay): string[] {
  const words = diarySay(say.locale);
  return targets.filter(({ concept }) => concept === "glucose").map((target) => {
    const timing = (target.timing ?? "").split(" ").filter(Boolean).map((one) => words.named("timing", one)).join("、");
    return timing ? say("chart.timed", { timing, line: target.target, label: target.cite?.label ?? "" }) : aim("chart.own", target, say);
  });
}

function tierScene(days: readonly TimelineDay[], say: MoreSay): Scene | string {
  const parts = steps(days);
  const [first, last] = [parts[0], parts.at(-1)];
  if (!first || !last) return say("chart.tiers.none");
  const word = (n: number): string => {
    const part = parts[n];
    return part ? `${say(`tier.${colourOf(part.level)}`)} ${part.level}` : "";
  };
  return {
    summary: say("chart.tiers.what", { from: first.at, until: last.at }),
    items: parts.map(({ at }, n) => `${at} ${word(n)}`),
    draw: (on) => timeline(parts, on, (colour) => say(`tier.${colour}`)),
    legend: [],
    head: [say("chart.day"), say("chart.word")],
    rows: parts.length,
    row: (n) => [parts[parts.length - 1 - n]?.at ?? "", word(parts.length - 1 - n)],
  };
}
