// Every way of loading under every policy, and every way in which a file can be wrong: it works, or it says what to do.
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { launch, watch, type Watched } from "../browser/page.js";
import { DAY } from "../real.js";
import { pagesOf, said } from "./host.js";
import { installed } from "./packed.js";
import { type Pages, POLICY, serve, type Served } from "./serve.js";

const { project, folder } = installed();
const record = readFileSync(new URL("../../examples/node/patient.json", import.meta.url), "utf8");
const core = readFileSync(join(folder, "lib/liangbing_bg.wasm"));

let browser: Browser;
let served: Served | undefined;
let watched: Watched | undefined;
beforeAll(async () => void (browser = await launch()));
afterEach(async () => {
  await watched?.page.context().close();
  await served?.close();
  watched = served = undefined;
});
afterAll(async () => {
  await browser.close();
  rmSync(project, { recursive: true });
});

/** What a way came to: a colour, or the error with both cards. */
interface Outcome {
  colour?: string | null;
  code?: string;
  path?: string;
  message?: string;
  recoverable?: boolean;
  cards?: string[];
}

/** Script that tries a way and puts the outcome on a panel of each language. */
const TRY = `
  const record = ${record}; const asOf = "${DAY}";
  async function tried(start) {
    let set;
    try { set = await start(); } catch (error) { set = { error }; }
    const events = [];
    const cards = [];
    for (const locale of ["en", "zh-CN"]) {
      const panel = document.createElement("liangbing-panel");
      panel.addEventListener("liangbing-error", (event) => events.push(event.detail));
      Object.assign(panel, { asOf, locale, ...set });
      document.body.append(panel);
      await panel.updateComplete;
      if (!panel.error) return { colour: panel.assessment?.tier.colour };
      cards.push(panel.shadowRoot.querySelector(".error").innerText);
    }
    const [{ code, path, message, recoverable }] = events;
    return { code, path, message, recoverable, cards };
  }`;

/** All four ways on one page. */
const WAYS = `
  import "/lib/elements.js";
  ${TRY}
  const files = { fhir: false, equations: false };
  const module = await tried(async () => ({ record, engine: await (await import("/lib/liangbing.js")).load(files) }));
  const inline = await tried(async () => ({ record, engine: await (await import("/inline/liangbing.js")).load(files) }));
  const plain = await tried(() => new Promise((done, failed) => {
    const panel = liangbing.mount(document.body, { record, asOf });
    panel.addEventListener("liangbing-result", () => done({ record, engine: panel.engine }));
    panel.addEventListener("liangbing-error", () => failed(panel.error));
  }));
  const worker = await tried(async () => {
    const far = await (await import("/lib/worker.js")).load(files);
    return { assessment: await far.assess(record, { asOf }) };
  });
  globalThis.said = { module, inline, plain, worker };`;

async function opened<T>(module: string, o: { policy?: string; pages?: Pages; types?: Record<string, string>; plain?: string; first?: string } = {}): Promise<T> {
  const { policy = POLICY, pages = {}, types = {}, ...host } = o;
  served = await serve(folder, { policy, types, pages: { ...pagesOf({ module, ...host }), ...pages } });
  watched = await watch(browser, served.address);
  return said<T>(watched.page);
}

const WASM = { code: "wasm-blocked", path: "script-src", needs: "`script-src` needs 'wasm-unsafe-eval'", cards: ["add 'wasm-unsafe-eval' to script-src", "在 script-src 中加入 'wasm-unsafe-eval'"] };
const FETCH = { code: "wasm-blocked", path: "connect-src", needs: "`connect-src` needs 'self'", cards: ["add the place below to connect-src", "在 connect-src 中加入"] };
const START = {
  code: "wasm-blocked", path: "worker-src", needs: "needs worker-src 'self', and trusted-types liangbing-loader",
  cards: ["add 'self' to worker-src and liangbing-loader to trusted-types", "在 trusted-types 中加入 liangbing-loader"],
};
const OK = null;

describe("G01 under a policy", () => {
  const without = (what: string, instead = ""): string => {
    expect(POLICY).toContain(what);
    return POLICY.replace(what, instead);
  };

  it.each([
    ["as recommended", () => POLICY, { module: OK, inline: OK, plain: OK, worker: OK }],
    ["without 'wasm-unsafe-eval'", () => without(" 'wasm-unsafe-eval'"), { module: WASM, inline: WASM, plain: WASM, worker: WASM }],
    ["without Trusted Types", () => without("; require-trusted-types-for 'script'; trusted-types lit-html liangbing-loader"), { module: OK, inline: OK, plain: OK, worker: OK }],
    ["with Trusted Types and no policy for the loader", () => without(" liangbing-loader"), { module: OK, inline: OK, plain: OK, worker: START }],
    ["that lets nothing be fetched", () => without("connect-src 'self'", "connect-src 'none'"), { module: FETCH, inline: OK, plain: OK, worker: FETCH }],
    ["that lets no worker start", () => without("worker-src 'self'", "worker-src 'none'"), { module: OK, inline: OK, plain: OK, worker: START }],
  ] as const)("%s each way works, or names the directive and what it lacks, in both languages", async (_, policy, wanted) => {
    const outcome = await opened<Record<string, Outcome>>(WAYS, { policy: policy(), plain: "" });
    for (const [way, owed] of Object.entries(wanted)) {
      const { colour, cards, message, ...error } = outcome[way] ?? {};
      if (owed === OK) {
        expect([way, colour, error]).toEqual([way, "blue", {}]);
        continue;
      }
      expect([way, error]).toEqual([way, { code: owed.code, path: owed.path, recoverable: false }]);
      expect(message).toContain(owed.needs);
      expect(owed.cards.map((text, at) => cards?.[at]?.includes(text))).toEqual([true, true]);
    }
    // Nothing threw at the page; what the policy stopped, the browser itself tells.
    expect(watched?.problems.filter((problem) => problem.startsWith("error:") || problem.startsWith("foreign"))).toEqual([]);
  });
});

