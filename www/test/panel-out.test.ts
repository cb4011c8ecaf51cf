import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { LiangbingError } from "../src/error.js";
import { LiangbingPanel } from "../src/elements/define.js";
import { textOf } from "../src/elements/panel.text.js";
import { sayIn } from "../src/elements/words.js";
import { loadFhir } from "../src/fhir.js";
import type { Engine } from "../src/liangbing.js";
import type { LiangbingRecord } from "../src/types.js";
import { assessment, card } from "./fixture/assessment.js";
import { DAY, PATIENTS, realEngine } from "./real.js";

const LEVELS = ["R0", "R1", "Y1", "Y4", "B1", "B3", "G1", "G4", null] as const;

let engine: Engine;
beforeAll(async () => {
  engine = await realEngine();
  await loadFhir({ wasm: readFileSync(resolve(import.meta.dirname, "../pkg-edges/edges_bg.wasm")) });
});
afterEach(() => document.body.replaceChildren());

async function shown(set: Partial<LiangbingPanel>): Promise<LiangbingPanel> {
  const panel = Object.assign(new LiangbingPanel(), { asOf: DAY, locale: "en", ...set });
  document.body.append(panel);
  await panel.updateComplete;
  return panel;
}

describe("the panel's text", () => {
  it.each(LEVELS)("of %s leaves nothing out, in either language", (level) => {
    for (const locale of ["en", "zh-CN"] as const) {
      const a = assessment(level, locale);
      const text = textOf(a, sayIn(locale));
      const owed = [
        ...a.cards.flatMap((own) => [own.summary, own.source.label, ...own.actions.map(({ label }) => label)]),
        ...a.setAside.map(({ message }) => message), ...a.targets.map(({ target }) => target),
        ...a.gaps.map(({ concept }) => sayIn(locale).named("concept", concept)),
        ...(a.referral ? [...a.referral.met, ...a.referral.notMet, ...a.referral.unknown] : []),
        a.stamp.digest, a.stamp.record ?? "", sayIn(locale)("advice"),
      ];
      expect(owed.filter((part) => !text.includes(part))).toEqual([]);
      expect(text.replace("sha256:null", "")).not.toMatch(/undefined|null|\[object|\*\*/);
    }
  });

  it("holds every word of every synthetic patient's prompts, gaps and plan, once each patient and language", () => {
    for (const { record } of PATIENTS) {
      for (const locale of ["en", "zh-CN"] as const) {
        const a = engine.assess(record, { asOf: DAY, locale });
        const text = textOf(a, sayIn(locale));
        const told = [...a.plan.lifestyle, ...a.plan.testsDue, ...a.plan.medication, ...a.gaps, ...a.changed, ...a.home, ...a.trends];
        const owed = [...a.cards.map(({ summary }) => summary), ...told.flatMap((own) => own.text ?? [])];
        expect(owed.filter((part) => !text.includes(part))).toEqual([]);
        expect(text).not.toMatch(/undefined|null|\[object/);
      }
    }
  });

  it("says an unknown as unknown and a mark-up as words", () => {
    const a = assessment("Y1");
    a.targets = [{ concept: "blood-pressure", kind: "clinical", target: "< 130/80 mmHg", met: null, since: null } as never];
    a.cards = [card("x", "do", { detail: "**Now** see [the norm](https://example.org/n) and [x](javascript:y)" })];
    const text = textOf(a, sayIn("en"));
    expect(text).toContain("< 130/80 mmHg · clinical · unknown");
    expect(text).toContain("Now see the norm (https://example.org/n) and [x](javascript:y)");
  });

  it("is what is shown: an assessment, a refusal, or that there is nothing", async () => {
    const panel = await shown({});
    expect(await panel.toText()).toBe("No record yet.\n");
    panel.engine = engine;
    panel.record = { patient: { spb: 1 } } as unknown as LiangbingRecord;
    expect(await panel.toText()).toMatch(/could not be assessed[^]*unknown-field · Where: patient\.spb/);
    panel.record = PATIENTS[0]?.record ?? {};
    panel.locale = "zh-CN";
    const text = await panel.toText();
    expect(text).toBe(textOf(engine.assess(PATIENTS[0]?.record ?? {}, { asOf: DAY, locale: "zh-CN" }), sayIn("zh-CN")));
  });
});

describe("the panel's cards", () => {
  const patient = PATIENTS.find(({ expected }) => expected === "R1")?.record ?? {};

  it("are those of the service, for the record's own patient", async () => {
    const panel = await shown({ engine, record: patient });
    const cards = await panel.toCdsCards({ hookInstance: "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea" });
    expect(cards[0]).toMatchObject({ indicator: "critical" });
    expect(cards.every(({ summary, source }) => summary.length < 140 && source.label)).toBe(true);
    expect(JSON.stringify(cards)).toContain(`Patient/${patient.patient?.id}`);
  });

  it("take the patient from FHIR, from text, or from the caller, and are of nobody else", async () => {
    const bundle = { resourceType: "Bundle", type: "collection", entry: [{ resource: { resourceType: "Patient", id: "p9" } }] };
    const theirs = engine.assess(patient, { asOf: DAY });
    for (const [record, id] of [[bundle, "p9"], [JSON.stringify(bundle), "p9"], [[{ resourceType: "Patient", id: "p8" }], "p8"]] as const) {
      const panel = await shown({ assessment: theirs, record: record as never });
      expect(JSON.stringify(await panel.toCdsCards())).toContain(`Patient/${id}`);
    }
    const nobody = await shown({ assessment: theirs, record: "{" });
    await expect(nobody.toCdsCards()).rejects.toMatchObject({ code: "bad-options", path: "patientId" });
    expect(JSON.stringify(await nobody.toCdsCards({ patientId: "p7" }))).toContain("Patient/p7");
    expect(await (await shown({})).toCdsCards()).toEqual([]);
  });
});

describe("the panel's other methods", () => {
  it("evaluates again, and answers with nothing where there is a refusal", async () => {
    const panel = await shown({ engine, record: PATIENTS[0]?.record ?? {} });
    const before = panel.assessment;
    const again = await panel.evaluate();
    expect(again).toEqual(before);
    expect(again).not.toBe(before);
    panel.record = "{";
    expect(await panel.evaluate()).toBeNull();
    expect(panel.error).toBeInstanceOf(LiangbingError);
    expect(await (await shown({})).evaluate()).toBeNull();
  });

  it("unfolds a card and gives it the focus, also from a narrow dock", async () => {
    const panel = await shown({ assessment: assessment("R1"), mode: "strip" });
    expect(await panel.focusCard("salt")).toBe(true);
    const article = panel.shadowRoot?.querySelector<HTMLElement>('[data-rule="salt"]');
    expect(article?.closest("details")?.open).toBe(true);
    expect(panel.shadowRoot?.activeElement).toBe(article);
    expect(await panel.focusCard("nobody")).toBe(false);
    expect(await (await shown({})).focusCard("salt")).toBe(false);
  });

  it("prints itself and leaves the page as it was", async () => {
    const aside = document.body.appendChild(document.createElement("aside"));
    const panel = await shown({ assessment: assessment("Y1") });
    const marks = (): (string | null)[] => [document.body, panel, aside].map((own) => own.getAttribute("data-liangbing-print"));
    const during: unknown[] = [];
    const print = vi.fn(() => void during.push(marks(), document.adoptedStyleSheets.length));
    vi.stubGlobal("print", print);
    await panel.print();
    expect(during).toEqual([["way", "panel", null], 1]);
    dispatchEvent(new Event("afterprint"));
    expect([marks(), document.adoptedStyleSheets.length]).toEqual([[null, null, null], 0]);
    vi.unstubAllGlobals();
  });
});
