import { describe, expect, it } from "vitest";
import { LiangbingError } from "../src/error.js";
import { stringify } from "../src/json.js";

function refusal(value: unknown): LiangbingError {
  try {
    stringify(value);
  } catch (error) {
    if (error instanceof LiangbingError) return error;
  }
  throw new Error("nothing was refused");
}

describe("a record becomes text", () => {
  it("as it is", () => {
    const record = { patient: { id: "p" }, observations: [{ value: 7.4, unit: "mmol/L", at: null }] };
    expect(JSON.parse(stringify(record))).toEqual(record);
  });

  it("leaves out what is undefined", () => {
    expect(stringify({ patient: undefined, visits: [] })).toBe('{"visits":[]}');
  });

  const odd: [string, unknown][] = [
    ["NaN", Number.NaN],
    ["an infinity", Number.POSITIVE_INFINITY],
    ["a Date", new Date(0)],
    ["a big integer", 7n],
    ["a function", () => 7],
    ["a Map", new Map()],
    ["bytes", new Uint8Array(2)],
    ["a symbol", Symbol("x")],
  ];
  it.each(odd)("refuses %s with its path", (_, value) => {
    const error = refusal({ observations: [{ value: 1 }, { value }] });
    expect(error.code).toBe("wrong-type");
    expect(error.path).toBe("observations[1].value");
  });

  it("refuses a hole in a list, which JSON would turn into null", () => {
    expect(refusal({ visits: [undefined] }).path).toBe("visits[0]");
  });

  it("refuses what contains itself", () => {
    const loop: { self?: unknown } = {};
    loop.self = loop;
    expect(refusal(loop).code).toBe("wrong-type");
  });

  it("refuses nothing at all", () => {
    expect(refusal(undefined).code).toBe("wrong-type");
  });

  it("is not told what lists and texts are by a library that gives them a `toJSON`, but asks an object's own", () => {
    const shared = [Array.prototype, String.prototype, Object.prototype] as { toJSON?: () => unknown }[];
    try {
      for (const prototype of shared) prototype.toJSON = () => "spoilt";
      expect(stringify({ list: ["a", { b: 1 }], own: { toJSON: () => ({ c: 2 }) } })).toBe('{"list":["a",{"b":1}],"own":{"c":2}}');
      expect(refusal({ list: [{ b: NaN }] }).path).toBe("list[0].b");
    } finally {
      for (const prototype of shared) delete prototype.toJSON;
    }
  });
});
