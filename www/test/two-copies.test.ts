import { afterEach, beforeEach, expect, it, vi } from "vitest";

// G04: the diary, its chart and the round, each imported again as a second copy of the package would be.
const COPIES = [
  ["liangbing-diary", "LiangbingDiary", () => import("../src/diary/define.js")],
  ["liangbing-chart", "LiangbingChart", () => import("../src/chart/define.js")],
  ["liangbing-round", "LiangbingRound", () => import("../src/round/define.js")],
] as const;

let told: unknown[] = [];
/** What the library says of itself is not ours. */
const warned = (): unknown[] => vi.mocked(console.warn).mock.calls.flat().filter((text) => String(text).startsWith("version-clash"));
const hear = (event: Event): void => void told.push((event as CustomEvent).detail);

beforeEach(() => {
  told = [];
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
  document.addEventListener("liangbing-error", hear);
});
afterEach(() => {
  document.removeEventListener("liangbing-error", hear);
  vi.restoreAllMocks();
  vi.doUnmock("../src/version.js");
});

it.each(COPIES)("a second copy of <%s> shares the first of its version without a word, and is told of in another", async (tag, name, again) => {
  const copy = async (): Promise<{ version: string } & CustomElementConstructor> =>
    (await again() as unknown as Record<string, { version: string } & CustomElementConstructor>)[name] as { version: string } & CustomElementConstructor;
  const first = await copy();
  expect(customElements.get(tag)).toBe(first);

  vi.resetModules();
  expect(await copy()).toBe(first);
  expect([warned(), told]).toEqual([[], []]);

  vi.resetModules();
  vi.doMock("../src/version.js", () => ({ VERSION: "9.9.9" }));
  const other = await copy();
  expect(other).toBe(first);
  expect(() => new other()).not.toThrow();
  const message = `<${tag}> registered already by version ${first.version}; this one, 9.9.9, is not used`;
  expect(warned()).toEqual([`version-clash: ${message}`]);
  expect(told).toEqual([{ code: "version-clash", path: "", message, recoverable: false }]);
  vi.resetModules();
});
