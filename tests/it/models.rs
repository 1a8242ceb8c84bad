//! Models from a server, a folder and a file: whole, or not at all.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::{Arc, LazyLock, Mutex};

use crate::support::{Mynah, Ran};

const DEMO_FILE: &str = "ggml-demo-q5_1.bin";

/// A real model, small enough to be served: the demonstration's.
static MODEL: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let mynah = Mynah::new();
    mynah.done(&["models", "get", "demo"]);
    std::fs::read(mynah.home().join("models").join(DEMO_FILE)).unwrap()
});

/// A web server on loopback that gives every request the same answer, as long as the tests run; its address. As a proxy it is the other end
/// of the connection, too.
fn serve(answer: impl Fn(&mut TcpStream) + Send + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            if request(&mut stream).starts_with("CONNECT ") {
                let _ = stream.write_all(b"HTTP/1.1 200 Connected\r\n\r\n");
                request(&mut stream);
            }
            answer(&mut stream);
        }
    });
    address
}

/// Everything up to the empty line.
fn request(stream: &mut TcpStream) -> String {
    let (mut text, mut byte) = (Vec::new(), [0]);
    while !text.ends_with(b"\r\n\r\n") && stream.read(&mut byte).is_ok_and(|length| length == 1) {
        text.push(byte[0]);
    }
    String::from_utf8_lossy(&text).into_owned()
}

fn send(stream: &mut TcpStream, head: &str, body: &[u8]) {
    let head = format!("HTTP/1.1 {head}\r\nConnection: close\r\n\r\n");
    let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body)); // mynah hangs up on what it does not want
}

/// A server that answers in plain text before it has been asked; its address.
fn serve_without_tls() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || listener.incoming().for_each(|stream| send(&mut stream.unwrap(), "400 Bad Request", b"")));
    address
}

/// Serves `body` with its length.
fn serve_whole(body: Vec<u8>) -> String {
    serve(move |stream| send(stream, &format!("200 OK\r\nContent-Length: {}", body.len()), &body))
}

/// What lies in the folder of models, but for the hidden files that are locked while one is fetched.
fn models(mynah: &Mynah) -> Vec<PathBuf> {
    let files = std::fs::read_dir(mynah.home().join("models")).into_iter().flatten();
    let files = files.map(|file| file.unwrap().path());
    files.filter(|path| !path.file_name().unwrap().to_string_lossy().ends_with(".lock")).collect()
}

/// What is here of the demonstration model when its download was cut.
fn part(mynah: &Mynah) -> PathBuf {
    mynah.home().join("models").join(format!("{DEMO_FILE}.part"))
}

/// The heads of requests, and the number of bytes that were sent to each.
type Log = Arc<Mutex<Vec<(String, usize)>>>;

/// A server that gives the first request half of the model, then stalls, and gives all others what they ask for.
fn serve_halting() -> (String, Log) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let log = Arc::new(Mutex::new(Vec::new()));
    let requests = log.clone();
    std::thread::spawn(move || {
        for (count, stream) in listener.incoming().enumerate() {
            let mut stream = stream.unwrap();
            let head = request(&mut stream);
            let from = head.lines().find_map(|line| line.to_ascii_lowercase().strip_prefix("range: bytes=")?.trim_end_matches('-').parse().ok());
            let from: usize = from.unwrap_or(0);
            let rest = &MODEL[from..];
            let sent = if count == 0 { &rest[..4_000_000] } else { rest };
            requests.lock().unwrap().push((head, sent.len()));
            let status = if from > 0 { format!("206 Partial Content\r\nContent-Range: bytes {from}-7640380/7640381") } else { "200 OK".to_owned() };
            send(&mut stream, &format!("{status}\r\nETag: \"one\"\r\nContent-Length: {}", rest.len()), sent);
            if count == 0 {
                std::thread::spawn(move || stream.read(&mut [0])); // open until mynah hangs up
            }
        }
    });
    (address, log)
}

