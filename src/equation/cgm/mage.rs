//! The mean amplitude of glycaemic excursions, by crossings of a short and a long moving average.
//!
//! **Definition.** The mean height of the rises, or of the falls, that exceed one standard deviation
//! (Service FJ, et al. Diabetes 1970;19:644-55), found the way that Fernandes NJ, et al. describe
//! (J Diabetes Sci Technol 2022;16:987-94, doi 10.1177/19322968211061165):
//!
//! 1. The trace is cut where nothing was measured for more than three hours; each piece is put on the
//!    five-minute grid that starts at midnight, by lines between readings at most 45 minutes apart.
//! 2. Where the mean of the last 5 points crosses the mean of the last 32, a stretch ends. Stretches above
//!    have a peak, stretches below a nadir, looked for between the turning point before and the end.
//! 3. A rise or fall counts when it exceeds the piece's standard deviation; a smaller one in between is
//!    part of the larger one around it.
//! 4. Rises are the mean of rises, falls of falls. The answer is the kind of the first excursion that has
//!    two sides: one that starts within the trace, at a point that does not itself stand out by one
//!    standard deviation on its other side, does not decide.
//! 5. Pieces weigh by their length.
//!
//! **Agreement.** Of eighteen day-long traces read by hand (same paper, its data), seventeen are within
//! 15 %, the median difference is below 1 %.
//!
//! **Population.** Read by hand in adults and children with type 1, type 2 and no diabetes.
//! **Not for** any decision by itself: no guideline of this project sets a limit for it, and other
//! programs, which define it otherwise, differ by tens of per cent.
use super::{Reading, count, deviation};
use crate::equation::{About, data};

data!("mage");

/// Points of the short average.
const SHORT: usize = 5;
/// Points of the long average.
const LONG: usize = 32;
/// Seconds between the points of the grid.
const STEP: i64 = 300;
/// Readings further apart than this are not joined by a line.
const JOINED: i64 = 45 * 60;
/// Readings further apart than this belong to different pieces.
const CUT: i64 = 180 * 60;

/// The mean amplitude of glycaemic excursions, in the unit of the readings.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mage {
    /// In the direction of the first excursion: the figure that was meant when it was defined.
    pub mage: f64,
    /// Of the rises, nadir to peak.
    pub plus: Option<f64>,
    /// Of the falls, peak to nadir.
    pub minus: Option<f64>,
}

/// The excursions of readings in the order of time; `None` when no piece has one.
pub(super) fn mage(readings: &[Reading]) -> Option<Mage> {
    let pieces: Vec<(f64, Excursions)> = readings
        .chunk_by(|one, next| next.at.since(one.at) <= CUT)
        .filter_map(|piece| {
            let grid = grid(piece);
            Some((count(grid.len()), excursions(&grid)?))
        })
        .collect();
    let weighted = |kind: fn(&Excursions) -> Option<f64>| {
        let known = pieces.iter().filter_map(|(weight, piece)| Some((weight, kind(piece)?)));
        let (sum, weight) =
            known.fold((0.0, 0.0), |(sum, total), (weight, mean)| (sum + weight * mean, total + weight));
        (weight > 0.0).then(|| sum / weight)
    };
    Some(Mage {
        mage: weighted(Excursions::first)?,
        plus: weighted(|piece| piece.rises),
        minus: weighted(|piece| piece.falls),
    })
}

/// The grid points of a piece: on the line between the readings around them; an absent one is no number.
fn grid(piece: &[Reading]) -> Vec<f64> {
    let (Some(first), Some(last)) = (piece.first(), piece.last()) else { return Vec::new() };
    let steps = last.at.since(first.at).div_euclid(STEP).saturating_add(1);
    let mut grid = Vec::with_capacity(usize::try_from(steps).unwrap_or(0));
    let mut at =
        first.at.number().saturating_add(STEP.saturating_sub(1)).div_euclid(STEP).saturating_mul(STEP);
    for (one, next) in piece.iter().zip(piece.iter().skip(1)) {
        while at < next.at.number() {
            grid.push(exactly_summable(between(one, next, at).unwrap_or(f64::NAN)));
            at = at.saturating_add(STEP);
        }
    }
    if at == last.at.number() {
        grid.push(exactly_summable(last.glucose));
    }
    grid
}

/// The glucose on the line between two readings, unless they are too far apart.
fn between(one: &Reading, next: &Reading, at: i64) -> Option<f64> {
    let seconds = |span: i64| i32::try_from(span).map(f64::from).ok();
    let (span, since) = (next.at.since(one.at), at.saturating_sub(one.at.number()));
    if since == 0 {
        return Some(one.glucose);
    }
    (span <= JOINED)
        .then(|| Some(one.glucose + (next.glucose - one.glucose) * seconds(since)? / seconds(span)?))?
}

/// The value to a millionth, as a binary fraction: sums of a window are then exact, and a flat trace
/// crosses no average by a rounding error.
fn exactly_summable(glucose: f64) -> f64 {
    /// Floats of this size are 2⁻²⁰ apart, so adding it rounds to that.
    const COARSE: f64 = 6_442_450_944.0;
    (glucose + COARSE) - COARSE
}

