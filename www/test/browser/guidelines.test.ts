import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { RuleBook } from "../../src/guidelines/book.js";
import examples from "../../src/guidelines/examples.json";
import { entriesOf, EVERYTHING, find } from "../../src/guidelines/find.js";
import type { Kind } from "../../src/guidelines/example.js";
import type { LiangbingRecord } from "../../src/types.js";
import { launch, type Watched } from "./page.js";
import { complaints, openIn, overflow, quiet, VARIANTS } from "./variants.js";

const rules = await RuleBook.load(readFileSync(new URL("../../pkg-book/book_bg.wasm", import.meta.url)));
const book = rules.whole("en");
const RULE = "htn-bp-critical";

let browser: Browser;
let watched: Watched | undefined;

beforeAll(async () => void (browser = await launch()));
afterAll(() => browser.close());
afterEach(async () => {
  await watched?.page.context().close();
  watched = undefined;
});

async function open(hash = "", o: Parameters<typeof openIn>[3] = {}): Promise<Page> {
  watched = await openIn(browser, `guidelines/${hash}`, ".entries .row", o);
  return watched.page;
}

const outcome = (page: Page): Promise<string | null> => page.locator("[data-outcome]").getAttribute("data-outcome");

describe("the rule book", () => {
  it("shows every document, and of one every rule, number and row", async () => {
    const page = await open();
    expect(await page.locator(".packs > li").count()).toBe(book.packs.length);
    for (const pack of book.packs.filter(({ id }) => ["cn-htn-primary-2025", "tiering"].includes(id))) {
      await page.click(`.packs a[href="#pack/${pack.id}"]`);
      await page.locator("main h2", { hasText: pack.title }).waitFor();
      expect(await page.locator("article.rule").count()).toBe(pack.rules.length);
      expect(await page.locator("[data-number]").count()).toBe(pack.parameters.length);
      expect(await page.locator("[data-row]").count()).toBe(pack.sheets.flatMap(({ rows }) => rows).length);
      await page.goBack();
      await page.locator(".packs").waitFor();
    }
    quiet(watched!);
  });

  it("finds by words of both languages, by a number, by a name and by a drug, at once", async () => {
    const page = await open();
    const all = entriesOf(book, rules.whole("zh-CN"));
    for (const words of ["headache", "头痛", "180", "１８０", RULE, "amlodipine", "氨氯地平"]) {
      await page.fill("input[name=search]", words);
      const expected = find(all, { ...EVERYTHING, words });
      expect([words, expected.length > 0]).toEqual([words, true]);
      await expect.poll(() => page.locator(".entries .row").count()).toBe(Math.min(expected.length, 250));
      expect(await page.locator(".entries .row").first().getAttribute("data-entry")).toBe(expected[0]?.href);
    }
    await page.fill("input[name=search]", "zzzz");
    await expect.poll(() => page.locator(".entries .row").count()).toBe(0);
  });

  it("filters by document, disease, level and what is pending", async () => {
    const page = await open();
    const all = entriesOf(book, rules.whole("zh-CN"));
    await page.selectOption("select[name=pack]", "cn-bphs-2017");
    await page.selectOption("select[name=concern]", "diabetes");
    await page.selectOption("select[name=level]", "R1");
    const wanted = { ...EVERYTHING, pack: "cn-bphs-2017", concern: "diabetes", level: "R1" } as const;
    const shown = (): Promise<(string | null)[]> => page.locator(".entries .row").evaluateAll((rows) => rows.map((row) => row.getAttribute("data-entry")));
    await expect.poll(shown).toEqual(find(all, wanted).map(({ href }) => href));
    await page.check("input[name=pending]");
    await expect.poll(shown).toEqual(find(all, { ...wanted, pending: true }).map(({ href }) => href));
    await page.click("[data-clear]");
    await expect.poll(() => page.locator(".entries .row").count()).toBe(250);
  });

  it("keeps its address through a reload and a change of language", async () => {
    const page = await open(`#rule/${RULE}`);
    const title = (): Promise<string> => page.locator("main h2").innerText();
    expect(await title()).toContain("critical");
    await page.selectOption("select[name=locale]", "zh-CN");
    await expect.poll(title).toContain("危急值");
    await page.reload();
    await expect.poll(title).toContain("危急值");
    expect(new URL(page.url()).hash).toBe(`#rule/${RULE}`);
    expect(await page.getAttribute("html", "lang")).toBe("zh-CN");
    await page.goto(page.url().replace(RULE, "nothing-such"));
    await expect.poll(title).toContain("nothing-such");
  });

  it("says of a rule its criteria, limits in every unit, clause, confidence and what is pending", async () => {
    const rule = book.packs.flatMap((pack) => pack.rules).find(({ page }) => page.cite.review !== null && page.level !== null)!;
    const page = await open(`#rule/${rule.page.id}`);
    const article = page.locator("article.rule");
    const text = await article.innerText();
    for (const part of [rule.page.cite.label, rule.page.cite.section, rule.page.id, "review pending"]) expect(text).toContain(part);
    await page.goto(page.url().replace(rule.page.id, RULE));
    await expect.poll(() => article.innerText()).toMatch(/≥ 180 mmHg \/ [\d.]+ kPa/);
    const yielding = book.packs.flatMap((pack) => pack.rules).find(({ yieldsTo }) => yieldsTo.length > 0)!;
    await page.goto(page.url().replace(RULE, yielding.page.id));
    await expect.poll(() => article.innerText()).toContain("Gives way to");
  });

  it("goes through the list by keyboard and opens by Enter", async () => {
    const page = await open();
    await page.focus("input[name=search]");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    const entry = await page.evaluate(() => document.activeElement?.getAttribute("data-entry"));
    expect(entry).toBe(await page.locator(".entries .row").nth(1).getAttribute("data-entry"));
    await page.keyboard.press("Enter");
    await page.locator("main article.rule").waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe("H2");
    expect(`#${entry}`).toBe(new URL(page.url()).hash);
  });

  it("prints the rule, or the document, and nothing else", async () => {
    const page = await open(`#rule/${RULE}`);
    await page.emulateMedia({ media: "print" });
    const seen = (selector: string): Promise<boolean> => page.locator(selector).first().isVisible();
    expect([await seen("article.rule"), await seen("header.bar"), await seen("nav.list"), await seen(".try"), await seen("[data-print]")]).toEqual([true, false, false, false, false]);
  });
});

