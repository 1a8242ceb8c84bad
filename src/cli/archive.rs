//! `mynah export` and `mynah import-archive`: everything to another machine, or to other programs, and back.
//!
//! The archive is a folder that a stranger can read without mynah: sound as WAV, attempts as JSON and Markdown, a table as CSV; `mynah.db` and the user's files
//! stand beside them, so that nothing is lost on the way back. `archive.json` lists every file with its hash and is written last.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use crate::domain::{Failure, Kind};
use crate::msg;
use crate::report;
use crate::store::{self, Filter, Home, Search, Store};
use crate::transcribe;

use super::arguments::{Export, ImportArchive};
use super::context::Context;
use super::progress::Steps;
use super::report::{cannot_write, replace};

/// The list of what is in an archive.
#[derive(Serialize, Deserialize)]
struct Contents {
    mynah: String,
    files: Vec<Entry>,
}

#[derive(Serialize, Deserialize)]
struct Entry {
    /// Below the archive's folder, with `/`.
    name: String,
    bytes: u64,
    sha256: String,
}

const CONTENTS: &str = "archive.json";
/// The user's own files beside the database.
const OWN_FILES: [&str; 3] = ["config.toml", "synonyms.txt", "rubric.toml"];

pub fn export(context: &Context, arguments: &Export) -> Result<(), Failure> {
    let (folder, store) = (&arguments.folder, context.store()?);
    let failed = |error| cannot_write(folder, error);
    if fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some()) {
        return Err(Failure::new(Kind::BadInput, msg!("cli-export-not-empty", path = folder)).hint(msg!("cli-export-not-empty-hint")));
    }
    // The same folders as a data folder, closed to others.
    let archive = Home::at(folder.clone());
    archive.prepare()?;
    store.copy_to(&archive.db())?;
    let mut names = vec!["mynah.db".to_owned()];
    names.extend(copy_own_files(context, &archive)?);
    names.extend(write_attempts(context, &store, &archive)?);
    let mut files = Vec::new();
    for name in names {
        let path = folder.join(&name);
        let bytes = fs::metadata(&path).map_err(failed)?.len();
        files.push(Entry { sha256: transcribe::sha256(&path).map_err(failed)?, bytes, name });
    }
    let contents = Contents { mynah: env!("CARGO_PKG_VERSION").to_owned(), files };
    let text = serde_json::to_string_pretty(&contents).map_err(|error| failed(error.into()))?;
    replace(&folder.join(CONTENTS), &text)?;
    context.remark(&msg!("cli-exported", path = folder, count = contents.files.len()));
    Ok(())
}

/// Packs, synonyms and settings.
fn copy_own_files(context: &Context, archive: &Home) -> Result<Vec<String>, Failure> {
    let mut names = Vec::new();
    for name in own_files(&context.home) {
        store::copy_private(&context.home.root().join(&name), &archive.root().join(&name))?;
        names.push(name);
    }
    Ok(names)
}

fn own_files(home: &Home) -> Vec<String> {
    let is_pack = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "toml");
    let packs = fs::read_dir(home.prompts()).into_iter().flatten().flatten().map(|entry| entry.path()).filter(is_pack);
    let packs = packs.filter_map(|path| Some(format!("prompts/{}", path.file_name()?.to_str()?)));
    let others = OWN_FILES.iter().filter(|name| home.root().join(name).exists()).map(|name| (*name).to_owned());
    packs.chain(others).collect()
}

fn is_own_file(name: &str) -> bool {
    name.starts_with("prompts/") || OWN_FILES.contains(&name)
}

