//! Bytes of cuffs and meters: printed vectors, everything an encoder can say, and bytes that nobody meant.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what it expected"
)]

use liangbing::bluetooth::{self, Sfloat};
use liangbing::quantity::Decimal;
use liangbing::record::{Record, RequestError};
use proptest::prelude::*;
use serde_json::{Value, json};

fn bytes(hex: &str) -> Vec<u8> {
    hex.split(' ').map(|byte| u8::from_str_radix(byte, 16).expect("a byte")).collect()
}

fn read(answer: Result<String, RequestError>) -> Value {
    serde_json::from_str(&answer.unwrap_or_else(|error| panic!("{error}"))).expect("JSON")
}

fn pressure(hex: &str) -> Value {
    read(bluetooth::pressure(&bytes(hex)))
}

fn glucose(hex: &str) -> Value {
    read(bluetooth::glucose(&bytes(hex)))
}

fn observed_pressure(systolic: impl Into<Value>, diastolic: impl Into<Value>, unit: &str) -> Value {
    let (systolic, diastolic): (Value, Value) = (systolic.into(), diastolic.into());
    json!({"concept": "blood-pressure", "systolic": systolic, "diastolic": diastolic, "unit": unit, "setting": "home"})
}

fn pulse(value: u32) -> Value {
    json!({"concept": "heart-rate", "value": value, "unit": "/min", "setting": "home"})
}

// Vectors marked Nordic: NordicSemiconductor/Android-BLE-Common-Library@c078e25 (BSD-3), the tests of its callbacks.

#[test]
fn a_cuff_with_everything_whose_clock_was_never_set() {
    // Nordic.
    let told = pressure("1E 8A 00 58 00 78 00 00 00 04 11 14 29 3B 3C 00 01 27 00");
    assert_eq!(told["observations"], json!([observed_pressure(138, 88, "mmHg"), pulse(60)]));
    assert_eq!((&told["mean"], &told["user"], &told["at"]), (&json!(120), &json!(1), &Value::Null));
    assert_eq!(told["flags"], json!(["moved", "cuff-loose", "irregular-pulse", "position"]));
    assert_eq!(told["doubt"], Value::Null);
}

#[test]
fn kilopascals_stay_as_the_cuff_shows_them() {
    // Nordic.
    let told = pressure("15 BD F0 0B 00 9F F0 3C 00 12 00");
    assert_eq!(told["observations"], json!([observed_pressure(json!(18.9), json!(11), "kPa"), pulse(60)]));
    assert_eq!((&told["flags"], &told["doubt"]), (&json!(["cuff-loose", "pulse-low"]), &Value::Null));
    assert_eq!(told["mean"], json!(15.9));
}

#[test]
fn the_same_numbers_as_millimetres_are_read_and_doubted() {
    // Nordic; 18.9 is shown as 19.
    let told = pressure("00 BD F0 0B 00 9F F0");
    assert_eq!(told["observations"], json!([observed_pressure(json!(19), json!(11), "mmHg")]));
    assert_eq!(told["doubt"], "implausible");
}

#[test]
fn a_cuff_with_its_time() {
    let told = pressure("06 96 00 5F 00 71 00 EA 07 01 05 07 1E 00 48 00");
    assert_eq!(told["observations"], json!([observed_pressure(150, 95, "mmHg"), pulse(72)]));
    assert_eq!((&told["mean"], &told["at"]), (&json!(113), &json!("2026-01-05T07:30:00")));
}

#[test]
fn a_mean_that_is_not_a_number_is_absent() {
    let told = pressure("00 78 00 50 00 FF 07");
    assert_eq!(told["observations"], json!([observed_pressure(120, 80, "mmHg")]));
    assert_eq!((&told["mean"], &told["user"]), (&Value::Null, &Value::Null));
}

#[test]
fn a_cuff_without_a_number_says_so_and_observes_nothing() {
    let told = pressure("04 FF 07 FF 07 FF 07 48 00");
    assert_eq!((&told["observations"], &told["flags"]), (&json!([]), &json!(["no-value"])));
    // Half a pressure is kept: 186 without its lower number is still 186.
    let half = pressure("00 BA 00 FF 07 FF 07");
    assert_eq!(
        half["observations"],
        json!([{"concept": "blood-pressure", "systolic": 186, "unit": "mmHg", "setting": "home"}])
    );
}

