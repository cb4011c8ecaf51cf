// The declarations of the entries and of all that they name, and no others: what is private stays out, and with it
// every library that only the private side knows.
import { copyFileSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";

const NAMED = /(?:from|import\()\s*"([^"]+)"/g;

/** Copies what is reachable from some declarations; answers their paths, sorted. `peers` the host brings itself. */
export function copyTypes(from, to, entries, types, peers) {
  const seen = new Set();
  const visit = (file) => {
    if (seen.has(file)) return;
    seen.add(file);
    // One source for the shapes: what the module itself carries.
    const source = file === "types.d.ts" ? types : join(from, file);
    mkdirSync(dirname(join(to, file)), { recursive: true });
    copyFileSync(source, join(to, file));
    for (const [, name] of readFileSync(source, "utf8").matchAll(NAMED)) {
      if (peers.includes(name)) continue;
      if (!name.startsWith(".")) throw new Error(`${file} names \`${name}\`, which the package does not bring`);
      visit(normalize(join(dirname(file), name.replace(/\.js$/, ".d.ts"))));
    }
  };
  entries.forEach(visit);
  return [...seen].sort();
}
