//! Which step of a referral is next, and the day on which it becomes overdue.

use serde_json::{Value, json};

use crate::support::story::Story;
use crate::support::{AS_OF, day};
use crate::{assess, options};

/// The only open referral, judged so many days after it was written.
fn open(days: i32, referral: &Value) -> Value {
    let mut own = json!({"id": "r1", "at": AS_OF, "direction": "up", "to": "county-hospital"});
    for (key, value) in referral.as_object().expect("an object") {
        own[key] = value.clone();
    }
    let story = Story::new(day(AS_OF)).who("58 male htn").tell(&["-5 visit htn 1, bp 128/78"]);
    let record = story.with(&json!({"referrals": [own]})).record();
    let mut options = options();
    options.as_of = day(AS_OF).plus(days);
    let answer = assess(&record, &options);
    answer["referral"]["loop"][0].clone()
}

fn brief(own: &Value) -> String {
    if own.is_null() {
        return "none".to_owned();
    }
    let part = |key: &str| own[key].as_str().unwrap_or("-").to_owned();
    let late = if own["overdue"] == true { "late" } else { "in time" };
    [part("done"), part("next"), part("owedBy"), part("by"), late.to_owned()].join(" ")
}

fn events(list: &[(&str, &str)]) -> Value {
    let list: Vec<Value> = list.iter().map(|(at, state)| json!({"at": at, "state": state})).collect();
    json!({"events": list, "urgency": "within-14-days"})
}

#[test]
fn the_day_before_on_and_after_two_weeks() {
    let plain = json!({"urgency": "within-14-days"});
    assert_eq!(brief(&open(13, &plain)), "sent accepted receiver 2026-12-04 in time");
    assert_eq!(brief(&open(14, &plain)), "sent accepted receiver 2026-12-04 in time");
    assert_eq!(brief(&open(15, &plain)), "sent accepted receiver 2026-12-04 late");
    for routine in [json!({"urgency": "routine"}), json!({})] {
        assert_eq!(brief(&open(14, &routine)), "sent accepted receiver 2026-12-04 in time");
        assert_eq!(brief(&open(15, &routine)), "sent accepted receiver 2026-12-04 late");
    }
}

#[test]
fn whoever_is_sent_now_or_today_is_seen_that_day() {
    for urgency in ["emergency", "today"] {
        let own = json!({"urgency": urgency});
        assert_eq!(brief(&open(0, &own)), "sent accepted receiver 2026-11-20 in time");
        assert_eq!(brief(&open(1, &own)), "sent accepted receiver 2026-11-20 late");
    }
}

#[test]
fn each_step_gives_way_to_the_next_and_the_check_counts_from_the_return() {
    let all = [
        ("2026-11-20", "sent"),
        ("2026-11-21", "accepted"),
        ("2026-11-23", "seen"),
        ("2026-11-25", "result"),
        ("2026-11-30", "returned"),
        ("2026-12-10", "checked"),
    ];
    let after = |steps: usize, days: i32| brief(&open(days, &events(&all[..steps])));
    assert_eq!(after(1, 3), "sent accepted receiver 2026-12-04 in time");
    assert_eq!(after(2, 3), "accepted seen receiver 2026-12-04 in time");
    assert_eq!(after(3, 5), "seen result receiver 2026-12-04 in time");
    assert_eq!(after(4, 15), "result returned receiver 2026-12-04 late");
    assert_eq!(after(5, 24), "returned checked sender 2026-12-14 in time");
    assert_eq!(after(5, 25), "returned checked sender 2026-12-14 late");
    assert_eq!(after(6, 30), "checked closed sender - in time");
    assert_eq!(after(6, 400), "checked closed sender - in time", "time alone closes nothing");
    assert_eq!(after(6, 2), "accepted seen receiver 2026-12-04 in time", "what is to come has not happened");
    let skipped = brief(&open(5, &events(&[("2026-11-23", "seen")])));
    assert_eq!(skipped, "seen result receiver 2026-12-04 in time", "who was seen was accepted");
}

#[test]
fn a_closed_referral_is_off_the_list_from_that_day() {
    let closed = json!({"urgency": "routine", "closed": {"at": "2026-11-25", "outcome": "refused"}});
    assert_ne!(brief(&open(4, &closed)), "none");
    assert_eq!(brief(&open(5, &closed)), "none");
}

#[test]
fn an_overdue_step_stands_on_the_card_of_the_open_referral() {
    let story = ["-40 visit htn 2, bp 158/96", "-20 visit htn 2, bp 152/94, up htn"];
    let told = Story::new(day(AS_OF)).who("58 male htn").tell(&story).record();
    let answer = assess(&told, &options());
    let cards = answer["cards"].as_array().expect("cards");
    let card = cards.iter().find(|card| card["rule"] == "htn-open-referral").expect("a card");
    let text = answer["referral"]["loop"][0]["text"].as_str().expect("text");
    assert!(text.ends_with("It is overdue."), "{text}");
    assert!(card["detail"].as_str().expect("text").contains(text), "{card}");
    let mut earlier = options();
    earlier.as_of = day(AS_OF).plus(-7);
    let before = assess(&told, &earlier);
    assert_eq!(before["referral"]["loop"][0]["overdue"], false);
}

#[test]
fn the_order_of_referrals_never_decides() {
    let own = |id: &str, at: &str| json!({"id": id, "at": at, "direction": "up", "to": "county-hospital"});
    let list = [own("a", "2026-11-01"), own("b", "2026-11-01"), own("c", "2026-10-01")];
    let told = |order: [usize; 3]| {
        let referrals: Vec<Value> = order.iter().map(|at| list[*at].clone()).collect();
        let story = Story::new(day(AS_OF)).who("58 male htn").tell(&["-5 visit htn 1, bp 128/78"]);
        assess(&story.with(&json!({"referrals": referrals})).record(), &options())["referral"].clone()
    };
    let first = told([0, 1, 2]);
    assert_eq!(
        first["loop"].as_array().expect("a list").iter().map(|own| own["id"].as_str()).collect::<Vec<_>>(),
        [Some("c"), Some("a"), Some("b")]
    );
    for order in [[2, 1, 0], [1, 0, 2], [1, 2, 0]] {
        assert_eq!(told(order), first);
    }
}
