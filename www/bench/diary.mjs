// Times the diary in a real browser as a slow phone has it: `npm run bench:diary`, after `npm run build`. Every figure
// stands beside the same page with an empty diary, and beside a fixed piece of work of the same run, so that a slow
// machine does not look like a slow page. Nothing here passes or fails; what must hold is in test/browser.
import { existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { chromium } from "playwright-core";
import { decade, fill, long } from "./decade.mjs";

const THROTTLE = Number(process.env.THROTTLE ?? 6);
const RUNS = 5;
const TABLE_RUNS = Number(process.env.TABLE_RUNS ?? 3);
const ROWS = 100_000;
const LONG = long(ROWS);
const SLOW = { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 };
const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; connect-src 'self'; worker-src 'self'; manifest-src 'self'; require-trusted-types-for 'script'; trusted-types lit-html liangbing-loader";
const TYPES = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".wasm": "application/wasm", ".svg": "image/svg+xml", ".webmanifest": "application/manifest+json" };
const dist = fileURLToPath(new URL("../dist", import.meta.url));
const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];

/** The built pages, compressed as any web server does. */
function serve() {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://x");
    const file = join(dist, pathname.endsWith("/") ? `${pathname}index.html` : pathname);
    if (!file.startsWith(dist) || !existsSync(file) || !statSync(file).isFile()) return response.writeHead(404).end();
    const head = { "content-type": TYPES[extname(file)] ?? "application/octet-stream", "content-encoding": "gzip", "content-security-policy": POLICY, "cache-control": "no-store" };
    return response.writeHead(200, head).end(gzipSync(readFileSync(file)));
  });
  return new Promise((done) => server.listen(0, "127.0.0.1", () => done(server)));
}

// `npm run bench:diary table` times the table alone.
const [, , only] = process.argv;
const server = await serve();
const address = `http://127.0.0.1:${server.address().port}/diary/`;
const found = process.env.CHROMIUM ?? ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);
const browser = await chromium.launch({ ...(found && { executablePath: found }), args: ["--no-sandbox"] });

async function visitor({ blockWorker = true } = {}) {
  const context = await browser.newContext({ locale: "zh-CN", viewport: { width: 360, height: 740 }, timezoneId: "Asia/Shanghai", ...(blockWorker && { serviceWorkers: "block" }) });
  const page = await context.newPage();
  await page.addInitScript(() => {
    window.marks = { tasks: [] };
    const when = (name, there) => {
      const look = () => (there() ? requestAnimationFrame(() => (window.marks[name] = performance.now())) : requestAnimationFrame(look));
      look();
    };
    const home = () => document.querySelector("liangbing-diary")?.shadowRoot;
    when("button", () => home()?.querySelector("[data-add=bp]"));
    when("list", () => home()?.querySelector("[data-reading]"));
    when("advice", () => home()?.querySelector(".today[data-level]") ?? home()?.querySelector("diary-danger"));
    new PerformanceObserver((list) => window.marks.tasks.push(...list.getEntries().map(({ startTime, duration }) => [Math.round(startTime), Math.round(duration)]))).observe({ type: "longtask", buffered: true });
  });
  return { context, page, devtools: await context.newCDPSession(page) };
}

// Sorting and walking plain numbers: what this machine does in a millisecond, throttled alike.
const work = () => {
  const start = performance.now();
  const numbers = Array.from({ length: 200_000 }, (_, n) => (n * 7919) % 200_003);
  numbers.sort((a, b) => a - b);
  return performance.now() - start;
};

