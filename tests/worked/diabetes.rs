//! The worked patients of diabetes, by the numbers of their sheet.

use serde_json::json;

use crate::{glucose, patient, patient_with};

const NORM: &str = "cn-bphs-2017 2型糖尿病 二(三)(2)";
const CRISIS: &str = "cn-bphs-2017 2型糖尿病 二(二)(1)";

#[test]
fn p01_3_8_on_gliclazide_is_a_crisis_of_the_norm_and_never_satisfied() {
    let found = patient("52 male dm on:gliclazide", &["0 fasting 3.8, no signs"]);
    found
        .is("level R1, colour red, act-by 0, urgency today, check-by +14, not dm-low-severe")
        .by("dm-low", CRISIS);
    // Sugar by mouth and what comes after; the amounts stay with the first-aid text of the document.
    found.says("dm-low", &["sugar by mouth", "a quarter of an hour"]).not_today("glucose-low");
    found.meets(&["glucose low", "10一3★"]).at("/risk/hypoglycaemia", "high");
    // The class is the replay's, by the fasting value alone; the colour says that it is no quiet visit.
    found.is("class controlled, three red");
}

#[test]
fn p03_4_0_on_nph_is_satisfied_and_below_the_clinical_target() {
    let found = patient("58 male dm on:insulin-nph", &["0 fasting 4.0, no signs"]);
    found.is("level B2, class controlled, act-by +90, referral none, not dm-low").next(90, "village-doctor");
    found.target("glucose", "indicator", "< 7 mmol/L yes cn-bphs-2017");
    found.target(
        "glucose",
        "clinical",
        "4.4-7 mmol/L no cn-t2dm-primary-2022; < 10 mmol/L unknown cn-t2dm-primary-2022",
    );
    found.at("/risk/hypoglycaemia", "high").at("/plan/education/0/topic", "low-glucose");
}

#[test]
fn p05_7_0_after_6_5_is_the_first_unsatisfied_and_at_the_clinical_target() {
    let found = patient("63 male dm", &["-90 fasting 6.5", "0 fasting 7.0"]);
    found.is("level Y1, class uncontrolled, consecutive 1, act-by +14, referral none").by("dm-class-2", NORM);
    found.target("glucose", "indicator", "< 7 mmol/L no cn-bphs-2017");
    found.target(
        "glucose",
        "clinical",
        "4.4-7 mmol/L yes cn-t2dm-primary-2022; < 10 mmol/L unknown cn-t2dm-primary-2022",
    );
    found.next(14, "village-doctor").says("dm-class-2", &["missed doses"]);
}

#[test]
fn p07_6_4_with_an_hba1c_of_8_7_is_satisfied_above_target_and_given_a_second_class() {
    let story = ["-200 on metformin adherence:regular", "0 fasting 6.4, hba1c 8.7, egfr 90, visit dm 1"];
    let found = patient("57 male dm", &story);
    found
        .is("level Y3, class controlled, act-by +14, referral none")
        .by("dm-hba1c-above", "tiering tiering: Yellow");
    found.target("hba1c", "clinical", "< 7 % no cn-t2dm-primary-2022");
    found
        .steps(&[("add dpp4i dm-add", "cn-t2dm-primary-2022 6(四)")])
        .says("dm-hba1c-above", &["after some meals"]);
    let counted = found.list("/plan/testsCounted");
    let own = counted.iter().find(|own| own["concept"] == "hba1c").unwrap();
    assert_eq!((own["rule"].as_str(), own["due"].as_str()), (Some("dm-hba1c-often"), Some("2027-02-19")));
}

#[test]
fn p09_16_7_is_a_crisis_without_exercise() {
    let found = patient("57 male dm on:metformin", &["0 fasting 16.7, no signs"]);
    found.is("level R1, act-by 0, urgency today, check-by +14").by("dm-glucose-critical", CRISIS);
    found
        .not_today("glucose-high")
        .says("dm-glucose-critical", &["smell the breath", "No exercise today"])
        .steps(&[]);
    patient("57 male dm on:metformin", &["0 fasting 16.6, no signs"]).is("level Y1, not dm-glucose-critical");
}

