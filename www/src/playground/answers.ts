import { handle, services } from "../cds-hooks.js";
import { LiangbingError } from "../error.js";
import { fromAssessment, fromRecord, toRecord } from "../fhir.js";
import { type Engine, isFhir } from "../liangbing.js";
import type { Assessment, FhirInput, LiangbingRecord, Locale } from "../types.js";

export const OUTPUTS = ["assessment", "cards", "fhir", "text"] as const;
export type Output = (typeof OUTPUTS)[number];

/** What was typed, as the module understands it. */
export interface Input {
  text: string;
  /** The native record; of FHIR, what was read from it. */
  record: LiangbingRecord | null;
  assessment: Assessment | null;
  error: LiangbingError | null;
  /** How long the assessment took, in milliseconds. */
  took: number;
}

/** Judges a text as it was written. */
export function judged(engine: Engine, text: string, asOf: string, locale: Locale): Input {
  const start = performance.now();
  try {
    const assessment = engine.assess(text, { asOf, locale });
    const took = performance.now() - start;
    return { text, record: recordOf(text), assessment, error: null, took };
  } catch (error) {
    return { text, record: null, assessment: null, error: LiangbingError.of(error), took: performance.now() - start };
  }
}

function recordOf(text: string): LiangbingRecord {
  const value: unknown = JSON.parse(text);
  return isFhir(value) ? toRecord(value as FhirInput).record : (value as LiangbingRecord);
}

/** One form of the answer, as text. */
export function outputOf(engine: Engine, { record, assessment }: Input, output: Output, o: { asOf: string; locale: Locale }): string {
  if (!record || !assessment) return "";
  const json = (value: unknown): string => JSON.stringify(value, null, 2);
  switch (output) {
    case "assessment": return json(assessment);
    case "cards": return json(handle(engine, "liangbing-patient-view", call(record), o));
    case "fhir": return json(fromAssessment(assessment, record));
    case "text": return engine.assess(record, { ...o, letters: ["visit-note"] }).letters.map(({ text }) => text).join("\n\n");
  }
}

interface Entry {
  fullUrl: string;
  resource: { resourceType: string; id?: string };
}

/** A call of `patient-view` such as an EHR makes: every prefetch, by its template's type, each resource once. */
export function call(record: LiangbingRecord): object {
  const { entry = [] } = fromRecord(record);
  const own = entry.find(({ resource }) => (resource as Entry["resource"]).resourceType === "Patient") as Entry | undefined;
  const patientId = own?.resource.id ?? "patient";
  // An EHR's resources name the patient by its address there, not by that of a bundle.
  const text = JSON.stringify(entry);
  const entries = JSON.parse(own ? text.replaceAll(JSON.stringify(own.fullUrl), JSON.stringify(`Patient/${patientId}`)) : text) as Entry[];
  const templates = services().services.find(({ id }) => id === "liangbing-patient-view")?.prefetch ?? {};
  const taken = new Set<string>();
  const prefetch = Object.entries(templates).map(([key, template]) => {
    const type = /^\w+/.exec(template)?.[0] ?? "";
    const found = taken.has(type) ? [] : entries.filter(({ resource }) => resource.resourceType === type);
    taken.add(type);
    if (type === "Patient") return [key, { ...(found[0]?.resource ?? { resourceType: type }), id: patientId }];
    return [key, found.length > 0 ? { resourceType: "Bundle", type: "searchset", entry: found.map(({ resource }) => ({ resource })) } : null];
  });
  return {
    hook: "patient-view", hookInstance: "00000000-0000-4000-8000-000000000000",
    context: { patientId, userId: "Practitioner/demo" }, prefetch: Object.fromEntries(prefetch) as object,
  };
}

export interface Times {
  median: number;
  fastest: number;
  /** Reading and writing the answer's own JSON, in the same run. */
  baseline: number;
  runs: number;
}

/** Times assessments beside what the answer's own JSON takes. */
export function timed(engine: Engine, text: string, o: { asOf: string; locale: Locale }, runs = 40): Times {
  const measure = (what: () => unknown): number[] => Array.from({ length: runs }, () => {
    const start = performance.now();
    what();
    return performance.now() - start;
  }).sort((a, b) => a - b);
  const answer = engine.assess(text, o);
  const own = measure(() => engine.assess(text, o));
  const baseline = measure(() => JSON.parse(JSON.stringify(answer)) as unknown);
  const middle = Math.floor(runs / 2);
  return { median: own[middle] ?? 0, fastest: own[0] ?? 0, baseline: baseline[middle] ?? 0, runs };
}

/** What the page fetched of one kind, with its size as it lies on the server. */
export function fetched(): { name: string; bytes: number; milliseconds: number }[] {
  const all = performance.getEntriesByType("resource") as PerformanceResourceTiming[];
  return all.filter(({ name }) => /\.(wasm|js|css)$/.test(name)).map(({ name, encodedBodySize, duration }) => ({
    name: name.slice(name.lastIndexOf("/") + 1), bytes: encodedBodySize, milliseconds: duration,
  }));
}
