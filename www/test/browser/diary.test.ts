import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { answers } from "../real.js";
import { addGlucose, addPressure, diaries, DIARY, type Host, hosted, openDiary, ready, rows, told } from "./diary.page.js";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const phone = diaries();

async function open(o?: Parameters<typeof openDiary>[1]): Promise<Page> {
  return (await phone.open(o)).page;
}

const overflow = (page: Page): Promise<number> => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
const shown = (page: Page): Promise<string[]> => page.locator("diary-entry .problem:not(:empty)").allInnerTexts();

describe.runIf(await answers())("the diary", () => {
  it("P02 keeps a reading over a reload, once, and says what is not known", async () => {
    const page = await open();
    await told(page, "高血压");
    await addPressure(page, "128/82");
    await expect.poll(() => rows(page)).toEqual(["128/82 mmHg"]);
    await page.reload();
    await ready(page);
    expect(await rows(page)).toEqual(["128/82 mmHg"]);
    expect(await page.locator(".today").getAttribute("data-level")).toBe("G1");
    expect(await page.locator(".today").innerText()).not.toMatch(/正常|达标/);
    expect(phone.opened?.problems).toEqual([]);
  });

  it("catches what was typed wrong, beside the box, and stores nothing", async () => {
    const page = await open();
    for (const text of ["", "12o", "128.5", "-1"]) {
      await page.click("[data-add=bp]");
      await page.fill("#systolic", text);
      await page.fill("#diastolic", "82");
      await page.locator("diary-entry button[type=submit]").click();
      expect(await shown(page)).toHaveLength(1);
      expect(await page.evaluate(() => document.querySelector("liangbing-diary")?.shadowRoot?.querySelector("diary-entry")?.shadowRoot?.activeElement?.id)).toBe("systolic");
      await page.locator("diary-entry").getByRole("button", { name: "返回" }).click();
    }
    expect(await rows(page)).toEqual([]);
  });

  it.each([["999/80", "很少见"], ["82/128", "填反"]])("asks again about %s, as the record's reader does", async (text, question) => {
    const page = await open();
    await addPressure(page, text);
    await expect.poll(() => page.locator("diary-entry .doubt").innerText()).toContain(question);
    expect(await rows(page)).toEqual([]);
  });

  it.each([["0/82", ["systolic"]], ["128/0", ["diastolic"]], ["128/82/0", ["pulse"]], ["0/0", ["systolic", "diastolic"]]])("P03 refuses the nought in %s beside its box, and saves nothing", async (text, fields) => {
    const page = await open();
    await addPressure(page, text);
    await expect.poll(() => shown(page)).toEqual(fields.map(() => "0 不是量出来的数，请再看看仪器。"));
    expect(await page.locator("diary-entry [aria-invalid=true]").evaluateAll((all) => all.map(({ id }) => id))).toEqual(fields);
    expect(await page.evaluate(() => document.querySelector("liangbing-diary")?.shadowRoot?.querySelector("diary-entry")?.shadowRoot?.activeElement?.id)).toBe(fields[0]);
    expect(await rows(page)).toEqual([]);
  });

  it("swaps what was swapped, and keeps what the device shows", async () => {
    const page = await open();
    await addPressure(page, "82/128");
    await page.getByRole("button", { name: "对调" }).click();
    await expect.poll(() => rows(page)).toEqual(["128/82 mmHg"]);
    await addGlucose(page, "180");
    await page.getByRole("button", { name: "仪器上就是这个数" }).click();
    await page.locator("diary-danger, [data-reading]").first().waitFor();
    await page.reload();
    await ready(page);
    expect(await page.locator("diary-danger, .today.red").count()).toBe(1);
  });

  it("takes full-width digits, and a double tap once", async () => {
    const page = await open();
    await page.click("[data-add=bp]");
    await page.fill("#systolic", "１２８／８２");
    await page.locator("diary-entry button[type=submit]").dblclick();
    await expect.poll(() => rows(page)).toEqual(["128/82 mmHg"]);
  });

  it("keeps a second tap from what comes to stand under it: a saved reading's buttons, an alarm", async () => {
    const page = await open();
    // Both taps in one task of the page, the second after the first has changed what is shown: no machine is too slow for that.
    const twice = (selector: string): Promise<void> => page.evaluate(async (pressed) => {
      const all = (selector: string, root: ParentNode = document): HTMLElement[] =>
        [...root.querySelectorAll<HTMLElement>(selector), ...[...root.querySelectorAll("*")].flatMap((one) => (one.shadowRoot ? all(selector, one.shadowRoot) : []))];
      const [button] = all(pressed) as [HTMLElement];
      const { left, top, width, height } = button.getBoundingClientRect();
      const [clientX, clientY] = [left + width / 2, top + height / 2];
      const start = performance.now();
      const tap = (on: Element): boolean => {
        const event = new MouseEvent("click", { bubbles: true, cancelable: true, composed: true, clientX, clientY, detail: 1 });
        Object.defineProperty(event, "timeStamp", { value: start });
        return on.dispatchEvent(event);
      };
      tap(button);
      while (button.isConnected) await new Promise((done) => setTimeout(done, 5));
      await (document.querySelector("liangbing-diary") as HTMLElement & { updateComplete: Promise<boolean> }).updateComplete;
      for (const one of all("button, summary, a")) if (tap(one)) throw new Error(`${one.className} ${one.textContent} was pressed`);
    }, selector);
    await page.click("[data-add=bp]");
    await page.fill("#systolic", "128/82");
    await twice("button[type=submit]");
    await expect.poll(() => rows(page)).toEqual(["128/82 mmHg"]);
    expect(await page.locator(".undo").count()).toBe(0);
    await page.click("[data-add=bp]");
    await page.fill("#systolic", "186/122");
    await twice("button[type=submit]");
    await page.locator("diary-danger").waitFor();
  });

  it("refuses a time in the future, and a glucose without a time of day", async () => {
    const page = await open();
    await page.click("[data-add=glucose]");
    await page.fill("#glucose", "6.1");
    await page.locator("label", { hasText: "选时间" }).click();
    await page.fill("#time", "2099-01-01T08:00");
    await page.locator("diary-entry button[type=submit]").click();
    expect(await shown(page)).toHaveLength(2);
  });

  it("changes and deletes a reading, and takes that back", async () => {
    const page = await open();
    await addPressure(page, "128/82");
    await page.locator("[data-reading] button").first().click();
    expect(await page.inputValue("#systolic")).toBe("128");
    await page.fill("#systolic", "132");
    await page.locator("diary-entry button[type=submit]").click();
    await expect.poll(() => rows(page)).toEqual(["132/82 mmHg"]);
    await page.locator("[data-reading] button").nth(1).click();
    await expect.poll(() => rows(page)).toEqual([]);
    await page.locator(".undo").click();
    await expect.poll(() => rows(page)).toEqual(["132/82 mmHg"]);
  });

  it("shows one person's readings under that person's name only", async () => {
    const page = await open();
    await addPressure(page, "128/82");
    await page.locator(".people summary").click();
    await page.getByRole("button", { name: "加一个人" }).click();
    await expect.poll(() => rows(page)).toEqual([]);
    await page.locator("select.person").selectOption({ index: 0 });
    await expect.poll(() => rows(page)).toEqual(["128/82 mmHg"]);
  });

  it("shows a wall time as it was, wherever it is opened", async () => {
    const page = await open();
    await addPressure(page, "128/82");
    const before = await page.locator("[data-reading] .quiet").innerText();
    const session = await page.context().newCDPSession(page);
    await session.send("Emulation.setTimezoneOverride", { timezoneId: "" }).catch(() => undefined);
    await session.send("Emulation.setTimezoneOverride", { timezoneId: "America/New_York" }).catch(() => undefined);
    await page.reload();
    await ready(page);
    expect(await page.locator("[data-reading] .quiet").innerText()).toBe(before);
  });

  it("P12 tells two tabs of each other's readings", async () => {
    const page = await open();
    const other = await page.context().newPage();
    await other.goto(DIARY);
    await ready(other);
    await addPressure(page, "128/82");
    await expect.poll(() => rows(other)).toEqual(["128/82 mmHg"]);
  });
});

