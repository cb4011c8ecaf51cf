//! FHIR R4 in: other people's shapes to ours.
