//! What the commands share: options, files, overlays.

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use liangbing::engine::Engine;
use liangbing::guideline::GuidelineError;

use crate::{Failure, text};

/// The options of a command, as written.
#[derive(Debug, Default)]
pub struct Options {
    /// The file, folder or `-`.
    pub operand: Option<PathBuf>,
    pub as_of: Option<String>,
    pub locale: Option<String>,
    pub profile: Option<String>,
    pub level: Option<String>,
    /// Kinds of letters apart by commas, or `all`.
    pub letters: Option<String>,
    /// Names of sections apart by commas.
    pub sections: Option<String>,
    pub overlay: Option<PathBuf>,
    pub format: Option<String>,
    pub order: Option<PathBuf>,
    pub out: Option<PathBuf>,
    /// What was kept of the last round.
    pub last: Option<PathBuf>,
    pub count: Option<String>,
    pub seed: Option<String>,
    pub edition: Option<String>,
    pub concern: Option<String>,
    pub mapping: Option<PathBuf>,
    /// Only show what was understood.
    pub preview: bool,
    /// The folder that files named inside requests are in.
    pub samples: Option<PathBuf>,
}

impl Options {
    /// Reads the options that a command has; any other is bad usage.
    pub fn read(mut parser: lexopt::Parser, known: &[&str]) -> Result<Self, Failure> {
        use lexopt::Arg::{Long, Short, Value};
        let bad = |error: lexopt::Error| Failure::Usage(error.to_string());
        let mut options = Self::default();
        while let Some(arg) = parser.next().map_err(bad)? {
            match arg {
                Value(value) if options.operand.is_none() => options.operand = Some(PathBuf::from(value)),
                Value(value) => {
                    return Err(Failure::Usage(format!(
                        "`{}` is one file too many",
                        value.to_string_lossy()
                    )));
                }
                Short(short) => return Err(Failure::Usage(format!("`-{short}` is no option"))),
                Long(name) => {
                    let name = name.to_owned();
                    if !known.contains(&name.as_str()) {
                        return Err(Failure::Usage(format!("`--{name}` is no option of this command")));
                    }
                    if name == "preview" {
                        options.preview = true;
                        continue;
                    }
                    let value = parser.value().map_err(bad)?;
                    let word = value.to_string_lossy().into_owned();
                    match name.as_str() {
                        "as-of" => options.as_of = Some(word),
                        "locale" => options.locale = Some(word),
                        "profile" => options.profile = Some(word),
                        "level" => options.level = Some(word),
                        "letters" => options.letters = Some(word),
                        "sections" => options.sections = Some(word),
                        "format" => options.format = Some(word),
                        "count" => options.count = Some(word),
                        "seed" => options.seed = Some(word),
                        "edition" => options.edition = Some(word),
                        "concern" => options.concern = Some(word),
                        "mapping" => options.mapping = Some(PathBuf::from(value)),
                        "order" => options.order = Some(PathBuf::from(value)),
                        "samples" => options.samples = Some(PathBuf::from(value)),
                        "overlay" => options.overlay = Some(PathBuf::from(value)),
                        "last" => options.last = Some(PathBuf::from(value)),
                        _ => options.out = Some(PathBuf::from(value)),
                    }
                }
            }
        }
        Ok(options)
    }

    /// The text of the operand, from a file or, for `-`, from standard input.
    pub fn input(&self) -> Result<String, Failure> {
        Ok(String::from_utf8_lossy(&self.bytes()?).into_owned())
    }

    /// The bytes of the operand, from a file or, for `-`, from standard input.
    pub fn bytes(&self) -> Result<Vec<u8>, Failure> {
        let path =
            self.operand.as_deref().ok_or_else(|| Failure::Usage("a file or `-` is missing".to_owned()))?;
        let bytes = if path == Path::new("-") {
            let mut bytes = Vec::new();
            std::io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
        } else {
            fs::read(path)
        };
        bytes.map_err(|error| Failure::Usage(format!("{}: {error}", path.display())))
    }

    /// The engine, with the overlay if one is given.
    pub fn engine(&self) -> Result<Engine, Failure> {
        match self.overlay.as_deref() {
            None => Engine::builtin().map_err(|error| Failure::Usage(error.to_string())),
            Some(path) => Engine::with_overlay(&overlay(path)?).map_err(|faults| say_faults(&faults)),
        }
    }
}

/// Faults of packs or of the overlay, a line each.
pub fn say_faults(faults: &[GuidelineError]) -> Failure {
    for fault in faults {
        text::complain(&fault.to_string());
    }
    Failure::Found
}

/// An overlay as JSON text, from TOML or JSON.
pub fn overlay(path: &Path) -> Result<String, Failure> {
    let text =
        fs::read_to_string(path).map_err(|error| Failure::Usage(format!("{}: {error}", path.display())))?;
    if path.extension().is_some_and(|extension| extension == "json") {
        return Ok(text);
    }
    let value = toml::from_str::<serde_json::Value>(&text)
        .map_err(|error| Failure::Usage(format!("{}: {error}", path.display())))?;
    Ok(value.to_string())
}
