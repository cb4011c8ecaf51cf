import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { answers } from "../real.js";
import { asked, type Fake, lend, openDoor } from "./diary.fake.js";
import { diaries, openDiary, rows, told } from "./diary.page.js";

const phone = diaries({ clean: true });

/** A diary at half past seven in the morning of the vectors' day. */
async function open(o?: Parameters<typeof openDiary>[1]): Promise<Page> {
  return (await phone.open(o, undefined, new Date("2026-01-05T07:33:00+08:00"))).page;
}

const PRESSURE = "blood_pressure_measurement";
const NORDIC = "1E 8A 00 58 00 78 00 00 00 04 11 14 29 3B 3C 00 01 27 00";
const OURS = "06 96 00 5F 00 71 00 EA 07 01 05 07 1E 00 48 00";
const KILOPASCAL = "17 BD F0 0B 00 9F F0 EA 07 01 05 07 20 00 3C 00 10 00";
const cuff = (...sends: string[]): Fake => ({ service: "blood_pressure", sends: sends.map((hex) => [PRESSURE, hex] as const), hangsUp: true });

async function connect(page: Page, way: "cuff" | "meter", fake: Fake | null): Promise<void> {
  await lend(page, fake);
  await openDoor(page, way);
  if (fake) await page.locator("diary-device .connect").click();
}
const notes = (page: Page): Promise<string> => page.locator("diary-device .notes").innerText();
const why = (page: Page): Promise<string> => page.locator("diary-device [role=alert]").innerText();
const keep = (page: Page): Promise<void> => page.locator("diary-device .keep").click();
const done = async (page: Page): Promise<string> => {
  const text = await page.locator("diary-device .told").innerText();
  await page.locator("diary-device button.primary").click();
  return text;
};

