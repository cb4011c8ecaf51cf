//! Conditions: `all`, `any`, `unless` over named criteria and requests, nested at most twice.

use super::parameter::{Parameter, Suffix};
use super::table::{Fault, Place, Table};
use super::{GuidelineError, GuidelineErrorCode as Code, Node, NodeId, leaf};
use crate::concept::Concept;
use crate::concept::request::{Compare, Op, PressureTest};
use crate::json::Json;
use crate::sorted::{Named, add};

/// How deep conditions may nest inside one definition.
const DEPTH: u8 = 2;

/// A criterion as it stands in its pack.
#[derive(Clone, Debug)]
pub struct Source<'t> {
    /// The pack, by its place.
    pub pack: usize,
    /// Where it stands.
    pub place: Place,
    /// Its table.
    pub value: Json<'t>,
}

/// A compiled condition with the parameters it compares with.
#[derive(Clone, Debug, Default)]
pub struct Compiled {
    /// The node.
    pub node: NodeId,
    /// The parameters, by their places, in order.
    pub parameters: Vec<u16>,
}

/// Compiles conditions to nodes, each name once.
#[derive(Debug)]
pub struct Compiler<'a> {
    parameters: &'a [Parameter],
    sources: &'a Named<Source<'a>>,
    /// The nodes so far.
    pub nodes: Vec<Node>,
    done: Named<Compiled>,
    open: Vec<String>,
    /// The parameters of the condition being compiled.
    noted: Vec<u16>,
    /// The criteria that something uses.
    pub used: Named<()>,
    /// Faults of criteria, found where they stand.
    pub faults: Vec<GuidelineError>,
}

impl<'a> Compiler<'a> {
    /// A compiler over the parameters and criteria of every pack.
    pub fn new(parameters: &'a [Parameter], sources: &'a Named<Source<'a>>) -> Self {
        Self {
            parameters,
            sources,
            nodes: Vec::new(),
            done: Named::default(),
            open: Vec::new(),
            noted: Vec::new(),
            used: Named::default(),
            faults: Vec::new(),
        }
    }

    /// Compiles a condition of a rule.
    pub fn condition(&mut self, value: Json<'_>) -> Result<Compiled, Fault> {
        self.noted.clear();
        let node = self.node(value, 0)?;
        Ok(Compiled { node, parameters: std::mem::take(&mut self.noted) })
    }

    fn note(&mut self, parameters: &[u16]) {
        for place in parameters {
            add(&mut self.noted, *place);
        }
    }

    /// The parameters named since the last condition: those of a rule's consequence.
    pub fn take_noted(&mut self) -> Vec<u16> {
        std::mem::take(&mut self.noted)
    }

    /// Compiles a criterion by its name, once.
    pub fn named(&mut self, name: &str) -> Result<Compiled, Fault> {
        self.used.insert(name.to_owned(), ());
        if let Some(done) = self.done.get(name) {
            let done = done.clone();
            self.note(&done.parameters);
            return Ok(done);
        }
        let source = self.sources.get(name).ok_or_else(|| unknown("criterion", name))?;
        if self.open.iter().any(|open| open == name) {
            return Err((Code::Cycle, format!("criterion `{name}` refers to itself")));
        }
        self.open.push(name.to_owned());
        let outer = std::mem::take(&mut self.noted);
        let node = self.node(source.value.clone(), 0);
        self.open.pop();
        let parameters = std::mem::replace(&mut self.noted, outer);
        match node {
            Ok(node) => {
                self.note(&parameters);
                let compiled = Compiled { node, parameters };
                self.done.insert(name.to_owned(), compiled.clone());
                Ok(compiled)
            }
            Err((code, message)) => {
                self.faults.push(source.place.error(code, message));
                Err((Code::UnknownName, format!("criterion `{name}` has a fault of its own")))
            }
        }
    }

    /// Compiles every criterion that a truth can be asked of, so that unused ones are judged as well.
    pub fn all_named(&mut self) {
        let sources = self.sources;
        for (name, source) in sources.iter() {
            let is_pressure = source.value.get("pressure").is_some();
            let used = self.used.has(name);
            let judged =
                if is_pressure { self.pressure(name).map(|_| ()) } else { self.named(name).map(|_| ()) };
            if !used {
                self.used.remove(name);
            }
            if let Err((code, message)) = judged
                && (code != Code::UnknownName || is_pressure)
            {
                self.faults.push(source.place.error(code, message));
            }
        }
    }

    fn node(&mut self, value: Json<'_>, depth: u8) -> Result<NodeId, Fault> {
        match value {
            Json::Text(name) => self.named(&name).map(|compiled| compiled.node),
            other => {
                let table = Table::of(other)?;
                if ["all", "any", "unless"].iter().any(|key| table.has(key)) {
                    self.combination(table, depth)
                } else {
                    self.asked(table)
                }
            }
        }
    }

