import { LiangbingError } from "../error.js";
import type { ErrorCode } from "../types.js";

/** What is read of a server, and how long is waited for it. */
export interface Limits {
  /** Milliseconds for one answer. */
  timeout: number;
  /** Pages of one search. */
  pages: number;
  /** Resources altogether. */
  resources: number;
  /** Letters of JSON altogether, 20 MB as a bundle may have. */
  letters: number;
}

export const LIMITS: Limits = { timeout: 10_000, pages: 50, resources: 20_000, letters: 20 * 1024 * 1024 };

export function refuse(code: ErrorCode, path: string, message: string, cause?: unknown): never {
  throw new LiangbingError(code, path, message, cause === undefined ? undefined : { cause });
}

/** The port of this machine alone, where a developer has no certificate. */
export function isLoopback(url: URL): boolean {
  return url.protocol === "http:" && ["127.0.0.1", "[::1]", "localhost"].includes(url.hostname);
}

/** An address that tokens and patients may go to: `https:`, or this machine's own. */
export function secure(address: unknown, path: string): URL {
  let url: URL;
  try {
    url = new URL(address as string);
  } catch {
    return refuse("launch-refused", path, `\`${String(address)}\` is no address`);
  }
  const plain = url.username === "" && url.password === "" && url.hash === "";
  if (!plain || (url.protocol !== "https:" && !isLoopback(url))) {
    refuse("launch-refused", path, `\`${url.origin}\` is not safe; an \`https:\` address is expected`);
  }
  return url;
}

/**
 * One answer as JSON, within the time. The status becomes a code: 401 `token-expired`, 403 `scope-refused`, all others
 * `server-refused`; a body that is no JSON `not-json`.
 */
export async function fetchJson(url: URL, path: string, o: { timeout: number; letters?: number; token?: string }): Promise<unknown> {
  const abort = AbortSignal.timeout(o.timeout);
  try {
    const response = await fetch(url, {
      headers: { Accept: "application/fhir+json, application/json;q=0.9", ...(o.token && { Authorization: `Bearer ${o.token}` }) },
      // Neither cookies nor caches nor addresses of ours, and no way to another server with the token.
      credentials: "omit", cache: "no-store", referrerPolicy: "no-referrer", redirect: "error", signal: abort,
    });
    if (response.status === 401) refuse("token-expired", path, "the server takes the token no more; launch again");
    if (response.status === 403) refuse("scope-refused", path, `the server does not let this launch read \`${path}\``);
    if (!response.ok) refuse("server-refused", path, `the server answered ${response.status}`);
    return judgedJson(await limited(response, path, o.letters ?? LIMITS.letters), path);
  } catch (error) {
    if (error instanceof LiangbingError) throw error;
    if (abort.aborted) refuse("timeout", path, `the server did not answer within ${o.timeout} ms`, error);
    return refuse("server-refused", path, "the server cannot be reached", error);
  }
}

function judgedJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    return refuse("not-json", path, "the server's answer is no JSON", error);
  }
}

// Read piece by piece, so that an answer without end is cut off.
async function limited(response: Response, path: string, most: number): Promise<string> {
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  let text = "";
  for (;;) {
    const piece = await reader?.read();
    if (!piece || piece.done) return text + decoder.decode();
    text += decoder.decode(piece.value, { stream: true });
    if (text.length > most) {
      await reader?.cancel();
      refuse("too-large", path, `the answer has more than ${most} letters`);
    }
  }
}
