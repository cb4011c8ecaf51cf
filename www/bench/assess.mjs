// Times one assessment as a page sees it: record text in, an object of JavaScript out, with its cards, once with every
// section and once with what a page of prompts shows; and beside it the colour alone, as a list asks for it. Everything runs in turns, and each median is also told as a
// multiple of parsing and writing the answer's own JSON, so that a slow machine does not look like a slow core.
import { readFileSync } from "node:fs";
import { Engine, initSync } from "../pkg/liangbing.js";

const WARM_UP = 300;
const CALLS = 200;
const WANTED = { time: 300, size: 12 * 1024 };

initSync({ module: new WebAssembly.Module(readFileSync(new URL("../pkg/liangbing_bg.wasm", import.meta.url))) });
const engine = new Engine();
const record = readFileSync(new URL("record.json", import.meta.url), "utf8");
const median = (list) => list.sort((a, b) => a - b)[Math.floor(list.length / 2)];

for (const [name, sections] of [["every section", undefined], ["prompts alone", []]]) {
  const options = JSON.stringify({ asOf: "2026-11-21", locale: "en", sections });
  const answer = engine.assess(record, options);
  const { cards } = JSON.parse(answer);
  if (cards.length === 0) throw new Error("an answer without cards is no work");
  const work = {
    "as the page gets it": () => JSON.parse(engine.assess(record, options)),
    "its text alone": () => engine.assess(record, options),
    "its colour alone": () => engine.colour(record, options),
    "baseline: its JSON parsed and written": () => JSON.stringify(JSON.parse(answer)),
  };
  const times = Object.fromEntries(Object.keys(work).map((step) => [step, []]));
  for (let round = 0; round < WARM_UP + CALLS; round += 1) {
    for (const [step, call] of Object.entries(work)) {
      const start = performance.now();
      call();
      if (round >= WARM_UP) times[step].push((performance.now() - start) * 1000);
    }
  }
  const medians = Object.entries(times).map(([step, list]) => [step, median(list)]);
  const [, baseline] = medians.at(-1);
  const bytes = Buffer.byteLength(answer);
  console.log(`assess in Node, ${name}: ${cards.length} cards, ${bytes} bytes; with prompts alone wanted under ${WANTED.time} us and ${WANTED.size} bytes`);
  for (const [step, time] of medians) console.log(`  ${step}: ${time.toFixed(0)} us, ${(time / baseline).toFixed(1)} times the baseline`);
}
