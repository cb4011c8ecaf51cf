import { clash } from "../elements/clash.js";
import { LiangbingTier as TierElement } from "../elements/tier.js";
import { VERSION } from "../version.js";
import { LiangbingRound as RoundClass } from "./element.js";
import type { ElementClass, RoundElement, RoundEvents } from "./face.js";

export { LiangbingError } from "../error.js";
export type * from "./face.js";
export type LiangbingRound = RoundElement;

declare global {
  interface HTMLElementTagNameMap {
    "liangbing-round": RoundElement;
  }
  interface HTMLElementEventMap extends RoundEvents {}
}

// On a server there is nothing to register, and nothing is said.
const registry: CustomElementRegistry | undefined = globalThis.customElements;

// The panel comes when the first patient is opened; the chip of a level stands in every row.
if (registry && !registry.get("liangbing-tier")) registry.define("liangbing-tier", TierElement);

const first = registry?.get("liangbing-round") as ElementClass<RoundElement> | undefined;
if (!first) registry?.define("liangbing-round", RoundClass);
else if (first.version !== VERSION) clash("<liangbing-round>", first.version);

/** The class that is registered, of whichever copy of this package. */
export const LiangbingRound: ElementClass<RoundElement> = first ?? RoundClass;
