/** The ways into a page that have a snippet. */
export const WAYS = ["HTML", "React", "Vue", "Angular", "jQuery", "iframe"] as const;
export type Way = (typeof WAYS)[number];

export interface Chosen {
  tag: string;
  /** Attributes as they are set; `true` for one without a value. */
  attributes: Readonly<Record<string, string | true>>;
  /** Properties that get an object, by the name of the variable that holds it. */
  properties: readonly string[];
  asOf: string;
}

const MODULES: Readonly<Record<string, string>> = { "liangbing-diary": "liangbing/diary" };

const quoted = (attributes: Chosen["attributes"], sign = ""): string =>
  Object.entries(attributes).map(([name, value]) => (value === true ? ` ${name}` : ` ${sign}${name}="${value.replace(/&/g, "&amp;").replace(/"/g, "&quot;")}"`)).join("");

const camel = (name: string): string => name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

/** A way in, with what is chosen now; it begins where `record` is there. */
export function snippet(way: Way, chosen: Chosen): string {
  const { tag, attributes, properties } = chosen;
  const elements = MODULES[tag] ?? "liangbing/elements";
  const imports = `import { load } from "liangbing";\nimport "${elements}";`;
  switch (way) {
    case "HTML":
      return `<${tag}${quoted(attributes)}></${tag}>
<script type="module" src="page.js"></script>

// page.js
${imports}

const element = document.querySelector("${tag}");
${assigned("element", properties)}
element.addEventListener("liangbing-result", ({ detail }) => console.log(detail.tier));`;
    case "React":
      return `${imports}

// React 19: properties and events as they are
export function Prompts({ ${given(properties)} }) {
  return <${tag}${quoted(attributes)}${properties.map((name) => ` ${name}={${name}}`).join("")}
    onliangbing-result={(event) => console.log(event.detail.tier)} />;
}`;
    case "Vue":
      return `<script setup>
${imports}
defineProps(${JSON.stringify(properties)});
</script>

<template>
  <${tag}${quoted(attributes)}${properties.map((name) => ` :${name}="${name}"`).join("")}
    @liangbing-result="console.log($event.detail.tier)" />
</template>

// vite.config: vue({ template: { compilerOptions: { isCustomElement: (name) => name.startsWith("liangbing-") } } })`;
    case "Angular":
      return `${imports}

@Component({
  selector: "app-prompts", schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: \`<${tag}${quoted(attributes)}${properties.map((name) => ` [${name}]="${name}"`).join("")}
    (liangbing-result)="result($event)"></${tag}>\`,
})
export class Prompts {
${properties.map((name) => `  @Input() ${name};`).join("\n")}
  result(event: Event) { console.log((event as CustomEvent).detail.tier); }
}`;
    case "jQuery":
      return tag === "liangbing-panel" ? mounted(chosen) : `<${tag}${quoted(attributes)}></${tag}>
<script type="module" src="page.js"></script>

// page.js
${imports}
$("${tag}").prop({ ${given(properties)} }).on("liangbing-result", (event) => console.log(event.originalEvent.detail.tier));`;
    case "iframe":
      return framed(chosen);
  }
}

function given(properties: readonly string[]): string {
  return properties.join(", ");
}

function assigned(element: string, properties: readonly string[]): string {
  return properties.map((name) => `${element}.${name} = ${name === "engine" ? "await load()" : name};`).join("\n");
}

/** The plain script, with its one global. */
function mounted({ attributes, asOf }: Chosen): string {
  const options = Object.entries({ ...attributes, "as-of": attributes["as-of"] ?? asOf }).map(([name, value]) => `${camel(name)}: ${JSON.stringify(value)}`);
  return `<div id="prompts"></div>
<script src="liangbing.iife.js" integrity="sha384-…"></script>   <!-- the digest stands in integrity.json -->
<script>
  liangbing.mount("#prompts", { record: record, ${options.join(", ")} });
  $("#prompts").on("liangbing-result", function (event) { console.log(event.originalEvent.detail.tier); });
</script>`;
}

/** The panel on an origin of its own; the bridge carries the panel alone. */
function framed({ asOf, attributes }: Chosen): string {
  const shown = Object.entries(attributes).filter(([name]) => ["locale", "theme", "mode", "level", "readonly"].includes(name)).map(([name, value]) => `, ${name}: ${JSON.stringify(value)}`);
  return `<iframe sandbox="allow-scripts allow-same-origin" title="Prompts"></iframe>

// the host
import { connectPanel } from "liangbing/frame";
const frame = document.querySelector("iframe");
const link = await connectPanel(frame, { src: "https://panel.example/panel.html", origin: "https://panel.example" });
frame.addEventListener("liangbing-result", ({ detail }) => console.log(detail.tier));
await link.show({ record, asOf: ${JSON.stringify(attributes["as-of"] ?? asOf)}${shown.join("")} });

// the guest: https://panel.example/panel.html
import "liangbing/elements";
import { load } from "liangbing";
import { servePanel } from "liangbing/frame";
const panel = document.querySelector("liangbing-panel");
panel.engine = await load();
await servePanel({ allow: ["https://ehr.example"], panel });`;
}
