import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { LiangbingCritical } from "../src/elements/define.js";
import type { Assessment, Finding } from "../src/types.js";
import { assessment, card, tier } from "./fixture/assessment.js";

beforeEach(() => void vi.useFakeTimers({ now: new Date("2026-11-21T03:02:00Z") }));
afterEach(() => {
  document.body.replaceChildren();
  vi.useRealTimers();
});

/** A critical pressure, of the day that is judged unless said. */
function critical(value = "186/122", at = "2026-11-21", level: "R0" | "R1" = "R1"): Assessment {
  const base = assessment(level);
  const because = [{
    concept: "blood-pressure", value, unit: "mmHg", at: `${at}T11:00`, observation: null, parameter: null, limit: null, truth: "met" as const,
  }];
  const finding = { ...(base.findings[0] as Finding), rule: "htn-bp-critical", level, at, because, text: "Critical pressure" };
  return { ...base, tier: tier(level), findings: [finding] };
}

async function shown(a: Assessment | null, more: Partial<LiangbingCritical> = {}): Promise<LiangbingCritical> {
  const element = Object.assign(new LiangbingCritical(), { assessment: a, locale: "en", ...more });
  document.body.append(element);
  await element.updateComplete;
  return element;
}
const find = <T extends Element>(element: LiangbingCritical, selector: string): T | null =>
  element.shadowRoot?.querySelector<T>(selector) ?? null;
const dialog = (element: LiangbingCritical): boolean => find<HTMLDialogElement>(element, "dialog")?.open ?? false;

async function answer(element: LiangbingCritical, by: string, readBack: string): Promise<void> {
  const form = find<HTMLFormElement>(element, "form") as HTMLFormElement;
  (form.elements.namedItem("by") as HTMLInputElement).value = by;
  (form.elements.namedItem("readBack") as HTMLInputElement).value = readBack;
  form.dispatchEvent(new SubmitEvent("submit", { cancelable: true }));
  await element.updateComplete;
}

