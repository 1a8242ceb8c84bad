//! WAV files as recorders, telephones and broken programs leave them.

use hound::{SampleFormat, WavSpec, WavWriter};
use proptest::prelude::*;

use super::super::sound_server::tone;
use super::*;

/// Reads these bytes as a file.
fn read_bytes(bytes: &[u8]) -> Result<WavAudio, Failure> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("시험 파일.wav");
    std::fs::write(&path, bytes).unwrap();
    read(&path)
}

/// A file as hound writes it, with the tone in every channel.
fn written(bits: u16, format: SampleFormat, channels: u16, clip: &Clip) -> Vec<u8> {
    let spec = WavSpec { channels, sample_rate: clip.rate_hz, bits_per_sample: bits, sample_format: format };
    let mut bytes = std::io::Cursor::new(Vec::new());
    let mut writer = WavWriter::new(&mut bytes, spec).unwrap();
    for sample in &clip.samples {
        for _ in 0..channels {
            match format {
                SampleFormat::Float => writer.write_sample(*sample).unwrap(),
                SampleFormat::Int => writer.write_sample((f64::from(*sample) * f64::from((1u32 << (bits - 1)) - 1)).round() as i32).unwrap(),
            }
        }
    }
    writer.finalize().unwrap();
    bytes.into_inner()
}

/// A file of chunks, whose outer size is right.
fn riff(chunks: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
    let mut body = b"WAVE".to_vec();
    for (name, content) in chunks {
        body.extend_from_slice(*name);
        body.extend_from_slice(&(content.len() as u32).to_le_bytes());
        body.extend_from_slice(content);
        body.resize(body.len().next_multiple_of(2), 0);
    }
    [&b"RIFF"[..], &(body.len() as u32).to_le_bytes(), &body].concat()
}

/// The `fmt ` chunk of a plain file.
fn fmt(tag: u16, channels: u16, rate_hz: u32, bits: u16) -> Vec<u8> {
    let block = channels * bits.div_ceil(8);
    let mut chunk = Vec::new();
    for short in [tag, channels] {
        chunk.extend_from_slice(&short.to_le_bytes());
    }
    chunk.extend_from_slice(&rate_hz.to_le_bytes());
    chunk.extend_from_slice(&rate_hz.saturating_mul(u32::from(block)).to_le_bytes());
    for short in [block, bits] {
        chunk.extend_from_slice(&short.to_le_bytes());
    }
    chunk
}

#[track_caller]
fn check_form(bits: u16, format: SampleFormat, channels: u16, rate_hz: u32, largest_error: f32) {
    let clip = tone(rate_hz, 440.0, 0.1);
    let audio = read_bytes(&written(bits, format, channels, &clip)).unwrap();
    assert_eq!((audio.clip.rate_hz, audio.channels, audio.bits), (rate_hz, channels, bits));
    assert_eq!((audio.clip.samples.len(), audio.clipped, audio.truncated), (clip.samples.len(), 0, false));
    let largest = clip.samples.iter().zip(&audio.clip.samples).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
    assert!(largest <= largest_error, "{bits} bits, {channels} channels, {rate_hz} Hz: {largest}");
}

#[test]
fn every_width_rate_and_channel_count_is_read() {
    check_form(8, SampleFormat::Int, 1, 8_000, 1.0 / 100.0);
    check_form(16, SampleFormat::Int, 1, 16_000, 1.0 / 30_000.0);
    check_form(16, SampleFormat::Int, 2, 44_100, 1.0 / 30_000.0);
    check_form(16, SampleFormat::Int, 6, 48_000, 1.0 / 30_000.0); // WAVEFORMATEXTENSIBLE from here on
    check_form(24, SampleFormat::Int, 2, 96_000, 1e-6);
    check_form(32, SampleFormat::Int, 1, 192_000, 1e-6);
    check_form(32, SampleFormat::Float, 6, 192_000, 1e-6);
}

