import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { strToU8, zipSync } from "fflate";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { long } from "../../bench/decade.mjs";
import { answers } from "../real.js";
import { openDoor } from "./diary.fake.js";
import { addGlucose, diaries, openDiary, ready, rows, stored, told } from "./diary.page.js";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const phone = diaries({ clean: true });

async function open(o?: Parameters<typeof openDiary>[1]): Promise<Page> {
  return (await phone.open(o)).page;
}

/** Another than the day it runs on never changes what is seen: these readings are all of one January. */
const TABLE = "测量时间,高压,低压,备注\n2026/1/5 7:30,150,95,\n2026/1/5 7:30,150,95,\n5-Jan-26 19:40,148,92,\n2026/1/6 7:30,146,九十,头晕\n46028.5,142,90,\n";
const file = (name: string, bytes: string | Uint8Array, mimeType = "text/csv"): { name: string; mimeType: string; buffer: Buffer } => ({ name, mimeType, buffer: Buffer.from(bytes) });
const give = (page: Page, what: ReturnType<typeof file>): Promise<void> => page.locator("diary-table input[type=file]").setInputFiles(what);
const counts = (page: Page): Promise<string> => page.locator("diary-table .count").innerText();

const NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';
const text = (at: string, said: string): string => `<c r="${at}" t="inlineStr"><is><t>${said}</t></is></c>`;
const sheet = (properties = ""): Uint8Array => zipSync({
  "xl/workbook.xml": strToU8(`<workbook ${NS}>${properties}<sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>`),
  "xl/_rels/workbook.xml.rels": strToU8('<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>'),
  "xl/worksheets/sheet1.xml": strToU8(`<worksheet ${NS}><sheetData><row r="1">${text("A1", "测量时间")}${text("B1", "高压")}${text("C1", "低压")}${text("D1", "脉搏")}</row>
    <row r="2"><c r="A2"><v>44565.2916666667</v></c><c r="B2"><v>150</v></c><c r="C2"><v>95</v></c></row></sheetData></worksheet>`),
});

