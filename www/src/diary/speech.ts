import type { Locale } from "../types.js";

/** A voice that is on this device; one from a network would send what is read to somebody. */
export function localVoice(locale: Locale): SpeechSynthesisVoice | null {
  if (typeof speechSynthesis === "undefined") return null;
  const language = locale === "zh-CN" ? "zh" : "en";
  const own = speechSynthesis.getVoices().filter(({ localService, lang }) => localService && lang.toLowerCase().startsWith(language));
  return own.find(({ lang }) => lang.toLowerCase().replace("_", "-") === locale.toLowerCase()) ?? own[0] ?? null;
}

/** Reads a text; calls back when it ends or is stopped. */
export function speak(text: string, voice: SpeechSynthesisVoice, ended: () => void): void {
  speechSynthesis.cancel();
  const said = new SpeechSynthesisUtterance(text);
  said.voice = voice;
  said.lang = voice.lang;
  said.rate = 0.9;
  said.onend = ended;
  said.onerror = ended;
  speechSynthesis.speak(said);
}
