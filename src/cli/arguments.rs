//! The command line as data. Its help texts stand in the message catalogue (`help.ftl`), in both languages; [`localised`] puts them in.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, Command, CommandFactory, Parser, Subcommand, ValueEnum};

use crate::domain::Language;
use crate::messages::Catalogue;
use crate::replay::{FASTEST, SLOWEST};

#[derive(Debug, Parser)]
#[command(name = "mynah", version, disable_help_subcommand = true)]
pub struct Arguments {
    #[command(flatten)]
    pub everywhere: Everywhere,
    #[command(subcommand)]
    pub action: Action,
}

#[derive(Clone, Debug, Args)]
pub struct Everywhere {
    #[arg(long, global = true, value_name = "ko|en")]
    pub ui: Option<LanguageArgument>,
    #[arg(long, global = true, value_name = "ID")]
    pub device: Option<String>,
    #[arg(long, global = true, value_name = "ID")]
    pub output_device: Option<String>,
    #[arg(long, global = true, value_name = "NAME|FILE")]
    pub model: Option<String>,
    #[arg(short, long, global = true)]
    pub quiet: bool,
    #[arg(short, long, global = true)]
    pub verbose: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LanguageArgument {
    Ko,
    En,
}

impl From<LanguageArgument> for Language {
    fn from(argument: LanguageArgument) -> Self {
        match argument {
            LanguageArgument::Ko => Language::Ko,
            LanguageArgument::En => Language::En,
        }
    }
}

#[derive(Debug, Subcommand)]
pub enum Action {
    Practice(Practice),
    Intro(Intro),
    Score(Score),
    Replay(Replay),
    Report(Report),
    #[command(subcommand)]
    Attempt(AttemptAction),
    History(History),
    Progress(Progress),
    Forget(Forget),
    Export(Export),
    ImportArchive(ImportArchive),
    Due(Due),
    Import(Import),
    #[command(subcommand)]
    Stories(StoriesAction),
    Star(Star),
    #[command(subcommand)]
    Prompts(PromptsAction),
    #[command(subcommand)]
    Models(ModelsAction),
    Config(Config),
    Devices(Devices),
    Doctor(Doctor),
    Demo(Demo),
    Completions(Completions),
}

/// What every rehearsal can be told, whatever is asked in it.
#[derive(Debug, Args)]
pub struct Rehearsal {
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub count: Option<u32>,
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u32).range(1..=600))]
    pub prep: Option<u32>,
    #[arg(long, value_name = "FILE")]
    pub input: Option<PathBuf>,
    #[arg(long, requires = "input", default_value = "real", value_name = "real|fast")]
    pub pace: PaceArgument,
    #[arg(long)]
    pub mute: bool,
    #[arg(long)]
    pub plain: bool,
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct Practice {
    #[arg(long, value_name = "ko|en")]
    pub lang: Option<LanguageArgument>,
    #[arg(long, value_name = "PACK")]
    pub pack: Vec<String>,
    #[arg(long, value_name = "ID")]
    pub prompt: Option<String>,
    #[arg(long, value_name = "M", value_parser = clap::value_parser!(u32).range(1..))]
    pub minutes: Option<u32>,
    #[arg(long, value_name = "PLAN", conflicts_with_all = ["prompt", "pack", "count"])]
    pub mock: Option<String>,
    #[arg(long)]
    pub stop_at_limit: bool,
    #[command(flatten)]
    pub rehearsal: Rehearsal,
    /// Set by `./x rehearse`.
    #[arg(long, hide = true)]
    pub or_demo: bool,
}

