import type { Locale } from "../types.js";

// Apart from the panel's words: a page that has words of its own loads none of those.

/** The locale of a language tag; Chinese unless it is English. */
export function localeOf(tag: string | null | undefined): Locale {
  return tag?.toLowerCase().startsWith("en") ? "en" : "zh-CN";
}
