import { describe, expect, it } from "vitest";
import { MemoryStore } from "../src/diary/store/memory.js";
import { failure } from "../src/diary/store/browser.js";
import type { Change, Draft, Reading, Row } from "../src/diary/store/types.js";
import { StoreError } from "../src/diary/store/types.js";

export function reading(id: string, systolic = 128): Draft<"readings"> {
  return {
    id, person: "p", source: "manual", zone: "Asia/Shanghai", checked: true,
    observation: { concept: "blood-pressure", at: "2026-11-21T08:00+08:00", systolic, diastolic: 82, unit: "mmHg", setting: "home" },
  };
}
const add = (id: string, systolic?: number): Change => ({ kind: "readings", expects: 0, row: reading(id, systolic) });
const clock = (...days: string[]): (() => Date) => () => new Date(`${days.length > 1 ? days.shift() : days[0]}T00:00:00Z`);

describe("a diary in memory", () => {
  it("keeps the order of entry and gives every row a revision", async () => {
    const store = new MemoryStore();
    await store.write([add("b"), add("a")]);
    await store.write([add("c")]);
    expect((await store.all("readings")).map(({ id, seq, revision }) => [id, seq, revision])).toEqual([["b", 1, 1], ["a", 2, 1], ["c", 3, 1]]);
  });

  it("takes all changes of a write or none", async () => {
    const store = new MemoryStore();
    await store.write([add("a")]);
    await expect(store.write([add("b"), add("a")])).rejects.toMatchObject({ code: "conflict", stored: { id: "a" } });
    expect(await store.all("readings")).toHaveLength(1);
  });

  it("refuses a change of what another tab has changed, and hands that over", async () => {
    const store = new MemoryStore();
    await store.write([add("a")]);
    await store.write([{ kind: "readings", expects: 1, row: reading("a", 150) }]);
    const late = store.write([{ kind: "readings", expects: 1, row: reading("a", 160) }]);
    await expect(late).rejects.toMatchObject({ code: "conflict", stored: { revision: 2 } });
    const [row] = await store.all("readings");
    expect(row?.observation).toMatchObject({ systolic: 150 });
  });

  it("deletes softly, and takes it back", async () => {
    const store = new MemoryStore();
    await store.write([add("a")]);
    await store.write([{ kind: "readings", expects: 1, row: reading("a"), deleted: true }]);
    expect((await store.all("readings"))[0]?.deletedAt).not.toBeNull();
    await store.write([{ kind: "readings", expects: 2, row: reading("a") }]);
    expect((await store.all("readings"))[0]).toMatchObject({ deletedAt: null, seq: 1, revision: 3 });
  });

  it("marks what is entered under a clock that was set back, until the clock is trusted again", async () => {
    const store = new MemoryStore(clock("2026-11-20", "1970-01-01", "2026-11-19", "2026-11-19"));
    for (const id of ["a", "b", "c"]) await store.write([add(id)]);
    await store.trustClock();
    await store.write([add("d")]);
    const rows = await store.all("readings");
    expect(rows.map(({ id, clock: mark }) => [id, mark])).toEqual([["a", undefined], ["b", "set-back"], ["c", "set-back"], ["d", undefined]]);
  });

  it("hands out copies: what a page does with them changes nothing", async () => {
    const store = new MemoryStore();
    const change = add("a");
    await store.write([change]);
    (change.row as Reading).person = "other";
    const [row] = await store.all("readings");
    if (row) row.person = "other";
    expect((await store.all("readings"))[0]?.person).toBe("p");
  });

  it("restores a backup: newer revisions win, a broken row stops all", async () => {
    const [old, other] = [new MemoryStore(), new MemoryStore()];
    await old.write([add("a"), add("b")]);
    const backup = await old.all("readings");
    await other.write([add("a", 150)]);
    await other.write([{ kind: "readings", expects: 1, row: reading("a", 151) }]);
    expect(await other.restore({ readings: backup })).toBe(1);
    expect((await other.all("readings")).map(({ id, revision }) => [id, revision]).sort()).toEqual([["a", 2], ["b", 1]]);
    const broken = [...backup.map((row) => ({ ...row, id: `${row.id}2` })), { id: "x" } as unknown as Reading];
    await expect(other.restore({ readings: broken })).rejects.toMatchObject({ code: "malformed" });
    expect(await other.all("readings")).toHaveLength(2);
    const [next] = await other.write([add("n")]);
    expect(next?.seq).toBeGreaterThan(Math.max(...backup.map((row: Row) => row.seq)));
  });

  it("tells who watches, until they stop", async () => {
    const store = new MemoryStore();
    const heard: string[] = [];
    const stop = store.watch(({ type }) => heard.push(type));
    await store.write([add("a")]);
    await store.wipe();
    stop();
    await store.write([add("a")]);
    expect(heard).toEqual(["changed", "wiped"]);
  });
});

describe("a failure of the browser", () => {
  it.each([
    ["QuotaExceededError", "full"], ["AbortError", "aborted"], ["VersionError", "newer"], ["SecurityError", "denied"],
    ["UnknownError", "denied"], ["Whatever", "aborted"],
  ])("%s is said as `%s`", (name, code) => expect(failure(new DOMException("", name)).code).toBe(code));
  it("is passed on where it is ours already", () => {
    const ours = new StoreError("conflict", "");
    expect(failure(ours)).toBe(ours);
  });
});
