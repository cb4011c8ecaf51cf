// What dialogs over the panel share. Made of nodes and never of mark-up: what they show is text.

export function make<K extends keyof HTMLElementTagNameMap>(tag: K, text: string): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  element.textContent = text;
  return element;
}

export function button(label: string, act: () => void): HTMLButtonElement {
  const own = make("button", label);
  own.type = "button";
  own.addEventListener("click", act);
  return own;
}

/** False where the page may not write to the clipboard. */
export async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

// Black on white; a line is told from another by weight and rule alone.
const PAPER = `
  html { color: #000; background: #fff; font: 9.5pt/1.4 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
  body { margin: 0; overflow-wrap: anywhere; }
  pre { white-space: pre-wrap; font: 12pt/1.6 inherit; font-family: inherit; margin: 0; }
  h1 { font-size: 1.5em; margin: 0 0 0.3em; border: 3px solid #000; padding: 0.15em 0.4em; }
  h2, h3 { font-size: 1.1em; margin: 0.6em 0 0.2em; border-bottom: 1.5px solid #000; }
  ul { margin: 0; padding-inline-start: 1.1em; }
  .clause, .quiet { font-size: 0.86em; list-style: none; }
  p { margin: 0.5em 0 0; }`;

/**
 * Prints nodes on a page of their own: from inside an element nobody can keep the page around it off the paper. A sheet
 * that would run over onto a second page is set smaller, down to what can still be read.
 */
export function printed(from: Document, locale: string, title: string, nodes: HTMLElement[], size: "A4" | "A5"): void {
  const page = from.defaultView?.open("", "_blank");
  if (!page) return;
  page.opener = null;
  const { document: paper } = page;
  paper.documentElement.lang = locale;
  paper.title = title;
  // Adopted, since a policy may allow no style that stands in the page.
  const Sheet = (page as unknown as typeof globalThis).CSSStyleSheet;
  const style = new Sheet();
  style.replaceSync(`@page { size: ${size}; margin: 10mm; } ${PAPER}`);
  paper.adoptedStyleSheets = [style];
  const heading = paper.createElement("h1");
  heading.textContent = title;
  paper.body.append(heading, ...nodes.map((node) => paper.adoptNode(node)));
  if (size === "A5") fit(paper);
  page.print();
}

// What a sheet of A5 holds inside its margins, in CSS pixels, with a line to spare.
const A5 = { width: 484, height: 700 };

function fit(paper: Document): void {
  paper.body.style.width = `${A5.width}px`;
  for (let points = 9.5; points >= 6.5; points -= 0.5) {
    paper.documentElement.style.fontSize = `${points}pt`;
    if (paper.body.offsetHeight <= A5.height) break;
  }
}
