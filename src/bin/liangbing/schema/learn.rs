//! Asks the reader about every place of a record.

use std::collections::{BTreeMap, BTreeSet};

use liangbing::concept::{Code, Concept, Condition, DrugClass, Symptom};
use liangbing::record::RequestErrorCode;
use serde_json::{Map, Value, json};

use super::form;
use super::reader::{Around, Refusal, refusal, refused};
use super::units;

/// No field is called so, and none is spelt so nearly that the reader would guess.
const NO_FIELD: &str = "?";
/// A text that no closed list holds and that is no date.
const NO_WORD: &str = "?";

/// Goes through a record, place by place.
pub struct Learner<'a> {
    sentences: &'a BTreeMap<String, String>,
    told: BTreeSet<String>,
}

type Learnt = Result<Value, String>;

impl<'a> Learner<'a> {
    pub fn new(sentences: &'a BTreeMap<String, String>) -> Self {
        Self { sentences, told: BTreeSet::new() }
    }

    /// The places that were met.
    pub fn told(&self) -> BTreeSet<String> {
        self.told.clone()
    }

    /// The schema of a whole record.
    pub fn root(&mut self) -> Learnt {
        self.value("", &|value| value)
    }

    fn value(&mut self, path: &str, around: Around<'_>) -> Learnt {
        let Some(asked) = refused(around, json!({NO_FIELD: 0})) else {
            // An object that nobody looks into; or nobody looks at all, as of a data element that is set aside.
            let any = refused(around, json!(1)).is_none();
            return Ok(if any { json!({}) } else { json!({"type": "object"}) });
        };
        match (asked.code, asked.expected.as_str()) {
            (RequestErrorCode::UnknownField, _) => self.object(path, around, &asked.words(), &Map::new()),
            (RequestErrorCode::WrongType, "a list") => self.list(path, around),
            (RequestErrorCode::WrongType, "`true` or `false`") => Ok(json!({"type": "boolean"})),
            (RequestErrorCode::WrongType, "a text") => text(path, around),
            (RequestErrorCode::WrongType, "a number") => number(path, around),
            _ => Err(strange(path, &asked)),
        }
    }

    fn list(&mut self, path: &str, around: Around<'_>) -> Learnt {
        let path = format!("{path}[]");
        let inside = |value| around(json!([value]));
        let asked = refused(&inside, json!({NO_FIELD: 0}));
        let names =
            asked.filter(|asked| asked.code == RequestErrorCode::UnknownField).map(|asked| asked.words());
        let by_concept = names.is_some_and(|names| names.iter().any(|name| name == "concept"));
        let items = if by_concept { self.by_concept(&path, &inside) } else { self.value(&path, &inside) };
        Ok(json!({"type": "array", "items": items?}))
    }

    /// Where a field `concept` says what the others mean: data elements of one shape stand together.
    fn by_concept(&mut self, path: &str, around: Around<'_>) -> Learnt {
        let mut shapes: Vec<(Value, Vec<Concept>)> = Vec::new();
        for concept in Concept::ALL {
            let shape = self.of_concept(path, around, concept.code())?;
            match shapes.iter_mut().find(|(known, _)| *known == shape) {
                Some((_, concepts)) => concepts.push(*concept),
                None => shapes.push((shape, vec![*concept])),
            }
        }
        let mut choices: Vec<Value> = Vec::new();
        for (shape, concepts) in shapes {
            choices.push(with_concept(shape, units::elements(&concepts)));
        }
        choices.push(with_concept(self.of_concept(path, around, NO_WORD)?, units::other()));
        Ok(json!({"oneOf": choices}))
    }

    fn of_concept(&mut self, path: &str, around: Around<'_>, concept: &str) -> Learnt {
        let fixed = Map::from_iter([("concept".to_owned(), json!(concept))]);
        let asked = refused(around, json!({"concept": concept, NO_FIELD: 0}));
        let names = asked.map(|asked| asked.words()).unwrap_or_default();
        self.object(path, around, &names, &fixed)
    }

    /// An object with these fields, some of them fixed beforehand.
    fn object(
        &mut self,
        path: &str,
        around: Around<'_>,
        names: &[String],
        fixed: &Map<String, Value>,
    ) -> Learnt {
        let mut base = fixed.clone();
        // One needed field after another, as the reader misses them.
        while let Some(missing) = refusal(&around(Value::Object(base.clone()))) {
            let name = missing.path.rsplit('.').next().unwrap_or_default().to_owned();
            if missing.code != RequestErrorCode::MissingField || base.contains_key(&name) {
                return Err(strange(path, &missing));
            }
            let known = base.clone();
            let sample = sample(&|value| around(with(&known, &name, value)))
                .ok_or_else(|| format!("`{path}.{name}`: nothing is taken there"))?;
            base.insert(name, sample);
        }
        let mut properties = Map::new();
        for name in names {
            let place = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
            let shape = match fixed.get(name) {
                Some(_) => json!({}),
                None => self.value(&place, &|value| around(with(&base, name, value)))?,
            };
            let shape = if base.contains_key(name) { shape } else { form::or_null(shape) };
            properties.insert(name.clone(), self.described(&place, shape));
        }
        let needed: Vec<&String> = names.iter().filter(|name| base.contains_key(*name)).collect();
        let mut object = json!({"type": "object", "properties": properties, "additionalProperties": false});
        if let (false, Some(fields)) = (needed.is_empty(), object.as_object_mut()) {
            fields.insert("required".to_owned(), json!(needed));
        }
        Ok(object)
    }

