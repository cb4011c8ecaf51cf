// lean-qr: 4 KB, MIT, kept up, and the only small one that chooses the denser mode for digits by itself.
import { correction, generate } from "lean-qr";

/** What a code is read from: how much of it may be hidden or smeared, and the most squares that are still told apart. */
export interface Readers {
  spare: typeof correction.L;
  largest: number;
}

/** A phone's screen or a print, at arm's length. */
export const HAND: Readers = { spare: correction.M, largest: 19 };
/** A computer's screen, which is large and clean. */
export const SCREEN: Readers = { spare: correction.L, largest: 30 };

export interface Modules {
  size: number;
  on(x: number, y: number): boolean;
}

/** The squares of a code; throws where the text needs a larger one. */
export function modules(text: string, { spare, largest }: Readers = HAND): Modules {
  const code = generate(text, { minCorrectionLevel: spare, maxCorrectionLevel: spare, maxVersion: largest });
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
