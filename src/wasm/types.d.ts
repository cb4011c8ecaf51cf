// What goes in and what comes out, as TypeScript sees it. `null` and an absent field mean the same on
// the way in; on the way out every key stands, apart from those marked `?`.

/** A day, `YYYY-MM-DD`. */
export type Day = string;
/** A day, a month or a year: `2020-06-01`, `2020-06`, `2020`. */
export type PartialDate = string;
/** A time at the clinic's wall clock, `YYYY-MM-DDTHH:MM[:SS[.f]][offset]`, or a day. */
export type Moment = string;
/** Absent, said either way. */
export type Maybe<T> = T | null | undefined;

export type Locale = "zh-CN" | "en";
export type CareLevel = "village" | "township" | "county";
/** Whose word counts where the colour does not; `who-hearts` has rules of its own, which `load({ profile })` fetches. */
export type ProfileName = "cn-county" | "cn-hospital" | "who-hearts";
export type ConcernName = "hypertension" | "diabetes";

/** How to assess; there is no clock in the module, so the day is always said. */
export interface Options<S extends Section = Section> {
  asOf: Day;
  locale?: Locale;
  profile?: string;
  level?: CareLevel;
  /** The letters to write; none unless asked for. A kind that does not fit the patient is left out. */
  letters?: LetterKind[];
  /**
   * Of the parts that only some pages show, those that this one does; all unless said. What is not asked for is neither
   * made nor carried. The rest is always there, and cards are the same whichever are asked for.
   */
  sections?: readonly S[];
}

/** A part of an assessment that only some pages show. */
export type Section =
  | "targets" | "risk" | "home" | "trends" | "changed" | "diagnosis" | "plan" | "findings" | "medicationChecks"
  | "gaps" | "timeline";

/** An assessment with the sections that were asked for. */
export type Assessed<S extends Section = Section> = Omit<Assessment, Exclude<Section, S>>;

// ---------------------------------------------------------------- in

export interface LiangbingRecord {
  schema?: Maybe<"liangbing.record/1">;
  patient?: Maybe<Patient>;
  /** Of times that end in `Z`; `+08:00` if not said. */
  utcOffset?: Maybe<string>;
  conditions?: Maybe<Condition[]>;
  observations?: Maybe<Observation[]>;
  medications?: Maybe<Medication[]>;
  visits?: Maybe<Visit[]>;
  referrals?: Maybe<RecordedReferral[]>;
  lifestyle?: Maybe<Lifestyle>;
  family?: Maybe<FamilyHistory[]>;
  allergies?: Maybe<Allergy[]>;
  plans?: Maybe<PlannedEvent[]>;
  targets?: Maybe<PersonalTarget[]>;
  answered?: Maybe<Answered[]>;
}

export interface Patient {
  id?: Maybe<string>;
  name?: Maybe<string>;
  born?: Maybe<PartialDate>;
  sex?: Maybe<"female" | "male">;
  pregnancy?: Maybe<"no" | "pregnant" | "lactating">;
  pregnancySince?: Maybe<PartialDate>;
  status?: Maybe<"active" | "deceased" | "moved" | "refused">;
  statusAt?: Maybe<Day>;
  deceasedAt?: Maybe<Day>;
  place?: Maybe<Place>;
  function?: Maybe<Functioning>;
  coverage?: Maybe<Coverage>;
}

export interface Place {
  county?: Maybe<string>;
  township?: Maybe<string>;
  village?: Maybe<string>;
  grid?: Maybe<string>;
  northern?: Maybe<boolean>;
  urban?: Maybe<boolean>;
}

export interface Functioning {
  cognition?: Maybe<"intact" | "mild" | "moderate" | "severe">;
  adlDependencies?: Maybe<number>;
  iadlDependencies?: Maybe<number>;
  longTermCare?: Maybe<boolean>;
}

export interface Coverage {
  scheme?: Maybe<string>;
  twoDiseases?: Maybe<"enrolled" | "entitled" | "none">;
  until?: Maybe<Day>;
}

/** A diagnosis. A code that the module does not know is set aside, not refused. */
export interface Condition {
  code: string;
  status?: Maybe<"active" | "suspected" | "resolved" | "withdrawn">;
  since?: Maybe<PartialDate>;
  nyha?: Maybe<1 | 2 | 3 | 4>;
  stage?: Maybe<string>;
  infected?: Maybe<boolean>;
  ischaemic?: Maybe<boolean>;
}

