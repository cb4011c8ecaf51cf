import { sayer, type Say } from "../words.js";
import { en } from "./words.en.js";
import { zhCN } from "./words.zh-CN.js";

/** Words of the sheet of danger and of the signs, which are fetched after the first paint. */
export type AlarmKey = keyof typeof en;
export type AlarmWords = Readonly<Record<AlarmKey, string>>;
export type AlarmSay = Say<AlarmKey>;
export const alarmSay = sayer<AlarmKey>({ "zh-CN": zhCN, en });
