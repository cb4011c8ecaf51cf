import { readFileSync } from "node:fs";

interface Manifest {
  exports: Readonly<Record<string, { types: string; default: string }>>;
}

const { exports } = JSON.parse(readFileSync(new URL("package.json", import.meta.url), "utf8")) as Manifest;

/** The entries of the package, which `exports` in package.json lists: the name of each file, and its source. */
const all: Readonly<Record<string, string>> = Object.fromEntries(
  Object.values(exports).map(({ types, default: file }) => [
    file.replace(/^\.\/lib\/|\.js$/g, ""), types.replace(/^\.\/lib\/(.*)\.d\.ts$/, "src/$1.ts"),
  ]),
);

/** The diary with its chart, and the round, are built apart, since the panel would grow by what they share. */
const { diary, chart, round, "round-element": element, ...others } = all;
if (!diary || !chart || !round || !element) throw new Error("package.json exports no diary, no chart or no round");

export const entries = others;
export const diaryEntry = { diary, chart };
export const roundEntry = { round, "round-element": element };
