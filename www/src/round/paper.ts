import type { Letter } from "../types.js";
import { aboutOf, issueWords, levelWords, nameOf, phrases, readingsOf } from "./texts.js";
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
  const { say, of } = host.tongue;
  const page = paper(say("paper.title"), say.locale);
  if (!page) return false;
  const body = page.document.body;
  const [title = "", ...rest] = heading;
  add(body, "h1", title, { fontSize: "14pt", margin: "0 0 4pt" });
  for (const line of rest) add(body, "p", line, { margin: "0 0 2pt" });
  const groups = new Map<string, Line[]>();
  for (const line of lines) {
    const owner = line.row?.owner ? of(`owner.${line.row.owner}`) : "";
    const place = line.row ? (line.row.place ?? say("paper.none")) : "";
    const name = [owner, place].filter(Boolean).join(" · ") || (line.kind === "issue" ? say("view.issues") : say("view.absent"));
    groups.set(name, [...(groups.get(name) ?? []), line]);
  }
  for (const [name, own] of groups) group(body, name, own, host);
  page.print();
  return true;
}

function group(body: HTMLElement, name: string, lines: readonly Line[], host: ListHost): void {
  const { tongue, asOf } = host;
  const { say } = tongue;
  add(body, "h2", `${name} (${lines.length})`, { fontSize: "11.5pt", margin: "10pt 0 3pt", breakAfter: "avoid" });
  const table = add(body, "table", "", { borderCollapse: "collapse", width: "100%" });
  const head = add(add(table, "thead"), "tr");
  for (const text of [say("col.tier"), say("paper.name"), say("col.what"), say("col.by"), say("paper.seen"), say("paper.note")]) add(head, "th", text, { ...CELL, background: "#eee" });
  const rows = add(table, "tbody");
  for (const line of lines) {
    const { key, level, row, issue, id } = line;
    const record = host.recordOf(key);
    const tr = add(rows, "tr", "", { breakInside: "avoid" });
    const isRed = level?.startsWith("R") ?? false;
    add(tr, "td", `${isRed ? "‼ " : ""}${levelWords(level, tongue)}`, { ...CELL, fontWeight: isRed ? "700" : "400", borderWidth: isRed ? "2.5pt" : "1px", whiteSpace: "nowrap" });
    const who = record ? [nameOf(record, say), aboutOf(record, asOf, say), readingsOf(record, asOf)] : [id ?? say("noId")];
    add(add(tr, "td", "", CELL), "bdi", who.filter(Boolean).join(" · "));
    const what = issue ? `${issueWords(issue, say)} (${say("row", { n: issue.row })})`
      : row ? phrases(row.changes, host.textsOf(key), tongue).map(({ text, byRules }) => (byRules ? `[${say("rules.mark")}] ${text}` : text)).join(say.locale === "en" ? "; " : "；")
        : say("absent.note");
    add(add(tr, "td", "", CELL), "bdi", what);
    add(tr, "td", `${row?.actBy ?? ""}${row?.overdue ? ` ${say("filter.overdue")}` : ""}`, { ...CELL, whiteSpace: "nowrap" });
    add(tr, "td", host.isSeen(id) ? "✓" : "☐", CELL);
    add(tr, "td", "", { ...CELL, minWidth: "60pt" });
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