#[test]
fn p11_drowsy_dry_and_hi_is_an_emergency() {
    let story = ["0 glucose HI, sign drowsiness, sign dehydration"];
    let found = patient("76 female dm", &story);
    found.is("level R0, urgency emergency, to county-hospital, act-by 0, check-by +14");
    found.by("dm-high-severe", "cn-dm-2024 12").by("dm-consciousness", CRISIS);
    // What is dripped on the way is the doctor's order, so no card says it.
    found.says("dm-high-severe", &["ambulance"]).meets(&["consciousness altered"]);
}

#[test]
fn p13_two_indices_of_one_sample_meet_one_document_and_not_the_other() {
    let venous = json!({"observations": [glucose(7.2, "fasting", "venous")]});
    let found = patient_with("45 female not-pregnant", &["0 hba1c 6.6, no signs"], &venous);
    found.is("level G3, referral none, not dm-new-severe");
    found.finds("diabetes", "criteria-met", &["dm-in-one-sample met", "dm-on-two-days unknown"]);
    let list = found.list("/diagnosis/diabetes/statements");
    let clause = |rule: &str| crate::cite(&list.iter().find(|own| own["rule"] == rule).unwrap()["cite"]);
    assert_eq!(clause("dm-in-one-sample"), "cn-dm-2024 表3");
    assert_eq!(clause("dm-on-two-days"), "cn-t2dm-primary-2022 表2");
}

#[test]
fn p15_a_random_12_0_without_symptoms_diagnoses_nothing() {
    let random = json!({"observations": [glucose(12.0, "random", "venous")]});
    let found = patient_with("50 male", &["0 no signs"], &random);
    found.is("level G3, act-by +28, referral none");
    found.finds("diabetes", "suspected", &["dm-suspected met", "dm-tolerance-test-due met"]);
    found.at("/diagnosis/diabetes/possible", "suspected").next(28, "village-doctor");
    found.says("dm-unconfirmed", &["fasting glucose from a vein", "tolerance test", "glycated haemoglobin"]);
}

#[test]
fn p17_a_capillary_7_4_is_a_positive_screening_for_the_township() {
    let capillary = json!({"observations": [glucose(7.4, "fasting", "capillary")]});
    let found = patient_with("41 male", &["0 no signs"], &capillary);
    found.is("level G3, act-by +28").finds("diabetes", "suspected", &["dm-suspected met"]);
    found.at("/diagnosis/diabetes/possible", "criteria-met").says("dm-unconfirmed", &["venous test"]);
    // High risk is told with a date to measure by, which is no comfort beside a value that is raised already.
    let quiet = json!({"observations": [glucose(5.4, "fasting", "capillary")]});
    patient_with("41 male", &["0 no signs"], &quiet).finds(
        "diabetes",
        "not-raised",
        &["dm-high-risk met", "dm-high-risk-2024 met"],
    );
}

#[test]
fn p19_new_at_9_0_without_symptoms_is_no_case_for_intensive_insulin() {
    let venous = json!({"observations": [glucose(9.6, "fasting", "venous")], "medications": []});
    let story = ["0 is dm, hba1c 9.0, no signs, egfr 90"];
    let found = patient_with("52 male", &story, &venous);
    found
        .is("level Y1, act-by +14, referral none, not dm-new-severe")
        .by("dm-class-2", NORM)
        .next(14, "village-doctor");
    // One step at a time: that two may be begun together the document only lets a doctor consider.
    found.steps(&[("start metformin dm-start", "cn-t2dm-primary-2022 6(四)")]);
    let thirsty = ["0 is dm, hba1c 9.0, egfr 90, sign polydipsia"];
    patient_with("52 male", &thirsty, &venous).is("level R2, fires dm-new-severe, to township-clinic");
}

