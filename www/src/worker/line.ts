import { policyWatch } from "../blocked.js";
import { LiangbingError } from "../error.js";
import type { ErrorCode } from "../types.js";
import { scriptAddress } from "./policy.js";
import type { Answer, CallName, Calls } from "./talk.js";

interface Waiting {
  done(value: unknown): void;
  failed(error: LiangbingError): void;
}

/** The questions to one worker, and who waits for which answer. */
export class Line {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #asked = 0;
  #ended: string | undefined;

  constructor(place: URL) {
    if (typeof Worker !== "function") {
      throw new LiangbingError("wasm-blocked", "browser", "there are no workers here; `load()` of `liangbing` needs none");
    }
    const blocked = policyWatch("worker-src");
    this.#worker = started(place);
    this.#worker.addEventListener("message", ({ data }: MessageEvent<Answer>) => this.#answered(data));
    for (const trouble of ["error", "messageerror"] as const) {
      this.#worker.addEventListener(trouble, () => void blocked().then((is) => {
        if (is) this.end(BLOCKED, "wasm-blocked", "worker-src");
        else this.end(`the worker stopped; \`${place.href}\` may be missing`);
      }));
    }
  }

  ask<N extends CallName>(call: N, args: Calls[N], transfer: Transferable[]): Promise<unknown> {
    if (this.#ended !== undefined) return Promise.reject(new LiangbingError("wasm-wrong", "", this.#ended));
    const id = (this.#asked += 1);
    return new Promise((done, failed) => {
      this.#waiting.set(id, { done, failed });
      this.#worker.postMessage({ id, call, with: args }, transfer);
    });
  }

  end(why: string, code: ErrorCode = "wasm-wrong", path = ""): void {
    this.#ended ??= why;
    this.#worker.terminate();
    for (const { failed } of this.#waiting.values()) failed(new LiangbingError(code, path, why));
    this.#waiting.clear();
  }

  #answered({ id, value, error }: Answer): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error) waiting?.failed(new LiangbingError(error.code, error.path, error.message));
    else waiting?.done(value);
  }
}

const BLOCKED = "the page's Content-Security-Policy blocks the worker; it needs worker-src 'self', and trusted-types liangbing-loader";

function started(place: URL): Worker {
  try {
    return new Worker(scriptAddress(place));
  } catch (cause) {
    throw new LiangbingError("wasm-blocked", "worker-src", BLOCKED, { cause });
  }
}