interface Observed {
  id?: Maybe<string>;
  at: Moment;
  verified?: Maybe<boolean>;
  /** The laboratory's own upper limit. */
  upperLimit?: Maybe<number>;
}

export interface BloodPressure extends Observed {
  concept: "blood-pressure";
  /** A pressure too low to measure is a finding of its own. */
  systolic?: Maybe<number | "unmeasurable">;
  diastolic?: Maybe<number | "unmeasurable">;
  unit?: Maybe<string>;
  setting?: Maybe<"clinic" | "home" | "ambulatory-day" | "ambulatory-night" | "ambulatory-24h">;
  arm?: Maybe<"left" | "right">;
  position?: Maybe<"sitting" | "standing" | "lying">;
  afterRest?: Maybe<boolean>;
}

export interface Glucose extends Observed {
  concept: "glucose";
  value: number | "HI" | "LO";
  unit?: Maybe<string>;
  setting?: Maybe<"clinic" | "home">;
  timing?: Maybe<
    "fasting" | "pre-meal" | "postprandial-2h" | "ogtt-1h" | "ogtt-2h" | "bedtime" | "random"
  >;
  specimen?: Maybe<"venous" | "capillary" | "interstitial">;
}

export interface Symptom extends Observed {
  concept: "symptom";
  /** `none`: asked, all absent. */
  code: string;
  /** True if not said. */
  present?: Maybe<boolean>;
  /** Sudden, worse, or affecting consciousness, breathing or walking. */
  acute?: Maybe<boolean>;
  sustained?: Maybe<boolean>;
}

export type NumericConcept =
  | "hba1c" | "egfr" | "uacr" | "creatinine" | "uric-acid"
  | "total-cholesterol" | "ldl" | "hdl" | "triglycerides"
  | "potassium" | "sodium" | "blood-ketone"
  | "alt" | "ast" | "platelets" | "haemoglobin" | "b12" | "homocysteine"
  | "weight" | "height" | "waist" | "bmi" | "temperature" | "heart-rate"
  | "abi" | "lvmi" | "imt" | "pwv"
  | "tir" | "tbr" | "tbr-level-2" | "tar" | "tar-level-2" | "glucose-cv" | "cgm-active";

export interface Measurement extends Observed {
  concept: NumericConcept;
  value: number;
  unit?: Maybe<string>;
  setting?: Maybe<"clinic" | "home">;
  sustained?: Maybe<boolean>;
}

export type CodedConcept =
  | "urine-protein" | "urine-blood" | "urine-ketone"
  | "foot-pulse" | "foot" | "fundus" | "monofilament" | "vibration";

export interface CodedFinding extends Observed {
  concept: CodedConcept;
  code: string;
  side?: Maybe<"both" | "left" | "right">;
  codeList?: Maybe<2009 | 2017>;
}

export interface EcgLvh extends Observed {
  concept: "ecg-lvh";
  present?: Maybe<boolean>;
}

export type Observation = BloodPressure | Glucose | Symptom | Measurement | CodedFinding | EcgLvh;

export type DrugClass =
  | "acei" | "arb" | "arni" | "ccb-dhp" | "ccb-non-dhp" | "thiazide" | "loop-diuretic" | "mra"
  | "beta-blocker" | "alpha-blocker" | "reserpine" | "metformin" | "sulfonylurea" | "glinide"
  | "agi" | "tzd" | "dpp4i" | "sglt2i" | "glp1ra" | "insulin-basal" | "insulin-prandial"
  | "insulin-premixed" | "finerenone" | "statin" | "fibrate" | "antiplatelet" | "nsaid"
  | "steroid" | "contraceptive" | "liquorice" | "potassium-supplement";

export type Adherence = "regular" | "intermittent" | "none" | "refused";

export interface Medication {
  code?: Maybe<string>;
  name?: Maybe<string>;
  classes?: Maybe<DrugClass[]>;
  dose?: Maybe<string>;
  perDay?: Maybe<number>;
  /** What `perDay` counts in; a day if not said. */
  per?: Maybe<"day" | "week" | "two-weeks">;
  since?: Maybe<PartialDate>;
  until?: Maybe<Day>;
  route?: Maybe<string>;
  release?: Maybe<"ir" | "mr">;
  fullDose?: Maybe<boolean>;
  adherence?: Maybe<Adherence>;
}

export type VisitClass = "controlled" | "uncontrolled" | "adverse-reaction" | "complication";

