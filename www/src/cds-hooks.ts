import { edges } from "./edges.js";
import { LiangbingError } from "./error.js";
import { stringify } from "./json.js";
import type { Engine } from "./liangbing.js";
import type {
  Answered, Assessed, CareLevel, Day, Locale, Medication, Options, ProfileName, Stamp,
} from "./types.js";

export { loadFhir as loadCdsHooks } from "./fhir.js";

/** The services, by their ids; each is called at the hook of its name. */
export type ServiceId =
  | "liangbing-patient-view" | "liangbing-order-select" | "liangbing-order-sign" | "liangbing-encounter-start";

export interface Service {
  id: ServiceId;
  hook: string;
  title: string;
  description: string;
  prefetch: Record<string, string>;
}

export interface Coding {
  system: string;
  code: string;
  display?: string;
}

export interface Action {
  type: "create" | "delete";
  description: string;
  /** A draft. */
  resource?: { resourceType: string; [field: string]: unknown };
  resourceId?: string;
}

export interface Suggestion {
  label: string;
  uuid: string;
  actions: Action[];
}

export interface HooksCard {
  uuid: string;
  summary: string;
  detail?: string;
  indicator: "info" | "warning" | "critical";
  source: { label: string; url?: string; topic?: Coding };
  suggestions?: Suggestion[];
  selectionBehavior?: "any" | "at-most-one";
  overrideReasons?: Coding[];
  links?: { label: string; url: string; type: "absolute" | "smart" }[];
  extension?: Record<string, unknown>;
}

export interface HooksResponse {
  cards: HooksCard[];
  extension: {
    liangbing: {
      asOf: Day;
      stamp: Partial<Stamp>;
      tier?: Record<string, string>;
      setAside?: { code: string; path: string; message: string }[];
    };
  };
}

/** What a host says of its own; a call may say it too, in `extension.liangbing`. */
export interface HostOptions {
  /** The clinic's today; there is no clock in the module. */
  asOf?: Day;
  locale?: Locale;
  profile?: ProfileName;
  level?: CareLevel;
  utcOffset?: string;
}

export interface HandlerOptions extends HostOptions {
  /** The clinic's today, asked at each call; this machine's if not said. */
  today?: () => Day;
  /** Origins whose pages may call; none if not said, `"*"` for any. */
  origins?: readonly string[];
  /** Whether a call may be made; false is answered with 401. Everybody's may if not said. */
  authorize?: (request: Request) => boolean | Promise<boolean>;
  /** The largest call in bytes, at most 20 MB. */
  maxBytes?: number;
}

// The texts inside are the module's own JSON, handed on as they are.
interface Asked {
  about: string;
  isAboutOrders: boolean;
  options: Options;
  orders: string[];
  record: string;
}

const MAX_BYTES = 20 * 1024 * 1024;

/** The answer to discovery. */
export function services(): { services: Service[] } {
  return JSON.parse(edges().run((glue) => glue.services())) as { services: Service[] };
}

/** Answers a call of a service, given as an object or as JSON text. */
export function handle(engine: Engine, id: string, request: object | string, o: HostOptions = {}): HooksResponse {
  return JSON.parse(handleText(engine, id, typeof request === "string" ? request : stringify(request), o)) as HooksResponse;
}

/** About whom and from where cards are made, as a call's context says it. */
export interface CallContext {
  patientId?: string;
  encounterId?: string;
  /** Such as `Practitioner/p1`; who a draft asks for. */
  userId?: string;
  /** Of the call; the cards' ids are made of it. */
  hookInstance?: string;
}

/** The cards of an assessment that the page has already, as `patient-view` would answer them. */
export function cardsOf(assessment: Assessed<"plan">, context: CallContext & { locale?: Locale }): HooksCard[] {
  const about = stringify({ hook: "patient-view", ...context });
  return (JSON.parse(edges().run((glue) => glue.respond(about, stringify(briefly(assessment))))) as HooksResponse).cards;
}

/** What users answered, as entries for the record; the host keeps them. */
export function feedback(request: object | string): { answered: Answered[] } {
  return JSON.parse(feedbackText(typeof request === "string" ? request : stringify(request))) as { answered: Answered[] };
}

function feedbackText(text: string): string {
  return edges().run((glue) => glue.feedback(text));
}

function handleText(engine: Engine, id: string, text: string, o: HostOptions): string {
  const asked = JSON.parse(edges().run((glue) => glue.ask(id, text, stringify(o)))) as Asked;
  const { about, isAboutOrders, options, orders, record } = asked;
  const answers = isAboutOrders ? checked(engine, record, orders, options) : assessed(engine, record, options);
  return edges().run((glue) => glue.respond(about, stringify(answers)));
}

// Of an assessment only what cards need crosses back.
function assessed(engine: Engine, record: string, options: Options): object {
  return briefly(engine.assess(record, { ...options, sections: ["plan"] }));
}

function briefly({ asOf, cards, plan, referral, stamp, tier }: Assessed<"plan">): object {
  return { asOf, cards, plan: { testsDue: plan.testsDue }, referral, stamp, tier };
}

