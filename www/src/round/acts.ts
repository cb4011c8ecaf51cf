import { html, nothing, type TemplateResult } from "lit";
import type { Letter, LetterKind, Options } from "../types.js";
import { keep } from "./compare.js";
import type { LiangbingRound } from "./element.js";
import type { Task } from "./face.js";
import { summaryText } from "./summary.js";
import { nameOf } from "./texts.js";
import type { Line } from "./view.js";

/** What is done with the patients of a round: seen, handed on, printed, saved, closed. */
export class Acts {
  readonly seen = new Set<string>();
  readonly tasks = new Map<string, Task>();
  /** Keys of lines. */
  readonly chosen = new Set<string>();
  readonly #round: LiangbingRound;

  constructor(round: LiangbingRound) {
    this.#round = round;
  }

  clear(): void {
    for (const own of [this.seen, this.tasks, this.chosen]) own.clear();
  }

  /** Whoever was handed on was seen. */
  isSeen(id: string | null): boolean {
    return id !== null && (this.seen.has(id) || this.tasks.has(id));
  }

  choose(keys: readonly string[], chosen: boolean): void {
    for (const key of keys) {
      if (chosen) this.chosen.add(key);
      else this.chosen.delete(key);
    }
    this.#round.requestUpdate();
  }

  /** Marks patients as seen; if all of them were, as not seen. */
  see(lines: readonly Line[]): void {
    const ids = idsOf(lines).filter((id) => !this.tasks.has(id));
    if (ids.length === 0) return;
    const seen = !ids.every((id) => this.seen.has(id));
    for (const id of ids) {
      if (seen) this.seen.add(id);
      else this.seen.delete(id);
    }
    this.#round.tell("seen", { patients: ids, seen });
    this.#say();
  }

  /** Asks to whom and by when, and makes a task of each patient; the host keeps them. */
  async handOn(lines: readonly Line[]): Promise<void> {
    const round = this.#round;
    const { say } = round.tongue;
    const own = lines.filter(({ kind, id }) => kind === "row" && id !== null);
    const [first] = own;
    if (!first) return;
    const { askTask } = await import("./dialogs.js");
    const days = own.map(({ row }) => row?.actBy ?? round.asOf).sort();
    const by = (days[0] ?? "") < round.asOf ? round.asOf : (days[0] ?? round.asOf);
    const title = own.length === 1 ? nameOf(round.recordOf(first.key), say) : say("task.many", { n: own.length });
    const what = own.length === 1 ? (round.textsOf(first.key)?.first ?? "") : "";
    const asked = await askTask(round.renderRoot as ShadowRoot, title, { owner: first.row?.owner ?? "village-doctor", by, what }, round.asOf, round.tongue);
    round.focusOn(first.key);
    if (!asked) return;
    const tasks = own.map(({ id, row }): Task => ({ patient: id ?? "", ...asked, changes: row?.changes ?? [] }));
    if (!round.tell("task", { tasks }, true)) return;
    for (const task of tasks) this.tasks.set(task.patient, task);
    this.#say();
  }

