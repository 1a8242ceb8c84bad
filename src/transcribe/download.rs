//! Gets a model of the catalogue from its address, from a mirror or from a folder. The only place in mynah that opens a connection.

use std::ffi::OsStr;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread;
use std::time::Duration;

use ureq::tls::{RootCerts, TlsConfig};
use ureq::{Agent, Error, Timeout};

use super::catalogue::Entry;
use super::intake::{BLOCK, Intake, Progress, Watch};
use super::model::demo_model;
use super::model_file::{MAGIC, check_file};
use crate::domain::{Failure, Kind, Message};
use crate::msg;

/// To find the host, and then once more to connect to it.
const CONNECT: Duration = Duration::from_secs(15);
/// The longest time without a byte.
const SILENCE: Duration = Duration::from_secs(30);
/// How often progress and the interrupt are looked at while nothing comes.
const TICK: Duration = Duration::from_millis(100);
/// Blocks that may wait to be written.
const WAITING: usize = 16;
/// More than any Whisper model has; holds against a server that never stops.
const LONGEST: u64 = 4 << 30;

/// Where a model comes from.
#[derive(Debug, PartialEq)]
enum Origin {
    Address(String),
    File(PathBuf),
}

/// Gets the model into `folder` and returns its file there. `from` is the address of a mirror or a folder; without it the catalogue's address
/// is used, and the demonstration model is unpacked.
///
/// # Errors
/// `Kind::Unreachable` where the server cannot be reached or does not deliver; `Kind::ModelUnusable` where something else than the model came;
/// `Kind::ModelMissing` where the folder does not hold it; `Kind::BadInput` for an address that is none; `Kind::Storage`; `Kind::Interrupted`.
pub fn get(entry: &Entry, from: Option<&OsStr>, folder: &Path, watch: &mut Watch<'_>) -> Result<PathBuf, Failure> {
    let Some(origin) = origin(entry, from)? else { return demo_model(folder) };
    let mut intake;
    let source = match origin {
        Origin::Address(address) => {
            intake = Intake::begin(folder)?;
            fetch(&address, entry, &mut intake, watch)?;
            address
        }
        Origin::File(file) => {
            check_file(&file)?;
            intake = Intake::begin(folder)?;
            intake.copy(&file, watch)?;
            file.display().to_string()
        }
    };
    let complete = intake.complete()?;
    complete.must_be(entry, &source)?;
    complete.name(&entry.file)
}

/// A mirror holds the file under its name, and may also be given as the address or path of the file itself. None for a model that has no
/// address, being part of the program.
fn origin(entry: &Entry, from: Option<&OsStr>) -> Result<Option<Origin>, Failure> {
    let Some(from) = from else { return Ok(entry.url.clone().map(Origin::Address)) };
    let text = from.to_string_lossy();
    let scheme = text.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase());
    match scheme.as_deref() {
        Some("http" | "https") if text.ends_with(&format!("/{}", entry.file)) => Ok(Some(Origin::Address(text.into_owned()))),
        Some("http" | "https") => Ok(Some(Origin::Address(format!("{}/{}", text.trim_end_matches('/'), entry.file)))),
        Some(_) => Err(Failure::new(Kind::BadInput, msg!("download-bad-address", address = text.as_ref())).hint(msg!("download-hint-address"))),
        None if Path::new(from).is_dir() => Ok(Some(Origin::File(Path::new(from).join(&entry.file)))),
        None => Ok(Some(Origin::File(from.into()))),
    }
}

/// What the connection's thread tells.
enum Part {
    /// The answer begins.
    Head {
        length: Option<u64>,
        web_page: bool,
    },
    Block(Vec<u8>),
}

