import type { Locale } from "../../types.js";

const en = {
  "title": "Digital round · Two-disease prompts", "heading": "Digital round", "skip": "Skip to the list", "synthetic": "Invented patients; everything stays on this computer.",
  "doctor": "To the doctor's page", "list": "List", "list.village": "A village of 300", "list.ward": "A ward of 40", "asOf": "Day of the round", "role": "Where you work",
  "role.village": "village clinic", "role.township": "township clinic", "role.county": "county hospital", "language": "Language",
  "preparing": "Preparing the round of {day}…", "prepared": "The round of {day} was done for you, so that there is something to compare with.", "own": "Compared with your own round of {day}.",
  "none": "No round is kept: everybody will be new.", "forget": "Forget the last round", "kept": "Kept on this computer for the next round.", "notKept": "This browser does not keep it; the next round starts from the one before.",
  "task": "Handed on: {who} to {owner} by {day}.", "tasks": "Handed on: {n}.",
} as const;

export type RoundPageKey = keyof typeof en;
type Words = Readonly<Record<RoundPageKey, string>>;

const zhCN: Words = {
  "title": "数智查房 · 两病提示", "heading": "数智查房", "skip": "跳到名单", "synthetic": "均为虚构患者；数据只留在本机。",
  "doctor": "去医生页面", "list": "名单", "list.village": "一个村 300 人", "list.ward": "一个病区 40 人", "asOf": "查房日期", "role": "您在哪里",
  "role.village": "村卫生室", "role.township": "乡镇卫生院", "role.county": "县医院", "language": "语言",
  "preparing": "正在准备 {day} 的查房…", "prepared": "已替您做了 {day} 的查房，以便对比。", "own": "与您 {day} 的查房对比。",
  "none": "没有保留上次查房：所有人都算新进。", "forget": "忘掉上次查房", "kept": "已留在本机，供下次对比。", "notKept": "浏览器没有保存；下次仍与更早的一次对比。",
  "task": "已交办：{who}，交给{owner}，{day} 前。", "tasks": "已交办 {n} 人。",
};

export const ROUND_PAGE_WORDS: Readonly<Record<Locale, Words>> = { "zh-CN": zhCN, en };

export function roundPageSay(locale: Locale): (key: RoundPageKey, values?: Readonly<Record<string, string | number>>) => string {
  return (key, values = {}) => ROUND_PAGE_WORDS[locale][key].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ""));
}
