import { css } from "lit";

// The sign of a summary is a border and no picture: it takes the colour of the words, forced colours too.

/** One column, one thing at a time; everything that is pressed has the size of a thumb. */
export const styles = css`
  :host { display: block; color: var(--_fg); background: var(--_bg); --_size: var(--liangbing-font-size, 1.0625rem); --_tap: var(--liangbing-tap, 2.75rem); }
  h2 { font-size: 1.2em; line-height: 1.3; margin: 0 0 0.6em; }
  h3 { font-size: 1em; margin: 0 0 0.3em; }
  p { margin: 0 0 0.6em; }
  section, form, details { margin: 0 0 1.4em; }
  .quiet { color: var(--_fg2); font-weight: 400; font-size: 0.9em; }
  .row { margin: 0 0 0.6em; }
  .head { display: flex; flex-wrap: wrap; gap: 0.5em; align-items: center; justify-content: space-between; margin-bottom: 1em; }
  .head > * { min-width: 0; max-width: 100%; }
  .word > span, .choice > span, .acts { min-width: 0; }
  .head h1 { font-size: 1.25em; margin: 0; }
  button, .button, select, summary, .choice, .file {
    font: inherit; line-height: 1.3; color: var(--_fg); background: var(--_bg); min-height: var(--_tap); min-width: var(--_tap); box-sizing: border-box;
    padding: 0.45em 0.9em; border: 2px solid var(--_link); border-radius: 10px; cursor: pointer; max-width: 100%;
  }
  select, .head button { padding-block: 0.2em; }
  .row > button, .row > a, .row > .file { width: 100%; }
  .button, .file { display: inline-flex; align-items: center; justify-content: center; text-align: center; text-decoration: none; }
  .file input { position: absolute; width: 1px; height: 1px; opacity: 0; }
  .file:focus-within { outline: 3px solid var(--_focus-in); outline-offset: 1px; }
  summary { display: flex; align-items: center; border-color: var(--_rule); font-weight: 600; }
  summary::after { content: ""; flex: none; width: 0.5em; height: 0.5em; margin-inline: auto 0.2em; border: solid; border-width: 0 3px 3px 0; rotate: 45deg; }
  details[open] > summary { margin-bottom: 0.8em; }
  details[open] > summary::after { rotate: 225deg; }
  .primary { background: var(--_link); color: var(--_on-link); font-weight: 600; }
  button[disabled] { opacity: 1; background: var(--_soft); color: var(--_fg2); border-style: dashed; cursor: default; }
  .field { margin: 0 0 0.9em; }
  label { font-weight: 600; }
  input[inputmode], input[type=text], input[type=password], input[type=datetime-local] {
    display: block; width: 100%; box-sizing: border-box; min-height: max(var(--_tap), 2.2em); margin-top: 0.2em; padding: 0.2em 0.5em;
    font: inherit; color: var(--_fg); background: var(--_bg); border: 2px solid var(--_fg2); border-radius: 8px;
  }
  input[inputmode] { font-size: 1.65em; }
  [aria-invalid=true] { border-color: var(--_red-line) !important; border-width: 3px !important; }
  .problem { margin: 0.2em 0 0; color: var(--_red-ink); font-weight: 600; }
  .problem:empty { display: none; }
  .problem:not(:empty)::before { content: "⚠ "; }
  fieldset { border: 0; margin: 0 0 0.9em; padding: 0; min-width: 0; }
  legend { font-weight: 600; padding: 0; margin-bottom: 0.3em; }
  .choices { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 8.5em), 1fr)); gap: 0.5em; }
  .choice { display: flex; align-items: center; gap: 0.4em; font-weight: 400; padding: 0.3em 0.6em; border-color: var(--_fg2); }
  .choice input { flex: none; width: 1.2em; height: 1.2em; margin: 0; accent-color: var(--_link); }
  .choice:has(input:checked) { border-color: var(--_link); border-width: 3px; font-weight: 600; }
  .choice:has(:focus-visible) { outline: 3px solid var(--_focus-in); outline-offset: 1px; box-shadow: 0 0 0 6px var(--_focus-out); }
  .doubt, .notice { border: 3px double var(--_yellow-line); background: var(--_yellow-tint); color: var(--_fg); padding: 0.7em 0.9em; margin: 0 0 0.8em; border-radius: 8px; }
  .doubt p, .notice p { margin: 0 0 0.4em; }
  .trouble { border: 4px solid var(--_red-line); background: var(--_red-tint); padding: 0.7em 0.9em; margin: 0 0 0.8em; border-radius: 8px; font-weight: 600; }
  @media print { :host { display: none; } }
`;

export const homeStyles = css`
  :host { max-width: 40rem; margin: 0 auto; padding: 0.8rem; box-sizing: border-box; }
  .today { border: 2px solid var(--_rule); border-inline-start: 8px solid var(--_grey-line); border-radius: 10px; padding: 0.8em; }
  .today.red, .today.critical { border-inline-start: 12px solid var(--_red-line); }
  .today.yellow { border-inline-start: 8px double var(--_yellow-line); }
  .today.blue { border-inline-start: 4px solid var(--_blue-line); }
  .today.grey, .today.none { border-inline-start-style: dashed; }
  .word { display: flex; align-items: center; gap: 0.4em; font-size: 1.3em; font-weight: 700; margin: 0 0 0.3em; line-height: 1.3; }
  .word .shape { flex: none; width: 1.3em; height: 1.3em; }
  .word .mark { stroke: var(--_bg); stroke-width: 2.4; fill: none; }
  .red .word, .critical .word { color: var(--_red-ink); }
  .yellow .word { color: var(--_yellow-ink); }
  .blue .word { color: var(--_blue-ink); }
  .grey .word, .none .word { color: var(--_grey-ink); }
  .next { font-size: 1.1em; }
  .readings { list-style: none; padding: 0; margin: 0 0 0.8em; }
  .readings li { display: flex; flex-wrap: wrap; gap: 0.3em 0.8em; align-items: center; padding: 0.4em 0; border-bottom: 1px solid var(--_rule); }
  .readings .value { font-weight: 700; font-size: 1.1em; }
  .readings .acts { margin-inline-start: auto; display: flex; gap: 0.4em; }
  .acts button { padding: 0.2em 0.7em; }
`;
