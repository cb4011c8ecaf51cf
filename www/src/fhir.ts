import { registerFhir } from "./liangbing.js";
import { LiangbingError } from "./error.js";
import { stringify } from "./json.js";
import { type Instance, Shared } from "./module.js";
import * as glue from "../pkg-edges/edges.js";
import * as spare from "../pkg-edges/edges.js?spare";
import type { FhirInput, LiangbingRecord, SetAside } from "./types.js";

type Glue = Pick<typeof glue, "ask" | "feedback" | "initSync" | "respond" | "services" | "toRecord">;

const shared = new Shared<Glue>(glue, spare);
let instance: Instance<Glue> | undefined;

/** Loads the reader of FHIR; afterwards `Engine.assess` takes bundles too. */
export async function loadFhir(o: { wasm?: URL | BufferSource } = {}): Promise<void> {
  instance = await shared.load(o.wasm ?? new URL("../pkg-edges/edges_bg.wasm", import.meta.url));
  registerFhir((fhir) => toRecord(fhir as FhirInput | string));
}

/** The running module, for `liangbing/cds-hooks`, which is part of it. */
export function edges(): Instance<Glue> {
  if (!instance) throw new LiangbingError("wasm-missing", "", "`loadFhir()` comes first");
  return instance;
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
