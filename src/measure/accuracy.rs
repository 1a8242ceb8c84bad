//! How right the search for speech is: on generated signals, on synthetic speech with pauses of known length, and on recordings where there are any.

use std::path::PathBuf;
use std::process::Command;

use proptest::prelude::*;

use super::{Question, find_speech, measure};
use crate::domain::{Clip, Language, Measurements, RECOGNITION_RATE_HZ, Seconds, SpeechTrack};

const RATE: f32 = RECOGNITION_RATE_HZ as f32;

fn clip(samples: Vec<f32>) -> Clip {
    Clip { rate_hz: RECOGNITION_RATE_HZ, samples }
}

fn seconds(length: f64) -> usize {
    (length * f64::from(RECOGNITION_RATE_HZ)) as usize
}

fn silences(track: &SpeechTrack) -> Vec<(f64, f64)> {
    track.regions.windows(2).map(|pair| (pair[0].end.0, pair[1].start.0)).collect()
}

/// Evenly distributed figures below 1, the same in every run (xorshift).
struct Dice(u64);

impl Dice {
    fn new() -> Self {
        Self(0x2545_F491_4F6C_DD1D)
    }

    fn next(&mut self) -> f32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 40) as f32 / (1_u64 << 24) as f32
    }

    /// Nearly normal, with unit variance.
    fn normal(&mut self) -> f32 {
        (0..12).map(|_| self.next()).sum::<f32>() - 6.0
    }

    fn white(&mut self, length: usize) -> Vec<f32> {
        (0..length).map(|_| self.normal()).collect()
    }

    /// White noise through three one-pole filters (Paul Kellet's weights), brought to unit power.
    fn pink(&mut self, length: usize) -> Vec<f32> {
        let mut poles = [0.0_f32; 3];
        let mut noise: Vec<f32> = (0..length)
            .map(|_| {
                let white = self.normal();
                poles[0] = 0.997_65 * poles[0] + white * 0.099_046;
                poles[1] = 0.963 * poles[1] + white * 0.296_516_4;
                poles[2] = 0.57 * poles[2] + white * 1.052_691_3;
                poles.iter().sum::<f32>() + white * 0.184_8
            })
            .collect();
        let level = root_mean_square(&noise).max(1e-9);
        noise.iter_mut().for_each(|sample| *sample /= level);
        noise
    }
}

fn root_mean_square(samples: &[f32]) -> f32 {
    (samples.iter().map(|sample| sample * sample).sum::<f32>() / samples.len().max(1) as f32).sqrt()
}

/// Something like a voice: pulses at a falling pitch through three resonances that change with each of four syllables a second.
fn babble(length: f64) -> Vec<f32> {
    const VOWELS: [[f32; 3]; 4] = [[730.0, 1090.0, 2440.0], [270.0, 2290.0, 3010.0], [530.0, 1840.0, 2480.0], [300.0, 870.0, 2240.0]];
    let mut phase = 0.0_f32;
    let mut memory = [[0.0_f32; 2]; 3];
    (0..seconds(length))
        .map(|n| {
            let time = n as f32 / RATE;
            phase += (130.0 - 12.0 * (time % 2.0) + 4.0 * (time * 30.0).sin()) / RATE;
            let pulse = if phase >= 1.0 { 1.0 } else { 0.0 };
            phase -= pulse;
            let envelope = 0.3 + 0.7 * (std::f32::consts::PI * (time * 4.0).fract()).sin();
            let vowel = VOWELS[(time * 4.0) as usize % VOWELS.len()];
            let mut sound = 0.0;
            for (memory, hz) in memory.iter_mut().zip(vowel) {
                let radius = (-std::f32::consts::PI * 80.0 / RATE).exp();
                let next = pulse + 2.0 * radius * (2.0 * std::f32::consts::PI * hz / RATE).cos() * memory[0] - radius * radius * memory[1];
                *memory = [next, memory[0]];
                sound += next;
            }
            0.05 * envelope * sound
        })
        .collect()
}

