//! Blood pressures: panels, halves and words.

use super::draft::{Draft, Fields, put, put_some};
use super::json::{codings, describe, list, text};
use super::observation::{Shared, no_number, note_day};
use super::tree::{Number, Tree, holds};
use super::units::Written;
use super::value::{Answer, Bound, Measured, answer, measured};
use crate::concept::{Arm, Concept, Concern, Position};
use crate::json::Json;
use crate::record::ProblemCode;
use crate::sorted::{sort, sort_by};

/// One half of a blood pressure.
#[derive(Clone, Debug)]
pub(super) struct Side<'a> {
    number: Number,
    unit: Written<'a>,
    /// Known only as this much or less.
    below: bool,
}

/// A half that came as an Observation of its own.
#[derive(Clone, Debug)]
pub(super) struct Loose<'a> {
    /// Its place among the observations.
    pub(super) slot: usize,
    pub(super) systolic: bool,
    pub(super) position: Option<Position>,
    pub(super) side: Side<'a>,
    pub(super) shared: Shared<'a>,
    pub(super) path: String,
    /// Which resource it stands in, in the order of the input.
    pub(super) place: usize,
}

/// Reads one half; lists what is no number.
pub(super) fn side<'a>(holder: &'a Json<'a>, path: &str, draft: &mut Draft<'a>) -> Option<Side<'a>> {
    match answer(holder) {
        Answer::Number(measured) => Some(of_number(measured, path, draft)),
        other => {
            no_number(&other, path, draft);
            None
        }
    }
}

fn of_number<'a>(measured: Measured<'a>, path: &str, draft: &mut Draft<'_>) -> Side<'a> {
    match measured.bound {
        Bound::Exact => {}
        Bound::AtLeast => {
            draft.report.unclear(path, format!("{} is read as the number itself", measured.shown()));
        }
        Bound::AtMost => {
            let message = format!("{} is kept alone, where it cannot count as normal", measured.shown());
            draft.report.unclear(path, message);
        }
    }
    Side { number: measured.number, unit: measured.unit, below: measured.bound == Bound::AtMost }
}

/// Adds a blood pressure; halves that do not fit together stand alone.
pub(super) fn push<'a>(
    shared: &Shared<'a>,
    position: Option<Position>,
    systolic: Option<Side<'a>>,
    diastolic: Option<Side<'a>>,
    draft: &mut Draft<'a>,
) {
    let rows = rows(shared, position, systolic, diastolic);
    note_day(shared, Some(Concern::Hypertension), draft);
    for mut fields in rows {
        put_some(&mut fields, "id", text(shared.body, "id"));
        draft.observations.push(fields);
    }
}

fn rows(
    shared: &Shared<'_>,
    position: Option<Position>,
    systolic: Option<Side<'_>>,
    diastolic: Option<Side<'_>>,
) -> Vec<Fields> {
    match (systolic, diastolic) {
        (Some(high), Some(low)) if high.unit == low.unit && !high.below && !low.below => {
            let mut fields = base(shared, position);
            put_some(&mut fields, "unit", high.unit.print());
            put(&mut fields, "systolic", high.number);
            put(&mut fields, "diastolic", low.number);
            vec![fields]
        }
        (high, low) => [("systolic", high), ("diastolic", low)]
            .into_iter()
            .filter_map(|(key, side)| {
                let side = side?;
                let mut fields = base(shared, position);
                put_some(&mut fields, "unit", side.unit.print());
                put(&mut fields, key, side.number);
                Some(fields)
            })
            .collect(),
    }
}

fn base(shared: &Shared<'_>, position: Option<Position>) -> Fields {
    let mut fields = shared.fields(Concept::BloodPressure);
    put_some(&mut fields, "arm", arm(shared.body).map(Arm::code));
    put_some(&mut fields, "position", position.or_else(|| stance(shared.body)).map(Position::code));
    fields
}

pub(super) fn arm(body: &Json<'_>) -> Option<Arm> {
    codings(body.get("bodySite")?).find_map(|site| match site.code? {
        "368208006" => Some(Arm::Left),
        "368209003" => Some(Arm::Right),
        _ => None,
    })
}

/// Parts of the body that words name and that are no upper arm.
const ELSEWHERE: &[&str] = &[
    "ankle", "leg", "thigh", "calf", "wrist", "finger", "toe", "forearm", "踝", "腿", "股", "腕", "指", "趾",
    "前臂",
];

/// Whether a pressure was taken anywhere but at an arm, where no limit of ours is drawn; lists it.
///
/// A code other than an arm's is another place unless its name says arm. Words alone are other systems' own
/// (`RUE`): those that name no other place are read as an arm, since a critical pressure would be lost with them.
pub(super) fn is_elsewhere(shared: &Shared<'_>, path: &str, draft: &mut Draft<'_>) -> bool {
    let Some(site) = shared.body.get("bodySite").filter(|site| !matches!(site, Json::Null)) else {
        return false;
    };
    let names = codings(site).filter_map(|coding| coding.display).chain(text(site, "text"));
    let named: String = names.flat_map(|name| [name, "; "]).collect::<String>().to_ascii_lowercase();
    let is_named = |words: &[&str]| words.iter().any(|word| holds(&named, word));
    let is_arm = arm(shared.body).is_some()
        || (is_named(&["arm", "brachial", "上肢", "臂", "肱"]) && !is_named(ELSEWHERE))
        || codings(site).any(|site| matches!(site.code, Some("40983000" | "53120007")));
    if is_arm {
        return false;
    }
    let is_coded = !list(site, "coding").is_empty();
    let is_elsewhere = is_coded || is_named(ELSEWHERE);
    let end = if is_elsewhere { "is no arm; left out" } else { "is not known; read as an arm" };
    draft.report.again(
        path,
        ProblemCode::NotUnderstood,
        format!("the site of a blood pressure, {}, {end}", describe(site)),
    );
    is_elsewhere
}

