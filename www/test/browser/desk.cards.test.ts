import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Assessment, LiangbingRecord } from "../../src/types.js";
import { DAY, PATIENTS, realEngine } from "../real.js";
import { acknowledge, choose, chosen, launch, nextEvent, visit, type Watched } from "./page.js";

// The doctor's acceptance list, D01 to D05, D08 and D09: what the cards say and what becomes of them.
const engine = await realEngine();
const judged = (record: LiangbingRecord, locale: "en" | "zh-CN" = "en"): Assessment => engine.assess(record, { asOf: DAY, locale, level: "village" });
const idOf = (expected: string): string => PATIENTS.find((one) => one.expected === expected)?.record.patient?.id ?? "";
const recordOf = (id: string): LiangbingRecord => structuredClone(PATIENTS.find(({ record }) => record.patient?.id === id)?.record ?? {});
const PRESSURE = { concept: "blood-pressure", systolic: 186, diastolic: 122, unit: "mmHg" } as const;
const CRITICAL: LiangbingRecord = {
  patient: { id: "now", born: "1961-04-02", sex: "male" }, conditions: [{ code: "hypertension", since: "2015" }],
  observations: [{ at: `${DAY}T11:00`, ...PRESSURE }],
};

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

async function open(o: Parameters<typeof visit>[1] = {}): Promise<Page> {
  watched = await visit(browser, o);
  return watched.page;
}

describe("D01: the list and the counts", () => {
  it("D01 orders everybody from critical to grey, each with a word, a shape and a name", async () => {
    const page = await open();
    const rows = await page.locator("[data-patient]").evaluateAll((list) => list.map((row) => {
      const chip = row.querySelector("liangbing-tier");
      const root = chip?.shadowRoot;
      return { id: row.getAttribute("data-patient"), level: chip?.getAttribute("level") ?? null, words: root?.textContent?.trim() ?? "", shape: Boolean(root?.querySelector("svg.shape")) };
    }));
    const order = ["R0", "R1", "R2", "Y1", "Y2", "Y3", "Y4", "B1", "B2", "B3", "G1", "G2", "G3", "G4", null];
    const places = rows.map(({ level }) => order.indexOf(level));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(new Set(rows.map(({ level }) => level))).toEqual(new Set(order));
    for (const { record } of PATIENTS) {
      const row = rows.find(({ id }) => id === record.patient?.id);
      expect([row?.level, row?.shape, row?.words !== ""]).toEqual([judged(record).tier.level, true, true]);
    }
    expect(await page.locator("[data-patient][aria-current=true]").getAttribute("data-patient")).toBe(rows[0]?.id);
  });

  it("D01 counts cards by channel as the engine has them, and shows one to stop for and one to do", async () => {
    const page = await open();
    for (const id of ["p-001", "p-006", "p-026", "p-015"]) {
      await choose(page, id);
      const { cards } = judged(recordOf(id));
      const counts = await page.locator("liangbing-panel .cards h3 .count").allInnerTexts();
      const many = (channel: string): number => cards.filter((card) => card.channel === channel).length;
      expect(counts.map((text) => Number(/\d+/.exec(text)?.[0]))).toEqual([many("stop"), many("do"), many("know")]);
      const shown = await page.locator("liangbing-panel .cards > .card .channel").allInnerTexts();
      expect(shown.length).toBe(Math.min(1, many("stop")) + Math.min(1, many("do")));
      // Each has a shape and its channel in words besides its colour.
      expect(await page.locator("liangbing-panel .card h4 svg").count()).toBe(cards.length);
    }
  });
});

