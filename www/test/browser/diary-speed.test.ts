import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { decade, fill } from "../../bench/decade.mjs";
import { answers } from "../real.js";
import { addPressure, openDiary, type Opened, rows } from "./diary.page.js";
import { launch } from "./page.js";

// What makes a long diary fast, without a clock: the times themselves are in bench/diary.mjs.
let browser: Browser;
let opened: Opened;
const today = new Date().toISOString().slice(0, 10);

/** Ten years, under a worker that never answers: whoever waited for it would wait for ever. */
beforeAll(async () => {
  browser = await launch();
  opened = await openDiary(browser, { serviceWorkers: "block" });
  await opened.page.evaluate(fill, decade(today, "whoever is there"));
  await opened.context.route("**/liangbing-worker*.js", (route) => route.fulfill({ contentType: "text/javascript", body: "" }));
  await opened.page.reload();
  await opened.page.locator("[data-reading]").first().waitFor();
});
afterAll(() => browser.close());

const nodes = (page: Page): Promise<number> => page.evaluate(() => {
  const count = (root: ParentNode): number => [...root.querySelectorAll("*")].reduce((sum, one) => sum + 1 + (one.shadowRoot ? count(one.shadowRoot) : 0), 0);
  return count(document);
});

describe.runIf(await answers())("P02 a diary of ten years", () => {
  it("puts few nodes on the screen, and more of its list only when asked", async () => {
    const { page } = opened;
    expect(await page.locator("[data-reading]").count()).toBe(10);
    expect(await nodes(page)).toBeLessThan(400);
  });

  it("takes a reading, once, and shows a danger while the rules still read the years before", async () => {
    const { page, problems } = opened;
    await addPressure(page, "128/82");
    await expect.poll(async () => (await rows(page))[0]).toBe("128/82 mmHg");
    expect(await page.locator(".today[data-level]").count()).toBe(0);
    await addPressure(page, "186/122");
    await page.locator("diary-danger [role=alertdialog]").waitFor();
    await page.locator("diary-danger .row button").last().click();
    await expect.poll(async () => (await rows(page)).slice(0, 2)).toEqual(["186/122 mmHg", "128/82 mmHg"]);
    expect(problems).toEqual([]);
  });

  it("is drawn with at most two points for each column, its crisis among them, and listed in parts", async () => {
    const { page } = opened;
    await page.locator("button.chart").click();
    const chart = page.locator("liangbing-chart");
    await chart.locator("svg").waitFor();
    const drawn = await chart.locator("svg .bar").count();
    expect(drawn).toBeGreaterThan(100);
    expect(drawn).toBeLessThanOrEqual(2 * 300);
    expect(await chart.locator(".told").innerText()).toMatch(/14602.*201\/121/);
    await chart.getByRole("button", { name: "看表格" }).click();
    expect(await chart.locator("tbody tr").count()).toBe(100);
  });
});