#[test]
fn p21_and_p23_metformin_by_both_arms_and_both_documents() {
    let on = |dose: &str| json!({"medications": [{"code": "metformin", "dose": dose, "perDay": 2, "since": "2024-01-01"}]});
    let differs = ["cn-t2dm-primary-2022 二甲双胍禁忌证", "cn-dm-2024 附录3"];
    // The creatinine bars it by one document, though the filtration does not; the other allows it.
    let first = patient_with("66 male dm", &["0 fasting 6.0, egfr 45.1, creatinine 147"], &on("1000 mg"));
    first
        .is("level B2, not htn-egfr, urgency routine, to county-hospital")
        .meets(&["reduced kidney filtration"]);
    first.checks("metformin-kidney-differs", "warn met metformin none", &differs).next(14, "township-clinic");
    // Both documents' lines: one forbids, the other still allows at its edge. Where they differ it is a warning.
    let second = patient_with("66 male dm", &["0 fasting 6.0, egfr 30.1"], &on("500 mg"));
    second.is("not htn-egfr, urgency routine").checks(
        "metformin-kidney-differs",
        "warn met metformin none",
        &differs,
    );
    second.next(14, "township-clinic").meets(&["reduced kidney filtration", "10一3★"]);
    let below = patient_with("66 male dm", &["0 fasting 6.0, egfr 29.9"], &on("500 mg"));
    let agreed = ["cn-dm-2024 附录3", "cn-t2dm-primary-2022 二甲双胍禁忌证"];
    below.is("fires htn-egfr, level R2").checks("metformin-kidney", "stop met metformin none", &agreed);
    // The creatinine alone comes to the same side of each line as the sheet's own check values.
    for (creatinine, stage) in [(147, "G3a"), (148, "G3b"), (206, "G3b"), (207, "G4")] {
        let own = patient("66 male dm", &[&format!("0 fasting 6.0, creatinine {creatinine}")]);
        own.at("/risk/kidney/g", stage);
    }
}

#[test]
fn p25_6_8_in_dementia_on_gliclazide_is_over_treated() {
    let care = json!({"patient": {"function": {"longTermCare": true, "cognition": "moderate"}}});
    let found = patient_with("82 male dm dementia on:gliclazide", &["0 fasting 5.2, hba1c 6.8"], &care);
    found
        .is("level Y3, class controlled, act-by +14, referral none")
        .by("dm-over-glucose", "tiering tiering: Yellow");
    found.target("hba1c", "clinical", "< 8.5 % yes cn-dm-2024; 8-8.5 % no cn-dm-2024");
    found.target("blood-pressure", "clinical", "< 150/90 mmHg unknown cn-t2dm-primary-2022");
    found.steps(&[("reduce sulfonylurea dm-ease-elderly", "cn-dm-2024 表30")]).next(14, "village-doctor");
}

#[test]
fn p27_180_over_105_is_a_crisis_and_179_over_109_is_not() {
    let crisis = patient("61 male dm", &["0 fasting 8.0, bp 180/105, no signs"]);
    crisis.is("level R1, act-by 0, check-by +14").by("htn-bp-critical", "cn-bphs-2017 高血压 二(二)1");
    let below = patient("61 male dm", &["0 fasting 8.0, bp 179/109, no signs"]);
    below
        .is("level Y1, not htn-bp-critical, dm-act-by +14, htn G3, referral none")
        .next(14, "village-doctor");
    // Once hypertension is diagnosed, a medicine is due at once, an ACE inhibitor or ARB first.
    let story = ["0 fasting 8.0, bp 179/109, no signs, egfr 90, potassium 4.2"];
    let known = patient_with("61 male dm htn", &story, &json!({"medications": []}));
    known.steps(&[
        ("start acei htn-start", "cn-htn-2024 起始药物治疗"),
        ("start metformin dm-start", "cn-t2dm-primary-2022 6(四)"),
    ]);
}

#[test]
fn p29_sudden_vision_loss_is_seen_today_at_the_hospital() {
    let found = patient("55 male dm", &["0 fasting 7.5, sign sudden-vision-loss"]);
    found.is("level R1, to county-hospital, urgency today, act-by 0, check-by +14").by("dm-vision", CRISIS);
    found.says("dm-vision", &["eye"]).meets(&["sudden loss of vision", "10一3★"]);
}
