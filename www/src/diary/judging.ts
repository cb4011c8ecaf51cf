import type { Engine } from "../liangbing.js";
import type { Locale, PersonalTarget, TimelineDay } from "../types.js";
import type { Far } from "./far.js";
import { type Danger, gravest, type Judged, recordText, SECTIONS, supposed, withLow, worlds } from "./judge.js";
import type { Person, Reading } from "./store/types.js";

/** More than these are judged in a worker, so that nobody who is typing waits for them; about two months of four a day. */
export const MANY = 250;

interface How {
  asOf: string;
  locale: Locale;
  /** Agreed with the person. */
  targets?: readonly PersonalTarget[];
}
interface Question extends How {
  person: Person;
  readings: readonly Reading[];
  /** What was found of today alone: it stays an alarm where the whole diary cannot be judged. */
  alarm?: Danger | null;
}

/** `refused`: the rules could not judge this diary at all. */
type Told = (assessment: Judged | null, danger: Danger | null, refused?: boolean) => void;

/** Asks the rules about a diary, and tells what they answer: at once of a short one, later of a long one. */
export class Judging {
  readonly #told: Told;
  #engine: Engine | null = null;
  #far: Promise<Far> | null = null;
  #waiting: Question | null = null;
  #busy = false;
  // Counts the questions: an answer to an earlier one is not shown.
  #turn = 0;
  #start: (() => Promise<Far>) | null = null;

  constructor(told: Told) {
    this.#told = told;
  }

  /** `far` starts a worker with the same rules; without one everything is asked here. */
  use(engine: Engine | null, far: (() => Promise<Far>) | null): void {
    if (this.#engine !== engine) this.stop();
    this.#engine = engine;
    this.#start = far;
  }

  /** Whether the rules could be asked. An answer that takes longer comes by itself. */
  ask(person: Person, readings: readonly Reading[], o: How): boolean {
    const turn = (this.#turn += 1);
    const question = { person, readings, ...o };
    this.#waiting = null;
    if (readings.length <= MANY || !this.#start) return this.#here(question);
    // What was measured today alone: whoever is in danger now need not wait for ten years to be read.
    const today = ofDay(readings, o.asOf);
    const first = this.#answer({ ...question, readings: today });
    if (!first) return false;
    const [, alarm] = this.#found(first, question);
    this.#told(null, alarm);
    this.#waiting = { ...question, alarm };
    void this.#next(turn);
    return true;
  }

  /** The colours day by day, for whoever looks at them. */
  async timeline(person: Person, readings: readonly Reading[], { asOf, locale, targets }: How): Promise<TimelineDay[]> {
    const o = { asOf, locale, sections: ["timeline"] as const };
    try {
      const far = readings.length > MANY && this.#far ? await this.#far : null;
      return (far ? await far.assess(person, readings, targets, o) : this.#engine?.assess(recordText(person, readings, targets), o))?.timeline ?? [];
    } catch {
      return [];
    }
  }

  stop(): void {
    this.#turn += 1;
    this.#waiting = null;
    void this.#far?.then((far) => far.free(), () => undefined);
    this.#far = null;
  }

  async #next(turn: number): Promise<void> {
    // One question at a time: of those asked meanwhile only the last is worth an answer.
    if (this.#busy || !this.#waiting) return;
    const question = this.#waiting;
    this.#waiting = null;
    this.#busy = true;
    let answer: Judged | null = null;
    try {
      this.#far ??= this.#start?.() ?? null;
      const far = await this.#far;
      const { person, asOf, locale, targets } = question;
      const answers: Judged[] = [];
      for (const readings of far ? worlds(question.readings) : []) {
        const told = await far?.assess(person, readings, targets, { asOf, locale, sections: SECTIONS });
        if (told) answers.push(told);
      }
      answer = gravest(answers);
    } catch {
      // A page that may have no worker, or one that stopped: slower, but never without advice.
      this.#start = null;
      this.#far = null;
    }
    this.#busy = false;
    if (turn !== this.#turn) return void this.#next(this.#turn);
    if (answer) this.#told(...this.#found(answer, question));
    else if (!this.#here(question)) this.#told(null, question.alarm ?? null, true);
  }

  #here(question: Question): boolean {
    const answer = this.#answer(question);
    if (answer) this.#told(...this.#found(answer, question));
    return answer !== null;
  }

  // A low glucose of today is looked at in a second world too.
  #found(answer: Judged, question: Question): [Judged, Danger | null] {
    const today = ofDay(question.readings, question.asOf);
    const person = today.some(({ observation }) => observation.concept === "glucose") ? supposed(question.person) : null;
    return withLow(answer, person && this.#answer({ ...question, person, readings: today }), today);
  }

  #answer({ person, readings, asOf, locale, targets }: Question): Judged | null {
    try {
      const engine = this.#engine;
      if (!engine) return null;
      return gravest(worlds(readings).map((list) => engine.assess(recordText(person, list, targets), { asOf, locale, sections: SECTIONS })));
    } catch {
      return null;
    }
  }
}

const ofDay = (readings: readonly Reading[], day: string): Reading[] => readings.filter(({ observation }) => observation.at.slice(0, 10) === day);
