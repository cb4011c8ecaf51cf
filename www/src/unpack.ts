import { LiangbingError } from "./error.js";

/** A file that came as compressed text. Never `fetch` of a `data:` address: `connect-src` blocks it. */
export async function unpackedFile(text: Promise<{ default: string }>): Promise<Uint8Array<ArrayBuffer>> {
  const { default: packed } = await text;
  if (typeof DecompressionStream !== "function") {
    throw new LiangbingError("wasm-blocked", "browser", "this browser cannot unpack the module; a newer one is needed");
  }
  try {
    const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  } catch (cause) {
    throw new LiangbingError("wasm-wrong", "", "the module in this script is damaged", { cause });
  }
}