describe("a critical value", () => {
  it("interrupts once, and again only when the value is another", async () => {
    const told: unknown[] = [];
    document.addEventListener("liangbing-critical", (event) => told.push((event as CustomEvent).detail));
    const element = await shown(critical());
    expect(dialog(element)).toBe(true);
    expect(told).toEqual([{ id: "htn-bp-critical", value: "186/122", unit: "mmHg", at: "2026-11-21T11:00" }]);
    await answer(element, "Dr Li", "186/122");
    expect(dialog(element)).toBe(false);
    element.assessment = critical();
    await element.updateComplete;
    expect([dialog(element), told.length]).toEqual([false, 1]);
    element.assessment = critical("190/122");
    await element.updateComplete;
    expect([dialog(element), told.length]).toEqual([true, 2]);
  });

  it("is acknowledged by a name and the value read back, in UTC", async () => {
    const acknowledged = new Promise((resolve) => {
      document.addEventListener("liangbing-critical-ack", (event) => resolve((event as CustomEvent).detail), { once: true });
    });
    const element = await shown(critical());
    await answer(element, "", "186/122");
    expect([dialog(element), find(element, ".wrong")?.textContent]).toEqual([true, "Write who has seen it."]);
    await answer(element, "Dr Li", "168/122");
    expect([dialog(element), find(element, ".wrong")?.textContent]).toEqual([true, "That is not the value above."]);
    await answer(element, "Dr Li", "１８６ ／ 122");
    expect(await acknowledged).toMatchObject({ id: "htn-bp-critical", by: "Dr Li", acknowledgedAt: "2026-11-21T03:02:00.000Z" });
    expect(element.log.map((entry) => entry.what)).toEqual(["shown", "acknowledged"]);
    expect(element.shadowRoot?.querySelector(".pinned")?.textContent).toContain("seen by Dr Li");
  });

  it("comes back when it was put off, and stays pinned until it is answered", async () => {
    const element = await shown(critical(), { again: 30 });
    find<HTMLButtonElement>(element, "dialog .actions button[type=button]")?.click();
    await element.updateComplete;
    expect([dialog(element), find(element, ".pinned") !== null]).toEqual([false, true]);
    await vi.advanceTimersByTimeAsync(29_000);
    expect(dialog(element)).toBe(false);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(dialog(element)).toBe(true);
    expect(element.log.map((entry) => entry.what)).toEqual(["shown", "put-off"]);
  });

  it("does not stop a second time for what somebody has seen, unless the record or the value is another", async () => {
    const element = await shown(critical());
    await answer(element, "Dr Li", "186/122");
    const back = async (a: Assessment): Promise<boolean> => {
      element.assessment = assessment("B2");
      await element.updateComplete;
      element.assessment = a;
      await element.updateComplete;
      await element.updateComplete;
      return dialog(element);
    };
    expect(await back(critical())).toBe(false);
    expect(find(element, ".pinned .clock")?.textContent).toContain("seen by Dr Li");
    expect(await back(critical("190/122"))).toBe(true);
    const other = critical();
    expect(await back({ ...other, stamp: { ...other.stamp, record: "sha256:other" } })).toBe(true);
    expect(await back({ ...other, stamp: { ...other.stamp, record: null } })).toBe(true);
  });

  it("shows what to do for the worst level alone, and a value once", async () => {
    const a = critical("186/122", "2026-11-21", "R0");
    const [first] = a.findings;
    if (!first) throw new Error("no finding");
    const own = { ...card("htn-bp-critical", "stop"), level: "R0" as const, summary: "Call an ambulance" };
    a.findings = [first, { ...first, rule: "dm-also" }];
    a.cards = [own, { ...own, id: "lesser", rule: "lesser", level: "R1", summary: "Sit quietly" }, { ...own, id: "dm-also", rule: "dm-also" }];
    const element = await shown(a);
    const text = find(element, "dialog")?.textContent ?? "";
    expect(text).toContain("Call an ambulance");
    expect(text).not.toContain("Sit quietly");
    expect(element.shadowRoot?.querySelectorAll("#what li")).toHaveLength(1);
  });

  it("of an earlier day is pinned and does not interrupt", async () => {
    const element = await shown(critical("186/122", "2026-11-02"));
    expect([dialog(element), find(element, ".pinned") !== null]).toEqual([false, true]);
    find<HTMLButtonElement>(element, ".pinned .primary")?.click();
    await element.updateComplete;
    expect(dialog(element)).toBe(true);
  });

  it("is measured again after five minutes, but not in an emergency", async () => {
    const first = critical();
    first.tier.repeatPending = true;
    const element = await shown(first, { rest: 5 });
    const asked = vi.fn();
    element.addEventListener("liangbing-request-data", asked);
    find<HTMLButtonElement>(element, ".repeat button")?.click();
    await vi.advanceTimersByTimeAsync(299_000);
    expect(asked).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(2_000);
    expect(asked).toHaveBeenCalledOnce();
    const emergency = critical("230/140", "2026-11-21", "R0");
    emergency.tier.repeatPending = true;
    expect(find(await shown(emergency), ".repeat")).toBeNull();
    // Nobody invents the minutes.
    expect(find(await shown(first), ".repeat button")).toBeNull();
  });

  it("leaves nothing on the screen of the next patient, nor where nothing is critical", async () => {
    const element = await shown(critical());
    element.assessment = assessment("B2");
    await element.updateComplete;
    expect(element.shadowRoot?.querySelector(".pinned, dialog")).toBeNull();
    expect(vi.getTimerCount()).toBe(0);
    expect(find(await shown(critical(), { readonly: true }), "dialog")).toBeNull();
  });

  it("gives its log as lines of JSON, unless the host takes it", async () => {
    const element = await shown(critical());
    const kept = vi.spyOn(URL, "createObjectURL").mockReturnValue("blob:x");
    element.addEventListener("liangbing-export", (event) => event.preventDefault(), { once: true });
    const save = [...(element.shadowRoot?.querySelectorAll<HTMLButtonElement>(".pinned button") ?? [])].at(-1);
    save?.click();
    expect(kept).not.toHaveBeenCalled();
    save?.click();
    expect(kept).toHaveBeenCalledOnce();
    kept.mockRestore();
  });
});
