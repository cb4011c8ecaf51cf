import { createHash } from "node:crypto";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import { DAY, PATIENTS, realEngine } from "../real.js";
import { files, integrities, provenance } from "../../scripts/package/proof.mjs";
import { compiled, installed, ran } from "./packed.js";

const { project, folder } = installed();
afterAll(() => rmSync(project, { recursive: true }));

const here = fileURLToPath(new URL("../../..", import.meta.url));
const text = (file: string): string => readFileSync(join(folder, file), "utf8");
const json = (file: string): Record<string, unknown> => JSON.parse(text(file)) as Record<string, unknown>;

// The entries are those of package.json; what stands beside them is named here, so that nothing comes in unseen.
const development = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
  version: string; exports: Record<string, { types: string; default: string }>;
};
const ENTRIES = Object.values(development.exports).flatMap(({ types, default: file }) => [types.slice(2), file.slice(2)]);
const BESIDE = [
  "LICENSE", "README.md", "custom-elements.json", "integrity.json", "package.json", "provenance.json",
  "iife/liangbing.iife.js", "inline/liangbing.js",
  "lib/liangbing-worker.js", "lib/liangbing_bg.wasm", "lib/edges_bg.wasm", "lib/equations_bg.wasm", "lib/forms_bg.wasm",
  "lib/overlays_bg.wasm", "lib/bluetooth_bg.wasm", "lib/liangbing-worker-table.js",
  "lib/liangbing-who-hearts.rules", "schemas/assessment.schema.json", "schemas/record.schema.json",
  "lib/iife.d.ts", "lib/types.d.ts", "lib/error.d.ts", "lib/version.d.ts", "lib/elements/face.d.ts", "lib/worker/cohort.d.ts",
  "lib/chart/face.d.ts", "lib/chart/lines.d.ts", "lib/diary/face.d.ts", "lib/diary/store/memory.d.ts", "lib/diary/store/types.d.ts", "lib/frame/guest.d.ts", "lib/frame/host.d.ts",
  "lib/frame/messages.d.ts", "lib/frame/wire.d.ts", "lib/smart/launch.d.ts", "lib/smart/messaging.d.ts", "lib/smart/server.d.ts",
  "lib/smart/session.d.ts", "lib/round/compare.d.ts", "lib/round/face.d.ts", "lib/round/judge.d.ts", "lib/round/patients.d.ts",
  "lib/round/state.d.ts", "lib/round/sweep.d.ts",
];

/** Whether an entry reaches a chunk, or a declaration another one. */
function named(file: string): boolean {
  const name = file.slice(file.lastIndexOf("/") + 1).replace(/\.d\.ts$/, ".js");
  return files(folder).some((other) => other !== file && /\.(js|ts)$/.test(other) && text(other).includes(`/${name}`));
}

