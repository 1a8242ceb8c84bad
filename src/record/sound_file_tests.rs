use std::path::PathBuf;

use super::*;
use crate::domain::{Kind, RECOGNITION_RATE_HZ};
use crate::record::recognition_blocks;

fn data(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/sound").join(name)
}

/// A second of 440 Hz at half of full scale between two halves of silence: its rate, its length, its edges, its level and its pitch.
#[track_caller]
fn check(name: &str, rate_hz: u32) {
    let sound = read(&data(name)).unwrap();
    assert_eq!((sound.clip.rate_hz, sound.clipped, sound.truncated), (rate_hz, 0, false), "{name}");
    let length = sound.clip.length().0;
    assert!((2.0..2.03).contains(&length), "{name}: {length} s");
    let at = |moment: f64| Seconds(moment).to_sample(rate_hz);
    let loud = |sample: &f32| sample.abs() > 0.25;
    let samples = &sound.clip.samples;
    let edges = [samples.iter().position(loud), samples.iter().rposition(loud)].map(|index| index.unwrap() as f64 / f64::from(rate_hz));
    assert!((edges[0] - 0.5).abs() < 0.005 && (edges[1] - 1.5).abs() < 0.005, "{name}: {edges:?}");
    let inside = &samples[at(0.6)..at(1.4)];
    let rms = (inside.iter().map(|sample| f64::from(*sample).powi(2)).sum::<f64>() / inside.len() as f64).sqrt();
    assert!((rms - 0.3536).abs() < 0.04, "{name}: level {rms}");
    let rising = inside.windows(2).filter(|pair| pair[0] < 0.0 && pair[1] >= 0.0).count();
    assert!(rising.abs_diff(352) <= 1, "{name}: {rising} periods");
}

#[test]
fn sound_of_every_format_is_read_at_its_moment() {
    check("tone-44100-stereo.mp3", 44_100);
    check("tone-48000.m4a", 48_000);
    check("tone-44100.aac", 44_100);
    check("tone-16000.flac", 16_000);
    check("tone-44100.ogg", 44_100);
    check("tone-48000.opus", 48_000);
    check("tone-48000-stereo.webm", 48_000);
}

#[test]
fn the_name_of_a_file_says_nothing_about_its_format() {
    let folder = tempfile::tempdir().unwrap();
    let misnamed = folder.path().join("녹음 1.wav");
    std::fs::copy(data("tone-48000.m4a"), &misnamed).unwrap();
    assert_eq!(read(&misnamed).unwrap(), read(&data("tone-48000.m4a")).unwrap());
}

#[test]
fn blocks_at_the_rate_of_recognition_add_up_to_the_whole() {
    for name in ["tone-44100-stereo.mp3", "tone-48000.opus", "tone-16000.flac"] {
        let mut samples = Vec::new();
        let facts = recognition_blocks(&data(name), &mut |block| {
            samples.extend_from_slice(block);
            Ok(())
        })
        .unwrap();
        let whole = crate::record::to_recognition_rate(&read(&data(name)).unwrap().clip);
        assert_eq!(samples, whole.samples, "{name}");
        assert!((facts.length.0 - samples.len() as f64 / f64::from(RECOGNITION_RATE_HZ)).abs() < 0.001, "{name}");
    }
}

/// Every format cut short, and with a hole of rubble in the middle: what is there is read, or the file is named; nothing breaks.
#[test]
fn damaged_files_are_read_as_far_as_they_go_or_named() {
    let folder = tempfile::tempdir().unwrap();
    for entry in std::fs::read_dir(data("")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "md") {
            continue;
        }
        let whole = std::fs::read(&path).unwrap();
        let mut rubble = whole.clone();
        rubble[whole.len() / 2..whole.len() / 2 + 200].fill(0x5A);
        for (number, bytes) in [&whole[..whole.len() / 2], &whole[..64.min(whole.len())], &whole[..whole.len() - 7], &rubble].into_iter().enumerate()
        {
            let damaged = folder.path().join(format!("{number}-{}", path.file_name().unwrap().to_string_lossy()));
            std::fs::write(&damaged, bytes).unwrap();
            match read(&damaged) {
                Ok(sound) => assert!(sound.clip.length().0 < 2.2, "{damaged:?}: {} s", sound.clip.length().0),
                Err(failure) => {
                    assert_eq!(failure.kind, Kind::BadInput, "{failure:?}");
                    assert!(failure.to_string().contains(&format!("{number}-")), "{failure}");
                }
            }
        }
    }
}

#[test]
fn what_is_no_sound_is_refused_by_name() {
    let folder = tempfile::tempdir().unwrap();
    let check = |name: &str, bytes: &[u8], expected: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        let failure = read(&path).unwrap_err();
        assert_eq!((failure.kind, failure.what.key), (Kind::BadInput, expected), "{name}");
    };
    check("page.mp3", b"<!doctype html><html><body>not here</body></html>", "record-file-not-wav");
    check("empty.m4a", b"", "record-file-empty");
    check("amr.m4a", b"#!AMR\n\x3c\x91\x17\x16\xbe\x66\x78\x00\x00\x01\xe7\x8a\xf0\x00\x00\x00", "record-file-other-format");
    let zeros = vec![0; 100_000];
    check("zeros.ogg", &zeros, "record-file-not-wav");
}

#[test]
fn an_opus_file_of_the_shared_material_is_read_whole() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/eval/audio/opus_in_ogg_en.ogg");
    if !path.exists() || std::env::var_os("MYNAH_SHARED").is_some_and(|value| value.is_empty()) {
        eprintln!("skipped: no shared material");
        return;
    }
    let sound = read(&path).unwrap();
    assert!(sound.clip.rate_hz == 48_000 && !sound.truncated && (sound.clip.length().0 - 5.76).abs() < 0.02);
    assert!(sound.clip.samples.iter().any(|sample| sample.abs() > 0.004));
}
