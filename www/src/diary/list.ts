import { html, nothing, type TemplateResult } from "lit";
import type { Observation } from "../types.js";
import { parts } from "./clock.js";
import type { DiaryModel } from "./model.js";
import type { Reading } from "./store/types.js";
import { valueIn } from "./units.js";
import type { DiarySay } from "./words.js";

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

/** The readings, the newest first, each with what can be done about it. */
export function list(model: DiaryModel, say: DiarySay, shown: number, act: ListActions): TemplateResult {
  const { readings } = model;
  if (readings.slice(0, shown).some(({ flags }) => flags?.length)) void import("./in/flags.js");
  return html`<section><h2>${say("list")}</h2>
    ${readings.length === 0 ? html`<p class="quiet">${say("list.empty")}</p>` : html`<ul class="readings">${readings.slice(0, shown).map((reading) => row(model, reading, say, act))}</ul>`}
    ${readings.length > shown ? html`<p class="row"><button type="button" @click=${act.more}>${say("more")}</button></p>` : nothing}
  </section>`;
}

function row(model: DiaryModel, reading: Reading, say: DiarySay, act: ListActions): TemplateResult {
  const { observation } = reading;
  const { day, time } = parts(observation.at);
  const value = valueIn(model, observation, say);
  const name = `${value} ${day} ${time}`;
  const typed = ["blood-pressure", "glucose", "weight"].includes(observation.concept);
  return html`<li data-reading=${reading.id}><span><span class="value">${value}</span><br><span class="quiet">${day} ${time}${
    reading.clock ? html` · ${say(reading.clock)}` : nothing}${reading.checked ? nothing : html` · ${say("unchecked")}`}${
    reading.timeFrom === "phone" ? html` · ${say("phoneTime")}` : nothing}</span>${(reading.flags ?? []).map((flag) => html`<br><span class="flag">⚠ <diary-flag code=${flag} locale=${model.locale}></diary-flag></span>`)}${
    reading.leftOut ? html`<br><span class="flag">${say("leftOut")}</span> <button type="button" class="use" aria-label="${say("useIt")} ${name}" @click=${() => act.use(reading)}>${say("useIt")}</button>` : nothing}</span>
    <span class="acts">${typed ? html`<button type="button" aria-label="${say("edit")} ${name}" @click=${() => act.edit(reading)}>${say("edit")}</button>` : nothing}
      <button type="button" aria-label="${say("delete")} ${name}" @click=${() => act.remove(reading)}>${say("delete")}</button></span></li>`;
}
