//! Against a real server on loopback that cuts, lies, leads on, hangs and never stops.

use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, LazyLock, Mutex};

use super::*;
use crate::domain::{Interrupt, Message};
use crate::transcribe::catalogue::{catalogue, demonstration};
use crate::transcribe::part::part_path;

/// Quick to give up: two new tries.
const HASTY: Effort = Effort {
    patience: Patience { connect: Duration::from_secs(5), silence: Duration::from_secs(3) },
    pauses: &[Duration::from_millis(10), Duration::from_millis(20)],
};

/// A real model, small enough to be served.
static MODEL: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    fs::read(demo_model(folder.path()).unwrap()).unwrap()
});

/// What is said to a request; the connection is closed after it.
#[derive(Clone)]
enum Say {
    /// The whole file or, where it is asked for, the rest, of which no more than so many bytes come.
    File { bytes: &'static [u8], at_most: usize },
    /// This head and body, whatever is asked for.
    Raw(String, Vec<u8>),
    /// Nothing, for so long.
    Nothing(Duration),
}

fn whole() -> Say {
    cut(usize::MAX)
}

fn cut(at_most: usize) -> Say {
    Say::File { bytes: &MODEL, at_most }
}

fn raw(head: &str, body: &[u8]) -> Say {
    Say::Raw(head.to_owned(), body.to_vec())
}

struct Server {
    address: String,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// Answers request after request with these; the last one for all that come after.
    fn of(answers: Vec<Say>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}/models/ggml-demo-q5_1.bin", listener.local_addr().unwrap());
        let requests = Arc::new(Mutex::new(Vec::new()));
        let log = requests.clone();
        std::thread::spawn(move || {
            for (count, stream) in listener.incoming().enumerate() {
                let mut stream = stream.unwrap();
                let request = request(&mut stream);
                log.lock().unwrap().push(request.clone());
                answer(&mut stream, &answers[count.min(answers.len() - 1)], &request);
            }
        });
        Self { address, requests }
    }

    /// The values of this header in the requests so far; empty where a request has none.
    fn asked(&self, header: &str) -> Vec<String> {
        let value = |request: &String| {
            let line = request.lines().find_map(|line| line.to_ascii_lowercase().strip_prefix(&format!("{header}: ")).map(str::to_owned));
            line.unwrap_or_default()
        };
        self.requests.lock().unwrap().iter().map(value).collect()
    }
}

/// Everything up to the empty line.
fn request(stream: &mut TcpStream) -> String {
    let (mut text, mut byte) = (Vec::new(), [0]);
    while !text.ends_with(b"\r\n\r\n") && stream.read(&mut byte).is_ok_and(|length| length == 1) {
        text.push(byte[0]);
    }
    String::from_utf8_lossy(&text).into_owned()
}

fn answer(stream: &mut TcpStream, say: &Say, request: &str) {
    let mut send = |head: &str, body: &[u8]| {
        let head = format!("HTTP/1.1 {head}\r\nConnection: close\r\n\r\n");
        let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body)); // a client may hang up at any moment
    };
    match say {
        Say::Raw(head, body) => send(head, body),
        Say::Nothing(time) => std::thread::sleep(*time),
        Say::File { bytes, at_most } => {
            let from = request.lines().find_map(|line| line.to_ascii_lowercase().strip_prefix("range: bytes=")?.trim_end_matches('-').parse().ok());
            let from: usize = from.unwrap_or(0);
            let (rest, all) = (&bytes[from..], bytes.len());
            let status = if from > 0 { format!("206 Partial Content\r\nContent-Range: bytes {from}-{}/{all}", all - 1) } else { "200 OK".to_owned() };
            send(&format!("{status}\r\nETag: \"demo\"\r\nContent-Length: {}", rest.len()), &rest[..rest.len().min(*at_most)]);
        }
    }
}

/// A folder to fetch into, and what was said meanwhile.
struct Desk {
    folder: tempfile::TempDir,
    notices: Vec<&'static str>,
    seen: Vec<Progress>,
}

