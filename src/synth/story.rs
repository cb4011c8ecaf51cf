//! The stories that synthetic patients live, each aimed at a level.

use serde_json::{Value, json};

use super::random::Random;
use crate::civil::Day;

/// What a patient is followed for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Disease {
    Hypertension,
    Diabetes,
    Both,
}

/// How the last year went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Story {
    /// Visits as they come, most of them satisfied: B1, B2, Y1, R2.
    Steady,
    /// A sign that calls for an ambulance at the last visit: R0.
    Emergency,
    /// A critical value at the last visit: R1.
    Crisis,
    /// A critical value, seen above, one quiet visit since: Y4.
    Answered,
    /// A critical value, referral refused: G2, was red.
    Refusing,
    /// Came back from above long ago, quiet and tested since: B3.
    Returned,
    /// An adverse reaction at the last visit: Y2.
    Reaction,
    /// Contrary evidence beside a satisfied class: Y3.
    Contrary,
    /// No visit for some months: G1.
    Expired,
    /// No visit for more than a year: G2.
    Lost,
    /// Only suspected: G3.
    Suspected,
    /// The newest reading cannot be used: G4.
    Unusable,
}

const DISEASES: &[(i32, Disease)] =
    &[(50, Disease::Hypertension), (20, Disease::Diabetes), (30, Disease::Both)];

const STORIES: &[(i32, Story)] = &[
    (62, Story::Steady),
    (2, Story::Emergency),
    (4, Story::Crisis),
    (4, Story::Answered),
    (1, Story::Refusing),
    (3, Story::Returned),
    (3, Story::Reaction),
    (5, Story::Contrary),
    (7, Story::Expired),
    (4, Story::Lost),
    (3, Story::Suspected),
    (2, Story::Unusable),
];

/// Visits that a year brings.
const VISITS: i32 = 4;

/// One patient while the story is told; the lists are the record's.
pub struct Patient<'r> {
    random: &'r mut Random,
    as_of: Day,
    number: u32,
    disease: Disease,
    story: Story,
    conditions: Vec<Value>,
    observations: Vec<Value>,
    medications: Vec<Value>,
    visits: Vec<Value>,
    referrals: Vec<Value>,
}

impl<'r> Patient<'r> {
    /// A patient with a disease and a story, not yet told.
    pub fn new(random: &'r mut Random, as_of: Day, number: u32) -> Self {
        let disease = random.weighted(DISEASES, Disease::Hypertension);
        let story = random.weighted(STORIES, Story::Steady);
        Self {
            random,
            as_of,
            number,
            disease,
            story,
            conditions: Vec::new(),
            observations: Vec::new(),
            medications: Vec::new(),
            visits: Vec::new(),
            referrals: Vec::new(),
        }
    }

    /// Fills the lists.
    #[must_use]
    pub fn tell(mut self) -> Self {
        self.diagnose();
        let age_of_last = match self.story {
            Story::Expired => self.random.between(110, 360),
            Story::Lost => self.random.between(370, 900),
            Story::Refusing => self.random.between(20, 80),
            // An emergency is one on its own day.
            Story::Emergency => 0,
            _ => self.random.between(1, 80),
        };
        let last = self.as_of.plus(age_of_last.saturating_neg());
        for before in (0..VISITS).rev() {
            let gap = before.saturating_mul(90).saturating_add(self.random.between(0, before.min(1)));
            self.visit(last.plus(gap.saturating_neg()), before);
        }
        self.aftermath(last);
        self
    }

    /// The record, as a caller would send it.
    pub fn record(self) -> Value {
        let year = self.as_of.ymd().0.saturating_sub(self.random.between(38, 88));
        let born = format!("{year:04}-{:02}-{:02}", self.random.between(1, 12), self.random.between(1, 28));
        let sex = if self.random.chance(54) { "female" } else { "male" };
        let village = format!("v-{:02}", self.random.between(1, 40));
        json!({
            "patient": {
                "id": format!("synthetic-{:06}", self.number),
                "born": born,
                "sex": sex,
                "pregnancy": "no",
                "place": {"village": village},
            },
            "conditions": self.conditions,
            "observations": self.observations,
            "medications": self.medications,
            "visits": self.visits,
            "referrals": self.referrals,
        })
    }

    const fn has_hypertension(&self) -> bool {
        !matches!(self.disease, Disease::Diabetes)
    }

    const fn has_diabetes(&self) -> bool {
        !matches!(self.disease, Disease::Hypertension)
    }

    fn diagnose(&mut self) {
        let status = if self.story == Story::Suspected { "suspected" } else { "active" };
        let year = self.as_of.ymd().0;
        for (has, code, drug, dose) in [
            (self.has_hypertension(), "hypertension", "amlodipine", "5 mg"),
            (self.has_diabetes(), "type-2-diabetes", "metformin", "500 mg"),
        ] {
            if !has {
                continue;
            }
            let since = year.saturating_sub(self.random.between(4, 15));
            self.conditions.push(json!({"code": code, "since": since.to_string(), "status": status}));
            if status == "active" && self.random.chance(80) {
                let since = format!("{}-03-01", since.saturating_add(1));
                self.medications.push(json!({"code": drug, "dose": dose, "perDay": 1, "since": since}));
            }
        }
    }

