import type { Engine } from "../liangbing.js";
import type { Locale, Observation, PersonalTarget, TimelineDay } from "../types.js";
import { uuid } from "../secure.js";
import { day, wall, zone } from "./clock.js";
import type { Far } from "./far.js";
import { lowRepeatMinutes, repeatMinutes } from "../minutes.js";
import { type Danger, doubtOf, type Doubt, type Judged } from "./judge.js";
import { Judging } from "./judging.js";
import { instantOf, merged, newest } from "./order.js";
import { converter, glucoseUnit, type InOther } from "./units.js";
import { askToKeep } from "./store/index.js";
import {
  type Change, type DiaryStore, type Draft, type Everything, type Kind, KINDS, type Person, type Reading, type Row, type Setting, StoreError,
  type StoreEvent,
} from "./store/types.js";

const DAY = 86_400_000;

// So many are looked at again at once; more than that nobody typed without the rules.
const ONCE = 200;

export type StoreTrouble = StoreError["code"];

/** What a page shows of a diary, and everything that it may do with it. Tells its owner of every change. */
export class DiaryModel {
  rows: Everything = { people: [], readings: [], medicines: [], ticks: [], documents: [], questions: [], settings: [] };
  person: Person | null = null;
  engine: Engine | null = null;
  /** The rules could not be loaded, or could not judge this diary. */
  noRules = false;
  assessment: Judged | null = null;
  danger: Danger | null = null;
  trouble: StoreTrouble | null = null;
  /** What a worker of this page was last asked to store. */
  batch = "";
  /** The browser promises nothing: asked on the first save. */
  mayBeEvicted = false;
  clockWasSetBack = false;
  /** The unit that a host shows glucose in, until the person chooses one. */
  unit = "";
  /** Readings from before the rules came that a record would set aside: the person is asked. */
  doubts: ReadonlyMap<string, Doubt> = new Map();
  /** What is typed in a part and not stored yet, by the part's own name for it: it outlives the part's being shut. */
  readonly drafts = new Map<string, string>();
  /** Glucose in its other unit, once the calculators are there. */
  other: InOther | null = null;
  locale: Locale;
  readonly store: DiaryStore;
  readonly #tell: () => void;
  readonly #now: () => Date;
  #asked = false;
  #day = "";
  // Of one person: nobody else on this phone is judged by them.
  #aims: { person: string; targets: readonly PersonalTarget[] } | null = null;
  #stop: (() => void) | undefined;
  readonly #judging = new Judging((assessment, danger, refused = false) => {
    this.noRules = refused;
    this.assessment = assessment;
    this.danger = danger && danger.key !== this.setting(`danger ${this.person?.id ?? ""}`) ? danger : null;
    this.#tell();
  });

  constructor(store: DiaryStore, locale: Locale, tell: () => void, now: () => Date = () => new Date()) {
    this.store = store;
    this.locale = locale;
    this.#tell = tell;
    this.#now = now;
  }

  async start(nickname: string): Promise<void> {
    this.#stop = this.store.watch((event) => void this.#hear(event));
    await this.read(KINDS);
    if (this.people.length === 0) await this.addPerson(nickname);
    this.#choose();
    this.show(this.unit);
  }

  stop(): void {
    this.#stop?.();
    this.#judging.stop();
    this.engine = null;
    this.rows = { people: [], readings: [], medicines: [], ticks: [], documents: [], questions: [], settings: [] };
  }

  get today(): string {
    return day(this.#now());
  }

  /** Today; or the later day of a reading from further east, where it is that day already. */
  get asOf(): string {
    const { today } = this;
    const now = this.#now().getTime();
    let last = today;
    // The newest first: what is two days old is of today or earlier wherever it was measured.
    for (const { observation } of this.readings) {
      const when = instantOf(observation);
      if (when < now - 2 * DAY) break;
      const day = observation.at.slice(0, 10);
      if (when <= now && day > last) last = day;
    }
    return last;
  }

  get people(): Person[] {
    return this.rows.people.filter(({ deletedAt }) => !deletedAt);
  }

  /** Of the chosen person, the newest first; of one minute the later entered. The same list until something changes. */
  get readings(): readonly Reading[] {
    return newest(this.rows.readings, this.person?.id);
  }

  setting(id: string): unknown {
    return this.rows.settings.find((setting) => setting.id === id && !setting.deletedAt)?.value;
  }

  async set(id: string, value: unknown): Promise<boolean> {
    const stored = this.rows.settings.find((setting) => setting.id === id);
    return this.#write([{ kind: "settings", expects: stored?.revision ?? 0, row: { id, value } }]);
  }

  /** Glucose in a host's unit, where the person has not chosen. */
  show(unit: string): void {
    this.unit = unit;
    if (glucoseUnit(this)) void this.convert();
    this.#tell();
  }

  /** From now on the person who is shown is judged by these targets too. */
  aim(targets: readonly PersonalTarget[]): void {
    this.#aims = this.person && { person: this.person.id, targets };
    this.#judge();
    this.#tell();
  }

  /** Fetches the calculators for another unit; without them readings are shown as they were measured. */
  async convert(): Promise<void> {
    this.other ??= await converter().catch(() => null);
    this.#tell();
  }

  /** The rules came; what was saved before they did is judged now. */
  async use(engine: Engine | null, far: (() => Promise<Far>) | null = null): Promise<void> {
    this.engine = engine;
    this.noRules = engine === null;
    this.#judging.use(engine, far);
    this.#judge();
    this.#tell();
    await this.#check();
  }

  // What was saved without the rules is looked at as the form would have; in doubt it stays unchecked, and is asked about.
  async #check(): Promise<void> {
    const waiting = this.rows.readings.filter(({ checked, deletedAt }) => !checked && !deletedAt).slice(0, ONCE);
    const doubts = waiting.map(({ id, observation }) => [id, this.doubt(observation)] as const);
    this.doubts = new Map(doubts.filter((one): one is readonly [string, Doubt] => one[1] !== null));
    const sure = waiting.filter(({ id }) => !this.doubts.has(id));
    const changes = sure.map(({ seq: _, revision, enteredAt: __, clock: ___, deletedAt: ____, ...row }): Change => ({ kind: "readings", expects: revision, row: { ...row, checked: true } }));
    // Another window may be doing the same: what it stored is read.
    const rows = changes.length > 0 ? await this.store.write(changes).catch(() => null) : [];
    if (rows) this.rows = merged(this.rows, rows.map((row) => ({ kind: "readings", row })));
    else await this.read(["readings"]).catch((error: unknown) => this.fail(error));
    this.#tell();
  }

  /** Judged again where the day is another one; not while a sheet of danger is read. */
  turn(): void {
    if (this.danger || this.#day === this.asOf) return;
    this.#judge();
    this.#tell();
  }

  /** What the record's reader would say of this reading; nothing while there are no rules. */
  doubt(observation: Observation): Doubt | null {
    return this.engine ? doubtOf(this.engine, observation, this.today) : null;
  }

  repeatMinutes(): number | null {
    return this.engine ? repeatMinutes(this.engine) : null;
  }

  lowRepeatMinutes(): number | null {
    return this.engine ? lowRepeatMinutes(this.engine) : null;
  }

  /** Saves readings of one moment, all or none. An id that is there already is a second tap on the same button. */
  async add(readings: readonly { id: string; observation: Observation; source?: Reading["source"] }[]): Promise<boolean> {
    const { person } = this;
    if (!person) return false;
    const drafts = readings.map(({ id, observation, source = "manual" }): Draft<"readings"> => ({
      id, person: person.id, observation, source, zone: zone(), checked: this.engine !== null,
    }));
    const done = await this.#write(drafts.map((row) => ({ kind: "readings", expects: 0, row })));
    if (done && !this.#asked) {
      this.#asked = true;
      this.mayBeEvicted = this.store.keeps === "browser" && (await askToKeep()) === "may-be-evicted";
      this.#tell();
    }
    return done;
  }

  /** All of these changes or none, for what is brought in together; stopped by `signal`, none, and that is no failure. */
  write(changes: Change[], signal?: AbortSignal): Promise<boolean> {
    return this.#write(changes, signal);
  }

  /** The instant of this page's clock. */
  get instant(): Date {
    return this.#now();
  }

  change(reading: Reading, observation: Observation): Promise<boolean> {
    const { seq: _, revision, enteredAt: __, clock: ___, deletedAt: ____, ...row } = reading;
    return this.#write([{ kind: "readings", expects: revision, row: { ...row, observation, checked: this.engine !== null } }]);
  }

  /** A reading that its device doubts is right all the same: it counts from now on. */
  confirm(reading: Reading): Promise<boolean> {
    const { seq: _, revision, enteredAt: __, clock: ___, deletedAt: ____, leftOut: _____, ...row } = reading;
    return this.#write([{ kind: "readings", expects: revision, row }]);
  }

  remove(reading: Reading, deleted = true): Promise<boolean> {
    const stored = this.rows.readings.find(({ id }) => id === reading.id) ?? reading;
    const { seq: _, revision, enteredAt: __, clock: ___, deletedAt: ____, ...row } = stored;
    return this.#write([{ kind: "readings", expects: revision, row, deleted }]);
  }

  /** Stores a row of any other kind as it is now, new or changed; `deleted` takes it off the list. */
  put<K extends "medicines" | "ticks" | "documents" | "questions">(kind: K, row: Draft<K>, deleted = false): Promise<boolean> {
    return this.putAll(kind, [row], deleted);
  }

  /** The same of several, all or none. */
  putAll<K extends "medicines" | "ticks" | "documents" | "questions">(kind: K, rows: readonly Draft<K>[], deleted = false): Promise<boolean> {
    return this.#write(rows.map((row) => {
      const { seq: _, revision: __, enteredAt: ___, clock: ____, deletedAt: _____, ...own } = row as Draft<K> & Partial<Row>;
      const stored = (this.rows[kind] as Row[]).find(({ id }) => id === row.id);
      return { kind, expects: stored?.revision ?? 0, row: own, deleted } as unknown as Change;
    }));
  }

  async addPerson(nickname: string): Promise<boolean> {
    const id = uuid();
    const chosen = this.rows.settings.find((setting) => setting.id === "person");
    const done = await this.#write([
      { kind: "people", expects: 0, row: { id, nickname, conditions: null } },
      { kind: "settings", expects: chosen?.revision ?? 0, row: { id: "person", value: id } },
    ]);
    if (done) this.#open(id);
    return done;
  }

  async changePerson(what: Partial<Pick<Person, "nickname" | "born" | "sex" | "conditions">>): Promise<boolean> {
    if (!this.person) return false;
    const { seq: _, revision, enteredAt: __, clock: ___, deletedAt: ____, ...row } = this.person;
    return this.#write([{ kind: "people", expects: revision, row: { ...row, ...what } }]);
  }

  async choose(id: string): Promise<void> {
    this.#open(id);
    await this.set("person", id);
  }

  // At once: nobody may see one person's advice under another's name.
  #open(id: string): void {
    this.#choose(id);
    this.#judge();
    this.#tell();
  }

  /** The sheet was read. It comes again with other readings. */
  async readDanger(): Promise<void> {
    const { danger, person } = this;
    if (!danger || !person) return;
    // Stored first, so that a reload right after does not bring it back; closed also where it could not be stored.
    await this.set(`danger ${person.id}`, danger.key);
    if (this.danger === danger) this.danger = null;
    this.#tell();
    this.turn();
  }

  async trustClock(): Promise<void> {
    await this.store.trustClock();
    this.clockWasSetBack = false;
    this.#tell();
  }

  async restore(rows: Partial<Everything>): Promise<number | null> {
    try {
      const taken = await this.store.restore(rows);
      this.trouble = null;
      await this.read(KINDS);
      // Into an empty diary: the reader wants to see what came back.
      const owner = this.rows.readings.find(({ deletedAt }) => !deletedAt)?.person;
      if (owner && this.readings.length === 0) await this.choose(owner);
      return taken;
    } catch (error) {
      this.fail(error);
      return null;
    }
  }

  async wipe(nickname: string): Promise<boolean> {
    try {
      await this.store.wipe();
    } catch (error) {
      this.fail(error);
      return false;
    }
    this.person = null;
    await this.read(KINDS);
    return this.addPerson(nickname);
  }

  now(): string {
    return wall(this.#now());
  }

  async #write(changes: Change[], signal?: AbortSignal): Promise<boolean> {
    try {
      const rows = await this.store.write(changes, signal);
      this.clockWasSetBack ||= rows.some(({ clock, revision }) => clock === "set-back" && revision === 1);
      this.trouble = null;
      this.rows = merged(this.rows, rows.map((row, i) => ({ kind: changes[i]?.kind ?? "settings", row })));
      return true;
    } catch (error) {
      if (signal?.aborted) return false;
      if (isSame(error, changes)) return true;
      this.fail(error);
      await this.read([...new Set(changes.map(({ kind }) => kind))]).catch((again: unknown) => this.fail(again));
      return false;
    } finally {
      this.changed(changes.map(({ kind }) => kind));
    }
  }

  async #hear(event: StoreEvent): Promise<void> {
    if (event.type === "closed") return this.fail(new StoreError(event.why, ""));
    // Of what this page wrote itself the rows are known: years of readings are not read again for one.
    if (event.type === "changed" && (event.own || (event.by && event.by === this.batch))) return;
    const kinds = event.type === "changed" ? event.kinds : KINDS;
    try {
      await this.read(kinds);
    } catch (error) {
      return this.fail(error);
    }
    this.changed(kinds);
  }

  /** Something was stored: what is shown is worked out again. */
  changed(kinds: readonly Kind[]): void {
    this.#choose();
    if (kinds.some((kind) => kind === "readings" || kind === "people")) this.#judge();
    this.#tell();
  }

  /** Reads rows again, as they are stored. */
  async read(kinds: readonly Kind[]): Promise<void> {
    const read = await Promise.all(kinds.map(async (kind) => [kind, await this.store.all(kind)] as const));
    this.rows = { ...this.rows, ...Object.fromEntries(read) };
  }

  #choose(id: unknown = this.person?.id ?? this.setting("person")): void {
    this.person = this.people.find((person) => person.id === id) ?? this.people[0] ?? null;
  }

  #judge(): void {
    this.assessment = null;
    this.danger = null;
    this.#day = this.asOf;
    if (!this.engine || !this.person) return;
    this.noRules = !this.#judging.ask(this.person, this.readings, this.#how);
  }

  get #how(): { asOf: string; locale: Locale; targets: readonly PersonalTarget[] } {
    const targets = this.#aims?.person === this.person?.id ? this.#aims?.targets : null;
    return { asOf: this.asOf, locale: this.locale, targets: targets ?? [] };
  }

  /** The colours day by day; none while there are no rules. */
  async timeline(): Promise<TimelineDay[]> {
    return this.person ? this.#judging.timeline(this.person, this.readings, this.#how) : [];
  }

  /** In another language. */
  speak(locale: Locale): void {
    if (locale === this.locale) return;
    this.locale = locale;
    this.#judge();
  }

  /** Says what went wrong with storage. */
  fail(error: unknown): void {
    this.trouble = error instanceof StoreError ? error.code : "aborted";
    this.#tell();
  }
}

// The first tap saved it, the second found it there.
function isSame(error: unknown, changes: readonly Change[]): boolean {
  if (!(error instanceof StoreError) || error.code !== "conflict" || !error.stored) return false;
  const draft = changes.find(({ row }) => row.id === error.stored?.id);
  const observed = (row: Row | Draft<Kind> | undefined): string => JSON.stringify((row as Reading | undefined)?.observation);
  return draft?.kind === "readings" && draft.expects === 0 && observed(error.stored) === observed(draft.row);
}

export type { Setting };
