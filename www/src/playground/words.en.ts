/** The playground's own words. */
export const en = {
  "title": "Two-disease prompts · Playground", "heading": "Playground", "skip": "Skip to the preview", "language": "Language", "loading": "Loading the module…",
  "doctor": "Doctor's page", "guidelines": "Rule book", "failed": "The module could not be loaded",
  "about": "For integrators: a record in, the element live, the answer in every form, and the lines to copy. Nothing leaves this page.",
  "sample": "Sample", "own": "own", "asFhir": "The same as FHIR", "component": "Component", "theme": "Theme", "fontScale": "Font size", "asOf": "As of", "unset": "not set",
  "where": "Preview", "where.page": "in this page", "where.frame": "in a frame, through the bridge", "width": "Width", "width.full": "full", "width.narrow": "narrow, 360 px", "policy": "Policy of the frame",
  "policy.strict": "recommended", "policy.no-wasm": "without 'wasm-unsafe-eval'", "policy.no-connect": "connect-src 'none'", "policy.no-names": "no Trusted Types policy allowed",
  "policyHeader": "The header that the frame was served with", "policyAbout": "The frame is sandboxed, without an origin of its own, and loaded under this header. What it breaks is seen below and in the event log.",
  "onlyPanel": "The bridge carries the panel; this element stands in the page.",
  "input": "Record", "open": "Open a file", "valid": "Valid", "invalid": "Refused", "at": "at {path}", "inputAbout": "A record, or FHIR R4, as JSON. The module judges the text as it is written.",
  "attributes": "Attributes", "noAttributes": "This element has no attributes.", "properties": "Properties", "preview": "Preview", "on": "on", "readonly": "read only",
  "output": "Output", "output.assessment": "Assessment", "output.cards": "CDS Hooks", "output.fhir": "FHIR R4", "output.text": "Visit note", "copy": "Copy", "copied": "Copied", "nothing": "No answer for a record that was refused.",
  "events": "Events", "noEvents": "Nothing yet. Events of the element stand here, the newest first.", "clear": "Clear", "snippet": "Snippet", "event.at": "{n} ms",
  "readouts": "Sizes and times", "measure": "Measure", "took": "this assessment: {ms} ms", "median": "{n} assessments: median {median} ms, fastest {fastest} ms; reading and writing the answer's JSON: {baseline} ms", "answerSize": "answer: {kb} KB of JSON", "file": "file", "size": "KB as sent", "time": "ms to arrive", "sent": "As this server sends them; a server that compresses sends less.",
} as const;
