import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { site, type Site } from "./sites.js";

type Resource = Readonly<Record<string, unknown>> & { resourceType: string };

/** How the next launch goes; a test changes what it is about. */
export interface Behaviour {
  scope: string;
  patient: string | null;
  expiresIn: number;
  methods: readonly string[];
  /** What the authorisation answers instead of a code. */
  denied: string | null;
  /** The token endpoint's status. */
  tokenStatus: number;
  messagingOrigin: string | null;
  messagingHandle: string | null;
  /** By type: what a search or read answers instead. */
  instead: Map<string, (request: IncomingMessage, response: ServerResponse) => void>;
  data: Resource[];
}

/** What the server saw. */
export interface Seen {
  authorized: URLSearchParams[];
  pkce: boolean[];
  reads: string[];
}

export const TOKEN = "the-secret-token";
export const HANDLE = "the-handle";
const READS = ["Patient", "Condition", "Observation", "MedicationRequest", "AllergyIntolerance", "Procedure", "Encounter", "DiagnosticReport"];
export const GRANTED = READS.map((type) => `patient/${type}.rs`).join(" ");

function bloodPressure(id: string, day: string, systolic: number, patient = "p1"): Resource {
  const part = (code: string, value: number) => ({
    code: { coding: [{ system: "http://loinc.org", code }] }, valueQuantity: { value, unit: "mmHg", system: "http://unitsofmeasure.org", code: "mm[Hg]" },
  });
  return {
    resourceType: "Observation", id, status: "final", subject: { reference: `Patient/${patient}` }, effectiveDateTime: day,
    code: { coding: [{ system: "http://loinc.org", code: "85354-9" }] }, component: [part("8480-6", systolic), part("8462-4", 112)],
  };
}

export const DATA: readonly Resource[] = [
  { resourceType: "Patient", id: "p1", gender: "female", birthDate: "1958-03-02", name: [{ text: "Secret Person" }] },
  {
    resourceType: "Condition", id: "c1", subject: { reference: "Patient/p1" },
    code: { coding: [{ system: "http://snomed.info/sct", code: "38341003" }] },
    clinicalStatus: { coding: [{ code: "active" }] }, verificationStatus: { coding: [{ code: "confirmed" }] },
  },
  bloodPressure("o1", "2026-11-19T08:00:00+08:00", 150), bloodPressure("o2", "2026-11-20T08:00:00+08:00", 186),
];

export function other(): Resource {
  return bloodPressure("o9", "2026-11-20", 120, "p2");
}

/** An authorisation server and a FHIR server in one, on this machine: it checks PKCE, and remembers what was asked. */
export async function fakeServer(): Promise<Site & { fhir: string; how: Behaviour; seen: Seen; reset(): void }> {
  const own = await site();
  const fhir = `${own.origin}/fhir`;
  const seen: Seen = { authorized: [], pkce: [], reads: [] };
  const how = {} as Behaviour;
  const reset = (): void => {
    Object.assign(how, {
      scope: `launch ${GRANTED}`, patient: "p1", expiresIn: 3600, methods: ["S256"], denied: null, tokenStatus: 200, messagingOrigin: null, messagingHandle: HANDLE,
      instead: new Map(), data: [...DATA],
    } satisfies Behaviour);
    for (const list of [seen.authorized, seen.pkce, seen.reads]) list.length = 0;
  };
  reset();
  const challenges = new Map<string, string>();
  const json = (response: ServerResponse, value: unknown, status = 200): void => {
    response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(value));
  };
  own.routes.set("/fhir/.well-known/smart-configuration", (_, response) => json(response, {
    issuer: fhir, authorization_endpoint: `${own.origin}/authorize`, token_endpoint: `${own.origin}/token`,
    code_challenge_methods_supported: how.methods, capabilities: ["launch-ehr", "launch-standalone", "client-public"],
  }));
  own.routes.set("/authorize", (request, response) => {
    const asked = new URL(request.url ?? "", own.origin).searchParams;
    seen.authorized.push(asked);
    const back = new URL(asked.get("redirect_uri") ?? "");
    const code = `code-${seen.authorized.length}`;
    challenges.set(code, asked.get("code_challenge") ?? "");
    if (how.denied) back.searchParams.set("error", how.denied);
    else back.searchParams.set("code", code);
    back.searchParams.set("state", asked.get("state") ?? "");
    response.writeHead(302, { Location: back.href }).end();
  });
  own.routes.set("/token", (request, response) => void token(request, response));
  async function token(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = "";
    for await (const piece of request) text += String(piece);
    const form = new URLSearchParams(text);
    const hash = createHash("sha256").update(form.get("code_verifier") ?? "").digest("base64url");
    const good = challenges.get(form.get("code") ?? "") === hash;
    challenges.delete(form.get("code") ?? "");
    seen.pkce.push(good);
    if (!good || how.tokenStatus !== 200) return json(response, { error: "invalid_grant" }, good ? how.tokenStatus : 400);
    json(response, {
      access_token: TOKEN, token_type: "Bearer", expires_in: how.expiresIn, scope: how.scope, ...(how.patient && { patient: how.patient }),
      ...(how.messagingOrigin && { smart_web_messaging_handle: how.messagingHandle, smart_web_messaging_origin: how.messagingOrigin }),
    });
  }
  const resource = (type: string) => (request: IncomingMessage, response: ServerResponse): void => {
    response.setHeader("Access-Control-Allow-Headers", "authorization");
    if (request.method === "OPTIONS") return void response.writeHead(204).end();
    seen.reads.push(request.url ?? "");
    const instead = how.instead.get(type);
    if (instead) return instead(request, response);
    if (request.headers.authorization !== `Bearer ${TOKEN}`) return json(response, {}, 401);
    if (type === "Patient") return json(response, how.data.find(({ resourceType }) => resourceType === "Patient"));
    // One a page, so that every list is turned over.
    const found = how.data.filter(({ resourceType }) => resourceType === type);
    const page = Number(new URL(request.url ?? "", own.origin).searchParams.get("page") ?? 0);
    const next = page + 1 < found.length ? [{ relation: "next", url: `${fhir}/${type}?patient=p1&page=${page + 1}` }] : [];
    json(response, { resourceType: "Bundle", type: "searchset", link: next, entry: found.slice(page, page + 1).map((one) => ({ resource: one })) });
  };
  for (const type of READS) own.routes.set(type === "Patient" ? "/fhir/Patient/p1" : `/fhir/${type}`, resource(type));
  return Object.assign(own, { fhir, how, seen, reset });
}
