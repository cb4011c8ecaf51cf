import type { Letter } from "../types.js";
import { aboutOf, issueWords, levelWords, nameOf, phrases } from "./texts.js";
import type { Line } from "./view.js";
import type { ListHost } from "./rows.js";

/** A window of its own: from inside an element nobody can keep the page around it off the paper. */
function paper(title: string, locale: string): Window | null {
  const page = window.open("", "_blank");
  if (!page) return null;
  page.opener = null;
  page.document.documentElement.lang = locale;
  page.document.title = title;
  Object.assign(page.document.body.style, { font: "10.5pt/1.45 system-ui, \"Microsoft YaHei\", \"Noto Sans CJK SC\", sans-serif", margin: "0", color: "#000", background: "#fff" });
  return page;
}

function add<K extends keyof HTMLElementTagNameMap>(to: Element, tag: K, text = "", style: Partial<CSSStyleDeclaration> = {}): HTMLElementTagNameMap[K] {
  const element = to.ownerDocument.createElement(tag);
  element.textContent = text;
  Object.assign(element.style, style);
  to.append(element);
  return element;
}

// The colour is a word, and red has a frame besides: the paper may be grey.
const CELL = { border: "1px solid #555", padding: "2pt 4pt", textAlign: "start", verticalAlign: "top" } as const;

/** The list as a page to print, a line a patient, by who acts and where; false where no window opened. */
export function printList(lines: readonly Line[], heading: readonly string[], host: ListHost): boolean {
  const { say } = host.tongue;
  const page = paper(say("paper.title"), say.locale);
  if (!page) return false;
  const body = page.document.body;
  const [title = "", ...rest] = heading;
  add(body, "h1", title, { fontSize: "14pt", margin: "0 0 4pt" });
  for (const line of rest) add(body, "p", line, { margin: "0 0 2pt" });
  const table = add(body, "table", "", { borderCollapse: "collapse", width: "100%", tableLayout: "fixed" });
  const head = add(add(table, "thead"), "tr");
  HEADS.forEach(([key, width]) => add(head, "th", say(key), { ...CELL, background: "#eee", width }));
  for (const [name, own] of grouped(lines, host)) group(table, name, own, host);
  page.print();
  return true;
}

const HEADS = [["col.tier", "13%"], ["paper.name", "20%"], ["col.what", "37%"], ["col.by", "14%"], ["paper.seen", "6%"], ["paper.note", "10%"]] as const;

/** By who acts and where, in the order of the most urgent of each. */
function grouped(lines: readonly Line[], { tongue: { say, of } }: ListHost): Map<string, Line[]> {
  const groups = new Map<string, Line[]>();
  for (const line of lines) {
    const owner = line.row?.owner ? of(`owner.${line.row.owner}`) : "";
    const place = line.row ? (line.row.place ?? say("paper.none")) : "";
    const name = [owner, place].filter(Boolean).join(" · ") || (line.kind === "issue" ? say("view.issues") : say("view.absent"));
    groups.set(name, [...(groups.get(name) ?? []), line]);
  }
  return groups;
}

// So many phrases of a patient fit on a line or two; the rest is on the screen.
const PHRASES = 2;

function group(table: HTMLElement, name: string, lines: readonly Line[], host: ListHost): void {
  const { tongue, asOf } = host;
  const { say } = tongue;
  const rows = add(table, "tbody");
  Object.assign(add(add(rows, "tr", "", { breakAfter: "avoid" }), "th", `${name} (${lines.length})`, { ...CELL, paddingTop: "6pt", borderWidth: "0 0 1.5pt" }), { colSpan: HEADS.length, scope: "rowgroup" });
  for (const { key, level, row, issue, id } of lines) {
    const record = host.recordOf(key);
    const tr = add(rows, "tr", "", { breakInside: "avoid" });
    const isRed = level?.startsWith("R") ?? false;
    add(tr, "td", `${isRed ? "‼ " : ""}${levelWords(level, tongue)}`, { ...CELL, fontWeight: isRed ? "700" : "400", borderWidth: isRed ? "2.5pt" : "1px", whiteSpace: "nowrap" });
    add(add(tr, "td", "", CELL), "bdi", record ? [nameOf(record, say), aboutOf(record, asOf, say)].filter(Boolean).join(" ") : id ?? say("noId"));
    const told = phrases(row?.changes ?? [], host.textsOf(key), tongue).map(({ text, byRules }) => (byRules ? `[${say("rules.mark")}] ${text}` : text));
    const more = told.length > PHRASES ? [`+${told.length - PHRASES}`] : [];
    const what = issue ? `${issueWords(issue, say)} (${say("row", { n: issue.row })})`
      : row ? [...told.slice(0, PHRASES), ...more].join(say.locale === "en" ? "; " : "；") : say("absent.note");
    add(add(tr, "td", "", CELL), "bdi", what);
    add(tr, "td", `${row?.actBy ?? ""}${row?.overdue ? ` ${say("filter.overdue")}` : ""}`, CELL);
    add(tr, "td", host.isSeen(id) ? "✓" : "☐", CELL);
    add(tr, "td", "", CELL);
  }
}

/** Letters, each on its own sheet; false where no window opened. */
export function printLetters(letters: readonly Letter[], title: string, locale: string): boolean {
  const page = paper(title, locale);
  if (!page) return false;
  letters.forEach((letter, at) => {
    add(page.document.body, "pre", letter.text, { whiteSpace: "pre-wrap", font: "12pt/1.6 system-ui, sans-serif", margin: "0", breakBefore: at ? "page" : "auto" });
  });
  page.print();
  return true;
}
