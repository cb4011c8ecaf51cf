//! Translates `guidelines/equations/*.toml` into Rust, one file a calculator, each included by its
//! equation's module.
//!
//! It never judges: a table becomes a `match` over enums whose arms name every field of a struct, so a
//! column or a coefficient too few or too many is an error of the compiler's.
#![allow(clippy::indexing_slicing, reason = "a JSON value asked for what it lacks says null")]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde_json::{Map, Value};

type Table = Map<String, Value>;

/// Numbers stand as they were printed, and a table is as long as it is.
const ALLOW: &str = "#[allow(clippy::unreadable_literal, clippy::excessive_precision, clippy::too_many_lines, \
                     clippy::match_same_arms, clippy::approx_constant, clippy::needless_update)]\n";

/// Writes the Rust of every calculator, and the words that they share, to a folder.
///
/// `equations` is what [`crate::tree::equations`] read: `{"data": {name: table}, "words": {locale: table}}`.
pub fn write(equations: &Value, out: &Path) -> Result<(), String> {
    fs::create_dir_all(out).map_err(|error| format!("{}: {error}", out.display()))?;
    let put = |name: &str, rust: &str| {
        let file = out.join(name).with_extension("rs");
        fs::write(&file, rust).map_err(|error| format!("{}: {error}", file.display()))
    };
    for (name, table) in entries(&equations["data"]) {
        let said = |locale: &str| equations["words"][locale][name].as_object();
        let rust = calculator(name, table, said("zh-CN"), said("en"))
            .map_err(|fault| format!("equations/{name}.toml: {fault}"))?;
        put(name, &rust)?;
    }
    put("words", &shared(&equations["words"])?)
}

fn calculator(name: &str, table: &Value, zh: Option<&Table>, en: Option<&Table>) -> Result<String, String> {
    let (Some(zh), Some(en)) = (zh, en) else { return Err("it has no words in zh-CN or en".to_owned()) };
    let mut rust = String::new();
    for (key, value) in entries(table) {
        match key.as_str() {
            "about" => rust += &about(name, value, &table["ranges"], (zh, en))?,
            "ranges" => rust += &ranges(value, &table["about"]["reference"])?,
            "constants" => rust += &constants(value)?,
            _ => rust += &columns(key, value)?,
        }
    }
    Ok(rust)
}

fn about(name: &str, about: &Value, ranges: &Value, (zh, en): (&Table, &Table)) -> Result<String, String> {
    let mut rust = format!("/// What `{name}` is.\npub const ABOUT: About = About {{\n    name: {name:?},\n");
    for (key, value) in entries(about).filter(|(key, _)| *key != "chain") {
        let _ = writeln!(rust, "    {}: {},", snake(key), literal(value)?);
    }
    let ranges: Vec<String> = entries(ranges).map(|(key, _)| upper(key)).collect();
    let _ = writeln!(rust, "    ranges: &[{}],", ranges.join(", "));
    for (key, zh) in zh {
        let en = en.get(key).ok_or_else(|| format!("`{key}` has no English"))?;
        let _ = writeln!(rust, "    {}: [{zh}, {en}],", snake(key));
    }
    Ok(rust + "};\n")
}

fn ranges(ranges: &Value, reference: &Value) -> Result<String, String> {
    let mut rust = String::new();
    for (key, range) in entries(ranges) {
        let input = range.get("input").and_then(Value::as_str).unwrap_or(key);
        let edge = |name: &str| range.get(name).map(literal).transpose();
        let below = edge("below")?;
        let high = edge("high")?.or_else(|| below.clone()).unwrap_or_else(|| "f64::INFINITY".to_owned());
        let low = edge("low")?.ok_or_else(|| format!("`{key}` has no `low`"))?;
        let _ = write!(
            rust,
            "/// The range of `{input}`.\npub const {}: Range = Range {{ input: {input:?}, low: {low}, high: {high}, \
             below: {}, whole: {}, unit: {}, source: {} }};\n",
            upper(key),
            below.is_some(),
            range["whole"] == true,
            range["unit"],
            range.get("source").unwrap_or(reference),
        );
    }
    Ok(rust)
}

/// Numbers, lists of numbers, and lists of `[from, points]` or `[band, value]`.
fn constants(constants: &Value) -> Result<String, String> {
    let mut rust = String::new();
    for (key, value) in entries(constants) {
        let kind = match value {
            Value::Array(list) if list.iter().all(Value::is_number) => "&[f64]",
            Value::Array(list) if list.iter().all(|pair| pair[0].is_string()) => "&[(&str, f64)]",
            Value::Array(_) => "&[(f64, f64)]",
            _ => "f64",
        };
        let value = literal(value)?;
        let _ = write!(rust, "/// `{key}`, as cited.\n{ALLOW}pub const {}: {kind} = {value};\n", upper(key));
    }
    Ok(rust)
}

/// How a table is laid out, beside its rows.
const LAYOUT: [&str; 3] = ["by", "columns", "absent"];