/** The core with some bytes as others, in the same places. */
function changed(change: (bytes: Buffer) => void): Buffer {
  const bytes = Buffer.from(core);
  change(bytes);
  return bytes;
}

describe("G01 with a file that is", () => {
  const middle = Math.floor(core.length / 2);
  const half = core.subarray(0, middle);
  const scratched = changed((bytes) => bytes.fill(0xff, middle, middle + 64));
  // Where the engine says which it is; the rules, of the right version, are sealed further on.
  const older = changed((bytes) => void bytes.write("0.0.9", bytes.indexOf("0.1.0liangbing.assessment")));
  const FILES = [
    ["missing", null, "wasm-missing", "/bad.wasm` answered 404", "A file of the module is missing"],
    ["a page instead, as servers of one page answer", "<!doctype html><title>Home</title>", "wasm-wrong", "these bytes are no WebAssembly module", "The module did not start"],
    ["empty", new Uint8Array(), "wasm-wrong", "these bytes are no WebAssembly module", "The module did not start"],
    ["cut in half", half, "wasm-wrong", "these bytes are no WebAssembly module", "The module did not start"],
    ["scratched", scratched, "wasm-wrong", "these bytes are no WebAssembly module", "The module did not start"],
    ["another module", Buffer.from("AGFzbQEAAAA=", "base64"), "wasm-wrong", "the module does not fit this loader", "The module did not start"],
    ["of another version", older, "version-clash", "the module is 0.0.9, this loader 0.1.0", "Two versions of this module"],
  ] as const;

  it.each(FILES)("%s the card and the event say so, and a good one works afterwards", async (_, file, code, message, card) => {
    const outcome = await opened<Outcome[]>(`import "/lib/elements.js"; import { load } from "/lib/liangbing.js"; ${TRY}
      const from = (wasm) => tried(async () => ({ record, engine: await load({ fhir: false, equations: false, wasm: wasm && new URL(wasm, location) }) }));
      globalThis.said = [await from("/bad.wasm"), await from(undefined)];`, { pages: { "/bad.wasm": file } });
    const [bad, good] = outcome;
    expect(bad).toMatchObject({ code, path: "", recoverable: false });
    expect(bad?.message).toContain(message);
    expect(bad?.cards?.[0]).toContain(card);
    // The module is there once for a page: after one that runs, if of another version, none is fetched again.
    if (code !== "version-clash") expect(good).toEqual({ colour: "blue" });
    expect(watched?.problems.filter((problem) => !problem.includes("404"))).toEqual([]);
  });

  it.each(["application/octet-stream", "text/html", ""])("served as `%s` it works, though nothing may be guessed", async (type) => {
    expect(await opened<Outcome>(`import "/lib/elements.js"; import { load } from "/lib/liangbing.js"; ${TRY}
      globalThis.said = await tried(async () => ({ record, engine: await load() }));`, { types: { "/lib/liangbing_bg.wasm": type } })).toEqual({ colour: "blue" });
    expect(watched?.problems).toEqual([]);
  });
});

describe("in a browser that is too old", () => {
  it.each([
    ["has no WebAssembly", "delete globalThis.WebAssembly;", "module", "this browser has no WebAssembly"],
    ["cannot unpack", "delete globalThis.DecompressionStream;", "inline", "this browser cannot unpack the module"],
  ])("which %s it says so in words", async (_, first, way, message) => {
    const place = way === "inline" ? "/inline/liangbing.js" : "/lib/liangbing.js";
    const outcome = await opened<Outcome>(`import "/lib/elements.js"; import { load } from "${place}"; ${TRY}
      globalThis.said = await tried(async () => ({ record, engine: await load() }));`, { first });
    expect(outcome).toMatchObject({ code: "wasm-blocked", path: "browser", recoverable: false });
    expect(outcome.message).toContain(message);
    expect([outcome.cards?.[0]?.includes("too old"), outcome.cards?.[1]?.includes("浏览器太旧")]).toEqual([true, true]);
    expect(watched?.problems).toEqual([]);
  });
});