describe("D02: a critical value", () => {
  it("D02 interrupts once, cannot be left by Escape or a click outside, and is told in UTC", async () => {
    const page = await open();
    const told = nextEvent(page, "liangbing-critical");
    const heard = nextEvent(page, "liangbing-critical-ack");
    await chosen(page, "critical.json", JSON.stringify(CRITICAL));
    const dialog = page.getByRole("alertdialog");
    await dialog.waitFor();
    expect(await told).toMatchObject({ value: "186/122", unit: "mmHg" });
    expect(await dialog.evaluate((own) => own.contains((own.getRootNode() as ShadowRoot).activeElement))).toBe(true);
    for (let i = 0; i < 3; i += 1) await page.keyboard.press("Escape");
    await page.mouse.click(5, 5);
    expect(await dialog.isVisible()).toBe(true);
    await dialog.locator("[name=by]").fill("Dr Li");
    await dialog.locator("[name=readBack]").fill("186/112");
    await page.keyboard.press("Enter");
    expect(await dialog.locator(".wrong").innerText()).not.toBe("");
    await dialog.locator("[name=readBack]").fill("１８６ / 122");
    await page.keyboard.press("Enter");
    await dialog.waitFor({ state: "hidden" });
    expect(await heard).toMatchObject({ value: "186/122", unit: "mmHg", by: "Dr Li", acknowledgedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.+Z$/) });
    // Drawn again, and opened again: not asked twice.
    await page.selectOption("select[name=locale]", "zh-CN");
    await expect.poll(() => page.locator("liangbing-critical .pinned").innerText()).toContain("已知悉");
    await page.click('[data-patient="p-015"]');
    await page.click('[data-patient="file-1"]');
    await expect.poll(() => page.locator("liangbing-critical .pinned").innerText()).toContain("已知悉");
    expect(await dialog.count()).toBe(0);
  });

  it("D02 asks again for another value, and comes back when it was put off", async () => {
    const page = await open();
    await page.clock.install();
    await choose(page, "p-009");
    const dialog = page.getByRole("alertdialog");
    for (const systolic of [186, 194]) {
      await page.fill("[name=systolic]", String(systolic));
      await page.fill("[name=diastolic]", "122");
      await page.keyboard.press("Enter");
      await dialog.waitFor();
      expect(await dialog.innerText()).toContain(`${systolic}/122`);
      await dialog.locator(".actions button[type=button]").click();
      await dialog.waitFor({ state: "hidden" });
      await page.clock.runFor(55_000);
      expect(await dialog.count()).toBe(0);
      await page.clock.runFor(10_000);
      await dialog.waitFor();
      await acknowledge(page);
    }
    const log = await page.locator("liangbing-critical").evaluate((own) => (own as HTMLElement & { log: { what: string; value: string }[] }).log
      .filter(({ value }) => String(value).endsWith("/122")).map(({ what, value }) => `${what} ${value}`));
    expect(log).toEqual(["186/122", "194/122"].flatMap((value) => ["shown", "put-off", "acknowledged"].map((what) => `${what} ${value}`)));
  });

  it("D02 does not interrupt in the middle of a number", async () => {
    const page = await open();
    await choose(page, "p-009");
    await page.locator("[name=systolic]").pressSequentially("186");
    await expect.poll(() => page.locator(".live liangbing-tier").getAttribute("level")).toBe("R1");
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.getAttribute("name"))).toBe("diastolic");
    expect(await page.getByRole("alertdialog").count()).toBe(0);
    await page.keyboard.type("122");
    await page.keyboard.press("Tab");
    await page.getByRole("alertdialog").waitFor();
  });

  it("D02 has a card for the ambulance on one sheet of A5, in black and white too", async () => {
    const page = await open();
    await choose(page, "p-025");
    await page.locator("liangbing-panel .card.red").first().getByRole("button", { name: "Emergency card" }).click();
    const card = page.locator("liangbing-panel dialog.emergency");
    await card.locator("[name=contact]").fill("Deng Li, 138 0000 0000");
    expect(await card.locator("a.call").getAttribute("href")).toBe("tel:120");
    const opened = page.waitForEvent("popup");
    await card.getByRole("button", { name: "Print on A5" }).click();
    const sheet = await opened;
    const text = await sheet.evaluate(() => document.body.innerText);
    for (const part of ["138 0000 0000", "164/92 mmHg (2026-11-21 07:20)", "青霉素", "metformin 0.5 g × 3 a day", "R0"]) expect(text).toContain(part);
    expect(text).not.toContain("邓国华");
    const pdf = (await sheet.pdf({ preferCSSPageSize: true })).toString("latin1");
    expect(pdf.match(/\/Type \/Page\b/g)).toHaveLength(1);
    const [, width, height] = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(pdf) ?? [];
    // A5 in points, to a millimetre.
    expect([Math.abs(Number(width) - 419.5) < 3, Math.abs(Number(height) - 595.3) < 3]).toEqual([true, true]);
    const inks = await sheet.evaluate(() => [...document.querySelectorAll("body *")].map((own) => getComputedStyle(own).color));
    expect(new Set(inks)).toEqual(new Set(["rgb(0, 0, 0)"]));
  });
});

