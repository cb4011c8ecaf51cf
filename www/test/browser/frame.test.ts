import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { connectPanel, PanelLink, Shown } from "../../src/frame.js";
import { answers, DAY } from "../real.js";
import { launch } from "./page.js";
import { pageWith, policyOf, type Site, site } from "./sites.js";

// Three sites: the host with the patient, the guest with the panel, and somebody else.
let browser: Browser;
let context: BrowserContext;
let page: Page;
let [host, guest, attacker]: [Site, Site, Site] = [] as unknown as [Site, Site, Site];
let problems: string[] = [];

/** What the host's script leaves on its window for the test. */
interface HostWindow extends Window {
  connectPanel: typeof connectPanel;
  link: PanelLink;
  events: { type: string; detail: unknown }[];
}
/** What every page of the attacker, and the odd guests, keep. */
interface Heard extends Omit<Window, "heard"> {
  heard: { origin: string; data: unknown }[];
}

const RECORD: Shown["record"] = {
  patient: { id: "p1", name: "Secret Person", born: "1958-03-02", sex: "female" },
  conditions: [{ code: "hypertension", since: "2015" }],
  observations: [{ at: "2026-11-20T08:10", concept: "blood-pressure", systolic: 186, diastolic: 112, unit: "mmHg" }],
};

const GREET = "const nonce = location.hash.slice('#liangbing='.length); const protocol = 'liangbing.postmessage/1';";

beforeAll(async () => {
  [browser, host, guest, attacker] = await Promise.all([launch(), site(), site(), site()]);
  context = await browser.newContext();
  host.policy = policyOf({ frames: `${guest.origin} ${attacker.origin}` });
  guest.policy = policyOf({ ancestors: host.origin });
  attacker.policy = policyOf({ ancestors: "*", frames: guest.origin });
  host.routes.set("/", pageWith("/host.js"));
  host.routes.set("/host.js", `
    import { connectPanel } from "/lib/frame.js";
    Object.assign(window, { connectPanel, events: [] });
    for (const name of ["ready", "result", "action", "feedback", "critical", "critical-ack", "emergency", "request-data", "error"])
      document.addEventListener("liangbing-" + name, (e) => window.events.push({ type: e.type, detail: e.detail }));`);
  guest.routes.set("/panel", pageWith("/guest.js", "<liangbing-panel locale=en></liangbing-panel>"));
  guest.routes.set("/guest.js", `
    import "/lib/elements.js";
    import { load } from "/lib/liangbing.js";
    import { servePanel } from "/lib/frame.js";
    const panel = document.querySelector("liangbing-panel");
    panel.engine = await load({ fhir: false, equations: false });
    window.served = servePanel({ allow: ["${host.origin}", "https://ehr.example"], panel, timeout: 8000 });
    window.served.then((service) => (window.service = service), (error) => (window.refused = error.code));`);
  odd("/silent", "");
  odd("/newer", `${GREET} parent.postMessage({ protocol: "liangbing.postmessage/2", type: "hello", nonce }, "${host.origin}");`);
  odd("/odd", `${GREET}
    const hello = { protocol, type: "hello", nonce };
    parent.postMessage({ ...hello, type: "shown" }, "${host.origin}");
    parent.postMessage({ ...hello, nonce: "0".repeat(32) }, "${host.origin}");
    parent.postMessage({ ...hello, patient: 1 }, "${host.origin}");
    parent.postMessage(hello, "${host.origin}");
    parent.postMessage(hello, "${host.origin}");
    addEventListener("message", ({ ports: [port] }) => {
      if (!port) return;
      port.start();
      const say = (text) => port.postMessage(text);
      say({ id: 1, body: { type: "height", height: 1 } });
      say("{");
      say(JSON.stringify({ id: 1, body: { type: "order" } }));
      say(JSON.stringify({ id: 1, body: { type: "event", name: "anything", detail: 1 } }));
      say(JSON.stringify({ id: 1, body: { type: "event", name: "emergency", detail: { name: "Secret" } } }));
      say(JSON.stringify({ id: 1, body: { type: "event", name: "emergency", detail: { pad: "x".repeat(2_000_000) } } }));
      say(JSON.stringify({ id: 1, body: { type: "height", height: 1e9 } }));
      say(JSON.stringify({ id: 1, body: { type: "event", name: "result", detail: "x".repeat(5_000_000) } }));
      say(JSON.stringify({ id: 2, body: { type: "event", name: "result", detail: "first" } }));
      say(JSON.stringify({ id: 2, body: { type: "event", name: "result", detail: "again" } }));
      say(JSON.stringify({ id: 1, body: { type: "event", name: "result", detail: "older" } }));
      say(JSON.stringify({ id: 3, body: { type: "height", height: 77 } }));
    });`);
  attacker.routes.set("/", pageWith("/attack.js"));
  attacker.routes.set("/attack.js", "window.heard = []; addEventListener('message', ({ origin, data }) => window.heard.push({ origin, data }));");
});
afterAll(() => Promise.all([browser, host, guest, attacker].map((one) => one.close())));

