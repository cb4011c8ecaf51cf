import { css } from "lit";

export const styles = css`
  :host { display: block; }
  :host, .page { color: var(--_fg); background: var(--_bg); }
  .all { display: grid; gap: 0.75em; grid-template-columns: minmax(0, 1fr); }
  h3, h4, p, ul, dl, dd { margin: 0; padding: 0; }
  h3 { font-size: 1em; font-weight: 600; display: flex; flex-wrap: wrap; align-items: center; gap: 0.3em 0.6em; }
  h4 { font-size: 1.07em; font-weight: 600; line-height: 1.4; display: flex; gap: 0.5em; align-items: flex-start; }
  code { font-family: ui-monospace, Consolas, monospace; font-size: 0.9em; }
  a { color: var(--_link); }
  .quiet { color: var(--_fg2); font-weight: 400; }
  .count, .tag {
    font-size: 0.86em; font-weight: 400; color: var(--_fg2); border: 1px solid var(--_rule);
    border-radius: 1em; padding: 0 0.6em; background: var(--_bg);
  }
  .pending { border-style: dashed; border-color: var(--_yellow-line); color: var(--_yellow-ink); }

  /* Severity: width and pattern of the bar, then tint; never colour alone. */
  .bar { border: 1px solid var(--_rule); border-radius: var(--_radius); padding: 0.75em 0.9em; break-inside: avoid; }
  .bar.critical { border-inline-start: 12px solid var(--_red-line); background: var(--_red-tint); }
  .bar.red { border-inline-start: 8px solid var(--_red-line); background: var(--_red-tint); }
  .bar.yellow { border-inline-start: 8px double var(--_yellow-line); background: var(--_yellow-tint); }
  .bar.blue { border-inline-start: 4px solid var(--_blue-line); background: var(--_blue-tint); }
  .bar.grey { border-inline-start: 8px dashed var(--_grey-line); background: var(--_grey-tint); }
  .head { display: grid; gap: 0.6em; }
  .head.critical { border-top: 6px solid var(--_critical-bg); }
  .head liangbing-tier { font-size: 1.07em; }
  .concerns liangbing-tier { font-size: 0.93em; }
  .line { display: flex; flex-wrap: wrap; align-items: center; gap: 0.4em 0.75em; }
  .strip .line { justify-content: space-between; }
  .facts { display: flex; flex-wrap: wrap; gap: 0.2em 1.5em; }
  .facts div { display: flex; gap: 0.45em; flex-wrap: wrap; }
  dt { color: var(--_fg2); }
  .warnings { list-style: none; display: grid; gap: 0.2em; }
  .warnings li { padding-inline-start: 1.3em; position: relative; }
  .warnings li::before { content: "⚠"; content: "⚠" / ""; position: absolute; inset-inline-start: 0; }
  .referral { display: grid; gap: 0.3em; border-top: 1px solid var(--_rule); padding-top: 0.5em; }
  .checklist, .plain { list-style: none; display: grid; gap: 0.3em; }
  .checklist li { display: flex; gap: 0.5em; }
  .mark { display: inline-block; min-width: 1em; font-weight: 700; }
  .concerns { list-style: none; display: flex; flex-wrap: wrap; gap: 0.4em 1.5em; border-top: 1px solid var(--_rule); padding-top: 0.6em; }
  .concerns li { display: flex; flex-wrap: wrap; align-items: center; gap: 0.2em 0.5em; }
  .name { font-weight: 600; }

  .cards { display: grid; gap: 0.6em; grid-template-columns: minmax(0, 1fr); }
  .cards:has(.more[open]) .more { display: grid; }
  .card { display: grid; gap: 0.5em; grid-template-columns: minmax(0, 1fr); }
  .more > .card { margin-top: 0.6em; }
  .icon { flex: none; display: inline-flex; padding-top: 0.12em; }
  .icon .shape { width: 1.25em; height: 1.25em; }
  .icon.red { color: var(--_red-line); } .icon.yellow { color: var(--_yellow-line); } .icon.blue { color: var(--_blue-line); }
  .icon .mark { stroke: var(--_bg); stroke-width: 2.4; fill: none; }
  .red h4 { color: var(--_red-ink); } .yellow h4 { color: var(--_yellow-ink); } .blue h4 { color: var(--_blue-ink); }
  .channel { border: 1px solid currentColor; border-radius: 4px; padding: 0 0.35em; font-size: 0.86em; font-weight: 600; }
  .detail { display: grid; gap: 0.4em; white-space: pre-line; }
  .detail ul { padding-inline-start: 1.2em; }
  .actions, .override { display: flex; flex-wrap: wrap; gap: 0.5em; align-items: center; }
  .answered { font-weight: 600; }
  button, select, input {
    font: inherit; color: var(--_fg); background: var(--_bg); border: 1px solid var(--_grey-line);
    border-radius: var(--_radius); min-height: var(--_tap); padding: 0.1em 0.8em; box-sizing: border-box; max-width: 100%;
  }
  button { cursor: pointer; color: var(--_link); border-color: currentColor; }
  button.primary { background: var(--_link); border-color: var(--_link); color: var(--_on-link); font-weight: 600; }
  button.plain { color: var(--_fg2); border-color: transparent; background: transparent; text-decoration: underline; }
  .by { font-weight: 400; }
  h3 button { margin-inline-start: auto; font-weight: 400; }
  .override label { display: grid; gap: 0.2em; }

  summary { cursor: pointer; min-height: 1.75em; align-content: center; }
  details[open] > summary { margin-bottom: 0.3em; }
  .rows { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 0.3em 0.9em; }
  .rows dd ul:not(.plain) { padding-inline-start: 1.1em; }
  .scroll { overflow-x: auto; margin-top: 0.5em; }
  table { border-collapse: collapse; width: 100%; }
  th, td { text-align: start; padding: 0.25em 0.6em 0.25em 0; border-bottom: 1px solid var(--_rule); font-weight: 400; overflow-wrap: normal; }
  thead th { color: var(--_fg2); white-space: nowrap; }
  td:last-child { white-space: nowrap; }
  .block { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.5em; border: 1px solid var(--_rule); border-radius: var(--_radius); padding: 0.75em 0.9em; break-inside: avoid; }
  dialog { color: var(--_fg); background: var(--_bg); border: 1px solid var(--_rule); border-radius: var(--_radius); width: min(46em, calc(100vw - 2em)); box-sizing: border-box; }
  dialog h2 { margin: 0; font-size: 1.1em; }
  dialog pre { white-space: pre-wrap; overflow-wrap: anywhere; font: inherit; max-height: 60vh; overflow: auto; }
  .error { display: grid; gap: 0.4em; }
  .error h3 { color: var(--_red-ink); }
  .waiting { color: var(--_fg2); padding: 1.5em 0; text-align: center; }
  footer { color: var(--_fg2); font-size: 0.93em; }
  @media (max-width: 30em) { .rows { grid-template-columns: minmax(0, 1fr); gap: 0.1em; } .rows dd { margin-bottom: 0.4em; } }
  @media print {
    .actions, .screen, button { display: none; }
    .bar { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
    details::details-content { content-visibility: visible; height: auto; }
  }
  @media (forced-colors: active) { .bar, .block { border-color: CanvasText; } button.primary { color: ButtonText; background: ButtonFace; } }
`;
