import { VERSION } from "../version.js";
import { clash } from "./clash.js";
import type { ElementClass, Elements } from "./face.js";

/** What of an element's class registering needs. */
type Classes = { readonly [Name in keyof Elements]: CustomElementConstructor & { readonly version: string } };

/**
 * Registers the elements under a prefix, once for a page; answers with those that are used. Of two copies of this package
 * the first is used: one of the same version is shared without a word; of another version the second is refused, and
 * one warning and one `liangbing-error` tell so. Nothing is thrown.
 */
export function register(prefix: string, classes: Classes): Elements {
  // A server imports what its pages will; there is nothing to register with.
  if (typeof customElements === "undefined") return classes as unknown as Elements;
  const clashes: string[] = [];
  let theirs: string | undefined;
  const used = Object.entries(classes).map(([name, own]) => {
    const tag = prefix + name;
    const first = customElements.get(tag) as ElementClass<HTMLElement> | undefined;
    try {
      if (!first) customElements.define(tag, own);
      else if (first.version !== VERSION) throw first;
    } catch {
      // A polyfill may have the name and not say so.
      clashes.push(`<${tag}>`);
      theirs = first?.version ?? theirs;
    }
    return [name, customElements.get(tag) ?? own];
  });
  if (clashes.length > 0) clash(clashes.join(", "), theirs, " (liangbing/elements/apart: both)");
  return Object.fromEntries(used) as Elements;
}
