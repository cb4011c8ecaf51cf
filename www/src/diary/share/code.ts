// lean-qr: 4 KB, MIT, kept up, and the only small one that chooses the denser mode for digits by itself.
import { correction, generate } from "lean-qr";

/** The largest code that phones read from a screen or a print at arm's length. */
const LARGEST = 19;

export interface Modules {
  size: number;
  on(x: number, y: number): boolean;
}

/** The squares of a code; throws where the text needs a larger one. */
export function modules(text: string): Modules {
  const code = generate(text, { minCorrectionLevel: correction.M, maxCorrectionLevel: correction.M, maxVersion: LARGEST });
  return { size: code.size, on: (x, y) => code.get(x, y) };
}

/** The dark squares as one path: a run of them at a time. */
export function path({ size, on }: Modules): string {
  let drawn = "";
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      if (!on(x, y)) continue;
      const from = x;
      while (x < size && on(x, y)) x += 1;
      drawn += `M${from} ${y}h${x - from}v1h${from - x}z`;
    }
  }
  return drawn;
}
