//! Gets a model of the catalogue: from its address, from a mirror, from a folder, or from what another program has fetched already.
//!
//! What comes from an address goes into a part (`part.rs`) that outlives a cut: this command tries again a few times by itself, and the next
//! one goes on from there.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use super::catalogue::Entry;
use super::download::{self, Asked, Head, News, Patience, Refusal};
use super::elsewhere::Elsewhere;
use super::intake::{Intake, Progress, Watch};
use super::model::demo_model;
use super::model_file::{MAGIC, check_file};
use super::part::Part;
use super::room;
use super::trouble::Trouble;
use crate::domain::{Failure, Kind};
use crate::msg;

/// How long is waited, and how often tried again.
#[derive(Clone, Copy, Debug)]
struct Effort {
    patience: Patience,
    /// Before each new try. After the last one it is said that it does not work.
    pauses: &'static [Duration],
}

const USUAL: Effort = Effort {
    patience: Patience { connect: Duration::from_secs(15), silence: Duration::from_secs(30) },
    pauses: &[Duration::from_secs(1), Duration::from_secs(2), Duration::from_secs(4)],
};
/// So much more than ever before in this command, and the pauses begin anew: a bad line gets there in the end, and a server that always cuts at
/// the same place does not hold anybody up for ever.
const ADVANCE: u64 = 1 << 20;
/// How often progress and the interrupt are looked at while nothing comes.
const TICK: Duration = Duration::from_millis(100);
/// More than any Whisper model has; holds against a server that never stops.
const LONGEST: u64 = 4 << 30;
/// Where a model comes from.
#[derive(Debug, PartialEq)]
enum Origin {
    Address(String),
    File(PathBuf),
}

/// Gets the model into `folder` and returns its file there. `from` is the address of a mirror or a folder; without it a copy that lies
/// `elsewhere` is taken, else the catalogue's address is used, and the demonstration model is unpacked.
///
/// # Errors
/// `Kind::Unreachable` where the server cannot be reached or does not deliver; `Kind::ModelUnusable` where something else than the model came;
/// `Kind::ModelMissing` where the folder does not hold it; `Kind::BadInput` for an address that is none; `Kind::Storage`, also where the disk
/// has no room or another process fetches the same model; `Kind::Interrupted`.
pub fn get(entry: &Entry, from: Option<&OsStr>, elsewhere: &Elsewhere, folder: &Path, watch: &mut Watch<'_>) -> Result<PathBuf, Failure> {
    let Some(origin) = origin(entry, from)? else { return demo_model(folder) };
    if from.is_none()
        && let Some(path) = from_elsewhere(entry, elsewhere, folder, watch)?
    {
        return Ok(path);
    }
    match origin {
        Origin::File(file) => from_file(entry, &file, folder, watch),
        Origin::Address(address) => from_address(entry, &address, folder, &USUAL, watch),
    }
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
        Some(_) => Err(Trouble::BadAddress.in_words(&text, 0, None)),
        None if Path::new(from).is_dir() => Ok(Some(Origin::File(Path::new(from).join(&entry.file)))),
        None => Ok(Some(Origin::File(from.into()))),
    }
}

/// The model out of what other programs have fetched, if one of them has it to the last byte.
fn from_elsewhere(entry: &Entry, elsewhere: &Elsewhere, folder: &Path, watch: &mut Watch<'_>) -> Result<Option<PathBuf>, Failure> {
    for copy in elsewhere.copies(entry) {
        (watch.notice)(&msg!("download-found-elsewhere", name = &entry.name, file = &copy));
        match from_file(entry, &copy, folder, watch) {
            Ok(path) => return Ok(Some(path)),
            Err(failure) if matches!(failure.kind, Kind::Interrupted | Kind::Storage) => return Err(failure),
            Err(failure) => {
                (watch.notice)(&failure.what);
                (watch.notice)(&msg!("download-copy-unusable"));
            }
        }
    }
    Ok(None)
}

