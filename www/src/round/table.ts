import { cell } from "../diary/out/csv.js";
import { issueWords, levelWords, nameOf, phrases } from "./texts.js";
import type { ListHost } from "./rows.js";
import type { Line } from "./view.js";

/** Lines as a table that spreadsheets open: UTF-8 with its mark, lines ended by CR LF, nothing that one takes for a formula. */
export function table(lines: readonly Line[], host: ListHost): string {
  const { tongue } = host;
  const { say, of } = tongue;
  const head = [say("col.tier"), say("paper.name"), "id", say("filter.place"), say("col.what"), say("col.by"), say("filter.overdue"), say("filter.owner"), say("seen"), say("task")];
  const rows = lines.map(({ key, id, level, row, issue }) => {
    const record = host.recordOf(key);
    const what = issue ? `${say("row", { n: issue.row })}: ${issueWords(issue, say)}: ${issue.message}`
      : row ? phrases(row.changes, host.textsOf(key), tongue).map(({ text, byRules }) => (byRules ? `[${say("rules.mark")}] ${text}` : text)).join("; ") : say("absent.note");
    const task = host.taskOf(id);
    return [
      levelWords(level, tongue), record ? nameOf(record, say) : "", id ?? "", row?.place ?? "", what,
      row?.actBy ?? "", row?.overdue ? "✓" : "", row?.owner ? of(`owner.${row.owner}`) : "", host.isSeen(id) ? "✓" : "",
      task ? `${say("task.done", { owner: of.named("owner", task.owner), day: task.by })}: ${task.what}` : "",
    ];
  });
  return `\uFEFF${[head, ...rows].map((cells) => cells.map(cell).join(",")).join("\r\n")}\r\n`;
}
