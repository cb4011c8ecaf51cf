//! What is counted, for Prometheus; nothing of it is about a patient.

use std::sync::atomic::AtomicI64;

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;

/// Seconds; the standard wants an answer within half of one.
const BUCKETS: [f64; 9] = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 2.0];

/// Which call ended how.
#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Ended {
    route: &'static str,
    status: u16,
}

/// Which call.
#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Called {
    route: &'static str,
}

/// The counters.
pub struct Metrics {
    registry: Registry,
    calls: Family<Ended, Counter>,
    seconds: Family<Called, Histogram, fn() -> Histogram>,
    /// Calls being answered now.
    pub open: Gauge<i64, AtomicI64>,
}

impl Metrics {
    /// Counters at zero.
    pub fn new() -> Self {
        let mut registry = Registry::with_prefix("liangbing");
        let calls = Family::<Ended, Counter>::default();
        let seconds: Family<Called, Histogram, fn() -> Histogram> =
            Family::new_with_constructor(|| Histogram::new(BUCKETS));
        let open = Gauge::<i64, AtomicI64>::default();
        registry.register("calls", "Calls answered, by route and status", calls.clone());
        registry.register("call_seconds", "Time from headers to answer, by route", seconds.clone());
        registry.register("calls_open", "Calls being answered now", open.clone());
        Self { registry, calls, seconds, open }
    }

    /// A call ended.
    pub fn ended(&self, route: &'static str, status: u16, seconds: f64) {
        self.calls.get_or_create(&Ended { route, status }).inc();
        self.seconds.get_or_create(&Called { route }).observe(seconds);
    }

    /// All of it, in Prometheus' text.
    pub fn text(&self) -> String {
        let mut text = String::new();
        // Writing to a text cannot fail.
        let _ = encode(&mut text, &self.registry);
        text
    }
}