fn from_file(entry: &Entry, file: &Path, folder: &Path, watch: &mut Watch<'_>) -> Result<PathBuf, Failure> {
    check_file(file)?;
    let mut intake = Intake::begin(folder)?;
    intake.copy(file, watch)?;
    let complete = intake.complete()?;
    complete.must_be(entry, &file.display().to_string())?;
    complete.name(&entry.file)
}

fn from_address(entry: &Entry, address: &str, folder: &Path, effort: &Effort, watch: &mut Watch<'_>) -> Result<PathBuf, Failure> {
    let part = Part::open(entry, folder, watch)?;
    let had = part.length();
    let mut fetch = Fetch { entry, address, folder, part, effort, had, came: false };
    match fetch.all(watch) {
        Ok(()) => {
            let (complete, _claim) = fetch.part.complete()?;
            complete.must_be(entry, address)?;
            complete.name(&entry.file)
        }
        Err(failure) => {
            let kept = fetch.part.length() > 0;
            fetch.part.leave();
            Err(if kept && failure.kind == Kind::Interrupted { Failure::new(Kind::Interrupted, msg!("download-paused")) } else { failure })
        }
    }
}

/// Why a connection ended without the whole file.
enum Setback {
    /// Another try would end the same way.
    ForGood(Failure),
    Passing(Failure),
}

impl From<Failure> for Setback {
    fn from(failure: Failure) -> Self {
        Self::ForGood(failure)
    }
}

/// A model on its way.
struct Fetch<'a> {
    entry: &'a Entry,
    address: &'a str,
    folder: &'a Path,
    part: Part,
    effort: &'a Effort,
    /// Bytes that an earlier command left.
    had: u64,
    /// Whether anything has come in this command.
    came: bool,
}

