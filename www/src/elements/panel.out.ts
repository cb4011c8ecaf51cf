// What a host may ask of a panel, fetched when it does: none of it is needed to show a patient.
import { cardsOf, loadCdsHooks, type CallContext, type HooksCard } from "../cds-hooks.js";
import { LiangbingError } from "../error.js";
import type { Panel } from "./face.js";
import { textOf, textOfError } from "./panel.text.js";
import { localeOf, sayIn } from "./words.js";

/** Everything that the panel says, as plain text in its language. */
export function text({ assessment, error, locale }: Panel): string {
  const say = sayIn(localeOf(locale));
  if (error) return textOfError(error, say);
  return assessment ? textOf(assessment, say) : `${say("waiting")}\n`;
}

/** The cards as CDS Hooks has them; none where nothing is shown. */
export async function cards({ assessment, locale, record }: Panel, context: CallContext): Promise<HooksCard[]> {
  if (!assessment) return [];
  const patientId = context.patientId ?? idOf(record);
  if (!patientId) throw new LiangbingError("bad-options", "patientId", "the record names no patient, and a draft is of one: say `patientId`");
  await loadCdsHooks();
  return cardsOf(assessment, { ...context, patientId, locale: localeOf(locale) });
}

/** Brings a card to the eye and the keyboard, unfolded; false where there is none of that id. */
export async function focusCard(panel: Panel & { renderRoot: HTMLElement | DocumentFragment }, id: string): Promise<boolean> {
  const card = panel.assessment?.cards.find((own) => own.id === id);
  if (!card) return false;
  panel.mode = "full";
  await panel.updateComplete;
  const article = [...panel.renderRoot.querySelectorAll<HTMLElement>("article[data-rule]")]
    .find((own) => own.dataset["rule"] === (card.rule ?? card.id));
  if (!article) return false;
  for (let fold = article.closest("details"); fold; fold = fold.parentElement?.closest("details") ?? null) fold.open = true;
  article.tabIndex = -1;
  article.focus();
  return true;
}

const WAY = "data-liangbing-print";

// The page's own frames and bars stay off the paper, and nothing on the way may cut what is longer than a screen.
const PAPER = `@media print {
  [${WAY}="way"] > :not([${WAY}]), :host > :not([${WAY}]) { display: none !important; }
  [${WAY}="way"] {
    display: block !important; position: static !important; overflow: visible !important; transform: none !important;
    height: auto !important; max-height: none !important; margin: 0 !important; padding: 0 !important;
  }
}`;

/** Prints the panel without the page around it; afterwards the page is as it was. */
export async function print(panel: Panel): Promise<void> {
  await panel.updateComplete;
  const marked: Element[] = [];
  const sheets: [DocumentOrShadowRoot, CSSStyleSheet][] = [];
  for (let node: Node | null | undefined = panel; node; node = node.parentNode ?? (node as Partial<ShadowRoot>).host) {
    if ("adoptedStyleSheets" in node) {
      const root = node as Node & DocumentOrShadowRoot;
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(PAPER);
      root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
      sheets.push([root, sheet]);
    } else if (node.nodeType === Node.ELEMENT_NODE) {
      (node as Element).setAttribute(WAY, node === panel ? "panel" : "way");
      marked.push(node as Element);
    }
  }
  const restored = (): void => {
    for (const element of marked) element.removeAttribute(WAY);
    for (const [root, sheet] of sheets) root.adoptedStyleSheets = root.adoptedStyleSheets.filter((own) => own !== sheet);
  };
  addEventListener("afterprint", restored, { once: true });
  globalThis.print();
}

/** The patient's own id, in a record of ours or the first Patient of FHIR. */
function idOf(record: Panel["record"]): string | null {
  const said: unknown = typeof record === "string" ? parsed(record) : record;
  const native = (said as { patient?: { id?: unknown } } | null)?.patient?.id;
  if (typeof native === "string") return native;
  const bundle = said as { entry?: { resource?: unknown }[] } | null;
  const resources: unknown[] = Array.isArray(said) ? said : [said, ...(bundle?.entry ?? []).map(({ resource }) => resource)];
  const patient = resources.find((own) => (own as { resourceType?: unknown } | null)?.resourceType === "Patient");
  const id = (patient as { id?: unknown } | undefined)?.id;
  return typeof id === "string" ? id : null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