/// Fills `intake` from the address. A thread of its own reads, so that an interrupt is answered while nothing comes; left alone it ends with
/// its next block or time-out.
fn fetch(address: &str, entry: &Entry, intake: &mut Intake, watch: &mut Watch<'_>) -> Result<(), Failure> {
    let (sender, parts) = sync_channel(WAITING);
    let wanted = address.to_owned();
    thread::spawn(move || {
        if let Err(error) = read(&wanted, &sender) {
            let _ = sender.send(Err(error)); // nobody waits for it after an interrupt
        }
    });
    take_in(&parts, address, entry, intake, watch)
}

fn read(address: &str, sender: &SyncSender<Result<Part, Error>>) -> Result<(), Error> {
    let response = agent().get(address).call()?;
    let web_page = response.body().mime_type().is_some_and(|kind| kind.contains("html"));
    let mut body = response.into_body();
    let mut listening = sender.send(Ok(Part::Head { length: body.content_length(), web_page })).is_ok();
    let mut reader = body.as_reader();
    while listening {
        let mut block = vec![0; BLOCK];
        let length = reader.read(&mut block)?;
        if length == 0 {
            break;
        }
        block.truncate(length);
        listening = sender.send(Ok(Part::Block(block))).is_ok();
    }
    Ok(())
}

/// Proxies come from the environment, as the crate reads them; trusted certificates are the system's, a company's own among them.
fn agent() -> Agent {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let tls = TlsConfig::builder().root_certs(RootCerts::PlatformVerifier).unversioned_rustls_crypto_provider(provider).build();
    Agent::config_builder()
        .tls_config(tls)
        .timeout_resolve(Some(CONNECT))
        .timeout_connect(Some(CONNECT))
        .timeout_per_read(Some(SILENCE))
        .timeout_per_write(Some(SILENCE))
        .user_agent(concat!("mynah/", env!("CARGO_PKG_VERSION")))
        .accept_encoding("identity")
        .build()
        .into()
}

fn take_in(parts: &Receiver<Result<Part, Error>>, address: &str, entry: &Entry, intake: &mut Intake, watch: &mut Watch<'_>) -> Result<(), Failure> {
    let mut of = entry.bytes;
    loop {
        match parts.recv_timeout(TICK) {
            Ok(Ok(Part::Head { length, web_page })) => {
                check_head(length, web_page, address, entry)?;
                of = of.or(length);
            }
            Ok(Ok(Part::Block(block))) => {
                check_block(&block, intake.length(), address, entry)?;
                intake.write(&block)?;
            }
            Ok(Err(error)) => return Err(not_delivered(error, address, intake.length())),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return Ok(()),
        }
        watch.look(Progress { done: intake.length(), of })?;
    }
}

fn check_head(length: Option<u64>, web_page: bool, address: &str, entry: &Entry) -> Result<(), Failure> {
    if web_page {
        return Err(is_web_page(address));
    }
    match (length, entry.bytes) {
        (Some(found), Some(expected)) if found != expected => Err(wrong_length(address, entry, found, expected)),
        (Some(found), None) if found > LONGEST => Err(wrong_length(address, entry, found, LONGEST)),
        _ => Ok(()),
    }
}

/// Looks at a block that comes after `done` bytes.
fn check_block(block: &[u8], done: u64, address: &str, entry: &Entry) -> Result<(), Failure> {
    let begins = &block[..block.len().min(4)];
    if done == 0 && !MAGIC.to_le_bytes().starts_with(begins) {
        return Err(if block.trim_ascii_start().starts_with(b"<") { is_web_page(address) } else { is_no_model(address) });
    }
    let (now, most) = (done + block.len() as u64, entry.bytes.unwrap_or(LONGEST));
    if now > most { Err(wrong_length(address, entry, now, most)) } else { Ok(()) }
}

fn is_web_page(address: &str) -> Failure {
    Failure::new(Kind::ModelUnusable, msg!("download-web-page", address = address)).hint(msg!("download-hint-web-page"))
}

fn is_no_model(address: &str) -> Failure {
    Failure::new(Kind::ModelUnusable, msg!("download-no-model", address = address)).hint(msg!("download-hint-other-file"))
}

