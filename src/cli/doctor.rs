//! `mynah doctor`: what is here and what is missing, and how large a model this machine keeps up with.

use std::fmt::Write;
use std::path::Path;

use serde_json::{Value, json};
use unicode_width::UnicodeWidthStr;

use crate::domain::{Failure, Kind, Message};
use crate::msg;
use crate::record::{self, Devices};
use crate::speak;
use crate::transcribe::{self, Entry, Found, Sizes};
use crate::tui::Signals;

use super::arguments::Doctor;
use super::context::Context;
use super::output;

/// While an answer is recorded its earlier parts are recognised: half of the time leaves room for whatever else the machine does.
const KEEPS_UP: f64 = 0.5;
/// Advised where none keeps up: of the models that hear Korean at all, the least work.
const AT_LEAST: &str = "base-q5_1";
/// A model that is expected to need longer than this for a test is not tested, in seconds.
const PATIENCE: f64 = 20.0;

/// How something was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Fine,
    /// Not here; the rest works without.
    Missing,
    /// Here, and it does not work.
    Faulty,
}

impl State {
    const ALL: [Self; 3] = [Self::Fine, Self::Missing, Self::Faulty];

    fn message(self) -> Message {
        match self {
            Self::Fine => msg!("cli-doctor-fine"),
            Self::Missing => msg!("cli-doctor-missing"),
            Self::Faulty => msg!("cli-doctor-faulty"),
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Fine => "ok",
            Self::Missing => "missing",
            Self::Faulty => "faulty",
        }
    }
}

/// A line of the report, and what to do where something is to be done.
struct Line {
    area: &'static str,
    state: State,
    what: Message,
    fix: Option<Message>,
}

impl Line {
    fn fine(area: &'static str, what: Message) -> Self {
        Self { area, state: State::Fine, what, fix: None }
    }

    fn missing(area: &'static str, what: Message, fix: Message) -> Self {
        Self { area, state: State::Missing, what, fix: Some(fix) }
    }

    fn faulty(area: &'static str, failure: Failure, otherwise: Message) -> Self {
        Self { area, state: State::Faulty, what: failure.what, fix: Some(failure.hint.unwrap_or(otherwise)) }
    }
}

pub fn run(context: &Context, arguments: &Doctor) -> Result<(), Failure> {
    context.remark(&msg!("cli-doctor-measuring"));
    let mut lines = data(context);
    let devices = record::devices();
    lines.extend([microphone(&devices), loudspeaker(&devices), voice(context)]);
    let speed = measured(context)?;
    let estimates = speed.as_ref().map_or_else(|_| Vec::new(), Speed::estimates);
    let recommended = recommended(&estimates);
    lines.push(models(context, recommended));
    lines.push(cores());
    let speed = match speed {
        Ok(speed) => Some(speed),
        Err(failure) => {
            lines.push(Line::faulty("speed", failure, msg!("cli-doctor-fix-models")));
            None
        }
    };
    if arguments.json {
        output::print_json(&json_of(context, &lines, speed.as_ref(), &estimates, recommended));
    } else {
        output::print(&text_of(context, &lines, speed.as_ref(), &estimates, recommended));
    }
    let faulty = lines.iter().filter(|line| line.state == State::Faulty).count();
    if faulty == 0 { Ok(()) } else { Err(Failure::new(Kind::Broken, msg!("cli-doctor-failed", count = faulty)).hint(msg!("cli-doctor-failed-hint"))) }
}

/// The folder and the database, which everything else needs.
fn data(context: &Context) -> Vec<Line> {
    let folder = context.home.root();
    let written = context.home.prepare().and_then(|()| try_writing(folder));
    let line = match (written, transcribe::free_space(folder)) {
        (Err(failure), _) => return vec![Line::faulty("data_folder", failure, msg!("store-unwritable-hint"))],
        (Ok(()), Some(free)) => msg!("cli-doctor-folder", path = folder, free = gigabytes(free)),
        (Ok(()), None) => msg!("cli-doctor-folder-only", path = folder),
    };
    let database = match context.store() {
        Ok(store) => Line::fine("database", msg!("cli-doctor-database", path = store.file())),
        Err(failure) => Line::faulty("database", failure, msg!("store-unwritable-hint")),
    };
    vec![Line::fine("data_folder", line), database]
}

fn try_writing(folder: &Path) -> Result<(), Failure> {
    let tried = tempfile::tempfile_in(folder).map(drop);
    tried.map_err(|error| Failure::new(Kind::Storage, msg!("store-unwritable", path = folder)).hint(msg!("store-unwritable-hint")).because(error))
}

fn gigabytes(bytes: u64) -> String {
    format!("{:.1}", bytes as f64 / 1e9)
}

