import { readFileSync } from "node:fs";
import type { Locator, Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { decade, fill } from "../../bench/decade.mjs";
import { answers } from "../real.js";
import { openDoor } from "./diary.fake.js";
import { addPressure, diaries, ready } from "./diary.page.js";
import { URL_OF_PAGES, violations, visit } from "./page.js";
import jsqr from "jsqr";

const phone = diaries();
/** The day on the page's own clock, in its own zone. */
const dayOf = (page: Page): Promise<string> => page.evaluate(() => new Date().toLocaleDateString("sv"));
const part = (page: Page, name: string): Promise<void> => page.locator(`details.${name} > summary`).click();

/** What an independent decoder reads from a picture on the screen. */
async function scanned(picture: Locator): Promise<string> {
  const { data, width, height } = await picture.page().evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const canvas = new OffscreenCanvas(image.width, image.height);
    canvas.getContext("2d")?.drawImage(image, 0, 0);
    const pixels = canvas.getContext("2d")?.getImageData(0, 0, image.width, image.height).data ?? [];
    return { data: [...pixels], width: image.width, height: image.height };
  }, (await picture.screenshot()).toString("base64"));
  const decode = (jsqr as unknown as { default?: typeof jsqr }).default ?? jsqr;
  return decode(Uint8ClampedArray.from(data), width, height)?.data ?? "";
}

describe.runIf(await answers())("medicines, papers and questions", { timeout: 180_000 }, () => {
  it("are written, ticked with one tap a day, taken back, and on the printed sheet", async () => {
    const { page, problems } = await phone.open();
    await part(page, "meds");
    await page.fill("diary-meds #name", "氨氯地平");
    await page.fill("diary-meds #dose", "5 mg 早上");
    await page.locator("diary-meds button[type=submit]").click();
    const tick = page.locator("diary-meds .tick");
    await tick.click();
    await expect.poll(() => tick.getAttribute("aria-pressed")).toBe("true");
    await page.reload();
    await ready(page);
    await expect.poll(() => tick.getAttribute("aria-pressed")).toBe("true");
    await tick.click();
    await expect.poll(() => tick.getAttribute("aria-pressed")).toBe("false");
    await page.locator("diary-meds li button").nth(1).click();
    await expect.poll(() => tick.count()).toBe(0);
    await page.locator("diary-meds .undo").click();
    await expect.poll(() => tick.innerText()).toContain("氨氯地平");

    await part(page, "ask");
    await page.fill("diary-ask #question", "脚肿是药的事吗？");
    await page.keyboard.press("Enter");
    await page.fill("diary-ask #question", "能吃西瓜吗？");
    await page.keyboard.press("Enter");
    await expect.poll(() => page.locator("diary-ask li").count()).toBe(2);
    await page.locator("diary-ask label", { hasText: "西瓜" }).click();
    await expect.poll(() => page.locator("diary-ask .asked").count()).toBe(1);
    await page.evaluate(() => (window.print = () => undefined));
    await page.locator(".out summary").click();
    await page.locator("diary-out .print").click();
    const sheet = await page.locator(".diary-sheet").textContent();
    expect(sheet).toContain("脚肿");
    expect(sheet).not.toContain("西瓜");
    expect(problems).toEqual([]);
  });

  it("come from the doctor's page as a file without a name, and stay what the patient brings", async () => {
    const doctor = await visit(phone.browser, { locale: "zh-CN" });
    const [file] = await Promise.all([doctor.page.waitForEvent("download"), doctor.page.locator(".hand-out .file").click()]);
    const text = readFileSync(await file.path(), "utf8");
    await doctor.page.context().close();
    const { page } = await phone.open();
    await openDoor(page, "papers");
    const give = (buffer: Buffer): Promise<void> => page.locator("diary-papers input[type=file]").setInputFiles({ name: "visit.json", mimeType: "application/json", buffer });
    await give(Buffer.from("{}"));
    await page.locator("diary-papers .doubt[role=alert]").waitFor();
    await give(Buffer.from(text));
    await expect.poll(() => page.locator("diary-papers [data-paper]").count()).toBeGreaterThan(0);
    const before = await page.locator("diary-papers [data-paper]").count();
    await give(Buffer.from(text));
    await expect.poll(() => page.locator("diary-papers [role=status]").innerText()).toContain("0");
    expect(await page.locator("diary-papers [data-paper]").count()).toBe(before);
    expect(await page.locator("diary-papers [data-paper]").first().innerText()).toContain("未经核实");
    expect(doctor.problems).toEqual([]);
  });
});