impl Desk {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), notices: Vec::new(), seen: Vec::new() }
    }

    fn fetch(&mut self, entry: &Entry, server: &Server) -> Result<PathBuf, Failure> {
        let (notices, seen) = (&mut self.notices, &mut self.seen);
        let (mut notice, mut progress) = (|message: &Message| notices.push(message.key), |progress| seen.push(progress));
        let mut watch = Watch { interrupt: &Interrupt::default(), progress: &mut progress, notice: &mut notice };
        from_address(entry, &server.address, self.folder.path(), &HASTY, &mut watch)
    }

    fn begin(&self, bytes: &[u8]) {
        fs::write(part_path(self.folder.path(), demonstration()), bytes).unwrap();
    }

    /// Length of what is kept of an unfinished model; None where nothing is.
    fn kept(&self) -> Option<u64> {
        part_path(self.folder.path(), demonstration()).metadata().ok().map(|metadata| metadata.len())
    }

    fn has_model(&self) -> bool {
        fs::read(self.folder.path().join(&demonstration().file)).is_ok_and(|bytes| bytes == *MODEL)
    }

    #[track_caller]
    fn check_fetched(&mut self, entry: &Entry, server: &Server) {
        self.fetch(entry, server).unwrap_or_else(|failure| panic!("{failure} {:?}", self.notices));
        assert!(self.has_model());
        assert_eq!(self.kept(), None);
    }

    /// Fetching fails with this message and leaves so much of the model, and none by its name.
    #[track_caller]
    fn check_failed(&mut self, entry: &Entry, server: &Server, key: &str, kept: Option<u64>) -> Failure {
        let failure = self.fetch(entry, server).unwrap_err();
        assert_eq!((failure.what.key, self.kept()), (key, kept), "{failure}");
        assert!(failure.hint.is_some() && !self.folder.path().join(&entry.file).exists());
        failure
    }
}

fn unknown_length() -> Entry {
    Entry { bytes: None, ..demonstration().clone() }
}

fn all() -> u64 {
    MODEL.len() as u64
}

#[test]
fn a_connection_that_is_cut_is_taken_up_again_by_itself_and_only_the_rest_is_asked_for() {
    let (server, mut desk) = (Server::of(vec![cut(3_000_000), cut(2_000_000), whole()]), Desk::new());
    desk.check_fetched(demonstration(), &server);
    assert_eq!(server.asked("range"), ["", "bytes=3000000-", "bytes=5000000-"]);
    assert_eq!(server.asked("if-range"), ["", "\"demo\"", "\"demo\""]);
    assert_eq!(desk.notices, ["download-cut", "download-trying-again", "download-cut", "download-trying-again"]);
    assert_eq!(desk.seen.last().copied(), Some(Progress { done: all(), of: Some(all()), had: 0 }));
}

#[test]
fn what_came_before_a_command_gave_up_is_where_the_next_one_begins() {
    let mut desk = Desk::new();
    let bad = Server::of(vec![cut(3_000_000), raw("503 Service Unavailable", b"")]);
    let failure = desk.check_failed(demonstration(), &bad, "download-server-trouble", Some(3_000_000));
    assert_eq!(failure.hint.unwrap().key, "download-hint-goes-on");
    assert_eq!(bad.asked("range").len(), 1 + HASTY.pauses.len());
    let good = Server::of(vec![whole()]);
    desk.check_fetched(demonstration(), &good);
    assert_eq!((good.asked("range"), good.asked("if-range")), (vec!["bytes=3000000-".to_owned()], vec![String::new()]), "another server's validator");
    assert!(desk.notices.contains(&"download-goes-on"));
    assert_eq!(desk.seen.last().map(|progress| progress.had), Some(3_000_000));
}

#[test]
fn a_server_that_always_cuts_at_the_same_place_is_given_up() {
    let whole_again = raw(&format!("200 OK\r\nContent-Length: {}", MODEL.len()), &MODEL[..3_000_000]);
    let server = Server::of(vec![whole_again]);
    let mut desk = Desk::new();
    desk.check_failed(demonstration(), &server, "download-cut", Some(3_000_000));
    assert_eq!(server.asked("range").len(), 1 + HASTY.pauses.len());
}

#[test]
fn a_server_that_knows_no_ranges_is_asked_for_everything() {
    let (server, mut desk) = (Server::of(vec![raw(&format!("200 OK\r\nContent-Length: {}", MODEL.len()), &MODEL)]), Desk::new());
    desk.begin(&MODEL[..1_000_000]);
    desk.check_fetched(demonstration(), &server);
    assert_eq!(server.asked("range"), ["bytes=1000000-"]);
    assert_eq!(desk.seen.last().map(|progress| progress.had), Some(0));
}

