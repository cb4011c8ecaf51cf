//! The digest names what was said, not how it was written down.

use super::accepted;

#[test]
fn the_order_of_keys_and_lists_does_not_change_the_digest() {
    let one = accepted(
        r#"{"patient": {"id": "p", "name": null}, "conditions": [{"code": "tia"}, {"code": "gout"}],
            "observations": [{"at": "2026-11-20", "concept": "glucose", "value": 7.0, "unit": "mmol/L"},
                {"at": "2026-11-20", "concept": "symptom", "code": "none"}]}"#,
    );
    let other = accepted(
        r#"{"observations": [{"code": "none", "concept": "symptom", "at": "2026-11-20"},
                {"unit": "mmol/L", "value": 7, "concept": "glucose", "at": "2026-11-20"}],
            "conditions": [{"code": "gout"}, {"code": "tia"}], "patient": {"id": "p"}}"#,
    );
    assert_eq!(one.digest, other.digest);
}

#[test]
fn another_value_changes_the_digest() {
    let digest = |value: &str| {
        let text = r#"{"visits": [{"at": "2026-11-20", "form": {"value": VALUE}}]}"#;
        accepted(&text.replace("VALUE", value)).digest
    };
    let digests = ["7", "7.000000001", "\"7\"", "[7]", "true", "{}"].map(digest);
    for (at, one) in digests.iter().enumerate() {
        assert!(!digests[..at].contains(one));
    }
}

#[test]
fn the_digest_of_a_known_record_never_changes() {
    let empty = "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";
    assert_eq!(accepted("{}").digest, empty);
}
