// What the form offers, by the engine's codes; their names stand with the page's words.

export const TIMINGS = ["fasting", "postprandial-2h", "pre-meal", "bedtime", "random"] as const;

export const SYMPTOMS = [
  "none", "severe-headache", "vomiting", "chest-pain", "dyspnoea", "limb-weakness", "speech-loss", "altered-consciousness", "blurred-vision",
  "dizziness", "palpitation", "sweating", "leg-oedema",
] as const;

export const DRUGS = [
  "amlodipine", "nifedipine-gits", "enalapril", "valsartan", "hydrochlorothiazide", "indapamide", "spironolactone", "metoprolol", "metformin",
  "gliclazide", "acarbose", "dapagliflozin", "sitagliptin", "insulin-glargine", "atorvastatin", "aspirin",
] as const;
