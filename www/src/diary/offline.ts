import { scriptAddress } from "../worker/policy.js";

const WORKER = "sw.js";

/** Keeps the page for when there is no network; calls back with how to use a newer one, once one waits. */
export async function offline(ready: (use: () => void) => void): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  try {
    const registration = await navigator.serviceWorker.register(scriptAddress(new URL(WORKER, location.href)), { updateViaCache: "none" });
    const tell = (): void => {
      const { waiting } = registration;
      if (waiting && navigator.serviceWorker.controller) ready(() => use(waiting));
    };
    tell();
    registration.addEventListener("updatefound", () => {
      registration.installing?.addEventListener("statechange", tell);
    });
  } catch {
    // A frame or a browser without workers: the page works with a network.
  }
}

function use(waiting: ServiceWorker): void {
  navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
  waiting.postMessage("use");
}