function odd(path: string, script: string): void {
  guest.routes.set(path, pageWith(`${path}.js`));
  guest.routes.set(`${path}.js`, `window.heard = []; addEventListener("message", ({ origin, data }) => window.heard.push({ origin, data })); ${script}`);
}

beforeEach(async () => {
  problems = [];
  page = await context.newPage();
  page.on("pageerror", (error) => problems.push(error.message));
  await page.goto(host.origin);
  await page.waitForFunction(() => "connectPanel" in window);
});
afterEach(() => page.close());

/** Adds a frame to the host's page and connects; answers the code of a refusal, or nothing. */
function connect(path = "/panel", o: { origin?: string; sandbox?: string | null; timeout?: number } = {}): Promise<string> {
  const { origin = guest.origin, sandbox = "allow-scripts allow-same-origin", timeout = 5000 } = o;
  return page.evaluate(async ([src, origin, sandbox, timeout]) => {
    const iframe = document.createElement("iframe");
    if (sandbox !== null) iframe.setAttribute("sandbox", sandbox);
    document.body.append(iframe);
    const own = window as unknown as HostWindow;
    try {
      own.link = await own.connectPanel(iframe, { src, origin, timeout });
      return "";
    } catch (error) {
      return (error as { code: string }).code;
    }
  }, [guest.origin + path, origin, sandbox, timeout] as const);
}

function show(shown: Shown): Promise<string> {
  return page.evaluate((given) => (window as unknown as HostWindow).link.show(given).then(
    () => "", (error: { code: string; path: string }) => `${error.code} ${error.path}`,
  ), shown);
}

const ignored = (): Promise<PanelLink["ignored"]> => page.evaluate(() => (window as unknown as HostWindow).link.ignored);
const events = (): Promise<HostWindow["events"]> => page.evaluate(() => (window as unknown as HostWindow).events);
const panel = () => page.frameLocator("iframe").last().locator("liangbing-panel");