describe.runIf(await answers())("a critical reading", () => {
  it("opens the sheet: words, 120, signs, a timer that a reload does not start again", async () => {
    const page = await open();
    await addPressure(page, "186/122");
    const sheet = page.locator("diary-danger");
    await sheet.locator("[role=alertdialog]").waitFor();
    expect(await sheet.locator(".what").innerText()).toContain("186/122");
    expect(await sheet.locator(".sit").innerText()).toContain("5分钟");
    expect(await sheet.locator("a.call").getAttribute("href")).toBe("tel:120");
    await sheet.locator(".timer").click();
    await sheet.locator(".clock").waitFor();
    await page.waitForTimeout(1500);
    await page.reload();
    await ready(page);
    expect(await page.locator("diary-danger .clock").innerText()).toMatch(/4:5\d/);
    await page.locator("diary-danger").getByRole("button", { name: "我看完了" }).click();
    await expect.poll(() => page.locator(".today").getAttribute("data-level")).toBe("R1");
    await page.reload();
    await ready(page);
    expect(await page.locator("diary-danger").count()).toBe(0);
    expect(phone.opened?.problems).toEqual([]);
  });

  it("with a sign says 120 at once, and says so afterwards", async () => {
    const page = await open();
    await addPressure(page, "186/122");
    await page.locator("diary-danger .signs button", { hasText: "胸痛" }).click();
    expect(await page.locator("diary-danger .said").innerText()).toContain("120");
    await expect.poll(() => page.locator("diary-danger h2").innerText()).toContain("现在就求助");
  });

  it("that is low says what to eat and when to measure, from its document, and what not to do", async () => {
    const page = await open();
    await told(page, "糖尿病");
    await addGlucose(page, "2.8");
    const low = page.locator("diary-danger .inside");
    await low.waitFor();
    expect(await low.innerText()).toMatch(/15-20 克糖[\s\S]*15 分钟后再测[\s\S]*7一/);
    expect(await low.innerText()).toContain("什么都不要喂");
  });

  it("that is high has its own words", async () => {
    const page = await open();
    await told(page, "糖尿病");
    await addGlucose(page, "25", "random");
    expect(await page.locator("diary-danger .what").innerText()).toContain("25");
    expect(await page.locator("diary-danger .sit").count()).toBe(0);
  });
});

