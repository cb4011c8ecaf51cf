import { LiangbingCritical } from "./critical.js";
import { LiangbingPanel } from "./panel.js";
import { LiangbingTier } from "./tier.js";

export { LiangbingCritical, LiangbingPanel, LiangbingTier };

const ELEMENTS = { "liangbing-tier": LiangbingTier, "liangbing-critical": LiangbingCritical, "liangbing-panel": LiangbingPanel };

declare global {
  interface HTMLElementTagNameMap {
    "liangbing-tier": LiangbingTier;
    "liangbing-critical": LiangbingCritical;
    "liangbing-panel": LiangbingPanel;
  }
}

// Two copies on a page are a mistake of the host's, not a reason to break it: the first wins.
for (const [name, element] of Object.entries(ELEMENTS)) {
  if (customElements.get(name)) console.warn(`version-clash: <${name}> is registered already`);
  else customElements.define(name, element);
}
