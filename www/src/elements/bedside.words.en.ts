/** What is said at the bedside: the patient in short, and the card for the ambulance. */
export const en = {
  "patient": "The patient in short", "noReading": "no usable reading", "daysAgo": "{n} days ago", "yesterday": "yesterday",
  "stale": "expired", "trend": "Trend", "rising": "rising", "falling": "falling", "no-clear-change": "no clear change",
  "part.systolic": "systolic", "part.diastolic": "diastolic",
  "how.fasting": "fasting", "how.pre-meal": "before a meal", "how.postprandial-2h": "2 h after a meal", "how.ogtt-1h": "1 h after glucose",
  "how.ogtt-2h": "2 h after glucose", "how.bedtime": "at bedtime", "how.random": "at any time", "how.home": "at home",
  "how.ambulatory-day": "ambulatory, by day", "how.ambulatory-night": "ambulatory, by night", "how.ambulatory-24h": "ambulatory, whole day",
  "how.derived": "calculated",
  "open": "Open", "task": "To watch: {what}", "due": "due {day}", "by": "by {day}",
  "ask": "Ask first", "missing": "Missing",
  "emergency": "Emergency card", "call": "Call 120", "do": "Do now, in this order", "tell": "Tell 120",
  "age": "Age", "years": "{n} years", "sex": "Sex", "female": "female", "male": "male", "unknown": "not known",
  "place": "Where exactly", "contact": "Who answers, and on which telephone", "level": "How urgent", "reason": "Why",
  "symptoms": "Symptoms", "readings": "Last readings", "medicines": "Takes", "allergies": "Allergies", "conditions": "Known diseases",
  "asOf": "As of", "copy": "Copy", "copied": "Copied", "notCopied": "Mark the text and copy it by hand", "print": "Print on A5", "close": "Close",
  "note": "What stands here was read from the record. A person decides; nobody waits for this page.",
  // The headings of the engine's own note, by which its lines are found.
  "note.symptoms": "Symptoms", "note.readings": "Readings", "note.conditions": "Diagnoses", "note.medicines": "Medicines", "note.allergies": "Allergies",
} as const;
