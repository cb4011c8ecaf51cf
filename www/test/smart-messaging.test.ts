import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Draft, draftReferral, Messaging } from "../src/smart.js";
import { faults } from "./fhir-valid.js";

const [ORIGIN, HANDLE] = ["https://ehr.example", "the-handle"];
interface Sent { messagingHandle: string; messageId: string; messageType: string; payload: object }

let sent: Sent[] = [];
let messaging: Messaging;
/** The EHR's window: it takes what is posted to its own origin. */
const ehr = { postMessage: (message: Sent, to: string) => void (to === ORIGIN && sent.push(message)) } as unknown as Window;

beforeEach(() => {
  vi.useFakeTimers();
  sent = [];
  messaging = new Messaging({ handle: HANDLE, origin: ORIGIN, ehr });
});
afterEach(() => {
  messaging.close();
  vi.useRealTimers();
});

/** Something arrives at this page; from the EHR if not said otherwise. */
function arrives(data: unknown, o: { origin?: string; source?: unknown } = {}): void {
  const event = new Event("message");
  Object.assign(event, { data, origin: o.origin ?? ORIGIN, source: "source" in o ? o.source : ehr });
  window.dispatchEvent(event);
}
const answer = (payload: unknown, to = sent.at(-1)?.messageId) => ({ messageId: "a1", responseToMessageId: to, payload });

describe("whether the EHR listens", () => {
  it("is what it answers to the handshake, which has the launch's handle and nothing else", async () => {
    const listens = messaging.listens();
    expect(sent).toEqual([{ messagingHandle: HANDLE, messageId: expect.any(String) as string, messageType: "status.handshake", payload: {} }]);
    arrives(answer({}));
    expect(await listens).toBe(true);
    expect(messaging.ignored).toBe(0);
  });

  it("is no where it knows the handle no more and says nothing, in three seconds and not in ten", async () => {
    const listens = messaging.listens();
    await vi.advanceTimersByTimeAsync(2999);
    expect(await Promise.race([listens, "waiting"])).toBe("waiting");
    await vi.advanceTimersByTimeAsync(1);
    expect(await listens).toBe(false);
  });

  it.each([[{ $error: "unknown handle" }], [{ $errorType: "x" }], [{ status: "error" }]])("is no where it says so: %j", async (payload) => {
    const listens = messaging.listens();
    arrives(answer(payload));
    expect(await listens).toBe(false);
  });

  it("is not answered by another origin, another window, another message, or what has no form", async () => {
    const listens = messaging.listens();
    arrives(answer({}), { origin: "https://evil.example" });
    arrives(answer({}), { source: {} });
    arrives(answer({}), { source: null });
    arrives(answer({}, "0"));
    arrives({ responseToMessageId: sent[0]?.messageId, payload: {} });
    arrives(answer(null));
    arrives(answer([]));
    arrives(answer({ text: "x".repeat(70_000) }));
    for (const odd of [null, 7, "yes", undefined]) arrives(odd);
    await vi.advanceTimersByTimeAsync(3000);
    expect(await listens).toBe(false);
    expect(messaging.ignored).toBe(12);
  });

  it("is no more changed by an answer that comes late, or twice", async () => {
    const late = messaging.listens();
    await vi.advanceTimersByTimeAsync(3000);
    arrives(answer({}));
    expect([await late, messaging.ignored]).toEqual([false, 1]);
    const again = messaging.listens();
    arrives(answer({}));
    arrives(answer({ $error: "after all not" }));
    expect([await again, messaging.ignored]).toEqual([true, 2]);
  });

  it("says with the handshake itself why not", async () => {
    const silent = expect(messaging.handshake()).rejects.toMatchObject({ code: "timeout", path: "status.handshake" });
    await vi.advanceTimersByTimeAsync(3000);
    await silent;
    const refused = expect(messaging.handshake()).rejects.toMatchObject({ code: "message-refused", path: "status.handshake" });
    arrives(answer({ $error: "no" }));
    await refused;
  });
});

describe("a launch", () => {
  const token = { smart_web_messaging_handle: HANDLE, smart_web_messaging_origin: ORIGIN };
  const opener = window.opener as unknown;
  afterEach(() => Object.assign(window, { opener }));

  it("has no messaging without a handle, an origin that is one, and a window to talk to", () => {
    Object.assign(window, { opener: null });
    expect(Messaging.of(token)).toBeNull();
    Object.assign(window, { opener: ehr });
    const found = Messaging.of(token);
    expect(found).toBeInstanceOf(Messaging);
    found?.close();
    for (const wrong of [
      {}, { ...token, smart_web_messaging_handle: undefined }, { ...token, smart_web_messaging_handle: 7 }, { ...token, smart_web_messaging_origin: undefined },
      ...["*", "null", "", "ehr.example", `${ORIGIN}/`, `${ORIGIN}/x`].map((origin) => ({ ...token, smart_web_messaging_origin: origin })),
    ]) expect([wrong, Messaging.of(wrong)]).toEqual([wrong, null]);
  });
});

describe("a draft", () => {
  const draft = (urgent: boolean): Draft => draftReferral({ patient: "p1", text: "Refer: <b>186/112</b>", urgent, on: "2026-11-21T01:02:03.000Z" });

  it("is a ServiceRequest that R4 knows, a proposal and no order", () => {
    for (const urgent of [true, false]) {
      expect(faults(draft(urgent))).toEqual([]);
      expect(draft(urgent)).toMatchObject({ status: "draft", intent: "proposal", priority: urgent ? "urgent" : "routine" });
    }
  });

  it("is all that is sent: an order is refused before it leaves", async () => {
    for (const wrong of [{ status: "active" }, { intent: "order" }]) {
      await expect(messaging.create({ ...draft(true), ...wrong } as unknown as Draft)).rejects.toMatchObject({ code: "bad-options", path: "resource" });
    }
    expect(sent).toEqual([]);
  });
});
