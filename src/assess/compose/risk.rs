//! Who runs which risk: between what is proven and what is possible, shown beside the colour and never part of it.

use super::Request;
use crate::assess::Judge;
use crate::assess::report::{ChinaPar, Citation, Edition, RiskRange, RiskReport};
use crate::concept::{Badge, Concern, Stratum, Truth};
use crate::facts::china_par::{self, Known};
use crate::facts::{View, kidney};
use crate::guideline::{Cell, RiskRow};
use crate::quantity::Decimal;

/// What the rows of one risk come to.
#[derive(Clone, Copy, Debug)]
struct Reached<'a> {
    /// At least this.
    low: Stratum,
    /// At most this.
    high: Stratum,
    /// Something that is not known could make it more than what is proven.
    at_least: bool,
    /// The row that proves the most.
    row: Option<&'a RiskRow>,
}

impl Judge {
    pub(super) fn risks(&self, request: &Request<'_>) -> RiskReport {
        let (chart, memo) = (request.chart, self.memo());
        let view = self.view(chart, Concern::Hypertension, request.as_of, chart.upto(request.as_of));
        let view = view.remembering(&memo);
        let diabetes = [Badge::Hypoglycaemia, Badge::Foot, Badge::Eye].into_iter();
        // What nobody has looked at is not low.
        let badges: Vec<RiskRange> = diabetes
            .filter_map(|badge| self.risk(request, badge, &view))
            .filter(|risk| !risk.at_least || risk.low > Stratum::Low)
            .collect();
        let low = |badge| badges.iter().find(|risk| risk.of == badge).map(|risk| risk.low);
        RiskReport {
            hypertension: self.risk(request, Badge::Hypertension, &view),
            kidney: kidney::classes(&view, self.ruleset.policy.test_days),
            hypoglycaemia: low(Badge::Hypoglycaemia),
            foot: low(Badge::Foot),
            eye: low(Badge::Eye),
            china_par: self.china_par(request, &view),
            badges,
        }
    }

    /// The ten-year risk of atherosclerotic disease, or why there is none.
    fn china_par(&self, request: &Request<'_>, view: &View<'_>) -> ChinaPar {
        let policy = &self.ruleset.policy;
        let known = Known {
            pressure_days: policy.blue_days,
            test_days: policy.test_days,
            diabetic_glucose: self.truth(policy.diabetic_fasting, view),
        };
        let about = china_par::ABOUT;
        let cite = || Citation {
            guideline: about.name.to_owned(),
            label: about.title.get(request.language).copied().unwrap_or_default().to_owned(),
            section: about.reference.to_owned(),
            url: Some(format!("https://doi.org/{}", about.doi)),
            confidence: about.confidence,
            review: None,
        };
        let (risk, refused) = match china_par::ten_year(view, request.record, known) {
            Ok(risk) => (Some(risk), None),
            Err(refused) => (None, Some(refused)),
        };
        let ten_year = risk.and_then(|(risk, _)| Decimal::from_f64(risk.percent()));
        ChinaPar {
            ten_year,
            category: risk.map(|(_, category)| category),
            refused,
            cite: risk.map(|_| cite()),
        }
    }

    /// A risk by the first document of the profile that speaks of it, and by others where they say something else.
    fn risk(&self, request: &Request<'_>, badge: Badge, view: &View<'_>) -> Option<RiskRange> {
        let speaking = &self.profile(request.profile)?.speaks;
        let mut packs = speaking.iter().copied().filter(|pack| self.rows(badge, *pack).next().is_some());
        let first = packs.next()?;
        let reached = self.reached(badge, first, view)?;
        let others = packs.filter_map(|pack| {
            let own = self.reached(badge, pack, view)?;
            let differs = (own.low, own.high) != (reached.low, reached.high);
            let guideline = self.ruleset.packs.get(pack)?.id.clone();
            differs.then_some(Edition { guideline, low: own.low, high: own.high, at_least: own.at_least })
        });
        let row = reached.row.or_else(|| self.rows(badge, first).next())?;
        let clause = &row.clause;
        let cite = self.citation(&clause.cite, clause.confidence, clause.pending, request.language);
        let words = self.ruleset.words.get(request.language);
        let text = words.and_then(|words| words.find(&format!("rule.{}.summary", clause.id)));
        Some(RiskRange {
            of: badge,
            low: reached.low,
            high: reached.high,
            at_least: reached.at_least,
            rule: clause.id.clone(),
            text: text.filter(|_| reached.row.is_some()).map(str::to_owned),
            review: cite.review,
            cite,
            others: others.collect(),
            missing: self.missing_for(badge, first, reached.low, view),
        })
    }

    fn rows(&self, badge: Badge, pack: usize) -> impl Iterator<Item = &RiskRow> {
        self.ruleset.risks.iter().filter(move |row| row.of == badge && row.clause.pack == pack)
    }

    /// The cells of a risk table with how far each holds.
    fn cells(
        &self,
        badge: Badge,
        pack: usize,
        view: &View<'_>,
    ) -> impl Iterator<Item = (&RiskRow, &Cell, Truth)> {
        let cells = self.rows(badge, pack).flat_map(|row| row.cells.iter().map(move |cell| (row, cell)));
        cells.map(|(row, cell)| (row, cell, self.truth(cell.when, view)))
    }

    /// From the highest cell that is proven to the highest that is possible; none where no cell is possible.
    fn reached(&self, badge: Badge, pack: usize, view: &View<'_>) -> Option<Reached<'_>> {
        let mut proven: Option<(&RiskRow, &Cell)> = None;
        let (mut high, mut surely_high) = (None, None);
        for (row, cell, truth) in self.cells(badge, pack, view) {
            if truth == Truth::NotMet {
                continue;
            }
            high = high.max(Some(cell.high));
            if truth.is_met() {
                surely_high = surely_high.max(Some(cell.high));
                if proven.is_none_or(|(_, own)| cell.low > own.low) {
                    proven = Some((row, cell));
                }
            }
        }
        Some(Reached {
            low: proven.map_or(Stratum::Low, |(_, cell)| cell.low),
            high: high?,
            at_least: high > surely_high,
            row: proven.map(|(row, _)| row),
        })
    }

    /// What is not known and could make a risk more than it is.
    fn missing_for(&self, badge: Badge, pack: usize, low: Stratum, view: &View<'_>) -> Vec<&'static str> {
        let mut missing = Vec::new();
        for (_, cell, truth) in self.cells(badge, pack, view) {
            if truth == Truth::Unknown && cell.high > low {
                self.missing(cell.when, view, &mut missing);
            }
        }
        missing.into_iter().map(|missing| missing.name).collect()
    }
}