/// The present points of a window, and how many they are.
#[derive(Clone, Copy, Default)]
struct Held {
    sum: f64,
    points: f64,
}

impl Held {
    /// The first points, as many as a window is wide.
    fn first(grid: &[f64], width: usize) -> Self {
        grid.iter().take(width).fold(Self::default(), |held, point| held.moved(*point, f64::NAN))
    }

    /// One point comes, another goes; an absent one changes nothing.
    fn moved(mut self, come: f64, go: f64) -> Self {
        if !come.is_nan() {
            self.sum += come;
            self.points += 1.0;
        }
        if !go.is_nan() {
            self.sum -= go;
            self.points -= 1.0;
        }
        self
    }

    /// Whether its mean is above (more than 0) or below that of another, without dividing: exact.
    fn over(self, other: Self) -> f64 {
        self.sum * other.points - other.sum * self.points
    }
}

/// Where the averages cross: the last point of each stretch, and whether it lay above.
///
/// A window ends at its point; until it is full, it is the first full one.
fn stretches(grid: &[f64]) -> Vec<(usize, bool)> {
    let mut stretches = Vec::new();
    let mut above = None;
    let (mut short, mut long) = (Held::first(grid, SHORT), Held::first(grid, LONG));
    for (place, come) in grid.iter().enumerate() {
        let gone = |width: usize| place.checked_sub(width).and_then(|place| grid.get(place));
        if let Some(gone) = gone(SHORT) {
            short = short.moved(*come, *gone);
        }
        if let Some(gone) = gone(LONG) {
            long = long.moved(*come, *gone);
        }
        let over = short.over(long);
        if over != 0.0 && above.replace(over > 0.0).is_some_and(|before| before != (over > 0.0)) {
            stretches.push((place, over < 0.0));
        }
    }
    stretches.push((grid.len().saturating_sub(1), above.unwrap_or(true)));
    stretches
}

/// Peaks and nadirs by turns.
fn turning_points(grid: &[f64]) -> Vec<f64> {
    let mut from = 0;
    let mut turns = Vec::new();
    for (to, peak) in stretches(grid) {
        let stretch = grid.get(from..=to).unwrap_or_default();
        // The maximum passes over what is no number; where nothing is present, none equals it.
        let extreme = if peak {
            stretch.iter().copied().fold(f64::NEG_INFINITY, f64::max)
        } else {
            stretch.iter().copied().fold(f64::INFINITY, f64::min)
        };
        if let Some(place) = stretch.iter().position(|glucose| glucose.to_bits() == extreme.to_bits()) {
            turns.push(extreme);
            from = from.saturating_add(place).saturating_add(1);
        }
    }
    turns
}

/// The excursions of one piece.
struct Excursions {
    /// Whether the first excursion with two sides rises.
    rising: bool,
    rises: Option<f64>,
    falls: Option<f64>,
}

impl Excursions {
    const fn first(&self) -> Option<f64> {
        if self.rising { self.rises } else { self.falls }
    }
}

fn excursions(grid: &[f64]) -> Option<Excursions> {
    let present = grid.iter().filter(|glucose| !glucose.is_nan()).map(|glucose| (*glucose, 1.0));
    if present.clone().count() < LONG {
        return None;
    }
    let pivots = pivots(&turning_points(grid), deviation(present)?);
    let halves = || pivots.iter().zip(pivots.iter().skip(1)).map(|(from, to)| to.glucose - from.glucose);
    let inside = usize::from(pivots.len() > 2 && pivots.first()?.place > 0);
    let mean = |sign: f64| {
        let heights = halves().map(|half| half * sign).filter(|height| *height > 0.0);
        let (sum, number) = heights.fold((0.0, 0.0), |(sum, number), height| (sum + height, number + 1.0));
        (number > 0.0).then(|| sum / number)
    };
    Some(Excursions { rising: halves().nth(inside)? > 0.0, rises: mean(1.0), falls: mean(-1.0) })
}

/// A turning point that an excursion starts or ends at, and its place among them all.
#[derive(Clone, Copy)]
struct Pivot {
    place: usize,
    glucose: f64,
}

/// The turning points that stand out: from each to the next it is at least one deviation.
fn pivots(turns: &[f64], deviation: f64) -> Vec<Pivot> {
    let mut pivots = Vec::new();
    let mut points = turns.iter().enumerate().map(|(place, glucose)| Pivot { place, glucose: *glucose });
    let Some(start) = points.next() else { return pivots };
    let (mut lowest, mut highest) = (start, start);
    let mut rising = None;
    for point in points {
        // Until the first excursion both extremes wait; afterwards only the one that is still growing.
        if rising != Some(true) && point.glucose < lowest.glucose {
            lowest = point;
        }
        if rising != Some(false) && point.glucose > highest.glucose {
            highest = point;
        }
        if rising != Some(true) && point.glucose - lowest.glucose >= deviation {
            pivots.push(lowest);
            (highest, rising) = (point, Some(true));
        } else if rising != Some(false) && highest.glucose - point.glucose >= deviation {
            pivots.push(highest);
            (lowest, rising) = (point, Some(false));
        }
    }
    if let Some(rising) = rising {
        pivots.push(if rising { highest } else { lowest });
    }
    pivots
}