#[test]
fn a_range_that_was_not_asked_for_is_not_used() {
    let other = raw("206 Partial Content\r\nContent-Range: bytes 5-9/7640381\r\nContent-Length: 5", b"12345");
    let (server, mut desk) = (Server::of(vec![other, whole()]), Desk::new());
    desk.begin(&MODEL[..1_000_000]);
    desk.check_fetched(demonstration(), &server);
    assert_eq!(server.asked("range"), ["bytes=1000000-", ""]);
}

#[test]
fn where_there_is_no_more_the_hash_says_whether_it_is_all() {
    let refusal = || raw("416 Range Not Satisfiable\r\nContent-Range: bytes */7640381\r\nContent-Length: 0", b"");
    let (server, mut desk) = (Server::of(vec![refusal()]), Desk::new());
    desk.begin(&MODEL);
    desk.check_fetched(&unknown_length(), &server);
    let (server, mut desk) = (Server::of(vec![refusal(), whole()]), Desk::new());
    desk.begin(&[&MODEL[..4], &[7; 9_000_000]].concat());
    desk.check_fetched(&unknown_length(), &server);
    let (server, mut desk) = (Server::of(vec![refusal()]), Desk::new());
    desk.begin(&MODEL[..1_000_000]);
    desk.check_failed(demonstration(), &server, "download-odd-answer", None);
}

#[test]
fn all_of_a_model_that_only_lacks_its_name_is_not_fetched_again() {
    let (server, mut desk) = (Server::of(vec![whole()]), Desk::new());
    desk.begin(&MODEL);
    desk.check_fetched(demonstration(), &server);
    assert!(server.asked("range").is_empty());
}

#[test]
fn a_part_that_turns_out_wrong_at_the_end_is_deleted_and_the_next_command_begins_anew() {
    let (server, mut desk) = (Server::of(vec![whole()]), Desk::new());
    let mut wrong = MODEL[..1_000_000].to_vec();
    wrong[999_999] ^= 1;
    desk.begin(&wrong);
    desk.check_failed(demonstration(), &server, "download-wrong-hash", None);
    desk.check_fetched(demonstration(), &server);
}

#[test]
fn a_web_page_or_another_file_in_between_does_not_cost_what_has_come() {
    let mut desk = Desk::new();
    desk.begin(&MODEL[..1_000_000]);
    for (head, body, key) in [
        ("200 OK\r\nContent-Type: text/html", &b"<html>Please log in</html>"[..], "download-web-page"),
        ("200 OK", b"\n<!DOCTYPE html><html>", "download-web-page"),
        ("200 OK", b"version https://git-lfs.github.com/spec/v1", "download-no-model"),
        ("200 OK\r\nContent-Length: 5", b"lmgg5", "download-wrong-length"),
        ("403 Forbidden\r\nContent-Type: text/html", b"<html>", "download-forbidden"),
        ("404 Not Found", b"", "download-not-there"),
        ("429 Too Many Requests", b"", "download-too-often"),
        ("500 Internal Server Error", b"", "download-server-trouble"),
        ("304 Not Modified", b"", "download-odd-answer"),
    ] {
        let server = Server::of(vec![raw(head, body)]);
        desk.check_failed(demonstration(), &server, key, Some(1_000_000));
        assert_eq!(server.asked("range").len(), 1, "nothing had come, so it is not tried again");
    }
    desk.check_fetched(demonstration(), &Server::of(vec![whole()]));
}

#[test]
fn a_server_that_hangs_is_left() {
    let (server, mut desk) = (Server::of(vec![Say::Nothing(Duration::from_secs(30))]), Desk::new());
    desk.check_failed(demonstration(), &server, "download-silence", None);
}

#[test]
fn a_server_that_hangs_up_at_once_is_left() {
    let mut desk = Desk::new();
    desk.check_failed(demonstration(), &Server::of(vec![Say::Nothing(Duration::ZERO)]), "download-no-connection", None);
    let nothing = raw("200 OK", b"");
    desk.check_failed(demonstration(), &Server::of(vec![nothing]), "download-cut-at-once", None);
}