    /// A face-to-face visit, so many before the last one: three readings and a form for each disease.
    fn visit(&mut self, day: Day, before: i32) {
        let calm = match self.story {
            Story::Steady | Story::Expired | Story::Lost => self.random.chance(75),
            _ => true,
        };
        let critical = match self.story {
            Story::Crisis | Story::Refusing => before == 0,
            Story::Answered => before == 1,
            _ => false,
        };
        let (minute, pulse) = (self.random.between(0, 50), self.random.between(58, 92));
        if self.has_hypertension() || self.disease == Disease::Diabetes {
            let calm = calm || self.disease == Disease::Diabetes;
            self.pressure(day, minute, calm, critical && self.has_hypertension());
        }
        if self.disease == Disease::Hypertension {
            self.pressure(day, minute.saturating_add(6), calm, critical);
        }
        if self.has_diabetes() {
            self.glucose(day, calm, critical && !self.has_hypertension());
        }
        if self.has_diabetes() && before == 0 {
            let tenths = if self.story == Story::Contrary {
                self.random.between(90, 105)
            } else {
                self.random.between(58, 74)
            };
            self.number(day, "hba1c", tenths, "%");
        } else {
            self.number(day, "heart-rate", pulse.saturating_mul(10), "/min");
        }
        let class = if calm && !critical { "controlled" } else { "uncontrolled" };
        for (has, concern) in [(self.has_hypertension(), "hypertension"), (self.has_diabetes(), "diabetes")] {
            if has && self.story != Story::Suspected {
                let reaction = self.story == Story::Reaction && before == 0;
                let adherence = if self.story == Story::Contrary && before == 0 { "none" } else { "regular" };
                self.visits.push(json!({
                    "at": day.to_string(), "mode": "face-to-face", "concern": concern,
                    "class": if reaction { "adverse-reaction" } else { class },
                    "adverseReaction": reaction, "adherence": adherence,
                }));
            }
        }
    }

    /// What the last visit or the time after it brought.
    fn aftermath(&mut self, last: Day) {
        match self.story {
            Story::Emergency => {
                let signs = [(1, "chest-pain"), (1, "limb-weakness"), (1, "altered-consciousness")];
                let sign = self.random.weighted(&signs, "orthopnoea");
                self.observations
                    .push(json!({"at": last.to_string(), "concept": "symptom", "code": sign, "acute": true}));
            }
            Story::Refusing => self.referral(last, 0, 5, "refused"),
            Story::Answered => self.referral(last.plus(-90), 0, 9, "seen"),
            Story::Returned => {
                self.referral(last.plus(-190), 0, 6, "seen");
                self.tests(last);
            }
            Story::Unusable => {
                let pressure = json!({
                    "at": last.plus(1).min(self.as_of).to_string(), "concept": "blood-pressure",
                    "systolic": 80, "diastolic": 120, "unit": "mmHg",
                });
                self.observations.push(pressure);
                if self.has_diabetes() {
                    self.number(last.plus(1).min(self.as_of), "glucose", 0, "mmol/L");
                }
            }
            _ => {}
        }
    }

    fn pressure(&mut self, day: Day, minute: i32, calm: bool, critical: bool) {
        let (systolic, diastolic) = if critical {
            (self.random.between(182, 212), self.random.between(96, 118))
        } else if calm {
            (self.random.between(112, 138), self.random.between(64, 88))
        } else {
            (self.random.between(150, 176), self.random.between(84, 104))
        };
        self.observations.push(json!({
            "at": format!("{day}T08:{minute:02}"), "concept": "blood-pressure",
            "systolic": systolic, "diastolic": diastolic, "unit": "mmHg",
        }));
    }

    fn glucose(&mut self, day: Day, calm: bool, critical: bool) {
        let tenths = if critical {
            self.random.between(170, 260)
        } else if calm {
            self.random.between(46, 68)
        } else {
            self.random.between(72, 120)
        };
        self.observations.push(json!({
            "at": format!("{day}T07:30"), "concept": "glucose", "value": decimal(tenths),
            "unit": "mmol/L", "timing": "fasting",
        }));
    }

    fn number(&mut self, day: Day, concept: &str, tenths: i32, unit: &str) {
        self.observations
            .push(json!({"at": day.to_string(), "concept": concept, "value": decimal(tenths), "unit": unit}));
    }

    /// What a way back down asks for.
    fn tests(&mut self, day: Day) {
        let creatinine = self.random.between(550, 950);
        self.number(day, "creatinine", creatinine, "umol/L");
        if self.has_diabetes() {
            self.number(day, "uacr", 120, "mg/g");
            for (concept, code) in [("fundus", "none"), ("foot-pulse", "normal")] {
                self.observations.push(json!({"at": day.to_string(), "concept": concept, "code": code}));
            }
        }
    }

    fn referral(&mut self, day: Day, sent: i32, closed: i32, outcome: &str) {
        self.referrals.push(json!({
            "at": day.plus(sent).to_string(), "direction": "up", "urgency": "today", "to": "county-hospital",
            "closed": {"at": day.plus(closed).to_string(), "outcome": outcome},
        }));
    }
}

/// Tenths as JSON writes them: 74 is 7.4.
fn decimal(tenths: i32) -> Value {
    let tenth = tenths.rem_euclid(10);
    if tenth == 0 { json!(tenths.div_euclid(10)) } else { json!(f64::from(tenths) / 10.0) }
}
