//! A request of the wrong shape is refused whole, with code and path.

use liangbing::record::{Record, RequestError};

fn refusal(text: &str) -> RequestError {
    match Record::read(text) {
        Err(error) => error,
        Ok(_) => panic!("accepted: {text}"),
    }
}

fn expect(cases: &[(&str, &str, &str)]) {
    for (text, code, path) in cases {
        let error = refusal(text);
        assert_eq!((error.code.code(), error.path.as_str()), (*code, *path), "{text}: {error}");
    }
}

/// An observation of a record, given its fields.
fn observing(fields: &str) -> String {
    format!(r#"{{"observations": [{{"at": "2026-11-20", {fields}}}]}}"#)
}

fn expect_observing(cases: &[(&str, &str, &str)]) {
    for (fields, code, field) in cases {
        let path =
            if field.is_empty() { "observations[0]".to_owned() } else { format!("observations[0].{field}") };
        expect(&[(&observing(fields), code, &path)]);
    }
}

#[test]
fn text_that_is_no_json_is_refused_with_its_place() {
    let place = |text: &str| {
        let error = refusal(text);
        assert_eq!((error.code.code(), error.path.as_str()), ("not-json", ""), "{text}");
        error.message
    };
    assert_eq!(place(""), "line 1 column 0: the text ends before the JSON is complete");
    assert_eq!(place("{\n  \"patient\": {"), "line 2 column 14: the text ends before the JSON is complete");
    for text in [
        r#"{"patient": NaN}"#,
        r#"{"patient": Infinity}"#,
        r#"{"observations": [{"value": 12o}]}"#,
        r#"{"observations": [{"value": 012}]}"#,
        r#"{"observations": [{"value": .5}]}"#,
        "{'patient': 1}",
        r#"{"patient": {},}"#,
        "{} {}",
        "<html>",
        "\"\\ud800\"",
    ] {
        assert!(place(text).starts_with("line 1 column "), "{text}");
    }
}

#[test]
fn a_field_given_twice_is_refused_by_name() {
    let error = refusal(r#"{"observations": [{}, {"value": 1, "at": {}, "value": 1}], "x": 1}"#);
    assert_eq!((error.code.code(), error.path.as_str()), ("not-json", "observations[1].value"));
    assert!(error.message.ends_with(": `value` is given twice"), "{error}");
    expect(&[
        (r#"{"patient": {}, "patient": {}}"#, "not-json", "patient"),
        (r#"{"visits": [{"form": {"a": {"b": 1, "\u0062": 2}}}]}"#, "not-json", "visits[0].form.a.b"),
    ]);
}

#[test]
fn a_record_beyond_the_limit_is_refused_before_it_is_read() {
    expect(&[(&" ".repeat(50_000_000), "too-large", "")]);
    let limit = 20 * 1024 * 1024;
    let padded = |length: usize| format!("{{{}}}", " ".repeat(length - 2));
    expect(&[(&padded(limit + 1), "too-large", "")]);
    assert!(Record::read(&padded(limit)).is_ok());
}

#[test]
fn deep_nesting_is_refused_without_falling() {
    let deep = 100_000;
    for text in [
        "[".repeat(deep),
        format!("{}{}", "[".repeat(deep), "]".repeat(deep)),
        format!("{}1{}", "{\"a\":".repeat(deep), "}".repeat(deep)),
        format!(r#"{{"visits": [{{"at": "2026-01-01", "form": {{"a": {}}}}}]}}"#, "[".repeat(deep)),
    ] {
        assert!(refusal(&text).message.ends_with("nested too deep, expected fewer than 128 levels"));
    }
}

#[test]
fn another_type_is_refused() {
    expect(&[
        ("[]", "wrong-type", ""),
        ("null", "wrong-type", ""),
        ("12", "wrong-type", ""),
        (r#"{"patient": []}"#, "wrong-type", "patient"),
        (r#"{"patient": {"id": 7}}"#, "wrong-type", "patient.id"),
        (r#"{"patient": {"id": ""}}"#, "wrong-type", "patient.id"),
        (r#"{"patient": {"id": " "}}"#, "wrong-type", "patient.id"),
        (r#"{"patient": {"born": 1958}}"#, "wrong-type", "patient.born"),
        (r#"{"patient": {"place": {"urban": "yes"}}}"#, "wrong-type", "patient.place.urban"),
        (
            r#"{"patient": {"function": {"adlDependencies": 1.5}}}"#,
            "wrong-type",
            "patient.function.adlDependencies",
        ),
        (r#"{"observations": {}}"#, "wrong-type", "observations"),
        (r#"{"observations": [null]}"#, "wrong-type", "observations[0]"),
        (r#"{"conditions": ["hypertension"]}"#, "wrong-type", "conditions[0]"),
        (r#"{"conditions": [{"code": "x"}, {"code": ""}]}"#, "wrong-type", "conditions[1].code"),
        (r#"{"conditions": [{"code": "unknown", "nyha": "2"}]}"#, "wrong-type", "conditions[0].nyha"),
        (r#"{"medications": [{"code": "a", "dose": 5}]}"#, "wrong-type", "medications[0].dose"),
        (r#"{"medications": [{"code": "a", "classes": "acei"}]}"#, "wrong-type", "medications[0].classes"),
        (r#"{"visits": [{"at": "2026-01-01", "class": 1}]}"#, "wrong-type", "visits[0].class"),
        (r#"{"visits": [{"at": "2026-01-01", "form": [1]}]}"#, "wrong-type", "visits[0].form"),
        (r#"{"targets": [{"concept": "hba1c", "below": "7"}]}"#, "wrong-type", "targets[0].below"),
        (
            r#"{"targets": [{"concept": "blood-pressure", "below": "130-80"}]}"#,
            "wrong-type",
            "targets[0].below",
        ),
    ]);
    expect_observing(&[
        (r#""concept": """#, "wrong-type", "concept"),
        (r#""concept": "glucose", "value": "12o", "unit": "mmol/L""#, "wrong-type", "value"),
        (r#""concept": "glucose", "value": "7.4", "unit": "mmol/L""#, "wrong-type", "value"),
        (r#""concept": "glucose", "value": "７.４", "unit": "mmol/L""#, "wrong-type", "value"),
        (r#""concept": "glucose", "value": "NaN", "unit": "furlong""#, "wrong-type", "value"),
        (r#""concept": "glucose", "value": "", "unit": "mmol/L""#, "wrong-type", "value"),
        (r#""concept": "glucose", "value": true, "unit": "mmol/L""#, "wrong-type", "value"),
        (r#""concept": "hba1c", "value": "HI", "unit": "%""#, "wrong-type", "value"),
        (r#""concept": "glucose", "value": 7, "unit": """#, "wrong-type", "unit"),
        (r#""concept": "blood-pressure", "systolic": "148", "unit": "mmHg""#, "wrong-type", "systolic"),
        (r#""concept": "symptom", "code": "none", "present": "no""#, "wrong-type", "present"),
        (r#""concept": "potassium", "value": 99, "upperLimit": "5""#, "wrong-type", "upperLimit"),
        (r#""concept": "unheard-of", "present": 1"#, "wrong-type", "present"),
    ]);
}

#[test]
fn a_field_that_the_contract_does_not_name_is_refused() {
    expect(&[
        (r#"{"spb": 180}"#, "unknown-field", "spb"),
        (r#"{"resourceType": "Bundle"}"#, "unknown-field", "resourceType"),
        (r#"{"patient": {"bron": "1958"}}"#, "unknown-field", "patient.bron"),
        (r#"{"patient": {"place": {"city": null}}}"#, "unknown-field", "patient.place.city"),
        (
            r#"{"referrals": [{"at": "2026-01-01", "direction": "up", "closed": {"on": 1}}]}"#,
            "unknown-field",
            "referrals[0].closed.on",
        ),
    ]);
    expect_observing(&[
        (r#""concept": "blood-pressure", "spb": 180"#, "unknown-field", "spb"),
        (r#""concept": "glucose", "systolic": 180"#, "unknown-field", "systolic"),
        (r#""concept": "blood-pressure", "value": 180"#, "unknown-field", "value"),
        (r#""concept": "foot", "present": true"#, "unknown-field", "present"),
        (r#""spb": 180"#, "unknown-field", "spb"),
    ]);
}

#[test]
fn a_misspelt_field_is_told_the_spelling_meant() {
    let message = refusal(&observing(r#""concept": "blood-pressure", "sistolic": 180"#)).message;
    assert_eq!(message, "`sistolic` is not a field here, perhaps `systolic` is meant");
    let message = refusal(r#"{"patient": {"place": {"postcode": 1}}}"#).message;
    let known = "`county`, `township`, `village`, `grid`, `northern` or `urban`";
    assert_eq!(message, format!("`postcode` is not a field here, expected {known}"));
}

#[test]
fn a_field_that_must_be_there_is_missed() {
    expect(&[
        (r#"{"observations": [{}]}"#, "missing-field", "observations[0].concept"),
        (r#"{"observations": [{"concept": "symptom"}]}"#, "missing-field", "observations[0].at"),
        (
            r#"{"observations": [{"concept": "unheard-of", "at": null}]}"#,
            "missing-field",
            "observations[0].at",
        ),
        (r#"{"conditions": [{}]}"#, "missing-field", "conditions[0].code"),
        (r#"{"visits": [{}]}"#, "missing-field", "visits[0].at"),
        (r#"{"referrals": [{"direction": "up"}]}"#, "missing-field", "referrals[0].at"),
        (r#"{"referrals": [{"at": "2026-01-01"}]}"#, "missing-field", "referrals[0].direction"),
        (
            r#"{"referrals": [{"at": "2026-01-01", "direction": "up", "closed": {"at": "2026-01-02"}}]}"#,
            "missing-field",
            "referrals[0].closed.outcome",
        ),
        (
            r#"{"referrals": [{"at": "2026-01-01", "direction": "up", "events": [{"state": "sent"}]}]}"#,
            "missing-field",
            "referrals[0].events[0].at",
        ),
        (r#"{"family": [{}]}"#, "missing-field", "family[0].condition"),
        (r#"{"plans": [{}]}"#, "missing-field", "plans[0].kind"),
        (r#"{"targets": [{"below": 7}]}"#, "missing-field", "targets[0].concept"),
        (r#"{"targets": [{"concept": "hba1c"}]}"#, "missing-field", "targets[0].below"),
        (r#"{"answered": [{"card": "c", "at": "2026-01-01"}]}"#, "missing-field", "answered[0].outcome"),
    ]);
}

#[test]
fn a_value_off_a_closed_list_is_refused() {
    expect(&[
        (r#"{"schema": "liangbing.record/2"}"#, "unknown-value", "schema"),
        (r#"{"patient": {"sex": "Female"}}"#, "unknown-value", "patient.sex"),
        (r#"{"patient": {"sex": ""}}"#, "unknown-value", "patient.sex"),
        (r#"{"patient": {"pregnancy": "yes"}}"#, "unknown-value", "patient.pregnancy"),
        (r#"{"patient": {"status": "dead"}}"#, "unknown-value", "patient.status"),
        (
            r#"{"patient": {"coverage": {"twoDiseases": "full"}}}"#,
            "unknown-value",
            "patient.coverage.twoDiseases",
        ),
        (r#"{"conditions": [{"code": "tia", "status": "old"}]}"#, "unknown-value", "conditions[0].status"),
        (r#"{"conditions": [{"code": "heart-failure", "nyha": 5}]}"#, "unknown-value", "conditions[0].nyha"),
        (r#"{"medications": [{"code": "a", "per": "month"}]}"#, "unknown-value", "medications[0].per"),
        (r#"{"medications": [{"code": "a", "release": "XR"}]}"#, "unknown-value", "medications[0].release"),
        (r#"{"visits": [{"at": "2026-01-01", "mode": "video"}]}"#, "unknown-value", "visits[0].mode"),
        (r#"{"visits": [{"at": "2026-01-01", "class": "1"}]}"#, "unknown-value", "visits[0].class"),
        (r#"{"visits": [{"at": "2026-01-01", "concern": "both"}]}"#, "unknown-value", "visits[0].concern"),
        (r#"{"lifestyle": {"smoking": "NEVER"}}"#, "unknown-value", "lifestyle.smoking"),
        (r#"{"plans": [{"kind": "mri"}]}"#, "unknown-value", "plans[0].kind"),
    ]);
    let error = refusal(r#"{"patient": {"sex": "Female"}}"#);
    assert_eq!(error.message, "found `Female`, expected `female` or `male`");
    expect_observing(&[
        (r#""concept": "glucose", "setting": "hospital""#, "unknown-value", "setting"),
        (r#""concept": "glucose", "setting": "ambulatory-day""#, "unknown-value", "setting"),
        (r#""concept": "glucose", "timing": "Fasting""#, "unknown-value", "timing"),
        (r#""concept": "foot-pulse", "code": "weak", "side": "L""#, "unknown-value", "side"),
        (r#""concept": "foot-pulse", "code": "weak", "codeList": 2011"#, "unknown-value", "codeList"),
    ]);
}

#[test]
fn a_date_that_is_none_is_refused() {
    for date in
        ["2025-02-29", "2026-1-5", "2026-13-01", "2026/01/05", "20260105", "", "today", "２０２６-01-05"]
    {
        let text = format!(r#"{{"patient": {{"born": "{date}"}}}}"#);
        expect(&[(&text, "bad-date", "patient.born")]);
        let text = format!(r#"{{"visits": [{{"at": "{date}"}}]}}"#);
        expect(&[(&text, "bad-date", "visits[0].at")]);
    }
    for time in ["2026-11", "2026-11-20T24:00", "2026-11-20T08:60", "2026-11-20 08:10", "2026-11-20T08:10+8"]
    {
        let text =
            format!(r#"{{"observations": [{{"at": "{time}", "concept": "symptom", "code": "none"}}]}}"#);
        expect(&[(&text, "bad-date", "observations[0].at")]);
    }
    expect(&[
        (r#"{"patient": {"statusAt": "2026"}}"#, "bad-date", "patient.statusAt"),
        (r#"{"medications": [{"code": "a", "until": "2026-01"}]}"#, "bad-date", "medications[0].until"),
        (r#"{"utcOffset": "+8"}"#, "bad-date", "utcOffset"),
    ]);
}

#[test]
fn an_id_given_twice_is_refused() {
    let observation = r#"{"id": "o1", "at": "2026-11-20", "concept": "unheard-of"}"#;
    let referral = |id| format!(r#"{{"id": {id}, "at": "2026-11-20", "direction": "up"}}"#);
    expect(&[
        (
            &format!(r#"{{"observations": [{observation}, {observation}]}}"#),
            "duplicate-id",
            "observations[1].id",
        ),
        (
            &format!(
                r#"{{"referrals": [{}, {}, {}]}}"#,
                referral("null"),
                referral("\"r\""),
                referral("\"r\"")
            ),
            "duplicate-id",
            "referrals[2].id",
        ),
    ]);
    let apart = format!(r#"{{"observations": [{observation}], "referrals": [{}]}}"#, referral("\"o1\""));
    assert!(Record::read(&apart).is_ok());
}

#[test]
fn a_message_repeats_no_more_than_a_little_of_the_input() {
    let error = refusal(&format!(r#"{{"{0}": 1, "patient": "{0}"}}"#, "x".repeat(1_000_000)));
    assert!(error.message.len() < 400 && error.path.len() < 60, "{error}");
}
