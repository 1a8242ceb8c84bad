//! `mynah models`: which speech models there are, which are here and whole, how one gets here, and how it goes.

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use unicode_width::UnicodeWidthStr;

use crate::domain::{Failure, Kind, Message};
use crate::msg;
use crate::transcribe::{self, Condition, Elsewhere, Entry, Models, Verified, Watch};
use crate::tui::Signals;

use super::arguments::{AddModel, GetModel, ListModels, ModelsAction, RemoveModel, VerifyModels};
use super::context::Context;
use super::output;
use super::progress::ProgressLine;

/// What is over before this needs no progress.
const SHORT: Duration = Duration::from_secs(1);

pub fn run(context: &Context, action: &ModelsAction) -> Result<(), Failure> {
    match action {
        ModelsAction::List(arguments) => list(context, arguments),
        ModelsAction::Get(arguments) => get(context, arguments),
        ModelsAction::Add(arguments) => add(context, arguments),
        ModelsAction::Verify(arguments) => verify(context, arguments),
        ModelsAction::Remove(arguments) => remove(context, arguments),
    }
}

/// A model of the catalogue, and what of it is on this machine.
struct Listed {
    entry: &'static Entry,
    path: Option<PathBuf>,
    /// Bytes of a download that was cut.
    begun: Option<u64>,
    /// Another program's copy.
    elsewhere: Option<PathBuf>,
}

impl Listed {
    fn all(models: &Models, elsewhere: &Elsewhere) -> Vec<Self> {
        let listed =
            |entry| Self { entry, path: models.present(entry), begun: models.begun(entry), elsewhere: elsewhere.copies(entry).into_iter().next() };
        transcribe::catalogue().iter().map(listed).collect()
    }

    fn state(&self) -> Message {
        match (&self.path, &self.elsewhere, self.begun) {
            (Some(_), ..) => msg!("cli-model-here"),
            (None, Some(_), _) => msg!("cli-model-found"),
            (None, None, Some(bytes)) => msg!("cli-model-begun", megabytes = (bytes / 1_000_000).to_string()),
            (None, None, None) => msg!("cli-model-absent"),
        }
    }

    fn json(&self) -> Value {
        let Self { entry, path, begun, elsewhere } = self;
        json!({
            "name": entry.name, "file": entry.file, "bytes": entry.bytes, "demonstration": entry.demonstration, "path": path,
            "begun_bytes": begun, "elsewhere": elsewhere,
        })
    }
}

/// Models that no catalogue knows.
fn own_models(models: &Models) -> Vec<PathBuf> {
    let of_catalogue = |path: &PathBuf| transcribe::catalogue().iter().any(|entry| path.file_name().is_some_and(|name| name == entry.file.as_str()));
    models.files().into_iter().filter(|path| path.is_file() && !of_catalogue(path)).collect()
}

fn list(context: &Context, arguments: &ListModels) -> Result<(), Failure> {
    let models = context.models();
    let (listed, own) = (Listed::all(&models, &context.elsewhere()), own_models(&models));
    if arguments.json {
        let own = own.iter().map(|path| own_json(path));
        output::print_json(&json!(listed.iter().map(Listed::json).chain(own).collect::<Vec<_>>()));
        return Ok(());
    }
    let say = |message: &Message| context.catalogue.say(message);
    let known = listed.iter().map(|listed| {
        let note = listed.entry.note.get(context.catalogue.language()).cloned().unwrap_or_default();
        [listed.entry.name.clone(), megabytes(listed.entry.bytes), say(&listed.state()), note]
    });
    let unknown = own.iter().map(|path| {
        let note = say(&msg!("cli-model-own", path = path));
        [transcribe::name_of(path), megabytes(length(path)), say(&msg!("cli-model-here")), note]
    });
    output::print(&table(&known.chain(unknown).collect::<Vec<_>>()));
    for listed in listed.iter().filter(|listed| listed.path.is_none()) {
        if let Some(copy) = &listed.elsewhere {
            output::print(&say(&msg!("cli-model-elsewhere", name = &listed.entry.name, path = copy)));
        }
    }
    Ok(())
}

fn own_json(path: &Path) -> Value {
    let file = path.file_name().unwrap_or_default().to_string_lossy();
    json!({
        "name": transcribe::name_of(path), "file": file, "bytes": length(path), "demonstration": false, "path": path,
        "begun_bytes": null, "elsewhere": null,
    })
}

