//! What recognition costs and hears, against whisper.cpp by itself in the same program: `./x bench recognition`; see `docs/recognition.md`.
//!
//! Without `--model` the times are measured with a model of the true size without trained weights (`model.rs`) and the words with the
//! demonstration model. Ends with a failure where a bound is missed or a comparison is void.

mod baseline;
mod capture;
mod demonstration;
mod machine;
mod memory;
mod model;
mod options;
mod ours;
mod programs;
mod real;
mod signals;
mod silence;
mod speed;
mod table;
mod wav;

use std::path::Path;
use std::process::ExitCode;

use mynah::domain::Language;
use options::{Options, Part};
use speed::Subject;
use table::{Table, progress};

const ANSWER_S: usize = 120;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    if let Some(code) = programs::child(&arguments) {
        return code;
    }
    match Options::of(&arguments) {
        Ok(options) => run(&options),
        Err(text) => {
            eprintln!("{text}\n{}", options::USAGE);
            ExitCode::from(2)
        }
    }
}

fn run(options: &Options) -> ExitCode {
    let mut table = Table::default();
    let folder = tempfile::tempdir().expect("a temporary folder");
    let demonstration = mynah::transcribe::demo_model(folder.path()).expect("room for the demonstration model");
    let generated = folder.path().join("ggml-generated.bin");
    let (path, name) = match &options.model {
        Some(path) => (path.as_path(), mynah::transcribe::name_of(path)),
        None => {
            progress(&format!("writing a model of {}'s size without trained weights", options.size.name));
            model::write(options.size, options.format, &generated).expect("room for a model");
            (generated.as_path(), format!("{}-{} without trained weights", options.size.name, options.format.name()))
        }
    };
    let language = options.language.unwrap_or(Language::En);
    let subject = Subject { name, path, threads: options.threads, generated: options.model.is_none(), language };
    let head = head(&subject);
    head.iter().for_each(|line| println!("{line}"));
    measure(options, &subject, &demonstration, &mut table);
    let text = format!("# Recognition\n\n{}\n\n{}", head.iter().map(|line| format!("- {line}")).collect::<Vec<_>>().join("\n"), table.markdown());
    if let Some(parent) = options.report.parent() {
        let _ = std::fs::create_dir_all(parent); // writing says what is wrong
    }
    if let Err(error) = std::fs::write(&options.report, text) {
        eprintln!("{}: {error}", options.report.display());
        return ExitCode::FAILURE;
    }
    println!("written: {}", options.report.display());
    if table.holds() {
        return ExitCode::SUCCESS;
    }
    eprintln!("a bound is missed, or a comparison is void");
    ExitCode::FAILURE
}

fn head(subject: &Subject) -> Vec<String> {
    let mut lines = machine::lines(subject.threads);
    lines.push(match subject.generated {
        true => format!("model: {}, written by the bench; words: the demonstration model", subject.name),
        false => machine::model(subject.path).expect("a readable model"),
    });
    lines.push(format!("compared with whisper.cpp's defaults in this program, {} (mynah's own choice), same threads", ours::STRATEGY.name()));
    lines
}

fn measure(options: &Options, subject: &Subject, demonstration: &Path, table: &mut Table) {
    let part = |part: Part| options.parts.is_empty() || options.parts.contains(&part);
    if part(Part::Speed) {
        speed::answer(subject, table, &signals::answer(ANSWER_S), options.quick);
        if !options.quick {
            speed::answer_without_a_last_pause(subject, table, &signals::answer_without_a_last_pause(ANSWER_S), options.quick);
        }
    }
    let window = signals::answer_without_a_last_pause(40).split_off(20 * 16_000);
    if part(Part::Contention) {
        speed::contention(subject, table, &window);
    }
    if part(Part::Stopping) {
        speed::stopping(subject, table, &window);
    }
    if part(Part::Capture) {
        capture::row(table, (&subject.name, subject.path), demonstration, subject.threads, if options.quick { 1 } else { 10 });
    }
    if part(Part::Memory) {
        memory::row(table, demonstration, if options.quick { 10 } else { 60 });
    }
    if part(Part::Silence) {
        match subject.generated {
            true => silence::rows(table, "demo", demonstration, subject.threads, false),
            false => silence::rows(table, &subject.name, subject.path, subject.threads, false),
        }
        if subject.generated && !options.quick {
            silence_of_a_model_that_always_invents(subject.threads, table);
        }
    }
    if part(Part::Demonstration) {
        demonstration::rows(table, demonstration, subject.threads);
    }
    if let Some(folder) = &options.audio {
        real::rows(table, &subject.name, subject.path, subject.threads, folder, options.language);
    }
}

/// The smallest generated model writes its words whatever it is given, so every word is one that mynah let through.
fn silence_of_a_model_that_always_invents(threads: usize, table: &mut Table) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("ggml-always-invents.bin");
    model::write(model::TINY, model::Format::F16, &path).expect("room for a model");
    silence::rows(table, "a model that always invents", &path, threads, true);
}