impl Fetch<'_> {
    /// Fills the part, in as many tries as are worth it.
    fn all(&mut self, watch: &mut Watch<'_>) -> Result<(), Failure> {
        let (mut pauses, mut farthest) = (self.effort.pauses.iter(), self.part.length());
        while !self.is_all_here() {
            let failure = match self.once(watch) {
                Ok(()) => return Ok(()),
                Err(Setback::ForGood(failure)) => return Err(failure),
                Err(Setback::Passing(failure)) => failure,
            };
            if self.part.length() >= farthest + ADVANCE {
                (pauses, farthest) = (self.effort.pauses.iter(), self.part.length());
            }
            let Some(&pause) = pauses.next().filter(|_| self.came) else { return Err(failure) };
            (watch.notice)(&failure.what);
            (watch.notice)(&msg!("download-trying-again", seconds = pause.as_secs()));
            self.wait(pause, watch)?;
        }
        Ok(())
    }

    fn is_all_here(&self) -> bool {
        self.entry.bytes == Some(self.part.length())
    }

    fn wait(&self, pause: Duration, watch: &mut Watch<'_>) -> Result<(), Failure> {
        let begin = Instant::now();
        while begin.elapsed() < pause {
            thread::sleep(TICK.min(pause));
            watch.look(self.progress(self.entry.bytes))?;
        }
        Ok(())
    }

    fn progress(&self, of: Option<u64>) -> Progress {
        Progress { done: self.part.length(), of, had: self.had }
    }

    /// One connection: asks for what is missing. A server that has nothing to go on with is asked for everything.
    fn once(&mut self, watch: &mut Watch<'_>) -> Result<(), Setback> {
        if let Some(bytes) = self.entry.bytes {
            room::check(self.folder, bytes.saturating_sub(self.part.length()))?;
        }
        match self.connection(watch)? {
            Taken::Whole => Ok(()),
            Taken::NothingToGoOnWith if self.part.is_whole(self.entry) => Ok(()),
            Taken::NothingToGoOnWith => {
                self.start_over()?;
                match self.connection(watch)? {
                    Taken::Whole => Ok(()),
                    Taken::NothingToGoOnWith => Err(self.setback(Refusal::of(Trouble::Other, self.address))),
                }
            }
        }
    }

    fn start_over(&mut self) -> Result<(), Failure> {
        self.had = 0;
        self.part.start_over()
    }

    fn connection(&mut self, watch: &mut Watch<'_>) -> Result<Taken, Setback> {
        let asked = Asked { address: self.address.to_owned(), from: self.part.length(), validator: self.part.validator(self.address) };
        self.take_in(&download::ask(asked, self.effort.patience), watch)
    }

    fn take_in(&mut self, parts: &Receiver<Result<News, Refusal>>, watch: &mut Watch<'_>) -> Result<Taken, Setback> {
        let (mut of, mut anew, mut length_known) = (self.entry.bytes, false, false);
        loop {
            match parts.recv_timeout(TICK) {
                Ok(Ok(News::SentOn { to })) => (watch.notice)(&msg!("download-sent-on", address = self.address, host = to)),
                Ok(Ok(News::Head(head))) => {
                    let Some(begin) = self.look_at(&head)? else { return Ok(Taken::NothingToGoOnWith) };
                    anew = begin == 0;
                    length_known = head.length.is_some();
                    of = of.or(head.length.map(|length| begin + length));
                    if let Some(length) = head.length {
                        room::check(self.folder, length)?;
                    }
                    self.part.comes_from(self.address, head.etag.as_deref());
                }
                Ok(Ok(News::Block(block))) => {
                    self.take_block(&block, &mut anew)?;
                }
                Ok(Err(refusal)) => return Err(self.setback(refusal)),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) if length_known || self.entry.bytes.is_none_or(|bytes| bytes <= self.part.length()) => {
                    return Ok(Taken::Whole);
                }
                Err(RecvTimeoutError::Disconnected) => return Err(self.setback(Refusal::of(Trouble::Cut, self.address))),
            }
            watch.look(self.progress(of))?;
        }
    }

    /// Where the answer's body begins; None where the server cannot go on from what is here.
    fn look_at(&self, head: &Head) -> Result<Option<u64>, Setback> {
        let here = self.part.length();
        let begin = match head.status {
            200 => 0,
            206 if head.range.as_ref().is_some_and(|range| range.starts_with(&format!("bytes {here}-"))) => here,
            206 | 416 if here > 0 => return Ok(None),
            status => return Err(self.setback(Refusal::of(Trouble::Status(status), &head.address))),
        };
        check_head(begin, head, self.address, self.entry)?;
        Ok(Some(begin))
    }

    /// `anew` where this is the beginning of the file: only now, with something that may be the model, is what was here given up.
    fn take_block(&mut self, block: &[u8], anew: &mut bool) -> Result<(), Failure> {
        let before = if *anew { 0 } else { self.part.length() };
        if let Err(failure) = check_block(block, before, self.address, self.entry) {
            if before > 0 {
                self.start_over()?; // longer than the model is: wrong from some place on
            }
            return Err(failure);
        }
        if *anew {
            self.start_over()?;
            *anew = false;
        }
        self.came = true;
        self.part.write(block)
    }

    fn setback(&self, refusal: Refusal) -> Setback {
        let failure = refusal.trouble.in_words(&refusal.address, self.part.length(), refusal.cause);
        if refusal.trouble.passes() { Setback::Passing(failure) } else { Setback::ForGood(failure) }
    }
}

/// How a connection ended that did not fail.
enum Taken {
    Whole,
    /// The server has no such range, or another one.
    NothingToGoOnWith,
}

/// Looks at an answer that goes on after `begin` bytes.
fn check_head(begin: u64, head: &Head, address: &str, entry: &Entry) -> Result<(), Failure> {
    if head.web_page {
        return Err(is_web_page(address));
    }
    match (head.length.map(|length| length.saturating_add(begin)), entry.bytes) {
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

#[cfg(test)]
#[path = "get_tests.rs"]
mod tests;
