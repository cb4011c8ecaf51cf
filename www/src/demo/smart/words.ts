import type { LiangbingError } from "../../error.js";
import type { Locale } from "../../types.js";

const en = {
  "title": "Two-disease prompts · SMART", "launching": "Going to the server…", "reading": "Reading the patient…",
  "connect": "Connect", "server": "Server", "noServers": "No server is set up for this page (smart/config.json).",
  "notGranted": "Not read, because the launch does not grant it; what it holds is unknown: {types}",
  "drafted": "A draft lies in the record system: {location}. A person signs it there.", "review": "Review it there", "done": "Close this page",
  "noDrafts": "The record system does not take drafts from this page: write a referral there yourself.",
  "wrong": "It did not work: nothing of the patient is shown.", "again": "Launch again",
  "launch-refused": "The launch was refused.", "token-expired": "The permission has expired.",
  "scope-refused": "The server does not allow this to be read.", "server-refused": "The server did not answer as expected.",
  "timeout": "The server took too long.", "wrong-patient": "The server sent another patient's data.",
  "too-large": "The patient has more data than can be judged.", "message-refused": "The record system did not do it.",
  "not-json": "The server's answer could not be read.", "bad-options": "The page is not set up.", "other": "Something else went wrong.",
} as const;
export type SmartKey = keyof typeof en;

const zhCN: Readonly<Record<SmartKey, string>> = {
  "title": "两病提示 · SMART", "launching": "正在前往服务器……", "reading": "正在读取患者资料……",
  "connect": "连接", "server": "服务器", "noServers": "本页尚未配置服务器（smart/config.json）。",
  "notGranted": "以下内容未获授权，没有读取，其中的情况未知：{types}",
  "drafted": "草稿已放入病历系统：{location}，须由医务人员在那里签署。", "review": "到病历系统查看", "done": "关闭本页",
  "noDrafts": "病历系统不接收本页的草稿：转诊请在病历系统中自行填写。",
  "wrong": "没有成功：未显示任何患者资料。", "again": "重新启动",
  "launch-refused": "启动被拒绝。", "token-expired": "授权已过期。",
  "scope-refused": "服务器不允许读取这项内容。", "server-refused": "服务器的回答不符合预期。",
  "timeout": "服务器响应太慢。", "wrong-patient": "服务器给出了其他患者的资料。",
  "too-large": "患者资料过多，无法判断。", "message-refused": "病历系统没有执行。",
  "not-json": "服务器的回答无法读取。", "bad-options": "本页尚未配置好。", "other": "出现了其他问题。",
};

const WORDS: Readonly<Record<Locale, Readonly<Record<SmartKey, string>>>> = { "zh-CN": zhCN, en };

export function words(locale: Locale): (key: SmartKey, values?: Readonly<Record<string, string>>) => string {
  return (key, values = {}) => WORDS[locale][key].replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "");
}

/** The sentence of a refusal. */
export function keyOf({ code }: LiangbingError): SmartKey {
  return Object.hasOwn(en, code) ? (code as SmartKey) : "other";
}
