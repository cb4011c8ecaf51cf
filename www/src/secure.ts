// What browsers lend a page only under https or on this very machine, and many a hospital's network has neither.

/** Whether the browser encrypts and hashes for this page. */
export const seals = (): boolean => (crypto as { subtle?: SubtleCrypto }).subtle !== undefined;

/** A random UUID (version 4). */
export function uuid(): string {
  if ("randomUUID" in crypto) return crypto.randomUUID();
  const bytes: Uint8Array = (crypto as Crypto).getRandomValues(new Uint8Array(16));
  const hex = Array.from(bytes, (byte, at) => (at === 6 ? (byte & 15) | 64 : at === 8 ? (byte & 63) | 128 : byte).toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