#[test]
fn a_stream_without_an_end_ends_at_the_models_length_and_is_not_kept() {
    let endless: Vec<u8> = [&MODEL[..], &MODEL[..]].concat();
    let mut desk = Desk::new();
    desk.check_failed(demonstration(), &Server::of(vec![raw("200 OK", &endless)]), "download-wrong-length", None);
    let magic = MAGIC.to_le_bytes();
    assert!(check_block(&magic, 0, "a", &unknown_length()).is_ok());
    assert!(check_block(&[0; 4], LONGEST - 4, "a", &unknown_length()).is_ok());
    assert_eq!(check_block(&[0; 5], LONGEST - 4, "a", &unknown_length()).unwrap_err().what.key, "download-wrong-length");
}

#[test]
fn another_host_is_followed_and_named() {
    let file = Server::of(vec![whole()]);
    let there = file.address.replace("127.0.0.1", "localhost");
    let server = Server::of(vec![raw(&format!("302 Found\r\nLocation: {there}?signature=1\r\nContent-Length: 0"), b"")]);
    let mut desk = Desk::new();
    desk.check_fetched(demonstration(), &server);
    assert_eq!(desk.notices, ["download-sent-on"]);
    let gone = Server::of(vec![raw("404 Not Found", b"")]);
    let there = gone.address.replace("127.0.0.1", "localhost");
    let server = Server::of(vec![raw(&format!("307 Temporary Redirect\r\nLocation: {there}?signature=1"), b"")]);
    let failure = Desk::new().check_failed(demonstration(), &server, "download-not-there", None);
    assert_eq!(failure.what, msg!("download-not-there", address = there, status = "404"), "who refused is named, without the signature");
    let in_circles = Server::of(vec![raw("302 Found\r\nLocation: /models/ggml-demo-q5_1.bin\r\nContent-Length: 0", b"")]);
    Desk::new().check_failed(demonstration(), &in_circles, "download-in-circles", None);
}

#[test]
fn without_room_nobody_is_asked() {
    let server = Server::of(vec![whole()]);
    let huge = Entry { bytes: Some(u64::MAX / 2), ..demonstration().clone() };
    let failure = Desk::new().check_failed(&huge, &server, "download-no-room", None);
    assert_eq!(failure.kind, Kind::Storage);
    assert!(server.asked("range").is_empty());
    let says_too_much = Server::of(vec![raw("200 OK\r\nContent-Length: 9000000000000000", b"")]);
    Desk::new().check_failed(&unknown_length(), &says_too_much, "download-wrong-length", None);
}

#[test]
fn an_interrupt_is_answered_while_nothing_comes_and_what_has_come_stays() {
    let server =
        Server::of(vec![raw(&format!("200 OK\r\nContent-Length: {}", MODEL.len()), &MODEL[..3_000_000]), Say::Nothing(Duration::from_secs(30))]);
    let desk = Desk::new();
    let (interrupt, stop) = (Interrupt::default(), Interrupt::default());
    let mut notice = |message: &Message| {
        if message.key == "download-trying-again" {
            stop.raise();
        }
    };
    let mut progress = |_| {
        if stop.is_raised() {
            interrupt.raise();
        }
    };
    let mut watch = Watch { interrupt: &interrupt, progress: &mut progress, notice: &mut notice };
    let failure = from_address(demonstration(), &server.address, desk.folder.path(), &HASTY, &mut watch).unwrap_err();
    assert_eq!((failure.kind, failure.what.key, desk.kept()), (Kind::Interrupted, "download-paused", Some(3_000_000)));
}

#[test]
fn two_at_once_do_not_write_into_each_other() {
    let desk = Desk::new();
    let mut first = Watch { interrupt: &Interrupt::default(), progress: &mut |_| {}, notice: &mut |_| {} };
    let held = Part::open(demonstration(), desk.folder.path(), &mut first).unwrap();
    let failure = Desk { folder: tempfile::tempdir_in(desk.folder.path()).unwrap(), notices: vec![], seen: vec![] }
        .fetch(demonstration(), &Server::of(vec![whole()]))
        .map(drop);
    assert!(failure.is_ok(), "another folder is another model");
    let mut watch = Watch { interrupt: &Interrupt::default(), progress: &mut |_| {}, notice: &mut |_| {} };
    let failure = from_address(demonstration(), &Server::of(vec![whole()]).address, desk.folder.path(), &HASTY, &mut watch).unwrap_err();
    assert_eq!(failure.what.key, "download-under-way");
    held.leave();
}

