/** A digital round: a list judged at once, and only what is other than at the last round. */
export { LiangbingError } from "./error.js";
export { compare, keep, KINDS, ROUND } from "./round/compare.js";
export type { Change, Issue, Kind, Round, RoundRow, Seen, Swept } from "./round/compare.js";
export { judged, ORDER, rank, SECTIONS } from "./round/judge.js";
export type { Answer, Judged } from "./round/judge.js";
export { readState, STATE } from "./round/state.js";
export type { PatientState, RoundState, Rules } from "./round/state.js";
export { Sweep } from "./round/sweep.js";
export type { Judge, Patients, SweepOptions } from "./round/sweep.js";
export type { Row } from "./round/patients.js";
