//! A record while it grows, from forms or from the rows of a table.

use std::borrow::Cow;

use crate::json::Out;

/// The parts of a native record, as JSON; equal entries are kept once.
#[derive(Clone, Debug, Default)]
pub(crate) struct Draft {
    pub(crate) patient: Vec<(Cow<'static, str>, Out)>,
    pub(crate) conditions: Vec<Out>,
    pub(crate) observations: Vec<Out>,
    pub(crate) medications: Vec<Out>,
    pub(crate) visits: Vec<Out>,
    pub(crate) referrals: Vec<Out>,
    /// The day that the habits below were asked on.
    pub(crate) asked: Option<String>,
    pub(crate) lifestyle: Vec<(Cow<'static, str>, Out)>,
}

/// Adds an entry that the list does not hold yet.
pub(crate) fn add(list: &mut Vec<Out>, entry: Out) {
    if !list.contains(&entry) {
        list.push(entry);
    }
}

impl Draft {
    /// Sets a field of the patient; `Err` gives what stands there, if it is something else.
    pub(crate) fn patient(&mut self, name: &'static str, value: Out) -> Result<(), Out> {
        match self.patient.iter().find(|(own, _)| own == name) {
            None => self.patient.push((Cow::Borrowed(name), value)),
            Some((_, there)) if *there != value => return Err(there.clone()),
            Some(_) => {}
        }
        Ok(())
    }

    /// Notes habits of a day. The newest day's count, since a record has one set of them.
    pub(crate) fn habits(&mut self, day: &str, habits: Vec<(&'static str, Out)>) {
        if habits.is_empty() || self.asked.as_deref().is_some_and(|asked| asked > day) {
            return;
        }
        if self.asked.as_deref() != Some(day) {
            self.lifestyle.clear();
            self.asked = Some(day.to_owned());
        }
        for (name, value) in habits {
            if !self.lifestyle.iter().any(|(own, _)| own == name) {
                self.lifestyle.push((Cow::Borrowed(name), value));
            }
        }
    }

    /// The record.
    pub(crate) fn out(self) -> Out {
        let list = |list: Vec<Out>| (!list.is_empty()).then_some(Out::List(list));
        let mut lifestyle = self.lifestyle;
        if let Some(day) = self.asked {
            lifestyle.insert(0, (Cow::Borrowed("at"), Out::Text(day)));
        }
        let object = |fields: Vec<_>| (!fields.is_empty()).then_some(Out::Object(fields));
        Out::object([
            ("patient", object(self.patient)),
            ("conditions", list(self.conditions)),
            ("observations", list(self.observations)),
            ("medications", list(self.medications)),
            ("visits", list(self.visits)),
            ("referrals", list(self.referrals)),
            ("lifestyle", object(lifestyle)),
        ])
    }
}