  #say(): void {
    const { round, tongue: { say } } = this.#round;
    const all = round?.changed ?? [];
    this.#round.said = say("seen.count", { n: all.filter(({ id }) => this.isSeen(id)).length, all: all.length });
    this.#round.requestUpdate();
  }

  /** What can be done with many at once. */
  bar(): TemplateResult {
    const round = this.#round;
    const { tongue: { say }, lines } = round;
    const chosen = lines.filter(({ key }) => this.chosen.has(key));
    const some = chosen.length > 0;
    const all = some && chosen.length === lines.length;
    const act = (label: string, does: () => unknown, needs: boolean): TemplateResult =>
      html`<button type="button" ?disabled=${needs} @click=${() => void does()}>${label}</button>`;
    return html`<div class="batch">
      <span class="quiet">${say("shown", { n: lines.length })}${some ? html` · <b>${say("selected", { n: chosen.length })}</b>` : nothing}</span>
      ${act(all ? say("select.none") : say("select.all"), () => this.choose(lines.map(({ key }) => key), !all), lines.length === 0)}
      ${act(say("seen.mark"), () => this.see(chosen), !some)} ${act(say("task"), () => this.handOn(chosen), !some)}
      ${act(say("letters"), () => this.letters(chosen), !some)} ${act(say("print"), () => this.print(lines), lines.length === 0)}
      ${act(say("csv"), () => this.save(lines), lines.length === 0)}
      <span class="quiet keys">${say("keys")}</span>
    </div>`;
  }

  /** The letter of each: the referral's where there is one, else the patient's own. */
  async letters(lines: readonly Line[]): Promise<void> {
    const round = this.#round;
    const { say } = round.tongue;
    const engine = await round.sweep?.engine();
    if (!engine) return;
    round.said = say("letters.making");
    const letters: Letter[] = [];
    for (const { key, row } of lines) {
      const input = round.book.input(key);
      if (input === null || !row) continue;
      const kinds: LetterKind[] = ["referral-up", "referral-down", "patient"];
      const answer = await engine.assess(input, { ...round.how, letters: kinds, sections: [] } as Options);
      const letter = kinds.map((kind) => answer.letters.find((own) => own.kind === kind)).find((own) => own !== undefined);
      if (letter) letters.push(letter);
    }
    const { printLetters } = await import("./paper.js");
    round.said = printLetters(letters, say("letters"), say.locale) ? "" : say("blocked");
  }

  async print(lines: readonly Line[]): Promise<void> {
    const round = this.#round;
    const { say } = round.tongue;
    const all = [...lines];
    await round.fetchWords(all.map(({ key }) => key));
    const { printList } = await import("./paper.js");
    const heading = [say("asOf", { day: round.asOf }), round.last ? say("since", { day: round.last.asOf }) : say("first"), say("shown", { n: all.length })];
    round.said = printList(all, heading, round) ? "" : say("blocked");
  }

  async save(lines: readonly Line[]): Promise<void> {
    const round = this.#round;
    const all = [...lines];
    await round.fetchWords(all.map(({ key }) => key));
    const { table } = await import("./table.js");
    const [text, mime] = [table(all, round), "text/csv;charset=utf-8"];
    if (!round.tell("table", { mime, text }, true)) return;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: mime }));
    link.download = `round-${round.asOf}.csv`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 0);
  }

  /** Closes the round: whoever was not seen comes again, and the host keeps what the next round needs. */
  async close(): Promise<void> {
    const host = this.#round;
    const { round, sweep, last, tongue } = host;
    if (!round || !sweep) return;
    const { say } = tongue;
    const met = [...round.changed, ...round.absent].map(({ id }) => id);
    const [seen, unseen] = [met.filter((id) => this.isSeen(id)), met.filter((id) => !this.isSeen(id))];
    const lines = [say("close.seen", { n: seen.length })];
    if (unseen.length) lines.push(say("close.unseen", { n: unseen.length }));
    if (!round.complete) lines.push(say("close.unreached"));
    const { askClose } = await import("./dialogs.js");
    const by = await askClose(host.renderRoot as ShadowRoot, lines, tongue);
    if (by === null) return;
    const tasks = [...this.tasks.values()];
    const { stamp } = await sweep.engine();
    const text = summaryText(round, by, seen.length, unseen.length, tasks, stamp, tongue);
    const state = keep(last, sweep.swept, new Set(unseen));
    Object.assign(host, { phase: "closed", summary: text, said: say("closed") });
    host.tell("round-closed", { state, summary: { by, text, seen, unseen, tasks, counts: round.counts } });
  }

  /** The summary of a closed round, to copy into the record. */
  closed(text: string): TemplateResult {
    const { say } = this.#round.tongue;
    const copy = async (): Promise<void> => {
      const done = await navigator.clipboard.writeText(text).then(() => true, () => false);
      this.#round.said = say(done ? "copied" : "notCopied");
    };
    return html`<section class="bar blue closed" aria-label=${say("closed")}><b>${say("closed")}</b><pre tabindex="0">${text}</pre>
      <p class="actions"><button type="button" @click=${() => void copy()}>${say("copy")}</button></p></section>`;
  }
}

function idsOf(lines: readonly Line[]): string[] {
  return lines.filter(({ kind }) => kind !== "issue").map(({ id }) => id).filter((id) => id !== null);
}
