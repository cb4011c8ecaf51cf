import { VERSION } from "../version.js";
import type { ErrorDetail } from "./face.js";

/** Tells, once on the console and once as an event, that names are taken by another version, so that this copy is not used. */
export function clash(names: string, theirs = "unknown", way = ""): void {
  const message = `${names} registered already by version ${theirs}; this one, ${VERSION}, is not used${way}`;
  const detail: ErrorDetail = { code: "version-clash", path: "", message, recoverable: false };
  console.warn(`${detail.code}: ${message}`);
  document.dispatchEvent(new CustomEvent("liangbing-error", { detail }));
}
