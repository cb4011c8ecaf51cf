//! Conditions: `all`, `any`, `unless` over named criteria and requests, nested at most twice.

use super::parameter::{Parameter, Suffix};
use super::table::{Faults, Place, Table};
use super::{GuidelineError, GuidelineErrorCode as Code, Node, NodeId, leaf};
use crate::concept::Concept;
use crate::concept::request::{Compare, Op, PressureTest, UNIT_SLOTS};
use crate::json::Json;
use crate::quantity::Decimal;
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

impl Source<'_> {
    /// Whether it is a test on a pressure, which only requests name.
    pub fn is_pressure(&self) -> bool {
        self.value.get("pressure").is_some()
    }
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
    /// The first fault of what is being compiled.
    here: &'a Faults,
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
    pub fn new(here: &'a Faults, parameters: &'a [Parameter], sources: &'a Named<Source<'a>>) -> Self {
        Self {
            here,
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

    fn fault(&self, code: Code, message: impl Into<String>) {
        self.here.note((code, message.into()));
    }

    fn unknown(&self, what: &str, name: &str) {
        self.fault(Code::UnknownName, format!("{what} `{name}` is not defined"));
    }

    /// Compiles a condition of a rule.
    pub fn condition(&mut self, value: Json<'_>) -> Compiled {
        self.noted.clear();
        let node = self.node(value, 0);
        Compiled { node, parameters: std::mem::take(&mut self.noted) }
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
    pub fn named(&mut self, name: &str) -> NodeId {
        self.used.insert(name.to_owned(), ());
        if let Some(done) = self.done.get(name) {
            let Compiled { node, parameters } = done.clone();
            self.note(&parameters);
            return node;
        }
        let Some(source) = self.sources.get(name) else {
            self.unknown("criterion", name);
            return NodeId::default();
        };
        if self.open.iter().any(|open| open == name) {
            self.fault(Code::Cycle, format!("criterion `{name}` refers to itself"));
            return NodeId::default();
        }
        self.open.push(name.to_owned());
        let (outer, earlier) = (std::mem::take(&mut self.noted), self.here.take());
        let node = self.node(source.value.clone(), 0);
        self.open.pop();
        let own = self.here.take();
        let parameters = std::mem::replace(&mut self.noted, outer);
        if let Some(earlier) = earlier {
            self.here.note(earlier);
        }
        match own {
            None => {
                self.note(&parameters);
                self.done.insert(name.to_owned(), Compiled { node, parameters });
            }
            Some((code, message)) => {
                self.faults.push(source.place.error(code, message));
                self.fault(Code::UnknownName, format!("criterion `{name}` has a fault of its own"));
            }
        }
        node
    }

    /// Compiles every criterion that a truth can be asked of, so that unused ones are judged as well.
    pub fn all_named(&mut self) {
        let sources = self.sources;
        for (name, source) in sources.iter() {
            let is_pressure = source.is_pressure();
            let used = self.used.has(name);
            if is_pressure {
                self.pressure(name);
            } else {
                self.named(name);
            }
            if !used {
                self.used.remove(name);
            }
            if let Some((code, message)) = self.here.take()
                && (code != Code::UnknownName || is_pressure)
            {
                self.faults.push(source.place.error(code, message));
            }
        }
    }

    fn node(&mut self, value: Json<'_>, depth: u8) -> NodeId {
        if let Json::Text(name) = value {
            return self.named(&name);
        }
        let table = Table::of(value, self.here);
        if ["all", "any", "unless"].iter().any(|key| table.has(key)) {
            self.combination(table, depth)
        } else {
            self.asked(table)
        }
    }

    fn combination(&mut self, mut table: Table<'_>, depth: u8) -> NodeId {
        if depth >= DEPTH {
            self.fault(Code::TooDeep, "conditions nest deeper than two; name the inner one");
            return NodeId::default();
        }
        let deeper = depth.saturating_add(1);
        let assumed = assumption(&mut table);
        let mut parts = self.list(table.take("all"), deeper);
        let any = self.list(table.take("any"), deeper);
        if !any.is_empty() {
            parts.push(self.push(Node::Any(any.into_boxed_slice())));
        }
        for part in self.list(table.take("unless"), deeper) {
            parts.push(self.push(Node::Not(part)));
        }
        table.finish();
        if parts.is_empty() {
            self.fault(Code::Malformed, "a condition has no parts");
        }
        let node = if let [only] = parts.as_slice() {
            *only
        } else {
            self.push(Node::All(parts.into_boxed_slice()))
        };
        if assumed { self.push(Node::Assumed(node)) } else { node }
    }

    fn list(&mut self, value: Option<Json<'_>>, depth: u8) -> Vec<NodeId> {
        let items = match value {
            None => Vec::new(),
            Some(Json::List(items)) => items,
            Some(one) => vec![one],
        };
        items.into_iter().map(|item| self.node(item, depth)).collect()
    }

    fn asked(&mut self, mut table: Table<'_>) -> NodeId {
        let assumed = assumption(&mut table);
        if let Some(parts) = table.take("count-of") {
            let parts = self.list(Some(parts), 1).into_boxed_slice();
            let text = table.needed("is");
            let test = self.compare_plain(&text, Suffix::Count);
            table.finish();
            return self.push(Node::Count(parts, test));
        }
        let request = leaf::request(self, &mut table);
        table.finish();
        let Some(request) = request else { return NodeId::default() };
        let node = self.push(Node::Ask(Box::new(request)));
        if assumed { self.push(Node::Assumed(node)) } else { node }
    }

    /// The place of a node, which is kept once.
    pub fn push(&mut self, node: Node) -> NodeId {
        let place = if let Some(place) = self.nodes.iter().position(|own| *own == node) {
            place
        } else {
            self.nodes.push(node);
            self.nodes.len().saturating_sub(1)
        };
        NodeId::try_from(place).unwrap_or_else(|_| {
            self.fault(Code::Malformed, "too many conditions");
            NodeId::default()
        })
    }

    /// A test on one blood pressure, by the name of its criterion.
    pub fn pressure(&mut self, name: &str) -> PressureTest {
        self.used.insert(name.to_owned(), ());
        let mut test = PressureTest { systolic: None, diastolic: None, either: true };
        let Some(source) = self.sources.get(name) else {
            self.unknown("criterion", name);
            return test;
        };
        let mut table = Table::of(source.value.clone(), self.here);
        let Some(mut inner) = table.table_if("pressure") else {
            self.fault(Code::Malformed, format!("criterion `{name}` is no test on a pressure"));
            return test;
        };
        table.finish();
        test.systolic = inner.text("systolic").map(|text| self.compare(&text, Concept::BloodPressure));
        test.diastolic = inner.text("diastolic").map(|text| self.compare(&text, Concept::BloodPressure));
        test.either = !inner.flag("both");
        inner.finish();
        test
    }

    /// A comparison such as `>= crisis-sbp`, for a concept with units.
    pub fn compare(&mut self, text: &str, concept: Concept) -> Compare {
        let (op, place) = self.operator(text);
        let mut limits = [None; UNIT_SLOTS];
        if let Some(parameter) = self.parameter(place) {
            for (limit, range) in limits.iter_mut().zip(concept.ranges()) {
                *limit = parameter.in_unit(range.unit);
                if limit.is_none() {
                    let message = format!("`{}` states no value in `{}`", parameter.name, range.unit.code());
                    self.fault(Code::UnitMissing, message);
                }
            }
        }
        Compare { op, parameter: place, limits }
    }

    /// A comparison such as `>= elderly-age`, for a number without a unit of a concept.
    pub fn compare_plain(&mut self, text: &str, suffix: Suffix) -> Compare {
        let (op, place) = self.operator(text);
        let limit = Decimal::from_int(i64::from(self.whole_of(place, suffix)));
        Compare { op, parameter: place, limits: [Some(limit), None] }
    }

    /// The whole number of a parameter: days, minutes or a count.
    pub fn whole(&mut self, name: &str, suffix: Suffix) -> i32 {
        let place = self.place(name);
        self.whole_of(place, suffix)
    }

    fn whole_of(&self, place: u16, suffix: Suffix) -> i32 {
        let Some(parameter) = self.parameter(place) else { return 0 };
        parameter.whole(suffix).unwrap_or_else(|| {
            let message = format!("`{}` states no whole number in `{}`", parameter.name, suffix.code());
            self.fault(Code::UnitMissing, message);
            0
        })
    }

    fn operator(&mut self, text: &str) -> (Op, u16) {
        let (op, name) = text.split_once(' ').unwrap_or((text, ""));
        let op = match op {
            ">=" => Op::Ge,
            ">" => Op::Gt,
            "<=" => Op::Le,
            "<" => Op::Lt,
            _ => {
                self.fault(Code::Malformed, format!("`{text}` is no comparison, >= > <= < and a parameter"));
                Op::Ge
            }
        };
        (op, self.place(name))
    }

    /// The place of a parameter, noted as used by the condition at hand.
    pub fn place(&mut self, name: &str) -> u16 {
        let place = self.parameters.iter().position(|parameter| parameter.name == name);
        let Some(place) = place.and_then(|place| u16::try_from(place).ok()) else {
            self.unknown("parameter", name);
            return u16::MAX;
        };
        add(&mut self.noted, place);
        place
    }

    /// A parameter; none where its name was not, which is noted.
    fn parameter(&self, place: u16) -> Option<&'a Parameter> {
        self.parameters.get(usize::from(place))
    }
}

/// `assume = "not-met"`: where the document itself takes silence for no.
fn assumption(table: &mut Table<'_>) -> bool {
    table.one_of("assume", &[("not-met", true)]).unwrap_or(false)
}
