import { LiangbingError } from "../error.js";
import { VERSION } from "../version.js";
import type { ElementClass, LiangbingEvents, Panel, TierChip } from "./face.js";
import { LiangbingPanel as PanelElement } from "./panel.js";
import { LiangbingTier as TierElement } from "./tier.js";

export { LiangbingError };
export type * from "./face.js";

export type LiangbingPanel = Panel;
export type LiangbingTier = TierChip;

declare global {
  interface HTMLElementTagNameMap {
    "liangbing-tier": TierChip;
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
  } catch (cause) {
    // A polyfill may have the name and not say so.
    refuse(name, undefined, cause);
  }
  return customElements.get(name) as ElementClass<E> | undefined ?? element;
}

function refuse(name: string, theirs: string | undefined, cause?: unknown): void {
  const message = `<${name}> is registered already by version ${theirs ?? "unknown"}; this one, ${VERSION}, is not used`;
  const error = new LiangbingError("version-clash", "", message, { cause });
  console.warn(`version-clash: ${message}`);
  const detail = { code: error.code, path: error.path, message, recoverable: false };
  document.dispatchEvent(new CustomEvent("liangbing-error", { detail }));
}

export const LiangbingTier: ElementClass<TierChip> = registered("liangbing-tier", TierElement);
export const LiangbingPanel: ElementClass<Panel> = registered("liangbing-panel", PanelElement);
