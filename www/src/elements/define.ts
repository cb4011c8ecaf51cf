import { LiangbingCritical as CriticalElement } from "./critical.js";
import type { CriticalBar, ElementClass, LiangbingEvents, Panel, TierChip } from "./face.js";
import { LiangbingPanel as PanelElement } from "./panel.js";
import { register } from "./register.js";
import { LiangbingTier as TierElement } from "./tier.js";

export { LiangbingError } from "../error.js";
export type * from "./face.js";

export type LiangbingCritical = CriticalBar;
export type LiangbingPanel = Panel;
export type LiangbingTier = TierChip;

declare global {
  interface HTMLElementTagNameMap {
    "liangbing-tier": TierChip;
    "liangbing-critical": CriticalBar;
    "liangbing-panel": Panel;
  }
  interface HTMLElementEventMap extends LiangbingEvents {}
  interface DocumentEventMap extends LiangbingEvents {}
}

const { tier, critical, panel } = register("liangbing-", { tier: TierElement, critical: CriticalElement, panel: PanelElement });

export const LiangbingTier: ElementClass<TierChip> = tier;
export const LiangbingCritical: ElementClass<CriticalBar> = critical;
export const LiangbingPanel: ElementClass<Panel> = panel;
