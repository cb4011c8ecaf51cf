// What a host can check: the digest of every file, and what the modules are made of.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { pathToFileURL } from "node:url";

/** Every file below a folder, by its path with slashes, sorted. */
export function files(folder, below = folder) {
  return readdirSync(below, { withFileTypes: true }).flatMap((entry) => {
    const path = join(below, entry.name);
    return entry.isDirectory() ? files(folder, path) : [relative(folder, path).split(sep).join("/")];
  }).sort();
}

/** A digest as `integrity` of a script takes it. */
export const integrity = (bytes) => `sha384-${createHash("sha384").update(bytes).digest("base64")}`;

export const sha256 = (bytes) => `sha256:${createHash("sha256").update(bytes).digest("hex")}`;

/** The digest of every file but the one that lists them. */
export function integrities(folder) {
  const listed = files(folder).filter((file) => file !== "integrity.json");
  return Object.fromEntries(listed.map((file) => [file, integrity(readFileSync(join(folder, file)))]));
}

/** The modules' digests, and the stamp that the packed core gives of itself. */
export async function provenance(folder) {
  const { load } = await import(pathToFileURL(join(folder, "lib/liangbing.js")).href);
  const engine = await load({ fhir: false, equations: false });
  const { engine: version, guidelines, digest } = engine.stamp;
  const modules = files(folder).filter((file) => /\.(wasm|rules)$/.test(file));
  return {
    engine: version, guidelines, digest,
    modules: Object.fromEntries(modules.map((file) => [file, sha256(readFileSync(join(folder, file)))])),
    build: "cargo xtask package",
  };
}