fn sine(hz: f32, length: f64) -> Vec<f32> {
    (0..seconds(length)).map(|n| 0.3 * (2.0 * std::f32::consts::PI * hz * n as f32 / RATE).sin()).collect()
}

/// Three sines a second, each fading; which ones, `chord` says.
fn sines(chord: &dyn Fn(usize) -> [f32; 3], length: f64) -> Vec<f32> {
    let sample = |n: usize| {
        let (time, moment) = (n as f32 / RATE, n as f32 / RATE % 1.0);
        let sum: f32 = chord(time as usize).iter().map(|hz| (2.0 * std::f32::consts::PI * hz * time).sin()).sum();
        0.1 * sum * (1.0 - 0.8 * moment)
    };
    (0..seconds(length)).map(sample).collect()
}

/// Plucked notes with six overtones, so many a second, up and down a scale.
fn melody(notes_a_second: usize, length: f64) -> Vec<f32> {
    const SCALE: [f32; 5] = [220.0, 277.2, 329.6, 440.0, 329.6];
    let note = seconds(1.0) / notes_a_second;
    let sample = |n: usize| {
        let (hz, time) = (SCALE[n / note % SCALE.len()], (n % note) as f32 / RATE);
        let sum: f32 = (1..=7).map(|k| (2.0 * std::f32::consts::PI * hz * k as f32 * time).sin() / k as f32).sum();
        0.1 * sum * (time / 0.01).min(1.0) * (-2.0 * time).exp()
    };
    (0..seconds(length)).map(sample).collect()
}

fn low_passed(noise: &[f32], share: f32) -> Vec<f32> {
    let mut low = 0.0;
    noise
        .iter()
        .map(|white| {
            low += share * (white - low);
            low
        })
        .collect()
}

/// In and out: soft low-passed noise that swells for 1.1 s in every 2 s.
fn breathing(noise: &[f32]) -> Vec<f32> {
    let swell = |n: usize| (std::f32::consts::PI * (n as f32 / RATE % 2.0) / 1.1).sin().max(0.0);
    low_passed(noise, 0.35).iter().zip(noise).enumerate().map(|(n, (low, white))| 0.03 * low * swell(n) + 0.0003 * white).collect()
}

fn click(at: f64, length: f64) -> Vec<f32> {
    let mut samples = vec![0.0; seconds(length)];
    for (n, sample) in samples[seconds(at)..].iter_mut().take(192).enumerate() {
        *sample = 0.8 * (-(n as f32) / 60.0).exp() * (n as f32).sin();
    }
    samples
}

fn scaled(samples: &[f32], by: f32) -> Vec<f32> {
    samples.iter().map(|sample| sample * by).collect()
}

#[test]
fn what_is_not_speech_has_no_regions() {
    let mut dice = Dice::new();
    let white = dice.white(seconds(6.0));
    let pink = dice.pink(seconds(6.0));
    let cases = [
        ("nothing", vec![]),
        ("one sample", vec![0.5]),
        ("a hundred samples", vec![0.5; 100]),
        ("digital silence", vec![0.0; seconds(4.0)]),
        ("an offset", vec![0.2; seconds(4.0)]),
        ("not a number", vec![f32::NAN; seconds(1.0)]),
        ("infinite", vec![f32::INFINITY; seconds(1.0)]),
        ("loud white noise", scaled(&white, 0.2)),
        ("faint white noise", scaled(&white, 0.0005)),
        ("loud pink noise", scaled(&pink, 0.2)),
        ("faint pink noise", scaled(&pink, 0.0005)),
        ("a tone", sine(440.0, 4.0)),
        ("mains hum", sine(120.0, 4.0)),
        ("a low hum", sine(50.0, 4.0)),
        ("one click", click(1.0, 3.0)),
        ("breathing", breathing(&white)),
        ("wind", scaled(&low_passed(&white, 0.1), 0.3)),
        ("chords", sines(&|second| [[262.0, 330.0, 392.0], [220.0, 262.0, 330.0]][second % 2], 6.0)),
        ("a slow melody", sines(&|second| [[262.0, 524.0, 786.0], [330.0, 660.0, 990.0], [392.0, 784.0, 1176.0]][second % 3], 6.0)),
        ("a melody with overtones", melody(2, 12.0)),
        ("a quicker melody", melody(4, 12.0)),
        ("a click in noise", click(1.0, 6.0).iter().zip(&white).map(|(click, noise)| click + 0.002 * noise).collect()),
    ];
    for (name, samples) in cases {
        let length = samples.len() as f64 / f64::from(RECOGNITION_RATE_HZ);
        let track = find_speech(&clip(samples));
        assert_eq!(track.regions, [], "{name}");
        assert_eq!((track.speech, track.snr_db, track.length.0), (None, None, length), "{name}");
    }
}