fn microphone(devices: &Devices) -> Line {
    let chosen = devices.inputs.iter().find(|device| device.is_default).or(devices.inputs.first());
    match chosen {
        Some(device) => Line::fine("microphone", msg!("cli-doctor-microphone", name = &device.name, count = devices.inputs.len())),
        None => Line::missing("microphone", msg!("record-no-microphone"), msg!("cli-doctor-fix-microphone")),
    }
}

fn loudspeaker(devices: &Devices) -> Line {
    let chosen = devices.outputs.iter().find(|device| device.is_default).or(devices.outputs.first());
    match chosen {
        Some(device) => Line::fine("loudspeaker", msg!("cli-doctor-loudspeaker", name = &device.name, count = devices.outputs.len())),
        None => Line::missing("loudspeaker", msg!("record-no-loudspeaker"), msg!("cli-doctor-fix-loudspeaker")),
    }
}

/// Started as for a rehearsal, and said nothing with.
fn voice(context: &Context) -> Line {
    match speak::system_voice(context.practice_language(None)) {
        Ok(_voice) => Line::fine("voice", msg!("cli-doctor-voice")),
        Err(failure) => Line::missing("voice", failure.what, failure.hint.unwrap_or_else(|| msg!("speak-install-elsewhere"))),
    }
}

fn models(context: &Context, recommended: Option<&str>) -> Line {
    let best = recommended.unwrap_or(AT_LEAST);
    match context.models().find(context.model_name()) {
        Ok(found) => Line::fine("model", msg!("cli-doctor-model", name = &found.name, path = &found.path)),
        Err(failure) if failure.kind == Kind::ModelMissing => Line::missing("model", failure.what, msg!("cli-doctor-fix-no-model", name = best)),
        Err(failure) => Line { fix: Some(msg!("cli-doctor-fix-models")), ..Line::faulty("model", failure, msg!("cli-doctor-fix-models")) },
    }
}

fn cores() -> Line {
    let (physical, threads) = (transcribe::physical_cores(), (transcribe::physical_cores() - 1).max(1));
    Line::fine("cores", msg!("cli-doctor-cores", count = physical, threads = threads))
}

/// What the real recogniser took for a second of speech, with which model.
struct Speed {
    name: String,
    sizes: Sizes,
    /// Seconds of work for a second of speech.
    cost: f64,
}

/// The cost of one catalogue's model.
struct Estimate {
    entry: &'static Entry,
    cost: f64,
    measured: bool,
}

impl Speed {
    fn of(found: &Found, signals: &Signals) -> Result<Self, Failure> {
        let sizes = transcribe::check_file(&found.path)?.sizes();
        Ok(Self { name: found.name.clone(), sizes, cost: transcribe::measured_cost(found, &signals.interrupt())? })
    }

    fn cost_of(&self, sizes: &Sizes) -> f64 {
        self.cost * transcribe::encoder_work(sizes) / transcribe::encoder_work(&self.sizes)
    }

    fn estimates(&self) -> Vec<Estimate> {
        let entries = transcribe::catalogue().iter().filter(|entry| !entry.demonstration);
        entries.map(|entry| Estimate { entry, cost: self.cost_of(&entry.sizes), measured: entry.name == self.name }).collect()
    }
}

/// Measured with the best model here, after the demonstration model has told how long that will take; with that one alone where it is too long, or
/// there is no other. The outer failure is an interrupt, which ends the command; the inner one is a finding.
fn measured(context: &Context) -> Result<Result<Speed, Failure>, Failure> {
    let signals = Signals::watch()?;
    let models = context.models();
    let small = match models.find(Some(transcribe::DEMONSTRATION)).and_then(|found| Speed::of(&found, &signals)) {
        Err(failure) if failure.kind == Kind::Interrupted => return Err(failure),
        other => other,
    };
    let (Ok(first), Ok(best)) = (&small, models.find(context.model_name())) else { return Ok(small) };
    let affordable = transcribe::check_file(&best.path).is_ok_and(|header| first.cost_of(&header.sizes()) * transcribe::TESTED.0 <= PATIENCE);
    if best.demonstration || !affordable {
        return Ok(small);
    }
    match Speed::of(&best, &signals) {
        Err(failure) if failure.kind == Kind::Interrupted => Err(failure),
        other => Ok(other),
    }
}

/// The best model that keeps up; the catalogue begins with the best.
fn recommended(estimates: &[Estimate]) -> Option<&'static str> {
    estimates.iter().find(|estimate| estimate.cost <= KEEPS_UP).map(|estimate| estimate.entry.name.as_str())
}

