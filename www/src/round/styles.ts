import { css } from "lit";

export const styles = css`
  :host { display: block; --_tall: 5.1em; }
  :host([density="compact"]) { --_tall: 3.5em; }
  :host(.narrow) { --_tall: 12.5em; }
  :host(.narrow[density="compact"]) { --_tall: 11em; }
  :host, .page { color: var(--_fg); background: var(--_bg); }
  .all { display: grid; gap: 0.6em; grid-template-columns: minmax(0, 1fr); }
  h2, h3, h4, p, ul { margin: 0; padding: 0; }
  ul { list-style: none; }
  h2 { font-size: 1.15em; } h3 { font-size: 1.1em; } h4 { font-size: 1em; }
  .quiet { color: var(--_fg2); font-weight: 400; }
  .head { display: flex; flex-wrap: wrap; align-items: center; gap: 0.4em 1em; }
  .head .actions { margin-inline-start: auto; }
  .actions, .batch, .views, .filters, .colours { display: flex; flex-wrap: wrap; gap: 0.4em; align-items: center; }
  .batch .keys { margin-inline-start: auto; }
  progress { width: 12em; max-width: 100%; accent-color: var(--_link); }
  button, select, input, textarea {
    font: inherit; color: var(--_fg); background: var(--_bg); border: 1px solid var(--_grey-line); border-radius: var(--_radius);
    min-height: var(--_tap); padding: 0.1em 0.7em; box-sizing: border-box; max-width: 100%;
  }
  button { cursor: pointer; color: var(--_link); border-color: currentColor; }
  button:disabled { color: var(--_fg2); border-style: dashed; cursor: default; }
  button.primary { background: var(--_link); border-color: var(--_link); color: var(--_on-link); font-weight: 600; }
  button[aria-pressed="true"] { background: var(--_fg); color: var(--_bg); border-color: var(--_fg); }
  button.plain { border: 0; min-height: 0; padding: 0; background: transparent; font-weight: 600; text-decoration: underline; text-align: start; }
  .colours button { border-color: var(--_rule); border-bottom-width: 3px; color: var(--_fg); }
  .colours .red { border-bottom-color: var(--_red-line); } .colours .yellow { border-bottom: 3px double var(--_yellow-line); }
  .colours .blue { border-bottom-color: var(--_blue-line); } .colours .grey { border-bottom: 3px dashed var(--_grey-line); }
  .colours button[aria-pressed="true"] { color: var(--_bg); }
  .bar { border: 1px solid var(--_rule); border-radius: var(--_radius); padding: 0.5em 0.8em; display: flow-root; }
  .bar.red { border-inline-start: 8px solid var(--_red-line); background: var(--_red-tint); }
  .bar.yellow { border-inline-start: 8px double var(--_yellow-line); background: var(--_yellow-tint); }
  .bar.blue { border-inline-start: 4px solid var(--_blue-line); background: var(--_blue-tint); }
  .bar.grey { border-inline-start: 8px dashed var(--_grey-line); background: var(--_grey-tint); }
  .trouble { font-weight: 600; }
  .closed pre { font: inherit; white-space: pre-wrap; margin: 0.4em 0; max-height: 16em; overflow: auto; }
  .tag { font-size: 0.86em; border: 1px dashed var(--_yellow-line); color: var(--_yellow-ink); background: var(--_bg); border-radius: 4px; padding: 0 0.4em; }
  .empty { padding: 1.5em 0; text-align: center; }

  .split { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.8em; align-items: start; }
  .split.open { grid-template-columns: minmax(0, 1fr) minmax(20rem, 26rem); }
  .scroll { overflow: auto; position: relative; max-height: var(--liangbing-round-height, 70vh); border: 1px solid var(--_rule); border-radius: var(--_radius); overscroll-behavior: contain; }
  .heads { position: sticky; top: 0; z-index: 2; background: var(--_soft); border-bottom: 1px solid var(--_rule); color: var(--_fg2); }
  .heads > div { border-inline-start: 6px solid transparent; }
  .space { position: relative; }
  .heads > div, .row { display: grid; grid-template-columns: 2.4em 9.2em minmax(9em, 3fr) minmax(10em, 6fr) 8.4em 9.5em; gap: 0 0.7em; padding: 0.35em 0.7em; box-sizing: border-box; }
  .split.open .heads > div, .split.open .row { grid-template-columns: 2.4em 9em minmax(8em, 2fr) minmax(8em, 4fr) 7em; }
  .split.open .do { display: none; }
  .row {
    position: absolute; inset-inline: 0; height: var(--_tall); border-top: 1px solid var(--_rule); align-items: start; overflow: hidden;
    border-inline-start: 5px solid transparent; background: var(--_bg);
  }
  .row:hover { background: var(--_soft); }
  .row[aria-selected="true"] { background: var(--_blue-tint); }
  .row.critical, .row.red { border-inline-start: 6px solid var(--_red-line); }
  .row.yellow { border-inline-start: 6px double var(--_yellow-line); }
  .row.grey, .row.none { border-inline-start: 6px dashed var(--_grey-line); }
  .row.blue { border-inline-start: 4px solid var(--_blue-line); }
  .row.was-seen .name, .row.was-seen .what { color: var(--_fg2); }
  .row:focus-visible { outline-offset: -4px; box-shadow: none; }
  .row > * { min-width: 0; max-height: 100%; overflow: hidden; }
  .row .pick, .row .do, .row .who { overflow: visible; }
  .pick label { display: inline-flex; align-items: center; justify-content: center; min-width: 1.9em; min-height: 1.9em; }
  .pick input { min-height: 0; width: 1.15em; height: 1.15em; margin: 0; accent-color: var(--_link); }
  .was, .second { display: block; }
  .name, .second { display: block; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
  .what { line-height: 1.4; }
  .what li { white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
  .what li.new-red, .what li.worse, .what li.no-contact, .what li.overdue, .what li.loop-overdue { font-weight: 600; }
  :host([density="compact"]) .what li:nth-child(n+3), :host(.narrow) .what li:nth-child(n+3), :host(.narrow) .what .rest { display: none; }
  .told { display: grid; gap: 0.3em; }
  .told li { padding-inline-start: 1em; position: relative; }
  .told li::before { content: "·"; position: absolute; inset-inline-start: 0.2em; }
  .by span { display: block; }
  .late { color: var(--_red-ink); }
  .late b { display: block; line-height: 1.3; }
  .row .by { line-height: 1.4; }
  .do { display: flex; flex-wrap: wrap; gap: 0.3em; align-content: start; }
  .do button { min-height: min(var(--_tap), 1.9em); padding: 0 0.5em; }

  .side { border: 1px solid var(--_rule); border-radius: var(--_radius); padding: 0.7em 0.8em; display: grid; gap: 0.7em; grid-template-columns: minmax(0, 1fr); max-height: var(--liangbing-round-height, 70vh); overflow: auto; box-sizing: border-box; background: var(--_bg); }
  .side header { display: flex; flex-wrap: wrap; gap: 0.4em 1em; align-items: center; justify-content: space-between; position: sticky; top: -0.7em; background: var(--_bg); padding: 0.3em 0; z-index: 1; }
  .side h3:focus-visible { outline-offset: 0; }

  :host(.narrow) .heads { display: none; }
  :host(.narrow) .row, :host(.narrow) .split.open .row { grid-template-columns: 2.2em minmax(0, 1fr) auto; grid-template-rows: auto auto minmax(0, 1fr) auto; gap: 0.1em 0.5em; }
  :host(.narrow) .pick { grid-row: 1; }
  :host(.narrow) .row .chip { grid-row: 1; grid-column: 2; display: flex; gap: 0.5em; align-items: center; }
  :host(.narrow) .row .by { grid-row: 1; grid-column: 3; text-align: end; }
  :host(.narrow) .row .who { grid-row: 2; grid-column: 1 / -1; }
  :host(.narrow) .row .what { grid-row: 3; grid-column: 1 / -1; }
  :host(.narrow) .row .do { grid-row: 4; grid-column: 1 / -1; display: flex; }
  :host(.narrow) .do button { min-height: var(--_tap); padding: 0 0.9em; }
  :host(.narrow) .keys { display: none; }
  :host(.narrow) :is(.views, .filters, .batch) { flex-wrap: nowrap; overflow-x: auto; position: relative; padding: 4px; margin: -4px; }
  :host(.narrow) .colours { flex-wrap: nowrap; }
  :host(.narrow) :is(.views, .filters, .batch, .colours) > * { flex: none; white-space: nowrap; }
  :host(.narrow) .split.open { grid-template-columns: minmax(0, 1fr); }
  :host(.narrow) .split.open .scroll { display: block; }
  :host(.narrow) .side { position: fixed; inset: 0; max-height: none; z-index: 5; border-radius: 0; }

  dialog { color: var(--_fg); background: var(--_bg); border: 1px solid var(--_rule); border-radius: var(--_radius); width: min(30em, calc(100vw - 2em)); box-sizing: border-box; }
  dialog h2 { font-size: 1.1em; margin-bottom: 0.6em; }
  dialog form { display: grid; gap: 0.7em; }
  dialog label { display: grid; gap: 0.2em; }
  dialog ul { list-style: disc; padding-inline-start: 1.2em; }
  .on-paper { display: none; }
  @media print {
    .on-paper { display: block; }
    button:not(.row *), .actions, .batch, .filters, .views, .do, .pick, .side { display: none !important; }
    .scroll { max-height: none; overflow: visible; }
    .heads > div, .row, .split.open .heads > div, .split.open .row { grid-template-columns: 8.4em minmax(8em, 3fr) minmax(9em, 5fr) 8.4em; }
    .split.open { grid-template-columns: minmax(0, 1fr); }
  }
  @media (forced-colors: active) { .bar, .row, .side { border-color: CanvasText; } button[aria-pressed="true"] { background: Highlight; color: HighlightText; } }
`;
