//! The join: a concern takes the worst of what speaks, the patient the worst of the two concerns.

use liangbing::concept::{
    Adherence, Concept, Concern, Condition, Level, PatientStatus, ReferralDirection, ReferralOutcome,
    Symptom, Timing,
};

use crate::support_proofs::{Life, milli, whole};

/// As the definition writes the order, most serious first.
const ORDER: [Level; 15] = [
    Level::R0,
    Level::R1,
    Level::R2,
    Level::G2WasRed,
    Level::Y2,
    Level::Y1,
    Level::Y3,
    Level::Y4,
    Level::G4,
    Level::G1,
    Level::G3,
    Level::G2,
    Level::B3,
    Level::B2,
    Level::B1,
];

/// The day that every life below is judged on.
const TODAY: i32 = 400;

/// Adds facts that give hypertension a level on the day judged.
fn hypertension(life: &mut Life, level: Level) {
    if level != Level::G3 {
        life.condition(Condition::Hypertension, liangbing::concept::ConditionStatus::Active, None);
    }
    let up = ReferralDirection::Up;
    let own = Some(Concern::Hypertension);
    match level {
        Level::R0 => _ = life.pressure(TODAY, 120, 70).number(TODAY, Concept::Potassium, milli(7_000)),
        Level::R1 => _ = life.pressure(TODAY, 190, 100),
        Level::R2 => {
            life.pressure(TODAY - 10, 150, 85).pressure(TODAY, 150, 85);
        }
        Level::G2WasRed => {
            life.pressure(TODAY - 60, 190, 100);
            life.referral(TODAY - 60, up, own, Some((TODAY - 30, ReferralOutcome::Refused)));
        }
        Level::Y2 => {
            life.pressure(TODAY, 120, 70);
            life.visit(TODAY, own, None).adverse_reaction = Some(true);
        }
        Level::Y1 | Level::G3 => _ = life.pressure(TODAY, 150, 85),
        Level::Y3 => {
            life.pressure(TODAY, 120, 70);
            life.visit(TODAY, own, None).adherence = Some(Adherence::Refused);
        }
        Level::Y4 => _ = life.pressure(TODAY - 30, 190, 100).pressure(TODAY, 120, 70),
        Level::G4 => _ = life.pressure(TODAY, 80, 120),
        Level::G1 => _ = life.pressure(TODAY - 200, 120, 70),
        Level::G2 => {}
        Level::B3 => {
            life.referral(TODAY - 300, up, own, Some((TODAY - 290, ReferralOutcome::Seen)));
            life.pressure(TODAY - 30, 132, 70).pressure(TODAY, 132, 70);
            life.number(TODAY - 10, Concept::Egfr, whole(90));
        }
        Level::B2 => _ = life.pressure(TODAY, 132, 70),
        Level::B1 => _ = life.pressure(TODAY, 120, 70),
    }
}

fn diabetes(life: &mut Life, level: Level) {
    if level != Level::G3 {
        life.condition(Condition::Type2Diabetes, liangbing::concept::ConditionStatus::Active, None);
    }
    let up = ReferralDirection::Up;
    let own = Some(Concern::Diabetes);
    let fasting = |life: &mut Life, after: i32, value: i64| _ = life.glucose(after, value, Timing::Fasting);
    match level {
        Level::R0 => fasting(life, TODAY, 2_000),
        Level::R1 => fasting(life, TODAY, 18_000),
        Level::R2 => {
            fasting(life, TODAY - 10, 8_000);
            fasting(life, TODAY, 8_000);
        }
        Level::G2WasRed => {
            fasting(life, TODAY - 60, 18_000);
            life.referral(TODAY - 60, up, own, Some((TODAY - 30, ReferralOutcome::Refused)));
        }
        Level::Y2 => {
            fasting(life, TODAY, 6_000);
            life.visit(TODAY, own, None).adverse_reaction = Some(true);
        }
        Level::Y1 | Level::G3 => fasting(life, TODAY, 8_000),
        Level::Y3 => {
            fasting(life, TODAY, 6_000);
            life.number(TODAY, Concept::Hba1c, whole(9));
        }
        Level::Y4 => {
            fasting(life, TODAY - 30, 18_000);
            fasting(life, TODAY, 6_000);
        }
        Level::G4 => fasting(life, TODAY, 70_000_000),
        Level::G1 => fasting(life, TODAY - 200, 6_000),
        Level::G2 => {}
        Level::B3 => {
            life.referral(TODAY - 300, up, own, Some((TODAY - 290, ReferralOutcome::Seen)));
            fasting(life, TODAY - 30, 6_000);
            fasting(life, TODAY, 6_000);
            life.number(TODAY - 10, Concept::Egfr, whole(90));
            life.number(TODAY - 10, Concept::Hba1c, milli(6_500));
            life.number(TODAY - 10, Concept::Uacr, whole(10));
            let pulse = liangbing::record::Value::Code(liangbing::concept::FindingCode::Normal);
            life.observe(TODAY - 10, None, Concept::FootPulse, pulse);
            let fundus = liangbing::record::Value::Code(liangbing::concept::FindingCode::None);
            life.observe(TODAY - 10, None, Concept::Fundus, fundus);
        }
        Level::B2 => fasting(life, TODAY, 6_000),
        Level::B1 => {
            fasting(life, TODAY, 6_000);
            life.number(TODAY, Concept::Hba1c, milli(6_500));
        }
    }
}

