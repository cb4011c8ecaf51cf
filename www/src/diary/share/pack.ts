import type { BloodPressure, Glucose, Observation } from "../../types.js";
import { BitReader, BitWriter } from "./bits.js";

/** Days that a code may show; more are refused, and a file offered. */
export const DAYS = [7, 14, 30] as const;
export type Days = (typeof DAYS)[number];

/*
 * version 4 bits, days 6, readings 10, minute of the first reading since 1970 on the wall clock 32; then each reading:
 * minutes since the one before (0 + 4 bits, 10 + 11, 11 + 32), and
 *   0     a pressure: upper and lower, 8 bits each, mmHg
 *   100   a pressure of other numbers or unit: unit 1, then each 14 bits in tenths, all ones for unmeasurable
 *   101   a glucose: unit 1, timing 3, specimen 2, 10 bits: tenths of mmol/L or whole mg/dL; 1023 HI, 1022 LO
 *   110   the same in hundredths, 16 bits
 *   111   what holds from here on: offset in quarters of an hour + 128 (0 none, 1 a day without a time), setting 2
 * and a checksum of 16. No name, no id, no device.
 */
const VERSION = 1;
const TIMINGS = [null, "fasting", "pre-meal", "postprandial-2h", "ogtt-1h", "ogtt-2h", "bedtime", "random"] as const;
const SPECIMENS = [null, "venous", "capillary", "interstitial"] as const;
const SETTINGS = [null, "home", "clinic"] as const;
const [HI, LO, NONE] = [1023, 1022, 16383];
const [NO_OFFSET, NO_TIME] = [0, 1];
const MOST = 1023;
const LONGEST = 6000;

/** What a code holds: readings as the patient reports them, the oldest first. */
export interface Shared {
  days: Days;
  observations: (BloodPressure | Glucose)[];
}

/** What is put in: pressures and glucoses of the last days before and on `today`. */
export function recent(observations: readonly Observation[], today: string, days: Days): (BloodPressure | Glucose)[] {
  const from = new Date(Date.parse(`${today}T00:00:00Z`) - (days - 1) * 86_400_000).toISOString().slice(0, 10);
  const own = observations.filter((one): one is BloodPressure | Glucose => one.concept === "blood-pressure" || one.concept === "glucose");
  return own.filter(({ at }) => at.slice(0, 10) >= from && at.slice(0, 10) <= today)
    .sort((one, other) => minute(one.at) - minute(other.at));
}

/** Readings as digits. Throws `RangeError` where one cannot be said exactly, or there are too many: a file can. */
export function pack({ days, observations }: Shared): string {
  if (!DAYS.includes(days)) throw new RangeError(`${days} days are not shown in a code`);
  const [first] = observations;
  if (!first || observations.length > MOST) throw new RangeError(`${observations.length} readings are not shown in a code`);
  const to = new BitWriter().put(VERSION, 4).put(days, 6).put(observations.length, 10).put(minute(first.at), 32);
  let [before, context] = [minute(first.at), ""];
  for (const one of observations) {
    const since = minute(one.at) - before;
    before += since;
    if (since < 16) to.put(0, 1).put(since, 4);
    else if (since < 2048) to.put(0b10, 2).put(since, 11);
    else to.put(0b11, 2).put(since, 32);
    const [offset, setting] = contextOf(one);
    if (context !== `${offset} ${setting}`) to.put(0b111, 3).put(offset, 8).put(setting, 2);
    context = `${offset} ${setting}`;
    if (one.concept === "glucose") putGlucose(to, one);
    else putPressure(to, one);
  }
  return to.digits();
}

function contextOf({ at, setting }: BloodPressure | Glucose): [number, number] {
  const place = SETTINGS.indexOf((setting ?? null) as (typeof SETTINGS)[number]);
  if (place < 0) throw new RangeError(`\`${setting}\` is not shown in a code`);
  if (at.length <= 10) return [NO_TIME, place];
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)$/.exec(at) ?? [];
  if (!sign) return [at.endsWith("Z") ? 128 : NO_OFFSET, place];
  const quarters = (Number(hours) * 60 + Number(minutes)) / 15;
  return [128 + (sign === "-" ? -quarters : quarters), place];
}

function putPressure(to: BitWriter, { systolic, diastolic, unit }: BloodPressure): void {
  const byte = (value: unknown): value is number => typeof value === "number" && Number.isInteger(value) && value >= 0 && value < 256;
  if (unit !== "kPa" && byte(systolic) && byte(diastolic)) return void to.put(0, 1).put(systolic, 8).put(diastolic, 8);
  const tenths = (value: BloodPressure["systolic"]): number => (typeof value === "number" ? scaled(value, 10) : NONE);
  to.put(0b100, 3).put(unit === "kPa" ? 1 : 0, 1).put(tenths(systolic), 14).put(tenths(diastolic), 14);
}

