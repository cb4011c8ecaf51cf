import { policyWatch } from "./blocked.js";
import { LiangbingError } from "./error.js";

/** The glue that the generator writes, as far as a loader uses it. */
export interface Glue {
  initSync(o: { module: WebAssembly.Module }): unknown;
}

const MISFIT = "the module does not fit this loader";
const SPENT = "the module stopped a second time; the page must be reloaded";

/** A compiled module with its running instance, which is replaced once if it traps. */
export class Instance<G extends Glue> {
  /** Counts the instances; objects of an earlier one must not be used. */
  generation = 0;
  readonly #module: WebAssembly.Module;
  #glue: G | undefined;
  #spare: G | undefined;

  /**
   * Glue runs one instance, for good. `spare` is the same glue imported a second time, under another
   * address, for the instance that takes over after a trap.
   */
  constructor(glue: G, spare: G, module: WebAssembly.Module) {
    this.#module = module;
    this.#glue = glue;
    this.#spare = spare;
    this.#start(glue);
  }

  /**
   * Runs something in the module. A refusal comes out as a `LiangbingError`; after a trap nothing in
   * the memory can be trusted, so the next call gets a fresh instance, and after a second trap none.
   */
  run<T>(what: (glue: G) => T): T {
    if (!this.#glue) throw new LiangbingError("wasm-wrong", "", SPENT);
    try {
      return what(this.#glue);
    } catch (thrown) {
      if (thrown instanceof WebAssembly.RuntimeError) throw this.#replace(thrown);
      throw LiangbingError.fromModule(thrown);
    }
  }

  #replace(cause: WebAssembly.RuntimeError): LiangbingError {
    this.#glue = this.#spare;
    this.#spare = undefined;
    this.generation += 1;
    if (!this.#glue) return new LiangbingError("wasm-wrong", "", SPENT, { cause });
    this.#start(this.#glue);
    return new LiangbingError("wasm-wrong", "", "the module stopped; a fresh one was started", { cause });
  }

  #start(glue: G): void {
    try {
      glue.initSync({ module: this.#module });
    } catch (cause) {
      throw new LiangbingError("wasm-wrong", "", MISFIT, { cause });
    }
  }
}

/** A module that a page has once, whoever asks for it. */
export class Shared<G extends Glue> {
  readonly #glue: G;
  readonly #spare: G;
  #loading: Promise<Instance<G>> | undefined;

  constructor(glue: G, spare: G) {
    this.#glue = glue;
    this.#spare = spare;
  }

  /** The running module. After a failure a page may try again, with another address or when the network is back. */
  async load(wasm: Source): Promise<Instance<G>> {
    this.#loading ??= compile(wasm).then((module) => new Instance(this.#glue, this.#spare, fitting(module)));
    try {
      return await this.#loading;
    } catch (error) {
      this.#loading = undefined;
      throw error;
    }
  }
}

// Glue keeps the first module that runs, even one that is not ours and then fails, and a page could not try again.
function fitting(module: WebAssembly.Module): WebAssembly.Module {
  if (WebAssembly.Module.exports(module).some(({ name }) => name === "__wbindgen_start")) return module;
  throw new LiangbingError("wasm-wrong", "", MISFIT);
}

/** Where a file is, or its bytes; of the inline build they are still to be unpacked. */
export type Source = URL | BufferSource | Promise<BufferSource>;

/** Compiles a module; what can go wrong has a code and says what to do. */
export async function compile(wasm: Source): Promise<WebAssembly.Module> {
  if (typeof WebAssembly !== "object") {
    throw new LiangbingError("wasm-blocked", "browser", "this browser has no WebAssembly; a newer one is needed");
  }
  const bytes = wasm instanceof URL ? await fetchBytes(wasm) : await wasm;
  try {
    return await WebAssembly.compile(bytes);
  } catch (cause) {
    throw refused(cause);
  }
}

// Not `compileStreaming`: it fails where a server sends another type than `application/wasm`, and a
// module of this size compiles in a few milliseconds either way.
/** Fetches a file; one that is not there has a code. */
export async function fetchBytes(url: URL): Promise<BufferSource> {
  if (url.protocol === "file:") return readBytes(url);
  let answer: Response;
  const blocked = policyWatch("connect-src");
  try {
    answer = await fetch(url, { credentials: "same-origin" });
  } catch (cause) {
    if (await blocked()) {
      const help = `the page's Content-Security-Policy blocks \`${url.href}\`; \`connect-src\` needs ${sourceOf(url)}`;
      throw new LiangbingError("wasm-blocked", "connect-src", help, { cause });
    }
    throw new LiangbingError("wasm-missing", "", `\`${url.href}\` could not be fetched`, { cause });
  }
  void blocked();
  if (!answer.ok) {
    throw new LiangbingError("wasm-missing", "", `\`${url.href}\` answered ${answer.status}`);
  }
  return answer.arrayBuffer();
}

/** A place as a policy names it. */
function sourceOf({ origin }: URL): string {
  return origin === location.origin ? "'self'" : origin;
}

// Node.js fetches no files. Asked of the process, so that no bundler looks for a module that a page has not.
function readBytes(url: URL): BufferSource {
  const node = (globalThis as { process?: Partial<NodeJS.Process> }).process;
  try {
    const fs = node?.getBuiltinModule?.("node:fs");
    if (fs) return fs.readFileSync(url);
  } catch (cause) {
    throw new LiangbingError("wasm-missing", "", `\`${url.href}\` could not be read`, { cause });
  }
  throw new LiangbingError("wasm-missing", "", `\`${url.href}\` is a file; a page needs a server, or \`liangbing/inline\``);
}

function refused(cause: unknown): LiangbingError {
  if (/content security policy|unsafe-eval/i.test(String(cause))) {
    const help = "the page's Content-Security-Policy blocks WebAssembly; `script-src` needs 'wasm-unsafe-eval'";
    return new LiangbingError("wasm-blocked", "script-src", help, { cause });
  }
  return new LiangbingError("wasm-wrong", "", "these bytes are no WebAssembly module", { cause });
}
