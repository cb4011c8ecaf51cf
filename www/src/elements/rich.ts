import { html, type TemplateResult } from "lit";

// The only mark-up a card may carry: paragraphs, lists, bold, and links to https. Everything else is
// shown as the text it is, so a hostile card can do nothing.
const INLINE = /\*\*([^*]+)\*\*|\[([^\]]+)\]\((https:\/\/[^\s)]+)\)/g;

/** Text with that mark-up as a template. */
export function rich(text: string): TemplateResult[] {
  return text.split(/\n{2,}/).map((block) => {
    const lines = block.split("\n").filter((line) => line.trim() !== "");
    const isList = lines.length > 0 && lines.every((line) => /^[-*] /.test(line));
    if (isList) return html`<ul>${lines.map((line) => html`<li>${inline(line.slice(2))}</li>`)}</ul>`;
    return html`<p>${inline(lines.join("\n"))}</p>`;
  });
}

function inline(text: string): (TemplateResult | string)[] {
  const parts: (TemplateResult | string)[] = [];
  let done = 0;
  for (const match of text.matchAll(INLINE)) {
    parts.push(text.slice(done, match.index));
    const [whole, bold, label, address] = match;
    parts.push(bold ? html`<b>${bold}</b>` : link(label ?? "", address ?? null));
    done = match.index + whole.length;
  }
  parts.push(text.slice(done));
  return parts;
}

/** A link that opens nothing but https, and tells the other side nothing. */
export function link(label: string, address: string | null): TemplateResult {
  if (!address?.startsWith("https://")) return html`${label}`;
  return html`<a href=${address} target="_blank" rel="noopener noreferrer">${label}</a>`;
}
