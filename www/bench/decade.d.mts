import type { Reading } from "../src/diary/store/types.js";

export const DAYS: number;
export function decade(today: string, person: string, days?: number): Reading[];
export function fill(rows: readonly Reading[]): Promise<void>;
/** A table of so many rows of pressures, one an hour from 2010 on. */
export function long(rows: number): string;