/// A rehearsal of one prompt, with its clock in the middle of it.
#[derive(Debug, Args)]
pub struct Intro {
    #[arg(long, value_name = "ko|en")]
    pub lang: Option<LanguageArgument>,
    #[arg(long, value_name = "30s|60s|90s|120s", default_value = "60s", value_parser = parse_profile)]
    pub target: u32,
    #[arg(long, value_name = "FILE")]
    pub script: Option<PathBuf>,
    #[arg(long, value_name = "beep|voice")]
    pub warn: Option<WarnArgument>,
    #[command(flatten)]
    pub rehearsal: Rehearsal,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum WarnArgument {
    Beep,
    Voice,
}

/// `60s`, `60`, `1m`, `60초`, `1분` as seconds; only the lengths that there are profiles for.
fn parse_profile(text: &str) -> Result<u32, String> {
    const PROFILES: [u32; 4] = [30, 60, 90, 120];
    let minutes = text.strip_suffix('m').or_else(|| text.strip_suffix('분')).map(|number| number.parse::<u32>().ok()?.checked_mul(60));
    let seconds = minutes.unwrap_or_else(|| text.trim_end_matches(['s', '초']).parse().ok());
    seconds.filter(|seconds| PROFILES.contains(seconds)).ok_or_else(|| "30s, 60s, 90s, 120s".to_owned())
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum PaceArgument {
    Real,
    Fast,
}

#[derive(Debug, Args)]
pub struct Score {
    #[arg(required = true, value_name = "FILE|DIR")]
    pub files: Vec<PathBuf>,
    #[arg(long, value_name = "ko|en")]
    pub lang: Option<LanguageArgument>,
    #[arg(long, value_name = "ID")]
    pub prompt: Option<String>,
    #[arg(long, value_name = "FILE.json")]
    pub words: Option<PathBuf>,
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=64))]
    pub jobs: Option<u32>,
    #[arg(long)]
    pub no_save: bool,
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct Replay {
    #[arg(default_value = "last")]
    pub attempt: String,
    pub other: Option<String>,
    #[arg(long, value_name = "M:SS", default_value = "0", value_parser = parse_moment)]
    pub at: f64,
    #[arg(long, value_name = "0.5-2", default_value = "1", value_parser = parse_speed)]
    pub speed: f64,
    #[arg(long)]
    pub plain: bool,
}

/// `1.25` or `1.25x`, within what can be understood.
fn parse_speed(text: &str) -> Result<f64, String> {
    let speed: Option<f64> = text.trim_end_matches('x').parse().ok();
    speed.filter(|speed| (SLOWEST..=FASTEST).contains(speed)).ok_or_else(|| format!("{SLOWEST}-{FASTEST}"))
}

/// `83`, `83.5`, `1:23` or `1:02:03` as seconds.
fn parse_moment(text: &str) -> Result<f64, String> {
    let parts: Option<Vec<f64>> = text.split(':').map(|part| part.parse().ok().filter(|value: &f64| value.is_finite() && *value >= 0.0)).collect();
    match parts {
        Some(parts) if parts.len() <= 3 => Ok(parts.iter().fold(0.0, |seconds, part| seconds * 60.0 + part)),
        _ => Err("M:SS".to_owned()),
    }
}

#[derive(Debug, Args)]
pub struct Report {
    #[arg(default_value = "last")]
    pub attempt: String,
    #[arg(long, conflicts_with = "attempt")]
    pub all: bool,
    #[arg(long, conflicts_with = "all")]
    pub round: bool,
    #[arg(long, value_name = "FORMAT", conflicts_with = "json")]
    pub format: Option<FormatArgument>,
    #[arg(long)]
    pub json: bool,
    #[arg(short = 'o', long = "output", value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// What a report is written as, where it is not plain text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FormatArgument {
    Html,
    Json,
    Md,
    Srt,
    Vtt,
    Csv,
    Textgrid,
}

#[derive(Debug, Subcommand)]
pub enum AttemptAction {
    Show(ShowAttempt),
    Delete(Named),
    Restore(Named),
    Rescore(Named),
    Correct(Correct),
    Tag(TagAttempt),
    Note(NoteAttempt),
    Rename(RenameAttempt),
    Mark(MarkAttempt),
}

#[derive(Debug, Args)]
pub struct TagAttempt {
    pub attempt: String,
    #[arg(required = true)]
    pub tags: Vec<String>,
    #[arg(long)]
    pub remove: bool,
}

#[derive(Debug, Args)]
pub struct NoteAttempt {
    pub attempt: String,
    pub text: Option<String>,
}

#[derive(Debug, Args)]
pub struct RenameAttempt {
    pub attempt: String,
    pub title: String,
}

#[derive(Debug, Args)]
pub struct MarkAttempt {
    pub attempt: String,
    #[arg(long)]
    pub remove: bool,
}

#[derive(Debug, Args)]
pub struct Progress {
    #[arg(long, value_name = "ID")]
    pub prompt: Option<String>,
    #[arg(long, value_name = "ko|en")]
    pub lang: Option<LanguageArgument>,
    #[arg(long, value_name = "FORMAT", conflicts_with = "json")]
    pub format: Option<ProgressFormat>,
    #[arg(long)]
    pub json: bool,
    #[arg(short = 'o', long = "output", value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// What progress is written as, where it is not plain text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ProgressFormat {
    Html,
    Json,
}

#[derive(Debug, Args)]
pub struct Export {
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
}

#[derive(Debug, Args)]
pub struct ImportArchive {
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
}

