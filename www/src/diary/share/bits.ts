/** Numbers one after another in as few bits as each needs; the number that they make together is decimal digits. */
export class BitWriter {
  readonly #bits: number[] = [];

  put(value: number, bits: number): this {
    if (!Number.isSafeInteger(value) || value < 0 || value >= 2 ** bits) throw new RangeError(`${value} does not fit ${bits} bits`);
    for (let bit = bits - 1; bit >= 0; bit -= 1) this.#bits.push(Math.floor(value / 2 ** bit) % 2);
    return this;
  }

  /** With what detects a digit that was lost or misread. */
  digits(): string {
    const sum = check(this.#bits);
    this.put(sum, 16);
    // A one in front, so that zeros in front are kept.
    return BigInt(`0b1${this.#bits.join("")}`).toString();
  }
}

/** The same read back. What is not there, or was changed, is an error and never a number. */
export class BitReader {
  readonly #bits: string;
  #at = 0;

  constructor(digits: string) {
    const all = BigInt(digits).toString(2).slice(1);
    const body = [...all.slice(0, -16)].map(Number);
    if (all.length < 16 || parseInt(all.slice(-16), 2) !== check(body)) throw new RangeError("the digits are not whole");
    this.#bits = all.slice(0, -16);
  }

  take(bits: number): number {
    const text = this.#bits.slice(this.#at, this.#at + bits);
    if (text.length !== bits) throw new RangeError("the digits end too early");
    this.#at += bits;
    return parseInt(text, 2);
  }

  get ended(): boolean {
    return this.#at === this.#bits.length;
  }
}

// CRC-16 of the ISO/IEC 13239 family, bit by bit.
function check(bits: readonly number[]): number {
  return bits.reduce((sum, bit) => {
    const carry = ((sum >> 15) & 1) ^ bit;
    return ((sum << 1) & 0xffff) ^ (carry ? 0x1021 : 0);
  }, 0xffff);
}
