import type { Locale } from "../types.js";
import { en } from "./words.en.js";
import { zhCN } from "./words.zh-CN.js";

export type PageKey = keyof typeof en;
export type PageWords = Readonly<Record<PageKey, string>>;

const WORDS: Readonly<Record<Locale, PageWords>> = { "zh-CN": zhCN, en };

export interface PageSay {
  (key: PageKey, values?: Readonly<Record<string, string | number>>): string;
  named(family: string, code: string): string;
}

export function pageSay(locale: Locale): PageSay {
  const words = WORDS[locale];
  const say = (key: PageKey, values: Readonly<Record<string, string | number>> = {}): string =>
    words[key].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ""));
  const named = (family: string, code: string): string => {
    const key = `${family}.${code}`;
    return Object.hasOwn(words, key) ? words[key as PageKey] : code;
  };
  return Object.assign(say, { named });
}
