interface Policy {
  createHTML(text: string): unknown;
}

interface Factory {
  createPolicy(name: string, rules: { createHTML(text: string): string }): Policy;
}

const HERE = Symbol.for("liangbing-html");

/**
 * The policy under which templates become elements, one for all copies of this package: a page allows a name once. Where
 * a Lit of the page's own has taken `lit-html`, there is another name; without either nothing is drawn, nor thrown here.
 */
export function htmlPolicy(factory: Factory): Policy | undefined {
  const page = globalThis as { [HERE]?: Policy };
  for (const name of ["lit-html", "lit-html-liangbing"]) {
    try {
      page[HERE] ??= factory.createPolicy(name, { createHTML: (text) => text });
    } catch {
      // Not allowed, or taken.
    }
  }
  return page[HERE];
}