/// A table as a function from its axes to a struct. `by` names the axes that nest, outermost first;
/// `columns` the axis whose values stand beside each other in a list. `-` there is a term that does not
/// exist, and `absent` says that some do not; a text is a variant of the enum that its key names.
fn columns(name: &str, table: &Value) -> Result<String, String> {
    let nested: Vec<&str> = table["by"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let beside = table["columns"].as_object().and_then(|columns| columns.iter().next());
    let axes: Vec<&str> = nested.iter().copied().chain(beside.map(|(axis, _)| axis.as_str())).collect();
    let kind = camel(name);
    let rest = if table["absent"].is_string() { format!("..{kind}::NONE") } else { String::new() };
    let mut arms = String::new();
    for (keys, row) in rows(table, nested.len()) {
        let places = beside.map_or(1, |(_, names)| names.as_array().map_or(0, Vec::len));
        for place in 0..places {
            let column = beside.and_then(|(_, names)| names[place].as_str());
            let variant = |(axis, key): (&&str, &str)| format!("{}::{}", camel(axis), camel(key));
            let keys = keys.iter().map(String::as_str).chain(column);
            let pattern: Vec<String> = axes.iter().zip(keys).map(variant).collect();
            let fields = fields(row, beside.map(|_| place))?;
            let _ = writeln!(
                arms,
                "        ({},) => const {{ &{kind} {{ {fields}{rest} }} }},",
                pattern.join(", ")
            );
        }
    }
    let parameters: Vec<String> =
        axes.iter().map(|axis| format!("{}: {}", snake(axis), camel(axis))).collect();
    let values: Vec<String> = axes.iter().map(|axis| snake(axis)).collect();
    Ok(format!(
        "/// The {name} of one column.\n{ALLOW}pub(crate) const fn {}({}) -> &'static {kind} {{\n    \
         match ({},) {{\n{arms}    }}\n}}\n",
        snake(name),
        parameters.join(", "),
        values.join(", "),
    ))
}

/// The rows of a table that nests so deep, each with the keys on the way to it.
fn rows(table: &Value, depth: usize) -> Vec<(Vec<String>, &Value)> {
    let Some(inner) = depth.checked_sub(1) else { return vec![(Vec::new(), table)] };
    let mut found = Vec::new();
    for (key, value) in entries(table).filter(|(key, _)| !LAYOUT.contains(&key.as_str())) {
        for (keys, row) in rows(value, inner) {
            found.push(([vec![key.clone()], keys].concat(), row));
        }
    }
    found
}

/// The fields of one column of a row.
fn fields(row: &Value, place: Option<usize>) -> Result<String, String> {
    let mut rust = String::new();
    for (term, value) in entries(row).filter(|(key, _)| !LAYOUT.contains(&key.as_str())) {
        let value = place.map_or(value, |place| &value[place]);
        let value = match value {
            Value::String(none) if none == "-" => continue,
            Value::String(code) => format!("{}::{}", camel(term), camel(code)),
            number => literal(number)?,
        };
        let _ = write!(rust, "{}: {value}, ", snake(term));
    }
    Ok(rust)
}

/// The words that calculators share, as a function from a code to both languages.
fn shared(words: &Value) -> Result<String, String> {
    let mut rust = String::new();
    for (name, table) in entries(&words["zh-CN"]["shared"]) {
        let mut arms = String::new();
        for (key, zh) in entries(table) {
            let en = &words["en"]["shared"][name.as_str()][key.as_str()];
            if !en.is_string() {
                return Err(format!("equations/text/en.toml: `{name}` has no `{key}`"));
            }
            let _ = writeln!(arms, "        {key:?} => [{zh}, {en}],");
        }
        let _ = write!(
            rust,
            "/// A {name} in both languages, by its code.\n{ALLOW}pub fn {}(code: \
             &str) -> Option<[&'static str; 2]> {{\n    Some(match code {{\n{arms}        _ => return None,\n    }})\n}}\n",
            snake(name)
        );
    }
    Ok(rust)
}

/// A number, text or list as Rust writes it.
fn literal(value: &Value) -> Result<String, String> {
    match value {
        Value::Number(number) => number.as_f64().map(|number| format!("{number:?}")),
        Value::String(text) => Some(format!("{text:?}")),
        Value::Array(list) if list.iter().all(Value::is_number) => {
            let numbers: Vec<String> = list.iter().map(literal).collect::<Result<_, _>>()?;
            Some(format!("&[{}]", numbers.join(", ")))
        }
        Value::Array(list) => {
            let pair =
                |pair: &Value| Ok::<_, String>(format!("({}, {})", literal(&pair[0])?, literal(&pair[1])?));
            let pairs: Vec<String> = list.iter().map(pair).collect::<Result<_, _>>()?;
            Some(format!("&[{}]", pairs.join(", ")))
        }
        _ => None,
    }
    .ok_or_else(|| format!("`{value}` has no place in a data file"))
}

fn entries(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}

fn snake(name: &str) -> String {
    name.replace('-', "_")
}

fn upper(name: &str) -> String {
    snake(name).to_uppercase()
}

fn camel(name: &str) -> String {
    let capital = |word: &str| word.get(..1).unwrap_or("").to_uppercase() + word.get(1..).unwrap_or("");
    name.split('-').map(capital).collect()
}
