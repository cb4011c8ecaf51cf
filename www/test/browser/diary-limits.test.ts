import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { decade, fill, long } from "../../bench/decade.mjs";
import { answers } from "../real.js";
import { openDoor } from "./diary.fake.js";
import { addPressure, diaries, DIARY, hosted, ready, rows, stored } from "./diary.page.js";

// Where a phone, a browser or a network ends, for real and not as a function that was replaced.
const phone = diaries();

describe.runIf(await answers())("P13 the browser's own limit", { timeout: 240_000 }, () => {
  it("of a few megabytes takes ten years whole or not at all, keeps what was there, and lets it be taken out", async () => {
    const context = await phone.browser.newContext({ locale: "zh-CN", viewport: { width: 360, height: 740 } });
    const page = await context.newPage();
    phone.opened = { context, page, problems: [] };
    const devtools = await context.newCDPSession(page);
    const limit = (quotaSize?: number): Promise<unknown> => devtools.send("Storage.overrideQuotaForOrigin", { origin: new URL(DIARY).origin, ...(quotaSize && { quotaSize }) });
    // Before the diary is opened: the browser remembers for half a minute how much room there was. The page itself is kept in
    // the same room, with a megabyte of its own.
    await limit(3_000_000);
    await page.goto(DIARY);
    await ready(page);
    await addPressure(page, "128/82");
    await expect.poll(() => rows(page)).toEqual(["128/82 mmHg"]);
    await openDoor(page, "table");
    await page.locator("diary-table input[type=file]").setInputFiles({ name: "long.csv", mimeType: "text/csv", buffer: Buffer.from(long(14_600)) });
    await page.locator("diary-table .take").click({ timeout: 60_000 });
    await page.locator(".trouble", { hasText: "没有空间" }).waitFor({ timeout: 120_000 });
    expect(await stored(page)).toBe(1);
    const [table] = await Promise.all([page.waitForEvent("download"), page.locator(".trouble .csv").click()]);
    expect(readFileSync(await table.path(), "utf8").trim().split("\n")).toHaveLength(2);
    // Room again: the same file, from the screen that is still there.
    await limit();
    await page.locator("diary-table .take").click();
    await page.locator("diary-table .told", { hasText: "14600 条" }).waitFor({ timeout: 120_000 });
    expect(await stored(page)).toBe(14_601);
    await page.locator("diary-table button.primary").click();
    await page.reload();
    await ready(page);
    expect(await stored(page)).toBe(14_601);
  });

  it("of a frame without an origin is said, and a reading is judged there all the same", async () => {
    const host = await hosted({ open: true, policy: (policy) => policy.replace(/frame-ancestors [^;]*;?/, "").replaceAll("'self'", "http://127.0.0.1:*") });
    const { context } = await phone.open();
    try {
      const page = await context.newPage();
      await page.setContent(`<iframe sandbox="allow-scripts" width="360" height="700" src="${host.url}"></iframe>`);
      const frame = page.frameLocator("iframe");
      await frame.locator(".memory", { hasText: "不保存" }).waitFor();
      // Without `allow-forms` no form of the frame's is ever sent.
      await frame.locator("[data-add=bp]").click();
      await frame.locator("#systolic").pressSequentially("128/82");
      await frame.locator("diary-entry button[type=submit]").click();
      await frame.locator("[data-reading]", { hasText: "128/82" }).waitFor();
      await frame.locator("[data-add=bp]").click();
      await frame.locator("#systolic").pressSequentially("186/122");
      await frame.locator("#diastolic").press("Enter");
      await frame.locator("diary-danger").waitFor();
      expect(phone.opened?.problems.filter((one) => one.startsWith("error:"))).toEqual([]);
    } finally {
      await host.close();
    }
  });
});

