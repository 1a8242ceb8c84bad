//! The bench as its own child: a process that keeps a core busy, one whose memory is measured, and one that records. The busy ones end when their
//! standard input does, so none outlives the bench.

use std::io::Read;
use std::path::Path;
use std::process::{Child, Command, ExitCode, Stdio};

use mynah::domain::{Interrupt, Language};
use mynah::transcribe::Hint;

use crate::capture;
use crate::ours::Ours;

const SPIN: &str = "--as-a-busy-process";
const MEMORY: &str = "--as-a-measured-process";

/// Does what a child is started for; `None` in the bench itself.
pub fn child(arguments: &[String]) -> Option<ExitCode> {
    match arguments {
        [first, ..] if first == SPIN => Some(spin()),
        [first, file, model, ..] if first == MEMORY => Some(measure(Path::new(file), Path::new(model))),
        [first, folder, model, demonstration, threads] if first == capture::CAPTURE => {
            Some(capture::child(Path::new(folder), Path::new(model), Path::new(demonstration), threads.parse().unwrap_or(1)))
        }
        _ => None,
    }
}

fn spin() -> ExitCode {
    let input_ended = std::thread::spawn(|| std::io::stdin().read_to_end(&mut Vec::new()));
    let mut number = 1_u64;
    while !input_ended.is_finished() {
        for _ in 0..1_000_000 {
            number = std::hint::black_box(number.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1));
        }
    }
    ExitCode::SUCCESS
}

/// Recognises a file and prints the largest memory that it took, and the number of words.
fn measure(file: &Path, model: &Path) -> ExitCode {
    let heard = Ours::load(model, 1).and_then(|mut ours| ours.file(file, Language::En, &Hint::default(), &Interrupt::default()));
    match (heard, peak_kib()) {
        (Ok(heard), Some(peak)) => {
            println!("{peak} {}", heard.transcript.words.len());
            ExitCode::SUCCESS
        }
        (Err(failure), _) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
        (_, None) => ExitCode::FAILURE,
    }
}

/// Linux's own count of this process's largest resident memory.
fn peak_kib() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.split_whitespace().next()?.parse().ok()
}

/// Peak memory in KiB and number of words of a child that recognises `file`; `None` where the system does not tell.
pub fn memory_of(file: &Path, model: &Path) -> Option<(u64, usize)> {
    let this = std::env::current_exe().ok()?;
    let output = Command::new(this).arg(MEMORY).arg(file).arg(model).stdin(Stdio::null()).stderr(Stdio::inherit()).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let (peak, words) = text.trim().split_once(' ')?;
    Some((peak.parse().ok()?, words.parse().ok()?))
}

/// Processes that do nothing but take time; dropping ends them.
pub struct Spinning(Vec<Child>);

impl Spinning {
    pub fn start(count: usize) -> Self {
        let this = std::env::current_exe().expect("a program has a path");
        let start = |_| Command::new(&this).arg(SPIN).stdin(Stdio::piped()).spawn().expect("the bench starts itself");
        Self((0..count).map(start).collect())
    }
}

impl Drop for Spinning {
    fn drop(&mut self) {
        for child in &mut self.0 {
            let _ = child.kill(); // it may have ended by itself
            let _ = child.wait();
        }
    }
}
