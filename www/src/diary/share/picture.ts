import { svg, type TemplateResult } from "lit";
import { modules, path, type Readers } from "./code.js";

// Whole pixels a square, where there is room: readers lose count of squares of uneven width.
const SQUARE = 4;
// The quiet border that readers of codes want.
const EDGE = 4;

/** A code as a picture; throws where the text needs a larger one. */
export function picture(text: string, label: string, readers?: Readers): TemplateResult {
  const code = modules(text, readers);
  const width = code.size + 2 * EDGE;
  return svg`<svg role="img" aria-label=${label} width=${SQUARE * width} height=${SQUARE * width} viewBox="${-EDGE} ${-EDGE} ${width} ${width}" shape-rendering="crispEdges">
    <rect x=${-EDGE} y=${-EDGE} width=${width} height=${width} fill="#fff"/><path d=${path(code)} fill="#000"/></svg>`;
}
