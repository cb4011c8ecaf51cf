import { clash } from "../elements/clash.js";
import { VERSION } from "../version.js";
import { LiangbingChart as ChartElement } from "./chart.js";
import type { Chart, ElementClass } from "./face.js";

export type * from "./face.js";
export type LiangbingChart = Chart;

export { linesOf } from "./lines.js";

declare global {
  interface HTMLElementTagNameMap {
    "liangbing-chart": Chart;
  }
}

// On a server there is nothing to register, and nothing is said.
const registry: CustomElementRegistry | undefined = globalThis.customElements;
if (!registry?.get("liangbing-chart")) registry?.define("liangbing-chart", ChartElement);

/** The class that is registered, of whichever copy of this package. */
export const LiangbingChart = (registry?.get("liangbing-chart") ?? ChartElement) as ElementClass<Chart>;
if (LiangbingChart.version !== VERSION) clash("<liangbing-chart>", LiangbingChart.version);
