import type { Engine } from "../liangbing.js";
import type { Observation, PersonalTarget } from "../types.js";
import { uuid } from "../secure.js";
import { zone } from "./clock.js";
import type { LiangbingDiary } from "./diary.js";
import type { Brought } from "./face.js";
import type { Way } from "./in/door.js";
import { added, changed } from "./in/taken.js";
import type { DiaryModel } from "./model.js";
import { observationsOf } from "./order.js";
import type { Change } from "./store/types.js";
import { diarySay } from "./words.js";

// What a host may ask of the page, fetched once it asks.

/** A photo, a PDF or JSON is a paper; everything else is taken for a table, which says in a sentence where it is none. */
function wayOf({ name, type }: File): Way {
  return /^image\/|^application\/(pdf|json|fhir\+json)/.test(type) || /\.(jpe?g|png|webp|pdf|json)$/i.test(name) ? "papers" : "table";
}

/** Opens a door in the person's place; what is behind it asks the person as ever. */
export async function begin(page: LiangbingDiary, what: File | "cuff" | "meter" | "no-code"): Promise<Brought> {
  const answer = (is: Brought["is"], why: string | null = null): Brought => ({ is, count: 0, why });
  try {
    await import("./in/define.js");
  } catch {
    return answer("left", "module");
  }
  if (!page.model) return answer("closed");
  // Nothing that is being written is thrown away, and no alarm is covered.
  if (page.busy || page.model.danger) return answer("busy");
  return new Promise((done) => {
    const end = (count: number, why: string | null): void => done({ is: count > 0 ? "kept" : "left", count, why });
    if (what === "no-code") page.view = { is: "in", way: "papers", begun: { why: what, end } };
    else page.view = typeof what === "string" ? { is: "in", way: what, begun: { end } } : { is: "in", way: wayOf(what), begun: { file: what, end } };
  });
}

/** The papers of a visit's code; of one that was not read whole the person is told. */
export async function scan(page: LiangbingDiary, digits: string): Promise<Brought> {
  const { visitText } = await import("./papers/visit-code.js");
  const text = await visitText(digits);
  return begin(page, text === null ? "no-code" : new File([text], "visit.json", { type: "application/json" }));
}

/** Targets that the rules can read, and why not the others: one that they cannot would stop all judging. */
export function aims(engine: Engine, targets: readonly PersonalTarget[], asOf: string): { taken: PersonalTarget[]; wrong: Error[] } {
  const taken: PersonalTarget[] = [];
  const wrong: Error[] = [];
  targets.forEach((target, at) => {
    try {
      const aside = engine.assess({ targets: [target] }, { asOf, sections: [] }).setAside.find(({ path }) => path.startsWith("targets"));
      if (aside) throw new Error(aside.message);
      taken.push(target);
    } catch (error) {
      wrong.push(new Error(`targets[${at}]: ${error instanceof Error ? error.message : ""}`, { cause: error }));
    }
  });
  return { taken, wrong };
}

const same = (observation: Observation): string => JSON.stringify(Object.entries(observation).sort(([one], [other]) => (one < other ? -1 : 1)));

/**
 * Makes a diary in memory hold these readings of the person who is shown, and no others. What is equal stays the same row,
 * so that a list that was taken out and given back changes nothing. Throws where something in it is no reading.
 */
export async function give({ model, storage, store }: LiangbingDiary, readings: readonly Observation[]): Promise<void> {
  if (storage !== "memory" || store) throw new Error('readings are taken with `storage="memory"` and without a `store` only: elsewhere the store has them');
  const person = model?.person;
  if (!person) return;
  readings.forEach((one: Partial<Observation> | null, at) => {
    if (typeof one?.concept !== "string" || typeof one.at !== "string") throw new TypeError(`readings[${at}] has no \`concept\` or no \`at\``);
  });
  const there = new Map(model.readings.map((row) => [same(row.observation), row]));
  const fresh = readings.filter((observation) => !there.delete(same(observation)));
  const rows = fresh.map((observation) => ({
    id: uuid(), person: person.id, observation, source: "import" as const, zone: zone(), checked: model.engine !== null,
  }));
  const changes: Change[] = [...changed([...there.values()], {}, true), ...added(rows)];
  if (changes.length > 0) await model.write(changes);
}

export async function table({ readings }: DiaryModel): Promise<string> {
  const { csv } = await import("./out/csv.js");
  return csv([...readings].reverse());
}

export async function copy({ rows }: DiaryModel, password: string): Promise<string> {
  const { lock } = await import("./out/backup.js");
  return lock(rows, password);
}

export async function code({ readings, today }: DiaryModel, viewer: string, days: number): Promise<string> {
  const [{ pack, recent }, { modules }] = await Promise.all([import("./share/pack.js"), import("./share/code.js")]);
  const shared = { days: days as 7, observations: recent(observationsOf(readings), today, days as 7) };
  const address = `${viewer}#1.${pack(shared)}`;
  modules(address);
  return address;
}

export async function print(model: DiaryModel): Promise<void> {
  const { printSheet } = await import("./out/sheet.js");
  printSheet(model, diarySay(model.locale));
}
