import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { DAY, PATIENTS, realEngine } from "../real.js";
import { launch, type Watched } from "./page.js";
import { complaints, openIn, overflow, quiet, VARIANTS } from "./variants.js";

const engine = await realEngine();

let browser: Browser;
let watched: Watched | undefined;

beforeAll(async () => void (browser = await launch()));
afterAll(() => browser.close());
afterEach(async () => {
  await watched?.page.context().close();
  watched = undefined;
});

async function open(o: Parameters<typeof openIn>[3] = {}): Promise<Page> {
  watched = await openIn(browser, "playground/", "[data-state=valid]", o);
  return watched.page;
}

const level = (page: Page): Promise<string | null> => page.locator("#stage liangbing-tier").first().getAttribute("level");
const out = (page: Page): Promise<string> => page.locator("[data-out]").innerText();
const typed = (page: Page, value: unknown): Promise<void> => page.fill("textarea[name=record]", typeof value === "string" ? value : JSON.stringify(value));

describe("the playground", () => {
  it("shows a sample in the panel as the engine judges it, and another", async () => {
    const page = await open();
    for (const at of [8, 3]) {
      await page.selectOption("select[name=sample]", String(at));
      const { tier } = engine.assess(PATIENTS[at]!.record, { asOf: DAY, locale: "en" });
      await expect.poll(() => level(page)).toBe(tier.level);
    }
    quiet(watched!);
  });

  it("says where a record is wrong, and takes it when it is right", async () => {
    const page = await open();
    const state = page.locator("#state");
    await typed(page, { observations: [{ at: "2026-11-20", concept: "blood-pressure", spb: 180 }] });
    await expect.poll(() => state.innerText()).toMatch(/unknown-field.*observations\[0\]/);
    expect(await page.getAttribute("textarea[name=record]", "aria-invalid")).toBe("true");
    await typed(page, "{");
    await expect.poll(() => state.innerText()).toContain("not-json");
    await typed(page, PATIENTS[8]!.record);
    await expect.poll(() => state.innerText()).toBe("Valid");
  });

  it("gives the answer as an assessment, as cards, as FHIR and as text", async () => {
    const page = await open();
    // Nobody who is critical: that would interrupt, as it should.
    const record = PATIENTS[8]!.record;
    await typed(page, record);
    const { tier } = engine.assess(record, { asOf: DAY, locale: "en" });
    await expect.poll(async () => (JSON.parse(await out(page)) as { tier: unknown }).tier).toEqual(tier);
    await page.click("[data-output=cards]");
    const { cards, extension } = JSON.parse(await out(page)) as { cards: unknown[]; extension: { liangbing: { tier: { level: string } } } };
    expect([cards.length > 0, extension.liangbing.tier.level]).toEqual([true, tier.level]);
    await page.click("[data-output=fhir]");
    expect(JSON.parse(await out(page))).toMatchObject({ resourceType: "Bundle" });
    await page.click("[data-output=text]");
    expect((await out(page)).length).toBeGreaterThan(100);
    await page.click("[data-fhir]");
    await expect.poll(() => page.inputValue("textarea[name=record]")).toContain("resourceType");
    await expect.poll(() => level(page)).toBe(tier.level);
    quiet(watched!);
  });

  it("sets what the manifest says of each element, and shows each", async () => {
    const page = await open();
    await page.selectOption("select[name=attribute-mode]", "strip");
    await expect.poll(() => page.getAttribute("#stage liangbing-panel", "mode")).toBe("strip");
    for (const name of ["theme", "font-scale", "level"]) expect(await page.locator(`select[name=attribute-${name}] option`).count()).toBeGreaterThan(3);
    await page.selectOption("select[name=attribute-theme]", "dark");
    await expect.poll(() => page.getAttribute("#stage liangbing-panel", "theme")).toBe("dark");
    for (const tag of ["liangbing-tier", "liangbing-chart", "liangbing-diary", "liangbing-critical"]) {
      await page.selectOption("select[name=component]", tag);
      // Nobody is critical here, so that the last one has nothing to say.
      const text = tag === "liangbing-critical" ? 0 : 1;
      await expect.poll(() => page.locator(`#stage ${tag}`).evaluateAll((list) => list.map((one) => Math.sign((one.shadowRoot?.textContent ?? "-").trim().length)))).toEqual([text]);
    }
    quiet(watched!);
  });

  it("logs events with their details", async () => {
    const page = await open();
    await expect.poll(() => page.locator("[data-event=liangbing-result]").count()).toBeGreaterThan(0);
    const detail = await page.locator("[data-event=liangbing-result] pre").first().innerText();
    expect(JSON.parse(detail)).toMatchObject({ tier: expect.anything() });
    await page.click("[data-clear]");
    await expect.poll(() => page.locator("[data-event]").count()).toBe(0);
  });

  it("writes a snippet for each way, with what is chosen", async () => {
    const page = await open();
    const text = (): Promise<string> => page.locator("[data-snippet]").innerText();
    await page.selectOption("select[name=attribute-mode]", "strip");
    const marks = { HTML: 'mode="strip"', React: "engine={engine}", Vue: ':record="record"', Angular: "CUSTOM_ELEMENTS_SCHEMA", jQuery: "liangbing.mount", iframe: "connectPanel" };
    for (const [way, mark] of Object.entries(marks)) {
      await page.click(`[data-way=${way}]`);
      await expect.poll(text).toContain(mark);
    }
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.click("[data-copy=snippet]");
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(await text());
  });

  it("reads out sizes and times", async () => {
    const page = await open();
    expect(await page.locator("[data-took]").innerText()).toMatch(/[\d.]+ ms .*[\d.]+ KB/);
    await page.click("[data-measure]");
    await expect.poll(() => page.locator("[data-times]").innerText()).toMatch(/median [\d.]+ ms/);
  });
});

