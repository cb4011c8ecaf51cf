import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Browser, Page } from "playwright-core";
import { expect } from "vitest";
import { URL_OF_PAGES, watch, type Watched } from "./page.js";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Both languages, light and dark, a phone and a desk: each with each of the others once. */
export const VARIANTS = [
  { locale: "zh-CN", colorScheme: "light", width: 360 }, { locale: "zh-CN", colorScheme: "dark", width: 1280 },
  { locale: "en", colorScheme: "dark", width: 360 }, { locale: "en", colorScheme: "light", width: 1280 },
] as const;

/** Opens a page of the demo with its module at work, in the way asked for. */
export async function openIn(browser: Browser, path: string, ready: string, o: { locale?: "zh-CN" | "en"; colorScheme?: "light" | "dark"; width?: number } = {}): Promise<Watched> {
  const { locale = "en", colorScheme = "light", width = 1280 } = o;
  const watched = await watch(browser, new URL(path, URL_OF_PAGES).href, { locale, colorScheme, viewport: { width, height: 900 } });
  await watched.page.locator(ready).first().waitFor();
  return watched;
}

/** What axe has to say, by rule and element; nothing where all is well. */
export async function complaints(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    interface Violation { id: string; nodes: { target: unknown[] }[] }
    const { axe: checker } = globalThis as unknown as { axe: { run(): Promise<{ violations: Violation[] }> } };
    return (await checker.run()).violations.flatMap(({ id, nodes }) => nodes.slice(0, 3).map(({ target }) => `${id}: ${target.join(" ")}`));
  });
}

/** By how much a page is wider than its window. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/** Nothing went wrong: no error, no violation of the policy, no request elsewhere. */
export function quiet({ problems }: Watched): void {
  expect(problems).toEqual([]);
}