fn wrong_length(address: &str, entry: &Entry, found: u64, expected: u64) -> Failure {
    let (found, expected) = (found.to_string(), expected.to_string());
    let what = msg!("download-wrong-length", source = address, name = &entry.name, found = found, expected = expected);
    Failure::new(Kind::ModelUnusable, what).hint(msg!("download-hint-other-file"))
}

/// What kept the model from coming, after `done` bytes of it.
fn not_delivered(error: Error, address: &str, done: u64) -> Failure {
    let (what, hint) = match &error {
        Error::StatusCode(status) => return refused(*status, address),
        Error::BadUri(_) | Error::Http(_) => {
            return Failure::new(Kind::BadInput, msg!("download-bad-address", address = address)).hint(msg!("download-hint-address")).because(error);
        }
        Error::Timeout(Timeout::PerRead | Timeout::PerWrite) => {
            (msg!("download-silence", address = address, seconds = SILENCE.as_secs()), msg!("download-hint-later"))
        }
        _ if done > 0 => (msg!("download-cut", address = address, megabytes = (done / 1_000_000).to_string()), msg!("download-hint-later")),
        error if is_about_the_host(error) => (msg!("download-host-unknown", address = address), msg!("download-hint-network")),
        Error::InvalidProxyUrl | Error::ConnectProxyFailed(_) => (msg!("download-proxy", address = address), msg!("download-hint-network")),
        _ if is_about_trust(&error) => (msg!("download-no-trust", address = address), msg!("download-hint-trust")),
        Error::Io(_) | Error::Timeout(_) | Error::ConnectionFailed => {
            (msg!("download-no-connection", address = address), msg!("download-hint-network"))
        }
        _ => (msg!("download-failed", address = address), msg!("download-hint-later")),
    };
    Failure::new(Kind::Unreachable, what).hint(hint).because(error)
}

fn refused(status: u16, address: &str) -> Failure {
    let status_text = status.to_string();
    let (what, hint): (Message, Message) = match status {
        401 | 403 | 407 | 451 => (msg!("download-forbidden", address = address, status = status_text), msg!("download-hint-mirror")),
        404 | 410 => (msg!("download-not-there", address = address, status = status_text), msg!("download-hint-mirror")),
        408 | 429 | 500.. => (msg!("download-server-trouble", address = address, status = status_text), msg!("download-hint-later")),
        _ => (msg!("download-odd-answer", address = address, status = status_text), msg!("download-hint-mirror")),
    };
    Failure::new(Kind::Unreachable, what).hint(hint)
}

/// The host's name leads nowhere. The standard library has no kind for this; it puts these words before the system's on Unix, and Windows
/// has numbers of its own (WSAHOST_NOT_FOUND to WSANO_DATA).
fn is_about_the_host(error: &Error) -> bool {
    match error {
        Error::HostNotFound | Error::Timeout(Timeout::Resolve) => true,
        Error::Io(error) => error.to_string().starts_with("failed to lookup address") || matches!(error.raw_os_error(), Some(11_001..=11_004)),
        _ => false,
    }
}

