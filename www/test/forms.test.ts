// @vitest-environment node
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { LiangbingError } from "../src/error.js";
import { fields, fromQuestionnaireResponse, loadForms, read, toQuestionnaireResponse, write, type FollowUpForm } from "../src/forms.js";
import { faults } from "./fhir-valid.js";
import { PATIENTS, realEngine } from "./real.js";

const FORM: FollowUpForm = {
  concern: "hypertension", edition: 2017, date: "2026-11-20", number: "1001", mode: 1, symptoms: [1], systolic: 148,
  diastolic: 86, cigarettes: 10, salt: 2, adherence: 1, adverseReaction: 1, class: 2,
  medicines: [{ name: "氨氯地平", perDay: 1, amount: "5 mg" }], doctor: "李医生",
};

function refusal(what: () => unknown): [string, string] {
  try {
    what();
  } catch (error) {
    if (error instanceof LiangbingError) return [error.code, error.path];
    throw error;
  }
  throw new Error("nothing was refused");
}

it("says what to load first", () => {
  expect(refusal(() => read(FORM))).toEqual(["wasm-missing", ""]);
});

it("reads a form, has it assessed and writes it again", async () => {
  await loadForms({ wasm: readFileSync(new URL("../pkg-forms/forms_bg.wasm", import.meta.url)) });
  const engine = await realEngine();
  const { record, setAside } = read(FORM);
  expect(setAside).toEqual([]);
  expect(record.visits?.[0]).toMatchObject({ class: "uncontrolled", adherence: "regular", form: { doctor: "李医生" } });
  const assessment = engine.assess(record, { asOf: "2026-11-20", locale: "en" });
  const again = write(record, assessment);
  expect(again).toMatchObject(FORM);
  expect(again["nextDate"]).toBe(assessment.plan.nextContact?.by);
  expect(fromQuestionnaireResponse(toQuestionnaireResponse(FORM))).toEqual({ schema: "liangbing.form/1", ...FORM });
});

it("leaves empty what is not known", async () => {
  const engine = await realEngine();
  const record = { conditions: [{ code: "type-2-diabetes" as const }] };
  const form = write(record, engine.assess(record, { asOf: "2026-11-20" }), { edition: "2009" });
  const { nextDate, ...rest } = form;
  expect(rest).toEqual({ schema: "liangbing.form/1", concern: "diabetes", edition: 2009, date: "2026-11-20" });
  expect(nextDate === undefined || typeof nextDate === "string").toBe(true);
});

it("is a QuestionnaireResponse that R4 knows: every written form, and every field once with each of its answers", async () => {
  const engine = await realEngine();
  for (const { about, record } of PATIENTS) {
    const assessment = engine.assess(record, { asOf: "2026-11-21" });
    for (const concern of ["hypertension", "diabetes"] as const) {
      const response = toQuestionnaireResponse(write(record, assessment, { concern }));
      expect(faults(response), about).toEqual([]);
    }
  }
  const sample = { text: "a < b", date: "2026-11-20", number: 1.5, medicines: [{ name: "氨氯地平", perDay: 1, amount: "5 mg" }, { name: "x" }] } as const;
  for (const { concern, edition, fields: list } of fields("en")) {
    for (const { id, kind, options = [] } of list) {
      const answers = kind === "code" || kind === "codes" ? options.map(({ code }) => (kind === "codes" ? [code] : code)) : [sample[kind]];
      for (const answer of answers) {
        const response = toQuestionnaireResponse({ concern, edition, date: "2026-11-20", [id]: answer });
        expect([id, answer, faults(response)]).toEqual([id, answer, []]);
        expect(JSON.stringify(response)).toContain(`"linkId":"${id}"`);
      }
    }
  }
}, 60_000);

it("takes no 1 or 2 for 需要 or 不需要, which deployed systems code the other way round in the other form", async () => {
  const engine = await realEngine();
  for (const concern of ["hypertension", "diabetes"] as const) {
    const form: FollowUpForm = { concern, edition: 2017, date: "2026-11-20", mode: 1, weight: 80, class: 2 };
    // Neither paper form has the field, and a bare code of it is not guessed at.
    for (const field of ["减轻体重", "loseWeight"]) expect(refusal(() => read({ ...form, [field]: 1 }))).toEqual(["unknown-field", field]);
    // Carried among other people's fields it comes back as it came, number or word, and nothing is read out of it.
    const asks = [1, 2, "需要", "不需要", undefined].map((said) => {
      const { record, setAside } = read(said === undefined ? form : { ...form, more: { 减轻体重: said } });
      const assessment = engine.assess(record, { asOf: "2026-11-20", locale: "zh-CN" });
      expect(write(record, assessment, { concern }).more).toEqual(said === undefined ? undefined : { 减轻体重: said });
      const { plan: { lifestyle, diet }, cards, tier } = assessment;
      return { setAside, lifestyle, diet, cards: cards.map(({ summary }) => summary), level: tier.level };
    });
    for (const one of asks) expect(one).toEqual(asks[0]);
  }
});

it("refuses with code and path, and takes the next form", () => {
  const diabetes = { concern: "diabetes" as const, date: "2026-11-20" };
  expect(refusal(() => read({ ...diabetes, footPulse: 1 }))).toEqual(["missing-field", "edition"]);
  expect(refusal(() => read({ ...diabetes, edition: 2009, footPulse: 3 }))).toEqual(["unknown-value", "footPulse"]);
  expect(refusal(() => read({ ...diabetes, sbp: 120 }))).toEqual(["unknown-field", "sbp"]);
  expect(refusal(() => read({ ...diabetes, weight: Number.NaN }))).toEqual(["wrong-type", "weight"]);
  expect(refusal(() => fields("fr" as "en"))).toEqual(["bad-options", "locale"]);
  expect(read({ ...diabetes, edition: 2009, footPulse: 1 }).record.observations).toMatchObject([{ code: "absent" }]);
});

it("lists the fields for a page, in both languages", () => {
  for (const locale of ["zh-CN", "en"] as const) {
    const sheets = fields(locale);
    expect(sheets.map(({ concern, edition }) => `${concern} ${edition}`).sort())
      .toEqual(["diabetes 2009", "diabetes 2017", "hypertension 2009", "hypertension 2017"]);
    for (const field of sheets.flatMap((sheet) => sheet.fields)) {
      expect(field.label, field.id).not.toBe("");
      if (field.kind.startsWith("code")) expect(field.options?.length, field.id).toBeGreaterThan(0);
    }
  }
});