export interface Visit {
  at: Moment;
  mode?: Maybe<"face-to-face" | "phone">;
  concern?: Maybe<ConcernName>;
  class?: Maybe<VisitClass>;
  reached?: Maybe<boolean>;
  medicationChanged?: Maybe<boolean>;
  adverseReaction?: Maybe<boolean>;
  newComplication?: Maybe<boolean>;
  hypoglycaemia?: Maybe<"none" | "occasional" | "frequent">;
  adherence?: Maybe<Adherence>;
  /** The rest of the national form, kept as it is. */
  form?: Maybe<Readonly<Record<string, unknown>>>;
}

export type Facility = "village-clinic" | "township-clinic" | "county-hospital";
export type Urgency = "emergency" | "today" | "within-14-days" | "routine";

export interface RecordedReferral {
  id?: Maybe<string>;
  at: Moment;
  direction: "up" | "down";
  to?: Maybe<Facility>;
  rule?: Maybe<string>;
  concern?: Maybe<ConcernName>;
  urgency?: Maybe<Urgency>;
  closed?: Maybe<{
    at: Moment;
    outcome: "seen" | "unreachable" | "moved" | "refused" | "deceased";
  }>;
  events?: Maybe<
    { at: Moment; state: "sent" | "accepted" | "seen" | "result" | "returned" | "checked" }[]
  >;
}

export interface Lifestyle {
  at?: Maybe<Moment>;
  smoking?: Maybe<"never" | "former" | "current">;
  secondHandSmoke?: Maybe<boolean>;
  cigarettesPerDay?: Maybe<number>;
  saltLevel?: Maybe<"light" | "moderate" | "heavy">;
  saltGramsPerDay?: Maybe<number>;
  potassiumSalt?: Maybe<boolean>;
  stapleGramsPerDay?: Maybe<number>;
  alcoholGramsPerDay?: Maybe<number>;
  exerciseMinutesPerWeek?: Maybe<number>;
}

export interface FamilyHistory {
  condition: string;
  relation?: Maybe<string>;
  onsetAge?: Maybe<number>;
}

export interface Allergy {
  /** A drug, or a class of drugs. */
  code?: Maybe<string>;
  name?: Maybe<string>;
  reaction?: Maybe<string>;
}

export interface PlannedEvent {
  kind: "iodinated-contrast" | "surgery" | "fasting" | "pregnancy";
  at?: Maybe<Moment>;
}

export interface PersonalTarget {
  concept: string;
  /** A number, or for a blood pressure `130/80`. */
  below: number | string;
  unit?: Maybe<string>;
  at?: Maybe<Moment>;
  setBy?: Maybe<string>;
}

/** A prompt that was answered; it stays quiet until `until`, unless the facts worsen. */
export interface Answered {
  card: string;
  at: Moment;
  outcome: "accepted" | "overridden";
  reason?: Maybe<string>;
  until?: Maybe<Day>;
}

// ---------------------------------------------------------------- out

export type Colour = "red" | "yellow" | "blue" | "grey";
export type Level =
  | "R0" | "R1" | "R2"
  | "Y1" | "Y2" | "Y3" | "Y4"
  | "B1" | "B2" | "B3"
  | "G1" | "G2" | "G3" | "G4";
export type Owner = "present-staff" | "township-clinic" | "village-doctor" | "grid-volunteer";
export type NoColour = "not-a-patient" | "deceased" | "moved" | "withdrawn" | "out-of-scope";
export type Truth = "met" | "unknown" | "not-met";

export interface Assessment {
  /** The name of this shape; a field more keeps it. */
  schema: "liangbing.assessment/1";
  asOf: Day;
  locale: Locale;
  profile: string;
  /** The patient's: the worst of the concerns. */
  tier: Tier;
  concerns: Readonly<Record<ConcernName, ConcernResult | null>>;
  referral: Referral | null;
  /** Who keeps the patient, and what the place may do where the user works. */
  care?: Care | null;
  management: "key" | "regular" | "general" | null;
  targets: Target[];
  risk: Risk;
  home: HomeMean[];
  trends: Trend[];
  changed: Changed[];
  /** What is known of each disease before its diagnosis; `null` for who has died or moved. */
  diagnosis: Readonly<Record<ConcernName, DiagnosisReport | null>>;
  plan: Plan;
  cards: Card[];
  findings: Finding[];
  medicationChecks: MedicationCheck[];
  gaps: Gap[];
  setAside: SetAside[];
  timeline: TimelineDay[];
  letters: Letter[];
  stamp: Stamp;
}