describe.runIf(await answers())("a cuff", () => {
  it("is read: once where it says it twice, without what came in half, and without a mean that is no number", async () => {
    const page = await open();
    await connect(page, "cuff", cuff(OURS, OURS, "01 02 03 04 05 06", "00 78 00 50 00 FF 07"));
    await page.locator("diary-device .keep").waitFor();
    expect(await notes(page)).toContain("没传完整");
    expect(await page.locator("diary-device .found li").count()).toBe(2);
    // The second has no clock, and it is the last that came: asked about.
    await keep(page);
    expect(await page.locator("diary-device .clock .problem").innerText()).toContain("哪个时间对");
    expect(await rows(page)).toEqual([]);
    await page.locator("diary-device input[value=phone]").check();
    await keep(page);
    expect(await done(page)).toContain("2 条");
    expect((await rows(page)).sort()).toEqual(["120/80 mmHg", "150/95 mmHg", "脉搏 72 /min"]);
  });

  it("keeps what was read before once, in whatever session", async () => {
    const page = await open();
    for (const [count, text] of [[2, "1 条"], [2, ""]] as const) {
      await connect(page, "cuff", cuff(OURS));
      if (text) {
        await keep(page);
        expect(await done(page)).toContain(text);
      } else {
        expect(await notes(page)).toContain("已经有了");
        await page.locator("diary-device .back").click();
      }
      expect(await rows(page)).toHaveLength(count);
    }
  });

  it("keeps kilopascals as they are printed, and its own time where that fits", async () => {
    const page = await open();
    await connect(page, "cuff", cuff(KILOPASCAL));
    await keep(page);
    await done(page);
    expect((await rows(page)).sort()).toEqual(["18.9/11 kPa", "脉搏 60 /min"]);
    expect(await page.locator("[data-reading] .quiet").first().innerText()).toContain("07:32");
  });

  it("does not keep what no body has", async () => {
    const page = await open();
    await connect(page, "cuff", cuff("00 BD F0 0B 00 9F F0"));
    expect(await notes(page)).toContain("19/11 mmHg");
    expect(await page.locator("diary-device .keep").count()).toBe(0);
    await page.locator("diary-device .manual").click();
    await page.locator("#systolic").waitFor();
  });

  it("leaves what it doubts out of everything but an alarm, until somebody confirms it", async () => {
    const page = await open();
    await told(page, "高血压");
    await connect(page, "cuff", cuff(NORDIC));
    expect(await page.locator("diary-device .found").innerText()).toMatch(/动了[\s\S]*袖带松[\s\S]*脉搏不齐[\s\S]*手臂/);
    await page.locator("diary-device input[value=phone]").check();
    await keep(page);
    await done(page);
    const reading = page.locator("[data-reading]", { hasText: "138/88" });
    expect(await reading.innerText()).toContain("没有算进平均");
    expect(await reading.innerText()).toContain("按手机的时间");
    await reading.locator(".use").click();
    await expect.poll(() => reading.innerText()).not.toContain("没有算进平均");
    // 190/120 with a loose cuff is an alarm all the same: sit down, measure again.
    await connect(page, "cuff", cuff("12 BE 00 78 00 8F 00 EA 07 01 05 07 20 00 02 00"));
    await keep(page);
    await done(page);
    await page.locator("diary-danger .timer").waitFor();
  });

  it("asks whose it is where several use the phone, and gives it to that person", async () => {
    const page = await open();
    await page.locator(".people summary").click();
    await page.getByRole("button", { name: "加一个人" }).click();
    await connect(page, "cuff", cuff(OURS));
    await keep(page);
    expect(await page.locator("diary-device .who .problem").innerText()).toContain("请选这是谁的");
    await page.locator("diary-device .who input").first().check();
    await keep(page);
    await done(page);
    expect(await rows(page)).toHaveLength(2);
  });

  it.each([
    [{ service: "blood_pressure", choosing: "NotFoundError" }, "没有选仪器"], [{ service: "blood_pressure", choosing: "SecurityError" }, "不让本页用蓝牙"],
    [{ service: "blood_pressure", off: true }, "蓝牙没开"], [{ service: "glucose" }, "不用通用的方式"], [{ service: "blood_pressure", missing: [PRESSURE] }, "不用通用的方式"],
    [{ service: "blood_pressure", failsToConnect: 2 }, "没有应答"], [{ service: "blood_pressure", hangsUp: true, sends: [] }, "断开了"],
  ] as [Fake, string][])("says in one sentence what went wrong, and offers to type: %j", async (fake, sentence) => {
    const page = await open();
    await connect(page, "cuff", fake);
    await expect.poll(() => why(page)).toContain(sentence);
    await page.locator("diary-device .manual").click();
    await page.locator("#systolic").waitFor();
  });

  it("tries a connection once more", async () => {
    const page = await open();
    await connect(page, "cuff", { ...cuff(OURS), failsToConnect: 1 });
    await keep(page);
    expect(await done(page)).toContain("1 条");
  });

  it("waits a minute for a silent one, then says so", async () => {
    const page = await open();
    await connect(page, "cuff", { service: "blood_pressure", sends: [] });
    await page.locator("diary-device .step", { hasText: "连上了" }).waitFor();
    await page.clock.runFor(59_000);
    expect(await page.locator("diary-device .stop").count()).toBe(1);
    await page.clock.runFor(2_000);
    await expect.poll(() => why(page)).toContain("等了一分钟");
  });

  it("is no door where the browser lends no radio, and says which do", async () => {
    const page = await open();
    await connect(page, "cuff", null);
    expect(await why(page)).toContain("微信里不行");
    await page.locator("diary-device .manual").click();
    await page.locator("#systolic").waitFor();
  });
});

const RESULT = "glucose_measurement";
const ACCESS = "record_access_control_point";
const MMOL = "06 2B 00 EA 07 01 05 07 1E 00 37 C0 11";
const MGDL = "02 2A 00 EA 07 01 05 07 14 00 64 B0 11";
const CONTROL = "06 2C 00 EA 07 01 05 07 1F 00 37 C0 4A";
const DONE = [ACCESS, "06 00 01 01"] as const;
const NONE = [ACCESS, "06 00 01 06"] as const;