    fn described(&mut self, place: &str, mut shape: Value) -> Value {
        self.told.insert(place.to_owned());
        if let (Some(fields), Some(says)) = (shape.as_object_mut(), self.sentences.get(place)) {
            fields.insert("description".to_owned(), json!(says));
            if let Some(codes) = codes(place) {
                fields.insert("examples".to_owned(), json!(codes));
            }
        }
        shape
    }
}

/// Codes of lists that are open: another one is set aside, not refused.
fn codes(place: &str) -> Option<&'static [&'static str]> {
    match place {
        "conditions[].code" => Some(Condition::CODES),
        "medications[].classes" => Some(DrugClass::CODES),
        "observations[].code" => Some(Symptom::CODES),
        _ => None,
    }
}

fn with(base: &Map<String, Value>, name: &str, value: Value) -> Value {
    let mut fields = base.clone();
    fields.insert(name.to_owned(), value);
    Value::Object(fields)
}

fn with_concept(mut shape: Value, concept: Value) -> Value {
    if let Some(place) = shape.pointer_mut("/properties/concept") {
        let says = place.get("description").cloned();
        *place = concept;
        if let (Some(fields), Some(says)) = (place.as_object_mut(), says) {
            fields.entry("description").or_insert(says);
        }
    }
    shape
}

fn text(path: &str, around: Around<'_>) -> Learnt {
    let shape = match refused(around, json!(NO_WORD)) {
        None => form::text(),
        // Of all words that the list has, those that are taken here.
        Some(asked) if asked.code == RequestErrorCode::UnknownValue => {
            let taken = |word: &String| refused(around, json!(word)).is_none();
            json!({"enum": asked.words().into_iter().filter(taken).collect::<Vec<_>>()})
        }
        Some(asked) if asked.code == RequestErrorCode::BadDate => {
            form::of_date(&asked.expected).ok_or_else(|| strange(path, &asked))?
        }
        Some(asked) => return Err(strange(path, &asked)),
    };
    let number = refused(around, json!(1)).is_none();
    Ok(if number { form::either(shape, json!({"type": "number"})) } else { shape })
}

fn number(path: &str, around: Around<'_>) -> Learnt {
    let shape = match refused(around, json!(0.5)) {
        None => json!({"type": "number"}),
        Some(asked) if asked.expected == "a whole number" => json!({"type": "integer"}),
        Some(asked) if asked.code == RequestErrorCode::UnknownValue => {
            let numbers: Result<Vec<i64>, _> = asked.words().iter().map(|word| word.parse()).collect();
            json!({"enum": numbers.map_err(|_| strange(path, &asked))?})
        }
        Some(asked) => return Err(strange(path, &asked)),
    };
    let Some(asked) = refused(around, json!(NO_WORD)) else { return Ok(form::either(shape, form::text())) };
    let words = asked.words();
    Ok(match words.as_slice() {
        [] => shape,
        // A meter's own words, in small letters too, or in Chinese.
        [high, _] if high == "HI" => form::either(
            shape,
            json!({"type": "string", "pattern": "^([Hh][Ii]|[Ll][Oo]|高|低)$", "examples": words}),
        ),
        [pair] if pair.contains('/') => {
            let pattern = r"^[0-9]+(\.[0-9]+)?/[0-9]+(\.[0-9]+)?$";
            form::either(shape, json!({"type": "string", "pattern": pattern, "examples": words}))
        }
        _ => form::either(shape, json!({"enum": words})),
    })
}

/// Some value that is taken at a place.
fn sample(around: Around<'_>) -> Option<Value> {
    let listed = refused(around, json!(NO_WORD)).map(|asked| asked.words()).unwrap_or_default();
    let usual = [json!("2026-01-01"), json!(1), json!("x")];
    usual
        .into_iter()
        .chain(listed.into_iter().map(Value::from))
        .find(|value| refused(around, value.clone()).is_none())
}

fn strange(path: &str, asked: &Refusal) -> String {
    format!(
        "`{path}`: the reader answers `{}` at `{}`, expecting {}",
        asked.code.code(),
        asked.path,
        asked.expected
    )
}
