import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium, type Browser, type BrowserContextOptions, type Page } from "playwright-core";

export const URL_OF_PAGES = process.env["LIANGBING_URL"] ?? "http://127.0.0.1:4173/";

const USUAL = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

export const ARGS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync",
];

/** The machine's own browser, where there is one. */
export function executable(): { executablePath?: string } {
  const executablePath = process.env["CHROMIUM"] ?? USUAL.find((path) => existsSync(path));
  return executablePath ? { executablePath } : {};
}

export function launch(): Promise<Browser> {
  return chromium.launch({ ...executable(), args: ARGS });
}

/** A page with everything that went wrong on it. */
export interface Watched {
  page: Page;
  problems: string[];
}

/** Opens the doctor's page as a new visitor. */
export async function visit(browser: Browser, o: BrowserContextOptions = {}): Promise<Watched> {
  const watched = await arrive(browser, o);
  await acknowledge(watched.page);
  return watched;
}

/** The same, with whatever interrupts left as it is; `before` sees the page while it is empty. */
export async function arrive(browser: Browser, o: BrowserContextOptions = {}, before?: (page: Page) => Promise<void>): Promise<Watched> {
  const watched = await watch(browser, URL_OF_PAGES, o, before);
  await watched.page.locator("[data-patient]").first().waitFor();
  await watched.page.locator("liangbing-panel .page").first().waitFor();
  return watched;
}

/** Answers the critical value that interrupts, if one does, with a name and the value read back. */
export async function acknowledge(page: Page): Promise<boolean> {
  await page.locator("liangbing-panel .page").first().waitFor();
  const dialog = page.locator("liangbing-critical dialog[open]");
  if (!(await dialog.count())) return false;
  const asked = await dialog.locator("label").nth(1).innerText();
  await dialog.locator("[name=by]").fill("Dr Li");
  await dialog.locator("[name=readBack]").fill(asked.split(/[:：]/).at(-1)?.trim() ?? "");
  await dialog.locator("button[type=submit]").click();
  await dialog.waitFor({ state: "hidden" });
  return true;
}

/** Opens a page as a new visitor; errors, violations and requests elsewhere are collected. */
export async function watch(
  browser: Browser, address: string, o: BrowserContextOptions = {}, before?: (page: Page) => Promise<void>,
): Promise<Watched> {
  const context = await browser.newContext({ locale: "en-GB", viewport: { width: 1280, height: 900 }, ...o });
  // A machine with much to do is slow, not wrong; a test's own limit ends what hangs.
  context.setDefaultTimeout(55_000);
  const page = await context.newPage();
  const problems: string[] = [];
  const home = new URL(address).origin;
  page.on("pageerror", (error) => problems.push(`error: ${error.message}`));
  page.on("console", (message) => message.type() === "error" && problems.push(`console: ${message.text()}`));
  page.on("request", (request) => {
    const { origin, protocol } = new URL(request.url());
    if (origin !== home && protocol !== "data:") problems.push(`foreign request: ${request.url()}`);
  });
  page.on("response", (response) => response.status() >= 400 && problems.push(`${response.status()}: ${response.url()}`));
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
    });
  });
  await before?.(page);
  await page.goto(address);
  return { page, problems };
}

/** Opens a patient; what interrupts is answered. */
export async function choose(page: Page, id: string | null | undefined): Promise<void> {
  await page.click(`[data-patient="${id}"]`);
  await page.locator(`[data-patient="${id}"][aria-current=true]`).waitFor();
  await page.locator("liangbing-panel .head").waitFor();
  await acknowledge(page);
}

/** A file as if it had been chosen. */
export function chosen(page: Page, name: string, text: string): Promise<void> {
  return page.setInputFiles("input[type=file]", { name, mimeType: "application/json", buffer: Buffer.from(text) });
}

export async function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface Axe {
  run(o?: object): Promise<{ violations: { id: string; nodes: { target: unknown; failureSummary?: string }[] }[] }>;
}

/** What axe finds on the page as it stands, open shadow roots included. */
export async function violations(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe);
  return page.evaluate(async () => {
    const { axe: checker } = globalThis as unknown as { axe: Axe };
    const { violations: found } = await checker.run({ resultTypes: ["violations"] });
    return found.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${JSON.stringify(target)} ${failureSummary}`));
  });
}

/** The next event of a kind, as it reaches the document. */
export function nextEvent(page: Page, name: string): Promise<Record<string, unknown>> {
  return page.evaluate((kind) => new Promise((resolve) => {
    document.addEventListener(kind, (event) => resolve(JSON.parse(JSON.stringify((event as CustomEvent).detail))), { once: true });
  }), name);
}
