// One panel, wherever a host puts it.
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, CDPSession, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Panel } from "../../src/elements/face.js";
import { launch, watch, type Watched } from "../browser/page.js";
import { DAY, PATIENTS } from "../real.js";
import { pagesOf, said } from "./host.js";
import { installed } from "./packed.js";
import { POLICY, serve, type Served } from "./serve.js";

const { project, folder } = installed();
for (const [name, level] of [["record", "Y1"], ["critical", "R1"]] as const) {
  const patient = PATIENTS.find(({ expected }) => expected === level);
  writeFileSync(join(folder, `${name}.json`), JSON.stringify(patient?.record));
}

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

/** A page whose script has `engine`, `record` and `panelIn(place)`, and a page for a frame that shows the same. */
async function page(module: string): Promise<Page> {
  const start = `import "/lib/elements.js"; import { load } from "/lib/liangbing.js";
    const engine = await load({ fhir: false, equations: false });
    const read = async (file) => (await fetch(file)).json();
    const record = await read("/record.json");
    const panelIn = (place, set = {}) => place.appendChild(Object.assign(document.createElement("liangbing-panel"),
      { engine, record, asOf: "${DAY}", locale: "en", ...set }));
    Object.assign(globalThis, { engine, record, read, panelIn });`;
  served = await serve(folder, {
    policy: `${POLICY}; frame-src 'self'`,
    pages: {
      ...pagesOf({ module: `${start} ${module} globalThis.said = true;` }),
      "/frame.html": '<!doctype html><title>Frame</title><link rel="icon" href="data:,"><body><script type="module" src="frame.js"></script>',
      "/frame.js": `${start} globalThis.panel = panelIn(document.body); await panel.updateComplete; globalThis.said = true;`,
    },
  });
  watched = await watch(browser, served.address);
  await said(watched.page);
  return watched.page;
}

describe("G03 the panel", () => {
  it("says the same in the page, in a shadow root, in a closed one and in a frame", async () => {
    const at = await page(`
      const [open, closed] = ["open", "closed"].map((mode) => document.body.appendChild(document.createElement("div")).attachShadow({ mode }));
      globalThis.panels = [document.body, open, closed].map((place) => panelIn(place));
      const frame = document.body.appendChild(Object.assign(document.createElement("iframe"), { src: "/frame.html", title: "Frame" }));
      await new Promise((done) => frame.addEventListener("load", done));`);
    const frame = at.frames().find((own) => own.url().endsWith("/frame.html"));
    await frame?.waitForFunction(() => "said" in globalThis);
    const texts = await at.evaluate(() => Promise.all((globalThis as unknown as { panels: Panel[] }).panels.map((own) => own.toText())));
    const framed = await frame?.evaluate(() => (globalThis as unknown as { panel: Panel }).panel.toText());
    expect(texts[0]).toMatch(/^Yellow Y1 · /);
    expect([...new Set([...texts, framed])]).toHaveLength(1);
    expect(watched?.problems).toEqual([]);
  });

  it("tells the host each thing once, out of any shadow root, and can be stopped there", async () => {
    const at = await page(`
      const root = document.body.appendChild(document.createElement("div")).attachShadow({ mode: "open" });
      globalThis.heard = [];
      for (const name of ["ready", "result", "action", "feedback", "error"]) {
        document.addEventListener("liangbing-" + name, (event) => { heard.push([name, event.cancelable]); event.preventDefault(); });
      }
      globalThis.panel = panelIn(root);
      await panel.updateComplete;`);
    await at.locator("liangbing-panel .card button.primary").first().click();
    const heard = await at.evaluate(() => (globalThis as unknown as { heard: unknown }).heard);
    expect(heard).toEqual([["ready", false], ["result", false], ["action", true], ["feedback", false]]);
    expect(watched?.problems).toEqual([]);
  });

  it("gives its cards, brings one to the eye and prints without the page around it", async () => {
    const at = await page(`
      document.body.append(Object.assign(document.createElement("aside"), { id: "aside", textContent: "The host's own bar" }));
      const place = document.body.appendChild(document.createElement("div"));
      const root = place.attachShadow({ mode: "open" });
      root.append(Object.assign(document.createElement("nav"), { id: "nav", textContent: "More of it" }));
      globalThis.panel = panelIn(root);
      globalThis.print = () => undefined;
      await panel.updateComplete;`);
    const cards = await at.evaluate(() => (globalThis as unknown as { panel: Panel }).panel.toCdsCards({ hookInstance: "x" }));
    expect(cards.length).toBeGreaterThan(0);
    const last = await at.evaluate(async () => {
      const { panel } = globalThis as unknown as { panel: Panel };
      const id = panel.assessment?.cards.at(-1)?.id ?? "";
      const found = await panel.focusCard(id);
      const own = panel.shadowRoot?.activeElement;
      return { found, inSight: (own?.getBoundingClientRect().top ?? -1) >= 0, isCard: own?.matches("article.card") };
    });
    expect(last).toEqual({ found: true, inSight: true, isCard: true });
    const seen = (): Promise<boolean[]> => Promise.all(["#aside", "#nav", "liangbing-panel .head"].map((own) => at.locator(own).first().isVisible()));
    await at.evaluate(() => (globalThis as unknown as { panel: Panel }).panel.print());
    await at.emulateMedia({ media: "print" });
    expect(await seen()).toEqual([false, false, true]);
    await at.evaluate(() => void dispatchEvent(new Event("afterprint")));
    expect(await seen()).toEqual([true, true, true]);
    expect(await at.locator("[data-liangbing-print]").count()).toBe(0);
    expect(watched?.problems).toEqual([]);
  });
});