#[test]
fn numbers_upside_down_are_doubted() {
    assert_eq!(pressure("00 52 00 80 00 FF 07")["doubt"], "contradictory");
}

#[test]
fn a_user_that_the_cuff_does_not_know_is_nobody() {
    assert_eq!(pressure("08 78 00 50 00 FF 07 FF")["user"], Value::Null);
    assert_eq!(pressure("08 78 00 50 00 FF 07 00")["user"], json!(0));
}

#[test]
fn what_ends_too_early_is_refused_as_a_whole() {
    // The first two are Nordic's.
    for hex in [
        "01 02 03 04 05 06",
        "03 02 03 04 05 06 07",
        "00",
        "04 78 00 50 00 FF 07 48",
        "10 78 00 50 00 FF 07 01",
    ] {
        let refusal = bluetooth::pressure(&bytes(hex)).expect_err(hex);
        assert_eq!((refusal.code.code(), refusal.path.as_str()), ("wrong-type", "bytes"), "{hex}");
    }
    // Nordic: the offset that its flags promise is missing.
    let hex = "1B 00 00 E2 07 04 1A 0B 09 1E 1E 00 12 05 01";
    assert!(bluetooth::glucose(&bytes(hex)).is_err());
    for empty in
        [bluetooth::pressure(&[]), bluetooth::glucose(&[]), bluetooth::context(&[]), bluetooth::answer(&[])]
    {
        assert!(empty.is_err());
    }
}

#[test]
fn a_meter_with_everything_and_a_number_that_no_body_has() {
    // Nordic: 30 kg/L; the offset takes five minutes off.
    let told = glucose("1B 01 00 E3 07 02 1B 0B 0A 1E FB FF 1E 00 12 05 01");
    assert_eq!((&told["sequence"], &told["at"]), (&json!(1), &json!("2019-02-27T11:05:30")));
    assert_eq!((&told["context"], &told["control"]), (&json!(true), &json!(false)));
    assert_eq!(told["flags"], json!(["battery-low", "sample-small", "too-cold"]));
    assert_eq!(told["doubt"], "implausible");
    assert_eq!(told["observations"][0]["specimen"], "capillary");
}

#[test]
fn both_units_are_as_the_meter_prints_them() {
    let observed = |value: Value, unit: &str| json!([{"concept": "glucose", "value": value, "unit": unit, "setting": "home", "specimen": "capillary"}]);
    let milligrams = glucose("02 2A 00 EA 07 01 05 07 1E 00 64 B0 11");
    assert_eq!(milligrams["observations"], observed(json!(100), "mg/dL"));
    let millimoles = glucose("06 2B 00 EA 07 01 05 07 1E 00 37 C0 11");
    assert_eq!(millimoles["observations"], observed(json!(5.5), "mmol/L"));
    assert_eq!((&millimoles["sequence"], &millimoles["at"]), (&json!(43), &json!("2026-01-05T07:30:00")));
    assert_eq!((&milligrams["doubt"], &millimoles["doubt"]), (&Value::Null, &Value::Null));
}

#[test]
fn control_solution_is_nobodys_blood() {
    // By its type, by its place.
    for hex in [
        "06 2C 00 EA 07 01 05 07 1E 00 37 C0 4A",
        "06 2C 00 EA 07 01 05 07 1E 00 37 C0 1A",
        "06 2C 00 EA 07 01 05 07 1E 00 37 C0 41",
    ] {
        let told = glucose(hex);
        assert_eq!((&told["control"], &told["observations"]), (&json!(true), &json!([])), "{hex}");
    }
    // Not even where the meter calls it too high.
    assert_eq!(glucose("0E 2C 00 EA 07 01 05 07 1E 00 37 C0 4A 20 00")["observations"], json!([]));
}