#[test]
fn an_answer_after_much_music_is_not_lost() {
    let Some(answer) = espeak("ko", KOREAN[0]) else { return };
    let track = find_speech(&clip([melody(2, 40.0), answer].concat()));
    assert!(track.regions.last().is_some_and(|last| last.end.0 > 42.0), "{:?}", track.regions);
}

#[test]
fn one_word_is_an_answer_though_it_hardly_moves() {
    for (voice, word) in [("ko", "네"), ("ko", "아니오"), ("en-us", "No"), ("en-us", "I am")] {
        let Some(word_alone) = espeak(voice, word) else { return };
        assert_eq!(find_speech(&clip([vec![0.0; seconds(0.5)], word_alone, vec![0.0; seconds(0.5)]].concat())).regions.len(), 1, "{word}");
    }
}

#[test]
fn a_phrase_between_silences_is_one_region_with_its_edges() {
    let samples = [vec![0.0; seconds(1.0)], babble(2.0), vec![0.0; seconds(1.0)]].concat();
    let track = find_speech(&clip(samples));
    assert_eq!(track.regions.len(), 1);
    assert!((track.regions[0].start.0 - 1.0).abs() < 0.03 && (track.regions[0].end.0 - 3.0).abs() < 0.03, "{:?}", track.regions);
    assert_eq!((track.noise, track.snr_db), (None, None), "digital silence is no noise");
}

#[test]
fn the_measured_ratio_of_speech_to_noise_is_the_true_one() {
    for true_db in [40.0_f32, 20.0, 10.0] {
        let speech = babble(3.0);
        let samples = [vec![0.0; seconds(1.5)], speech.clone(), vec![0.0; seconds(1.5)], speech.clone(), vec![0.0; seconds(1.5)]].concat();
        let noise = scaled(&Dice::new().white(samples.len()), root_mean_square(&speech) * 10_f32.powf(-true_db / 20.0));
        let track = find_speech(&clip(samples.iter().zip(&noise).map(|(a, b)| a + b).collect()));
        let measured = track.snr_db.unwrap_or(f64::NAN);
        assert!((measured - f64::from(true_db)).abs() < 1.0, "{true_db} dB measured as {measured}");
    }
}

/// Phrases with pauses between them, over a little noise.
fn talk() -> Vec<f32> {
    let samples = [vec![0.0; seconds(0.6)], babble(1.5), vec![0.0; seconds(0.8)], babble(2.0), vec![0.0; seconds(0.6)]].concat();
    let noise = Dice::new().white(samples.len());
    samples.iter().zip(noise).map(|(sample, noise)| sample + 0.0005 * noise).collect()
}