/** What the page holds, when everything that nobody needs is gone. */
async function held(session: CDPSession): Promise<{ heap: number; listeners: number; nodes: number }> {
  for (let i = 0; i < 3; i += 1) await session.send("HeapProfiler.collectGarbage");
  const { usedSize, embedderHeapUsedSize = 0, backingStorageSize = 0 } = await session.send("Runtime.getHeapUsage") as {
    usedSize: number; embedderHeapUsedSize?: number; backingStorageSize?: number;
  };
  const { jsEventListeners: listeners, nodes } = await session.send("Memory.getDOMCounters");
  return { heap: usedSize + embedderHeapUsedSize + backingStorageSize, listeners, nodes };
}

const TWO_MB = 2 * 1024 * 1024;

describe("G03 fifty times", () => {
  it("taken away and put back it keeps no listener and no memory, and still tells each thing once", async () => {
    const at = await page(`
      globalThis.heard = [];
      for (const name of ["ready", "result", "action", "feedback"]) document.addEventListener("liangbing-" + name, () => heard.push(name));
      const places = [document.body, document.body.appendChild(document.createElement("div")).attachShadow({ mode: "open" })];
      globalThis.panel = panelIn(places[0]);
      await panel.updateComplete;
      globalThis.move = async (times) => { for (let i = 0; i < times; i += 1) {
        panel.remove(); await panel.updateComplete; places[i % 2].append(panel); await panel.updateComplete; } };
      await move(4);`);
    const session = await at.context().newCDPSession(at);
    const before = await held(session);
    await at.evaluate(() => (globalThis as unknown as { move(times: number): Promise<void> }).move(50));
    const after = await held(session);
    expect(after.heap - before.heap).toBeLessThan(TWO_MB);
    expect(after.listeners).toBe(before.listeners);
    await at.locator("liangbing-panel .card button.primary").first().click();
    expect(await at.evaluate(() => (globalThis as unknown as { heard: unknown }).heard)).toEqual(["ready", "result", "action", "feedback"]);
    expect(watched?.problems).toEqual([]);
  });

  it("made and thrown away, with a critical value open, nothing of it stays", async () => {
    const at = await page(`
      const critical = await read("/critical.json");
      globalThis.make = async (times) => { for (let i = 0; i < times; i += 1) {
        const panel = panelIn(document.body, { record: critical }); await panel.updateComplete; await panel.toText();
        await new Promise((done) => setTimeout(done)); panel.remove(); } };
      await make(4);`);
    const session = await at.context().newCDPSession(at);
    const before = await held(session);
    await at.evaluate(() => (globalThis as unknown as { make(times: number): Promise<void> }).make(50));
    const after = await held(session);
    expect(after.heap - before.heap).toBeLessThan(TWO_MB);
    expect(after.listeners).toBe(before.listeners);
    expect(after.nodes).toBe(before.nodes);
    expect(watched?.problems).toEqual([]);
  }, 180_000);

  it("moved, a critical value that nobody has seen stands in the way again", async () => {
    const at = await page(`
      globalThis.panel = panelIn(document.body, { record: await read("/critical.json") });
      await panel.updateComplete;`);
    const dialog = at.getByRole("alertdialog");
    await dialog.waitFor();
    const modal = (): Promise<boolean> => dialog.evaluate((own) => own.matches(":modal"));
    expect(await modal()).toBe(true);
    await at.evaluate(() => {
      const { panel } = globalThis as unknown as { panel: Panel };
      panel.remove();
      document.body.append(panel);
      return panel.updateComplete;
    });
    await dialog.waitFor();
    await expect.poll(modal).toBe(true);
    // Its clock runs on.
    const clock = (): Promise<string> => at.locator("liangbing-panel .pinned .clock").innerText();
    const then = await clock();
    await expect.poll(clock, { timeout: 5000 }).not.toBe(then);
    expect(watched?.problems).toEqual([]);
  });
});
