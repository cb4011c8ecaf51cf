import { describe, expect, it } from "vitest";
import { LiangbingCritical, LiangbingPanel, LiangbingTier, type LiangbingEvents } from "../src/elements/define.js";
import { LiangbingChart } from "../src/chart/define.js";
import { LiangbingDiary } from "../src/diary/define.js";
import { LiangbingRound } from "../src/round/define.js";
import manifest from "../custom-elements.json";

// Written by hand, in the order that readers want; held here against what the elements are.
const declarations = manifest.modules[0]?.declarations ?? [];
const source = Object.values(import.meta.glob<string>("../src/elements/*.ts", { query: "?raw", import: "default", eager: true })).join("\n");

const face = import.meta.glob<string>("../src/elements/face.ts", { query: "?raw", import: "default", eager: true })["../src/elements/face.ts"] ?? "";

const all = (pattern: RegExp): string[] => [...new Set([...source.matchAll(pattern)].map(([, name = ""]) => name))].sort();
const names = (list: readonly { name: string }[] | undefined): string[] => (list ?? []).map(({ name }) => name).sort();
const said = (key: "events" | "slots" | "cssParts" | "cssProperties"): string[] =>
  [...new Set(declarations.flatMap((declaration) => names((declaration as Partial<Record<typeof key, { name: string }[]>>)[key])))].sort();

/** What Lit knows of a class. */
interface LitClass {
  observedAttributes: string[];
  elementProperties: Map<string, { attribute?: boolean | string; reflect?: boolean; state?: boolean }>;
}

