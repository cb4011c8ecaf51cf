// @vitest-environment node
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { cardsOf, feedback, fetchHandler, handle, type HooksCard, loadCdsHooks, services } from "../src/cds-hooks.js";
import { type Engine, load } from "../src/liangbing.js";
import { faults } from "./fhir-valid.js";
import { bundle, call } from "./hooks-call.js";
import { DAY, PATIENTS } from "./real.js";

const bytes = (path: string): Uint8Array<ArrayBuffer> => new Uint8Array(readFileSync(new URL(`../${path}`, import.meta.url)));
const BASE = "https://cds.example.org/base";
const VIEW = "/cds-services/liangbing-patient-view";

interface Case { path: string; body: string; status: number; answer: string }

// `cargo test` lays out what the native function answers.
const target = process.env["CARGO_TARGET_DIR"] ?? resolve(import.meta.dirname, "../../target");
const file = resolve(target, "tmp/hooks.ndjson");
const laidOut = existsSync(file);
const absent = laidOut ? "" : ` (not compared: ${file} is absent, \`cargo test --test cds_hooks\` lays it out)`;
const cases = laidOut ? readFileSync(file, "utf8").trim().split("\n").map((line) => JSON.parse(line) as Case) : [];

let engine: Engine;
beforeAll(async () => {
  await loadCdsHooks({ wasm: bytes("pkg-edges/edges_bg.wasm") });
  engine = await load({ wasm: bytes("pkg/liangbing_bg.wasm"), fhir: false, equations: false });
});

const post = (path: string, body: BodyInit, type = "application/json"): Request =>
  new Request(BASE + path, { method: "POST", body, headers: { "content-type": type }, duplex: "half" } as RequestInit);

describe("the function", () => {
  it("names its services and what each wants", () => {
    expect(services().services.map(({ id }) => id)).toEqual([
      "liangbing-patient-view", "liangbing-order-select", "liangbing-order-sign", "liangbing-encounter-start",
    ]);
  });

  it("answers a call given as an object", () => {
    const { cards, extension } = handle(engine, "liangbing-patient-view", call(186), { asOf: "2026-11-21", locale: "en" });
    expect(cards[0]?.indicator).toBe("critical");
    expect(cards[0]?.suggestions?.[0]?.actions[0]?.resource?.resourceType).toBe("ServiceRequest");
    expect(extension.liangbing.tier?.["colour"]).toBe("red");
  });

  it("refuses with a code and a path", () => {
    const refused = (what: () => unknown, code: string, path: string): void => {
      expect(what).toThrow(expect.objectContaining({ name: "LiangbingError", code, path }));
    };
    refused(() => handle(engine, "nobody", call(132)), "unknown-value", "id");
    refused(() => handle(engine, "patient-view", {}), "missing-field", "hook");
    refused(() => handle(engine, "patient-view", call(132)), "bad-options", "asOf");
    refused(() => feedback({}), "missing-field", "feedback");
  });
});

describe("our own cards", () => {
  /** Of every invented patient in both languages, of orders, and whatever the native function was asked. */
  function all(): HooksCard[] {
    const ours = PATIENTS.flatMap(({ record }) => (["zh-CN", "en"] as const).flatMap((locale) =>
      cardsOf(engine.assess(record, { asOf: DAY, locale }), { patientId: "p1", userId: "Practitioner/d1", locale })));
    const native = cases.flatMap(({ answer, status }) => (status === 200 ? ((JSON.parse(answer) as { cards?: HooksCard[] }).cards ?? []) : []));
    return [...ours, ...native];
  }
  const order = (text: string): object => ({
    resourceType: "MedicationRequest", id: "m1", status: "draft", intent: "order", subject: { reference: "Patient/p1" },
    medicationCodeableConcept: { text },
  });

  it("have a source with a label, and no address but https", () => {
    const cards = all();
    expect(cards.length).toBeGreaterThan(100);
    const addresses: string[] = [];
    for (const { source, links = [], detail = "", summary } of cards) {
      expect(source.label.trim(), summary).not.toBe("");
      for (const { label, type } of links) expect([label.trim() === "", type], summary).toEqual([false, "absolute"]);
      const inText = [...detail.matchAll(/\]\(([^)]*)\)|<(\w+:[^>]*)>|\bhttp:\S+/g)].map(([whole, link, angle]) => link ?? angle ?? whole);
      addresses.push(...links.map(({ url }) => url), ...inText, ...(source.url === undefined ? [] : [source.url]));
    }
    expect(addresses.length).toBeGreaterThan(0);
    expect(addresses.filter((url) => !(URL.canParse(url) && new URL(url).protocol === "https:" && new URL(url).username === ""))).toEqual([]);
  });

  it("suggest drafts that R4 knows", () => {
    const signed = handle(engine, "liangbing-order-sign", {
      ...call(186), hook: "order-sign", context: { patientId: "p1", userId: "Practitioner/d1", draftOrders: bundle(order("spironolactone 20 mg")) },
    }, { asOf: "2026-11-21", locale: "en" });
    const drafts = [...all(), ...signed.cards].flatMap(({ suggestions = [] }) => suggestions)
      .flatMap(({ actions }) => actions).flatMap(({ resource }) => (resource ? [resource] : []));
    expect(drafts.length).toBeGreaterThan(50);
    expect(drafts.map(({ resourceType }) => resourceType)).toContain("ServiceRequest");
    const seen = new Set<string>();
    for (const draft of drafts) {
      const text = JSON.stringify(draft);
      if (seen.has(text)) continue;
      seen.add(text);
      expect([faults(draft), text]).toEqual([[], text]);
      expect(draft["intent"], text).not.toBe("order");
    }
  }, 60_000);
});

