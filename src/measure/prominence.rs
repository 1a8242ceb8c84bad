//! Which frames stand out from the noise around them, by level alone. This decides where the edges of speech lie. And how fast the shape of the
//! spectrum changes there, which tells speech from breath and music.
//!
//! Levels are compared octave by octave, because one octave is often all that a sound has: "um" hardly sounds above 1 kHz, "s" hardly below 3 kHz.

use super::filter::{Filter, octave};
use super::frames::{FramePowers, NO_SOUND_DB, Run, decibels, frames_in_ms, joined, maximum_around, minimum_around, power, runs, smoothed_levels};

/// The centres of the octaves from 125 Hz to 8 kHz.
const OCTAVES_HZ: [f64; 6] = [177.0, 354.0, 707.0, 1414.0, 2828.0, 5657.0];

/// A frame's level is taken over 15 ms, enough to bridge the pulses of a low voice.
const LEVEL_REACH: usize = 1;

/// The noise floor is the quietest 95 ms within 5 s on either side (after minimum statistics, Martin 2001): speech seldom leaves so long a
/// stretch as quiet as a pause, 10 s seldom pass without a pause, and the floor follows a noise that changes.
const FLOOR_AVERAGE_REACH: usize = 9;
const FLOOR_REACH: usize = frames_in_ms(5000);

/// No floor is taken to be deeper than this below loud speech: quieter things cannot be heard beside it. It stands in for digital silence.
const DEEPEST_FLOOR_DB: f32 = 55.0;

/// A frame stands out when its mean rise over the floors is more than this share of the loudest within 1 s on either side, so that weak endings
/// of loud phrases (reverberation, a dying breath) do not count, and whole phrases said quietly do …
const SHARE_OF_LOUDEST: f32 = 0.22;
const LOUDEST_REACH: usize = frames_in_ms(1000);
/// … but never less than the 2.5 dB that steady noise seldom reaches (pink noise: mean 1.8, one frame in ten above 2.65), and never more than 8 dB.
const LEAST_RISE_DB: f32 = 2.5;
const MOST_RISE_DB: f32 = 8.0;

/// What stands out for less than this is a click and not speech: key strokes last 5 to 20 ms, the shortest syllables 60 ms.
const SHORTEST_SOUND: usize = frames_in_ms(40);
/// Dips shorter than this belong to the sound around them.
const SHORTEST_DIP: usize = frames_in_ms(30);

/// The level of the loud stretches: the mean of the frames within 20 dB of the loudest 40 ms, which neither clicks nor more silence change.
/// `None` where nothing sounds.
pub fn loud_level_db(powers: &[f32]) -> Option<f32> {
    loud_level_of(&smoothed_levels(powers, LEVEL_REACH))
}

fn loud_level_of(levels: &[f32]) -> Option<f32> {
    let loudest = minimum_around(levels, SHORTEST_SOUND / 2).into_iter().fold(NO_SOUND_DB, f32::max);
    if loudest == NO_SOUND_DB {
        return None;
    }
    let loud: Vec<f64> = levels.iter().filter(|&&level| (level - loudest + 5.0).abs() < 15.0).map(|&level| power(level)).collect();
    Some(decibels(loud.iter().sum::<f64>() / loud.len() as f64))
}

/// The centroid is taken over 25 ms.
const CENTROID_REACH: usize = 2;

/// The shape of the spectrum is compared over 100 ms, about half a syllable, each side taken over 65 ms so that noise by itself hardly changes it.
const CHANGE_REACH: usize = frames_in_ms(50);
const SHAPE_REACH: usize = 6;

/// What stands out of a clip.
pub struct Prominence {
    /// The stretches of frames that stand out, clicks left out.
    pub sounds: Vec<Run>,
    /// How far each frame and those 20 ms around it rise above the noise floor at least, in decibels.
    pub sustained_rise: Vec<f32>,
    /// How much the shape of the spectrum differs between 50 ms before and 50 ms after each frame: the mean over the octaves, in decibels, of how
    /// far their rises move apart. Louder and softer alone is no change.
    pub change: Vec<f32>,
    /// The centre of gravity of each frame's spectrum, in octaves above the lowest band.
    pub centroid: Vec<f32>,
}

