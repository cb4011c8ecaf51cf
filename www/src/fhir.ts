import { edges, type Edges, loadEdges } from "./edges.js";
import { stringify } from "./json.js";
import { registerFhir } from "./liangbing.js";
import type { Assessment, FhirInput, FhirResource, LiangbingRecord, SetAside } from "./types.js";

/** A Bundle of type `collection`. */
export interface FhirBundle extends FhirResource {
  resourceType: "Bundle";
  type: "collection";
  entry?: { fullUrl: string; resource: FhirResource }[];
}

/** Loads the reader of FHIR; afterwards `Engine.assess` takes bundles too. */
export async function loadFhir(o: { wasm?: URL | BufferSource } = {}): Promise<void> {
  await loadEdges(o.wasm ?? new URL("../pkg-edges/edges_bg.wasm", import.meta.url));
  registerFhir((fhir) => toRecord(fhir as FhirInput | string));
}

/** What the module answers; it must have been loaded. */
function ask<T>(question: (edges: Edges) => string): T {
  return JSON.parse(edges().run(question)) as T;
}

/** FHIR R4 (a Bundle, a resource, an array, or bulk data as text) to a record, with what was not understood. */
export function toRecord(fhir: FhirInput | string): { record: LiangbingRecord; setAside: SetAside[] } {
  const text = typeof fhir === "string" ? fhir : stringify(fhir);
  return ask((edges) => edges.toRecord(text));
}

/** A record as FHIR R4; `toRecord` reads the same record from it. */
export function fromRecord(record: LiangbingRecord): FhirBundle {
  const text = stringify(record);
  return ask((edges) => edges.fromRecord(text));
}

/** An assessment as FHIR R4: flags, risks, a proposed plan, drafts; the record says who it is about. */
export function fromAssessment(assessment: Assessment, record: LiangbingRecord): FhirBundle {
  const [said, about] = [stringify(assessment), stringify(record)];
  return ask((edges) => edges.fromAssessment(said, about));
}
