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