describe("D03: referral", () => {
  it("D03 shows up and down with arrow and words, criteria met, not met and unknown, and never both", async () => {
    const page = await open();
    for (const [id, arrow, word, other] of [["p-006", "↑", "Refer up", "Refer down"], ["p-017", "↓", "Refer down", "Refer up"]] as const) {
      await page.selectOption("select[name=role]", "township");
      await choose(page, id);
      const own = page.locator("liangbing-panel .referral");
      if (await own.locator("details").count()) await own.locator("details summary").click();
      const text = await own.innerText();
      expect(text).toContain(arrow);
      expect(text).toContain(word);
      expect(await page.locator("liangbing-panel .page").innerText()).not.toContain(other);
      const { referral } = engine.assess(recordOf(id), { asOf: DAY, locale: "en", level: "township" });
      const marks = await own.locator(".checklist .mark").allInnerTexts();
      const many = (list?: string[]): number => new Set(list).size;
      expect([marks.filter((mark) => mark === "✓").length, marks.filter((mark) => mark === "✗").length, marks.filter((mark) => mark === "?").length])
        .toEqual([many(referral?.met), many(referral?.notMet), many(referral?.unknown)]);
      // A mark is never alone.
      for (const item of await own.locator(".checklist li").allTextContents()) expect(item).toMatch(/(met|unknown): /);
    }
  });

  it("D03 hands the draft to the host when it is accepted, and writes its letter", async () => {
    const page = await open();
    await choose(page, "p-006");
    const action = nextEvent(page, "liangbing-action");
    await page.locator("liangbing-panel .cards > .card").first().locator("button.primary").click();
    expect(await action).toMatchObject({ suggestion: { kind: "refer" }, actions: [{ kind: "refer" }] });
    await page.getByRole("button", { name: "Referral letter" }).click();
    expect(await page.getByRole("dialog").locator("pre").innerText()).toContain("REFERRAL UP");
  });
});

describe("D04: why", () => {
  it("D04 follows every card to document, section, rule and inputs, and asks nobody for it", async () => {
    const page = await open();
    let asked = 0;
    page.on("request", () => (asked += 1));
    for (const id of ["p-001", "p-006", "p-009", "p-012", "p-015", "p-018"]) {
      await choose(page, id);
      const { cards, findings } = judged(recordOf(id));
      const more = page.locator("liangbing-panel details.more > summary");
      if (await more.count()) await more.click();
      for (const card of cards) {
        const article = page.locator(`liangbing-panel [data-rule="${card.rule}"]`).first();
        await article.locator("details.why > summary").click();
        const text = (await article.locator("details.why").innerText()).replace(/\s+/g, " ");
        for (const part of [card.rule ?? "", card.source.label, card.source.section ?? ""]) expect(text).toContain(part);
        const facts = findings.filter(({ rule }) => rule === card.rule).flatMap(({ because }) => because).filter(({ value }) => value !== null);
        for (const { value, unit, at } of facts) {
          expect(text).toContain(String(value));
          if (unit) expect(text).toContain(unit);
          if (at) expect(text).toContain(at.slice(0, 16).replace("T", " "));
        }
      }
      for (const link of await page.locator("liangbing-panel a[target=_blank]").all()) {
        expect([await link.getAttribute("rel"), (await link.getAttribute("href"))?.startsWith("https://")]).toEqual(["noopener noreferrer", true]);
      }
    }
    expect(asked).toBe(0);
  });
});

