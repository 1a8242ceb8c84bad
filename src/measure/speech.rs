//! Finds speech in the waveform.
//!
//! Three witnesses: a trained detector says where a voice is ([`voice`](super::voice)) but lets go late; levels say exactly where a sound begins and
//! ends ([`prominence`](super::prominence)) but not what it is. So speech is what stands out, within reach of a voice. The detector takes breath and
//! music for voices; those hold the shape of their spectrum, where a speaker moves from sound to sound several times a second.

use crate::domain::{Clip, Contour, Dbfs, Frame, RECOGNITION_RATE_HZ, Seconds, Span, SpeechTrack};

use super::filter::{Filter, without_rumble};
use super::frames::{FramePowers, HOP, Run, decibels, frames_in_ms, joined, power, runs, smoothed_levels, sorted};
use super::prominence::{Octaves, Prominence, loud_level_db};
use super::voice::{Voice, VoiceFinder};

/// Loud speech is brought to this level before it is looked at, so that gain changes nothing: the detector was seen to tell speech from breath best
/// here.
const WORKING_LEVEL_DB: f32 = -20.0;

/// A voice has to last this long: shorter than any syllable.
const SHORTEST_VOICE: usize = frames_in_ms(40);
/// Consonants before and after the voiced part of a phrase: long fricatives last 200 ms at its beginning, 250 ms at its end.
const BEFORE_VOICE: usize = frames_in_ms(200);
const AFTER_VOICE: usize = frames_in_ms(250);
/// Closures of stops do not end a sound.
const SHORTEST_CLOSURE: usize = frames_in_ms(60);
/// A level taken over 15 ms rises up to 7 ms before the sound does, and falls as much after.
const BLUR: usize = 1;

/// Silences shorter than this belong to articulation: the customary cut-off of pauses (de Jong & Bosker 2013).
const SHORTEST_PAUSE: usize = frames_in_ms(250);

/// What stands alone and is shorter, or this much quieter than the rest, is no word of the speaker.
const SHORTEST_REGION: usize = frames_in_ms(80);
const QUIETEST_REGION_DB: f32 = 30.0;
/// At its peak a region rises this far above the noise floor for 45 ms. The detector takes pink noise for speech, and a minute of that reaches
/// 2.6 dB; the quietest phrase at 8 dB over its noise was seen to reach 6.9 dB.
const LEAST_PEAK_DB: f32 = 4.0;

/// A region that changes the shape of its spectrum less than this in 100 ms, in half of its frames, is a breath by itself (0.6 to 1.0, a short one up
/// to 1.5; noisy speech reaches down to 1.3), unless it has a pitch in this share of its frames: then it may be a drawn-out "um".
const HELD_DB: f32 = 1.1;
const LEAST_PITCHED_SHARE: f32 = 0.1;

/// A speaker's centroid goes up and down with every syllable, music's much less. Mean movement in 150 ms, in octaves: 130 excerpts of real music 0.1
/// to 0.9, two thirds of them below this; 38 of people and six of synthetic voices 0.41 to 1.6, and with white or pink noise of 5 to 20 dB, music of 10 dB,
/// in a room that rings for 0.6 s or over a telephone never below 0.326.
const LEAST_MOVEMENT: f32 = 0.32;
/// The same where each sound is held as in [`HELD_DB`]: melodies of up to four notes a second move by 0.44, a voice of vowels alone by 0.66.
const LEAST_MOVEMENT_IF_HELD: f32 = 0.5;
const MOVEMENT_REACH: usize = frames_in_ms(150);
/// The centroid of what is quieter than the rest by more than this is that of the noise.
const QUIETEST_CENTROID_DB: f32 = 20.0;
/// A recording is judged in stretches of this much sound, so that an answer after a minute of music is not lost, …
const STRETCH: usize = frames_in_ms(10_000);
/// … and not by less than this: of 1,405 recordings of one word or two, up to 1.5 s long, one in 26 is as steady as music.
const LEAST_TO_JUDGE: usize = frames_in_ms(2000);

