import type { Task } from "./face.js";

/** Whom something can be handed on to, from near to far. */
export const OWNERS: readonly Task["owner"][] = ["present-staff", "village-doctor", "grid-volunteer", "township-clinic", "county-hospital"];