describe("D05: what is missing", () => {
  it.each([["en-GB", /\bnormal\b|at target|\bcontrolled\b/i], ["zh-CN", /正常|达标/]] as const)("D05 names it, never calls it normal, and takes it: %s", async (locale, wrong) => {
    const page = await open({ locale });
    for (const id of [idOf("G3"), idOf("G4"), "p-030"]) {
      await choose(page, id);
      const { gaps } = judged(recordOf(id), locale === "zh-CN" ? "zh-CN" : "en");
      expect(await page.locator("liangbing-panel [data-gap]").count()).toBe(gaps.length);
      const grey = await page.locator('liangbing-panel [part="card-grey"]').innerText();
      expect(grey).not.toMatch(wrong);
      const asked = nextEvent(page, "liangbing-request-data");
      await page.locator('liangbing-panel [part="card-grey"] h3 button').click();
      expect(await asked).toEqual({ missing: gaps.map(({ concept }) => concept) });
      expect(await page.evaluate(() => document.activeElement?.closest("liangbing-encounter") !== null)).toBe(true);
    }
  });
});

describe("D08: accepting and overriding", () => {
  it("D08 is heard as CDS Hooks has it, asks for a word where the reason is another one, and is announced", async () => {
    const page = await open();
    await choose(page, "p-006");
    const first = page.locator("liangbing-panel .card").first();
    const heard = nextEvent(page, "liangbing-feedback");
    await first.getByRole("button", { name: /^Override/ }).click();
    await first.locator("select").selectOption("other");
    await first.locator("form button").click();
    expect(await first.locator(".answered").count()).toBe(0);
    expect(await first.locator("input[name=comment]").evaluate((own) => (own as HTMLInputElement).matches(":invalid"))).toBe(true);
    await first.locator("input[name=comment]").fill("seen elsewhere");
    await first.locator("form button").click();
    await first.locator(".answered[role=status]").waitFor();
    expect(await heard).toMatchObject({ outcome: "overridden", overrideReason: { reason: { code: "other" }, userComment: "seen elsewhere" } });
    await page.locator("liangbing-panel details.more > summary").click();
    await page.locator("liangbing-panel .more .card button.primary").first().click();
    await page.locator(".heard summary").click();
    const log = await page.locator(".heard li", { hasText: "liangbing-feedback" }).locator("pre").allInnerTexts();
    expect(log).toHaveLength(2);
    for (const text of log) {
      const { feedback } = JSON.parse(text) as { feedback: Record<string, unknown>[] };
      const [one = {}] = feedback;
      // The shape of the standard and nothing else.
      expect(feedback).toHaveLength(1);
      const known = ["acceptedSuggestions", "card", "outcome", "outcomeTimestamp", "overrideReason"];
      expect(Object.keys(one).filter((key) => !known.includes(key))).toEqual([]);
      expect(one["card"]).toEqual(expect.any(String));
      expect(["accepted", "overridden"]).toContain(one["outcome"]);
      expect(one["outcomeTimestamp"]).toEqual(expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/));
      if (one["outcome"] === "accepted") expect(one["acceptedSuggestions"]).toEqual([{ id: expect.any(String) }]);
    }
  });
});

describe("D09: a prompt that was answered", () => {
  it("D09 stays away while its facts are the same, and comes back when they are worse", async () => {
    const page = await open();
    await choose(page, "p-009");
    const card = page.locator('liangbing-panel [data-rule="htn-class-2"]');
    await card.getByRole("button", { name: /^Override/ }).click();
    await card.locator("select").selectOption("declined");
    await card.locator("form button").click();
    await card.locator(".answered").waitFor();
    // Judged again, for another language: the answer holds.
    await page.selectOption("select[name=locale]", "zh-CN");
    await expect.poll(() => card.count()).toBe(0);
    expect(await page.locator("liangbing-panel .cards h3").getAttribute("aria-live")).toBe("polite");
    // Another value that is no worse leaves it in peace; a worse one does not.
    await page.selectOption("[name=concept]", "heart-rate");
    await page.fill("[name=value]", "72");
    await page.keyboard.press("Enter");
    await expect.poll(() => page.locator("liangbing-panel .page").innerText()).not.toContain("心率 没有记录");
    expect(await card.count()).toBe(0);
    // Measured after it was answered.
    await page.fill("[name=time]", "23:59");
    await page.fill("[name=systolic]", "168");
    await page.fill("[name=diastolic]", "98");
    await page.keyboard.press("Enter");
    await card.waitFor({ state: "attached" });
  });
});
