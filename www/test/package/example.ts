import { execFile, execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { TARBALL } from "./packed.js";

const run = promisify(execFile);

export const EXAMPLES = fileURLToPath(new URL("../../examples", import.meta.url));

interface Lock {
  packages: Record<string, { dependencies?: Record<string, string>; integrity?: string }>;
}

const read = (file: string): string => readFileSync(file, "utf8");

/** An example's lock file without our package, whose digest every build changes. */
export function lockOf(name: string): Lock {
  const lock = JSON.parse(read(join(EXAMPLES, name, "package-lock.json"))) as Lock;
  delete lock.packages["node_modules/liangbing"];
  delete lock.packages[""]?.dependencies?.["liangbing"];
  return lock;
}

/** Other people's packages as the lock file says, once for a machine; the folder that holds `node_modules`. */
function libraries(name: string): string {
  const lock = `${JSON.stringify(lockOf(name), null, 2)}\n`;
  const key = createHash("sha256").update(lock).digest("hex").slice(0, 16);
  const cache = process.env["LIANGBING_EXAMPLES"] ?? join(homedir(), ".cache/liangbing/examples");
  const folder = join(cache, `${name}-${key}`);
  if (existsSync(folder)) return folder;
  mkdirSync(cache, { recursive: true });
  // Beside its final place, so that a half installed one is never taken for whole.
  const fresh = mkdtempSync(join(cache, `.${name}-`));
  const manifest = JSON.parse(read(join(EXAMPLES, name, "package.json"))) as { dependencies: Record<string, string> };
  delete manifest.dependencies["liangbing"];
  writeFileSync(join(fresh, "package.json"), JSON.stringify(manifest));
  writeFileSync(join(fresh, "package-lock.json"), lock);
  try {
    execFileSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: fresh, stdio: ["ignore", "ignore", "pipe"] });
  } catch (cause) {
    rmSync(fresh, { recursive: true });
    const why = String((cause as { stderr?: unknown }).stderr).split("\n").filter((line) => /^npm error (?!code|syscall|errno|A complete)./.test(line));
    throw new Error(`the packages of examples/${name} could not be installed (${why[0] ?? "npm failed"}), so it was not checked`);
  }
  try {
    renameSync(fresh, folder);
  } catch {
    // Somebody else was first.
    rmSync(fresh, { recursive: true });
  }
  return folder;
}

/**
 * An example as somebody has it who followed its README: a copy, the tarball installed in it, other packages above it.
 * Its folder.
 */
export function prepared(name: string): string {
  const source = join(EXAMPLES, name);
  const needs = Object.keys(lockOf(name).packages).length > 1;
  const folder = mkdtempSync(join(needs ? libraries(name) : tmpdir(), "build-"));
  // The tarball alone and without a network: what it needs would be missed here.
  writeFileSync(join(folder, "package.json"), '{ "private": true }');
  execFileSync("npm", ["install", "--offline", "--ignore-scripts", "--no-audit", "--no-fund", TARBALL], {
    cwd: folder, stdio: ["ignore", "ignore", "pipe"],
  });
  const left = new Set(["node_modules", "dist", "package-lock.json"]);
  for (const entry of readdirSync(source).filter((file) => !left.has(file))) {
    cpSync(join(source, entry), join(folder, entry), { recursive: true });
  }
  return folder;
}

/** Runs the example's own build; the folder of what it made. */
export async function built(name: string, folder: string): Promise<string> {
  const above = join(folder, "../node_modules/.bin");
  const path = [above, process.env["PATH"] ?? ""].join(delimiter);
  try {
    await run("npm", ["run", "--silent", "build"], {
      cwd: folder, env: { ...process.env, PATH: path, NG_CLI_ANALYTICS: "false", CI: "1" },
    });
  } catch (cause) {
    const { stdout, stderr } = cause as { stdout?: unknown; stderr?: unknown };
    throw new Error(`examples/${name} does not build:\n${String(stdout)}${String(stderr)}`);
  }
  return join(folder, "dist");
}
