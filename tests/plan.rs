//! What comes next: contacts, tests due and counted, the yearly examination, complications, lessons.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test may fail loudly"
)]

mod plan_proofs;
mod support;

use liangbing::engine::Locale;
use serde_json::{Value, json};
use support::answer::{Answer, plain};
use support::story::Story;
use support::{AS_OF, answer, assess, day};

/// The entry of a test, due or counted.
fn test(answer: &Answer, concept: &str) -> Option<Value> {
    ["testsDue", "testsCounted"].iter().find_map(|list| {
        let tests = answer.at(&format!("/plan/{list}")).as_array()?.clone();
        tests.into_iter().find(|own| own["concept"] == concept)
    })
}

/// `rule status day`, the day told from as-of; `none`.
fn told(answer: &Answer, concept: &str) -> String {
    let Some(own) = test(answer, concept) else { return "none".to_owned() };
    let due = day(&plain(&own["due"])).since(answer.as_of());
    format!("{} {} {due:+}", plain(&own["rule"]), plain(&own["status"]))
}

/// The next contact as `rule day`.
fn next(answer: &Answer) -> String {
    let by = day(&answer.text("/plan/nextContact/by")).since(answer.as_of());
    format!("{} {by:+}", answer.text("/plan/nextContact/rule"))
}

/// What was looked at besides, each as `rule day`.
fn others(answer: &Answer) -> Vec<String> {
    let list = answer.at("/plan/nextContact/others").as_array().expect("a list");
    let one =
        |own: &Value| format!("{} {:+}", plain(&own["rule"]), day(&plain(&own["by"])).since(answer.as_of()));
    list.iter().map(one).collect()
}

fn topics(answer: &Answer) -> Vec<String> {
    let list = answer.at("/plan/education").as_array().expect("a list");
    list.iter().map(|own| plain(&own["topic"])).collect()
}

fn group(answer: &Answer, name: &str) -> Value {
    let list = answer.at("/plan/testsTogether").as_array().expect("a list");
    list.iter().find(|own| own["concept"] == name).cloned().unwrap_or(Value::Null)
}

/// A diabetic man whose visit is today, and what else happened.
fn diabetic(story: &[&str]) -> Answer {
    answer("52 male dm", &[story, &["0 fasting 6.0, visit dm 1"]].concat())
}

// ── Contacts ────────────────────────────────────────────────────────────────────────────────────────

#[test]
fn the_tier_decides_where_nothing_is_stricter_and_the_norms_quarter_stands_beside_it() {
    let quiet = answer("45 male htn on:amlodipine", &["0 bp 124/76, visit htn 1"]);
    assert_eq!(
        (next(&quiet).as_str(), others(&quiet)),
        ("htn-at-target +90", vec!["htn-quarter +90".to_owned()])
    );
    assert_eq!(quiet.text("/plan/nextContact/mode"), "face-to-face");
    let first = answer("45 male htn", &["0 bp 150/92, visit htn 2"]);
    assert_eq!(next(&first), "htn-class-2 +14", "two weeks after an uncontrolled visit");
}

#[test]
fn what_is_wanted_today_goes_before_every_date() {
    let critical = answer("58 male htn dm", &["-60 bp 150/96, visit htn 2", "0 bp 184/112, no signs"]);
    assert_eq!(next(&critical), "htn-bp-critical +0");
    let red = answer("70 female htn dm", &["-80 visit both 1", "0 sign speech-loss acute, bp 150/96"]);
    assert_eq!(red.text("/plan/nextContact/owner"), "present-staff");
}

#[test]
fn high_risk_above_the_target_is_seen_within_four_weeks_and_below_it_in_a_quarter() {
    // Hypertension 23 of the sheet: 14 to 28 days.
    let above = answer("58 male htn dm on:amlodipine", &["0 bp 138/86, fasting 6.0, egfr 45, uacr 60"]);
    assert_eq!(next(&above), "htn-high-risk +28");
    assert_eq!(above.text("/plan/nextContact/review"), "pending");
    assert_eq!(above.text("/plan/nextContact/cite/guideline"), "cn-htn-2018");
    let below = answer("58 male htn dm on:amlodipine", &["0 bp 129/79, fasting 6.0"]);
    assert_eq!(next(&below), "dm-quiet +90");
    // 15, 17 and 19: a quarter by the norm; what one summary asks is named and decides nothing.
    for (who, pressure, named) in
        [("64 male", "139/89", true), ("65 male", "145/85", true), ("80 female", "148/88", false)]
    {
        let own = answer(&format!("{who} htn on:amlodipine"), &[&format!("0 bp {pressure}")]);
        assert!(next(&own).ends_with(" +90"), "{who}");
        assert_eq!(others(&own).contains(&"htn-above-target +30".to_owned()), named, "{who}");
    }
}

