// The elements under a name of their own: a second copy of this package beside a host's or a portal's.
import { type CSSResult, type CSSResultGroup, type LitElement, type TemplateResult, unsafeCSS } from "lit";
import { LiangbingError } from "../error.js";
import { LiangbingCritical } from "./critical.js";
import type { Elements } from "./face.js";
import { LiangbingPanel } from "./panel.js";
import { register } from "./register.js";
import { LiangbingTier } from "./tier.js";

export type * from "./face.js";

/**
 * Registers `<PREFIXpanel>`, `<PREFIXcritical>` and `<PREFIXtier>` of this copy, such as with `county-`, and answers with
 * their classes; nothing is registered under `liangbing-` by this module. Events, parts and custom properties keep their
 * names. A prefix that is registered already by another version is refused as everywhere: in words, and the first stays.
 *
 * @throws {LiangbingError} `bad-options` where the prefix is not lower-case letters, digits and hyphens with a hyphen last.
 */
export function defineElements(prefix: string): Elements {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*-$/.test(prefix)) {
    throw new LiangbingError("bad-options", "prefix", `\`${prefix}\` is no prefix; one is such as \`county-\``);
  }
  // A class has one name on a page, so that each prefix has classes of its own.
  const under = renaming(prefix);
  return register(prefix, {
    tier: named(LiangbingTier, under), critical: named(LiangbingCritical, under), panel: named(LiangbingPanel, under),
  });
}

/** How the elements name each other in what they draw: a text as it is under the prefix. */
type Rename = (text: string) => string;

const OWN = /(^|[^\w-])liangbing-(tier|critical|panel)(?![\w-])/g;

function renaming(prefix: string): Rename {
  return (text) => text.replace(OWN, `$1${prefix}$2`);
}

/** A class whose templates and styles name the elements of its own prefix. */
function named<C extends typeof LiangbingTier | typeof LiangbingCritical | typeof LiangbingPanel>(element: C, rename: Rename): C {
  // Lit knows a template by its list of texts, so that a renamed list must stay the same one.
  const lists = new WeakMap<TemplateStringsArray, TemplateStringsArray>();
  const texts = (list: TemplateStringsArray): TemplateStringsArray => {
    if (!list.some((text) => rename(text) !== text)) return list;
    const known = lists.get(list);
    if (known) return known;
    const renamed = Object.assign(list.map(rename), { raw: list.raw.map(rename) });
    lists.set(list, renamed);
    return renamed;
  };
  const drawn = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(drawn);
    if (typeof value !== "object" || value === null || !("_$litType$" in value)) return value;
    const result = value as TemplateResult;
    return { ...result, strings: texts(result.strings), values: result.values.map(drawn) };
  };
  const sheets = (group: CSSResultGroup): CSSResultGroup => {
    if (Array.isArray(group)) return group.map(sheets);
    const { cssText } = group as CSSResult;
    return rename(cssText) === cssText ? group : unsafeCSS(rename(cssText));
  };
  const base = element as unknown as new () => LitElement;
  class Named extends base {
    static styles = sheets(element.styles);
    protected override render(): unknown {
      return drawn(super.render());
    }
  }
  return Named as unknown as C;
}