#[test]
fn beyond_the_meter_is_its_word_and_low_comes_first() {
    let value = |hex: &str| glucose(hex)["observations"][0]["value"].clone();
    assert_eq!(value("0E 01 00 EA 07 01 05 07 1E 00 37 C0 11 20 00"), "HI");
    assert_eq!(value("0E 01 00 EA 07 01 05 07 1E 00 37 C0 11 40 00"), "LO");
    assert_eq!(value("0E 01 00 EA 07 01 05 07 1E 00 37 C0 11 60 00"), "LO");
    assert_eq!(value("06 01 00 EA 07 01 05 07 1E 00 FE 07 11"), "HI");
    assert_eq!(value("06 01 00 EA 07 01 05 07 1E 00 02 08 11"), "LO");
}

#[test]
fn without_a_number_or_a_clock_a_meter_says_less() {
    assert_eq!(glucose("00 01 00 EA 07 01 05 07 1E 00")["flags"], json!(["no-value"]));
    assert_eq!(glucose("06 01 00 EA 07 01 05 07 1E 00 FF 07 11")["observations"], json!([]));
    let clock_fault = glucose("0E 01 00 EA 07 01 05 07 1E 00 37 C0 11 00 08");
    assert_eq!((&clock_fault["at"], &clock_fault["flags"]), (&Value::Null, &json!([])));
}

#[test]
fn an_offset_may_cross_midnight_and_a_leap_day() {
    let at = |hex: &str| glucose(hex)["at"].clone();
    // 2028-03-01 00:10, twenty minutes off; 2027-03-01 the same; 2026-12-31 23:50, twenty on.
    assert_eq!(at("01 01 00 EC 07 03 01 00 0A 00 EC FF"), "2028-02-29T23:50:00");
    assert_eq!(at("01 01 00 EB 07 03 01 00 0A 00 EC FF"), "2027-02-28T23:50:00");
    assert_eq!(at("01 01 00 EA 07 0C 1F 17 32 00 14 00"), "2027-01-01T00:10:00");
}

#[test]
fn times_that_no_calendar_has_are_not_known() {
    for time in [
        "00 00 04 11 14 29 3B",
        "EA 07 00 05 07 1E 00",
        "EA 07 02 1D 07 1E 00",
        "EA 07 01 05 18 00 00",
        "EA 07 0D 01 00 00 00",
        "EA 07 01 05 07 3C 00",
        "FF FF 01 01 00 00 00",
    ] {
        assert_eq!(pressure(&format!("02 78 00 50 00 5D 00 {time}"))["at"], Value::Null, "{time}");
    }
    assert_eq!(pressure("02 78 00 50 00 5D 00 EC 07 02 1D 07 1E 00")["at"], "2028-02-29T07:30:00");
}

#[test]
fn a_meal_is_a_timing_only_where_the_two_mean_the_same() {
    let meal = |hex: &str| {
        let told = read(bluetooth::context(&bytes(hex)));
        (told["meal"].clone(), told["timing"].clone())
    };
    assert_eq!(meal("02 2B 00 01"), (json!("pre-meal"), json!("pre-meal")));
    assert_eq!(meal("02 2B 00 02"), (json!("post-meal"), Value::Null));
    assert_eq!(meal("02 2B 00 03"), (json!("fasting"), json!("fasting")));
    assert_eq!(meal("02 2B 00 04"), (json!("casual"), json!("random")));
    assert_eq!(meal("02 2B 00 05"), (json!("bedtime"), json!("bedtime")));
    assert_eq!(meal("02 2B 00 09"), (Value::Null, Value::Null));
    // Behind carbohydrates, which are three bytes, and extended flags.
    assert_eq!(meal("83 2B 00 00 01 3C 00 03"), (json!("fasting"), json!("fasting")));
    assert!(bluetooth::context(&bytes("03 2B 00 01 3C 00")).is_err());
    assert!(bluetooth::context(&bytes("5E 2B 00 03 11 00 00 00 01 00 00 00")).is_err());
    assert!(bluetooth::context(&bytes("5E 2B 00 03 11 00 00 00 01 00 00 00 00")).is_ok());
}

