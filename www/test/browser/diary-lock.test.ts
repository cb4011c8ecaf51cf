import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium, type Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { unlock } from "../../src/diary/out/backup.js";
import type * as Store from "../../src/diary/store/index.js";
import { answers } from "../real.js";
import { bundle, emptyPage, serve } from "./bundle.js";
import { addPressure, diaries, DIARY, ready, rows } from "./diary.page.js";
import { ARGS, executable, URL_OF_PAGES } from "./page.js";

const [PASS, OTHER] = ["correct horse", "battery staple"];
const phone = diaries();

/** Every byte that the page's origin keeps, as text: rows, names of settings, the cache's addresses. */
async function dump(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const decoder = new TextDecoder("utf-8");
    const show = (value: unknown): unknown => (value instanceof ArrayBuffer || ArrayBuffer.isView(value) ? decoder.decode(value) : value);
    const parts: string[] = [JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage }), document.cookie, location.href];
    for (const { name } of await indexedDB.databases()) {
      const database = await new Promise<IDBDatabase>((done) => (indexedDB.open(name ?? "").onsuccess = ({ target }) => done((target as IDBOpenDBRequest).result)));
      for (const store of database.objectStoreNames) {
        const all = await new Promise<unknown[]>((done) => (database.transaction(store).objectStore(store).getAll().onsuccess = ({ target }) => done((target as IDBRequest<unknown[]>).result)));
        parts.push(JSON.stringify([store, all], (_, value: unknown) => show(value)));
      }
      database.close();
    }
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) parts.push(request.url, (await (await cache.match(request))?.clone().text())?.includes("秀英小名") ? "秀英小名" : "");
    }
    return parts.join("\n");
  });
}

async function setPass(page: Page): Promise<void> {
  await page.locator("details.lock summary").click();
  await page.fill("diary-lock #new", PASS);
  await page.fill("diary-lock #again", PASS);
  await page.locator("diary-lock button[type=submit]").click();
  await page.locator("diary-lock [role=status]", { hasText: "锁好了" }).waitFor({ timeout: 30_000 });
}

async function tryPass(page: Page, text: string): Promise<void> {
  await page.fill("diary-gate #pass", text);
  await page.locator("diary-gate button[type=submit]").click();
}

