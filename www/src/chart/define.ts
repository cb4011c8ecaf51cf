import { LiangbingChart } from "./chart.js";

export { LiangbingChart };
declare global {
  interface HTMLElementTagNameMap {
    "liangbing-chart": LiangbingChart;
  }
}
if (typeof customElements !== "undefined" && !customElements.get("liangbing-chart")) customElements.define("liangbing-chart", LiangbingChart);
