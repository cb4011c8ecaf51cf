import { uuid } from "../../secure.js";
import { bytesOf, passKey, random, ROUNDS } from "./pass.js";
import type { Kind, Row } from "./types.js";

// Said with every row, so that a row of another shape or place is never taken for one of these.
const SHAPE = "liangbing.seal/1";

/** How a diary is locked, as it stands beside the rows: nothing of it opens them without the passphrase. */
export interface Lock {
  /** Of the key of the rows; another one after the lock was taken away and set again. */
  id: string;
  rounds: number;
  salt: Uint8Array<ArrayBuffer>;
  iv: Uint8Array<ArrayBuffer>;
  /** The key of the rows, locked with the key that the passphrase gives. */
  key: ArrayBuffer;
  /** Wrong passphrases in a row, and until when none is tried, in milliseconds of this device's clock. */
  wrong: number;
  until: number;
}

/** A row at rest. The id, which is random or a setting's name, and the place in the order of entry are in the clear. */
export interface SealedRow {
  id: string;
  seq: number;
  iv: Uint8Array<ArrayBuffer>;
  data: ArrayBuffer;
}

export function isSealed(row: object): row is SealedRow {
  return "data" in row && "iv" in row;
}

const head = (id: string, rounds: number): Uint8Array<ArrayBuffer> => bytesOf(`${SHAPE} lock ${id} ${rounds}`);
const KEY = { name: "AES-GCM", length: 256 } as const;

/** A new key for rows, and its lock. */
export async function newLock(passphrase: string): Promise<{ lock: Lock; key: CryptoKey }> {
  const fresh = await crypto.subtle.generateKey(KEY, true, ["encrypt", "decrypt"]);
  const lock = await around(fresh, uuid(), passphrase);
  const key = await openLock(lock, passphrase);
  if (!key) throw new Error("a lock that was just made does not open");
  return { lock, key };
}

/** The key of the rows; `null` for a wrong passphrase. It cannot be taken out of the browser. */
export function openLock(lock: Lock, passphrase: string): Promise<CryptoKey | null> {
  return opened(lock, passphrase, false);
}

/** The same key under another passphrase; `null` where the old one is wrong. */
export async function changedLock(lock: Lock, old: string, passphrase: string): Promise<Lock | null> {
  const key = await opened(lock, old, true);
  return key && around(key, lock.id, passphrase);
}

async function around(key: CryptoKey, id: string, passphrase: string): Promise<Lock> {
  const [salt, iv] = [random(16), random(12)];
  const outer = await passKey(passphrase, salt, ROUNDS, ["wrapKey", "unwrapKey"]);
  const wrapped = await crypto.subtle.wrapKey("raw", key, outer, { name: "AES-GCM", iv, additionalData: head(id, ROUNDS) });
  return { id, rounds: ROUNDS, salt, iv, key: wrapped, wrong: 0, until: 0 };
}

async function opened({ id, rounds, salt, iv, key }: Lock, passphrase: string, extractable: boolean): Promise<CryptoKey | null> {
  const outer = await passKey(passphrase, salt, rounds, ["wrapKey", "unwrapKey"]);
  const how = { name: "AES-GCM", iv, additionalData: head(id, rounds) };
  try {
    return await crypto.subtle.unwrapKey("raw", key, outer, how, KEY, extractable, ["encrypt", "decrypt"]);
  } catch {
    return null;
  }
}

const place = (kind: Kind, id: string, seq: number): Uint8Array<ArrayBuffer> => bytesOf(`${SHAPE} ${kind} ${seq} ${id}`);

export async function seal(key: CryptoKey, kind: Kind, row: Row): Promise<SealedRow> {
  const { id, seq } = row;
  const iv = random(12);
  const data = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: place(kind, id, seq) }, key, bytesOf(JSON.stringify(row)));
  return { id, seq, iv, data };
}

/** The row; throws where it was changed, or put in another's place. */
export async function unseal(key: CryptoKey, kind: Kind, { id, seq, iv, data }: SealedRow): Promise<Row> {
  const text = await crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData: place(kind, id, seq) }, key, data);
  return JSON.parse(new TextDecoder().decode(text)) as Row;
}
