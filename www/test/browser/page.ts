import { existsSync } from "node:fs";
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
  const watched = await watch(browser, URL_OF_PAGES, o);
  await watched.page.locator("[data-patient]").first().waitFor();
  return watched;
}

/** Opens a page as a new visitor; errors, violations and requests elsewhere are collected. */
export async function watch(browser: Browser, address: string, o: BrowserContextOptions = {}): Promise<Watched> {
  const context = await browser.newContext({ locale: "en-GB", viewport: { width: 1280, height: 900 }, ...o });
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
  await page.goto(address);
  return { page, problems };
}
