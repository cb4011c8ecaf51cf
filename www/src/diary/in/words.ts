import type { Locale } from "../../types.js";
import { inEn } from "./words.en.js";
import { inZhCN } from "./words.zh-CN.js";

export type InKey = keyof typeof inEn;
export type InWords = Readonly<Record<InKey, string>>;

/** Says a key of bringing in, in one language; there is no falling back to another. */
export interface InSay {
  (key: InKey, values?: Readonly<Record<string, string | number>>): string;
  /** A key that was put together; the code itself where there is no such key. */
  named(family: string, code: string): string;
  readonly locale: Locale;
}

const WORDS: Readonly<Record<Locale, InWords>> = { "zh-CN": inZhCN, en: inEn };

export function inSay(locale: Locale): InSay {
  const words = WORDS[locale];
  const say = (key: InKey, values: Readonly<Record<string, string | number>> = {}): string =>
    words[key].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ""));
  const named = (family: string, code: string): string => {
    const key = `${family}.${code}`;
    return Object.hasOwn(words, key) ? words[key as InKey] : code;
  };
  return Object.assign(say, { named, locale });
}
