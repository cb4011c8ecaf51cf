import type { ElementClass } from "../elements/face.js";
import type { Observation, Target, TimelineDay } from "../types.js";
import type { Lines } from "./lines.js";

export type { ElementClass };
export type ChartKind = "bp" | "glucose" | "modal-day" | "tiers";

/** `<liangbing-chart>` as a host sees it. */
export interface Chart extends HTMLElement {
  /** As a record has them. */
  readings: readonly Observation[];
  /** As an assessment gives them. */
  targets: readonly Target[];
  /** As an assessment gives it; what `tiers` draws. */
  timeline: readonly TimelineDay[];
  /** What home pressures are looked at by, as `linesOf` gives it; drawn into `bp`. */
  lines: Lines | null;
  kind: ChartKind;
  /** The last so many days of the readings; `null` for all. */
  range: number | null;
  /** `zh-CN` or `en`. */
  locale: string;
  /** Nothing to choose. */
  fixed: boolean;
  /** The picture as it stands, as the text of an SVG file; empty where there is nothing to draw. */
  toSvg(): string;
  readonly updateComplete: Promise<boolean>;
}
