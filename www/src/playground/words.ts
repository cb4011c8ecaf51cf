import type { Locale } from "../types.js";
import { en } from "./words.en.js";
import { zhCN } from "./words.zh-CN.js";

export type PlayKey = keyof typeof en;
export type PlayWords = Readonly<Record<PlayKey, string>>;

const WORDS: Readonly<Record<Locale, PlayWords>> = { "zh-CN": zhCN, en };

export type PlaySay = (key: PlayKey, values?: Readonly<Record<string, string | number>>) => string;

export function playSay(locale: Locale): PlaySay {
  return (key, values = {}) => WORDS[locale][key].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ""));
}