fn length(path: &Path) -> Option<u64> {
    path.metadata().ok().map(|metadata| metadata.len())
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

fn get(context: &Context, arguments: &GetModel) -> Result<(), Failure> {
    let entry = transcribe::entry_called(&arguments.name)?;
    let signals = Signals::watch()?;
    if let Some(path) = context.models().present(entry) {
        if watched(context, &signals, &entry.name, SHORT, |watch| transcribe::is_whole(entry, &path, watch))? {
            context.remark(&msg!("cli-model-already-here", name = &entry.name, path = &path));
            return Ok(());
        }
        context.remark(&msg!("cli-model-damaged", path = &path));
    }
    let from = arguments.from.as_deref();
    take_in(context, &signals, &entry.name, |folder, watch| transcribe::get(entry, from, &context.elsewhere(), folder, watch))
}

fn add(context: &Context, arguments: &AddModel) -> Result<(), Failure> {
    let name = arguments.file.display().to_string();
    take_in(context, &Signals::watch()?, &name, |folder, watch| transcribe::add(&arguments.file, folder, watch))
}

/// Lets `work` put a model into the data folder, and says where it is.
fn take_in(
    context: &Context,
    signals: &Signals,
    name: &str,
    work: impl FnOnce(&Path, &mut Watch<'_>) -> Result<PathBuf, Failure>,
) -> Result<(), Failure> {
    context.home.prepare()?;
    let path = watched(context, signals, name, Duration::ZERO, |watch| work(&context.home.models(), watch))?;
    context.remark(&msg!("cli-model-added", path = &path, name = transcribe::name_of(&path)));
    Ok(())
}

/// Shows how far `work` has come once it has taken longer than `patience`, and ends it at a signal.
fn watched<T>(
    context: &Context,
    signals: &Signals,
    name: &str,
    patience: Duration,
    work: impl FnOnce(&mut Watch<'_>) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let (begin, line) = (Instant::now(), RefCell::new(ProgressLine::new(&context.catalogue, name)));
    let mut progress = |progress| {
        if !context.everywhere.quiet && begin.elapsed() >= patience {
            line.borrow_mut().update(progress);
        }
    };
    let mut notice = |message: &Message| {
        line.borrow_mut().end();
        context.remark(message);
    };
    let done = work(&mut Watch { interrupt: &signals.interrupt(), progress: &mut progress, notice: &mut notice });
    line.borrow_mut().end();
    done
}

fn verify(context: &Context, arguments: &VerifyModels) -> Result<(), Failure> {
    let models = context.models();
    let files = match &arguments.name {
        Some(name) => vec![models.file(name)?],
        None => models.files(),
    };
    let signals = Signals::watch()?;
    let look = |path: &PathBuf| watched(context, &signals, &transcribe::name_of(path), SHORT, |watch| transcribe::verify(path, watch));
    let verified = files.iter().map(look).collect::<Result<Vec<Verified>, Failure>>()?;
    if arguments.json {
        output::print_json(&json!(verified.iter().map(|verified| verified_json(context, verified)).collect::<Vec<_>>()));
    } else if verified.is_empty() {
        context.remark(&msg!("cli-models-none"));
    } else {
        let rows: Vec<_> = verified.iter().map(|verified| verified_row(context, verified)).collect();
        output::print(&table(&rows));
    }
    damaged(&verified).map_or(Ok(()), Err)
}

/// Worst first is not needed: every line says for itself. The failure names the first one, as an example of the command that mends it.
fn damaged(verified: &[Verified]) -> Option<Failure> {
    let damaged: Vec<_> = verified.iter().filter(|verified| matches!(verified.condition, Condition::Damaged(_))).collect();
    let first = damaged.first()?;
    let what = msg!("cli-models-damaged", count = damaged.len());
    Some(Failure::new(Kind::Storage, what).hint(msg!("cli-models-damaged-hint", name = &first.name)))
}

fn verified_row(context: &Context, verified: &Verified) -> [String; 4] {
    let (state, detail) = match &verified.condition {
        Condition::Whole(entry) if entry.name == verified.name => (msg!("cli-model-ok"), verified.path.display().to_string()),
        Condition::Whole(entry) => (msg!("cli-model-ok"), format!("{} = {}", verified.path.display(), entry.name)),
        Condition::Unknown => (msg!("cli-model-unknown"), verified.path.display().to_string()),
        Condition::Damaged(why) => (msg!("cli-model-broken"), context.catalogue.say(why)),
    };
    [verified.name.clone(), megabytes(verified.bytes), context.catalogue.say(&state), detail]
}

fn verified_json(context: &Context, verified: &Verified) -> Value {
    let (state, model, reason) = match &verified.condition {
        Condition::Whole(entry) => ("ok", Some(&entry.name), None),
        Condition::Unknown => ("unknown", None, None),
        Condition::Damaged(why) => ("damaged", None, Some(context.catalogue.say(why))),
    };
    json!({
        "name": verified.name, "path": verified.path, "bytes": verified.bytes, "sha256": verified.sha256, "state": state, "model": model,
        "reason": reason,
    })
}

fn remove(context: &Context, arguments: &RemoveModel) -> Result<(), Failure> {
    let removed = context.models().remove(&arguments.name)?;
    let freed = format!("{:.1}", removed.bytes as f64 / 1e6);
    context.remark(&msg!("cli-model-removed", name = &arguments.name, megabytes = freed, folder = context.home.models().as_path()));
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
