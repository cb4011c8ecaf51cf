import type { VisitFile } from "./visit-file.js";

// What a visit's file says, for a phone that scans it: `diary/#2.` and digits, since a code holds digits closest. They are the
// file's text, deflated, with the checksum of that format, as one number with a one in front. What stands behind `#` no
// browser sends.
const [MARK, LONGEST, LARGEST] = ["#2.", 6_000, 500_000];

/** The address of a diary that brings in this file. Rejects where a browser cannot compress. */
export async function visitAddress(diary: string, { format, at, documents }: VisitFile): Promise<string> {
  const text = JSON.stringify({ format, at, documents });
  const bytes = await whole(new Blob([text]).stream().pipeThrough(new CompressionStream("deflate")));
  return `${diary}${MARK}${BigInt(`0x1${[...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`).toString()}`;
}

/** The file's text; `null` for what is no such code, whole and as it was made. */
export async function visitText(digits: string): Promise<string | null> {
  if (!/^[1-9]\d*$/.test(digits) || digits.length > LONGEST) return null;
  const hex = BigInt(digits).toString(16);
  if (!hex.startsWith("1") || hex.length % 2 === 0) return null;
  const bytes = Uint8Array.from(hex.slice(1).match(/../g) ?? [], (two) => parseInt(two, 16));
  try {
    const read = await whole(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate")));
    return new TextDecoder("utf-8", { fatal: true }).decode(read);
  } catch {
    return null;
  }
}

async function whole(stream: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  const reader = stream.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    length += part.value.length;
    // Not the digits say how much they unpack to.
    if (length > LARGEST) throw new RangeError("more than a visit's file holds");
    parts.push(part.value);
  }
  const bytes = new Uint8Array(length);
  parts.reduce((at, part) => (bytes.set(part, at), at + part.length), 0);
  return bytes;
}
