// @vitest-environment node
import { describe, expect, it } from "vitest";
import { changedLock, isSealed, newLock, openLock, seal, unseal } from "../src/diary/store/seal.js";
import type { Row } from "../src/diary/store/types.js";

const row: Row & { nickname: string } = { id: "r1", seq: 3, revision: 2, enteredAt: "2026-11-21T00:00:00Z", deletedAt: null, nickname: "秀英" };

// Keys are made slowly on purpose.
describe("a sealed row", { timeout: 60_000 }, () => {
  it("opens with its passphrase, also after that was changed, and with no other", async () => {
    const { lock, key } = await newLock("correct horse");
    const sealed = await seal(key, "people", row);
    const changed = await changedLock(lock, "correct horse", "battery staple");
    expect(changed?.id).toBe(lock.id);
    const opened = changed && (await openLock(changed, "battery staple"));
    expect(opened && (await unseal(opened, "people", sealed))).toEqual(row);
    expect([await openLock(lock, "battery staple"), changed && (await openLock(changed, "correct horse"))]).toEqual([null, null]);
    expect(await changedLock(lock, "wrong horse", "battery staple")).toBeNull();
    expect(await openLock({ ...lock, rounds: lock.rounds + 1 }, "correct horse")).toBeNull();
  });

  it("shows nothing, has another beginning each time, and its key stays in the browser", async () => {
    const { key } = await newLock("correct horse");
    const [one, other] = [await seal(key, "people", row), await seal(key, "people", row)];
    expect(isSealed(one)).toBe(true);
    expect(Object.keys(one).sort()).toEqual(["data", "id", "iv", "seq"]);
    expect(new TextDecoder().decode(one.data)).not.toContain("秀英");
    expect([one.iv.length, one.iv.join() === other.iv.join()]).toEqual([12, false]);
    expect(key.extractable).toBe(false);
    await expect(crypto.subtle.exportKey("raw", key)).rejects.toThrow();
  });

  it("is not taken for another's: not its place, not its store, not a changed letter", async () => {
    const { key } = await newLock("correct horse");
    const sealed = await seal(key, "people", row);
    const data = new Uint8Array(sealed.data.slice(0));
    data[5] = (data[5] ?? 0) ^ 1;
    for (const [kind, wrong] of [["questions", sealed], ["people", { ...sealed, id: "r2" }], ["people", { ...sealed, seq: 4 }], ["people", { ...sealed, data: data.buffer }]] as const) {
      await expect(unseal(key, kind, wrong)).rejects.toThrow();
    }
  });
});
