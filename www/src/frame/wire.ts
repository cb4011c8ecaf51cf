import { LiangbingError } from "../error.js";
import { stringify } from "../json.js";

/** The name of the protocol; another version is told, not guessed at. */
export const PROTOCOL = "liangbing.postmessage/1";

/** The longest message, in UTF-16 units of its JSON text: 1 MB of plain text. */
export const LARGEST = 1024 * 1024;

/** What was heard and not obeyed. Nothing of such a message is kept or repeated. */
export interface Ignored {
  /** From another window, another origin, or not of this protocol. */
  foreign: number;
  /** Of this protocol and not of its form. */
  malformed: number;
  /** Longer than {@link LARGEST}. */
  oversized: number;
  /** A greeting or a number that was used before. */
  replayed: number;
}

export function nothingIgnored(): Ignored {
  return { foreign: 0, malformed: 0, oversized: 0, replayed: 0 };
}

/** The two words that cross between windows; they carry a nonce and never a patient. */
export interface Greeting {
  protocol: typeof PROTOCOL;
  type: "hello" | "welcome";
  nonce: string;
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A greeting of exactly this form; `newer` where another version of the protocol is spoken. */
export function greeting(data: unknown, type: Greeting["type"]): Greeting | "newer" | undefined {
  if (!isObject(data) || typeof data["protocol"] !== "string") return undefined;
  if (data["protocol"] !== PROTOCOL) {
    return data["protocol"].startsWith("liangbing.postmessage/") ? "newer" : undefined;
  }
  if (data["type"] !== type || typeof data["nonce"] !== "string" || Object.keys(data).length !== 3) return undefined;
  return { protocol: PROTOCOL, type, nonce: data["nonce"] };
}

/** A nonce that cannot be guessed. */
export function newNonce(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * A port between two pages: numbered messages as JSON text, judged by length before they are read, by number before
 * they are obeyed, by form before they are handed on.
 */
export class Wire<Said extends object, Heard> {
  readonly #port: MessagePort;
  readonly #ignored: Ignored;
  #sent = 0;
  #heard = 0;

  constructor(port: MessagePort, ignored: Ignored, read: (body: unknown) => Heard | undefined, hear: (body: Heard, id: number) => void) {
    this.#port = port;
    this.#ignored = ignored;
    port.onmessage = ({ data }) => this.#open(data, read, hear);
    port.onmessageerror = () => void (ignored.malformed += 1);
  }

  /** Sends, and says the number. A body that is too long is refused here already. */
  say(body: Said): number {
    const text = stringify({ id: this.#sent + 1, body });
    if (text.length > LARGEST) {
      throw new LiangbingError("too-large", "", `the message has ${text.length} letters, at most ${LARGEST} are expected`);
    }
    this.#sent += 1;
    this.#port.postMessage(text);
    return this.#sent;
  }

  close(): void {
    this.#port.onmessage = null;
    this.#port.close();
  }

  #open(data: unknown, read: (body: unknown) => Heard | undefined, hear: (body: Heard, id: number) => void): void {
    if (typeof data !== "string") return void (this.#ignored.malformed += 1);
    if (data.length > LARGEST) return void (this.#ignored.oversized += 1);
    const said = parsed(data);
    const id = isObject(said) ? said["id"] : undefined;
    if (!isObject(said) || typeof id !== "number" || !Number.isSafeInteger(id)) return void (this.#ignored.malformed += 1);
    if (id <= this.#heard) return void (this.#ignored.replayed += 1);
    const body = read(said["body"]);
    if (body === undefined) return void (this.#ignored.malformed += 1);
    this.#heard = id;
    hear(body, id);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
