//! What only a job that falls can show: the others go on.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::thread;

use axum_server::Handle;

use super::config::Config;
use super::work::{Answer, Answers, Job, Work};

/// Falls over what says so.
struct Falls;

impl Answers for Falls {
    fn answer(&self, job: Job) -> Answer {
        match job {
            Job::Feedback(text) if text.contains("fall") => panic!("王秀英 186/112"),
            _ => (200, "{}".to_owned()),
        }
    }
}

fn status(address: SocketAddr, body: &str) -> u16 {
    let mut stream = TcpStream::connect(address).unwrap();
    let length = body.len();
    let head = format!(
        "POST /cds-services/liangbing-patient-view/feedback HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\
         Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
    );
    stream.write_all(head.as_bytes()).unwrap();
    let mut text = String::new();
    stream.read_to_string(&mut text).unwrap();
    assert!(!text.contains("186/112"), "{text}");
    text.split(' ').nth(1).unwrap().parse().unwrap()
}

#[test]
fn after_a_panic_two_calls_at_once_are_answered() {
    let config = Config::read(None, std::iter::empty(), &[]).unwrap();
    let runtime =
        tokio::runtime::Builder::new_multi_thread().enable_all().max_blocking_threads(1).build().unwrap();
    let listener = super::bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let address = listener.local_addr().unwrap();
    runtime.spawn(super::listening(config, listener, Work::new(Box::new(Falls), 8), Handle::new()));
    assert_eq!(status(address, "{}"), 200);
    assert_eq!(status(address, "fall"), 500);
    assert_eq!(status(address, &format!("fall{}", " ".repeat(40_000))), 500);
    let both = [thread::spawn(move || status(address, "{}")), thread::spawn(move || status(address, "{}"))];
    assert_eq!(both.map(|call| call.join().unwrap()), [200, 200]);
}

#[test]
fn beyond_the_queue_a_call_is_turned_away() {
    let config = Config::read(None, std::iter::empty(), &[]).unwrap();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let listener = super::bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let address = listener.local_addr().unwrap();
    runtime.spawn(super::listening(config, listener, Work::new(Box::new(Falls), 0), Handle::new()));
    assert_eq!([status(address, "{}"), status(address, "{}")], [503, 503]);
}
