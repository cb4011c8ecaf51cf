import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type * as Store from "../../src/diary/store/index.js";
import { bundle, emptyPage, serve } from "./bundle.js";
import { ARGS, executable, launch, URL_OF_PAGES } from "./page.js";

// Runs in the page: `at` is the name of an open diary there.
declare global {
  interface Window {
    store: typeof Store;
    diary: Store.DiaryStore;
    heard: string[];
    add(id: string, systolic?: number, note?: string): Store.Change;
    wrong(promise: Promise<unknown>): Promise<string>;
  }
}

let browser: Browser;
let code: string;
const open: BrowserContext[] = [];

beforeAll(async () => {
  [browser, code] = await Promise.all([launch(), bundle("diary/store/index.ts")]);
});
afterAll(() => browser.close());
afterEach(async () => {
  for (const context of open.splice(0)) await context.close();
});

async function context(): Promise<BrowserContext> {
  const fresh = await browser.newContext();
  open.push(fresh);
  await serve(fresh, code);
  return fresh;
}

/** A page with the store's module, and a diary open unless told otherwise. */
async function page(from: BrowserContext, opened = true): Promise<Page> {
  const fresh = await emptyPage(from);
  await prepare(fresh, opened);
  return fresh;
}

async function prepare(fresh: Page, opened: boolean): Promise<void> {
  await fresh.evaluate(async (now) => {
    window.store = (window as unknown as { module: typeof Store }).module;
    window.heard = [];
    window.add = (id, systolic = 128, note = "") => ({
      kind: "readings", expects: 0,
      row: { id, person: "p", source: "manual", zone: "Asia/Shanghai", checked: true, ...(note && { device: note }),
        observation: { concept: "blood-pressure", at: "2026-11-21T08:00", systolic, diastolic: 82, unit: "mmHg" } },
    });
    window.wrong = (promise) => promise.then(() => "nothing", (error: Store.StoreError) => error.code ?? String(error));
    if (now) {
      window.diary = await window.store.openDiary();
      window.diary.watch((event) => window.heard.push(event.type === "closed" ? event.why : event.type));
    }
  }, opened);
}

const ids = (at: Page): Promise<string[]> => at.evaluate(async () => (await window.diary.all("readings")).map(({ id }) => id));

describe("a diary in the browser", () => {
  it("is there after a reload, in the order of entry", async () => {
    const at = await page(await context());
    await at.evaluate(() => window.diary.write([window.add("b"), window.add("a")]));
    await at.evaluate(() => window.diary.write([window.add("c")]));
    await at.reload();
    await prepare(at, true);
    expect(await at.evaluate(() => window.diary.keeps)).toBe("browser");
    expect(await ids(at)).toEqual(["b", "a", "c"]);
  });

  it("hands out every row, also where thousands have one place in the order of entry", async () => {
    const at = await page(await context());
    const counted = await at.evaluate(async () => {
      await window.diary.write([window.add("first")]);
      const [row] = await window.diary.all("readings");
      if (!row) return [];
      await window.diary.restore({ readings: Array.from({ length: 2500 }, (_, n) => ({ ...row, id: `r${n}`, seq: n < 2000 ? 7 : 3 })) });
      const rows = await window.diary.all("readings");
      return [rows.length, new Set(rows.map(({ id }) => id)).size, rows[0]?.id, rows[1]?.seq, rows.at(-1)?.seq];
    });
    expect(counted).toEqual([2501, 2501, "first", 3, 7]);
  });

  it("loses nothing when the disk is full, stores nothing of what failed, and goes on when there is room", async () => {
    const at = await page(await context(), false);
    const devtools = await at.context().newCDPSession(at);
    const origin = new URL(URL_OF_PAGES).origin;
    // Before anything is written: for a while the browser remembers how much room there was.
    await devtools.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 1_000_000 });
    await prepare(at, true);
    await at.evaluate(() => window.diary.write([window.add("first")]));
    const failed = await at.evaluate(() => {
      const noise = (): string => Array.from(crypto.getRandomValues(new Uint32Array(16_000))).join("");
      return window.wrong(window.diary.write([window.add("small"), ...Array.from({ length: 40 }, (_, n) => window.add(`big-${n}`, 128, noise()))]));
    });
    expect(failed).toBe("full");
    expect(await ids(at)).toEqual(["first"]);
    await devtools.send("Storage.overrideQuotaForOrigin", { origin });
    await at.evaluate(() => window.diary.write([window.add("second")]));
    expect(await ids(at)).toEqual(["first", "second"]);
  });

  it("stores nothing of a write that is aborted in the middle", async () => {
    const at = await page(await context());
    const failed = await at.evaluate(() => {
      const put = IDBObjectStore.prototype.put;
      let calls = 0;
      IDBObjectStore.prototype.put = function (this: IDBObjectStore, ...what: Parameters<typeof put>) {
        const request = put.apply(this, what);
        if ((calls += 1) === 2) this.transaction.abort();
        return request;
      };
      return window.wrong(window.diary.write([window.add("a"), window.add("b"), window.add("c")]))
        .finally(() => (IDBObjectStore.prototype.put = put));
    });
    expect(failed).toBe("aborted");
    expect(await ids(at)).toEqual([]);
    await at.evaluate(() => window.diary.write([window.add("a")]));
    expect(await ids(at)).toEqual(["a"]);
  });

  it("acknowledges only what is complete", async () => {
    const at = await page(await context());
    const order = await at.evaluate(async () => {
      const seen: string[] = [];
      const start = IDBDatabase.prototype.transaction;
      IDBDatabase.prototype.transaction = function (this: IDBDatabase, ...what: Parameters<typeof start>) {
        const transaction = start.apply(this, what);
        seen.push(`${transaction.durability}`);
        transaction.addEventListener("complete", () => seen.push("complete"));
        return transaction;
      };
      await window.diary.write([window.add("a")]);
      seen.push("acknowledged");
      IDBDatabase.prototype.transaction = start;
      return seen;
    });
    expect(order).toEqual(["strict", "complete", "acknowledged"]);
  });

  it("refuses a change of what changed meanwhile, whole", async () => {
    const at = await page(await context());
    await at.evaluate(() => window.diary.write([window.add("a")]));
    expect(await at.evaluate(() => window.wrong(window.diary.write([window.add("b"), window.add("a")])))).toBe("conflict");
    expect(await ids(at)).toEqual(["a"]);
  });
});