/// Lets a `get` come as far as half, and holds it there.
#[cfg(unix)]
fn halfway(mynah: &Mynah, address: &str) -> (std::process::Child, impl Iterator<Item = String> + use<>) {
    let mut child = mynah.command(&["models", "get", "demo", "--from", address]).stderr(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(child.stderr.take().unwrap()).lines().map(Result::unwrap);
    assert!(lines.any(|line| line.starts_with("demo: 50%") || line.starts_with("demo: 51%") || line.starts_with("demo: 52%")));
    (child, lines)
}

fn damaged() -> Vec<u8> {
    let mut bytes = MODEL.clone();
    *bytes.last_mut().unwrap() ^= 1;
    bytes
}

#[test]
fn a_model_comes_from_a_server_under_its_own_name_and_is_used() {
    let mynah = Mynah::new();
    let ran = mynah.run(&["models", "get", "demo", "--from", &serve_whole(MODEL.clone())]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.contains("demo: 100% · 7 of 7 MB"), "{}", ran.err);
    assert!(ran.err.lines().count() <= 12, "a line every 10 %: {}", ran.err);
    let file = mynah.home().join("models").join(DEMO_FILE);
    assert_eq!(models(&mynah), std::slice::from_ref(&file));
    assert_eq!(std::fs::read(&file).unwrap(), *MODEL);
    #[cfg(unix)]
    assert_eq!(std::os::unix::fs::PermissionsExt::mode(&file.metadata().unwrap().permissions()) & 0o777, 0o600);
    let listed = &mynah.json(&["models", "list", "--json"])[0];
    assert!(listed.as_array().unwrap().iter().any(|model| model["name"] == "demo" && model["path"].is_string()));
}

#[test]
fn a_model_that_is_there_is_not_fetched_again_and_a_damaged_one_is() {
    let mynah = Mynah::new();
    mynah.done(&["models", "get", "demo", "--from", &serve_whole(MODEL.clone())]);
    let nowhere = "http://127.0.0.1:9";
    let again = mynah.run(&["models", "get", "demo", "--from", nowhere]);
    assert_eq!(again.code, 0);
    assert!(again.err.contains("already here"), "{}", again.err);
    std::fs::write(mynah.home().join("models").join(DEMO_FILE), damaged()).unwrap();
    let mended = mynah.run(&["models", "get", "demo", "--from", &serve_whole(MODEL.clone())]);
    assert!(mended.code == 0 && mended.err.contains("is damaged"), "{}", mended.err);
    assert_eq!(std::fs::read(mynah.home().join("models").join(DEMO_FILE)).unwrap(), *MODEL);
}

#[test]
fn a_proxy_of_the_environment_is_used() {
    let mynah = Mynah::new();
    let mut command = mynah.command(&["models", "get", "demo", "--from", "http://mirror.invalid/models"]);
    let ran = Ran::of(command.env("HTTP_PROXY", serve_whole(MODEL.clone())).output().unwrap());
    assert_eq!(ran.code, 0, "{}", ran.err);
}

/// `models get` from this server has to end with this exit code, these words, the address, a way out, and nothing kept.
#[track_caller]
fn check_refused(name: &str, address: &str, code: i32, words: &str) {
    let mynah = Mynah::new();
    for language in ["en", "ko"] {
        let said = mynah.refused(code, &["models", "get", name, "--from", address, "--ui", language]);
        assert!(said.contains(address), "{said}");
        assert!(said.contains(if language == "en" { words } else { "해결 방법:" }), "{said}");
        assert!(said.contains("models add") || said.contains("--from"), "{said}");
    }
    assert!(models(&mynah).is_empty(), "{:?}", models(&mynah));
}

#[test]
fn a_server_that_refuses_is_quoted() {
    for (status, words) in [("403 Forbidden", "does not hand out"), ("404 Not Found", "nothing at"), ("503 Service Unavailable", "at the moment")] {
        let address = serve(move |stream| send(stream, &format!("{status}\r\nContent-Length: 0"), b""));
        check_refused("small-q5_1", &address, 1, words);
    }
}

#[test]
fn a_web_page_in_place_of_the_model_is_recognised_whatever_it_is_called() {
    let page = b"\n<!DOCTYPE html><html>Please log in</html>";
    for kind in ["text/html; charset=utf-8", "application/octet-stream"] {
        let address = serve(move |stream| send(stream, &format!("200 OK\r\nContent-Type: {kind}"), page));
        check_refused("small-q5_1", &address, 3, "web page");
    }
}

#[test]
fn another_file_than_the_model_is_never_kept() {
    check_refused("small-q5_1", &serve_whole(MODEL.clone()), 3, "7640381 bytes, not 190085487");
    check_refused("demo", &serve_whole(damaged()), 3, "SHA-256");
    check_refused("small-q5_1", &serve(|stream| send(stream, "200 OK", b"version https://git-lfs.github.com/spec/v1")), 3, "not a speech model");
    let longer = [MODEL.as_slice(), b"more"].concat();
    check_refused("demo", &serve(move |stream| send(stream, "200 OK", &longer)), 3, "not 7640381");
    check_refused("demo", &serve_whole(MODEL[..MODEL.len() - 1].to_vec()), 3, "7640380 bytes");
}

#[cfg(unix)]
#[test]
fn a_download_that_was_killed_goes_on_where_it_was() {
    let (mynah, (address, log)) = (Mynah::new(), serve_halting());
    let (mut child, _) = halfway(&mynah, &address);
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(models(&mynah), [part(&mynah)], "nothing by the model's name");
    assert!(mynah.done(&["models", "list"]).contains("begun ("));
    let here = part(&mynah).metadata().unwrap().len();
    let ran = mynah.run(&["models", "get", "demo", "--from", &address]);
    assert!(ran.code == 0 && ran.err.contains("are here already"), "{}", ran.err);
    let log = log.lock().unwrap();
    let (head, sent) = &log[1];
    let head = head.to_ascii_lowercase();
    assert!(head.contains(&format!("\r\nrange: bytes={here}-\r\n")) && head.contains("\r\nif-range: \"one\"\r\n"), "{head}");
    assert_eq!((log.len(), *sent as u64), (2, MODEL.len() as u64 - here), "only the rest was sent");
    assert_eq!(std::fs::read(mynah.home().join("models").join(DEMO_FILE)).unwrap(), *MODEL);
    assert!(mynah.done(&["models", "verify", "demo"]).contains("ok"));
}

#[test]
fn a_connection_that_is_cut_is_taken_up_again_by_the_same_command() {
    let mynah = Mynah::new();
    let cut = std::sync::atomic::AtomicBool::new(false);
    let address = serve(move |stream| {
        let first = !cut.swap(true, std::sync::atomic::Ordering::Relaxed);
        let rest = &MODEL[if first { 0 } else { 4_000_000 }..];
        let status = if first { "200 OK" } else { "206 Partial Content\r\nContent-Range: bytes 4000000-7640380/7640381" };
        let sent = if first { &rest[..4_000_000] } else { rest };
        send(stream, &format!("{status}\r\nContent-Length: {}", rest.len()), sent);
    });
    let ran = mynah.run(&["models", "get", "demo", "--from", &address]);
    assert!(ran.code == 0 && ran.err.contains("was cut after 4 MB") && ran.err.contains("Trying again in one second"), "{}", ran.err);
    assert_eq!(std::fs::read(mynah.home().join("models").join(DEMO_FILE)).unwrap(), *MODEL);
}

#[cfg(unix)]
#[test]
fn a_second_get_of_the_same_model_is_refused_while_the_first_runs() {
    let (mynah, (address, _)) = (Mynah::new(), serve_halting());
    let (mut child, _lines) = halfway(&mynah, &address);
    assert!(mynah.refused(1, &["models", "get", "demo", "--from", &address]).contains("by another mynah"));
    assert!(mynah.refused(1, &["models", "remove", "demo"]).contains("by another mynah"));
    child.kill().unwrap();
    child.wait().unwrap();
    mynah.done(&["models", "get", "demo", "--from", &address]);
}

#[test]
fn a_server_that_is_not_there_or_does_not_prove_who_it_is_is_named() {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap(); // closed again at once
    check_refused("small-q5_1", &format!("http://{port}"), 1, "no connection");
    check_refused("small-q5_1", &serve_without_tls().replace("http:", "https:"), 1, "connection"); // what fails first depends on the load
    check_refused("small-q5_1", "ftp://127.0.0.1", 2, "not an address");
}

#[cfg(unix)]
#[test]
fn a_disk_that_takes_no_more_leaves_what_fitted_and_the_next_command_goes_on() {
    let mynah = Mynah::new();
    let address = serve_whole(MODEL.clone());
    let get = mynah.command(&["models", "get", "demo", "--from", &address]);
    let mut limited = std::process::Command::new("sh"); // stands for a full disk: no file may be longer than half a megabyte
    limited.args(["-c", "trap '' XFSZ; ulimit -f 1000; exec \"$0\" \"$@\""]).arg(get.get_program()).args(get.get_args());
    limited.env_clear().envs(get.get_envs().filter_map(|(name, value)| Some((name, value?))));
    let ran = Ran::of(limited.output().unwrap());
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(ran.err.contains("could not be written") && ran.err.contains("Make room"), "{}", ran.err);
    assert_eq!(models(&mynah), [part(&mynah)]);
    mynah.done(&["models", "get", "demo", "--from", &address]);
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_it_while_nothing_comes_and_keeps_what_has_come() {
    let (mynah, (address, _)) = (Mynah::new(), serve_halting());
    let (mut child, mut lines) = halfway(&mynah, &address);
    assert!(std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert!(lines.any(|line| line.contains("the same command goes on from there")));
    assert_eq!(models(&mynah), [part(&mynah)]);
    let removed = mynah.run(&["models", "remove", "demo"]);
    assert!(removed.code == 0 && removed.err.contains("MB are free again"), "{}", removed.err);
    assert!(models(&mynah).is_empty());
}

#[test]
fn a_folder_serves_as_a_mirror() {
    let mynah = Mynah::new();
    let mirror = mynah.folder().join("미러 mirror");
    std::fs::create_dir(&mirror).unwrap();
    let from = mirror.to_str().unwrap();
    assert!(mynah.refused(3, &["models", "get", "demo", "--from", from]).contains(DEMO_FILE));
    std::fs::write(mirror.join(DEMO_FILE), damaged()).unwrap();
    assert!(mynah.refused(3, &["models", "get", "demo", "--from", from]).contains("SHA-256"));
    assert!(models(&mynah).is_empty());
    std::fs::write(mirror.join(DEMO_FILE), &*MODEL).unwrap();
    mynah.done(&["models", "get", "demo", "--from", from]);
    assert_eq!(std::fs::read(mynah.home().join("models").join(DEMO_FILE)).unwrap(), *MODEL);
}

#[test]
fn an_unknown_name_is_met_with_close_ones() {
    let said = Mynah::new().refused(2, &["models", "get", "smal-q5"]);
    assert!(said.contains("small-q5_1"), "{said}");
    let said = Mynah::new().refused(2, &["--ui", "ko", "models", "get", "완전히 다른"]);
    assert!(said.contains("base-q5_1") && said.contains("models add"), "{said}");
}

#[track_caller]
fn check_not_added(mynah: &Mynah, file: &Path) {
    let said = mynah.refused(3, &["models", "add", file.to_str().unwrap()]);
    assert!(said.contains(file.to_str().unwrap()), "{said}");
    assert!(models(mynah).is_empty());
}

#[test]
fn what_is_no_model_file_is_not_added() {
    let mynah = Mynah::new();
    check_not_added(&mynah, mynah.folder());
    check_not_added(&mynah, &mynah.folder().join("nowhere.bin"));
    let half = mynah.folder().join("half.bin");
    std::fs::write(&half, &MODEL[..4_000_000]).unwrap();
    check_not_added(&mynah, &half);
    if cfg!(unix) {
        let pipe = mynah.folder().join("pipe.bin");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        check_not_added(&mynah, &pipe);
    }
}

#[test]
fn a_model_of_ones_own_is_added_and_found_by_its_name() {
    let mynah = Mynah::new();
    let file = mynah.folder().join("ggml-내 모델.bin");
    std::fs::write(&file, damaged()).unwrap();
    let ran = mynah.run(&["models", "add", file.to_str().unwrap()]);
    assert!(ran.code == 0 && ran.err.contains("--model 내 모델"), "{}", ran.err);
    assert_eq!(models(&mynah), [mynah.home().join("models/ggml-내 모델.bin")]);
}

#[test]
fn the_list_is_in_the_language_of_the_user_and_its_columns_are_straight() {
    let mynah = Mynah::new();
    let korean = mynah.done(&["models", "list", "--ui", "ko"]);
    let row = korean.lines().find(|line| line.starts_with("small-q5_1 ")).unwrap();
    assert_eq!(row, "small-q5_1           190 MB  없음  권장합니다");
    assert!(mynah.done(&["models", "list"]).contains("190 MB  not here  recommended"));
}

/// A file with this length and nothing in it, which takes no room.
fn sparse(path: &Path, length: u64) {
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::File::create(path).unwrap().set_len(length).unwrap();
}

#[test]
fn what_another_program_has_is_shown_and_where() {
    let mynah = Mynah::new();
    let copy = mynah.folder().join(".cache/huggingface/hub/models--ggerganov--whisper.cpp/snapshots/main/ggml-base-q5_1.bin");
    sparse(&copy, 59_707_625);
    let listed = mynah.done(&["models", "list"]);
    assert!(listed.lines().any(|line| line.starts_with("base-q5_1 ") && line.contains("elsewhere")), "{listed}");
    assert!(listed.contains(copy.to_str().unwrap()) && listed.contains("mynah models get base-q5_1"), "{listed}");
    let models = mynah.json(&["models", "list", "--json"])[0].clone();
    let found: Vec<_> = models.as_array().unwrap().iter().filter(|model| !model["elsewhere"].is_null()).collect();
    assert!(found.len() == 1 && found[0]["name"] == "base-q5_1" && found[0]["path"].is_null());
}

#[test]
fn every_model_is_looked_through_and_a_damaged_one_is_said() {
    let mynah = Mynah::new();
    assert!(mynah.run(&["models", "verify"]).err.contains("no model here"));
    assert!(mynah.refused(3, &["models", "verify", "demo"]).contains("not on this machine"));
    mynah.done(&["models", "get", "demo"]);
    let folder = mynah.home().join("models");
    std::fs::write(folder.join("ggml-mine.bin"), damaged()).unwrap();
    let verified = mynah.done(&["models", "verify"]);
    assert!(verified.lines().any(|line| line.starts_with("demo") && line.contains("ok")), "{verified}");
    assert!(verified.lines().any(|line| line.starts_with("mine") && line.contains("unknown")), "{verified}");
    assert!(mynah.done(&["models", "list"]).lines().any(|line| line.starts_with("mine") && line.contains("your own")));
    std::fs::write(folder.join(DEMO_FILE), damaged()).unwrap();
    let ran = mynah.run(&["models", "verify", "--json"]);
    assert!(ran.code == 1 && ran.err.contains("mynah models get demo"), "{}", ran.err);
    let verified: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    let states: Vec<_> =
        verified.as_array().unwrap().iter().map(|model| (model["name"].as_str().unwrap(), model["state"].as_str().unwrap())).collect();
    assert_eq!(states, [("demo", "damaged"), ("mine", "unknown")]);
    assert!(verified[0]["reason"].as_str().unwrap().contains("SHA-256"));
    assert!(mynah.refused(1, &["models", "verify", "--ui", "ko"]).contains("손상된 모델이 1개"));
}

#[test]
fn a_model_is_removed_from_mynahs_own_folder_only() {
    let mynah = Mynah::new();
    mynah.done(&["models", "get", "demo"]);
    let removed = mynah.run(&["models", "remove", "demo"]);
    assert!(removed.code == 0 && removed.err.contains("7.6 MB are free again"), "{}", removed.err);
    assert!(models(&mynah).is_empty());
    let theirs = mynah.folder().join("shared/ggml-base-q5_1.bin");
    sparse(&theirs, 5);
    let mut command = mynah.command(&["models", "remove", "base-q5_1"]);
    let ran = Ran::of(command.env("MYNAH_MODELS", theirs.parent().unwrap()).output().unwrap());
    assert!(ran.code == 2 && ran.err.contains("not mynah's own folder") && theirs.exists(), "{}", ran.err);
    assert!(mynah.refused(2, &["models", "remove", "smal-q5"]).contains("small-q5_1"));
    assert!(mynah.refused(3, &["models", "remove", "small-q5_1"]).contains("models list"));
}

#[cfg(unix)]
#[test]
fn huge_files_pipes_devices_and_folders_are_refused_at_once() {
    let mynah = Mynah::new();
    let (huge, pipe) = (mynah.folder().join("huge.bin"), mynah.folder().join("ggml-demo-q5_1.bin"));
    sparse(&huge, 3 << 30);
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    for file in [huge.to_str().unwrap(), pipe.to_str().unwrap(), "/dev/zero"] {
        check_not_added(&mynah, Path::new(file));
        mynah.refused(3, &["models", "get", "demo", "--from", file]);
        mynah.refused(3, &["--model", file, "score", "nothing.wav", "--lang", "en"]);
    }
    mynah.refused(3, &["models", "get", "demo", "--from", mynah.folder().to_str().unwrap()]);
    mynah.refused(3, &["--model", "./shared/", "score", "nothing.wav", "--lang", "en"]);
    assert!(models(&mynah).is_empty());
}

#[test]
fn the_doctor_says_what_is_missing_and_what_to_do_about_it() {
    let mynah = Mynah::new();
    let report = &mynah.json(&["doctor", "--json"])[0];
    let checks = report["checks"].as_array().unwrap();
    let state = |area: &str| checks.iter().find(|check| check["area"] == area).unwrap()["state"].as_str().unwrap();
    assert_eq!(["data_folder", "database", "model"].map(state), ["ok", "ok", "missing"]);
    assert!(checks.iter().all(|check| check["state"] == "ok" || check["fix"].is_string()), "{checks:?}");
    assert!(report["speed"]["cost"].as_f64().unwrap() > 0.0 && report["speed"]["model"] == "demo");
    let estimates = report["models"].as_array().unwrap();
    assert!(estimates.len() == 9 && estimates.iter().all(|estimate| estimate["measured"] == false));
    let korean = mynah.done(&["doctor", "--ui", "ko"]);
    assert!(korean.contains("mynah models get") && korean.contains("크기로 추정"), "{korean}");
    std::fs::create_dir_all(mynah.home().join("models")).unwrap();
    std::fs::write(mynah.home().join("models/ggml-base-q5_1.bin"), b"<html>").unwrap();
    let ran = mynah.run(&["doctor"]);
    assert!(ran.code == 1 && ran.out.contains("mynah models verify"), "{}{}", ran.out, ran.err);
}
