import { registerFhir } from "./liangbing.js";
import { LiangbingError } from "./error.js";
import { stringify } from "./json.js";
import { compile, Instance } from "./module.js";
import * as glue from "../pkg-edges/edges.js";
import * as spare from "../pkg-edges/edges.js?spare";
import type { FhirInput, LiangbingRecord, SetAside } from "./types.js";

type Glue = Pick<typeof glue, "initSync" | "toRecord">;
type Edges = Instance<Glue>;

let loading: Promise<Edges> | undefined;
let instance: Edges | undefined;

/** Loads the reader of FHIR; afterwards `Engine.assess` takes bundles too. */
export async function loadFhir(o: { wasm?: URL | BufferSource } = {}): Promise<void> {
  loading ??= compile(o.wasm ?? new URL("../pkg-edges/edges_bg.wasm", import.meta.url))
    .then((module) => new Instance<Glue>(glue, spare, module));
  try {
    instance = await loading;
  } catch (error) {
    loading = undefined;
    throw error;
  }
  registerFhir((fhir) => toRecord(fhir as FhirInput | string));
}

/** FHIR R4 to a record, with what was not understood. */
export function toRecord(fhir: FhirInput | string): { record: LiangbingRecord; setAside: SetAside[] } {
  if (!instance) throw new LiangbingError("wasm-missing", "", "`loadFhir()` comes first");
  const text = typeof fhir === "string" ? fhir : stringify(fhir);
  return JSON.parse(instance.run((edges) => edges.toRecord(text))) as {
    record: LiangbingRecord;
    setAside: SetAside[];
  };
}
