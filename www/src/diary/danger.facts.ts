/**
 * First aid of a low glucose for someone awake who can swallow: 国家基层糖尿病防治管理指南(2022), chapter 7, part 1,
 * confidence A. Everything else on the sheet comes from the rules' own cards.
 */
export const LOW_GLUCOSE = { sugarGrams: [15, 20], repeatMinutes: 15, source: "low.source" } as const;

/** Asked on the sheet: the signs of the guidelines' lists of emergencies. */
export const DANGER_SIGNS = [
  "chest-pain", "dyspnoea", "orthopnoea", "speech-loss", "limb-weakness", "facial-droop", "severe-headache",
  "sudden-vision-loss", "altered-consciousness", "vomiting",
] as const;

/** Asked by the page at any time, besides. */
export const OTHER_SIGNS = [
  "dizziness", "palpitation", "sweating", "hunger", "blurred-vision", "polydipsia", "polyuria", "abdominal-pain", "acetone-breath",
  "deep-breathing",
] as const;

/** The ambulance in mainland China. */
export const AMBULANCE = "120";