#[test]
fn a_meter_is_asked_and_understood() {
    assert_eq!(bluetooth::records(None), [0x01, 0x01]);
    assert_eq!(bluetooth::records(Some(0x012c)), [0x01, 0x03, 0x01, 0x2c, 0x01]);
    assert_eq!(bluetooth::count(None), [0x04, 0x01]);
    assert_eq!(bluetooth::stop(), [0x03, 0x00]);
    let told = |hex: &str| read(bluetooth::answer(&bytes(hex)));
    assert_eq!(told("06 00 01 01"), json!({"is": "done"}));
    assert_eq!(told("06 00 01 06"), json!({"is": "none"}));
    assert_eq!(told("06 00 01 02"), json!({"is": "refused", "code": 2}));
    assert_eq!(told("06 00 02 01"), json!({"is": "refused", "code": 1}));
    assert_eq!(told("05 00 2C 01"), json!({"is": "count", "count": 300}));
    assert_eq!(
        bluetooth::answer(&bytes("07 00 01 01")).map_err(|error| error.code.code()),
        Err("unknown-value")
    );
}

#[test]
fn the_number_is_the_standards_and_no_other() {
    let number = |bits: u16| Sfloat::from_bits(bits).number().map(|number| number.to_string());
    let said = |bits: u16| number(bits).expect("a number");
    assert_eq!([said(0x0072), said(0xf0bd), said(0x0000)], ["114", "18.9", "0"]);
    assert_eq!([said(0x0fff), said(0xffff), said(0x1001)], ["-1", "-0.1", "10"]);
    // Not biased: an exponent of eight is minus eight.
    assert_eq!(said(0x8078), "0.0000012");
    for none in [0x07ff, 0x0800, 0x0801, 0x07fe, 0x0802] {
        assert_eq!(number(none), None, "{none:x}");
    }
    // The same mantissas under another exponent are numbers.
    assert_eq!([said(0x17ff), said(0xf800)], ["20470", "-204.8"]);
}

/// Bytes of a number, the low one first, as a device would write it.
fn sfloat(mantissa: i16, exponent: i8) -> [u8; 2] {
    let bits = (i32::from(exponent) & 0xf) << 12 | (i32::from(mantissa) & 0xfff);
    u16::try_from(bits).expect("sixteen bits").to_le_bytes()
}

fn decimal(mantissa: i16, exponent: i8) -> Decimal {
    Decimal::parse(&format!("{mantissa}e{exponent}")).expect("a number")
}

