import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Browser, BrowserContextOptions, Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { answers } from "../real.js";
import { launch, URL_OF_PAGES, watch, type Watched } from "./page.js";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const drawn = process.env["LIANGBING_FIXTURE"] === "1";

let browser: Browser;
let watched: Watched | undefined;
beforeAll(async () => void (browser = await launch()));
afterAll(() => browser.close());
afterEach(async () => {
  await watched?.page.context().close();
  watched = undefined;
});

/** What the element is to a test: it is asked what it knows, so that nothing is read off the screen alone. */
interface Round extends HTMLElement {
  round: { counts: Record<string, number>; changed: { id: string }[] } | null;
  lines: { key: string; id: string | null }[];
  phase: string;
  engine: unknown;
  patients: unknown;
  last: unknown;
  start(): Promise<void>;
  stop(): void;
}

/** The page's ward of forty, with last week's round done for the visitor. */
async function open(o: BrowserContextOptions = {}, list = "ward"): Promise<Page> {
  watched = await watch(browser, new URL(`round/#${list}`, URL_OF_PAGES).href, o);
  const { page } = watched;
  await page.locator("liangbing-round .head button.primary:not([disabled])").waitFor();
  return page;
}

async function swept(o: BrowserContextOptions = {}, list = "ward"): Promise<Page> {
  const page = await open(o, list);
  await page.locator("liangbing-round .head button.primary").click();
  await page.locator("liangbing-round .close").waitFor();
  return page;
}

const rows = (page: Page): Locator => page.locator("liangbing-round .row");
const of = <T>(page: Page, ask: (round: Round) => T): Promise<T> =>
  page.evaluate(`(${ask.toString()})(document.querySelector("liangbing-round"))`) as Promise<T>;
const focused = (page: Page): Promise<string | undefined> =>
  page.evaluate(() => (document.querySelector("liangbing-round")?.shadowRoot?.activeElement as HTMLElement | null)?.dataset["key"]);

/** Puts off what interrupts when a critical patient is opened. */
async function later(page: Page): Promise<void> {
  await page.locator("liangbing-round liangbing-panel .head").waitFor();
  const button = page.locator("liangbing-critical dialog[open] .actions button[type=button]");
  if (await button.count()) await button.click();
}

