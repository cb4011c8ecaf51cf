import { VERSION } from "../version.js";
import { LiangbingCritical as CriticalElement } from "./critical.js";
import type { CriticalBar, ElementClass, ErrorDetail, LiangbingEvents, Panel, TierChip } from "./face.js";
import { LiangbingPanel as PanelElement } from "./panel.js";
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

/**
 * Registers an element, once for a page. Of two copies of this package the first is used: one of the same version is
 * shared without a word; of another version the second is refused, and `liangbing-error` tells the document.
 */
function registered<E extends HTMLElement>(name: string, element: ElementClass<E>): ElementClass<E> {
  const first = customElements.get(name) as ElementClass<E> | undefined;
  if (first) {
    if (first.version !== VERSION) refuse(name, first.version);
    return first;
  }
  try {
    customElements.define(name, element);
  } catch {
    // A polyfill may have the name and not say so.
    refuse(name);
  }
  return customElements.get(name) as ElementClass<E> | undefined ?? element;
}

function refuse(name: string, theirs = "unknown"): void {
  const message = `<${name}> is registered already by version ${theirs}; this one, ${VERSION}, is not used`;
  const detail: ErrorDetail = { code: "version-clash", path: "", message, recoverable: false };
  console.warn(`${detail.code}: ${message}`);
  document.dispatchEvent(new CustomEvent("liangbing-error", { detail }));
}

export const LiangbingTier: ElementClass<TierChip> = registered("liangbing-tier", TierElement);
export const LiangbingCritical: ElementClass<CriticalBar> = registered("liangbing-critical", CriticalElement);
export const LiangbingPanel: ElementClass<Panel> = registered("liangbing-panel", PanelElement);
