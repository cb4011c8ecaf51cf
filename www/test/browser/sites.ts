import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

/** What answers a path: a page or script as text, or whatever a function does. */
export type Route = string | ((request: IncomingMessage, response: ServerResponse) => void);

/** A web site of its own origin on this machine, for as long as a test lasts. */
export interface Site {
  readonly origin: string;
  /** By path; set before a browser asks. */
  readonly routes: Map<string, Route>;
  /** Of every page; set before a browser asks. */
  policy: string;
  close(): Promise<void>;
}

const WWW = fileURLToPath(new URL("../../", import.meta.url));
const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css", ".json": "application/json",
  ".wasm": "application/wasm", ".svg": "image/svg+xml",
};

/** What the documentation recommends, with who may frame the page and whom it may frame and ask. */
export function policyOf(o: { ancestors?: string; frames?: string; connect?: string } = {}): string {
  return [
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; worker-src 'self'",
    "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types lit-html liangbing-loader",
    `connect-src 'self' ${o.connect ?? ""}`, `frame-src ${o.frames ?? "'none'"}`, `frame-ancestors ${o.ancestors ?? "'none'"}`,
  ].join("; ");
}

/** Starts a site that serves its routes, then what lies in a folder of www. */
export async function site(folder = "."): Promise<Site> {
  const routes = new Map<string, Route>();
  const held = { policy: policyOf() };
  const server: Server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://site").pathname;
    const route = routes.get(path);
    response.setHeader("Content-Security-Policy", held.policy);
    // A sandboxed frame has no origin: its own scripts count as foreign to it.
    response.setHeader("Access-Control-Allow-Origin", "*");
    response.setHeader("Cache-Control", "no-store");
    if (typeof route === "function") return route(request, response);
    if (route !== undefined) return void response.setHeader("Content-Type", TYPES[extname(path)] ?? "text/html; charset=utf-8").end(route);
    const asked = join(WWW, folder, normalize(path));
    const file = existsSync(asked) && statSync(asked).isDirectory() ? join(asked, "index.html") : asked;
    if (!file.startsWith(join(WWW, folder)) || !existsSync(file)) return void response.writeHead(404).end();
    response.setHeader("Content-Type", TYPES[extname(file)] ?? "application/octet-stream");
    createReadStream(file).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    routes,
    get policy() { return held.policy; },
    set policy(policy) { held.policy = policy; },
    close: () => new Promise((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    }),
  };
}

/** A page with one module script; nothing is written into the page itself, as the policy wants. */
export function pageWith(script: string, body = ""): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>t</title><link rel="icon" href="data:,">${body}<script type="module" src="${script}"></script></html>`;
}