/// Noise is measured this far from speech, over at least this many frames.
const NOISE_MARGIN: usize = frames_in_ms(50);
const FEWEST_NOISE_FRAMES: usize = frames_in_ms(100);
/// Frames this far below the speech are digital silence, which is no noise.
const DIGITAL_SILENCE_DB: f32 = 80.0;

/// Where speech is in `clip`, which is at [`RECOGNITION_RATE_HZ`]. Regions are split at silences of 0.25 s and more, and only there. Gain, polarity
/// and offset change nothing; silence before shifts the regions and silence after changes nothing. Without speech there are no regions.
pub fn find_speech(clip: &Clip) -> SpeechTrack {
    finder_of(clip).finish()
}

/// Where speech may be in a part of a recording. Whether a sound that holds its pitch is a drawn-out word or music only the whole recording says.
pub fn find_possible_speech(part: &Clip) -> Vec<Span> {
    let (track, _) = finder_of(part).possible();
    track.regions
}

fn finder_of(clip: &Clip) -> SpeechFinder {
    let mut levels = Levels::new();
    levels.push(&clip.samples);
    let mut finder = SpeechFinder::new(levels.finish());
    finder.push(&clip.samples);
    finder
}

/// The first of two passes over a recording of any length: how loud it is, and where its sound begins and ends.
pub struct Levels {
    sound: Sound,
    powers: FramePowers,
}

/// What the first pass found.
pub struct Loudness {
    powers: Vec<f32>,
    /// The level of its loud stretches; `None` where nothing sounds.
    loud: Option<f32>,
}

impl Levels {
    pub fn new() -> Self {
        Self { sound: Sound::new(), powers: FramePowers::default() }
    }

    /// The next samples, at [`RECOGNITION_RATE_HZ`]; how they are cut into blocks makes no difference.
    pub fn push(&mut self, samples: &[f32]) {
        let powers = &mut self.powers;
        samples.iter().for_each(|&sample| self.sound.push(sample, |sample| powers.push(sample)));
    }

    pub fn finish(self) -> Loudness {
        let powers = self.powers.finish();
        Loudness { loud: loud_level_db(&powers), powers }
    }
}

impl Default for Levels {
    fn default() -> Self {
        Self::new()
    }
}

/// The second pass, over the same samples: where speech is.
pub struct SpeechFinder {
    sound: Sound,
    loudness: Loudness,
    /// Brings loud speech to [`WORKING_LEVEL_DB`].
    gain: f32,
    voice: VoiceFinder,
    octaves: Octaves,
}

impl SpeechFinder {
    pub fn new(loudness: Loudness) -> Self {
        let gain = loudness.loud.map_or(0.0, |loud| power(WORKING_LEVEL_DB - loud).sqrt() as f32);
        Self { sound: Sound::new(), loudness, gain, voice: VoiceFinder::new(), octaves: Octaves::new() }
    }

    /// The next samples, as in the first pass.
    pub fn push(&mut self, samples: &[f32]) {
        let (gain, voice, octaves) = (self.gain, &mut self.voice, &mut self.octaves);
        let hear = |sample: f32| {
            voice.push(sample * gain);
            octaves.push(sample * gain);
        };
        let mut hear = hear;
        samples.iter().for_each(|&sample| self.sound.push(sample, &mut hear));
    }

    pub fn finish(self) -> SpeechTrack {
        let (track, steady) = self.possible();
        if steady { SpeechTrack { length: track.length, ..SpeechTrack::default() } } else { track }
    }

    /// The track, if it is one of speech, and whether all of it is too steady for that.
    fn possible(self) -> (SpeechTrack, bool) {
        let track = SpeechTrack { length: Seconds::at_sample(self.sound.all, RECOGNITION_RATE_HZ), ..SpeechTrack::default() };
        let Some(first) = self.sound.first.filter(|_| self.loudness.loud.is_some()) else {
            return (track, true);
        };
        let prominence = self.octaves.finish();
        let voice = self.voice.finish();
        let regions = regions(&prominence, &voice, &self.loudness.powers);
        let end = first + self.sound.heard;
        let at = |frame: usize| Seconds::at_sample((first + frame * HOP).min(end), RECOGNITION_RATE_HZ);
        let track = SpeechTrack {
            regions: regions.iter().map(|run| Span { start: at(run.start), end: at(run.end) }).collect(),
            contour: contour(at(0), &self.loudness.powers, &voice, &prominence),
            ..with_levels(track, &regions, &self.loudness.powers)
        };
        (track, is_steady(&regions, &prominence, &self.loudness.powers))
    }
}

