// Times a keystroke in the encounter's form until its colour is in the page, in a real browser on the built pages, and beside
// it in turns what the engine takes of that and, as a baseline, the same record read and written as JSON. Wanted: under 16 ms.
// LIANGBING_URL says where the pages are served (`cargo xtask demo`); without it there is nothing to time.
import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

const address = process.env["LIANGBING_URL"];
if (!address) {
  console.log("keystroke to colour: not timed; serve the pages with `cargo xtask demo` and set LIANGBING_URL");
  process.exit(0);
}
const executablePath = [process.env["CHROMIUM"], "/usr/bin/chromium", "/usr/bin/google-chrome"].find((path) => path && existsSync(path));
const browser = await chromium.launch({ ...(executablePath && { executablePath }), args: ["--no-sandbox", "--disable-gpu"] });
const page = await browser.newPage();
await page.goto(address);
await page.locator("[data-patient]").first().waitFor();
const later = page.locator("liangbing-critical dialog[open] .actions button[type=button]");
if (await later.count()) await later.click();
await page.click('[data-patient="p-014"]');
await page.locator("liangbing-encounter form").waitFor();

const times = await page.evaluate(async () => {
  const form = document.querySelector("liangbing-encounter");
  const { engine } = document.querySelector("liangbing-panel");
  const [systolic, diastolic] = ["systolic", "diastolic"].map((name) => form.querySelector(`[name=${name}]`));
  const type = async (input, value) => {
    input.value = value;
    input.dispatchEvent(new Event("input", { bubbles: true }));
    await form.updateComplete;
  };
  await type(diastolic, "84");
  const { record } = form;
  const more = { at: "2026-11-21T10:00", concept: "blood-pressure", systolic: 148, diastolic: 84, unit: "mmHg" };
  const full = { ...record, observations: [...record.observations, more] };
  const options = { asOf: form.asOf, locale: form.locale, level: form.level, sections: [] };
  const work = {
    "keystroke to colour in the page": (n) => type(systolic, String(120 + (n % 80))),
    "of it the engine": () => engine.assess(full, options),
    "baseline: the record read and written as JSON": () => JSON.stringify(JSON.parse(JSON.stringify(full))),
  };
  const lists = Object.fromEntries(Object.keys(work).map((step) => [step, []]));
  for (let round = 0; round < 400; round += 1) {
    for (const [step, call] of Object.entries(work)) {
      const start = performance.now();
      await call(round);
      if (round >= 100) lists[step].push(performance.now() - start);
    }
  }
  if (!form.querySelector(".live liangbing-tier")?.getAttribute("level")) throw new Error("no colour was drawn");
  return lists;
});
await browser.close();

const at = (list, part) => [...list].sort((a, b) => a - b)[Math.floor((list.length - 1) * part)];
const baseline = at(times["baseline: the record read and written as JSON"], 0.5);
console.log("the encounter's form in a browser; wanted under 16 ms from keystroke to colour");
for (const [step, list] of Object.entries(times)) {
  const middle = at(list, 0.5);
  console.log(`  ${step}: fastest ${at(list, 0).toFixed(2)} ms, median ${middle.toFixed(2)} ms, 95th of a hundred ${at(list, 0.95).toFixed(2)} ms, ${(middle / Math.max(baseline, 0.005)).toFixed(0)} times the baseline`);
}
