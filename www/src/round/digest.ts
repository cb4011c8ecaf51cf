const BYTES = new TextEncoder();

/**
 * FNV-1a of 64 bits over UTF-8, as sixteen hexadecimal figures: whether something is as it was, and nothing more. No
 * secret: what is short can be guessed from it. Not the browser's SHA-256, which a page of plain HTTP does not have.
 */
export function digest(text: string): string {
  let [high, low] = [0xcbf29ce4, 0x84222325];
  for (const byte of BYTES.encode(text)) {
    low = (low ^ byte) >>> 0;
    // Times 2^40 + 0x1b3, in two halves that a number holds exactly.
    const product = low * 0x1b3;
    high = (high * 0x1b3 + Math.floor(product / 2 ** 32) + (low << 8 >>> 0)) % 2 ** 32;
    low = product % 2 ** 32;
  }
  return high.toString(16).padStart(8, "0") + low.toString(16).padStart(8, "0");
}

/** The order of texts by their code points, which is the order of their bytes. */
export function byCodePoint(one: string, other: string): number {
  if (one === other) return 0;
  const [mine, theirs] = [[...one], [...other]];
  const at = mine.findIndex((letter, i) => letter !== theirs[i]);
  if (at < 0) return -1;
  return (mine[at]?.codePointAt(0) ?? 0) - (theirs[at]?.codePointAt(0) ?? -1);
}
