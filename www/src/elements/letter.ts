import type { Letter } from "../types.js";
import type { Say } from "./words.js";

/** Shows a letter over the panel, to read, copy and print. Made of nodes and never of mark-up: a letter is text. */
export function showLetter(root: HTMLElement | DocumentFragment, letter: Letter, say: Say): void {
  const dialog = document.createElement("dialog");
  const title = say(`letter.${letter.kind}`);
  dialog.lang = say.locale;
  dialog.setAttribute("aria-labelledby", "letter-title");
  const heading = make("h2", title);
  heading.id = "letter-title";
  const text = make("pre", letter.text);
  text.tabIndex = 0;
  const said = make("p", "");
  said.setAttribute("role", "status");
  const actions = make("p", "");
  actions.className = "actions";
  actions.append(
    button(say("letter.print"), () => print(title, letter.text, say.locale)),
    button(say("letter.copy"), () => void copy(letter.text).then((done) => {
      said.textContent = say(done ? "letter.copied" : "letter.notCopied");
    })),
    button(say("letter.close"), () => dialog.close()),
  );
  dialog.append(heading, text, actions, said);
  dialog.addEventListener("close", () => dialog.remove());
  root.append(dialog);
  dialog.showModal();
}

function make<K extends keyof HTMLElementTagNameMap>(tag: K, text: string): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  element.textContent = text;
  return element;
}

function button(label: string, act: () => void): HTMLButtonElement {
  const own = make("button", label);
  own.type = "button";
  own.addEventListener("click", act);
  return own;
}

/** False where the page may not write to the clipboard. */
async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

// A window of its own: from inside an element nobody can keep the page around it off the paper.
function print(title: string, text: string, locale: string): void {
  const page = window.open("", "_blank");
  if (!page) return;
  page.opener = null;
  page.document.documentElement.lang = locale;
  page.document.title = title;
  const body = page.document.createElement("pre");
  body.textContent = text;
  Object.assign(body.style, { whiteSpace: "pre-wrap", font: "12pt/1.6 system-ui, sans-serif", margin: "0" });
  page.document.body.append(body);
  page.print();
}
