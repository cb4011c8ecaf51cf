import { readFileSync } from "node:fs";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { fetchHandler, handle, loadCdsHooks } from "../../src/cds-hooks.js";
import type { Engine } from "../../src/liangbing.js";
import { bundle, call } from "../hooks-call.js";
import { realEngine } from "../real.js";
import { launch } from "./page.js";
import { pageWith, type Site, site } from "./sites.js";

// The function and the handler inside a module worker, beside the same in Node.
const VIEW = "/cds-services/liangbing-patient-view";
const HOST = { asOf: "2026-11-21", locale: "zh-CN", utcOffset: "+08:00" } as const;
const JSON_TYPE = { "content-type": "application/json" };
/** Path, and how it is asked. */
const ASKED: readonly (readonly [string, { method?: string; body?: string; headers?: Record<string, string> }])[] = [
  ["/cds-services", {}],
  ["/elsewhere", {}],
  [VIEW, {}],
  [VIEW, { method: "OPTIONS", headers: {} }],
  [VIEW, { method: "POST", body: JSON.stringify(call(186)), headers: JSON_TYPE }],
  [VIEW, { method: "POST", body: JSON.stringify(call(132)), headers: JSON_TYPE }],
  [VIEW, { method: "POST", body: JSON.stringify({ ...call(132), prefetch: {} }), headers: JSON_TYPE }],
  [VIEW, { method: "POST", body: "{", headers: JSON_TYPE }],
  [VIEW, { method: "POST", body: "{}", headers: { "content-type": "text/plain" } }],
  [VIEW, { method: "POST", body: "x".repeat(30_000), headers: JSON_TYPE }],
  ["/cds-services/nobody", { method: "POST", body: "{}", headers: JSON_TYPE }],
  [`${VIEW}/feedback`, { method: "POST", body: JSON.stringify({ feedback: [] }), headers: JSON_TYPE }],
  ["/cds-services/liangbing-order-sign", {
    method: "POST", headers: JSON_TYPE, body: JSON.stringify({ ...call(132), hook: "order-sign", context: { patientId: "p1", userId: "Practitioner/d1", draftOrders: bundle() } }),
  }],
];
const LIMIT = 20_000;

/** What a handler answers to all of them, as text. */
type Answers = { status: number; type: string | null; body: string }[];

let browser: Browser;
let own: Site;
let engine: Engine;
beforeAll(async () => {
  await loadCdsHooks({ wasm: readFileSync(new URL("../../pkg-edges/edges_bg.wasm", import.meta.url)) });
  [browser, own, engine] = await Promise.all([launch(), site(), realEngine()]);
  own.routes.set("/", pageWith("/page.js"));
  own.routes.set("/page.js", `
    const own = trustedTypes.createPolicy("liangbing-loader", { createScriptURL: (url) => url });
    const worker = new Worker(own.createScriptURL("/service.js"), { type: "module" });
    worker.onmessage = ({ data }) => (window.said = data);
    worker.onerror = ({ message }) => (window.said = { message });
    window.ask = (what) => worker.postMessage(what);`);
  own.routes.set("/service.js", `
    import { load } from "/lib/liangbing.js";
    import { fetchHandler, handle, loadCdsHooks } from "/lib/cds-hooks.js";
    onmessage = async ({ data: { asked, call, host, limit } }) => {
      const [engine] = await Promise.all([load({ fhir: false, equations: false }), loadCdsHooks()]);
      const handler = fetchHandler(engine, { ...host, maxBytes: limit });
      const answers = [];
      for (const [path, init] of asked) {
        const response = await handler(new Request("https://cds.example.org/base" + path, init));
        answers.push({ status: response.status, type: response.headers.get("content-type"), body: await response.text() });
      }
      let refused;
      try { handle(engine, "nobody", call, host); } catch ({ name, code, path }) { refused = { name, code, path }; }
      postMessage({ answers, refused, text: JSON.stringify(handle(engine, "liangbing-patient-view", call, host)), page: "document" in globalThis });
    };`);
}, 60_000);
afterAll(() => Promise.all([browser.close(), own.close()]));

it("answers inside a module worker with the bytes that it gives in Node, good and refused alike", async () => {
  const page = await browser.newPage();
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
  await page.goto(own.origin);
  await page.waitForFunction(() => "ask" in window);
  await page.evaluate((what) => (window as unknown as { ask(what: unknown): void }).ask(what), { asked: ASKED, call: call(186), host: HOST, limit: LIMIT } as unknown);
  const found = await page.waitForFunction(() => (window as unknown as { said?: object }).said);
  const said = (await found.jsonValue()) as { answers: Answers; refused: object; text: string; page: boolean };

  const handler = fetchHandler(engine, { ...HOST, maxBytes: LIMIT });
  const here: Answers = [];
  for (const [path, init] of ASKED) {
    const response = await handler(new Request(`https://cds.example.org/base${path}`, init));
    here.push({ status: response.status, type: response.headers.get("content-type"), body: await response.text() });
  }
  expect(here.map(({ status }) => status)).toEqual([200, 404, 405, 204, 200, 200, 412, 400, 415, 413, 404, 200, 200]);
  expect(said.answers).toEqual(here);
  expect(said.text).toBe(JSON.stringify(handle(engine, "liangbing-patient-view", call(186), HOST)));
  expect([said.refused, said.page, problems]).toEqual([{ name: "LiangbingError", code: "unknown-value", path: "id" }, false, []]);
  await page.close();
});
