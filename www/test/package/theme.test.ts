// What a host may colour and shape, and what it cannot take away.
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { launch, watch, type Watched } from "../browser/page.js";
import { DAY, PATIENTS } from "../real.js";
import { pagesOf, said } from "./host.js";
import { installed } from "./packed.js";
import { POLICY, serve, type Served } from "./serve.js";

const { project, folder } = installed();
const manifest = JSON.parse(readFileSync(join(folder, "custom-elements.json"), "utf8")) as {
  modules: { declarations: { tagName: string; cssParts?: { name: string }[]; cssProperties?: { name: string }[] }[] }[];
};
const panel = manifest.modules[0]?.declarations.find(({ tagName }) => tagName === "liangbing-panel");
const PROPERTIES = panel?.cssProperties?.map(({ name }) => name) ?? [];
const PARTS = panel?.cssParts?.map(({ name }) => name) ?? [];
const SHOWN = ["R1", "Y1", "B2", "G1"].map((level) => PATIENTS.find(({ expected }) => expected === level)?.record);
writeFileSync(join(folder, "shown.json"), JSON.stringify(SHOWN));

let browser: Browser;
let served: Served | undefined;
let watched: Watched | undefined;
let warned: string[] = [];
beforeAll(async () => void (browser = await launch()));
afterEach(async () => {
  await watched?.page.context().close();
  await served?.close();
  watched = served = undefined;
});
afterAll(async () => {
  await browser.close();
  rmSync(project, { recursive: true });
});

/** A patient of each colour and a record that is refused, one below the other; the critical dialog put off. */
async function colours(o: { css?: string; dir?: string; set?: object } & Parameters<typeof watch>[2] = {}): Promise<Page> {
  const { css = "", dir = "ltr", set = {}, ...context } = o;
  const module = `import "/lib/elements.js"; import { load } from "/lib/liangbing.js";
    document.documentElement.dir = "${dir}";
    const engine = await load({ fhir: false, equations: false });
    const records = [...await (await fetch("/shown.json")).json(), { patient: { spb: 1 } }];
    for (const record of records) {
      const own = document.body.appendChild(Object.assign(document.createElement("liangbing-panel"),
        { engine, record, asOf: "${DAY}", locale: "en", ...${JSON.stringify(set)} }));
      await own.updateComplete;
    }
    const [first] = document.querySelectorAll("liangbing-panel");
    const critical = first.shadowRoot.querySelector("liangbing-critical");
    await critical.updateComplete;
    critical.shadowRoot.querySelector("dialog .actions button[type=button]")?.click();
    await new Promise((done) => requestIdleCallback(done));
    globalThis.inside = (root) => [...root.querySelectorAll("*")].flatMap((own) => [own, ...(own.shadowRoot ? inside(own.shadowRoot) : [])]);
    globalThis.said = true;`;
  served = await serve(folder, { policy: POLICY, pages: pagesOf({ css, module }) });
  watched = await watch(browser, served.address, context);
  warned = [];
  watched.page.on("console", (message) => message.type() === "warning" && warned.push(message.text()));
  await said(watched.page);
  return watched.page;
}

type Inside = typeof globalThis & { inside(root: ParentNode): Element[] };

describe.each(["light", "dark"] as const)("G05 in a %s theme", (colorScheme) => {
  it("every custom property is honoured", async () => {
    const page = await colours({ colorScheme });
    const seen = await page.evaluate((names) => {
      const at = globalThis as Inside;
      const panels = [...document.querySelectorAll<HTMLElement>("liangbing-panel")];
      // A value that nothing has by itself; what takes it is found by it.
      const probe = (name: string): string => (/size|tap|radius/.test(name) ? "43px" : name.includes("family") ? "Probe" : "rgb(1, 2, 3)");
      const takes = (): Set<string> => new Set(at.inside(document.body).flatMap((own) => {
        const { color, backgroundColor, fontSize, fontFamily, minHeight, borderTopLeftRadius, borderInlineStartColor } = getComputedStyle(own);
        return [color, backgroundColor, fontSize, fontFamily, minHeight, borderTopLeftRadius, borderInlineStartColor];
      }));
      return names.map((name) => {
        const before = takes().has(probe(name));
        for (const panel of panels) panel.style.setProperty(name, probe(name));
        const after = takes().has(probe(name));
        for (const panel of panels) panel.style.removeProperty(name);
        return [name, before, after];
      });
    }, PROPERTIES);
    expect(PROPERTIES.length).toBeGreaterThan(20);
    expect(seen).toEqual(PROPERTIES.map((name) => [name, false, true]));
    expect([watched?.problems, warned]).toEqual([[], []]);
  });
});

describe("G05 parts", () => {
  it("every one is reached from the host's own style sheet", async () => {
    const page = await colours({ css: PARTS.map((name, at) => `liangbing-panel::part(${name}) { outline: ${at + 1}px solid rgb(${at}, 2, 3); }`).join("\n") });
    // The form of reasons is there once it is asked for.
    await page.locator("liangbing-panel .cards > .card button.plain").first().click();
    const seen = await page.evaluate((names) => {
      const at = globalThis as Inside;
      return names.map((name) => at.inside(document.body).filter((own) => own.part.contains(name)).map((own) => getComputedStyle(own).outlineStyle));
    }, PARTS);
    expect(PARTS.length).toBeGreaterThan(15);
    // A part inside a nested element is there too, and the host's style reaches each.
    expect(PARTS.filter((_, at) => !(seen[at] ?? []).length || (seen[at] ?? []).some((style) => style !== "solid"))).toEqual([]);
    expect(watched?.problems).toEqual([]);
  });
});