describe("two tabs", () => {
  it("see each other's changes", async () => {
    const both = await context();
    const [one, other] = [await page(both), await page(both)];
    await one.evaluate(() => window.diary.write([window.add("a")]));
    await expect.poll(() => other.evaluate(() => window.heard)).toEqual(["changed"]);
    expect(await ids(other)).toEqual(["a"]);
    await other.evaluate(() => window.diary.wipe());
    await expect.poll(() => one.evaluate(() => window.heard)).toEqual(["changed", "wiped"]);
  });

  it("that change one reading: the first is kept, the second is handed what is stored", async () => {
    const both = await context();
    const [one, other] = [await page(both), await page(both)];
    await one.evaluate(() => window.diary.write([window.add("a")]));
    const change = (at: Page, systolic: number): Promise<string> =>
      at.evaluate((value) => window.wrong(window.diary.write([{ ...window.add("a", value), expects: 1 }])), systolic);
    const answers = await Promise.all([change(one, 150), change(other, 160)]);
    expect(answers.sort()).toEqual(["conflict", "nothing"]);
    expect(await one.evaluate(async () => (await window.diary.all("readings"))[0]?.revision)).toBe(2);
  });

  it("of which one brings a newer diary: the older closes, says so, and stores nothing more", async () => {
    const both = await context();
    const [old, fresh] = [await page(both), await page(both, false)];
    await old.evaluate(() => window.diary.write([window.add("a")]));
    const kept = await fresh.evaluate(async () => {
      const { MIGRATIONS, BrowserStore } = window.store;
      const offered: number[] = [];
      window.diary = await BrowserStore.open({
        migrations: [...MIGRATIONS, (database) => void database.createObjectStore("more")],
        beforeUpgrade: async (rows) => void offered.push(rows.readings?.length ?? -1),
      });
      return { offered, rows: (await window.diary.all("readings")).map(({ id }) => id) };
    });
    expect(kept).toEqual({ offered: [1], rows: ["a"] });
    expect(await old.evaluate(() => window.heard)).toContain("outdated");
    expect(await old.evaluate(() => window.wrong(window.diary.write([window.add("b")])))).toBe("outdated");
    const late = await page(both, false);
    expect(await late.evaluate(() => window.wrong(window.store.openDiary()))).toBe("newer");
  });

  it("of which one cannot be closed: it is said, and the upgrade goes on afterwards", async () => {
    const both = await context();
    const [stuck, fresh] = [await page(both, false), await page(both, false)];
    await stuck.evaluate(() => new Promise<void>((done, fail) => {
      const request = indexedDB.open("liangbing", 1);
      request.onupgradeneeded = () => ["people", "readings", "medicines", "ticks", "documents", "questions", "settings"]
        .forEach((kind) => request.result.createObjectStore(kind, { keyPath: "id" }).createIndex("seq", "seq")) as void
        ?? void request.result.createObjectStore("meta");
      request.onerror = () => fail(request.error);
      request.onsuccess = () => ((window as unknown as { held: IDBDatabase }).held = request.result, done());
    }));
    await fresh.evaluate(() => {
      const { MIGRATIONS, BrowserStore } = window.store;
      void BrowserStore.open({ migrations: [...MIGRATIONS, () => undefined], onBlocked: () => window.heard.push("blocked") })
        .then((diary) => (window.diary = diary, window.heard.push("open")));
    });
    await expect.poll(() => fresh.evaluate(() => window.heard)).toEqual(["blocked"]);
    await stuck.evaluate(() => (window as unknown as { held: IDBDatabase }).held.close());
    await expect.poll(() => fresh.evaluate(() => window.heard)).toEqual(["blocked", "open"]);
  });
});

