// @vitest-environment node
import { describe, expect, it } from "vitest";
import { type Days, DAYS, pack, recent, type Shared, unpack } from "../src/diary/share/pack.js";
import { modules, path } from "../src/diary/share/code.js";
import type { BloodPressure, Glucose, Observation } from "../src/types.js";
import jsqr from "jsqr";

// A sequence that is the same on every machine.
function sequence(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
const OFFSETS = ["+08:00", "-05:00", "+05:45", "+14:00", "-12:00", "+00:00", ""];
const two = (number: number): string => String(number).padStart(2, "0");

function anyReading(next: (below: number) => number, day: number): BloodPressure | Glucose {
  const date = new Date(Date.UTC(2026, 9, 1 + day)).toISOString().slice(0, 10);
  const at = next(30) === 0 ? date : `${date}T${two(next(24))}:${two(next(60))}${OFFSETS[next(20)] ?? "+08:00"}`;
  const setting = (["home", "home", "home", "clinic", undefined] as const)[next(5)];
  const said = { at, ...(setting && { setting }), verified: false };
  if (next(3) > 0) {
    if (next(20) === 0) return { ...said, concept: "blood-pressure", systolic: "unmeasurable", diastolic: "unmeasurable", unit: "mmHg" };
    if (next(20) === 0) return { ...said, concept: "blood-pressure", systolic: next(400) / 10, diastolic: next(300) / 10, unit: "kPa" };
    return { ...said, concept: "blood-pressure", systolic: next(400), diastolic: next(300), unit: "mmHg" };
  }
  const timing = (["fasting", "pre-meal", "postprandial-2h", "ogtt-1h", "ogtt-2h", "bedtime", "random"] as const)[next(9)];
  const specimen = (["venous", "capillary", "interstitial"] as const)[next(4)];
  const milligrams = next(4) === 0;
  const value = next(25) === 0 ? "HI" : next(25) === 0 ? "LO" : milligrams ? next(1000) : next(5) === 0 ? next(5000) / 100 : next(999) / 10;
  return { ...said, concept: "glucose", value, unit: milligrams ? "mg/dL" : "mmol/L", ...(timing && { timing }), ...(specimen && { specimen }) };
}
const wall = ({ at }: { at: string }): string => at.slice(0, 16).padEnd(16, "T00:00".slice(at.length - 16));

describe("readings in a code", { timeout: 60_000 }, () => {
  it("come back as they were, whatever they are", () => {
    for (let seed = 1; seed <= 150; seed += 1) {
      const next = sequence(seed);
      const days = DAYS[next(3)] as Days;
      const observations = Array.from({ length: 1 + next(60) }, () => anyReading(next, next(days)));
      observations.sort((one, other) => (wall(one) < wall(other) ? -1 : wall(one) > wall(other) ? 1 : 0));
      const shared: Shared = { days, observations };
      expect([seed, unpack(pack(shared))]).toEqual([seed, shared]);
    }
  });

  const month = (days: number): (BloodPressure | Glucose)[] => {
    const next = sequence(7);
    const bp = (at: string): BloodPressure => ({ at, concept: "blood-pressure", systolic: 120 + next(50), diastolic: 70 + next(30), unit: "mmHg", setting: "home" });
    return Array.from({ length: days }, (_, n) => new Date(Date.UTC(2026, 9, 1 + n)).toISOString().slice(0, 10)).flatMap((day, n) => [
      bp(`${day}T07:1${next(9)}+08:00`), { at: `${day}T07:30+08:00`, concept: "glucose", value: (50 + next(60)) / 10, unit: "mmol/L", timing: "fasting", specimen: "capillary", setting: "home" } as Glucose,
      bp(`${day}T07:4${next(9)}+08:00`), ...(n % 2 ? [{ at: `${day}T20:10+08:00`, concept: "glucose", value: (70 + next(60)) / 10, unit: "mmol/L", timing: "bedtime", specimen: "capillary", setting: "home" } as Glucose] : []),
      bp(`${day}T21:0${next(9)}+08:00`), bp(`${day}T21:1${next(9)}+08:00`),
    ]);
  };

  it.each([[7, 10], [14, 13], [30, 19]] as const)("of %d days fit version %d, and an independent decoder reads them from the picture", (days, most) => {
    const observations = month(days);
    const address = `https://diary.example.org/view/#1.${pack({ days, observations })}`;
    const { size, on } = modules(address);
    expect((size - 17) / 4).toBeLessThanOrEqual(most);
    const [dot, edge] = [3, 4];
    const width = (size + 2 * edge) * dot;
    const pixels = new Uint8ClampedArray(width * width * 4).fill(255);
    for (let y = 0; y < width; y += 1) for (let x = 0; x < width; x += 1) {
      if (on(Math.floor(x / dot) - edge, Math.floor(y / dot) - edge)) pixels.fill(0, (y * width + x) * 4, (y * width + x) * 4 + 3);
    }
    const decode = (jsqr as unknown as { default?: typeof jsqr }).default ?? jsqr;
    const read = decode(pixels, width, width)?.data;
    expect(read).toBe(address);
    expect(unpack(read?.split("#1.")[1] ?? "")?.observations).toEqual(observations.map((one) => ({ ...one, verified: false })));
  });

  it("of more days, too many, or none, are refused; so is a number that cannot be said exactly", () => {
    const [one] = month(7);
    const refused = (shared: unknown): void => expect(() => pack(shared as Shared)).toThrow(RangeError);
    refused({ days: 31, observations: month(7) });
    refused({ days: 30, observations: [] });
    refused({ days: 30, observations: Array.from({ length: 1024 }, () => one) });
    for (const change of [{ systolic: 128.25 }, { systolic: -1 }, { systolic: 1e9 }, { setting: "ambulatory-day" }, { at: "soon" }]) refused({ days: 7, observations: [{ ...one, ...change }] });
    expect(() => modules(`https://x/#1.${pack({ days: 30, observations: [...month(30), ...month(30)].sort((a, b) => (a.at < b.at ? -1 : 1)) })}`)).toThrow();
  });

  it("are of the last days only, pressures and glucoses, and nothing of whose they are", () => {
    const all: Observation[] = [...month(30), { at: "2026-10-30T08:00+08:00", concept: "weight", value: 70, unit: "kg" }];
    const chosen = recent(all, "2026-10-30", 7);
    expect([chosen[0]?.at.slice(0, 10), chosen.at(-1)?.at.slice(0, 10), chosen.some(({ concept }) => (concept as string) === "weight")]).toEqual(["2026-10-24", "2026-10-30", false]);
    const [named] = chosen.map((one) => ({ ...one, id: "private-id", name: "秀英" }));
    expect(JSON.stringify(unpack(pack({ days: 7, observations: [named as BloodPressure] })))).not.toMatch(/private|秀英/);
  });
});

describe("what is no such code", { timeout: 60_000 }, () => {
  const good = pack({ days: 7, observations: [{ at: "2026-10-01T08:00+08:00", concept: "blood-pressure", systolic: 186, diastolic: 122, unit: "mmHg", setting: "home" }] });
  it.each(["", "0", "1", "12", "-5", "1e9", "１２", " 12", "<img src=x>", "9".repeat(6001), "9".repeat(6000), `${good}0`, good.slice(1), good.slice(0, -1)])(
    "is refused: %#", (text) => expect(unpack(text)).toBeNull());
  it("is refused with any one digit changed", () => {
    for (let at = 0; at < good.length; at += 1) {
      const changed = `${good.slice(0, at)}${(Number(good[at]) + 1) % 10}${good.slice(at + 1)}`;
      expect([at, unpack(changed)]).toEqual([at, null]);
    }
  });
  it("never hangs or throws, whatever digits come", () => {
    const next = sequence(3);
    for (let n = 0; n < 300; n += 1) expect(() => unpack(`1${Array.from({ length: next(120) }, () => next(10)).join("")}`)).not.toThrow();
  });
});

describe("the picture of a code", () => {
  it("is one path of as many squares as are dark", () => {
    const { size, on } = modules("https://x/#1.123");
    const dark = Array.from({ length: size * size }, (_, n) => on(n % size, Math.floor(n / size))).filter(Boolean).length;
    const lengths = [...path({ size, on }).matchAll(/h(\d+)v1/g)].map(([, length]) => Number(length));
    expect(lengths.reduce((sum, length) => sum + length, 0)).toBe(dark);
  });
});