describe.runIf(await answers())("a table", () => {
  it("is looked at first: counts, the first readings, what each column is, what was not understood", async () => {
    const page = await open();
    await openDoor(page, "table");
    await give(page, file("bp.csv", TABLE));
    expect(await counts(page)).toMatch(/共 5 行：新读数 3 条，已有或重复 1 条，看不懂 1 行/);
    expect(await page.locator("diary-table .first .value").allInnerTexts()).toEqual(["150/95 mmHg", "148/92 mmHg", "142/90 mmHg"]);
    expect(await page.locator("diary-table .first .quiet").allInnerTexts()).toEqual(["2026-01-05 07:30", "2026-01-05 19:40", "2026-01-06 12:00"]);
    expect(await page.locator("diary-table .bad").innerText()).toMatch(/第 5 行.*低压.*九十.*看不懂/);
    expect(await page.locator("diary-table [data-column] select:not(.unit)").evaluateAll((list) => list.map((one) => (one as HTMLSelectElement).value))).toEqual(["date", "systolic", "diastolic", ""]);
    const [bad] = await Promise.all([page.waitForEvent("download"), page.locator("diary-table .download").click()]);
    expect(readFileSync(await bad.path(), "utf8")).toContain("5,低压,九十,not-understood");
    expect(await rows(page)).toEqual([]);
  });

  it("is taken as one, shown, known the second time, and taken back as one", async () => {
    const page = await open();
    await openDoor(page, "table");
    await give(page, file("bp.csv", TABLE));
    await page.locator("diary-table .take").click();
    await page.locator("diary-table .told", { hasText: "3 条" }).waitFor();
    await page.locator("diary-table button.primary").click();
    expect(await rows(page)).toEqual(["142/90 mmHg", "148/92 mmHg", "150/95 mmHg"]);
    await openDoor(page, "table");
    await give(page, file("bp.csv", `${TABLE}2026/1/7 7:30,140,88,\n`));
    expect(await counts(page)).toMatch(/新读数 1 条，已有或重复 4 条/);
    await page.locator("diary-table .take").click();
    await page.locator("diary-table .undo").click();
    await page.locator("diary-table .told", { hasText: "撤销" }).waitFor();
    await page.locator("diary-table button.primary").click();
    expect(await rows(page)).toEqual(["142/90 mmHg", "148/92 mmHg", "150/95 mmHg"]);
  });

  it("has its columns and its units said by a person, where names and numbers do not", async () => {
    const page = await open();
    await openDoor(page, "table");
    await give(page, file("sugar.csv", "甲,乙\n2026-01-05,5.6\n2026-01-06,100\n"));
    await page.locator("diary-table .doubt", { hasText: "没有找到读数" }).waitFor();
    await page.locator("[data-column=甲] select").selectOption("date");
    await page.locator("[data-column=乙] select:not([disabled])").selectOption("glucose-fasting");
    await page.locator("diary-table .problem", { hasText: "没有写单位" }).waitFor();
    expect(await page.locator("diary-table .take").count()).toBe(0);
    await page.locator("[data-column=乙] select.unit").selectOption("mg/dL");
    await expect.poll(() => counts(page)).toMatch(/新读数 1 条.*看不懂 1 行/);
  });

  it("may be a sheet, whose seven o'clock stays seven o'clock in both calendars", async () => {
    const page = await open();
    for (const [properties, day] of [["", "2022-01-04 07:00"], ['<workbookPr date1904="1"/>', "2026-01-05 07:00"]] as const) {
      await openDoor(page, "table");
      await give(page, file("bp.xlsx", sheet(properties), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"));
      expect(await page.locator("diary-table .first .quiet").innerText()).toBe(day);
      await page.locator("diary-table .back").click();
    }
  });

  it("is refused in a sentence where it is none, and another may be chosen", async () => {
    const page = await open();
    await openDoor(page, "table");
    const container = (more: string): Uint8Array => Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, ...new Uint8Array(64), ...Buffer.from(more, "utf16le")]);
    for (const [name, bytes, sentence] of [
      ["old.xls", container("Workbook"), "旧的 Excel"], ["locked.xlsx", container("EncryptedPackage"), "有密码"], ["photo.csv", Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 0]), "不是表格"],
      ["bomb.xlsx", zipSync({ "xl/worksheets/sheet1.xml": new Uint8Array(40 * 1024 * 1024) }), "太大"], ["half.xlsx", sheet().slice(0, 300), "读不了"], ["two.csv", `编号,${TABLE.replaceAll(/\n(?=.)/g, "\n1,").replace("\n1,", "\n2,")}`, "2 个人"],
    ] as const) {
      await give(page, file(name, bytes));
      await page.locator("diary-table [role=alert]", { hasText: sentence }).waitFor();
    }
    await give(page, file("bp.csv", TABLE));
    await page.locator("diary-table .take").waitFor();
  });

  it("P07 of 100 000 rows is read beside the page, which never stops, can be cancelled twice, and is brought in whole", async () => {
    const page = await open();
    const many = file("long.csv", long(100_000));
    // Counts how often the page itself came to run; what blocks it would stop the count.
    const beats = (): Promise<number> => page.evaluate(() => (window as unknown as { beats: number }).beats);
    await page.evaluate(() => {
      const own = window as unknown as { beats: number };
      own.beats = 0;
      setInterval(() => (own.beats += 1), 10);
    });
    await openDoor(page, "table");
    await give(page, many);
    await page.locator("diary-table .stop").click();
    await page.locator("diary-table label.file").waitFor();
    await give(page, many);
    let before = await beats();
    await expect.poll(() => counts(page), { timeout: 240_000, interval: 500 }).toMatch(/共 100000 行：新读数 100000 条，已有或重复 0 条，看不懂 0 行/);
    expect(await beats() - before).toBeGreaterThan(20);
    // Stopped in the middle of storing: nothing of it is there.
    await page.locator("diary-table .take").click();
    await expect.poll(() => page.locator("diary-table progress").evaluate((one) => (one as HTMLProgressElement).value), { timeout: 240_000 }).toBeGreaterThan(0);
    await page.locator("diary-table .stop").click();
    await page.locator("diary-table label.file").waitFor();
    expect([await stored(page), await page.locator(".trouble").count()]).toEqual([0, 0]);
    await give(page, many);
    await page.locator("diary-table .take").waitFor({ timeout: 240_000 });
    before = await beats();
    await page.locator("diary-table .take").click();
    await page.locator("diary-table .told", { hasText: "100000 条" }).waitFor({ timeout: 240_000 });
    expect(await beats() - before).toBeGreaterThan(100);
    expect(await stored(page)).toBe(100_000);
    await page.locator("diary-table button.primary").click();
    await page.locator(".today[data-level]").waitFor({ timeout: 240_000 });
    // The newest first, of the last hour of the file.
    expect((await rows(page)).slice(0, 2)).toEqual([`${110 + (99_999 % 60)}/${60 + (99_999 % 30)} mmHg`, `${110 + (99_998 % 60)}/${60 + (99_998 % 30)} mmHg`]);
  }, 900_000);
});

