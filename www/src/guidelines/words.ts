import type { Locale } from "../types.js";
import { en } from "./words.en.js";
import { zhCN } from "./words.zh-CN.js";

export type BookKey = keyof typeof en;
export type BookWords = Readonly<Record<BookKey, string>>;

const WORDS: Readonly<Record<Locale, BookWords>> = { "zh-CN": zhCN, en };

export interface BookSay {
  (key: BookKey, values?: Readonly<Record<string, string | number>>): string;
  /** The name of a code, or the code itself where the page has no name for it. */
  named(family: string, code: string): string;
  readonly locale: Locale;
}

export function bookSay(locale: Locale): BookSay {
  const words = WORDS[locale];
  const say = (key: BookKey, values: Readonly<Record<string, string | number>> = {}): string =>
    words[key].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ""));
  const named = (family: string, code: string): string => {
    const key = `${family}.${code}`;
    return Object.hasOwn(words, key) ? words[key as BookKey] : code;
  };
  return Object.assign(say, { named, locale });
}