fn same_times(a: &SpeechTrack, b: &SpeechTrack, shift: f64, tolerance: f64) -> bool {
    let near = |x: f64, y: f64| (x + shift - y).abs() <= tolerance + 1e-9;
    a.regions.len() == b.regions.len() && a.regions.iter().zip(&b.regions).all(|(a, b)| near(a.start.0, b.start.0) && near(a.end.0, b.end.0))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn neither_gain_nor_polarity_nor_offset_changes_a_time(gain_db in -40.0..12.0_f32, invert in any::<bool>(), offset in -0.1..0.1_f32) {
        let talk = talk();
        let gain = 10_f32.powf(gain_db / 20.0) * if invert { -1.0 } else { 1.0 };
        let plain = find_speech(&clip(talk.clone()));
        let changed = find_speech(&clip(scaled(&talk, gain)));
        prop_assert_eq!(plain.regions.len(), 2);
        prop_assert!(same_times(&plain, &changed, 0.0, 0.0), "{:?} {:?}", plain.regions, changed.regions);
        let level = changed.speech.unwrap().0 - plain.speech.unwrap().0;
        prop_assert!((level - f64::from(gain_db)).abs() < 0.1);
        let lifted = find_speech(&clip(talk.iter().map(|sample| sample + offset).collect()));
        prop_assert!(same_times(&plain, &lifted, 0.0, 0.005), "{:?} {:?}", plain.regions, lifted.regions);
    }

    #[test]
    fn silence_before_shifts_and_silence_after_changes_nothing(before in 0..40_000_usize, after in 0..40_000_usize) {
        let talk = talk();
        let plain = find_speech(&clip(talk.clone()));
        let padded = find_speech(&clip([vec![0.0; before], talk, vec![0.0; after]].concat()));
        prop_assert!(same_times(&plain, &padded, before as f64 / f64::from(RECOGNITION_RATE_HZ), 0.0), "{:?} {:?}", plain.regions, padded.regions);
    }

    #[test]
    fn silence_put_into_the_middle_adds_one_pause_of_its_length(at in 0.9..1.8_f64, length in 0.3..2.0_f64) {
        let talk = talk();
        let cut = seconds(at);
        let noise = scaled(&Dice::new().white(seconds(length)), 0.0005);
        let plain = find_speech(&clip(talk.clone()));
        let longer = find_speech(&clip([&talk[..cut], &noise, &talk[cut..]].concat()));
        prop_assert_eq!(longer.regions.len(), plain.regions.len() + 1);
        let (start, end) = silences(&longer)[0];
        prop_assert!((end - start - length).abs() < 0.05, "{} instead of {}", end - start, length);
    }
}

fn without_words(samples: Vec<f32>) -> Measurements {
    measure(&find_speech(&clip(samples)), None, &Question { language: Language::Ko, cue: Seconds::ZERO, timing: None, kind: None })
}

fn near(a: Option<f64>, b: Option<f64>, tolerance: f64) -> bool {
    a.zip(b).map_or(a == b, |(a, b)| (a - b).abs() <= tolerance)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    #[test]
    fn gain_polarity_and_silence_around_it_leave_the_voice_as_it_is(gain_db in -30.0..6.0_f32, invert in any::<bool>(), before in 0_usize..30_000) {
        let talk = talk();
        let gain = 10_f32.powf(gain_db / 20.0) * if invert { -1.0 } else { 1.0 };
        let plain = without_words(talk.clone());
        let changed = without_words([vec![0.0; before], scaled(&talk, gain), vec![0.0; 8000]].concat());
        prop_assert!(near(plain.voice.pitch_hz, changed.voice.pitch_hz, 0.2), "{:?} {:?}", plain.voice, changed.voice);
        prop_assert!(near(plain.voice.pitch_range_semitones, changed.voice.pitch_range_semitones, 0.2), "{:?} {:?}", plain.voice, changed.voice);
        prop_assert!(near(plain.voice.level_range_db, changed.voice.level_range_db, 0.3), "{:?} {:?}", plain.voice, changed.voice);
        prop_assert_eq!(plain.voice.endings, changed.voice.endings);
        prop_assert_eq!(plain.voice.weak_endings.len(), changed.voice.weak_endings.len());
        prop_assert_eq!(plain.filled_pauses.len(), changed.filled_pauses.len());
        prop_assert_eq!(plain.over_time.len(), changed.over_time.len());
    }
}

