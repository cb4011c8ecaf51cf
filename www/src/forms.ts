import { formsModule, loadModule } from "./forms-module.js";
import { stringify } from "./json.js";
import type { Assessment, ConcernName, LiangbingRecord, Locale, SetAside } from "./types.js";

export type FormEdition = 2009 | 2017;

/** A line of the medicines on a form. */
export interface FormMedicine {
  name: string;
  perDay?: number | null;
  amount?: string | null;
}

/**
 * A national follow-up record. Beside the head stand the fields that `fields` lists: a code is the form's number or
 * the answer's own words, a date `YYYY-MM-DD`. An absent field is not known.
 */
export interface FollowUpForm {
  schema?: "liangbing.form/1" | null;
  concern: ConcernName;
  /** Which edition's lists the codes are of; needed by every bare code that means different things by edition. */
  edition?: FormEdition | `${FormEdition}` | null;
  date: string;
  medicines?: readonly FormMedicine[] | null;
  /** Fields of other people's forms, carried and never read. */
  more?: Readonly<Record<string, unknown>> | null;
  /** Of a written form: what the record says and the form or its edition has no code for. */
  setAside?: readonly SetAside[];
  [field: string]: unknown;
}

/** A field of a form, for a page to draw. */
export interface FormField {
  id: string;
  /** The line of the paper form; `extra` is not on it. */
  row: string;
  kind: "text" | "date" | "number" | "code" | "codes" | "medicines";
  label: string;
  unit?: string;
  /** Digits after the point that the paper has. */
  places?: number;
  required?: true;
  /** The field whose goal this is. */
  targetOf?: string;
  options?: { code: number | string; id: string; label: string; local?: true }[];
  /** Labels of the parts of a medicine. */
  parts?: Record<"name" | "perDay" | "amount", string>;
  /** Identifiers that vendors' files cite, second-hand. */
  elements?: string[];
}

/** A form in one edition. */
export interface FormSheet {
  concern: ConcernName;
  edition: FormEdition;
  /** How well the edition is known. */
  status: string;
  label: string;
  cite: { guideline: string; section: string };
  template: string;
  fields: FormField[];
}

/** Loads the module of forms and tables. */
export async function loadForms(o: { wasm?: URL | BufferSource } = {}): Promise<void> {
  await loadModule(o.wasm ?? new URL("../pkg-forms/forms_bg.wasm", import.meta.url));
}

const text = (value: unknown): string => (typeof value === "string" ? value : stringify(value));

/** A form to a native record, with what of the form does not count and why. */
export function read(form: FollowUpForm | string): { record: LiangbingRecord; setAside: SetAside[] } {
  const said = text(form);
  return JSON.parse(formsModule().run((forms) => forms.read(said))) as { record: LiangbingRecord; setAside: SetAside[] };
}

/** Which form, in which edition; the referral is worded in the locale. */
export interface FormOptions {
  /** May be left out where the record has one of the two diseases. */
  concern?: ConcernName;
  /** The edition of the day's form if there is one, else that in force. */
  edition?: FormEdition | `${FormEdition}`;
  locale?: Locale;
}

/** The form of the assessment's day, filled in as far as record and assessment know; the rest stays empty. */
export function write(record: LiangbingRecord | string, assessment: Assessment, o: FormOptions = {}): FollowUpForm {
  const [said, answer, options] = [text(record), stringify(assessment), stringify(o)];
  return JSON.parse(formsModule().run((forms) => forms.write(said, answer, options))) as FollowUpForm;
}

/** Both forms in every edition, with labels in one language. */
export function fields(locale: Locale): FormSheet[] {
  return JSON.parse(formsModule().run((forms) => forms.fields(locale))) as FormSheet[];
}

/** A form as a FHIR R4 QuestionnaireResponse, whose `linkId`s are the names of the fields. */
export function toQuestionnaireResponse(form: FollowUpForm | string): Record<string, unknown> {
  const said = text(form);
  return JSON.parse(formsModule().run((forms) => forms.toQuestionnaireResponse(said))) as Record<string, unknown>;
}

/** The form that such a QuestionnaireResponse carries. */
export function fromQuestionnaireResponse(response: object | string): FollowUpForm {
  const said = text(response);
  return JSON.parse(formsModule().run((forms) => forms.fromQuestionnaireResponse(said))) as FollowUpForm;
}
