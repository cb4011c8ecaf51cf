import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { DAY, PATIENTS } from "../real.js";
import { acknowledge, choose, chosen, launch, nextEvent, overflow, violations, visit, type Watched } from "./page.js";

// The doctor's acceptance list, D06, D07 and D10 to D12: bad input, hostile text, keyboard, races, everyone's eyes; and the
// same page in four text sizes from a phone to a wall.
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

const BASE = { patient: { id: "odd", born: "1960-01-01" }, conditions: [{ code: "hypertension" }] };
const record = (more: object): string => JSON.stringify({ ...BASE, ...more });

describe("D06: bad input", () => {
  it.each([
    ["cut short", '{"patient": {"id": "x"', "not-json", ""],
    ["that is empty", "", "not-json", ""],
    ["with a number that is none", '{"observations": [{"at": "2026-11-20", "concept": "glucose", "value": NaN}]}', "not-json", ""],
    ["with text for a number", record({ observations: [{ at: "2026-11-20", concept: "glucose", value: "abc", unit: "mmol/L" }] }), "wrong-type", "observations[0].value"],
    ["with a misspelt field", record({ observations: [{ at: "2026-11-20", concept: "blood-pressure", spb: 180 }] }), "unknown-field", "observations[0].spb"],
    ["of another type", '{"patient": "x"}', "wrong-type", "patient"],
    ["with an age for a birthday", '{"patient": {"id": "x", "born": -3}}', "wrong-type", "patient.born"],
    ["that is no record at all", '"abc"', "wrong-type", ""],
  ])("D06 answers a file %s with one error card and its path, and judges the next as if nothing had been", async (_, text, code, path) => {
    const page = await open();
    const heard = nextEvent(page, "liangbing-error");
    await chosen(page, "bad.json", text);
    const card = page.locator("liangbing-panel .error");
    await card.waitFor();
    expect(await card.innerText()).toContain(code);
    expect(await card.innerText()).toContain(path);
    expect(await heard).toMatchObject({ code, path, recoverable: true });
    expect([await card.count(), await page.locator("liangbing-panel .card").count(), await page.locator("liangbing-encounter form").count()]).toEqual([1, 0, 0]);
    await choose(page, "p-006");
    expect(await page.locator("liangbing-panel .error").count()).toBe(0);
    expect(await page.locator("liangbing-panel .card").count()).toBeGreaterThan(0);
  });

  it("D06 refuses what is larger than twenty megabytes, and says so", async () => {
    const page = await open();
    await chosen(page, "big.json", `{"patient": {"id": "${"x".repeat(20 * 1024 * 1024)}"}}`);
    await page.locator("main .error").waitFor();
    expect(await page.locator("main .error").innerText()).toContain("too-large");
    await choose(page, "p-006");
    expect(await page.locator("main .error").count()).toBe(0);
  });

  it.each([
    ["a systolic pressure of 1200", { concept: "blood-pressure", systolic: 1200, diastolic: 80, unit: "mmHg" }, "1200"],
    ["a glucose of 180 mmol/L", { concept: "glucose", value: 180, unit: "mmol/L", timing: "fasting" }, "180"],
  ])("D06 sets %s aside, says so, and turns nothing milder", async (_, observation, shown) => {
    const page = await open();
    await chosen(page, "odd.json", record({ conditions: [{ code: "hypertension" }, { code: "type-2-diabetes" }], observations: [{ at: `${DAY}T08:00`, ...observation }] }));
    await page.locator("liangbing-panel .head").waitFor();
    await acknowledge(page);
    expect(await page.locator("liangbing-panel .head liangbing-tier").first().getAttribute("colour")).toBe("red");
    expect(await page.locator("liangbing-panel .block", { hasText: "Data issues" }).innerText()).toContain(shown);
    expect(await page.locator("liangbing-panel .error").count()).toBe(0);
    expect(await page.locator(".bedside").innerText()).not.toContain(shown);
  });

  it("D06 counts no text as a number in the encounter, and says so", async () => {
    const page = await open();
    await choose(page, "p-009");
    await page.fill("[name=glucose]", "7.4x");
    await expect.poll(() => page.locator(".live").innerText()).toContain("not a number");
    expect(await page.locator("[name=glucose]").getAttribute("aria-invalid")).toBe("true");
    await page.fill("[name=glucose]", "１７，４");
    await expect.poll(() => page.locator(".live liangbing-tier").getAttribute("level")).toBe("R1");
  });
});