describe.each([
  ["liangbing-critical", LiangbingCritical], ["liangbing-panel", LiangbingPanel], ["liangbing-tier", LiangbingTier],
] as const)("the manifest of <%s>", (tag, element) => {
  const declaration = declarations.find(({ tagName }) => tagName === tag);
  const { observedAttributes, elementProperties } = element as unknown as LitClass;
  const open = [...elementProperties].filter(([, { state }]) => !state);

  it("names every attribute and property, and what is reflected", () => {
    expect(names(declaration?.attributes)).toEqual([...observedAttributes].sort());
    const fields = declaration?.members.filter(({ kind }) => kind === "field");
    expect(names(fields)).toEqual(open.map(([name]) => name).sort());
    const reflected = (declaration?.members ?? []).filter((member) => "reflects" in member).map(({ name }) => name);
    expect(reflected.sort()).toEqual(open.filter(([, { reflect }]) => reflect).map(([name]) => name).sort());
  });

  it("names every method that a host may call, and no other", () => {
    // What stands in face.ts; Lit's own methods and a card's way back to its panel are not for hosts.
    const [, body = ""] = new RegExp(`extends HTMLElement \\{\\n((?: .*\\n)*)`).exec(face.slice(face.indexOf(`\`<${tag}>\` as a host sees it`))) ?? [];
    const methods = [...body.matchAll(/^ {2}(\w+)\(/gm)].map(([, name = ""]) => name).sort();
    expect(names((declaration?.members ?? []).filter(({ kind }) => kind === "method"))).toEqual(methods);
    for (const name of methods) expect([name, typeof (element.prototype as unknown as Record<string, unknown>)[name]]).toEqual([name, "function"]);
  });

  it("ties each attribute to its property", () => {
    const { attributes = [], members = [] } = declaration ?? {};
    for (const { name, fieldName } of attributes) {
      expect(elementProperties.get(fieldName)?.attribute ?? fieldName.toLowerCase()).toBe(name);
      expect(members.find((member) => member.name === fieldName)).toMatchObject({ attribute: name });
    }
  });

  it("says the defaults that an element has", () => {
    const fresh = new element() as unknown as Record<string, unknown>;
    for (const { name, default: text } of (declaration?.members ?? []) as { name: string; default?: string }[]) {
      if (text !== undefined) expect([name, fresh[name]]).toEqual([name, JSON.parse(text)]);
    }
  });
});

describe("the manifest of <liangbing-diary>", () => {
  const declaration = manifest.modules.find(({ path }) => path === "lib/diary.js")?.declarations[0];
  const { observedAttributes, elementProperties } = LiangbingDiary as unknown as LitClass;
  it("names every attribute, property, method and event", () => {
    expect(names(declaration?.attributes)).toEqual([...observedAttributes].sort());
    const open = [...elementProperties].filter(([, { state }]) => !state).map(([name]) => name);
    const methods = Object.getOwnPropertyNames((LiangbingDiary as unknown as { prototype: object }).prototype).filter((name) => name !== "constructor" && name !== "updated");
    expect(names(declaration?.members)).toEqual([...open, ...methods, "busy"].sort());
    const fired: string = Object.values(import.meta.glob<string>("../src/diary/**/*.ts", { query: "?raw", import: "default", eager: true })).join("\n");
    expect(names(declaration?.events)).toEqual([...new Set([...fired.matchAll(/CustomEvent(?:<[^>]*>)?\("(liangbing-[\w-]+)"/g)].map(([, name]) => name ?? ""))].sort());
  });
});

describe("the manifest of <liangbing-round>", () => {
  const declaration = manifest.modules.find(({ path }) => path === "lib/round-element.js")?.declarations[0];
  const { observedAttributes, elementProperties } = LiangbingRound as unknown as LitClass;
  const faces = import.meta.glob<string>("../src/round/face.ts", { query: "?raw", import: "default", eager: true })["../src/round/face.ts"] ?? "";
  // The first interface of face.ts is what a host sees.
  const [, body = ""] = /interface RoundElement extends HTMLElement \{\n((?: .*\n)*)/.exec(faces) ?? [];
  const [, events = ""] = /interface RoundEvents \{\n((?: .*\n)*)/.exec(faces) ?? [];
  const found = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, name = ""]) => name).sort();

  it("names every attribute, property, method and event that a host has, and no other", () => {
    expect(declaration?.tagName).toBe("liangbing-round");
    expect(names(declaration?.attributes)).toEqual([...observedAttributes].sort());
    const members = declaration?.members ?? [];
    expect(names(members.filter(({ kind }) => kind === "field"))).toEqual(found(body, /^ {2}(?:readonly )?(\w+):/gm).filter((name) => name !== "updateComplete"));
    const methods = found(body, /^ {2}(\w+)\(/gm);
    expect(names(members.filter(({ kind }) => kind === "method"))).toEqual(methods);
    for (const name of methods) expect([name, typeof (LiangbingRound.prototype as unknown as Record<string, unknown>)[name]]).toEqual([name, "function"]);
    expect(names(declaration?.events)).toEqual(found(events, /^ {2}"(liangbing-[\w-]+)"/gm));
  });

  it("says its defaults, what is reflected, and which attribute is whose", () => {
    const fresh = new LiangbingRound() as unknown as Record<string, unknown>;
    for (const { name, default: text } of (declaration?.members ?? []) as { name: string; default?: string }[]) {
      if (text !== undefined) expect([name, fresh[name]]).toEqual([name, JSON.parse(text)]);
    }
    expect(names(declaration?.members.filter((member) => "reflects" in member))).toEqual([...elementProperties].filter(([, { reflect }]) => reflect).map(([name]) => name));
    for (const { name, fieldName } of declaration?.attributes ?? []) expect(elementProperties.get(fieldName)?.attribute ?? fieldName.toLowerCase()).toBe(name);
  });
});

describe("the manifest of <liangbing-chart>", () => {
  const declaration = manifest.modules.find(({ path }) => path === "lib/chart.js")?.declarations[0];
  const { observedAttributes, elementProperties } = LiangbingChart as unknown as LitClass;
  const open = [...elementProperties].filter(([, { state }]) => !state).map(([name]) => name);

  it("names every attribute, property and method that a host has, and its defaults", () => {
    expect(declaration?.tagName).toBe("liangbing-chart");
    expect(names(declaration?.attributes)).toEqual([...observedAttributes].sort());
    expect(names(declaration?.members)).toEqual([...open, "toSvg"].sort());
    const fresh = new LiangbingChart() as unknown as Record<string, unknown>;
    for (const { name, default: text } of (declaration?.members ?? []) as { name: string; default?: string }[]) {
      if (text !== undefined) expect([name, fresh[name]]).toEqual([name, JSON.parse(text)]);
    }
    for (const { name, fieldName } of declaration?.attributes ?? []) expect(elementProperties.get(fieldName)?.attribute ?? fieldName.toLowerCase()).toBe(name);
  });
});

describe("the manifest", () => {
  it("names every event, slot, part and custom property, and no other", () => {
    const typed: Record<keyof LiangbingEvents, true> = {
      "liangbing-ready": true, "liangbing-result": true, "liangbing-action": true, "liangbing-feedback": true,
      "liangbing-request-data": true, "liangbing-error": true, "liangbing-critical": true, "liangbing-critical-ack": true,
      "liangbing-export": true, "liangbing-emergency": true,
    };
    expect(said("events")).toEqual(Object.keys(typed).sort());
    expect(all(/#tell\("([\w-]+)"/g).map((name) => `liangbing-${name}`)).toEqual(Object.keys(typed).sort());
    expect(said("slots")).toEqual(all(/<slot name="([\w-]+)"/g));
    const parts = all(/part="([^"$]*)(?:card-\$\{look\})?"/g).flatMap((list) => list.trim().split(" "));
    expect(said("cssParts")).toEqual([...parts, "card-red", "card-yellow", "card-blue"].sort());
    expect(said("cssProperties")).toEqual(all(/var\(\s*(--liangbing-[\w-]+)/g));
  });
});
