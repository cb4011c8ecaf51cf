import { describe, expect, it } from "vitest";
import { answers } from "../real.js";
import { addPressure, diaries, rows } from "./diary.page.js";

const phone = diaries();

describe.runIf(await answers())("a network that is lost on the first visit", { timeout: 180_000 }, () => {
  it("leaves no blank page: what could not be fetched says so, with a way back and another try", async () => {
    const { page, context } = await phone.open({ serviceWorkers: "block" });
    await context.route("**/assets/**", (route) => route.abort());
    await page.locator("details.ask > summary").click();
    expect(await page.locator("details.ask .missing").innerText()).toContain("没有网络");
    await page.locator("button.chart").click();
    expect(await page.locator("section .missing").innerText()).toContain("再试一次");
    await page.locator(".out summary").click();
    await page.locator(".out .missing").waitFor();
    await page.locator(".in summary").click();
    await page.locator("[data-in=table]").click();
    await page.locator(".missing").waitFor();
    await page.getByRole("button", { name: "返回" }).click();
    await addPressure(page, "128/82");
    await expect.poll(() => rows(page)).toEqual(["128/82 mmHg"]);
    await context.unroute("**/assets/**");
    await page.locator("details.ask .retry").click();
    await page.locator("diary-ask #question").waitFor();
    expect(await page.locator("details.ask .missing").count()).toBe(0);
  });
});

describe.runIf(await answers())("what is being written", { timeout: 180_000 }, () => {
  it("P11 in a part counts as writing, and is there again after a form was opened or the part shut", async () => {
    const { page } = await phone.open();
    const busy = (): Promise<boolean> => page.evaluate(() => document.querySelector("liangbing-diary")?.busy ?? false);
    expect(await busy()).toBe(false);
    await page.locator("details.ask > summary").click();
    await page.fill("#question", "头晕怎么办");
    await page.locator("details.meds > summary").click();
    await page.fill("diary-meds #name", "氨氯地平");
    expect(await busy()).toBe(true);
    await page.click("[data-add=bp]");
    await page.getByRole("button", { name: "返回" }).click();
    expect(await page.inputValue("#question")).toBe("头晕怎么办");
    expect(await page.inputValue("diary-meds #name")).toBe("氨氯地平");
    await page.locator("diary-ask button[type=submit]").click();
    await page.locator("diary-meds button[type=submit]").click();
    await page.locator("[data-medicine]").waitFor();
    await expect.poll(busy).toBe(false);
    expect(phone.opened?.problems).toEqual([]);
  });

  it.each([["999/80", "implausible"], ["82/128", "contradictory"]])("P03 %s, which is doubted, is marked beside its boxes and has the focus", async (text) => {
    const { page } = await phone.open();
    await addPressure(page, text);
    await page.locator("diary-entry .doubt").waitFor();
    const invalid = page.locator("diary-entry [aria-invalid=true]");
    expect(await invalid.evaluateAll((all) => all.map((one) => [one.id, one.getAttribute("aria-describedby")?.includes("doubt")]))).toEqual([["systolic", true], ["diastolic", true]]);
    expect(await page.evaluate(() => document.querySelector("liangbing-diary")?.shadowRoot?.querySelector("diary-entry")?.shadowRoot?.activeElement?.id)).toBe("systolic");
  });

  it("P14 P16 under a clock that was ahead is told, and not what came after it; targets are 60 px in the larger letters", async () => {
    const { page } = await phone.open({}, undefined, new Date("2026-01-05T08:00:00+08:00"));
    await addPressure(page, "128/82");
    await expect.poll(() => rows(page)).toHaveLength(1);
    await page.clock.setSystemTime(new Date("2027-01-05T08:00:00+08:00"));
    await page.reload();
    await page.locator(".notice.ahead").waitFor();
    expect(await page.locator(".notice.ahead").innerText()).toMatch(/2026-01-05[\s\S]*2027-01-05/);
    await addPressure(page, "129/83");
    await expect.poll(() => rows(page)).toHaveLength(2);
    await page.clock.setSystemTime(new Date("2026-01-06T08:00:00+08:00"));
    await page.reload();
    await addPressure(page, "130/84");
    await expect.poll(() => rows(page)).toHaveLength(3);
    expect(await page.locator("[data-reading]", { hasText: "129/83" }).innerText()).toContain("手机时间快了");
    expect(await page.locator("[data-reading]", { hasText: "130/84" }).innerText()).not.toContain("往回调");
    await page.locator(".elder").click();
    for (const one of await page.locator("[data-reading] .acts button").all()) {
      const box = await one.boundingBox();
      expect([(box?.width ?? 0) >= 60, (box?.height ?? 0) >= 60]).toEqual([true, true]);
    }
  });
});