#[test]
fn a_change_of_pressure_medicines_is_looked_at_within_28_days_of_it() {
    let after = |story: &[&str]| next(&answer("45 male htn", story));
    assert_eq!(after(&["-10 bp 128/78, visit htn 1 changed"]), "htn-changed +18");
    assert_eq!(after(&["-10 bp 128/78, visit htn 1", "-3 on amlodipine"]), "htn-changed +25");
    assert_eq!(
        after(&["-10 on amlodipine", "-3 bp 128/78, visit htn 1"]),
        "htn-at-target +87",
        "a visit came after it"
    );
    assert_eq!(
        after(&["-10 bp 128/78, visit htn 1", "-3 on metformin"]),
        "htn-at-target +80",
        "no pressure medicine"
    );
    assert_eq!(
        after(&["0 bp 128/78, visit htn 1", "5 on amlodipine"]),
        "htn-at-target +90",
        "it has not begun"
    );
}

#[test]
fn an_open_referral_is_asked_after_within_two_weeks() {
    let open =
        answer("58 male htn", &["-40 visit htn 2, bp 158/96", "-12 visit htn 2, bp 152/94", "-10 up htn"]);
    assert!(
        others(&open).contains(&"htn-referred +4".to_owned()) || next(&open).contains("+2"),
        "{:?}",
        others(&open)
    );
    let closed = answer("58 male htn", &["-30 bp 150/94, up htn seen@-20", "-5 visit htn 1, bp 130/78"]);
    assert!(!others(&closed).iter().any(|own| own.starts_with("htn-referred")), "{:?}", others(&closed));
}

#[test]
fn pregnancy_with_the_diagnosis_is_seen_within_two_weeks_and_unknown_pregnancy_moves_nothing() {
    let own = |who: &str| next(&answer(&format!("31 female htn {who}"), &["0 bp 124/76, visit htn 1"]));
    assert_eq!(own("pregnant"), "htn-pregnant +14");
    assert_eq!(own("lactating"), "htn-pregnant +14");
    assert!(own("not-pregnant").ends_with(" +90") && own("").ends_with(" +90"));
    let dm = answer("31 female dm lactating", &["0 fasting 5.0, visit dm 1"]);
    assert_eq!(next(&dm), "dm-pregnant +14");
}

#[test]
fn diabetes_21_and_23_metformin_beside_a_weak_kidney_is_seen_within_two_weeks() {
    let kidney =
        |lab: &str| next(&answer("66 male dm on:metformin", &[&format!("0 fasting 6.0, hba1c 7.0, {lab}")]));
    assert_eq!(kidney("creatinine 147"), "dm-metformin-kidney +14");
    assert_eq!(kidney("egfr 30.1"), "dm-metformin-kidney +14");
    assert!(kidney("egfr 45").ends_with(" +90"));
    let other = answer("66 male dm on:gliclazide", &["0 fasting 6.0, hba1c 7.2, egfr 40"]);
    assert!(next(&other).ends_with(" +90"));
}

#[test]
fn the_telephone_is_for_those_who_were_called_in_vain() {
    let mode = |last: &str, missed: Value| {
        let story = Story::new(day(AS_OF)).who("50 male htn").tell(&[last]).with(&json!({"visits": missed}));
        assess(&story.record(), day(AS_OF), Locale::En).text("/plan/nextContact/mode")
    };
    let in_vain =
        |mode: &str| json!([{"at": "2026-11-15", "mode": mode, "concern": "hypertension", "reached": false}]);
    let long_ago = "-400 bp 130/78, visit htn 1";
    assert_eq!(mode(long_ago, in_vain("face-to-face")), "phone");
    assert_eq!(mode(long_ago, in_vain("phone")), "face-to-face", "the telephone failed");
    assert_eq!(mode(long_ago, json!([])), "face-to-face", "nobody went yet");
    assert_eq!(mode("-30 bp 130/78, visit htn 1", in_vain("face-to-face")), "face-to-face", "not lost");
}

