import type { LiangbingError } from "../error.js";
import type { ElementClass, ErrorDetail } from "../elements/face.js";
import type { CareLevel, Day, Owner } from "../types.js";
import type { Change, Round } from "./compare.js";
import type { RoundState } from "./state.js";
import type { Judge, Patients } from "./sweep.js";

export type { ElementClass };

/** `<liangbing-round>` as a host sees it. */
export interface RoundElement extends HTMLElement {
  /** The list: records, FHIR, or either as JSON text; an array, or an async iterator that is read as it is judged. */
  patients: Patients | null;
  /** What `load()` of `liangbing` or `liangbing/worker` gave, or a function that starts one and starts another when it dies. */
  engine: Judge | null;
  /** What was kept of the last round: the `state` of its closing. */
  last: RoundState | null;
  /** Read only: the comparison that is shown. */
  readonly round: Round | null;
  /** Why there is nothing to show, such as what `load()` was rejected with. */
  error: LiangbingError | null;
  /** `YYYY-MM-DD`; nothing is judged without it. */
  asOf: string;
  /** `zh-CN` or `en`. */
  locale: string;
  /** `comfortable` or `compact`. */
  density: string;
  /** `auto`, `light` or `dark`. */
  theme: string;
  fontScale: string;
  /** Where the user works. */
  level: CareLevel | "";
  /** Begins, or goes on. */
  start(): Promise<void>;
  stop(): void;
  readonly updateComplete: Promise<boolean>;
}

/** Something handed on, from one patient's changes. */
export interface Task {
  patient: string;
  owner: Owner | "county-hospital";
  by: Day;
  /** In the words of the one who handed it on. */
  what: string;
  changes: readonly Change[];
}

/** The sweep has ended, or was stopped. */
export interface RoundDetail {
  counts: Round["counts"];
  complete: boolean;
  rules: Round["rules"];
}

/** Patients were marked as seen, or not seen after all. */
export interface SeenDetail {
  patients: string[];
  seen: boolean;
}

/** Tasks are made; cancelled, nothing is marked. The host keeps and sends them. */
export interface TaskDetail {
  tasks: Task[];
}

/** The round is closed: what to keep for the next one, and what to write into the record. */
export interface ClosedDetail {
  state: RoundState;
  summary: { by: string; text: string; seen: string[]; unseen: string[]; tasks: Task[]; counts: Round["counts"] };
}

/** A table is about to be saved; cancelled, the host takes it from here. */
export interface TableDetail {
  mime: string;
  text: string;
}

/** Every event of the round; all bubble and cross shadow roots, `liangbing-task` and `liangbing-table` can be cancelled. */
export interface RoundEvents {
  "liangbing-round": CustomEvent<RoundDetail>;
  "liangbing-seen": CustomEvent<SeenDetail>;
  "liangbing-task": CustomEvent<TaskDetail>;
  "liangbing-round-closed": CustomEvent<ClosedDetail>;
  "liangbing-table": CustomEvent<TableDetail>;
  "liangbing-error": CustomEvent<ErrorDetail>;
}
