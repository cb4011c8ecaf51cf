import type { Locale } from "../types.js";
import { en } from "./bedside.words.en.js";
import { zhCN } from "./bedside.words.zh-CN.js";

export type BedsideKey = keyof typeof en;
export type BedsideWords = Readonly<Record<BedsideKey, string>>;

const WORDS: Readonly<Record<Locale, BedsideWords>> = { "zh-CN": zhCN, en };

/** Says a key in one language; `named` gives the code itself where there is no name for it. */
export interface BedsideSay {
  (key: BedsideKey, values?: Readonly<Record<string, string | number>>): string;
  named(family: string, code: string): string;
}

export function bedsideSay(locale: Locale): BedsideSay {
  const words = WORDS[locale];
  const say = (key: BedsideKey, values: Readonly<Record<string, string | number>> = {}): string =>
    words[key].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ""));
  const named = (family: string, code: string): string => {
    const key = `${family}.${code}`;
    return Object.hasOwn(words, key) ? words[key as BedsideKey] : code;
  };
  return Object.assign(say, { named });
}
