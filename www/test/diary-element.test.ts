import { afterEach, describe, expect, it, vi } from "vitest";
import "../src/diary/define.js";
import type { LiangbingDiary } from "../src/diary/define.js";
import { DiaryModel } from "../src/diary/model.js";
import { MemoryStore } from "../src/diary/store/memory.js";

vi.mock("../src/diary/rules.js", () => ({ load: () => Promise.reject(new Error("not here")) }));
afterEach(() => document.body.replaceChildren());

function made(): LiangbingDiary {
  const diary = document.createElement("liangbing-diary");
  diary.locale = "zh-CN";
  return diary;
}

async function shown(diary: LiangbingDiary): Promise<string> {
  await vi.waitFor(() => expect(diary.shadowRoot?.querySelector("[data-add=bp]")).not.toBeNull());
  return diary.shadowRoot?.textContent ?? "";
}

describe("a diary element", () => {
  it("uses the store that a host gives right after the element was connected", async () => {
    const diary = made();
    document.body.append(diary);
    const store = new MemoryStore();
    diary.store = store;
    expect(await shown(diary)).toContain("关掉就没有了");
    expect(await store.all("people")).toHaveLength(1);
  });

  it("does for a host what its page does: reads, adds, takes out, gives a code, wipes", async () => {
    const diary = made();
    const store = new MemoryStore();
    diary.store = store;
    expect([diary.readings, await diary.addReading({ concept: "weight", at: "2026-11-21", value: 70, unit: "kg" })]).toEqual([[], false]);
    document.body.append(diary);
    await shown(diary);
    const heard: unknown[] = [];
    diary.addEventListener("liangbing-reading", (event) => heard.push((event as CustomEvent).detail));
    const at = new Date().toISOString().slice(0, 10);
    const reading = { id: "host-1", concept: "blood-pressure", at: `${at}T00:00+08:00`, systolic: 128, diastolic: 82, unit: "mmHg", setting: "home" } as const;
    expect(await diary.addReading(reading)).toBe(true);
    expect(diary.readings).toEqual([reading]);
    expect(heard).toEqual([{ op: "add" }]);
    expect(await store.all("readings")).toHaveLength(1);
    expect(await diary.exportCsv()).toContain("blood-pressure,128,82");
    diary.shareUrl = "https://host.example/view/";
    expect(await diary.shareQr(7)).toMatch(/^https:\/\/host\.example\/view\/#1\.\d+$/);
    await expect(diary.shareQr(31)).rejects.toThrow(RangeError);
    expect([diary.lock(), await diary.unlock("x")]).toEqual([false, null]);
    expect(await diary.wipe()).toBe(true);
    expect(diary.readings).toEqual([]);
  });

  it("is there again after it was taken off the page and put back, with a store that stays the host's", async () => {
    const diary = made();
    diary.store = new MemoryStore();
    document.body.append(diary);
    await shown(diary);
    await diary.addReading({ id: "a", concept: "weight", at: "2026-11-21", value: 70, unit: "kg" });
    for (let n = 0; n < 5; n += 1) {
      diary.remove();
      document.body.append(diary);
      await vi.waitFor(() => expect(diary.readings).toHaveLength(1));
    }
  });

  it("holds in memory what a host gives, before it is open and later, and lets a list that comes back change nothing", async () => {
    const diary = made();
    diary.storage = "memory";
    const [one, two] = [{ concept: "weight", at: "2026-11-20", value: 70, unit: "kg" }, { id: "h2", concept: "weight", at: "2026-11-21", value: 71, unit: "kg" }] as const;
    diary.readings = [one, two];
    const heard: string[] = [];
    diary.addEventListener("liangbing-error", (event) => heard.push((event as CustomEvent<{ code: string }>).detail.code));
    document.body.append(diary);
    await shown(diary);
    await vi.waitFor(() => expect(diary.readings).toEqual([two, one]));
    const ids = (): string[] => [...(diary.shadowRoot?.querySelectorAll<HTMLElement>("[data-reading]") ?? [])].map(({ dataset }) => dataset["reading"] ?? "");
    await vi.waitFor(() => expect(ids()).toHaveLength(2));
    const before = ids();
    await diary.addReading({ concept: "weight", at: "2026-11-22", value: 72, unit: "kg" });
    diary.readings = [...diary.readings].reverse();
    await vi.waitFor(() => expect(ids().slice(1)).toEqual(before));
    diary.readings = [one];
    await vi.waitFor(() => expect(diary.readings).toEqual([one]));
    // Nothing of a list that is none is taken.
    diary.readings = [two, {} as never];
    await vi.waitFor(() => expect(heard).toContain("readings"));
    expect(diary.readings).toEqual([one]);
  });

  it("judges by a host's targets the person whose diary is open, and nobody else on the phone", async () => {
    const asked: string[] = [];
    const model = new DiaryModel(new MemoryStore(), "zh-CN", () => undefined);
    await model.start("甲");
    const engine = { assess: (text: string) => { asked.push(text); throw new Error("not judged here"); } } as never;
    await model.use(engine);
    model.aim([{ concept: "blood-pressure", below: "121/71", unit: "mmHg" }]);
    expect(asked.at(-1)).toContain("121/71");
    await model.addPerson("乙");
    expect(asked.at(-1)).not.toContain("121/71");
    await model.choose(model.people[0]?.id ?? "");
    expect(asked.at(-1)).toContain("121/71");
    model.stop();
  });

  it("takes no list where a store has the readings, and says so", async () => {
    const diary = made();
    diary.store = new MemoryStore();
    document.body.append(diary);
    await shown(diary);
    const heard: unknown[] = [];
    diary.addEventListener("liangbing-error", (event) => heard.push((event as CustomEvent).detail));
    diary.readings = [{ concept: "weight", at: "2026-11-20", value: 70, unit: "kg" }];
    await vi.waitFor(() => expect(heard).toContainEqual({ code: "readings", message: expect.stringContaining("store") as string }));
    expect(diary.readings).toEqual([]);
  });

  it("answers a host that asks for a screen while there is no diary", async () => {
    const diary = made();
    const answer = { is: "closed", count: 0, why: null };
    expect([await diary.importFile(new File(["x"], "x.csv")), await diary.connectCuff(), await diary.connectMeter()]).toEqual([answer, answer, answer]);
  });

  it("tells of a reading that was deleted, and of one that was brought back", async () => {
    const diary = made();
    diary.store = new MemoryStore();
    document.body.append(diary);
    await shown(diary);
    await diary.addReading({ id: "a", concept: "weight", at: "2026-11-21", value: 70, unit: "kg" });
    const heard: unknown[] = [];
    diary.addEventListener("liangbing-reading", (event) => heard.push((event as CustomEvent).detail));
    const press = (where: string): void => diary.shadowRoot?.querySelector<HTMLElement>(where)?.click();
    await vi.waitFor(() => expect(diary.shadowRoot?.querySelector("[data-reading]")).not.toBeNull());
    press("[data-reading] .acts button:last-child");
    await vi.waitFor(() => expect(heard).toEqual([{ op: "delete" }]));
    await vi.waitFor(() => expect(diary.shadowRoot?.querySelector(".undo")).not.toBeNull());
    press(".undo");
    await vi.waitFor(() => expect(heard).toEqual([{ op: "delete" }, { op: "add" }]));
  });

  it("says so when the host's store cannot be read, and reports it", async () => {
    const diary = made();
    const store = new MemoryStore();
    store.all = () => Promise.reject(new Error("no"));
    diary.store = store;
    const heard: string[] = [];
    diary.addEventListener("liangbing-error", (event) => heard.push((event as CustomEvent<{ code: string }>).detail.code));
    document.body.append(diary);
    await vi.waitFor(() => expect(diary.shadowRoot?.querySelector("[role=alert]")?.textContent).toContain("请刷新"));
    expect(heard).toEqual(["gone"]);
  });
});
