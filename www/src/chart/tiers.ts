import { nothing, svg, type SVGTemplateResult } from "lit";
import type { Colour, Level, TimelineDay } from "../types.js";
import { frame, HEIGHT, INK, LEFT, line, text, WIDTH } from "./palette.js";

export interface Step {
  at: string;
  level: Level;
}

const COLOURS: readonly Colour[] = ["red", "yellow", "blue", "grey"];
// Each has its own height on the picture and its own edge besides.
const FILL: Readonly<Record<Colour, { fill: string; edge: string; width: number; dash: string }>> = {
  red: { fill: "#a31621", edge: "#a31621", width: 1, dash: "none" }, yellow: { fill: "#ffc52e", edge: "#8a6100", width: 2, dash: "none" },
  blue: { fill: "#3388dd", edge: "#1769c2", width: 1, dash: "none" }, grey: { fill: "#ffffff", edge: "#66717d", width: 1.6, dash: "4 3" },
};
const LETTER: Readonly<Record<string, Colour>> = { R: "red", Y: "yellow", B: "blue", G: "grey" };

export function colourOf(level: Level): Colour {
  return LETTER[level[0] ?? ""] ?? "grey";
}

/** The days on which the level became another. A day without a colour ends nothing: nothing was known then. */
export function steps(days: readonly TimelineDay[]): Step[] {
  const parts: Step[] = [];
  for (const { at, level } of days) if (level && level !== parts.at(-1)?.level) parts.push({ at, level });
  return parts;
}

/** The colours over time, a row for each, with its word. */
export function timeline(parts: readonly Step[], on: number | null, word: (colour: Colour) => string): SVGTemplateResult {
  const day = (at: string): number => Date.parse(`${at}T00:00:00Z`) / 86_400_000;
  const [first, last] = [day(parts[0]?.at ?? ""), day(parts.at(-1)?.at ?? "")];
  // The last step has no end yet: it is as wide as a tenth of the picture.
  const end = last + Math.max((last - first) / 9, 1);
  const x = (at: number): number => LEFT + ((at - first) / (end - first)) * (WIDTH - LEFT);
  const height = (HEIGHT - 40) / COLOURS.length;
  const top = (colour: Colour): number => 8 + COLOURS.indexOf(colour) * height;
  return frame(svg`${COLOURS.map((colour) => svg`${line(LEFT, WIDTH, top(colour) + height, top(colour) + height)}${text(LEFT - 4, top(colour) + height / 2 + 4, word(colour), "end")}`)}
    ${parts.map(({ at, level }, n) => {
      const colour = colourOf(level);
      const { fill, edge, width, dash } = FILL[colour];
      const [from, to] = [x(day(at)), x(day(parts[n + 1]?.at ?? "") || end)];
      return svg`<rect class="step" x=${from} y=${top(colour) + 5} width=${Math.max(to - from, 2)} height=${height - 10} fill=${fill} stroke=${n === on ? INK.on : edge} stroke-width=${n === on ? 4 : width} stroke-dasharray=${dash}/>
        ${to - from > 20 ? svg`<text x=${(from + to) / 2} y=${top(colour) + height / 2 + 4} text-anchor="middle" font-size="11" font-family="sans-serif" fill=${colour === "red" ? "#ffffff" : colour === "grey" ? INK.text : "#04162b"}>${level}</text>` : nothing}`;
    })}
    ${text(LEFT, HEIGHT - 6, parts[0]?.at ?? "")}${parts.length > 1 ? text(WIDTH, HEIGHT - 6, parts.at(-1)?.at ?? "", "end") : nothing}`);
}
