import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { arrive, launch, type Watched } from "./page.js";

// Six encounters as a doctor does them, counted. The table in README.md is held against what is counted here.
const README = readFileSync(join(import.meta.dirname, "../../README.md"), "utf8");
const TABLE: Readonly<Record<string, string>> = Object.fromEntries(README.split("\n").filter((line) => /^\| \d /.test(line)).map((line) => {
  const [, what = "", , ...counts] = line.split("|").map((cell) => cell.trim());
  return [what.slice(0, 1), counts.slice(0, 5).join(" | ")];
}));

let browser: Browser;
let watched: Watched | undefined;
beforeAll(async () => void (browser = await launch()));
afterAll(() => browser.close());
afterEach(async () => {
  const problems = watched?.problems;
  await watched?.page.context().close();
  watched = undefined;
  expect(problems ?? []).toEqual([]);
});

/** Does what a hand does, and counts it. */
class Hand {
  taps = 0;
  fields = 0;
  prompts = 0;
  interrupted = 0;

  constructor(readonly page: Page) {}

  async tap(what: Locator): Promise<void> {
    await what.click();
    this.taps += 1;
  }

  /** Choosing from a list is a tap on it and a tap on the line. */
  async choose(name: string, value: string): Promise<void> {
    await this.page.selectOption(`select[name=${name}]`, value);
    this.taps += 2;
  }

  async type(what: Locator, text: string): Promise<void> {
    await what.fill(text);
    this.fields += 1;
  }

  open(id: string): Promise<void> {
    return this.tap(this.page.locator(`[data-patient="${id}"]`));
  }

  /** Every prompt that stands before the eyes unfolded, and whether it stopped somebody. */
  async look(): Promise<void> {
    await this.page.locator("liangbing-panel .head").waitFor();
    const dialogs = await this.page.locator("liangbing-critical dialog[open]").count();
    this.interrupted += dialogs;
    this.prompts += dialogs + (await this.page.locator("liangbing-panel .cards > .card").count());
  }

  /** As the table has it: prompts, of them interrupting, taps, fields, the level at the end. */
  async told(): Promise<string> {
    const level = await this.page.locator("liangbing-panel .head liangbing-tier").first().getAttribute("level");
    return [this.prompts, this.interrupted, this.taps, this.fields, level].join(" | ");
  }
}

async function hand(): Promise<Hand> {
  watched = await arrive(browser, { permissions: ["clipboard-write"] });
  return new Hand(watched.page);
}

const button = (page: Page, name: string): Locator => page.getByRole("button", { name, exact: true });
const first = (page: Page): Locator => page.locator("liangbing-panel .cards > .card").first().locator("button.primary");

describe("six encounters", () => {
  it("1 red: a crisis on the list's first line", async () => {
    const own = await hand();
    const { page } = own;
    // Stands open already, and stops whoever opened the list.
    await own.look();
    const dialog = page.getByRole("alertdialog");
    await own.tap(dialog.getByRole("button", { name: "Emergency card" }));
    const card = page.locator("dialog.emergency");
    await own.type(card.locator("[name=contact]"), "Wang Jun 138 0000 0000");
    await own.tap(card.getByRole("button", { name: "Copy" }));
    await own.tap(card.getByRole("button", { name: "Close" }));
    await own.type(dialog.locator("[name=by]"), "Dr Li");
    await own.type(dialog.locator("[name=readBack]"), "186/112");
    await own.tap(dialog.locator("button[type=submit]"));
    await own.tap(page.locator("liangbing-panel .card.red button", { hasText: "Refer to the county hospital, at once" }));
    await page.locator("liangbing-panel .answered").first().waitFor();
    expect(await own.told()).toBe(TABLE["1"]);
  });

  it("2 yellow: measured again, better, the form is filled in", async () => {
    const own = await hand();
    const { page } = own;
    await leave(page);
    await own.open("p-009");
    await own.look();
    await own.type(page.locator("[name=systolic]"), "132");
    await own.type(page.locator("[name=diastolic]"), "82");
    await own.tap(page.locator("[name=symptom][value=none]"));
    await own.tap(button(page, "Fill in the national form"));
    await own.tap(button(page, "Copy the form"));
    expect(await page.locator(".sheet tr", { hasText: "Class of this visit" }).innerText()).toContain("1 controlled");
    expect(await own.told()).toBe(TABLE["2"]);
  });

  it("3 blue: nothing to do but to write it down", async () => {
    const own = await hand();
    const { page } = own;
    await leave(page);
    await own.open("p-016");
    await own.look();
    await own.tap(button(page, "Write the visit note"));
    await own.tap(button(page, "Copy the note"));
    expect(await page.locator(".followup pre").innerText()).toContain("Judged: B2");
    expect(await own.told()).toBe(TABLE["3"]);
  });

  it("4 grey: the reading has expired, one reading brings the colour back", async () => {
    const own = await hand();
    const { page } = own;
    await leave(page);
    await own.open("p-018");
    await own.look();
    await own.tap(first(page));
    // The prompt has put the cursor where the reading goes.
    expect(await page.evaluate(() => document.activeElement?.getAttribute("name"))).toBe("systolic");
    await own.type(page.locator("[name=systolic]"), "136");
    await own.type(page.locator("[name=diastolic]"), "80");
    await own.tap(button(page, "Write the visit note"));
    expect(await own.told()).toBe(TABLE["4"]);
  });

  it("5 a referral up: sent with its letter", async () => {
    const own = await hand();
    const { page } = own;
    await leave(page);
    await own.open("p-006");
    await own.look();
    await own.tap(first(page));
    await own.tap(button(page, "Referral letter"));
    await own.tap(page.getByRole("dialog").getByRole("button", { name: "Copy" }));
    await own.tap(page.getByRole("dialog").getByRole("button", { name: "Close" }));
    expect(await own.told()).toBe(TABLE["5"]);
  });

  it("6 a referral down: the township hands a stable patient back", async () => {
    const own = await hand();
    const { page } = own;
    await leave(page);
    await own.choose("role", "township");
    await own.open("p-017");
    await own.look();
    await own.tap(first(page));
    await own.tap(button(page, "Letter down"));
    await own.tap(page.getByRole("dialog").getByRole("button", { name: "Copy" }));
    await own.tap(page.getByRole("dialog").getByRole("button", { name: "Close" }));
    expect(await own.told()).toBe(TABLE["6"]);
  });
});

/** Who stands first on the list is somebody else's encounter here. */
async function leave(page: Page): Promise<void> {
  await page.locator("liangbing-critical dialog[open] .actions button[type=button]").click();
}
