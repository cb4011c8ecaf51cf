import { afterEach, describe, expect, it, vi } from "vitest";
import "../src/diary/define.js";
import type { LiangbingDiary } from "../src/diary/define.js";
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
