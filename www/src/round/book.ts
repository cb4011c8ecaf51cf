import { LiangbingError } from "../error.js";
import type { Engine, Input } from "../liangbing.js";
import type { WorkerEngine } from "../worker.js";
import type { LiangbingRecord, Locale, Options } from "../types.js";
import { type Answer, SECTIONS } from "./judge.js";
import type { Row } from "./patients.js";
import { type Texts, textsOf } from "./texts.js";

interface Page {
  input: Input;
  record: LiangbingRecord | null;
  /** In each language that somebody has read it in. */
  texts: Map<Locale, Texts>;
}

/** What the round shows of each line besides its codes: the record, and the engine's words by language. */
export class Book {
  readonly #pages = new Map<string, Page>();
  #asking = false;

  note(key: string, { input, record }: Row, answer: Answer | null, locale: Locale): void {
    const texts = new Map<Locale, Texts>();
    if (answer) texts.set(locale, textsOf(answer));
    this.#pages.set(key, { input, record, texts });
  }

  record(key: string): LiangbingRecord | null {
    return this.#pages.get(key)?.record ?? null;
  }

  input(key: string): Input | null {
    return this.#pages.get(key)?.input ?? null;
  }

  texts(key: string, locale: Locale): Texts | undefined {
    return this.#pages.get(key)?.texts.get(locale);
  }

  /** Asks for the words that lines lack in a language, one after another; `told` after each few. */
  async translate(keys: readonly string[], how: Options, engine: Engine | WorkerEngine, told: () => void): Promise<void> {
    const locale = how.locale ?? "zh-CN";
    const lacking = keys.filter((key) => this.#pages.get(key)?.texts.size && !this.texts(key, locale));
    if (lacking.length === 0 || this.#asking) return;
    this.#asking = true;
    try {
      for (const [at, key] of lacking.entries()) {
        const page = this.#pages.get(key);
        if (!page) continue;
        const answer = await engine.assess(page.input, { ...how, sections: [...SECTIONS] });
        page.texts.set(locale, textsOf(answer as Answer));
        if (at % 8 === 7) {
          told();
          await new Promise((go) => setTimeout(go));
        }
      }
    } catch (thrown) {
      // Codes stand where words are wanting; what is wrong with the engine the next thing that is asked of it says.
      if (LiangbingError.of(thrown).code === "bad-options") throw thrown;
    } finally {
      this.#asking = false;
    }
    told();
  }
}
