interface Factory {
  createPolicy(name: string, rules: { createScriptURL(address: string): string }): { createScriptURL(address: string): string };
}

// One policy for all copies of this package on a page: a second of the same name is refused by most pages.
const HERE = Symbol.for("liangbing-loader");

/** A script's address as a page with Trusted Types takes it: a worker of ours, of the page's own origin, and nothing else. */
export function scriptAddress(place: URL): string {
  const page = globalThis as { trustedTypes?: Factory; [HERE]?: ReturnType<Factory["createPolicy"]> };
  if (!page.trustedTypes) return judged(place.href);
  page[HERE] ??= page.trustedTypes.createPolicy("liangbing-loader", { createScriptURL: judged });
  return page[HERE].createScriptURL(place.href);
}

function judged(address: string): string {
  const { origin, pathname } = new URL(address);
  // Bundlers add a digest to the name.
  if (origin === location.origin && /\/(liangbing-worker[^/]*|diary\/sw)\.js$/.test(pathname)) return address;
  throw new TypeError(`\`${address}\` is not the worker of this package, or of another origin`);
}
