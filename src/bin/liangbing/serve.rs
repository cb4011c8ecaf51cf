//! `liangbing serve`: CDS Hooks over HTTP.
//!
//! The same function as in a page, behind a small server: it keeps nothing, fetches nothing and logs nothing about
//! patients. Sockets are served by asynchronous threads, long calls are answered on others, so that a long record
//! holds nobody's connection up.

mod auth;
mod config;
mod http;
mod metrics;
#[cfg(test)]
mod tests;
mod work;

use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum_server::Handle;
use axum_server::tls_rustls::RustlsConfig;
use hyper_util::rt::TokioTimer;
use lexopt::Arg::Long;
use liangbing::engine::Engine;

use crate::{Failure, text};
use config::{Auth, Config};
use http::State;
use work::{Answering, Work};

/// Serves until it is told to end.
pub fn run(mut parser: lexopt::Parser) -> Result<(), Failure> {
    let bad = |error: lexopt::Error| Failure::Usage(error.to_string());
    let (mut listen, mut auth, mut file) = (None, None, None);
    while let Some(argument) = parser.next().map_err(bad)? {
        let Long(name) = argument else { return Err(Failure::Usage(argument.unexpected().to_string())) };
        let name = name.to_owned();
        let value = parser.value().map_err(bad)?;
        match name.as_str() {
            "listen" => listen = Some(value.to_string_lossy().into_owned()),
            "auth" => auth = Some(value.to_string_lossy().into_owned()),
            "config" => file = Some(PathBuf::from(value)),
            _ => return Err(Failure::Usage(format!("`--{name}` is no option of this command"))),
        }
    }
    let over = [("listen", listen.as_deref()), ("auth", auth.as_deref())];
    let config = Config::read(file.as_deref(), std::env::vars(), &over).map_err(Failure::Usage)?;
    log();
    serve(config).map_err(|message| {
        text::complain(&message);
        Failure::Found
    })
}

/// Lines of JSON on the standard error. A panic says where it was and never what it held.
fn log() {
    // In a test program the first one wins.
    let _ = tracing_subscriber::fmt().json().with_writer(std::io::stderr).with_target(false).try_init();
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "a call could not be answered");
    }));
}

fn serve(config: Config) -> Result<(), String> {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let workers = if config.workers == 0 { cores } else { config.workers };
    let engine = Engine::builtin().map_err(|error| error.to_string())?;
    let work = Work::new(Box::new(Answering::new(engine, &config)), config.queue);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(cores)
        .max_blocking_threads(workers)
        .enable_all()
        .build()
        .map_err(|error| error.to_string())?;
    runtime.block_on(async {
        let listener = bind(config.listen)?;
        let handle = Handle::new();
        tokio::spawn(end(handle.clone(), Duration::from_secs(config.stop_seconds)));
        listening(config, listener, work, handle).await
    })
}

fn bind(address: SocketAddr) -> Result<TcpListener, String> {
    let said = |error: std::io::Error| format!("{address} cannot be listened on: {error}");
    let listener = TcpListener::bind(address).map_err(said)?;
    listener.set_nonblocking(true).map_err(said)?;
    Ok(listener)
}

/// Serves on a socket until the handle ends it.
async fn listening(
    config: Config,
    listener: TcpListener,
    work: Work,
    handle: Handle<SocketAddr>,
) -> Result<(), String> {
    let said = |error: std::io::Error| error.to_string();
    let address = listener.local_addr().map_err(said)?;
    let clients = match config.auth {
        Auth::None => None,
        Auth::Jwt => Some(auth::Clients::read(&config.jwt)?),
    };
    // Said as it is: without either, whoever reaches the socket may call, and what they send can be read on the way.
    let (tls, jwt) = (config.tls.is_on(), clients.is_some());
    if !tls && !address.ip().is_loopback() {
        tracing::warn!("listening beyond this machine without TLS; a proxy in front must speak it");
    }
    let read = Duration::from_secs(config.read_seconds);
    let keys = if tls {
        // Of a second server in one process the provider is there already.
        let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
        let keys = RustlsConfig::from_pem_file(&config.tls.certificate, &config.tls.key).await;
        Some(keys.map_err(|error| format!("[tls]: {error}"))?)
    } else {
        None
    };
    let router = http::router(Arc::new(State::new(&config, work, clients)), &config.cors.origins)?;
    tracing::info!(address = %address, tls, jwt, "listening");
    let service = router.into_make_service();
    match keys {
        None => {
            let mut server = axum_server::from_tcp(listener).map_err(said)?.handle(handle);
            server.http_builder().http1().timer(TokioTimer::new()).header_read_timeout(read);
            server.serve(service).await.map_err(said)
        }
        Some(keys) => {
            let mut server = axum_server::from_tcp_rustls(listener, keys).map_err(said)?.handle(handle);
            server.http_builder().http1().timer(TokioTimer::new()).header_read_timeout(read);
            server.serve(service).await.map_err(said)
        }
    }
}

/// Waits for the sign to end; open calls get a while.
async fn end(handle: Handle<SocketAddr>, grace: Duration) {
    sign().await;
    tracing::info!("ending");
    handle.graceful_shutdown(Some(grace));
}

#[cfg(unix)]
async fn sign() {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut terminate) = signal(SignalKind::terminate()) else { return std::future::pending().await };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
}

#[cfg(not(unix))]
async fn sign() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}
