import { stringify } from "../json.js";
import { type Instance, Shared } from "../module.js";
import type { LiangbingRecord, Locale } from "../types.js";
import type { Book, Comparison, Tried } from "./data.js";
import * as glue from "../../pkg-book/book.js";
import * as spare from "../../pkg-book/book.js?spare";

type Glue = Pick<typeof glue, "Book" | "initSync">;
type Raw = InstanceType<typeof glue.Book>;

const shared = new Shared<Glue>(glue, spare);

/** The rule book of the engine: data, comparisons, and one rule tried on one record. */
export class RuleBook {
  readonly #instance: Instance<Glue>;
  readonly #whole = new Map<Locale, Book>();
  #raw: Raw;
  #generation: number;

  private constructor(instance: Instance<Glue>) {
    this.#instance = instance;
    this.#raw = instance.run(({ Book: Made }) => new Made());
    this.#generation = instance.generation;
  }

  /** Fetches the module once for the page. */
  static async load(wasm: URL | BufferSource = new URL("../../pkg-book/book_bg.wasm", import.meta.url)): Promise<RuleBook> {
    return new RuleBook(await shared.load(wasm));
  }

  /** Everything in one language. */
  whole(locale: Locale): Book {
    const known = this.#whole.get(locale);
    if (known) return known;
    const book = JSON.parse(this.#run((raw) => raw.whole(locale))) as Book;
    this.#whole.set(locale, book);
    return book;
  }

  /** What the second pack says otherwise than the first. */
  compare(from: string, to: string, locale: Locale): Comparison {
    return JSON.parse(this.#run((raw) => raw.compare(from, to, locale))) as Comparison;
  }

  /** What a rule says of a record, or of its text, which is then judged as it was written. */
  tryRule(rule: string, record: LiangbingRecord | string, asOf: string, locale: Locale): Tried {
    const text = typeof record === "string" ? record : stringify(record);
    return JSON.parse(this.#run((raw) => raw.tryRule(rule, text, asOf, locale))) as Tried;
  }

  #run<T>(what: (raw: Raw) => T): T {
    return this.#instance.run(({ Book: Made }) => {
      if (this.#generation !== this.#instance.generation) {
        this.#raw = new Made();
        this.#generation = this.#instance.generation;
      }
      return what(this.#raw);
    });
  }
}
