import { LiangbingError } from "../error.js";
import { fetchBytes } from "../module.js";

const files = new Map<string, string>();

/** Where each file of the package is, by its name. */
export function tell(places: Readonly<Record<string, string>>): void {
  for (const [name, place] of Object.entries(places)) files.set(name, place);
}

/** A file as the loader asks for it; one that the page did not name is missing. */
export async function toldFile(name: string): Promise<BufferSource> {
  const place = files.get(name);
  if (place === undefined) throw new LiangbingError("wasm-missing", "", `the page did not say where \`${name}\` is`);
  return fetchBytes(new URL(place));
}
