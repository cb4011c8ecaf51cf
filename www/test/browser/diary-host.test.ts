import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { answers } from "../real.js";
import { lend } from "./diary.fake.js";
import { addGlucose, addPressure, diaries, rows, stored, told } from "./diary.page.js";

const phone = diaries({ clean: true });

const TABLE = "测量时间,高压,低压\n2026/1/5 7:30,150,95\n2026/1/6 7:30,146,92\n";
/** What a host's page does: calls the method, and waits for what it answers. */
const asks = (page: Page, file: { name: string; type: string; text: string }): Promise<void> => page.evaluate(({ name, type, text }) => {
  const own = window as unknown as { answer: unknown };
  own.answer = null;
  const diary = document.querySelector("liangbing-diary") as unknown as { importFile(file: File): Promise<unknown> };
  void diary.importFile(new File([text], name, { type })).then((answer) => (own.answer = answer));
}, file);
const answer = (page: Page): Promise<unknown> => page.evaluate(() => (window as unknown as { answer: unknown }).answer);

async function open(): Promise<Page> {
  return (await phone.open()).page;
}

describe.runIf(await answers())("a file that a host hands over", () => {
  it("is shown first, stored after a yes, and told of once its screen is left", async () => {
    const page = await open();
    await asks(page, { name: "bp.csv", type: "text/csv", text: TABLE });
    await page.locator("diary-table .take").waitFor();
    expect([await stored(page, "readings"), await answer(page)]).toEqual([0, null]);
    await page.locator("diary-table .take").click();
    await page.locator("diary-table .told").waitFor();
    expect([await stored(page, "readings"), await answer(page)]).toEqual([2, null]);
    await page.locator("diary-table button.primary").click();
    await expect.poll(() => answer(page)).toEqual({ is: "kept", count: 2, why: null });
    expect(await rows(page)).toEqual(["146/92 mmHg", "150/95 mmHg"]);
    // Taken back is not kept.
    await asks(page, { name: "bp.csv", type: "text/csv", text: `${TABLE}2026/1/7 7:30,140,88\n` });
    await page.locator("diary-table .take").click();
    await page.locator("diary-table .undo").click();
    await page.locator("diary-table .told", { hasText: "撤销" }).waitFor();
    await page.locator("diary-table button.primary").click();
    await expect.poll(() => answer(page)).toEqual({ is: "left", count: 0, why: null });
  });

  it("leaves nothing without a yes, and says why it was no table", async () => {
    const page = await open();
    for (const [text, why] of [[TABLE, null], ["%PDF-1.7 x", "binary"]] as const) {
      await asks(page, { name: "bp.csv", type: "text/csv", text });
      await page.locator(why ? "diary-table [role=alert]" : "diary-table .take").waitFor();
      await page.locator("diary-table .back").click();
      await expect.poll(() => answer(page)).toEqual({ is: "left", count: 0, why });
    }
    expect(await stored(page, "readings")).toBe(0);
  });

  it("may be a paper: its form, or for a visit's papers the question first", async () => {
    const page = await open();
    await asks(page, { name: "出院小结.pdf", type: "application/pdf", text: "%PDF-1.7\n1 0 obj\n" });
    await page.locator("diary-papers form button[type=submit]").click();
    await page.locator("diary-papers .back").click();
    await expect.poll(() => answer(page)).toEqual({ is: "kept", count: 1, why: null });
    const visit = { name: "visit.json", type: "application/json", text: JSON.stringify({ format: "liangbing.visit/1", at: "2026-01-05", stamp: "x", documents: [{ kind: "visit", title: "一封信", text: "少吃盐" }] }) };
    for (const [button, found] of [[".cancel", { is: "left", count: 0, why: null }], [".take", { is: "kept", count: 1, why: null }]] as const) {
      await asks(page, visit);
      await page.locator("diary-papers .take").waitFor();
      expect(await stored(page, "documents")).toBe(1);
      await page.locator(`diary-papers ${button}`).click();
      await page.locator("diary-papers .back").click();
      await expect.poll(() => answer(page)).toEqual(found);
    }
    expect(await stored(page, "documents")).toBe(2);
  });

  it("throws nothing away that is being written, and covers no alarm", async () => {
    const page = await open();
    await page.click("[data-add=bp]");
    await page.locator("#systolic").fill("186");
    await asks(page, { name: "bp.csv", type: "text/csv", text: TABLE });
    await expect.poll(() => answer(page)).toEqual({ is: "busy", count: 0, why: null });
    expect(await page.inputValue("#systolic")).toBe("186");
    await page.locator("#systolic").fill("186/122");
    await page.locator("diary-entry button[type=submit]").click();
    await page.locator("diary-danger").waitFor();
    await asks(page, { name: "bp.csv", type: "text/csv", text: TABLE });
    await expect.poll(() => answer(page)).toEqual({ is: "busy", count: 0, why: null });
    expect(await page.locator("diary-danger").count()).toBe(1);
  });
});