describe("the handler", () => {
  const handler = (o = {}): ((request: Request) => Promise<Response>) =>
    fetchHandler(engine, { asOf: "2000-01-01", level: "village", locale: "zh-CN", profile: "cn-county", utcOffset: "+08:00", ...o });

  it.skipIf(!laidOut)(`gives the bytes of the native function, good and refused alike${absent}`, async () => {
    expect(cases.length).toBeGreaterThan(70);
    const answers = handler();
    for (const { path, body, status, answer } of cases) {
      const response = await answers(post(path, body));
      expect([response.status, await response.text()], body.slice(0, 200)).toEqual([status, answer]);
    }
  }, 60_000);

  it("has a status for every fault", async () => {
    const answers = handler({ maxBytes: 5000, authorize: (request: Request) => request.headers.get("x-key") !== "wrong" });
    const status = async (request: Request): Promise<number> => (await answers(request)).status;
    expect(await status(new Request(`${BASE}/cds-services`))).toBe(200);
    expect(await status(new Request(`${BASE}/elsewhere`))).toBe(404);
    expect(await status(new Request(BASE + VIEW))).toBe(405);
    expect(await status(post("/cds-services", "{}"))).toBe(405);
    const [head, wrongHead] = [await answers(new Request(`${BASE}/cds-services`, { method: "HEAD" })), await answers(new Request(BASE + VIEW, { method: "HEAD" }))];
    expect([head.status, await head.text(), wrongHead.status, wrongHead.headers.get("allow")]).toEqual([200, "", 405, "POST"]);
    expect(await status(post("/cds-services/%ff", "{}"))).toBe(404);
    expect(await status(post("/cds-services/nobody", "{}"))).toBe(404);
    expect(await status(post(VIEW, "{", "text/plain"))).toBe(415);
    expect(await status(post(VIEW, "{"))).toBe(400);
    expect(await status(post(VIEW, new Uint8Array([0x22, 0xff, 0x22])))).toBe(400);
    expect(await status(post(VIEW, JSON.stringify(call(132))))).toBe(200);
    expect(await status(post(VIEW, JSON.stringify({ ...call(132), prefetch: {} })))).toBe(412);
    const wrong = post(VIEW, "{}");
    wrong.headers.set("x-key", "wrong");
    expect(await status(wrong)).toBe(401);
  });

  it("reads no more than the limit of a body that does not say its length", async () => {
    let parts = 0;
    const endless = new ReadableStream<Uint8Array>({ pull: (to) => { parts += 1; to.enqueue(new Uint8Array(1000).fill(32)); } });
    expect((await handler({ maxBytes: 5000 })(post(VIEW, endless))).status).toBe(413);
    expect(parts).toBeLessThan(20);
  });

  it("answers pages of allowed origins and no others", async () => {
    const answers = handler({ origins: ["https://ehr.example.org"] });
    const allowed = async (origin: string): Promise<string | null> =>
      (await answers(new Request(BASE + VIEW, { method: "OPTIONS", headers: { origin } }))).headers.get("access-control-allow-origin");
    expect(await allowed("https://ehr.example.org")).toBe("https://ehr.example.org");
    expect(await allowed("https://other.example.org")).toBeNull();
  });

  it("a refusal of one call disturbs none beside it", async () => {
    const answers = handler();
    const [good, bad, again] = await Promise.all([
      answers(post(VIEW, JSON.stringify(call(186)))), answers(post(VIEW, "{")), answers(post(VIEW, JSON.stringify(call(186)))),
    ]);
    expect([good.status, bad.status, again.status]).toEqual([200, 400, 200]);
    expect(await good.text()).toBe(await again.text());
  });
});
