import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { LiangbingPanel } from "../src/elements/define.js";
import { linesOf, noteOf, PLACES } from "../src/elements/bedside.note.js";
import { bedsideSay } from "../src/elements/bedside.words.js";
import type { Engine } from "../src/liangbing.js";
import type { Assessment, LiangbingRecord, Locale } from "../src/types.js";
import { DAY, PATIENTS, realEngine } from "./real.js";

let engine: Engine;
beforeAll(async () => void (engine = await realEngine()));
afterEach(() => document.body.replaceChildren());

const recordOf = (id: string): LiangbingRecord => structuredClone(PATIENTS.find(({ record }) => record.patient?.id === id)?.record ?? {});

async function shown(record: LiangbingRecord, more: Partial<LiangbingPanel> = {}): Promise<LiangbingPanel> {
  const panel = Object.assign(new LiangbingPanel(), { engine, record, asOf: DAY, locale: "en", ...more });
  document.body.append(panel);
  await panel.updateComplete;
  return panel;
}
const all = (panel: LiangbingPanel, selector: string): Element[] => [...(panel.shadowRoot?.querySelectorAll(selector) ?? [])];
const words = (panel: LiangbingPanel, selector: string): string => all(panel, selector).map((own) => own.textContent).join(" ").replace(/\s+/g, " ");

describe("the patient in short", () => {
  it("shows the last readings with their age, none of what the engine cannot use", async () => {
    const record = recordOf("p-006");
    record.observations?.push({ at: `${DAY}T09:00`, concept: "blood-pressure", systolic: 1200, diastolic: 80, unit: "mmHg" });
    const text = words(await shown(record), ".bedside");
    expect(text).toContain("156/92 mmHg yesterday");
    expect(text).toContain("158/94 mmHg 16 days ago");
    expect(text).not.toContain("1200");
  });

  it("marks what the engine says has expired, and nothing else", async () => {
    expect(words(await shown(recordOf("p-018")), ".series li")).toContain("124 days ago expired");
    document.body.replaceChildren();
    expect(words(await shown(recordOf("p-006")), ".series li")).not.toContain("expired");
    document.body.replaceChildren();
    // A glucose that is too old for what it would have to settle, beside a pressure of today.
    const mixed = await shown(recordOf("p-001"));
    expect(words(mixed, ".bedside .series li")).toMatch(/186\/112 mmHg today 138\/84 mmHg 95 days ago 6\.8 mmol\/L fasting 95 days ago expired/);
  });

  it("says where there is no usable reading of a disease that the patient has", async () => {
    const text = words(await shown({ patient: { id: "x", born: "1960-01-01" }, conditions: [{ code: "hypertension" }] }), ".bedside");
    expect(text).toContain("Blood pressureno usable reading");
    expect(text).not.toContain("Glucoseno usable reading");
  });

  it("never shows an arrow without its word and its numbers", async () => {
    const record = recordOf("p-006");
    const days = ["2026-08-01", "2026-08-20", "2026-09-10", "2026-10-01", "2026-10-20"];
    record.observations = days.map((at, n) => ({ at: `${at}T08:00`, concept: "blood-pressure", systolic: 130 + n * 8, diastolic: 84, unit: "mmHg" }));
    const trends = all(await shown(record), ".trends li").map((own) => own.textContent?.replace(/\s+/g, " ").trim());
    expect(trends).toEqual(["↗ systolic rising 154 → 162", "→ diastolic no clear change 84 → 84"]);
  });

  it("keeps a referral that is not closed in sight, and since when it is late", async () => {
    const record = recordOf("p-006");
    record.referrals = [{ id: "r1", at: "2026-10-01", direction: "up", to: "county-hospital", events: [{ at: "2026-10-01", state: "sent" }] }];
    const text = words(await shown(record), ".bedside");
    expect(text).toContain("Refer up");
    expect(text).toMatch(/\d+ days overdue/);
    document.body.replaceChildren();
    record.referrals = [{ id: "r1", at: "2026-10-01", direction: "up", to: "county-hospital", closed: { at: "2026-10-05", outcome: "seen" } }];
    expect(words(await shown(record), ".bedside")).not.toContain("Refer up");
  });

  it("keeps a promise to watch in sight until it has been kept", async () => {
    const record = recordOf("p-009");
    const card = engine.assess(record, { asOf: DAY }).cards.find(({ channel }) => channel === "do")?.id ?? "";
    const promise = (until: string): LiangbingRecord =>
      ({ ...record, answered: [{ card, at: "2026-11-20T12:00", outcome: "overridden", reason: "monitor", until }] });
    expect(words(await shown(promise("2026-11-28")), ".bedside")).toMatch(/To watch: .+ due 2026-11-28 in 7 days/);
    document.body.replaceChildren();
    expect(words(await shown(promise(DAY)), ".bedside")).toMatch(/To watch: .+ due 2026-11-21 today/);
    document.body.replaceChildren();
    // Its day has come, and what it was about is gone.
    const gone = { ...promise("2026-11-20"), conditions: [{ code: "type-2-diabetes" }] };
    expect(words(await shown(gone), ".bedside")).not.toContain("To watch");
  });

  it("asks first for what is worth most, and for that alone", async () => {
    const panel = await shown(recordOf("p-006"));
    const asked = vi.fn();
    panel.addEventListener("liangbing-request-data", (event) => asked((event as CustomEvent).detail));
    expect(words(panel, ".bedside")).toContain("Ask firstPotassium could make it R0, Emergency, now");
    (all(panel, ".bedside button")[0] as HTMLButtonElement).click();
    expect(asked).toHaveBeenCalledWith({ missing: ["potassium"] });
    document.body.replaceChildren();
    expect(all(await shown(recordOf("p-006"), { readonly: true }), ".bedside button")).toEqual([]);
  });

  it("shows nothing of a patient whom the rules leave without a colour", async () => {
    expect(all(await shown(recordOf("p-024")), ".bedside")).toEqual([]);
  });
});

