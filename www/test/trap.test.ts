// @vitest-environment node
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import * as glue from "../pkg/liangbing.js";
import * as spare from "../pkg/liangbing.js?spare";
import * as edges from "../pkg-edges/edges.js";
import { loadFhir, toRecord } from "../src/fhir.js";
import { LiangbingError, load } from "../src/liangbing.js";
import { DAY, PATIENTS, realEngine } from "./real.js";

interface Running {
  initSync(o: { module: WebAssembly.Module }): { memory: WebAssembly.Memory };
}

/** Overwrites the memory of a glue's running instance, so that its next call traps for real. */
function spoil({ initSync }: Running, module: WebAssembly.Module): void {
  // Glue that runs already answers with what runs.
  new Uint8Array(initSync({ module }).memory.buffer).fill(0xff);
}

function thrownBy(what: () => unknown): LiangbingError {
  try {
    what();
  } catch (error) {
    if (error instanceof LiangbingError) return error;
  }
  throw new Error("nothing was refused");
}

async function compiled(path: string): Promise<WebAssembly.Module> {
  return WebAssembly.compile(readFileSync(new URL(path, import.meta.url)));
}

const STARTED = "the module stopped; a fresh one was started";
const RELOAD = "the module stopped a second time; the page must be reloaded";

it("a trap in the core costs one answer, a second one the page", async () => {
  const module = await compiled("../pkg/liangbing_bg.wasm");
  const engine = await realEngine();
  const record = PATIENTS[0]?.record ?? {};
  const assess = (): string => JSON.stringify(engine.assess(record, { asOf: DAY, locale: "en" }));
  const before = assess();

  spoil(glue, module);
  const first = thrownBy(assess);
  expect([first.code, first.message]).toEqual(["wasm-wrong", STARTED]);
  expect(first.cause).toBeInstanceOf(WebAssembly.RuntimeError);
  expect(assess()).toBe(before);
  expect(engine.rulebook("en").packs.length).toBeGreaterThan(0);
  const other = await load();
  expect(other.stamp).toEqual(engine.stamp);
  other.free();

  spoil(spare, module);
  for (const call of [assess, assess, () => engine.rulebook("en")]) {
    const second = thrownBy(call);
    expect([second.code, second.message]).toEqual(["wasm-wrong", RELOAD]);
  }
  await expect(load()).rejects.toThrow(RELOAD);
  expect(() => engine.free()).not.toThrow();
});

it("a trap in the reader of FHIR leaves it working", async () => {
  const module = await compiled("../pkg-edges/edges_bg.wasm");
  await loadFhir({ wasm: readFileSync(new URL("../pkg-edges/edges_bg.wasm", import.meta.url)) });
  const read = (): unknown => toRecord({ resourceType: "Bundle", entry: [] });
  const before = read();
  spoil(edges, module);
  expect(thrownBy(read).message).toEqual(STARTED);
  expect(read()).toEqual(before);
});
