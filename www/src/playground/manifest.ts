import manifest from "../../custom-elements.json";

/** An attribute of an element, as the manifest says it, with its words where the manifest lists them. */
export interface Attribute {
  name: string;
  description: string;
  /** What it may be; empty where anything may stand. */
  words: string[];
  flag: boolean;
  readonly: boolean;
}

export interface Element {
  tag: string;
  description: string;
  attributes: Attribute[];
  /** Properties that are no attributes. */
  properties: { name: string; type: string; description: string }[];
  events: string[];
}

interface Member {
  name: string;
  type?: { text: string };
  default?: string;
  description?: string;
  attribute?: string;
  readonly?: boolean;
}
interface Declaration {
  tagName?: string;
  description?: string;
  members?: Member[];
  attributes?: { name: string; fieldName?: string; description?: string }[];
  events?: { name: string }[];
}

/** Where an element is registered that is no part of `liangbing/elements`: fetched when it is chosen. */
const OTHERS: Readonly<Record<string, () => Promise<unknown>>> = {
  "liangbing-chart": () => import("../chart/define.js"),
  "liangbing-diary": () => import("../diary/define.js"),
};

const declared = (manifest.modules as { declarations: Declaration[] }[]).flatMap(({ declarations }) => declarations).flatMap((one) => (one.tagName ? [[one.tagName, one] as const] : []));

/** Every element that can be chosen: those of the manifest, and those that are fetched apart. */
export const TAGS: readonly string[] = [...new Set([...declared.map(([tag]) => tag).sort((a) => (a === "liangbing-panel" ? -1 : 1)), ...Object.keys(OTHERS)])];

/** Registers an element, if it is not yet, and says what it has. */
export async function elementOf(tag: string): Promise<Element> {
  await OTHERS[tag]?.();
  const own = declared.find(([name]) => name === tag)?.[1];
  const { observedAttributes = [] } = (customElements.get(tag) ?? {}) as { observedAttributes?: string[] };
  const attributes = own?.attributes ?? observedAttributes.map((name) => ({ name }));
  const members = own?.members ?? [];
  return {
    tag,
    description: own?.description ?? "",
    attributes: attributes.map((one) => attributeOf(one, members.find(({ name }) => name === ("fieldName" in one ? one.fieldName : one.name)))),
    properties: members.filter(({ attribute }) => !attribute).map(({ name, type, description = "" }) => ({ name, type: type?.text ?? "", description })),
    events: own?.events?.map(({ name }) => name) ?? [],
  };
}

function attributeOf({ name, description = "" }: { name: string; description?: string }, member: Member | undefined): Attribute {
  const quoted = [...description.matchAll(/`([\w-]+)`/g)].map(([, word = ""]) => word).filter((word) => !/^Y+-/.test(word));
  return {
    name, description, words: quoted.length > 1 ? quoted : [],
    flag: member?.type?.text === "boolean", readonly: member?.readonly === true,
  };
}