describe.runIf(await answers())("G06 a passphrase", () => {
  it("seals everything, is asked for after every reload, and can be changed and taken away", async () => {
    const { page, problems } = await phone.open();
    await page.locator(".people summary").click();
    await page.fill("#nickname", "秀英小名");
    await page.locator("#nickname").press("Tab");
    await addPressure(page, "137/93");
    await expect.poll(() => rows(page)).toEqual(["137/93 mmHg"]);
    expect(await dump(page)).toMatch(/秀英小名[\s\S]*:137/);

    await page.locator("details.lock summary").click();
    expect(await page.locator("diary-lock .lost").innerText()).toContain("全没了");
    await page.locator("details.lock summary").click();
    await setPass(page);
    const sealed = await dump(page);
    expect(sealed).toContain("readings");
    expect(sealed).not.toMatch(/秀英|systolic|:137|hypertension|nickname/);
    await addPressure(page, "142/91");
    await expect.poll(() => rows(page)).toHaveLength(2);
    expect(await dump(page)).not.toMatch(/systolic|:142/);

    await page.reload();
    await page.locator("diary-gate").waitFor();
    expect(await page.locator("[data-reading], .today, .person").count()).toBe(0);
    await tryPass(page, PASS);
    await ready(page);
    expect(await rows(page)).toEqual(["142/91 mmHg", "137/93 mmHg"]);

    await page.locator("details.lock summary").click();
    for (const [id, text] of [["old", PASS], ["new", OTHER], ["again", OTHER]]) await page.fill(`diary-lock #${id}`, text as string);
    await page.locator("diary-lock button[type=submit]").click();
    await page.locator("diary-lock [role=status]", { hasText: "换好了" }).waitFor();
    await page.locator("diary-lock .now").click();
    await page.locator("diary-gate").waitFor();
    await tryPass(page, PASS);
    await expect.poll(() => page.locator("diary-gate #told").innerText()).toContain("不对");
    await tryPass(page, OTHER);
    await ready(page);
    await page.locator("details.lock summary").click();
    await page.locator("diary-lock .forget").click();
    await page.locator("diary-lock .forget-now").click();
    await page.locator("diary-lock [role=status]", { hasText: "没有口令" }).waitFor();
    expect(await dump(page)).toMatch(/秀英小名[\s\S]*:137/);
    expect(problems).toEqual([]);
  });

  it("stays on through an upgrade, before which a copy can be taken with it and with nothing else", async () => {
    const { page, problems } = await phone.open();
    await addPressure(page, "137/93");
    await setPass(page);
    // The same rows as an older version of the page would have left them.
    await page.goto(new URL("icon.svg", URL_OF_PAGES).href);
    await page.evaluate(async () => {
      const done = <T>(request: IDBRequest<T>): Promise<T> => new Promise((good, bad) => ((request.onsuccess = () => good(request.result)), (request.onerror = () => bad(request.error))));
      const now = await done(indexedDB.open("liangbing"));
      const kept = await Promise.all([...now.objectStoreNames].map(async (name) => {
        const store = now.transaction(name).objectStore(name);
        return [name, store.keyPath, await done(store.getAll()), await done(store.getAllKeys())] as const;
      }));
      now.close();
      await done(indexedDB.deleteDatabase("liangbing"));
      const request = indexedDB.open("liangbing", 1);
      request.onupgradeneeded = () => {
        for (const [name, keyPath, rows, keys] of kept) {
          const store = request.result.createObjectStore(name, keyPath ? { keyPath } : {});
          rows.forEach((row, at) => (keyPath ? store.put(row) : store.put(row, keys[at] as IDBValidKey)));
        }
      };
      (await done(request)).close();
    });
    await page.goto(DIARY);
    const send = page.locator("diary-upgrade button[type=submit]");
    await page.locator("diary-upgrade #pass").fill(OTHER);
    await send.click();
    await expect.poll(() => page.locator("diary-upgrade [role=alert]").innerText()).toContain("口令不对");
    expect(await page.evaluate(async () => (await indexedDB.databases()).map(({ version }) => version))).toEqual([1]);
    await page.locator("diary-upgrade #pass").fill(PASS);
    const [copy] = await Promise.all([page.waitForEvent("download"), send.click()]);
    const text = readFileSync(await copy.path(), "utf8");
    expect(await unlock(text, OTHER)).toBeNull();
    expect((await unlock(text, PASS))?.readings?.map(({ observation }) => observation)).toMatchObject([{ systolic: 137, diastolic: 93 }]);
    await page.locator("diary-gate").waitFor();
    await tryPass(page, PASS);
    await ready(page);
    expect(await rows(page)).toEqual(["137/93 mmHg"]);
    // The picture that was opened as a page asks for an icon.
    expect(problems.filter((one) => !one.includes("404"))).toEqual([]);
  });

  it("that is wrong five times in a row makes the next wait, also after a reload, and tells no more", async () => {
    const { page } = await phone.open();
    await setPass(page);
    await page.locator("diary-lock .now").click();
    const said = new Set<string>();
    for (let n = 0; n < 4; n += 1) {
      await tryPass(page, `wrong ${n}`);
      await expect.poll(() => page.locator("diary-gate #told").innerText()).not.toBe("");
      await page.locator("diary-gate button[type=submit]:not([disabled])").waitFor();
      said.add(await page.locator("diary-gate #told").innerText());
    }
    expect([...said]).toEqual(["口令不对。"]);
    await tryPass(page, "wrong 5");
    await expect.poll(() => page.locator("diary-gate #told").innerText()).toMatch(/请等 (30|2\d) 秒/);
    await page.reload();
    await tryPass(page, PASS);
    await expect.poll(() => page.locator("diary-gate #told").innerText()).toMatch(/请等 \d+ 秒/);
    // A clock that was moved far ahead of the wait, and back again, never locks for longer than the longest.
    await page.clock.install({ time: Date.now() + 3_600_000 });
    await page.reload();
    await tryPass(page, PASS);
    await ready(page);
  });

  it("locks in every window at once, when the page is left, and by itself after a while", async () => {
    const { page, context } = await phone.open();
    await addPressure(page, "137/93");
    const other = await context.newPage();
    await other.goto(DIARY);
    await ready(other);
    await setPass(page);
    await other.locator("diary-gate").waitFor();
    expect(await other.locator("[data-reading], .today, .person").count()).toBe(0);
    await tryPass(other, PASS);
    await ready(other);
    await other.evaluate(() => window.dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true })));
    await other.locator("diary-gate").waitFor();
    const left = await other.evaluate(() => JSON.stringify((document.querySelector("liangbing-diary") as unknown as { model: unknown }).model));
    expect(left).toBe("null");
    await other.close();
    await page.clock.install();
    await page.locator("#auto").selectOption("5");
    await page.clock.runFor(4 * 60_000);
    expect(await page.locator("diary-gate").count()).toBe(0);
    await page.locator("h1").click();
    await page.clock.runFor(4 * 60_000);
    expect(await page.locator("diary-gate").count()).toBe(0);
    await page.clock.runFor(2 * 60_000);
    await page.locator("diary-gate").waitFor();
  });

  it("that was forgotten opens nothing; everything can be deleted and begun again", async () => {
    const { page } = await phone.open();
    await addPressure(page, "137/93");
    await setPass(page);
    await page.reload();
    await page.locator("diary-gate .lost").click();
    await page.locator("diary-gate .wipe").click();
    await ready(page);
    expect(await rows(page)).toEqual([]);
    await page.reload();
    await ready(page);
    expect(await dump(page)).not.toContain(":137");
  });
});