/// A voice of espeak-ng at the recognition rate, without the silence around it; `None` where the program is not installed, which CI does not accept.
fn espeak(voice: &str, text: &str) -> Option<Vec<f32>> {
    let Ok(output) = Command::new("espeak-ng").args(["-v", voice, "--stdout", text]).output() else {
        assert_ne!(std::env::var("CI").as_deref(), Ok("true"), "espeak-ng is not installed");
        println!("skipped: espeak-ng is not installed");
        return None;
    };
    let (rate, samples) = read_wav(&output.stdout);
    Some(without_silence(&resampled(&samples, rate)))
}

/// The rate and the samples of a 16-bit mono WAV; a stream's data goes on to the end whatever its header says.
fn read_wav(bytes: &[u8]) -> (u32, Vec<f32>) {
    let number = |at: usize| u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap());
    let mut at = 12;
    while &bytes[at..at + 4] != b"data" {
        at += 8 + number(at + 4) as usize;
    }
    let end = (at + 8).saturating_add(number(at + 4) as usize).min(bytes.len());
    let samples = bytes[at + 8..end].chunks_exact(2).map(|pair| f32::from(i16::from_le_bytes([pair[0], pair[1]])) / 32_768.0).collect();
    (number(24), samples)
}

/// Windowed-sinc interpolation, cut off at the lower of both rates.
fn resampled(samples: &[f32], rate: u32) -> Vec<f32> {
    let step = rate as f32 / RATE;
    let cutoff = (1.0 / step).min(1.0);
    let length = (samples.len() as f32 / step) as usize;
    let kernel = |distance: f32| {
        let x = std::f32::consts::PI * distance;
        let sinc = if x.abs() < 1e-6 { cutoff } else { (cutoff * x).sin() / x };
        sinc * (0.5 + 0.5 * (x / 16.0).cos())
    };
    (0..length)
        .map(|n| {
            let centre = n as f32 * step;
            let from = (centre - 15.0).max(0.0) as usize;
            let near = samples.iter().enumerate().skip(from).take(31);
            near.map(|(at, sample)| sample * kernel(at as f32 - centre)).sum()
        })
        .collect()
}

/// From the first to the last 5 ms within 25 dB of the loudest: what lies below is drowned by a noise 20 dB under the speech, and cannot be found.
fn without_silence(samples: &[f32]) -> Vec<f32> {
    let levels: Vec<f32> = samples.chunks(80).map(root_mean_square).collect();
    let least = levels.iter().copied().fold(0.0, f32::max) * 10_f32.powf(-25.0 / 20.0);
    let first = levels.iter().position(|&level| level > least).unwrap_or(0);
    let last = levels.iter().rposition(|&level| level > least).unwrap_or(0);
    samples[first * 80..((last + 1) * 80).min(samples.len())].to_vec()
}

struct Talk {
    samples: Vec<f32>,
    pauses: Vec<(f64, f64)>,
}

/// The phrases with pauses of 300 ms to 3 s between them, over noise `snr_db` below the speech.
fn with_pauses(phrases: &[Vec<f32>], snr_db: f32, pink: bool, dice: &mut Dice) -> Talk {
    const LENGTHS: [f64; 7] = [0.3, 0.4, 0.5, 0.8, 1.2, 2.0, 3.0];
    let mut samples = vec![0.0; seconds(0.5)];
    let mut pauses = Vec::new();
    for (number, phrase) in phrases.iter().enumerate() {
        if number > 0 {
            let start = samples.len();
            samples.resize(start + seconds(LENGTHS[(dice.next() * 7.0) as usize]), 0.0);
            pauses.push((start as f64 / f64::from(RECOGNITION_RATE_HZ), samples.len() as f64 / f64::from(RECOGNITION_RATE_HZ)));
        }
        samples.extend(phrase);
    }
    samples.resize(samples.len() + seconds(0.5), 0.0);
    let level = root_mean_square(&phrases.concat()) * 10_f32.powf(-snr_db / 20.0);
    let noise = if pink { dice.pink(samples.len()) } else { dice.white(samples.len()) };
    samples.iter_mut().zip(noise).for_each(|(sample, noise)| *sample += level * noise);
    Talk { samples, pauses }
}

