import { visitFile } from "../diary/papers/visit-file.js";
import type { Engine } from "../liangbing.js";
import type { LiangbingRecord, Locale } from "../types.js";
import { pageSay } from "./words.js";

/** Saves a file for the patient's own diary: the letter to them, targets, food and movement. Without a name: the diary has none. */
export function handOut(engine: Engine, record: LiangbingRecord, asOf: string, locale: Locale): void {
  const { name: _, id: __, ...patient } = record.patient ?? {};
  const assessment = engine.assess({ ...record, patient }, { asOf, locale, letters: ["patient"] });
  const say = pageSay(locale);
  const words = {
    report: say("handOut.report"), targets: say("handOut.targets"), prescription: say("handOut.prescription"), diet: say("handOut.diet"),
    exercise: say("handOut.exercise"), notToday: say("handOut.notToday"),
  };
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([JSON.stringify(visitFile(assessment, words), null, 1)], { type: "application/json" }));
  link.download = `visit-${asOf}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