/// A certificate that is not accepted, or a server that does not speak TLS at all. Some of these errors come wrapped in another.
fn is_about_trust(error: &Error) -> bool {
    match error {
        Error::Rustls(_) | Error::Tls(_) | Error::Pem(_) => true,
        Error::Io(error) => error.get_ref().is_some_and(|inner| inner.is::<rustls::Error>()),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::domain::Interrupt;
    use crate::transcribe::catalogue::{catalogue, demonstration};

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
        let mut watch = Watch { interrupt: &Interrupt::default(), progress: &mut |_| {} };
        assert!(get(demonstration(), None, folder.path(), &mut watch).unwrap().is_file());
    }

    #[test]
    fn a_folder_is_copied_from_after_every_byte_is_compared() {
        let (mirror, folder) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let file = demo_model(mirror.path()).unwrap();
        let mut seen = Vec::new();
        let mut get = |entry: &Entry| {
            let mut progress = |progress: Progress| seen.push(progress);
            let mut watch = Watch { interrupt: &Interrupt::default(), progress: &mut progress };
            get(entry, Some(mirror.path().as_os_str()), folder.path(), &mut watch)
        };
        let other_hash = Entry { sha256: "0".repeat(64), ..demonstration().clone() };
        assert_eq!(get(&other_hash).unwrap_err().what.key, "download-wrong-hash");
        let other_length = Entry { bytes: Some(7), ..demonstration().clone() };
        assert_eq!(get(&other_length).unwrap_err().what.key, "download-wrong-length");
        let absent = catalogue().iter().find(|entry| entry.name == "tiny-q5_1").unwrap();
        assert_eq!(get(absent).unwrap_err().kind, Kind::ModelMissing);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
        let unknown_length = Entry { bytes: None, ..demonstration().clone() };
        assert_eq!(fs::read(get(&unknown_length).unwrap()).unwrap(), fs::read(file).unwrap());
        assert_eq!(seen.last().copied(), demonstration().bytes.map(|bytes| Progress { done: bytes, of: Some(bytes) }));
    }

    #[track_caller]
    fn check_status(status: u16, key: &str) {
        let failure = not_delivered(Error::StatusCode(status), "https://mirror.example/x", 0);
        assert_eq!((failure.kind, failure.what.key), (Kind::Unreachable, key), "{status}");
        assert!(failure.hint.is_some());
    }

    #[test]
    fn refusals_are_told_apart() {
        check_status(403, "download-forbidden");
        check_status(404, "download-not-there");
        check_status(429, "download-server-trouble");
        check_status(503, "download-server-trouble");
        check_status(418, "download-odd-answer");
    }

    #[test]
    fn a_host_that_is_not_found_and_a_server_that_falls_silent_are_told_apart_from_a_lost_connection() {
        use std::net::ToSocketAddrs;
        let too_long = "a".repeat(300); // refused by the system's resolver itself, without asking anybody
        let no_such_host = (too_long.as_str(), 80).to_socket_addrs().unwrap_err();
        let reset = || std::io::Error::from(std::io::ErrorKind::ConnectionReset);
        for (error, done, key) in [
            (Error::Io(no_such_host), 0, "download-host-unknown"),
            (Error::HostNotFound, 0, "download-host-unknown"),
            (Error::Timeout(Timeout::Connect), 0, "download-no-connection"),
            (Error::Io(reset()), 0, "download-no-connection"),
            (Error::Io(reset()), 5, "download-cut"),
            (Error::Timeout(Timeout::PerRead), 0, "download-silence"),
            (Error::Timeout(Timeout::PerRead), 5, "download-silence"),
            (Error::ConnectProxyFailed("403".to_owned()), 0, "download-proxy"),
            (Error::Tls("no"), 0, "download-no-trust"),
            (Error::Io(std::io::Error::other(rustls::Error::DecryptError)), 0, "download-no-trust"),
            (Error::TooManyRedirects, 0, "download-failed"),
        ] {
            let failure = not_delivered(error, "https://mirror.example/x", done);
            assert_eq!((failure.kind, failure.what.key), (Kind::Unreachable, key));
        }
    }

    #[test]
    fn an_endless_answer_ends_at_the_length_that_is_known_or_at_the_longest_there_can_be() {
        let magic = MAGIC.to_le_bytes();
        let unknown = Entry { bytes: None, ..demonstration().clone() };
        assert!(check_block(&magic, 0, "a", &unknown).is_ok());
        assert!(check_block(&[0; 4], LONGEST - 4, "a", &unknown).is_ok());
        assert_eq!(check_block(&[0; 5], LONGEST - 4, "a", &unknown).unwrap_err().what.key, "download-wrong-length");
        assert!(check_block(&[0; 9], 7_640_381 - 8, "a", demonstration()).is_err());
        assert!(check_head(Some(LONGEST + 1), false, "a", &unknown).is_err());
    }
}
