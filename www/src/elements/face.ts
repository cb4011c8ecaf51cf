import type { CallContext, HooksCard } from "../cds-hooks.js";
import type { Engine, Input } from "../liangbing.js";
import type { LiangbingError } from "../error.js";
import type { Action, Answered, Assessment, Card, CareLevel, ErrorCode, Referral, Tier } from "../types.js";

/** What a chip needs of a tier. */
export type TierLike = Pick<Tier, "colour" | "level" | "reason">;

/** `<liangbing-panel>` as a host sees it. */
export interface Panel extends HTMLElement {
  /** What `load()` gave. */
  engine: Engine | null;
  /** A record, FHIR, or either as JSON text; it is judged at once. */
  record: Input | null;
  /** What is shown; set by the panel itself where it has an engine and a record. */
  assessment: Assessment | null;
  /** Why there is nothing to show, such as what `load()` was rejected with. */
  error: LiangbingError | null;
  /** `YYYY-MM-DD`; the page's own day if empty. */
  asOf: string;
  /** `zh-CN` or `en`. */
  locale: string;
  /** `auto`, `light` or `dark`. */
  theme: string;
  /** `compact`, `normal`, `large`, `care` or `max`. */
  fontScale: string;
  /** `strip` is one line for a narrow dock. */
  mode: "full" | "strip";
  /** Where the user works. */
  level: CareLevel | "";
  /** Nothing to press. */
  readonly: boolean;
  /** Settles when what was set is on the screen. */
  readonly updateComplete: Promise<boolean>;
  /** Judges the record again, such as on another day; `null` where there is nothing to judge, or `error` says why not. */
  evaluate(): Promise<Assessment | null>;
  /** Everything that is shown, unfolded, as plain text in the panel's language. */
  toText(): Promise<string>;
  /**
   * The cards as CDS Hooks has them, with drafts. Rejected with `bad-options` where neither the record nor the context
   * names the patient, and with `wasm-missing` or `wasm-blocked` where the second module does not come.
   */
  toCdsCards(context?: CallContext): Promise<HooksCard[]>;
  /** Unfolds a card, scrolls to it and gives it the focus; false where none has this id. */
  focusCard(id: string): Promise<boolean>;
  /** Prints the panel without the page around it. */
  print(): Promise<void>;
}

/** A critical value. */
export interface CriticalValue {
  /** The rule that found it. */
  id: string;
  value: number | string | boolean | null;
  unit: string | null;
  at: string | null;
}

/** A line of the log: when it was shown, put off and acknowledged, and by whom. */
export interface CriticalEntry extends CriticalValue {
  /** The digest of the record that was judged. */
  record: string | null;
  what: "shown" | "put-off" | "acknowledged";
  /** UTC, from the clock of the page. */
  when: string;
  by?: string;
  readBack?: string;
  note?: string;
}

/** `<liangbing-critical>` as a host sees it; the panel holds one. */
export interface CriticalBar extends HTMLElement {
  assessment: Assessment | null;
  locale: string;
  /** After how many seconds a dialog that was put off comes back. */
  again: number;
  /** Minutes before a first critical pressure is measured again; the panel takes them from the rules. */
  rest: number | null;
  readonly: boolean;
  /** Everything that was shown and answered since the page was opened, oldest first. */
  readonly log: readonly CriticalEntry[];
  readonly updateComplete: Promise<boolean>;
}

/** `<liangbing-tier>` as a host sees it. */
export interface TierChip extends HTMLElement {
  tier: TierLike | null;
  locale: string;
  /** The colour's word and the level's code only. */
  compact: boolean;
  /** Read only: what is shown. */
  readonly colour: string | null;
  readonly level: string | null;
  readonly updateComplete: Promise<boolean>;
}

/** The class of an element. */
export interface ElementClass<E extends HTMLElement> {
  new (): E;
  /** Of the copy of this package that registered it. */
  readonly version: string;
}

/** The classes of the elements, by their names without a prefix. */
export interface Elements {
  readonly tier: ElementClass<TierChip>;
  readonly critical: ElementClass<CriticalBar>;
  readonly panel: ElementClass<Panel>;
}

/** The panel has an engine. */
export interface ReadyDetail {
  engineVersion: string;
  rulesetVersion: string;
}

/** The panel shows an assessment. */
export interface ResultDetail {
  tier: Tier;
  counts: { stop: number; do: number; know: number };
  /** R0 or R1. */
  critical: boolean;
  referral: Referral | null;
  /** Of the record that was judged. */
  inputHash: string;
}

/** A button of a card was pressed; the host performs it. */
export interface ActionDetail {
  card: Card;
  suggestion: Action | null;
  actions: Action[];
}

/** How a card was answered, as CDS Hooks says it. */
export interface FeedbackDetail {
  card: string;
  outcome: "accepted" | "overridden";
  acceptedSuggestions?: { id: string }[];
  overrideReason?: { reason: { code: string }; userComment?: string };
  /** UTC. */
  outcomeTimestamp: string;
  /** The same for `record.answered`, where the next assessment reads how long the card is quiet. */
  answered: Answered;
}

/** Somebody has seen a critical value. */
export interface CriticalAckDetail extends CriticalValue {
  by: string;
  readBack: string;
  note: string | null;
  /** UTC. */
  acknowledgedAt: string;
}

/** The card for the ambulance is asked for; cancelled, the host shows its own. Nothing of the patient travels. */
export type EmergencyDetail = Record<string, never>;

/** Something is about to be saved; cancelled, the host takes it from the element. */
export interface ExportDetail {
  kind: "critical-log";
  mime: string;
}

/** Data are asked for, by concept. */
export interface RequestDataDetail {
  missing: string[];
}

/** What went wrong, with the codes of `LiangbingError`. */
export interface ErrorDetail {
  code: ErrorCode;
  path: string;
  message: string;
  /** Whether another record may be judged; false where the page has to be put right. */
  recoverable: boolean;
}

/**
 * Every event of the elements; all bubble and cross shadow roots, `liangbing-action`, `liangbing-emergency` and
 * `liangbing-export` can be cancelled.
 */
export interface LiangbingEvents {
  "liangbing-ready": CustomEvent<ReadyDetail>;
  "liangbing-result": CustomEvent<ResultDetail>;
  "liangbing-action": CustomEvent<ActionDetail>;
  "liangbing-feedback": CustomEvent<FeedbackDetail>;
  "liangbing-critical": CustomEvent<CriticalValue>;
  "liangbing-critical-ack": CustomEvent<CriticalAckDetail>;
  "liangbing-emergency": CustomEvent<EmergencyDetail>;
  "liangbing-export": CustomEvent<ExportDetail>;
  "liangbing-request-data": CustomEvent<RequestDataDetail>;
  "liangbing-error": CustomEvent<ErrorDetail>;
}
