import { html, nothing, type TemplateResult } from "lit";
import type { DiaryModel } from "./model.js";
import { GLUCOSE_UNITS, glucoseUnit } from "./units.js";
import type { DiaryKey, DiarySay } from "./words.js";

export const SCALES = ["normal", "large", "care", "max"] as const;
export type Scale = (typeof SCALES)[number];

const TOLD = ["hypertension", "type-2-diabetes"] as const;

/** What a doctor has said: asked once, and changed any time. Not asked is not “no”. */
export function doctorSaid(model: DiaryModel, say: DiarySay): TemplateResult {
  const told = model.person?.conditions ?? null;
  const toggle = (code: string, on: boolean): void =>
    void model.changePerson({ conditions: [...(told ?? []).filter((one) => one !== code), ...(on ? [code] : [])] });
  return html`<fieldset class="told"><legend>${say("doctorSaid")}</legend><div class="choices">
    ${TOLD.map((code) => html`<label class="choice"><input type="checkbox" .checked=${told?.includes(code) ?? false}
      @change=${(event: Event) => toggle(code, (event.target as HTMLInputElement).checked)}><span>${say(`cond.${code}` as DiaryKey)}</span></label>`)}
    <label class="choice"><input type="checkbox" .checked=${told?.length === 0} @change=${() => void model.changePerson({ conditions: [] })}><span>${say("cond.neither")}</span></label>
    <label class="choice"><input type="checkbox" .checked=${told === null} @change=${() => void model.changePerson({ conditions: null })}><span>${say("cond.unsure")}</span></label>
  </div></fieldset>`;
}

/** People on this phone, and the one who is chosen. */
export function people(model: DiaryModel, say: DiarySay): TemplateResult {
  const { person } = model;
  const value = (event: Event): string => (event.target as HTMLInputElement).value.trim();
  const born = (event: Event): void => {
    const year = value(event);
    if (/^\d{4}$/.test(year)) void model.changePerson({ born: year });
  };
  const sex = (event: Event): void => {
    const said = value(event);
    if (said === "female" || said === "male") void model.changePerson({ sex: said });
  };
  return html`<details class="people"><summary>${say("people")}</summary>
    <div class="field"><label for="nickname">${say("nickname")}</label>
      <input type="text" id="nickname" maxlength="20" autocomplete="off" .value=${person?.nickname ?? ""} @change=${(event: Event) =>
        void (value(event) && model.changePerson({ nickname: value(event) }))}></div>
    <div class="field"><label for="born">${say("born")}</label>
      <input type="text" id="born" maxlength="4" autocomplete="off" .value=${person?.born ?? ""} @change=${born}></div>
    <div class="field"><label for="sex">${say("sex")}</label>
      <select id="sex" @change=${sex}>${(["unsaid", "female", "male"] as const).map((one) => html`<option value=${one}
        ?selected=${(person?.sex ?? "unsaid") === one}>${say(`sex.${one}`)}</option>`)}</select></div>
    ${doctorSaid(model, say)}
    <div class="field"><label for="glucose-unit">${say("glucoseUnit")}</label>
      <select id="glucose-unit" @change=${(event: Event) => void unit(model, (event.target as HTMLSelectElement).value)}><option value="">${say("glucoseUnit.measured")}</option>
        ${GLUCOSE_UNITS.map((one) => html`<option value=${one} ?selected=${glucoseUnit(model) === one}>${one}</option>`)}</select></div>
    <p class="row"><button type="button" @click=${() => void model.addPerson(`${say("me")} ${model.people.length + 1}`)}>${say("person.add")}</button></p>
  </details>`;
}

async function unit(model: DiaryModel, value: string): Promise<void> {
  if (value) void model.convert();
  await model.set("glucose-unit", value || null);
}

/** What a page must say above everything else, each in one sentence with what to do. */
export function notices(model: DiaryModel, say: DiarySay): TemplateResult {
  const { trouble, store } = model;
  const reload = trouble && ["outdated", "newer", "gone"].includes(trouble);
  return html`
    ${trouble ? html`<div class="trouble" role="alert"><p>${say(`store.${trouble}`)}</p>${reload
      ? html`<button type="button" @click=${() => location.reload()}>${say("reload")}</button>` : nothing}</div>` : nothing}
    ${store.keeps === "memory" ? html`<div class="notice memory" role="status"><p>${say("memory")}</p></div>` : nothing}
    ${model.clockWasSetBack ? html`<div class="notice clock" role="status"><p>${say("clock")}</p>
      <button type="button" @click=${() => void model.trustClock()}>${say("clock.right")}</button></div>` : nothing}`;
}