fn text_of(context: &Context, lines: &[Line], speed: Option<&Speed>, estimates: &[Estimate], recommended: Option<&str>) -> String {
    let say = |message: &Message| context.catalogue.say(message);
    let width = State::ALL.map(|state| say(&state.message()).width()).into_iter().max().unwrap_or(0);
    let mut text = String::new();
    for line in lines {
        let state = say(&line.state.message());
        let space = " ".repeat(width - state.width());
        let _ = writeln!(text, "{state}{space}  {}", say(&line.what));
        if let Some(fix) = &line.fix {
            let _ = writeln!(text, "{}  → {}", " ".repeat(width), say(fix));
        }
    }
    let Some(speed) = speed else { return text };
    let cost = figure(speed.cost);
    let _ = writeln!(text, "\n{}", say(&msg!("cli-doctor-speed", name = &speed.name, cost = cost, seconds = transcribe::TESTED.0 as u64)));
    for estimate in estimates {
        let _ = writeln!(text, "  {}", say(&estimate_message(estimate)));
    }
    let _ = writeln!(text, "{}", say(&msg!("cli-doctor-bound", bound = figure(KEEPS_UP))));
    let advice = recommended.map_or_else(|| msg!("cli-doctor-none-keeps-up", name = AT_LEAST), |name| msg!("cli-doctor-recommended", name = name));
    let _ = writeln!(text, "{}", say(&advice));
    text
}

/// Two digits are more than an estimate is good for.
fn figure(cost: f64) -> String {
    if cost < 1.0 { format!("{cost:.2}") } else { format!("{cost:.1}") }
}

/// To a millisecond, which is more than it is good for.
fn rounded(cost: f64) -> f64 {
    (cost * 1000.0).round() / 1000.0
}

fn estimate_message(estimate: &Estimate) -> Message {
    let (name, cost) = (format!("{:<20}", estimate.entry.name), figure(estimate.cost));
    match (estimate.measured, estimate.cost <= KEEPS_UP) {
        (true, true) => msg!("cli-doctor-measured-keeps-up", name = name, cost = cost),
        (true, false) => msg!("cli-doctor-measured-too-slow", name = name, cost = cost),
        (false, true) => msg!("cli-doctor-estimated-keeps-up", name = name, cost = cost),
        (false, false) => msg!("cli-doctor-estimated-too-slow", name = name, cost = cost),
    }
}

fn json_of(context: &Context, lines: &[Line], speed: Option<&Speed>, estimates: &[Estimate], recommended: Option<&str>) -> Value {
    let say = |message: &Message| context.catalogue.say(message);
    let models = context.models();
    let line = |line: &Line| json!({ "area": line.area, "state": line.state.name(), "what": say(&line.what), "fix": line.fix.as_ref().map(say) });
    let estimate = |estimate: &Estimate| {
        json!({
            "name": estimate.entry.name, "cost": rounded(estimate.cost), "measured": estimate.measured, "keeps_up": estimate.cost <= KEEPS_UP,
            "here": models.present(estimate.entry).is_some(),
        })
    };
    json!({
        "checks": lines.iter().map(line).collect::<Vec<_>>(),
        "data_folder": context.home.root(),
        "free_bytes": transcribe::free_space(context.home.root()),
        "cores": transcribe::physical_cores(),
        "speed": speed.map(|speed| json!({ "model": speed.name, "cost": rounded(speed.cost), "threads": 1, "chunk_s": transcribe::TESTED.0 })),
        "models": estimates.iter().map(estimate).collect::<Vec<_>>(),
        "keeps_up_below": KEEPS_UP,
        "recommended": recommended,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transcribe::Quality;

    fn speed(cost: f64) -> Speed {
        let base = transcribe::catalogue().iter().find(|entry| entry.name == "base-q5_1").unwrap();
        Speed { name: base.name.clone(), sizes: base.sizes, cost }
    }

    #[track_caller]
    fn check_recommended(cost_of_base: f64, expected: Option<&str>) {
        assert_eq!(recommended(&speed(cost_of_base).estimates()), expected, "{cost_of_base}");
    }

    #[test]
    fn the_best_model_that_keeps_up_is_recommended() {
        check_recommended(0.01, Some("large-v3-turbo-q8_0"));
        check_recommended(0.14, Some("small-q8_0"));
        check_recommended(0.4, Some("base-q8_0"));
        check_recommended(0.9, Some("tiny-q8_0"));
        check_recommended(9.0, None);
    }

    #[test]
    fn what_was_measured_stays_as_it_was_and_the_rest_is_marked_as_estimated() {
        for estimate in speed(0.2).estimates() {
            assert_eq!(estimate.measured, estimate.entry.name == "base-q5_1");
            assert!(!estimate.measured || (estimate.cost - 0.2).abs() < 1e-9);
            assert!(!estimate.entry.demonstration);
        }
    }

    #[test]
    fn what_is_advised_where_none_keeps_up_is_the_smallest_that_hears_korean() {
        let usable = transcribe::catalogue().iter().filter(|entry| entry.korean > Quality::Poor);
        assert_eq!(usable.min_by_key(|entry| entry.bytes.unwrap_or(u64::MAX)).unwrap().name, AT_LEAST);
    }

    #[test]
    fn figures_have_no_more_digits_than_they_are_good_for() {
        assert_eq!([0.0312, 0.5, 1.04, 12.34].map(figure), ["0.03", "0.50", "1.0", "12.3"]);
    }
}
