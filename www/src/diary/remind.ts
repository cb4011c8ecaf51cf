import { html, nothing, type TemplateResult } from "lit";
import { seals } from "../secure.js";
import type { DiaryModel } from "./model.js";
import type { DiarySay } from "./words.js";

const WEEK = 7 * 86_400_000;

/** The day of the last copy, in this device's calendar. */
export function lastCopy(model: DiaryModel): string | null {
  const day = model.setting("backup");
  return typeof day === "string" ? day : null;
}

/** Whether a week's readings are nowhere but in this browser, which may lose them, and can be copied as one file. */
export function isDue(model: DiaryModel): boolean {
  if (model.store.keeps !== "browser" || !seals()) return false;
  const put = model.setting("backup later");
  const since = [lastCopy(model), typeof put === "string" ? put : null].filter((day) => day !== null).sort().at(-1);
  // A diary without a copy is counted from its first entry.
  const first = model.rows.readings[0]?.enteredAt;
  const from = since ?? first?.slice(0, 10);
  return first !== undefined && from !== undefined && Date.parse(model.today) - Date.parse(from) >= WEEK;
}

export function reminder(model: DiaryModel, say: DiarySay, copy: () => void): TemplateResult | typeof nothing {
  if (!isDue(model)) return nothing;
  return html`<div class="notice copy" role="status"><p>${say("backup.remind")}</p>
    <button type="button" @click=${copy}>${say("backup.now")}</button>
    <button type="button" class="later" @click=${() => void model.set("backup later", model.today)}>${say("backup.later")}</button></div>`;
}