const HOSTILE = {
  patient: { id: "\"><svg onload=alert(1)>", name: `<img src=x onerror=alert(1)>\u202e{{7*7}}${"𠮷".repeat(300)}👵🏽`, born: "1950-01-01", place: { village: "</bdi><b>\u2066x" } },
  conditions: [{ code: "hypertension" }, { code: "<script>alert(1)</script>" }],
  observations: [{ at: `${DAY}T08:00`, concept: "blood-pressure", systolic: 150, diastolic: 90, unit: "mmHg" }],
  medications: [{ name: "javascript:alert(1) \u202emg", dose: "<b>5</b>", perDay: 1 }],
  allergies: [{ name: "<iframe src=//x.test>", reaction: "\u2067x" }],
};

describe("D07: hostile text", () => {
  it("D07 is shown as the text it is: no element, no dialog, no turned line, no wide page", async () => {
    const page = await open({ viewport: { width: 360, height: 740 } });
    let dialogs = 0;
    page.on("dialog", (own) => (dialogs += 1, void own.dismiss()));
    await chosen(page, "hostile.json", JSON.stringify(HOSTILE));
    await expect.poll(() => page.locator(".patient h2").innerText()).toContain("<img src=x");
    const shown = await page.locator("main").evaluate((main) => main.textContent + (main.querySelector("liangbing-panel")?.shadowRoot?.textContent ?? ""));
    expect(shown).toContain("{{7*7}}");
    expect(shown).toContain("𠮷𠮷");
    expect(shown).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
    // Cut between characters, never through one.
    expect(shown).not.toMatch(/[\ud800-\udbff](?![\udc00-\udfff])/);
    expect(await page.locator("main").locator("img, script, iframe, a[href^=javascript]").count()).toBe(0);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    for (const name of ["Visit note"]) {
      await page.getByRole("button", { name, exact: true }).click();
      expect(await page.getByRole("dialog").locator("pre").innerText()).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
      await page.getByRole("dialog").getByRole("button", { name: "Close" }).click();
    }
    await page.locator(".followup button.form").click();
    await page.locator(".sheet").first().waitFor();
    expect(await page.locator(".sheet").first().innerText()).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    expect(dialogs).toBe(0);
  });
});

/** What has the focus, however deep, in words. */
function focused(page: Page): Promise<{ name: string; x: number; y: number; inPanel: boolean; tag: string }> {
  return page.evaluate(() => {
    let at = document.activeElement;
    let inPanel = false;
    while (at?.shadowRoot?.activeElement) {
      inPanel ||= at.tagName === "LIANGBING-PANEL";
      at = at.shadowRoot.activeElement;
    }
    const label = at?.getAttribute("aria-label") ?? (at as HTMLInputElement | null)?.labels?.[0]?.textContent ?? at?.textContent ?? "";
    const { x, y } = at?.getBoundingClientRect() ?? { x: 0, y: 0 };
    return { name: label.replace(/\s+/g, " ").trim(), x: x + scrollX, y: y + scrollY, inPanel, tag: at?.tagName ?? "" };
  });
}

