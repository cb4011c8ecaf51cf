// @vitest-environment node
import { readFileSync } from "node:fs";
import { strToU8, zipSync } from "fflate";
import { beforeAll, describe, expect, it } from "vitest";
import { keyOf, type Seen, TableError, TableFile } from "../src/diary/in/table.read.js";
import { fromForm } from "../src/diary/clock.js";
import { loadTables } from "../src/tables.js";
import type { Observation } from "../src/types.js";

beforeAll(() => loadTables({ wasm: readFileSync(new URL("../pkg-forms/forms_bg.wasm", import.meta.url)) }));

const NOW = "2026-11-22T10:00+08:00";
const open = (text: string | Uint8Array, there: readonly string[] = []): Promise<TableFile> =>
  TableFile.open(typeof text === "string" ? strToU8(text) : text, there, NOW);
const see = async (text: string | Uint8Array, there: readonly string[] = []): Promise<Seen> => (await open(text, there)).see(null);
async function refusal(text: string | Uint8Array): Promise<string> {
  const error = await see(text).then(() => undefined, (thrown: unknown) => thrown);
  return error instanceof TableError ? error.why : `nothing, but ${String(error)}`;
}
const said = ({ first }: Seen): string[] => first.map((one) => {
  const { at, systolic, diastolic, value, unit } = one as unknown as Record<string, unknown>;
  return `${String(at).slice(0, 16)} ${systolic === undefined ? String(value) : `${String(systolic)}/${String(diastolic)}`} ${String(unit)}`;
});

const HEAD = "测量时间,高压,低压,脉搏";
const ROWS = ["2026/1/5 7:30,150,95,72", "5-Jan-26 19:40,148,92,70", "46028.3125,146,90,71"];
const READ = ["2026-01-05T07:30 150/95 mmHg", "2026-01-05T07:30 72 /min", "2026-01-05T19:40 148/92 mmHg", "2026-01-05T19:40 70 /min", "2026-01-06T07:30 146/90 mmHg"];

