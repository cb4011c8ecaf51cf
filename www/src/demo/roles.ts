import type { CareLevel } from "../types.js";

/** Who looks at the page. The rules know three places; a specialist sits in the county's. */
export const ROLES = ["village", "township", "county", "specialist"] as const;
export type Role = (typeof ROLES)[number];

export function levelOf(role: Role): CareLevel {
  return role === "specialist" ? "county" : role;
}

export function roleOf(value: string): Role {
  return ROLES.find((role) => role === value) ?? "village";
}
