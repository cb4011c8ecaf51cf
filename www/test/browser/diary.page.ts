import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect } from "vitest";
import { launch, URL_OF_PAGES } from "./page.js";

export const DIARY = new URL("diary/", URL_OF_PAGES).href;

/** A diary open as a new visitor would have it, with everything that went wrong on its pages. */
export interface Opened {
  context: BrowserContext;
  page: Page;
  problems: string[];
}

export async function openDiary(browser: Browser, o: BrowserContextOptions = {}, url = DIARY, at?: Date): Promise<Opened> {
  const context = await browser.newContext({ locale: "zh-CN", viewport: { width: 360, height: 740 }, timezoneId: "Asia/Shanghai", ...o });
  const problems: string[] = [];
  const home = new URL(url).origin;
  context.on("request", (request) => {
    const { origin, protocol } = new URL(request.url());
    if (origin !== home && protocol !== "data:" && protocol !== "blob:") problems.push(`foreign request: ${request.url()}`);
  });
  context.on("weberror", (error) => problems.push(`error: ${error.error().message}`));
  context.on("console", (message) => message.type() === "error" && problems.push(`console: ${message.text()}`));
  await context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
  });
  const page = await context.newPage();
  // A clock of the page's own, which goes on from there.
  if (at) await page.clock.install({ time: at });
  await page.goto(url);
  await ready(page);
  return { context, page, problems };
}

/** A browser for the tests of a file, and the diary that is open in it, closed after each of them. */
export interface Diaries {
  readonly browser: Browser;
  opened: Opened | undefined;
  open(o?: BrowserContextOptions, url?: string, at?: Date): Promise<Opened>;
}

/** To be called at the top of a file; `clean`: after every test nothing may have gone wrong on its pages. */
export function diaries({ clean = false } = {}): Diaries {
  let browser: Browser | undefined;
  const own: Diaries = {
    get browser() {
      if (browser) return browser;
      throw new Error("no browser before the tests begin");
    },
    opened: undefined,
    open: async (o, url, at) => (own.opened = await openDiary(own.browser, o, url, at)),
  };
  beforeAll(async () => void (browser = await launch()));
  afterAll(() => browser?.close());
  afterEach(async () => {
    const { opened } = own;
    own.opened = undefined;
    try {
      if (clean) expect(opened?.problems ?? []).toEqual([]);
    } finally {
      await opened?.context.close();
    }
  });
  return own;
}

/** Waits until the page is there and the rules have spoken. */
export async function ready(page: Page): Promise<void> {
  await page.locator("[data-add=bp]").or(page.locator("diary-danger")).first().waitFor();
  await page.locator(".today[data-level]").or(page.locator("diary-danger")).first().waitFor();
}

export async function addPressure(page: Page, text: string): Promise<void> {
  await page.click("[data-add=bp]");
  await page.locator("#systolic").pressSequentially(text);
  await page.locator("diary-entry button[type=submit]").click();
}

export async function addGlucose(page: Page, text: string, timing = "fasting"): Promise<void> {
  await page.click("[data-add=glucose]");
  await page.fill("#glucose", text);
  await page.locator(`label:has(input[value="${timing}"])`).click();
  await page.locator("diary-entry button[type=submit]").click();
}

export const told = (page: Page, code: string): Promise<void> =>
  page.locator(".told label", { hasText: code }).first().click();

export const rows = (page: Page): Promise<string[]> => page.locator("[data-reading] .value").allInnerTexts();

/** How many rows of a kind the browser keeps, whatever the page says. */
export const stored = (page: Page, kind = "readings"): Promise<number> => page.evaluate((name) => new Promise<number>((done) => {
  const request = indexedDB.open("liangbing");
  request.onsuccess = () => {
    const count = request.result.transaction(name).objectStore(name).count();
    count.onsuccess = () => (request.result.close(), done(count.result));
  };
}), kind);

/** How a host differs: in its policy, or in what its modules are on arrival. */
export interface Host {
  policy?(policy: string): string;
  /** May be fetched by any page, as a frame without an origin of its own must. */
  open?: boolean;
  wasm?(bytes: Buffer): Buffer;
}

/** The same pages at an address of their own, where the worker can be changed as a new build would. */
export async function hosted(o: Host = {}): Promise<{ url: string; change: (worker: string) => string; close(): Promise<void> }> {
  const host = { url: "", change: (worker: string) => worker, close: () => Promise.resolve() };
  const server = createServer((request, response) => {
    void fetch(new URL(request.url ?? "/", URL_OF_PAGES)).then(async (answer) => {
      const kept = [...answer.headers].filter(([name]) => !["connection", "content-length", "content-encoding"].includes(name));
      const body = Buffer.from(await answer.arrayBuffer());
      const headers = Object.fromEntries(kept);
      const policy = headers["content-security-policy"];
      response.writeHead(answer.status, { ...headers, ...(policy && o.policy && { "content-security-policy": o.policy(policy) }), ...(o.open && { "access-control-allow-origin": "*" }) });
      if (o.wasm && request.url?.endsWith(".wasm")) return void response.end(o.wasm(body));
      response.end(request.url?.endsWith("/sw.js") ? host.change(body.toString()) : body);
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  host.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/diary/`;
  host.close = () => new Promise((done) => (server.closeAllConnections(), server.close(() => done())));
  return host;
}