/// An unusable glucose that is not impossible: kept, never compared.
fn with_unusable(life: &mut Life, level: Level) {
    if level == Level::G4 {
        for observation in life.0.observations.iter_mut().filter(|o| o.concept == Concept::Glucose) {
            observation.value = liangbing::record::Value::Unreadable;
            observation.usable = false;
        }
    }
}

#[test]
fn the_order_of_levels_is_the_one_that_the_definition_writes() {
    let mut mildest_first = ORDER;
    mildest_first.reverse();
    let mut own = Level::ALL.to_vec();
    own.sort();
    assert_eq!(own.len(), 15);
    for (one, other) in own.iter().zip(mildest_first) {
        assert_eq!(*one, other);
        assert!(super::gravity(Some(*one)) >= 1);
    }
    for (milder, worse) in own.iter().zip(own.iter().skip(1)) {
        assert!(super::gravity(Some(*milder)) <= super::gravity(Some(*worse)), "{milder:?} {worse:?}");
    }
}

#[test]
fn of_any_two_levels_the_patient_has_the_worse_and_both_badges_show() {
    let mut cells = 0;
    for own in ORDER.map(Some).into_iter().chain([None]) {
        for other in ORDER.map(Some).into_iter().chain([None]) {
            let mut life = Life::aged(50);
            if let Some(level) = own {
                hypertension(&mut life, level);
            }
            if let Some(level) = other {
                diabetes(&mut life, level);
                with_unusable(&mut life, level);
            }
            let verdict = life.judged(TODAY);
            // Ready to go down only where every concern is blue.
            let blue = |level: Option<Level>| level.is_none_or(Level::is_blue);
            let both_blue = blue(own) && blue(other);
            let badge =
                |level: Option<Level>| if level == Some(Level::B3) && !both_blue { None } else { level };
            for (concern, wanted) in verdict.concerns.iter().zip([own, other]) {
                // Whoever was lost and is heard of today, in whatever matter, is red again.
                if wanted == Some(Level::G2WasRed) && concern.level.is_some_and(Level::is_red) {
                    continue;
                }
                // Never seen is not true of someone seen today in another matter: the reading is missing.
                if wanted == Some(Level::G2) && concern.level == Some(Level::G1) {
                    continue;
                }
                match badge(wanted) {
                    Some(level) => assert_eq!(concern.level, Some(level), "{own:?} {other:?}"),
                    None if wanted.is_some() => assert!(concern.level.is_some_and(Level::is_blue)),
                    None => assert_eq!(concern.level, None, "{own:?} {other:?}"),
                }
            }
            let [one, two] = verdict.concerns.map(|concern| concern.level);
            assert_eq!(verdict.level, one.max(two), "{own:?} {other:?}");
            cells += 1;
        }
    }
    assert_eq!(cells, 256);
}

#[test]
fn whoever_acts_first_is_named_even_when_another_level_is_worse() {
    let mut life = Life::aged(50);
    hypertension(&mut life, Level::Y1);
    diabetes(&mut life, Level::R1);
    let verdict = life.judged(TODAY);
    assert_eq!(verdict.level, Some(Level::R1));
    assert_eq!(verdict.act_by.map(|c| c.act_by), Some(crate::support_proofs::day(TODAY)));
}

#[test]
fn a_sign_in_a_patient_with_both_makes_both_red() {
    let mut life = Life::with(50, &[Condition::Hypertension, Condition::Type2Diabetes]);
    life.symptom(0, Symptom::ChestPain, None);
    assert_eq!(life.judged(0).concerns.map(|concern| concern.level), [Some(Level::R0); 2]);
}

#[test]
fn the_dead_and_those_who_moved_without_a_red_have_no_colour_and_a_red_who_moved_is_kept() {
    for level in ORDER {
        let mut life = Life::aged(50);
        hypertension(&mut life, level);
        life.0.patient.status = Some(PatientStatus::Deceased);
        assert_eq!(life.judged(TODAY).level, None, "{level:?}");
        life.0.patient.status = Some(PatientStatus::Moved);
        let expected = (level.is_red() || level == Level::G2WasRed).then_some(Level::G2WasRed);
        assert_eq!(life.judged(TODAY).level, expected, "{level:?}");
    }
}
