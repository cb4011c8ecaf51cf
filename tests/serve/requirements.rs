//! The requirements of a service that only HTTP can show, by their numbers.

use std::sync::Arc;

use liangbing::cds_hooks::Hook;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};
use serde_json::Value;

use super::hooks::{call, order, ordering};
use super::support::{Server, exchange, file};
use super::tokens;

#[test]
fn requirement_001_everything_that_is_sent_and_received_is_json() {
    let server = Server::start(&[]);
    for (path, body) in [("/cds-services/liangbing-patient-view", "{"), ("/cds-services/nobody", "{}")] {
        let reply = server.post(path, body);
        assert_eq!(reply.header("content-type"), Some("application/json"));
        assert!(reply.json().is_object());
    }
    let form = [("Content-Type", "application/x-www-form-urlencoded")];
    assert_eq!(server.send("POST", "/cds-services/liangbing-patient-view", &form, "a=b").status, 415);
}

#[test]
fn requirement_002_requirement_168_it_speaks_tls_and_nothing_else_where_it_has_a_certificate() {
    // That production is reached by HTTPS alone is the deployment's part; the service's is to speak it, and to warn.
    let own = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let certificate = file("certificate.pem", &own.cert.pem());
    let key = file("key.pem", &own.signing_key.serialize_pem());
    let server = Server::start(&[
        ("LIANGBING_TLS__CERTIFICATE", certificate.to_str().unwrap()),
        ("LIANGBING_TLS__KEY", key.to_str().unwrap()),
    ]);
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_file(&certificate).unwrap()).unwrap();
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let config = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
    let config = config.with_root_certificates(roots).with_no_client_auth();
    let name = ServerName::try_from("localhost").unwrap();
    let client = ClientConnection::new(Arc::new(config), name).unwrap();
    let reply = exchange(StreamOwned::new(client, server.connect()), "GET", "/cds-services", &[], "");
    assert_eq!(reply.status, 200);
    // In the clear there is no answer of HTTP.
    let mut plain = server.connect();
    std::io::Write::write_all(&mut plain, b"GET /cds-services HTTP/1.1\r\nHost: a\r\n\r\n").unwrap();
    let mut bytes = Vec::new();
    let _ = std::io::Read::read_to_end(&mut plain, &mut bytes);
    assert!(!bytes.starts_with(b"HTTP"));
}

#[test]
fn requirement_004_discovery_is_below_the_base_address() {
    let server = Server::start(&[]);
    assert_eq!(server.get("/cds-services").status, 200);
    assert_eq!(server.get("/services").status, 404);
}

#[test]
fn requirement_005_discovery_is_always_available_by_get() {
    // Also where calls want a token, and while a call is refused.
    for server in [Server::start(&[]), tokens::server()] {
        server.post("/cds-services/liangbing-patient-view", "{");
        assert_eq!(server.get("/cds-services").status, 200);
        assert_eq!(server.send("POST", "/cds-services", &[], "").status, 405);
    }
}

#[test]
fn requirement_013_discovery_answers_200() {
    let reply = Server::start(&[]).get("/cds-services");
    assert_eq!((reply.status, reply.json()["services"].as_array().map(Vec::len)), (200, Some(4)));
}

#[test]
fn requirement_016_every_service_is_at_its_id() {
    let server = Server::start(&[]);
    for service in server.get("/cds-services").json()["services"].as_array().unwrap() {
        let hook = Hook::parse(service["id"].as_str().unwrap()).unwrap();
        let body = if hook.orders() { ordering(hook, order("m1", "metformin")) } else { call(hook, 132, 78) };
        let reply = server.post(&format!("/cds-services/{}", hook.id()), &body.to_string());
        assert_eq!(reply.status, 200, "{reply:?}");
    }
}

#[test]
fn requirement_054_without_what_it_needs_it_answers_412_and_names_it() {
    let server = Server::start(&[]);
    let mut call = call(Hook::PatientView, 132, 78);
    call["prefetch"].as_object_mut().unwrap().remove("glucose");
    let reply = server.post("/cds-services/liangbing-patient-view", &call.to_string());
    assert_eq!(
        (reply.status, reply.json()["issue"][0]["expression"][0].as_str()),
        (412, Some("prefetch.glucose"))
    );
}

#[test]
fn requirement_074_success_is_200_with_a_list_of_cards() {
    let server = Server::start(&[]);
    let reply =
        server.post("/cds-services/liangbing-patient-view", &call(Hook::PatientView, 132, 78).to_string());
    assert_eq!(reply.status, 200);
    assert!(reply.json()["cards"].is_array());
}

#[test]
fn requirement_176_a_client_is_known_by_its_signed_token() {
    let server = tokens::server();
    assert_eq!(tokens::status(&server, &tokens::token("r176")), 200);
    assert_eq!(server.post("/cds-services/liangbing-patient-view", "{}").status, 401);
}

#[test]
fn requirement_199_keys_are_exchanged_beforehand_and_a_token_without_an_address_of_keys_is_taken() {
    // The tokens of the tests name no `jku`; the keys came from a file.
    assert_eq!(tokens::status(&tokens::server(), &tokens::token("r199")), 200);
}

#[test]
fn requirement_201_an_unsigned_token_is_refused() {
    let server = tokens::server();
    for algorithm in ["none", "None", "NONE"] {
        assert_eq!(tokens::status(&server, &tokens::unsigned(algorithm)), 401);
    }
}

#[test]
fn requirement_203_a_token_with_a_shared_secret_is_refused() {
    let server = tokens::server();
    for algorithm in ["HS256", "HS384", "HS512"] {
        assert_eq!(tokens::status(&server, &tokens::unsigned(algorithm)), 401);
    }
}

#[test]
fn requirement_208_pages_of_other_origins_are_answered_as_the_list_says() {
    let server = Server::start(&[("LIANGBING_CORS__ORIGINS", "https://ehr.example.org")]);
    let allowed = |origin| {
        let headers = [("Origin", origin), ("Content-Type", "application/json")];
        let reply = server.send("POST", "/cds-services/liangbing-patient-view", &headers, "{");
        reply.header("access-control-allow-origin").map(str::to_owned)
    };
    assert_eq!(allowed("https://ehr.example.org").as_deref(), Some("https://ehr.example.org"));
    assert_eq!(allowed("https://other.example.org"), None);
}

#[test]
fn requirement_003_refusals_hold_nothing_null_or_empty() {
    fn empty(value: &Value) -> bool {
        match value {
            Value::Null => true,
            Value::String(text) => text.is_empty(),
            Value::Array(items) => items.is_empty() || items.iter().any(empty),
            Value::Object(fields) => fields.is_empty() || fields.values().any(empty),
            _ => false,
        }
    }
    let server = Server::start(&[]);
    for (path, body) in
        [("/nothing", ""), ("/cds-services/liangbing-patient-view", "{"), ("/cds-services/x", "{}")]
    {
        assert!(!empty(&server.post(path, body).json()));
    }
}