// ── Tests ───────────────────────────────────────────────────────────────────────────────────────────

#[test]
fn a_test_that_was_never_done_is_due_on_the_day_asked() {
    let own = diabetic(&[]);
    for concept in
        ["uacr", "creatinine", "ldl", "fundus", "foot-pulse", "monofilament", "vibration", "hba1c", "alt"]
    {
        let row = test(&own, concept).unwrap_or_else(|| panic!("{concept}"));
        assert_eq!((plain(&row["due"]), &row["last"]), (AS_OF.to_owned(), &Value::Null), "{concept}");
    }
    let nobody = answer("52 male", &["0 bp 120/70, fasting 5.0"]);
    assert_eq!(nobody.at("/plan/testsDue"), &json!([]));
}

#[test]
fn a_result_counts_through_its_last_day_wherever_it_was_made() {
    let uacr = |days: i32| told(&diabetic(&[&format!("{} uacr 12", -days)]), "uacr");
    assert_eq!(uacr(364), "dm-year counts +2");
    assert_eq!(uacr(365), "dm-year counts +1");
    assert_eq!(uacr(366), "dm-year due +0");
    assert_eq!(uacr(367), "dm-year overdue -1");
    // A result that comes to its end before the next contact is taken at it; one that does not is not asked for.
    let list = |days: i32, list: &str| {
        let own = diabetic(&[&format!("{} uacr 12", -days)]);
        own.at(&format!("/plan/{list}"))
            .as_array()
            .expect("a list")
            .iter()
            .any(|test| test["concept"] == "uacr")
    };
    assert_eq!((list(276, "testsDue"), list(275, "testsDue")), (true, false));
    assert_eq!((list(276, "testsCounted"), list(275, "testsCounted")), (false, true));
}

#[test]
fn a_year_is_365_days_over_a_leap_day_too() {
    let on = |as_of: &str| {
        let as_of = day(as_of);
        let told_of =
            Story::new(as_of).who("52 male dm").tell(&["2028-02-28 uacr 12", "0 fasting 6.0, visit dm 1"]);
        told(&assess(&told_of.record(), as_of, Locale::En), "uacr")
    };
    assert_eq!(on("2028-02-29"), "dm-year counts +365");
    assert_eq!(
        (on("2029-02-27").as_str(), on("2029-02-28").as_str()),
        ("dm-year counts +1", "dm-year due +0")
    );
}

#[test]
fn what_cannot_be_used_or_has_not_happened_is_no_result() {
    let odd = json!({"observations": [{"at": "2026-11-01", "concept": "uacr", "value": -3, "unit": "mg/g"}]});
    let story =
        Story::new(day(AS_OF)).who("52 male dm").tell(&["0 fasting 6.0, visit dm 1", "3 uacr 12"]).with(&odd);
    assert_eq!(told(&assess(&story.record(), day(AS_OF), Locale::En), "uacr"), "dm-year due +0");
}

#[test]
fn hba1c_is_asked_in_half_a_year_at_target_and_in_three_months_off_it_or_after_a_change() {
    let own = |value: &str, days: i32| told(&diabetic(&[&format!("{} hba1c {value}", -days)]), "hba1c");
    assert_eq!(
        (own("6.6", 183), own("6.6", 184)),
        ("dm-hba1c counts +1".into(), "dm-hba1c-often overdue -93".into())
    );
    assert_eq!(own("7.2", 90), "dm-hba1c-often counts +1");
    assert_eq!(own("7.2", 91), "dm-hba1c-often due +0");
    let changed = diabetic(&["-100 hba1c 6.6", "-95 on metformin", "-80 on gliclazide"]);
    assert_eq!(told(&changed, "hba1c"), "dm-hba1c-often overdue -9");
    let pregnant = answer("31 female dm pregnant", &["0 fasting 5.0, visit dm 1"]);
    assert_eq!(told(&pregnant, "hba1c"), "none", "not used in pregnancy");
}

