// The module of other people's shapes, which FHIR and CDS Hooks share.
import { LiangbingError } from "./error.js";
import { type Instance, Shared } from "./module.js";
import * as glue from "../pkg-edges/edges.js";
import * as spare from "../pkg-edges/edges.js?spare";

/** What the module answers. */
export type Edges = Pick<typeof glue, "ask" | "feedback" | "fromAssessment" | "fromRecord" | "initSync" | "respond" | "services" | "toRecord">;

const shared = new Shared<Edges>(glue, spare);
let instance: Instance<Edges> | undefined;

/** Loads it once for the page. */
export async function loadEdges(wasm: URL | BufferSource): Promise<void> {
  instance = await shared.load(wasm);
}

/** The running module. */
export function edges(): Instance<Edges> {
  if (!instance) throw new LiangbingError("wasm-missing", "", "`loadFhir()` comes first");
  return instance;
}