describe("D10: the keyboard alone", () => {
  it("D10 goes through the panel as it stands on the page, names every stop, and is no trap", async () => {
    const page = await open();
    await choose(page, "p-006");
    await page.locator("[name=perDay]").focus();
    const stops: Awaited<ReturnType<typeof focused>>[] = [];
    for (let i = 0; i < 60; i += 1) {
      await page.keyboard.press("Tab");
      const stop = await focused(page);
      if (stops.length && !stop.inPanel) break;
      if (stop.inPanel) stops.push(stop);
    }
    expect(stops.length).toBeGreaterThan(6);
    expect(stops.length).toBeLessThan(60);
    for (const { name, tag } of stops) expect([tag, name === ""]).toEqual([tag, false]);
    // Never upwards by more than a line: buttons of one row share it.
    stops.forEach(({ y }, n) => expect(y).toBeGreaterThanOrEqual((stops[n - 1]?.y ?? y) - 12));
    // What belongs to a card says to which.
    const accept = stops.filter(({ name }) => name.startsWith("Override"));
    for (const { name } of accept) expect(name.length).toBeGreaterThan("Override: ".length);
    await page.keyboard.press("Shift+Tab");
    expect((await focused(page)).inPanel).toBe(true);
  });

  it("D10 opens, answers and overrides without a pointer", async () => {
    const page = await open();
    await page.locator('[data-patient="p-009"]').focus();
    await page.keyboard.press("Enter");
    await expect.poll(() => page.locator('[data-patient="p-009"]').getAttribute("aria-current")).toBe("true");
    const why = page.locator("liangbing-panel details.why summary").first();
    await why.focus();
    await page.keyboard.press("Space");
    expect(await page.locator("liangbing-panel details.why").first().getAttribute("open")).toBe("");
    await page.locator("liangbing-panel .card").first().getByRole("button", { name: /^Override/ }).focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    expect(await page.locator("liangbing-panel .card .answered").first().innerText()).toContain("Patient declines");
  });

  it("D10 shows where it is: the focus draws a ring that can be seen", async () => {
    const page = await open();
    await choose(page, "p-006");
    const button = page.locator("liangbing-panel .card button.primary").first();
    await button.scrollIntoViewIfNeeded();
    const box = await button.boundingBox();
    const clip = { x: (box?.x ?? 0) - 8, y: (box?.y ?? 0) - 8, width: (box?.width ?? 0) + 16, height: (box?.height ?? 0) + 16 };
    const before = await page.screenshot({ clip });
    await button.focus();
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Tab");
    expect(before.equals(await page.screenshot({ clip }))).toBe(false);
    expect(await button.evaluate((own) => [getComputedStyle(own).outlineStyle, getComputedStyle(own).outlineWidth])).toEqual(["solid", "3px"]);
  });
});

describe("D11: one patient at a time", () => {
  it("D11 paints only the second of two that come at once", async () => {
    const page = await open();
    const seen = await page.evaluate(async (two) => {
      const panel = document.querySelector("liangbing-panel");
      if (!panel) throw new Error("no panel");
      const painted: string[] = [];
      const root = panel.shadowRoot as ShadowRoot;
      const watch = new MutationObserver(() => painted.push(root.querySelector(".head liangbing-tier")?.getAttribute("level") ?? ""));
      watch.observe(root, { subtree: true, childList: true, attributes: true, characterData: true });
      [panel.record] = [two[0] as object];
      panel.record = two[1] as object;
      await panel.updateComplete;
      watch.disconnect();
      return { painted, text: root.textContent ?? "" };
    }, [PATIENTS.find(({ record: own }) => own.patient?.id === "p-027")?.record, PATIENTS.find(({ record: own }) => own.patient?.id === "p-015")?.record]);
    expect(seen.text).toContain("124/76");
    expect(seen.text).not.toContain("162/96");
    expect(new Set(seen.painted)).not.toContain("R2");
  });

  it("D11 drops a form that comes after its patient has gone", async () => {
    const page = await open();
    await choose(page, "p-009");
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    await page.route("**/forms_bg*.wasm", async (route) => {
      await held;
      await route.continue();
    });
    await page.locator(".followup button.form").click();
    await choose(page, "p-010");
    release();
    await page.waitForResponse("**/forms_bg*.wasm").catch(() => undefined);
    await page.locator(".followup button.note").click();
    await page.locator(".followup pre").waitFor();
    expect(await page.locator(".sheet").count()).toBe(0);
    expect(await page.locator("main").innerText()).not.toContain("周志刚");
  });

  it("D11 carries nothing that was typed to the next patient", async () => {
    const page = await open();
    await choose(page, "p-009");
    await page.locator("[name=systolic]").pressSequentially("139");
    await choose(page, "p-010");
    expect(await page.locator("[name=systolic]").inputValue()).toBe("");
    expect(await page.locator("liangbing-panel .page").innerText()).not.toContain("139");
  });
});

// Every pair of language, size, scheme and forced colours stands in one of these.
const LOOKS = [
  ["zh-CN", "compact", "light", "none", ["p-001", "p-012", "p-023"]], ["zh-CN", "large", "dark", "active", ["p-027", "p-018"]],
  ["en-GB", "compact", "dark", "none", ["p-015", "p-001"]], ["en-GB", "large", "light", "active", ["p-012", "p-027"]],
  ["zh-CN", "compact", "dark", "active", ["p-001", "p-015"]], ["en-GB", "large", "dark", "none", ["p-018", "p-023"]],
] as const;