const PHOTO = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");
const bring = (page: Page, name: string, bytes: string | Uint8Array, type: string): Promise<void> => page.locator("diary-papers input[type=file]").setInputFiles(file(name, bytes, type));

describe.runIf(await answers())("papers", () => {
  it("are kept with their day, shown as not verified, and change no advice", async () => {
    const page = await open();
    await told(page, "高血压");
    await expect.poll(() => page.locator(".today").getAttribute("data-level")).toBe("G2");
    await openDoor(page, "papers");
    const report = { schema: "liangbing.assessment/1", asOf: "2026-01-05", tier: { colour: "blue", level: "B1", floor: "B1", ceiling: "B1", reason: null }, cards: [{ summary: "Go on as you do", detail: "<img src=x onerror=alert(1)>" }] };
    await bring(page, "report.json", JSON.stringify(report), "application/json");
    expect(await page.inputValue("#day")).toBe("2026-01-05");
    await page.locator("diary-papers form button[type=submit]").click();
    await bring(page, "result.png", PHOTO, "image/png");
    await page.fill("#day", "2999-01-01");
    await page.locator("diary-papers form button[type=submit]").click();
    expect(await page.locator("diary-papers .problem").innerText()).toContain("不能在将来");
    await page.fill("#day", "2026-01-06");
    await page.locator("diary-papers form button[type=submit]").click();
    const papers = page.locator("diary-papers [data-paper]");
    await expect.poll(() => papers.count()).toBe(2);
    expect(await papers.first().innerText()).toMatch(/result[\s\S]*2026-01-06[\s\S]*未经核实/);
    expect(await papers.last().innerText()).toMatch(/报告当时说：照常[\s\S]*<img src=x/);
    await papers.first().locator(".show").click();
    expect(await papers.first().locator("img").evaluate((one) => (one as HTMLImageElement).decode().then(() => (one as HTMLImageElement).naturalWidth))).toBe(1);
    await page.locator("diary-papers .back").click();
    expect(await page.locator(".today").getAttribute("data-level")).toBe("G2");
    await page.reload();
    await ready(page);
    await openDoor(page, "papers");
    await expect.poll(() => papers.count()).toBe(2);
    await papers.first().locator(".remove").click();
    await expect.poll(() => papers.count()).toBe(1);
    await page.locator("diary-papers .undo").click();
    await expect.poll(() => papers.count()).toBe(2);
  });

  it("may be FHIR, in the hospital's own words, or a PDF that comes out as it went in", async () => {
    const page = await open();
    await openDoor(page, "papers");
    const code = (words: string): object => ({ text: words });
    await bring(page, "bundle.json", JSON.stringify({
      resourceType: "Bundle", entry: [{ resource: { resourceType: "Patient", name: [{ text: "王秀英" }] } },
        { resource: { resourceType: "Observation", code: code("血钾"), effectiveDateTime: "2026-01-04T08:00:00+08:00", valueQuantity: { value: 4.1, unit: "mmol/L" } } },
        { resource: { resourceType: "Condition", code: code("原发性高血压"), recordedDate: "2025-12-01" } }, { resource: { resourceType: "Device" } }],
    }), "application/json");
    expect(await page.inputValue("#text")).toBe("2026-01-04 血钾: 4.1 mmol/L\n2025-12-01 原发性高血压\n文件里有 1 项看不懂，没有收。");
    await page.locator("diary-papers form button[type=submit]").click();
    const pdf = "%PDF-1.7\n%\u00e2\n1 0 obj\n";
    await bring(page, "出院小结.pdf", pdf, "application/pdf");
    await page.locator("diary-papers form button[type=submit]").click();
    const [given] = await Promise.all([page.waitForEvent("download"), page.locator("diary-papers .open").first().click()]);
    expect([given.suggestedFilename(), readFileSync(await given.path(), "utf8")]).toEqual(["出院小结.pdf", pdf]);
  });

  it.each([["x.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>", "收不了"], ["x.json", "{\"a\":1}", "收不了"], ["x.json", "{", "收不了"], ["x.pdf", "", "没有能显示"], ["x.pdf", `%PDF-${"x".repeat(5 * 1024 * 1024)}`, "超过 4 MB"]])("refuse %s in a sentence", async (name, bytes, sentence) => {
    const page = await open();
    await openDoor(page, "papers");
    await bring(page, name, bytes, "application/pdf");
    await page.locator("diary-papers [role=alert]", { hasText: sentence }).waitFor();
  });
});