/** Who must act next, and by when. */
export interface Tier {
  colour: Colour | null;
  level: Level | null;
  /** What it is if every gap is harmless: proven. */
  floor: Level | null;
  /** What it could be. */
  ceiling: Level | null;
  /** Why there is no colour. */
  reason: NoColour | null;
  /** The day of the deciding fact. */
  at: Day | null;
  actBy: Day | null;
  owner: Owner | null;
  repeatPending: boolean;
  /** The last different colour. */
  was: Colour | null;
  /** Whether the patient was red when lost. */
  wasRed: boolean;
  dataQuality: boolean;
  exports: TierExports;
  receipt: Receipt;
}

export interface TierExports {
  threeColour: "red" | "yellow" | "green";
  wenzhou: "red" | "orange" | "yellow" | "blue" | "green";
  hearts: string | null;
}

/** Why this colour, how long it lasts, and what would change it. */
export interface Receipt {
  because: string[];
  rule: string | null;
  /** The last good day. */
  validUntil: Day | null;
  wouldChange: { concept: string; to: string; level: Level }[];
  /**
   * The missing fact worth most, by what rules would do with it: of those that could bring the most serious level the
   * one that settles most. `about` as in gaps. Of the patient's tier only; absent where nothing missing could.
   */
  worthAsking?: { concept: string; about: string | null; level: Level };
}

export interface ConcernResult {
  tier: Tier;
  class: VisitClass | null;
  /** Visits of class 2 to 4 up to the current one. */
  consecutive: number;
}

export interface Referral {
  direction: "up" | "down";
  urgency: Urgency;
  to: Facility;
  /** What it is where the user works: nobody is referred to where they are. */
  step?: "refer" | "consult" | "admit" | "internal";
  /** Rules; criteria by their names where no colour asks. */
  rules: string[];
  checkBy: Day | null;
  /** Criteria in words, with their clauses. */
  met: string[];
  notMet: string[];
  unknown: string[];
  /** The referrals that are open, oldest first. */
  loop?: OpenReferral[];
  /** `pending` where no criterion that a clinician checked asks for it. */
  review?: Review | null;
}

export type ReferralState = "sent" | "accepted" | "seen" | "result" | "returned" | "checked";

/** An open referral and the step that is next; time alone closes none. */
export interface OpenReferral extends Brought {
  id: string | null;
  at: Day;
  direction: "up" | "down";
  to: Facility | null;
  /** The furthest step on record. */
  done: ReferralState;
  next: ReferralState | "closed";
  owedBy: "sender" | "receiver";
  /** The last good day; `null` where no document gives one. */
  by: Day | null;
  overdue: boolean;
}

export interface Care extends Brought {
  at: Facility;
  /** Under whose guidance. */
  with: Facility | null;
  here: Facility;
}

export interface Cite {
  guideline: string;
  label: string;
  section: string | null;
  url: string | null;
  confidence: "A" | "B" | "C" | null;
  review: Review | null;
}

/** `pending`: not yet reviewed by a clinician and a developer. */
export type Review = "pending" | "reviewed";

/** What a rule brought says which rule, from where, in words. */
export interface Brought {
  rule?: string | null;
  cite?: Cite | null;
  text?: string | null;
  review?: Review | null;
}

/** What names a code may carry its name in the assessment's language. */
export interface Named {
  label?: string | null;
}

export interface Target extends Brought, Named {
  concept: string;
  kind: "indicator" | "clinical" | "if-tolerated";
  target: string;
  /** `null`: unknown. */
  met: boolean | null;
  since: Day | null;
  /** Of a glucose: the timings it is for, a blank between, such as `fasting pre-meal`; absent where it is for any. */
  timing?: string;
  /** What other documents ask, where they ask something else. */
  others?: { guideline: string; label: string; target: string; met: boolean | null }[];
}

/**
 * What readings at home, or over a day, come to by one document: the newest whole series, else what the newest one
 * lacks. The profile's first word comes first. It colours nothing.
 */
