//! Diet, exercise and what to begin with: worked by hand from the documents' figures, with what is not known.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::needless_pass_by_value,
    reason = "a test may fail loudly"
)]

mod lifestyle_proofs;

use std::sync::LazyLock;

use liangbing::civil::Day;
use liangbing::engine::{Engine, Locale, Options};
use liangbing::record::Record;
use serde_json::{Value, json};

const AS_OF: &str = "2026-11-20";

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::builtin().expect("the built-in packs load"));

fn told(record: &Value, locale: Locale, profile: &'static str) -> Value {
    let record = Record::read(&record.to_string()).expect("a record of the contract");
    let options = Options { locale, profile, ..Options::on(Day::parse(AS_OF).expect("a day")) };
    serde_json::to_value(ENGINE.assess(&record, &options)).expect("JSON")
}

fn answer(record: &Value) -> Value {
    told(record, Locale::En, "cn-county")
}

fn plan(record: &Value) -> Value {
    answer(record)["plan"].clone()
}

/// A man of 62 with both diseases, seen today and not controlled, of whom everything is known.
fn patient(change: impl Fn(&mut Value)) -> Value {
    let mut record = json!({
        "patient": {"born": "1964-03-02", "sex": "male"},
        "conditions": [{"code": "hypertension", "since": "2015"}, {"code": "type-2-diabetes", "since": "2020"}],
        "medications": [{"code": "amlodipine", "since": "2024-01-01"}, {"code": "metformin", "since": "2024-01-01"}],
        "observations": [
            {"at": "2026-11-20T08:00", "concept": "blood-pressure", "systolic": 148, "diastolic": 92, "unit": "mmHg"},
            glucose(8.4, "mmol/L"),
            of("weight", 60.0, "kg"), of("height", 165.0, "cm"), of("waist", 80.0, "cm"),
            of("egfr", 80.0, "mL/min/1.73m2"), of("uacr", 10.0, "mg/g"), of("potassium", 4.2, "mmol/L"),
            {"at": AS_OF, "concept": "fundus", "code": "none"},
            {"at": AS_OF, "concept": "symptom", "code": "none"}],
        "visits": [{"at": AS_OF, "class": "uncontrolled"}],
    });
    change(&mut record);
    record
}

/// The same with hypertension alone.
fn hypertensive(change: impl Fn(&mut Value)) -> Value {
    let mut record = patient(|_| ());
    record["conditions"].as_array_mut().unwrap().pop();
    drop_of(&mut record, "glucose");
    change(&mut record);
    record
}

fn glucose(value: f64, unit: &str) -> Value {
    json!({"at": "2026-11-20T08:05", "concept": "glucose", "value": value, "unit": unit, "timing": "fasting"})
}

fn of(concept: &str, value: f64, unit: &str) -> Value {
    json!({"at": "2026-11-10", "concept": concept, "value": value, "unit": unit})
}

fn drop_of(record: &mut Value, concept: &str) {
    record["observations"].as_array_mut().unwrap().retain(|own| own["concept"] != concept);
}

/// Puts an observation in the place of those of its concept.
fn set(record: &mut Value, observation: Value) {
    drop_of(record, observation["concept"].as_str().unwrap());
    record["observations"].as_array_mut().unwrap().push(observation);
}

fn push(record: &mut Value, list: &str, item: Value) {
    record[list].as_array_mut().expect("a list").push(item);
}

/// The `key` of every item.
fn names(list: &Value, key: &str) -> Vec<String> {
    list.as_array().expect("a list").iter().map(|own| own[key].as_str().expect(key).to_owned()).collect()
}

fn item<'a>(list: &'a Value, key: &str, name: &str) -> &'a Value {
    let found = list.as_array().expect("a list").iter().find(|own| own[key] == name);
    found.unwrap_or_else(|| panic!("no {name} in {list}"))
}

