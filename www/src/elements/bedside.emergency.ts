import type { Assessment, Card, Cite } from "../types.js";
import { factsAt, linesOf, noteOf, PLACES, type Place } from "./bedside.note.js";
import { bedsideSay, type BedsideKey, type BedsideSay } from "./bedside.words.js";
import { button, copy, make, printed } from "./dialog.js";
import { plain } from "./plain.js";
import { tierWords } from "./tier.js";
import type { Say } from "./words.js";

/** One heading of the card with its lines. */
interface Block {
  heading: string;
  lines: string[];
  /** Lines come in an order that matters. */
  ordered?: boolean;
}

/** What somebody writes on the card. */
interface Written {
  place: string;
  contact: string;
}

/**
 * The card for the ambulance, over the panel: what to do, in the engine's own words with their clauses, and what to tell
 * 120. Nothing in it is decided here. It has no name: the ambulance does not need one, and a sheet of paper gets lost.
 */
export function showEmergency(root: HTMLElement | DocumentFragment, a: Assessment, say: Say): void {
  const own = bedsideSay(say.locale);
  const dialog = document.createElement("dialog");
  dialog.lang = say.locale;
  dialog.className = "emergency";
  dialog.setAttribute("aria-labelledby", "emergency-title");
  const title = make("h2", own("emergency"));
  title.id = "emergency-title";
  const call = make("a", own("call"));
  call.href = "tel:120";
  call.className = "call";
  const form = make("form", "");
  const village = String(factsAt(noteOf(a), "village")[0]?.value ?? "");
  const [place, contact] = [field("place", own("place"), plain(village)), field("contact", own("contact"), "")];
  form.append(place.label, contact.label);
  form.addEventListener("submit", (event) => event.preventDefault());
  const written = (): Written => ({ place: plain(place.input.value, 120), contact: plain(contact.input.value, 120) });
  const body = (more?: Written): Block[] => [doNow(a, own), tell(a, say, own, more)];
  const said = make("p", "");
  said.setAttribute("role", "status");
  const heading = `${own("emergency")} · ${own("asOf")} ${a.asOf}`;
  const actions = make("p", "");
  actions.className = "actions";
  actions.append(
    button(own("print"), () => printed(document, say.locale, heading, sheet(document, body(written()), own), "A5")),
    button(own("copy"), () => void copy(asText(heading, body(written()), own)).then((done) => {
      said.textContent = own(done ? "copied" : "notCopied");
    })),
    button(own("close"), () => dialog.close()),
  );
  dialog.append(title, call, ...sheet(document, body(), own), form, actions, said);
  dialog.addEventListener("close", () => dialog.remove());
  root.append(dialog);
  dialog.showModal();
}

/** Of the patient's own level only: what calms a lesser alarm would delay the greater. */
function doNow(a: Assessment, own: BedsideSay): Block {
  const red = a.cards.filter(({ indicator }) => indicator === "critical");
  const worst = red.filter(({ level }) => level === a.tier.level);
  const lines = (worst.length ? worst : red).flatMap((card) => [card.summary, ...(card.detail ? [card.detail] : []), clauseOf(card)]);
  return { heading: own("do"), lines, ordered: true };
}

function clauseOf({ cite, source }: Card): string {
  const { label, section }: Pick<Cite, "label" | "section"> = cite ?? source;
  return `〔${label}${section ? ` ${section}` : ""}〕`;
}

function tell(a: Assessment, say: Say, own: BedsideSay, written?: Written): Block {
  const note = noteOf(a);
  const { colour, what } = tierWords(a.tier, say);
  const one = (place: string): string => String(factsAt(note, place)[0]?.value ?? "");
  const [age, sex] = [one("age"), one("sex")];
  const line = (key: BedsideKey, value: string): string => `${own(key)}${say.locale === "en" ? ": " : "："}${value || own("unknown")}`;
  const many = (place: Place): string => line(place, linesOf(note, place, own).join(say.locale === "en" ? "; " : "；"));
  return {
    heading: own("tell"),
    lines: [
      line("age", age && own("years", { n: age })), line("sex", sex === "female" || sex === "male" ? own(sex) : ""),
      ...(written ? [line("place", written.place), line("contact", written.contact)] : []),
      line("level", [a.tier.level, colour, what].filter(Boolean).join(" ")), line("reason", a.tier.receipt.because[0] ?? ""),
      ...PLACES.map(many),
    ],
  };
}

function sheet(page: Document, blocks: Block[], own: BedsideSay): HTMLElement[] {
  return blocks.map(({ heading, lines, ordered }) => {
    const section = page.createElement("section");
    const list = page.createElement("ul");
    for (const text of lines) {
      const item = page.createElement("li");
      const mark = /^[^：:]{1,24}[：:]/u.exec(ordered ? "" : text)?.[0];
      if (mark) item.append(Object.assign(page.createElement("b"), { textContent: mark }), text.slice(mark.length));
      else item.textContent = text;
      if (text.startsWith("〔")) item.className = "clause";
      list.append(item);
    }
    section.append(Object.assign(page.createElement("h3"), { textContent: heading }), list);
    return section;
  }).concat(Object.assign(page.createElement("p"), { textContent: own("note"), className: "quiet" }));
}

function asText(heading: string, blocks: Block[], own: BedsideSay): string {
  return [heading, ...blocks.map((block) => [block.heading, ...block.lines.map((line) => `- ${line}`)].join("\n")), own("note")].join("\n\n");
}

function field(name: string, text: string, value: string): { label: HTMLLabelElement; input: HTMLInputElement } {
  const [label, input] = [make("label", text), make("input", "")];
  Object.assign(input, { name, value, autocomplete: "off" });
  label.append(input);
  return { label, input };
}
