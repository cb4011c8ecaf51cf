// @vitest-environment node
import { readFileSync } from "node:fs";
import { strToU8, zipSync } from "fflate";
import { beforeAll, expect, it } from "vitest";
import { LiangbingError } from "../src/error.js";
import { loadTables, preview, records } from "../src/tables.js";

beforeAll(() => loadTables({ wasm: readFileSync(new URL("../pkg-forms/forms_bg.wasm", import.meta.url)) }));

const TABLE = "档案号,姓名,随访日期,收缩压,舒张压\n1,王秀英,2026年1月5日,148,86\n2,李建国,2026/1/6,128,82\n";
// The same in GB18030; browsers decode it and do not write it.
const GB18030 = Uint8Array.from(Buffer.from(
  "tbWwuLrFLNDVw/ssy+a3w8jVxtosytXL9dG5LMrm1cXRuQoxLM310OPToiwyMDI2xOox1MI1yNUsMTQ4LDg2CjIswO69qLn6LDIwMjYvMS82LDEyOCw4Mgo=",
  "base64",
));

const NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';
const text = (at: string, said: string): string => `<c r="${at}" t="inlineStr"><is><t>${said}</t></is></c>`;
const ROWS = `<row r="2">${text("B2", "档案号")}<c r="C2" t="s"><v>0</v></c>${text("D2", "空腹血糖(mmol/L)")}</row>
<row r="3"><c r="B3"><v>1</v></c><c r="C3"><v>46027.3402777778</v></c><c r="D3"><v>6.8999999999999995</v></c></row>
<row r="4"><c r="B4"><v>2</v></c><c r="C4"><v>46027</v></c><c r="D4"><f>D3*2</f><v>13.8</v></c></row>`;

function xlsx(rows: string, properties = ""): Uint8Array {
  return zipSync({
    "xl/workbook.xml": strToU8(`<workbook ${NS}>${properties}<sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>`),
    "xl/_rels/workbook.xml.rels": strToU8('<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>'),
    "xl/sharedStrings.xml": strToU8(`<sst ${NS}><si><r><t>随访</t></r><r><t>日期</t></r><rPh sb="0" eb="1"><t>ふりがな</t></rPh></si></sst>`),
    "xl/worksheets/sheet1.xml": strToU8(`<worksheet ${NS}><sheetData>${rows}</sheetData></worksheet>`),
  });
}

async function refusal(bytes: Uint8Array): Promise<string> {
  const error = await records(bytes).then(() => undefined, (thrown: unknown) => thrown);
  if (error instanceof LiangbingError) return error.code;
  throw new Error(`nothing was refused, but ${String(error)}`);
}

it("reads a table in the encodings that spreadsheets write", async () => {
  const expected = await records(strToU8(TABLE));
  expect(expected.records).toHaveLength(2);
  expect(expected.records[0]?.patient).toEqual({ id: "1", name: "王秀英" });
  const wide = Uint8Array.from(Buffer.from(`\ufeff${TABLE}`, "utf16le"));
  for (const bytes of [GB18030, strToU8(`\ufeff${TABLE}`), wide, strToU8(TABLE).buffer as ArrayBuffer]) {
    expect(await records(bytes)).toEqual(expected);
  }
});

it("reads a sheet with its days and without its formulas", async () => {
  const { records: list, setAside } = await records(xlsx(ROWS));
  expect(list).toEqual([{
    patient: { id: "1" },
    observations: [{ at: "2026-01-05T08:10", concept: "glucose", value: 6.9, unit: "mmol/L", timing: "fasting" }],
  }]);
  expect(setAside.map(({ path, code }) => [path, code])).toEqual([["rows[4].空腹血糖(mmol/L)", "not-understood"]]);
  const later = await records(xlsx(ROWS, '<workbookPr date1904="1"/>'));
  expect(later.records[0]?.observations?.[0]).toMatchObject({ at: "2030-01-06T08:10" });
});

it("shows what was understood, and takes it back as a mapping", async () => {
  const first = await preview(strToU8(TABLE));
  expect(first.columns.map(({ is, unit, assumed }) => [is, unit, assumed])).toEqual([
    ["id", undefined, undefined], ["name", undefined, undefined], ["date", undefined, undefined],
    ["systolic", "mmHg", true], ["diastolic", "mmHg", true],
  ]);
  expect([first.rows, first.good, first.people, first.bad, first.duplicates]).toEqual([2, 2, 2, [], []]);
  expect(await records(strToU8(TABLE), first.mapping)).toEqual(await records(strToU8(TABLE)));
  const other = await preview(strToU8(TABLE), { columns: { 舒张压: null } });
  expect(other.columns[4]).toMatchObject({ is: null, ignored: true });
});

it("refuses what is no table", async () => {
  const bomb = zipSync({ "xl/workbook.xml": strToU8("<workbook/>"), "xl/media/a": new Uint8Array(33 << 20) }, { level: 1 });
  expect(bomb.length).toBeLessThan(1 << 20);
  expect(await refusal(bomb)).toBe("too-large");
  expect(await refusal(xlsx('<row r="1"><c r="XFD1"><v>1</v></c></row>'))).toBe("too-large");
  const good = xlsx(ROWS);
  expect(await refusal(good.subarray(0, good.length / 2))).toBe("wrong-type");
  expect(await refusal(zipSync({ "a.txt": strToU8("nothing") }))).toBe("wrong-type");
  expect(await refusal(xlsx("<row><c"))).toMatch(/wrong-type|missing-field/);
  expect(await refusal(Uint8Array.of(0x80, 0xff, 0x00, 0xfe, 0x81))).toBe("wrong-type");
  expect(await refusal(Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1))).toBe("wrong-type");
  expect(await refusal(new Uint8Array(50 << 20))).toBe("too-large");
  expect(await refusal(new Uint8Array())).toBe("missing-field");
}, 60_000);

it("reads no column of 需要 and 不需要, however the two forms' exports code it", async () => {
  const table = (column: string): Uint8Array => strToU8(`档案号,随访日期,收缩压,舒张压${column ? ",减轻体重" : ""}\n1,2026-01-05,148,86${column}\n`);
  const plain = await records(table(""), { concern: "hypertension" });
  for (const concern of ["hypertension", "diabetes"] as const) {
    for (const said of ["1", "2", "需要", "不需要"]) {
      const seen = await preview(table(`,${said}`), { concern });
      expect(seen.columns.at(-1)).toMatchObject({ header: "减轻体重", is: null });
      const { records: list } = await records(table(`,${said}`), { concern });
      expect(list.map(({ observations, lifestyle }) => ({ observations, lifestyle })))
        .toEqual(plain.records.map(({ observations, lifestyle }) => ({ observations, lifestyle })));
    }
  }
});
