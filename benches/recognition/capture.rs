//! Whether a sample goes missing in mynah while it records, recognises, and every core is busy: the microphone of a virtual sound card hears a signal
//! whose samples are numbered.

use std::ffi::OsString;
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use mynah::assess;
use mynah::demo::{VirtualCard, play_into_microphone};
use mynah::domain::{Failure, Interrupt, Language};
use mynah::record::{Microphone, Take};
use mynah::transcribe::{Hint, Models, Whisper};

use crate::ours::Ours;
use crate::programs::Spinning;
use crate::signals;
use crate::table::{Row, Table, progress};
use crate::wav;

/// The argument that makes the bench the recording process, inside the card.
pub const CAPTURE: &str = "--as-a-recording-process";
const NUMBERED: &str = "numbered.wav";
const ANSWER: &str = "answer.wav";
const RATE_HZ: u32 = 48_000;
/// Numbers begin again after so many samples. All of them are small enough to come through 32-bit floats and back as they are.
const PERIOD: u64 = 32_768;
/// What is recognised over and over meanwhile.
const ANSWER_S: usize = 60;
/// Sound that is on its way in the sound server when the player has ended.
const ON_ITS_WAY: Duration = Duration::from_secs(1);

/// Records `minutes` of numbered samples.
pub fn row(table: &mut Table, model: (&str, &Path), demonstration: &Path, threads: usize, minutes: usize) {
    progress(&format!("capture for {minutes} minutes, recognising, every core busy"));
    let folder = tempfile::tempdir().expect("a temporary folder");
    write_numbered(&folder.path().join(NUMBERED), minutes).expect("room for a file");
    wav::write(&folder.path().join(ANSWER), &signals::answer(ANSWER_S), 16_000, 1).expect("room for a file");
    let card = match VirtualCard::start(&std::env::temp_dir()) {
        Ok(card) => card,
        Err(failure) => return table.note(format!("capture: not measured, there is no virtual sound card ({failure})")),
    };
    let this = std::env::current_exe().expect("a program has a path");
    let mut child = Command::new(this);
    let paths: [OsString; 3] = [folder.path().into(), model.1.into(), demonstration.into()];
    child.arg(CAPTURE).args(paths).arg(threads.to_string()).envs(card.env()).stdin(Stdio::null()).stderr(Stdio::inherit());
    let output = child.output().expect("the bench starts itself");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let Some((missing, told)) = text.trim().split_once('\t').and_then(|(missing, told)| Some((missing.parse().ok()?, told))) else {
        return table.note("capture: recording failed".to_owned());
    };
    table.row(Row {
        what: format!("samples missing inside mynah in {minutes} minutes of capture, recognising, a busy process on each core"),
        model: model.0.to_owned(),
        threads,
        measured: told.to_owned(),
        value: missing,
        bound: Some(0.0),
        void: None,
    });
}

fn write_numbered(path: &Path, minutes: usize) -> Result<(), hound::Error> {
    let spec = hound::WavSpec { channels: 1, sample_rate: RATE_HZ, bits_per_sample: 16, sample_format: hound::SampleFormat::Int };
    let mut writer = hound::WavWriter::create(path, spec)?;
    for n in 0..minutes as u64 * 60 * u64::from(RATE_HZ) {
        writer.write_sample(numbered(n))?;
    }
    writer.finalize()
}

fn numbered(n: u64) -> i16 {
    (n % PERIOD) as i16 - (PERIOD / 2) as i16
}

/// The recording process: prints how many samples went missing, and an account of all of them.
pub fn child(folder: &Path, model: &Path, demonstration: &Path, threads: usize) -> ExitCode {
    match record(folder, model, demonstration, threads) {
        Ok(text) => {
            println!("{text}");
            ExitCode::SUCCESS
        }
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

fn record(folder: &Path, model: &Path, demonstration: &Path, threads: usize) -> Result<String, Failure> {
    let file = folder.join("take.wav");
    let mut recogniser = Ours::load(model, threads)?;
    let mut listener = Whisper::load(&Models::new(Vec::new()).find(demonstration.to_str())?, 1)?;
    let (over, interrupt, answers) = (Interrupt::default(), Interrupt::default(), AtomicUsize::new(0));
    let take = Take::start(&mut Microphone::open(None)?, &file)?;
    let along = take.read_along()?;
    let recorded = thread::scope(|scope| {
        scope.spawn(|| assess::listen(along, &over, &mut listener, Language::En, &Hint::default(), &interrupt).map(drop));
        scope.spawn(|| {
            while recogniser.file(&folder.join(ANSWER), Language::En, &Hint::default(), &interrupt).is_ok() {
                answers.fetch_add(1, Ordering::Relaxed);
            }
        });
        let spinning = Spinning::start(num_cpus::get());
        let played = play_into_microphone(&folder.join(NUMBERED)).and_then(|playback| playback.wait());
        thread::sleep(ON_ITS_WAY);
        drop(spinning);
        let recorded = take.finish();
        over.raise();
        interrupt.raise();
        played.and(recorded)
    })?;
    let account = Account::of(&file).expect("the file that was just written");
    let missing = recorded.lost_frames + recorded.delivered.abs_diff(account.written);
    Ok(format!(
        "{missing}\t{} delivered, {} written, {} lost for want of room; before mynah {} missing and {} of silence, {} overruns told; {} s recognised {} times meanwhile",
        recorded.delivered,
        account.written,
        recorded.lost_frames,
        account.missing,
        account.silence,
        recorded.overruns,
        ANSWER_S,
        answers.into_inner()
    ))
}

/// What the numbers in a recording say.
#[derive(Debug, Default, PartialEq)]
struct Account {
    written: u64,
    /// Numbers that do not occur.
    missing: u64,
    /// Samples of silence between numbers that follow each other: the player had nothing to play.
    silence: u64,
}

impl Account {
    fn of(file: &Path) -> Result<Self, hound::Error> {
        let mut account = Self::default();
        let (mut next, mut silence) = (None, 0);
        for sample in hound::WavReader::open(file)?.into_samples::<i16>() {
            let sample = sample?;
            account.written += 1;
            let number = (i64::from(sample) + (PERIOD / 2) as i64) as u64;
            match next {
                None if sample == 0 => {}
                Some(expected) if sample == 0 && number != expected => silence += 1,
                _ => {
                    account.missing += (number + PERIOD - next.unwrap_or(number)) % PERIOD;
                    account.silence += std::mem::take(&mut silence);
                    next = Some((number + 1) % PERIOD);
                }
            }
        }
        Ok(account)
    }
}
