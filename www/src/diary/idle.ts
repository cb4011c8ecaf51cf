const MINUTE = 60_000;

/** Calls when nobody has touched the page for some minutes. */
export class Idle {
  readonly #what: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #minutes = 0;

  constructor(what: () => void) {
    this.#what = what;
  }

  /** 0: never. */
  set minutes(minutes: number) {
    if (minutes === this.#minutes) return;
    this.#minutes = minutes;
    this.touch();
  }

  touch = (): void => {
    clearTimeout(this.#timer);
    if (this.#minutes > 0) this.#timer = setTimeout(this.#what, this.#minutes * MINUTE);
  };

  stop(): void {
    this.#minutes = 0;
    clearTimeout(this.#timer);
  }
}
