import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { files } from "../../scripts/package/proof.mjs";
import { launch, watch, type Watched } from "../browser/page.js";
import { DAY, PATIENTS, realEngine } from "../real.js";
import { type Host, pagesOf, said } from "./host.js";
import { installed } from "./packed.js";
import { POLICY, serve, type Served } from "./serve.js";

const { project, folder } = installed();
const record = JSON.parse(readFileSync(new URL("../../examples/node/patient.json", import.meta.url), "utf8")) as object;

// The same package again, as another host would bring it, and one of an older version.
for (const copy of ["same", "older"]) cpSync(join(folder, "lib"), join(folder, copy, "lib"), { recursive: true });
let renamed = 0;
for (const file of files(join(folder, "older")).filter((name) => name.endsWith(".js"))) {
  const text = readFileSync(join(folder, "older", file), "utf8");
  renamed += Number(text.includes("0.1.0"));
  writeFileSync(join(folder, "older", file), text.replaceAll("0.1.0", "0.0.9"));
}
writeFileSync(join(folder, "record.json"), JSON.stringify(record));

let browser: Browser;
let served: Served | undefined;
let watched: Watched | undefined;
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

/** A host's page beside the package. */
async function host(o: Host): Promise<Page> {
  served = await serve(folder, { policy: o.policy ?? POLICY, pages: pagesOf(o) });
  watched = await watch(browser, served.address);
  return watched.page;
}

const GIVEN = `const record = await (await fetch("/record.json")).json(); const asOf = "${DAY}";`;
const MOUNT = `fetch("/record.json").then((answer) => answer.json()).then((record) => {
  globalThis.panel = liangbing.mount(document.body, { record, asOf: "${DAY}", locale: "en" }); });`;
const without = (what: string, instead = ""): string => POLICY.replace(what, instead);
const chip = (page: Page): ReturnType<Page["locator"]> => page.locator("liangbing-panel .head liangbing-tier").first();
const colour = async (page: Page): Promise<string | null> => {
  await chip(page).waitFor();
  return chip(page).getAttribute("colour");
};

describe("G01 ways of loading, under the strict policy", () => {
  it("modules, with files beside them", async () => {
    const page = await host({ module: `import "/lib/elements.js"; import { load } from "/lib/liangbing.js"; ${GIVEN}
      const panel = document.createElement("liangbing-panel");
      Object.assign(panel, { engine: await load(), record, asOf, locale: "en" });
      document.body.append(panel);` });
    expect(await colour(page)).toBe("blue");
    expect(watched?.problems).toEqual([]);
  });

  it("modules that hold their files, where nothing may be fetched", async () => {
    const page = await host({ policy: without("connect-src 'self'", "connect-src 'none'"), module: `
      import { load } from "/inline/liangbing.js";
      const engine = await load();
      const bundle = { resourceType: "Bundle", type: "collection", entry: [] };
      globalThis.said = [engine.assess(${JSON.stringify(record)}, { asOf: "${DAY}" }).tier.colour, engine.assess(bundle, { asOf: "${DAY}" }).tier.reason,
        engine.calc("ckd-epi-2021", { creatinine_umol_l: 111, age_years: 77, sex: "male" }).egfr_ml_min_1_73m2];` });
    expect(await said(page)).toEqual(["blue", "not-a-patient", 58.987082257]);
    expect(watched?.problems).toEqual([]);
  });

  it("one plain script, named twice", async () => {
    const page = await host({ plain: MOUNT, times: 2 });
    expect(await colour(page)).toBe("blue");
    expect(await page.locator("liangbing-panel").count()).toBe(1);
    expect(watched?.problems).toEqual([]);
  });

  it("a plain script refuses a place that is not there, and says which", async () => {
    const page = await host({ plain: 'try { liangbing.mount("#nowhere"); } catch (error) { said = [error.code, error.message]; }' });
    expect(await said(page)).toEqual(["bad-options", "`#nowhere` is not on this page"]);
  });

  it("says in words, in both languages, that the policy blocks it, and the page lives on", async () => {
    const page = await host({ policy: without(" 'wasm-unsafe-eval'"), plain: `
      document.addEventListener("liangbing-error", (event) => { globalThis.said = event.detail; });
      liangbing.mount(document.body, { record: {}, asOf: "${DAY}", locale: "en" });
      liangbing.mount(document.body, { record: {}, asOf: "${DAY}", locale: "zh-CN" });` });
    expect(await said(page)).toMatchObject({ code: "wasm-blocked", recoverable: false });
    const cards = page.locator("liangbing-panel .error");
    await expect.poll(() => cards.count()).toBe(2);
    expect(await cards.nth(0).innerText()).toContain("its administrator can add 'wasm-unsafe-eval' to script-src");
    expect(await cards.nth(1).innerText()).toContain("请管理员在 script-src 中加入 'wasm-unsafe-eval'");
    expect(watched?.problems.filter((problem) => problem.startsWith("error:"))).toEqual([]);
  });

  it("says in words that a file is missing", async () => {
    const page = await host({ plain: `liangbing.mount(document.body, { asOf: "${DAY}", locale: "en", load: { wasm: new URL("/gone.wasm", location) } });` });
    const card = page.locator("liangbing-panel .error");
    await card.waitFor();
    expect(await card.innerText()).toContain("A file of the module is missing");
    expect(await card.innerText()).toContain("wasm-missing");
  });
});

