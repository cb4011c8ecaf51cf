import { html, nothing, type TemplateResult } from "lit";
import { keyed } from "lit/directives/keyed.js";
import type { Observation } from "../types.js";
import { parts } from "./clock.js";
import type { DiaryModel } from "./model.js";
import type { Reading } from "./store/types.js";
import { valueIn } from "./units.js";
import { instantOf } from "./order.js";
import type { DiaryKey, DiarySay } from "./words.js";

const HOUR = 3_600_000;

/** A reading as one short line, as it was entered. */
export function valueOf(observation: Observation, say: DiarySay): string {
  switch (observation.concept) {
    case "blood-pressure":
      return `${observation.systolic ?? ""}/${observation.diastolic ?? ""} ${observation.unit ?? ""}`;
    case "glucose":
      return `${observation.value} ${observation.unit ?? ""} ${observation.timing ? say.named("timing", observation.timing) : ""}`.trim();
    case "symptom":
      return say.named("sign", observation.code);
    case "weight":
    case "heart-rate":
      return `${say(observation.concept === "weight" ? "weight" : "beat")} ${observation.value} ${observation.unit ?? ""}`;
    default:
      return observation.concept;
  }
}

export interface ListActions {
  edit(reading: Reading): void;
  remove(reading: Reading): void;
  /** Counts a reading that its device doubts all the same. */
  use(reading: Reading): void;
  more(): void;
}

/** The readings, the newest first, each with what can be done about it; keyed, so that the button of one never becomes another's. */
export function list(model: DiaryModel, say: DiarySay, shown: number, act: ListActions): TemplateResult {
  const { readings } = model;
  const now = model.instant.getTime();
  // Entered under a clock that stood too late: then it is those that are wrong, and not what came after them.
  const soon = new Date(now + HOUR).toISOString();
  const wrong = readings.some(({ enteredAt }) => enteredAt > soon);
  if (readings.slice(0, shown).some(({ flags }) => flags?.length)) void import("./in/flags.js").catch(() => undefined);
  return html`<section><h2>${say("list")}</h2>
    ${readings.length === 0 ? html`<p class="quiet">${say("list.empty")}</p>` : html`<ul class="readings">${readings.slice(0, shown).map((reading) => keyed(reading.id, row(model, reading, say, act, instantOf(reading.observation) > now + HOUR ? "clock.ahead" : wrong ? undefined : reading.clock)))}</ul>`}
    ${readings.length > shown ? html`<p class="row"><button type="button" @click=${act.more}>${say("more")}</button></p>` : nothing}
  </section>`;
}

/** A reading from before the rules came that they doubt: named, and asked about as the form would have. */
export function doubted(model: DiaryModel, say: DiarySay, act: Pick<ListActions, "edit"> & { keep(reading: Reading): void }): TemplateResult | typeof nothing {
  const reading = model.doubts.size > 0 ? model.readings.find(({ id, checked }) => !checked && model.doubts.has(id)) : undefined;
  const doubt = reading && model.doubts.get(reading.id);
  if (!reading || !doubt) return nothing;
  const { day, time } = parts(reading.observation.at);
  return html`<div class="doubt late" role="alert"><p><strong>${valueIn(model, reading.observation, say)}</strong> ${day} ${time}</p><p>${say(`doubt.${doubt}`)} ${say("doubt.unused")}</p>
    <button type="button" class="fix" @click=${() => act.edit(reading)}>${say("doubt.fix")}</button>
    ${doubt === "after-as-of" ? nothing : html`<button type="button" class="keep" @click=${() => act.keep(reading)}>${say("doubt.keep")}</button>`}</div>`;
}

function row(model: DiaryModel, reading: Reading, say: DiarySay, act: ListActions, clock: DiaryKey | undefined): TemplateResult {
  const { observation } = reading;
  const { day, time } = parts(observation.at);
  const value = valueIn(model, observation, say);
  const name = `${value} ${day} ${time}`;
  const typed = ["blood-pressure", "glucose", "weight"].includes(observation.concept);
  return html`<li data-reading=${reading.id}><span><span class="value">${value}</span><br><span class="quiet">${day} ${time}${
    clock ? html` · ${say(clock)}` : nothing}${reading.checked ? nothing : html` · ${say("unchecked")}`}${
    reading.timeFrom === "phone" ? html` · ${say("phoneTime")}` : nothing}</span>${(reading.flags ?? []).map((flag) => html`<br><span class="flag">⚠ <diary-flag code=${flag} locale=${model.locale}></diary-flag></span>`)}${
    reading.leftOut ? html`<br><span class="flag">${say("leftOut")}</span> <button type="button" class="use" aria-label="${say("useIt")} ${name}" @click=${() => act.use(reading)}>${say("useIt")}</button>` : nothing}</span>
    <span class="acts">${typed ? html`<button type="button" aria-label="${say("edit")} ${name}" @click=${() => act.edit(reading)}>${say("edit")}</button>` : nothing}
      <button type="button" aria-label="${say("delete")} ${name}" @click=${() => act.remove(reading)}>${say("delete")}</button></span></li>`;
}
