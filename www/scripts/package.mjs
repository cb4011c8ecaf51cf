// Makes the npm package: package/liangbing as it is published, and package/liangbing-VERSION.tgz.
// usage: npm run package, when `cargo xtask wasm` has built the modules
import { execFileSync } from "node:child_process";
import { copyFileSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { published } from "./package/manifest.mjs";
import { integrities, provenance } from "./package/proof.mjs";
import { copyTypes } from "./package/types.mjs";

const WWW = fileURLToPath(new URL("..", import.meta.url));
const STAGE = join(WWW, "package/liangbing");
const manifest = JSON.parse(readFileSync(join(WWW, "package.json"), "utf8"));

for (const module of ["pkg", "pkg-bluetooth", "pkg-edges", "pkg-equations", "pkg-forms", "pkg-overlays"]) {
  if (!existsSync(join(WWW, module))) throw new Error(`www/${module} is missing; \`cargo xtask wasm\` builds it`);
}

const run = (program, ...words) => execFileSync(join(WWW, "node_modules/.bin", program), words, { cwd: WWW, stdio: "inherit" });
const npm = (words, cwd) => execFileSync("npm", words, { cwd, stdio: ["ignore", "ignore", "inherit"] });
const json = (file, value) => writeFileSync(join(STAGE, file), `${JSON.stringify(value, null, 2)}\n`);

rmSync(join(WWW, "package"), { recursive: true, force: true });
mkdirSync(STAGE, { recursive: true });

npm(["run", "--silent", "build:lib"], WWW);
for (const mode of ["inline", "iife"]) run("vite", "build", "--logLevel", "warn", "--config", "vite.package.config.ts", "--mode", mode);
run("tsc", "--project", "tsconfig.package.json");

for (const folder of ["lib", "inline", "iife"]) cpSync(join(WWW, folder), join(STAGE, folder), { recursive: true });
const declared = [...Object.values(manifest.exports).map(({ types }) => types.replace("./lib/", "")), "iife.d.ts"];
copyTypes(join(WWW, "package/types/www/src"), join(STAGE, "lib"), declared, join(WWW, "../src/wasm/types.d.ts"), Object.keys(manifest.peerDependencies));

copyFileSync(join(WWW, "README.md"), join(STAGE, "README.md"));
copyFileSync(join(WWW, "../LICENSE"), join(STAGE, "LICENSE"));
copyFileSync(join(WWW, "custom-elements.json"), join(STAGE, "custom-elements.json"));
const schemas = join(WWW, "../schemas");
if (existsSync(schemas)) {
  mkdirSync(join(STAGE, "schemas"));
  for (const name of readdirSync(schemas).filter((file) => file.endsWith(".json"))) {
    copyFileSync(join(schemas, name), join(STAGE, "schemas", name));
  }
}
json("package.json", published(manifest, existsSync(schemas)));
json("provenance.json", await provenance(STAGE));
json("integrity.json", integrities(STAGE));

rmSync(join(WWW, "package/types"), { recursive: true });
npm(["pack", "--silent", "--pack-destination", ".."], STAGE);
console.log(`www/package/liangbing-${manifest.version}.tgz`);