export interface HomeMean extends Brought {
  concept: string;
  setting?: string;
  /** Of a glucose. */
  timing?: string;
  unit: string;
  /** The first and the last day that count. */
  from: Day;
  until: Day;
  /** Days with a reading at the right time, the document's left-out ones included. */
  days: number;
  /** Readings that count, of so many in a whole series where the document says; `taken` is all of those days. */
  used: number;
  expected?: number;
  taken: number;
  /** What a mean still needs; there is one where both are 0. */
  missingDays: number;
  missingReadings: number;
  /** The mean and its sample standard deviation, cut to tenths: of a pressure. */
  systolic?: number;
  systolicSd?: number;
  diastolic?: number;
  diastolicSd?: number;
  /** The same of anything else. */
  value?: number;
  sd?: number;
  /** Whether the mean, before it was cut, is at or over the document's line; absent without a mean or a line. */
  raised?: boolean;
}

/** The way a value goes, one value a day, those in the unit of the newest. It judges nothing. */
export interface Trend {
  rule: string;
  concept: string;
  /** Of a pressure. */
  part?: "systolic" | "diastolic";
  setting?: string;
  timing?: string;
  unit: string;
  /** The first day, and how many days have a value. */
  from: Day;
  days: number;
  /** The newest day and its value, the one before, and the mean of all but the newest. */
  at: Day;
  newest: number;
  previousAt: Day;
  previous: number;
  mean: number;
  /**
   * From the first day to the newest along a straight line: by how much, the two ends of its 95 % interval, rounded
   * outwards, and `no-clear-change` where the interval holds zero. Absent of fewer than three days.
   */
  by?: number;
  low?: number;
  high?: number;
  direction?: "rising" | "falling" | "no-clear-change";
  text: string;
}

/**
 * One thing that changed since the last visit before the as-of day: a concern's level since its own visit, all else
 * since the newest of the concerns' visits. Absent where there was no visit.
 */
export interface Changed {
  what: "level" | "outside-target" | "condition" | "suspected" | "started" | "stopped" | "result" | "referral";
  /** A concern, data element, condition or medicine; of a referral `up` or `down`. */
  code: string;
  at: Day;
  since: Day;
  /** Levels then and now, with their colours; a target or a result. */
  was?: Colour;
  from?: Level;
  colour?: Colour;
  to?: string;
  unit?: string;
  timing?: string;
  /** Of a referral: its last step, or how it ended. */
  state?: string;
  text: string;
}

export type RiskLevel = "low" | "intermediate" | "high" | "very-high";

/** From what is proven to what is possible. */
export interface RiskRange extends Brought {
  of?: string;
  low: RiskLevel;
  high: RiskLevel;
  /** Something that is missing could make it more. */
  atLeast: boolean;
  /** What other editions come to, where they differ. */
  others?: { guideline: string; low: RiskLevel; high: RiskLevel; atLeast: boolean }[];
  /** What could make it more: data elements, or what is asked of the person. */
  missing?: string[];
}

export interface Risk {
  hypertension: RiskRange | null;
  kidney: ({
    egfr: number | null;
    /** KDIGO: of filtration, of albuminuria; `null` where not measured within a year. */
    g: "G1" | "G2" | "G3a" | "G3b" | "G4" | "G5" | null;
    a: "A1" | "A2" | "A3" | null;
  } & Brought) | null;
  hypoglycaemia: RiskLevel | null;
  foot: RiskLevel | null;
  eye: RiskLevel | null;
  /** What those three rest on, where they are not null. */
  badges?: RiskRange[];
  /** By the calculator `china-par-10y`, with the facts of the day; a path is the key of one of its inputs. */
  chinaPar: ({
    /** Per cent. */
    tenYear: number | null;
    category: "low" | "intermediate" | "high" | null;
    refused: { code: "input-missing" | "input-range" | "outcome-present"; path: string } | null;
  } & Brought) | null;
}

/** A rule that was looked at and did not decide. */
export interface Considered {
  rule: string;
  by: Day;
  cite: Cite;
}

/** A test, until when its last result counts, and by which rule. */
export interface PlannedTest extends Brought, Named {
  /** A data element; of tests done together their group. */
  concept: string;
  /** The newest usable result from any place; of tests together the oldest, null while one was never done. */
  last: Day | null;
  /** From this day on it is asked for; a result counts up to the day before. */
  due: Day;
  status?: "counts" | "due" | "overdue";
  group?: "visit" | "annual-exam" | "screening" | "medicine";
  /** The lowest place of care that can be expected to do it. */
  place?: Facility;
  /** Of tests done together, those that are due by the next contact. */
  items?: string[];
  /** What is not known of the patient, where it is asked for because of that. */
  unknown?: string[];
  /** Rules of other documents that come to another day. */
  others?: Considered[];
}