#[test]
fn wide_floats_are_read() {
    let sound: Vec<u8> = [0.25f64, -0.5].iter().flat_map(|sample| sample.to_le_bytes()).collect();
    let audio = read_bytes(&riff(&[(b"fmt ", &fmt(3, 1, 8_000, 64)), (b"data", &sound)])).unwrap();
    assert_eq!(audio.clip.samples, [0.25, -0.5]);
}

#[test]
fn channels_are_mixed_to_their_mean() {
    let sound: Vec<u8> = [16_384i16, 0, -8_192, -8_192].iter().flat_map(|sample| sample.to_le_bytes()).collect();
    let audio = read_bytes(&riff(&[(b"fmt ", &fmt(1, 2, 8_000, 16)), (b"data", &sound)])).unwrap();
    assert_eq!(audio.clip.samples, [0.25, -0.25]);
}

#[test]
fn samples_at_full_scale_are_counted_in_every_width() {
    let clip = Clip { rate_hz: 8_000, samples: vec![1.0, 0.9, -1.0, 0.0, 1.0] };
    for (bits, format) in [(8, SampleFormat::Int), (16, SampleFormat::Int), (24, SampleFormat::Int), (32, SampleFormat::Float)] {
        assert_eq!(read_bytes(&written(bits, format, 2, &clip)).unwrap().clipped, 3, "{bits}");
    }
}

#[test]
fn chunks_of_other_kinds_and_odd_lengths_are_passed_over() {
    let sound = [0, 64, 0, 192];
    let bytes = riff(&[(b"LIST", b"odd"), (b"fmt ", &fmt(1, 1, 8_000, 16)), (b"fact", b"\x02\0\0\0"), (b"data", &sound), (b"id3 ", b"after")]);
    assert_eq!(read_bytes(&bytes).unwrap().clip.samples, [0.5, -0.5]);
}

#[test]
fn a_file_that_was_cut_off_is_read_as_far_as_it_goes_and_says_so() {
    let whole = written(16, SampleFormat::Int, 2, &tone(8_000, 440.0, 0.1));
    for missing in [1, 2, 3, 4, 1_001] {
        let audio = read_bytes(&whole[..whole.len() - missing]).unwrap();
        assert!(audio.truncated);
        assert_eq!(audio.clip.samples.len(), (800 * 4 - missing) / 4, "{missing} bytes missing");
    }
}

#[test]
fn sizes_that_nobody_filled_in_stand_for_all_the_rest() {
    let mut bytes = written(16, SampleFormat::Int, 1, &tone(8_000, 440.0, 0.1));
    for unknown in [[0; 4], [0xFF; 4]] {
        bytes[4..8].copy_from_slice(&unknown);
        bytes[40..44].copy_from_slice(&unknown);
        let audio = read_bytes(&bytes).unwrap();
        assert_eq!((audio.clip.samples.len(), audio.truncated), (800, false));
    }
}

#[track_caller]
fn check_refused(bytes: &[u8], key: &str) -> Failure {
    let failure = read_bytes(bytes).unwrap_err();
    assert_eq!((failure.kind, failure.what.key), (Kind::BadInput, key));
    assert!(failure.to_string().contains("시험 파일.wav"), "{failure}");
    failure
}