describe.runIf(await answers())("a device that a host asks for", () => {
  const OURS = "06 96 00 5F 00 71 00 EA 07 01 05 07 1E 00 48 00";
  const call = (page: Page, method: string): Promise<void> => page.evaluate((name) => {
    const own = window as unknown as { answer: unknown };
    own.answer = null;
    const diary = document.querySelector("liangbing-diary") as unknown as Record<string, () => Promise<unknown>>;
    const begin = (): void => void diary[name]?.().then((answer) => (own.answer = answer));
    // A button of the host's page: only a press is a gesture.
    const button = Object.assign(document.createElement("button"), { id: "host", textContent: name });
    button.addEventListener("click", begin);
    document.body.prepend(button);
  }, method);

  it("is read at once within a press, and kept after a yes", async () => {
    const { page } = await phone.open({}, undefined, new Date("2026-01-05T07:33:00+08:00"));
    await lend(page, { service: "blood_pressure", sends: [["blood_pressure_measurement", OURS]], hangsUp: true });
    await call(page, "connectCuff");
    await page.click("#host");
    await page.locator("diary-device .keep").waitFor();
    expect(await stored(page, "readings")).toBe(0);
    await page.locator("diary-device .keep").click();
    await page.locator("diary-device .told").waitFor();
    await page.locator("diary-device button.primary").click();
    await expect.poll(() => answer(page)).toEqual({ is: "kept", count: 1, why: null });
    expect((await rows(page)).sort()).toEqual(["150/95 mmHg", "脉搏 72 /min"]);
  });

  it("waits for its own button without a press, and says why nothing came", async () => {
    const page = await open();
    await lend(page, { service: "glucose", choosing: "NotFoundError" });
    await page.evaluate(() => {
      // As a browser has it some seconds after the last press.
      Object.defineProperty(navigator, "userActivation", { value: { isActive: false }, configurable: true });
      const own = window as unknown as { answer: unknown };
      own.answer = null;
      void (document.querySelector("liangbing-diary") as unknown as { connectMeter(): Promise<unknown> }).connectMeter().then((it) => (own.answer = it));
    });
    await page.locator("diary-device .connect").waitFor();
    await page.locator("diary-device .connect").click();
    await page.locator("diary-device [role=alert]").waitFor();
    await page.locator("diary-device .back").click();
    await expect.poll(() => answer(page)).toEqual({ is: "left", count: 0, why: "none-chosen" });
    await lend(page, null);
    await page.evaluate(() => void (document.querySelector("liangbing-diary") as unknown as { connectCuff(): Promise<unknown> }).connectCuff().then((it) => ((window as unknown as { answer: unknown }).answer = it)));
    await page.locator("diary-device [role=alert]").waitFor();
    await page.locator("diary-device .back").click();
    await expect.poll(() => answer(page)).toEqual({ is: "left", count: 0, why: "no-bluetooth" });
  });
});

describe.runIf(await answers())("what a host sets", () => {
  it("shows glucose in its unit until the person chooses, and stores it as it was typed", async () => {
    const page = await open();
    await addGlucose(page, "7.05");
    await page.evaluate(() => document.querySelector("liangbing-diary")?.setAttribute("unit-glucose", "mg/dL"));
    await expect.poll(() => rows(page)).toEqual(["127 mg/dL (7.05 mmol/L 空腹)"]);
    await page.locator(".people summary").click();
    expect(await page.inputValue("#glucose-unit")).toBe("mg/dL");
    await page.locator("#glucose-unit").selectOption("");
    await expect.poll(() => rows(page)).toEqual(["7.05 mmol/L 空腹"]);
    await page.evaluate(() => document.querySelector("liangbing-diary")?.setAttribute("unit-glucose", "mmol/L"));
    await page.locator("#glucose-unit").selectOption("mg/dL");
    await expect.poll(() => rows(page)).toEqual(["127 mg/dL (7.05 mmol/L 空腹)"]);
  });

  it("is judged and drawn by its targets, and told of the one that the rules cannot read", async () => {
    const page = await open();
    await told(page, "高血压");
    await addPressure(page, "128/78");
    await expect.poll(() => page.locator(".today").getAttribute("data-level")).not.toBe("none");
    await page.locator("button.chart").click();
    const legend = page.locator("liangbing-chart .legend");
    await legend.waitFor();
    expect(await legend.innerText()).not.toContain("121/71");
    await page.evaluate(() => {
      const own = window as unknown as { heard: unknown[] };
      own.heard = [];
      const diary = document.querySelector("liangbing-diary") as unknown as HTMLElement & { targets: unknown };
      diary.addEventListener("liangbing-error", (event) => own.heard.push((event as CustomEvent).detail));
      diary.targets = [{ concept: "blood-pressure", below: "121/71", unit: "mmHg", setBy: "王医生" }, { concept: "blood-pressure", below: "low" }];
    });
    await expect.poll(() => legend.innerText()).toContain("121/71");
    const heard = await page.evaluate(() => (window as unknown as { heard: unknown[] }).heard);
    expect(heard).toEqual([{ code: "targets", message: expect.stringContaining("targets[1]") as string }]);
    // An alarm is an alarm, whatever was agreed.
    await addPressure(page, "186/122");
    await page.locator("diary-danger [role=alertdialog]").waitFor();
  });
});