/** States, the weakest first. `criteria-met`: a document's own criteria; a person diagnoses. */
export type DiagnosisState =
  | "unknown" | "not-raised" | "normal" | "elevated"
  | "impaired-fasting" | "impaired-tolerance" | "impaired-both"
  | "suspected" | "white-coat" | "preliminary" | "criteria-met" | "not-judged" | "known";

/** What stands beside a state: what the newest clinic day is called, hints, who is measured how often. */
export type DiagnosisNote =
  | "masked" | "grade-1" | "grade-2" | "grade-3" | "isolated-systolic" | "isolated-diastolic"
  | "secondary-clue" | "type-clue" | "high-risk" | "risk-score" | "screening";

/** What is known of one disease. Documents that differ stand side by side, each with its proof. */
export interface DiagnosisReport {
  /** The strongest that any document proves. */
  state: DiagnosisState;
  /** The strongest that what is missing could still prove. */
  possible: DiagnosisState;
  /**
   * States first, the strongest first, of each document its own strongest; then the notes. That a disease is
   * diagnosed the record says itself. A high risk is told while it is only possible, with what is missing.
   */
  statements: DiagnosisStatement[];
}

/** One statement of one document. */
export interface DiagnosisStatement extends Brought {
  rule: string;
  is: DiagnosisState | DiagnosisNote;
  /** `unknown`: something missing could make it so. */
  truth: "met" | "unknown";
  text: string;
  /** On how many of the days that are needed; `null` where one is enough. */
  have: number | null;
  need: number | null;
  /** Of what is measured every so often: when it last was. */
  last: Day | null;
  /** By when the next is due, or the days still needed have passed. */
  by: Day | null;
  /** Of a risk score: the fewest and the most points, equal where nothing is missing; `need` is the line. */
  points?: [number, number];
  /** The values that prove it. */
  because: Evidence[];
  /** What is not known of it: data elements, or what is asked of the person. */
  missing: string[];
}

export interface Plan {
  /** By the strictest rule; `others` are those that were looked at besides, the soonest first. */
  nextContact: ({
    by: Day;
    mode: "face-to-face" | "phone";
    owner: Owner | "county-hospital";
    others?: Considered[];
  } & Brought) | null;
  /** Due by the next contact, the longest due first. */
  testsDue: PlannedTest[];
  /** Results that still count then, wherever they were made: no repeat is asked for. */
  testsCounted?: PlannedTest[];
  /** `annual-exam` and `screening`, in one line each; `items` are those that are due. */
  testsTogether?: PlannedTest[];
  /** At most three things to explain, each with the facts that make it this patient's. */
  education?: ({ topic: string; because: Evidence[] } & Brought)[];
  medication: ({
    step: "start" | "add" | "switch" | "reduce" | "stop";
    /** Null where one of several is eased and no document says which. */
    class: string | null;
    decidedBy: Owner | "county-hospital";
    concern?: ConcernName;
    /** Medicines of the class that the county's list has; absent without a list. */
    drugs?: string[];
    /** Other classes that would do, in order. */
    others?: string[];
    /** Days before the next step. */
    waitDays?: number | null;
    /** What is measured afterwards, and within how many days where a document says. */
    monitor?: string[];
    monitorDays?: number;
    /** The letter that asks for the decision, where it is made above the user's level. */
    letter?: "consult";
    /** The row that chose the class. */
    choice?: string;
    /** Further clauses. */
    moreCites?: Cite[];
  } & Brought & Named)[];
  /** At most three, what the record shows to be otherwise first. */
  lifestyle: ({ topic: string } & Advice)[];
  diet: ({
    /** A day, from and to, at light work; the sentence of `energy` names heavier work too. */
    energyKcal: [number, number] | null;
    /** A day, dry. */
    stapleGrams: number | null;
    /** A day, to stay below. */
    saltGrams: number | null;
    alcohol: string | null;
    /** The next weight to reach. */
    weightGoalKg: number | null;
    /** A day, with kidney disease. */
    proteinGramsPerKg?: number | null;
    /** Whether salt that holds potassium is known to be borne; what is not known is `false`. */
    potassiumSalt?: boolean;
    items?: ({ topic: string } & Advice)[];
    /** What the record does not say, by data element. */
    missing?: string[];
  } & Brought) | null;
  exercise: ({
    /** `walking`, `seated`, `resistance`; without any nothing is prescribed. */
    types: string[];
    intensity?: "moderate" | "light" | null;
    minutesPerWeek: number | null;
    daysPerWeek?: [number, number] | null;
    notToday: ({ reason: string } & Advice)[];
    items?: ({ topic: string } & Advice)[];
    /** What the record does not say and could bar it. */
    missing?: string[];
  } & Brought) | null;
}

