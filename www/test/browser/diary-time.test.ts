import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { answers } from "../real.js";
import { addPressure, diaries, ready, rows, told } from "./diary.page.js";

const phone = diaries({ clean: true });

/** A diary at a moment, in a zone. */
async function open(at: string, timezoneId = "Asia/Shanghai"): Promise<Page> {
  return (await phone.open({ timezoneId }, undefined, new Date(at))).page;
}

const whens = async (page: Page): Promise<string[]> => (await page.locator("[data-reading] .quiet").allInnerTexts()).map((line) => line.slice(0, 16));
async function addAt(page: Page, text: string, when: string): Promise<void> {
  await page.click("[data-add=bp]");
  await page.fill("#systolic", text);
  await page.locator("diary-entry label", { hasText: "选时间" }).click();
  await page.fill("#time", when);
  await page.locator("diary-entry button[type=submit]").click();
}
const stored = (page: Page): Promise<string[]> => page.evaluate(() => new Promise((done) => {
  const request = indexedDB.open("liangbing");
  request.onsuccess = () => {
    const all = request.result.transaction("readings").objectStore("readings").getAll();
    all.onsuccess = () => (request.result.close(), done((all.result as { observation: { at: string } }[]).map(({ observation }) => observation.at).sort()));
  };
}));
const average = (page: Page): Promise<string> => page.locator(".average p").first().innerText();

describe.runIf(await answers())("time", () => {
  it("is the reading's own, wherever the diary is opened: the same wall time, day, order and average", async () => {
    let page = await open("2026-01-08T07:31:00+08:00");
    await told(page, "高血压");
    for (const day of ["05", "06", "07"]) {
      await addAt(page, "150/95", `2026-01-${day}T07:30`);
      await expect.poll(() => page.locator("[data-add=bp]").count()).toBe(1);
      await addAt(page, "140/85", `2026-01-${day}T19:30`);
      await expect.poll(() => page.locator("[data-add=bp]").count()).toBe(1);
    }
    await addPressure(page, "128/82");
    await expect.poll(() => rows(page)).toHaveLength(7);
    const [seen, mean, kept] = [await whens(page), await average(page), await stored(page)];
    expect(seen[0]).toBe("2026-01-08 07:31");
    for (const timezoneId of ["America/New_York", "Pacific/Apia", "Asia/Urumqi"]) {
      // In New York it is still the evening before: today's reading counts all the same.
      const storageState = await page.context().storageState({ indexedDB: true });
      await page.context().close();
      ({ page } = await phone.open({ timezoneId, storageState }, undefined, new Date("2026-01-08T08:31:00+08:00")));
      expect([timezoneId, await whens(page), await average(page), await stored(page)]).toEqual([timezoneId, seen, mean, kept]);
    }
    // A number that is put right in another zone leaves the moment as it was.
    await page.locator("[data-reading] button").first().click();
    await page.fill("#systolic", "129");
    await page.locator("diary-entry button[type=submit]").click();
    await expect.poll(async () => (await rows(page))[0]).toBe("129/82 mmHg");
    expect(await stored(page)).toEqual(kept);
  });

  it("turns to the next day while the page stays open: yesterday's sheet is no more shown, and the sentence stays", async () => {
    const page = await open("2026-01-05T23:50:00+08:00");
    await told(page, "高血压");
    await addPressure(page, "186/122");
    await page.locator("diary-danger").waitFor();
    // Not while somebody reads it.
    await page.clock.fastForward("20:00");
    expect(await page.locator("diary-danger").count()).toBe(1);
    await page.locator("diary-danger [data-close]").click();
    await expect.poll(() => page.locator(".today").innerText()).toContain("今天就去");
    await page.clock.fastForward("24:00:00");
    await expect.poll(() => page.locator(".today").innerText()).toMatch(/两周内上转|2026-01-(07|1\d|2\d)/);
  });

  it("has an hour twice and an hour never in New York, and a day more in February", async () => {
    const page = await open("2026-11-02T12:00:00-05:00", "America/New_York");
    for (const when of ["2026-11-01T01:30", "2026-11-01T23:59", "2026-11-02T00:01", "2026-03-08T02:30", "2024-02-29T08:00"]) {
      await addAt(page, "128/82", when);
      await expect.poll(() => page.locator("[data-add=bp]").count()).toBe(1);
    }
    // The hour that never was is the one after it.
    expect(await whens(page)).toEqual(["2026-11-02 00:01", "2026-11-01 23:59", "2026-11-01 01:30", "2026-03-08 03:30", "2024-02-29 08:00"]);
    expect(await stored(page)).toEqual(["2024-02-29T08:00-05:00", "2026-03-08T03:30-04:00", "2026-11-01T01:30-04:00", "2026-11-01T23:59-05:00", "2026-11-02T00:01-05:00"]);
  });

  it("may jump: told where it went back, nothing lost, and right again afterwards", async () => {
    const page = await open("2026-01-05T07:30:00+08:00");
    await told(page, "高血压");
    await page.locator(".people summary").click();
    await page.fill("#born", "1990");
    await page.locator("#born").blur();
    await addPressure(page, "128/82");
    await expect.poll(() => rows(page)).toHaveLength(1);
    for (const [at, text] of [["2025-01-05T07:30:00+08:00", "129/83"], ["1970-01-02T07:30:00+08:00", "130/84"]] as const) {
      await page.clock.setSystemTime(new Date(at));
      await page.reload();
      await page.locator("[data-add=bp]").waitFor();
      await addPressure(page, text);
      await page.locator(".notice.clock").waitFor();
      expect(await page.locator(".notice.clock").innerText()).toContain("往回调");
    }
    await page.clock.setSystemTime(new Date("2026-01-06T07:30:00+08:00"));
    await page.reload();
    await ready(page);
    expect(await rows(page)).toEqual(["128/82 mmHg", "129/83 mmHg", "130/84 mmHg"]);
    expect(await page.locator("[data-reading]", { hasText: "129/83" }).innerText()).toContain("往回调");
    await addPressure(page, "131/85");
    await expect.poll(() => rows(page)).toEqual(["131/85 mmHg", "128/82 mmHg", "129/83 mmHg", "130/84 mmHg"]);
    expect(await page.locator(".today").getAttribute("data-level")).toBe("G1");
  });
});