function putGlucose(to: BitWriter, { value, unit, timing, specimen }: Glucose): void {
  const [when, what] = [TIMINGS.indexOf(timing ?? null), SPECIMENS.indexOf(specimen ?? null)];
  const milligrams = unit === "mg/dL" ? 1 : 0;
  const places = typeof value === "string" || milligrams || Number.isInteger(Math.round(value * 1e6) / 1e5) ? 10 : 100;
  const number = value === "HI" ? HI : value === "LO" ? LO : scaled(value, milligrams ? 1 : places);
  if (typeof value === "number" && places === 10 && number >= LO) throw new RangeError(`${value} is not shown in a code`);
  to.put(places === 10 ? 0b101 : 0b110, 3).put(milligrams, 1).put(when, 3).put(what, 2).put(number, places === 10 ? 10 : 16);
}

// Exactly or not at all.
function scaled(value: number, by: number): number {
  const whole = Math.round(value * by);
  if (whole / by !== value) throw new RangeError(`${value} is not shown in a code`);
  return whole;
}

/** The readings of a code; `null` for anything that is not one, whole and as it was made. */
export function unpack(digits: string): Shared | null {
  if (!/^[1-9]\d*$/.test(digits) || digits.length > LONGEST) return null;
  try {
    const from = new BitReader(digits);
    const [version, days, count] = [from.take(4), from.take(6), from.take(10)];
    if (version !== VERSION || !DAYS.includes(days as Days)) return null;
    const observations: Shared["observations"] = [];
    let [at, offset, setting] = [from.take(32), NO_OFFSET, 0];
    for (let n = 0; n < count; n += 1) {
      at += from.take(1) === 0 ? from.take(4) : from.take(1) === 0 ? from.take(11) : from.take(32);
      let kind = from.take(1) === 0 ? 0 : 0b100 + from.take(2);
      if (kind === 0b111) {
        [offset, setting] = [from.take(8), from.take(2)];
        kind = from.take(1) === 0 ? 0 : 0b100 + from.take(2);
      }
      const said = { at: moment(at, offset), ...(SETTINGS[setting] && { setting: SETTINGS[setting] }), verified: false };
      if (kind === 0b111 || setting > 2) return null;
      observations.push(kind < 0b101 ? { ...said, ...takePressure(from, kind) } : { ...said, ...takeGlucose(from, kind) });
    }
    return from.ended ? { days: days as Days, observations } : null;
  } catch {
    return null;
  }
}

function takePressure(from: BitReader, kind: number): Omit<BloodPressure, "at"> {
  if (kind === 0) return { concept: "blood-pressure", systolic: from.take(8), diastolic: from.take(8), unit: "mmHg" };
  const unit = from.take(1) === 1 ? "kPa" : "mmHg";
  const [systolic, diastolic] = [from.take(14), from.take(14)].map((tenths) => (tenths === NONE ? ("unmeasurable" as const) : tenths / 10));
  return { concept: "blood-pressure", systolic, diastolic, unit };
}

function takeGlucose(from: BitReader, kind: number): Omit<Glucose, "at"> {
  const [milligrams, timing, specimen] = [from.take(1), TIMINGS[from.take(3)], SPECIMENS[from.take(2)]];
  const number = from.take(kind === 0b101 ? 10 : 16);
  const value = kind === 0b101 && number === HI ? "HI" : kind === 0b101 && number === LO ? "LO"
    : number / (milligrams === 1 ? 1 : kind === 0b101 ? 10 : 100);
  return { concept: "glucose", value, unit: milligrams === 1 ? "mg/dL" : "mmol/L", ...(timing && { timing }), ...(specimen && { specimen }) };
}

// The wall clock counted as if it stood in Greenwich: what was shown there is shown here.
function minute(at: string): number {
  const wall = Date.parse(`${(at.length <= 10 ? `${at}T00:00` : at).slice(0, 16)}:00Z`);
  if (Number.isNaN(wall)) throw new RangeError(`\`${at}\` is no time`);
  return Math.floor(wall / 60_000);
}

function moment(minutes: number, offset: number): string {
  const wall = new Date(minutes * 60_000).toISOString().slice(0, 16);
  if (offset === NO_TIME) return wall.slice(0, 10);
  if (offset === NO_OFFSET) return wall;
  const quarters = Math.abs(offset - 128);
  const two = (number: number): string => String(number).padStart(2, "0");
  return `${wall}${offset < 128 ? "-" : "+"}${two(Math.floor(quarters / 4))}:${two((quarters % 4) * 15)}`;
}