#[test]
fn the_kidney_is_looked_at_as_often_as_the_table_says() {
    // Filtration, albumin, times a year: every cell of the table.
    let days =
        [("dm-year", 366), ("dm-kidney-twice", 183), ("dm-kidney-thrice", 122), ("dm-kidney-four-times", 92)];
    let table = [
        (90, [1, 1, 3]),
        (60, [1, 1, 3]),
        (59, [1, 2, 3]),
        (45, [1, 2, 3]),
        (44, [2, 3, 3]),
        (30, [2, 3, 3]),
        (29, [3, 3, 4]),
        (15, [3, 3, 4]),
        (14, [4, 4, 4]),
    ];
    for (egfr, times) in table {
        for (uacr, times) in [29, 299, 300].into_iter().zip(times) {
            let own = diabetic(&[&format!("0 egfr {egfr}, uacr {uacr}")]);
            let (rule, due) = days[times - 1];
            assert_eq!(told(&own, "creatinine"), format!("{rule} counts +{due}"), "eGFR {egfr}, UACR {uacr}");
            let albumin = test(&own, "uacr").expect("albumin is asked for as well");
            assert_eq!(day(&plain(&albumin["due"])).since(day(AS_OF)), due, "eGFR {egfr}, UACR {uacr}");
        }
    }
    let dialysis = answer("52 male dm dialysis", &["0 fasting 6.0, egfr 80, uacr 12"]);
    assert_eq!(told(&dialysis, "creatinine"), "dm-kidney-four-times counts +92");
    // 3.4 mg/mmol is about 30 mg/g; the unit is never ignored.
    let raw = json!({"observations": [{"at": AS_OF, "concept": "uacr", "value": 34, "unit": "mg/mmol"},
        {"at": AS_OF, "concept": "egfr", "value": 90, "unit": "mL/min/1.73m2"}]});
    let story = Story::new(day(AS_OF)).who("52 male dm").tell(&["0 fasting 6.0, visit dm 1"]).with(&raw);
    assert_eq!(
        told(&assess(&story.record(), day(AS_OF), Locale::En), "uacr"),
        "dm-kidney-thrice counts +122"
    );
}

#[test]
fn the_eye_ground_is_looked_at_again_by_its_newest_grade() {
    let own = |code: &str, days: i32| told(&diabetic(&[&format!("{} fundus {code}", -days)]), "fundus");
    assert_eq!(own("none", 365), "dm-year counts +1");
    assert_eq!(
        (own("mild-npdr", 183), own("mild-npdr", 184)),
        ("dm-eye-mild counts +1".into(), "dm-eye-mild due +0".into())
    );
    assert_eq!(
        (own("mild-npdr", 365), own("mild-npdr", 366)),
        ("dm-eye-mild due -181".into(), "dm-eye-mild overdue -182".into())
    );
    assert_eq!(own("moderate-npdr", 90), "dm-eye-moderate counts +1");
    assert_eq!(
        (own("pdr", 91), own("pdr", 92)),
        ("dm-eye-severe due +0".into(), "dm-eye-severe overdue -1".into())
    );
    assert_eq!(
        (own("dme", 31), own("dme", 91)),
        ("dm-eye-macula due +0".into(), "dm-eye-macula overdue -60".into())
    );
    let eased = diabetic(&["-300 fundus moderate-npdr", "-100 fundus mild-npdr"]);
    assert_eq!(told(&eased, "fundus"), "dm-eye-mild counts +84");
}

#[test]
fn the_foot_is_looked_at_by_its_grade_and_four_times_a_year_at_least() {
    let foot =
        |who: &str| told(&answer(&format!("52 male dm {who}"), &["0 fasting 6.0, foot normal"]), "foot");
    assert_eq!(foot(""), "dm-foot counts +92");
    assert_eq!(foot("neuropathy"), "dm-foot counts +92", "six to twelve months are longer");
    assert_eq!(foot("neuropathy foot-deformity"), "dm-foot-two counts +91");
    assert_eq!(foot("diabetic-foot-ulcer"), "dm-foot-worst counts +31");
    let both = answer("52 male dm neuropathy", &["0 fasting 6.0, foot normal"]);
    let others = test(&both, "foot").expect("the foot")["others"].clone();
    assert_eq!(others[0]["rule"], "dm-foot-one", "the other document stands beside it: {others}");
}

