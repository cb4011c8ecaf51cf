//! Settings: the embedded defaults, a file over them, the environment over both.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use liangbing::engine::Options as How;
use serde::Deserialize;
use toml::{Table, Value};

const DEFAULT: &str = include_str!("default.toml");
/// What the names of settings begin with in the environment.
const PREFIX: &str = "LIANGBING_";
/// No call is larger, whatever a file says.
const MOST: usize = liangbing::cds_hooks::MAX_BYTES;

/// All settings; `default.toml` says what each is.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Config {
    pub listen: SocketAddr,
    pub auth: Auth,
    pub locale: String,
    pub profile: String,
    pub level: String,
    pub utc_offset: String,
    pub max_bytes: usize,
    pub read_seconds: u64,
    pub stop_seconds: u64,
    pub workers: usize,
    pub queue: usize,
    pub log_calls: bool,
    pub cors: Cors,
    pub tls: Tls,
    pub jwt: Jwt,
}

/// Who may call.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum Auth {
    None,
    Jwt,
}

/// Pages of other origins.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cors {
    pub origins: Vec<String>,
}

/// TLS, where no proxy speaks it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tls {
    pub certificate: PathBuf,
    pub key: PathBuf,
}

impl Tls {
    /// Whether TLS is spoken here.
    pub fn is_on(&self) -> bool {
        !self.certificate.as_os_str().is_empty()
    }
}

/// Tokens.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Jwt {
    pub audience: String,
    pub clients: Vec<String>,
    pub lifetime: u64,
    pub leeway: u64,
}

impl Config {
    /// The settings of a file, if one is given, and of the environment, over the defaults; `over` goes before all.
    pub fn read(
        file: Option<&Path>,
        environment: impl Iterator<Item = (String, String)>,
        over: &[(&str, Option<&str>)],
    ) -> Result<Self, String> {
        let mut table: Table = DEFAULT.parse().map_err(|error: toml::de::Error| error.to_string())?;
        if let Some(file) = file {
            let said = |error: &dyn std::fmt::Display| format!("{}: {error}", file.display());
            let text = std::fs::read_to_string(file).map_err(|error| said(&error))?;
            let own: Table = text.parse().map_err(|error: toml::de::Error| said(&error))?;
            merge(&mut table, own, "").map_err(|error| said(&error))?;
        }
        for (name, value) in environment {
            if let Some(setting) = name.strip_prefix(PREFIX) {
                set(&mut table, &setting.to_lowercase().replace('_', "-"), &value)
                    .map_err(|error| format!("{name}: {error}"))?;
            }
        }
        for (name, value) in over {
            if let Some(value) = value {
                set(&mut table, name, value).map_err(|error| format!("--{name}: {error}"))?;
            }
        }
        let config: Self = table.try_into().map_err(|error: toml::de::Error| error.message().to_owned())?;
        config.checked()
    }

    fn checked(self) -> Result<Self, String> {
        How::read("2000-01-01", Some(&self.locale), Some(&self.profile), Some(&self.level))
            .map_err(|error| error.to_string())?;
        self.offset_seconds()
            .ok_or_else(|| format!("utc-offset `{}` is not written +08:00", self.utc_offset))?;
        if self.max_bytes > MOST || self.max_bytes == 0 {
            return Err(format!("max-bytes is {}; 1 to {MOST} is expected", self.max_bytes));
        }
        if self.tls.certificate.as_os_str().is_empty() != self.tls.key.as_os_str().is_empty() {
            return Err("[tls] wants a certificate and a key, or neither".to_owned());
        }
        if self.auth == Auth::Jwt && (self.jwt.clients.is_empty() || self.jwt.audience.is_empty()) {
            return Err("auth `jwt` wants [jwt] clients and audience".to_owned());
        }
        Ok(self)
    }

