/** What a person typed, as a form understands it: no limits here, those are the rules' own. */
export type Typed = { ok: true; value: number } | { ok: false; why: "empty" | "not-a-number" | "not-whole" | "zero" };

// Full-width digits, the ideographic full stop and slash, and blanks of any width, as Chinese keyboards give them.
export function plain(text: string): string {
  return text
    .replace(/[\uff01-\uff5e]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0xfee0))
    .replace(/[\u3002\u00b7]/g, ".")
    .replace(/\s+/g, " ")
    .trim();
}

/** A number as typed; `whole` where a device shows no fraction. */
export function typed(text: string, whole: boolean): Typed {
  const digits = plain(text);
  if (digits === "") return { ok: false, why: "empty" };
  if (!/^\d{1,6}(\.\d{1,4})?$/.test(digits)) return { ok: false, why: "not-a-number" };
  if (whole && digits.includes(".")) return { ok: false, why: "not-whole" };
  // In a record nought means that nothing was measured: the rest would be judged alone.
  if (Number(digits) === 0) return { ok: false, why: "zero" };
  return { ok: true, value: Number(digits) };
}

/** The two or three numbers of a pressure in one box, `128/82` or `128 82 70`; `null` where it is something else. */
export function pressure(text: string): string[] | null {
  const parts = plain(text).split(/ ?[/\\,;|-] ?| /).filter(Boolean);
  return parts.length >= 2 && parts.length <= 3 && parts.every((part) => /^\d+$/.test(part)) ? parts : null;
}
