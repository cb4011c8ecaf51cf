import type { Locale } from "../types.js";
import { en } from "./words.en.js";
import { zhCN } from "./words.zh-CN.js";

export type DiaryKey = keyof typeof en;
export type DiaryWords = Readonly<Record<DiaryKey, string>>;

/** Says a key in one language; there is no falling back to another. */
export interface Say<K extends string> {
  (key: K, values?: Readonly<Record<string, string | number>>): string;
  /** A key that was put together; the code itself where there is no such key. */
  named(family: string, code: string): string;
  readonly locale: Locale;
}
export type DiarySay = Say<DiaryKey>;

/** How to say the keys of some words in a language. */
export function sayer<K extends string>(all: Readonly<Record<Locale, Readonly<Record<K, string>>>>): (locale: Locale) => Say<K> {
  return (locale) => {
    const words = all[locale];
    const say = (key: K, values: Readonly<Record<string, string | number>> = {}): string =>
      words[key].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ""));
    const named = (family: string, code: string): string => {
      const key = `${family}.${code}`;
      return Object.hasOwn(words, key) ? words[key as K] : code;
    };
    return Object.assign(say, { named, locale });
  };
}

export const diarySay = sayer<DiaryKey>({ "zh-CN": zhCN, en });
