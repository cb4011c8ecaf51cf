// Other people's examples, those of the standards first, through the package as it is published: a clear answer for each.
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type * as Hooks from "../../src/cds-hooks.js";
import type * as Fhir from "../../src/fhir.js";
import type * as Loader from "../../src/liangbing.js";
import { installed } from "./packed.js";

const SAMPLES = fileURLToPath(new URL("../../../../shared/samples/", import.meta.url));
const AT_HAND = existsSync(SAMPLES);
/** Stands in the name of what is skipped, where a report shows it. */
const ABSENT = AT_HAND ? "" : ` (not tried: ${SAMPLES} is absent)`;

const { project, folder } = installed();
afterAll(() => rmSync(project, { recursive: true }));

const entry = <T>(file: string): Promise<T> => import(/* @vite-ignore */ pathToFileURL(join(folder, "lib", file)).href) as Promise<T>;
let engine: Loader.Engine;
let hooks: typeof Hooks;
let fhir: typeof Fhir;
beforeAll(async () => {
  [hooks, fhir] = await Promise.all([entry<typeof Hooks>("cds-hooks.js"), entry<typeof Fhir>("fhir.js")]);
  engine = await (await entry<typeof Loader>("liangbing.js")).load({ equations: false });
});

type Json = Readonly<Record<string, unknown>>;
const list = (name: string): [string, Json][] => (AT_HAND ? readdirSync(join(SAMPLES, name)).filter((file) => file.endsWith(".json")).sort() : [])
  .map((file) => [file, JSON.parse(readFileSync(join(SAMPLES, name, file), "utf8")) as Json]);

const OURS = ["patient-view", "order-select", "order-sign", "encounter-start"];
const INSTANCE = "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea";

/** What a sample is a part of, as a whole call; nothing where it is of no call. */
function callOf(name: string, sample: Json): Json | null {
  if (typeof sample["hook"] === "string") return sample;
  const [, kind = ""] = /_((?:context|prefetch)-fragment|order_select_context_other)\.json$/.exec(name) ?? [];
  if (!kind) return null;
  const [, chapter = ""] = /__([a-z-]+)__/.exec(name) ?? [];
  // A chapter of the standard that is no hook's tells of calls in general.
  const hook = kind.startsWith("order") ? "order-select" : /^(current|index|template)$/.test(chapter) ? "patient-view" : chapter;
  const whole = { hook, hookInstance: INSTANCE, context: { userId: "Practitioner/example", patientId: "1288992" } };
  return kind === "prefetch-fragment" ? { ...whole, prefetch: sample["prefetch"] ?? sample } : { ...whole, context: sample["context"] ?? sample };
}

function answer(ask: () => unknown): string {
  try {
    return JSON.stringify(ask());
  } catch (error) {
    const { name, code, path, message } = error as Loader.LiangbingError;
    expect([name, message.length > 10]).toEqual(["LiangbingError", true]);
    return `${code} at ${path}`;
  }
}

const hooked = (call: Json): string => answer(() => {
  const { cards, extension } = hooks.handle(engine, `liangbing-${String(call["hook"])}`, call, { asOf: "2026-11-21", locale: "en" });
  expect(extension.liangbing.stamp.engine).toBe("0.1.0");
  return cards.map((card) => {
    const { indicator, summary, source } = card;
    // As the standard wants: short, with a source, and nothing that is empty.
    expect([summary.length < 140, source.label.length > 0, /:(null|""|\[\]|\{\})/.test(JSON.stringify(card))]).toEqual([true, true, false]);
    return `${indicator} ${summary.normalize("NFKC")}`;
  });
});

/** What our services say to calls of the standard that bring all we ask for, and in it no more than a Patient: of orders alone. */
const UNREAD = (drug: string): string => `["info ${drug}: not in the drug table; its dose and parts cannot be checked"]`;
const AMOXICILLIN = UNREAD("Amoxicillin 120 MG/ML / clavulanate potassium 8.58 MG/ML Oral Suspension");
const SAID: Readonly<Record<string, string>> = {
  "HL7_cds-hooks-library__order-select__00_context-fragment.json": AMOXICILLIN,
  "HL7_cds-hooks__order-select__01_context-fragment.json": AMOXICILLIN,
  "HL7_cds-hooks__order-sign__00_context-fragment.json": AMOXICILLIN,
  "HL7_cds-hooks__index__07_request.json": UNREAD("Amoxicillin 500 mg tablet"),
  "crd__order_select_context_other.json": UNREAD("Azithromycin 250 mg oral tablet"),
  // An older form of the hook, and one order's id twice.
  "HL7_cds-hooks__examples__00_request.json": "missing-field at context.draftOrders",
  "crd__order_sign_hook_request_request.json": "unknown-value at context.draftOrders MedicationRequest/smart-MedicationRequest-103",
};

