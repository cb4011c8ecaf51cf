import { html, LitElement, nothing, type TemplateResult } from "lit";
import { VERSION } from "../version.js";
import type { TierChip, TierLike } from "./face.js";
import { lookOf, shape } from "./icons.js";
import { styles } from "./tier.styles.js";
import { scale, tokens } from "./tokens.js";
import { localeOf, sayIn, type Say } from "./words.js";

export { lookOf };

/** A tier in words. */
export function tierWords(tier: TierLike, say: Say): { colour: string; what: string } {
  if (!tier.colour) return { colour: say("colour.none"), what: say.named("reason", tier.reason ?? "") };
  return { colour: say(`colour.${tier.colour}`), what: tier.level ? say(`level.${tier.level}`) : "" };
}

/**
 * A tier as colour, shape, word and border: any three of them can be lost.
 *
 * Attributes: `locale`, `compact` (the colour's word and the level's code only); reflects `colour`, `level`.
 */
export class LiangbingTier extends LitElement implements TierChip {
  static override properties = {
    tier: { attribute: false },
    locale: { type: String },
    compact: { type: Boolean, reflect: true },
    colour: { type: String, reflect: true },
    level: { type: String, reflect: true },
  };
  static override styles = [tokens, scale, styles];
  /** Of the copy of this package that registered the element. */
  static readonly version: string = VERSION;

  declare tier: TierLike | null;
  declare locale: string;
  declare compact: boolean;
  /** Read only: what is shown. */
  declare colour: string | null;
  declare level: string | null;

  constructor() {
    super();
    this.tier = null;
    this.locale = "zh-CN";
    this.compact = false;
    this.colour = null;
    this.level = null;
  }

  protected override willUpdate(): void {
    this.colour = this.tier?.colour ?? null;
    this.level = this.tier?.level ?? null;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { tier } = this;
    if (!tier) return nothing;
    const { colour, what } = tierWords(tier, sayIn(localeOf(this.locale)));
    const look = lookOf(tier);
    const short = this.compact && tier.colour;
    return html`<span class="chip ${look}" part="chip">
      ${shape(look)}
      <span>${colour}${short ? html` <span class="level">${tier.level}</span>` : nothing}${
        what ? html`<span class=${short ? "sr" : ""}> · ${what}</span>` : nothing}</span>
      ${!short && tier.level ? html`<span class="level">${tier.level}</span>` : nothing}
    </span>`;
  }
}
