import { css } from "lit";

export const styles = css`
  :host { display: block; color: var(--_fg); }
  h2, h3, p, ul { margin: 0; padding: 0; }
  h2 { font-size: 1.2em; } h3 { font-size: 1em; }
  ul { list-style: none; display: grid; gap: 0.3em; }
  .pinned {
    background: var(--_critical-bg); color: var(--_critical-fg); border-radius: var(--_radius); padding: 0.75em 0.9em;
    display: grid; gap: 0.5em; border: 2px solid var(--_red-line);
  }
  .pinned h3 { display: flex; flex-wrap: wrap; gap: 0.3em 0.75em; justify-content: space-between; }
  .quiet { opacity: 0.85; }
  .clock { font-variant-numeric: tabular-nums; font-weight: 400; }
  .actions { display: flex; flex-wrap: wrap; gap: 0.5em; }
  button, input {
    font: inherit; color: var(--_fg); background: var(--_bg); border: 1px solid var(--_grey-line); border-radius: var(--_radius);
    min-height: var(--_tap); padding: 0.1em 0.8em; box-sizing: border-box; max-width: 100%;
  }
  button { cursor: pointer; color: var(--_link); border-color: currentColor; }
  button.primary { background: var(--_link); border-color: var(--_link); color: var(--_on-link); font-weight: 600; }
  dialog {
    color: var(--_fg); background: var(--_bg); border: 3px solid var(--_red-line); border-top-width: 12px; border-radius: var(--_radius);
    max-width: min(36em, calc(100vw - 2em)); box-sizing: border-box; padding: 1em 1.2em; overflow: auto;
  }
  dialog::backdrop { background: rgb(0 0 0 / 0.6); }
  form { display: grid; gap: 0.75em; grid-template-columns: minmax(0, 1fr); }
  label { display: grid; gap: 0.2em; }
  .value { font-size: 1.1em; }
  .do { border-inline-start: 8px solid var(--_red-line); background: var(--_red-tint); padding: 0.5em 0.8em; display: grid; gap: 0.3em; white-space: pre-line; }
  .repeat { border: 2px dashed var(--_red-line); border-radius: var(--_radius); padding: 0.6em 0.8em; display: grid; gap: 0.4em; justify-items: start; }
  .repeat .clock { font-size: 1.6em; font-weight: 600; }
  .wrong { color: var(--_red-ink); font-weight: 600; }
  .wrong:empty { display: none; }
  @media (forced-colors: active) { .pinned { color: CanvasText; background: Canvas; } button.primary { color: ButtonText; background: ButtonFace; } }
  @media print { dialog, .actions { display: none; } }
`;