fn stance(body: &Json<'_>) -> Option<Position> {
    let extensions = list(body, "extension").iter();
    let said = extensions.filter_map(|extension| extension.get("valueCodeableConcept"));
    said.flat_map(codings).find_map(|position| match position.code? {
        "33586001" => Some(Position::Sitting),
        "10904000" => Some(Position::Standing),
        "102538003" | "40199007" => Some(Position::Lying),
        _ => None,
    })
}

/// Reads a pressure written as `148/86 mmHg`.
pub(super) fn read_words<'a>(shared: &Shared<'a>, holder: &'a Json<'a>, path: &str, draft: &mut Draft<'a>) {
    let answer = answer(holder);
    let halves = match &answer {
        Answer::Text(words) => {
            words.split_once('/').and_then(|(high, low)| Some((measured(high)?, measured(low)?)))
        }
        _ => None,
    };
    let Some((mut high, low)) = halves else { return no_number(&answer, path, draft) };
    if high.unit == Written::Missing {
        high.unit = low.unit;
    }
    let (high, low) = (of_number(high, path, draft), of_number(low, path, draft));
    push(shared, None, Some(high), Some(low), draft);
}

/// What halves of one pressure have in common: moment, place, arm and position.
fn circumstances<'a>(half: &Loose<'a>) -> (&'a str, bool, Option<Arm>, Option<&'static str>) {
    let shared = &half.shared;
    let position = half.position.or_else(|| stance(shared.body)).map(Position::code);
    (shared.at, shared.home, arm(shared.body), position)
}

/// Brings together halves of one moment; where their number is unequal, each stands alone.
pub(super) fn pair(draft: &mut Draft<'_>) {
    let panels = numbers_in_panels(draft);
    let mut halves = Vec::new();
    for half in std::mem::take(&mut draft.loose) {
        let number = (half.systolic, half.shared.at.to_owned(), half.side.number.clone());
        if panels.binary_search(&number).is_ok() {
            let message = "this half of a blood pressure is in a panel too";
            draft.report.place = half.place;
            draft.report.add(&half.path, ProblemCode::Duplicate, message);
        } else {
            halves.push(half);
        }
    }
    let order = |half: &Loose<'_>| {
        let (at, home, arm, position) = circumstances(half);
        (at.to_owned(), home, arm.map(Arm::code), position)
    };
    sort_by(&mut halves, |one, other| order(one).cmp(&order(other)));
    let mut rest = halves.into_iter().peekable();
    while let Some(first) = rest.next() {
        let key = order(&first);
        let (mut high, mut low) = (Vec::new(), Vec::new());
        let mut next = Some(first);
        while let Some(half) = next {
            if half.systolic {
                high.push(half);
            } else {
                low.push(half);
            }
            next = rest.next_if(|half| order(half) == key);
        }
        place_group(high, low, draft);
    }
}

fn place_group<'a>(high: Vec<Loose<'a>>, low: Vec<Loose<'a>>, draft: &mut Draft<'a>) {
    if high.len() == low.len() {
        for (high, low) in high.into_iter().zip(low) {
            let slots = [high.slot.min(low.slot), high.slot.max(low.slot)];
            let rows = rows(&high.shared, high.position, Some(high.side), Some(low.side));
            place(rows, slots, &high.shared, draft);
        }
        return;
    }
    for half in high.into_iter().chain(low) {
        let (systolic, diastolic) =
            if half.systolic { (Some(half.side), None) } else { (None, Some(half.side)) };
        let rows = rows(&half.shared, half.position, systolic, diastolic);
        place(rows, [half.slot, half.slot], &half.shared, draft);
    }
}

fn place<'a>(rows: Vec<Fields>, slots: [usize; 2], shared: &Shared<'a>, draft: &mut Draft<'a>) {
    note_day(shared, Some(Concern::Hypertension), draft);
    for (mut fields, slot) in rows.into_iter().zip(slots) {
        put_some(&mut fields, "id", text(shared.body, "id"));
        if let Some(place) = draft.observations.get_mut(slot) {
            *place = fields;
        }
    }
}

/// Every systolic (true) and diastolic number of a panel with its moment, in order.
fn numbers_in_panels(draft: &Draft<'_>) -> Vec<(bool, String, Number)> {
    let mut numbers = Vec::new();
    for fields in &draft.observations {
        let Some(at) = fields.text("at") else { continue };
        for (is_systolic, key) in [(true, "systolic"), (false, "diastolic")] {
            if let Some(Tree::Number(number)) = fields.get(key) {
                numbers.push((is_systolic, at.to_owned(), number.clone()));
            }
        }
    }
    sort(&mut numbers);
    numbers
}