/// Listens for what stands out, sample by sample.
pub struct Octaves {
    bands: Vec<(Filter, FramePowers)>,
}

impl Octaves {
    pub fn new() -> Self {
        Self { bands: OCTAVES_HZ.map(|centre_hz| (octave(centre_hz), FramePowers::default())).into() }
    }

    pub fn push(&mut self, sample: f32) {
        for (filter, powers) in &mut self.bands {
            powers.push(filter.next(sample));
        }
    }

    pub fn finish(self) -> Prominence {
        let octaves: Vec<Vec<f32>> = self.bands.into_iter().map(|(_, powers)| powers.finish()).collect();
        let rise = mean_rise(&octaves, LEVEL_REACH);
        let sustained_rise = minimum_around(&rise, SHORTEST_SOUND / 2);
        let loudest = maximum_around(&sustained_rise, LOUDEST_REACH);
        let out: Vec<bool> =
            rise.iter().zip(&loudest).map(|(&rise, &loudest)| rise > (SHARE_OF_LOUDEST * loudest).clamp(LEAST_RISE_DB, MOST_RISE_DB)).collect();
        let sounds = joined(runs(&out), SHORTEST_DIP).into_iter().filter(|run| run.length() >= SHORTEST_SOUND).collect();
        Prominence { sounds, sustained_rise, change: change(&octaves), centroid: centroid(&octaves) }
    }
}

/// How far each frame rises above the noise floor, in decibels, averaged over the octaves; levels are taken over `reach` frames on both sides.
fn mean_rise(octaves: &[Vec<f32>], reach: usize) -> Vec<f32> {
    let mut mean = vec![0.0; octaves[0].len()];
    for powers in octaves {
        for (mean, rise) in mean.iter_mut().zip(rise(powers, reach)) {
            *mean += rise / octaves.len() as f32;
        }
    }
    mean
}

fn rise(powers: &[f32], reach: usize) -> Vec<f32> {
    let levels = smoothed_levels(powers, reach);
    let deepest = loud_level_of(&levels).unwrap_or(NO_SOUND_DB) - DEEPEST_FLOOR_DB;
    // Digital silence is not noise and says nothing about the noise elsewhere.
    let noise: Vec<f32> =
        smoothed_levels(powers, FLOOR_AVERAGE_REACH).into_iter().map(|level| if level < deepest { f32::INFINITY } else { level }).collect();
    let floors = minimum_around(&noise, FLOOR_REACH);
    levels.iter().zip(floors).map(|(&level, floor)| (level - if floor.is_finite() { floor } else { deepest }).max(0.0)).collect()
}

/// See [`Prominence::change`].
fn change(octaves: &[Vec<f32>]) -> Vec<f32> {
    let mean = mean_rise(octaves, SHAPE_REACH);
    let mut change = vec![0.0; mean.len()];
    for powers in octaves {
        let shape: Vec<f32> = rise(powers, SHAPE_REACH).iter().zip(&mean).map(|(rise, mean)| rise - mean).collect();
        for (frame, change) in change.iter_mut().enumerate() {
            let (before, after) = (frame.saturating_sub(CHANGE_REACH), (frame + CHANGE_REACH).min(shape.len() - 1));
            *change += (shape[after] - shape[before]).abs() / octaves.len() as f32;
        }
    }
    change
}

/// See [`Prominence::centroid`].
fn centroid(octaves: &[Vec<f32>]) -> Vec<f32> {
    let mut all = vec![0.0; octaves[0].len()];
    let mut weighted = vec![0.0; octaves[0].len()];
    for (octave, powers) in octaves.iter().enumerate() {
        for (frame, level) in smoothed_levels(powers, CENTROID_REACH).into_iter().enumerate() {
            all[frame] += power(level);
            weighted[frame] += power(level) * octave as f64;
        }
    }
    weighted.iter().zip(all).map(|(weighted, all)| (weighted / all) as f32).collect()
}
