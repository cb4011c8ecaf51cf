// The worker's address, the only one that the policy lets through.
const WORKER = "sw.js";

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string };
}

// Where a host enforces Trusted Types, an address of a script must come from a policy that it allows.
function trusted(url: string): string {
  const types = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes;
  const createScriptURL = (asked: string): string => {
    if (asked !== WORKER) throw new TypeError("only the diary's own worker is loaded");
    return asked;
  };
  return types ? types.createPolicy("liangbing-loader", { createScriptURL }).createScriptURL(url) : createScriptURL(url);
}

/** Keeps the page for when there is no network; calls back with how to use a newer one, once one waits. */
export async function offline(ready: (use: () => void) => void): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  try {
    const registration = await navigator.serviceWorker.register(trusted(WORKER), { updateViaCache: "none" });
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
