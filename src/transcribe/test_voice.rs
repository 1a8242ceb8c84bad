//! Speech for tests: espeak-ng reads sentences that the demonstration model knows.

use std::process::Command;

use crate::domain::{Clip, RECOGNITION_RATE_HZ, Span};

/// The sentences as espeak-ng reads them, 1 s of faint noise before, between and after them; and where they are. `None` without espeak-ng.
pub fn spoken(voice: &str, sentences: &[&str]) -> Option<(Clip, Vec<Span>)> {
    let mut clip = Clip { rate_hz: RECOGNITION_RATE_HZ, samples: Vec::new() };
    let mut speech = Vec::new();
    faint_noise(&mut clip.samples);
    for sentence in sentences {
        let start = clip.length();
        clip.samples.extend(espeak(voice, sentence)?);
        speech.push(Span { start, end: clip.length() });
        faint_noise(&mut clip.samples);
    }
    Some((clip, speech))
}

fn faint_noise(samples: &mut Vec<f32>) {
    samples.extend((0..16_000u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 16) as f32 / 65_536.0 * 4e-4 - 2e-4));
}

/// espeak-ng's reading at the recogniser's rate, without silence around it.
fn espeak(voice: &str, text: &str) -> Option<Vec<f32>> {
    let folder = tempfile::tempdir().unwrap();
    let wav = folder.path().join("said.wav");
    let Ok(status) = Command::new("espeak-ng").args(["-v", voice, "-s", "150", "-w"]).arg(&wav).arg(text).status() else {
        assert!(std::env::var("CI").as_deref() != Ok("true"), "espeak-ng is needed where CI=true");
        eprintln!("skipped: espeak-ng is not installed");
        return None;
    };
    assert!(status.success());
    let mut reader = hound::WavReader::open(&wav).unwrap();
    let rate = f64::from(reader.spec().sample_rate);
    let samples: Vec<f32> = reader.samples::<i16>().map(|sample| f32::from(sample.unwrap()) / 32_768.0).collect();
    let loud = |sample: &f32| sample.abs() > 0.01;
    let (first, last) = (samples.iter().position(loud)?, samples.iter().rposition(loud)?);
    Some(interpolated(&samples[first..=last], rate / f64::from(RECOGNITION_RATE_HZ)))
}

/// Straight lines between the samples: enough for a synthetic voice, whose high frequencies are weak.
fn interpolated(samples: &[f32], step: f64) -> Vec<f32> {
    let count = ((samples.len() - 1) as f64 / step) as usize;
    let at = |i: usize| (i as f64 * step, (i as f64 * step) as usize);
    (0..count).map(at).map(|(t, i)| samples[i] + (samples[i + 1] - samples[i]) * t.fract() as f32).collect()
}
