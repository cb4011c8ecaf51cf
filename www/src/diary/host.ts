import type { Observation } from "../types.js";
import { VERSION } from "../version.js";
import { uuid } from "../secure.js";
import type { Brought } from "./face.js";
import { LiangbingDiary as DiaryPage } from "./diary.js";
import type { DiaryModel } from "./model.js";
import { observationsOf } from "./order.js";
import { diarySay } from "./words.js";

const asked = (): Promise<typeof import("./asked.js")> => import("./asked.js");

/** The page with what a host may ask of it; each part is fetched when it is asked for. */
export class LiangbingDiary extends DiaryPage {
  static readonly version: string = VERSION;
  #given: readonly Observation[] | null = null;

  /**
   * The chosen person's readings, the newest first; empty while the diary is locked or not open yet. Set, where
   * `storage="memory"` and no store keeps them: the diary then holds these, and the host keeps what it reads back.
   */
  get readings(): readonly Observation[] {
    return this.model ? observationsOf(this.model.readings) : [];
  }

  set readings(readings: readonly Observation[]) {
    this.#given = readings;
    if (this.model) void this.#give();
  }

  protected override updated(changed: Map<string, unknown>): void {
    super.updated(changed);
    if (changed.has("model") && this.model && this.#given) void this.#give();
  }

  async #give(): Promise<void> {
    try {
      const { give } = await asked();
      await give(this, this.#given ?? []);
    } catch (error) {
      this.report("readings", error);
    }
  }

  /**
   * Opens the screen of bringing in with this file: a table is shown first, a paper with its form. Nothing is stored without
   * the person's yes. Answers once the person has left that screen.
   */
  importFile(file: File): Promise<Brought> {
    return this.#begin(file);
  }

  /** The same with the digits of a visit's code, which stand behind `#2.` in its address: for an app that scans by itself. */
  async importCode(digits: string): Promise<Brought> {
    const { scan } = await asked();
    return scan(this, digits);
  }

  /**
   * Opens the screen of a blood pressure monitor. Browsers show their list of devices only right after a press: called within
   * one, the list opens at once; else the screen waits for its own button. Answers once the person has left that screen.
   */
  connectCuff(): Promise<Brought> {
    return this.#begin("cuff");
  }

  /** The same with a glucose meter. */
  connectMeter(): Promise<Brought> {
    return this.#begin("meter");
  }

  async #begin(what: File | "cuff" | "meter"): Promise<Brought> {
    const { begin } = await asked();
    return begin(this, what);
  }

  get #open(): DiaryModel {
    if (this.model) return this.model;
    throw new Error("the diary is not open");
  }

  /** Stores one reading; false where it was not stored, and the page says why. What the rules doubt is not asked about. */
  async addReading(observation: Observation): Promise<boolean> {
    const { model } = this;
    if (!model) return false;
    const done = await model.add([{ id: observation.id ?? uuid(), observation, source: "import" }]);
    if (done) this.tell("add");
    return done;
  }

  /** All readings as a table for spreadsheets; empty while there is no diary. */
  async exportCsv(): Promise<string> {
    const { table } = await asked();
    return this.model ? table(this.model) : "";
  }

  /** The whole diary, of everybody, as the text of an encrypted copy. */
  async exportFile(password: string): Promise<string> {
    const { copy } = await asked();
    return copy(this.#open, password);
  }

  /** The address that a code of the last 7, 14 or 30 days holds; `RangeError` where they cannot be said in one. */
  async shareQr(days: number): Promise<string> {
    const { code } = await asked();
    return code(this.#open, this.viewer, days);
  }

  /** Prints the page for the doctor. */
  async print(): Promise<void> {
    const { print } = await asked();
    if (this.model) await print(this.model);
  }

  /** Locks a diary that has a passphrase; false where there is none. */
  lock(): boolean {
    const sealed = this.model?.store.passphrase?.sealed ?? false;
    this.shut();
    return sealed;
  }

  /** Opens a locked diary: 0 where it opened, `null` for a wrong passphrase, else the milliseconds to wait. */
  async unlock(passphrase: string): Promise<number | null> {
    const wait = (await this.gate?.passphrase?.unlock(passphrase)) ?? null;
    if (wait === 0) this.opened();
    return wait;
  }

  /** Removes everything of everybody for good; false where that failed. Nothing is asked: the host has asked. */
  async wipe(): Promise<boolean> {
    return (await this.model?.wipe(diarySay(this.model.locale)("me"))) ?? false;
  }
}