describe("in a worker", () => {
  const START = 'import { load } from "/lib/worker.js";';

  it("an engine answers as it does on the page, and many records come as columns", async () => {
    const lines = [...PATIENTS.map((patient) => JSON.stringify(patient.record)), '{"patient": 7}', ""].join("\n");
    const page = await host({ module: `${START} import { load as here } from "/lib/liangbing.js";
      ${GIVEN} const [far, near] = [await load(), await here()];
      const o = { asOf, locale: "en" };
      const bytes = new TextEncoder().encode(${JSON.stringify(lines)});
      const at = Array.from({ length: 4000 }, (_, i) => i);
      const trace = { time: Uint32Array.from(at, (i) => 1_790_000_000 + i * 300), glucose_mg_dl: Float64Array.from(at, (i) => 90 + (i % 100)) };
      const columns = await far.cohort(bytes, o);
      globalThis.said = {
        same: JSON.stringify(await far.assess(record, o)) === JSON.stringify(near.assess(record, o)),
        stamp: far.stamp.digest === near.stamp.digest, gone: bytes.byteLength,
        book: (await far.rulebook("en")).packs.length === near.rulebook("en").packs.length,
        checks: (await far.checkOrder(record, { code: "nifedipine" }, o)).length === near.checkOrder(record, { code: "nifedipine" }, o).length,
        egfr: await far.calc("ckd-epi-2021", { creatinine_umol_l: 111, age_years: 77, sex: "male" }),
        sensor: JSON.stringify(await far.calc("cgm-metrics", trace)) === JSON.stringify(near.calc("cgm-metrics", trace)),
        calculators: (await far.calculators("en")).length === near.calculators("en").length,
        columns: { ...columns, level: [...columns.level], actBy: [...columns.actBy] },
      };` });
    const answer = await said<Record<string, unknown>>(page);
    expect(answer).toMatchObject({ same: true, stamp: true, gone: 0, book: true, checks: true, calculators: true, sensor: true, egfr: { egfr_ml_min_1_73m2: 58.987082257 } });
    const engine = await realEngine();
    const order = "R0 R1 R2 Y1 Y2 Y3 Y4 B1 B2 B3 G1 G2 G3 G4".split(" ");
    const tiers = PATIENTS.map((patient) => engine.assess(patient.record, { asOf: DAY }).tier);
    expect(answer["columns"]).toEqual({
      id: [...PATIENTS.map((patient) => patient.record.patient?.id ?? ""), ""],
      level: [...tiers.map(({ level }) => (level ? order.indexOf(level) + 1 : 0)), 0],
      actBy: [...tiers.map(({ actBy }) => (actBy ? Date.parse(actBy) / 86_400_000 : 0)), 0],
      refused: [{ row: PATIENTS.length, code: "wrong-type", path: "patient", message: expect.any(String) as string }],
    });
    expect(watched?.problems).toEqual([]);
  });

  it("what is wrong keeps its code and path, and the worker goes on", async () => {
    const page = await host({ module: `${START} ${GIVEN} const far = await load();
      const codes = [];
      const note = async (call) => { try { await call(); codes.push("no error"); } catch (error) { codes.push([error.name, error.code, error.path].join(" ")); } };
      await note(() => far.assess({ observations: [{ value: NaN }] }, { asOf }));
      await note(() => far.assess({ patient: { spb: 1 } }, { asOf }));
      await note(() => far.assess(record, {}));
      await note(() => far.cohort("{}", { asOf: "soon" }));
      await note(() => far.calc("none-such", {}));
      const colour = (await far.assess(record, { asOf })).tier.colour;
      const owed = note(() => far.assess(record, { asOf }));
      far.free();
      await owed;
      await note(() => far.assess(record, { asOf }));
      await note(() => load({ wasm: new URL("/gone.wasm", location) }));
      await note(() => load({ worker: new URL("https://example.org/liangbing-worker.js") }));
      globalThis.said = { codes, colour };` });
    const { codes, colour: after } = await said<{ codes: string[]; colour: string }>(page);
    const wrong = (code: string, path = ""): string => `LiangbingError ${code} ${path}`;
    expect(codes.slice(0, 3)).toEqual([wrong("wrong-type", "observations[0].value"), wrong("unknown-field", "patient.spb"), expect.stringContaining("LiangbingError ")]);
    expect(codes.slice(3)).toEqual([
      expect.stringMatching(/bad-date|bad-options/), expect.stringContaining("unknown-calculator"),
      wrong("wasm-wrong"), wrong("wasm-wrong"), wrong("wasm-missing"), wrong("wasm-blocked", "worker-src"),
    ]);
    expect(after).toBe("blue");
  });

  it("a policy that forbids workers is said in words", async () => {
    const page = await host({ policy: without("worker-src 'self'", "worker-src 'none'"), module: `${START}
      try { await load(); } catch (error) { globalThis.said = [error.code, error.path, error.message]; }` });
    const [code, path, message] = await said<string[]>(page);
    expect([code, path]).toEqual(["wasm-blocked", "worker-src"]);
    expect(message).toContain("it needs worker-src 'self'");
  });
});

