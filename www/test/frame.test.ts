import { describe, expect, it } from "vitest";
import { readGuest, readHost } from "../src/frame/messages.js";
import { greeting, LARGEST, nothingIgnored, PROTOCOL, Wire } from "../src/frame/wire.js";
import { isOrigin } from "../src/origin.js";

const show = (shown: unknown): unknown => readHost({ type: "show", show: shown });

describe("what a host may say", () => {
  it("is to show a record with its day, or an answer, or to clear", () => {
    expect(show({ record: {}, asOf: "2026-11-21", locale: "en", level: "county", theme: "dark", mode: "strip", readonly: true })).toBeDefined();
    expect(show({ record: "{}", asOf: "2026-11-21" })).toBeDefined();
    expect(show({ record: [], asOf: "2026-11-21" })).toBeDefined();
    expect(show({ assessment: {} })).toBeDefined();
    expect(show({ assessment: {}, emergency: "host" })).toBeDefined();
    expect(readHost({ type: "clear" })).toEqual({ type: "clear" });
  });

  it.each([
    undefined, null, 1, "show", [], {}, { type: "show" }, { type: "clear", why: 1 }, { type: "show", show: null },
    { type: "show", show: { record: {}, asOf: "2026-11-21" }, more: 1 },
  ])("is nothing else: %j", (said) => expect(readHost(said)).toBeUndefined());

  it.each([
    [{}], [{ record: {} }], [{ record: null, asOf: "2026-11-21" }], [{ record: 1, asOf: "2026-11-21" }], [{ record: {}, asOf: "today" }],
    [{ record: {}, assessment: {}, asOf: "2026-11-21" }], [{ assessment: [] }], [{ assessment: {}, locale: "fr" }],
    [{ assessment: {}, readonly: "yes" }], [{ assessment: {}, onclick: "x" }], [{ assessment: {}, mode: ["full"] }],
    [{ assessment: {}, emergency: true }], [{ assessment: {}, emergency: "nobody" }],
  ])("shows nothing odd: %j", (shown) => expect(show(shown)).toBeUndefined());
});

describe("what a guest may say", () => {
  it("is that it showed or refused, how tall it is, and the panel's events", () => {
    expect(readGuest({ type: "shown", of: 1 })).toEqual({ type: "shown", of: 1 });
    expect(readGuest({ type: "height", height: 12.5 })).toEqual({ type: "height", height: 12.5 });
    expect(readGuest({ type: "event", name: "critical-ack", detail: { by: "x" } })).toMatchObject({ name: "critical-ack" });
    expect(readGuest({ type: "event", name: "emergency", detail: {} })).toEqual({ type: "event", name: "emergency", detail: {} });
    expect(readGuest({ type: "refused", of: 1, code: "c", path: "", message: "m" })).toMatchObject({ code: "c" });
  });

  it.each([
    null, [], {}, { type: "shown" }, { type: "shown", of: "1" }, { type: "shown", of: 1, html: "<b>" }, { type: "height", height: -1 },
    { type: "height", height: 1e9 }, { type: "height", height: null }, { type: "event", name: "click", detail: 1 },
    { type: "event", name: "result", detail: 1, bubbles: true }, { type: "refused", of: 1, code: 1, path: "", message: "" },
    { type: "event", name: "emergency" }, { type: "event", name: "emergency", detail: null }, { type: "event", name: "emergency", detail: [] },
    { type: "event", name: "emergency", detail: { patient: "p1" } },
  ])("is nothing else: %j", (said) => expect(readGuest(said)).toBeUndefined());
});

describe("a greeting", () => {
  it("has three words and no more", () => {
    const hello = { protocol: PROTOCOL, type: "hello", nonce: "n" };
    expect(greeting(hello, "hello")).toEqual(hello);
    expect(greeting(hello, "welcome")).toBeUndefined();
    expect(greeting({ ...hello, patient: "p" }, "hello")).toBeUndefined();
    expect(greeting({ ...hello, nonce: 1 }, "hello")).toBeUndefined();
    expect(greeting({ ...hello, protocol: "liangbing.postmessage/9" }, "hello")).toBe("newer");
    expect(greeting({ ...hello, protocol: "somebody-else/1" }, "hello")).toBeUndefined();
    for (const odd of [null, 1, "hello", [hello], new Date(0)]) expect(greeting(odd, "hello")).toBeUndefined();
  });

  it("goes to an origin, exactly", () => {
    expect(["https://a.example", "http://127.0.0.1:81"].map(isOrigin)).toEqual([true, true]);
    expect(["*", "null", "", "/", "https://a.example/", "https://a.example/x", "https://A.example", "a.example", "file:///x"].map(isOrigin))
      .toEqual(Array(9).fill(false));
  });
});

describe("a wire", () => {
  it("sends no more than it would take, and numbers what it sends", () => {
    const sent: unknown[] = [];
    const port = { postMessage: (text: unknown) => sent.push(text), close: () => undefined } as unknown as MessagePort;
    const wire = new Wire<object, unknown>(port, nothingIgnored(), (body) => body, () => undefined);
    expect([wire.say({ a: 1 }), wire.say({ a: 2 })]).toEqual([1, 2]);
    expect(() => wire.say({ text: "x".repeat(LARGEST) })).toThrow(expect.objectContaining({ code: "too-large" }) as Error);
    expect(() => wire.say({ at: new Date(0) })).toThrow(expect.objectContaining({ code: "wrong-type", path: "body.at" }) as Error);
    expect(wire.say({ a: 3 })).toBe(3);
    expect(sent).toEqual(['{"id":1,"body":{"a":1}}', '{"id":2,"body":{"a":2}}', '{"id":3,"body":{"a":3}}']);
  });
});