/** One sentence to a person about food, drink, smoke or movement. */
export interface Advice extends Brought, Named {
  /** Habits that were recorded, or a weight or waist measured, other than asked; or nobody asked. */
  why?: "recorded" | "measured" | "not-asked";
  /** How much it is now. */
  now?: number;
  /** The numbers that the sentence names. */
  numbers?: number[];
  /** What other documents ask, where they ask something else. */
  others?: { guideline: string; label: string; target: string; met: boolean | null }[];
}

export type Channel = "stop" | "do" | "know";

/** A prompt, in the shape of a CDS Hooks card. */
export interface Card extends Brought {
  id: string;
  concern?: ConcernName | null;
  level?: Level | null;
  channel: Channel;
  indicator: "critical" | "warning" | "info";
  /** Under 140 characters. */
  summary: string;
  detail: string | null;
  source: { label: string; url: string | null; section: string | null };
  quietDays: number | null;
  actions: Action[];
  /**
   * Ids of the cards it stands for besides its own, where several findings ask for one act; each is a rule. Whoever keeps
   * an answered card quiet keeps it so under each of these ids, and shows it while one of them is not quiet.
   */
  also?: string[];
}

export interface Action {
  kind: "refer" | "measure" | "order" | "schedule" | "record" | "medication" | "educate";
  label: string;
  by: Day | null;
}

export interface Finding extends Brought {
  rule: string;
  concern: ConcernName | null;
  at: Day;
  outcome: "fired" | "possible";
  answered: Day | null;
  level: Level | null;
  /** Pack or overlay with its version. */
  origin: string;
  because: Evidence[];
}

/** One input of a rule, with the number it was held against. */
export interface Evidence extends Named {
  concept: string;
  value: number | string | boolean | null;
  unit: string | null;
  at: Moment | null;
  observation: string | null;
  parameter: string | null;
  limit: string | null;
  truth: Truth;
  /** The calculator that made the value from the observation; absent from what was measured. */
  equation?: string;
}

export interface MedicationCheck extends Brought {
  severity: "stop" | "warn" | "monitor";
  truth: "met" | "unknown";
  medication: string;
  with: string | null;
  cites: Cite[];
}

/** Something missing, and what it would settle. */
export interface Gap extends Brought, Named {
  concept: string;
  reason: "missing" | "stale" | "unanswered";
  /** A symptom; `home`: a series at home or a mean over a day, which no clinic reading stands for. */
  about: string | null;
  lastAt: Moment | null;
  /** Names of rules and of steps of treatment. */
  wouldSettle: string[];
  /** The most serious level among those rules; null where only steps of treatment wait for it. */
  couldBe: Level | null;
}

export interface SetAside {
  path: string;
  code:
    | "implausible" | "contradictory" | "unknown-code" | "unknown-unit"
    | "after-as-of" | "duplicate" | "not-understood";
  message: string;
}

export interface TimelineDay {
  at: Day;
  level: Level | null;
  hypertension: Level | null;
  diabetes: Level | null;
}

export type LetterKind = "referral-up" | "referral-down" | "visit-note" | "patient" | "consult";

/** A letter to print, and what it is made from, by place; an empty list matters and is not known. */
export interface Letter {
  kind: LetterKind;
  text: string;
  data: Readonly<Record<string, LetterFact[]>>;
}

/** As measured or recorded, a code, or a sentence of the answer. */
export interface LetterFact {
  concept: string;
  value?: number | string | boolean;
  unit?: string;
  dose?: string;
  /** When or where it was measured, what a dose is counted in, how sure a diagnosis is. */
  how?: string;
  at?: string;
}

/** What answered: the same stamp and record give the same bytes. */
export interface Stamp {
  engine: string;
  guidelines: { id: string; version: string }[];
  digest: string;
  overlay: string | null;
  /** Of an assessment only: the digest of the record with its lists sorted. */
  record?: string | null;
}

/** Every pack in one language, as data. */
export interface Rulebook {
  locale: Locale;
  packs: PackPage[];
  stamp: Stamp;
}

export interface PackPage {
  id: string;
  version: string;
  title: string;
  publisher: string;
  edition: string;
  url: string | null;
  rules: RulePage[];
  parameters: ParameterPage[];
}