describe("G04 two copies of the package on one page", () => {
  const TWICE = (other: string): string => `
    const clashes = [], warned = [];
    document.addEventListener("liangbing-error", (event) => clashes.push(event.detail));
    const warn = console.warn; console.warn = (text) => { warned.push(String(text)); };
    const [one, two] = [await import("/lib/elements.js"), await import("/${other}/lib/elements.js")];
    const [first, second] = [await import("/lib/liangbing.js"), await import("/${other}/lib/liangbing.js")];
    ${GIVEN}
    const panel = document.createElement("liangbing-panel");
    document.body.append(panel);
    Object.assign(panel, { record, asOf, locale: "en" });`;

  it("share their elements where they are of the same version, and each other's engines", async () => {
    const page = await host({ module: `${TWICE("same")}
      panel.engine = await second.load();
      await panel.updateComplete;
      const colour = panel.assessment?.tier.colour;
      panel.record = { patient: { spb: 1 } };
      await panel.updateComplete;
      const code = panel.error?.code;
      panel.record = record;
      globalThis.said = { clashes: clashes.filter(({ code }) => code === "version-clash"), warned, colour, code, same: one.LiangbingPanel === two.LiangbingPanel };` });
    expect(await said(page)).toEqual({ clashes: [], warned: [], colour: "blue", code: "unknown-field", same: true });
    expect(await colour(page)).toBe("blue");
    expect(watched?.problems).toEqual([]);
  });

  it("the first wins where they differ; the second is refused in words, and nothing throws", async () => {
    expect(renamed).toBeGreaterThan(1);
    const page = await host({ module: `${TWICE("older")}
      let refused; try { await second.load(); } catch (error) { refused = error.code; }
      panel.engine = await first.load();
      await panel.updateComplete;
      const colour = panel.assessment?.tier.colour;
      const foreign = Object.create(panel.engine, { stamp: { value: { ...panel.engine.stamp, engine: "0.0.9" } } });
      panel.engine = foreign;
      await panel.updateComplete;
      globalThis.said = { clashes: clashes.map(({ code, message }) => [code, message]), warned: warned.length, refused, colour, code: panel.error?.code,
        version: one.LiangbingPanel.version, same: one.LiangbingPanel === two.LiangbingPanel };` });
    const message = "<liangbing-tier>, <liangbing-critical>, <liangbing-panel> registered already by version 0.1.0; this one, 0.0.9, is not used "
      + "(liangbing/elements/apart: both)";
    expect(await said(page)).toEqual({
      clashes: [["version-clash", message], ["version-clash", "the engine is 0.0.9, this element 0.1.0"]],
      warned: 1, refused: "version-clash", colour: "blue", code: "version-clash", version: "0.1.0", same: true,
    });
    expect(await page.locator("liangbing-panel .error").innerText()).toContain("Two versions of this module meet on this page");
    expect(watched?.problems).toEqual([]);
  });
});