describe.runIf(await answers())("a page without https, as in many a hospital's network", { timeout: 120_000 }, () => {
  it("keeps readings, judges them and takes tables, and says what it cannot do", async () => {
    const context = await phone.browser.newContext({ locale: "zh-CN", viewport: { width: 360, height: 740 } });
    const page = await context.newPage();
    phone.opened = { context, page, problems: [] };
    context.on("weberror", (error) => phone.opened?.problems.push(error.error().message));
    const pages = new URL(DIARY).origin;
    await context.route("http://clinic.test/**", async (route) => route.fulfill({ response: await route.fetch({ url: route.request().url().replace("http://clinic.test", pages) }) }));
    await page.goto("http://clinic.test/diary/");
    await ready(page);
    expect(await page.evaluate(() => [isSecureContext, "randomUUID" in crypto])).toEqual([false, false]);
    await addPressure(page, "128/82");
    await expect.poll(() => rows(page)).toEqual(["128/82 mmHg"]);
    await page.reload();
    await ready(page);
    expect(await rows(page)).toEqual(["128/82 mmHg"]);
    await openDoor(page, "table");
    await page.locator("diary-table input[type=file]").setInputFiles({ name: "bp.csv", mimeType: "text/csv", buffer: Buffer.from("测量时间,高压,低压\n2026/1/5 7:30,150,95\n") });
    await page.locator("diary-table .take").click();
    await page.locator("diary-table .told", { hasText: "1 条" }).waitFor();
    await page.locator("diary-table button.primary").click();
    await expect.poll(() => rows(page)).toEqual(["128/82 mmHg", "150/95 mmHg"]);
    for (const [part, name] of [[".out", "diary-out"], [".lock", "diary-lock"]] as const) {
      await page.locator(`${part} summary`).click();
      await page.locator(`${name} .notice`, { hasText: "不是 https" }).waitFor();
      expect(await page.locator(`${name} form`).count()).toBe(0);
    }
    const [table] = await Promise.all([page.waitForEvent("download"), page.locator("diary-out .csv").click()]);
    expect(readFileSync(await table.path(), "utf8")).toContain("blood-pressure,128,82");
    await addPressure(page, "186/122");
    await page.locator("diary-danger").waitFor();
    expect(phone.opened?.problems).toEqual([]);
  });
});

describe.runIf(await answers())("P11 a server that is no more", { timeout: 180_000 }, () => {
  it("leaves a page that opens, takes a reading and prints its sheet", async () => {
    const host = await hosted();
    try {
      const { page } = await phone.open({}, host.url);
      await addPressure(page, "128/82");
      await page.evaluate(async () => void (await navigator.serviceWorker.ready));
      await page.reload();
      await ready(page);
      await host.close();
      await page.reload();
      await ready(page);
      await addPressure(page, "131/84");
      await expect.poll(() => rows(page)).toEqual(["131/84 mmHg", "128/82 mmHg"]);
      await page.locator(".out summary").click();
      await page.evaluate(() => (window.print = () => undefined));
      await page.locator("diary-out .print").click();
      await page.emulateMedia({ media: "print" });
      expect(await page.locator(".diary-sheet").innerText()).toMatch(/128\/82, \d\d:\d\d 131\/84/);
      expect((await page.pdf({ preferCSSPageSize: true })).toString("latin1").match(/\/Type \/Page\b/g)).toHaveLength(1);
    } finally {
      await host.close();
    }
  });
});

