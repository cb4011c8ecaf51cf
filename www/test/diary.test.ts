import { describe, expect, it } from "vitest";
import { fromForm, instant, parts, wall } from "../src/diary/clock.js";
import { plain, pressure, typed } from "../src/diary/input.js";

describe("what a person types", () => {
  it.each([["128", 128], [" 128 ", 128], ["１２８", 128], ["5.6", 5.6], ["５。６", 5.6], ["５．６", 5.6]])("%s is %d", (text, value) =>
    expect(typed(text, false)).toEqual({ ok: true, value }));
  it.each([["", "empty"], ["  ", "empty"], ["12o", "not-a-number"], ["-1", "not-a-number"], ["1e3", "not-a-number"], ["1.2.3", "not-a-number"], ["128.5", "not-whole"], ["1234567", "not-a-number"]])(
    "%s is refused as %s", (text, why) => expect(typed(text, true)).toEqual({ ok: false, why }));
  it.each([["128/82", ["128", "82"]], ["１２８／８２", ["128", "82"]], ["128 82 70", ["128", "82", "70"]], ["128-82", ["128", "82"]], ["128，82", ["128", "82"]]])(
    "%s is a pressure in one box", (text, both) => expect(pressure(text)).toEqual(both));
  it.each(["128", "128/", "a/b", "1/2/3/4", ""])("`%s` is not", (text) => expect(pressure(text)).toBeNull());
  it("loses full-width and odd blanks", () => expect(plain("　１２　３ ")).toBe("12 3"));
});

describe("the wall clock", () => {
  it("says its offset, and reads itself back", () => {
    const now = new Date(2026, 10, 21, 8, 10);
    expect(wall(now)).toMatch(/^2026-11-21T08:10[+-]\d\d:\d\d$/);
    expect(instant(wall(now))).toBe(now.getTime());
    expect(fromForm("2026-11-21T08:10")).toBe(wall(now));
    expect(fromForm("x")).toBeNull();
  });
  it("shows a reading's own day and time, wherever it is looked at", () =>
    expect(parts("2026-01-05T07:30+08:00")).toEqual({ day: "2026-01-05", time: "07:30" }));
  it("orders by the true time", () => expect(instant("2026-01-05T07:30+08:00")).toBeLessThan(instant("2026-01-05T07:30-05:00")));
});