describe.runIf(await answers())("P04 the sheet of a critical reading", () => {
  /** What a screen reader is told: the dialog, its live part, and where the focus is. */
  async function heard(page: Page): Promise<{ dialog: string; said: string; live: unknown; focused: boolean }> {
    const devtools = await page.context().newCDPSession(page);
    const { nodes } = (await devtools.send("Accessibility.getFullAXTree")) as unknown as {
      nodes: { role?: { value: string }; name?: { value: string }; description?: { value: string }; properties?: { name: string; value: { value: unknown } }[] }[];
    };
    const of = (node: (typeof nodes)[number] | undefined, name: string): unknown => node?.properties?.find((one) => one.name === name)?.value.value;
    const dialog = nodes.find(({ role }) => role?.value === "alertdialog");
    const part = nodes.find((node) => of(node, "live") === "assertive" && node.role?.value === "paragraph");
    const focused = await page.evaluate(() => {
      const sheet = document.querySelector("liangbing-diary")?.shadowRoot?.querySelector("diary-danger");
      return sheet?.shadowRoot?.activeElement?.id === "title";
    });
    return { dialog: dialog?.name?.value ?? "", said: dialog?.description?.value ?? "", live: of(part, "live"), focused };
  }

  /** WCAG's contrast, which knows no colour: it is what is left in grey. */
  const contrasts = (page: Page): Promise<[string, number][]> => page.evaluate(() => {
    const root = document.querySelector("liangbing-diary")?.shadowRoot?.querySelector("diary-danger")?.shadowRoot as ShadowRoot;
    const parse = (text: string): number[] => (text.match(/[\d.]+/g) ?? []).map(Number);
    const light = (text: string): number => {
      const [r = 0, g = 0, b = 0] = parse(text).map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const behind = (of: Element | null): string => {
      for (let at = of; at; at = at.parentElement) {
        const { backgroundColor } = getComputedStyle(at);
        const alpha = parse(backgroundColor)[3] ?? 1;
        if (alpha > 0) return backgroundColor;
      }
      return "rgb(255, 255, 255)";
    };
    const ratio = (one: string, other: string): number => {
      const [more = 0, less = 0] = [light(one), light(other)].sort((a, b) => b - a);
      return (more + 0.05) / (less + 0.05);
    };
    const words = [...root.querySelectorAll("h2, .what, a.call, button, p")].map((one): [string, number] => [one.textContent?.trim().slice(0, 12) ?? "", ratio(getComputedStyle(one).color, behind(one))]);
    const title = root.querySelector("h2") as Element;
    return [...words, ["the bar against the page", ratio(behind(title), behind(title.parentElement))]];
  });

  const ANSWERS = ["", "高血压", "2型糖尿病", "都没有", "不清楚"];
  it.each([
    ["186/122", "2型糖尿病", { again: "#systolic", timer: "5" }],
    ...ANSWERS.map((answer) => ["2.8", answer, { again: "#glucose", timer: "15" }] as const),
    ...ANSWERS.map((answer) => ["25", answer, { again: "#glucose", timer: "" }] as const),
  ] as const)("of %s, told “%s”, is full-width, in words, heard at once, readable in grey, with 120 and a second reading", async (value, answer, wanted) => {
    const page = await open();
    if (answer) await told(page, answer);
    if (wanted.again === "#systolic") await addPressure(page, value);
    else await addGlucose(page, value, "random");
    const sheet = page.locator("diary-danger .sheet");
    await sheet.waitFor();
    const [box, host] = [await sheet.boundingBox(), await page.locator("liangbing-diary main").boundingBox()];
    expect(box?.width).toBe(host?.width);
    expect(box?.width).toBeGreaterThan(320);
    expect(await sheet.locator(".what").innerText()).toContain(value);
    expect(await sheet.locator("a.call").getAttribute("href")).toBe("tel:120");
    expect(await sheet.locator(".timer").count()).toBe(wanted.timer ? 1 : 0);
    if (wanted.timer) expect(await sheet.locator(".timer").innerText()).toContain(wanted.timer);
    const { dialog, said, live, focused } = await heard(page);
    expect([live, focused, dialog.length > 0, said.includes(value)]).toEqual(["assertive", true, true, true]);
    // A shape and words beside the colour, and enough light between them when the colour is gone.
    expect(await sheet.locator("h2 svg").count()).toBe(1);
    expect((await contrasts(page)).filter(([what, found]) => found < (what === "the bar against the page" ? 3 : 4.5))).toEqual([]);
    // Nobody is told that they have what nobody has said.
    if (value === "2.8" && answer !== "2型糖尿病") expect((await sheet.locator("h2, h3, p:not(.quiet), button").allInnerTexts()).join()).not.toMatch(/糖尿病/);
    await sheet.locator("button.primary").click();
    await page.locator(wanted.again).waitFor();
    expect(await page.inputValue(wanted.again)).toBe("");
    // Beside an alarm the page says no more that nothing was found.
    await page.locator("diary-entry").getByRole("button", { name: "返回" }).click();
    await sheet.locator("[data-close]").click();
    await page.locator(".today.red, .today.critical").waitFor();
  });

  it("P04 has the call in sight at once on the smallest phones, in all sizes of letters", async () => {
    for (const [width, height] of [[320, 568], [360, 740]] as const) {
      for (const size of ["normal", "large", "care", "max"]) {
        const page = await open({ viewport: { width, height } });
        await page.locator(".elder").click();
        await page.locator("select.size").selectOption(size);
        await addPressure(page, "186/122");
        const call = page.locator("diary-danger a.call");
        await call.waitFor();
        const seen = async (): Promise<boolean> => {
          const box = await call.boundingBox();
          return box !== null && box.y >= 0 && box.y + box.height <= height && box.x >= 0 && box.x + box.width <= width;
        };
        expect([width, size, await seen()]).toEqual([width, size, true]);
        await page.locator("diary-danger .signs button").last().scrollIntoViewIfNeeded();
        expect([width, size, "scrolled", await seen()]).toEqual([width, size, "scrolled", true]);
        await phone.opened?.context.close();
        phone.opened = undefined;
      }
    }
  });

  it("of a second low reading starts its minutes anew", async () => {
    const { page } = await phone.open({}, undefined, new Date("2026-01-05T08:00:00+08:00"));
    const sheet = page.locator("diary-danger");
    await addGlucose(page, "2.8");
    await sheet.locator(".timer").click();
    await sheet.locator(".clock").waitFor();
    await page.clock.setSystemTime(new Date("2026-01-05T08:16:00+08:00"));
    await sheet.locator(".clock[role=alert]").waitFor();
    await sheet.locator("button.primary").click();
    await page.fill("#glucose", "3.1");
    await page.locator(`label:has(input[value="random"])`).click();
    await page.locator("diary-entry button[type=submit]").click();
    await sheet.locator(".timer").click();
    await expect.poll(() => sheet.locator(".clock[role=timer]").innerText()).toMatch(/1[45]:\d\d/);
    // Read, it comes again with the next low one.
    await sheet.locator("[data-close]").click();
    await page.locator(".today.critical").waitFor();
    await page.clock.setSystemTime(new Date("2026-01-05T08:32:00+08:00"));
    await addGlucose(page, "3.3");
    await sheet.locator(".timer").waitFor();
  });

  it("of a high pressure that was confirmed says to go, and no more to rest and measure", async () => {
    const { page } = await phone.open({}, undefined, new Date("2026-01-05T08:00:00+08:00"));
    const sheet = page.locator("diary-danger");
    await addPressure(page, "186/122");
    await sheet.locator("[data-close]").click();
    await page.locator(".today.red").waitFor();
    await page.clock.setSystemTime(new Date("2026-01-05T08:10:00+08:00"));
    await addPressure(page, "184/118");
    await sheet.waitFor();
    expect(await sheet.locator(".what").innerText()).toMatch(/186\/122[\s\S]*今天就去看医生/);
    expect(await sheet.locator(".inside").innerText()).not.toMatch(/休息|坐下|复测|再量一次/);
    expect(await sheet.locator(".timer, .sit").count()).toBe(0);
  });
});

describe.runIf(await answers())("a diary where something is missing", () => {
  it("takes readings and offers the call while the rules cannot be loaded, and judges them when they can", async () => {
    const { page, context } = await phone.open();
    await context.route("**/*.wasm", (route) => route.abort());
    await page.evaluate(async () => {
      for (const one of await navigator.serviceWorker.getRegistrations()) await one.unregister();
      for (const name of await caches.keys()) await caches.delete(name);
    });
    await page.reload();
    await page.locator(".today", { hasText: "算不出" }).waitFor();
    await addPressure(page, "186/122");
    await expect.poll(() => rows(page)).toEqual(["186/122 mmHg"]);
    await page.click("[data-add=signs]");
    await page.locator("[data-sign=chest-pain]").click();
    expect(await page.locator("diary-signs a.call").getAttribute("href")).toBe("tel:120");
    await context.unroute("**/*.wasm");
    await page.reload();
    await page.locator("diary-danger").waitFor();
  });

  const unable: readonly (readonly [string, Host, string])[] = [
    ["under a policy without 'wasm-unsafe-eval'", { policy: (policy) => policy.replace(" 'wasm-unsafe-eval'", "") }, "wasm-blocked"],
    ["with a module that arrives in half", { wasm: (bytes) => bytes.subarray(0, bytes.length / 2) }, "wasm-wrong"],
    ["with a module in which bytes are others", { wasm: (bytes) => Buffer.from(bytes).fill(0xff, 8, 4000) }, "wasm-wrong"],
    ["with a page in the module's place", { wasm: () => Buffer.from("<!doctype html><title>gone</title>") }, "wasm-wrong"],
  ];
  it.each(unable)("G01 %s still saves a reading, and says that it cannot judge", async (_, how, code) => {
    const host = await hosted(how);
    const context = await phone.browser.newContext({ locale: "zh-CN", viewport: { width: 360, height: 740 } });
    try {
      const page = await context.newPage();
      const errors: string[] = [];
      page.on("pageerror", (error) => errors.push(error.message));
      await page.addInitScript(() => {
        const own = window as unknown as { told: string[] };
        own.told = [];
        document.addEventListener("liangbing-error", (event) => own.told.push((event as CustomEvent<{ code: string }>).detail.code));
      });
      await page.goto(host.url);
      await page.locator(".today", { hasText: "算不出" }).waitFor();
      expect(await page.evaluate(() => (window as unknown as { told: string[] }).told)).toEqual([code]);
      await addPressure(page, "128/82");
      await expect.poll(() => rows(page)).toEqual(["128/82 mmHg"]);
      await page.reload();
      await expect.poll(() => rows(page)).toEqual(["128/82 mmHg"]);
      // Nothing is said of what nobody judged: no colour, no word of comfort.
      const today = page.locator(".today", { hasText: "算不出" });
      await today.waitFor();
      expect([await today.getAttribute("data-level"), await page.locator("liangbing-tier").count()]).toEqual([null, 0]);
      expect(await today.innerText()).not.toMatch(/正常|达标/);
      await page.locator("liangbing-diary").evaluate((diary) => diary.setAttribute("locale", "en"));
      await page.locator(".today", { hasText: "No advice can be worked out" }).waitFor();
      expect(errors).toEqual([]);
    } finally {
      await Promise.all([context.close(), host.close()]);
    }
  });

  it("says plainly that a sandboxed frame keeps nothing", async () => {
    const { context } = await phone.open();
    const page = await context.newPage();
    await page.addInitScript(() => {
      Object.defineProperty(window, "indexedDB", { get: () => { throw new DOMException("", "SecurityError"); } });
    });
    await page.goto(DIARY);
    await ready(page);
    expect(await page.locator(".memory").innerText()).toContain("不保存");
    await addPressure(page, "128/82");
    await expect.poll(() => rows(page)).toEqual(["128/82 mmHg"]);
  });

  it("hides reading aloud without a voice of its own, and reads with one", async () => {
    const page = await open();
    expect(await page.locator(".read").count()).toBe(0);
    await page.evaluate(() => {
      const voice = (localService: boolean): object => ({ localService, lang: "zh-CN", name: "x" });
      const voices = [voice(false)];
      (window as unknown as { give(): void }).give = () => voices.push(voice(true));
      speechSynthesis.getVoices = () => voices as SpeechSynthesisVoice[];
      speechSynthesis.dispatchEvent(new Event("voiceschanged"));
    });
    expect(await page.locator(".read").count()).toBe(0);
    await page.evaluate(() => ((window as unknown as { give(): void }).give(), speechSynthesis.dispatchEvent(new Event("voiceschanged"))));
    await page.locator(".read").waitFor();
  });
});

describe.runIf(await answers())("P11 the page without a network", () => {
  it("opens after a reload, with its rules, and takes a reading", async () => {
    const page = await open();
    await addPressure(page, "128/82");
    await page.evaluate(async () => void (await navigator.serviceWorker.ready));
    await page.reload();
    await ready(page);
    await page.context().setOffline(true);
    await page.reload();
    await ready(page);
    expect(await rows(page)).toEqual(["128/82 mmHg"]);
    await addPressure(page, "131/84");
    await expect.poll(() => rows(page)).toHaveLength(2);
    expect(phone.opened?.problems).toEqual([]);
  });

  it("is told of a newer one, is not replaced in the middle of an entry, and removes the old one", async () => {
    const host = await hosted();
    try {
      const { page } = await phone.open({}, host.url);
      await page.evaluate(async () => void (await navigator.serviceWorker.ready));
      await page.reload();
      await ready(page);
      const [old] = await page.evaluate(() => caches.keys());
      host.change = (worker) => worker.replace("liangbing-diary ", "liangbing-diary next-");
      await page.evaluate(async () => void (await (await navigator.serviceWorker.ready).update()));
      await page.locator("#update button").waitFor();
      await page.click("[data-add=bp]");
      await page.fill("#systolic", "128");
      await page.click("#update button");
      await page.waitForTimeout(500);
      expect(await page.inputValue("#systolic")).toBe("128");
      await page.getByRole("button", { name: "返回" }).click();
      await Promise.all([page.waitForEvent("load"), page.click("#update button")]);
      await ready(page);
      await expect.poll(() => page.evaluate(() => caches.keys())).not.toContain(old);
      expect(await page.evaluate(() => caches.keys())).toHaveLength(1);
    } finally {
      await host.close();
    }
  });

  it("keeps nothing of a build whose files are not the ones that were built", async () => {
    const host = await hosted();
    try {
      const { page } = await phone.open({}, host.url);
      await page.evaluate(async () => void (await navigator.serviceWorker.ready));
      host.change = (worker) => worker.replace(/sha256-.{5}/, "sha256-AAAAA").replace("liangbing-diary ", "liangbing-diary wrong-");
      const state = await page.evaluate(async () => {
        const registration = await navigator.serviceWorker.ready;
        const installing = new Promise<ServiceWorker>((done) =>
          registration.addEventListener("updatefound", () => registration.installing && done(registration.installing)));
        void registration.update();
        const worker = await installing;
        if (worker.state === "installing") await new Promise((done) => worker.addEventListener("statechange", done, { once: true }));
        return [worker.state, registration.active?.state];
      });
      expect(state).toEqual(["redundant", "activated"]);
      expect((await page.evaluate(() => caches.keys())).filter((name) => name.includes("wrong-"))).toEqual([]);
    } finally {
      await host.close();
    }
  });

  it("can be installed: its manifest is found, with a name, a start and an icon", async () => {
    const page = await open();
    const session = await page.context().newCDPSession(page);
    const { errors } = await session.send("Page.getAppManifest");
    expect(errors).toEqual([]);
    const found = await page.evaluate(async () => {
      const link = document.querySelector<HTMLLinkElement>("link[rel=manifest]");
      const manifest = (await (await fetch(link?.href ?? "")).json()) as { name: string; start_url: string; icons: { src: string }[] };
      const icon = await fetch(new URL(manifest.icons[0]?.src ?? "", link?.href));
      return [manifest.name, new URL(manifest.start_url, link?.href).href, icon.status];
    });
    expect(found).toEqual(["慢病日记", DIARY, 200]);
  });
});

describe.runIf(await answers())("P13 a reading that could not be stored", () => {
  it("stays in its form, is said not to be saved, and is saved by the next try", async () => {
    const page = await open();
    await page.evaluate(() => {
      const put = IDBObjectStore.prototype.put;
      (window as unknown as { mend(): void }).mend = () => (IDBObjectStore.prototype.put = put);
      IDBObjectStore.prototype.put = function (this: IDBObjectStore, ...what: Parameters<typeof put>) {
        const request = put.apply(this, what);
        this.transaction.abort();
        return request;
      };
    });
    await addPressure(page, "128/82");
    expect(await page.locator(".trouble").innerText()).toContain("没有记上");
    expect([await page.inputValue("#systolic"), await page.inputValue("#diastolic")]).toEqual(["128", "82"]);
    await page.evaluate(() => (window as unknown as { mend(): void }).mend());
    await page.locator("diary-entry button[type=submit]").click();
    await expect.poll(() => rows(page)).toEqual(["128/82 mmHg"]);
    expect(await page.locator(".trouble").count()).toBe(0);
  });
});

describe.runIf(await answers())("what is taken out", () => {
  it("is a table, a copy that comes back after everything was wiped, and one printed page", async () => {
    const page = await open();
    await addPressure(page, "128/82");
    await page.locator(".out summary").click();
    const [table] = await Promise.all([page.waitForEvent("download"), page.locator("diary-out .csv").click()]);
    expect(readFileSync(await table.path(), "utf8")).toContain("blood-pressure,128,82");
    await page.fill("#pass", "correct horse");
    await page.fill("#again", "correct mule");
    await page.locator("diary-out button[type=submit]").click();
    expect(await page.locator("diary-out #problem").innerText()).toContain("不一样");
    await page.fill("#again", "correct horse");
    const [copy] = await Promise.all([page.waitForEvent("download"), page.locator("diary-out button[type=submit]").click()]);
    const kept = readFileSync(await copy.path());
    await page.locator("diary-out .wipe").click();
    await page.locator("diary-out .wipe-now").click();
    await expect.poll(() => rows(page)).toEqual([]);
    await page.fill("#pass", "wrong horse");
    const file = { name: "copy.json", mimeType: "application/json", buffer: kept };
    await page.locator("diary-out input[type=file]").setInputFiles(file);
    await expect.poll(() => page.locator("diary-out #problem").innerText()).toContain("密码不对");
    await page.fill("#pass", "correct horse");
    await page.locator("diary-out input[type=file]").setInputFiles(file);
    await page.locator("diary-out [role=status]", { hasText: "恢复了" }).waitFor();
    await expect.poll(() => rows(page)).toEqual(["128/82 mmHg"]);
    await page.evaluate(() => (window.print = () => undefined));
    await page.locator("diary-out .print").click();
    await page.emulateMedia({ media: "print" });
    expect(await page.locator(".diary-sheet").innerText()).toMatch(/\d\d:\d\d 128\/82\s/);
    const pdf = await page.pdf({ preferCSSPageSize: true });
    expect(pdf.toString("latin1").match(/\/Type \/Page\b/g)).toHaveLength(1);
    expect(phone.opened?.problems).toEqual([]);
  });
});

describe.runIf(await answers())("for everyone", () => {
  const refused = async (page: Page): Promise<string[]> => {
    await page.evaluate(axe);
    return page.evaluate(async () => {
      const run = (window as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } }).axe.run;
      return (await run()).violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 90)).join(" | ")}`);
    });
  };

  it.each([[320, "max", false], [360, "large", true], [768, null, false]] as const)("P01 P16 at %d px, letters %s: nothing runs over, nothing is refused by axe", async (width, size, all) => {
    const page = await open({ viewport: { width, height: 740 } });
    const checked = (at: Page): Promise<string[]> => (all ? refused(at) : Promise.resolve([]));
    for (const language of ["zh-CN", "en"]) {
      if ((await page.getAttribute("html", "lang")) !== language) await page.locator(".language").click();
      if (size && (await page.locator(".elder").count())) await page.locator(".elder").click();
      if (size) await page.locator("select.size").selectOption(size);
      await expect.poll(() => page.getAttribute("html", "lang")).toBe(language);
      expect([language, "home", await overflow(page), await checked(page)]).toEqual([language, "home", 0, []]);
      await page.click("[data-add=glucose]");
      expect([language, "entry", await overflow(page), await checked(page)]).toEqual([language, "entry", 0, []]);
      await page.locator("diary-entry button").last().click();
      await page.click("[data-add=signs]");
      expect([language, "signs", await overflow(page), await checked(page)]).toEqual([language, "signs", 0, []]);
      await page.locator("diary-signs button").last().click();
      await addPressure(page, language === "en" ? "188/120" : "186/122");
      await page.locator("diary-danger").waitFor();
      expect([language, "danger", await overflow(page), await checked(page)]).toEqual([language, "danger", 0, []]);
      await page.locator("diary-danger .row button").last().click();
      await page.locator("button.chart").click();
      await page.locator("liangbing-chart svg").waitFor();
      await page.locator(".out summary").click();
      await page.locator("diary-out form").waitFor();
      await page.locator(".people summary").click();
      expect([language, "all", await overflow(page), await checked(page)]).toEqual([language, "all", 0, []]);
      await page.locator("button.chart").click();
      await page.locator(".out summary").click();
      await page.locator(".people summary").click();
    }
  });

  it("P01 gives the large letters targets of 60 px, found on the first screen", async () => {
    const page = await open();
    await page.locator(".elder").click();
    for (const one of await page.locator("[data-add]").all()) expect((await one.boundingBox())?.height).toBeGreaterThanOrEqual(60);
    await page.reload();
    await ready(page);
    expect(await page.getAttribute("liangbing-diary", "font-scale")).toBe("large");
  });

  it("is used by the keyboard alone", async () => {
    const page = await open();
    await page.locator("[data-add=bp]").focus();
    await page.keyboard.press("Enter");
    await page.locator("#systolic").waitFor();
    await page.keyboard.type("128/82");
    await page.keyboard.press("Enter");
    await expect.poll(() => rows(page)).toEqual(["128/82 mmHg"]);
    expect(await page.evaluate(() => (document.querySelector("liangbing-diary")?.shadowRoot?.activeElement as HTMLElement | null)?.dataset["add"])).toBe("bp");
  });
});