#[test]
fn energy_comes_from_height_sex_and_weight_by_the_printed_table() {
    // Standard weight (165 - 100) x 0.9 = 58.5 kg; BMI 60 / 1.65^2 = 22.0: 25 to 30 kcal for light work.
    let diet = plan(&patient(|_| ()))["diet"].clone();
    assert_eq!(diet["energyKcal"], json!([1460, 1760]), "1462.5 and 1755 to the nearest ten");
    let energy = item(&diet["items"], "topic", "energy");
    assert_eq!(energy["numbers"], json!([1460, 1760, 1760, 2050, 2340, 2340]), "medium 30-35, heavy 40");
    assert_eq!(energy["cite"]["guideline"], "cn-dm-2024");
    assert_eq!(
        energy["text"],
        "Energy a day: 1460-1760 kcal with light work, 1760-2050 with ordinary farm work, 2340 with heavy work"
    );
    // Between 1460 x 45 % and 1760 x 60 %, four kilocalories a gram: 164 to 264 g, the middle to a quarter of a jin.
    assert_eq!(diet["stapleGrams"], 225);
    assert_eq!(item(&diet["items"], "topic", "staple")["review"], "pending");
    // A woman of the same height has 2.5 kg less: 56 kg.
    let woman = patient(|record| record["patient"] = json!({"born": "1964-03-02", "sex": "female"}));
    assert_eq!(plan(&woman)["diet"]["energyKcal"], json!([1400, 1680]));
}

#[test]
fn a_thin_body_gains_and_a_heavy_one_loses_by_steps() {
    let weighing =
        |kilograms: f64| plan(&patient(|record| set(record, of("weight", kilograms, "kg"))))["diet"].clone();
    // BMI 17: 46.3 kg at 165 cm; 35 kcal for each of 58.5 kg; gains to the standard weight.
    let thin = weighing(46.3);
    assert_eq!((&thin["energyKcal"], &thin["weightGoalKg"]), (&json!([2050, 2050]), &json!(58.5)));
    // BMI 35: 95.3 kg; 20 to 25 kcal; five per cent first, 90.535.
    let heavy = weighing(95.3);
    assert_eq!((&heavy["energyKcal"], &heavy["weightGoalKg"]), (&json!([1170, 1460]), &json!(90.5)));
    assert_eq!(
        item(&heavy["items"], "topic", "weight-loss")["text"],
        "Now 95.3 kg: in 3-6 months come down to 90.5 kg first"
    );
    // At 24.0 weight comes down, just below it does not: 65.4 kg is 24.02 at 165 cm, 65.2 kg 23.9.
    assert_eq!(weighing(65.4)["weightGoalKg"], 62.1);
    assert_eq!(weighing(65.2)["weightGoalKg"], Value::Null);
    // 18.5 counts as thin in the table of energy, and not among those who gain: 50.4 kg.
    assert_eq!(weighing(50.4)["energyKcal"], json!([2050, 2050]));
    assert_eq!(weighing(50.4)["weightGoalKg"], Value::Null);
    // In hypertension alone below 24: 24 x 1.65^2 = 65.34.
    let alone = plan(&hypertensive(|record| set(record, of("weight", 95.3, "kg"))));
    assert_eq!(alone["diet"]["weightGoalKg"], 65.3);
    assert_eq!(alone["diet"]["energyKcal"], Value::Null, "no document gives energy without diabetes");
}

#[test]
fn a_very_small_body_is_never_asked_below_what_nobody_stays_below() {
    // (140 - 100) x 0.9 - 2.5 = 33.5 kg; 20 kcal would be 670.
    let small = patient(|record| {
        record["patient"] = json!({"born": "1964-03-02", "sex": "female"});
        set(record, of("height", 140.0, "cm"));
        set(record, of("weight", 50.0, "kg"));
    });
    assert_eq!(plan(&small)["diet"]["energyKcal"], json!([800, 840]));
    // Thin at 33.9 kg: the standard weight is less than a thin body's line, 18.5 x 1.4^2 = 36.26.
    let thin = patient(|record| {
        record["patient"] = json!({"born": "1964-03-02", "sex": "female"});
        set(record, of("height", 140.0, "cm"));
        set(record, of("weight", 33.9, "kg"));
    });
    assert_eq!(plan(&thin)["diet"]["weightGoalKg"], 36.3);
    // Of a body of a metre the formula makes nothing.
    let tiny = patient(|record| set(record, of("height", 99.0, "cm")));
    assert_eq!(plan(&tiny)["diet"]["energyKcal"], Value::Null);
}

