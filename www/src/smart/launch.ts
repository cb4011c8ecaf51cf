import type * as oauth4webapi from "oauth4webapi";
import { LiangbingError } from "../error.js";
import { fetchJson, isLoopback, LIMITS, refuse, secure } from "./server.js";
import { READ, type ResourceName, Session } from "./session.js";

/** `oauth4webapi`, which the host brings: `import * as oauth from "oauth4webapi"`. */
export type OAuth = Pick<
  typeof oauth4webapi,
  | "allowInsecureRequests" | "authorizationCodeGrantRequest" | "calculatePKCECodeChallenge" | "generateRandomCodeVerifier"
  | "generateRandomState" | "None" | "processAuthorizationCodeResponse" | "validateAuthResponse"
>;

export interface LaunchOptions {
  oauth: OAuth;
  /** As the app is registered with the server; a public client without a secret. */
  clientId: string;
  /** Where the server sends the user back to; the app's page if it is not this one. */
  redirectUri: string | URL;
  /** The FHIR servers that this app may be launched with, as their addresses begin; any other is refused. */
  servers: readonly string[];
  /** The server of a standalone launch; an EHR's launch says it in the address. */
  iss?: string;
  /** What to ask for; every type that the record is made of if not said. */
  resources?: readonly ResourceName[];
  /** Asks for Web Messaging too: `messaging/ui.*` and `messaging/scratchpad.create`. */
  messaging?: boolean;
  timeout?: number;
}

/** What waits in the tab's own storage while the user is at the server: no token, nothing of a patient. */
interface Pending {
  iss: string;
  issuer: string;
  token: string;
  verifier: string;
  redirectUri: string;
  at: number;
}

const KEY = "liangbing.smart.";
/** A login that takes longer is begun again. */
const LONGEST_LOGIN = 10 * 60_000;

/** The scopes of a launch: to read one patient, nothing to write, no refresh when the user is gone. */
export function scopesOf(o: Pick<LaunchOptions, "resources" | "messaging">, fromEhr: boolean): string {
  const read = (o.resources ?? READ).map((type) => `patient/${type}.rs`);
  const messaging = o.messaging ? ["messaging/ui.*", "messaging/scratchpad.create"] : [];
  return [fromEhr ? "launch" : "launch/patient", ...read, ...messaging].join(" ");
}

/**
 * Begins a launch: asks the server where it authorises, and leaves for there. An EHR's launch is read off this page's
 * address (`iss`, `launch`), a standalone one takes `iss` of the options.
 *
 * @throws LiangbingError `launch-refused` for a server that is not on the list, that has no PKCE, or that names an unsafe
 * address; `timeout`, `server-refused`, `not-json` where it does not answer as it should.
 */
export async function launch(o: LaunchOptions): Promise<never> {
  const asked = new URL(location.href).searchParams;
  const [iss, ticket] = [asked.get("iss") ?? o.iss, asked.get("launch")];
  if (iss === undefined) return refuse("launch-refused", "iss", "no server is named, neither by the launch nor by the page");
  if (!o.servers.includes(iss.replace(/\/$/, ""))) refuse("launch-refused", "iss", `\`${iss}\` is not on this app's list of servers`);
  const server = await discover(iss, o.timeout ?? LIMITS.timeout);
  const [state, verifier] = [o.oauth.generateRandomState(), o.oauth.generateRandomCodeVerifier()];
  const redirectUri = new URL(o.redirectUri, document.baseURI).href;
  const pending: Pending = { iss, issuer: server.issuer, token: server.token.href, verifier, redirectUri, at: Date.now() };
  store().setItem(KEY + state, JSON.stringify(pending));
  const to = server.authorize;
  const words = {
    response_type: "code", client_id: o.clientId, redirect_uri: redirectUri, scope: scopesOf(o, ticket !== null), state, aud: iss,
    code_challenge: await o.oauth.calculatePKCECodeChallenge(verifier), code_challenge_method: "S256", ...(ticket !== null && { launch: ticket }),
  };
  for (const [name, value] of Object.entries(words)) to.searchParams.set(name, value);
  location.assign(to);
  // The page is on its way out: whoever waits for this waits for the other page.
  return new Promise<never>(() => undefined);
}

async function discover(iss: string, timeout: number): Promise<{ issuer: string; authorize: URL; token: URL }> {
  const base = secure(iss, "iss");
  const url = new URL(`${base.href.replace(/\/$/, "")}/.well-known/smart-configuration`);
  const found = (await fetchJson(url, "smart-configuration", { timeout, letters: 1024 * 1024 })) as Readonly<Record<string, unknown>> | null;
  const methods = found?.["code_challenge_methods_supported"];
  if (!Array.isArray(methods) || !methods.includes("S256")) {
    refuse("launch-refused", "code_challenge_methods_supported", "the server does not say that it checks PKCE with S256");
  }
  const issuer = typeof found?.["issuer"] === "string" ? found["issuer"] : iss;
  return {
    issuer,
    authorize: secure(found?.["authorization_endpoint"], "authorization_endpoint"),
    token: secure(found?.["token_endpoint"], "token_endpoint"),
  };
}

/**
 * Ends a launch on the page that the server sends the user back to: checks the state, changes the code for a token, and
 * takes both out of the address. The token stays in the session that is answered and nowhere else.
 *
 * @throws LiangbingError `launch-refused` where nobody launched, another state comes back, the user or the server
 * refused, or no patient was chosen; `scope-refused` where the patient themself may not be read.
 */
export async function ready(o: Pick<LaunchOptions, "oauth" | "clientId" | "timeout">): Promise<Session> {
  const back = new URL(location.href);
  const pending = take(back.searchParams.get("state"));
  history.replaceState(null, "", back.pathname);
  const timeout = o.timeout ?? LIMITS.timeout;
  const authorization = { issuer: pending.issuer, token_endpoint: pending.token };
  const client = { client_id: o.clientId, token_endpoint_auth_method: "none" };
  try {
    const answered = o.oauth.validateAuthResponse(authorization, client, back, back.searchParams.get("state") ?? "");
    const response = await o.oauth.authorizationCodeGrantRequest(
      authorization, client, o.oauth.None(), answered, pending.redirectUri, pending.verifier,
      { signal: AbortSignal.timeout(timeout), [o.oauth.allowInsecureRequests]: isLoopback(new URL(pending.token)) },
    );
    const token = await o.oauth.processAuthorizationCodeResponse(authorization, client, response);
    return Session.of(pending.iss, token, timeout);
  } catch (error) {
    if (error instanceof LiangbingError) throw error;
    if (error instanceof DOMException && error.name === "TimeoutError") refuse("timeout", "token_endpoint", "the server gave no token in time", error);
    // The reason stays in `cause`: what a server writes there is not ours to show.
    return refuse("launch-refused", "token_endpoint", "the server gave no token", error);
  }
}

/** The tab's own storage; a page that may have none cannot remember what it launched. */
function store(): Storage {
  try {
    return sessionStorage;
  } catch (error) {
    return refuse("launch-refused", "sessionStorage", "this page may store nothing, not even while the user logs in", error);
  }
}

/** What waited for this state, once: a second answer with it finds nothing. */
function take(state: string | null): Pending {
  const text = state === null ? null : store().getItem(KEY + state);
  if (state === null || text === null) return refuse("launch-refused", "state", "no launch of this tab waits for this answer");
  store().removeItem(KEY + state);
  const pending = JSON.parse(text) as Pending;
  if (Date.now() - pending.at > LONGEST_LOGIN) refuse("launch-refused", "state", "the login took longer than ten minutes; launch again");
  return pending;
}