#[test]
fn what_cannot_be_read_is_named_with_what_is_wrong_with_it() {
    let header = fmt(1, 1, 8_000, 16);
    check_refused(b"", "record-file-empty");
    check_refused(b"R", "record-file-not-wav");
    check_refused(b"Dear diary, today I rehearsed.", "record-file-not-wav");
    check_refused(&riff(&[]), "record-file-ends-early");
    check_refused(&riff(&[(b"fmt ", &header)]), "record-file-ends-early");
    check_refused(&riff(&[(b"data", &[0; 8]), (b"fmt ", &header)]), "record-file-ends-early");
    check_refused(&riff(&[(b"fmt ", &header), (b"data", b"")]), "record-file-without-samples");
    check_refused(&riff(&[(b"fmt ", &header), (b"data", b"\x01")]), "record-file-without-samples");
    check_refused(&riff(&[(b"fmt ", &header[..14]), (b"data", &[0; 8])]), "record-file-impossible");
    check_refused(&riff(&[(b"fmt ", &fmt(1, 0, 8_000, 16)), (b"data", &[0; 8])]), "record-file-impossible");
    check_refused(&riff(&[(b"fmt ", &fmt(1, 1, 0, 16)), (b"data", &[0; 8])]), "record-file-impossible");
    check_refused(&riff(&[(b"fmt ", &fmt(1, 1, 8_000, 0)), (b"data", &[0; 8])]), "record-file-impossible");
    check_refused(&riff(&[(b"fmt ", &fmt(1, 1, 8_000, 64)), (b"data", &[0; 8])]), "record-file-impossible");
    check_refused(&riff(&[(b"fmt ", &fmt(2, 1, 8_000, 16)), (b"data", &[0; 8])]), "record-file-compressed");
    check_refused(&riff(&[(b"fmt ", &fmt(3, 1, 8_000, 32)), (b"data", &f32::NAN.to_le_bytes())]), "record-file-not-numbers");
    check_refused(&riff(&[(b"fmt ", &fmt(3, 1, 8_000, 32)), (b"data", &f32::INFINITY.to_le_bytes())]), "record-file-not-numbers");
}

#[track_caller]
fn check_format(start: &[u8], format: &str) {
    let failure = check_refused(&[start, &[0; 100]].concat(), "record-file-other-format");
    assert!(format!("{:?}", failure.what).contains(format), "{failure}");
    let hint = format!("{:?}", failure.hint.unwrap());
    assert!(hint.contains("ffmpeg -i '/") && hint.contains(".converted.wav'"), "{hint}");
}

#[test]
fn other_formats_are_recognised_and_the_command_that_converts_them_is_given() {
    check_format(b"OggS\0\x02\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x01\x13OpusHead", "Opus");
    check_format(b"OggS\0\x02\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x01\x1e\x01vorbis", "Ogg");
    check_format(b"fLaC\0\0\0\x22", "FLAC");
    check_format(b"ID3\x04\0", "MP3");
    check_format(&[0xFF, 0xFB, 0x90, 0x64], "MP3");
    check_format(b"\0\0\0\x20ftypM4A \0\0\0\0", "M4A");
    check_format(b"\x1A\x45\xDF\xA3\x9F", "WebM");
    check_format(b"FORM\0\0\0\0AIFF", "AIFF");
}

#[test]
fn names_go_into_the_command_as_the_shell_takes_them() {
    assert_eq!(quoted(Path::new("/a/답변_1.mp3")), "/a/답변_1.mp3");
    assert_eq!(quoted(Path::new("my answer.mp3")), "'my answer.mp3'");
    assert_eq!(quoted(Path::new("it's.mp3")), "'it'\\''s.mp3'");
    assert_eq!(quoted(Path::new("$(rm).mp3")), "'$(rm).mp3'");
}

#[test]
fn a_missing_file_and_a_folder_are_no_recordings() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(read(&folder.path().join("nichts.wav")).unwrap_err().what.key, "record-file-missing");
    assert_eq!(read(folder.path()).unwrap_err().what.key, "record-file-is-folder");
}

#[test]
#[cfg(unix)]
fn a_pipe_is_refused_without_waiting_for_its_writer() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("pipe.wav");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    assert_eq!(read(&pipe).unwrap_err().what.key, "record-file-is-special");
    assert_eq!(read(Path::new("/dev/zero")).unwrap_err().what.key, "record-file-is-special");
}

