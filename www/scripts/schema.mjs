// Writes the JSON Schema of an assessment from the types that pages are compiled against, so that the two cannot differ.
// ts-json-schema-generator: MIT, kept, and reads TypeScript with TypeScript's own compiler. Usage: schema.mjs [OUT]
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { createGenerator } from "ts-json-schema-generator";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

const generator = createGenerator({
  path: here("../../src/wasm/types.d.ts"),
  tsconfig: here("../tsconfig.json"),
  type: "Assessment",
  expose: "export",
  skipTypeCheck: true,
  additionalProperties: false,
});
const { definitions } = generator.createSchema("Assessment");

const { Assessment: root, ...$defs } = definitions;
// A page asks for sections; the rest is always there.
const sections = generator.createSchema("Section").definitions.Section.enum;
if (!sections.every((name) => root.required.includes(name))) throw new Error("a section is no field of the answer");
root.required = root.required.filter((name) => !sections.includes(name));
// What a day looks like is the record's word.
const record = JSON.parse(readFileSync(here("../../schemas/record.schema.json"), "utf8"));
for (const [type, form] of [["Day", "day"], ["Moment", "moment"]]) {
  if (!$defs[type]) throw new Error(`the types name no ${type}`);
  $defs[type].pattern = record.$defs[form].pattern;
}

/** Draft 7, as it was generated, to 2020-12: where definitions stand, and how a list of fixed length is said. */
function modern(value) {
  if (Array.isArray(value)) return value.map(modern);
  if (typeof value !== "object" || value === null) return value;
  const out = Object.fromEntries(Object.entries(value).map(([key, part]) => [key, modern(part)]));
  if (typeof out.$ref === "string") out.$ref = out.$ref.replace("#/definitions/", "#/$defs/");
  if (Array.isArray(out.items)) {
    out.prefixItems = out.items;
    out.items = false;
    delete out.additionalItems;
  }
  return out;
}

const schema = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  $id: "urn:liangbing:schema:assessment:1",
  $comment: "Written by `cargo xtask schema`; not edited by hand.",
  title: "What the module answers about a patient, liangbing.assessment/1",
  ...modern(root),
  $defs: modern($defs),
};
writeFileSync(process.argv[2] ?? here("../../schemas/assessment.schema.json"), `${JSON.stringify(schema, null, 2)}\n`);
