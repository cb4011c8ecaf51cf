import { LiangbingError } from "../error.js";
import { isOrigin } from "../origin.js";
import type { ErrorCode } from "../types.js";
import { type GuestSays, type HostSays, readGuest, type Shown } from "./messages.js";
import { greeting, type Ignored, newNonce, nothingIgnored, PROTOCOL, Wire } from "./wire.js";

export interface ConnectOptions {
  /** The guest's page. Its fragment is replaced by the nonce. */
  src: string | URL;
  /** The guest's origin, exactly; `"null"` for a frame that is sandboxed without `allow-same-origin`. */
  origin: string;
  /** Milliseconds for the greeting, and for each answer; 10 seconds if not said. */
  timeout?: number;
  /** False leaves the frame's height alone. */
  resize?: boolean;
}

/** A panel in a frame, as the host holds it. Its events are dispatched on the frame, as if the panel stood there. */
export interface PanelLink {
  /** Shows a patient; done when the panel has taken it. A record that the module refuses is an error event. */
  show(shown: Shown): Promise<void>;
  /** Takes the patient off the screen. */
  clear(): void;
  /** Clears, hangs up and leaves the frame empty. */
  close(): void;
  readonly ignored: Readonly<Ignored>;
}

const PATIENCE = 10_000;

/**
 * Loads a panel's page into a sandboxed frame and connects to it.
 *
 * The nonce goes in the fragment, which only the page that this host loaded can read; what greets without it, from
 * another window or another origin is counted and not answered. Patients go over the port alone, never to `*`.
 *
 * @throws LiangbingError `bad-options` for a frame or an origin that cannot be safe, `timeout` where no guest greets,
 * `version-clash` where it speaks another version.
 */
export async function connectPanel(iframe: HTMLIFrameElement, o: ConnectOptions): Promise<PanelLink> {
  const src = judged(iframe, o);
  const [nonce, ignored, patience] = [newNonce(), nothingIgnored(), o.timeout ?? PATIENCE];
  src.hash = `liangbing=${nonce}`;
  return new Promise((resolve, reject) => {
    let greeted = false;
    const fail = (code: ErrorCode, message: string): void => {
      stop();
      iframe.removeAttribute("src");
      reject(new LiangbingError(code, "", message));
    };
    const timer = setTimeout(() => fail("timeout", `no guest greeted within ${patience} ms`), patience);
    const hear = (event: MessageEvent): void => {
      if (event.source !== iframe.contentWindow || event.origin !== o.origin) return void (ignored.foreign += 1);
      const hello = greeting(event.data, "hello");
      if (hello === "newer") return fail("version-clash", `the guest speaks another version, \`${PROTOCOL}\` is expected`);
      if (!hello || hello.nonce !== nonce) return void (ignored.foreign += 1);
      if (greeted) return void (ignored.replayed += 1);
      greeted = true;
      clearTimeout(timer);
      const { port1, port2 } = new MessageChannel();
      const link = new Link(iframe, port1, ignored, { patience, resize: o.resize !== false, stop });
      // A sandboxed frame has no origin to name; the words carry no patient, and only our page knows the nonce.
      iframe.contentWindow?.postMessage({ protocol: PROTOCOL, type: "welcome", nonce }, o.origin === "null" ? "*" : o.origin, [port2]);
      resolve(link);
    };
    const stop = (): void => {
      clearTimeout(timer);
      window.removeEventListener("message", hear);
    };
    window.addEventListener("message", hear);
    iframe.src = src.href;
  });
}

/** The guest's address, if frame and origin are such that the checks mean something. */
function judged(iframe: HTMLIFrameElement, o: ConnectOptions): URL {
  const refuse = (path: string, message: string): never => {
    throw new LiangbingError("bad-options", path, message);
  };
  const src = new URL(o.src, document.baseURI);
  const { sandbox } = iframe;
  if (!iframe.isConnected) refuse("iframe", "the frame is not in the document");
  if (!iframe.hasAttribute("sandbox")) refuse("iframe", "the frame has no `sandbox`; `allow-scripts` is expected");
  if (!sandbox.contains("allow-scripts")) refuse("iframe", "the frame's sandbox forbids scripts");
  const opaque = !sandbox.contains("allow-same-origin");
  if (!opaque && src.origin === location.origin) {
    refuse("iframe", "a page of this origin with `allow-same-origin` could take its own sandbox away");
  }
  if (o.origin === "*" || (o.origin !== "null" && !isOrigin(o.origin))) {
    refuse("origin", `\`${o.origin}\` is no origin; one such as \`https://panel.example\` is expected`);
  }
  const expected = opaque ? "null" : src.origin;
  if (o.origin !== expected) refuse("origin", `found \`${o.origin}\`, but such a frame of this page has \`${expected}\``);
  return src;
}

interface Held {
  patience: number;
  resize: boolean;
  stop: () => void;
}

interface Waiting {
  done(): void;
  fail(error: LiangbingError): void;
}

class Link implements PanelLink {
  readonly ignored: Ignored;
  readonly #iframe: HTMLIFrameElement;
  readonly #wire: Wire<HostSays, GuestSays>;
  readonly #held: Held;
  readonly #waiting = new Map<number, Waiting>();
  #open = true;

  constructor(iframe: HTMLIFrameElement, port: MessagePort, ignored: Ignored, held: Held) {
    this.#iframe = iframe;
    this.#held = held;
    this.ignored = ignored;
    this.#wire = new Wire<HostSays, GuestSays>(port, ignored, readGuest, (said) => this.#hear(said));
  }

  show(show: Shown): Promise<void> {
    return new Promise((resolve, reject) => {
      if (!this.#open) throw new LiangbingError("bad-options", "", "the link was closed");
      const id = this.#wire.say({ type: "show", show });
      const timer = setTimeout(() => {
        this.#waiting.delete(id);
        reject(new LiangbingError("timeout", "", `the guest did not answer within ${this.#held.patience} ms`));
      }, this.#held.patience);
      const settle = (how: () => void) => {
        clearTimeout(timer);
        this.#waiting.delete(id);
        how();
      };
      this.#waiting.set(id, { done: () => settle(resolve), fail: (error) => settle(() => reject(error)) });
    });
  }

  clear(): void {
    if (this.#open) this.#wire.say({ type: "clear" });
  }

  close(): void {
    if (!this.#open) return;
    this.clear();
    this.#open = false;
    this.#held.stop();
    this.#wire.close();
    this.#iframe.removeAttribute("src");
    for (const { fail } of this.#waiting.values()) fail(new LiangbingError("bad-options", "", "the link was closed"));
  }

  #hear(said: GuestSays): void {
    switch (said.type) {
      case "shown":
        return this.#waiting.get(said.of)?.done();
      case "refused":
        return this.#waiting.get(said.of)?.fail(new LiangbingError(said.code as ErrorCode, said.path, said.message));
      case "height":
        if (this.#held.resize) this.#iframe.style.height = `${Math.ceil(said.height)}px`;
        return;
      case "event":
        this.#iframe.dispatchEvent(new CustomEvent(`liangbing-${said.name}`, { detail: said.detail, bubbles: true }));
    }
  }
}