describe("trying a rule", () => {
  it("starts from every case with the engine's verdict, and says what each criterion came to", async () => {
    const page = await open(`#rule/${RULE}`);
    const own = (examples as unknown as Record<string, unknown>)[RULE] as Record<Kind, { asOf: string; record: LiangbingRecord }>;
    for (const kind of Object.keys(own) as Kind[]) {
      await page.click(`[data-start=${kind}]`);
      const tried = rules.tryRule(RULE, own[kind].record, own[kind].asOf, "en");
      await expect.poll(() => outcome(page)).toBe(tried.outcome);
      expect(tried.outcome === "fires").toBe(kind === "fires");
      expect(await page.locator(".verdict .condition > li").getAttribute("data-truth")).toBe(tried.when.truth);
      expect(await page.locator(".verdict [data-level]").count() ? await page.locator(".verdict [data-level]").getAttribute("data-level") : null).toBe(tried.level);
    }
    quiet(watched!);
  });

  it("judges anew what is changed, and shows a step to each side of each line", async () => {
    const page = await open(`#rule/${RULE}`);
    await page.locator("[data-edge]").first().waitFor();
    const says = (edge: number): Promise<string[]> => page.locator("[data-edge]").nth(edge).locator("td").evaluateAll((cells) => cells.map((cell) => cell.className));
    await page.fill(".observations input[name=diastolic]", "80");
    await page.keyboard.press("Tab");
    await expect.poll(() => says(0)).toEqual(["silent", "fires", "fires"]);
    await page.locator("[data-edge]").first().locator("[data-step=below]").click();
    await expect.poll(() => outcome(page)).toBe("silent");
    expect(await page.inputValue(".observations input[name=systolic]")).toBe("179");
    await page.locator("[data-edge]").first().locator("[data-step=at]").click();
    await expect.poll(() => outcome(page)).toBe("fires");
  });

  it("says why a record is refused, and where", async () => {
    const page = await open(`#rule/${RULE}`);
    await page.locator(".try summary").click();
    await page.fill("textarea[name=json]", '{"patient": {"brn": "1970"}}');
    await expect.poll(() => page.locator(".verdict [role=alert]").innerText()).toMatch(/unknown-field[\s\S]*patient\.brn/);
    await page.fill("textarea[name=json]", "{");
    await expect.poll(() => page.locator(".verdict [role=alert]").innerText()).toContain("not-json");
  });
});

describe("two documents side by side", () => {
  it("marks by a word what differs, under each document's name", async () => {
    const page = await open("#compare/cn-htn-primary-2020/cn-htn-primary-2025");
    const { differences, from, to } = rules.compare("cn-htn-primary-2020", "cn-htn-primary-2025", "en");
    for (const what of ["parameter", "target"] as const) {
      const table = page.locator(`[data-what=${what}]`);
      expect(await table.locator("tbody tr").count()).toBe(differences.filter((one) => one.what === what).length);
      expect(await table.locator("thead").innerText()).toContain(from.title);
      expect(await table.locator("thead").innerText()).toContain(to.title);
    }
    const row = page.locator("[data-what=parameter] tr.differs", { hasText: "primary-2020-sbp" });
    expect(await row.innerText()).toMatch(/differs[\s\S]*140 mmHg[\s\S]*130 mmHg/);
    await page.selectOption("select[name=first]", "cn-htn-2018");
    await page.selectOption("select[name=second]", "cn-htn-2024");
    await expect.poll(() => new URL(page.url()).hash).toBe("#compare/cn-htn-2018/cn-htn-2024");
    await expect.poll(() => page.locator("[data-what=parameter]").innerText()).toContain("goal-2018-sbp");
    quiet(watched!);
  });
});

describe("the rule book for everyone", () => {
  it.each(VARIANTS)("has nothing that axe complains of, $locale $colorScheme $width", async (variant) => {
    const page = await open(`#rule/${RULE}`, variant);
    await page.locator("[data-edge]").first().waitFor();
    expect(await complaints(page)).toEqual([]);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    for (const hash of ["#sheet/medicines", "#compare", "#pack/cn-t2dm-primary-2022", "#"]) {
      await page.evaluate((to) => void (location.hash = to), hash);
      await page.locator(hash === "#" ? ".packs" : "main h2").first().waitFor();
      expect([hash, await overflow(page)]).toEqual([hash, 0]);
    }
    quiet(watched!);
  });

  it.each(["#sheet/medicines", "#compare/cn-htn-primary-2020/cn-htn-primary-2025", "#pack/who-hearts", "#number/critical-sbp", "#"])("has nothing that axe complains of at %s", async (hash) => {
    const page = await open(hash);
    expect(await complaints(page)).toEqual([]);
    quiet(watched!);
  });
});