describe.runIf(await answers())("the unit of glucose", () => {
  it("is the reader's, twenty times over, and what is stored stays bit for bit", async () => {
    const page = await open();
    await addGlucose(page, "7.05");
    await expect.poll(() => rows(page)).toEqual(["7.05 mmol/L 空腹"]);
    const stored = (): Promise<string> => page.evaluate(() => new Promise((done) => {
      const request = indexedDB.open("liangbing");
      request.onsuccess = () => {
        const all = request.result.transaction("readings").objectStore("readings").getAll();
        all.onsuccess = () => (request.result.close(), done(JSON.stringify(all.result)));
      };
    }));
    const [before, level] = [await stored(), await page.locator(".today").getAttribute("data-level")];
    await page.locator(".people summary").click();
    for (let n = 0; n < 10; n += 1) {
      await page.locator("#glucose-unit").selectOption("mg/dL");
      await expect.poll(() => rows(page)).toEqual(["127 mg/dL (7.05 mmol/L 空腹)"]);
      await page.locator("#glucose-unit").selectOption("mmol/L");
      await expect.poll(() => rows(page)).toEqual(["7.05 mmol/L 空腹"]);
    }
    expect([await stored(), await page.locator(".today").getAttribute("data-level")]).toEqual([before, level]);
    // What is typed is kept as it was typed; what is changed stays in the unit that it was measured in.
    await page.locator("#glucose-unit").selectOption("mg/dL");
    await addGlucose(page, "100.5");
    expect(await page.locator("diary-entry .problem:not(:empty)").innerText()).toContain("整数");
    await page.fill("#glucose", "100");
    await page.locator("diary-entry button[type=submit]").click();
    await expect.poll(async () => (await rows(page)).sort()).toEqual(["100 mg/dL 空腹", "127 mg/dL (7.05 mmol/L 空腹)"]);
    await page.locator("#glucose-unit").selectOption("mmol/L");
    await expect.poll(async () => (await rows(page)).sort()).toEqual(["5.6 mmol/L (100 mg/dL 空腹)", "7.05 mmol/L 空腹"]);
    await page.locator("[data-reading]", { hasText: "100 mg/dL" }).getByRole("button", { name: /^改/ }).click();
    expect(await page.inputValue("#glucose")).toBe("100");
    await page.fill("#glucose", "110");
    await page.locator("diary-entry button[type=submit]").click();
    await expect.poll(async () => (await rows(page)).sort()).toEqual(["6.1 mmol/L (110 mg/dL 空腹)", "7.05 mmol/L 空腹"]);
    expect(await stored()).toContain('"value":110,"unit":"mg/dL"');
  });
});

describe.runIf(await answers())("bringing in, for everyone", () => {
  const overflow = (page: Page): Promise<number> => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  const refused = async (page: Page): Promise<string[]> => {
    await page.evaluate(axe);
    return page.evaluate(async () => {
      const run = (window as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } }).axe.run;
      return (await run()).violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 90)).join(" | ")}`);
    });
  };

  it.each(["zh-CN", "en"] as const)("in %s: nothing runs over at 320 px with the largest letters, nothing is refused by axe", async (language) => {
    const page = await open({ viewport: { width: 320, height: 740 } });
    if (language === "en") await page.locator(".language").click();
    await page.locator(".elder").click();
    await page.locator("select.size").selectOption("max");
    for (const way of ["cuff", "meter", "table", "papers"] as const) {
      await openDoor(page, way);
      if (way === "table") {
        await give(page, file("bp.csv", TABLE));
        await page.locator("diary-table .take").waitFor();
      }
      if (way === "papers") await page.locator("diary-papers .note").click();
      expect([way, await overflow(page), await refused(page)]).toEqual([way, 0, []]);
      if (way === "papers") await page.locator("diary-papers .cancel").click();
      await page.locator(".back").click();
    }
  });
});
