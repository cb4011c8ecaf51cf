import { css } from "lit";

/** What bringing in shows besides the diary's own. */
export const inStyles = css`
  h2:focus { outline: none; }
  .steps { padding-inline-start: 1.4em; }
  .steps li { margin-bottom: 0.5em; }
  .step { font-size: 1.2em; font-weight: 700; }
  .found, .papers { list-style: none; padding: 0; margin: 0 0 1em; }
  .found li, .papers li { border: 2px solid var(--_rule); border-radius: 8px; padding: 0.6em 0.8em; margin-bottom: 0.6em; }
  .found .value { font-weight: 700; font-size: 1.2em; margin: 0 0 0.2em; }
  .found p, .papers p { margin: 0 0 0.3em; }
  .flag { font-weight: 600; }
  .flag::before { content: "⚠ "; }
  .notes { padding-inline-start: 1.2em; }
  .wide { overflow-x: auto; margin: 0 0 1em; }
  table { border-collapse: collapse; width: 100%; }
  th, td { border: 1px solid var(--_rule); padding: 0.3em 0.5em; text-align: start; vertical-align: top; }
  .column select { display: block; width: 100%; margin: 0.2em 0 0.4em; }
  th select { min-height: var(--_tap); max-width: 12em; }
  .count { font-weight: 600; }
  .bad { max-height: 20em; overflow: auto; padding-inline-start: 1.2em; }
  progress { width: 100%; height: 1.2em; }
  .unverified { display: inline-block; border: 2px dashed var(--_fg2); border-radius: 6px; padding: 0 0.4em; font-weight: 600; }
  .paper { max-width: 100%; height: auto; border: 1px solid var(--_rule); }
  .lines { white-space: pre-line; overflow-wrap: anywhere; }
  textarea { display: block; width: 100%; box-sizing: border-box; min-height: 5em; font: inherit; color: var(--_fg); background: var(--_bg); border: 2px solid var(--_fg2); border-radius: 8px; padding: 0.4em; }
  input[type=date] { display: block; font: inherit; min-height: max(var(--_tap), 2.2em); width: 100%; box-sizing: border-box; color: var(--_fg); background: var(--_bg); border: 2px solid var(--_fg2); border-radius: 8px; padding: 0.2em 0.5em; }
`;