#[test]
fn another_programs_copy_is_taken_when_every_byte_is_right() {
    let cache = tempfile::tempdir().unwrap();
    let entry = Entry { url: Some("http://127.0.0.1:9/nobody".to_owned()), ..demonstration().clone() };
    let places = Elsewhere::usual(|name| (name == "HOME").then(|| cache.path().as_os_str().to_owned()));
    let mut wrong = MODEL.clone();
    *wrong.last_mut().unwrap() ^= 1;
    for (place, bytes) in [(".cache/whisper.cpp", &wrong), ("whisper.cpp/models", &*MODEL)] {
        fs::create_dir_all(cache.path().join(place)).unwrap();
        fs::write(cache.path().join(place).join(&entry.file), bytes).unwrap();
    }
    let (desk, mut notices) = (Desk::new(), Vec::new());
    let mut notice = |message: &Message| notices.push(message.key);
    let mut watch = Watch { interrupt: &Interrupt::default(), progress: &mut |_| {}, notice: &mut notice };
    get(&entry, None, &places, desk.folder.path(), &mut watch).unwrap();
    assert!(desk.has_model());
    assert_eq!(notices, ["download-found-elsewhere", "download-wrong-hash", "download-copy-unusable", "download-found-elsewhere"]);
    assert!(cache.path().join("whisper.cpp/models").join(&entry.file).exists());
}

fn from(text: &str) -> Result<Option<Origin>, Failure> {
    let entry = catalogue().iter().find(|entry| entry.name == "small-q5_1").unwrap();
    origin(entry, Some(OsStr::new(text)))
}

#[test]
fn a_mirror_is_an_address_or_a_folder_or_the_file_itself() {
    for (text, address) in [
        ("http://mirror.example", "http://mirror.example/ggml-small-q5_1.bin"),
        ("HTTPS://mirror.example/models/", "HTTPS://mirror.example/models/ggml-small-q5_1.bin"),
        ("https://mirror.example/ggml-small-q5_1.bin", "https://mirror.example/ggml-small-q5_1.bin"),
    ] {
        assert_eq!(from(text).unwrap(), Some(Origin::Address(address.to_owned())));
    }
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(from(folder.path().to_str().unwrap()).unwrap(), Some(Origin::File(folder.path().join("ggml-small-q5_1.bin"))));
    assert_eq!(from("a file.bin").unwrap(), Some(Origin::File("a file.bin".into())));
    assert_eq!(from("ftp://mirror.example").unwrap_err().kind, Kind::BadInput);
}

#[test]
fn without_a_mirror_the_catalogue_says_where_and_the_demonstration_model_is_already_here() {
    for entry in catalogue() {
        assert_eq!(origin(entry, None).unwrap(), entry.url.clone().map(Origin::Address));
    }
    let folder = tempfile::tempdir().unwrap();
    let mut watch = Watch { interrupt: &Interrupt::default(), progress: &mut |_| {}, notice: &mut |_| {} };
    assert!(get(demonstration(), None, &Elsewhere::default(), folder.path(), &mut watch).unwrap().is_file());
}

#[test]
fn a_folder_is_copied_from_after_every_byte_is_compared() {
    let (mirror, folder) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let file = demo_model(mirror.path()).unwrap();
    let mut seen = Vec::new();
    let mut get = |entry: &Entry| {
        let mut progress = |progress: Progress| seen.push(progress);
        let mut watch = Watch { interrupt: &Interrupt::default(), progress: &mut progress, notice: &mut |_| {} };
        get(entry, Some(mirror.path().as_os_str()), &Elsewhere::default(), folder.path(), &mut watch)
    };
    let other_hash = Entry { sha256: "0".repeat(64), ..demonstration().clone() };
    assert_eq!(get(&other_hash).unwrap_err().what.key, "download-wrong-hash");
    let other_length = Entry { bytes: Some(7), ..demonstration().clone() };
    assert_eq!(get(&other_length).unwrap_err().what.key, "download-wrong-length");
    let absent = catalogue().iter().find(|entry| entry.name == "tiny-q5_1").unwrap();
    assert_eq!(get(absent).unwrap_err().kind, Kind::ModelMissing);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    assert_eq!(fs::read(get(&unknown_length()).unwrap()).unwrap(), fs::read(file).unwrap());
    assert_eq!(seen.last().copied(), Some(Progress { done: all(), of: Some(all()), had: 0 }));
}