declare global {
  interface Window { told(what: string): Promise<void> }
}

describe("the way from plain to sealed and back", () => {
  it("survives a kill in the middle: every row is there, all plain or all sealed", { timeout: 120_000 }, async () => {
    const code = await bundle("diary/store/index.ts");
    for (const way of ["set", "forget"] as const) {
      const folder = mkdtempSync(join(tmpdir(), "diary-"));
      const start = (): Promise<BrowserContext> => chromium.launchPersistentContext(folder, { ...executable(), args: ARGS });
      const open: BrowserContext[] = [];
      try {
        const first = await start();
        open.push(first);
        await serve(first, code);
        const at = await emptyPage(first);
        await at.exposeFunction("told", () => undefined);
        await at.evaluate(async ({ pass, back }) => {
          const { openDiary } = (window as unknown as { module: typeof Store }).module;
          const diary = await openDiary();
          const row = (n: number): Store.Change => ({ kind: "questions", expects: 0, row: { id: `q${n}`, person: "p", text: `secret ${n}`, asked: false } });
          await diary.write(Array.from({ length: 3000 }, (_, n) => row(n)));
          if (back) await diary.passphrase?.set(pass);
          // The first row that is put again: from then on the transaction is under way.
          const put = IDBObjectStore.prototype.put;
          const begun = new Promise<void>((done) => {
            IDBObjectStore.prototype.put = function (this: IDBObjectStore, ...what: Parameters<typeof put>) {
              done();
              return put.apply(this, what);
            };
          });
          void (back ? diary.passphrase?.forget() : diary.passphrase?.set(pass));
          await begun;
        }, { pass: PASS, back: way === "forget" });
        const gone = new Promise<void>((done) => first.once("close", () => done()));
        await (await first.newCDPSession(at)).send("Browser.crash").catch(() => undefined);
        await gone;
        const second = await start();
        open.push(second);
        await serve(second, code);
        const found = await (await emptyPage(second)).evaluate(async (pass) => {
          const { openDiary } = (window as unknown as { module: typeof Store }).module;
          const diary = await openDiary();
          if (diary.passphrase?.locked) await diary.passphrase.unlock(pass);
          const texts = (await diary.all("questions")).map(({ text }) => text);
          return [texts.length, new Set(texts).size, texts.every((text) => text.startsWith("secret"))];
        }, PASS);
        expect([way, ...found]).toEqual([way, 3000, 3000, true]);
      } finally {
        for (const context of open.splice(0)) await context.close();
        rmSync(folder, { recursive: true, force: true });
      }
    }
  });

  it("takes nothing plain into a sealed diary, and nothing sealed into a plain one, whatever another window does", async () => {
    const code = await bundle("diary/store/index.ts");
    const context = await phone.browser.newContext();
    await serve(context, code);
    const at = await emptyPage(context);
    const said = await at.evaluate(async (pass) => {
      const { BrowserStore, openDiary } = (window as unknown as { module: typeof Store }).module;
      const wrong = (promise: Promise<unknown>): Promise<string> => promise.then(() => "stored", (error: Store.StoreError) => error.code);
      const ask = (id: string): Store.Change[] => [{ kind: "questions", expects: 0, row: { id, person: "p", text: id, asked: false } }];
      const [one, other] = [await openDiary(), await BrowserStore.open({})];
      await one.write(ask("a"));
      const seen: unknown[] = [];
      await one.passphrase?.set(pass);
      seen.push(await wrong(other.write(ask("plain"))), await wrong(other.all("questions")));
      seen.push(await other.passphrase.unlock(pass), (await other.all("questions")).length);
      // Both write at once to the sealed diary: the order of entry has no place twice.
      await Promise.all([one.write(ask("b")), other.write(ask("c")), one.write(ask("d"))]);
      seen.push((await one.all("questions")).map(({ seq }) => seq));
      seen.push(await wrong(one.write(ask("b"))));
      await one.passphrase?.forget();
      seen.push(await wrong(other.write(ask("sealed"))));
      seen.push(await wrong(other.write(ask("e"))), (await one.all("questions")).map(({ id }) => id).sort().join(""));
      return seen;
    }, PASS);
    expect(said).toEqual(["locked", "locked", 0, 1, [1, 2, 3, 4], "conflict", "aborted", "stored", "abcde"]);
    await context.close();
  });
});
