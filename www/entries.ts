import { readFileSync } from "node:fs";

interface Manifest {
  exports: Readonly<Record<string, { types: string; default: string }>>;
}

const { exports } = JSON.parse(readFileSync(new URL("package.json", import.meta.url), "utf8")) as Manifest;

/** The entries of the package, which `exports` in package.json lists: the name of each file, and its source. */
export const entries: Readonly<Record<string, string>> = Object.fromEntries(
  Object.values(exports).map(({ types, default: file }) => [
    file.replace(/^\.\/lib\/|\.js$/g, ""), types.replace(/^\.\/lib\/(.*)\.d\.ts$/, "src/$1.ts"),
  ]),
);
