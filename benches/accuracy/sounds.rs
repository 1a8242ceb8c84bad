//! Speech to measure on: synthetic voices that read sentences, recordings of people, and the noises that are put around them.

use std::path::Path;
use std::process::Command;

use mynah::domain::{Clip, RECOGNITION_RATE_HZ};
use mynah::record::{sound_file, to_recognition_rate};

pub const ENGLISH: [&str; 6] = [
    "I led the migration of our payment system",
    "we had three weeks left before the launch",
    "the customer was angry because orders failed",
    "first I measured the latency of every call",
    "as a result the cost fell by thirty percent",
    "that taught me to ask early and often",
];
pub const KOREAN: [&str; 6] = [
    "저는 결제 시스템을 옮기는 일을 맡았습니다",
    "출시까지 남은 시간은 삼 주였습니다",
    "고객이 주문 실패 때문에 화가 났습니다",
    "먼저 모든 호출의 지연 시간을 측정했습니다",
    "그 결과 비용이 삼십 퍼센트 줄었습니다",
    "일찍 물어보는 것을 배웠어요",
];
pub const ENGLISH_VOICES: [&str; 8] = ["en-us", "en-gb", "en-us+m1", "en-us+m3", "en-gb+m7", "en-us+f1", "en-us+f3", "en-gb+f2"];
pub const KOREAN_VOICES: [&str; 8] = ["ko", "ko+m1", "ko+m3", "ko+m7", "ko+f1", "ko+f2", "ko+f3", "ko+f4"];

/// Always the same numbers.
pub struct Dice(u32);

impl Dice {
    pub fn new(seed: u32) -> Self {
        Self(seed.wrapping_mul(2_654_435_761).wrapping_add(1))
    }

    /// From 0 to 1.
    pub fn next(&mut self) -> f32 {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (self.0 >> 8) as f32 / 16_777_216.0
    }

    pub fn between(&mut self, from: f32, to: f32) -> f32 {
        from + (to - from) * self.next()
    }

    /// White noise with a root mean square of 1.
    pub fn white(&mut self, length: usize) -> Vec<f32> {
        (0..length).map(|_| (self.next() - 0.5) * 12_f32.sqrt()).collect()
    }
}

pub fn samples(seconds: f32) -> usize {
    (seconds * RECOGNITION_RATE_HZ as f32) as usize
}

pub fn level(sound: &[f32]) -> f32 {
    (sound.iter().map(|sample| sample * sample).sum::<f32>() / sound.len().max(1) as f32).sqrt()
}

/// What espeak-ng says, without the silence around it; `None` where the program is missing.
pub fn say(voice: &str, text: &str, words_per_min: u32) -> Option<Vec<f32>> {
    let folder = tempfile::tempdir().ok()?;
    let wav = folder.path().join("said.wav");
    let status = Command::new("espeak-ng").args(["-v", voice, "-s", &words_per_min.to_string(), "-w"]).arg(&wav).arg(text).status().ok()?;
    status.success().then(|| trimmed(&read(&wav), 0.0).to_vec())
}

/// A recording at the recogniser's rate.
///
/// # Panics
/// Where it cannot be read: whoever names a recording to measure on wants to know.
pub fn read(file: &Path) -> Vec<f32> {
    let sound = sound_file::read(file).unwrap_or_else(|failure| panic!("{}: {failure}", file.display()));
    to_recognition_rate(&sound.clip).samples
}

const FRAME: usize = 80;
/// Sound further below the loudest than this is reverberation and breath.
const FAINTEST_DB: f32 = -25.0;
/// Sound that is not this far above the noise drowns in it: nobody could find its edge.
const ABOVE_NOISE_DB: f32 = 4.0;

fn ratio(decibels: f32) -> f32 {
    10_f32.powf(decibels / 20.0)
}

/// Which frames of 5 ms can be heard beside a noise of this root mean square.
fn audible(sound: &[f32], noise: f32) -> Vec<bool> {
    let levels: Vec<f32> = sound.chunks(FRAME).map(level).collect();
    let least = (levels.iter().copied().fold(0.0, f32::max) * ratio(FAINTEST_DB)).max(noise * ratio(ABOVE_NOISE_DB));
    levels.iter().map(|&level| level > least).collect()
}

/// From the first to the last frame that can be heard.
fn trimmed(sound: &[f32], noise: f32) -> &[f32] {
    let audible = audible(sound, noise);
    let first = audible.iter().position(|&is| is).unwrap_or(0);
    let last = audible.iter().rposition(|&is| is).unwrap_or(0);
    &sound[first * FRAME..((last + 1) * FRAME).min(sound.len())]
}

/// The phrases of a recording as they can be heard beside a noise of this root mean square, cut at silences of 0.2 s.
pub fn phrases(sound: &[f32], noise: f32) -> Vec<&[f32]> {
    const SILENCE: usize = 40;
    let mut found = Vec::new();
    let mut start = None;
    let mut silent = 0;
    for (at, is) in audible(sound, noise).into_iter().chain([false; SILENCE]).enumerate() {
        silent = if is { 0 } else { silent + 1 };
        if is {
            start.get_or_insert(at);
        } else if silent == SILENCE {
            let phrase = start.take().map(|start: usize| &sound[start * FRAME..((at + 1 - silent) * FRAME).min(sound.len())]);
            found.extend(phrase.filter(|phrase| phrase.len() > samples(0.5)));
        }
    }
    found
}

/// The quietest 0.2 s of a recording: its own noise. Digital silence is none: it is where somebody cut.
pub fn own_noise(sound: &[f32]) -> Vec<f32> {
    let sounds = |window: &&[f32]| window.chunks(FRAME).all(|frame| level(frame) > 1e-5);
    let quietest = sound.windows(samples(0.2)).step_by(FRAME).filter(sounds).min_by(|a, b| level(a).total_cmp(&level(b)));
    quietest.unwrap_or_default().to_vec()
}

pub fn clip(samples: Vec<f32>) -> Clip {
    Clip { rate_hz: RECOGNITION_RATE_HZ, samples }
}

/// Key strokes and a breath, as they lie in a pause: a 12 ms burst in each quarter of a second (240 a minute), and soft low-passed noise that swells for most of it.
pub fn clicks_and_breath(length: usize, speech_level: f32, dice: &mut Dice) -> Vec<f32> {
    let mut sound = vec![0.0; length];
    let margin = samples(0.1);
    if length > samples(0.8) {
        let (mut low, swell) = (0.0, length - 2 * margin);
        for (n, sample) in sound[margin..length - margin].iter_mut().enumerate() {
            low += 0.35 * (dice.between(-1.0, 1.0) - low);
            *sample += 0.25 * speech_level * low * (std::f32::consts::PI * n as f32 / swell as f32).sin();
        }
    }
    for stroke in 0..length / samples(0.25) {
        let at = samples(0.25) * stroke + samples(dice.between(0.1, 0.2));
        for (n, sample) in sound[at..].iter_mut().take(samples(0.012)).enumerate() {
            *sample += 2.0 * speech_level * dice.between(-1.0, 1.0) * (-(n as f32) / 60.0).exp();
        }
    }
    sound
}