#[test]
fn without_its_inputs_there_is_no_number_and_what_is_missing_is_named() {
    let without = |concept: &str| {
        let diet = plan(&patient(|record| drop_of(record, concept)))["diet"].clone();
        assert_eq!(diet["energyKcal"], Value::Null, "{concept}");
        assert_eq!(diet["stapleGrams"], Value::Null, "{concept}");
        assert_eq!(diet["weightGoalKg"], Value::Null, "{concept}");
        assert_eq!(diet["saltGrams"], 5, "salt needs no body");
        names_of(&diet["missing"])
    };
    assert_eq!(without("height"), ["height"]);
    assert_eq!(without("weight"), ["weight"]);
    let sexless = plan(&patient(|record| record["patient"] = json!({"born": "1964-03-02"})));
    assert_eq!(sexless["diet"]["energyKcal"], Value::Null);
    assert!(names_of(&sexless["diet"]["missing"]).contains(&"sex".to_owned()), "{}", sexless["diet"]);
    // A weight of two years ago weighs nobody today; a height lasts.
    let stale = patient(|record| {
        set(record, json!({"at": "2024-11-10", "concept": "weight", "value": 60, "unit": "kg"}));
        set(record, json!({"at": "2016-11-10", "concept": "height", "value": 165, "unit": "cm"}));
    });
    assert_eq!(names_of(&plan(&stale)["diet"]["missing"]), ["weight"]);
    // A reported index without height or weight gives no kilograms either.
    let index = patient(|record| {
        drop_of(record, "height");
        set(record, of("bmi", 26.0, "kg/m2"));
    });
    let diet = plan(&index)["diet"].clone();
    assert_eq!((&diet["energyKcal"], names_of(&diet["missing"])), (&Value::Null, vec!["height".to_owned()]));
}

fn names_of(list: &Value) -> Vec<String> {
    list.as_array().expect("a list").iter().map(|own| own.as_str().expect("a name").to_owned()).collect()
}

#[test]
fn salt_with_potassium_is_borne_only_where_everything_is_known_to_allow_it() {
    let borne = |change: &dyn Fn(&mut Value)| plan(&patient(change))["diet"]["potassiumSalt"].clone();
    assert_eq!(borne(&|_| ()), true);
    assert_eq!(borne(&|record| drop_of(record, "potassium")), false);
    assert_eq!(borne(&|record| drop_of(record, "egfr")), false);
    assert_eq!(borne(&|record| _ = record.as_object_mut().unwrap().remove("medications")), false);
    assert_eq!(borne(&|record| set(record, of("potassium", 5.4, "mmol/L"))), true);
    assert_eq!(borne(&|record| set(record, of("potassium", 5.5, "mmol/L"))), false);
    assert_eq!(borne(&|record| set(record, of("egfr", 60.0, "mL/min/1.73m2"))), true);
    assert_eq!(borne(&|record| set(record, of("egfr", 59.0, "mL/min/1.73m2"))), false);
    assert_eq!(borne(&|record| push(record, "conditions", json!({"code": "chronic-kidney-disease"}))), false);
    for drug in ["losartan", "enalapril", "spironolactone", "finerenone"] {
        let taken = |record: &mut Value| push(record, "medications", json!({"code": drug}));
        assert_eq!(borne(&taken), false, "{drug}");
    }
}

#[test]
fn kidney_disease_asks_for_less_protein_and_dialysis_does_not() {
    let protein = |change: &dyn Fn(&mut Value)| plan(&patient(change))["diet"]["proteinGramsPerKg"].clone();
    assert_eq!(protein(&|_| ()), Value::Null);
    assert_eq!(protein(&|record| set(record, of("egfr", 59.9, "mL/min/1.73m2"))), 0.8);
    assert_eq!(protein(&|record| set(record, of("egfr", 60.0, "mL/min/1.73m2"))), Value::Null);
    assert_eq!(protein(&|record| set(record, of("uacr", 300.0, "mg/g"))), 0.8);
    assert_eq!(protein(&|record| set(record, of("uacr", 299.0, "mg/g"))), Value::Null);
    assert_eq!(protein(&|record| set(record, of("uacr", 34.0, "mg/mmol"))), 0.8, "in the other unit");
    let dialysis = |record: &mut Value| {
        set(record, of("egfr", 45.0, "mL/min/1.73m2"));
        push(record, "conditions", json!({"code": "dialysis"}));
    };
    assert_eq!(protein(&dialysis), Value::Null);
}

