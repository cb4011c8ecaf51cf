// Weighs what a browser downloads against the house's budget; over it, the build fails.
import { readFileSync, readdirSync } from "node:fs";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const KB = 1024;
const here = (path) => new URL(`../${path}`, import.meta.url);
const brotli = (bytes) =>
  brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
const gzip = (bytes) => gzipSync(bytes, { level: 9 }).length;

/** A library entry with every chunk that it imports at once; lazy ones are not its weight. */
function withImports(file, seen = new Set()) {
  if (seen.has(file)) return seen;
  seen.add(file);
  const text = readFileSync(here(file), "utf8");
  const folder = file.slice(0, file.lastIndexOf("/") + 1);
  for (const [, , path] of text.matchAll(/(?:^|[;\s}])(import|export)\s*(?:[^"'()]*?from\s*)?["'](\.[^"']+)["']/g)) {
    withImports(new URL(path, `file:///${folder}`).pathname.slice(1), seen);
  }
  return seen;
}
const WORDS = "lib/chunks/words.js";
const script = (file) =>
  [...withImports(file)].filter((part) => part !== WORDS).reduce((sum, part) => sum + gzip(readFileSync(here(part))), 0);

/** What a page fetches before it can be used: its scripts, with all that they import at once. */
function page(file) {
  const scripts = [...readFileSync(here(file), "utf8").matchAll(/<script[^>]*src="\.\.\/([^"]+\.js)"/g)].map(([, path]) => `dist/${path}`);
  if (scripts.length === 0) throw new Error(`${file} has no script`);
  return scripts.reduce((sum, one) => sum + script(one), 0);
}
/** What the diary's worker keeps, as it travels. */
function kept(file) {
  const paths = [...readFileSync(here(file), "utf8").matchAll(/[`"'](\.\.?\/[^`"']*)[`"'],[`"']sha256-/g)].map(([, path]) => path);
  if (paths.length === 0) throw new Error(`${file} keeps nothing`);
  return paths.reduce((sum, path) => sum + gzip(readFileSync(here(`dist/diary/${path === "./" ? "index.html" : path}`))), 0);
}

// Lines that may only go down. The house wants 180 KB of the core and 100 of the edges together.
const lines = [
  ["core module, brotli", brotli(readFileSync(here("pkg/liangbing_bg.wasm"))), 227],
  ["edges module, brotli", brotli(readFileSync(here("pkg-edges/edges_bg.wasm"))), 104],
  ["equations module, brotli", brotli(readFileSync(here("pkg-equations/equations_bg.wasm"))), 100],
  ["forms module, brotli", brotli(readFileSync(here("pkg-forms/forms_bg.wasm"))), 107],
  ["bluetooth module, brotli", brotli(readFileSync(here("pkg-bluetooth/bluetooth_bg.wasm"))), 15],
  ["overlays module, brotli", brotli(readFileSync(here("pkg-overlays/overlays_bg.wasm"))), 120],
  ["rule book's module, brotli", brotli(readFileSync(here("pkg-book/book_bg.wasm"))), 330],
  ["rules of every profile, brotli", brotli(readFileSync(here("pkg/liangbing-who-hearts.rules"))), 80],
  ["panel with its framework, gzip", script("lib/elements.js"), 20],
  ["its words in two languages, gzip", gzip(readFileSync(here(WORDS))), 24],
  ["loader, gzip", script("lib/liangbing.js"), 8],
  ["round's comparison, gzip", script("lib/round.js"), 6],
  ["round with its framework, gzip", script("lib/round-element.js"), 38],
  ["frame bridge, gzip", script("lib/frame.js"), 6],
  ["SMART adapter without its OAuth, gzip", script("lib/smart.js"), 8],
  ["diary, first load, gzip", page("dist/diary/index.html"), 40],
  ["viewer of a diary's code, first load, gzip", page("dist/view/index.html"), 40],
  ["diary, kept for no network, gzip", kept("dist/diary/sw.js"), 450],
  ["rule book's page, first load, gzip", page("dist/guidelines/index.html"), 40],
  ["playground, first load, gzip", page("dist/playground/index.html"), 60],
];
let over = false;
for (const [what, bytes, budget] of lines) {
  const fits = bytes <= budget * KB;
  over ||= !fits;
  console.log(`${fits ? "ok  " : "OVER"} ${what}: ${(bytes / KB).toFixed(1)} of ${budget} KB`);
}
const strange = readdirSync(here("pkg")).filter((name) => name === ".gitignore");
if (over || strange.length > 0) process.exitCode = 1;
