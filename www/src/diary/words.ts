import type { Locale } from "../types.js";
import { en } from "./words.en.js";
import { zhCN } from "./words.zh-CN.js";

export type DiaryKey = keyof typeof en;
export type DiaryWords = Readonly<Record<DiaryKey, string>>;

/** Says a key of the diary in one language; there is no falling back to another. */
export interface DiarySay {
  (key: DiaryKey, values?: Readonly<Record<string, string | number>>): string;
  /** A key that was put together; the code itself where there is no such key. */
  named(family: string, code: string): string;
  readonly locale: Locale;
}

const WORDS: Readonly<Record<Locale, DiaryWords>> = { "zh-CN": zhCN, en };

export function diarySay(locale: Locale): DiarySay {
  const words = WORDS[locale];
  const say = (key: DiaryKey, values: Readonly<Record<string, string | number>> = {}): string =>
    words[key].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ""));
  const named = (family: string, code: string): string => {
    const key = `${family}.${code}`;
    return Object.hasOwn(words, key) ? words[key as DiaryKey] : code;
  };
  return Object.assign(say, { named, locale });
}
