import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { answers } from "../real.js";
import { addPressure, diaries, DIARY, openDiary, ready, rows } from "./diary.page.js";
import { URL_OF_PAGES } from "./page.js";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const phone = diaries();

const overflow = (page: Page): Promise<number> => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
async function refused(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe);
  return page.evaluate(async () => {
    const { axe: run } = window as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } };
    return (await run.run()).violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 90)).join(" | ")}`);
  });
}

describe.runIf(await answers())("for everyone", { timeout: 240_000 }, () => {
  it("P16 every part in every size and language: nothing runs over at 320 px, axe refuses nothing, all of it has a name", async () => {
    const { page } = await phone.open({ viewport: { width: 320, height: 740 } });
    await addPressure(page, "128/82");
    await page.locator(".elder").click();
    const parts = ["meds", "ask", "share", "lock"];
    for (const name of parts) await page.locator(`details.${name} > summary`).click();
    await page.locator(".out summary").click();
    await page.locator("button.chart").click();
    for (const name of parts) await page.locator(`diary-${name} :first-child`).first().waitFor();
    await page.locator("diary-out form").waitFor();
    await page.locator("diary-share label").first().click();
    await page.locator("diary-share svg").waitFor();
    for (const language of ["zh-CN", "en"]) {
      if ((await page.getAttribute("html", "lang")) !== language) await page.locator(".language").click();
      for (const size of ["normal", "large", "care", "max"]) {
        await page.locator("select.size").selectOption(size);
        const said = language === "en" || size === "max" ? await refused(page) : [];
        expect([language, size, await overflow(page), said]).toEqual([language, size, 0, []]);
      }
      // The text spacing that readers may set for themselves.
      await page.evaluate(() => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }");
        document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
      });
      expect([language, "spaced", await overflow(page)]).toEqual([language, "spaced", 0]);
    }
    expect(phone.opened?.problems).toEqual([]);
  });

  it("P16 the first screen says to a screen reader what the golden file says", async () => {
    const { page } = await phone.open();
    for (const language of ["zh-CN", "en"]) {
      if ((await page.getAttribute("html", "lang")) !== language) await page.locator(".language").click();
      await expect.poll(() => page.getAttribute("html", "lang")).toBe(language);
      await page.locator(".today[data-level]").waitFor();
      await expect(await page.locator("body").ariaSnapshot()).toMatchFileSnapshot(`golden/diary.${language}.aria.yml`);
    }
  });

  it("P01 a first visit asks for no account, fits each phone, and has large buttons in the larger letters", async () => {
    for (const [width, height] of [[320, 568], [360, 740], [768, 1024]] as const) {
      const { context, page, problems } = await openDiary(phone.browser, { viewport: { width, height } });
      expect([width, await overflow(page), await page.locator("input[type=email], input[type=tel], [name=account]").count()]).toEqual([width, 0, 0]);
      await page.locator(".elder").click();
      expect((await page.locator("[data-add=bp]").boundingBox())?.height).toBeGreaterThanOrEqual(60);
      expect([width, await overflow(page), problems]).toEqual([width, 0, []]);
      await context.close();
    }
  });
});

describe.runIf(await answers())("nothing is lost", { timeout: 180_000 }, () => {
  it("P12 of two windows that change one reading the first is kept, and the second told; a newer page is told to the older", async () => {
    const { page, context } = await phone.open();
    await addPressure(page, "128/82");
    const other = await context.newPage();
    await other.goto(DIARY);
    await ready(other);
    for (const at of [page, other]) await at.locator("[data-reading] button").first().click();
    for (const [at, upper] of [[page, "130"], [other, "150"]] as const) {
      await at.fill("#systolic", upper);
      await at.locator("diary-entry button[type=submit]").click();
      if (at === page) await expect.poll(() => rows(page)).toEqual(["130/82 mmHg"]);
    }
    expect(await other.locator(".trouble").innerText()).toContain("没有记上");
    expect(await other.inputValue("#systolic")).toBe("150");
    // Both are in sight; what was typed here is kept by one press, and the other window sees it.
    expect(await other.locator("diary-entry .theirs").innerText()).toContain("130/82");
    await other.locator("diary-entry .mine").click();
    await expect.poll(() => rows(page)).toEqual(["150/82 mmHg"]);
    await expect.poll(() => rows(other)).toEqual(["150/82 mmHg"]);
    expect(await other.locator(".trouble").count()).toBe(0);
    // Or the other way round.
    for (const at of [page, other]) await at.locator("[data-reading] button").first().click();
    await page.fill("#systolic", "131");
    await page.locator("diary-entry button[type=submit]").click();
    await expect.poll(() => rows(page)).toEqual(["131/82 mmHg"]);
    await other.fill("#systolic", "151");
    await other.locator("diary-entry button[type=submit]").click();
    await other.locator("diary-entry .leave").click();
    await expect.poll(() => rows(other)).toEqual(["131/82 mmHg"]);
    expect(await other.locator(".trouble").count()).toBe(0);
    await page.evaluate(() => void indexedDB.open("liangbing", 99));
    await expect.poll(() => other.locator(".trouble").innerText()).toContain("请刷新本页");
  });

  it("P13 a full disk stores nothing of a copy and loses nothing; a diary deleted under the page is said, and begun again by a reload", async () => {
    const { page } = await phone.open();
    await addPressure(page, "128/82");
    await expect.poll(() => rows(page)).toEqual(["128/82 mmHg"]);
    await page.evaluate(() => {
      const put = IDBObjectStore.prototype.put;
      (window as unknown as { mend(): void }).mend = () => (IDBObjectStore.prototype.put = put);
      IDBObjectStore.prototype.put = () => { throw new DOMException("", "QuotaExceededError"); };
    });
    await addPressure(page, "131/84");
    expect(await page.locator(".trouble").innerText()).toMatch(/没有空间[\s\S]*以前的都在/);
    // What is there can be taken out then and there, with the form still open.
    const [table] = await Promise.all([page.waitForEvent("download"), page.locator(".trouble .csv").click()]);
    expect(readFileSync(await table.path(), "utf8")).toContain("blood-pressure,128,82");
    await page.evaluate(() => (window as unknown as { mend(): void }).mend());
    await page.locator("diary-entry button[type=submit]").click();
    await expect.poll(() => rows(page)).toEqual(["131/84 mmHg", "128/82 mmHg"]);
    await page.evaluate(() => void indexedDB.deleteDatabase("liangbing"));
    await expect.poll(() => page.locator(".trouble").innerText()).toMatch(/刷新/);
    await page.locator(".trouble button").click();
    await ready(page);
    expect(await rows(page)).toEqual([]);
  });

  it("an older diary is not brought up to date before a copy was offered, and keeps every reading", async () => {
    const { page, context } = await phone.open();
    // A diary as the first version of the page left it.
    await page.goto(new URL("icon.svg", URL_OF_PAGES).href);
    await page.evaluate(() => new Promise<void>((done, fail) => {
      indexedDB.deleteDatabase("liangbing").onsuccess = () => {
        const request = indexedDB.open("liangbing", 1);
        request.onupgradeneeded = () => {
          for (const kind of ["people", "readings", "medicines", "ticks", "documents", "questions", "settings"]) request.result.createObjectStore(kind, { keyPath: "id" }).createIndex("seq", "seq");
          request.result.createObjectStore("meta").put({ seq: 2, latest: "" }, "counters");
        };
        request.onerror = () => fail(request.error);
        request.onsuccess = () => {
          const row = { seq: 1, revision: 1, enteredAt: "2026-11-20T08:00:00.000Z", deletedAt: null };
          const transaction = request.result.transaction(["people", "readings"], "readwrite");
          transaction.objectStore("people").put({ ...row, id: "p", nickname: "秀英", conditions: null });
          transaction.objectStore("readings").put({ ...row, id: "r", seq: 2, person: "p", source: "manual", zone: "Asia/Shanghai", checked: true,
            observation: { concept: "blood-pressure", at: "2026-11-20T08:00+08:00", systolic: 133, diastolic: 85, unit: "mmHg", setting: "home" } });
          transaction.oncomplete = () => (request.result.close(), done());
        };
      };
    }));
    const old = await context.newPage();
    await old.goto(DIARY);
    await old.locator("diary-upgrade").waitFor();
    const version = (): Promise<number | undefined> => old.evaluate(async () => (await indexedDB.databases()).find(({ name }) => name === "liangbing")?.version);
    expect(await version()).toBe(1);
    await old.fill("diary-upgrade #pass", "correct horse");
    await old.fill("diary-upgrade #again", "correct horse");
    const [copy] = await Promise.all([old.waitForEvent("download"), old.locator("diary-upgrade button[type=submit]").click()]);
    expect(copy.suggestedFilename()).toMatch(/upgrade\.json$/);
    await ready(old);
    expect(await rows(old)).toEqual(["133/85 mmHg"]);
    expect(await version()).toBe(2);
  });

  it("G06 leaving a shared computer clears the diary, the page that was kept, and its worker", async () => {
    const { page, problems } = await phone.open();
    await addPressure(page, "128/82");
    await page.evaluate(async () => void (await navigator.serviceWorker.ready));
    await page.locator(".out summary").click();
    await page.locator("diary-out .leave").click();
    await page.locator("diary-out .leave-now").click();
    await expect.poll(() => page.locator("liangbing-diary [role=status]").innerText()).toContain("都清掉了");
    const left = await page.evaluate(async () => [
      (await indexedDB.databases()).map(({ name }) => name), await caches.keys(), (await navigator.serviceWorker.getRegistrations()).length, localStorage.length, sessionStorage.length,
    ]);
    expect(left).toEqual([[], [], 0, 0, 0]);
    expect(problems).toEqual([]);
  });
});
