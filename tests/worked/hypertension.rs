//! The worked patients of hypertension, by the numbers of their sheet.

use serde_json::{Value, json};

use crate::support::complete::complete;
use crate::{Patient, both, patient, patient_with};

const NORM: &str = "cn-bphs-2017 高血压 二(三)";

/// With complete laboratory values, as the sheet's risk assumes.
fn known(who: &str, story: &[&str], more: &Value) -> Patient {
    patient_with(who, story, &both(&complete(&json!({})), more))
}

fn untreated() -> Value {
    json!({"medications": []})
}

#[test]
fn patient_1_a_man_of_45_at_139_over_89_is_no_patient_and_is_measured_within_half_a_year() {
    let found = patient("45 male", &["0 bp 139/89"]);
    found.is("level none, reason not-a-patient, referral none");
    found.finds("hypertension", "elevated", &["htn-elevated met", "htn-high-risk met"]);
    let list = found.list("/diagnosis/hypertension/statements");
    let risk = list.iter().find(|own| own["rule"] == "htn-high-risk").unwrap();
    assert_eq!(
        (risk["by"].as_str(), crate::cite(&risk["cite"])),
        (Some("2027-05-19"), "cn-bphs-2017 高血压 二(一)3".into())
    );
    // No diagnosis, no stratum: the cell is blank.
    known("45 male", &["0 bp 139/89"], &json!({})).at("/risk/hypertension", "none");
}

#[test]
fn patient_3_a_first_visit_at_139_over_90_is_suspected_by_its_diastolic_for_28_days() {
    let found = patient("45 male", &["0 bp 139/90"]);
    found.is("level G3, act-by +28, owner village-doctor, referral none").next(28, "village-doctor");
    found.finds(
        "hypertension",
        "suspected",
        &["htn-suspected met", "htn-by-clinic unknown", "htn-isolated-diastolic met"],
    );
    let list = found.list("/diagnosis/hypertension/statements");
    let clinic = list.iter().find(|own| own["rule"] == "htn-by-clinic").unwrap();
    assert_eq!(crate::cite(&clinic["cite"]), "cn-htn-primary-2025 4.2");
    assert_eq!((clinic["have"].as_i64(), clinic["need"].as_i64()), (Some(1), Some(3)));
}

#[test]
fn patient_5_three_raised_visits_are_referred_to_confirm_and_asked_after_within_14_days() {
    let story = ["-14 bp 142/88", "-7 bp 140/86", "0 bp 144/90"];
    let found = known("50 female not-pregnant", &story, &untreated());
    found.is("level R2, colour red, urgency within-14-days, to township-clinic, check-by +14, act-by +14");
    found.by("htn-screen-3-days", "cn-bphs-2017 高血压 二(一)2").risk("low..low").next(14, "township-clinic");
    found.finds(
        "hypertension",
        "criteria-met",
        &["htn-by-clinic met", "htn-preliminary met", "htn-grade-1 met"],
    );
    // Lifestyle first: nobody is given a tablet before a doctor diagnoses.
    found.steps(&[]);
}

#[test]
fn patient_7_a_confirmed_159_over_99_is_low_risk_at_55_and_may_try_lifestyle_first() {
    let found = known("55 male", &["0 is htn, bp 159/99"], &untreated());
    found
        .is("level Y1, class uncontrolled, act-by +14, referral none")
        .by("htn-class-2", NORM)
        .risk("low..low");
    found.finds("hypertension", "known", &["htn-grade-1 met"]).next(14, "village-doctor").steps(&[]);
    // Once the weeks of lifestyle have passed a tablet is due.
    known("55 male htn", &["0 bp 159/99"], &untreated())
        .steps(&[("start ccb-dhp htn-start-lifestyle-tried", "cn-htn-2024 起始药物治疗")]);
    known("56 male", &["0 is htn, bp 159/99"], &untreated())
        .steps(&[("start ccb-dhp htn-start-risk", "cn-htn-2024 起始药物治疗")]);
}

#[test]
fn patient_9_179_over_109_is_no_critical_value_and_is_measured_again_within_28_days() {
    let found = known("62 female", &["0 bp 179/109, no signs"], &untreated());
    found.is("level G3, act-by +28, not htn-bp-critical, referral none").risk("intermediate..intermediate");
    found
        .finds("hypertension", "suspected", &["htn-by-clinic unknown", "htn-grade-2 met"])
        .next(28, "village-doctor");
    // That a clinician may treat at once is the clinician's word, never the module's.
    found.steps(&[]);
}

