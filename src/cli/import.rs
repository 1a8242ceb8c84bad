//! `mynah import`: the candidate's own note becomes stories, questions and drafts. The note itself is only read.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::domain::{Failure, Kind, Material, Message};
use crate::msg;
use crate::note::{self, Merged, NextIds, NotText, Note};
use crate::report;
use crate::store::{NoteFile, Store};
use crate::transcribe;

use super::arguments::Import;
use super::context::Context;
use super::output;

/// Notes are written by hand; more than this is some other file. The seed of this program has 40 kB.
const LARGEST: u64 = 16 << 20;

pub fn run(context: &Context, arguments: &Import) -> Result<(), Failure> {
    let text = read(&arguments.file)?;
    let mut found = note::read(&text);
    let todos = note::todos(&found);
    let material = found.take_material();
    if material.is_empty() {
        let hint = msg!("note-nothing-found-hint");
        return Err(Failure::new(Kind::BadInput, msg!("note-nothing-found", path = &arguments.file)).hint(hint));
    }
    let (file, merged) = match arguments.dry_run {
        true => merged(material, &arguments.file, context.store_if_there()?.as_ref())?,
        false => kept(material, &arguments.file, &context.store()?)?,
    };
    show(context, arguments, &found, &merged, &todos, &file);
    Ok(())
}

/// Two imports at once take each other's ids unless the later one waits.
fn kept(material: Material, path: &Path, store: &Store) -> Result<(NoteFile, Merged), Failure> {
    store.in_one_go(|store| {
        let (file, merged) = merged(material, path, Some(store))?;
        store.save_material(&file, &merged.material, Timestamp::now())?;
        Ok((file, merged))
    })
}

fn show(context: &Context, arguments: &Import, found: &Note, merged: &Merged, todos: &[note::Todo], file: &NoteFile) {
    let zone = TimeZone::system();
    let page = context.page(&zone);
    let import = report::Import { name: &file.name, merged, note: found, todos, is_dry_run: arguments.dry_run };
    if arguments.json {
        output::print_json(&report::import_json(&import, &page));
    } else {
        output::print(&report::import_text(&import, &page));
    }
}

fn merged(material: Material, path: &Path, store: Option<&Store>) -> Result<(NoteFile, Merged), Failure> {
    let file = note_file(path, store)?;
    let (now, once) = store.map(|store| store.material_of(&file.name)).transpose()?.unwrap_or_default();
    let (story, question) = store.map(Store::next_numbers).transpose()?.unwrap_or((1, 1));
    Ok((file, note::merge(&now, &once, material, NextIds { story, question })))
}

/// The note's text. Only an ordinary file of a sensible size is read whole.
fn read(path: &Path) -> Result<String, Failure> {
    let unreadable = |error: std::io::Error| Failure::new(Kind::BadInput, msg!("cli-file-unreadable", path = path)).because(error);
    let facts = fs::metadata(path).map_err(unreadable)?;
    if !facts.is_file() {
        return Err(Failure::new(Kind::BadInput, msg!("note-no-file", path = path)).hint(msg!("note-no-file-hint")));
    }
    let mut bytes = Vec::new();
    fs::File::open(path).and_then(|file| file.take(LARGEST + 1).read_to_end(&mut bytes)).map_err(unreadable)?;
    if bytes.len() as u64 > LARGEST {
        return Err(
            Failure::new(Kind::BadInput, msg!("note-too-large", path = path, mib = (LARGEST >> 20) as usize)).hint(msg!("note-too-large-hint"))
        );
    }
    note::decode(&bytes).map_err(|reason| {
        let (what, hint) = not_text(path, reason);
        Failure::new(Kind::BadInput, what).hint(hint)
    })
}

fn not_text(path: &Path, reason: NotText) -> (Message, Message) {
    match reason {
        NotText::Pdf => (msg!("note-pdf", path = path), msg!("note-pdf-hint")),
        NotText::Document => (msg!("note-document", path = path), msg!("note-document-hint")),
        NotText::Binary { line } => (msg!("note-binary", path = path, line = line.to_string()), msg!("note-binary-hint")),
    }
}

/// By its name, a note that was moved is still the same; two files of one name that both exist are two notes.
fn note_file(path: &Path, store: Option<&Store>) -> Result<NoteFile, Failure> {
    let unreadable = |error: std::io::Error| Failure::new(Kind::BadInput, msg!("cli-file-unreadable", path = path)).because(error);
    let path: PathBuf = fs::canonicalize(path).map_err(unreadable)?;
    let sha256 = transcribe::sha256(&path).map_err(unreadable)?;
    let short = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let full = path.to_string_lossy().into_owned();
    if store.map(|store| store.note(&full)).transpose()?.flatten().is_some() {
        return Ok(NoteFile { name: full, path, sha256 });
    }
    let known = store.map(|store| store.note(&short)).transpose()?.flatten();
    let is_another = known.is_some_and(|known| known.path != path && known.path.exists());
    let name = if is_another { full } else { short };
    Ok(NoteFile { name, path, sha256 })
}
