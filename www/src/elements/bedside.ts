import { styles } from "./bedside.styles.js";

export { course, plan, targets } from "./bedside.plan.js";
export { facts } from "./bedside.facts.js";
export { why } from "./bedside.why.js";
export { showEmergency } from "./bedside.emergency.js";

/** Lends a root the styles of what stands here, once. */
export function dress(root: ShadowRoot): void {
  const sheet = styles.styleSheet;
  if (sheet && !root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}
