import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { lookOf } from "../elements/tier.js";
import type { LiangbingRecord, Tier } from "../types.js";
import type { Task } from "./face.js";
import { aboutOf, issueWords, levelWords, nameOf, phrases, readingsOf, type Texts, type Tongue } from "./texts.js";
import { colourOf, type Line } from "./view.js";

/** What a line of the list needs of the round it stands in. */
export interface ListHost {
  readonly tongue: Tongue;
  readonly asOf: string;
  readonly focused: string | null;
  recordOf(key: string): LiangbingRecord | null;
  textsOf(key: string): Texts | undefined;
  isSeen(id: string | null): boolean;
  taskOf(id: string | null): Task | undefined;
  isChosen(key: string): boolean;
  choose(key: string): void;
  open(key: string): void;
  see(lines: readonly Line[]): void;
  handOn(lines: readonly Line[]): void;
}

// So many phrases stand in a row; the rest is a number, and all of them stand beside the panel.
const PHRASES = 3;

/** What the chip of a level needs. */
export function chipOf(level: Line["level"]): Pick<Tier, "colour" | "level" | "reason"> {
  return { colour: colourOf(level), level, reason: null };
}

/** The lines in sight, each at its place; the one in focus stays, wherever the list is scrolled to. */
export function drawn(lines: readonly Line[], [from, to]: [number, number], host: ListHost): TemplateResult {
  const all = lines.map((line, at) => ({ line, at }));
  const near = all.slice(from, to);
  const at = lines.findIndex(({ key }) => key === host.focused);
  if (at >= 0 && (at < from || at >= to)) near.push({ line: lines[at] as Line, at });
  return html`${repeat(near, ({ line }) => line.key, (one) => drawnLine(one.line, one.at, host))}`;
}

function drawnLine(line: Line, at: number, host: ListHost): TemplateResult {
  const { tongue: { say }, focused } = host;
  const record = host.recordOf(line.key);
  const name = line.kind === "absent" ? line.id ?? "" : nameOf(record, say);
  const isSeen = host.isSeen(line.id);
  const current = focused === line.key || (focused === null && at === 0);
  return html`<div role="row" class="row ${lookOf(chipOf(line.level))} ${isSeen ? "was-seen" : ""} ${line.kind}" data-key=${line.key} data-at=${at}
      aria-rowindex=${at + 2} aria-selected=${host.isChosen(line.key)} tabindex=${current ? 0 : -1}>
    <div role="gridcell" class="pick"><label><input type="checkbox" tabindex="-1" .checked=${host.isChosen(line.key)}
      aria-label=${say("select", { name })} @change=${() => host.choose(line.key)}></label></div>
    <div role="gridcell" class="chip"><liangbing-tier compact .tier=${chipOf(line.level)} locale=${say.locale}></liangbing-tier>
      ${line.row?.was && line.row.was !== line.level ? html`<span class="quiet was">${say("was", { level: line.row.was })}</span>` : nothing}</div>
    <div role="gridcell" class="who">${whoOf(line, name, record, host)}</div>
    <div role="gridcell" class="what">${whatOf(line, host)}</div>
    <div role="gridcell" class="by">${dueOf(line, host)}</div>
    <div role="gridcell" class="do">${actsOf(line, isSeen, host)}</div>
  </div>`;
}

function whoOf({ key, kind, id, issue, row }: Line, name: string, record: LiangbingRecord | null, host: ListHost): TemplateResult {
  const { tongue: { say }, asOf } = host;
  const opens = kind !== "absent";
  const about = [aboutOf(record, asOf, say), row?.place ?? ""].filter(Boolean).join(" · ");
  const second = kind === "row" ? readingsOf(record, asOf) : [issue ? say("row", { n: issue.row }) : "", id ?? say("noId")].filter(Boolean).join(" · ");
  return html`<span class="name">${opens ? html`<button type="button" class="plain" tabindex="-1" aria-label=${say("open", { name })}
      @click=${() => host.open(key)}><bdi>${name}</bdi></button>` : html`<bdi>${name}</bdi>`} <span class="quiet"><bdi>${about}</bdi></span></span>
    <span class="quiet second"><bdi>${second}</bdi></span>`;
}

function whatOf({ key, row, issue, kind }: Line, host: ListHost): TemplateResult {
  const { tongue } = host;
  const { say } = tongue;
  if (issue) {
    const level = issue.level ? html`<span class="quiet">${say("issue.level")} ${levelWords(issue.level, tongue)}</span>` : nothing;
    return html`<ul><li class="data-issue"><b>${issueWords(issue, say)}</b> <code>${issue.path}</code></li></ul>
      <span class="quiet" lang="en">${issue.message}</span> ${level}`;
  }
  if (kind === "absent") return html`<span>${say("absent.note")}</span>`;
  const texts = host.textsOf(key);
  const told = phrases(row?.changes ?? [], texts, tongue);
  if (told.length === 0) return html`<span class="quiet">${texts?.first ?? ""}</span>`;
  const rest = told.length - PHRASES;
  return html`<ul>${told.slice(0, PHRASES).map(({ text, what, byRules }) => html`<li class=${what}>${
    byRules ? html`<span class="tag">${say("rules.mark")}</span> ` : nothing}<bdi>${text}</bdi></li>`)}</ul>
    ${rest > 0 ? html`<span class="quiet rest">${rest === 1 ? say("more.one") : say("more", { n: rest })}</span>` : nothing}`;
}

function dueOf({ row }: Line, { tongue: { say, of } }: ListHost): TemplateResult | typeof nothing {
  if (!row) return nothing;
  return html`<span class=${row.overdue ? "late" : ""}>${row.actBy ?? ""}${row.overdue ? html` <b>${say("filter.overdue")}</b>` : nothing}</span>
    <span class="quiet">${row.owner ? of(`owner.${row.owner}`) : ""}</span>`;
}

function actsOf(line: Line, isSeen: boolean, host: ListHost): TemplateResult | typeof nothing {
  const { tongue: { say, of } } = host;
  if (line.id === null || line.kind === "issue") return nothing;
  const task = host.taskOf(line.id);
  return html`<button type="button" tabindex="-1" aria-pressed=${isSeen} class="see" @click=${() => host.see([line])}>${say("seen")}</button>
    ${task ? html`<span class="quiet">${say("task.done", { owner: of.named("owner", task.owner), day: task.by })}</span>`
      : html`<button type="button" tabindex="-1" @click=${() => host.handOn([line])}>${say("task")}</button>`}`;
}