describe("the preview in a frame", () => {
  async function framed(page: Page, policy = "strict"): Promise<void> {
    await page.selectOption("select[name=where]", "frame");
    if (policy !== "strict") await page.selectOption("select[name=policy]", policy);
    await expect.poll(() => page.locator("[data-header]").innerText()).toContain("default-src 'none'");
  }

  it("has the panel through the bridge, as narrow as a phone, and its events here", async () => {
    const page = await open();
    await page.click("[data-clear]");
    await framed(page);
    const { tier } = engine.assess(PATIENTS[8]!.record, { asOf: DAY, locale: "en" });
    const chip = page.frameLocator("#stage iframe").locator("liangbing-tier").first();
    await expect.poll(() => chip.getAttribute("level"), { timeout: 15_000 }).toBe(tier.level);
    await expect.poll(() => page.locator("[data-event=liangbing-result]").count()).toBeGreaterThan(0);
    await page.selectOption("select[name=width]", "narrow");
    expect(await page.locator("#stage iframe").evaluate((frame) => frame.clientWidth)).toBe(360);
    quiet(watched!);
  });

  it("shows what a policy without 'wasm-unsafe-eval' breaks, in words", async () => {
    const page = await open();
    await framed(page, "no-wasm");
    await expect.poll(() => page.locator("[data-header]").innerText()).not.toContain("wasm-unsafe-eval");
    await expect.poll(() => page.frameLocator("#stage iframe").locator("liangbing-panel").evaluate((panel) => panel.shadowRoot?.textContent ?? ""), { timeout: 15_000 }).toContain("wasm-unsafe-eval");
    await expect.poll(() => page.locator("[data-event=bridge]").count()).toBeGreaterThan(0);
  });

  it("says so where a policy keeps the frame from starting at all", async () => {
    const page = await open();
    await framed(page, "no-names");
    await expect.poll(() => page.locator("[data-event=bridge] pre").first().innerText(), { timeout: 15_000 }).toContain("timeout");
  });
});

describe("the playground for everyone", () => {
  it.each(VARIANTS)("has nothing that axe complains of, $locale $colorScheme $width", async (variant) => {
    const page = await open(variant);
    await page.locator("#stage liangbing-tier").first().waitFor();
    expect(await complaints(page)).toEqual([]);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    quiet(watched!);
  });
});
