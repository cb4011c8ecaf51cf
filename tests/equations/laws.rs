//! What holds for every person: monotone where the model is, continuous at its knots, the same in either unit.

use liangbing::equation::prevent::{self, Horizon, Model, Outcome};
use liangbing::equation::score2::{self, Region};
use liangbing::equation::who_cvd::{self, Body};
use liangbing::equation::{
    Age, Bmi, Creatinine, Egfr, Hba1c, HdlCholesterol, Measured, Sex, Systolic, TotalCholesterol, Uacr,
    Waist, china_par, ckd_epi,
};
use proptest::prelude::{any, prop_assert, proptest};

/// mg/dL a mmol/L, as China-PAR and PREVENT print it, and as the others do.
const FACTORS: [f64; 3] = [1.0 / 0.0259, 1.0 / 0.025_86, 38.67];

fn sex(male: bool) -> Sex {
    if male { Sex::Male } else { Sex::Female }
}

fn chinese(male: bool, age: u8, sbp: u8, tc: f64) -> china_par::Person {
    china_par::Person {
        sex: sex(male),
        age: Age::years(age.into()),
        systolic: Systolic::mmhg(sbp.into()),
        diastolic: None,
        treated: age.is_multiple_of(2),
        cholesterol: TotalCholesterol::mg_dl(tc),
        hdl: HdlCholesterol::mg_dl(50.0),
        waist: Waist::cm(85.0),
        smoker: sbp.is_multiple_of(2),
        diabetes: sbp.is_multiple_of(3),
        north: age.is_multiple_of(3),
        urban: age.is_multiple_of(5),
        family_history: sbp.is_multiple_of(5),
    }
}

fn american(male: bool, age: u8, sbp: u8) -> prevent::Person {
    prevent::Person {
        sex: sex(male),
        age: Age::years(age.into()),
        systolic: Systolic::mmhg(sbp.into()),
        treated: age.is_multiple_of(2),
        cholesterol: TotalCholesterol::mg_dl(200.0),
        hdl: HdlCholesterol::mg_dl(50.0),
        statin: age.is_multiple_of(3),
        diabetes: sbp.is_multiple_of(2),
        smoker: sbp.is_multiple_of(3),
        egfr: Egfr::ml_min(75.0),
        bmi: Bmi::kg_m2(27.0),
        hba1c: Some(Hba1c::pct(7.0)),
        uacr: Some(Uacr::mg_g(40.0)),
        sdi_decile: None,
    }
}

fn european(male: bool, age: u8, sbp: u8, region: Region) -> score2::Person {
    score2::Person {
        region,
        sex: sex(male),
        age: Age::years(age.into()),
        smoker: sbp.is_multiple_of(2),
        systolic: Systolic::mmhg(sbp.into()),
        cholesterol: TotalCholesterol::mmol_l(5.5),
        hdl: HdlCholesterol::mmol_l(1.2),
    }
}

fn anywhere(male: bool, age: u8, sbp: u8, tc: f64) -> who_cvd::Person {
    who_cvd::Person {
        region: who_cvd::Region::EastAsia,
        sex: sex(male),
        age: Age::years(age.into()),
        systolic: Systolic::mmhg(sbp.into()),
        smoker: sbp.is_multiple_of(2),
        body: Body::Lab { cholesterol: TotalCholesterol::mmol_l(tc), diabetes: age.is_multiple_of(2) },
    }
}

fn near(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-9 * one.abs().max(1.0)
}

