//! Tokens of clients, good and bad.

use std::sync::LazyLock;

use jsonwebtoken::{Algorithm, EncodingKey, Header, encode, get_current_timestamp};
use serde_json::{Value, json};

use super::hooks::call;
use super::support::{Server, file};

const ISSUER: &str = "https://ehr.example.org";
const AUDIENCE: &str = "https://cds.example.org";
const VIEW: &str = "/cds-services/liangbing-patient-view";

/// A client's keys, made once for the tests.
struct Keys {
    ec: EncodingKey,
    rsa: EncodingKey,
    stranger: EncodingKey,
    set: String,
}

static KEYS: LazyLock<Keys> = LazyLock::new(|| {
    let ec = rcgen::KeyPair::generate_for(&rcgen::PKCS_ECDSA_P384_SHA384).unwrap();
    let rsa = rcgen::KeyPair::generate_for(&rcgen::PKCS_RSA_SHA384).unwrap();
    let stranger = rcgen::KeyPair::generate_for(&rcgen::PKCS_ECDSA_P384_SHA384).unwrap();
    let key = |pair: &rcgen::KeyPair, algorithm, id: &str| {
        let own = match algorithm {
            Algorithm::ES384 => EncodingKey::from_ec_der(&pair.serialize_der()),
            // The key itself is behind the 26 bytes that say of what kind it is.
            _ => EncodingKey::from_rsa_der(&pair.serialize_der()[26..]),
        };
        let mut public = jsonwebtoken::jwk::Jwk::from_encoding_key(&own, algorithm).unwrap();
        public.common.key_id = Some(id.to_owned());
        (own, serde_json::to_value(public).unwrap())
    };
    let (ec, ec_public) = key(&ec, Algorithm::ES384, "k1");
    let (rsa, rsa_public) = key(&rsa, Algorithm::RS384, "k2");
    let (stranger, _) = key(&stranger, Algorithm::ES384, "k1");
    Keys { ec, rsa, stranger, set: json!({"keys": [ec_public, rsa_public]}).to_string() }
});

pub fn server() -> Server {
    let set = file(&format!("clients-{:?}.json", std::thread::current().id()), &KEYS.set);
    let client = format!("{ISSUER} {}", set.display());
    Server::start(&[
        ("LIANGBING_AUTH", "jwt"),
        ("LIANGBING_JWT__AUDIENCE", AUDIENCE),
        ("LIANGBING_JWT__CLIENTS", &client),
    ])
}

fn claims(id: &str) -> Value {
    let now = get_current_timestamp();
    json!({"iss": ISSUER, "aud": format!("{AUDIENCE}{VIEW}"), "iat": now, "exp": now + 120, "jti": id})
}

fn head(algorithm: Algorithm, id: &str) -> Header {
    Header { kid: Some(id.to_owned()), ..Header::new(algorithm) }
}

/// A good token; the name tells it from others.
pub fn token(id: &str) -> String {
    encode(&head(Algorithm::ES384, "k1"), &claims(id), &KEYS.ec).unwrap()
}

pub fn status(server: &Server, token: &str) -> u16 {
    let header = format!("Bearer {token}");
    let headers = [("Content-Type", "application/json"), ("Authorization", header.as_str())];
    let body = call(liangbing::cds_hooks::Hook::PatientView, 132, 78).to_string();
    let reply = server.send("POST", VIEW, &headers, &body);
    assert_eq!(reply.status == 401, reply.header("www-authenticate").is_some());
    reply.status
}

/// A token without a signature, or with one by a shared secret.
pub fn unsigned(algorithm: &str) -> String {
    let part = |value: &Value| base64(value.to_string().as_bytes());
    format!("{}.{}.", part(&json!({"alg": algorithm, "typ": "JWT"})), part(&claims("u")))
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut out = String::new();
    for part in bytes.chunks(3) {
        let bits =
            part.iter().fold(0_u32, |bits, byte| (bits << 8) | u32::from(*byte)) << (8 * (3 - part.len()));
        for place in 0..=part.len() {
            out.push(char::from(LETTERS[usize::try_from((bits >> (18 - 6 * place)) & 63).unwrap()]));
        }
    }
    out
}

#[test]
fn both_signatures_of_the_standard_are_taken_once_each() {
    let server = server();
    let good = token("a");
    assert_eq!([status(&server, &good), status(&server, &good)], [200, 401], "a token is good once");
    let rsa = encode(&head(Algorithm::RS384, "k2"), &claims("b"), &KEYS.rsa).unwrap();
    assert_eq!(status(&server, &rsa), 200);
    assert_eq!(server.get("/cds-services").status, 200, "discovery is always there");
    assert_eq!(server.get("/health").status, 200);
}

#[test]
fn a_token_that_has_ended_or_is_not_ours_is_refused() {
    let server = server();
    let now = get_current_timestamp();
    let changed = |name: &str, value: Value| {
        let mut claims = claims(name);
        claims[name] = value;
        encode(&head(Algorithm::ES384, "k1"), &claims, &KEYS.ec).unwrap()
    };
    let cases = [
        changed("exp", json!(now - 60)),
        changed("exp", json!(now + 86_400)),
        changed("iat", json!(now + 600)),
        changed("iss", json!("https://other.example.org")),
        changed("aud", json!("https://other.example.org")),
        changed("aud", json!(format!("{AUDIENCE}/cds-services/liangbing-order-sign"))),
        changed("jti", json!("")),
        changed("jti", Value::Null),
        encode(&head(Algorithm::ES384, "k1"), &claims("s"), &KEYS.stranger).unwrap(),
        encode(&head(Algorithm::ES384, "k9"), &claims("k"), &KEYS.ec).unwrap(),
        encode(
            &Header { jku: Some("https://evil.example.org/keys".to_owned()), ..head(Algorithm::ES384, "k1") },
            &claims("j"),
            &KEYS.ec,
        )
        .unwrap(),
        String::new(),
        "a.b.c".to_owned(),
    ];
    for (place, token) in cases.iter().enumerate() {
        assert_eq!(status(&server, token), 401, "case {place}");
    }
    assert_eq!(server.post(VIEW, "{}").status, 401, "no token at all");
    assert_eq!(status(&server, &token("after")), 200, "a good one still is");
}
