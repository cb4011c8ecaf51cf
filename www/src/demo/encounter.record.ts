import type { LiangbingRecord, Medication, Observation, Visit } from "../types.js";

/** What stands in the form of an encounter, as it was typed. */
export interface Typed {
  time: string;
  systolic: string;
  diastolic: string;
  glucose: string;
  timing: string;
  symptoms: readonly string[];
  concept: string;
  value: string;
  drug: string;
  dose: string;
  perDay: string;
  adherence: string;
  adverse: string;
}

export const EMPTY: Typed = {
  time: "", systolic: "", diastolic: "", glucose: "", timing: "fasting", symptoms: [], concept: "potassium", value: "", drug: "", dose: "",
  perDay: "", adherence: "", adverse: "",
};

/** What an encounter can bring besides, each in the unit that its report is printed in. */
export const TESTS = {
  potassium: "mmol/L", creatinine: "umol/L", hba1c: "%", uacr: "mg/g", ldl: "mmol/L", "heart-rate": "/min", weight: "kg", temperature: "Cel",
} as const;

/** The form takes what a person writes: wide digits, a comma for a point. What is no number is left out and said. */
export function numberOf(text: string): number | null {
  const plain = text.normalize("NFKC").replace(",", ".").trim();
  return /^\d+(\.\d+)?$/.test(plain) ? Number(plain) : null;
}

/** The fields whose text is no number. */
export function unread(typed: Typed): (keyof Typed)[] {
  return (["systolic", "diastolic", "glucose", "value", "perDay"] as const).filter((name) => typed[name].trim() && numberOf(typed[name]) === null);
}

export function isBlank(typed: Typed): boolean {
  return !typed.systolic && !typed.diastolic && !typed.glucose && !typed.value && !typed.drug && !typed.adherence && !typed.adverse
    && typed.symptoms.length === 0;
}

/** The hour on the wall, or a minute after whatever was recorded on that day: an encounter comes last. */
export function timeAfter(record: LiangbingRecord, day: string, now: string): string {
  const last = (record.observations ?? []).map(({ at }) => at).filter((at) => at.startsWith(`${day}T`)).map((at) => at.slice(11, 16)).sort().at(-1);
  if (!last || last < now) return now;
  const [hours = 0, minutes = 0] = last.split(":").map(Number);
  const next = Math.min(hours * 60 + minutes + 1, 23 * 60 + 59);
  const two = (n: number): string => String(n).padStart(2, "0");
  return `${two(Math.floor(next / 60))}:${two(next % 60)}`;
}

/** The record with the encounter in it; the one that was given is not changed. */
export function withEncounter(record: LiangbingRecord, typed: Typed, day: string): LiangbingRecord {
  if (isBlank(typed)) return record;
  const at = typed.time ? `${day}T${typed.time}` : day;
  return {
    ...record,
    observations: [...(record.observations ?? []), ...observations(typed, at)],
    ...(typed.drug && { medications: [...(record.medications ?? []), medicationOf(typed, day)] }),
    visits: [...(record.visits ?? []), ...visits(record, typed, at)],
  };
}

export function medicationOf({ drug, dose, perDay }: Typed, day: string): Medication {
  const times = numberOf(perDay);
  return { code: drug, since: day, ...(dose.trim() && { dose: dose.trim() }), ...(times !== null && { perDay: times }) };
}

function observations(typed: Typed, at: string): Observation[] {
  const list: Observation[] = [];
  const [systolic, diastolic] = [numberOf(typed.systolic), numberOf(typed.diastolic)];
  if (systolic !== null || diastolic !== null) {
    list.push({
      at, concept: "blood-pressure", ...(systolic !== null && { systolic }), ...(diastolic !== null && { diastolic }), unit: "mmHg",
    });
  }
  const glucose = numberOf(typed.glucose);
  if (glucose !== null) list.push({ at, concept: "glucose", value: glucose, unit: "mmol/L", timing: typed.timing } as Observation);
  for (const code of typed.symptoms) list.push({ at, concept: "symptom", code });
  const value = numberOf(typed.value);
  if (value !== null && typed.concept in TESTS) {
    const concept = typed.concept as keyof typeof TESTS;
    list.push({ at, concept, value, unit: TESTS[concept] });
  }
  return list;
}

/** A visit for each disease that the record has. Its class is not written: the rules read it off what was measured. */
function visits(record: LiangbingRecord, { adherence, adverse }: Typed, at: string): Visit[] {
  const has = (code: string): boolean => (record.conditions ?? []).some((own) => own.code === code && (own.status ?? "active") === "active");
  const more = {
    ...(adherence && { adherence: adherence as Visit["adherence"] }), ...(adverse && { adverseReaction: adverse === "yes" }),
  };
  const visit = (concern: Visit["concern"]): Visit => ({ at, mode: "face-to-face", concern, ...more });
  return [...(has("hypertension") ? [visit("hypertension")] : []), ...(has("type-2-diabetes") ? [visit("diabetes")] : [])];
}
