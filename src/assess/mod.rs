//! From a recording to a judged attempt: the one place where the order of measuring, recognising, labelling and scoring stands.
//!
//! Practice, `score` and `attempt rescore` all come through here, so the same samples give the same figures on every way.

use std::path::Path;

use crate::domain::{Attempt, Clip, Failure, Interrupt, Language, PromptKind, RecordingFacts, Scheme, Seconds, SpeechTrack, Timing, Transcript};
use crate::measure::{self, Question};
use crate::record::{self, wav_file};
use crate::score::{self, Rubric};
use crate::star;
use crate::transcribe::Transcriber;

/// A recording, read and listened to, before any word is known.
pub struct Heard {
    /// One channel at the rate of recognition.
    pub clip: Clip,
    pub track: SpeechTrack,
    pub rate_hz: u32,
    pub clipped: u64,
    pub length: Seconds,
    /// The file ends before its header says so.
    pub truncated: bool,
}

/// Reads a WAV file and finds the speech in it.
///
/// # Errors
/// `Kind::BadInput` naming the file and what is wrong with it; `Kind::Storage` where it cannot be read.
pub fn hear(path: &Path) -> Result<Heard, Failure> {
    let audio = wav_file::read(path)?;
    let length = audio.clip.length();
    let clip = record::to_recognition_rate(&audio.clip);
    let track = measure::find_speech(&clip);
    Ok(Heard { track, clip, rate_hz: audio.clip.rate_hz, clipped: audio.clipped, length, truncated: audio.truncated })
}

/// The words of a recording.
///
/// # Errors
/// Those of the transcriber.
pub fn recognise(
    heard: &Heard,
    transcriber: &mut dyn Transcriber,
    language: Language,
    interrupt: &Interrupt,
    progress: &mut dyn FnMut(f64),
) -> Result<Transcript, Failure> {
    transcriber.transcribe(&heard.clip, &heard.track.regions, language, interrupt, progress)
}

/// What the answer is held against.
#[derive(Clone, Copy, Debug, Default)]
pub struct Demand {
    pub timing: Option<Timing>,
    pub kind: Option<PromptKind>,
    /// When the answer was asked for.
    pub cue: Seconds,
}

/// Puts everything that can be found out into the attempt. Without a transcript words and coverage stay unknown and the rest is there.
pub fn judge(attempt: &mut Attempt, heard: &Heard, transcript: Option<Transcript>, demand: Demand, rubric: &Rubric) {
    let lost_frames = attempt.recording.map_or(0, |facts| facts.lost_frames);
    let facts = RecordingFacts { rate_hz: heard.rate_hz, lost_frames, clipped: heard.clipped, snr_db: heard.track.snr_db };
    let question = Question { language: attempt.language, cue: demand.cue, timing: demand.timing, kind: demand.kind };
    let words = transcript.as_ref().map(|transcript| transcript.words.as_slice());
    let measurements = measure::measure(&heard.track, words, &question);
    // A recording whose question is unknown is read as a story: the form most interview answers should have.
    let scheme = demand.kind.map_or(Scheme::Star, Scheme::for_kind);
    let coverage = words.map(|words| star::cover(words, &heard.track, scheme, attempt.language));
    let scorecard = score::score(rubric, &measurements, coverage.as_ref(), Some(&facts), attempt.language, demand.kind);
    attempt.duration_s = Some(heard.length.to_millis());
    attempt.recording = Some(facts);
    attempt.transcript = transcript;
    attempt.measurements = Some(measurements);
    attempt.coverage = coverage;
    attempt.scorecard = Some(scorecard);
}
