/** Rounds of PBKDF2 with SHA-256 that turn a password into a key; fewer are not taken from a file either. */
export const ROUNDS = 600_000;

/** A key of AES-GCM with 256 bits out of a password; it cannot be taken out of the browser. */
export async function passKey(password: string, salt: Uint8Array<ArrayBuffer>, iterations: number, uses: KeyUsage[]): Promise<CryptoKey> {
  const given = await crypto.subtle.importKey("raw", new TextEncoder().encode(password.normalize("NFKC")), "PBKDF2", false, ["deriveKey"]);
  return crypto.subtle.deriveKey({ name: "PBKDF2", hash: "SHA-256", salt, iterations }, given, { name: "AES-GCM", length: 256 }, false, uses);
}

export const random = (bytes: number): Uint8Array<ArrayBuffer> => crypto.getRandomValues(new Uint8Array(bytes));
export const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
