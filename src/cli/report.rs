//! `mynah report`: everything about an attempt, as text or as JSON, on standard output or in a file.

use std::io::Write;
use std::path::Path;

use crate::domain::{Failure, Kind};
use crate::msg;

use super::arguments::Report;
use super::context::Context;
use super::output;

pub fn run(context: &Context, arguments: &Report) -> Result<(), Failure> {
    let attempt = context.store()?.find(&arguments.attempt)?;
    let text = if arguments.json {
        format!("{}", context.attempt_json(&attempt))
    } else {
        let library = context.library()?;
        context.attempt_text(&attempt, attempt.prompt.as_ref().and_then(|id| library.get(id)))
    };
    match &arguments.output {
        Some(path) => write(path, &text),
        None => {
            output::print(&text);
            Ok(())
        }
    }
}

/// Replaces the file in one step: a full disk leaves the old one as it was.
fn write(path: &Path, text: &str) -> Result<(), Failure> {
    let failed = |error: std::io::Error| Failure::new(Kind::Storage, msg!("cli-cannot-write", path = path)).because(error);
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(failed)?;
    writeln!(file, "{}", text.trim_end_matches('\n')).and_then(|()| file.as_file().sync_all()).map_err(failed)?;
    file.persist(path).map_err(|error| failed(error.error))?;
    Ok(())
}