async function opening(name, days) {
  const { context, page, devtools } = await visitor();
  await page.goto(address);
  await page.locator("[data-add=bp]").waitFor();
  if (days > 0) await page.evaluate(fill, decade(new Date().toISOString().slice(0, 10), "x", days));
  else await page.evaluate(fill, decade("2026-01-02", "x", 1).slice(0, 1));
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: THROTTLE });
  const seen = { list: [], advice: [], longest: [], chart: [], append: [], baseline: [] };
  for (let run = 0; run < RUNS; run += 1) {
    await page.reload();
    await page.waitForFunction(() => window.marks.advice);
    await page.waitForTimeout(300);
    const marks = await page.evaluate(() => window.marks);
    seen.list.push(marks.list);
    seen.advice.push(marks.advice);
    seen.longest.push(Math.max(0, ...marks.tasks.map(([, duration]) => duration)));
    seen.baseline.push(await page.evaluate(work));
    // The chart's own code is there after the first time, as it is on a phone that has the page kept.
    await page.evaluate(() => document.querySelector("liangbing-diary").shadowRoot.querySelector("button.chart").click());
    await page.waitForFunction(() => document.querySelector("liangbing-diary").shadowRoot.querySelector("liangbing-chart")?.shadowRoot?.querySelector("svg"));
    seen.chart.push(await page.evaluate(() => new Promise((done) => {
      const home = document.querySelector("liangbing-diary").shadowRoot;
      const button = home.querySelector("button.chart");
      button.click();
      requestAnimationFrame(() => setTimeout(() => {
        const start = performance.now();
        button.click();
        const look = () => (home.querySelector("liangbing-chart")?.shadowRoot?.querySelector("svg") ? setTimeout(() => done(performance.now() - start), 0) : requestAnimationFrame(look));
        requestAnimationFrame(look);
      }, 0));
    })));
  }
  console.log(`${name}, CPU ${THROTTLE} times slower, medians of ${RUNS}:`);
  for (const [what, wanted, list] of [
    ["list on the screen", "2000", seen.list], ["advice on the screen", "-", seen.advice], ["longest task", "200", seen.longest],
    ["chart drawn", "300", seen.chart], ["baseline: 200 000 numbers sorted", "-", seen.baseline],
  ]) console.log(`  ${what}: ${median(list).toFixed(0)} ms (${list.map((one) => one.toFixed(0)).join(", ")}), wanted ${wanted}`);
  await context.close();
}

/** A table of 100 000 rows, from the file to the diary, and once more when all of it is there already. */
async function table() {
  const { context, page, devtools } = await visitor();
  await page.goto(address);
  await page.waitForFunction(() => window.marks.advice);
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: THROTTLE });
  const seen = { preview: [], stored: [], judged: [], longest: [], again: [], longestAgain: [], baseline: [] };
  const longest = () => page.evaluate(() => Math.max(0, ...window.marks.tasks.splice(0).map(([, duration]) => duration)));
  // The clock runs within the page, from the file's arrival to what is on the screen.
  const look = (text) => page.evaluate((csv) => new Promise((done) => {
    const home = document.querySelector("liangbing-diary").shadowRoot;
    const start = performance.now();
    void document.querySelector("liangbing-diary").importFile(new File([csv], "long.csv", { type: "text/csv" }));
    const wait = () => (home.querySelector("diary-table")?.shadowRoot?.querySelector(".count") ? done(performance.now() - start) : setTimeout(wait, 20));
    wait();
  }), text);
  for (let run = 0; run < TABLE_RUNS; run += 1) {
    await page.evaluate(() => document.querySelector("liangbing-diary").wipe());
    await page.waitForTimeout(500);
    await longest();
    seen.baseline.push(await page.evaluate(work));
    await longest();
    seen.preview.push(await look(LONG));
    seen.stored.push(await page.evaluate(() => new Promise((done) => {
      const part = document.querySelector("liangbing-diary").shadowRoot.querySelector("diary-table").shadowRoot;
      const start = performance.now();
      part.querySelector(".take").click();
      const wait = () => (part.querySelector(".told") ? done(performance.now() - start) : setTimeout(wait, 20));
      wait();
    })));
    seen.judged.push(await page.evaluate(() => new Promise((done) => {
      const home = document.querySelector("liangbing-diary").shadowRoot;
      const start = performance.now();
      home.querySelector("diary-table").shadowRoot.querySelector("button.primary").click();
      const wait = () => (home.querySelector(".today[data-level]") ?? home.querySelector("diary-danger") ? done(performance.now() - start) : setTimeout(wait, 20));
      wait();
    })));
    if (process.env.TASKS) console.log("tasks", await page.evaluate(() => JSON.stringify(window.marks.tasks)));
    seen.longest.push(await longest());
    seen.again.push(await look(LONG));
    seen.longestAgain.push(await longest());
    await page.evaluate(() => document.querySelector("liangbing-diary").shadowRoot.querySelector("diary-table").shadowRoot.querySelector(".back").click());
  }
  console.log(`a table of ${ROWS} rows, CPU ${THROTTLE} times slower, medians of ${TABLE_RUNS}:`);
  const sums = seen.preview.map((one, at) => one + seen.stored[at]);
  for (const [what, wanted, list] of [
    ["looked at and stored", "10000", sums], ["looked at", "-", seen.preview], ["stored", "-", seen.stored], ["advice after that", "-", seen.judged], ["longest task", "200", seen.longest],
    ["looked at again, all there already", "-", seen.again], ["longest task of that", "200", seen.longestAgain], ["baseline: 200 000 numbers sorted", "-", seen.baseline],
  ]) console.log(`  ${what}: ${median(list).toFixed(0)} ms (${list.map((one) => one.toFixed(0)).join(", ")}), wanted ${wanted}`);
  await context.close();
}

