import { pathToFileURL } from "node:url";
import { afterEach, describe, expect, it, vi } from "vitest";
import { LiangbingError } from "../src/error.js";
import { compile, fetchBytes, Instance } from "../src/module.js";

const EMPTY = new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
const TRAPS = new Uint8Array([
  0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, 4, 1, 0x60, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 0x74, 0, 0, 10, 5, 1, 3, 0, 0, 11,
]);

async function code(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(() => undefined, (thrown: unknown) => thrown);
  return error instanceof LiangbingError ? error.code : String(error);
}

afterEach(() => vi.unstubAllGlobals());

describe("loading a module", () => {
  const address = new URL("https://example.org/core.wasm");

  it("says that nothing is there", async () => {
    vi.stubGlobal("fetch", () => Promise.resolve(new Response("", { status: 404 })));
    expect(await code(compile(address))).toBe("wasm-missing");
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("network")));
    expect(await code(compile(address))).toBe("wasm-missing");
  });

  it("reads a file where there is no server, and says that it is not there", async () => {
    // The page's own address stands in this environment for everything else; a file is a file.
    const bytes = await fetchBytes(pathToFileURL("package.json"));
    expect(new TextDecoder().decode(bytes)).toContain('"name": "liangbing"');
    expect(await code(fetchBytes(pathToFileURL("no-such.wasm")))).toBe("wasm-missing");
    vi.stubGlobal("process", undefined);
    expect(await code(fetchBytes(pathToFileURL("package.json")))).toBe("wasm-missing");
  });

  it("takes bytes that are still on their way, and says why they did not come", async () => {
    expect(await compile(Promise.resolve(EMPTY))).toBeInstanceOf(WebAssembly.Module);
    const late = Promise.reject(new LiangbingError("wasm-blocked", "", "cannot unpack"));
    expect(await code(compile(late))).toBe("wasm-blocked");
  });

  it("says that what is there is no module", async () => {
    expect(await code(compile(new TextEncoder().encode("<html>")))).toBe("wasm-wrong");
  });

  it("says that the page's policy blocks it", async () => {
    const blocked = new WebAssembly.CompileError("Refused: 'unsafe-eval' is not an allowed source");
    vi.stubGlobal("WebAssembly", { compile: () => Promise.reject(blocked) });
    expect(await code(compile(EMPTY))).toBe("wasm-blocked");
  });

  it("says that the browser is too old", async () => {
    vi.stubGlobal("WebAssembly", undefined);
    expect(await code(compile(EMPTY))).toBe("wasm-blocked");
  });

  it("says that the module is not ours", async () => {
    const initSync = (): never => {
      throw new TypeError("import object");
    };
    const module = await compile(EMPTY);
    expect(() => new Instance({ initSync }, { initSync }, module)).toThrow(LiangbingError);
  });
});

describe("a running module", () => {
  it("is replaced once after a trap, and then no more", async () => {
    const traps = await compile(TRAPS);
    const glue = { initSync: vi.fn() };
    const spare = { initSync: vi.fn() };
    const instance = new Instance(glue, spare, traps);
    const trap = (): void => (new WebAssembly.Instance(traps).exports["t"] as () => void)();

    expect(() => instance.run(trap)).toThrow("a fresh one was started");
    expect([glue, spare].map(({ initSync }) => initSync.mock.calls.length)).toEqual([1, 1]);
    expect(instance.generation).toBe(1);
    expect(instance.run((running) => running)).toBe(spare);

    expect(() => instance.run(trap)).toThrow("must be reloaded");
    expect(() => instance.run(() => 7)).toThrow("must be reloaded");
  });

  it("refuses with a code and a path", async () => {
    const instance = new Instance({ initSync: vi.fn() }, { initSync: vi.fn() }, await compile(EMPTY));
    const refusal = Object.assign(new Error("`x` is no day"), { code: "bad-date", path: "visits[0].at" });
    const call = (): never => {
      throw refusal;
    };
    expect(() => instance.run(call)).toThrow(
      expect.objectContaining({ code: "bad-date", path: "visits[0].at", name: "LiangbingError" }),
    );
  });
});
