/// <reference lib="webworker" />
// Keeps exactly the built files of the diary, each checked against its digest, and answers with them first.

/** Every file with its digest, written in when the pages are built: `["../assets/x.js", "sha256-…"]`. */
declare const __FILES__: readonly (readonly [string, string])[];
/** Files that few ask for, such as the reader of tables: kept, checked alike, once they were used. Digest first. */
declare const __LATER__: readonly (readonly [string, string])[];
/** A digest of all of these. */
declare const __BUILD__: string;

const worker = globalThis as unknown as ServiceWorkerGlobalScope;
const CACHE = `liangbing-diary ${__BUILD__}`;

async function keep(): Promise<void> {
  const cache = await caches.open(CACHE);
  const put = async ([path, integrity]: readonly [string, string]): Promise<void> => {
    // Another file than the one that was built fails the whole: the page before stays.
    const answer = await fetch(path, { cache: "reload", credentials: "same-origin", integrity });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
    await cache.put(new URL(path, worker.location.href).href, answer);
  };
  try {
    await Promise.all(__FILES__.map(put));
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

async function tidy(): Promise<void> {
  const old = (await caches.keys()).filter((name) => name.startsWith("liangbing-diary ") && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
}

/** A file of the second list, fetched once; nothing where it is none of them or is not the one that was built. */
async function later(pathname: string): Promise<Response | undefined> {
  const found = __LATER__.find(([, path]) => new URL(path, worker.location.href).pathname === pathname);
  if (!found) return undefined;
  const [integrity, path] = found;
  const answer = await fetch(path, { credentials: "same-origin", integrity });
  if (answer.ok) await (await caches.open(CACHE)).put(new URL(path, worker.location.href).href, answer.clone());
  return answer;
}

async function answer(request: Request): Promise<Response> {
  const { origin, pathname } = new URL(request.url);
  const page = request.mode === "navigate";
  const kept = await (await caches.open(CACHE)).match(page ? new URL("./", worker.location.href).href : origin + pathname);
  return kept ?? (await later(pathname)) ?? fetch(request);
}

worker.addEventListener("install", (event) => event.waitUntil(keep()));
worker.addEventListener("activate", (event) => event.waitUntil(tidy()));
worker.addEventListener("message", ({ data }) => {
  // Only when the reader has said so.
  if (data === "use") void worker.skipWaiting();
});
worker.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method === "GET" && new URL(request.url).origin === worker.location.origin) event.respondWith(answer(request));
});

export {};