#[test]
fn the_leg_arteries_are_asked_once_and_yearly_beside_a_known_or_unknown_risk() {
    let abi = |who: &str, story: &[&str]| {
        told(&answer(&format!("{who} male dm"), &[story, &["0 fasting 6.0"]].concat()), "abi")
    };
    assert_eq!(abi("40", &[]), "none");
    assert_eq!(abi("41", &[]), "dm-legs due +0");
    assert_eq!(abi("51", &[]), "dm-legs due +0");
    assert_eq!(abi("51", &["-365 abi 1.1"]), "dm-legs-year counts +1", "ten years of diabetes");
    let recent = |more: Value| {
        let own = json!({"conditions": [{"code": "type-2-diabetes", "since": "2026-01-01"}],
            "observations": [{"at": "2026-01-02", "concept": "abi", "value": 1.1, "unit": "1"},
                {"at": "2026-11-01", "concept": "total-cholesterol", "value": 4.0, "unit": "mmol/L"},
                {"at": "2026-11-01", "concept": "ldl", "value": 2.0, "unit": "mmol/L"},
                {"at": "2026-11-01", "concept": "hdl", "value": 1.4, "unit": "mmol/L"}]});
        let story = Story::new(day(AS_OF)).who("51 male").tell(&["0 fasting 6.0"]).with(&own).with(&more);
        assess(&story.record(), day(AS_OF), Locale::En)
    };
    let unknown = recent(json!({}));
    assert_eq!(told(&unknown, "abi"), "dm-legs-year counts +44");
    assert_eq!(
        test(&unknown, "abi").expect("a row")["unknown"],
        json!(["smoking"]),
        "because it is not known"
    );
    let asked = recent(json!({"lifestyle": {"at": AS_OF, "smoking": "never", "secondHandSmoke": false}}));
    assert_eq!(told(&asked, "abi"), "none", "once is enough without a risk");
}

#[test]
fn an_unknown_age_asks_and_says_why() {
    let own = assess(
        &Story::new(day(AS_OF)).who("male dm").tell(&["0 fasting 6.0"]).record(),
        day(AS_OF),
        Locale::En,
    );
    let abi = test(&own, "abi").expect("asked for");
    assert_eq!((abi["unknown"].clone(), plain(&abi["due"])), (json!(["age"]), AS_OF.to_owned()));
    assert!(plain(&abi["text"]).contains("not known: age"), "{abi}");
}

#[test]
fn after_a_blocker_began_both_tests_are_asked_once() {
    let own = |story: &[&str], concept: &str| {
        told(&answer("45 male htn", &[story, &["0 bp 124/76, visit htn 1"]].concat()), concept)
    };
    assert_eq!(
        own(&["-40 potassium 4.2", "-13 on valsartan"], "potassium"),
        "ras-blocker-untested counts +1"
    );
    assert_eq!(own(&["-40 potassium 4.2", "-14 on valsartan"], "potassium"), "ras-blocker-untested due +0");
    assert_eq!(own(&["-40 potassium 4.2", "-28 on valsartan"], "potassium"), "ras-blocker-untested due -14");
    assert_eq!(
        own(&["-40 potassium 4.2", "-29 on valsartan"], "potassium"),
        "ras-blocker-untested overdue -15"
    );
    assert_eq!(
        own(&["-40 creatinine 80", "-29 on valsartan"], "creatinine"),
        "ras-blocker-untested overdue -15"
    );
    assert_eq!(own(&["-29 on valsartan", "-10 potassium 4.2"], "potassium"), "htn-year counts +356");
    let b12 = |who: &str| told(&answer(&format!("45 male dm {who}"), &["0 fasting 6.0"]), "b12");
    assert_eq!(
        (b12("on:metformin").as_str(), b12("on:gliclazide").as_str()),
        ("metformin-b12 due +0", "none")
    );
}

#[test]
fn the_yearly_examination_is_one_line_with_what_it_lacks() {
    let own =
        answer("45 male htn", &["-366 bmi 23, temperature 36.5", "0 bp 124/76, heart-rate 70, visit htn 1"]);
    let exam = group(&own, "annual-exam");
    assert_eq!((&exam["last"], plain(&exam["due"])), (&Value::Null, AS_OF.to_owned()));
    assert_eq!(exam["items"], json!(["weight", "height", "waist", "temperature"]));
    assert_eq!(told(&own, "temperature"), "none", "never asked test by test");
    let screening = group(&own, "screening");
    assert!(
        screening["items"].as_array().is_some_and(|items| items.contains(&json!("ecg-lvh"))),
        "{screening}"
    );
}

