import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import pixelmatch from "pixelmatch";
import type { Browser, Locator, Page } from "playwright-core";
import { PNG } from "pngjs";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { DAY } from "../real.js";
import { acknowledge, arrive, choose, chosen, launch, type Watched } from "./page.js";

/*
 * Reviewed pictures of each state, in `pictures/`, and beside each a text of what it is made of.
 *
 * Letters are drawn otherwise on every machine, so a picture is compared only where the fonts measure as those of the machine
 * that drew it (`fonts.json`); elsewhere that is said, and the text alone is held: for each named part its colours, the width
 * and pattern of its border, and in which order parts stand. That does not depend on fonts, and catches a lost bar, a lost
 * colour, a lost part. After a change that is meant: `LIANGBING_PICTURES=write npm run test:browser -- pictures`, look at
 * every picture, commit.
 */
const FOLDER = join(import.meta.dirname, "pictures");
const WRITE = process.env["LIANGBING_PICTURES"] === "write";
// Of a hundred pixels so many may differ: smoothing, and where a line of text was broken.
const TOLERANCE = 0.01;

let browser: Browser;
let watched: Watched | undefined;
let isSameFonts = WRITE;
beforeAll(async () => {
  browser = await launch();
  mkdirSync(FOLDER, { recursive: true });
  const page = await browser.newPage();
  const now = JSON.stringify(await page.evaluate(() => {
    const pen = document.createElement("canvas").getContext("2d");
    if (!pen) return {};
    pen.font = "100px system-ui, sans-serif";
    const latin = pen.measureText("Hamburgefonts 186/112").width;
    pen.font = '100px system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif';
    return { latin: Math.round(latin), chinese: Math.round(pen.measureText("两病提示，血压危急值").width) };
  }));
  await page.close();
  const kept = join(FOLDER, "fonts.json");
  if (WRITE) writeFileSync(kept, `${now}\n`);
  isSameFonts = existsSync(kept) && readFileSync(kept, "utf8").trim() === now;
  if (!isSameFonts) console.log(`pictures: other fonts here (${now}); only their texts are compared`);
});
afterAll(() => browser.close());
afterEach(async () => {
  await watched?.page.context().close();
  watched = undefined;
});

async function open(o: Parameters<typeof arrive>[1] = {}): Promise<Page> {
  // The same minute for everybody.
  watched = await arrive(browser, { locale: "zh-CN", timezoneId: "Asia/Shanghai", colorScheme: "light", ...o },
    (page) => page.clock.setFixedTime(new Date(`${DAY}T10:00:00+08:00`)));
  return watched.page;
}

/** What a picture is made of, apart from its letters. */
function made(where: Locator): Promise<string> {
  return where.evaluate((root) => {
    const lines: string[] = [];
    const own = ".chip, .bar, .card, .head, .bedside, .tag, .pinned, .block, .live, .emergency, .call, .do, .repeat, .clause, .error, .row, dialog, button.primary";
    const walk = (at: Element, depth: number): void => {
      let next = depth;
      if (at.matches(own) && (at.getClientRects().length > 0)) {
        const look = getComputedStyle(at);
        const side = `${look.borderInlineStartWidth} ${look.borderInlineStartStyle} ${look.borderInlineStartColor}`;
        const name = `${at.localName}.${[...at.classList].sort().join(".")}`;
        lines.push(`${"  ".repeat(depth)}${name} | ${look.color} on ${look.backgroundColor} | ${side}`);
        next += 1;
      }
      for (const child of [...(at.shadowRoot?.children ?? []), ...at.children]) walk(child, next);
    };
    walk(root, 0);
    return lines.join("\n");
  });
}

async function held(name: string, page: Page, where: Locator, clip?: { width: number; height: number }): Promise<void> {
  const text = `${await made(where)}\n`;
  expect(text.trim()).not.toBe("");
  await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
  const box = await where.boundingBox();
  if (!box) throw new Error(`${name} is not on the page`);
  const area = { x: Math.max(0, Math.floor(box.x)), y: Math.max(0, Math.floor(box.y)), width: Math.floor(clip?.width ?? box.width), height: Math.floor(clip?.height ?? box.height) };
  const picture = isSameFonts ? await page.screenshot({ clip: area, animations: "disabled", caret: "hide" }) : null;
  const [asText, asPicture] = [join(FOLDER, `${name}.txt`), join(FOLDER, `${name}.png`)];
  if (WRITE && picture) {
    writeFileSync(asText, text);
    writeFileSync(asPicture, picture);
  }
  expect(text).toBe(readFileSync(asText, "utf8"));
  if (!picture) return;
  const [one, other] = [PNG.sync.read(readFileSync(asPicture)), PNG.sync.read(picture)];
  expect([other.width, other.height]).toEqual([one.width, one.height]);
  const different = pixelmatch(one.data, other.data, undefined, one.width, one.height, { threshold: 0.15 });
  expect(different / (one.width * one.height)).toBeLessThan(TOLERANCE);
}

const panel = (page: Page): Locator => page.locator("liangbing-panel");
const PART = { width: 464, height: 620 };

describe("the pictures", () => {
  it("of the critical value that interrupts", async () => {
    const page = await open({ viewport: { width: 900, height: 900 } });
    await held("critical-zh", page, page.locator("liangbing-critical dialog"));
  });

  it("of the card for the ambulance", async () => {
    const page = await open({ viewport: { width: 900, height: 900 } });
    await page.getByRole("alertdialog").getByRole("button", { name: "急救卡" }).click();
    await held("emergency-zh", page, page.locator("dialog.emergency"));
  });

  it.each([["red-up", "p-027"], ["yellow", "p-009"], ["blue", "p-016"], ["grey", "p-030"], ["down", "p-017"]])("of the panel: %s", async (name, id) => {
    const page = await open({ viewport: { width: 1280, height: 900 } });
    await acknowledge(page);
    await page.selectOption("[name=role]", "township");
    await choose(page, id);
    await page.evaluate(() => scrollTo(0, 0));
    await held(`${name}-zh`, page, panel(page), PART);
  });

  it("of the dark panel in English", async () => {
    const page = await open({ viewport: { width: 1280, height: 900 }, locale: "en-GB", colorScheme: "dark" });
    await acknowledge(page);
    await choose(page, "p-026");
    await page.evaluate(() => scrollTo(0, 0));
    await held("dark-en", page, panel(page), PART);
  });

  it("of a refused record", async () => {
    const page = await open({ viewport: { width: 1280, height: 700 } });
    await acknowledge(page);
    await chosen(page, "bad.json", '{"observations": [{"at": "2026-11-20", "concept": "blood-pressure", "spb": 180}]}');
    await page.locator("liangbing-panel .error").waitFor();
    await held("refused-zh", page, panel(page));
  });

  it("of the whole desk", async () => {
    const page = await open({ viewport: { width: 1280, height: 800 } });
    await acknowledge(page);
    await choose(page, "p-009");
    await page.fill("[name=systolic]", "132");
    await page.fill("[name=diastolic]", "82");
    await page.keyboard.press("Enter");
    await held("desk-zh", page, page.locator(".columns"), { width: 1280, height: 720 });
  });
});