describe("G04 a second copy under a prefix of its own", () => {
  it("stands beside the first, of another version, with all that is inside it", async () => {
    const page = await host({ module: `
      const clashes = [], warned = [];
      document.addEventListener("liangbing-error", (event) => clashes.push(event.detail));
      console.warn = (text) => warned.push(String(text));
      await import("/lib/elements.js");
      const { defineElements } = await import("/older/lib/elements/apart.js");
      const { load } = await import("/lib/liangbing.js");
      const { panel: County, tier } = defineElements("county-");
      const again = defineElements("county-").panel === County;
      const other = defineElements("town-7-").panel;
      ${GIVEN}
      const engine = await load();
      const assessment = engine.assess(${JSON.stringify(PATIENTS.find(({ expected }) => expected === "R1")?.record)}, { asOf, locale: "en" });
      const panels = ["liangbing-panel", "county-panel", "town-7-panel"].map((name) => document.createElement(name));
      for (const panel of panels) { Object.assign(panel, { assessment, locale: "en", readonly: true }); document.body.append(panel); }
      const inside = (root) => [...root.querySelectorAll("*")].flatMap((own) => [own, ...(own.shadowRoot ? inside(own.shadowRoot) : [])]);
      await Promise.all(panels.map((panel) => panel.updateComplete));
      await new Promise(requestAnimationFrame);
      const own = panels.map((panel) => inside(panel.shadowRoot).filter(({ localName }) => localName.includes("-")));
      panels[1].locale = "zh-CN"; panels[1].readonly = false;
      await panels[1].updateComplete;
      const codes = ["County-", "county", "-county-", "", "1-", "a--b-"].map((prefix) => {
        try { return defineElements(prefix) && "none"; } catch (error) { return error.code; } });
      globalThis.said = {
        clashes, warned, again, names: own.map((list) => [...new Set(list.map(({ localName }) => localName))]),
        drawn: own.map((list) => list.every(({ shadowRoot }) => shadowRoot)), counts: own.map(({ length }) => length),
        sizes: own.map((list) => list.filter(({ localName }) => localName.endsWith("tier")).map((chip) => getComputedStyle(chip).fontSize).join()),
        texts: await Promise.all([panels[0], panels[2]].map((panel) => panel.toText())),
        chinese: panels[1].shadowRoot.textContent.includes("红"), versions: [panels[0], panels[1]].map(({ constructor }) => constructor.version),
        classes: [panels[1] instanceof County, panels[2] instanceof other, panels[2] instanceof County, tier === customElements.get("county-tier")], codes,
      };` });
    const { texts, counts, sizes, ...rest } = await said<{ texts: string[]; counts: number[]; sizes: string[] } & Record<string, unknown>>(page);
    expect(rest).toEqual({
      clashes: [], warned: [], again: true, drawn: [true, true, true], chinese: true, versions: ["0.1.0", "0.0.9"], classes: [true, true, false, true],
      names: ["liangbing", "county", "town-7"].map((prefix) => [`${prefix}-critical`, `${prefix}-tier`]),
      codes: Array.from({ length: 6 }, () => "bad-options"),
    });
    expect(counts[0]).toBeGreaterThan(2);
    expect([new Set(counts).size, new Set(sizes).size, new Set(texts).size]).toEqual([1, 1, 1]);
    expect(watched?.problems).toEqual([]);
  });
});

