import { en as alarm } from "../src/diary/alarm/words.en.js";
import { zhCN as alarmZh } from "../src/diary/alarm/words.zh-CN.js";
import { en as flags } from "../src/diary/in/flags.words.en.js";
import { zhCN as flagsZh } from "../src/diary/in/flags.words.zh-CN.js";
import { describe, expect, it } from "vitest";
import { en as page } from "../src/demo/words.en.js";
import { zhCN as pageZh } from "../src/demo/words.zh-CN.js";
import { en as bedside } from "../src/elements/bedside.words.en.js";
import { zhCN as bedsideZh } from "../src/elements/bedside.words.zh-CN.js";
import { en as diary } from "../src/diary/words.en.js";
import { zhCN as diaryZh } from "../src/diary/words.zh-CN.js";
import { inEn } from "../src/diary/in/words.en.js";
import { inZhCN } from "../src/diary/in/words.zh-CN.js";
import { en as more } from "../src/diary/more/words.en.js";
import { zhCN as moreZh } from "../src/diary/more/words.zh-CN.js";
import { en } from "../src/elements/words.en.js";
import { en as book } from "../src/guidelines/words.en.js";
import { zhCN as bookZh } from "../src/guidelines/words.zh-CN.js";
import { en as playground } from "../src/playground/words.en.js";
import { zhCN as playgroundZh } from "../src/playground/words.zh-CN.js";
import { ROUND_PAGE_WORDS } from "../src/demo/round/words.js";
import { en as round } from "../src/round/words.en.js";
import { zhCN as roundZh } from "../src/round/words.zh-CN.js";
import { localeOf, sayIn } from "../src/elements/words.js";
import { zhCN } from "../src/elements/words.zh-CN.js";

const places = (text: string): string[] => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).sort();

describe.each([["elements", en, zhCN], ["doctor's page", page, pageZh], ["diary", diary, diaryZh], ["bedside", bedside, bedsideZh], ["rule book", book, bookZh], ["playground", playground, playgroundZh], ["diary bringing in", inEn, inZhCN], ["alarm", alarm, alarmZh], ["flags", flags, flagsZh], ["round", round, roundZh], ["round's page", ROUND_PAGE_WORDS.en, ROUND_PAGE_WORDS["zh-CN"]], ["diary's parts", more, moreZh]] as const)("the words of the %s", (_, english, chinese) => {
  const one: Record<string, string> = english;
  const other: Record<string, string> = chinese;

  it("exist in both languages", () => {
    expect(Object.keys(other).sort()).toEqual(Object.keys(one).sort());
    expect([...Object.values(one), ...Object.values(other)].filter((text) => text.trim() === "")).toEqual([]);
  });

  it("leave the same places open", () => {
    for (const key of Object.keys(one)) expect([key, places(other[key] ?? "")]).toEqual([key, places(one[key] ?? "")]);
  });

  it("do not mix the languages", () => {
    expect(Object.entries(one).filter(([, text]) => /\p{Script=Han}/u.test(text))).toEqual([]);
  });
});

describe("saying", () => {
  it("fills the places", () => expect(sayIn("en")("more", { n: 3 })).toBe("3 more"));
  it("names a code, or leaves it as it is", () => {
    expect(sayIn("zh-CN").named("concept", "glucose")).toBe("血糖");
    expect(sayIn("zh-CN").named("concept", "new-thing")).toBe("new-thing");
  });
  it("takes any tag of English as English", () => {
    expect([localeOf("en-GB"), localeOf("zh"), localeOf(null)]).toEqual(["en", "zh-CN", "zh-CN"]);
  });
});
