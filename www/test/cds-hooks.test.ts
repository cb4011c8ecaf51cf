// @vitest-environment node
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { feedback, fetchHandler, handle, loadCdsHooks, services } from "../src/cds-hooks.js";
import { type Engine, load } from "../src/liangbing.js";

const bytes = (path: string): Uint8Array<ArrayBuffer> => new Uint8Array(readFileSync(new URL(`../${path}`, import.meta.url)));
const BASE = "https://cds.example.org/base";
const VIEW = "/cds-services/liangbing-patient-view";

interface Case { path: string; body: string; status: number; answer: string }

// `cargo test` lays out what the native function answers.
const target = process.env["CARGO_TARGET_DIR"] ?? resolve(import.meta.dirname, "../../target");
const file = resolve(target, "tmp/hooks.ndjson");
const laidOut = existsSync(file);
if (!laidOut) console.warn(`${file} is absent: \`cargo test --test cds_hooks\` lays it out; the bytes were not compared`);
const cases = laidOut ? readFileSync(file, "utf8").trim().split("\n").map((line) => JSON.parse(line) as Case) : [];

let engine: Engine;
beforeAll(async () => {
  await loadCdsHooks({ wasm: bytes("pkg-edges/edges_bg.wasm") });
  engine = await load({ wasm: bytes("pkg/liangbing_bg.wasm"), fhir: false, equations: false });
});

const bundle = (...resources: object[]): object => ({ resourceType: "Bundle", entry: resources.map((resource) => ({ resource })) });
const pressure = (value: number): object => ({
  resourceType: "Observation", status: "final", subject: { reference: "Patient/p1" }, effectiveDateTime: "2026-11-20T08:10:00+08:00",
  code: { coding: [{ system: "http://loinc.org", code: "85354-9" }] },
  component: [["8480-6", value], ["8462-4", 96]].map(([code, own]) => ({
    code: { coding: [{ system: "http://loinc.org", code }] }, valueQuantity: { value: own, unit: "mmHg" },
  })),
});
const call = (systolic: number): object => ({
  hook: "patient-view", hookInstance: "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea",
  context: { patientId: "p1", userId: "Practitioner/d1" },
  prefetch: {
    patient: { resourceType: "Patient", id: "p1", gender: "female", birthDate: "1958-03-02" },
    conditions: bundle({
      resourceType: "Condition", subject: { reference: "Patient/p1" },
      code: { coding: [{ system: "http://hl7.org/fhir/sid/icd-10", code: "I10" }] },
    }),
    pressures: bundle(pressure(systolic)),
    glucose: null, measurements: null, medications: bundle(), allergies: null, encounters: null,
  },
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

describe("the handler", () => {
  const handler = (o = {}): ((request: Request) => Promise<Response>) =>
    fetchHandler(engine, { asOf: "2000-01-01", level: "village", locale: "zh-CN", profile: "cn-county", utcOffset: "+08:00", ...o });

  it.skipIf(!laidOut)("gives the bytes of the native function, good and refused alike", async () => {
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
