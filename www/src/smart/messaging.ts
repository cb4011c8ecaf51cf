import { LiangbingError } from "../error.js";
import { isOrigin } from "../origin.js";
import type { FhirResource } from "../types.js";
import { uuid } from "../secure.js";
import { refuse } from "./server.js";

/** A draft that a person may sign: never an order. */
export type Draft = FhirResource & { status: "draft"; intent: "proposal" };

/** Another answer than this is longer than any EHR's. */
const LARGEST = 64 * 1024;
const PATIENCE = 10_000;
/** An EHR that listens says so at once, and until then nothing is offered. */
const GREETING = 3000;

/**
 * SMART Web Messaging (STU 1) to the EHR's window: the parent of a frame, else the opener.
 *
 * Every message has the launch's handle and goes to the launch's origin alone; an answer counts if it comes from that
 * window and origin and names a message that waits for it, once.
 */
export class Messaging {
  /** What came to this page and was not the EHR's answer. */
  ignored = 0;
  readonly #handle: string;
  readonly #origin: string;
  readonly #ehr: Window;
  readonly #timeout: number;
  readonly #waiting = new Map<string, (payload: Readonly<Record<string, unknown>>) => void>();

  constructor(o: { handle: string; origin: string; ehr: Window; timeout?: number }) {
    this.#handle = o.handle;
    this.#origin = o.origin;
    this.#ehr = o.ehr;
    this.#timeout = o.timeout ?? PATIENCE;
    window.addEventListener("message", this.#hear);
  }

  /** From a token's answer, where it has handle and origin and there is a window to talk to. */
  static of(token: Readonly<Record<string, unknown>>): Messaging | null {
    const { smart_web_messaging_handle: handle, smart_web_messaging_origin: origin } = token;
    const ehr = window.parent !== window.self ? window.parent : (window.opener as Window | null);
    if (typeof handle !== "string" || typeof origin !== "string" || !ehr) return null;
    // A path, a wildcard or `null` names no origin, and a message to it could be anybody's.
    if (!isOrigin(origin)) return null;
    return new Messaging({ handle, origin, ehr });
  }

  /**
   * Asks whether the EHR listens to this launch's handle.
   *
   * @throws LiangbingError `timeout` where it says nothing, `message-refused` where it says that it does not.
   */
  async handshake(): Promise<void> {
    const said = await this.#send("status.handshake", {}, Math.min(this.#timeout, GREETING));
    // The answer is an empty payload; what tells of an error is not one.
    const refused = said["status"] === "error" || Object.keys(said).some((key) => key.startsWith("$error"));
    if (refused) refuse("message-refused", "status.handshake", "the EHR does not take this launch's messages");
  }

  /** Whether drafts may be offered: the handshake was answered. Never rejected. */
  listens(): Promise<boolean> {
    return this.handshake().then(() => true, () => false);
  }

  /**
   * Puts a draft on the EHR's scratchpad; answers where it lies there, such as `ServiceRequest/123`.
   *
   * @throws LiangbingError `bad-options` for what is no draft proposal, `message-refused` where the EHR says no.
   */
  async create(resource: Draft): Promise<string> {
    if (resource.status !== "draft" || resource.intent !== "proposal") {
      refuse("bad-options", "resource", "a draft with the intent `proposal` is expected; a person decides");
    }
    const { status, location } = await this.#send("scratchpad.create", { resource });
    if (typeof status !== "string" || !/^20[01]\b/.test(status) || typeof location !== "string") {
      return refuse("message-refused", "scratchpad.create", "the EHR did not take the draft");
    }
    return location;
  }

  /** Asks the EHR to go to another activity, such as `order-review`. */
  async launchActivity(activityType: string, activityParameters: Readonly<Record<string, unknown>> = {}): Promise<void> {
    this.#succeeded("ui.launchActivity", await this.#send("ui.launchActivity", { activityType, activityParameters }));
  }

  /** Asks the EHR to close this app. */
  async done(): Promise<void> {
    this.#succeeded("ui.done", await this.#send("ui.done", {}));
  }

  close(): void {
    window.removeEventListener("message", this.#hear);
    this.#waiting.clear();
  }

  #succeeded(type: string, { status }: Readonly<Record<string, unknown>>): void {
    if (status !== "success") refuse("message-refused", type, "the EHR did not do it");
  }

  #send(messageType: string, payload: object, patience = this.#timeout): Promise<Readonly<Record<string, unknown>>> {
    const messageId = uuid();
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(messageId);
        reject(new LiangbingError("timeout", messageType, `the EHR did not answer within ${patience} ms`));
      }, patience);
      this.#waiting.set(messageId, (said) => {
        clearTimeout(timer);
        resolve(said);
      });
      this.#ehr.postMessage({ messagingHandle: this.#handle, messageId, messageType, payload }, this.#origin);
    });
  }

  readonly #hear = ({ data, origin, source }: MessageEvent<unknown>): void => {
    const answer = typeof data === "object" && data !== null ? (data as Readonly<Record<string, unknown>>) : {};
    const { messageId, responseToMessageId, payload } = answer;
    const waiting = typeof responseToMessageId === "string" ? this.#waiting.get(responseToMessageId) : undefined;
    const formed = typeof messageId === "string" && typeof payload === "object" && payload !== null && !Array.isArray(payload);
    if (source !== this.#ehr || origin !== this.#origin || !waiting || !formed || JSON.stringify(payload).length > LARGEST) {
      this.ignored += 1;
      return;
    }
    this.#waiting.delete(responseToMessageId as string);
    waiting(payload as Readonly<Record<string, unknown>>);
  };
}

/** What a referral asks for, as a draft for the EHR's scratchpad: in words, by whom it is for, and no order. */
export function draftReferral(o: { patient: string; text: string; urgent: boolean; on: string }): Draft {
  return {
    resourceType: "ServiceRequest", status: "draft", intent: "proposal", priority: o.urgent ? "urgent" : "routine",
    subject: { reference: `Patient/${o.patient}` }, authoredOn: o.on, code: { text: o.text },
  };
}
