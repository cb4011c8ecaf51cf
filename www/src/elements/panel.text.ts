import type { LiangbingError } from "../error.js";
import type { Assessment, Brought, Card, Cite, ConcernName, Gap, Referral, Tier } from "../types.js";
import { howFar, shortMoment } from "./days.js";
import { tierWords } from "./tier.js";
import { settles } from "./panel.lists.js";
import { helpFor, type Say } from "./words.js";

/** What the panel says, as plain text for a note: nothing folded, nothing left out, marks and words and no colour. */
export function textOf(a: Assessment, say: Say): string {
  const blocks = [
    head(a, say), concerns(a, say), a.referral ? referral(a.referral, a, say) : [], why(a.tier, say),
    block(say("cards"), a.cards.length ? a.cards.flatMap((card) => prompt(card, say)) : [say("noCards")]),
    block(say("gaps"), a.gaps.map((gap) => missing(gap, say))),
    block(say("setAside"), a.setAside.map((own) => `- ${own.message} (${own.path}, ${own.code})`)),
    block(say("course"), [...a.changed, ...a.home, ...a.trends].flatMap(({ text }) => (text ? [`- ${text}`] : []))),
    block(say("targets"), a.targets.map((own) => {
      const met = own.met === null ? "unknown" : own.met ? "met" : "notMet";
      return `- ${own.label ?? say.named("concept", own.concept)} ${own.target} · ${say(`target.${own.kind}`)} · ${say(met)}${from(own.cite)}`;
    })),
    block(say("plan"), plan(a, say)), stamp(a, say),
  ];
  return `${blocks.filter((lines) => lines.length > 0).map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

/** Why there is nothing to say, as plain text. */
export function textOfError(error: LiangbingError, say: Say): string {
  const { code, path, message } = error;
  const help = helpFor(error, say);
  return [say("error"), ...(help ? [help] : []), message, `${code} · ${say("error.where")}: ${path || say("error.whole")}`, ""].join("\n");
}

function block(title: string, lines: string[]): string[] {
  return lines.length ? [`${title}:`, ...lines] : [];
}

function head(a: Assessment, say: Say): string[] {
  const { tier } = a;
  const { colour, what } = tierWords(tier, say);
  const named = (term: string, value: string | null): string[] => (value ? [`${term}: ${value}`] : []);
  const could = tier.ceiling && tier.ceiling !== tier.level && tier.colour;
  return [
    [tier.level ? `${colour} ${tier.level}` : colour, what].filter(Boolean).join(" · "),
    ...named(say("tier.was"), tier.was && say(`colour.${tier.was}`)),
    ...(a.management ? [say(`management.${a.management}`)] : []),
    ...named(say("tier.actBy"), tier.actBy && `${tier.actBy} (${howFar(a.asOf, tier.actBy, say)})`),
    ...named(say("tier.owner"), tier.owner && say(`owner.${tier.owner}`)),
    ...named(say("tier.at"), tier.at),
    ...(tier.repeatPending && tier.level !== "R0" ? [`⚠ ${say("tier.repeat")}`] : []),
    ...(tier.dataQuality ? [`⚠ ${say("tier.data")}`] : []),
    ...(could ? [`⚠ ${say("tier.could", { level: tier.ceiling ?? "" })}`] : []),
  ];
}

function concerns(a: Assessment, say: Say): string[] {
  return (["hypertension", "diabetes"] satisfies ConcernName[]).flatMap((name) => {
    const own = a.concerns[name];
    if (!own) return [];
    const { colour, what } = tierWords(own.tier, say);
    const parts = [
      `${say(`concern.${name}`)}: ${colour} ${own.tier.level ?? ""}`.trim(), what, own.class ? say(`class.${own.class}`) : "",
      own.consecutive > 1 ? say("consecutive", { n: own.consecutive }) : "",
    ];
    return [parts.filter(Boolean).join(" · ")];
  });
}

function referral(r: Referral, a: Assessment, say: Say): string[] {
  const listed = (mark: string, word: string, texts: string[]): string[] => [...new Set(texts)].map(
    (text) => `${mark} ${word}: ${a.findings.find((finding) => finding.rule === text)?.text ?? text}`,
  );
  const check = r.checkBy ? ` · ${say("referral.check", { day: r.checkBy })}` : "";
  return [
    `${say(`referral.${r.direction}`)} · ${say(`urgency.${r.urgency}`)} · ${say(`place.${r.to}`)}${check}`,
    ...listed("✓", say("met"), r.met), ...listed("✗", say("notMet"), r.notMet), ...listed("?", say("unknown"), r.unknown),
  ];
}

function why({ receipt: r }: Tier, say: Say): string[] {
  return [
    ...block(say("receipt"), r.because.map((reason) => `- ${reason}`)),
    ...(r.rule ? [`${say("why.rule")}: ${r.rule}`] : []),
    ...(r.validUntil ? [`${say("receipt.valid")}: ${r.validUntil}`] : []),
    ...block(say("receipt.change"), r.wouldChange.map((own) =>
      `- ${say.named("concept", own.concept)} ${own.to} → ${own.level} ${say(`level.${own.level}`)}`)),
  ];
}

function prompt(card: Card, say: Say): string[] {
  const { source, actions, review } = card;
  const pending = review === "pending" ? ` (${say("why.pending")})` : "";
  return [
    `- ${say(`channel.${card.channel}`)}: ${card.summary}`,
    ...(card.detail ? plain(card.detail).split("\n").filter(Boolean).map((line) => `  ${line}`) : []),
    ...actions.map(({ label, by }) => `  → ${label}${by && !label.includes(by) ? ` ${say("by", { day: by })}` : ""}`),
    `  ${say("why.clause")}: ${[source.label, source.section].filter(Boolean).join(" ")}${pending}`,
  ];
}

/** The mark-up that a card may carry, as words; the address of a link stays. */
function plain(detail: string): string {
  return detail.replace(/\*\*([^*]+)\*\*/g, "$1").replace(/\[([^\]]+)\]\((https:\/\/[^\s)]+)\)/g, "$1 ($2)");
}

function missing(gap: Gap, say: Say): string {
  const last = gap.lastAt ? `, ${say("gaps.last", { day: shortMoment(gap.lastAt) })}` : "";
  return `- ${gap.label ?? say.named("concept", gap.concept)}: ${say(`gap.${gap.reason}`)}${last}${gap.text ? ` · ${gap.text}` : ""} · ${settles(gap, say)}`;
}

function plan(a: Assessment, say: Say): string[] {
  const { nextContact, testsDue, medication, lifestyle, diet, exercise, education = [] } = a.plan;
  const told = (term: string, items: readonly (Brought & { topic?: string })[]): string[] =>
    [...new Set(items.map((own) => own.text ?? own.topic ?? ""))].filter(Boolean).map((text) => `- ${term}: ${text}`);
  return [
    ...(nextContact ? [`- ${say("plan.contact")}: ${nextContact.by} (${howFar(a.asOf, nextContact.by, say)}) · ${
      say(`mode.${nextContact.mode}`)} · ${say(`owner.${nextContact.owner}`)}${nextContact.text ? ` · ${nextContact.text}` : ""}`] : []),
    ...medication.map((step) => `- ${say("plan.medication")}: ${step.text ?? `${say(`step.${step.step}`)} ${step.label ?? step.class}`} (${
      say("decidedBy", { who: say(`owner.${step.decidedBy}`) })})${from(step.cite)}`),
    ...a.medicationChecks.map((check) => `- ${say("plan.checks")}: ${say(`severity.${check.severity}`)} · ${check.text ?? check.medication}${
      check.truth === "unknown" ? ` · ${say("unknown")}` : ""}`),
    ...testsDue.map((test) => `- ${say("plan.tests")}: ${test.text ?? `${say.named("concept", test.concept)} ${test.due} · ${
      test.last ? say("gaps.last", { day: test.last }) : say("never")}`}`),
    ...(exercise?.notToday ?? []).map((own) => `- ${say("plan.notToday")}: ${own.text ?? own.reason}`),
    ...told(say("plan.lifestyle"), [...lifestyle, ...(diet?.items ?? []), ...(exercise?.items ?? [])]),
    ...told(say("plan.education"), education),
  ];
}

function from(cite: Cite | null | undefined): string {
  return cite ? ` (${[cite.label, cite.section].filter(Boolean).join(" ")})` : "";
}

function stamp(a: Assessment, say: Say): string[] {
  const { engine, guidelines, digest, overlay, record } = a.stamp;
  return [
    say("advice"),
    `${say("stamp.engine", { version: engine })} · ${say("stamp.rules")} ${guidelines.map(({ id, version }) => `${id}@${version}`).join(" ")} ${digest}`,
    ...(overlay ? [`${say("stamp.overlay")}: ${overlay}`] : []), ...(record ? [`${say("stamp.record")}: ${record}`] : []),
  ];
}
