import type { Round } from "./compare.js";
import type { Task } from "./face.js";
import { ORDER } from "./judge.js";
import type { Tongue } from "./texts.js";

/** What goes into the record about a round: numbers, who did it, and which rules answered; no patient. */
export function summaryText(round: Round, by: string, seen: number, unseen: number, tasks: readonly Task[], stamp: { engine: string; digest: string }, { say, of }: Tongue): string {
  const levels = [...round.changed, ...round.unchanged].map(({ level, wasRed }) => (level === "G2" && wasRed ? "G2 was red" : (level ?? "")));
  const list = [...ORDER].reverse().map((level) => [level, levels.filter((own) => own === level).length] as const).filter(([, n]) => n > 0)
    .map(([level, n]) => `${level.slice(0, 2)} ${of(`level.${level.slice(0, 2) as "G2"}`)} ${n}`);
  return [
    say("summary", { day: round.asOf, by }),
    round.since ? say("summary.since", { day: round.since }) : say("first"),
    say("summary.all", { n: round.counts.all }),
    say("summary.changed", { n: round.counts.changed }),
    say("close.seen", { n: seen }),
    say("summary.tasks", { n: tasks.length }),
    ...(unseen ? [say("close.unseen", { n: unseen })] : []),
    ...(round.complete ? [] : [say("close.unreached")]),
    ...(round.counts.issues ? [say("summary.issues", { n: round.counts.issues })] : []),
    ...(round.counts.absent ? [say("summary.absent", { n: round.counts.absent })] : []),
    say("summary.levels", { list: list.join(say.locale === "en" ? ", " : "，") }),
    say("summary.stamp", { engine: stamp.engine, rules: stamp.digest.slice(0, 19) }),
  ].join("\n");
}
