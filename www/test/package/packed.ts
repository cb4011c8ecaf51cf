import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const WWW = fileURLToPath(new URL("../..", import.meta.url));

/** The tarball that `npm run package` makes. */
export const TARBALL = join(WWW, "package/liangbing-0.1.0.tgz");

/** A project of its own with the tarball in it, installed without any network; the package's folder. */
export function installed(): { project: string; folder: string } {
  if (!existsSync(TARBALL)) throw new Error("www/package is missing; `npm run package` in www makes it");
  const project = mkdtempSync(join(tmpdir(), "liangbing-"));
  mkdirSync(project, { recursive: true });
  writeFileSync(join(project, "package.json"), JSON.stringify({ name: "host", private: true, type: "module" }));
  execFileSync("npm", ["install", "--offline", "--ignore-scripts", "--no-audit", "--no-fund", TARBALL], {
    cwd: project, stdio: ["ignore", "ignore", "pipe"],
  });
  return { project, folder: join(project, "node_modules/liangbing") };
}

/** Runs a module of JavaScript in that project with Node.js; what it prints. */
export function ran(project: string, script: string): string {
  const file = join(project, "host.mjs");
  writeFileSync(file, script);
  return execFileSync(process.execPath, [file], { cwd: project, encoding: "utf8" });
}

/** What the compiler says of a host's code in strict TypeScript, library declarations included; nothing if it is right. */
export function compiled(project: string, code: string): string {
  writeFileSync(join(project, "host.ts"), code);
  const options = ["--noEmit", "--strict", "--target", "es2022", "--module", "nodenext", "--lib", "es2023,dom,dom.iterable", "--types", ""];
  try {
    execFileSync(join(WWW, "node_modules/.bin/tsc"), [...options, "host.ts"], { cwd: project, encoding: "utf8" });
    return "";
  } catch (error) {
    return String((error as { stdout?: unknown }).stdout);
  }
}
