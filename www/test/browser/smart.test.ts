import type { ServerResponse } from "node:http";
import type { Browser, BrowserContext, FrameLocator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { answers } from "../real.js";
import { launch } from "./page.js";
import { DATA, fakeServer, GRANTED, HANDLE, other, TOKEN } from "./server.js";
import { pageWith, policyOf, type Site, site } from "./sites.js";

let browser: Browser;
let context: BrowserContext;
let page: Page;
let problems: string[] = [];
let reached = 0;
let server: Awaited<ReturnType<typeof fakeServer>>;
/** The pages as they are built; a page of a few lines over the package; the EHR that frames the app; somebody else. */
let [app, bare, ehr, attacker]: [Site, Site, Site, Site] = [] as unknown as [Site, Site, Site, Site];

beforeAll(async () => {
  server = await fakeServer();
  [browser, app, bare, ehr, attacker] = await Promise.all([launch(), site("dist"), site(), site(), site()]);
  context = await browser.newContext({ locale: "en-GB" });
  app.policy = policyOf({ ancestors: ehr.origin, connect: server.origin });
  bare.policy = policyOf({ connect: `${server.origin} ${attacker.origin}` });
  ehr.policy = policyOf({ frames: `${app.origin} ${server.origin} ${attacker.origin}` });
  attacker.policy = policyOf({ ancestors: ehr.origin });
  app.routes.set("/smart/config.json", JSON.stringify({ clientId: "app-1", servers: [server.fhir] }));
  bare.routes.set("/app.html", pageWith("/app.js"));
  bare.routes.set("/app.js", `
    import * as oauth from "/node_modules/oauth4webapi/build/index.js";
    import { launch, ready } from "/lib/smart.js";
    const o = { oauth, clientId: "app-1", servers: ["${server.fhir}"], redirectUri: "/app.html", timeout: 1500 };
    const asked = new URL(location.href).searchParams;
    const say = (result) => (window.result = result);
    const refused = ({ name, code, path }) => say({ name, code, path });
    try {
      if (asked.has("go")) await launch({ ...o, iss: asked.get("go") });
      window.session = await ready(o);
      const { bundle, notGranted } = await window.session.read({ pages: 5 });
      say({ entries: bundle.entry.length, notGranted });
    } catch (error) { refused(error); }`);
  ehr.routes.set("/", pageWith("/ehr.js"));
  ehr.routes.set("/ehr.js", `
    window.messages = [];
    addEventListener("message", ({ data, origin, source }) => {
      if (origin !== "${app.origin}" || !data.messageType) return;
      window.messages.push(data);
      const answer = (payload, to = data.messageId) => source.postMessage({ messageId: crypto.randomUUID(), responseToMessageId: to, payload }, origin);
      if (data.messageType === "scratchpad.create") {
        // Answers to nothing that was asked, and of no form, come first.
        answer({ status: "201 Created", location: "ServiceRequest/evil" }, "0");
        source.postMessage({ responseToMessageId: data.messageId, payload: { status: "201 Created", location: "ServiceRequest/evil" } }, origin);
        document.querySelector("iframe.attacker").contentWindow.postMessage(data, "${attacker.origin}");
        setTimeout(() => answer(window.create ?? { status: "201 Created", location: "ServiceRequest/123" }), 300);
      } else if (data.messageType === "status.handshake" && data.messagingHandle !== (window.handle ?? data.messagingHandle)) {
        // The handle of another launch: nobody is told whose it was.
      } else if (data.messageType === "status.handshake" && window.late) {
        setTimeout(() => { answer({}); window.answered = true; }, window.late);
      } else answer(data.messageType === "status.handshake" ? {} : { status: "success" });
    });`);
  // A server that would gladly take the token, and go along.
  attacker.routes.set("/stolen", (request, response) => {
    reached += 1;
    response.setHeader("Access-Control-Allow-Headers", "authorization");
    response.end(request.method === "OPTIONS" ? "" : JSON.stringify({ resourceType: "Bundle" }));
  });
  attacker.routes.set("/", pageWith("/attack.js"));
  attacker.routes.set("/eager.js", `setInterval(() => window.parent.frames[0].postMessage(
    { messageId: "x", responseToMessageId: "1", payload: {} }, "*"), 100);`);
  attacker.routes.set("/eager", pageWith("/eager.js"));
  attacker.routes.set("/attack.js", `addEventListener("message", ({ data }) => window.parent.frames[0].postMessage(
    { messageId: "x", responseToMessageId: data.messageId, payload: { status: "201 Created", location: "ServiceRequest/evil" } }, "*"));`);
});
afterAll(() => Promise.all([browser, server, app, bare, ehr, attacker].map((one) => one.close())));

beforeEach(async () => {
  server.reset();
  problems = [];
  page = await context.newPage();
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("console", (message) => message.text().includes("Content Security Policy") && problems.push(message.text()));
});
afterEach(() => page.close());

/** Launches from the page of a few lines; what it reads, or how it is refused. */
async function result(go = server.fhir): Promise<{ entries?: number; notGranted?: string[]; code?: string; path?: string }> {
  await page.goto(`${bare.origin}/app.html?go=${encodeURIComponent(go)}`);
  const found = await page.waitForFunction(() => (window as unknown as { result?: object }).result, undefined, { timeout: 20_000 });
  return (await found.jsonValue()) as object;
}

/** The app in the EHR's page, beside somebody else's frame, when the patient is shown; `how` is how the EHR behaves. */
async function framed(how: object = {}, beside = "/"): Promise<FrameLocator> {
  await page.goto(ehr.origin);
  await page.evaluate(([src, evil, how]) => {
    Object.assign(window, how);
    for (const [name, address] of [["app", src], ["attacker", evil]] as const) {
      const iframe = document.createElement("iframe");
      Object.assign(iframe, { className: name, src: address, width: "900", height: "700" });
      document.body.append(iframe);
    }
  }, [`${app.origin}/smart/launch.html?iss=${encodeURIComponent(server.fhir)}&launch=ticket-7`, attacker.origin + beside, how] as const);
  const frame = page.frameLocator("iframe.app");
  await frame.locator("liangbing-panel liangbing-tier").first().waitFor();
  return frame;
}

const status = (code: number) => (_: unknown, response: ServerResponse) => void response.writeHead(code).end("{}");
const body = (value: unknown) => (_: unknown, response: ServerResponse) => void response.end(typeof value === "string" ? value : JSON.stringify(value));

describe.runIf(await answers())("a launch from an EHR", () => {
  it("shows the patient in the EHR's frame, and puts a referral on its scratchpad as a draft", async () => {
    Object.assign(server.how, { messagingOrigin: ehr.origin });
    const frame = await framed();
    const [asked] = server.seen.authorized;
    expect(Object.fromEntries(asked ?? [])).toMatchObject({
      response_type: "code", client_id: "app-1", aud: server.fhir, launch: "ticket-7", code_challenge_method: "S256",
      scope: `launch ${GRANTED} messaging/ui.* messaging/scratchpad.create`,
    });
    // Of the patient nothing but to read and search; no refresh when the user is gone.
    const ofPatient = (asked?.get("scope") ?? "").split(" ").filter((scope) => !/^(launch|messaging\/.*)$/.test(scope));
    expect(ofPatient.every((scope) => /^patient\/[A-Za-z]+\.rs$/.test(scope))).toBe(true);
    expect(server.seen.pkce).toEqual([true]);
    // Both pages of readings were turned over.
    expect(server.seen.reads.filter((url) => url.includes("Observation"))).toHaveLength(2);

    const refer = frame.locator("liangbing-panel .card button").filter({ hasText: /refer/i }).first();
    await refer.click();
    await frame.locator("[data-drafted]").waitFor();
    expect(await frame.locator("[data-drafted]").getAttribute("data-drafted")).toBe("ServiceRequest/123");
    await frame.locator("[data-do=review]").click();
    await frame.locator("[data-do=done]").click();
    const messages = () => page.evaluate(() => (window as unknown as { messages: Record<string, unknown>[] }).messages);
    await expect.poll(async () => (await messages()).map(({ messageType }) => messageType))
      .toEqual(["status.handshake", "scratchpad.create", "ui.launchActivity", "ui.done"]);
    const said = await messages();
    expect(new Set(said.map(({ messagingHandle }) => messagingHandle))).toEqual(new Set([HANDLE]));
    expect(new Set(said.map(({ messageId }) => messageId)).size).toBe(4);
    expect(await frame.locator("[data-no-drafts]").count()).toBe(0);
    expect(said[1]?.["payload"]).toMatchObject({
      resource: { resourceType: "ServiceRequest", status: "draft", intent: "proposal", subject: { reference: "Patient/p1" } },
    });
    expect(said[3]?.["payload"]).toEqual({});
    expect(problems).toEqual([]);
  });

  it("says so when the EHR does not take the draft", async () => {
    Object.assign(server.how, { messagingOrigin: ehr.origin });
    const frame = await framed({ create: { status: "403 Forbidden" } });
    await frame.locator("liangbing-panel .card button").filter({ hasText: /refer/i }).first().click();
    await frame.locator("[data-code=message-refused]").waitFor();
    expect(await frame.locator("[data-drafted]").count()).toBe(0);
  });

  it.each([
    ["knows another handle", { handle: "another" }],
    ["answers the handshake too late", { late: 3600 }],
  ])("G02 offers no draft where the EHR %s, and says so", async (_, how) => {
    Object.assign(server.how, { messagingOrigin: ehr.origin });
    const frame = await framed(how);
    await frame.locator("[data-no-drafts]").waitFor();
    // The late answer comes before the press, and changes nothing.
    if ("late" in how) await page.waitForFunction(() => "answered" in window);
    await frame.locator("liangbing-panel .card button").filter({ hasText: /refer/i }).first().click();
    await frame.locator("liangbing-panel .card").getByText(/accepted/i).first().waitFor();
    const said = await page.evaluate(() => (window as unknown as { messages: { messageType: string }[] }).messages);
    expect(said.map(({ messageType }) => messageType)).toEqual(["status.handshake"]);
    expect(await frame.locator("[data-drafted], [data-code]").count()).toBe(0);
    expect(problems).toEqual([]);
  });

  it.each([
    ["no handle", { messagingHandle: null }],
    ["a stranger's origin", { messagingOrigin: "https://evil.example" }],
  ])("G02 offers no draft where the launch gives %s", async (_, how) => {
    Object.assign(server.how, { messagingOrigin: ehr.origin }, how);
    const frame = await framed({}, "/eager");
    await frame.locator("liangbing-panel .card button").filter({ hasText: /refer/i }).first().click();
    await frame.locator("liangbing-panel .card").getByText(/accepted/i).first().waitFor();
    expect(await page.evaluate(() => (window as unknown as { messages: object[] }).messages)).toEqual([]);
    expect(await frame.locator("[data-drafted], [data-code]").count()).toBe(0);
  });

  it("begins without an EHR too, from the page's own list", async () => {
    await page.goto(`${app.origin}/smart/`);
    await page.locator("form button").click();
    await page.locator("liangbing-panel liangbing-tier").first().waitFor();
    expect(server.seen.authorized[0]?.get("scope")).toContain("launch/patient ");
    expect(server.seen.authorized[0]?.has("launch")).toBe(false);
    expect(page.url()).toBe(`${app.origin}/smart/`);
    expect(problems).toEqual([]);
  });

  it("keeps the token where no script of the origin finds it", async () => {
    expect(await result()).toEqual({ entries: 4, notGranted: [] });
    const found = await page.evaluate(() => {
      const { session } = window as unknown as { session: object };
      return [JSON.stringify(session), JSON.stringify({ ...sessionStorage }), JSON.stringify({ ...localStorage }), document.cookie, location.href].join();
    });
    expect(found).not.toContain(TOKEN);
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
    expect(new URL(page.url()).search).toBe("");
    expect(server.seen.reads.join()).not.toContain(TOKEN);
  });

  it("names what was not granted, or only in part", async () => {
    server.how.scope = "launch patient/Patient.r patient/Observation.rs?category=vital-signs patient/Condition.read";
    const asked = await result();
    expect(asked.notGranted).toEqual(["Observation", "MedicationRequest", "AllergyIntolerance", "Procedure", "Encounter", "DiagnosticReport"]);
    expect(server.seen.reads.some((url) => url.includes("MedicationRequest"))).toBe(false);
    await page.goto(`${app.origin}/smart/`);
    await page.locator("form button").click();
    await expect.poll(() => page.locator("[data-not-granted]").innerText()).toContain("AllergyIntolerance");
  });

  it("uses an answer once", async () => {
    await result();
    const code = server.seen.authorized[0];
    await page.goto(`${bare.origin}/app.html?code=code-1&state=${code?.get("state") ?? ""}`);
    const again = await page.waitForFunction(() => (window as unknown as { result?: object }).result);
    expect(await again.jsonValue()).toEqual({ name: "LiangbingError", code: "launch-refused", path: "state" });
    expect(server.seen.pkce).toHaveLength(1);
  });

  it("forgets the token when it is closed", async () => {
    await result();
    expect(await page.evaluate(() => {
      const { session } = window as unknown as { session: { close(): void; read(): Promise<unknown> } };
      session.close();
      return session.read().catch((error: { code: string }) => error.code);
    })).toBe("token-expired");
  });
});

describe("G02 a launch is refused", () => {
  it("for a server that is not on the list", async () => {
    expect(await result(`${attacker.origin}/fhir`)).toMatchObject({ code: "launch-refused", path: "iss" });
    await page.goto(`${app.origin}/smart/launch.html?iss=${encodeURIComponent(attacker.origin)}&launch=x`);
    await page.locator("[data-code=launch-refused]").waitFor();
    expect(server.seen.authorized).toEqual([]);
  });

  it.each([
    ["a server without PKCE", () => (server.how.methods = ["plain"]), "launch-refused", "code_challenge_methods_supported"],
    ["a user who says no", () => (server.how.denied = "access_denied"), "launch-refused", "token_endpoint"],
    ["a token endpoint that says no", () => (server.how.tokenStatus = 400), "launch-refused", "token_endpoint"],
    ["a launch without a patient", () => (server.how.patient = null), "launch-refused", "patient"],
    ["a patient's id that is none", () => (server.how.patient = "../p1"), "launch-refused", "patient"],
    ["a patient who may not be read", () => (server.how.scope = "patient/Observation.rs"), "scope-refused", "Patient"],
    ["a token that is over", () => (server.how.expiresIn = 0), "token-expired", "Patient"],
    ["a token that the server takes no more", () => server.how.instead.set("Condition", status(401)), "token-expired", "Condition"],
    ["a scope that was not granted after all", () => server.how.instead.set("Observation", status(403)), "scope-refused", "Observation"],
    ["a server that fails", () => server.how.instead.set("Observation", status(500)), "server-refused", "Observation"],
    ["a server that says nothing", () => server.how.instead.set("Observation", () => undefined), "timeout", "Observation"],
    ["a server that stops in the middle", () => server.how.instead.set("Observation", (_, response) => void response.write("{")), "timeout", "Observation"],
    ["an answer that is no JSON", () => server.how.instead.set("Observation", body("<html>")), "not-json", "Observation"],
    ["an answer that is no bundle", () => server.how.instead.set("Observation", body({ resourceType: "Patient" })), "server-refused", "Observation"],
    ["another patient", () => (server.how.data = [{ ...DATA[0], id: "p2" } as never]), "wrong-patient", "Patient"],
    ["another patient's reading", () => server.how.data.push(other()), "wrong-patient", "Observation"],
    ["a next page on another server", () => server.how.instead.set("Observation", body({
      resourceType: "Bundle", link: [{ relation: "next", url: `${attacker.origin}/stolen` }] })), "server-refused", "Observation"],
    ["pages without end", () => server.how.instead.set("Observation", body({
      resourceType: "Bundle", link: [{ relation: "next", url: `${server.fhir}/Observation?page=1` }] })), "too-large", "Observation"],
    ["an answer that leads elsewhere", () => server.how.instead.set("Observation", (_, response) =>
      void response.writeHead(302, { Location: `${attacker.origin}/stolen` }).end()), "server-refused", "Observation"],
  ])("for %s", async (_, arrange, code, path) => {
    arrange();
    expect(await result()).toEqual({ name: "LiangbingError", code, path });
    expect(reached).toBe(0);
  });

  it("in words on the page, with nobody shown", async () => {
    server.how.instead.set("Observation", status(403));
    await page.goto(`${app.origin}/smart/`);
    await page.locator("form button").click();
    const alert = page.locator("[data-code=scope-refused]");
    await alert.waitFor();
    expect(await alert.innerText()).toContain("does not allow");
    expect(await page.locator("liangbing-panel").count()).toBe(0);
    expect(await page.locator("body").innerText()).not.toContain("Secret");
  });
});
