import { remove } from "../store/browser.js";
import type { DiaryStore } from "../store/types.js";

/** Clears a shared computer: the diary with its database, the page kept for no network, and whatever else its origin kept. */
export async function leave(store: DiaryStore): Promise<void> {
  await store.wipe();
  store.close();
  if (store.keeps === "browser") await remove();
  if ("caches" in globalThis) {
    const own = (await caches.keys()).filter((name) => name.startsWith("liangbing-diary "));
    await Promise.all(own.map((name) => caches.delete(name)));
  }
  for (const one of (await navigator.serviceWorker?.getRegistrations?.()) ?? []) {
    if (new URL(one.scope).pathname.endsWith("/diary/")) await one.unregister();
  }
}
