import { sayer, type Say } from "../words.js";
import { en } from "./words.en.js";
import { zhCN } from "./words.zh-CN.js";

/** Words of the parts that are fetched when they are opened. */
export type MoreKey = keyof typeof en;
export type MoreWords = Readonly<Record<MoreKey, string>>;
export type MoreSay = Say<MoreKey>;
export const moreSay = sayer<MoreKey>({ "zh-CN": zhCN, en });