describe.runIf(await answers())("a code from the doctor's page", { timeout: 180_000 }, () => {
  it("opens the patient's diary, which asks, keeps its papers, and leaves nothing in the address", async () => {
    const doctor = await visit(phone.browser, { locale: "zh-CN" });
    await doctor.page.locator(".hand-out .code").click();
    const dialog = doctor.page.locator("dialog.hand-out-code");
    const address = await scanned(dialog.locator("svg"));
    expect(address).toMatch(new RegExp(`^${URL_OF_PAGES}diary/#2\\.\\d+$`));
    expect(await violations(doctor.page)).toEqual([]);
    await doctor.page.keyboard.press("Escape");
    await expect.poll(() => dialog.count()).toBe(0);
    expect(doctor.problems).toEqual([]);
    await doctor.page.context().close();

    const { context, problems } = await phone.open();
    const asked: string[] = [];
    context.on("request", (request) => asked.push(request.url()));
    const page = await context.newPage();
    await page.goto(address);
    await page.locator("diary-papers .take").waitFor();
    expect(page.url()).toBe(new URL("diary/", URL_OF_PAGES).href);
    expect(asked.filter((url) => /\d{30}/.test(url.replace(/#.*$/, "")))).toEqual([]);
    expect(await page.locator("diary-papers [data-paper]").count()).toBe(0);
    await page.locator("diary-papers .take").click();
    await expect.poll(() => page.locator("diary-papers [data-paper]").count()).toBeGreaterThan(0);
    const kept = await page.locator("diary-papers .papers").innerText();
    expect(kept).toContain("未经核实");
    // Every data element has a name in the patient's language.
    expect(kept).not.toMatch(/blood-pressure|hba1c|cholesterol|ldl|bmi/);
    // Scanned again: nothing is there twice.
    const papers = await page.locator("diary-papers [data-paper]").count();
    await page.locator("diary-papers .back").click();
    await page.evaluate((hash) => (location.hash = hash), new URL(address).hash);
    await page.locator("diary-papers .take").click();
    await expect.poll(() => page.locator("diary-papers [role=status]").innerText()).toContain("0");
    expect(await page.locator("diary-papers [data-paper]").count()).toBe(papers);
    expect(problems).toEqual([]);
  });

  it("that was not read whole is said, and what is being written is not thrown away for one", async () => {
    const { page, problems } = await phone.open();
    await page.locator("[data-add=bp]").click();
    await page.fill("diary-entry #systolic", "128");
    await page.evaluate(() => (location.hash = "#2.12345"));
    await expect.poll(() => page.url()).not.toContain("#");
    await page.waitForTimeout(1_200);
    expect(await page.locator("diary-entry #systolic").inputValue()).toBe("128");
    await page.fill("diary-entry #diastolic", "82");
    await page.locator("diary-entry button[type=submit]").click();
    await expect.poll(() => page.locator("diary-papers [role=alert]").innerText()).toContain("没有扫全");
    await page.locator("diary-papers .back").click();
    await expect.poll(() => page.locator("[data-reading]").count()).toBe(1);
    expect(problems).toEqual([]);
  });
});

describe.runIf(await answers())("P15 a code for the doctor", { timeout: 180_000 }, () => {
  it("holds the last days and no name, is read by an independent decoder, shown once, and gone from the address", async () => {
    const { page, context, problems } = await phone.open();
    await page.evaluate(fill, decade(await dayOf(page), "x", 20));
    await page.reload();
    await ready(page);
    await part(page, "share");
    await page.locator("diary-share label", { hasText: "14" }).click();
    await page.locator("diary-share svg").waitFor();
    expect(await page.locator("diary-share svg + p").innerText()).toMatch(/52 条，不含姓名/);
    const address = await scanned(page.locator("diary-share svg"));
    expect(address).toMatch(new RegExp(`^${URL_OF_PAGES}view/#1\\.\\d+$`));

    const asked: string[] = [];
    context.on("request", (request) => asked.push(request.url()));
    const doctor = await context.newPage();
    await doctor.goto(address);
    await doctor.locator("table tbody tr").first().waitFor();
    expect(await doctor.locator("body").innerText()).toMatch(/未经核实[\s\S]*14 天，52 条/);
    expect(doctor.url()).toBe(new URL("view/", URL_OF_PAGES).href);
    expect(asked.filter((url) => /#|1\.\d{20}/.test(url.replace(/#1\.\d+$/, "")))).toEqual([]);
    expect(await doctor.locator("tbody tr").count()).toBe(52);
    await doctor.evaluate(() => (location.hash = "#1.12345"));
    await expect.poll(() => doctor.locator(".notice").innerText()).toContain("坏了");
    expect(problems).toEqual([]);
  });

  it("of too many readings is refused, and the table offered; of none is said", async () => {
    const { page } = await phone.open();
    await part(page, "share");
    await page.locator("diary-share label", { hasText: "7" }).click();
    await expect.poll(() => page.locator("diary-share .notice").innerText()).toContain("没有");
    const rows = decade(await dayOf(page), "x", 30).flatMap((row) => [0, 1, 2].map((n) => ({ ...row, id: `${row.id}-${n}` })));
    await page.evaluate(fill, rows);
    await page.reload();
    await ready(page);
    await part(page, "share");
    await page.locator("diary-share label", { hasText: "30" }).click();
    const [file] = await Promise.all([page.waitForEvent("download"), page.locator("diary-share .file").click()]);
    expect(file.suggestedFilename()).toMatch(/\.csv$/);
  });
});

describe.runIf(await answers())("the chart", { timeout: 180_000 }, () => {
  it("shows each kind as a picture and as a table, names the target's document, and is a file by itself", async () => {
    const { page, problems } = await phone.open();
    await page.evaluate(fill, decade(await dayOf(page), "x", 20));
    await page.reload();
    await ready(page);
    await page.locator("button.chart").click();
    const chart = page.locator("liangbing-chart");
    await chart.locator("svg").waitFor();
    expect(await chart.locator(".legend").innerText()).toMatch(/诊室目标：< 1\d0\/\d0 mmHg（.+指南.+）/);
    await chart.locator("[data-range='7']").click();
    expect(await chart.locator(".told").innerText()).toContain("28 次");
    await chart.locator(".frame").focus();
    await page.keyboard.press("End");
    expect(await chart.locator(".told").innerText()).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d \d+\/\d+ mmHg$/);
    await page.keyboard.press("Escape");
    await chart.locator("[data-kind=modal-day]").click();
    expect(await chart.locator("[role=status]").innerText()).toContain("还差 30 次");
    expect(await chart.locator("svg").count()).toBe(0);
    await chart.locator("[data-range=all]").click();
    await chart.locator("[data-kind=tiers]").click();
    await chart.locator("svg .step").first().waitFor();
    await chart.locator(".as-table").click();
    expect(await chart.locator("tbody tr").first().innerText()).toMatch(/(红|黄|蓝|灰) [RYBG]\d/);
    await chart.locator("[data-kind=bp]").click();
    const file = await page.evaluate(() => (document.querySelector("liangbing-diary")?.shadowRoot?.querySelector("liangbing-chart") as unknown as { toSvg(): string }).toSvg());
    expect(file).toMatch(/^<svg [^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    expect(file).not.toMatch(/<script|<style|style=|foreignObject|<!--/);
    expect(file.match(/<line [^>]*stroke="#/g)?.length).toBeGreaterThan(20);
    expect(problems).toEqual([]);
  });
});

describe.runIf(await answers())("P15 the printed sheet", { timeout: 180_000 }, () => {
  it("is one page with vectors and without buttons, and readable without colour", async () => {
    const { page } = await phone.open();
    await addPressure(page, "128/82");
    await page.locator(".out summary").click();
    await page.evaluate(() => (window.print = () => undefined));
    await page.locator("diary-out .print").click();
    await page.emulateMedia({ media: "print" });
    expect(await page.locator(".diary-sheet svg").count()).toBe(1);
    expect(await page.locator(".diary-sheet button").count()).toBe(0);
    expect(await page.locator("liangbing-diary").isVisible()).toBe(false);
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
    expect(pdf.match(/\/Type \/Page\b/g)).toHaveLength(1);
    expect(pdf).not.toMatch(/\/Subtype \/Image/);
  });

  it("holds fourteen full days, medicines and questions on one page in both languages, and says what it leaves out", async () => {
    const { page } = await phone.open();
    await page.evaluate(() => new Promise<void>((done, fail) => {
      const request = indexedDB.open("liangbing");
      request.onerror = () => fail(request.error);
      request.onsuccess = () => {
        const transaction = request.result.transaction(["people", "readings", "questions", "medicines"], "readwrite");
        const people = transaction.objectStore("people").getAll();
        people.onsuccess = () => {
          const person = (people.result as { id: string }[])[0]?.id;
          let seq = 100;
          const row = (): object => ({ id: `r${(seq += 1)}`, seq, revision: 1, enteredAt: "2026-01-05T00:00:00.000Z", deletedAt: null, person });
          const put = (store: string, what: object): unknown => transaction.objectStore(store).put({ ...row(), ...what });
          const reading = (observation: object): unknown => put("readings", { source: "manual", zone: "Asia/Shanghai", checked: true, observation });
          for (let n = 0; n < 14; n += 1) {
            for (const time of ["07:30", "07:32", "20:30", "20:32"]) {
              const at = `2026-01-${String(n + 1).padStart(2, "0")}T${time}+08:00`;
              reading({ concept: "blood-pressure", at, systolic: 130 + n, diastolic: 80 + n, unit: "mmHg", setting: "home" });
              reading({ concept: "heart-rate", at, value: 70 + n, unit: "/min", setting: "home" });
            }
            for (const [time, timing] of [["07:00", "fasting"], ["10:00", "postprandial-2h"]]) reading({ concept: "glucose", timing, at: `2026-01-${String(n + 1).padStart(2, "0")}T${time}+08:00`, value: 7.4, unit: "mmol/L", setting: "home" });
          }
          // One morning more than a cell holds.
          for (const systolic of [151, 199, 152]) reading({ concept: "blood-pressure", at: "2026-01-03T08:00+08:00", systolic, diastolic: 90, unit: "mmHg", setting: "home" });
          for (let n = 1; n <= 8; n += 1) put("questions", { text: `下次要问的第 ${n} 个问题，写得长一点，看看放不放得下`, asked: false });
          for (const name of ["氨氯地平", "二甲双胍"]) put("medicines", { name, dose: "早上一片" });
        };
        transaction.oncomplete = () => (request.result.close(), done());
      };
    }));
    await page.reload();
    await ready(page);
    await page.evaluate(() => (window.print = () => undefined));
    for (const language of ["zh-CN", "en"]) {
      if ((await page.getAttribute("html", "lang")) !== language) await page.locator(".language").click();
      await expect.poll(() => page.getAttribute("html", "lang")).toBe(language);
      await page.locator(".today[data-level]").waitFor();
      await page.evaluate(() => document.querySelector("liangbing-diary")?.print());
      await page.emulateMedia({ media: "print" });
      const text = await page.locator(".diary-sheet").innerText();
      expect(text).toContain("07:30 130/80 (70), 07:32 130/80 (70)");
      expect(text).toContain("199/90");
      expect(text).toContain("氨氯地平 早上一片; 二甲双胍 早上一片");
      expect(text).toContain(language === "en" ? "1 entries did not fit" : "还有 1 条印不下");
      expect(await page.locator(".diary-sheet tbody tr").count()).toBe(14);
      const pdf = await page.pdf({ preferCSSPageSize: true });
      expect([language, pdf.toString("latin1").match(/\/Type \/Page\b/g)?.length]).toEqual([language, 1]);
      await page.emulateMedia({ media: "screen" });
      await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
    }
  });
});