fn contour(start: Seconds, powers: &[f32], voice: &Voice, prominence: &Prominence) -> Contour {
    let levels = smoothed_levels(powers, 1);
    let frame = |at: usize| Frame { level_db: levels[at], pitch_hz: voice.pitch_hz[at], change_db: prominence.change[at] };
    Contour { start, frames: (0..powers.len()).map(frame).collect() }
}

/// The samples of a recording from the first to the last one that is not zero, without rumble.
struct Sound {
    filter: Filter,
    /// The index of the first sample that is not zero.
    first: Option<usize>,
    /// Samples that have been passed on.
    heard: usize,
    all: usize,
}

impl Sound {
    fn new() -> Self {
        Self { filter: without_rumble(), first: None, heard: 0, all: 0 }
    }

    /// Passes `sample` on, after the zeros before it; zeros at both ends never are.
    fn push(&mut self, sample: f32, mut pass: impl FnMut(f32)) {
        let index = self.all;
        self.all += 1;
        if sample == 0.0 {
            return;
        }
        let first = *self.first.get_or_insert(index);
        while first + self.heard < index {
            self.heard += 1;
            pass(self.filter.next(0.0));
        }
        self.heard += 1;
        pass(self.filter.next(if sample.is_finite() { sample } else { 0.0 }));
    }
}

fn regions(prominence: &Prominence, voice: &Voice, powers: &[f32]) -> Vec<Run> {
    let mut regions = joined(spoken(&voice.heard, &prominence.sounds), SHORTEST_PAUSE);
    regions.retain(|run| prominence.sustained_rise[run.start..run.end].iter().any(|&rise| rise > LEAST_PEAK_DB));
    regions.retain(|&run| has_pitch(run, voice) || median_change(&(run.start..run.end).collect::<Vec<_>>(), prominence) >= HELD_DB);
    without_strays(regions, powers)
}

fn has_pitch(run: Run, voice: &Voice) -> bool {
    let pitched = voice.pitch_hz[run.start..run.end].iter().flatten().count();
    pitched as f32 >= LEAST_PITCHED_SHARE * run.length() as f32
}

/// Whether all that was found is too steady for speech: a little speech after much music is speech.
fn is_steady(regions: &[Run], prominence: &Prominence, powers: &[f32]) -> bool {
    let found: Vec<usize> = regions.iter().flat_map(|run| run.start..run.end).collect();
    let loud = loud_frames(regions, powers);
    let is_steady = |stretch: &[usize]| {
        let least = if median_change(stretch, prominence) < HELD_DB { LEAST_MOVEMENT_IF_HELD } else { LEAST_MOVEMENT };
        movement(stretch, &loud, prominence) < least
    };
    found.len() >= LEAST_TO_JUDGE && found.chunks(STRETCH).filter(|stretch| stretch.len() >= LEAST_TO_JUDGE).all(is_steady)
}

/// Which frames are in `regions` and not much quieter than most there.
fn loud_frames(regions: &[Run], powers: &[f32]) -> Vec<bool> {
    let least = level_in(regions, powers).map_or(f64::INFINITY, |level| power(level - QUIETEST_CENTROID_DB));
    let mut loud = vec![false; powers.len()];
    for run in regions {
        (run.start..run.end).for_each(|frame| loud[frame] = f64::from(powers[frame]) > least);
    }
    loud
}

/// The median of how much the spectrum changes in `frames`; 0 where there are none.
fn median_change(frames: &[usize], prominence: &Prominence) -> f32 {
    let change = sorted(frames.iter().map(|&frame| prominence.change[frame]));
    change.get(change.len() / 2).copied().unwrap_or(0.0)
}