fn any_number() -> impl Strategy<Value = (i16, i8)> {
    (-2046_i16..=2045, -8_i8..=5).prop_filter("no number by the standard", |(mantissa, exponent)| {
        *exponent != 0 || (-2045..=2045).contains(mantissa)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_number_comes_back((mantissa, exponent) in any_number()) {
        let number = Sfloat::from_bits(u16::from_le_bytes(sfloat(mantissa, exponent))).number();
        prop_assert_eq!(number, Some(decimal(mantissa, exponent)));
    }

    #[test]
    fn no_bytes_stop_a_reader_and_none_is_read_in_half(bytes in prop::collection::vec(any::<u8>(), 0..40)) {
        for reader in [bluetooth::pressure, bluetooth::glucose, bluetooth::context, bluetooth::answer] {
            if let Ok(told) = reader(&bytes) {
                let told: Value = serde_json::from_str(&told).expect("JSON");
                prop_assert!(told.is_object());
                // One byte less than was needed is refused, so what a shorter message says is the same or nothing.
                let longer: Vec<u8> = bytes.iter().copied().chain([0xff]).collect();
                prop_assert_eq!(read(reader(&longer)), told);
            }
        }
    }

    #[test]
    fn what_is_read_is_what_a_record_takes(bytes in prop::collection::vec(any::<u8>(), 8..20)) {
        for reader in [bluetooth::pressure, bluetooth::glucose] {
            let Ok(told) = reader(&bytes) else { continue };
            let told: Value = serde_json::from_str(&told).expect("JSON");
            let mut observations = told["observations"].clone();
            for one in observations.as_array_mut().expect("a list") {
                one["at"] = "2026-01-05T07:30".into();
            }
            let record = Record::read(&json!({"observations": observations}).to_string()).expect("a record");
            let set_aside = record.problems.iter().find(|problem| problem.path.starts_with("observations[0]"));
            let code = set_aside.map(|problem| problem.code.code());
            prop_assert_eq!(told["doubt"].as_str(), code, "{} of {}", &told["doubt"], &record.problems.len());
        }
    }

    #[test]
    fn what_a_cuff_writes_is_read_back(
        upper in 60_i16..=260, lower in 30_i16..=55, kilopascal: bool, beat in prop::option::of(30_i16..=200),
        user in prop::option::of(0_u8..255), status in prop::option::of(0_u16..64), time: bool,
    ) {
        let parts = [kilopascal, time, beat.is_some(), user.is_some(), status.is_some()];
        let mut message = vec![parts.iter().rev().fold(0_u8, |flags, part| flags << 1 | u8::from(*part))];
        let exponent = if kilopascal { -1 } else { 0 };
        for number in [upper, lower, lower] {
            message.extend(sfloat(number, exponent));
        }
        if time { message.extend([0xea, 0x07, 1, 5, 7, 30, 9]); }
        if let Some(beat) = beat { message.extend(sfloat(beat, 0)); }
        message.extend(user);
        if let Some(status) = status { message.extend(status.to_le_bytes()); }
        let told = read(bluetooth::pressure(&message));
        let number = |number: i16| serde_json::from_str::<Value>(&decimal(number, exponent).to_string()).expect("a number");
        let unit = if kilopascal { "kPa" } else { "mmHg" };
        prop_assert_eq!(&told["observations"][0], &observed_pressure(number(upper), number(lower), unit));
        prop_assert_eq!(told["observations"][1]["value"].as_i64(), beat.map(i64::from));
        prop_assert_eq!(told["user"].as_u64(), user.map(u64::from));
        prop_assert_eq!(told["at"].as_str(), time.then_some("2026-01-05T07:30:09"));
        let told_status = |bit: u16, name: &str| (status.unwrap_or(0) & bit != 0) == told["flags"].as_array().expect("a list").contains(&name.into());
        for (bit, name) in [(1, "moved"), (2, "cuff-loose"), (4, "irregular-pulse"), (32, "position")] {
            prop_assert!(told_status(bit, name), "{}", name);
        }
        // Nothing is read where a byte is missing.
        message.pop();
        prop_assert!(bluetooth::pressure(&message).is_err());
    }

    #[test]
    fn what_a_meter_writes_is_read_back(
        sequence: u16, tenths in 10_i16..=330, millimoles: bool, offset in prop::option::of(-3000_i16..3000), kind in 1_u8..=9,
    ) {
        let mut message = vec![u8::from(offset.is_some()) | 2 | if millimoles { 4 } else { 0 }];
        message.extend(sequence.to_le_bytes());
        message.extend([0xea, 0x07, 1, 5, 7, 30, 0]);
        if let Some(offset) = offset { message.extend(offset.to_le_bytes()); }
        message.extend(if millimoles { sfloat(tenths, -4) } else { sfloat(tenths, -5) });
        message.push(0x10 | kind);
        let told = read(bluetooth::glucose(&message));
        let expected = if millimoles { decimal(tenths, -1) } else { decimal(tenths, 0) };
        prop_assert_eq!(told["observations"][0]["value"].to_string(), expected.to_string());
        prop_assert_eq!(told["sequence"].as_u64(), Some(u64::from(sequence)));
        prop_assert_eq!(&told["observations"][0]["unit"], if millimoles { "mmol/L" } else { "mg/dL" });
        let day = jiff::civil::date(2026, 1, 5).at(7, 30, 0, 0) + jiff::SignedDuration::from_mins(offset.unwrap_or(0).into());
        let expected = day.to_string();
        prop_assert_eq!(told["at"].as_str(), Some(expected.as_str()));
        message.pop();
        prop_assert!(bluetooth::glucose(&message).is_err());
    }
}