const ENGLISH: [&str; 6] = [
    "I led the migration of our payment system",
    "we had three weeks left",
    "the customer was angry because orders failed",
    "first I measured the latency",
    "as a result the cost fell by thirty percent",
    "that taught me to ask early",
];
const KOREAN: [&str; 6] = [
    "저는 결제 시스템을 옮기는 일을 맡았습니다",
    "남은 시간은 삼 주였습니다",
    "고객이 주문 실패 때문에 화가 났습니다",
    "먼저 지연 시간을 측정했습니다",
    "그 결과 비용이 삼십 퍼센트 줄었습니다",
    "일찍 물어보는 것을 배웠어요",
];

/// Prints one line a voice set, noise and ratio: how many pauses, how wrong their lengths are, how many were missed and invented.
#[test]
fn pauses_of_known_length_are_found_to_within_thirty_milliseconds() {
    for (language, lines, voices) in [("en", ENGLISH, ["en-us", "en-us+f3", "en-gb+m3"]), ("ko", KOREAN, ["ko", "ko+f2", "ko+m2"])] {
        let mut spoken = Vec::new();
        for voice in voices {
            let Some(phrases) = lines.iter().map(|line| espeak(voice, line)).collect::<Option<Vec<_>>>() else {
                return;
            };
            spoken.push(phrases);
        }
        for (snr_db, pink) in [(40.0, false), (40.0, true), (20.0, false), (20.0, true)] {
            let mut dice = Dice::new();
            let mut errors = Vec::new();
            let (mut missed, mut invented) = (0, 0);
            for phrases in &spoken {
                let talk = with_pauses(phrases, snr_db, pink, &mut dice);
                let found = silences(&find_speech(&clip(talk.samples)));
                let hits: Vec<f64> = talk.pauses.iter().filter_map(|&pause| error_in_length(pause, &found)).collect();
                missed += talk.pauses.len() - hits.len();
                invented += found.len() - hits.len();
                errors.extend(hits);
            }
            let mean_ms = 1000.0 * errors.iter().sum::<f64>() / errors.len() as f64;
            let worst_ms = 1000.0 * errors.iter().copied().fold(0.0, f64::max);
            let noise = if pink { "pink" } else { "white" };
            println!(
                "{language} {snr_db} dB {noise}: {} pauses, mean error {mean_ms:.1} ms, worst {worst_ms:.0} ms, missed {missed}, invented {invented}",
                errors.len()
            );
            assert!(mean_ms <= 30.0 && missed == 0 && invented == 0);
        }
    }
}

/// How wrong the length of the silence is that meets more than half of `pause`.
fn error_in_length(pause: (f64, f64), found: &[(f64, f64)]) -> Option<f64> {
    let length = pause.1 - pause.0;
    let &(start, end) = found.iter().find(|silence| silence.1.min(pause.1) - silence.0.max(pause.0) > 0.5 * length)?;
    Some((end - start - length).abs())
}