describe.runIf(await answers())("P16 ears, keys and magnifiers", { timeout: 180_000 }, () => {
  it("reads today's sentence with a voice of this device, and stops when pressed again", async () => {
    const { page } = await phone.open();
    await page.evaluate(() => {
      const own = window as unknown as { said: [string, string][]; stopped: number };
      own.said = [];
      own.stopped = 0;
      let going: SpeechSynthesisUtterance | undefined;
      const voice = { localService: true, lang: "zh-CN", name: "x" };
      Object.defineProperty(window, "SpeechSynthesisUtterance", { value: class { voice: unknown; lang = ""; rate = 1; onend?: () => void; constructor(readonly text: string) {} } });
      speechSynthesis.getVoices = () => [voice as SpeechSynthesisVoice];
      speechSynthesis.speak = (one) => (own.said.push([one.text, one.lang]), void (going = one));
      speechSynthesis.cancel = () => {
        own.stopped += going ? 1 : 0;
        (going?.onend as (() => void) | undefined)?.();
        going = undefined;
      };
      speechSynthesis.dispatchEvent(new Event("voiceschanged"));
    });
    const heard = (): Promise<{ said: [string, string][]; stopped: number }> => page.evaluate(() => {
      const { said, stopped } = window as unknown as { said: [string, string][]; stopped: number };
      return { said, stopped };
    });
    await addPressure(page, "128/82");
    await page.locator(".read").click();
    const { said } = await heard();
    expect(said).toHaveLength(1);
    const [text = "", language] = said[0] ?? [];
    expect(language).toBe("zh-CN");
    const card = (await page.locator(".today").innerText()).replaceAll(/\s/g, "");
    for (const sentence of text.split(/[。.]\s*/).filter((one) => one !== "")) expect(card).toContain(sentence.replaceAll(/\s/g, ""));
    expect(text.length).toBeGreaterThan(8);
    await page.locator(".read").click();
    await expect.poll(async () => (await heard()).stopped).toBe(1);
    await page.locator(".read").click();
    await expect.poll(async () => (await heard()).said.length).toBe(2);
  });

  it("goes through a chart by keys, each reading said with its day and its value", async () => {
    const { page } = await phone.open();
    const today = await page.evaluate(() => new Date().toISOString().slice(0, 10));
    await page.evaluate(fill, decade(today, "x", 3));
    await page.reload();
    await ready(page);
    await page.locator("button.chart").click();
    const chart = page.locator("liangbing-chart");
    const frame = chart.locator(".frame");
    await frame.waitFor();
    const said = (): Promise<string> => chart.locator(".told").innerText();
    const summary = await said();
    await frame.focus();
    const heard: string[] = [];
    for (const key of ["Home", "ArrowRight", "ArrowRight", "ArrowLeft", "End", "ArrowRight"]) {
      await page.keyboard.press(key);
      await expect.poll(said).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d \d+\/\d+ mmHg$/);
      heard.push(await said());
    }
    const [first, second, third, back, last, beyond] = heard;
    expect(new Set([first, second, third, last]).size).toBe(4);
    expect([back, beyond]).toEqual([second, last]);
    expect([...heard.slice(0, 3)].sort()).toEqual(heard.slice(0, 3));
    await page.keyboard.press("Escape");
    await expect.poll(said).toBe(summary);
    expect(await chart.locator(".told").getAttribute("aria-live")).toBe("polite");
  });

  it.each(["zh-CN", "en"])("at four times its size, as 1280 by 1024 pixels show it: nothing runs over, and a reading can be written (%s)", async (locale) => {
    const { page } = await phone.open({ locale, viewport: { width: 320, height: 256 }, deviceScaleFactor: 4 });
    const over = (): Promise<number> => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(await over()).toBe(0);
    await addPressure(page, "186/122");
    await page.locator("diary-danger").waitFor();
    expect(await over()).toBe(0);
    // Nothing that stays in its place may cover what it stands on.
    const call = page.locator("diary-danger a[href='tel:120']").first();
    await expect.poll(() => call.evaluate((one) => {
      const box = one.getBoundingClientRect();
      return box.top >= 0 && box.bottom <= innerHeight;
    })).toBe(true);
    const covered = await page.locator("diary-danger").evaluate((sheet) => {
      const own = (sheet.shadowRoot as ShadowRoot).querySelector("a[href='tel:120']")?.parentElement;
      return own ? own.getBoundingClientRect().height / innerHeight : 1;
    });
    expect(covered).toBeLessThan(0.5);
  });
});
