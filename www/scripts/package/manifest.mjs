// The package.json that is published: the development one without what only development needs.

const KEPT = ["name", "version", "description", "license", "type", "engines", "peerDependencies", "peerDependenciesMeta"];

/**
 * One place of a module's file for every way of importing. Node.js and browsers take the same, see module.ts; `node` says so
 * to tools that ask, and `types` comes first, since the first condition that holds is taken.
 */
const way = (types, file) => ({ types, node: file, import: file, default: file });

/** The published manifest. `schemas` says whether there are any. */
export function published(manifest, schemas) {
  const kept = Object.fromEntries(KEPT.map((key) => [key, manifest[key]]));
  const entries = Object.entries(manifest.exports).map(([path, at]) => [path, way(at.types, at.default)]);
  return {
    ...kept,
    sideEffects: manifest.sideEffects.filter((path) => !path.startsWith("./src/")),
    customElements: "custom-elements.json",
    exports: {
      ...Object.fromEntries(entries),
      "./inline": way("./lib/liangbing.d.ts", "./inline/liangbing.js"),
      "./liangbing.iife.js": { types: "./lib/iife.d.ts", default: "./iife/liangbing.iife.js" },
      "./liangbing-worker.js": "./lib/liangbing-worker.js",
      "./*.wasm": "./lib/*.wasm",
      "./*.rules": "./lib/*.rules",
      ...(schemas && { "./schemas/*.json": "./schemas/*.json" }),
      "./custom-elements.json": "./custom-elements.json",
      "./integrity.json": "./integrity.json",
      "./provenance.json": "./provenance.json",
      "./package.json": "./package.json",
    },
  };
}