/// How far the centroid moves to each of `frames` in [`MOVEMENT_REACH`], from loud to loud, in octaves; 0 where there are none.
fn movement(frames: &[usize], loud: &[bool], prominence: &Prominence) -> f32 {
    let centroid = &prominence.centroid;
    let pairs = frames.iter().filter_map(|&to| Some((to.checked_sub(MOVEMENT_REACH)?, to))).filter(|&(from, to)| loud[from] && loud[to]);
    let moves: Vec<f32> = pairs.map(|(from, to)| (centroid[to] - centroid[from]).abs()).collect();
    if moves.is_empty() { 0.0 } else { moves.iter().sum::<f32>() / moves.len() as f32 }
}

/// What stands out, as far as it lies within reach of a voice.
fn spoken(voice: &[bool], sounds: &[Run]) -> Vec<Run> {
    let mut voices = vec![false; voice.len()];
    for sound in sounds {
        voices[sound.start..sound.end].copy_from_slice(&voice[sound.start..sound.end]);
    }
    let voices: Vec<Run> = joined(runs(&voices), frames_in_ms(30)).into_iter().filter(|run| run.length() >= SHORTEST_VOICE).collect();
    let mut found = Vec::new();
    let mut voices = voices.into_iter().peekable();
    for sound in joined(sounds.iter().copied(), SHORTEST_CLOSURE) {
        while let Some(voice) = voices.next_if(|voice| voice.start < sound.end) {
            let start = voice.start.saturating_sub(BEFORE_VOICE).max(sound.start + BLUR);
            let end = (voice.end + AFTER_VOICE).min(sound.end - BLUR);
            found.push(Run { start, end });
        }
    }
    found
}

fn without_strays(regions: Vec<Run>, powers: &[f32]) -> Vec<Run> {
    let Some(speech) = level_in(&regions, powers) else {
        return regions;
    };
    let belongs = |run: &Run| run.length() >= SHORTEST_REGION && level_in(&[*run], powers).is_some_and(|level| level > speech - QUIETEST_REGION_DB);
    regions.into_iter().filter(belongs).collect()
}

/// The mean level in `runs`; `None` where they are empty or silent.
fn level_in(runs: &[Run], powers: &[f32]) -> Option<f32> {
    let frames: usize = runs.iter().map(|run| run.length()).sum();
    let sum: f64 = runs.iter().flat_map(|run| &powers[run.start..run.end]).map(|&power| f64::from(power)).sum();
    (frames > 0 && sum > 0.0).then(|| decibels(sum / frames as f64))
}

fn with_levels(track: SpeechTrack, regions: &[Run], powers: &[f32]) -> SpeechTrack {
    let Some(speech) = level_in(regions, powers) else {
        return track;
    };
    let noise = noise_level(regions, powers, speech);
    let snr_db = noise.and_then(|noise| {
        let without_noise = power(speech) - power(noise);
        (without_noise > 0.0).then(|| 10.0 * (without_noise / power(noise)).log10())
    });
    let dbfs = |level: f32| Dbfs(f64::from(level).max(Dbfs::FLOOR.0));
    SpeechTrack { speech: Some(dbfs(speech)), noise: noise.map(dbfs), snr_db, ..track }
}

/// The median level of what sounds away from speech; `None` where there is too little of it.
fn noise_level(regions: &[Run], powers: &[f32], speech: f32) -> Option<f32> {
    let mut away = vec![true; powers.len()];
    for run in regions {
        away[run.start.saturating_sub(NOISE_MARGIN)..(run.end + NOISE_MARGIN).min(powers.len())].fill(false);
    }
    let least = power(speech - DIGITAL_SILENCE_DB) as f32;
    let noise = sorted(powers.iter().zip(away).filter(|&(&power, away)| away && power > least).map(|(&power, _)| power));
    (noise.len() >= FEWEST_NOISE_FRAMES).then(|| decibels(f64::from(noise[noise.len() / 2])))
}
