import { html, nothing, type TemplateResult } from "lit";
import { localeOf } from "../../elements/words.js";
import type { DiaryModel } from "../model.js";
import { DiaryPart } from "../more/part.js";
import { doctorSaid } from "../settings.js";
import { GLUCOSE_UNITS, glucoseUnit } from "../units.js";
import { diarySay } from "../words.js";

/** People on this phone, the one who is chosen, and what is shown to them. */
export class DiaryPeople extends DiaryPart {
  // The host's unit may change while this is open.
  static override properties = { ...DiaryPart.properties, unit: { attribute: false }, digest: { state: true } };

  declare digest: string;

  constructor() {
    super();
    this.digest = "";
  }

  protected override render(): TemplateResult {
    const { model, say } = this;
    const diary = diarySay(localeOf(this.locale));
    const { person } = model;
    const value = (event: Event): string => (event.target as HTMLInputElement).value.trim();
    const born = (event: Event): void => {
      const year = value(event);
      this.draft("born", "");
      if (/^\d{4}$/.test(year)) void model.changePerson({ born: year });
    };
    const sex = (event: Event): void => {
      const said = value(event);
      if (said === "female" || said === "male") void model.changePerson({ sex: said });
    };
    return html`
      <div class="field"><label for="nickname">${say("nickname")}</label>
        <input type="text" id="nickname" maxlength="20" autocomplete="off" .value=${person?.nickname ?? ""} @change=${(event: Event) =>
          void (this.draft("nickname", ""), value(event) && model.changePerson({ nickname: value(event) }))}></div>
      <div class="field"><label for="born">${say("born")}</label>
        <input type="text" id="born" maxlength="4" autocomplete="off" .value=${person?.born ?? ""} @change=${born}></div>
      <div class="field"><label for="sex">${say("sex")}</label>
        <select id="sex" @change=${sex}>${(["unsaid", "female", "male"] as const).map((one) => html`<option value=${one}
          ?selected=${(person?.sex ?? "unsaid") === one}>${say(`sex.${one}`)}</option>`)}</select></div>
      ${doctorSaid(model, diary)}
      <div class="field"><label for="glucose-unit">${say("glucoseUnit")}</label>
        <select id="glucose-unit" @change=${(event: Event) => void unit(model, (event.target as HTMLSelectElement).value)}><option value="">${say("glucoseUnit.measured")}</option>
          ${GLUCOSE_UNITS.map((one) => html`<option value=${one} ?selected=${glucoseUnit(model) === one}>${one}</option>`)}</select></div>
      <p class="row"><button type="button" @click=${() => void model.addPerson(`${diary("me")} ${model.people.length + 1}`)}>${say("person.add")}</button></p>
      <p class="row"><button type="button" class="about" @click=${() => void this.#about()}>${say("about")}</button></p>
      ${this.digest ? html`<p>${model.assessment?.stamp.engine ?? ""}</p><p class="quiet">${say("about.rules")} ${model.assessment?.stamp.digest ?? "–"}</p>
        <p class="quiet">${say("about.module")} <span class="digest">${this.digest}</span></p>` : nothing}`;
  }

  // Of the very file that judges here, as it was fetched or kept; a host's own engine has its own.
  async #about(): Promise<void> {
    try {
      const { moduleUrl } = await import("../far.js");
      const bytes = await (await fetch(moduleUrl())).arrayBuffer();
      const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
      this.digest = `sha256-${[...hash].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
    } catch {
      this.digest = "–";
    }
  }
}

async function unit(model: DiaryModel, value: string): Promise<void> {
  if (value) void model.convert();
  await model.set("glucose-unit", value || null);
}
