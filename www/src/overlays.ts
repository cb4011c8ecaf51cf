import { LiangbingError } from "./error.js";
import { stringify } from "./json.js";
import { type Instance, Shared } from "./module.js";
import * as glue from "../pkg-overlays/overlays.js";
import * as spare from "../pkg-overlays/overlays.js?spare";

type Glue = Pick<typeof glue, "initSync" | "compile">;

const shared = new Shared<Glue>(glue, spare);
let instance: Instance<Glue> | undefined;

/** Loads the judge of overlays; `load({ overlay })` does so by itself, from beside this file. */
export async function loadOverlays(o: { wasm?: URL | BufferSource } = {}): Promise<void> {
  instance = await shared.load(o.wasm ?? new URL("../pkg-overlays/overlays_bg.wasm", import.meta.url));
}

/** Judges a county's adjustment; the built-in rules with it, compiled for a core of the same version. */
export function compileOverlay(overlay: object): Uint8Array {
  if (!instance) throw new LiangbingError("wasm-missing", "", "`loadOverlays()` comes first");
  const text = stringify(overlay);
  return instance.run((overlays) => overlays.compile(text));
}