#[test]
fn patient_11_170_over_110_is_a_critical_value_by_its_diastolic() {
    let found = patient("58 male htn on:amlodipine", &["0 bp 170/110, no signs"]);
    found.is("level R1, act-by 0, urgency today, to township-clinic, check-by +14, class uncontrolled");
    found.by("htn-bp-critical", "cn-bphs-2017 高血压 二(二)1").risk("very-high..very-high");
    found.meets(&["pressure critical", "高血压 二(二)1", "7 初诊转诊1"]);
    found.target("blood-pressure", "indicator", "< 140/90 mmHg no cn-bphs-2017");
    found.target(
        "blood-pressure",
        "clinical",
        "< 130/80 mmHg no cn-htn-primary-2025; < 140/90 mmHg no cn-htn-2024",
    );
    found.finds("hypertension", "known", &["htn-grade-3 met"]);
}

#[test]
fn patient_13_sudden_aphasia_is_an_emergency_at_150_over_96() {
    let story = ["0 bp 150/96, sign speech-loss acute, sign limb-weakness acute"];
    let found = patient("70 female", &story);
    found.is(
        "level R0, urgency emergency, to county-hospital, act-by 0, owner present-staff, not htn-bp-critical",
    );
    found.by("htn-stroke-sign", "cn-htn-primary-2025 7 急救车转诊").says("htn-stroke-sign", &["ambulance"]);
    found.finds("hypertension", "suspected", &["htn-grade-1 met"]);
    // A stroke is very high risk once it is one; a sign of it proves none.
    patient("70 female htn stroke", &["0 bp 150/96"]).risk("very-high..very-high");
}

#[test]
fn patient_15_139_over_89_is_satisfied_and_not_at_the_target_of_2025() {
    let found = known("64 male htn on:amlodipine", &["0 bp 139/89"], &json!({}));
    found
        .is("level B2, class controlled, act-by +90, referral none")
        .risk("low..very-high+")
        .next(90, "village-doctor");
    found.target("blood-pressure", "indicator", "< 140/90 mmHg yes cn-bphs-2017");
    found.target(
        "blood-pressure",
        "clinical",
        "< 130/80 mmHg no cn-htn-primary-2025; < 140/90 mmHg yes cn-htn-2024",
    );
    found.by("htn-quiet", "tiering tiering: Blue").beside("htn-above-target", 30);
}

#[test]
fn patient_17_at_65_145_over_85_is_satisfied_though_above_both_clinical_targets() {
    let found = known("65 male htn on:amlodipine", &["0 bp 145/85"], &json!({}));
    found.is("level B2, class controlled, act-by +90").risk("intermediate..very-high+");
    found.target("blood-pressure", "indicator", "< 150/90 mmHg yes cn-bphs-2017");
    let clinical =
        "< 130/80 mmHg no cn-htn-primary-2025; < 140/90 mmHg no cn-htn-2024; < 150/90 mmHg yes cn-htn-2018";
    found
        .target("blood-pressure", "clinical", clinical)
        .beside("htn-above-target", 30)
        .next(90, "village-doctor");
}

#[test]
fn patient_19_at_80_148_over_88_is_at_target_and_goes_lower_only_if_tolerated() {
    for more in [json!({}), untreated()] {
        let who =
            if more.get("medications").is_some() { "80 female htn" } else { "80 female htn on:amlodipine" };
        let found = known(who, &["0 bp 148/88"], &more);
        found
            .is("level B1, class controlled, act-by +90")
            .by("htn-at-target", "cn-htn-primary-2025 血压控制目标");
        found.target("blood-pressure", "indicator", "< 150/90 mmHg yes cn-bphs-2017");
        found.target("blood-pressure", "clinical", "< 150/90 mmHg yes cn-htn-primary-2025");
        found.target("blood-pressure", "if-tolerated", "< 140/90 mmHg no cn-htn-primary-2025");
        // No tablet by itself at that age below the line, though the table of risks says intermediate.
        found.steps(&[]).finds("hypertension", "known", &["htn-grade-1 met"]);
    }
    known("80 female htn on:amlodipine", &["0 bp 148/88"], &json!({})).risk("intermediate..very-high+");
    // A pressure taken standing is not asked for: no clause on record words when.
}

#[test]
fn patient_21_at_80_with_diabetes_the_documents_differ_and_both_are_shown() {
    let found = known("80 male htn dm on:amlodipine", &["0 bp 148/88, fasting 6.0"], &json!({}));
    found.is("htn-class controlled, htn B1").risk("high..very-high+").steps(&[]);
    found.target("blood-pressure", "indicator", "< 150/90 mmHg yes cn-bphs-2017");
    let clinical = "< 150/90 mmHg yes cn-htn-primary-2025; < 130/80 mmHg no cn-dm-2024";
    found.target("blood-pressure", "clinical", clinical);
    // The edition of 2017 speaks in no profile: its row is among `tests/cases/rows/targets.toml`.
}

