import { LiangbingError } from "../error.js";
import type { Engine, Input } from "../liangbing.js";
import type { WorkerEngine } from "../worker.js";
import type { CareLevel, Day, Locale, Options, Stamp } from "../types.js";
import { type Answer, judged, rulesOf, SECTIONS } from "./judge.js";
import { nameless, placeOf, type Row, rowOf, twice } from "./patients.js";
import type { Issue, Seen, Swept } from "./compare.js";
import type { PatientState, RoundState } from "./state.js";

/** Who answers: an engine of the page, one in a worker, or what starts one, so that a dead one can be replaced. */
export type Judge = Engine | WorkerEngine | (() => Promise<Engine | WorkerEngine>);
export type Patients = Iterable<Input> | AsyncIterable<Input>;

export interface SweepOptions {
  asOf: Day;
  locale: Locale;
  profile?: string;
  level?: CareLevel | "";
  last?: RoundState | null;
  /** Milliseconds without an answer after which a worker counts as dead. */
  patience?: number;
  /** Called after each patient. */
  progress?: (done: number) => void;
  /**
   * What a page shows of a row is taken from its answer here; a round itself keeps no sentence. `followed` is false of an
   * issue, which may have no answer at all.
   */
  heard?: (row: Row, answer: Answer | null, followed: boolean) => void;
}

// So many are asked at once, so that a worker never waits for the page.
const AHEAD = 4;
// After so many milliseconds of judging on the page itself it may draw and hear its user.
const SLICE = 12;
// A patient who ended so many engines alone is an issue of the list.
const LIVES = 2;
const OF_A_RECORD: readonly string[] = [
  "not-json", "wrong-type", "unknown-field", "missing-field", "unknown-value", "bad-date", "duplicate-id", "too-large",
];

/**
 * One way through a list. It can be stopped and go on, and goes on where an engine dies: what was not answered is asked
 * again, and a patient at whom engines die is an issue of the list. Every row is either seen or an issue.
 */
export class Sweep {
  readonly #rows: AsyncIterator<Input>;
  readonly #judge: Judge;
  readonly #o: SweepOptions;
  readonly #before: ReadonlyMap<string, PatientState>;
  readonly #first = new Map<string, number>();
  #seen: Seen[] = [];
  #issues: Issue[] = [];
  /** Taken from the list and not answered yet, in order. */
  #waiting: Row[] = [];
  #taken = 0;
  #ended = false;
  #engine: Engine | WorkerEngine | undefined;
  #going: Promise<Swept> | undefined;
  #stop = false;
  /** How often an engine died while this row was asked alone. */
  #deaths = new Map<number, number>();

  constructor(patients: Patients, judge: Judge, o: SweepOptions) {
    this.#rows = walk(patients);
    this.#judge = judge;
    this.#o = o;
    this.#before = new Map(o.last?.patients.map((one) => [one.id, one]));
  }

  /** How many rows have been answered. */
  get done(): number {
    return this.#seen.length + this.#issues.length;
  }

