import type { Locale } from "../types.js";
import { en } from "./words.en.js";
import { zhCN } from "./words.zh-CN.js";

export { localeOf } from "./locale.js";

export type Key = keyof typeof en;
export type Words = Readonly<Record<Key, string>>;

/** Says a key in one language; there is no falling back to another. */
export interface Say {
  (key: Key, values?: Readonly<Record<string, string | number>>): string;
  /** The name of a code, or the code itself where the page has no name for it. */
  named(family: string, code: string): string;
  readonly locale: Locale;
}

const WORDS: Readonly<Record<Locale, Words>> = { "zh-CN": zhCN, en };

/** What to do about an error, as far as the page has words for it: of its very place, else of its code. */
export function helpFor({ code, path }: { code: string; path: string }, say: Say): string | null {
  for (const own of [`${code}.${path}`, code]) {
    const help = say.named("error", own);
    if (help !== own) return help;
  }
  return null;
}

export function sayIn(locale: Locale): Say {
  const words = WORDS[locale];
  const say = (key: Key, values: Readonly<Record<string, string | number>> = {}): string =>
    words[key].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ""));
  const named = (family: string, code: string): string => {
    const key = `${family}.${code}`;
    return Object.hasOwn(words, key) ? words[key as Key] : code;
  };
  return Object.assign(say, { named, locale });
}
