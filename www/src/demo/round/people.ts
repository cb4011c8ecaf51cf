import type { Input } from "../../liangbing.js";
import type { LiangbingRecord } from "../../types.js";

export const LISTS = ["village", "ward"] as const;
export type ListName = (typeof LISTS)[number];

/** The day that the synthetic patients were made for, and the round a week before it. */
export const DAY = "2026-11-21";
export const BEFORE = "2026-11-14";

const FAMILY = [..."王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"];
const GIVEN = ["秀英", "建国", "桂兰", "志强", "玉梅", "德福", "淑珍", "海涛", "春花", "永贵", "丽华", "国庆", "凤英", "立军", "金莲", "长明", "素芬", "保田", "翠萍", "文斌", "爱华", "卫东", "小红"];

/** Invented people, from the project's own synthesizer; names and places are given here, since it has none. */
export async function people(list: ListName): Promise<LiangbingRecord[]> {
  const { default: text } = list === "village" ? await import("./village.ndjson?raw") : await import("./ward.ndjson?raw");
  return text.trim().split("\n").map((line, at) => dressed(JSON.parse(line) as LiangbingRecord, at, list));
}

function dressed(record: LiangbingRecord, at: number, list: ListName): LiangbingRecord {
  const family = FAMILY[(at * 7) % FAMILY.length] ?? "";
  const given = GIVEN[(at * 5 + Math.floor(at / FAMILY.length)) % GIVEN.length] ?? "";
  const place = list === "village" ? { village: "东庄村", grid: `东庄村 ${(at % 8) + 1} 网格` } : { grid: `三病区 ${Math.floor(at / 10) + 1} 组` };
  return { ...record, patient: { ...record.patient, id: `${list}-${String(at + 1).padStart(3, "0")}`, name: `${family}${given}`, place } };
}

/** What lists of a real place hold too: a row that cannot be read, and somebody who is on it twice. */
export function withFaults(list: readonly LiangbingRecord[], name: ListName): Input[] {
  const twice = list[17];
  return name === "village" && twice ? [...list, '{"patient": {"id": "village-301", "name": "', twice] : [...list];
}

/** A record as it stood on a day: what was written later is not there yet. */
export function asItStood(record: LiangbingRecord, day: string): LiangbingRecord {
  const until = <T extends { at: string }>(list: readonly T[] | null | undefined): T[] => (list ?? []).filter(({ at }) => at.slice(0, 10) <= day);
  const referrals = until(record.referrals).map(({ closed, events, ...rest }) => ({
    ...rest, events: until(events), ...(closed && closed.at.slice(0, 10) <= day && { closed }),
  }));
  const medications = (record.medications ?? []).filter(({ since }) => !since || since <= day);
  return { ...record, observations: until(record.observations), visits: until(record.visits), referrals, medications };
}
