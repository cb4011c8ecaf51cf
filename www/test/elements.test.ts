import { afterEach, describe, expect, it, vi } from "vitest";
import { LiangbingError } from "../src/error.js";
import type { Engine } from "../src/liangbing.js";
import { LiangbingPanel, LiangbingTier } from "../src/elements/define.js";
import type { LiangbingRecord, Level, Stamp } from "../src/types.js";
import { assessment, card, tier } from "./fixture/assessment.js";

afterEach(() => document.body.replaceChildren());

async function shown<T extends LiangbingPanel | LiangbingTier>(element: T, set: Partial<T>): Promise<T> {
  Object.assign(element, set);
  document.body.append(element);
  await element.updateComplete;
  return element;
}
const words = (element: LiangbingPanel | LiangbingTier): string =>
  (element.shadowRoot?.textContent ?? "").replace(/\s+/g, " ");
const all = (panel: LiangbingPanel, selector: string): Element[] => [
  ...(panel.shadowRoot?.querySelectorAll(selector) ?? []),
];

describe("the tier", () => {
  it.each(["R0", "R1", "R2", "Y1", "Y4", "B1", "B3", "G1", "G4"] as Level[])("%s has a shape, a word and its code", async (level) => {
    const chip = await shown(new LiangbingTier(), { tier: tier(level), locale: "en" });
    expect(chip.shadowRoot?.querySelector("svg.shape")).not.toBeNull();
    expect(words(chip)).toContain(level);
    expect(chip.getAttribute("colour")).toBe(tier(level).colour);
    expect(chip.getAttribute("level")).toBe(level);
  });

  it("gives an emergency the critical look without a fifth colour", async () => {
    const chip = await shown(new LiangbingTier(), { tier: tier("R0") });
    expect(chip.shadowRoot?.querySelector(".chip.critical")).not.toBeNull();
    expect(chip.colour).toBe("red");
  });

  it("says why there is no colour", async () => {
    const chip = await shown(new LiangbingTier(), { tier: tier(null, { reason: "deceased" }), locale: "en" });
    expect(words(chip)).toContain("Deceased");
    expect(chip.hasAttribute("colour")).toBe(false);
  });
});