export interface RulePage {
  id: string;
  concern: ConcernName;
  says: "level" | "class" | "target";
  level: Level | null;
  class: VisitClass | null;
  /** Of what. */
  target: string | null;
  summary: string | null;
  detail: string | null;
  /** The data elements it reads. */
  reads: string[];
  /** The names of the numbers it uses. */
  parameters: string[];
  owner: Owner | null;
  locked: boolean;
  since: string;
  cite: Cite;
}

export interface ParameterPage {
  name: string;
  /** As printed, in each unit. */
  values: string[];
  /** How far a county may move it, lowest and highest. */
  adjust: [string, string] | null;
  cite: Cite;
}

// ---------------------------------------------------------------- calculators

export type CalculatorName =
  | "bmi" | "cgm-metrics" | "cha2ds2-vasc" | "china-par-10y" | "chinese-diabetes-risk-score"
  | "ckd-epi-2009" | "ckd-epi-2021" | "eag" | "fib4" | "findrisc" | "gmi" | "homa-ir"
  | "kdigo-categories" | "kdigo-heatmap" | "ldl" | "mage" | "mean-arterial-pressure" | "pce-2013"
  | "prevent" | "score2" | "score2-asia-pacific" | "score2-diabetes" | "score2-op" | "unit-conversions"
  | "waist" | "who-2019-lab" | "who-2019-nonlab";

/** What a calculator is, in one language, for a page that lists it or builds its form. */
export interface CalculatorPage {
  name: CalculatorName;
  title: string;
  outcome: string;
  /** Whom it was derived in. */
  population: string;
  /** What it must not be used for. */
  caution: string;
  reference: string;
  doi: string | null;
  confidence: "A" | "B";
  inputs: CalculatorInput[];
  /** The keys that it may answer. */
  answers: string[];
}

/** An input. One key of `units` is given, or `key` itself; a true `excluded` is refused. */
export type CalculatorInput = { key: string; label: string | null; needed: boolean } & (
  | { kind: "measure"; units: ({ key: string; unit: string } & Partial<CalculatorRange>)[] }
  | { kind: "word"; words: string[] }
  | { kind: "excluded"; disease: string }
  | ({ kind: "number" } & Partial<CalculatorRange>)
  | { kind: "flag" | "text" | "list" | "object" }
);

/** What is answered, and who says so; both ends inside unless `below`, which leaves the higher one out. */
export interface CalculatorRange {
  low: number;
  high: number | null;
  below: boolean;
  whole: boolean;
  source: string;
}

export interface CalcOptions {
  /** Ages that a guideline allows though the score was not derived there; the result says so. */
  extendedRange?: boolean;
  /** What each input brings to a risk, and what one realistic change would. */
  explain?: boolean;
  /** Of notes and labels; Chinese if not said. */
  locale?: Locale;
}

/** What a calculator answers: its keys with their units, and what the number says about itself. */
export interface CalcResult {
  notes?: { code: string; text: string }[];
  explain?: CalcExplain;
  [key: string]: unknown;
}

/**
 * Of a risk, differences of the same equation to a person of the same age and sex, in percentage points; they
 * need not add up. Of a score, the points of each input that has any, and what a change would take off.
 */
export interface CalcExplain {
  contributions: CalcEffect<{ input: string; reference?: number | false }>[];
  changes: CalcEffect<{ change: "stop-smoking" | "sbp-10-less" | "be-active" }>[];
}
export type CalcEffect<T> = T & { label: string; risk_pct?: number; pct_points?: number; points?: number };

// ---------------------------------------------------------------- FHIR and errors

/** FHIR R4: a Bundle or another resource, or an array of resources. */
export type FhirInput = FhirResource | readonly FhirResource[];
export interface FhirResource {
  resourceType: string;
  [key: string]: unknown;
}

export type ErrorCode =
  | "not-json" | "wrong-type" | "unknown-field" | "missing-field" | "unknown-value" | "bad-date"
  | "duplicate-id" | "too-large" | "bad-options"
  | "overlay-locked" | "overlay-bounds" | "overlay-unknown"
  | "unknown-calculator" | "input-missing" | "input-range" | "outcome-present"
  | "wasm-blocked" | "wasm-missing" | "wasm-wrong" | "version-clash"
  // Of frames, SMART launches and their servers.
  | "timeout" | "launch-refused" | "token-expired" | "scope-refused" | "server-refused" | "wrong-patient" | "message-refused";