describe.runIf(await answers())("a meter", () => {
  it("gives everything, then only what is new; control solution is nobody's", async () => {
    const page = await open();
    const all = [[RESULT, MGDL], [RESULT, MMOL], ["glucose_measurement_context", "02 2B 00 03"], [RESULT, CONTROL], DONE] as const;
    const meter: Fake = { service: "glucose", id: "meter-1", name: "GM-1", answers: { "01 01": all, "01 03 01 2d 00": [NONE] } };
    await connect(page, "meter", meter);
    expect(await notes(page)).toContain("质控液 1 条");
    await keep(page);
    await done(page);
    expect((await rows(page)).sort()).toEqual(["100 mg/dL", "5.5 mmol/L 空腹"]);
    expect(await asked(page)).toEqual(["01 01"]);
    await connect(page, "meter", meter);
    expect(await notes(page)).toContain("没有新的数");
    expect(await asked(page)).toEqual(["01 03 01 2d 00"]);
  });

  it("that cannot count from a number is asked for all, and nothing comes twice", async () => {
    const page = await open();
    await connect(page, "meter", { service: "glucose", answers: { "01 01": [[RESULT, MMOL], DONE] } });
    await keep(page);
    await done(page);
    await connect(page, "meter", { service: "glucose", answers: { "01 03 01 2c 00": [[ACCESS, "06 00 01 02"]], "01 01": [[RESULT, MMOL], DONE] } });
    expect(await notes(page)).toContain("已经有了");
    expect(await asked(page)).toEqual(["01 03 01 2c 00", "01 01"]);
  });

  it("whose clock is a year wrong is asked about, and the others keep their distance", async () => {
    const page = await open();
    const wrong = (hex: string): string => hex.replace("EA 07", "E9 07");
    await connect(page, "meter", { service: "glucose", answers: { "01 01": [[RESULT, wrong(MGDL)], [RESULT, wrong(MMOL)], DONE] } });
    expect(await page.locator("diary-device .clock legend").innerText()).toContain("2025-01-05 07:30");
    await keep(page);
    expect(await rows(page)).toEqual([]);
    await page.locator("diary-device input[value=phone]").check();
    await keep(page);
    await done(page);
    const lines = await page.locator("[data-reading] .quiet").allInnerTexts();
    expect(lines.map((line) => line.slice(0, 16))).toEqual(["2026-01-05 07:33", "2026-01-05 07:23"]);
    expect(lines.every((line) => line.includes("按手机的时间"))).toBe(true);
  });

  it("that is another one asks whose it is, somebody new included", async () => {
    const page = await open();
    await connect(page, "meter", { service: "glucose", id: "meter-1", answers: { "*": [[RESULT, MMOL], DONE] } });
    await keep(page);
    await done(page);
    await connect(page, "meter", { service: "glucose", id: "meter-2", answers: { "*": [[RESULT, MGDL], DONE] } });
    expect(await page.locator("diary-device .who legend").innerText()).toContain("这是谁的读数");
    await page.locator("diary-device .who input[value=other]").check();
    await page.locator("diary-device input[value=device]").check();
    await keep(page);
    await done(page);
    expect(await rows(page)).toEqual(["100 mg/dL"]);
    await page.locator("select.person").selectOption({ index: 0 });
    await expect.poll(() => rows(page)).toEqual(["5.5 mmol/L"]);
  });

  it("says nothing new, refuses, or breaks off, each in its own words", async () => {
    const page = await open();
    await connect(page, "meter", { service: "glucose", answers: { "*": [NONE] } });
    expect(await notes(page)).toContain("没有新的数");
    await page.locator("diary-device .back").click();
    await connect(page, "meter", { service: "glucose", answers: { "*": [[ACCESS, "06 00 01 02"]] } });
    await expect.poll(() => why(page)).toContain("不肯");
    await page.locator("diary-device .back").click();
    // What came before it hung up is kept; the next time it is asked for everything again.
    await connect(page, "meter", { service: "glucose", answers: { "*": [[RESULT, MMOL]] }, hangsUp: true });
    await expect.poll(() => notes(page)).toContain("剩下的下次再读");
    await keep(page);
    await done(page);
    await connect(page, "meter", { service: "glucose", answers: { "*": [[RESULT, MMOL], DONE] } });
    await expect.poll(() => asked(page)).toEqual(["01 01"]);
  });
});
