import { svg, type SVGTemplateResult } from "lit";
import type { Colour, Tier } from "../types.js";

export type Look = "critical" | Colour | "none";

// Shapes, so that colour is not needed: octagon, triangle, circle, dashed square.
const SHAPES: Readonly<Record<Look, SVGTemplateResult>> = {
  critical: svg`<path d="M7 1h6l6 6v6l-6 6H7l-6-6V7z" fill="currentColor"/>
    <path d="M7.6 5v6M12.4 5v6M7.6 14v1.4M12.4 14v1.4" class="mark"/>`,
  red: svg`<path d="M7 1h6l6 6v6l-6 6H7l-6-6V7z" fill="currentColor"/><path d="M10 5v6.2M10 14v1.4" class="mark"/>`,
  yellow: svg`<path d="M10 1.5 19.2 18H.8z" fill="currentColor"/><path d="M10 7v5M10 14.4v1.2" class="mark"/>`,
  blue: svg`<circle cx="10" cy="10" r="9" fill="currentColor"/><path d="M10 9v6M10 5v1.4" class="mark"/>`,
  grey: svg`<rect x="1.5" y="1.5" width="17" height="17" fill="none" stroke="currentColor" stroke-width="2"
    stroke-dasharray="4 2.6"/><path d="M6 10h8" stroke="currentColor" stroke-width="2.4"/>`,
  none: svg`<circle cx="10" cy="10" r="8.5" fill="none" stroke="currentColor" stroke-width="1.6"/>`,
};

/** The colour to draw; an emergency has the critical look, which is no fifth colour. */
export function lookOf(tier: Pick<Tier, "colour" | "level">): Look {
  return tier.level === "R0" ? "critical" : (tier.colour ?? "none");
}

export function shape(look: Look): SVGTemplateResult {
  return svg`<svg class="shape" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false">${SHAPES[look]}</svg>`;
}