#[test]
fn one_line_of_one_card_takes_the_tests_and_none_where_everything_stops() {
    let orders = |own: &Answer| {
        let cards = own.at("/cards").as_array().expect("cards").clone();
        let of = |card: &Value| {
            card["actions"].as_array().expect("actions").iter().filter(|a| a["kind"] == "order").count()
        };
        (cards.iter().map(of).sum::<usize>(), cards.iter().filter(|card| card["channel"] == "do").count())
    };
    assert_eq!(
        orders(&answer("60 male htn dm", &["0 bp 124/76, fasting 6.0, hba1c 6.5, visit both 1"])),
        (1, 0)
    );
    assert_eq!(
        orders(&answer("60 male htn dm", &["0 bp 152/96, fasting 6.0, hba1c 6.5, visit both"])),
        (1, 1)
    );
    assert_eq!(orders(&answer("60 male htn dm", &["0 bp 186/112, fasting 6.0"])).0, 0);
}

#[test]
fn the_dead_the_moved_and_children_have_no_plan() {
    for status in ["deceased", "moved"] {
        let gone = json!({"patient": {"status": status, "statusAt": "2026-11-01"}});
        let story =
            Story::new(day(AS_OF)).who("52 male dm").tell(&["-30 fasting 6.0, visit dm 1"]).with(&gone);
        let own = assess(&story.record(), day(AS_OF), Locale::En);
        assert_eq!(
            (own.at("/plan/testsDue"), own.at("/plan/nextContact")),
            (&json!([]), &Value::Null),
            "{status}"
        );
    }
    assert_eq!(answer("15 male dm1", &["0 fasting 6.0"]).at("/plan/testsDue"), &json!([]));
}

// ── Lessons ─────────────────────────────────────────────────────────────────────────────────────────

#[test]
fn a_lesson_is_given_for_a_fact_of_this_patient_and_three_at_most() {
    let of = |who: &str, story: &[&str]| topics(&answer(&format!("60 male {who}"), story));
    assert_eq!(of("dm on:gliclazide", &["0 fasting 6.0"]), ["low-glucose"]);
    assert_eq!(of("dm on:class:insulin-basal", &["0 fasting 6.0"]), ["low-glucose"]);
    assert_eq!(of("dm on:dapagliflozin", &["0 fasting 6.0"]), ["sick-days"]);
    assert_eq!(of("dm neuropathy", &["0 fasting 6.0"]), ["foot-care"]);
    assert_eq!(of("htn", &["0 bp 130/80, visit htn 1 adherence:none"]), ["adherence"]);
    assert_eq!(of("htn", &["-3 home-series 142/90", "0 bp 130/80, visit htn 1"]), ["measuring"]);
    assert_eq!(of("htn", &["-3 home-series 124/76", "0 bp 130/80, visit htn 1"]), Vec::<String>::new());
    assert_eq!(of("dm on:metformin", &["0 fasting 6.0"]), Vec::<String>::new(), "nothing known to explain");
    let all = "htn dm neuropathy on:gliclazide on:dapagliflozin";
    let told = of(all, &["-3 home-series 142/90", "0 bp 130/80, fasting 6.0, visit both 1 adherence:none"]);
    assert_eq!(told, ["low-glucose", "sick-days", "foot-care"]);
    let why = answer("60 male dm on:gliclazide", &["0 fasting 6.0"]);
    assert_eq!(why.text("/plan/education/0/because/0/value"), "gliclazide");
}

// ── Laws ────────────────────────────────────────────────────────────────────────────────────────────

#[test]
fn the_order_of_observations_and_medicines_changes_nothing() {
    let story = [
        "-200 uacr 42, creatinine 80, fundus mild-npdr",
        "-90 hba1c 7.4, potassium 4.1",
        "-20 on valsartan",
        "0 bp 142/88, fasting 7.4, visit both",
    ];
    let mut record = Story::new(day(AS_OF)).who("60 male htn dm on:metformin").tell(&story).record();
    let before = assess(&record, day(AS_OF), Locale::En);
    for list in ["observations", "medications", "visits", "conditions"] {
        record[list].as_array_mut().expect("a list").reverse();
    }
    let after = assess(&record, day(AS_OF), Locale::En);
    assert_eq!(before.at("/plan"), after.at("/plan"));
}
