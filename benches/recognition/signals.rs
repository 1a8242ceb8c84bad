//! Sounds made of numbers: always the same, at the recogniser's rate.

use std::f32::consts::{PI, TAU};

const RATE: usize = 16_000;
const RATE_F: f32 = 16_000.0;

/// Stretches of speech-like sound with the pauses behind them, in seconds: a third of it is pause.
const PHRASES: [(f32, f32); 4] = [(4.5, 1.4), (5.0, 3.0), (3.5, 4.0), (6.0, 2.0)];
/// Speech after the last pause of an answer: within the 8 to 10 s of the bound.
const LAST_PHRASE_S: f32 = 9.0;

/// An answer of `seconds`, spoken to its very end: phrases with pauses and at last `LAST_PHRASE_S` without one.
pub fn answer(seconds: usize) -> Vec<f32> {
    speech_like(seconds, LAST_PHRASE_S)
}

/// The same, but nobody pauses in the last half minute.
pub fn answer_without_a_last_pause(seconds: usize) -> Vec<f32> {
    speech_like(seconds, 30.0)
}

/// `phrase` seconds of speech at the start of every minute, for files of an hour.
pub fn minute_with_one_phrase(phrase: f32) -> Vec<f32> {
    let mut sound = voice(60 * RATE, |time| (0.5..0.5 + phrase).contains(&time));
    add(&mut sound, &noise(60 * RATE, 1e-4, 3));
    sound
}

fn speech_like(seconds: usize, last_phrase: f32) -> Vec<f32> {
    let pause_before_last = seconds as f32 - last_phrase - 1.2;
    let cycle: f32 = PHRASES.iter().map(|(speech, pause)| speech + pause).sum();
    let speaks = move |time: f32| {
        if time >= pause_before_last {
            return time >= pause_before_last + 1.2;
        }
        let mut left = time % cycle;
        for (speech, pause) in PHRASES {
            if left < speech + pause {
                return left < speech;
            }
            left -= speech + pause;
        }
        false
    };
    let mut sound = voice(seconds * RATE, speaks);
    add(&mut sound, &noise(seconds * RATE, 1e-4, 3));
    sound
}

/// Pulses of a falling pitch through three resonances, four syllables a second.
fn voice(samples: usize, speaks: impl Fn(f32) -> bool) -> Vec<f32> {
    const RESONANCES_HZ: [[f32; 3]; 2] = [[730.0, 1090.0, 2440.0], [270.0, 2290.0, 3010.0]];
    let radius = (-PI * 80.0 / RATE_F).exp();
    let (mut phase, mut memory) = (0.0_f32, [[0.0_f32; 2]; 3]);
    let sample = |n: usize| {
        let time = (n as f64 / RATE as f64) as f32;
        phase += (130.0 - 12.0 * (time % 2.0)) / RATE_F;
        let pulse = if phase >= 1.0 { 1.0 } else { 0.0 };
        phase -= pulse;
        let mut sound = 0.0;
        for (memory, hz) in memory.iter_mut().zip(RESONANCES_HZ[(time * 4.0) as usize % 2]) {
            let next = pulse + 2.0 * radius * (TAU * hz / RATE_F).cos() * memory[0] - radius * radius * memory[1];
            *memory = [next, memory[0]];
            sound += next;
        }
        if speaks(time) { 0.05 * (0.3 + 0.7 * (PI * (time * 4.0).fract()).sin()) * sound } else { 0.0 }
    };
    (0..samples).map(sample).collect()
}

/// Sounds without a word in them, a minute each.
pub fn without_speech() -> Vec<(&'static str, Vec<f32>)> {
    let length = 60 * RATE;
    let mut one_click = noise(length, 1e-4, 5);
    one_click[30 * RATE..30 * RATE + 64].iter_mut().enumerate().for_each(|(i, sample)| *sample = 0.95 * (1.0 - i as f32 / 64.0) * sign(i / 4));
    vec![
        ("digital silence", vec![0.0; length]),
        ("440 Hz tone", tones(length, &[440.0], 0.2)),
        ("pink noise, -30 dBFS", pink(length, 10f32.powf(-30.0 / 20.0))),
        ("breathing", breathing(length)),
        ("keyboard", keyboard(length)),
        ("one loud click", one_click),
        ("music: chords", music(length)),
    ]
}

