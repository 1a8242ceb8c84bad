//! `mynah models`: which speech models there are, which are here, and how one gets here.

use std::path::{Path, PathBuf};

use unicode_width::UnicodeWidthStr;

use crate::domain::Failure;
use crate::msg;
use crate::transcribe::{self, Entry, Watch};
use crate::tui::Signals;

use super::arguments::{AddModel, GetModel, ListModels, ModelsAction};
use super::context::Context;
use super::output;
use super::progress::ProgressLine;

pub fn run(context: &Context, action: &ModelsAction) -> Result<(), Failure> {
    match action {
        ModelsAction::List(arguments) => list(context, arguments),
        ModelsAction::Get(arguments) => get(context, arguments),
        ModelsAction::Add(arguments) => add(context, arguments),
    }
}

fn list(context: &Context, arguments: &ListModels) -> Result<(), Failure> {
    let models = context.models();
    let entries = transcribe::catalogue();
    if arguments.json {
        let entries: Vec<_> = entries.iter().map(|entry| entry_json(entry, models.present(entry).as_deref())).collect();
        output::print_json(&serde_json::json!(entries));
        return Ok(());
    }
    let (here, absent) = (context.catalogue.say(&msg!("cli-model-here")), context.catalogue.say(&msg!("cli-model-absent")));
    let rows = entries.iter().map(|entry| {
        let note = entry.note.get(context.catalogue.language()).cloned().unwrap_or_default();
        [entry.name.clone(), megabytes(entry.bytes), if models.present(entry).is_some() { here.clone() } else { absent.clone() }, note]
    });
    output::print(&table(&rows.collect::<Vec<_>>()));
    Ok(())
}

/// Columns as wide as a terminal shows them, where a Hangul syllable takes two cells; the second one, of sizes, is set to the right.
fn table(rows: &[[String; 4]]) -> String {
    let widest = |column: usize| rows.iter().map(|row| row[column].width()).max().unwrap_or(0);
    let widths = [widest(0), widest(1), widest(2)];
    let line = |row: &[String; 4]| {
        let space = |column: usize| " ".repeat(widths[column] - row[column].width());
        let [name, size, state, note] = row;
        format!("{name}{}  {}{size}  {state}{}  {note}", space(0), space(1), space(2))
    };
    rows.iter().map(|row| line(row).trim_end().to_owned()).collect::<Vec<_>>().join("\n")
}

fn megabytes(bytes: Option<u64>) -> String {
    bytes.map_or("-".to_owned(), |bytes| format!("{} MB", bytes / 1_000_000))
}

fn entry_json(entry: &Entry, path: Option<&Path>) -> serde_json::Value {
    serde_json::json!({ "name": entry.name, "file": entry.file, "bytes": entry.bytes, "demonstration": entry.demonstration, "path": path })
}

fn get(context: &Context, arguments: &GetModel) -> Result<(), Failure> {
    let entry = transcribe::entry_called(&arguments.name)?;
    if let Some(path) = context.models().present(entry) {
        if transcribe::is_whole(entry, &path) {
            context.remark(&msg!("cli-model-already-here", name = &entry.name, path = &path));
            return Ok(());
        }
        context.remark(&msg!("cli-model-damaged", path = &path));
    }
    take_in(context, &entry.name, |folder, watch| transcribe::get(entry, arguments.from.as_deref(), folder, watch))
}

fn add(context: &Context, arguments: &AddModel) -> Result<(), Failure> {
    let name = arguments.file.display().to_string();
    take_in(context, &name, |folder, watch| transcribe::add(&arguments.file, folder, watch))
}

/// Shows how far it has come while `work` puts a model into the data folder, and ends it at a signal.
fn take_in(context: &Context, name: &str, work: impl FnOnce(&Path, &mut Watch<'_>) -> Result<PathBuf, Failure>) -> Result<(), Failure> {
    context.home.prepare()?;
    let interrupt = Signals::watch()?.interrupt();
    let mut line = ProgressLine::new(&context.catalogue, name);
    let mut progress = |progress| {
        if !context.everywhere.quiet {
            line.update(progress);
        }
    };
    let taken = work(&context.home.models(), &mut Watch { interrupt: &interrupt, progress: &mut progress });
    line.end();
    let path = taken?;
    context.remark(&msg!("cli-model-added", path = &path, name = transcribe::name_of(&path)));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_under_each_other_in_both_languages() {
        let row = |cells: [&str; 4]| cells.map(str::to_owned);
        let rows = [row(["large", "5 MB", "있음", "권장합니다"]), row(["s", "574 MB", "not here", ""])];
        assert_eq!(table(&rows), "large    5 MB  있음      권장합니다\ns      574 MB  not here");
        assert_eq!(table(&[]), "");
    }
}