proptest! {
    #[test]
    fn china_par_rises_with_pressure_and_cholesterol_and_falls_with_hdl(
        male in any::<bool>(), age in 35_u8..=74, sbp in 70_u8..=190, tc in 80.0..390.0_f64,
    ) {
        let risk = |person: china_par::Person| china_par::ten_year(&person, china_par::Ages::Derived).unwrap();
        let person = chinese(male, age, sbp, tc);
        let now = risk(person);
        let higher = china_par::Person { systolic: Systolic::mmhg(f64::from(sbp) + 10.0), ..person };
        let fatter = china_par::Person { cholesterol: TotalCholesterol::mg_dl(tc + 10.0), ..person };
        let better = china_par::Person { hdl: HdlCholesterol::mg_dl(60.0), ..person };
        prop_assert!(risk(higher) > now && risk(fatter) > now && risk(better) < now);
        prop_assert!(now.fraction() > 0.0 && now.fraction() < 1.0);
    }

    #[test]
    fn filtration_falls_with_creatinine_and_age(
        male in any::<bool>(), age in 18_u8..=100, creatinine in 20.0..2000.0_f64,
    ) {
        let egfr = |creatinine: f64, age: f64| {
            let (creatinine, age) = (Creatinine::umol_l(creatinine), Age::years(age));
            let new = ckd_epi::ckd_epi_2021(creatinine, age, sex(male)).unwrap().measure().value();
            let old = ckd_epi::ckd_epi_2009(creatinine, age, sex(male), false).unwrap().measure().value();
            [new, old]
        };
        let now = egfr(creatinine, age.into());
        for (later, worse, now) in [
            (egfr(creatinine, f64::from(age) + 1.0)[0], egfr(creatinine + 1.0, age.into())[0], now[0]),
            (egfr(creatinine, f64::from(age) + 1.0)[1], egfr(creatinine + 1.0, age.into())[1], now[1]),
        ] {
            prop_assert!(later < now && worse < now);
        }
    }

    #[test]
    fn score2_rises_with_pressure_and_with_the_region(male in any::<bool>(), age in 40_u8..=69, sbp in 90_u8..=200) {
        let risk = |sbp, region| score2::ten_year(&european(male, age, sbp, region)).unwrap();
        prop_assert!(risk(sbp + 2, Region::Low) > risk(sbp, Region::Low));
        prop_assert!(risk(sbp, Region::Moderate) > risk(sbp, Region::Low));
    }

    #[test]
    fn the_charts_rise_with_pressure_age_and_cholesterol(
        male in any::<bool>(), age in 40_u8..=72, sbp in 90_u8..=200, tc in 3.0..8.0_f64,
    ) {
        let risk = |age, sbp, tc| who_cvd::ten_year(&anywhere(male, age, sbp, tc)).unwrap();
        prop_assert!(risk(age, sbp + 2, tc) > risk(age, sbp, tc));
        prop_assert!(risk(age + 2, sbp, tc) > risk(age, sbp, tc));
        prop_assert!(risk(age, sbp, tc + 0.5) > risk(age, sbp, tc));
    }

    #[test]
    fn prevent_rises_as_pressure_rises_and_filtration_falls(
        male in any::<bool>(), age in 30_u8..=59, sbp in 110_u8..=170, place in 0_usize..5,
    ) {
        let (model, person) = (Model::ALL[place], american(male, age, sbp));
        let person = prevent::Person { sdi_decile: Some(5.0), ..person };
        for horizon in [Horizon::TenYears, Horizon::ThirtyYears] {
            let risk = |person| prevent::risk(&person, model, horizon, Outcome::TotalCvd).unwrap();
            let higher = prevent::Person { systolic: Systolic::mmhg(f64::from(sbp) + 10.0), ..person };
            prop_assert!(risk(higher) > risk(person));
            if horizon == Horizon::ThirtyYears {
                // Thirty years ahead the full model lets age outweigh filtration in the oldest.
                continue;
            }
            let [worse, bad] = [20.0, 40.0].map(|egfr| prevent::Person { egfr: Egfr::ml_min(egfr), ..person });
            prop_assert!(risk(worse) > risk(bad) && risk(bad) > risk(person));
        }
    }

    #[test]
    fn the_unit_of_cholesterol_changes_nothing_beyond_the_printed_factor(
        male in any::<bool>(), age in 40_u8..=69, sbp in 90_u8..=180, mmol in 3.5..8.0_f64,
    ) {
        let [china, america, elsewhere] = FACTORS.map(|factor| TotalCholesterol::mg_dl(mmol * factor));
        let mmol = TotalCholesterol::mmol_l(mmol);
        let risk = |cholesterol| {
            let person = china_par::Person { cholesterol, ..chinese(male, age, sbp, 200.0) };
            china_par::ten_year(&person, china_par::Ages::Derived).unwrap().percent()
        };
        prop_assert!(near(risk(china), risk(mmol)));
        let risk = |cholesterol| {
            let person = prevent::Person { cholesterol, ..american(male, age, sbp) };
            prevent::risk(&person, Model::Base, Horizon::TenYears, Outcome::Ascvd).unwrap().percent()
        };
        prop_assert!(near(risk(america), risk(mmol)));
        let risk = |cholesterol| {
            let person = score2::Person { cholesterol, ..european(male, age, sbp, Region::High) };
            score2::ten_year(&person).unwrap().percent()
        };
        prop_assert!(near(risk(elsewhere), risk(mmol)));
        let risk = |cholesterol| {
            let body = Body::Lab { cholesterol, diabetes: false };
            who_cvd::ten_year(&who_cvd::Person { body, ..anywhere(male, age, sbp, 5.0) }).unwrap().percent()
        };
        prop_assert!(near(risk(elsewhere), risk(mmol)));
    }
}

#[test]
fn filtration_is_the_same_on_both_sides_of_its_knot() {
    for (male, kappa) in [(true, 0.9), (false, 0.7)] {
        let egfr = |creatinine| {
            let creatinine = Creatinine::mg_dl(creatinine);
            ckd_epi::ckd_epi_2021(creatinine, Age::years(50.0), sex(male)).unwrap().measure().value()
        };
        assert!((egfr(kappa - 1e-9) - egfr(kappa + 1e-9)).abs() < 1e-6);
    }
}

#[test]
fn prevent_is_the_same_on_both_sides_of_its_knots() {
    let at = |step: f64, set: fn(&mut prevent::Person, f64)| {
        let mut person = american(true, 50, 130);
        set(&mut person, step);
        prevent::risk(&person, Model::Full, Horizon::ThirtyYears, Outcome::HeartFailure).unwrap().fraction()
    };
    let knots: [fn(&mut prevent::Person, f64); 3] = [
        |person, step| person.systolic = Systolic::mmhg(110.0 + step),
        |person, step| person.bmi = Bmi::kg_m2(30.0 + step),
        |person, step| person.egfr = Egfr::ml_min(60.0 + step),
    ];
    for knot in knots {
        assert!((at(-1e-9, knot) - at(1e-9, knot)).abs() < 1e-8);
    }
}

#[test]
fn filtration_is_the_same_in_either_unit() {
    for mg_dl in [0.4, 0.9, 1.7, 6.0] {
        let [one, other] = [Creatinine::mg_dl(mg_dl), Creatinine::umol_l(mg_dl * 88.4)]
            .map(|creatinine| ckd_epi::ckd_epi_2021(creatinine, Age::years(61.0), Sex::Female).unwrap());
        assert!(near(one.measure().value(), other.measure().value()));
    }
}
