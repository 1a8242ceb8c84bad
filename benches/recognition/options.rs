//! What the bench is asked for.

use std::path::PathBuf;

use mynah::domain::Language;

use crate::model::{BASE, Format, SMALL, Size, TINY};
use crate::ours;

pub const USAGE: &str = "./x bench recognition [--model FILE] [--audio DIR] [--lang ko|en] [--report FILE] [--size tiny|base|small] \
    [--format f16|q8_0] [--threads N] [--only speed|contention|stopping|capture|memory|silence|demonstration]... [--quick]";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Speed,
    Contention,
    Stopping,
    Capture,
    Memory,
    Silence,
    Demonstration,
}

pub struct Options {
    /// A file with trained weights; without one a model is generated.
    pub model: Option<PathBuf>,
    pub audio: Option<PathBuf>,
    pub language: Option<Language>,
    pub report: PathBuf,
    pub size: Size,
    pub format: Format,
    pub threads: usize,
    /// All where none is named.
    pub parts: Vec<Part>,
    /// For working on the code: the answer comes at once instead of in real time, and what takes minutes is left out.
    pub quick: bool,
}

impl Options {
    /// # Errors
    /// What is wrong with the arguments, in a sentence.
    pub fn of(arguments: &[String]) -> Result<Self, String> {
        let mut options = Self {
            model: None,
            audio: None,
            language: None,
            report: PathBuf::from("target/recognition-report.md"),
            size: BASE,
            format: Format::F16,
            threads: ours::threads(num_cpus::get()),
            parts: Vec::new(),
            quick: false,
        };
        let mut left = arguments.iter();
        while let Some(name) = left.next() {
            if name == "--quick" {
                options.quick = true;
                continue;
            }
            let value = left.next().ok_or(format!("{name}: unknown, or its value is missing"))?;
            options.set(name, value)?;
        }
        if options.audio.is_some() && options.model.is_none() {
            return Err("--audio needs --model: only trained weights hear words".to_owned());
        }
        Ok(options)
    }

    fn set(&mut self, name: &str, value: &str) -> Result<(), String> {
        let wrong = || format!("{name} {value}: not understood");
        match name {
            "--model" => self.model = Some(PathBuf::from(value)),
            "--audio" => self.audio = Some(PathBuf::from(value)),
            "--report" => self.report = PathBuf::from(value),
            "--lang" => self.language = Some(Language::from_code(value).ok_or_else(wrong)?),
            "--size" => self.size = *[TINY, BASE, SMALL].iter().find(|size| size.name == value).ok_or_else(wrong)?,
            "--format" => self.format = *[Format::F16, Format::Q8_0].iter().find(|format| format.name() == value).ok_or_else(wrong)?,
            "--threads" => self.threads = ours::threads(value.parse().map_err(|_| wrong())?),
            "--only" => self.parts.push(part(value).ok_or_else(wrong)?),
            _ => return Err(format!("{name}: unknown")),
        }
        Ok(())
    }
}

fn part(name: &str) -> Option<Part> {
    match name {
        "speed" => Some(Part::Speed),
        "contention" => Some(Part::Contention),
        "stopping" => Some(Part::Stopping),
        "capture" => Some(Part::Capture),
        "memory" => Some(Part::Memory),
        "silence" => Some(Part::Silence),
        "demonstration" => Some(Part::Demonstration),
        _ => None,
    }
}