#[test]
fn patient_23_with_diabetic_kidney_disease_is_satisfied_above_target_and_seen_within_28_days() {
    let story = ["0 bp 138/86, fasting 6.0, egfr 45, uacr 60"];
    let found = patient("58 male htn dm on:amlodipine", &story);
    found
        .is("htn B2, htn-class controlled, not htn-egfr, urgency routine, to county-hospital")
        .risk("high..very-high");
    found.target("blood-pressure", "indicator", "< 140/90 mmHg yes cn-bphs-2017");
    // The documents of pressure and of diabetes agree here, so one line speaks for all.
    found.target("blood-pressure", "clinical", "< 130/80 mmHg no cn-htn-primary-2025");
    found
        .meets(&["reduced kidney filtration", "10一3★"])
        .next(28, "village-doctor")
        .due("potassium", "htn-year");
    found.at("/risk/kidney/g", "G3a").at("/risk/kidney/a", "A2");
    let untreated_stage = ["2019-06-01 bp 142/86", "0 bp 138/86, fasting 6.0, egfr 45, uacr 60"];
    patient("58 male htn dm on:amlodipine", &untreated_stage).risk("very-high..very-high");
    // A satisfied visit is offered no step; of one that is not, an ACE inhibitor comes first.
    let regular = json!({"visits": [{"at": crate::AS_OF, "concern": "hypertension", "class": "uncontrolled", "adherence": "regular"}]});
    let above = ["0 bp 146/86, fasting 6.0, egfr 45, uacr 60, potassium 4.2"];
    patient_with("58 male htn dm on:amlodipine", &above, &regular)
        .steps(&[("add acei htn-add", "cn-bphs-2017 高血压 二(三)")]);
}

#[test]
fn patient_25_new_at_28_is_referred_for_its_cause_not_by_ambulance() {
    let story = ["-20 bp 152/98", "0 is htn, bp 152/98"];
    let found = known("28 male", &story, &untreated());
    found
        .is("level R2, urgency within-14-days, to county-hospital, check-by +14, act-by +14")
        .risk("low..low");
    found.by("htn-secondary", "cn-htn-primary-2025 7 初诊转诊").meets(&["begun young", "7 初诊转诊4"]);
    found.finds("hypertension", "known", &["htn-cause-young met", "htn-grade-1 met"]);
}

#[test]
fn patient_27_a_potassium_of_3_2_without_a_diuretic_is_referred() {
    let found = known("50 female htn not-pregnant", &["0 bp 158/96, potassium 3.2"], &untreated());
    found.is(
        "level R2, urgency within-14-days, to county-hospital, check-by +14, fires htn-secondary htn-class-2",
    );
    found
        .meets(&["low potassium without a diuretic", "7 初诊转诊6"])
        .risk("low..low")
        .next(14, "township-clinic");
    found.finds("hypertension", "known", &["htn-cause met", "htn-grade-1 met"]);
    patient("50 female htn not-pregnant on:indapamide", &["0 bp 158/96, potassium 3.2"])
        .is("not htn-secondary");
}

#[test]
fn patient_29_asthma_and_two_medicines_that_slow_the_heart() {
    let story = ["0 bp 150/92, heart-rate 48, no signs"];
    let found = known("67 male htn asthma on:metoprolol on:verapamil", &story, &json!({}));
    found.is("class uncontrolled, fires htn-slow-pulse, act-by +2").next(2, "village-doctor");
    found.checks("beta-blocker-asthma", "stop met metoprolol asthma", &["cn-htn-primary-2025 表4"]);
    found.checks("beta-blocker-with-ccb", "warn met metoprolol verapamil", &["cn-htn-primary-2025 表4"]);
    found.target("blood-pressure", "indicator", "< 150/90 mmHg no cn-bphs-2017");
    let clinical =
        "< 130/80 mmHg no cn-htn-primary-2025; < 140/90 mmHg no cn-htn-2024; < 150/90 mmHg no cn-htn-2018";
    found.target("blood-pressure", "clinical", clinical).risk("intermediate..very-high+").steps(&[]);
    // That it is not stopped abruptly is a check of its own, once it was stopped.
    let ended =
        json!({"medications": [{"code": "metoprolol", "since": "2020-01-01", "until": "2026-11-18"}]});
    let stopped = patient_with("67 male htn", &["-30 bp 138/84, visit htn 1", "0 bp 150/92"], &ended);
    stopped.checks("beta-blocker-stopped", "warn met metoprolol none", &["cn-htn-primary-2025 表4"]);
}

#[test]
fn patient_31_arms_24_apart_are_referred_and_20_apart_are_not() {
    let arms = |left: &str| format!("0 is htn, bp 158/92 right, bp {left} left");
    let found = known("57 male", &["-20 bp 150/90", &arms("134/84")], &json!({}));
    found
        .is("level R2, fires htn-secondary, to county-hospital, check-by +14")
        .risk("intermediate..intermediate");
    found.meets(&["arms", "7 初诊转诊8"]).finds("hypertension", "known", &["htn-grade-1 met"]);
    patient("57 male", &["-20 bp 150/90", &arms("138/84")]).is("not htn-secondary");
}
