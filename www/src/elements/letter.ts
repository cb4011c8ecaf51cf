import type { Letter } from "../types.js";
import { button, copy, make, printed } from "./dialog.js";
import { plainLines } from "./plain.js";
import type { Say } from "./words.js";

/** Shows a letter over the panel, to read, copy and print. Made of nodes and never of mark-up: a letter is text. */
export function showLetter(root: HTMLElement | DocumentFragment, letter: Letter, say: Say): void {
  const dialog = document.createElement("dialog");
  const title = say(`letter.${letter.kind}`);
  dialog.lang = say.locale;
  dialog.setAttribute("aria-labelledby", "letter-title");
  const heading = make("h2", title);
  heading.id = "letter-title";
  const words = plainLines(letter.text);
  const text = make("pre", words);
  text.tabIndex = 0;
  const said = make("p", "");
  said.setAttribute("role", "status");
  const actions = make("p", "");
  actions.className = "actions";
  actions.append(
    button(say("letter.print"), () => printed(document, say.locale, title, [make("pre", words)], "A4")),
    button(say("letter.copy"), () => void copy(words).then((done) => {
      said.textContent = say(done ? "letter.copied" : "letter.notCopied");
    })),
    button(say("letter.close"), () => dialog.close()),
  );
  dialog.append(heading, text, actions, said);
  dialog.addEventListener("close", () => dialog.remove());
  root.append(dialog);
  dialog.showModal();
}