async function firstVisit() {
  const seen = { paint: [], button: [], saved: [], advice: [] };
  for (let run = 0; run < 3; run += 1) {
    const { context, page, devtools } = await visitor();
    await devtools.send("Network.enable");
    await devtools.send("Network.emulateNetworkConditions", SLOW);
    await devtools.send("Emulation.setCPUThrottlingRate", { rate: THROTTLE });
    await page.goto(address, { waitUntil: "commit" });
    // As soon as the button is there it is pressed, by the page itself, so that no driver's waiting counts.
    const saved = await page.evaluate(() => new Promise((done) => {
      const home = () => document.querySelector("liangbing-diary")?.shadowRoot;
      const step = () => {
        const entry = home()?.querySelector("diary-entry")?.shadowRoot;
        if (home()?.querySelector("[data-reading]")) return done(performance.now());
        if (entry?.getElementById("systolic") && !window.typed) {
          window.typed = true;
          entry.getElementById("systolic").value = "128/82";
          entry.querySelector("form").requestSubmit();
        } else if (!window.typed && !entry) home()?.querySelector("[data-add=bp]")?.click();
        return requestAnimationFrame(step);
      };
      step();
    }));
    seen.saved.push(saved);
    await page.waitForFunction(() => window.marks.advice, undefined, { timeout: 60_000 });
    const { paint, marks } = await page.evaluate(() => ({ marks: window.marks, paint: performance.getEntriesByName("first-contentful-paint")[0]?.startTime }));
    seen.paint.push(paint);
    seen.button.push(marks.button);
    seen.advice.push(marks.advice);
    await context.close();
  }
  console.log(`first visit at 400 kbit/s with 400 ms, CPU ${THROTTLE} times slower, medians of 3:`);
  for (const [what, wanted, list] of [["first paint", "1000", seen.paint], ["button that can be pressed", "-", seen.button], ["first reading saved", "3000", seen.saved], ["advice", "-", seen.advice]])
    console.log(`  ${what}: ${median(list).toFixed(0)} ms (${list.map((one) => one.toFixed(0)).join(", ")}), wanted ${wanted}`);
}

try {
  if (only !== "table") {
    await opening("an almost empty diary", 0);
    await opening("ten years, 14 600 readings", 3650);
    await firstVisit();
  }
  await table();
} finally {
  await browser.close();
  server.close();
}
