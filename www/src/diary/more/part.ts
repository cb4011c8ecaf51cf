import { LitElement, type PropertyDeclarations } from "lit";
import { scale, tokens } from "../../elements/tokens.js";
import { localeOf } from "../../elements/words.js";
import type { DiaryModel } from "../model.js";
import type { Everything } from "../store/types.js";
import { styles } from "../styles.js";
import { type MoreSay, moreSay } from "./words.js";

/** A part of the diary behind its name: it is handed the diary, and every change of its rows. */
export class DiaryPart extends LitElement {
  static override properties: PropertyDeclarations = { model: { attribute: false }, rows: { attribute: false }, locale: { type: String } };
  static override styles = [tokens, scale, styles];

  declare model: DiaryModel;
  declare rows: Everything;
  declare locale: string;

  constructor() {
    super();
    this.locale = "zh-CN";
  }

  protected get say(): MoreSay {
    return moreSay(localeOf(this.locale));
  }

  /** The chosen person's rows of a kind that were not deleted, in the order of entry. */
  protected own<K extends "medicines" | "ticks" | "documents" | "questions">(kind: K): Everything[K] {
    const rows = this.rows[kind] as { person: string; deletedAt: string | null }[];
    return rows.filter(({ person, deletedAt }) => person === this.model.person?.id && !deletedAt) as Everything[K];
  }

  // What is typed and not stored is kept with the diary: shutting the part, or opening a form, loses none of it.
  protected override firstUpdated(): void {
    this.renderRoot.addEventListener("input", (event) => {
      const { id, type, value } = event.target as HTMLInputElement;
      if (type === "text") this.draft(id, value);
    });
    for (const box of this.renderRoot.querySelectorAll<HTMLInputElement>("input[type=text]")) box.value = this.model.drafts.get(this.#name(box.id)) ?? box.value;
  }

  /** Whether something was typed into these boxes that is not stored. */
  protected typed(...ids: string[]): boolean {
    return ids.some((id) => this.model.drafts.has(this.#name(id)));
  }

  protected draft(id: string, text: string): void {
    if (text.trim()) this.model.drafts.set(this.#name(id), text);
    else this.model.drafts.delete(this.#name(id));
  }

  #name(id: string): string {
    return `${this.localName} ${id}`;
  }

  protected box(id: string): HTMLInputElement {
    return this.renderRoot.querySelector(`#${id}`) as HTMLInputElement;
  }
}
