//! The way of a referral that is open: which step is next, who owes it and by when. Time alone closes nothing.

use crate::assess::Judge;
use crate::assess::compose::Request;
use crate::assess::report::LoopReport;
use crate::civil::Day;
use crate::concept::{ReferralDirection, ReferralState, Urgency};
use crate::guideline::Timer;
use crate::record::Referral;
use crate::sorted::sort_by;

impl Judge {
    /// The referrals that are open on the as-of day, oldest first.
    pub(super) fn open_referrals(&self, request: &Request<'_>) -> Vec<LoopReport> {
        let as_of = request.as_of;
        let mut list = Vec::new();
        for own in &request.record.referrals {
            if own.at.day <= as_of && own.closed.is_none_or(|(closed, _)| closed.day > as_of) {
                list.push(self.on_its_way(request, own));
            }
        }
        sort_by(&mut list, |a, b| (a.at, &a.id, a.direction, a.to).cmp(&(b.at, &b.id, b.direction, b.to)));
        list
    }

    fn on_its_way(&self, request: &Request<'_>, referral: &Referral) -> LoopReport {
        let timers = &self.ruleset.referrals.timers;
        // Written is sent; who was seen was accepted, whether somebody noted it or not.
        let mut done = 0;
        let mut returned: Option<Day> = None;
        for event in referral.events.iter().filter(|event| event.at.day <= request.as_of) {
            let place = timers.iter().position(|timer| timer.state == event.state).unwrap_or(0);
            done = done.max(place);
            if event.state == ReferralState::Returned {
                returned = returned.max(Some(event.at.day));
            }
        }
        let urgent = matches!(referral.urgency, Some(Urgency::Emergency | Urgency::Today));
        let days = |timer: &Timer| timer.urgent.filter(|_| urgent).or(timer.within);
        let mut later = timers.iter().skip(done.saturating_add(1));
        let next = later.clone().next();
        // What has no number of its own is due with the next step that has one.
        let due = later.find_map(|timer| days(timer).map(|days| (timer, days)));
        let by = due.map(|(timer, days)| {
            let back = returned.filter(|_| timer.state == ReferralState::Checked);
            back.unwrap_or(referral.at.day).plus(days)
        });
        let timer = due.map(|(timer, _)| timer).or(next);
        let cite = timer.and_then(|timer| Some(self.cited(request, timer.cited.first()?, timer.pending)));
        LoopReport {
            id: referral.id.clone(),
            at: referral.at.day,
            direction: if referral.direction == ReferralDirection::Up { "up" } else { "down" },
            to: referral.to.map(crate::concept::ReferralPlace::code),
            done: timers.get(done).map_or("sent", |timer| timer.state.code()),
            next: next.map_or("closed", |timer| timer.state.code()),
            owed_by: if next.is_none_or(|timer| timer.by_sender) { "sender" } else { "receiver" },
            by,
            overdue: by.is_some_and(|by| request.as_of > by),
            text: String::new(),
            review: cite.as_ref().and_then(|cite| cite.review),
            cite,
        }
    }
}
