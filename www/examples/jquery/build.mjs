// Nothing is built: the page and its two scripts are laid out in dist/ as a server of files would have them.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const { resolve } = createRequire(import.meta.url);
const from = "node_modules/liangbing";
const integrity = JSON.parse(readFileSync(`${from}/integrity.json`, "utf8"))["iife/liangbing.iife.js"];

mkdirSync("dist", { recursive: true });
copyFileSync(resolve("jquery").replace(/jquery[\w.]*\.js$/, "jquery.min.js"), "dist/jquery.min.js");
copyFileSync(`${from}/iife/liangbing.iife.js`, "dist/liangbing.iife.js");
for (const file of ["style.css", "page.js", "patient.json"]) copyFileSync(file, `dist/${file}`);
writeFileSync("dist/index.html", readFileSync("index.html", "utf8").replace("INTEGRITY", integrity));
