import type { Assessment, CareLevel, Locale } from "../types.js";
import type { Input } from "../liangbing.js";
import { isObject } from "./wire.js";

/** What the panel shows: a record that the guest's module judges, or an answer that the host has already. */
export interface Shown {
  record?: Input;
  assessment?: Assessment;
  /** The day, `YYYY-MM-DD`; needed with a record. */
  asOf?: string;
  locale?: Locale;
  level?: CareLevel;
  theme?: "auto" | "light" | "dark";
  mode?: "full" | "strip";
  readonly?: boolean;
  /** Who shows the card for the ambulance when it is asked for, since an event that crosses cannot be cancelled; the panel if not said. */
  emergency?: "panel" | "host";
}

/** From host to guest. */
export type HostSays = { type: "show"; show: Shown } | { type: "clear" };

/** The panel's events that cross, each as `liangbing-` and its name. */
export const EVENTS = ["ready", "result", "action", "feedback", "critical", "critical-ack", "emergency", "request-data", "error"] as const;
export type EventName = (typeof EVENTS)[number];

/** From guest to host. `of` is the number of the message that it answers. */
export type GuestSays =
  | { type: "shown"; of: number }
  | { type: "refused"; of: number; code: string; path: string; message: string }
  | { type: "height"; height: number }
  | { type: "event"; name: EventName; detail: unknown };

/** Taller than any screen; a guest that says more is not obeyed. */
const TALLEST = 100_000;

const WORDS: Readonly<Record<string, readonly string[]>> = {
  locale: ["zh-CN", "en"],
  level: ["village", "township", "county"],
  theme: ["auto", "light", "dark"],
  mode: ["full", "strip"],
  emergency: ["panel", "host"],
};

function only(value: Readonly<Record<string, unknown>>, keys: readonly string[]): boolean {
  return Object.keys(value).every((key) => keys.includes(key));
}

/** Whether this is something to show: exactly one of record and assessment, and nothing that is not known. */
function isShown(value: unknown): value is Shown {
  if (!isObject(value) || !only(value, ["record", "assessment", "asOf", "readonly", ...Object.keys(WORDS)])) return false;
  const { record, assessment, asOf, readonly } = value;
  if ((record === undefined) === (assessment === undefined)) return false;
  if (assessment !== undefined && !isObject(assessment)) return false;
  if (record !== undefined && typeof record !== "string" && (typeof record !== "object" || record === null)) return false;
  if (asOf !== undefined && (typeof asOf !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(asOf))) return false;
  if (record !== undefined && asOf === undefined) return false;
  if (readonly !== undefined && typeof readonly !== "boolean") return false;
  return Object.entries(WORDS).every(([key, words]) => value[key] === undefined || words.includes(value[key] as string));
}

/** What a host may say; anything else is nothing. */
export function readHost(body: unknown): HostSays | undefined {
  if (!isObject(body)) return undefined;
  if (body["type"] === "clear" && only(body, ["type"])) return { type: "clear" };
  if (body["type"] === "show" && only(body, ["type", "show"]) && isShown(body["show"])) {
    return { type: "show", show: body["show"] };
  }
  return undefined;
}

/** What a guest may say; anything else is nothing. */
export function readGuest(body: unknown): GuestSays | undefined {
  if (!isObject(body)) return undefined;
  const { type, of, height, name, code, path, message } = body;
  const answers = typeof of === "number" && Number.isSafeInteger(of);
  if (type === "shown" && only(body, ["type", "of"]) && answers) return { type, of };
  if (type === "height" && only(body, ["type", "height"]) && typeof height === "number") {
    return height >= 0 && height <= TALLEST ? { type, height } : undefined;
  }
  if (type === "event" && only(body, ["type", "name", "detail"])) {
    const known = EVENTS.find((event) => event === name);
    // Nothing of the patient travels with it, so nothing may.
    if (known === "emergency" && !(isObject(body["detail"]) && only(body["detail"], []))) return undefined;
    return known && { type, name: known, detail: body["detail"] };
  }
  const told = typeof code === "string" && typeof path === "string" && typeof message === "string";
  if (type === "refused" && only(body, ["type", "of", "code", "path", "message"]) && answers && told) {
    return { type, of, code, path, message };
  }
  return undefined;
}