/// Takes attempts away for good.
#[derive(Debug, Args)]
pub struct Forget {
    #[arg(required_unless_present_any = ["all", "deleted", "unmarked"], conflicts_with_all = ["all", "deleted", "unmarked"])]
    pub attempts: Vec<String>,
    #[arg(long, conflicts_with_all = ["deleted", "unmarked"])]
    pub all: bool,
    #[arg(long, conflicts_with = "unmarked")]
    pub deleted: bool,
    #[arg(long)]
    pub unmarked: bool,
    #[arg(long)]
    pub yes: bool,
}

#[derive(Debug, Args)]
pub struct Correct {
    pub attempt: String,
    #[arg(value_name = "N=LABEL")]
    pub labels: Vec<String>,
    #[arg(long = "word", value_name = "HEARD=SAID")]
    pub words: Vec<String>,
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct ShowAttempt {
    #[command(flatten)]
    pub named: Named,
    #[arg(long)]
    pub why: bool,
}

#[derive(Debug, Args)]
pub struct Named {
    pub attempt: String,
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct History {
    #[arg(long, value_name = "ID")]
    pub prompt: Option<String>,
    #[arg(long, value_name = "ko|en")]
    pub lang: Option<LanguageArgument>,
    #[arg(long)]
    pub tag: Option<String>,
    #[arg(long)]
    pub marked: bool,
    #[arg(long, value_name = "DATE")]
    pub since: Option<jiff::civil::Date>,
    #[arg(long, value_name = "TEXT")]
    pub find: Option<String>,
    #[arg(long)]
    pub deleted: bool,
    #[arg(long, conflicts_with = "csv")]
    pub json: bool,
    #[arg(long)]
    pub csv: bool,
}

#[derive(Debug, Args)]
pub struct Due {
    #[arg(long)]
    pub why: bool,
    #[arg(long)]
    pub json: bool,
}

/// Labels text from standard input.
#[derive(Debug, Args)]
pub struct Star {
    #[arg(long, value_name = "ko|en")]
    pub lang: Option<LanguageArgument>,
    #[arg(long)]
    pub jsonl: bool,
}

#[derive(Debug, Subcommand)]
pub enum PromptsAction {
    List(ListPrompts),
    Show(ShowPrompt),
    Check(CheckPrompts),
}

#[derive(Debug, Args)]
pub struct ListPrompts {
    #[arg(long, value_name = "PACK")]
    pub pack: Vec<String>,
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct ShowPrompt {
    pub id: String,
    #[arg(long)]
    pub json: bool,
}

/// Reads a note; `--dry-run` keeps nothing.
#[derive(Debug, Args)]
pub struct Import {
    #[arg(value_name = "NOTE.md")]
    pub file: PathBuf,
    #[arg(long)]
    pub dry_run: bool,
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Subcommand)]
pub enum StoriesAction {
    List(ListStories),
    Show(ShowStory),
    Link(LinkStory),
}

#[derive(Debug, Args)]
pub struct ListStories {
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct ShowStory {
    pub id: String,
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct LinkStory {
    pub story: String,
    #[arg(required_unless_present = "translation", conflicts_with = "translation")]
    pub prompt: Option<String>,
    #[arg(long, value_name = "ID")]
    pub translation: Option<String>,
    #[arg(long)]
    pub remove: bool,
}

#[derive(Debug, Args)]
pub struct CheckPrompts {
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub enum ModelsAction {
    List(ListModels),
    Get(GetModel),
    Add(AddModel),
    Verify(VerifyModels),
    Remove(RemoveModel),
}

#[derive(Debug, Args)]
pub struct ListModels {
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct GetModel {
    pub name: String,
    #[arg(long, value_name = "URL|FOLDER")]
    pub from: Option<OsString>,
}

#[derive(Debug, Args)]
pub struct AddModel {
    pub file: PathBuf,
}

#[derive(Debug, Args)]
pub struct VerifyModels {
    pub name: Option<String>,
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct RemoveModel {
    pub name: String,
}

#[derive(Debug, Args)]
pub struct Config {
    pub key: Option<String>,
    pub value: Option<String>,
}

#[derive(Debug, Args)]
pub struct Devices {
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct Doctor {
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct Demo {
    #[arg(long, value_name = "ko|en")]
    pub lang: Option<LanguageArgument>,
    #[arg(long)]
    pub json: bool,
    /// Set by `demo` itself when it runs again inside the virtual sound card.
    #[arg(long, hide = true, value_name = "FOLDER")]
    pub inside: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Completions {
    pub shell: clap_complete::Shell,
}

/// The language that `--ui` asks for, looked up before the command line is parsed, so that errors about it are worded in that language too.
pub fn ui_argument(arguments: &[OsString]) -> Option<Language> {
    let texts: Vec<&str> = arguments.iter().filter_map(|argument| argument.to_str()).collect();
    let after_space = texts.windows(2).find(|pair| pair[0] == "--ui").map(|pair| pair[1]);
    let after_equals = texts.iter().find_map(|text| text.strip_prefix("--ui="));
    after_space.or(after_equals).and_then(Language::from_code)
}

/// The command line with its help in the catalogue's language.
pub fn localised(catalogue: &Catalogue) -> Command {
    localise(Arguments::command(), catalogue, "help")
}

const TEMPLATE: &str = "{about-with-newline}\n{usage-heading} {usage}\n\n{all-args}";

fn localise(command: Command, catalogue: &Catalogue, path: &str) -> Command {
    let heading = |name: &str| catalogue.help(&format!("help-heading-{name}"));
    let template = TEMPLATE.replace("{usage-heading}", &heading("usage"));
    let mut command = command
        .about(catalogue.help(path))
        .help_template(template)
        .subcommand_help_heading(heading("commands"))
        .disable_help_flag(true)
        .disable_version_flag(true)
        .arg(clap::Arg::new("help").short('h').long("help").action(clap::ArgAction::Help).global(false));
    if path == "help" {
        command = command.arg(clap::Arg::new("version").short('V').long("version").action(clap::ArgAction::Version));
    }
    let names: Vec<String> = command.get_arguments().map(|argument| argument.get_id().to_string()).collect();
    for name in names {
        command = command.mut_arg(&name, |argument| {
            let group = if argument.is_positional() { "arguments" } else { "options" };
            let help = catalogue.help(&argument_key(path, &name));
            let takes_value = argument.get_action().takes_values();
            let argument = argument.help(help).help_heading(heading(group));
            if takes_value { argument.hide_default_value(true).hide_possible_values(true) } else { argument }
        });
    }
    let subcommands: Vec<String> = command.get_subcommands().map(|subcommand| subcommand.get_name().to_owned()).collect();
    for name in subcommands {
        let path = format!("{path}-{name}");
        command = command.mut_subcommand(name, |subcommand| localise(subcommand, catalogue, &path));
    }
    command
}

/// Arguments that mean the same everywhere are described once.
fn argument_key(path: &str, name: &str) -> String {
    const SHARED: [&str; 10] = ["help", "version", "ui", "device", "output_device", "model", "quiet", "verbose", "json", "lang"];
    let scope = if SHARED.contains(&name) { "help-shared" } else { path };
    format!("{scope}--{}", name.replace('_', "-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_well_formed_in_both_languages() {
        for language in Language::ALL {
            localised(&Catalogue::new(language)).debug_assert();
        }
    }

    /// A text that is missing shows its own key, so looking for keys finds every gap.
    #[test]
    fn every_command_and_argument_has_a_help_text_in_both_languages() {
        fn check(command: &Command) {
            let help = command.clone().render_long_help().to_string();
            assert!(!help.contains("help-"), "{}: {help}", command.get_name());
            command.get_subcommands().for_each(check);
        }
        for language in Language::ALL {
            check(&localised(&Catalogue::new(language)));
        }
    }

    #[test]
    fn an_introduction_has_one_of_four_lengths() {
        for (text, expected) in [("60s", 60), ("60", 60), ("1m", 60), ("2분", 120), ("30초", 30), ("90s", 90)] {
            assert_eq!(parse_profile(text), Ok(expected), "{text}");
        }
        for text in ["", "s", "45s", "-60", "60 s", "1.5m", "99999999999m", "초"] {
            assert!(parse_profile(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_moment_is_given_in_seconds_or_with_colons() {
        assert_eq!(parse_moment("83.5"), Ok(83.5));
        assert_eq!(parse_moment("1:23"), Ok(83.0));
        assert_eq!(parse_moment("1:02:03"), Ok(3723.0));
        for bad in ["", "x", "1:2:3:4", "-1", "nan", "inf", "1:"] {
            assert!(parse_moment(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn the_language_of_messages_is_known_before_parsing() {
        let arguments = |texts: &[&str]| texts.iter().map(OsString::from).collect::<Vec<_>>();
        assert_eq!(ui_argument(&arguments(&["mynah", "--ui", "ko", "history"])), Some(Language::Ko));
        assert_eq!(ui_argument(&arguments(&["mynah", "history", "--ui=en"])), Some(Language::En));
        assert_eq!(ui_argument(&arguments(&["mynah", "history"])), None);
    }
}
