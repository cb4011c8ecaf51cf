import { css } from "lit";

// Contrast and greyscale distance of every pair were measured; a colour is never the only cue.
const light = css`
  --_bg: var(--liangbing-bg, #ffffff);
  --_fg: var(--liangbing-fg, #1b2229);
  --_fg2: #4a5560;
  --_rule: #d9dee4;
  --_soft: #f6f7f9;
  --_link: var(--liangbing-primary, #0f4f96);
  --_on-link: #ffffff;
  --_red-bg: var(--liangbing-red-bg, #a31621);
  --_red-fg: var(--liangbing-red-fg, #ffffff);
  --_red-line: var(--liangbing-red-line, #a31621);
  --_red-tint: var(--liangbing-red-tint, #fdedee);
  --_red-ink: #8f111b;
  --_yellow-bg: var(--liangbing-yellow-bg, #ffc52e);
  --_yellow-fg: var(--liangbing-yellow-fg, #1f1600);
  --_yellow-line: var(--liangbing-yellow-line, #8a6100);
  --_yellow-tint: var(--liangbing-yellow-tint, #fff7e0);
  --_yellow-ink: #6b4a00;
  --_blue-bg: var(--liangbing-blue-bg, #3388dd);
  --_blue-fg: var(--liangbing-blue-fg, #04162b);
  --_blue-line: var(--liangbing-blue-line, #1769c2);
  --_blue-tint: var(--liangbing-blue-tint, #eaf3fd);
  --_blue-ink: #0f4f96;
  --_grey-bg: var(--liangbing-grey-bg, #ffffff);
  --_grey-fg: var(--liangbing-grey-fg, #4a5560);
  --_grey-line: var(--liangbing-grey-line, #66717d);
  --_grey-tint: var(--liangbing-grey-tint, #f6f7f9);
  --_grey-ink: #4a5560;
  --_critical-bg: #1a1a1a;
  --_critical-fg: #ffffff;
  --_focus-in: #1b2229;
  --_focus-out: #ffd54a;
`;

const dark = css`
  --_bg: var(--liangbing-bg, #14181d);
  --_fg: var(--liangbing-fg, #f2f5f7);
  --_fg2: #c9d1d9;
  --_rule: #39424c;
  --_soft: #1d232a;
  --_link: var(--liangbing-primary, #7db8ff);
  --_on-link: #04162b;
  --_red-bg: var(--liangbing-red-bg, #ff8a8f);
  --_red-fg: var(--liangbing-red-fg, #1a0406);
  --_red-line: var(--liangbing-red-line, #ff8a8f);
  --_red-tint: var(--liangbing-red-tint, #33191c);
  --_red-ink: #ffb3b6;
  --_yellow-bg: var(--liangbing-yellow-bg, #ffd25a);
  --_yellow-fg: var(--liangbing-yellow-fg, #1f1600);
  --_yellow-line: var(--liangbing-yellow-line, #ffd25a);
  --_yellow-tint: var(--liangbing-yellow-tint, #2e2714);
  --_yellow-ink: #ffe29a;
  --_blue-bg: var(--liangbing-blue-bg, #7db8ff);
  --_blue-fg: var(--liangbing-blue-fg, #04162b);
  --_blue-line: var(--liangbing-blue-line, #7db8ff);
  --_blue-tint: var(--liangbing-blue-tint, #17273a);
  --_blue-ink: #a9d0ff;
  --_grey-bg: var(--liangbing-grey-bg, #14181d);
  --_grey-fg: var(--liangbing-grey-fg, #c9d1d9);
  --_grey-line: var(--liangbing-grey-line, #8d98a4);
  --_grey-tint: var(--liangbing-grey-tint, #1d232a);
  --_grey-ink: #c9d1d9;
  --_critical-bg: #f2f5f7;
  --_critical-fg: #14181d;
  --_focus-in: #f2f5f7;
  --_focus-out: #8a6100;
`;

/** Colours in both themes; paper always gets the light ones. */
export const tokens = css`
  :host { ${light} }
  @media screen and (prefers-color-scheme: dark) { :host(:not([theme="light"])) { ${dark} } }
  @media screen { :host([theme="dark"]) { ${dark} } }
  @media (prefers-contrast: more) { :host { --_fg2: var(--_fg) !important; --_rule: var(--_fg) !important; } }
`;

/**
 * Type and touch sizes; a phone gets the larger ones unless the host says. They follow what a reader has set in the browser
 * and are no smaller where a host shrinks its root, as old style sheets do. Both languages run from left to right, also
 * on a page that does not: `< 130/80` must not turn round.
 */
export const scale = css`
  .page { all: initial; display: block; }
  :host {
    --_size: var(--liangbing-font-size, max(0.875rem, 14px));
    --_tap: var(--liangbing-tap, max(2rem, 32px));
    --_radius: var(--liangbing-radius, 6px);
    --_line: 1.5;
    --_font: var(
      --liangbing-font-family,
      system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "HarmonyOS Sans", sans-serif
    );
  }
  :host, .page {
    direction: ltr;
    font-family: var(--_font);
    font-size: var(--_size);
    line-height: var(--_line);
    overflow-wrap: anywhere;
    font-variant-numeric: tabular-nums;
  }
  @media (pointer: coarse) { :host { --_size: var(--liangbing-font-size, max(1.0625rem, 17px)); --_tap: var(--liangbing-tap, max(2.75rem, 44px)); } }
  :host([font-scale="compact"]) { --_size: max(0.875rem, 14px); --_tap: max(2rem, 32px); }
  :host([font-scale="normal"]) { --_size: max(1.0625rem, 17px); --_tap: max(2.75rem, 44px); }
  :host([font-scale="large"]) { --_size: max(1.25rem, 20px); --_tap: max(3.75rem, 60px); }
  :host([font-scale="care"]) { --_size: max(1.5rem, 24px); --_tap: max(3.75rem, 60px); --_line: 1.6; }
  :host([font-scale="max"]) { --_size: max(1.875rem, 30px); --_tap: max(3.75rem, 60px); --_line: 1.6; }
  [hidden] { display: none !important; }
  .sr {
    position: absolute; width: 1px; height: 1px; margin: -1px; padding: 0; border: 0;
    overflow: hidden; clip-path: inset(50%); white-space: nowrap;
  }
  :focus-visible { outline: 3px solid var(--_focus-in); outline-offset: 1px; box-shadow: 0 0 0 6px var(--_focus-out); }
`;