describe("an upgrade", () => {
  it("that fails in the middle leaves the old diary with every reading", async () => {
    const both = await context();
    const at = await page(both);
    await at.evaluate(() => window.diary.write([window.add("a"), window.add("b")]));
    const failed = await at.evaluate(async () => {
      window.diary.close();
      const { MIGRATIONS, BrowserStore } = window.store;
      return window.wrong(BrowserStore.open({
        migrations: [...MIGRATIONS, async (_, transaction) => {
          await transaction.objectStore("readings").clear();
          throw new Error("no");
        }],
      }));
    });
    expect(failed).toBe("aborted");
    await at.reload();
    await prepare(at, true);
    expect(await ids(at)).toEqual(["a", "b"]);
  });

  it("waits for the copy that is offered first; without it nothing is changed", async () => {
    const at = await page(await context());
    await at.evaluate(() => window.diary.write([window.add("a")]));
    const failed = await at.evaluate(() => {
      window.diary.close();
      const { MIGRATIONS, BrowserStore } = window.store;
      return window.wrong(BrowserStore.open({
        migrations: [...MIGRATIONS, (database) => database.deleteObjectStore("readings")],
        beforeUpgrade: () => Promise.reject(new Error("not now")),
      }));
    });
    expect(failed).toBe("aborted");
    await prepare(at, true);
    expect(await ids(at)).toEqual(["a"]);
  });
});

describe("a browser that stores nothing", () => {
  it("gives a diary in memory, in a sandboxed frame", async () => {
    const at = await emptyPage(await context(), "sandbox");
    await prepare(at, true);
    expect(await at.evaluate(() => window.diary.keeps)).toBe("memory");
    await at.evaluate(() => window.diary.write([window.add("a")]));
    expect(await ids(at)).toEqual(["a"]);
  });

  it("is told when it promises nothing", async () => {
    const at = await page(await context());
    const answer = (promises: boolean): Promise<string> => at.evaluate((yes) => {
      Object.assign(navigator.storage, { persisted: async () => false, persist: async () => yes });
      return window.store.askToKeep();
    }, promises);
    expect([await answer(true), await answer(false)]).toEqual(["kept", "may-be-evicted"]);
  });

  it("and takes the diary away: it is said, and not mistaken for an empty one", async () => {
    const both = await context();
    const at = await page(both);
    await at.evaluate(() => window.diary.write([window.add("a")]));
    const devtools = await both.newCDPSession(at);
    await devtools.send("Storage.clearDataForOrigin", { origin: new URL(URL_OF_PAGES).origin, storageTypes: "indexeddb" });
    await expect.poll(() => at.evaluate(() => window.heard)).toSatisfy((heard: string[]) => heard.some((one) => one === "gone" || one === "outdated"));
    expect(await at.evaluate(() => window.wrong(window.diary.all("readings")))).not.toBe("nothing");
  });
});

describe("a browser that is killed in the middle of a write", () => {
  it("keeps every acknowledged reading, and of the last write all or nothing", async () => {
    const folder = mkdtempSync(join(tmpdir(), "liangbing-diary-"));
    const start = (): Promise<BrowserContext> => chromium.launchPersistentContext(folder, { ...executable(), args: ARGS });
    try {
      const first = await start();
      await serve(first, code);
      const at = await page(first);
      const acknowledged = new Set<string>();
      await at.exposeFunction("acknowledge", (batch: string) => acknowledged.add(batch));
      await at.evaluate(() => {
        const { acknowledge } = window as unknown as { acknowledge(batch: string): Promise<void> };
        void (async () => {
          for (let batch = 0; ; batch += 1) {
            await window.diary.write(Array.from({ length: 50 }, (_, n) => window.add(`${batch}-${n}`)));
            void acknowledge(String(batch));
          }
        })();
      });
      await expect.poll(() => acknowledged.size).toBeGreaterThan(3);
      const gone = new Promise<void>((done) => first.once("close", () => done()));
      await (await first.newCDPSession(at)).send("Browser.crash").catch(() => undefined);
      await gone;
      const second = await start();
      open.push(second);
      await serve(second, code);
      const batches = new Map<string, number>();
      for (const id of await ids(await page(second))) {
        const batch = id.slice(0, id.indexOf("-"));
        batches.set(batch, (batches.get(batch) ?? 0) + 1);
      }
      for (const batch of acknowledged) expect([batch, batches.get(batch)]).toEqual([batch, 50]);
      expect([...batches.values()].filter((count) => count !== 50)).toEqual([]);
    } finally {
      for (const context of open.splice(0)) await context.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
