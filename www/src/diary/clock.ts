/** A moment at this device's wall clock, to the minute and with its offset: `2026-11-21T08:10+08:00`. */
export function wall(now: Date): string {
  const minutes = -now.getTimezoneOffset();
  const sign = minutes < 0 ? "-" : "+";
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `${day(now)}T${two(now.getHours())}:${two(now.getMinutes())}${sign}${two(hours)}:${two(rest)}`;
}

/** The day at this device's wall clock. */
export function day(now: Date): string {
  return `${String(now.getFullYear()).padStart(4, "0")}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** What a form's `datetime-local` gives, with the offset that this device has at that time. */
export function fromForm(text: string): string | null {
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? null : wall(at);
}

/** A reading's wall time as a form's `datetime-local` takes it; midnight where only the day is known. */
export function formOf(at: string): string {
  const { day, time } = parts(at);
  return `${day}T${time || "00:00"}`;
}

export function zone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
}

/** The wall time of a reading, wherever it is looked at: `2026-11-21` and `08:10`. */
export function parts(at: string): { day: string; time: string } {
  return { day: at.slice(0, 10), time: at.slice(11, 16) };
}

/** The instant of a reading, for ordering; one without an offset is read at the clinic's. */
export function instant(at: string): number {
  const full = at.length <= 10 ? `${at}T00:00` : at;
  return Date.parse(/(Z|[+-]\d\d:\d\d)$/.test(full) ? full : `${full}+08:00`);
}

/** Milliseconds until this device's next day. */
export function untilMidnight(now: Date): number {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1).getTime() - now.getTime();
}

/** Lets the page answer whoever touches it, between two parts of long work. */
export const rest = (): Promise<void> => new Promise((done) => setTimeout(done));

function two(number: number): string {
  return String(number).padStart(2, "0");
}
