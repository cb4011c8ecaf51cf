// @vitest-environment node
import { readFileSync, readdirSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { type FhirBundle, fromAssessment, fromRecord, loadFhir, toRecord } from "../src/fhir.js";
import type { Assessment, LiangbingRecord } from "../src/types.js";
import { faults } from "./fhir-valid.js";
import { PATIENTS } from "./real.js";

const snapshots = new URL("../../tests/snapshots/", import.meta.url);

/** Every photographed assessment, in both languages. */
function assessments(): { name: string; assessment: Assessment }[] {
  return readdirSync(snapshots)
    .filter((name) => name.endsWith(".snap"))
    .flatMap((name) => {
      const text = readFileSync(new URL(name, snapshots), "utf8").split("---\n").slice(2).join("---\n");
      // A photograph of a part (a letter) is no assessment.
      return text.startsWith("{") && text.includes('"asOf"')
        ? [{ name, assessment: JSON.parse(text) as Assessment }]
        : [];
    });
}

function wrong(bundle: FhirBundle): string[] {
  return (bundle.entry ?? []).flatMap(({ resource }) => faults(resource)).concat(faults({ ...bundle, entry: undefined }));
}

const record: LiangbingRecord = { patient: { id: "p-001" } };

beforeAll(async () => {
  await loadFhir({ wasm: readFileSync(new URL("../pkg-edges/edges_bg.wasm", import.meta.url)) });
}, 60_000);

describe("FHIR out is R4", () => {
  it("in every resource of every photographed assessment", () => {
    const all = assessments();
    expect(all.length).toBeGreaterThan(20);
    const kinds = new Set<string>();
    for (const { name, assessment } of all) {
      const bundle = fromAssessment(assessment, record);
      bundle.entry?.forEach(({ resource }) => kinds.add(resource.resourceType));
      expect(wrong(bundle), name).toEqual([]);
    }
    expect([...kinds].sort()).toEqual(
      ["CarePlan", "DetectedIssue", "Flag", "Goal", "GuidanceResponse", "RiskAssessment", "ServiceRequest", "Task"].sort(),
    );
  }, 60_000);

  it("in the means of home readings and the letters that were asked for", () => {
    const { assessment } = assessments()[0] as { assessment: Assessment };
    const home = {
      rule: "home-all-days", concept: "blood-pressure", setting: "home", unit: "mmHg", from: "2026-11-10", until: "2026-11-16", days: 7,
      used: 24, expected: 28, taken: 28, missingDays: 0, missingReadings: 0, systolic: 138.5, diastolic: 84.1,
    };
    const letters = [{ kind: "patient", text: "a < b", data: {} }];
    const bundle = fromAssessment({ ...assessment, home: [home], letters } as unknown as Assessment, record);
    expect(wrong(bundle)).toEqual([]);
    const mean = bundle.entry?.map(({ resource }) => resource).find(({ resourceType }) => resourceType === "Observation");
    expect(mean).toMatchObject({ effectivePeriod: { start: "2026-11-10", end: "2026-11-16" } });
    const text = JSON.stringify(mean);
    for (const part of ["96607-7", "96608-5", "96609-3", '"value":138.5', '"value":24']) expect(text).toContain(part);
    // A mean is no reading: on the way in it is set aside.
    expect(toRecord(bundle).record.observations).toBeUndefined();
  });

  it("in every resource of every invented patient's record, which comes back", () => {
    for (const { record, about } of PATIENTS.slice(0, 25)) {
      const bundle = fromRecord(record);
      expect(wrong(bundle), about).toEqual([]);
      expect(toRecord(bundle).setAside, about).toEqual([]);
      expect(toRecord(bundle).record.conditions, about).toEqual(
        record.conditions?.map((condition) => ({ status: "active", ...condition })),
      );
    }
  }, 60_000);

  it("and of one record with whatever FHIR has no place for", () => {
    const bundle = fromRecord({
      schema: "liangbing.record/1",
      patient: { id: "a b", name: "<王>", status: "deceased", place: { county: "c", urban: true }, coverage: { twoDiseases: "enrolled" } },
      conditions: [{ code: "heart-failure", status: "withdrawn", nyha: 2, stage: "C" }],
      observations: [
        { at: "2026-11-20T08:10", concept: "blood-pressure", systolic: "unmeasurable" },
        { at: "2026-11-20", concept: "glucose", value: "HI" },
        { at: "2026-11-20", concept: "symptom", code: "chest-pain", acute: true },
        { at: "2026-11-20", concept: "ecg-lvh", present: false },
      ],
      medications: [],
      visits: [{ at: "2026-11-20T08:10:30Z", reached: false, form: { a: { b: [1, "x"] } } }],
      referrals: [{ at: "2026-11-20", direction: "up", closed: { at: "2026-11-21", outcome: "seen" } }],
      lifestyle: { smoking: "current", cigarettesPerDay: 3 },
      family: [{ condition: "stroke", onsetAge: 50 }],
      allergies: [{ name: "Peanut", reaction: "rash" }],
      plans: [{ kind: "surgery", at: "2026-12-01" }],
      targets: [{ concept: "blood-pressure", below: "130/80", unit: "mmHg", setBy: "Dr <Li>" }],
      answered: [{ card: "dm-class-2", at: "2026-11-20", outcome: "overridden", reason: "no" }],
    } as unknown as LiangbingRecord);
    expect(wrong(bundle)).toEqual([]);
  });

  it("and has the codes of every binding that R4 requires, in concepts as well", () => {
    const system = (name: string): string => `http://terminology.hl7.org/CodeSystem/${name}`;
    const concept = (name: string, code: string): object => ({ coding: [{ system: system(name), code }] });
    const subject = { reference: "Patient/p" };
    const condition = {
      resourceType: "Condition", subject, code: { text: "x" },
      clinicalStatus: concept("condition-clinical", "active"), verificationStatus: concept("condition-ver-status", "confirmed"),
    };
    const allergy = {
      resourceType: "AllergyIntolerance", patient: subject, code: { text: "x" },
      clinicalStatus: concept("allergyintolerance-clinical", "active"), verificationStatus: concept("allergyintolerance-verification", "confirmed"),
    };
    expect([faults(condition), faults(allergy)]).toEqual([[], []]);
    for (const [whole, field, wrong] of [
      [condition, "clinicalStatus", concept("condition-clinical", "ill")],
      [condition, "clinicalStatus", concept("condition-ver-status", "confirmed")],
      [condition, "verificationStatus", { text: "confirmed" }],
      [allergy, "clinicalStatus", { coding: [{ code: "active" }] }],
      [allergy, "verificationStatus", concept("allergyintolerance-verification", "sure")],
    ] as const) expect(faults({ ...whole, [field]: wrong }).join(), JSON.stringify(wrong)).toContain(`${field}: `);
  });

  it("and the check itself sees what is broken", () => {
    const flag = { resourceType: "Flag", status: "active", code: { text: "x" }, subject: { reference: "Patient/p" } };
    expect(faults(flag)).toEqual([]);
    expect(faults({ ...flag, status: "red" })[0]).toContain("not bound");
    expect(faults({ ...flag, code: undefined })[0]).toContain("Missing required property");
    expect(faults({ ...flag, colour: "red" })[0]).toContain("additional property");
    expect(faults({ ...flag, code: { text: "x", coding: [{ system: 7 }] } })).not.toEqual([]);
  });
});

describe("FHIR out says what the assessment says", () => {
  it("with the stamp, the level, the next contact and every gap", () => {
    const found = assessments().find(({ name }) => name === "both-diseases.en.snap");
    const assessment = found?.assessment as Assessment;
    const text = JSON.stringify(fromAssessment(assessment, record));
    expect(text).toContain(`"valueString":"${assessment.stamp.record ?? ""}"`);
    expect(text).toContain('{"system":"urn:liangbing:level","code":"Y1"}');
    expect(text).toContain(`"scheduledPeriod":{"end":"${assessment.plan.nextContact?.by ?? ""}"}`);
    expect(text).toContain('"reference":"Patient/p-001"');
    for (const gap of assessment.gaps) expect(text).toContain(`"code":"${gap.concept}"`);
    // Nothing is ordered: acts are drafts and proposals.
    expect(text).not.toContain('"resourceType":"MedicationRequest"');
  });

  it("in the same bytes each time, with other ids on another day", () => {
    const { assessment } = assessments()[0] as { assessment: Assessment };
    const [one, two] = [fromAssessment(assessment, record), fromAssessment(assessment, record)];
    expect(one).toEqual(two);
    const later = fromAssessment({ ...assessment, asOf: "2027-01-01" }, record);
    expect(later.entry?.[0]?.fullUrl).not.toBe(one.entry?.[0]?.fullUrl);
  });

  it("refuses what is no assessment, with code and path", () => {
    expect(() => fromAssessment({} as Assessment, record)).toThrow(expect.objectContaining({ code: "missing-field", path: "asOf" }));
    expect(() => fromRecord([] as unknown as LiangbingRecord)).toThrow(expect.objectContaining({ code: "wrong-type" }));
  });
});

describe("bulk data", () => {
  const line = '{"resourceType":"Observation","status":"final","effectiveDateTime":"2026-01-01","code":{"coding":[{"system":"http://loinc.org","code":"8867-4"}]},"valueQuantity":{"value":70,"code":"/min"}}';

  it("is read line by line", () => {
    expect(toRecord(`${line}\n\n${line.replace("70", "71")}\n`).record.observations).toHaveLength(2);
  });

  it("that ends in the middle of a line is refused, and the line is named", () => {
    expect(() => toRecord(`${line}\n${line.slice(0, 40)}`)).toThrow(/line 2 of NDJSON/);
  });
});
