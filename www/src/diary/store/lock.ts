import type { IDBPDatabase } from "idb";
import type { Lock } from "./seal.js";
import type { Transact } from "./sealed.js";
import { LOCK, type Lockable, StoreError, type StoreEvent } from "./types.js";

interface Around {
  database(): IDBPDatabase;
  transact: Transact;
  now(): number;
  /** Tells other tabs. */
  tell(event: StoreEvent): void;
}

/** The lock of a diary in the browser: which one this page knows, and its key while it is open. */
export class BrowserLock implements Lockable {
  readonly #around: Around;
  #id: string | null = null;
  #key: CryptoKey | null = null;

  constructor(around: Around) {
    this.#around = around;
  }

  get sealed(): boolean {
    return this.#id !== null;
  }

  get locked(): boolean {
    return this.#id !== null && this.#key === null;
  }

  /** `null` for a plain diary; whoever writes to a locked one is refused before. */
  get key(): CryptoKey | null {
    if (this.locked) throw new StoreError("locked", "the diary is locked");
    return this.#key;
  }

  /** Looks how the diary is locked now: another tab may have changed it. */
  async look(): Promise<void> {
    this.#know(((await this.#around.database().get("meta", LOCK)) as Lock | undefined)?.id ?? null);
  }

  /** Refuses where the lock is not the one that this page knows; answers the key to read with. */
  judge(found: unknown): CryptoKey | null {
    this.#know((found as Lock | undefined)?.id ?? null);
    return this.key;
  }

  #know(id: string | null): void {
    if (id !== this.#id) this.#key = null;
    this.#id = id;
  }

  gone(): void {
    this.#know(null);
  }

  lock(): void {
    this.#key = null;
  }

  async unlock(passphrase: string): Promise<number | null> {
    const { tryPass } = await import("./sealed.js");
    const answer = await tryPass(this.#around.database(), passphrase, this.#around.now);
    if ("wait" in answer) return answer.wait > 0 ? answer.wait : null;
    this.#id = answer.id;
    this.#key = answer.key;
    return 0;
  }

  async set(passphrase: string): Promise<void> {
    if (this.sealed) throw new StoreError("locked", "the diary has a passphrase; change it");
    const { sealAll } = await import("./sealed.js");
    const { id, key } = await sealAll(this.#around.database(), this.#around.transact, passphrase);
    this.#id = id;
    this.#key = key;
    this.#around.tell({ type: "locked" });
  }

  async change(old: string, passphrase: string): Promise<boolean> {
    const { changePass } = await import("./sealed.js");
    return changePass(this.#around.database(), old, passphrase, this.#around.now);
  }

  async forget(): Promise<void> {
    const { key } = this;
    if (!key) return;
    const { unsealAll } = await import("./sealed.js");
    await unsealAll(this.#around.database(), this.#around.transact, key);
    this.gone();
    this.#around.tell({ type: "locked" });
  }
}