describe.runIf(await answers())("G02 a panel in a frame of another origin", () => {
  it("shows the patient whom the host hands over, and tells the host what happens", async () => {
    expect(await connect()).toBe("");
    expect(await show({ record: RECORD, asOf: DAY, locale: "en" })).toBe("");
    expect(await panel().locator("liangbing-tier").first().getAttribute("level")).toMatch(/^R[01]$/);
    await expect.poll(events).toContainEqual({ type: "liangbing-result", detail: expect.objectContaining({ critical: true }) as unknown });
    const height = () => page.locator("iframe").evaluate((frame) => frame.clientHeight);
    await expect.poll(height).toBeGreaterThan(200);
    await panel().locator(".card button").first().click();
    await expect.poll(async () => (await events()).map(({ type }) => type)).toContain("liangbing-feedback");
    // The words of one language, then of the other, of an answer that the host has already.
    expect(await show({ record: RECORD, asOf: DAY, locale: "zh-CN", mode: "strip" })).toBe("");
    await expect.poll(() => panel().locator(".all").getAttribute("lang")).toBe("zh-CN");
    await page.evaluate(() => (window as unknown as HostWindow).link.clear());
    await panel().locator(".waiting").waitFor();
    expect(await ignored()).toEqual({ foreign: 0, malformed: 0, oversized: 0, replayed: 0 });
    expect(problems).toEqual([]);
  });

  it("tells the host that the card for the ambulance is asked for, and leaves it to the host who says so", async () => {
    await connect();
    const asked = async () => (await events()).filter(({ type }) => type === "liangbing-emergency");
    const press = () => panel().locator(".card button").filter({ hasText: /ambulance|emergency/i }).first().click();
    expect(await show({ record: RECORD, asOf: DAY, locale: "en", emergency: "host" })).toBe("");
    await press();
    await expect.poll(asked).toEqual([{ type: "liangbing-emergency", detail: {} }]);
    expect(await panel().locator("dialog.emergency").count()).toBe(0);
    // For the next patient it was not said: the panel's own card opens, and the host is told all the same.
    expect(await show({ record: RECORD, asOf: DAY, locale: "en" })).toBe("");
    await press();
    await panel().locator("dialog.emergency").waitFor();
    await expect.poll(async () => (await asked()).length).toBe(2);
    expect(problems).toEqual([]);
  });

  it("takes the nonce out of its address, so that a reload cannot greet again", async () => {
    await connect();
    const frame = page.frames().find((one) => one.url().startsWith(guest.origin));
    expect(frame?.url()).toBe(`${guest.origin}/panel`);
    await frame?.evaluate(() => location.reload());
    await expect.poll(() => page.frames().at(-1)?.evaluate(() => (window as unknown as { service?: object }).service)).toBeUndefined();
    await page.evaluate(() => (window as unknown as HostWindow).link.close());
    expect(await page.locator("iframe").getAttribute("src")).toBeNull();
  });

  it("says in the frame that a record is refused, and stays", async () => {
    await connect();
    expect(await show({ record: { spb: 180 } as Shown["record"] & object, asOf: DAY })).toBe("");
    await expect.poll(events).toContainEqual(
      { type: "liangbing-error", detail: expect.objectContaining({ code: "unknown-field", path: "spb" }) as unknown });
    expect(await show({ record: RECORD, asOf: DAY })).toBe("");
    await panel().locator("liangbing-tier").first().waitFor();
  });

  it("works without an origin of its own, where only the nonce tells it apart", async () => {
    expect(await connect("/panel", { origin: "null", sandbox: "allow-scripts" })).toBe("");
    expect(await show({ record: RECORD, asOf: DAY })).toBe("");
    await panel().locator("liangbing-tier").first().waitFor();
    // All that went without an address: three words.
    expect(await connect("/odd", { origin: "null", sandbox: "allow-scripts" })).toBe("");
    const heard = await page.frames().at(-1)?.evaluate(() => (window as unknown as Heard).heard);
    expect(heard?.map(({ data }) => Object.keys(data as object))).toEqual([["protocol", "type", "nonce"]]);
  });

  it.each([
    ["any origin", { origin: "*" }],
    ["an origin with a path", { origin: "http://127.0.0.1/x" }],
    ["another origin than the frame's", { origin: "https://panel.example" }],
    ["no sandbox", { sandbox: null }],
    ["a sandbox without scripts", { sandbox: "" }],
    ["a sandbox that gives no origin where one is expected", { sandbox: "allow-scripts" }],
  ])("is refused before it is loaded: %s", async (_, o) => {
    expect(await connect("/panel", o)).toBe("bad-options");
    expect(page.frames().some((frame) => frame.url().startsWith(guest.origin))).toBe(false);
  });

  it("gives up on a guest that does not greet, or that speaks another version", async () => {
    expect(await connect("/silent", { timeout: 300 })).toBe("timeout");
    expect(await connect("/newer")).toBe("version-clash");
    expect(await page.locator("iframe").last().getAttribute("src")).toBeNull();
  });

  it("obeys no guest that repeats, shouts or makes up words", async () => {
    expect(await connect("/odd")).toBe("");
    await expect.poll(() => page.locator("iframe").evaluate((frame: HTMLIFrameElement) => frame.style.height)).toBe("77px");
    // Greetings: one of no type, one of another nonce, one with more in it; the second good one is a replay.
    expect(await ignored()).toEqual({ foreign: 3, malformed: 6, oversized: 2, replayed: 3 });
    expect((await events()).map(({ detail }) => detail)).toEqual(["first"]);
    // And one that never answers is not waited for.
    expect(await page.evaluate(async () => {
      const own = window as unknown as HostWindow;
      const iframe = document.createElement("iframe");
      iframe.setAttribute("sandbox", "allow-scripts allow-same-origin");
      document.body.append(iframe);
      const src = (document.querySelector("iframe") as HTMLIFrameElement).src;
      const link = await own.connectPanel(iframe, { src, origin: new URL(src).origin, timeout: 400 });
      return link.show({ record: {}, asOf: "2026-11-21" }).catch((error: { code: string }) => error.code);
    })).toBe("timeout");
  });

  it("refuses at once what is too long or cannot be said", async () => {
    await connect();
    expect(await show({ record: "x".repeat(2_000_000), asOf: DAY })).toContain("too-large");
    expect(await page.evaluate(() => (window as unknown as HostWindow).link.show({ record: { born: new Date(0) } as object as never, asOf: "2026-11-21" })
      .catch((error: { code: string; path: string }) => `${error.code} ${error.path}`))).toBe("wrong-type body.show.record.born");
    const before = await ignored();
    expect(before.oversized).toBe(0);
  });

  it("is driven by nobody who stands beside it", async () => {
    // The attacker is framed by the host too, and reaches the panel's window through their parent.
    await page.evaluate((src) => {
      const iframe = document.createElement("iframe");
      iframe.src = src;
      document.body.append(iframe);
    }, attacker.origin);
    await expect.poll(() => page.frames().find((one) => one.url().startsWith(attacker.origin))?.evaluate(() => "heard" in window)).toBe(true);
    const evil = page.frames().find((one) => one.url().startsWith(attacker.origin));
    expect(await connect()).toBe("");
    await evil?.evaluate(() => {
      const nonce = "0".repeat(32);
      const [mine, theirs] = [new MessageChannel(), { protocol: "liangbing.postmessage/1", nonce }];
      mine.port1.onmessage = ({ data }) => (window as unknown as Heard).heard.push({ origin: "port", data });
      window.parent.postMessage({ ...theirs, type: "hello" }, "*");
      window.parent.frames[1]?.postMessage({ ...theirs, type: "welcome" }, "*", [mine.port2]);
      window.parent.frames[1]?.postMessage({ id: 1, body: { type: "show", show: { record: { patient: { name: "Mallory" } } } } }, "*");
    });
    await expect.poll(async () => (await ignored()).foreign).toBe(1);
    const served = page.frames().find((one) => one.url().startsWith(guest.origin));
    const theirs = () => served?.evaluate(() => (window as unknown as { service: { ignored: { foreign: number } } }).service.ignored.foreign);
    await expect.poll(theirs).toBe(2);
    expect(await show({ record: RECORD, asOf: DAY })).toBe("");
    expect(await panel().locator(".all").innerText()).not.toContain("Mallory");
    expect(JSON.stringify(await evil?.evaluate(() => (window as unknown as Heard).heard))).not.toContain("Secret");
    expect(await evil?.evaluate(() => (window as unknown as Heard).heard.length)).toBe(0);
  });

  it("gives its port to the very window and origin alone, even where the nonce is known", async () => {
    odd("/bystander", `addEventListener("message", ({ data }) => parent.postMessage({ protocol: "liangbing.postmessage/1", type: "hello", nonce: data }, "*"));`);
    // The frame itself ends up elsewhere: a redirect keeps the fragment, so the stranger knows the nonce.
    guest.routes.set("/moved", (_, response) => void response.writeHead(302, { Location: `${attacker.origin}/greet` }).end());
    attacker.routes.set("/greet", pageWith("/greet.js"));
    attacker.routes.set("/greet.js", `${GREET} window.heard = []; addEventListener("message", (e) => window.heard.push(e.data));
      parent.postMessage({ protocol, type: "hello", nonce }, "*");`);
    expect(await connect("/moved", { timeout: 1500 })).toBe("timeout");
    // Another window of the right origin greets with the right nonce.
    expect(await page.evaluate(async ([origin]) => {
      const own = window as unknown as HostWindow;
      const frames = ["/silent", "/bystander"].map((path) => {
        const iframe = document.createElement("iframe");
        iframe.setAttribute("sandbox", "allow-scripts allow-same-origin");
        return Object.assign(iframe, { src: origin + path });
      });
      document.body.append(...frames);
      const [silent, bystander] = frames as [HTMLIFrameElement, HTMLIFrameElement];
      await new Promise((resolve) => (bystander.onload = resolve));
      const connected = own.connectPanel(silent, { src: `${origin}/silent`, origin, timeout: 1500 }).catch((error: { code: string }) => error.code);
      bystander.contentWindow?.postMessage(silent.src.split("=")[1], origin);
      return connected;
    }, [guest.origin] as const)).toBe("timeout");
  });

  it("takes its port from its parent alone, and once, even where the nonce is known", async () => {
    host.routes.set("/sibling", pageWith("/silent.js"));
    host.routes.set("/silent.js", "");
    attacker.routes.set("/sibling", pageWith("/silent.js"));
    attacker.routes.set("/silent.js", "");
    const nonce = "5".repeat(32);
    host.policy = policyOf({ frames: `'self' ${guest.origin} ${attacker.origin}`, ancestors: "'self'" });
    await page.goto(host.origin);
    await page.evaluate((sources) => sources.forEach((src) => document.body.append(Object.assign(document.createElement("iframe"), { src }))),
      [`${guest.origin}/panel#liangbing=${nonce}`, `${host.origin}/sibling`, `${attacker.origin}/sibling`]);
    const at = (url: string) => page.frames().find((frame) => frame.url().startsWith(url));
    const service = () => at(`${guest.origin}/panel`)?.evaluate(() => (window as unknown as { service?: { ignored: object } }).service?.ignored);
    const welcome = (own: ReturnType<typeof at>, word: string) => own?.evaluate(([nonce, top]) => {
      const target = top ? window.frames[0] : window.parent.frames[0];
      target?.postMessage({ protocol: "liangbing.postmessage/1", type: "welcome", nonce }, "*", [new MessageChannel().port2]);
    }, [word, own === page.mainFrame()] as const);
    await expect.poll(() => at(`${guest.origin}/panel`)?.evaluate(() => "served" in window)).toBe(true);
    await welcome(at(`${host.origin}/sibling`), nonce);
    await welcome(at(`${attacker.origin}/sibling`), nonce);
    await welcome(page.mainFrame(), "6".repeat(32));
    expect(await service()).toBeUndefined();
    await welcome(page.mainFrame(), nonce);
    await expect.poll(service).toEqual({ foreign: 3, malformed: 0, oversized: 0, replayed: 0 });
    await welcome(page.mainFrame(), nonce);
    await expect.poll(service).toEqual({ foreign: 3, malformed: 0, oversized: 0, replayed: 1 });
    host.policy = policyOf({ frames: `${guest.origin} ${attacker.origin}` });
  });

  it("is framed by nobody else: the header forbids it, and without the header the panel does", async () => {
    const framed = async (): Promise<string | undefined> => {
      await page.goto(attacker.origin);
      await page.evaluate((src) => {
        const iframe = document.createElement("iframe");
        iframe.src = src;
        document.body.append(iframe);
      }, `${guest.origin}/panel#liangbing=${"0".repeat(32)}`);
      await expect.poll(() => page.frames().length).toBe(2);
      await page.frames()[1]?.waitForLoadState().catch(() => undefined);
      return page.frames()[1]?.url();
    };
    expect(await framed()).toMatch(/^chrome-error:/);
    guest.policy = policyOf({ ancestors: "*" });
    try {
      expect(await framed()).toContain(guest.origin);
      // It greets nobody whom it does not know, so the attacker hears nothing.
      await expect.poll(() => page.frames()[1]?.evaluate(() => (window as unknown as { refused?: string }).refused), { timeout: 10_000 }).toBe("bad-options");
      expect(await page.evaluate(() => (window as unknown as Heard).heard)).toEqual([]);
    } finally {
      guest.policy = policyOf({ ancestors: host.origin });
    }
  });
});
