import type { Page } from "playwright-core";
import type { Pages } from "./serve.js";

/** What a host's page brings, beside the package. */
export interface Host {
  /** Mark-up of the page. */
  body?: string;
  /** The page's own script, a module. */
  module?: string;
  /** The page's own script, plain; before it the one of the package, as often as asked. */
  plain?: string;
  times?: number;
  css?: string;
  /** Runs before anything else on the page. */
  first?: string;
  policy?: string;
}

/** That page with its files. */
export function pagesOf(o: Host): Pages {
  const page = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Host</title><link rel="icon" href="data:,">
    <link rel="stylesheet" href="host.css"><script src="first.js"></script></head><body>${o.body ?? ""}
    ${'<script src="iife/liangbing.iife.js"></script>'.repeat(o.plain === undefined ? 0 : o.times ?? 1)}
    ${o.plain === undefined ? "" : '<script src="plain.js"></script>'}
    ${o.module === undefined ? "" : '<script type="module" src="module.js"></script>'}</body></html>`;
  return {
    "/index.html": page, "/host.css": o.css ?? "", "/first.js": o.first ?? "", "/plain.js": o.plain ?? "", "/module.js": o.module ?? "",
  };
}

/** What the page's script left in `globalThis.said`. */
export async function said<T>(page: Page): Promise<T> {
  // A page compiles two megabytes four times over; a machine that does other things as well may take its time.
  await page.waitForFunction(() => "said" in globalThis, undefined, { timeout: 120_000 });
  return page.evaluate(() => (globalThis as unknown as { said: T }).said);
}