#[test]
fn nothing_is_taken_off_the_very_old_and_those_in_care() {
    let heavy = |change: &dyn Fn(&mut Value)| {
        plan(&patient(|record| {
            set(record, of("weight", 95.3, "kg"));
            change(record);
        }))
    };
    let eighty = heavy(&|record| record["patient"]["born"] = json!("1946-11-20"));
    let diet = &eighty["diet"];
    assert_eq!(
        (&diet["energyKcal"], &diet["weightGoalKg"], &diet["saltGrams"]),
        (&Value::Null, &Value::Null, &json!(5))
    );
    assert_eq!(eighty["exercise"]["intensity"], "light");
    assert_eq!(names_of(&eighty["exercise"]["types"]), ["walking"]);
    let younger = heavy(&|record| record["patient"]["born"] = json!("1946-11-21"));
    assert_eq!(younger["diet"]["energyKcal"], json!([1170, 1460]), "79 years old");
    let care = heavy(&|record| record["patient"]["function"] = json!({"longTermCare": true}));
    assert_eq!(care["diet"]["energyKcal"], Value::Null);
    // Thin old people may eat as the table says.
    let thin = patient(|record| {
        record["patient"]["born"] = json!("1940-01-01");
        set(record, of("weight", 46.3, "kg"));
    });
    assert_eq!(plan(&thin)["diet"]["energyKcal"], json!([2050, 2050]));
}

#[test]
fn in_pregnancy_no_adult_number_is_said_and_an_unknown_one_is_asked_for() {
    let woman = |pregnancy: Option<&str>| {
        plan(&patient(|record| {
            record["patient"] = json!({"born": "1994-03-02", "sex": "female", "pregnancy": pregnancy});
        }))
    };
    for pregnancy in ["pregnant", "lactating"] {
        let own = woman(Some(pregnancy));
        for (part, key) in
            [("diet", "energyKcal"), ("diet", "stapleGrams"), ("diet", "saltGrams"), ("diet", "weightGoalKg")]
        {
            assert_eq!(own[part][key], Value::Null, "{pregnancy} {key}");
        }
        assert_eq!(own["exercise"], Value::Null, "{pregnancy}");
        let topics = names(&own["lifestyle"], "topic");
        assert!(topics.iter().all(|topic| topic == "smoking" || topic == "alcohol"), "{topics:?}");
    }
    let unknown = woman(None);
    assert_eq!(unknown["diet"]["energyKcal"], Value::Null);
    assert!(names_of(&unknown["diet"]["missing"]).contains(&"pregnancy".to_owned()));
    assert_eq!(unknown["exercise"]["types"], json!([]));
    assert_eq!(unknown["exercise"]["minutesPerWeek"], Value::Null);
    assert!(names_of(&unknown["exercise"]["missing"]).contains(&"pregnancy".to_owned()));
    assert_eq!(woman(Some("no"))["diet"]["saltGrams"], 5);
}

#[test]
fn what_the_record_shows_to_be_otherwise_is_told_first_and_three_things_at_most() {
    let with =
        |habits: Value| plan(&patient(|record| record["lifestyle"] = habits.clone()))["lifestyle"].clone();
    let list = with(json!({
        "smoking": "current", "cigarettesPerDay": 10, "saltGramsPerDay": 9, "stapleGramsPerDay": 500,
        "alcoholGramsPerDay": 0, "exerciseMinutesPerWeek": 30}));
    assert_eq!(names(&list, "topic"), ["smoking", "salt", "activity"]);
    assert_eq!(names(&list, "why"), ["recorded"; 3]);
    assert_eq!(
        names(&list, "text"),
        [
            "Now 10 cigarettes a day: stop; if it is hard the doctor can help",
            "Salt is now 9 g a day: bring it below 5 g by the next visit",
            "Now 30 minutes of exercise a week: build up slowly to 150",
        ]
    );
    // What is as asked is not told; what nobody asked comes last.
    let good = json!({"smoking": "never", "secondHandSmoke": false, "saltGramsPerDay": 4.9, "alcoholGramsPerDay": 0,
        "exerciseMinutesPerWeek": 150, "stapleGramsPerDay": 250});
    let list = with(good.clone());
    assert_eq!(names(&list, "topic"), ["staple", "sleep"]);
    assert_eq!(names(&list, "why"), ["recorded", "not-asked"]);
    let mut edge = good;
    edge["saltGramsPerDay"] = json!(5);
    edge["stapleGramsPerDay"] = json!(225);
    assert_eq!(names(&with(edge), "topic"), ["salt", "sleep"], "less than five, and staple food as asked");
    // The form's word, and a record without a word.
    let said = with(json!({"saltLevel": "heavy"}));
    assert_eq!(
        (&said[0]["topic"], &said[0]["why"], &said[0]["now"]),
        (&json!("salt"), &json!("recorded"), &Value::Null)
    );
    let silent = plan(&patient(|_| ()))["lifestyle"].clone();
    assert_eq!(names(&silent, "topic"), ["smoking", "salt", "alcohol"]);
    assert_eq!(names(&silent, "why"), ["not-asked"; 3]);
    // Habits of after the day are not known on it.
    let later = with(json!({"at": "2026-11-21", "saltGramsPerDay": 9}));
    assert_eq!(names(&later, "why"), ["not-asked"; 3]);
    let chinese = told(
        &patient(|record| record["lifestyle"] = json!({"saltGramsPerDay": 9})),
        Locale::ZhCn,
        "cn-county",
    );
    assert_eq!(chinese["plan"]["lifestyle"][0]["text"], "盐现在一天 9 克，下次来时减到 5 克以下");
}

