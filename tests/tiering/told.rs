//! What an answer tells beside the colour.

use crate::support::answer;

#[test]
fn a_card_tells_the_measurement_its_sentence_names() {
    let story = ["0 fasting 5.2, hba1c 6.8, bp 124/70, heart-rate 46"];
    let answer = answer("82 male htn dm dementia on:gliclazide on:metoprolol", &story);
    let summary = |rule: &str| {
        let cards = answer.at("/cards").as_array().cloned().unwrap_or_default();
        let card = cards.iter().find(|card| card["rule"] == rule);
        card.and_then(|card| card["summary"].as_str()).unwrap_or_default().to_owned()
    };
    assert!(summary("dm-over-glucose").contains("6.8%"), "{}", summary("dm-over-glucose"));
    assert!(summary("htn-slow-pulse").contains("46"), "{}", summary("htn-slow-pulse"));
}

#[test]
fn time_alone_is_not_told_as_what_a_reading_would_change() {
    let stroke = answer("70 male", &["0 bp 150/96, sign speech-loss"]);
    assert_eq!(stroke.at("/tier/receipt/wouldChange").to_string(), "[]");
}

#[test]
fn a_calm_reading_is_never_told_to_make_it_worse() {
    let blue = answer("61 male htn", &["0 bp 124/76"]);
    assert_eq!(blue.at("/tier/receipt/wouldChange").to_string(), "[]");
}

#[test]
fn a_visit_without_a_reading_is_on_the_timeline() {
    let answer = answer("52 male htn", &["-30 visit htn 1", "0 bp 128/78"]);
    assert_eq!(answer.at("/timeline/0/level"), "G1");
}

#[test]
fn what_is_worth_asking_is_what_could_make_it_most_serious() {
    let asked = answer("58 male htn", &["0 bp 150/96"]);
    let worth = asked.at("/tier/receipt/worthAsking");
    assert_eq!((&worth["concept"], &worth["level"]), (&"symptom".into(), &"R0".into()), "{worth}");
    // Nobody asked for any sign; one that was left open is named.
    let about = worth["about"].as_str().unwrap_or("speech-loss");
    let told = answer("58 male htn", &[&format!("0 bp 150/96, sign {about}")]);
    assert_eq!(told.at("/tier/level"), "R0", "{about}");
    assert!(told.at("/tier/receipt/worthAsking").is_null());
    // Answered, it is not worth asking again, and what is left weighs less.
    let calm = answer("58 male htn", &["0 bp 150/96, no signs"]);
    assert_ne!(calm.at("/tier/receipt/worthAsking"), worth);
}
