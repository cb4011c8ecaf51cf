//! Routes, statuses and headers.

use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody as _};
use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, State as Given};
use axum::http::header::{AUTHORIZATION, CACHE_CONTROL, CONNECTION, CONTENT_LENGTH, CONTENT_TYPE, EXPECT};
use axum::http::header::{RETRY_AFTER, WWW_AUTHENTICATE, X_CONTENT_TYPE_OPTIONS};
use axum::http::{HeaderMap, HeaderValue, Method, Request, Response, StatusCode};
use axum::middleware::{self, Next};
use axum::routing::{MethodRouter, get, post};
use axum::{Extension, Router};
use liangbing::cds_hooks::{Hook, outcome, services, status};
use liangbing::record::{RequestError, RequestErrorCode};
use serde_json::Value;
use tokio::time::Instant;
use tower_http::cors::{AllowOrigin, CorsLayer};

use super::auth::Clients;
use super::config::Config;
use super::metrics::Metrics;
use super::work::{Answer, Job, Work, refusal};

const JSON: &str = "application/json";
const FHIR: &str = "application/fhir+json";
/// How long a page may remember what the server allows.
const REMEMBER: Duration = Duration::from_secs(600);
/// The most of a refused body that is still taken in: a client that sends before it reads would hear of a broken
/// connection, not of the refusal.
const MOST_DISCARDED: usize = 64 * 1024 * 1024;
/// How long a client with a refused body may pause.
const PAUSE: Duration = Duration::from_secs(2);

/// What every call shares.
pub struct State {
    work: Work,
    clients: Option<Clients>,
    metrics: Metrics,
    discovery: String,
    max_bytes: usize,
    read: Duration,
    log_calls: bool,
}

impl State {
    /// Under settings.
    pub fn new(config: &Config, work: Work, clients: Option<Clients>) -> Self {
        Self {
            work,
            clients,
            metrics: Metrics::new(),
            discovery: services(),
            max_bytes: config.max_bytes,
            read: Duration::from_secs(config.read_seconds),
            log_calls: config.log_calls,
        }
    }
}

type Shared = Given<Arc<State>>;