/// The folder of recordings to measure with, named by `MYNAH_SHARED`; `None` where it is absent.
fn recordings() -> Option<PathBuf> {
    let shared = std::env::var_os("MYNAH_SHARED").map_or_else(|| PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared")), PathBuf::from);
    let folder = shared.join("eval/audio");
    if shared.as_os_str().is_empty() || !folder.is_dir() {
        println!("skipped: no recordings in {}", folder.display());
        return None;
    }
    Some(folder)
}

fn recording(folder: &std::path::Path, name: &str) -> SpeechTrack {
    let (rate, samples) = read_wav(&std::fs::read(folder.join(name)).unwrap());
    assert_eq!(rate, RECOGNITION_RATE_HZ);
    find_speech(&clip(samples))
}

/// The gaps between words that people aligned.
fn aligned_gaps(folder: &std::path::Path, name: &str) -> Vec<(f64, f64)> {
    let file: serde_json::Value = serde_json::from_slice(&std::fs::read(folder.join(name)).unwrap()).unwrap();
    let times: Vec<(f64, f64)> =
        file["words"].as_array().unwrap().iter().map(|word| (word["start"].as_f64().unwrap(), word["end"].as_f64().unwrap())).collect();
    times.windows(2).map(|pair| (pair[0].1, pair[1].0)).collect()
}

fn overlap_over_union(a: (f64, f64), b: (f64, f64)) -> f64 {
    let overlap = (a.1.min(b.1) - a.0.max(b.0)).max(0.0);
    overlap / (a.1 - a.0 + b.1 - b.0 - overlap).max(1e-9)
}

/// Gaps of 200 to 300 ms count neither way: aligners themselves differ by as much.
#[test]
fn pauses_of_spontaneous_speech_are_the_gaps_that_people_aligned() {
    let Some(folder) = recordings() else { return };
    let (mut hits, mut missed, mut invented) = (0_u32, 0_u32, 0_u32);
    let mut edges = Vec::new();
    for name in ["spontaneous_1", "spontaneous_2"] {
        let gaps: Vec<_> = aligned_gaps(&folder, &format!("{name}.words.json")).into_iter().filter(|gap| gap.1 - gap.0 >= 0.195).collect();
        let found = silences(&recording(&folder, &format!("{name}.wav")));
        for &gap in gaps.iter().filter(|gap| gap.1 - gap.0 > 0.305) {
            match found.iter().find(|&&silence| overlap_over_union(gap, silence) >= 0.5) {
                Some(silence) => {
                    hits += 1;
                    edges.extend([(silence.0 - gap.0).abs(), (silence.1 - gap.1).abs()]);
                }
                None => {
                    println!("{name}: missed {gap:.2?}");
                    missed += 1;
                }
            }
        }
        for silence in found.iter().filter(|&&silence| gaps.iter().all(|&gap| overlap_over_union(gap, silence) < 0.5)) {
            println!("{name}: invented {silence:.2?}");
            invented += 1;
        }
    }
    let f1 = f64::from(2 * hits) / f64::from(2 * hits + missed + invented);
    let edge_ms = 1000.0 * edges.iter().sum::<f64>() / edges.len() as f64;
    println!("{hits} hits, {missed} missed, {invented} invented: F1 {f1:.3}, mean edge error {edge_ms:.0} ms");
    assert!(f1 >= 0.9);
}

#[test]
fn recordings_have_speech_where_people_hear_it() {
    let Some(folder) = recordings() else { return };
    let check = |name, regions: std::ops::RangeInclusive<usize>, first: f64, last: f64| {
        let track = recording(&folder, name);
        assert!(regions.contains(&track.regions.len()), "{name} {:?}", track.regions);
        let (start, end) = (track.regions[0].start.0, track.regions[track.regions.len() - 1].end.0);
        assert!((start - first).abs() < 0.1 && (end - last).abs() < 0.1, "{name} {start} {end}");
    };
    assert_eq!(recording(&folder, "noise.wav").regions, []);
    check("jfk.wav", 4..=6, 0.3, 11.0);
    check("read_en.wav", 1..=2, 0.55, 5.5);
    check("read_ko.wav", 1..=2, 0.65, 3.4);
}
