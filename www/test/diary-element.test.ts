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
