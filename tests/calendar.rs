//! The calendar agrees with a reference, day by day.
#![allow(clippy::expect_used, reason = "a test may fail loudly")]

use jiff::Unit;
use jiff::civil::{Date, date};
use liangbing::civil::{Day, PartialDate};

fn numbers(date: Date) -> (i32, u32, u32) {
    let number = |part: i8| u32::try_from(part).expect("a month or day");
    (i32::from(date.year()), number(date.month()), number(date.day()))
}

/// Every day from 1900 to 2100.
fn days() -> impl Iterator<Item = Date> {
    std::iter::successors(Some(date(1900, 1, 1)), |day| day.tomorrow().ok())
        .take_while(|day| *day <= date(2100, 12, 31))
}

#[test]
fn every_day_of_two_centuries_is_counted_and_written_as_the_reference_does() {
    let epoch = date(1970, 1, 1);
    for reference in days() {
        let (year, month, day) = numbers(reference);
        let ours = Day::of(year, month, day).expect("a day");
        assert_eq!(ours.ymd(), (year, month, day));
        assert_eq!(Day::parse(&reference.to_string()), Some(ours), "{reference}");
        let since = reference.since((Unit::Day, epoch)).expect("in range").get_days();
        assert_eq!(ours.number(), since, "{reference}");
    }
}

#[test]
fn a_day_exists_exactly_where_the_reference_has_one() {
    for year in 1900..=2100 {
        for month in 0..=13 {
            for day in 0..=32 {
                let part = |number: u32| i8::try_from(number).expect("small");
                let reference = Date::new(year, part(month), part(day)).is_ok();
                assert_eq!(Day::of(i32::from(year), month, day).is_some(), reference, "{year}-{month}-{day}");
            }
        }
    }
}

#[test]
fn ages_agree_with_the_reference_on_and_around_every_birthday() {
    for born in days().step_by(97).chain(days().filter(|day| day.month() == 2 && day.day() >= 28)) {
        let ours = PartialDate::parse(&born.to_string()).expect("a date");
        for year in (i32::from(born.year())..=2100).step_by(7) {
            // The reference clamps 29 February to the 28th; at the clinic the birthday is then 1 March.
            let first = Day::of(year, 3, 1).expect("a day");
            let (_, month, day) = numbers(born);
            let birthday = Day::of(year, month, day).unwrap_or(first);
            let full = year - i32::from(born.year());
            let years = |day: Day| ours.age_on(day);
            assert_eq!(years(birthday), Some(full), "{born} in {year}");
            assert_eq!(years(birthday.plus(1)), Some(full), "{born} in {year}");
            let before = (full > 0).then(|| full - 1);
            assert_eq!(years(birthday.plus(-1)), before, "{born} in {year}");
        }
    }
}

#[test]
fn ages_agree_with_the_reference_on_sampled_days() {
    for born in days().step_by(211).filter(|day| (day.month(), day.day()) != (2, 29)) {
        let ours = PartialDate::parse(&born.to_string()).expect("a date");
        for on in days().step_by(83) {
            let day = Day::parse(&on.to_string()).expect("a day");
            let age = on.since((Unit::Year, born)).expect("in range").get_years();
            let expected = (on >= born).then_some(i32::from(age));
            assert_eq!(ours.age_on(day), expected, "{born} on {on}");
        }
    }
}
