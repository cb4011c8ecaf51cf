import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Plugin, type Rolldown } from "vite";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

// Parts that the diary never asks for: FHIR, calculators, overlays and the profile apart.
const NOT_ASKED = /\/src\/(fhir|equations|overlays)\.ts$/;
// Parts that only a few ask for, too heavy to be kept before they do: the reader of tables, and that of sheets; the calculators.
const LATER = /^assets\/(equations|equations_bg|forms_bg|liangbing-worker-table|xlsx)-/;
const KEPT_FROM_PUBLIC = ["icon.svg", "diary/manifest.webmanifest"];

function digest(bytes: string | Uint8Array): string {
  return `sha256-${createHash("sha256").update(bytes).digest("base64")}`;
}

/** Files that the diary needs to start and to work, by what its chunks import. */
function needed(bundle: Rolldown.OutputBundle): string[] {
  const entry = Object.values(bundle).find((one) => one.type === "chunk" && one.isEntry && one.name === "diary");
  const files = new Set<string>(["diary/index.html"]);
  const walk = (name: string): void => {
    const chunk = bundle[name];
    if (files.has(name) || chunk?.type !== "chunk" || (chunk.facadeModuleId && NOT_ASKED.test(chunk.facadeModuleId))) return;
    files.add(name);
    for (const css of chunk.viteMetadata?.importedCss ?? []) files.add(css);
    // Whatever is built and named in a chunk is asked for by it.
    for (const [asset, one] of Object.entries(bundle)) {
      const file = asset.slice(asset.lastIndexOf("/") + 1);
      if (one.type === "asset" && !asset.endsWith(".rules") && chunk.code.includes(file)) files.add(asset);
    }
    [...chunk.imports, ...chunk.dynamicImports].forEach(walk);
  };
  if (entry) walk(entry.fileName);
  return [...files].sort();
}

/** Builds the diary's worker, which knows every file by its digest. */
export function offlineDiary(): Plugin {
  return {
    name: "liangbing-offline-diary",
    // From what was written: later steps of the build still change chunks.
    async writeBundle({ dir }, bundle) {
      const out = dir ?? here("dist");
      const digestOf = (name: string): string => digest(readFileSync(join(out, name)));
      const files = [...needed(bundle).filter((name) => !LATER.test(name)), ...KEPT_FROM_PUBLIC].map((name) => {
        const path = name === "diary/index.html" ? "./" : name.startsWith("diary/") ? `./${name.slice(6)}` : `../${name}`;
        return [path, digestOf(name)];
      });
      const later = Object.keys(bundle).filter((name) => LATER.test(name)).sort().map((name) => [digestOf(name), `../${name}`]);
      writeFileSync(join(out, "diary/sw.js"), await workerOf(files, later));
    },
  };
}

async function workerOf(files: string[][], later: string[][]): Promise<string> {
  const list = JSON.stringify(files);
  const more = JSON.stringify(later);
  const made = await build({
    configFile: false, logLevel: "silent", publicDir: false,
    define: { __FILES__: list, __LATER__: more, __BUILD__: JSON.stringify(digest(list + more).slice(7, 23)) },
    build: { write: false, target: "es2022", rolldownOptions: { input: here("src/diary/sw.ts"), output: { format: "iife" } } },
  });
  const [output] = Array.isArray(made) ? made : [made];
  const chunk = output && "output" in output ? output.output[0] : undefined;
  if (chunk?.type !== "chunk") throw new Error("the diary's worker was not built");
  return chunk.code;
}