describe("G05 a hostile page", () => {
  const CALM = `document.body.append(Object.assign(document.createElement("p"), { id: "calm" }));`;

  it("with styles for everything does not reach the words and colours", async () => {
    const look = (page: Page): Promise<unknown> => page.locator("liangbing-panel").evaluate((panel) => {
      const of = (selector: string): CSSStyleDeclaration => getComputedStyle(panel.shadowRoot?.querySelector(selector) as Element);
      const text = (style: CSSStyleDeclaration): unknown[] => [style.color, style.fontSize, style.fontWeight, style.fontStyle, style.letterSpacing, style.textTransform, style.textAlign, style.visibility];
      return [text(of(".head .facts dd")), text(of(".card h4")), of(".head").borderInlineStartWidth, of(".all").display, of("button").borderTopWidth];
    });
    const calm = await host({ plain: MOUNT });
    expect(await colour(calm)).toBe("blue");
    const wanted = await look(calm);
    await watched?.page.context().close();
    await served?.close();
    const page = await host({
      plain: MOUNT,
      css: `* { all: unset; color: red !important; font-size: 10px !important; font-style: italic !important; letter-spacing: 1em !important;
        text-transform: uppercase !important; text-align: right !important; visibility: visible; box-sizing: content-box !important; }
        head, style, script, title { display: none; } body { display: block; }`,
    });
    expect(await colour(page)).toBe("blue");
    expect(await look(page)).toEqual(wanted);
    expect(watched?.problems).toEqual([]);
  });

  it.each([
    ["freezes what all share", "for (const kind of [Array, Object, String, Map, Promise, Function]) Object.freeze(kind.prototype);"],
    ["adds to every list and object", `Array.prototype.contains = function (x) { return this.includes(x); };
      Object.prototype.extend = function () { return this; }; Array.prototype.first = function () { return this[0]; };`],
    ["says lists and texts as JSON in its own way, as old libraries do", `
      Array.prototype.toJSON = function () { return "[" + this.map((x) => JSON.stringify(x)).join(",") + "]"; };
      String.prototype.toJSON = function () { return '"' + this + '"'; };`],
    ["polyfills custom elements twice", `for (let i = 0; i < 2; i += 1) { const { define, get } = customElements;
      customElements.define = function (name, element, o) { return define.call(customElements, name, element, o); };
      customElements.get = function (name) { return get.call(customElements, name); }; }`],
    ["has a polyfill that knows a name and does not say so", `const { define } = customElements;
      customElements.get = () => undefined;
      define.call(customElements, "liangbing-tier", class extends HTMLElement {});`],
    ["has a global of this name already", "Object.defineProperty(globalThis, 'LiangbingError', { value: 7 });"],
  ])("that %s", async (_, first) => {
    const page = await host({ first, plain: `${MOUNT} ${CALM}` });
    await page.locator("liangbing-panel .head").waitFor();
    expect(await page.locator("liangbing-panel .head.blue").count()).toBe(1);
    expect(await page.locator("liangbing-panel .card").count()).toBeGreaterThan(0);
    expect(await page.locator("#calm").count()).toBe(1);
    expect(watched?.problems).toEqual([]);
  });

  it("that has a policy of Trusted Types of the same name, and one that has Lit of its own", async () => {
    const page = await host({
      policy: `${POLICY} lit-html-liangbing`, plain: MOUNT,
      first: 'trustedTypes.createPolicy("lit-html", { createHTML: (text) => text });',
    });
    expect(await colour(page)).toBe("blue");
  });

  it("that allows no policy of ours is told, and not broken", async () => {
    const page = await host({ policy: without("; trusted-types lit-html liangbing-loader", "; trusted-types 'none'"), plain: `
      document.addEventListener("liangbing-error", (event) => { globalThis.said = event.detail.code; });
      ${MOUNT} ${CALM}` });
    expect(await said(page)).toBe("wasm-blocked");
    expect(await page.locator("#calm").count()).toBe(1);
    await expect.poll(() => page.locator("liangbing-panel").evaluate((panel) => panel.shadowRoot?.textContent ?? "")).toContain("trusted-types");
    expect(watched?.problems.filter((problem) => problem.startsWith("error:"))).toEqual([]);
  });

  it("in a frame without an origin, with storage and requests that throw", async () => {
    served = await serve(folder, { pages: {
      "/index.html": '<!doctype html><title>Portal</title><link rel="icon" href="data:,"><iframe sandbox="allow-scripts" src="/inner.html" title="EHR" width="900" height="600"></iframe>',
      "/inner.html": `<!doctype html><title>EHR</title><link rel="icon" href="data:,"><body><script src="/iife/liangbing.iife.js"></script><script src="/inner.js"></script></body>`,
      "/inner.js": `const panel = liangbing.mount(document.body, { record: ${JSON.stringify(record)}, asOf: "${DAY}", locale: "en" });
        panel.setAttribute("data-origin", self.origin); try { localStorage; } catch (error) { panel.setAttribute("data-storage", error.name); }`,
    }, policy: POLICY.replace("default-src 'none'", "default-src 'none'; frame-src 'self'") });
    watched = await watch(browser, served.address);
    const panel = watched.page.frameLocator("iframe").locator("liangbing-panel");
    await panel.locator(".head liangbing-tier").first().waitFor();
    expect(await panel.locator(".head liangbing-tier").first().getAttribute("colour")).toBe("blue");
    expect([await panel.getAttribute("data-origin"), await panel.getAttribute("data-storage")]).toEqual(["null", "SecurityError"]);
    expect(watched.problems).toEqual([]);
  });

  it("that is served from a folder with another type for the module", async () => {
    const page = await host({ module: `import { load } from "/lib/liangbing.js";
      try { await load({ wasm: new URL("/host.css", location) }); } catch (error) { globalThis.said = error.code; }` });
    expect(await said(page)).toBe("wasm-wrong");
  });
});