async function faults(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const result = await page.evaluate(async () => {
    const { axe: own } = globalThis as unknown as { axe: { run(o: object): Promise<{ violations: { id: string; nodes: { target: string[] }[] }[] }> } };
    return own.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] });
  });
  return result.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).slice(0, 3).join(" | ")}`);
}

describe.runIf(!drawn && (await answers()))("a round", () => {
  it("sweeps a village in a worker; every row of the list is somewhere, and nothing is asked of another origin", async () => {
    const page = await swept({}, "village");
    const counts = await of(page, ({ round }) => round?.counts);
    expect(counts).toMatchObject({ all: 302, issues: 2, absent: 0 });
    expect((counts?.["changed"] ?? 0) + (counts?.["unchanged"] ?? 0) + (counts?.["issues"] ?? 0)).toBe(302);
    expect(counts?.["changed"]).toBeGreaterThan(5);
    expect(page.workers().length).toBe(1);
    await page.locator("liangbing-round .trouble button").click();
    expect(await rows(page).count()).toBe(2);
    expect(await rows(page).allInnerTexts()).toEqual([expect.stringContaining("cannot be read"), expect.stringContaining("already")]);
    expect(watched?.problems).toEqual([]);
  });

  it("is walked from the keyboard: to a patient, back to the same row, seen, handed on", async () => {
    const page = await swept();
    const keys = await of(page, ({ lines }) => lines.map(({ key }) => key));
    await rows(page).first().focus();
    await page.keyboard.press("ArrowDown");
    await expect.poll(() => focused(page)).toBe(keys[1]);
    await page.keyboard.press("End");
    await expect.poll(() => focused(page)).toBe(keys.at(-1));
    await page.keyboard.press("Enter");
    await later(page);
    expect(await page.evaluate(() => document.querySelector("liangbing-round")?.shadowRoot?.activeElement?.closest(".side") !== null)).toBe(true);
    await page.keyboard.press("Escape");
    await expect.poll(() => focused(page)).toBe(keys.at(-1));
    expect(await page.locator("liangbing-round .side").count()).toBe(0);
    await page.keyboard.press("s");
    await expect.poll(() => page.locator("liangbing-round .row.was-seen").count()).toBe(1);
    await page.keyboard.press("Home");
    await page.keyboard.press("h");
    const dialog = page.locator("liangbing-round dialog[open]");
    await dialog.locator("select").selectOption("township-clinic");
    await dialog.locator("input[type=date]").fill("2026-11-01");
    await dialog.locator("textarea").fill("call");
    await dialog.locator("button[type=submit]").click();
    expect(await dialog.count(), "a day in the past is not taken").toBe(1);
    await dialog.locator("input[type=date]").fill("2026-11-23");
    await dialog.locator("button[type=submit]").click();
    await expect.poll(() => rows(page).first().innerText()).toContain("township clinic by 2026-11-23");
    await expect.poll(() => focused(page)).toBe(keys[0]);
    expect(watched?.problems).toEqual([]);
  });

  it("is closed with a summary; who was not seen comes again, who was seen does not", async () => {
    const page = await swept();
    const ids = await of(page, ({ lines }) => lines.map(({ id }) => id));
    await rows(page).first().focus();
    await page.keyboard.press("s");
    await page.locator("liangbing-round .close").click();
    const dialog = page.locator("liangbing-round dialog[open]");
    expect(await dialog.innerText()).toContain(`Not seen: ${ids.length - 1}`);
    await dialog.locator("input").fill("Dr Li");
    await dialog.locator("button[type=submit]").click();
    const summary = await page.locator("liangbing-round .closed pre").innerText();
    expect(summary).toContain("by Dr Li");
    expect(summary).toContain(`Changed: ${ids.length}`);
    await page.reload();
    await page.locator("liangbing-round .head button.primary:not([disabled])").click();
    await page.locator("liangbing-round .close").waitFor();
    expect(await of(page, ({ lines }) => lines.map(({ id }) => id))).toEqual(ids.slice(1));
    expect(watched?.problems).toEqual([]);
  });

  it("keeps place, focus and choice when the language changes in the middle", async () => {
    const page = await swept({ viewport: { width: 1280, height: 700 } }, "village");
    await page.locator("liangbing-round .views .unchanged").click();
    await rows(page).first().focus();
    for (let i = 0; i < 5; i += 1) await page.keyboard.press("PageDown");
    await page.keyboard.press(" ");
    const before = await focused(page);
    const top = (): Promise<number> => page.locator("liangbing-round .scroll").evaluate((scroll) => scroll.scrollTop);
    const at = await top();
    expect(at).toBeGreaterThan(500);
    await page.evaluate(() => document.querySelector("liangbing-round")?.setAttribute("locale", "zh-CN"));
    await expect.poll(() => page.locator("liangbing-round .page").getAttribute("lang")).toBe("zh-CN");
    expect([await focused(page), await top()]).toEqual([before, at]);
    expect(await page.locator("liangbing-round .row[aria-selected=true]").count()).toBe(1);
    // The engine's sentences follow, of what is in sight.
    await expect.poll(() => page.locator("liangbing-round .row:focus .what").innerText()).toMatch(/\p{Script=Han}/u);
    const words = await rows(page).locator(".what").allInnerTexts();
    expect(words.filter((text) => /[a-z]{4,} [a-z]{3,}/.test(text))).toEqual([]);
    expect(watched?.problems).toEqual([]);
  });

  it("draws two hundred rows at most of two thousand, and moves through all of them", async () => {
    const page = await open();
    await page.evaluate(() => {
      const round = document.querySelector("liangbing-round") as unknown as Round;
      const tier = { level: "Y1", wasRed: false, reason: null, actBy: "2026-12-01", owner: "village-doctor" };
      const answer = { asOf: "2026-11-21", profile: "cn-county", tier, referral: null, cards: [], findings: [], changed: [], plan: { testsDue: [] }, setAside: [] };
      round.engine = { stamp: { engine: "0.1.0", digest: "d", overlay: null }, open: () => null, assess: () => answer };
      round.patients = Array.from({ length: 2000 }, (_, i) => ({ patient: { id: `p${String(i).padStart(4, "0")}`, name: `N${i}` } }));
      round.last = null;
    });
    await page.locator("liangbing-round .head button.primary").click();
    await page.locator("liangbing-round .close").waitFor();
    expect(await of(page, ({ lines }) => lines.length)).toBe(2000);
    expect(await rows(page).count()).toBeLessThanOrEqual(200);
    await rows(page).first().focus();
    await page.keyboard.press("End");
    await expect.poll(() => focused(page)).toBe("p p1999");
    expect(await rows(page).count()).toBeLessThanOrEqual(200);
    await expect.poll(() => page.locator("liangbing-round .row:focus").evaluate((row) => {
      const [own, list] = [row.getBoundingClientRect(), row.closest(".scroll")?.getBoundingClientRect()];
      return own.bottom <= (list?.bottom ?? 0) + 1 && own.top >= (list?.top ?? 0);
    })).toBe(true);
    await page.fill("liangbing-round input[type=search]", "n1777");
    await expect.poll(() => rows(page).count()).toBe(1);
    expect(watched?.problems).toEqual([]);
  });

  it("is stopped, says that it is not the whole list, and goes on", async () => {
    const page = await open({}, "village");
    await page.evaluate(() => {
      const round = document.querySelector("liangbing-round") as unknown as Round;
      void round.start();
      round.stop();
    });
    const head = page.locator("liangbing-round .head");
    await expect.poll(() => head.innerText()).toContain("not the whole list");
    expect(await of(page, ({ round }) => round?.counts["absent"])).toBe(0);
    await head.locator("button.primary").click();
    await expect.poll(() => of(page, ({ round }) => round?.counts["all"]), { timeout: 30_000 }).toBe(302);
    expect(watched?.problems).toEqual([]);
  });

  it("goes on with another worker when one is killed in the middle", async () => {
    const page = await open({}, "village");
    // Whichever worker is started: the first of this round is killed when it has answered forty times.
    await page.evaluate(() => {
      const post = Worker.prototype.postMessage as (this: Worker, ...args: unknown[]) => void;
      const counts = new WeakMap<Worker, number>();
      let killed = false;
      Worker.prototype.postMessage = function (this: Worker, ...args: unknown[]) {
        const n = (counts.get(this) ?? 0) + 1;
        counts.set(this, n);
        if (n === 40 && !killed) {
          killed = true;
          (globalThis as { killed?: boolean }).killed = true;
          this.terminate();
          this.dispatchEvent(new Event("error"));
          return;
        }
        post.apply(this, args);
      };
    });
    await page.locator("liangbing-round .head button.primary").click();
    await page.locator("liangbing-round .close").waitFor();
    expect(await page.evaluate(() => (globalThis as { killed?: boolean }).killed)).toBe(true);
    expect(await of(page, ({ round }) => round?.counts)).toMatchObject({ all: 302, issues: 2 });
  });

  it("shows hostile names as the letters that they are, and saves a table without formulas", async () => {
    const page = await open();
    const saved = await page.evaluate(async () => {
      const round = document.querySelector("liangbing-round") as unknown as Round;
      const names = ['<img src=x onerror="alert(1)">', "=HYPERLINK(\"http://x\",\"a\")", "@x,\ny\"", "\u202Egnp.exe", "名".repeat(300), "𠮷"];
      round.patients = names.map((name, i) => ({ patient: { id: `=${i}`, name, place: { grid: "+1" } } }));
      round.last = null;
      const text = new Promise<string>((done) => round.addEventListener("liangbing-table", (event) => {
        event.preventDefault();
        done((event as unknown as CustomEvent<{ text: string }>).detail.text);
      }));
      await round.start();
      const root = (round as unknown as { updateComplete: Promise<unknown>; renderRoot: ShadowRoot });
      await root.updateComplete;
      [...root.renderRoot.querySelectorAll<HTMLElement>(".batch button")].at(-1)?.click();
      return text;
    });
    expect(saved.startsWith("\uFEFF")).toBe(true);
    expect(saved.replaceAll("\r\n", "")).not.toContain("\r");
    const cells = saved.slice(1).split(/\r\n|,/).map((cell) => cell.replace(/^"/, ""));
    expect(cells.filter((cell) => /^[=+\-@]/.test(cell))).toEqual([]);
    expect(await page.locator("liangbing-round img").count()).toBe(0);
    const text = await page.locator("liangbing-round .space").innerText();
    expect(text).toContain('<img src=x onerror="alert(1)">');
    expect(text).toContain("𠮷");
    expect(text).not.toContain("\u202E");
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
    expect(watched?.problems).toEqual([]);
  });

  it("prints a line a patient, grouped, and letters of those who were chosen", async () => {
    const page = await swept();
    await page.context().addInitScript(() => (window.print = () => undefined));
    const printed = async (label: string): Promise<Page> => {
      const [popup] = await Promise.all([page.waitForEvent("popup"), page.locator("liangbing-round .batch button", { hasText: label }).click()]);
      return popup;
    };
    const list = await printed("Print the list");
    const count = await of(page, ({ lines }) => lines.length);
    await expect.poll(() => list.locator("tbody tr:has(td)").count()).toBe(count);
    expect(await list.locator("tbody th").count()).toBeGreaterThan(1);
    expect(await list.locator("tbody tr td:first-child").first().innerText()).toMatch(/‼ Red R\d/);
    await list.close();
    await rows(page).first().focus();
    await page.keyboard.press(" ");
    const letters = await printed("Print letters");
    await expect.poll(() => letters.locator("pre").count()).toBe(1);
    expect((await letters.locator("pre").innerText()).length).toBeGreaterThan(200);
    expect(watched?.problems).toEqual([]);
  });

  it.each(["zh-CN", "en"])("keeps every name on paper, printed as it stands on the screen (%s)", async (locale) => {
    const page = await swept({ locale });
    await page.emulateMedia({ media: "print" });
    const names = rows(page).locator(".name");
    expect(await names.count()).toBeGreaterThan(5);
    for (const name of await names.all()) {
      expect(await name.isVisible()).toBe(true);
      expect((await name.innerText()).trim()).not.toBe("");
    }
    // What only a screen can do is gone, and that not all of the list may be here is said.
    expect(await page.locator("liangbing-round .head button").first().isVisible()).toBe(false);
    expect(await page.locator("liangbing-round .on-paper").isVisible()).toBe(true);
  });

  it("says when other rules answered at the last round, and whose change it is", async () => {
    const page = await open();
    await page.locator(".controls select").nth(1).selectOption("county");
    await page.locator("liangbing-round .head button.primary").click();
    await page.locator("liangbing-round .close").waitFor();
    expect(await page.locator("liangbing-round .bar.yellow").innerText()).toContain("Other rules answered");
    expect(watched?.problems).toEqual([]);
  });

  it.each([
    ["en", "light", 1280], ["en", "dark", 360], ["zh-CN", "dark", 1280], ["zh-CN", "light", 360],
  ] as const)("has nothing that axe finds: %s, %s, %i", async (locale, colorScheme, width) => {
    const page = await swept({ locale, colorScheme, viewport: { width, height: 800 } });
    // On a wide screen the list and a patient stand beside each other, on a phone one over the other.
    if (width === 360) expect(await faults(page)).toEqual([]);
    const calm = await of(page, ({ lines }) => lines.findIndex((line) => !/^R[01]/.test((line as { level?: string }).level ?? "")));
    await page.locator(`liangbing-round .row[data-at="${calm}"] .name button`).click();
    await page.locator("liangbing-round liangbing-panel .head").waitFor();
    expect(await faults(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
    expect(watched?.problems).toEqual([]);
  }, 120_000);

  it("stands beside the doctor's page", async () => {
    const page = await open();
    await page.locator(".top a").click();
    await page.locator("[data-patient]").first().waitFor();
    // Whoever is critical interrupts there; the way back is not what is tried.
    await page.locator("a[href='round/']").evaluate((link) => (link as HTMLAnchorElement).click());
    await page.locator("liangbing-round").waitFor();
  });
});