/// A file with holes, so that it takes no room on the disk: four hours at 8 kHz are 230 MB.
#[test]
fn a_file_of_many_hours_is_refused_before_it_fills_the_memory() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("long.wav");
    std::fs::write(&path, riff(&[(b"fmt ", &fmt(1, 1, 8_000, 16)), (b"data", &[0; 8])])).unwrap();
    let bytes = 44 + 5 * 3_600 * 16_000;
    std::fs::OpenOptions::new().write(true).open(&path).unwrap().set_len(bytes).unwrap();
    use std::io::{Seek, Write};
    let mut file = std::fs::OpenOptions::new().write(true).open(&path).unwrap();
    file.seek(SeekFrom::Start(40)).unwrap();
    file.write_all(&(bytes as u32 - 44).to_le_bytes()).unwrap();
    let failure = read(&path).unwrap_err();
    assert_eq!(failure.what.key, "record-file-too-long");
    assert!(format!("{:?}", failure.what).contains("5.0"), "{failure}");
}

/// Real recordings, where the folder with them is there.
#[test]
fn real_recordings_are_read_and_brought_to_the_recognition_rate() {
    let shared = std::env::var_os("MYNAH_SHARED").unwrap_or_else(|| concat!(env!("CARGO_MANIFEST_DIR"), "/../shared").into());
    let Ok(files) = std::fs::read_dir(Path::new(&shared).join("eval/audio")) else {
        return println!("skipped: real recordings: no folder eval/audio in {}", shared.display());
    };
    for path in files.map(|file| file.unwrap().path()) {
        match path.extension().and_then(|extension| extension.to_str()) {
            Some("wav") => check_recording(&path),
            Some("ogg") => assert_eq!(read(&path).unwrap_err().what.key, "record-file-other-format"),
            _ => {}
        }
    }
}

fn check_recording(path: &Path) {
    let audio = read(path).unwrap();
    let heard = super::super::to_recognition_rate(&audio.clip);
    println!("{}: {} Hz, {} ch, {:.3} s, {} clipped", path.display(), audio.clip.rate_hz, audio.channels, heard.length().0, audio.clipped);
    assert!((heard.length().0 - audio.clip.length().0).abs() < 0.001);
    assert!(heard.samples.iter().any(|sample| *sample != 0.0));
}

proptest! {
    /// Reading either gives sound or says why not; it never panics and never makes up samples.
    #[test]
    fn a_damaged_header_never_panics_and_never_makes_up_sound(
        changes in prop::collection::vec((0usize..80, any::<u8>()), 0..8),
        length in 0usize..300,
        extensible in any::<bool>(),
    ) {
        let mut bytes = written(16, SampleFormat::Int, if extensible { 3 } else { 1 }, &tone(8_000, 440.0, 0.01));
        for (at, value) in changes {
            bytes[at] = value;
        }
        bytes.truncate(length);
        if let Ok(audio) = read_bytes(&bytes) {
            prop_assert!(!audio.clip.samples.is_empty() && audio.clip.samples.len() <= bytes.len());
            prop_assert!(audio.clip.samples.iter().all(|sample| (-1.0..=1.0).contains(sample)));
        }
    }

    #[test]
    fn any_bytes_at_all_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        prop_assert!(read_bytes(&bytes).is_err());
        prop_assert!(read_bytes(&[&b"RIFF\0\0\0\0WAVE"[..], &bytes].concat()).is_err());
    }

    #[test]
    fn sixteen_bit_samples_come_back_exactly(samples in prop::collection::vec(any::<i16>(), 1..200), rate_hz in 1_000u32..192_000) {
        let sound: Vec<u8> = samples.iter().flat_map(|sample| sample.to_le_bytes()).collect();
        let audio = read_bytes(&riff(&[(b"fmt ", &fmt(1, 1, rate_hz, 16)), (b"data", &sound)])).unwrap();
        let back: Vec<i16> = audio.clip.samples.iter().map(|sample| (sample * 32_768.0) as i16).collect();
        prop_assert_eq!(back, samples);
    }
}
