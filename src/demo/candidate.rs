//! The candidate: an espeak-ng voice that answers into the virtual microphone.

use std::ffi::OsString;
use std::io::Write;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use hound::{SampleFormat, WavReader, WavSpec, WavWriter};

use super::virtual_card::MICROPHONE_SINK;
use crate::domain::{Failure, Kind, Language, Seconds};
use crate::msg;

/// How far the player is ahead of the microphone: a busy machine that stops it for a moment leaves no hole in the answer.
const BUFFER: &str = "--latency-msec=500";
/// A person thinks before answering, so there is a latency to measure.
const LEAD_IN: Seconds = Seconds(0.4);
/// Long enough to be a pause, and for recognition to be cut there.
const GAP: Seconds = Seconds(0.6);
/// espeak-ng reaches full scale, and what resamples it on the way to the microphone then goes beyond. A person with the microphone set
/// right stays below.
const LOUDNESS: f32 = 0.6;
/// The last word is over before the recording ends.
const LEAD_OUT: Seconds = Seconds(0.3);

/// Who answers, and how.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Candidate {
    /// As espeak-ng names it, for example `ko+f2`.
    pub voice: &'static str,
    pub words_per_minute: u32,
}

impl Candidate {
    /// A voice that the demonstration model was trained with and that is not the one that asks.
    pub fn speaking(language: Language) -> Self {
        let voice = match language {
            Language::Ko => "ko+f2",
            Language::En => "en-us+m3",
        };
        Self { voice, words_per_minute: 150 }
    }

    /// Speaks the sentences into a mono 16-bit WAV file: silence, then each sentence with a gap between. Returns the file's length.
    ///
    /// # Errors
    /// `Kind::Broken` where espeak-ng cannot speak, `Kind::Storage` where `wav` cannot be written.
    pub fn render(&self, sentences: &[&str], wav: &Path) -> Result<Seconds, Failure> {
        let mut answer: Vec<i16> = Vec::new();
        let mut rate_hz = 0;
        for (index, sentence) in sentences.iter().enumerate() {
            let (spoken, rate) = self.speak(sentence)?;
            rate_hz = rate;
            answer.extend(silence(if index == 0 { LEAD_IN } else { GAP }, rate));
            answer.extend(spoken);
        }
        answer.extend(silence(LEAD_OUT, rate_hz));
        write(&answer, rate_hz, wav).map_err(|cause| Failure::new(Kind::Storage, msg!("demo-file-unwritable", path = wav)).because(cause))?;
        Ok(Seconds::at_sample(answer.len(), rate_hz))
    }

    /// The samples of one sentence, without the silence that espeak-ng puts after it.
    fn speak(&self, sentence: &str) -> Result<(Vec<i16>, u32), Failure> {
        let failed = || Failure::new(Kind::Broken, msg!("demo-program-failed", program = "espeak-ng"));
        let folder = tempfile::tempdir().map_err(|cause| failed().because(cause))?;
        let path = folder.path().join("sentence.wav");
        self.run_espeak(sentence, &path).map_err(|cause| failed().because(cause))?;
        let mut reader = WavReader::open(&path).map_err(|cause| failed().because(cause))?;
        let mut samples = reader.samples().collect::<Result<Vec<i16>, _>>().map_err(|cause| failed().because(cause))?;
        let spoken = samples.iter().rposition(|&sample| sample != 0).map_or(0, |last| last + 1);
        samples.truncate(spoken);
        samples.iter_mut().for_each(|sample| *sample = (f32::from(*sample) * LOUDNESS) as i16);
        if samples.is_empty() { Err(failed()) } else { Ok((samples, reader.spec().sample_rate)) }
    }

    /// The sentence goes in as input, where a dash at its start is no option.
    fn run_espeak(&self, sentence: &str, wav: &Path) -> std::io::Result<()> {
        let mut espeak = Command::new("espeak-ng");
        espeak.args(["-b", "1", "-v", self.voice, "-s", &self.words_per_minute.to_string(), "-w"]).arg(wav).arg("--stdin");
        let mut espeak = espeak.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn()?;
        let input = espeak.stdin.take().map_or(Ok(()), |mut input| input.write_all(sentence.as_bytes()));
        let output = espeak.wait_with_output()?;
        input?;
        if output.status.success() { Ok(()) } else { Err(std::io::Error::other(String::from_utf8_lossy(&output.stderr).into_owned())) }
    }
}

fn silence(length: Seconds, rate_hz: u32) -> impl Iterator<Item = i16> {
    std::iter::repeat_n(0, length.to_sample(rate_hz))
}

fn write(samples: &[i16], rate_hz: u32, wav: &Path) -> Result<(), hound::Error> {
    let spec = WavSpec { channels: 1, sample_rate: rate_hz, bits_per_sample: 16, sample_format: SampleFormat::Int };
    let mut writer = WavWriter::create(wav, spec)?;
    for &sample in samples {
        writer.write_sample(sample)?;
    }
    writer.finalize()
}

/// A WAV file being played into the virtual microphone; dropping it ends the player.
#[derive(Debug)]
pub struct Playback(Child);

impl Playback {
    /// Whether the last sample has been played.
    ///
    /// # Errors
    /// `Kind::Broken` where the player failed.
    pub fn has_ended(&mut self) -> Result<bool, Failure> {
        match self.0.try_wait() {
            Ok(None) => Ok(false),
            Ok(Some(status)) if status.success() => Ok(true),
            Ok(Some(status)) => Err(player_failed().because(status.to_string())),
            Err(cause) => Err(player_failed().because(cause)),
        }
    }

    /// Returns when the last sample has been played.
    ///
    /// # Errors
    /// `Kind::Broken` where the player failed.
    pub fn wait(mut self) -> Result<(), Failure> {
        self.0.wait().map_err(|cause| player_failed().because(cause))?;
        self.has_ended().map(drop)
    }
}

impl Drop for Playback {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Plays a WAV file into the microphone of the card whose environment this process has; it sounds within about 0.1 s.
///
/// # Errors
/// `Kind::Broken` where the player cannot be started.
pub fn play_into_microphone(wav: &Path) -> Result<Playback, Failure> {
    start_playback(wav, &[])
}

pub(super) fn start_playback(wav: &Path, env: &[(String, OsString)]) -> Result<Playback, Failure> {
    let mut player = Command::new("paplay");
    player.arg(format!("--device={MICROPHONE_SINK}")).arg(BUFFER).arg(wav).envs(env.iter().map(|(name, value)| (name, value)));
    let player = player.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    player.map(Playback).map_err(|cause| player_failed().because(cause))
}

fn player_failed() -> Failure {
    Failure::new(Kind::Broken, msg!("demo-program-failed", program = "paplay"))
}
