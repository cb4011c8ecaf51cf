// Times a sensor's year as a page gives it: numbers in, every figure out. Each median is also told as a
// multiple of sorting the same numbers, so that a slow machine does not look like a slow core.
import { readFileSync } from "node:fs";
import { initSync, sensor } from "../pkg-equations/equations.js";

const READINGS = 105_120;
const ROUNDS = 25;
const WANTED = 30;

initSync({ module: new WebAssembly.Module(readFileSync(new URL("../pkg-equations/equations_bg.wasm", import.meta.url))) });
const time = Uint32Array.from({ length: READINGS }, (_, i) => 1_735_689_600 + i * 300);
const mgDl = Float64Array.from(time, (_, i) => Math.round(140 + 60 * Math.sin(i / 46) + ((i * 7919) % 41) - 20));
const mmolL = mgDl.map((value) => Math.round((value / 18.0156) * 10) / 10);

const work = {
  "in mg/dL": () => sensor(time, mgDl, false),
  "in mmol/L": () => sensor(time, mmolL, true),
  "baseline: the numbers sorted": () => mgDl.slice().sort(),
};
const times = Object.fromEntries(Object.keys(work).map((name) => [name, []]));
for (let round = 0; round < ROUNDS; round += 1) {
  for (const [name, call] of Object.entries(work)) {
    const start = performance.now();
    call();
    times[name].push(performance.now() - start);
  }
}
const medians = Object.entries(times).map(([name, list]) => [name, list.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)]]);
const [, baseline] = medians.at(-1);
console.log(`a sensor's year in Node, ${READINGS} readings, wanted under ${WANTED} ms:`);
for (const [name, took] of medians) console.log(`${name}: ${took.toFixed(1)} ms, ${(took / baseline).toFixed(1)} times the baseline`);
