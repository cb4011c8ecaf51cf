// A call of `patient-view` with all that it is asked to bring.

export const bundle = (...resources: object[]): object => ({ resourceType: "Bundle", entry: resources.map((resource) => ({ resource })) });
const pressure = (value: number): object => ({
  resourceType: "Observation", status: "final", subject: { reference: "Patient/p1" }, effectiveDateTime: "2026-11-20T08:10:00+08:00",
  code: { coding: [{ system: "http://loinc.org", code: "85354-9" }] },
  component: [["8480-6", value], ["8462-4", 96]].map(([code, own]) => ({
    code: { coding: [{ system: "http://loinc.org", code }] }, valueQuantity: { value: own, unit: "mmHg" },
  })),
});
export const call = (systolic: number): object => ({
  hook: "patient-view", hookInstance: "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea",
  context: { patientId: "p1", userId: "Practitioner/d1" },
  prefetch: {
    patient: { resourceType: "Patient", id: "p1", gender: "female", birthDate: "1958-03-02" },
    conditions: bundle({
      resourceType: "Condition", subject: { reference: "Patient/p1" },
      code: { coding: [{ system: "http://hl7.org/fhir/sid/icd-10", code: "I10" }] },
    }),
    pressures: bundle(pressure(systolic)),
    glucose: null, measurements: null, medications: bundle(), allergies: null, encounters: null,
  },
});