/// A route's name, for counts and logs: never the address, which anybody may fill.
#[derive(Clone, Copy)]
struct Route(&'static str);

/// The routes of a server.
pub fn router(state: Arc<State>, origins: &[String]) -> Result<Router, String> {
    let named =
        |route: MethodRouter<Arc<State>>, name| route.fallback(wrong_method).layer(Extension(Route(name)));
    let cors = CorsLayer::new()
        .allow_origin(allowed(origins)?)
        .allow_methods([Method::GET, Method::POST])
        .allow_headers([AUTHORIZATION, CONTENT_TYPE])
        .max_age(REMEMBER);
    let routes = Router::new()
        .route("/cds-services", named(get(discovery), "discovery"))
        .route("/cds-services/{id}", named(post(hook), "hook"))
        .route("/cds-services/{id}/feedback", named(post(feedback), "feedback"))
        .route("/assess", named(post(assess), "assess"))
        .route("/health", named(get(health), "health"))
        .route("/metrics", named(get(metrics), "metrics"))
        .fallback(nothing);
    Ok(routes
        .layer(middleware::from_fn_with_state(Arc::clone(&state), counted))
        .layer(cors)
        .with_state(state))
}

fn allowed(origins: &[String]) -> Result<AllowOrigin, String> {
    if origins.iter().any(|origin| origin == "*") {
        return Ok(AllowOrigin::any());
    }
    let each = origins.iter().map(|origin| HeaderValue::from_str(origin));
    Ok(AllowOrigin::list(each.collect::<Result<Vec<_>, _>>().map_err(|error| error.to_string())?))
}

/// Counts and logs a call; a name of a route, a status and a time, and nothing else.
async fn counted(Given(state): Shared, request: Request<Body>, next: Next) -> Response<Body> {
    let begun = Instant::now();
    state.metrics.open.inc();
    let response = next.run(request).await;
    state.metrics.open.dec();
    let route = response.extensions().get::<Route>().map_or("none", |route| route.0);
    let (status, seconds) = (response.status().as_u16(), begun.elapsed().as_secs_f64());
    state.metrics.ended(route, status, seconds);
    if state.log_calls && !["health", "metrics"].contains(&route) {
        tracing::info!(route, status, seconds, "call");
    }
    response
}

async fn discovery(Given(state): Shared, Extension(route): Extension<Route>) -> Response<Body> {
    reply(route, (200, state.discovery.clone()))
}

async fn health(Extension(route): Extension<Route>) -> Response<Body> {
    reply(route, (200, r#"{"status":"pass"}"#.to_owned()))
}

async fn metrics(Given(state): Shared, Extension(route): Extension<Route>) -> Response<Body> {
    let mut response = reply(route, (200, state.metrics.text()));
    let kind = HeaderValue::from_static("application/openmetrics-text; version=1.0.0; charset=utf-8");
    response.headers_mut().insert(CONTENT_TYPE, kind);
    response
}

async fn nothing() -> Response<Body> {
    let error = RequestError::new(RequestErrorCode::UnknownValue, "id", "nothing is at this address");
    reply(Route("none"), (404, outcome(&error)))
}

async fn wrong_method(Extension(route): Extension<Route>) -> Response<Body> {
    let is_posted = matches!(route.0, "hook" | "feedback" | "assess");
    reply(route, refusal(405, if is_posted { "expected POST" } else { "expected GET" }))
}

async fn hook(
    Given(state): Shared,
    Extension(route): Extension<Route>,
    id: Result<Path<String>, PathRejection>,
    headers: HeaderMap,
    body: Body,
) -> Response<Body> {
    reply(route, posted(&state, id, "", &headers, body).await.unwrap_or_else(|answer| answer))
}

async fn feedback(
    Given(state): Shared,
    Extension(route): Extension<Route>,
    id: Result<Path<String>, PathRejection>,
    headers: HeaderMap,
    body: Body,
) -> Response<Body> {
    reply(route, posted(&state, id, "/feedback", &headers, body).await.unwrap_or_else(|answer| answer))
}

/// A post to a service; refusals come out as errors.
async fn posted(
    state: &State,
    id: Result<Path<String>, PathRejection>,
    end: &str,
    headers: &HeaderMap,
    body: Body,
) -> Result<Answer, Answer> {
    // What is no text is no service's name.
    let id = id.map(|Path(id)| id).unwrap_or_default();
    let known = Hook::parse(&id).ok().filter(|hook| hook.id() == id);
    let Some(hook) = known else {
        let error = Hook::parse("")
            .err()
            .unwrap_or_else(|| RequestError::new(RequestErrorCode::UnknownValue, "id", ""));
        return Err((status(&error), outcome(&error)));
    };
    let path = ["/cds-services/", hook.id(), end].concat();
    let text = heard(state, &path, headers, body, &[JSON]).await?;
    let job = if end.is_empty() { Job::Hook(hook.id().to_owned(), text) } else { Job::Feedback(text) };
    Ok(state.work.answer(job).await)
}

async fn assess(
    Given(state): Shared,
    Extension(route): Extension<Route>,
    asked: Result<Query<Vec<(String, String)>>, QueryRejection>,
    headers: HeaderMap,
    body: Body,
) -> Response<Body> {
    let answer = async {
        let text = heard(&state, "/assess", &headers, body, &[JSON, FHIR]).await?;
        let asked = options(asked).map_err(|message| {
            let error = RequestError::new(RequestErrorCode::BadOptions, "", message);
            (400, outcome(&error))
        })?;
        Ok(state.work.answer(Job::Assess(text, asked)).await)
    };
    reply(route, answer.await.unwrap_or_else(|answer: Answer| answer))
}

/// The options of a query, each at most once.
fn options(asked: Result<Query<Vec<(String, String)>>, QueryRejection>) -> Result<Value, String> {
    let Query(asked) = asked.map_err(|error| error.to_string())?;
    let mut options = serde_json::Map::new();
    for (name, value) in asked {
        if !["asOf", "locale", "profile", "level"].contains(&name.as_str()) {
            let cut: String = name.chars().take(40).collect();
            return Err(format!("`{cut}` is none of asOf, locale, profile, level"));
        }
        if options.contains_key(&name) {
            return Err(format!("`{name}` is given twice"));
        }
        options.insert(name, Value::from(value));
    }
    Ok(Value::Object(options))
}

/// The body of a call that may be made; of one that may not, what the client still sends is discarded.
async fn heard(
    state: &State,
    path: &str,
    headers: &HeaderMap,
    mut body: Body,
    types: &[&str],
) -> Result<String, Answer> {
    let heard = text_of(state, path, headers, &mut body, types).await;
    let is_slow = matches!(heard, Err((408, _)));
    // A client that asks first whether to send hears no from the answer, and sends nothing.
    if heard.is_err() && !is_slow && !headers.contains_key(EXPECT) {
        tokio::spawn(tokio::time::timeout(state.read, discarded(body)));
    }
    heard
}

/// Takes in what comes, up to a limit, and forgets it.
async fn discarded(mut body: Body) {
    let mut left = MOST_DISCARDED;
    while let Ok(Some(Ok(part))) = tokio::time::timeout(PAUSE, next(&mut body)).await {
        match left.checked_sub(part.len()) {
            Some(rest) => left = rest,
            None => return,
        }
    }
}

/// The next part of a body; none at its end.
async fn next(body: &mut Body) -> Option<Result<Bytes, axum::Error>> {
    let frame = poll_fn(|context| Pin::new(&mut *body).poll_frame(context)).await?;
    // What is no data are trailers, which nobody reads.
    Some(frame.map(|frame| frame.into_data().unwrap_or_default()))
}

/// The body of a call: by whom, of what type, how large, how slow.
async fn text_of(
    state: &State,
    path: &str,
    headers: &HeaderMap,
    body: &mut Body,
    types: &[&str],
) -> Result<String, Answer> {
    let header = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    if let Some(clients) = &state.clients {
        clients.check(header(AUTHORIZATION), path).map_err(|why| refusal(401, why))?;
    }
    let kind = header(CONTENT_TYPE).and_then(|kind| kind.split(';').next()).unwrap_or("").trim();
    if !types.iter().any(|own| kind.eq_ignore_ascii_case(own)) {
        return Err(refusal(415, "the body must be application/json"));
    }
    let large = || refusal(413, "the body is larger than this server reads");
    let length = header(CONTENT_LENGTH).and_then(|length| length.parse::<usize>().ok());
    if length.is_some_and(|length| length > state.max_bytes) {
        return Err(large());
    }
    let whole = async {
        let mut text = Vec::new();
        while let Some(part) = next(body).await {
            // A client that went away hears nothing.
            let part = part.map_err(|_| refusal(400, "the body did not arrive whole"))?;
            if text.len().saturating_add(part.len()) > state.max_bytes {
                return Err(large());
            }
            text.extend_from_slice(&part);
        }
        String::from_utf8(text).map_err(|_| refusal(400, "the body is not UTF-8"))
    };
    match tokio::time::timeout(state.read, whole).await {
        Err(_) => Err(refusal(408, "the body did not arrive in time")),
        Ok(heard) => heard,
    }
}

fn reply(route: Route, (status, text): Answer) -> Response<Body> {
    let mut response = Response::new(Body::from(text));
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(JSON));
    // An answer is about a patient: nobody between keeps it.
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    match status {
        401 => drop(headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"))),
        503 => drop(headers.insert(RETRY_AFTER, HeaderValue::from_static("1"))),
        // The rest of the body is not wanted, though it is taken in for a while.
        408 | 413 => drop(headers.insert(CONNECTION, HeaderValue::from_static("close"))),
        _ => {}
    }
    response.extensions_mut().insert(route);
    response
}
