import { svg, type SVGTemplateResult } from "lit";

/** The picture's measures, in units of its own. */
export const [WIDTH, HEIGHT, LEFT, TOP, BOTTOM] = [340, 240, 40, 12, 24];

// The light colours stand in the picture itself, so that it is whole on paper and in a file; the element's styles win on
// a dark screen. Every pair was measured on white and on the band.
export const INK = { line: "#0b4f9e", text: "#4a5560", grid: "#d5dbe1", target: "#2e7d6b", band: "#ddefea", paper: "#ffffff", on: "#1b2229", before: "#c25700", after: "#00594f", grave: "#8f111b" };

export const text = (x: number, y: number, what: string | number, anchor: "start" | "end" | "middle" = "start"): SVGTemplateResult =>
  svg`<text class="text" x=${x} y=${y} text-anchor=${anchor} font-size="11" font-family="sans-serif" fill=${INK.text}>${what}</text>`;

export const line = (x1: number, x2: number, y1: number, y2: number): SVGTemplateResult =>
  svg`<line class="grid" x1=${x1} x2=${x2} y1=${y1} y2=${y2} stroke=${INK.grid}/>`;

export const frame = (inside: unknown): SVGTemplateResult =>
  svg`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" aria-hidden="true" focusable="false">${inside}</svg>`;
