import { afterEach, describe, expect, it, vi } from "vitest";
import "../src/diary/define.js";
import type { LiangbingDiary } from "../src/diary/define.js";
import { MemoryStore } from "../src/diary/store/memory.js";

vi.mock("../src/diary/rules.js", () => ({ load: () => Promise.reject(new Error("not here")) }));
afterEach(() => document.body.replaceChildren());

async function shown(diary: LiangbingDiary): Promise<string> {
  await vi.waitFor(() => expect(diary.shadowRoot?.querySelector("[data-add=bp]")).not.toBeNull());
  return diary.shadowRoot?.textContent ?? "";
}

describe("a diary element", () => {
  it("uses the store that a host gives right after the element was connected", async () => {
    const diary = document.createElement("liangbing-diary");
    document.body.append(diary);
    const store = new MemoryStore();
    diary.store = store;
    expect(await shown(diary)).toContain("关掉就没有了");
    expect(await store.all("people")).toHaveLength(1);
  });

  it("says so when the host's store cannot be read, and reports it", async () => {
    const diary = document.createElement("liangbing-diary");
    const store = new MemoryStore();
    store.all = () => Promise.reject(new Error("no"));
    diary.store = store;
    const heard: string[] = [];
    diary.addEventListener("liangbing-error", (event) => heard.push((event as CustomEvent<{ code: string }>).detail.code));
    document.body.append(diary);
    await vi.waitFor(() => expect(diary.shadowRoot?.querySelector("[role=alert]")?.textContent).toContain("没有记上"));
    expect(heard).toEqual(["aborted"]);
  });

  it("keeps what was typed when it could not be stored, and says that it is not", async () => {
    const diary = document.createElement("liangbing-diary");
    const store = new MemoryStore();
    diary.store = store;
    diary.locale = "zh-CN";
    document.body.append(diary);
    await shown(diary);
    store.write = () => Promise.reject(Object.assign(new DOMException("", "QuotaExceededError")));
    diary.shadowRoot?.querySelector<HTMLElement>("[data-add=bp]")?.click();
    await vi.waitFor(() => expect(diary.shadowRoot?.querySelector("diary-entry")?.shadowRoot?.querySelector("#systolic")).not.toBeNull());
    const form = diary.shadowRoot?.querySelector("diary-entry")?.shadowRoot;
    const upper = form?.querySelector<HTMLInputElement>("#systolic");
    if (upper) upper.value = "128/82";
    form?.querySelector("form")?.dispatchEvent(new Event("submit", { cancelable: true }));
    await vi.waitFor(() => expect(diary.shadowRoot?.querySelector(".trouble")?.textContent).toContain("没有记上"));
    expect(upper?.value).toBe("128");
    expect(await store.all("readings")).toEqual([]);
  });
});