describe("the package", () => {
  it("holds exactly what it says, and chunks that something asks for", () => {
    const chunks = files(folder).filter((file) => /^(lib|inline)\/chunks\/[\w.-]+\.js$/.test(file));
    expect(chunks.length).toBeGreaterThan(10);
    expect(files(folder)).toEqual([...new Set([...BESIDE, ...ENTRIES, ...chunks])].sort());
    expect(chunks.filter((file) => !named(file))).toEqual([]);
  });

  it("brings no library, no script that runs at installation, and no word of how it was made", () => {
    const manifest = json("package.json");
    for (const key of ["dependencies", "devDependencies", "scripts", "private"]) expect(manifest).not.toHaveProperty(key);
    expect(manifest["version"]).toBe(development.version);
    for (const file of files(folder).filter((name) => !/\.(wasm|rules)$/.test(name))) {
      expect([file, /sourceMappingURL|file:\/\/\/|\/home\/|\/root\/|localhost:/.test(text(file))]).toEqual([file, false]);
      expect([file, text(file).includes(here)]).toEqual([file, false]);
    }
  });

  it("has a file, and declarations, behind every export, and behind every pattern those that it is for", () => {
    const named = Object.entries(json("package.json")["exports"] as Record<string, string | Record<string, string>>);
    const paths = named.flatMap(([, at]) => (typeof at === "string" ? [at] : Object.values(at)));
    expect(paths.filter((at) => !at.includes("*") && !files(folder).includes(at.slice(2)))).toEqual([]);
    const behind = (pattern: string): string[] => {
      const [start = "", end = ""] = pattern.slice(2).split("*");
      return files(folder).filter((file) => file.startsWith(start) && file.endsWith(end));
    };
    expect(Object.fromEntries(named.filter(([key]) => key.includes("*")).map(([key, at]) => [key, behind(String(at))]))).toEqual({
      "./*.rules": ["lib/liangbing-who-hearts.rules"],
      "./*.wasm": ["bluetooth", "edges", "equations", "forms", "liangbing", "overlays"].map((name) => `lib/${name}_bg.wasm`),
      "./schemas/*.json": ["schemas/assessment.schema.json", "schemas/record.schema.json"],
    });
  });

  it("says of every module what types, Node.js and a bundler take, types first; Node.js finds it by its own condition", () => {
    const exported = json("package.json")["exports"] as Record<string, string | Record<string, string>>;
    const modules = ["./inline", ...Object.keys(development.exports)];
    for (const key of modules) {
      const { types, node, ...others } = exported[key] as Record<string, string>;
      expect([key, Object.keys(exported[key] as object), types?.endsWith(".d.ts"), others]).toEqual([key, ["types", "node", "import", "default"], true, { import: node, default: node }]);
    }
    const script = `console.log(JSON.stringify(${JSON.stringify(modules)}.map((key) => import.meta.resolve(key.replace(".", "liangbing")))));`;
    const found = JSON.parse(ran(project, script)) as string[];
    expect(found.map((url) => url.slice(url.indexOf("/liangbing/") + 11))).toEqual(modules.map((key) => (exported[key] as Record<string, string>)["node"]?.slice(2)));
  });

  it("has the shapes of record and assessment, the elements for editors, and digests, each where its export says", () => {
    const script = `import { createRequire } from "node:module";
      const of = createRequire(import.meta.url);
      const [record, assessment, elements, digests] = ["schemas/record.schema.json", "schemas/assessment.schema.json", "custom-elements.json", "integrity.json"].map((file) => of("liangbing/" + file));
      console.log(JSON.stringify({ record, assessment, digests: Object.keys(digests),
        tags: elements.modules.map(({ path, declarations }) => [path, declarations.map(({ tagName }) => tagName)]) }));`;
    const { record, assessment, digests, tags } = JSON.parse(ran(project, script)) as Record<string, object> & { digests: string[] };
    for (const schema of [record, assessment]) expect(schema).toMatchObject({ $schema: "https://json-schema.org/draft/2020-12/schema", type: "object" });
    expect(digests).toEqual(expect.arrayContaining(["custom-elements.json", "iife/liangbing.iife.js", "schemas/record.schema.json"]));
    expect(tags).toEqual([
      ["lib/elements.js", ["liangbing-panel", "liangbing-critical", "liangbing-tier"]], ["lib/diary.js", ["liangbing-diary"]],
      ["lib/chart.js", ["liangbing-chart"]], ["lib/round-element.js", ["liangbing-round"]],
    ]);
    expect(json("package.json")["customElements"]).toBe("custom-elements.json");
  });

  it("asks nothing of where it stands in the builds of one file", () => {
    for (const file of ["iife/liangbing.iife.js", "inline/liangbing.js", "lib/liangbing-worker.js"]) {
      expect([file, text(file).includes("import.meta")]).toEqual([file, false]);
    }
    expect(text("iife/liangbing.iife.js")).not.toMatch(/\bimport\(|^import\b/);
    expect(text("lib/liangbing-worker.js")).not.toMatch(/\bimport\(|^import\b/);
  });

  it("is no heavier than its page says", () => {
    const size = (file: string): number => gzipSync(readFileSync(join(folder, file)), { level: 9 }).length / 1024;
    expect(size("iife/liangbing.iife.js")).toBeLessThan(800);
    expect(size("lib/liangbing-worker.js")).toBeLessThan(10);
  });

  it("never asks for the network or builds code from text", () => {
    for (const file of files(folder).filter((name) => name.endsWith(".js"))) {
      // A name of a namespace, or of an example, is no address that anything is fetched from.
      expect([file, /https?:\/\/(?!www\.w3\.org\/|\w+\.example\b)[a-z]/.exec(text(file))?.[0] ?? ""]).toEqual([file, ""]);
      expect([file, /\bnew Function\b|\beval\(/.test(text(file))]).toEqual([file, false]);
    }
  });
});

describe("what a host can check", () => {
  it("is the digest of every file", () => {
    const listed = json("integrity.json");
    expect(Object.keys(listed).sort()).toEqual(files(folder).filter((file) => file !== "integrity.json"));
    expect(listed).toEqual(integrities(folder));
    const [file, digest] = ["lib/liangbing_bg.wasm", createHash("sha384")];
    expect(listed[file]).toBe(`sha384-${digest.update(readFileSync(join(folder, file))).digest("base64")}`);
  });

  it("is where the modules come from: their digests, and the stamp that the core gives of itself", async () => {
    expect(json("provenance.json")).toEqual(await provenance(folder));
    const { stamp } = await realEngine();
    expect(json("provenance.json")).toMatchObject({ engine: stamp.engine, digest: stamp.digest, guidelines: stamp.guidelines });
    const modules = json("provenance.json")["modules"] as Record<string, string>;
    const built = readFileSync(new URL("../../pkg/liangbing_bg.wasm", import.meta.url));
    expect(modules["lib/liangbing_bg.wasm"]).toBe(`sha256:${createHash("sha256").update(built).digest("hex")}`);
  });
});

describe("on a server", () => {
  it("every entry is imported without a page and without a word, and the elements' classes are there", () => {
    const entries = Object.keys(development.exports).map((entry) => entry.replace(".", "liangbing"));
    expect(entries).toContain("liangbing/elements/apart");
    const script = `const out = {};
      for (const entry of ${JSON.stringify([...entries, "liangbing/inline"])}) out[entry] = Object.keys(await import(entry)).length > 0;
      const { LiangbingPanel } = await import("liangbing/elements");
      console.log(JSON.stringify({ ...out, version: LiangbingPanel.version, globals: ["HTMLElement", "customElements", "document", "window"].filter((name) => name in globalThis) }));`;
    const all = Object.fromEntries([...entries, "liangbing/inline"].map((entry) => [entry, true]));
    expect(JSON.parse(ran(project, script))).toEqual({ ...all, version: "0.1.0", globals: [] });
  });
});

describe("in Node.js", () => {
  const ask = (entry: string): string => `
    import { load } from "${entry}";
    const engine = await load();
    const { tier, stamp } = engine.assess(${JSON.stringify(PATIENTS[0]?.record)}, { asOf: "${DAY}", locale: "en" });
    const { egfr_ml_min_1_73m2: egfr } = engine.calc("ckd-epi-2021", { creatinine_umol_l: 111, age_years: 77, sex: "male" });
    const bundle = engine.assess({ resourceType: "Bundle", type: "collection", entry: [] }, { asOf: "${DAY}" });
    console.log(JSON.stringify({ level: tier.level, digest: stamp.digest, egfr, reason: bundle.tier.reason }));`;

  it.each(["liangbing", "liangbing/inline"])("`%s` answers as the module does, with nothing but its name", async (entry) => {
    const engine = await realEngine();
    const { tier, stamp } = engine.assess(PATIENTS[0]?.record ?? {}, { asOf: DAY, locale: "en" });
    expect(JSON.parse(ran(project, ask(entry)))).toEqual({
      level: tier.level, digest: stamp.digest, egfr: 58.987082257, reason: "not-a-patient",
    });
  });

  it("takes an overlay and the rules apart, from files and from text", () => {
    const script = (entry: string): string => `
      import { load } from "${entry}";
      const other = await load({ profile: "who-hearts" });
      let refused; try { await load({ overlay: { nonsense: 1 } }); } catch (error) { refused = error.code; }
      console.log(JSON.stringify([other.assess({}, { asOf: "${DAY}" }).profile, refused]));`;
    for (const entry of ["liangbing", "liangbing/inline"]) {
      expect(JSON.parse(ran(project, script(entry)))).toEqual(["who-hearts", expect.any(String)]);
    }
  });

  it("says in words that there are no workers", () => {
    const script = `import { load } from "liangbing/worker"; try { await load(); } catch (error) { console.log(error.code); }`;
    expect(ran(project, script).trim()).toBe("wasm-blocked");
  });
});

describe("the declarations", () => {
  const right = `
    import { load, LiangbingError, type Assessment, type Engine, type LiangbingRecord } from "liangbing";
    import { load as inline } from "liangbing/inline";
    import { load as inWorker, type CohortAnswer } from "liangbing/worker";
    import type { ActionDetail, LiangbingPanel } from "liangbing/elements";
    import type { Chart } from "liangbing/chart";
    import "liangbing/liangbing.iife.js";
    const record: LiangbingRecord = { patient: { id: "p" } };
    export async function host(panel: LiangbingPanel): Promise<Assessment> {
      const engine: Engine = await load();
      panel.engine = engine;
      panel.addEventListener("liangbing-result", (event) => console.log(event.detail.tier.colour, event.detail.counts.stop));
      document.addEventListener("liangbing-action", ({ detail }) => ((d: ActionDetail) => d.card.summary)(detail));
      document.querySelector("liangbing-panel")!.error = new LiangbingError("wasm-missing", "", "x");
      const chart: Chart = document.querySelector("liangbing-chart")!;
      chart.kind = "modal-day";
      const far = await inWorker({ worker: new URL("https://example.org/w.js") });
      const columns: CohortAnswer = await far.cohort("", { asOf: "2026-11-21" });
      liangbing.mount("#x", { record, asOf: "2026-11-21", mode: "strip" });
      return (await inline()).assess(record, { asOf: String(columns.level[0]) });
    }`;

  it("are enough for a strict host without any library of ours", () => expect(compiled(project, right)).toBe(""));

  it.each([
    ["an event's detail", "event.detail.tier.colour", "event.detail.tier.color"],
    ["a property of the panel", "panel.engine = engine", "panel.engin = engine"],
    ["an option of the plain page", 'mode: "strip"', 'mode: "thin"'],
    ["a kind of chart", 'kind = "modal-day"', 'kind = "pie"'],
    ["a record", 'patient: { id: "p" }', "patient: { id: 7 }"],
  ])("refuse a misspelt %s", (_, good, bad) => {
    expect(right).toContain(good);
    expect(compiled(project, right.replace(good, bad))).toContain("error TS");
  });
});
