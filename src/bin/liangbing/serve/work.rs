//! Answering: a short call where it came in, a long one away from the sockets' threads.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use jsonwebtoken::get_current_timestamp;
use liangbing::cds_hooks::{self, Host};
use liangbing::civil::Day;
use liangbing::engine::{Engine, Options as How};
use liangbing::record::{RequestError, RequestErrorCode};
use serde_json::Value;

use super::config::Config;
use crate::assess;

/// What is asked of an engine.
pub enum Job {
    /// A call of a service, by its id.
    Hook(String, String),
    /// What users answered.
    Feedback(String),
    /// A record or FHIR, and how to assess it.
    Assess(String, Value),
}

/// The longest text, in bytes, that is answered on the socket's own thread: a millisecond or two, which others on that
/// thread can wait, without the way to another thread and back.
const SHORT: usize = 32 * 1024;

impl Job {
    fn is_short(&self) -> bool {
        let (Self::Hook(_, text) | Self::Feedback(text) | Self::Assess(text, _)) = self;
        text.len() <= SHORT
    }
}

/// An answer: its status, and JSON text.
pub type Answer = (u16, String);

/// Who answers jobs.
pub trait Answers: Send + Sync {
    /// Answers one; may panic, which ends this job alone.
    fn answer(&self, job: Job) -> Answer;
}

/// The engine with the house's settings. It never changes, so that all threads share the one.
pub struct Answering {
    engine: Engine,
    host: Host,
    offset: i64,
}

impl Answering {
    /// An engine under settings.
    pub fn new(engine: Engine, config: &Config) -> Self {
        let host = Host {
            as_of: None,
            locale: Some(config.locale.clone()),
            profile: Some(config.profile.clone()),
            level: Some(config.level.clone()),
            utc_offset: Some(config.utc_offset.clone()),
        };
        Self { engine, host, offset: config.offset_seconds().unwrap_or(0) }
    }

    /// The settings with the clinic's today: a server is a caller, and callers know the day.
    fn today(&self) -> Host {
        let now = i64::try_from(get_current_timestamp()).unwrap_or(0).saturating_add(self.offset);
        let day = Day::from_number(i32::try_from(now.div_euclid(86_400)).unwrap_or(0));
        Host { as_of: Some(day.to_string()), ..self.host.clone() }
    }

    fn assess(&self, text: &str, asked: &Value) -> Result<String, RequestError> {
        let today = self.today();
        let said = |name: &str, own: Option<String>| {
            asked.get(name).and_then(Value::as_str).map(str::to_owned).or(own)
        };
        let as_of = said("asOf", today.as_of).unwrap_or_default();
        let [locale, profile, level] =
            [said("locale", today.locale), said("profile", today.profile), said("level", today.level)];
        let how = How::read(&as_of, locale.as_deref(), profile.as_deref(), level.as_deref())?;
        let assessment = assess::one(&self.engine, text, &how)?;
        Ok(serde_json::to_string(&assessment).unwrap_or_default())
    }
}

impl Answers for Answering {
    fn answer(&self, job: Job) -> Answer {
        let answer = match job {
            Job::Hook(id, call) => cds_hooks::handle(&self.engine, &id, &call, &self.today()),
            Job::Feedback(text) => cds_hooks::feedback(&text),
            Job::Assess(text, asked) => self.assess(&text, &asked),
        };
        match answer {
            Ok(text) => (200, text),
            Err(error) => (cds_hooks::status(&error), cds_hooks::outcome(&error)),
        }
    }
}

/// The threads that answer, and how many jobs wait for them.
pub struct Work {
    answers: Arc<dyn Answers>,
    waiting: Arc<AtomicUsize>,
    most: usize,
}

/// Counts a job while it waits or is answered.
struct Waiting(Arc<AtomicUsize>);

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Work {
    /// Jobs for somebody who answers; beyond `most` at a time they are turned away.
    pub fn new(answers: Box<dyn Answers>, most: usize) -> Self {
        Self { answers: answers.into(), waiting: Arc::default(), most }
    }

    /// Answers a job, a long one on a thread of its own pool; 503 where too many wait, 500 where it fell.
    pub async fn answer(&self, job: Job) -> Answer {
        let waiting = Waiting(Arc::clone(&self.waiting));
        if self.waiting.fetch_add(1, Ordering::Relaxed) >= self.most {
            return refusal(503, "too many calls are waiting; try again");
        }
        let fell = || refusal(500, "this call could not be answered; others are not disturbed");
        if job.is_short() {
            // What answers holds nothing that a fall could leave half changed.
            let answer = catch_unwind(AssertUnwindSafe(|| self.answers.answer(job)));
            drop(waiting);
            return answer.unwrap_or_else(|_| fell());
        }
        let answers = Arc::clone(&self.answers);
        let done = tokio::task::spawn_blocking(move || {
            let answer = answers.answer(job);
            drop(waiting);
            answer
        });
        done.await.unwrap_or_else(|_| fell())
    }
}

/// A refusal of the server's own.
pub fn refusal(status: u16, message: &str) -> Answer {
    let code = if status == 413 { RequestErrorCode::TooLarge } else { RequestErrorCode::BadOptions };
    (status, cds_hooks::outcome(&RequestError::new(code, "", message)))
}
