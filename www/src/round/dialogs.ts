import type { Tongue } from "./texts.js";
import { OWNERS } from "./owners.js";
import type { Task } from "./face.js";

/** What is asked before something is handed on. */
export interface Asked {
  owner: Task["owner"];
  by: string;
  what: string;
}

/** Asks to whom, by when and what; nothing where it was cancelled. */
export function askTask(root: ShadowRoot, title: string, first: Asked, today: string, { say, of }: Tongue): Promise<Asked | null> {
  const owner = document.createElement("select");
  owner.append(...OWNERS.map((one) => Object.assign(document.createElement("option"), { value: one, textContent: of(`owner.${one}`) })));
  owner.value = first.owner;
  owner.name = "owner";
  const by = Object.assign(document.createElement("input"), { type: "date", name: "by", required: true, value: first.by, min: today });
  by.addEventListener("input", () => by.setCustomValidity(by.value !== "" && by.value < today ? say("task.past") : ""));
  const what = Object.assign(document.createElement("textarea"), { name: "what", rows: 3, value: first.what, required: true });
  const fields = [labelled(say("task.owner"), owner), labelled(say("task.day"), by), labelled(say("task.what"), what)];
  return asked(root, `${say("task.title")} · ${title}`, fields, say("task.make"), { say, of }, () =>
    ({ owner: owner.value as Task["owner"], by: by.value, what: what.value.trim() }));
}

/** Asks who did the round, with what closing it means; nothing where it was cancelled. */
export function askClose(root: ShadowRoot, lines: readonly string[], tongue: Tongue): Promise<string | null> {
  const { say } = tongue;
  const by = Object.assign(document.createElement("input"), { type: "text", name: "by", required: true, autocomplete: "name", maxLength: 40 });
  by.addEventListener("input", () => by.setCustomValidity(by.value.trim() === "" ? say("close.noBy") : ""));
  const list = document.createElement("ul");
  list.append(...lines.map((line) => Object.assign(document.createElement("li"), { textContent: line })));
  return asked(root, say("close.title"), [list, labelled(say("close.by"), by)], say("close"), tongue, () => by.value.trim());
}

function labelled(text: string, field: HTMLElement): HTMLLabelElement {
  const label = document.createElement("label");
  label.append(Object.assign(document.createElement("span"), { textContent: text }), field);
  return label;
}

// Made of nodes and never of mark-up: a name is text.
function asked<T>(root: ShadowRoot, title: string, fields: readonly HTMLElement[], done: string, { say }: Tongue, value: () => T): Promise<T | null> {
  const dialog = document.createElement("dialog");
  dialog.lang = say.locale;
  dialog.setAttribute("aria-labelledby", "asked");
  const heading = Object.assign(document.createElement("h2"), { id: "asked", textContent: title });
  const form = document.createElement("form");
  form.method = "dialog";
  const accept = Object.assign(document.createElement("button"), { type: "submit", textContent: done, className: "primary" });
  const cancel = Object.assign(document.createElement("button"), { type: "button", textContent: say("cancel") });
  const actions = Object.assign(document.createElement("p"), { className: "actions" });
  actions.append(accept, cancel);
  form.append(...fields, actions);
  dialog.append(heading, form);
  root.append(dialog);
  return new Promise((answer) => {
    let said: T | null = null;
    form.addEventListener("submit", () => (said = value()));
    cancel.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => {
      dialog.remove();
      answer(said);
    });
    dialog.showModal();
  });
}
