import type * as oauth4webapi from "oauth4webapi";
import type { FhirResource } from "../types.js";
import { Messaging } from "./messaging.js";
import { fetchJson, type Limits, LIMITS, refuse, secure } from "./server.js";

/** The types that a record is made of; nothing else is asked for. */
export const READ = [
  "Patient", "Condition", "Observation", "MedicationRequest", "AllergyIntolerance", "Procedure", "Encounter", "DiagnosticReport",
] as const;
export type ResourceName = (typeof READ)[number];

/** What was read: a bundle for `toRecord`, and what the launch does not let us know. */
export interface Fetched {
  bundle: FhirResource & { type: "collection"; entry: { resource: FhirResource }[] };
  /** Types that were not granted, or only in part. What else they hold is unknown, not absent. */
  notGranted: ResourceName[];
}

type Token = oauth4webapi.TokenEndpointResponse;

/** One patient on one server, for as long as the token lasts; the token is in memory only and is never shown. */
export class Session {
  /** The patient whom the launch chose. */
  readonly patient: string;
  /** What was granted, as the server says it. */
  readonly scope: string;
  /** Talks to the EHR's window; `null` where the launch offers no Web Messaging. */
  readonly messaging: Messaging | null;
  readonly #base: URL;
  readonly #limits: Limits;
  #token: string | null;
  /** By the monotonic clock, so that a clock put back does not lengthen it. */
  readonly #until: number;

  private constructor(base: URL, token: Token, patient: string, limits: Limits) {
    this.#base = base;
    this.#limits = limits;
    this.#token = token.access_token;
    this.#until = performance.now() + (token.expires_in ?? 3600) * 1000;
    this.patient = patient;
    this.scope = token.scope ?? "";
    this.messaging = Messaging.of(token);
  }

  /** A session of a token's answer; without a patient in it there is none. */
  static of(iss: string, token: Token, timeout: number): Session {
    const patient = token["patient"];
    if (typeof patient !== "string" || !/^[A-Za-z0-9\-.]{1,64}$/.test(patient)) {
      return refuse("launch-refused", "patient", "the launch chose no patient");
    }
    const base = secure(iss.endsWith("/") ? iss : `${iss}/`, "iss");
    const session = new Session(base, token, patient, { ...LIMITS, timeout });
    if (!session.granted("Patient")) refuse("scope-refused", "Patient", "the launch does not grant the patient");
    return session;
  }

  /**
   * Whether a type was granted to be read and searched, in either spelling of SMART's versions; `wholly` leaves out grants
   * of a part, such as one category of observations.
   */
  granted(type: ResourceName, wholly = false): boolean {
    return this.scope.split(/\s+/).some((scope) => {
      const [, of, may, part] = /^(?:patient|user|system)\/(\*|[A-Za-z]+)\.(\*|read|c?ru?d?s?)(\?.*)?$/.exec(scope) ?? [];
      return (!wholly || part === undefined) && (of === "*" || of === type) && (may === "*" || may === "read" || /r.*s/.test(may ?? "") || (type === "Patient" && may === "r"));
    });
  }

  /**
   * Reads the patient's resources, page by page.
   *
   * @throws LiangbingError `token-expired`, `scope-refused`, `timeout`, `server-refused`, `not-json` with the type as
   * path; `wrong-patient` where a resource is another's; `too-large` beyond the limits. Nothing of what was read before
   * is handed out then: half a record looks like a whole one.
   */
  async read(limits: Partial<Limits> = {}): Promise<Fetched> {
    const asked = { ...this.#limits, ...limits };
    const granted = READ.filter((type) => this.granted(type));
    const patient = await this.#json(this.#at(`Patient/${this.patient}`), "Patient", asked);
    if (!isResource(patient) || patient.resourceType !== "Patient") refuse("server-refused", "Patient", "the server answered no Patient");
    const found: FhirResource[] = [patient as FhirResource];
    if (found[0]?.["id"] !== this.patient) refuse("wrong-patient", "Patient", "the server answered another patient than the launch chose");
    const budget = { ...asked };
    for (const type of granted) {
      if (type !== "Patient") found.push(...(await this.#search(type, budget)));
    }
    return {
      bundle: { resourceType: "Bundle", type: "collection", entry: found.map((resource) => ({ resource })) },
      notGranted: READ.filter((type) => !this.granted(type, true)),
    };
  }

  /** Forgets the token. */
  close(): void {
    this.#token = null;
    this.messaging?.close();
  }

  #at(path: string): URL {
    return new URL(path, this.#base);
  }

  async #json(url: URL, path: string, budget: Limits): Promise<unknown> {
    if (this.#token === null || performance.now() >= this.#until) {
      this.#token = null;
      return refuse("token-expired", path, "the launch's hour is over; launch again");
    }
    return fetchJson(url, path, { timeout: budget.timeout, letters: budget.letters, token: this.#token });
  }

  async #search(type: ResourceName, budget: Limits): Promise<FhirResource[]> {
    const found: FhirResource[] = [];
    let next: URL | undefined = this.#at(`${type}?patient=${this.patient}&_count=200`);
    for (let page = 0; next; page += 1) {
      if (page >= budget.pages) refuse("too-large", type, `the search has more than ${budget.pages} pages`);
      const bundle: unknown = await this.#json(next, type, budget);
      if (!isResource(bundle) || bundle.resourceType !== "Bundle") return refuse("server-refused", type, "the server answered no Bundle");
      for (const resource of resourcesOf(bundle)) {
        // A server tells of its own troubles in between; they are no facts of a patient.
        if (resource.resourceType === "OperationOutcome") continue;
        this.#ours(resource, type);
        found.push(resource);
      }
      budget.letters -= JSON.stringify(bundle).length;
      budget.resources -= resourcesOf(bundle).length;
      if (budget.resources < 0 || budget.letters < 0) refuse("too-large", type, "the patient has more data than one record may hold");
      next = this.#next(bundle, type);
    }
    return found;
  }

  /** A resource of another patient ends the reading: a mixed record is worse than none. */
  #ours(resource: FhirResource, type: ResourceName): void {
    if (resource.resourceType !== type) return;
    const who = (resource["subject"] ?? resource["patient"]) as { reference?: unknown } | undefined;
    const reference = typeof who?.reference === "string" ? who.reference.replace(/\/_history\/.*$/, "") : "";
    const own = `Patient/${this.patient}`;
    if (reference !== own && reference !== this.#at(own).href) {
      refuse("wrong-patient", type, "the server answered a resource of another patient");
    }
  }

  // The token goes where the launch went, never to an address that an answer names.
  #next(bundle: FhirResource, type: ResourceName): URL | undefined {
    const links = Array.isArray(bundle["link"]) ? (bundle["link"] as { relation?: unknown; url?: unknown }[]) : [];
    const url = links.find(({ relation }) => relation === "next")?.url;
    if (url === undefined) return undefined;
    const next = new URL(String(url), this.#base);
    if (next.origin !== this.#base.origin) refuse("server-refused", type, "the next page is on another server");
    return next;
  }
}

function isResource(value: unknown): value is FhirResource {
  return typeof value === "object" && value !== null && typeof (value as FhirResource).resourceType === "string";
}

function resourcesOf(bundle: FhirResource): FhirResource[] {
  const entries = Array.isArray(bundle["entry"]) ? (bundle["entry"] as { resource?: unknown }[]) : [];
  return entries.map(({ resource }) => resource).filter(isResource);
}
