import { css } from "lit";

export const styles = css`
  :host { display: inline-block; max-width: 100%; vertical-align: middle; }
  .chip {
    display: inline-flex; align-items: center; gap: 0.4em; box-sizing: border-box; max-width: 100%;
    min-height: 1.9em; padding: 0.1em 0.65em 0.1em 0.45em; border-radius: var(--_radius);
    font-weight: 600; line-height: 1.3; background: var(--_chip-bg); color: var(--_chip-fg);
    border: 2px solid var(--_chip-line);
    print-color-adjust: exact; -webkit-print-color-adjust: exact;
  }
  .red { --_chip-bg: var(--_red-bg); --_chip-fg: var(--_red-fg); --_chip-line: var(--_red-line); }
  .critical { --_chip-bg: var(--_critical-bg); --_chip-fg: var(--_critical-fg); --_chip-line: var(--_red-line); }
  .yellow {
    --_chip-bg: var(--_yellow-bg); --_chip-fg: var(--_yellow-fg); --_chip-line: var(--_yellow-line);
    border-width: 3px; border-style: double;
  }
  .blue { --_chip-bg: var(--_blue-bg); --_chip-fg: var(--_blue-fg); --_chip-line: var(--_blue-line); }
  .grey { --_chip-bg: var(--_grey-bg); --_chip-fg: var(--_grey-fg); --_chip-line: var(--_grey-line); border-style: dashed; }
  .none { --_chip-bg: transparent; --_chip-fg: var(--_fg2); --_chip-line: transparent; font-weight: 400; }
  .shape { flex: none; width: 1.15em; height: 1.15em; }
  .mark { stroke: var(--_chip-bg); stroke-width: 2.4; fill: none; }
  .level { font-weight: 400; white-space: nowrap; flex: none; font-size: 0.86em; padding-inline-start: 0.1em; }
  @media (forced-colors: active) { .chip { border-color: CanvasText; color: CanvasText; background: Canvas; } .mark { stroke: Canvas; } }
`;