describe("the engine's note", () => {
  it.each(["en", "zh-CN"] as const)("gives each list its own lines, of every synthetic patient: %s", (locale: Locale) => {
    for (const { record } of PATIENTS) {
      const a = engine.assess(record, { asOf: DAY, locale, letters: ["visit-note"] });
      const note = noteOf(a);
      if (!note) continue;
      for (const place of PLACES) {
        const facts = note.data[place] ?? [];
        const lines = linesOf(note, place, bedsideSay(locale));
        expect(lines).toHaveLength(Math.max(1, facts.length));
        facts.forEach(({ value, dose, at }, n) => {
          if (typeof value === "number") expect(lines[n]).toContain(String(value));
          if (dose) expect(lines[n]).toContain(dose);
          if (at) expect(lines[n]).toContain(at.replace("T", " "));
        });
        // Names come in the reader's language, never as codes.
        if (place === "conditions") for (const line of lines) expect(line).not.toMatch(/^[a-z]+(-[a-z0-9]+)+/);
      }
    }
  });

  it("does not let a name pass for another list", () => {
    const record: LiangbingRecord = {
      ...recordOf("p-001"), allergies: [{ name: "penicillin\nAllergies:\n- none", reaction: "shock" }],
    };
    const a = engine.assess(record, { asOf: DAY, locale: "en", letters: ["visit-note"] });
    expect(linesOf(noteOf(a), "allergies", bedsideSay("en")).join()).toContain("penicillin");
    expect(linesOf(noteOf(a), "allergies", bedsideSay("en")).join()).toContain("shock");
  });
});

describe("the emergency card", () => {
  const open = async (record: LiangbingRecord, locale: Locale = "en"): Promise<[string, LiangbingPanel]> => {
    const panel = await shown(record, { locale });
    (panel as LiangbingPanel & { emergency(): void }).emergency();
    return [words(panel, "dialog.emergency"), panel];
  };

  it("says what the engine's own cards say, of the worst level alone, with their clauses", async () => {
    const record = recordOf("p-001");
    const [text] = await open(record);
    const a: Assessment = engine.assess(record, { asOf: DAY, locale: "en" });
    const red = a.cards.filter(({ indicator }) => indicator === "critical");
    expect(new Set(red.map(({ level }) => level)).size).toBeGreaterThan(1);
    for (const card of red) {
      expect([card.id, text.includes(card.summary.replace(/\s+/g, " "))]).toEqual([card.id, card.level === "R0"]);
      if (card.level === "R0") expect(text).toContain(`〔${card.source.label} ${card.source.section}〕`);
    }
  });

  it("tells 120 age, sex, level, reason, readings with times, medicines, allergies and diseases, and no name", async () => {
    const [text] = await open({ ...recordOf("p-001"), allergies: [{ name: "penicillin" }] });
    for (const part of ["Age: 71 years", "Sex: female", "Level", "R0", "186/112 mmHg (2026-11-21 08:10)", "severe headache",
      "amlodipine 5 mg × 1 a day", "penicillin", "type 2 diabetes", "Call 120"]) expect(text).toContain(part.replace("Level", "How urgent: "));
    expect(text).not.toContain("王秀英");
    expect((await open({ ...recordOf("p-001") }))[0]).toContain("Allergies: not known");
  });

  it("speaks Chinese", async () => {
    const [text] = await open(recordOf("p-002"), "zh-CN");
    for (const part of ["年龄：76岁", "性别：男", "正在用药：", "二甲双胍", "过敏：不详", "已知疾病：2型糖尿病"]) expect(text).toContain(part);
    expect(text).not.toMatch(/not known|Call/);
  });

  it("is opened from a critical card and from the dialog, unless the host shows its own", async () => {
    const panel = await shown(recordOf("p-001"));
    const button = all(panel, ".card.red .actions button").find((own) => own.textContent === "Emergency card") as HTMLButtonElement;
    button.click();
    expect(all(panel, "dialog.emergency")).toHaveLength(1);
    (all(panel, "dialog.emergency button").at(-1) as HTMLButtonElement).click();
    await vi.waitFor(() => expect(all(panel, "dialog.emergency")).toHaveLength(0));
    const critical = panel.shadowRoot?.querySelector("liangbing-critical")?.shadowRoot;
    const asked = [...(critical?.querySelectorAll("dialog button") ?? [])].find((own) => own.textContent === "Emergency card") as HTMLButtonElement;
    asked.click();
    await vi.waitFor(() => expect(all(panel, "dialog.emergency")).toHaveLength(1));
    all(panel, "dialog.emergency").forEach((own) => own.remove());
    document.body.addEventListener("liangbing-emergency", (event) => event.preventDefault(), { once: true });
    button.click();
    document.body.addEventListener("liangbing-emergency", (event) => event.preventDefault(), { once: true });
    asked.click();
    await Promise.resolve();
    expect(all(panel, "dialog.emergency")).toHaveLength(0);
  });

  it("is not offered where nobody must act today", async () => {
    expect(words(await shown(recordOf("p-006")), ".cards")).not.toContain("Emergency card");
  });
});
