import type { Locale } from "../types.js";
import { en } from "./words.en.js";
import { zhCN } from "./words.zh-CN.js";

export type RoundKey = keyof typeof en;
export type RoundWords = Readonly<Record<RoundKey, string>>;

const WORDS: Readonly<Record<Locale, RoundWords>> = { "zh-CN": zhCN, en };

/** Says a key of the round in one language; there is no falling back to another. */
export interface RoundSay {
  (key: RoundKey, values?: Readonly<Record<string, string | number>>): string;
  /** The name of a code, or the code itself. */
  named(family: string, code: string): string;
  readonly locale: Locale;
}

export function roundSay(locale: Locale): RoundSay {
  const words = WORDS[locale];
  const say = (key: RoundKey, values: Readonly<Record<string, string | number>> = {}): string =>
    words[key].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ""));
  const named = (family: string, code: string): string => {
    const key = `${family}.${code}`;
    return Object.hasOwn(words, key) ? words[key as RoundKey] : code;
  };
  return Object.assign(say, { named, locale });
}
