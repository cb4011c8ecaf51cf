import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { load as fixture } from "../fixture/engine.js";
import { answers, DAY, PATIENTS, realEngine } from "../real.js";
import { choose, chosen, launch, overflow, visit, type Watched } from "./page.js";

// Pages drawn without the module are held against what they were drawn with.
const drawn = process.env["LIANGBING_FIXTURE"] === "1";
const engine = drawn ? await fixture() : await realEngine();

let browser: Browser;
let watched: Watched | undefined;

beforeAll(async () => void (browser = await launch()));
afterAll(() => browser.close());
afterEach(async () => {
  await watched?.page.context().close();
  watched = undefined;
});

async function open(o: Parameters<typeof visit>[1] = {}): Promise<Page> {
  watched = await visit(browser, o);
  return watched.page;
}

function idOf(index: number): string {
  return PATIENTS[index]?.record.patient?.id ?? "";
}


describe.runIf(drawn || (await answers()))("the doctor's page", () => {
  it("shows a patient's prompts, each followed back to its rule", async () => {
    const page = await open();
    for (const { record } of PATIENTS) {
      await choose(page, record.patient?.id);
      const { tier, cards } = engine.assess(record, { asOf: DAY, locale: "en" });
      const panel = page.locator("liangbing-panel");
      await expect.poll(() => panel.locator(".head liangbing-tier").first().getAttribute("level")).toBe(tier.level);
      expect(await panel.locator("[data-rule]").count()).toBe(cards.length);
      expect(await panel.locator(".cards > .card").count()).toBeLessThanOrEqual(2);
    }
    expect(watched?.problems).toEqual([]);
  });

  it("speaks the language that is chosen, everywhere", async () => {
    const page = await open();
    expect(await page.title()).toContain("Doctor");
    await page.selectOption("select[name=locale]", "zh-CN");
    await expect.poll(() => page.title()).toContain("医生");
    expect(await page.getAttribute("html", "lang")).toBe("zh-CN");
    await expect.poll(() => page.locator("liangbing-panel .all").innerText()).toContain("最迟");
    expect(watched?.problems).toEqual([]);
  });

  it("judges as of the day that is chosen", async () => {
    const page = await open();
    await page.fill("input[name=as-of]", "2028-01-01");
    for (const { record } of PATIENTS.slice(0, 12)) {
      const { tier } = engine.assess(record, { asOf: "2028-01-01", locale: "en" });
      const chip = page.locator(`[data-patient="${record.patient?.id}"] liangbing-tier`);
      await expect.poll(() => chip.getAttribute("level")).toBe(tier.level);
    }
  });

  it("opens a record from a file", async () => {
    const page = await open();
    const record = { ...PATIENTS[8]?.record, patient: { id: "mine", name: "Somebody Else", born: "1962-01-01" } };
    await chosen(page, "record.json", drawn ? "{" : JSON.stringify(record));
    if (drawn) return;
    await expect.poll(() => page.locator(".patient h2").innerText()).toContain("Somebody Else");
    await page.locator("liangbing-panel .head").waitFor();
    expect(watched?.problems).toEqual([]);
  });

  it.skipIf(drawn)("opens a FHIR bundle, whose reader is fetched only then", async () => {
    const page = await open();
    const fetched: string[] = [];
    page.on("request", (request) => fetched.push(request.url()));
    const patient = { resourceType: "Patient", id: "f1", gender: "male", birthDate: "1950-01-01", name: [{ text: "Bundle Person" }] };
    await chosen(page, "bundle.json", JSON.stringify({ resourceType: "Bundle", type: "collection", entry: [{ resource: patient }] }));
    await expect.poll(() => page.locator("main .patient h2").innerText()).toMatch(/76 y/);
    await page.locator("liangbing-panel .head").waitFor();
    expect(fetched.some((address) => address.includes("edges_bg"))).toBe(true);
    expect(watched?.problems).toEqual([]);
  });

  it("takes a file that is dropped", async () => {
    const page = await open();
    await page.evaluate(() => {
      const data = new DataTransfer();
      data.items.add(new File(['{"observations": 7}'], "odd.json", { type: "application/json" }));
      for (const type of ["dragover", "drop"]) {
        document.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
      }
    });
    await page.locator("liangbing-panel .error").waitFor();
    if (!drawn) expect(await page.locator("liangbing-panel .error").innerText()).toContain("observations");
  });

  it("filters by colour", async () => {
    const page = await open();
    await page.click(".filters .yellow");
    const colours = await page.locator("[data-patient] liangbing-tier").evaluateAll((chips) =>
      chips.map((chip) => chip.getAttribute("colour")));
    expect(new Set(colours)).toEqual(new Set(["yellow"]));
  });

  it.skipIf(drawn)("writes a letter in one tap, to copy and to print", async () => {
    const page = await open();
    await choose(page, idOf(PATIENTS.findIndex(({ expected }) => expected === "R2")));
    await page.getByRole("button", { name: "Referral letter" }).click();
    const letter = page.getByRole("dialog");
    await letter.waitFor();
    expect((await letter.locator("pre").innerText()).length).toBeGreaterThan(200);
    const opened = page.waitForEvent("popup");
    await letter.getByRole("button", { name: "Print" }).click();
    expect(await (await opened).title()).toBe("Referral letter");
    await letter.getByRole("button", { name: "Close" }).click();
    expect(await letter.count()).toBe(0);
    expect(watched?.problems).toEqual([]);
  });

  it.each(["zh-CN", "en-GB"])("fits a narrow phone: %s", async (locale) => {
    const page = await open({ locale, viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
    for (const { record } of PATIENTS) {
      await choose(page, record.patient?.id);
      await page.locator("liangbing-panel .head").waitFor();
      expect(await overflow(page)).toBeLessThanOrEqual(0);
    }
  });

  it("prints the patient, not the page around", async () => {
    const page = await open({ colorScheme: "dark" });
    await page.emulateMedia({ media: "print" });
    expect(await page.locator(".list").isVisible()).toBe(false);
    expect(await page.locator("liangbing-panel button").first().isVisible()).toBe(false);
    const paper = await page.locator("liangbing-panel").evaluate((panel) => getComputedStyle(panel).backgroundColor);
    expect(paper).toBe("rgb(255, 255, 255)");
  });
});