    /// The clinic's offset in seconds.
    pub fn offset_seconds(&self) -> Option<i64> {
        let (sign, rest) = match self.utc_offset.split_at_checked(1)? {
            ("+", rest) => (1, rest),
            ("-", rest) => (-1_i64, rest),
            _ => return None,
        };
        let (hours, minutes) = rest.split_once(':').filter(|(h, m)| h.len() == 2 && m.len() == 2)?;
        let (hours, minutes) = (hours.parse::<u8>().ok()?, minutes.parse::<u8>().ok()?);
        let seconds =
            i64::from(hours).saturating_mul(3600).saturating_add(i64::from(minutes).saturating_mul(60));
        (hours <= 14 && minutes < 60).then(|| seconds.saturating_mul(sign))
    }
}

/// Lays one table over another; what the first does not know is no setting.
fn merge(onto: &mut Table, from: Table, path: &str) -> Result<(), String> {
    for (name, value) in from {
        let full = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
        match (onto.get_mut(&name), value) {
            (None, _) => return Err(format!("`{full}` is no setting")),
            (Some(Value::Table(inner)), Value::Table(own)) => merge(inner, own, &full)?,
            (Some(Value::Table(_)), _) => return Err(format!("`{full}` is a table")),
            (Some(place), value) => *place = value,
        }
    }
    Ok(())
}

/// Sets one setting from text, in the kind that its default has.
fn set(table: &mut Table, name: &str, text: &str) -> Result<(), String> {
    if let Some((inner, rest)) = name.split_once("--") {
        return match table.get_mut(inner) {
            Some(Value::Table(own)) => set(own, rest, text),
            _ => Err(format!("`{inner}` is no table of settings")),
        };
    }
    let place = table.get_mut(name).ok_or_else(|| format!("`{name}` is no setting"))?;
    *place = match place {
        Value::Integer(_) => {
            Value::Integer(text.parse().map_err(|_| format!("`{text}` is no whole number"))?)
        }
        Value::Boolean(_) => {
            Value::Boolean(text.parse().map_err(|_| format!("`{text}` is not true or false"))?)
        }
        Value::Array(_) => {
            let items = text.split(',').map(str::trim).filter(|item| !item.is_empty());
            Value::Array(items.map(|item| Value::String(item.to_owned())).collect())
        }
        Value::Table(_) => return Err(format!("`{name}` is a table")),
        _ => Value::String(text.to_owned()),
    };
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Auth, Config};

    fn read(environment: &[(&str, &str)]) -> Result<Config, String> {
        let environment = environment.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Config::read(None, environment, &[])
    }

    #[test]
    fn the_embedded_defaults_are_sound() {
        let config = read(&[]).unwrap();
        assert_eq!((config.auth, config.offset_seconds()), (Auth::None, Some(28_800)));
    }

    #[test]
    fn the_environment_sets_what_the_file_names() {
        let config = read(&[
            ("LIANGBING_LISTEN", "127.0.0.1:9"),
            ("LIANGBING_CORS__ORIGINS", "https://a.example, https://b.example"),
            ("LIANGBING_READ_SECONDS", "3"),
            ("PATH", "/bin"),
        ])
        .unwrap();
        assert_eq!((config.listen.port(), config.cors.origins.len(), config.read_seconds), (9, 2, 3));
    }

    #[test]
    fn what_is_no_setting_or_no_value_is_refused_by_name() {
        for (name, value, part) in [
            ("LIANGBING_LISTENS", "x", "no setting"),
            ("LIANGBING_QUEUE", "many", "no whole number"),
            ("LIANGBING_AUTH", "basic", "basic"),
            ("LIANGBING_LOCALE", "fr", "fr"),
            ("LIANGBING_UTC_OFFSET", "8", "+08:00"),
            ("LIANGBING_MAX_BYTES", "999999999", "max-bytes"),
            ("LIANGBING_TLS__KEY", "a.pem", "[tls]"),
            ("LIANGBING_AUTH", "jwt", "[jwt]"),
            ("LIANGBING_TLS", "on", "table"),
        ] {
            let error = read(&[(name, value)]).expect_err(name);
            assert!(error.contains(part), "{name}: {error}");
        }
    }
}