const unread = (why: string): string => `{"record":{},"setAside":[{"path":"","code":"not-understood","message":"${why}"}]}`;
const notAReferral = (what: string): string => unread(`a ${what} does not say whether it refers up or down, nor what became of it; left out`);
const noPlace = (type: string): string => unread(`resources of type \`${type}\` are not read; a record has no place for them`);
/** Resources that stand in the examples; what is neither call nor resource is refused as no call of ours. */
const RESOURCES: Readonly<Record<string, string>> = {
  "HL7_cds-hooks__current__18_action-fragment.json": notAReferral("ServiceRequest"),
  "crd__crd_task_example_other.json": notAReferral("Task `complete-questionnaire`"),
  "crd__crd_coverage_example_other.json": '{"record":{"patient":{"coverage":{"scheme":"extended healthcare","until":"2012-05-23"}}},"setAside":[]}',
  "crd__coverage_info_system_action_conditional_action-fragment.json": noPlace("DeviceRequest"),
  "crd__crd_encounter_example_other.json":
    unread("an encounter other than a finished visit or call about hypertension or diabetes is not read"),
  "crd__crd_organization_example_other.json": noPlace("Organization"),
};

const US_CORE: Readonly<Record<string, string>> = {
  "Observation-average-blood-pressure.json": '{"record":{},"setAside":[{"path":"","code":"not-understood","message":"a mean of several blood pressures is not one reading"}]}',
  "blood-pressure.json": '{"record":{"observations":[{"at":"1999-07-02","concept":"blood-pressure","unit":"mmHg","systolic":109,"diastolic":44,"id":"blood-pressure"}]},"setAside":[]}',
  "bmi.json": '{"record":{"observations":[{"at":"1999-07-02","concept":"bmi","value":16.2,"unit":"kg/m2","id":"bmi"}]},"setAside":[]}',
  "heart-rate-rhythm.json": '{"record":{},"setAside":[{"path":"","code":"unknown-code","message":"observation `8884-9` (Heart rate rhythm) is not read"}]}',
  "heart-rate.json": '{"record":{"observations":[{"at":"1999-07-02","concept":"heart-rate","value":44,"unit":"/min","id":"heart-rate"}]},"setAside":[]}',
  "height.json": '{"record":{"observations":[{"at":"1999-07-02","concept":"height","value":111.506,"unit":"cm","id":"height"}]},"setAside":[]}',
  "observation-serum-creatinine.json": '{"record":{"observations":[{"at":"2005-07-05","concept":"creatinine","value":1,"unit":"mg/dL","id":"serum-creatinine"}]},"setAside":[]}',
  "observation-serum-glucose.json": '{"record":{"observations":[{"at":"2005-07-05","concept":"glucose","value":76,"unit":"mg/dL","specimen":"venous","id":"serum-glucose"}]},"setAside":[]}',
  "some-day-smoker.json": '{"record":{"lifestyle":{"at":"2016-03-18T05:27:04+00:00","smoking":"current"}},"setAside":[]}',
  "weight.json": '{"record":{"observations":[{"at":"1999-07-02","concept":"weight","value":20.09414,"unit":"kg","id":"weight"}]},"setAside":[]}',
};

describe.skipIf(!AT_HAND)(`the examples of CDS Hooks and of CRD${ABSENT}`, () => {
  const samples = list("cds_hooks");
  const calls = samples.flatMap(([name, sample]): [string, Json][] => {
    const call = callOf(name, sample);
    return call ? [[name, call]] : [];
  });

  it("each call is refused where it is about another hook, names no patient, or does not bring what was asked for", () => {
    const owed = calls.map(([name, call]) => {
      const brings = Object.keys((call["prefetch"] ?? {}) as Json);
      return [name, !OURS.includes(String(call["hook"])) ? "unknown-value at id"
        : typeof (call["context"] as Json)["patientId"] !== "string" ? "missing-field at context.patientId"
          : `missing-field at prefetch.${brings.includes("patient") ? "conditions" : "patient"}`];
    });
    expect(calls.map(([name, call]) => [name, hooked(call)])).toEqual(owed);
    expect(calls.length).toBeGreaterThan(40);
  });

  it("each call about one of our hooks is answered once all that was asked for comes along", () => {
    const wanted = Object.fromEntries(hooks.services().services.map(({ hook, prefetch }) => [hook, Object.keys(prefetch)]));
    const whole = calls.flatMap(([name, call]): [string, Json][] => {
      const { patientId } = call["context"] as Json;
      const empty = wanted[String(call["hook"])]?.map((key) => [key, null]);
      if (!empty || typeof patientId !== "string") return [];
      return [[name, { ...call, prefetch: { ...Object.fromEntries(empty), patient: { resourceType: "Patient", id: patientId } } }]];
    });
    expect(whole.map(([name, call]) => [name, hooked(call)])).toEqual(whole.map(([name]) => [name, SAID[name] ?? "[]"]));
    expect(whole.length).toBeGreaterThan(20);
  });

  it("what is no call is no call, and what is a resource is a record or set aside", () => {
    const others = samples.filter(([name, sample]) => !callOf(name, sample));
    expect(others.length).toBeGreaterThan(10);
    const said = others.map(([name, sample]) => [name, sample["resource"] || sample["resourceType"]
      ? answer(() => fhir.toRecord((sample["resource"] ?? sample) as never)) : hooked(sample)]);
    expect(said).toEqual(others.map(([name]) => [name, RESOURCES[name] ?? "unknown-value at id"]));
  });
});

describe.skipIf(!AT_HAND)(`the examples of US Core${ABSENT}`, () => {
  it("each is read with its value, day and unit, or set aside by name", () => {
    expect(Object.fromEntries(list("fhir_uscore").map(([name, sample]) => [name, answer(() => fhir.toRecord(sample as never))]))).toEqual(US_CORE);
  });
});