  /** What there is so far. */
  get swept(): Swept {
    return { asOf: this.#o.asOf, seen: this.#seen, issues: this.#issues, complete: this.#ended && this.#waiting.length === 0 };
  }

  /** Goes through the list, or on through it; ends early after `cancel()`. */
  run(): Promise<Swept> {
    this.#stop = false;
    this.#going ??= this.#run().finally(() => (this.#going = undefined));
    return this.#going;
  }

  /** Stops after what is being asked. */
  cancel(): void {
    this.#stop = true;
  }

  /** The engine that answers, for texts and the panel; it may be another after one died. */
  async engine(): Promise<Engine | WorkerEngine> {
    // One that never starts must not hold the round up for ever either.
    this.#engine ??= typeof this.#judge === "function" ? await this.#patiently(this.#judge()) : this.#judge;
    return this.#engine;
  }

  async #run(): Promise<Swept> {
    let alone = false;
    let slice = performance.now();
    while (!this.#stop && (await this.#fill(alone ? 1 : AHEAD))) {
      const rows = this.#waiting.slice(0, alone ? 1 : AHEAD);
      try {
        const engine = await this.engine();
        const answers = await Promise.all(rows.map((row) => this.#ask(engine, row)));
        rows.forEach((row, at) => this.#note(row, engine.stamp, answers[at]));
        this.#waiting.splice(0, rows.length);
        alone = false;
      } catch (thrown) {
        this.#recover(LiangbingError.of(thrown), rows);
        alone = true;
        continue;
      }
      this.#o.progress?.(this.done);
      if (performance.now() - slice > SLICE) {
        await new Promise((go) => setTimeout(go));
        slice = performance.now();
      }
    }
    return this.swept;
  }

  /** Whether there is somebody to ask. */
  async #fill(wanted: number): Promise<boolean> {
    while (!this.#ended && this.#waiting.length < wanted) {
      const { done, value } = await this.#rows.next();
      if (done) this.#ended = true;
      else this.#waiting.push(await rowOf(value as Input, (this.#taken += 1)));
    }
    return this.#waiting.length > 0;
  }

  /** The answers about a row, today and as today's rules see the last round; a refusal of the record is an answer too. */
  async #ask(engine: Engine | WorkerEngine, { input, id }: Row): Promise<[Answer, Answer | null] | LiangbingError> {
    const { locale, profile, level, asOf } = this.#o;
    const how = { locale, ...(profile && { profile }), ...(level && { level }), sections: [...SECTIONS] };
    const ask = (day: Day): Promise<Answer> => this.#patiently(engine.assess(input, { ...how, asOf: day } as Options) as Answer | Promise<Answer>);
    try {
      const now = await ask(asOf);
      const before = this.#before.get(id ?? "");
      const other = before && before.rules !== this.#rules(engine.stamp, now.profile) ? await ask(before.asOf) : null;
      return [now, other];
    } catch (thrown) {
      const error = LiangbingError.of(thrown);
      if (OF_A_RECORD.includes(error.code) && error.path !== "asOf") return error;
      throw error;
    }
  }

  #patiently<T>(answer: T | Promise<T>): Promise<T> {
    const { patience = 30_000 } = this.#o;
    if (!(answer instanceof Promise)) return Promise.resolve(answer);
    return new Promise((done, failed) => {
      const silent = new LiangbingError("wasm-wrong", "", `no answer for ${patience} ms`);
      const clock = setTimeout(() => failed(silent), patience);
      answer.then(done, failed).finally(() => clearTimeout(clock));
    });
  }

  #rules(stamp: Stamp, profile: string): string {
    return rulesOf({ ...stamp, profile, level: this.#o.level || "village" });
  }

  #note(row: Row, stamp: Stamp, answers: [Answer, Answer | null] | LiangbingError | undefined): void {
    if (answers instanceof LiangbingError || !answers) return this.#refuse(row, answers ?? new LiangbingError("wasm-wrong", "", "no answer"), null);
    const [now, then] = answers;
    const id = row.id;
    const first = id === null ? undefined : this.#first.get(id);
    if (id === null) return this.#refuse(row, nameless(), now);
    if (first !== undefined) return this.#refuse(row, twice(id, first), now);
    this.#first.set(id, row.row);
    const rules = this.#rules(stamp, now.profile);
    const place = placeOf(row.record);
    this.#seen.push({ now: judged(id, place, now, rules), then: then && judged(id, place, then, rules).state });
    this.#o.heard?.(row, now, true);
  }

  #refuse(which: Row, { code, path, message }: LiangbingError, now: Answer | null): void {
    const { row, id } = which;
    this.#issues.push({ row, id, code, path, message, level: now?.tier.level ?? null, wasRed: now?.tier.wasRed ?? false });
    this.#o.heard?.(which, now, false);
  }

  /** After an engine's death: another one where there is a way to start it, and nobody is lost. */
  #recover(error: LiangbingError, rows: readonly Row[]): void {
    // Everything else is wrong with the page, and no other engine would mend it.
    if (typeof this.#judge !== "function" || error.code !== "wasm-wrong") throw error;
    if (this.#engine && "free" in this.#engine) this.#engine.free();
    const started = this.#engine !== undefined;
    this.#engine = undefined;
    // What does not start at all is no patient's fault.
    if (!started) throw error;
    const [row] = rows;
    if (rows.length !== 1 || !row) return;
    const deaths = (this.#deaths.get(row.row) ?? 0) + 1;
    this.#deaths.set(row.row, deaths);
    if (deaths < LIVES) return;
    this.#waiting.shift();
    this.#refuse(row, error, null);
  }
}

async function* walk(patients: Patients): AsyncGenerator<Input> {
  yield* patients;
}