describe("a table of another app", () => {
  it("is read in every encoding and with every separator that spreadsheets write", async () => {
    const text = [HEAD, ...ROWS].join("\r\n");
    // GB18030 of the header's names, which browsers decode and do not write.
    const chinese = [0xb2, 0xe2, 0xc1, 0xbf, 0xca, 0xb1, 0xbc, 0xe4, 0x2c, 0xb8, 0xdf, 0xd1, 0xb9, 0x2c, 0xb5, 0xcd, 0xd1, 0xb9, 0x2c, 0xc2, 0xf6, 0xb2, 0xab];
    const gb = Uint8Array.from([...chinese, ...strToU8(`\r\n${ROWS.join("\r\n")}`)]);
    const wide = Uint8Array.from(Buffer.from(`\ufeff${text}`, "utf16le"));
    for (const one of [text, `\ufeff${text}`, text.replaceAll(",", ";"), text.replaceAll(",", "\t"), gb, wide]) {
      const seen = await see(one);
      expect([seen.rows, seen.fresh, seen.badRows, said(seen)]).toEqual([3, 6, 0, READ]);
    }
  });

  it("says that everything was measured at home, at this phone's clock", async () => {
    const [first] = (await open(`${HEAD}\n${ROWS[0]}`).then(async (file) => (await file.see(null), file.slice(0, 1)))) as Observation[];
    expect(first).toEqual({ concept: "blood-pressure", at: fromForm("2026-01-05T07:30"), systolic: 150, diastolic: 95, unit: "mmHg", setting: "home" });
  });

  it("keeps a quoted line's end within its cell, and passes over empty lines", async () => {
    const seen = await see(`${HEAD},备注\n2026-01-05 07:30,150,95,72,"头\n晕"\n\n2026-01-06 07:30,146,90,71,\n`);
    expect([seen.rows, seen.fresh, seen.badRows]).toEqual([2, 4, 0]);
  });

  it("counts what is twice, in the file or in the diary, and what is still to come", async () => {
    const there = keyOf({ concept: "blood-pressure", at: "2026-01-05T07:30+08:00", systolic: 150, diastolic: 95, unit: "mmHg" });
    const seen = await see([HEAD, ROWS[0], ROWS[0], ROWS[1], "2027-01-01 08:00,120,80,"].join("\n"), [there]);
    expect([seen.rows, seen.fresh, seen.twice, seen.future]).toEqual([4, 3, 2, 1]);
  });

  it("lists what it does not understand with its row, and takes nothing of that row", async () => {
    const seen = await see(`${HEAD}\n2026-01-05 07:30,150,九十五,72\n明天,150,95,72\n2026-01-06 07:30,82,128,\n2026-01-07 07:30,146,90,71`);
    expect(seen.bad.map(({ row, column, code }) => [row, column, code])).toEqual([[2, "低压", "not-understood"], [3, "测量时间", "not-understood"], [4, "", "contradictory"]]);
    expect([seen.rows, seen.badRows, seen.fresh]).toEqual([4, 3, 2]);
  });

  it("waits for a unit that stands nowhere and is not plain, and takes what a person says", async () => {
    const text = "日期,空腹血糖\n2026-01-05,5.6\n2026-01-06,100\n";
    const file = await open(text);
    const seen = await file.see(null);
    expect([seen.fresh, seen.columns[1]?.code]).toEqual([0, "unknown-unit"]);
    const milligrams = await (await open(text.replace("5.6", "98"))).see({ columns: { 空腹血糖: { is: "glucose-fasting", unit: "mg/dL" } } });
    expect(said(milligrams)).toEqual(["2026-01-05 98 mg/dL", "2026-01-06 100 mg/dL"]);
  });

  it("has no header that it knows, until somebody says what the columns are", async () => {
    const file = await open("甲,乙\n2026-01-05,66.5\n");
    expect((await file.see(null)).fresh).toBe(0);
    const seen = await file.see({ columns: { 甲: { is: "date" }, 乙: { is: "weight", unit: "kg" } } });
    expect(said(seen)).toEqual(["2026-01-05 66.5 kg"]);
  });

  it("leaves out what a diary does not keep, and says how much", async () => {
    const seen = await see("日期,体重(kg),血钾(mmol/L)\n2026-01-05,66.5,4.1\n");
    expect([seen.fresh, seen.left]).toEqual([1, 1]);
  });

  it("is one person's", async () => expect(await refusal(`编号,${HEAD}\n1,${ROWS[0]}\n2,${ROWS[1]}`)).toBe("people"));

  it("may be long: parts are read under the same header, and nothing is lost or doubled between them", async () => {
    const day = (n: number): string => new Date(Date.UTC(2000, 0, 1, 0, n * 60)).toISOString().slice(0, 16).replace("T", " ");
    const rows = Array.from({ length: 12_000 }, (_, n) => `${day(n)},${110 + (n % 60)},${60 + (n % 30)},`);
    const seen = await see([HEAD, ...rows, rows[0]].join("\n"));
    expect([seen.rows, seen.fresh, seen.twice, seen.badRows]).toEqual([12_001, 12_000, 1, 0]);
  }, 60_000);
});

describe("what is no table", () => {
  const container = (more: string): Uint8Array => Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...new Uint8Array(64), ...Buffer.from(more, "utf16le")]);
  const sheet = (name: string, bytes: Uint8Array): Uint8Array => zipSync({ [name]: bytes });
  it.each([
    ["nothing", new Uint8Array(), "empty"], ["an old workbook", container("Workbook"), "xls"], ["a workbook behind a password", container("EncryptedPackage"), "locked"],
    ["a picture named .csv", Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]), "binary"], ["a PDF", strToU8("%PDF-1.7\n1 0 obj"), "binary"],
    ["text in no encoding", Uint8Array.from([...strToU8("date,bp\n"), 0xff, 0xff, 0xff]), "binary"], ["another archive", sheet("readme.txt", strToU8("x")), "broken"],
    ["an archive that is cut", sheet("xl/workbook.xml", strToU8("<workbook/>")).slice(0, 40), "broken"],
    ["too much", new Uint8Array(21 * 1024 * 1024).fill(0x31), "too-large"],
    ["a sheet that unpacks to far more than it weighs", sheet("xl/worksheets/sheet1.xml", new Uint8Array(40 * 1024 * 1024)), "too-large"],
  ])("%s is refused in its own words", async (_, bytes, why) => expect(await refusal(bytes)).toBe(why));
});
