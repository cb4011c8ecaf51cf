//! Who calls: signed tokens as CDS Hooks describes them.
//!
//! Only asymmetric signatures are known here, so that an unsigned token or one with a shared secret has no way in.
//! Keys come from files; an address that a token names is at most compared, never fetched.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Mutex;

use jsonwebtoken::errors::ErrorKind;
use jsonwebtoken::jwk::JwkSet;
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode, decode_header, get_current_timestamp};
use serde::Deserialize;

use super::config::Jwt;

/// The signatures that the standard recommends.
const ALGORITHMS: [Algorithm; 2] = [Algorithm::ES384, Algorithm::RS384];
/// The longest name of a token that is kept to know it again.
const LONGEST: usize = 200;

/// A client's key.
struct Key {
    issuer: String,
    id: Option<String>,
    algorithm: Algorithm,
    /// The address that tokens may name as the source of the keys.
    address: Option<String>,
    public: DecodingKey,
}

/// Who may call.
pub struct Clients {
    keys: Vec<Key>,
    audience: String,
    lifetime: u64,
    leeway: u64,
    /// Tokens that were used, with the second they end in.
    used: Mutex<HashMap<(String, String), u64>>,
}

#[derive(Deserialize)]
struct Claims {
    iss: String,
    exp: u64,
    iat: u64,
    jti: String,
}

impl Clients {
    /// Reads the clients' keys.
    pub fn read(settings: &Jwt) -> Result<Self, String> {
        let mut keys = Vec::new();
        for client in &settings.clients {
            let mut words = client.split_whitespace();
            let (Some(issuer), Some(file)) = (words.next(), words.next()) else {
                return Err(format!("jwt client `{client}` is not `ISSUER FILE`"));
            };
            keys_of(issuer, Path::new(file), words.next(), &mut keys)?;
        }
        Ok(Self {
            keys,
            audience: settings.audience.trim_end_matches('/').to_owned(),
            lifetime: settings.lifetime,
            leeway: settings.leeway,
            used: Mutex::default(),
        })
    }

    /// Checks the `Authorization` header of a call to a path; says in a few words why not.
    pub fn check(&self, header: Option<&str>, path: &str) -> Result<(), &'static str> {
        let token = header.and_then(bearer).ok_or("a bearer token is missing")?;
        // An algorithm that is not known, `none` among them, ends here.
        let head = decode_header(token).map_err(|_| "the token cannot be read")?;
        if !ALGORITHMS.contains(&head.alg) {
            return Err("the token must be signed with ES384 or RS384");
        }
        let fits = |key: &&Key| {
            key.algorithm == head.alg
                && (head.kid.is_none() || head.kid == key.id)
                && (head.jku.is_none() || head.jku == key.address)
        };
        let mut why = "no key of a known client fits the token";
        for key in self.keys.iter().filter(fits) {
            match decode::<Claims>(token, &key.public, &self.validation(key, path)) {
                Ok(found) => return self.fresh(found.claims),
                Err(error) => why = reason(error.kind()),
            }
        }
        Err(why)
    }

    fn validation(&self, key: &Key, path: &str) -> Validation {
        let mut wanted = Validation::new(key.algorithm);
        wanted.leeway = self.leeway;
        wanted.set_required_spec_claims(&["exp", "aud", "iss"]);
        wanted.set_issuer(&[&key.issuer]);
        wanted.set_audience(&[self.audience.clone(), format!("{}{path}", self.audience)]);
        wanted
    }

    /// A token is good for one call, and not for long.
    fn fresh(&self, claims: Claims) -> Result<(), &'static str> {
        let now = get_current_timestamp();
        if claims.iat > now.saturating_add(self.leeway) {
            return Err("the token is from the future");
        }
        if claims.exp.saturating_sub(claims.iat) > self.lifetime {
            return Err("the token lives too long");
        }
        if claims.jti.is_empty() || claims.jti.len() > LONGEST {
            return Err("the token has no name to know it again by");
        }
        let mut used = self.used.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        // What has ended would be refused anyway.
        used.retain(|_, ends| ends.saturating_add(self.leeway) >= now);
        match used.insert((claims.iss, claims.jti), claims.exp) {
            None => Ok(()),
            Some(_) => Err("the token was used before"),
        }
    }
}

/// Why a token was refused, in our words: a library's might repeat what was sent.
const fn reason(kind: &ErrorKind) -> &'static str {
    match kind {
        ErrorKind::ExpiredSignature => "the token has ended",
        ErrorKind::InvalidIssuer => "the issuer is no known client",
        ErrorKind::InvalidAudience => "the token is for somebody else",
        ErrorKind::InvalidSignature => "the signature is not the client's",
        ErrorKind::MissingRequiredClaim(_) => "a required claim is missing",
        _ => "the token cannot be read",
    }
}

fn bearer(header: &str) -> Option<&str> {
    let (scheme, token) = header.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

fn keys_of(issuer: &str, file: &Path, address: Option<&str>, keys: &mut Vec<Key>) -> Result<(), String> {
    let said = |error: &dyn std::fmt::Display| format!("{}: {error}", file.display());
    let text = std::fs::read_to_string(file).map_err(|error| said(&error))?;
    let set: JwkSet = serde_json::from_str(&text).map_err(|error| said(&error))?;
    let before = keys.len();
    for own in &set.keys {
        let name = own.common.key_algorithm.map(|algorithm| algorithm.to_string());
        let algorithm = match (name.as_deref(), &own.algorithm) {
            (Some("ES384") | None, jsonwebtoken::jwk::AlgorithmParameters::EllipticCurve(_)) => {
                Algorithm::ES384
            }
            (Some("RS384") | None, jsonwebtoken::jwk::AlgorithmParameters::RSA(_)) => Algorithm::RS384,
            _ => continue,
        };
        keys.push(Key {
            issuer: issuer.to_owned(),
            id: own.common.key_id.clone(),
            algorithm,
            address: address.map(str::to_owned),
            public: DecodingKey::from_jwk(own).map_err(|error| said(&error))?,
        });
    }
    if keys.len() == before {
        return Err(said(&"no key for ES384 or RS384"));
    }
    Ok(())
}