/// The sound of every attempt, its JSON and Markdown, the table of all, and the sessions they belong to.
fn write_attempts(context: &Context, store: &Store, archive: &Home) -> Result<Vec<String>, Failure> {
    let folder = archive.root().join("attempts");
    fs::create_dir_all(&folder).map_err(|error| cannot_write(&folder, error))?;
    let write = |name: &str, text: String| replace(&archive.root().join(name), &text);
    let (attempts, library) = (store.history(&Filter::default())?, context.library()?);
    let mut names = vec!["attempts.csv".to_owned(), "sessions.json".to_owned()];
    write("sessions.json", serde_json::json!(store.sessions()?).to_string())?;
    write("attempts.csv", report::history_csv(&store.summaries(&Search::default())?, &TimeZone::system()))?;
    let mut steps = Steps::new(context, attempts.len());
    for attempt in &attempts {
        steps.next();
        let prompt = attempt.prompt.as_ref().and_then(|id| library.get(id));
        for (ending, text) in [("json", context.attempt_json(attempt).to_string()), ("md", context.attempt_markdown(attempt, prompt))] {
            let name = format!("attempts/{}.{ending}", attempt.id);
            write(&name, text)?;
            names.push(name);
        }
        let is_ours = attempt.file.starts_with(context.home.recordings()) && attempt.file.exists();
        if let Some(name) = attempt.file.file_name().filter(|_| is_ours) {
            store::copy_private(&attempt.file, &archive.recordings().join(name))?;
            names.push(format!("recordings/{}", name.to_string_lossy()));
        }
    }
    Ok(names)
}

pub fn import(context: &Context, arguments: &ImportArchive) -> Result<(), Failure> {
    let folder = &arguments.folder;
    let contents = contents(folder)?;
    let mut steps = Steps::new(context, contents.files.len());
    for entry in &contents.files {
        steps.next();
        check(folder, entry)?;
    }
    let (store, home) = (context.store()?, &context.home);
    let seed = Timestamp::now().as_nanosecond() as u64;
    let taken = store.take_in(&folder.join("mynah.db"), &folder.join("recordings"), home, seed)?;
    let mut left = taken.notes_left;
    for name in contents.files.into_iter().map(|entry| entry.name).filter(|name| is_own_file(name)) {
        match home.root().join(&name).exists() {
            true => left.push(name),
            false => store::copy_private(&folder.join(&name), &home.root().join(&name))?,
        }
    }
    context.remark(&msg!("cli-archive-taken", count = taken.attempts, known = taken.known));
    if !left.is_empty() {
        context.remark(&msg!("cli-archive-left", names = left.join(", ")));
    }
    Ok(())
}

fn contents(folder: &Path) -> Result<Contents, Failure> {
    let file = folder.join(CONTENTS);
    let failed = |cause: Box<dyn std::error::Error + Send + Sync>| {
        Failure::new(Kind::BadInput, msg!("cli-archive-none", path = folder)).hint(msg!("cli-archive-none-hint")).because(cause)
    };
    let text = fs::read_to_string(&file).map_err(|error| failed(error.into()))?;
    let contents: Contents = serde_json::from_str(&text).map_err(|error| failed(error.into()))?;
    // Names come from outside: none may leave the folder.
    let is_inside = |entry: &Entry| Path::new(&entry.name).components().all(|part| matches!(part, std::path::Component::Normal(_)));
    match contents.files.iter().find(|entry| !is_inside(entry)) {
        Some(entry) => Err(Failure::new(Kind::BadInput, msg!("cli-archive-damaged", path = Path::new(&entry.name)))),
        None => Ok(contents),
    }
}

/// # Errors
/// `Kind::BadInput` where a file is missing or is no longer what was exported.
fn check(folder: &Path, entry: &Entry) -> Result<(), Failure> {
    let path = folder.join(&entry.name);
    match transcribe::sha256(&path) {
        Ok(hash) if hash == entry.sha256 => Ok(()),
        Ok(_) => Err(Failure::new(Kind::BadInput, msg!("cli-archive-damaged", path = &path)).hint(msg!("cli-archive-damaged-hint"))),
        Err(error) => {
            Err(Failure::new(Kind::BadInput, msg!("cli-archive-damaged", path = &path)).hint(msg!("cli-archive-damaged-hint")).because(error))
        }
    }
}
