import { type BrowserOptions, BrowserStore } from "./browser.js";
import { MemoryStore } from "./memory.js";
import { type DiaryStore, StoreError } from "./types.js";

export { BrowserStore, remove, type Unsealed } from "./browser.js";
export { MemoryStore } from "./memory.js";
export { MIGRATIONS } from "./schema.js";
export * from "./types.js";

/**
 * The browser's diary, or one in memory where the browser stores nothing. Any other failure is thrown: a diary that is
 * there must not look empty. `memory` asks for the one in memory.
 */
export async function openDiary(o: BrowserOptions & { memory?: boolean } = {}): Promise<DiaryStore> {
  try {
    if (o.memory || typeof indexedDB === "undefined" || indexedDB === null) return new MemoryStore(o.now);
    return await BrowserStore.open(o);
  } catch (error) {
    if ((error instanceof StoreError && error.code === "denied") || isSecurity(error)) return new MemoryStore(o.now);
    throw error;
  }
}

function isSecurity(error: unknown): boolean {
  return error instanceof DOMException && error.name === "SecurityError";
}

/** Whether the browser promises to keep the diary: asked once, on the first save. */
export async function askToKeep(): Promise<"kept" | "may-be-evicted"> {
  try {
    if (await navigator.storage.persisted()) return "kept";
    return (await navigator.storage.persist()) ? "kept" : "may-be-evicted";
  } catch {
    return "may-be-evicted";
  }
}