describe("D12: everyone's eyes", () => {
  it.each(LOOKS)("D12 has nothing that axe objects to: %s, %s, %s, forced colours %s", async (locale, size, colorScheme, forcedColors, who) => {
    const page = await open({ locale, colorScheme, forcedColors });
    await page.selectOption("[name=scale]", size);
    for (const id of who) {
      await choose(page, id);
      await page.evaluate(() => [document, document.querySelector("liangbing-panel")?.shadowRoot].forEach((root) =>
        root?.querySelectorAll("details").forEach((details) => (details.open = true))));
      expect([id, await violations(page)]).toEqual([id, []]);
    }
  });

  it("D12 has nothing that axe objects to in what opens over the page", async () => {
    const page = await open();
    await chosen(page, "critical.json", record({ observations: [{ at: `${DAY}T11:00`, concept: "blood-pressure", systolic: 186, diastolic: 122, unit: "mmHg" }] }));
    await page.getByRole("alertdialog").waitFor();
    expect(await violations(page)).toEqual([]);
    await page.locator("liangbing-critical dialog").getByRole("button", { name: "Emergency card" }).click();
    await page.locator("dialog.emergency").waitFor();
    expect(await violations(page)).toEqual([]);
  });

  it.each(["light", "dark"] as const)("D12 has chips whose words can be read: %s", async (colorScheme) => {
    const page = await open({ colorScheme });
    const ratios = await page.locator("[data-patient] liangbing-tier").evaluateAll((chips) => chips.flatMap((chip) => {
      const own = chip.shadowRoot?.querySelector(".chip");
      if (!own || chip.getAttribute("level") === null) return [];
      const light = (text: string): number => {
        const [r = 0, g = 0, b = 0] = (text.match(/[\d.]+/g) ?? []).map(Number).map((part) => part / 255)
          .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const [one, other] = [light(getComputedStyle(own).color), light(getComputedStyle(own).backgroundColor)];
      return [(Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05)];
    }));
    expect(ratios.length).toBeGreaterThan(20);
    expect(Math.min(...ratios)).toBeGreaterThanOrEqual(4.5);
  });
});

describe("the desk, large and small", () => {
  it.each(["normal", "large", "care", "max"])("fits a phone and a wall with %s text, and no line is too long to follow", async (size) => {
    const page = await open();
    await page.selectOption("[name=scale]", size);
    for (const [width, height] of [[360, 740], [1280, 800], [3840, 2160]] as const) {
      await page.setViewportSize({ width, height });
      for (const id of ["p-001", "p-027"]) {
        await choose(page, id);
        expect([size, width, id, await overflow(page)]).toEqual([size, width, id, 0]);
      }
      // In letters of the text's own size: a paragraph of the panel, and the line that says who may do what.
      const widest = await page.evaluate(() => Math.max(...[document, document.querySelector("liangbing-panel")?.shadowRoot].flatMap((root) =>
        [...(root?.querySelectorAll(".care p, .card p, .page p") ?? [])].map((own) => own.clientWidth / Number.parseFloat(getComputedStyle(own).fontSize)))));
      expect(widest).toBeLessThan(115);
      const small = await page.locator("liangbing-panel").evaluate((panel) => [...(panel.shadowRoot?.querySelectorAll("button, summary") ?? [])]
        .filter((own) => own.getBoundingClientRect().height > 0 && own.getBoundingClientRect().height < 24).map((own) => own.textContent));
      expect(small).toEqual([]);
    }
  });

  it("draws stronger lines where more contrast is wanted", async () => {
    const page = await open({ contrast: "more" });
    const [text, quiet] = await page.evaluate(() => [".who", ".last"].map((own) => getComputedStyle(document.querySelector(own) as Element).color));
    expect(quiet).toBe(text);
    const inPanel = await page.locator("liangbing-panel").evaluate((panel) => ["h4", ".quiet"].map((own) =>
      getComputedStyle(panel.shadowRoot?.querySelector(own) as Element).color));
    expect(inPanel[1]).toBe(text);
  });

  it("follows the look that is chosen over the system's, the panel with the page", async () => {
    const page = await open({ colorScheme: "light" });
    await page.selectOption("[name=theme]", "dark");
    const dark = "rgb(20, 24, 29)";
    await expect.poll(() => page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe(dark);
    expect(await page.locator("liangbing-panel").evaluate((panel) => getComputedStyle(panel).backgroundColor)).toBe(dark);
    await page.emulateMedia({ media: "print" });
    expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).not.toBe(dark);
  });
});