describe("the panel", () => {
  it("shows at most one card to stop for and one to do, and counts the rest", async () => {
    const panel = await shown(new LiangbingPanel(), { assessment: assessment("R1"), locale: "en" });
    expect(all(panel, ".cards > .card")).toHaveLength(2);
    expect(all(panel, ".more > .card")).toHaveLength(2);
    expect(words(panel)).toContain("2 more");
  });

  it("explains a card by its inputs, each with value, unit, limit, result and date", async () => {
    const panel = await shown(new LiangbingPanel(), { assessment: assessment("Y1"), locale: "en" });
    const why = all(panel, '.card[data-rule="dm-class-2"] .why')[0]?.textContent ?? "";
    for (const part of ["dm-class-2", "7.4", "mmol/L", ">= 7 mmol/L", "2026-11-20 08:12", "unknown"]) {
      expect(why).toContain(part);
    }
  });

  it("asks for a second reading, but never in an emergency", async () => {
    const pending = assessment("R0");
    pending.tier.repeatPending = true;
    const emergency = await shown(new LiangbingPanel(), { assessment: pending, locale: "en" });
    expect(words(emergency)).not.toContain("measure again");
    const critical = await shown(new LiangbingPanel(), { assessment: assessment("R1"), locale: "en" });
    expect(words(critical)).toContain("measure again");
  });

  it("marks what no clinician has reviewed", async () => {
    const a = assessment("Y1");
    a.cards = [card("dm-class-2", "do", { review: "pending" })];
    const panel = await shown(new LiangbingPanel(), { assessment: a, locale: "en" });
    expect(all(panel, ".why")[0]?.textContent).toContain("pending clinical review");
  });

  it("shows what is missing and what was set aside", async () => {
    const panel = await shown(new LiangbingPanel(), { assessment: assessment("G1"), locale: "en" });
    expect(words(panel)).toContain("Potassium");
    expect(words(panel)).toContain("observations[2]");
  });

  it("shows hostile text as the text it is", async () => {
    const a = assessment("Y1");
    const hostile = '<img src=x onerror="x"> **[go](javascript:x)** {{7*7}}';
    a.cards = [card("x", "do", { summary: hostile, detail: hostile })];
    const panel = await shown(new LiangbingPanel(), { assessment: a });
    expect(all(panel, "img")).toHaveLength(0);
    expect(all(panel, 'a[href^="javascript"]')).toHaveLength(0);
    expect(words(panel)).toContain("<img src=x");
  });

  it("asks the host to act, and reports the answer", async () => {
    const panel = await shown(new LiangbingPanel(), { assessment: assessment("Y1"), locale: "en" });
    const action = vi.fn();
    const feedback = vi.fn();
    document.body.addEventListener("liangbing-action", (event) => action((event as CustomEvent).detail), { once: true });
    document.body.addEventListener("liangbing-feedback", (event) => feedback((event as CustomEvent).detail), { once: true });
    (all(panel, ".card button.primary")[0] as HTMLButtonElement).click();
    await panel.updateComplete;
    expect(action.mock.calls[0]?.[0]).toMatchObject({ suggestion: { kind: "schedule" } });
    expect(feedback.mock.calls[0]?.[0]).toMatchObject({ card: "dm-class-2", outcome: "accepted" });
    expect(all(panel, ".answered")[0]?.textContent).toContain("Accepted");
  });

  it("offers nothing to press where it is read only", async () => {
    const panel = await shown(new LiangbingPanel(), { assessment: assessment("Y1"), readonly: true });
    expect(all(panel, "button")).toHaveLength(0);
  });

  it("turns a refusal into an error card and an event, and recovers", async () => {
    const engine: Engine = {
      checkOrder: () => [],
      colour: () => ({ level: null, actBy: null }),
      stamp: assessment().stamp as Stamp,
      assess: (record) => {
        if (typeof record === "string") throw new LiangbingError("not-json", "observations[1]", "expected `,`");
        return assessment("B2");
      },
      open: () => { throw new Error("not here"); },
      calc: () => { throw new Error("not here"); },
      calculators: () => [],
      rulebook: () => { throw new Error("not here"); },
      free: () => undefined,
    };
    const error = vi.fn();
    const panel = new LiangbingPanel();
    panel.addEventListener("liangbing-error", (event) => error((event as CustomEvent).detail));
    await shown(panel, { assessment: assessment("R0"), locale: "en" });
    await shown(panel, { engine, record: "{" });
    expect(words(panel)).toContain("not-json");
    expect(words(panel)).toContain("observations[1]");
    expect(all(panel, ".card, liangbing-tier")).toHaveLength(0);
    expect(error).toHaveBeenCalledWith(expect.objectContaining({ code: "not-json", path: "observations[1]" }));
    await shown(panel, { record: {} });
    expect(all(panel, "liangbing-tier").length).toBeGreaterThan(0);
    expect(words(panel)).not.toContain("not-json");
  });

  it("forgets one patient's answers when another comes", async () => {
    const panel = await shown(new LiangbingPanel(), { assessment: assessment("Y1") });
    (all(panel, ".card button.primary")[0] as HTMLButtonElement).click();
    await panel.updateComplete;
    expect(all(panel, ".answered")).toHaveLength(1);
    await shown(panel, { assessment: assessment("Y3") });
    expect(all(panel, ".answered")).toHaveLength(0);
  });

  /** An engine that answers the same and keeps what it was asked. */
  function hearing(): { engine: Engine; heard: LiangbingRecord[] } {
    const heard: LiangbingRecord[] = [];
    const stamp = { engine: "0.1.0" } as Stamp;
    const assess = (record: LiangbingRecord) => (heard.push(record), assessment("Y1"));
    return { engine: { stamp, assess } as unknown as Engine, heard };
  }

  it("tells the engine what was answered when the same patient is assessed again, and of nobody else", async () => {
    const { engine, heard } = hearing();
    const panel = await shown(new LiangbingPanel(), { engine, record: { patient: { id: "a" } }, asOf: "2026-11-21" });
    (all(panel, ".card button.primary")[0] as HTMLButtonElement).click();
    await shown(panel, { record: { patient: { id: "a" }, answered: [{ card: "x", at: "2026-01-01", outcome: "accepted" }] } });
    expect(heard.at(-1)?.answered).toMatchObject([{ card: "x" }, { card: "dm-class-2", outcome: "accepted" }]);
    expect(heard.at(-1)?.answered?.[1]?.at).toMatch(/^2026-11-21T\d\d:\d\d$/);
    await shown(panel, { record: { patient: { id: "b" } } });
    expect(heard.at(-1)?.answered).toBeUndefined();
    await shown(panel, { record: {} });
    expect(heard.at(-1)?.answered).toBeUndefined();
  });

  it("takes a promise to watch with its day only, and makes it a task", async () => {
    const { engine, heard } = hearing();
    const panel = await shown(new LiangbingPanel(), { engine, record: { patient: { id: "a" } }, asOf: "2026-11-21", locale: "en" });
    const events: { feedback?: unknown; action?: unknown } = {};
    for (const name of ["feedback", "action"] as const) {
      panel.addEventListener(`liangbing-${name}`, (event) => (events[name] = (event as CustomEvent).detail));
    }
    (all(panel, ".card button.plain")[0] as HTMLButtonElement).click();
    await panel.updateComplete;
    const form = all(panel, "form.override")[0] as HTMLFormElement;
    const reason = form.elements.namedItem("reason") as HTMLSelectElement;
    const until = form.elements.namedItem("until") as HTMLInputElement;
    reason.value = "monitor";
    reason.dispatchEvent(new Event("change"));
    expect([until.required, until.min]).toEqual([true, "2026-11-22"]);
    until.value = "2026-12-01";
    form.dispatchEvent(new SubmitEvent("submit", { cancelable: true }));
    await panel.updateComplete;
    expect(events.feedback).toMatchObject({ outcome: "overridden", answered: { reason: "monitor", until: "2026-12-01" } });
    expect(events.action).toMatchObject({ actions: [{ kind: "schedule", by: "2026-12-01" }] });
    await shown(panel, { record: { patient: { id: "a" }, conditions: [] } });
    expect(heard.at(-1)?.answered).toMatchObject([{ until: "2026-12-01" }]);
  });

  it("writes a letter when it is asked for, as text", async () => {
    const asked: unknown[] = [];
    const engine = {
      stamp: { engine: "0.1.0" } as Stamp,
      rulebook: () => ({ packs: [] }),
      assess: (_: unknown, o: { letters?: string[] }) => {
        asked.push(o.letters);
        return { ...assessment("R1"), letters: o.letters ? [{ kind: o.letters[0], text: "<b>To whom</b>\nit concerns", data: {} }] : [] };
      },
    } as unknown as Engine;
    const panel = await shown(new LiangbingPanel(), { engine, record: { patient: { id: "a" } }, asOf: "2026-11-21", locale: "en" });
    const button = all(panel, "button").find((own) => own.textContent === "Referral letter") as HTMLButtonElement;
    button.click();
    await vi.waitFor(() => expect(all(panel, "dialog pre")).toHaveLength(1));
    expect(all(panel, "dialog pre")[0]?.textContent).toBe("<b>To whom</b>\nit concerns");
    expect(asked).toEqual([["visit-note"], ["referral-up"]]);
    (all(panel, "dialog button").at(-1) as HTMLButtonElement).click();
    await vi.waitFor(() => expect(all(panel, "dialog pre")).toHaveLength(0));
  });

  it("tells in one line what one visit takes together, and folds what is many", async () => {
    const a = assessment("Y1");
    const test = (concept: string, more: object = {}) => ({ concept, last: null, due: "2026-11-21", text: `${concept}: due now`, ...more });
    a.plan.testsDue = ["uacr", "ldl", "fundus", "hba1c"].map((concept) => test(concept));
    a.plan.testsTogether = [test("screening", { items: ["uacr", "ldl", "fundus"] })];
    a.plan.lifestyle = ["salt", "smoking", "alcohol", "weight"].map((topic) => ({ topic, text: `On ${topic}` }));
    a.changed = [{ text: "HbA1c: 8.1 % then, 7.4 % now" } as never];
    const panel = await shown(new LiangbingPanel(), { assessment: a, locale: "en" });
    expect(words(panel)).toContain("hba1c: due now");
    expect(words(panel)).toContain("screening: due now");
    expect(words(panel)).not.toContain("fundus: due now");
    expect(words(panel)).toContain("Lifestyle4 in all");
    expect(words(panel)).toContain("Since the last visit HbA1c: 8.1 % then, 7.4 % now");
  });
});
