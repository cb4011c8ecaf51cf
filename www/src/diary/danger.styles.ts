import { css } from "lit";

export const dangerStyles = css`
  .sheet { display: flex; flex-direction: column; border: 4px solid var(--_red-line); border-radius: 10px; background: var(--_bg); }
  .sheet h2 { display: flex; gap: 0.4em; align-items: center; margin: 0; padding: 0.6em 0.7em; background: var(--_critical-bg); color: var(--_critical-fg); }
  .sheet .shape { flex: none; width: 1.4em; height: 1.4em; }
  .sheet .mark { stroke: var(--_critical-bg); stroke-width: 2.4; fill: none; }
  .inside { padding: 0.8em; }
  .what { font-size: 1.2em; font-weight: 700; }
  .sit, .low { font-size: 1.1em; font-weight: 600; }
  .low { padding-inline-start: 1.2em; }
  .said { border: 4px solid var(--_red-line); padding: 0.6em; font-size: 1.2em; font-weight: 700; background: var(--_red-tint); }
  .call { width: 100%; box-sizing: border-box; min-height: max(var(--_tap), 3.75rem); font-size: 1.3em; font-weight: 700;
    background: var(--_red-bg); color: var(--_red-fg); border-color: var(--_red-line); }
  /* In sight at once and all the time, on the smallest phone too: first for who listens, at the edge for who looks. */
  .calling { position: sticky; inset-block: 0; z-index: 1; margin: 0; padding: 0.5em; background: var(--_bg); }
  .sheet .calling { order: 1; border-top: 2px solid var(--_red-line); border-radius: 0 0 10px 10px; }
  button { scroll-margin-bottom: 8rem; }
  .signs { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 6.2em), 1fr)); gap: 0.5em; margin-bottom: 0.8em; }
  .signs button { min-height: max(var(--_tap), 3.75rem); font-weight: 600; border-color: var(--_fg2); padding-inline: 0.3em; hyphens: auto; }
  .signs [aria-pressed=true] { border: 4px solid var(--_red-line); background: var(--_red-tint); }
  .clock { font-size: 1.6em; font-weight: 700; }
`;
