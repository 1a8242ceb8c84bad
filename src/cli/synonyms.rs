//! The candidate's own synonyms, read from his data folder. Whatever is wrong with them is said, and the rest is used.

use std::fs;
use std::io::{self, ErrorKind, Read};
use std::path::Path;

use crate::domain::Message;
use crate::msg;
use crate::note::{self, BadLine, Group, NotText};
use crate::prompt::Problem;

/// Written by hand; more than this is some other file.
const LARGEST: u64 = 1 << 20;

/// The groups in the file at `path`, none where there is no file; and what is wrong with it.
pub fn read(path: &Path) -> (Vec<Group>, Vec<Problem>) {
    let name = path.display().to_string();
    let problem = |line: usize, what: Message, fix: Message| Problem { file: name.clone(), line, id: None, what, fix };
    let bytes = match read_bytes(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == ErrorKind::NotFound => return (Vec::new(), Vec::new()),
        Err(error) => {
            let what = msg!("note-synonyms-unreadable", reason = error.to_string());
            return (Vec::new(), vec![problem(1, what, msg!("note-synonyms-unreadable-fix"))]);
        }
    };
    match note::decode(&bytes) {
        Ok(text) => {
            let (groups, bad) = note::read_synonyms(&text);
            let of_line = |bad: &BadLine| problem(bad.line, bad.fault.message(), bad.fault.fix());
            (groups, bad.iter().map(of_line).collect())
        }
        Err(reason) => {
            let line = if let NotText::Binary { line } = reason { line } else { 1 };
            (Vec::new(), vec![problem(line, msg!("note-synonyms-no-text"), msg!("note-synonyms-no-text-fix"))])
        }
    }
}

/// Only an ordinary file of a sensible size.
fn read_bytes(path: &Path) -> io::Result<Vec<u8>> {
    if !fs::metadata(path)?.is_file() {
        return Err(io::Error::new(ErrorKind::InvalidInput, "not an ordinary file"));
    }
    let mut bytes = Vec::new();
    fs::File::open(path)?.take(LARGEST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LARGEST { Err(ErrorKind::FileTooLarge.into()) } else { Ok(bytes) }
}
