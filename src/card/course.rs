//! The words of what readings at home come to, of the way values go, and of what changed since the last visit.

use super::fill;
use crate::assess::Judge;
use crate::assess::evidence::Shown;
use crate::assess::report::{Assessment, Told};
use crate::guideline::Words;

/// Gives them their sentences, and names to targets and gaps that their data element alone does not tell apart.
pub fn say(judge: &Judge, assessment: &mut Assessment, language: usize, words: &Words) {
    let says = Says { judge, language, words };
    for list in [&mut assessment.home, &mut assessment.trends, &mut assessment.changed] {
        for told in list {
            told.text = says.sentence(told, told.template);
        }
    }
    for target in &mut assessment.targets {
        if let Some(timing) = &target.timing {
            target.label = Some(says.timed(says.word("concept", target.concept), timing));
        }
    }
    for gap in assessment.gaps.iter_mut().filter(|gap| gap.about == Some("home")) {
        gap.label = Some(words.get("home-of.gap"));
    }
}

struct Says<'a> {
    judge: &'a Judge,
    language: usize,
    words: &'a Words,
}

impl Says<'_> {
    fn word(&self, family: &str, code: &str) -> String {
        self.words.get(&[family, ".", code].concat())
    }

    /// A sentence by its key, with every value by its name and what only a sentence names.
    fn sentence(&self, told: &Told, template: &str) -> String {
        let mut values = vec![("what", self.what(told))];
        for (name, value) in &told.values {
            let text = match value {
                Shown::Number(number) => number.to_string(),
                Shown::Text(text) => self.coded(name, text),
                Shown::Flag(true) => self.word("home-of", name),
                Shown::Flag(false) => String::new(),
            };
            values.push((*name, text));
        }
        match template {
            "home-of.line" => values.push(("text", self.sentence(told, "home-of.trend"))),
            "home-of.mean" | "home-of.mean-of" => {
                let parts = if told.said("concept") == "blood-pressure" {
                    "{systolic}/{diastolic}"
                } else {
                    "{value}"
                };
                values.push(("mean", fill(parts, &values)));
                // Not said by a row that has no line.
                values.push(("raised", String::new()));
            }
            _ => {}
        }
        fill(&self.words.get(template), &values)
    }

    /// A code of a value as people read it, where the family of its name has it.
    fn coded(&self, name: &str, code: &str) -> String {
        let family = if name == "was" { "colour" } else { name };
        self.words.find(&[family, ".", code].concat()).unwrap_or(code).to_owned()
    }

    /// What is told of.
    fn what(&self, told: &Told) -> String {
        let code = [told.said("concept"), told.said("code")].concat();
        if told.family == "medicine" {
            let title = self.judge.ruleset.medicines.find(&code).and_then(|own| own.title.get(self.language));
            return title.cloned().unwrap_or(code);
        }
        if let Some(name) = self.words.find(&["home.", told.said("rule")].concat()) {
            return name.to_owned();
        }
        let mut what = self.word(told.family, &code);
        for part in [told.said("setting"), told.said("part")] {
            if !part.is_empty() {
                what = fill(&self.word("home-of", part), &[("what", what)]);
            }
        }
        self.timed(what, told.said("timing"))
    }

    /// With the times of a glucose, if it has any.
    fn timed(&self, what: String, timing: &str) -> String {
        let mut of = String::new();
        for code in timing.split(' ').filter(|code| !code.is_empty()) {
            if !of.is_empty() {
                of.push_str(&self.words.get("step-of.and"));
            }
            of.push_str(&self.word("timing", code));
        }
        if of.is_empty() {
            return what;
        }
        fill(&self.words.get("home-of.timed"), &[("what", what), ("of", of)])
    }
}
