import { existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";

/** The policy of `cargo xtask serve`, which a careful host would send; the test of this file holds them together. */
export const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; "
  + "connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; "
  + "frame-ancestors 'self'; require-trusted-types-for 'script'; trusted-types lit-html liangbing-loader";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8", ".wasm": "application/wasm",
};

export interface Served {
  /** Such as `http://127.0.0.1:40123/`. */
  address: string;
  close(): Promise<void>;
}

/** What is served at a path: text or bytes of its own, nothing at all, or else a file of the folder. */
export type Pages = Readonly<Record<string, string | Uint8Array | null>>;

/** Serves a folder, and pages that need no file, each with a policy of its own. */
export async function serve(folder: string, o: { policy?: string | ((path: string) => string); pages?: Pages; types?: Readonly<Record<string, string>> } = {}): Promise<Served> {
  const policyOf = (path: string): string => (typeof o.policy === "function" ? o.policy(path) : o.policy ?? POLICY);
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://host").pathname;
    const named = path.endsWith("/") ? `${path}index.html` : path;
    const own = o.pages?.[path] ?? o.pages?.[named];
    const file = join(folder, normalize(named));
    const isThere = o.pages?.[path] !== null && existsSync(file) && statSync(file).isFile();
    const found = own ?? (isThere ? readFileSync(file) : undefined);
    response.writeHead(found === undefined ? 404 : 200, {
      "content-type": o.types?.[path] ?? TYPES[extname(named)] ?? "application/octet-stream",
      "content-security-policy": policyOf(path),
      "x-content-type-options": "nosniff", "referrer-policy": "no-referrer", "cache-control": "no-cache",
    });
    response.end(found ?? "not found\n");
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}/`,
    close: () => new Promise((done) => {
      server.close(() => done());
      server.closeAllConnections();
    }),
  };
}
