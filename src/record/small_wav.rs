//! A recording as small as a page in a browser needs it, and its outline to draw.

use std::path::Path;

use crate::domain::{Failure, Kind, RECOGNITION_RATE_HZ, Seconds};
use crate::msg;

use super::recognition_blocks::recognition_blocks;

/// How a recording swells and falls.
#[derive(Clone, Debug, PartialEq)]
pub struct Outline {
    pub length: Seconds,
    /// The loudest sample of every 20 ms, 0 to 1.
    pub peaks: Vec<f32>,
}

const SAMPLES_PER_PEAK: usize = RECOGNITION_RATE_HZ as usize / 50;

/// Writes the recording `from` to the file `to` as a WAV of one channel and 16 bits at the rate of recognition, whatever its own form is.
///
/// # Errors
/// Those of reading `from`; `Kind::Storage` where `to` cannot be written.
pub fn small_wav(from: &Path, to: &Path) -> Result<Outline, Failure> {
    let failed = |error: hound::Error| Failure::new(Kind::Storage, msg!("record-cannot-write", path = to)).because(error);
    let form = hound::WavSpec { channels: 1, sample_rate: RECOGNITION_RATE_HZ, bits_per_sample: 16, sample_format: hound::SampleFormat::Int };
    let mut writer = hound::WavWriter::create(to, form).map_err(failed)?;
    let mut peaks = Vec::new();
    let mut count = 0;
    recognition_blocks(from, &mut |samples| {
        for sample in samples {
            if count % SAMPLES_PER_PEAK == 0 {
                peaks.push(0.0_f32);
            }
            let sample = sample.clamp(-1.0, 1.0);
            let peak = peaks.last_mut().expect("one was pushed with the first sample");
            *peak = peak.max(sample.abs());
            count += 1;
            writer.write_sample((sample * f32::from(i16::MAX)).round() as i16).map_err(failed)?;
        }
        Ok(())
    })?;
    writer.finalize().map_err(failed)?;
    Ok(Outline { length: Seconds::at_sample(count, RECOGNITION_RATE_HZ), peaks })
}

#[cfg(test)]
mod tests {
    use std::f32::consts::TAU;

    use super::*;

    fn tone(path: &Path, rate_hz: u32, channels: u16, seconds: f32) {
        let spec = hound::WavSpec { channels, sample_rate: rate_hz, bits_per_sample: 16, sample_format: hound::SampleFormat::Int };
        let mut writer = hound::WavWriter::create(path, spec).unwrap();
        for index in 0..(seconds * rate_hz as f32) as usize {
            let value = 0.5 * (TAU * 300.0 * index as f32 / rate_hz as f32).sin();
            (0..channels).for_each(|_| writer.write_sample((value * 32_767.0) as i16).unwrap());
        }
        writer.finalize().unwrap();
    }

    #[track_caller]
    fn check(rate_hz: u32, channels: u16, seconds: f32, peaks: usize) {
        let folder = tempfile::tempdir().unwrap();
        let (from, to) = (folder.path().join("녹음 1.wav"), folder.path().join("작은 녹음.wav"));
        tone(&from, rate_hz, channels, seconds);
        let outline = small_wav(&from, &to).unwrap();
        assert!((outline.length.0 - f64::from(seconds)).abs() < 0.001, "{:?}", outline.length);
        assert_eq!(outline.peaks.len(), peaks);
        let middle = outline.peaks[peaks / 2];
        assert!((0.45..0.55).contains(&middle), "{middle}");
        let written = hound::WavReader::open(&to).unwrap();
        assert_eq!((written.spec().channels, written.spec().sample_rate), (1, 16_000));
        assert_eq!(f64::from(written.duration()), outline.length.0 * 16_000.0);
    }

    #[test]
    fn a_recording_of_any_rate_becomes_a_small_one_of_the_same_length() {
        check(16_000, 1, 1.0, 50);
        check(48_000, 2, 1.01, 51);
        check(44_100, 1, 0.5, 25);
        check(8_000, 1, 2.0, 100);
    }

    #[test]
    fn what_is_missing_or_no_recording_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let (text, to) = (folder.path().join("note.wav"), folder.path().join("to.wav"));
        std::fs::write(&text, "no sound").unwrap();
        for from in [text, folder.path().join("gone.wav")] {
            let failure = small_wav(&from, &to).unwrap_err();
            assert!(failure.to_string().contains(&from.display().to_string()), "{failure}");
        }
    }

    #[test]
    fn a_place_that_cannot_be_written_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let from = folder.path().join("from.wav");
        tone(&from, 16_000, 1, 0.1);
        assert_eq!(small_wav(&from, &folder.path().join("no folder/to.wav")).unwrap_err().kind, Kind::Storage);
    }
}
