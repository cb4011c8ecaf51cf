import { fileURLToPath } from "node:url";
import type { BrowserContext, Page } from "playwright-core";
import { build } from "vite";
import { define } from "../../vite.shared.js";
import { URL_OF_PAGES } from "./page.js";

const POLICY = "default-src 'none'; script-src 'self'; require-trusted-types-for 'script'; trusted-types lit-html";

/** One module of the source as a browser can load it, without the page around it. */
export async function bundle(file: string): Promise<string> {
  const entry = fileURLToPath(new URL(`../../src/${file}`, import.meta.url));
  const built = await build({
    configFile: false, logLevel: "silent", publicDir: false, define,
    build: { write: false, minify: false, target: "es2022", rolldownOptions: { output: { codeSplitting: false } }, lib: { entry, formats: ["es"], fileName: "module" } },
  });
  const [output] = Array.isArray(built) ? built : [built];
  const chunk = output && "output" in output ? output.output[0] : undefined;
  if (chunk?.type !== "chunk") throw new Error(`${file} gave no module`);
  return chunk.code;
}

const SCRIPT = { contentType: "text/javascript", headers: { "access-control-allow-origin": "*" } };

/** Empty pages of the pages' own origin, under a strict policy, with the module as `window.module`; one is sandboxed. */
export async function serve(context: BrowserContext, code: string): Promise<void> {
  const body = '<!doctype html><title>x</title><script type="module" src="/set.js"></script>';
  for (const [name, policy] of [["empty", POLICY], ["sandbox", "sandbox allow-scripts"]]) {
    const headers = { "content-security-policy": policy as string };
    await context.route(`**/${name}.html`, (route) => route.fulfill({ contentType: "text/html", headers, body }));
  }
  await context.route("**/module.js", (route) => route.fulfill({ ...SCRIPT, body: code }));
  const set = 'import * as module from "/module.js"; window.module = module;';
  await context.route("**/set.js", (route) => route.fulfill({ ...SCRIPT, body: set }));
}

export async function emptyPage(context: BrowserContext, name: "empty" | "sandbox" = "empty"): Promise<Page> {
  const page = await context.newPage();
  await page.goto(new URL(`${name}.html`, URL_OF_PAGES).href);
  return page;
}
