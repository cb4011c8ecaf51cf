import { html, nothing, type TemplateResult } from "lit";
import type { DiaryModel } from "./model.js";
import type { DiaryKey, DiarySay } from "./words.js";

export const SCALES = ["normal", "large", "care", "max"] as const;
export type Scale = (typeof SCALES)[number];

const SILENCE = 180 * 86_400_000;
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

const lastEntry = (model: DiaryModel): string => model.rows.readings.at(-1)?.enteredAt.slice(0, 10) ?? "";

// A long silence, or a clock that was set forward: only the person knows which. Asked before something is entered under it.
function isAhead(model: DiaryModel): boolean {
  const last = lastEntry(model);
  return last !== "" && Date.parse(model.today) - Date.parse(last) > SILENCE && model.setting("clock right") !== model.today;
}

// There and then, without leaving the form: the only thing that needs no room.
async function table({ currentTarget }: Event, model: DiaryModel): Promise<void> {
  const [{ give }, { csv }] = await Promise.all([import("./out/give.js"), import("./out/csv.js")]);
  give(currentTarget as HTMLElement, `diary-${model.today}.csv`, "text/csv;charset=utf-8", csv([...model.readings].reverse()));
}

/** What a page must say above everything else, each in one sentence with what to do. */
export function notices(model: DiaryModel, say: DiarySay): TemplateResult {
  const { trouble, store } = model;
  const reload = trouble && ["outdated", "newer", "gone"].includes(trouble);
  return html`
    ${trouble ? html`<div class="trouble" role="alert"><p>${say(`store.${trouble}`)}</p>${reload
      ? html`<button type="button" @click=${() => location.reload()}>${say("reload")}</button>` : nothing}${trouble === "full"
      ? html`<button type="button" class="csv" @click=${(event: Event) => void table(event, model)}>${say("full.csv")}</button>` : nothing}</div>` : nothing}
    ${store.keeps === "memory" ? html`<div class="notice memory" role="status"><p>${say("memory")}</p></div>` : nothing}
    ${isAhead(model) ? html`<div class="notice ahead" role="status"><p>${say("clock.jump", { last: lastEntry(model), day: model.today })}</p>
      <button type="button" @click=${() => void model.set("clock right", model.today)}>${say("clock.right")}</button></div>` : nothing}
    ${model.clockWasSetBack ? html`<div class="notice clock" role="status"><p>${say("clock")}</p>
      <button type="button" @click=${() => void model.trustClock()}>${say("clock.right")}</button></div>` : nothing}`;
}