#[test]
fn documents_that_differ_stand_beside_each_other_by_the_profile() {
    let others = |list: &Value, topic: &str| {
        let others = item(list, "topic", topic)["others"].as_array().cloned().unwrap_or_default();
        let text = |own: &Value| {
            format!("{} {}", own["guideline"].as_str().unwrap(), own["target"].as_str().unwrap())
        };
        others.iter().map(text).collect::<Vec<_>>()
    };
    let county = plan(&patient(|_| ()));
    let items = &county["diet"]["items"];
    assert_eq!(item(items, "topic", "salt")["cite"]["guideline"], "cn-htn-primary-2025");
    // An edition that was replaced speaks in no profile; `liangbing compare` shows what it said.
    assert!(others(items, "salt").is_empty());
    assert_eq!(county["diet"]["alcohol"], "none");
    assert_eq!(others(items, "alcohol"), ["cn-htn-2024 25 g"]);
    let activity = others(&county["exercise"]["items"], "activity");
    assert_eq!(activity, ["cn-t2dm-primary-2022 150 min", "cn-dm-2024 150-300 min"]);
    assert_eq!(county["exercise"]["daysPerWeek"], json!([5, 7]));
    let hospital = told(&patient(|_| ()), Locale::En, "cn-hospital")["plan"].clone();
    let alcohol = item(&hospital["diet"]["items"], "topic", "alcohol");
    assert_eq!(
        (&alcohol["cite"]["guideline"], &hospital["diet"]["alcohol"]),
        (&json!("cn-htn-2024"), &json!("none"))
    );
    let woman = patient(|record| record["patient"] = json!({"born": "1964-03-02", "sex": "female"}));
    assert_eq!(others(&plan(&woman)["diet"]["items"], "alcohol"), ["cn-htn-2024 15 g"]);
}

#[test]
fn advice_joins_the_card_that_asks_and_is_never_a_card_of_its_own() {
    let salty = |record: &mut Value| record["lifestyle"] = json!({"saltGramsPerDay": 9});
    let (with, without) = (answer(&patient(salty)), answer(&patient(|_| ())));
    let ids = |own: &Value| names(&own["cards"], "id");
    assert_eq!(ids(&with), ids(&without));
    let educates = |own: &Value| {
        let cards = own["cards"].as_array().unwrap().iter();
        let actions = cards.flat_map(|card| card["actions"].as_array().unwrap().clone());
        let told = actions.filter(|own| own["kind"] == "educate");
        told.map(|own| own["label"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(educates(&with), ["Salt is now 9 g a day: bring it below 5 g by the next visit"]);
    assert_eq!(educates(&without), [""; 0], "what nobody asked about is no prompt");
}

#[test]
fn who_is_no_patient_of_the_scheme_is_told_nothing() {
    let changes: [&dyn Fn(&mut Value); 4] = [
        &|record| record["patient"]["born"] = json!("2012-01-01"),
        &|record| record["conditions"] = json!([]),
        &|record| record["patient"]["status"] = json!("deceased"),
        &|record| record["conditions"] = json!([{"code": "type-1-diabetes", "since": "2020"}]),
    ];
    for change in changes {
        let own = plan(&patient(change));
        assert_eq!(
            (&own["lifestyle"], &own["diet"], &own["exercise"]),
            (&json!([]), &Value::Null, &Value::Null)
        );
    }
}