function checked(engine: Engine, record: string, orders: string[], options: Options): object {
  const checks = orders.map((order) => engine.checkOrder(record, JSON.parse(order) as Medication, options));
  return { asOf: options.asOf, checks, stamp: engine.stamp };
}

/**
 * A handler of the web standard, for any runtime with its `Request` and `Response`: `GET …/cds-services`, `POST …/cds-services/{id}` and
 * `…/{id}/feedback`, with the statuses of `liangbing serve`. It keeps nothing and fetches nothing.
 */
export function fetchHandler(engine: Engine, o: HandlerOptions = {}): (request: Request) => Promise<Response> {
  const limit = Math.min(o.maxBytes ?? MAX_BYTES, MAX_BYTES);
  return async (request) => {
    const headers = new Headers({ "cache-control": "no-store", "x-content-type-options": "nosniff", ...allowed(request, o) });
    if (request.method === "OPTIONS") return new Response(null, { status: 204, headers });
    const [status, body] = await answer(engine, request, o, limit);
    headers.set("content-type", "application/json");
    if (status === 401) headers.set("www-authenticate", "Bearer");
    if (status === 405) headers.set("allow", body.includes("expected POST") ? "POST" : "GET,HEAD");
    return new Response(request.method === "HEAD" ? null : body, { status, headers });
  };
}

async function answer(engine: Engine, request: Request, o: HandlerOptions, limit: number): Promise<[number, string]> {
  try {
    const [path, id, end] = /\/cds-services(?:\/([^/]+)(\/feedback)?)?\/?$/.exec(new URL(request.url).pathname) ?? [];
    if (path && !id) {
      if (!["GET", "HEAD"].includes(request.method)) return [405, outcome("value", "bad-options", "expected GET")];
      return [200, edges().run((glue) => glue.services())];
    }
    if (id && request.method !== "POST") return [405, outcome("value", "bad-options", "expected POST")];
    if (!id || !services().services.some((service) => service.id === id)) return [404, outcome("not-found", "unknown-value", "nothing is at this address", "id")];
    if (o.authorize && !(await o.authorize(request))) return [401, outcome("value", "bad-options", "the caller is not known")];
    const type = (request.headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase();
    if (type !== "application/json") return [415, outcome("value", "bad-options", "the body must be application/json")];
    const text = await body(request, limit);
    return [200, end ? feedbackText(text) : handleText(engine, id, text, host(o))];
  } catch (error) {
    return refusal(error);
  }
}

// The clinic's day is the caller's to know; a server's machine stands for it where nobody says it.
function host({ asOf, locale, profile, level, utcOffset, today }: HandlerOptions): HostOptions {
  const now = new Date();
  const local = (): Day => [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
  const day = asOf ?? (today ?? local)();
  return { asOf: day, ...(locale && { locale }), ...(profile && { profile }), ...(level && { level }), ...(utcOffset && { utcOffset }) };
}

/** The body as text; read no further than the limit, whatever its length says. */
async function body(request: Request, limit: number): Promise<string> {
  const large = (): LiangbingError => new LiangbingError("too-large", "", "the body is larger than this server reads");
  if (Number(request.headers.get("content-length") ?? 0) > limit) throw large();
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  let [text, read] = ["", 0];
  const reader = request.body?.getReader();
  if (!reader) return text;
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      read += part.value.byteLength;
      if (read > limit) throw large();
      text += decoder.decode(part.value, { stream: true });
    }
    return text + decoder.decode();
  } catch (error) {
    await reader.cancel().catch(() => undefined);
    if (error instanceof LiangbingError) throw error;
    throw new LiangbingError("not-json", "", "the body is not UTF-8, or did not arrive whole");
  }
}

/** The status and outcome of a refusal; anything else is told without what it held. */
function refusal(error: unknown): [number, string] {
  if (!(error instanceof LiangbingError)) return [500, outcome("exception", "failed", "this call could not be answered")];
  const { code, message, path } = error;
  if (code === "too-large") return [413, outcome("too-long", code, message, path)];
  if (code.startsWith("wasm-") || code === "version-clash") return [500, outcome("exception", code, "this call could not be answered")];
  const kinds: Record<string, string> = {
    "missing-field": "required", "not-json": "structure", "wrong-type": "structure", "unknown-field": "structure",
  };
  const status = code === "missing-field" && path.startsWith("prefetch") ? 412 : 400;
  return [status, outcome(kinds[code] ?? "value", code, message, path)];
}

/** An OperationOutcome; the fields are in the order that the module writes them in, so that the bytes are the same. */
function outcome(code: string, text: string, diagnostics: string, path = ""): string {
  const issue = { severity: "error", code, details: { text }, diagnostics, ...(path && { expression: [path] }) };
  return JSON.stringify({ resourceType: "OperationOutcome", issue: [issue] });
}

function allowed(request: Request, { origins = [] }: HandlerOptions): Record<string, string> {
  const origin = request.headers.get("origin");
  if (!origin || !(origins.includes(origin) || origins.includes("*"))) return {};
  return {
    "access-control-allow-origin": origins.includes("*") ? "*" : origin,
    "access-control-allow-headers": "authorization,content-type",
    "access-control-allow-methods": "GET,POST",
    vary: "origin",
  };
}