/** Where text and boxes of the panels stand, and whether anything hangs out of the page. */
async function layout(page: Page): Promise<{ wide: boolean; sizes: string[]; directions: string[]; bars: (string | number)[][]; words: string[] }> {
  return page.evaluate(() => {
    const at = globalThis as Inside;
    const all = [...document.querySelectorAll("liangbing-panel")].flatMap(({ shadowRoot }) => (shadowRoot ? at.inside(shadowRoot) : []));
    const of = (selector: string): Element[] => all.filter((own) => own.matches(selector));
    return {
      wide: document.documentElement.scrollWidth > innerWidth,
      sizes: [...new Set(of(".facts dd, .card p, .chip, button").filter((own) => own.checkVisibility()).map((own) => getComputedStyle(own).fontSize))].sort(),
      directions: [...new Set(all.map((own) => getComputedStyle(own).direction))],
      bars: of(".head").map((own) => [getComputedStyle(own).borderLeftWidth, Math.round(own.getBoundingClientRect().width)]),
      words: of(".chip").map((own) => `${own.querySelector("svg") ? "icon" : "none"} ${(own.textContent ?? "").replace(/\s+/g, " ").trim()}`),
    };
  });
}

describe("G05 a host cannot take away", () => {
  const narrow = { viewport: { width: 360, height: 800 } };

  it.each([
    ["with boxes and letters of its own", { css: "* { box-sizing: content-box; font-size: 10px !important; line-height: 1 !important; }" }],
    ["that shrinks its root", { css: "html { font-size: 62.5%; } body { font-size: 1.2rem; letter-spacing: 2px; text-align: justify; }" }],
    ["that runs from right to left", { dir: "rtl" }],
    ["that runs from right to left by force", { dir: "rtl", css: "body, body * { direction: rtl; text-align: right; unicode-bidi: bidi-override; }" }],
  ])("the layout: a page %s", async (_, host) => {
    const plain = await layout(await colours(narrow));
    expect([plain.wide, plain.directions, plain.words.length > 7]).toEqual([false, ["ltr"], true]);
    await watched?.page.context().close();
    await served?.close();
    expect(await layout(await colours({ ...narrow, ...host }))).toEqual(plain);
    expect(watched?.problems).toEqual([]);
  });

  it("icons and words: in forced colours every chip has its border, shape and word", async () => {
    const page = await colours({ forcedColors: "active" });
    const { words } = await layout(page);
    expect(words.filter((own) => !/^icon (Red|Yellow|Blue|Grey|No colour)/.test(own))).toEqual([]);
    const borders = await page.evaluate(() => (globalThis as Inside).inside(document.body).filter((own) => own.matches(".chip:not(.none), .bar"))
      .map((own) => { const { borderTopStyle, borderTopWidth } = getComputedStyle(own); return borderTopStyle !== "none" && borderTopWidth !== "0px"; }));
    expect(borders.length).toBeGreaterThan(10);
    expect(borders).not.toContain(false);
    expect(watched?.problems).toEqual([]);
  });

  it("paper: a dark page is printed in the light set, with every word and no button", async () => {
    const tokens = (page: Page): Promise<string[]> => page.locator("liangbing-panel").first().evaluate((own) =>
      ["--_bg", "--_fg", "--_red-bg"].map((name) => getComputedStyle(own).getPropertyValue(name)));
    const page = await colours({ colorScheme: "dark", set: { theme: "dark" } });
    const [dark, words] = [await tokens(page), (await layout(page)).words];
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    expect(await tokens(page)).toEqual(["#ffffff", "#1b2229", "#a31621"]);
    expect(dark).not.toContain("#ffffff");
    expect((await layout(page)).words).toEqual(words);
    expect(await page.locator("liangbing-panel button:visible").count()).toBe(0);
    expect(await page.getByRole("alertdialog").count()).toBe(0);
  });
});

describe("G05 colours that cannot be read", () => {
  const FAINT = "liangbing-panel { --liangbing-red-fg: #c33; --liangbing-red-bg: #a31621; --liangbing-yellow-line: #ffe; }";

  it("are told once on the console, by name and ratio, and words and icons stay", async () => {
    const page = await colours({ css: FAINT });
    await expect.poll(() => warned.length).toBe(1);
    expect(warned[0]).toMatch(/--liangbing-red-fg on --liangbing-red-bg is \d\.\d to 1, at least 4\.5 is needed/);
    expect(warned[0]).toMatch(/--liangbing-yellow-line on --liangbing-bg is \d\.\d to 1, at least 3 is needed/);
    expect(warned[0]).not.toMatch(/blue|grey/);
    expect((await layout(page)).words[0]).toMatch(/^icon Red · Critical/);
    expect(watched?.problems).toEqual([]);
  });

  it.each([
    ["good ones, however written", "liangbing-panel { --liangbing-red-bg: rebeccapurple; --liangbing-red-fg: oklch(98% 0 0); --liangbing-primary: rgb(0 40 120 / 95%); }"],
    ["none", ""],
  ])("nothing is said of %s", async (_, css) => {
    const page = await colours({ css });
    await page.waitForTimeout(300);
    expect([warned, watched?.problems]).toEqual([[], []]);
  });
});
