import { bytesOf, passKey, random, ROUNDS } from "../store/pass.js";
import { type Everything, KINDS } from "../store/types.js";

const FORMAT = "liangbing.diary/1";
const USES: KeyUsage[] = ["encrypt", "decrypt"];

/** A backup as it stands in a file. Everything but how it was locked is unreadable without the password. */
interface Locked {
  format: typeof FORMAT;
  /** PBKDF2 with SHA-256 makes the key, AES-GCM of 256 bits locks. */
  rounds: number;
  salt: string;
  iv: string;
  data: string;
}

/** Locks a whole diary with a password. */
export async function lock(rows: Everything, password: string): Promise<string> {
  const [salt, iv] = [random(16), random(12)];
  const key = await passKey(password, salt, ROUNDS, USES);
  const text = bytesOf(JSON.stringify(rows));
  const data = new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: head(ROUNDS) }, key, text));
  return JSON.stringify({ format: FORMAT, rounds: ROUNDS, salt: encode(salt), iv: encode(iv), data: encode(data) } satisfies Locked);
}

/** Opens a backup; `null` for a wrong password and for anything that is not one, without saying which. */
export async function unlock(file: string, password: string): Promise<Partial<Everything> | null> {
  try {
    const { format, rounds, salt, iv, data } = JSON.parse(file) as Locked;
    // What a file asks for is bounded: it may come from anywhere.
    if (format !== FORMAT || !Number.isSafeInteger(rounds) || rounds < ROUNDS || rounds > 10 * ROUNDS) return null;
    const key = await passKey(password, decode(salt), rounds, USES);
    const opened = await crypto.subtle.decrypt({ name: "AES-GCM", iv: decode(iv), additionalData: head(rounds) }, key, decode(data));
    const all = JSON.parse(new TextDecoder().decode(opened)) as Record<string, unknown>;
    return Object.fromEntries(KINDS.flatMap((kind) => (Array.isArray(all[kind]) ? [[kind, all[kind]]] : []))) as Partial<Everything>;
  } catch {
    return null;
  }
}

// What was said of the lock cannot be changed either.
function head(rounds: number): Uint8Array<ArrayBuffer> {
  return bytesOf(`${FORMAT} ${rounds}`);
}

function encode(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}

function decode(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}
