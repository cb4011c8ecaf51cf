import type { LiangbingRecord, Observation } from "../types.js";
import type { Limit, Line, Part } from "./data.js";

export const KINDS = ["fires", "silent", "possible", "excused"] as const;
export type Kind = (typeof KINDS)[number];

export interface Example {
  asOf: string;
  record: LiangbingRecord;
}

/** Cases of one rule, by what they show. */
export type Examples = Readonly<Record<string, Partial<Record<Kind, Example>>>>;

/** A line of a rule that stands on one value of a record. */
export interface Edge {
  line: Line;
  limit: Limit;
  field: "value" | "systolic" | "diastolic";
  concept: string;
  /** The place of the observation. */
  place: number;
}

/** The lines of a condition that stand on a value of the record, each once. */
export function edgesOf(when: Part, record: LiangbingRecord): Edge[] {
  const list: Edge[] = [];
  const walk = (part: Part): void => {
    const seen = part.seen?.map(({ observation }) => observation).find((place) => place !== null);
    const place = seen ?? newest(record, part.concept);
    const own = place === undefined ? undefined : record.observations?.[place];
    for (const line of own ? part.lines : []) {
      const limit = line.limits.find(({ unit }) => own && "unit" in own && unit === own.unit);
      const known = list.some((edge) => edge.place === place && edge.field === line.field && edge.limit.at === limit?.at);
      if (line.field && limit && part.concept && own?.concept === part.concept && !known && place !== undefined) {
        list.push({ line, limit, field: line.field, concept: part.concept, place });
      }
    }
    part.parts.forEach(walk);
  };
  walk(when);
  return list;
}

/** The newest observation of a data element. */
function newest(record: LiangbingRecord, concept: string | null): number | undefined {
  const own = (record.observations ?? []).flatMap((one, place) => (one.concept === concept ? [{ place, at: one.at }] : []));
  return own.sort((a, b) => (a.at < b.at ? 1 : -1))[0]?.place;
}

/** The record with one value of one observation changed. */
export function changed(record: LiangbingRecord, place: number, fields: Partial<Record<string, unknown>>): LiangbingRecord {
  const observations = (record.observations ?? []).map((one, i) => (i === place ? ({ ...one, ...fields } as Observation) : one));
  return { ...record, observations };
}

/** Data elements that the condition reads as numbers and the record has no value of, each with the lines it is held against. */
export function lacking(when: Part, record: LiangbingRecord): { concept: string; lines: Line[] }[] {
  const list = new Map<string, Line[]>();
  const walk = (part: Part): void => {
    const measured = part.lines.filter(({ field }) => field !== null);
    if (part.concept && measured.length > 0 && newest(record, part.concept) === undefined) {
      list.set(part.concept, list.get(part.concept) ?? measured);
    }
    part.parts.forEach(walk);
  };
  walk(when);
  return [...list].map(([concept, lines]) => ({ concept, lines }));
}

/** The record with a reading at the lines of a data element, in their first unit. */
export function added(record: LiangbingRecord, { concept, lines }: { concept: string; lines: Line[] }, at: string): LiangbingRecord {
  const values = lines.flatMap(({ field, limits: [limit] }) => (field && limit ? [[field, Number(limit.at)]] : []));
  const unit = lines[0]?.limits[0]?.unit;
  const observation = { at, concept, ...Object.fromEntries(values), ...(unit ? { unit } : {}) } as Observation;
  return { ...record, observations: [...(record.observations ?? []), observation] };
}
