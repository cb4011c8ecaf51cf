import { css } from "lit";

export const styles = css`
  .bedside { border-top: 1px solid var(--_rule); padding-top: 0.5em; }
  .rows dd ul.series { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: 0.1em 1.1em; }
  .series li:first-child b { font-size: 1.14em; }
  .age { color: var(--_fg2); }
  .stale { border-style: dashed; border-color: var(--_grey-line); color: var(--_grey-ink); }
  .late { border: 2px solid var(--_red-line); color: var(--_red-ink); font-weight: 600; }
  .arrow { font-weight: 700; }
  .small { min-height: max(1.75em, 24px); padding: 0 0.6em; }
  .emergency { border: 3px solid var(--_red-line); border-top-width: 12px; width: min(38em, calc(100vw - 2em)); }
  .emergency h3 { border-bottom: 2px solid var(--_fg); margin-top: 0.7em; }
  .emergency ul { padding-inline-start: 1.2em; display: grid; gap: 0.2em; }
  .emergency .clause { list-style: none; color: var(--_fg2); font-size: 0.93em; }
  .emergency form { display: grid; gap: 0.5em; margin: 0.75em 0; }
  .emergency label { display: grid; gap: 0.2em; }
  .call {
    display: inline-flex; align-items: center; min-height: max(var(--_tap), 2.75rem); padding: 0 1.2em; margin-top: 0.5em; font-weight: 700; font-size: 1.14em;
    background: var(--_red-bg); color: var(--_red-fg); border: 2px solid var(--_red-line); border-radius: var(--_radius); text-decoration: none;
  }
  @media (forced-colors: active) { .call { color: LinkText; background: Canvas; } }
`;
