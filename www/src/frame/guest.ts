import type { Panel } from "../elements/face.js";
import { LiangbingError } from "../error.js";
import { isOrigin } from "../origin.js";
import { EVENTS, type GuestSays, type HostSays, readHost, type Shown } from "./messages.js";
import { greeting, type Ignored, nothingIgnored, PROTOCOL, Wire } from "./wire.js";

export interface ServeOptions {
  /** The hosts that may show patients here, by exact origin. */
  allow: readonly string[];
  /** The panel that shows them; it needs an engine of its own for records. */
  panel: Panel;
  /** Milliseconds for the host's answer; 10 seconds if not said. */
  timeout?: number;
}

/** A panel that a host in another window drives. */
export interface PanelService {
  /** Who drives it. */
  readonly host: string;
  readonly ignored: Readonly<Ignored>;
  /** Takes the patient off the screen and hangs up. */
  close(): void;
}

const PATIENCE = 10_000;

/**
 * Offers a panel to the host whose frame this page is in.
 *
 * It greets the allowed origins alone, with the nonce that the host put into the fragment, and takes one port, from its
 * parent window, of an allowed origin, with that nonce. Everything else is counted and not answered.
 *
 * @throws LiangbingError `bad-options` outside a frame, without a nonce or with an origin that is none, `timeout` where
 * no allowed host answers.
 */
export async function servePanel(o: ServeOptions): Promise<PanelService> {
  const nonce = judged(o);
  const ignored = nothingIgnored();
  return new Promise((resolve, reject) => {
    const patience = o.timeout ?? PATIENCE;
    const timer = setTimeout(() => {
      window.removeEventListener("message", hear);
      reject(new LiangbingError("timeout", "", `no allowed host answered within ${patience} ms`));
    }, patience);
    let service: Service | undefined;
    const hear = (event: MessageEvent): void => {
      if (event.source !== window.parent || !o.allow.includes(event.origin)) return void (ignored.foreign += 1);
      const welcome = greeting(event.data, "welcome");
      const [port, ...more] = event.ports;
      if (!welcome || welcome === "newer" || welcome.nonce !== nonce || !port || more.length > 0) {
        return void (ignored.foreign += 1);
      }
      if (service) return void (ignored.replayed += 1);
      clearTimeout(timer);
      service = new Service(o.panel, port, event.origin, ignored, () => window.removeEventListener("message", hear));
      resolve(service);
    };
    window.addEventListener("message", hear);
    for (const origin of hosts(o.allow)) {
      window.parent.postMessage({ protocol: PROTOCOL, type: "hello", nonce }, origin);
    }
  });
}

/** The nonce, which then leaves the address, so that a reload or a copied address has none. */
function judged({ allow }: ServeOptions): string {
  const refuse = (path: string, message: string): never => {
    throw new LiangbingError("bad-options", path, message);
  };
  if (window.parent === window.self) refuse("", "this page is in no frame");
  // Said at once where the browser knows it; elsewhere nobody answers the greeting.
  if (allow.length > 0 && hosts(allow).length === 0) refuse("allow", "the page that frames this one is not allowed");
  if (allow.length === 0) refuse("allow", "no host is allowed; at least one origin is expected");
  allow.forEach((origin, index) => {
    if (!isOrigin(origin)) refuse(`allow[${index}]`, `\`${origin}\` is no origin; one such as \`https://ehr.example\` is expected`);
  });
  const nonce = /^#liangbing=([0-9a-f]{32})$/.exec(location.hash)?.[1];
  if (nonce === undefined) return refuse("", "the address has no nonce; `connectPanel` of the host writes it");
  history.replaceState(null, "", location.pathname + location.search);
  return nonce;
}

// Where the browser says who the parent is, the others need no greeting.
function hosts(allow: readonly string[]): readonly string[] {
  const parent = location.ancestorOrigins?.[0];
  return parent === undefined ? allow : allow.filter((origin) => origin === parent);
}

class Service implements PanelService {
  readonly host: string;
  readonly ignored: Ignored;
  readonly #panel: Panel;
  readonly #wire: Wire<GuestSays, HostSays>;
  readonly #size: ResizeObserver;
  readonly #stop: () => void;
  #emergency: Shown["emergency"];

  constructor(panel: Panel, port: MessagePort, host: string, ignored: Ignored, stop: () => void) {
    this.#panel = panel;
    this.host = host;
    this.ignored = ignored;
    this.#stop = stop;
    this.#wire = new Wire<GuestSays, HostSays>(port, ignored, readHost, (said, id) => this.#hear(said, id));
    for (const name of EVENTS) panel.addEventListener(`liangbing-${name}`, this.#forward);
    this.#size = new ResizeObserver(() => {
      this.#wire.say({ type: "height", height: panel.getBoundingClientRect().bottom + window.scrollY });
    });
    this.#size.observe(panel);
    window.addEventListener("pagehide", this.#leave);
  }

  close(): void {
    this.#clear();
    this.#stop();
    this.#size.disconnect();
    for (const name of EVENTS) this.#panel.removeEventListener(`liangbing-${name}`, this.#forward);
    window.removeEventListener("pagehide", this.#leave);
    this.#wire.close();
  }

  readonly #leave = (): void => this.close();

  readonly #forward = (event: Event): void => {
    const name = EVENTS.find((known) => event.type === `liangbing-${known}`);
    if (name && event instanceof CustomEvent) this.#wire.say({ type: "event", name, detail: event.detail ?? null });
    // After it was sent: if that fails, the panel opens its own card.
    if (name === "emergency" && this.#emergency === "host") event.preventDefault();
  };

  #hear(said: HostSays, id: number): void {
    if (said.type === "clear") return this.#clear();
    const answer = (error?: unknown): void => void this.#wire.say(error === undefined ? { type: "shown", of: id } : refusal(id, error));
    this.#show(said.show).then(() => answer(), answer);
  }

  async #show(shown: Shown): Promise<void> {
    const panel = this.#panel;
    this.#clear();
    panel.locale = shown.locale ?? panel.locale;
    panel.theme = shown.theme ?? panel.theme;
    panel.mode = shown.mode ?? "full";
    panel.level = shown.level ?? "";
    panel.readonly = shown.readonly ?? false;
    this.#emergency = shown.emergency;
    if (shown.record !== undefined) {
      if (!panel.engine) throw new LiangbingError("wasm-missing", "record", "this guest has no engine; an assessment is expected");
      panel.asOf = shown.asOf ?? "";
      panel.record = shown.record;
    } else panel.assessment = shown.assessment ?? null;
    await panel.updateComplete;
  }

  // At once, not with the next picture: nothing of the last patient stays.
  #clear(): void {
    this.#panel.record = null;
    this.#panel.assessment = null;
  }
}

function refusal(of: number, error: unknown): GuestSays {
  const { code, path, message } = error instanceof LiangbingError
    ? error : new LiangbingError("wasm-wrong", "", "the guest could not show it");
  return { type: "refused", of, code, path, message };
}
