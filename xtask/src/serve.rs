//! A small server of files for the demo and the browser tests, with the headers that a careful host
//! would send: what works here works under a strict content security policy.

use std::fs;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::thread;
use std::time::Duration;

const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
    style-src 'self'; img-src 'self' data:; connect-src 'self'; worker-src 'self'; manifest-src 'self'; \
    base-uri 'none'; form-action 'none'; frame-ancestors 'self'; require-trusted-types-for 'script'; \
    trusted-types lit-html liangbing-loader";

/// What the playground's preview may be loaded under, by the name in its query: a word of the policy above, and what
/// stands in its place.
const POLICIES: [(&str, &str, &str); 3] = [
    ("no-wasm", " 'wasm-unsafe-eval'", ""),
    ("no-connect", "connect-src 'self'", "connect-src 'none'"),
    ("no-names", "trusted-types lit-html liangbing-loader", "trusted-types 'none'"),
];

const PERMISSIONS_POLICY: &str = "bluetooth=(self), camera=(self), geolocation=(), microphone=()";

// A request line and headers are never this long from a browser that means well.
const LONGEST_HEAD: u64 = 16 * 1024;
const PATIENCE: Duration = Duration::from_secs(10);

/// Serves a folder until the program ends.
pub fn forever(listener: &TcpListener, folder: &Path) {
    for stream in listener.incoming().flatten() {
        let folder = folder.to_path_buf();
        // A browser that goes away in the middle is no news.
        thread::spawn(move || answer(stream, &folder).unwrap_or_default());
    }
}

fn answer(mut stream: TcpStream, folder: &Path) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    let mut head = BufReader::new((&stream).take(LONGEST_HEAD));
    let mut first = String::new();
    head.read_line(&mut first)?;
    let mut line = String::new();
    while head.read_line(&mut line)? > 2 {
        line.clear();
    }
    let mut words = first.split_whitespace();
    let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    if !matches!(method, "GET" | "HEAD") {
        return send(&mut stream, "405 Method Not Allowed", "text/plain", &[], true);
    }
    match find(folder, target).and_then(|file| Some((fs::read(&file).ok()?, file))) {
        Some((body, file)) => {
            send_under(&mut stream, target, ("200 OK", mime(&file)), &body, method == "GET")
        }
        None => send(&mut stream, "404 Not Found", "text/plain", b"not found\n", method == "GET"),
    }
}

/// The policy of a page: the playground may frame its preview, and the preview has the one that is asked for.
fn policy(target: &str) -> String {
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    match path {
        "/playground/" | "/playground/index.html" => format!("{CONTENT_SECURITY_POLICY}; frame-src 'self'"),
        "/playground/preview.html" => {
            let name = query.strip_prefix("policy=").unwrap_or_default();
            let chosen = POLICIES.iter().find(|(own, ..)| *own == name);
            chosen.map_or(CONTENT_SECURITY_POLICY.to_owned(), |(_, word, instead)| {
                CONTENT_SECURITY_POLICY.replace(word, instead)
            })
        }
        _ => CONTENT_SECURITY_POLICY.to_owned(),
    }
}

/// The file that a request target names, if it lies inside the folder.
fn find(folder: &Path, target: &str) -> Option<PathBuf> {
    let path = target.split(['?', '#']).next()?.strip_prefix('/')?;
    let path = Path::new(path);
    let inside = path.components().all(|part| matches!(part, Component::Normal(_)));
    let file = folder.join(path);
    let file = if file.is_dir() { file.join("index.html") } else { file };
    (inside && file.is_file()).then_some(file)
}

fn mime(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "map" => "application/json; charset=utf-8",
        "webmanifest" => "application/manifest+json; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "txt" | "md" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

fn send(stream: &mut TcpStream, status: &str, mime: &str, body: &[u8], with_body: bool) -> io::Result<()> {
    send_under(stream, "", (status, mime), body, with_body)
}

fn send_under(
    stream: &mut TcpStream,
    target: &str,
    (status, mime): (&str, &str),
    body: &[u8],
    with_body: bool,
) -> io::Result<()> {
    let policy = policy(target);
    // To a frame without an origin of its own every server is foreign; these files are anybody's.
    let anybody = if target.starts_with("/assets/") { "Access-Control-Allow-Origin: *\r\n" } else { "" };
    write!(
        stream,
        "HTTP/1.1 {status}\r\n\
         Content-Type: {mime}\r\n\
         Content-Length: {}\r\n\
         Content-Security-Policy: {policy}\r\n\
         {anybody}\
         Permissions-Policy: {PERMISSIONS_POLICY}\r\n\
         Referrer-Policy: no-referrer\r\n\
         X-Content-Type-Options: nosniff\r\n\
         Cross-Origin-Opener-Policy: same-origin\r\n\
         Cache-Control: no-cache\r\n\
         Connection: close\r\n\r\n",
        body.len()
    )?;
    if with_body {
        stream.write_all(body)?;
    }
    stream.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_outside_the_folder_is_not_found() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        assert_eq!(find(&folder, "/main.rs?x=1"), Some(folder.join("main.rs")));
        assert_eq!(find(&folder, "/../Cargo.toml"), None);
        assert_eq!(find(&folder, "//etc/passwd"), None);
        assert_eq!(find(&folder, "main.rs"), None);
    }

    #[test]
    fn only_the_playground_is_served_under_another_policy() {
        assert_eq!(policy("/"), CONTENT_SECURITY_POLICY);
        assert_eq!(policy("/diary/?policy=no-wasm"), CONTENT_SECURITY_POLICY);
        assert_eq!(policy("/playground/preview.html?policy=else"), CONTENT_SECURITY_POLICY);
        assert!(policy("/playground/").ends_with("; frame-src 'self'"));
        for (name, word, instead) in POLICIES {
            let served = policy(&format!("/playground/preview.html?policy={name}"));
            assert!(
                !served.contains(word)
                    && served.contains(instead)
                    && served.contains("frame-ancestors 'self'")
            );
        }
    }

    #[test]
    fn a_module_is_sent_as_a_module() {
        assert_eq!(mime(Path::new("a/liangbing_bg.wasm")), "application/wasm");
    }
}
