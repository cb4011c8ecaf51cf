import type { Observation } from "../types.js";
import { LiangbingDiary as DiaryPage } from "./diary.js";
import { observationsOf } from "./order.js";

/** The page with what a host may ask of it; each part is fetched when it is asked for. */
export class LiangbingDiary extends DiaryPage {
  /** The chosen person's readings, the newest first; empty while the diary is locked or not open yet. */
  get readings(): readonly Observation[] {
    return this.model ? observationsOf(this.model.readings) : [];
  }

  /** Stores one reading; false where it was not stored, and the page says why. What the rules doubt is not asked about. */
  async addReading(observation: Observation): Promise<boolean> {
    const { model } = this;
    if (!model) return false;
    const done = await model.add([{ id: observation.id ?? crypto.randomUUID(), observation, source: "import" }]);
    if (done) this.dispatchEvent(new CustomEvent("liangbing-reading", { bubbles: true, composed: true, detail: { op: "add" } }));
    return done;
  }

  /** All readings as a table for spreadsheets; empty while there is no diary. */
  async exportCsv(): Promise<string> {
    const { csv } = await import("./out/csv.js");
    return this.model ? csv([...this.model.readings].reverse()) : "";
  }

  /** The whole diary, of everybody, as the text of an encrypted copy. */
  async exportFile(password: string): Promise<string> {
    const { lock } = await import("./out/backup.js");
    if (!this.model) throw new Error("the diary is not open");
    return lock(this.model.rows, password);
  }

  /** The address that a code of the last 7, 14 or 30 days holds; `RangeError` where they cannot be said in one. */
  async shareQr(days: number): Promise<string> {
    const [{ pack, recent }, { modules }] = await Promise.all([import("./share/pack.js"), import("./share/code.js")]);
    if (!this.model) throw new Error("the diary is not open");
    const shared = { days: days as 7, observations: recent(this.readings, this.model.today, days as 7) };
    const address = `${this.viewer}#1.${pack(shared)}`;
    modules(address);
    return address;
  }

  /** Prints the page for the doctor. */
  async print(): Promise<void> {
    const [{ printSheet }, { diarySay }] = await Promise.all([import("./out/sheet.js"), import("./words.js")]);
    if (this.model) printSheet(this.model, diarySay(this.model.locale));
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
    const { diarySay } = await import("./words.js");
    return (await this.model?.wipe(diarySay(this.model.locale)("me"))) ?? false;
  }
}
