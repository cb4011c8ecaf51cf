// Times one assessment as a page sees it: record text in, an object of JavaScript out, with its cards.
// Both ways across are timed, the object that the core builds and JSON text parsed here. Everything runs
// in turns, and each median is also told as a multiple of parsing and writing the answer's own JSON, so
// that a slow machine does not look like a slow core.
import { readFileSync } from "node:fs";
import { Engine, initSync } from "../pkg-bench/liangbing.js";

const WARM_UP = 300;
const CALLS = 200;
const WANTED = 300;

initSync({ module: new WebAssembly.Module(readFileSync(new URL("../pkg-bench/liangbing_bg.wasm", import.meta.url))) });
const engine = new Engine();
const record = readFileSync(new URL("record.json", import.meta.url), "utf8");
const options = JSON.stringify({ asOf: "2026-11-21", locale: "en" });
const answer = engine.assessText(record, options);
const { cards } = JSON.parse(answer);
if (cards.length === 0 || answer !== JSON.stringify(engine.assess(record, options))) {
  throw new Error("the two ways across do not carry the same answer with cards");
}

const work = {
  "object, as the page gets it": () => engine.assess(record, options),
  "JSON text, parsed": () => JSON.parse(engine.assessText(record, options)),
  "JSON text, not parsed": () => engine.assessText(record, options),
  "baseline: its JSON parsed and written": () => JSON.stringify(JSON.parse(answer)),
};
const times = Object.fromEntries(Object.keys(work).map((name) => [name, []]));
for (let round = 0; round < WARM_UP + CALLS; round += 1) {
  for (const [name, call] of Object.entries(work)) {
    const start = performance.now();
    call();
    if (round >= WARM_UP) times[name].push((performance.now() - start) * 1000);
  }
}
const median = (list) => list.sort((a, b) => a - b)[Math.floor(list.length / 2)];
const medians = Object.entries(times).map(([name, list]) => [name, median(list)]);
const [, baseline] = medians.at(-1);
console.log(`assess in Node, ${cards.length} cards, ${answer.length} characters of JSON, wanted under ${WANTED} us:`);
for (const [name, time] of medians) {
  console.log(`${name}: ${time.toFixed(0)} us, ${(time / baseline).toFixed(1)} times the baseline`);
}