fn sign(i: usize) -> f32 {
    if i.is_multiple_of(2) { 1.0 } else { -1.0 }
}

fn add(sound: &mut [f32], other: &[f32]) {
    sound.iter_mut().zip(other).for_each(|(a, b)| *a += b);
}

/// White, even between -`peak` and `peak`.
fn noise(samples: usize, peak: f32, seed: u32) -> Vec<f32> {
    let mut dice = seed;
    let roll = |_| {
        dice = dice.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        ((dice >> 8) as f32 / 8_388_608.0 - 1.0) * peak
    };
    (0..samples).map(roll).collect()
}

/// White noise through Paul Kellet's filter ("economy"), brought to this root mean square.
fn pink(samples: usize, rms: f32) -> Vec<f32> {
    let mut b = [0.0_f32; 3];
    let filter = |white: f32| {
        b[0] = 0.99765 * b[0] + white * 0.099_046;
        b[1] = 0.963 * b[1] + white * 0.296_516_4;
        b[2] = 0.57 * b[2] + white * 1.052_691_3;
        b[0] + b[1] + b[2] + white * 0.1848
    };
    let mut sound: Vec<f32> = noise(samples, 1.0, 17).into_iter().map(filter).collect();
    let is = (sound.iter().map(|sample| f64::from(*sample).powi(2)).sum::<f64>() / samples as f64).sqrt() as f32;
    sound.iter_mut().for_each(|sample| *sample *= rms / is);
    sound
}

/// A tone with three overtones for each frequency.
fn tones(samples: usize, frequencies_hz: &[f32], peak: f32) -> Vec<f32> {
    let part = |n: usize, hz: f32| (TAU * ((hz as f64 * n as f64 / RATE as f64).fract() as f32)).sin();
    let scale = peak / frequencies_hz.len() as f32;
    (0..samples).map(|n| frequencies_hz.iter().map(|&hz| part(n, hz)).sum::<f32>() * scale).collect()
}

/// In and out every four seconds: soft low-passed noise.
fn breathing(samples: usize) -> Vec<f32> {
    let mut low = 0.0;
    let breath = |(n, white): (usize, f32)| {
        low += 0.35 * (white - low);
        let moment = (n as f32 / RATE_F) % 4.0;
        let swell = if moment < 1.2 { (PI * moment / 1.2).sin() } else { 0.0 };
        low * swell + white * 0.002
    };
    noise(samples, 0.04, 23).into_iter().enumerate().map(breath).collect()
}

/// Five keys a second with gaps: a click of 3 ms and a softer one 80 ms later.
fn keyboard(samples: usize) -> Vec<f32> {
    let key = |(n, white): (usize, f32)| {
        let time = n as f32 / RATE_F;
        let (second, moment) = (time as usize, (time * 5.0).fract() / 5.0);
        let typed = second % 3 != 2;
        let click = |at: f32, loud: f32| if (at..at + 0.003).contains(&moment) { loud * (1.0 - (moment - at) / 0.003) } else { 0.0 };
        white * (if typed { click(0.01, 0.6) + click(0.09, 0.25) } else { 0.0 } + 0.0005)
    };
    noise(samples, 1.0, 29).into_iter().enumerate().map(key).collect()
}

/// Four chords with overtones, a second each, each fading.
fn music(samples: usize) -> Vec<f32> {
    const CHORDS_HZ: [[f32; 3]; 4] = [[261.6, 329.6, 392.0], [220.0, 261.6, 329.6], [174.6, 220.0, 261.6], [196.0, 246.9, 293.7]];
    let parts: Vec<Vec<f32>> = CHORDS_HZ
        .map(|chord| {
            let with_overtones: Vec<f32> = chord.iter().flat_map(|hz| [*hz, hz * 2.0, hz * 3.0]).collect();
            tones(samples, &with_overtones, 0.6)
        })
        .into();
    (0..samples).map(|n| parts[n / RATE % 4][n] * (1.0 - 0.8 * (n % RATE) as f32 / RATE_F)).collect()
}