    fn combination(&mut self, mut table: Table<'_>, depth: u8) -> Result<NodeId, Fault> {
        if depth >= DEPTH {
            return Err((Code::TooDeep, "conditions nest deeper than two; name the inner one".to_owned()));
        }
        let deeper = depth.saturating_add(1);
        let assumed = assumption(&mut table)?;
        let mut parts = self.list(table.take("all"), deeper)?;
        let any = self.list(table.take("any"), deeper)?;
        if !any.is_empty() {
            let any = self.push(Node::Any(any.into_boxed_slice()))?;
            parts.push(any);
        }
        for part in self.list(table.take("unless"), deeper)? {
            let not = self.push(Node::Not(part))?;
            parts.push(not);
        }
        table.finish()?;
        let node = match parts.as_slice() {
            [] => return Err((Code::Malformed, "a condition has no parts".to_owned())),
            [only] => *only,
            _ => self.push(Node::All(parts.into_boxed_slice()))?,
        };
        if assumed { self.push(Node::Assumed(node)) } else { Ok(node) }
    }

    fn list(&mut self, value: Option<Json<'_>>, depth: u8) -> Result<Vec<NodeId>, Fault> {
        match value {
            None => Ok(Vec::new()),
            Some(Json::List(items)) => items.into_iter().map(|item| self.node(item, depth)).collect(),
            Some(other) => self.node(other, depth).map(|node| vec![node]),
        }
    }

    fn asked(&mut self, mut table: Table<'_>) -> Result<NodeId, Fault> {
        let assumed = assumption(&mut table)?;
        let request = leaf::request(self, &mut table)?;
        table.finish()?;
        let node = self.push(Node::Ask(request))?;
        if assumed { self.push(Node::Assumed(node)) } else { Ok(node) }
    }

    fn push(&mut self, node: Node) -> Result<NodeId, Fault> {
        let place = if let Some(place) = self.nodes.iter().position(|own| *own == node) {
            place
        } else {
            self.nodes.push(node);
            self.nodes.len().saturating_sub(1)
        };
        NodeId::try_from(place).map_err(|_| (Code::Malformed, "too many conditions".to_owned()))
    }

    /// A test on one blood pressure, by the name of its criterion.
    pub fn pressure(&mut self, name: &str) -> Result<PressureTest, Fault> {
        self.used.insert(name.to_owned(), ());
        let source = self.sources.get(name).ok_or_else(|| unknown("criterion", name))?;
        let mut table = Table::of(source.value.clone())?;
        let mut inner = match table.take("pressure") {
            Some(value) => Table::of(value)?,
            None => return Err((Code::Malformed, format!("criterion `{name}` is no test on a pressure"))),
        };
        table.finish()?;
        let systolic =
            inner.text("systolic")?.map(|text| self.compare(&text, Concept::BloodPressure)).transpose()?;
        let diastolic =
            inner.text("diastolic")?.map(|text| self.compare(&text, Concept::BloodPressure)).transpose()?;
        let either = !inner.flag("both")?;
        inner.finish()?;
        Ok(PressureTest { systolic, diastolic, either })
    }

    /// A comparison such as `>= crisis-sbp`, for a concept with units.
    pub fn compare(&mut self, text: &str, concept: Concept) -> Result<Compare, Fault> {
        let (op, place) = self.operator(text)?;
        self.parameter(place)?.compare(op, place, concept)
    }

    /// A comparison such as `>= elderly-age`, for a number without a unit of a concept.
    pub fn compare_plain(&mut self, text: &str, suffix: Suffix) -> Result<Compare, Fault> {
        let (op, place) = self.operator(text)?;
        self.parameter(place)?.compare_plain(op, place, suffix)
    }

    /// The whole number of a parameter: days, minutes or a count.
    pub fn whole(&mut self, name: &str, suffix: Suffix) -> Result<i32, Fault> {
        let place = self.place(name)?;
        let parameter = self.parameter(place)?;
        parameter.whole(suffix).ok_or_else(|| {
            (Code::UnitMissing, format!("`{name}` states no whole number in `{}`", suffix.code()))
        })
    }

    fn operator(&mut self, text: &str) -> Result<(Op, u16), Fault> {
        let (op, name) = text
            .split_once(' ')
            .ok_or_else(|| (Code::Malformed, format!("`{text}` is no comparison with a parameter")))?;
        let op = match op {
            ">=" => Op::Ge,
            ">" => Op::Gt,
            "<=" => Op::Le,
            "<" => Op::Lt,
            other => return Err((Code::Malformed, format!("`{other}` is none of >= > <= <"))),
        };
        Ok((op, self.place(name)?))
    }

    /// The place of a parameter, noted as used by the condition at hand.
    pub fn place(&mut self, name: &str) -> Result<u16, Fault> {
        let place = self
            .parameters
            .iter()
            .position(|parameter| parameter.name == name)
            .and_then(|place| u16::try_from(place).ok())
            .ok_or_else(|| unknown("parameter", name))?;
        add(&mut self.noted, place);
        Ok(place)
    }

    fn parameter(&self, place: u16) -> Result<&'a Parameter, Fault> {
        self.parameters.get(usize::from(place)).ok_or_else(|| unknown("parameter", "?"))
    }
}

fn unknown(what: &str, name: &str) -> Fault {
    (Code::UnknownName, format!("{what} `{name}` is not defined"))
}

/// `assume = "not-met"`: where the document itself takes silence for no.
fn assumption(table: &mut Table<'_>) -> Result<bool, Fault> {
    match table.text("assume")?.as_deref() {
        None => Ok(false),
        Some("not-met") => Ok(true),
        Some(other) => Err((Code::Malformed, format!("`{other}` cannot be assumed, only `not-met`"))),
    }
}
