// @vitest-environment node
import { deflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { visitAddress, visitText } from "../src/diary/papers/visit-code.js";
import { documentsOf, visitFile, type VisitWords } from "../src/diary/papers/visit-file.js";
import { modules, SCREEN } from "../src/diary/share/code.js";
import { DAY, PATIENTS, realEngine } from "./real.js";

const WORDS: VisitWords = { report: "report", targets: "targets", prescription: "prescription", diet: "diet", exercise: "exercise", notToday: "not today", named: (concept) => `<${concept}>` };
const blob = (value: unknown): Blob => new Blob([typeof value === "string" ? value : JSON.stringify(value)]);

describe("a code from the doctor's page", { timeout: 60_000 }, () => {
  it("holds the papers of every patient, in both languages, in squares that a screen shows", async () => {
    const engine = await realEngine();
    let largest = 0;
    for (const locale of ["zh-CN", "en"] as const) {
      for (const { record } of PATIENTS) {
        const file = visitFile(engine.assess(record, { asOf: DAY, locale, letters: ["patient"] }), WORDS);
        const address = await visitAddress("https://diary.example.org/chronic/diary/", file);
        const [start, digits = ""] = address.split("#2.");
        expect(start).toBe("https://diary.example.org/chronic/diary/");
        largest = Math.max(largest, modules(address, SCREEN).size);
        const text = (await visitText(digits)) ?? "";
        expect(await documentsOf(blob(text), "p")).toEqual(await documentsOf(blob(file), "p"));
        // What answered is the doctor's matter, and long.
        expect(text).not.toContain("sha256:");
      }
    }
    expect(largest).toBeLessThanOrEqual(117);
  });

  it("is whole or nothing", async () => {
    const address = await visitAddress("x", { format: "liangbing.visit/1", at: DAY, stamp: { engine: "", digest: "" }, documents: [{ kind: "report", title: "a", text: "b" }] });
    const [, digits = ""] = address.split("#2.");
    expect(await visitText(digits)).toContain('"b"');
    const other = (at: number): string => digits.slice(0, at) + String((Number(digits[at]) + 1) % 10) + digits.slice(at + 1);
    for (let at = 1; at < digits.length; at += 1) expect(await visitText(other(at)), String(at)).toBeNull();
    for (const wrong of ["", "0", "1", "12", "x", "-5", "1.5", digits.slice(1), digits.slice(0, -1), `${digits}0`, "9".repeat(6_001)]) expect(await visitText(wrong)).toBeNull();
  });

  it("does not unpack to more than a file may hold", async () => {
    const bytes = deflateSync(Buffer.alloc(2_000_000));
    expect(await visitText(BigInt(`0x1${bytes.toString("hex")}`).toString())).toBeNull();
  });
});

describe("a file from the doctor's page", { timeout: 60_000 }, () => {
  it("brings the letter, targets with their documents, and advice, and the same rows however often it is opened", async () => {
    const engine = await realEngine();
    let advised = 0;
    for (const { record } of PATIENTS) {
      const { name: _, id: __, ...patient } = record.patient ?? {};
      const assessment = engine.assess({ ...record, patient }, { asOf: DAY, locale: "zh-CN", letters: ["patient"] });
      const file = visitFile(assessment, WORDS);
      // Of who has died or moved there is nothing to hand out.
      if (file.documents.length === 0) continue;
      const rows = (await documentsOf(blob(file), "p")) ?? [];
      expect(rows.map(({ text }) => text)).toEqual(file.documents.map(({ text }) => text));
      expect(rows.every(({ verified, at, person }) => !verified && at === DAY && person === "p")).toBe(true);
      if (record.patient?.name) expect(JSON.stringify(file)).not.toContain(record.patient.name);
      for (const { target, cite } of assessment.targets) {
        expect(rows[0]?.text).toContain(target);
        expect(rows[0]?.text).toContain(cite?.label ?? "");
      }
      advised += rows.filter(({ kind }) => kind === "prescription").length;
      expect(await documentsOf(blob(file), "p")).toEqual(rows);
      expect((await documentsOf(blob(file), "q"))?.[0]?.id).not.toBe(rows[0]?.id);
    }
    expect(advised).toBeGreaterThan(0);
  });

  const good = { format: "liangbing.visit/1", at: DAY, stamp: {}, documents: [{ kind: "report", title: "a", text: "b" }] };
  it.each([
    "", "{", "null", "[]", "7", {}, { ...good, format: "liangbing.visit/2" }, { ...good, at: "soon" }, { ...good, at: "2026-99-99" }, { ...good, documents: [] },
    { ...good, documents: "x" }, { ...good, documents: [null] }, { ...good, documents: [{ kind: "diagnosis", title: "a", text: "b" }] },
    { ...good, documents: [{ kind: "report", title: "a", text: 7 }] }, { ...good, documents: [{ kind: "report", title: "a".repeat(121), text: "b" }] },
    { ...good, documents: Array.from({ length: 21 }, () => good.documents[0]) }, " ".repeat(500_001),
  ])("is nothing else: %#", async (value) => expect(await documentsOf(blob(value), "p")).toBeNull());

  it("cannot turn a line around, or claim to be verified", async () => {
    const rows = await documentsOf(blob({ ...good, documents: [{ kind: "report", title: "a\u202Eb\u0007", text: "c\nd\u2066", verified: true, person: "q", id: "x" }] }), "p");
    expect(rows?.[0]).toMatchObject({ title: "ab", text: "c\nd", verified: false, person: "p" });
    expect(rows?.[0]?.id).toMatch(/^file-[0-9a-f]{32}$/);
  });
});
