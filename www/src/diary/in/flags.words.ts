import { sayer } from "../words.js";
import { en } from "./flags.words.en.js";
import { zhCN } from "./flags.words.zh-CN.js";

/** What devices say of their own readings; fetched once there is such a reading. */
export type FlagKey = keyof typeof en;
export type FlagWords = Readonly<Record<FlagKey, string>>;
export const flagSay = sayer<FlagKey>({ "zh-CN": zhCN, en });
