//! `mynah score`: recordings of every kind, with and without words; what is refused and how.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::Stdio;

use serde_json::{Value, json};

use crate::support::{Mynah, have, read_wav, shared, spoken, write_wav};

/// A second of quiet noise, `seconds` of a voice-like tone burst train, and a second of quiet noise again.
fn hum(rate_hz: u32, seconds: f64) -> Vec<f32> {
    let noise = |index: usize| ((index * 7919 % 997) as f32 / 997.0 - 0.5) * 0.0005;
    (0..(f64::from(rate_hz) * seconds) as usize).map(noise).collect()
}

fn speech(folder: &Path, name: &str) -> std::path::PathBuf {
    let file = folder.join(name);
    spoken(&file, "en-us", "My task was to cut the load time below three seconds. I measured every request and found the bottleneck.");
    file
}

#[test]
fn a_recording_without_a_model_still_has_its_timing() {
    if !have(&["espeak-ng"]) {
        return;
    }
    let mynah = Mynah::new();
    let file = speech(mynah.folder(), "대답 1.wav");
    let ran = mynah.run(&["score", file.to_str().unwrap(), "--lang", "en", "--json"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.contains("mynah models"), "no word about a model: {}", ran.err);
    let attempt: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(attempt["schema"], 1);
    assert_eq!((&attempt["transcript"], &attempt["coverage"]), (&Value::Null, &Value::Null));
    let answer = attempt["measurements"]["answer_s"].as_f64().unwrap();
    assert!((4.0..12.0).contains(&answer), "{answer}");
    let latency = attempt["measurements"]["latency_s"].as_f64().unwrap();
    assert!((0.4..0.7).contains(&latency), "{latency}");
    assert_eq!(mynah.json(&["history", "--json"])[0].as_array().map(Vec::len), Some(1));
}

#[test]
fn words_made_elsewhere_take_the_place_of_recognition() {
    if !have(&["espeak-ng"]) {
        return;
    }
    let mynah = Mynah::new();
    let file = speech(mynah.folder(), "answer.wav");
    let words = mynah.folder().join("words.json");
    let list = json!({"language": "en", "words": [{"text": "My", "start": 0.6, "end": 0.8}, {"text": "task.", "start": 0.8, "end": 1.2, "p": 0.5}]});
    fs::write(&words, list.to_string()).unwrap();
    let arguments = ["score", file.to_str().unwrap(), "--words", words.to_str().unwrap(), "--json", "--no-save"];
    let attempt = &mynah.json(&arguments)[0];
    assert_eq!(attempt["transcript"]["words"][1]["p"], 0.5);
    assert_eq!(attempt["language"], "en");
    assert_eq!(attempt["id"], Value::Null);
    assert_eq!(mynah.json(&["history", "--json"])[0].as_array().map(Vec::len), Some(0));
}

#[test]
fn words_that_cannot_be_true_are_refused_with_their_index() {
    let mynah = Mynah::new();
    let file = mynah.folder().join("a.wav");
    write_wav(&file, 16_000, &hum(16_000, 2.0));
    let check = |words: Value, expected: &str| {
        let path = mynah.folder().join("w.json");
        fs::write(&path, json!({"language": "en", "words": words}).to_string()).unwrap();
        let said = mynah.refused(2, &["score", file.to_str().unwrap(), "--words", path.to_str().unwrap(), "--lang", "en"]);
        assert!(said.contains("w.json") && said.contains(expected), "{said}");
    };
    check(json!([{"text": "a", "start": 0.0, "end": 1.0}, {"text": "b", "start": 0.9, "end": 1.5}]), "[1]");
    check(json!([{"text": "a", "start": 1.0, "end": 0.5}]), "[0]");
    check(json!([{"text": "a", "start": 0.0, "end": 2.5}]), "[0]");
    check(json!([{"text": "a", "start": 1.0, "end": 1.2}, {"text": "b", "start": 0.5, "end": 0.9}]), "[1]");
}

#[test]
fn every_form_of_wav_is_scored() {
    let mynah = Mynah::new();
    for (name, rate_hz, channels, bits, format) in [
        ("8-bit.wav", 8_000, 1, 8, hound::SampleFormat::Int),
        ("24-bit.wav", 48_000, 2, 24, hound::SampleFormat::Int),
        ("float.wav", 44_100, 1, 32, hound::SampleFormat::Float),
        ("6 channels.wav", 48_000, 6, 16, hound::SampleFormat::Int),
        ("192 kHz.wav", 192_000, 1, 16, hound::SampleFormat::Int),
    ] {
        let file = mynah.folder().join(name);
        let spec = hound::WavSpec { channels, sample_rate: rate_hz, bits_per_sample: bits, sample_format: format };
        let mut writer = hound::WavWriter::create(&file, spec).unwrap();
        for sample in hum(rate_hz, 1.0) {
            for _ in 0..channels {
                match format {
                    hound::SampleFormat::Float => writer.write_sample(sample).unwrap(),
                    hound::SampleFormat::Int => writer.write_sample((sample * (1 << (bits - 1)) as f32) as i32).unwrap(),
                }
            }
        }
        writer.finalize().unwrap();
        let attempt = &mynah.json(&["score", file.to_str().unwrap(), "--lang", "ko", "--json", "--no-save"])[0];
        assert_eq!(attempt["recording"]["rate_hz"], rate_hz, "{name}");
        assert_eq!(attempt["measurements"]["latency_s"], Value::Null, "{name}");
    }
}

#[test]
fn a_file_that_cannot_be_scored_is_named_with_what_is_wrong() {
    let mynah = Mynah::new();
    let check = |name: &str, bytes: &[u8], expected: &str| {
        let file = mynah.folder().join(name);
        fs::write(&file, bytes).unwrap();
        let said = mynah.refused(2, &["score", file.to_str().unwrap(), "--lang", "ko"]);
        assert!(said.contains(name) && said.contains(expected), "{said}");
    };
    check("빈 파일.wav", b"", "empty");
    check("text.wav", b"This is not sound at all, it is text.", "WAV");
    check("song.mp3", b"ID3\x04\x00\x00\x00\x00\x00\x00 and so on and so on and so on and so on", "ffmpeg");
    check("voice.ogg", b"OggS\x00\x02\x00\x00\x00\x00\x00\x00\x00\x00 and so on and so on and so on", "ffmpeg");
}

#[test]
fn a_folder_with_recordings_of_every_format_is_scored() {
    let mynah = Mynah::new();
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/sound");
    let attempts = mynah.json(&["score", folder, "--lang", "en", "--json", "--no-save"]);
    assert_eq!(attempts.len(), 7);
    for attempt in attempts {
        let length = attempt["duration_s"].as_f64().unwrap();
        assert!((1.98..2.03).contains(&length), "{}: {length} s", attempt["file"]);
    }
}

#[test]
fn a_truncated_wav_is_scored_as_far_as_it_goes() {
    let mynah = Mynah::new();
    let file = mynah.folder().join("cut.wav");
    write_wav(&file, 16_000, &hum(16_000, 3.0));
    let bytes = fs::read(&file).unwrap();
    fs::write(&file, &bytes[..44 + 2 * 16_000 + 1]).unwrap();
    let ran = mynah.run(&["score", file.to_str().unwrap(), "--lang", "en", "--json"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.contains("cut.wav"), "{}", ran.err);
    let attempt: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(attempt["duration_s"], 1.0);
}

#[test]
fn the_language_has_to_be_known() {
    let mynah = Mynah::new();
    let file = mynah.folder().join("a.wav");
    write_wav(&file, 16_000, &hum(16_000, 1.0));
    let file = file.to_str().unwrap();
    assert!(mynah.refused(2, &["score", file]).contains("--lang"));
    mynah.done(&["config", "lang", "ko"]);
    assert_eq!(mynah.json(&["score", file, "--json"])[0]["language"], "ko");
}

#[test]
fn a_folder_is_scored_file_by_file_and_one_bad_file_spoils_nothing() {
    let mynah = Mynah::new();
    let folder = mynah.folder().join("takes");
    fs::create_dir(&folder).unwrap();
    for name in ["a.wav", "c.wav"] {
        write_wav(&folder.join(name), 16_000, &hum(16_000, 1.0));
    }
    fs::write(folder.join("b.wav"), "not a wav").unwrap();
    let ran = mynah.run(&["score", folder.to_str().unwrap(), "--lang", "en", "--json", "--jobs", "2"]);
    assert_eq!((ran.code, ran.out.lines().count()), (2, 2), "{}", ran.err);
    assert!(ran.err.contains("b.wav"), "{}", ran.err);
}

#[test]
fn a_prompt_brings_its_target_and_its_schedule() {
    let mynah = Mynah::new();
    let file = mynah.folder().join("a.wav");
    write_wav(&file, 16_000, &hum(16_000, 1.0));
    let attempt = &mynah.json(&["score", file.to_str().unwrap(), "--prompt", "intro.60", "--lang", "ko", "--json"])[0];
    assert_eq!(attempt["prompt"], "intro.60");
    assert_eq!(attempt["measurements"]["target_s"], 60.0);
    assert_eq!(attempt["scorecard"]["findings"][0]["kind"], "no_speech");
}

#[cfg(unix)]
#[test]
fn recognition_shows_how_far_it_is_and_ends_with_ctrl_c() {
    if !have(&["espeak-ng"]) {
        return;
    }
    let mynah = Mynah::new();
    let file = speech(mynah.folder(), "answer.wav");
    let (rate_hz, once) = read_wav(&file);
    write_wav(&file, rate_hz, &once.repeat(40));
    let mut command = mynah.command(&["score", file.to_str().unwrap(), "--lang", "en", "--model", "demo"]);
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(child.stderr.take().unwrap()).lines().map_while(Result::ok);
    assert!(lines.any(|line| line.contains("Recognising")), "no progress was shown");
    let kill = std::process::Command::new("kill").args(["-s", "INT", &child.id().to_string()]).status().unwrap();
    assert!(kill.success());
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert_eq!(mynah.json(&["history", "--json"])[0].as_array().map(Vec::len), Some(0));
}

#[test]
fn the_shared_recordings_are_scored() {
    let Some(shared) = shared() else { return };
    let mynah = Mynah::new();
    let audio = shared.join("eval/audio");
    let score = |name: &str, more: &[&str]| {
        let file = audio.join(name);
        mynah.json(&[&["score", file.to_str().unwrap(), "--json", "--no-save"], more].concat()).remove(0)
    };
    assert_eq!(score("noise.wav", &["--lang", "en"])["measurements"]["pauses"], json!([]));
    for name in ["spontaneous_1", "spontaneous_2"] {
        let words = audio.join(format!("{name}.words.json"));
        let attempt = score(&format!("{name}.wav"), &["--words", words.to_str().unwrap()]);
        let shares: f64 = attempt["coverage"]["shares"].as_object().unwrap().values().filter_map(Value::as_f64).sum();
        assert!((shares - 1.0).abs() < 1e-6, "{name}: {shares}");
        assert!(attempt["measurements"]["fillers"]["counted"].as_u64().unwrap() > 0, "{name}");
    }
    let ogg = score("opus_in_ogg_en.ogg", &["--lang", "en"]);
    assert_eq!((&ogg["duration_s"], &ogg["recording"]["rate_hz"]), (&json!(5.76), &json!(48_000)));
    assert!(ogg["measurements"]["speaking_s"].as_f64().unwrap() > 2.0);
}

#[test]
fn a_corrected_label_is_kept_scored_by_and_survives_scoring_again() {
    if !have(&["espeak-ng"]) {
        return;
    }
    let mynah = Mynah::new();
    let (file, words) = (speech(mynah.folder(), "답변.wav"), mynah.folder().join("w.json"));
    let text = "The server was down for two days. I rebuilt it from the old logs. It ran again by Monday.";
    let word = |(at, text): (usize, &str)| json!({"text": text, "start": at as f64 * 0.1, "end": at as f64 * 0.1 + 0.1});
    let list: Vec<Value> = text.split(' ').enumerate().map(word).collect();
    fs::write(&words, json!({"language": "en", "words": list}).to_string()).unwrap();
    mynah.done(&["score", file.to_str().unwrap(), "--words", words.to_str().unwrap()]);
    let listed = mynah.run(&["attempt", "correct", "last"]);
    assert!(listed.out.contains("  3  ") && listed.err.contains("3=R"), "{} {}", listed.out, listed.err);
    let why = mynah.run(&["attempt", "show", "last", "--why"]);
    assert_eq!(why.code, 0, "{}", why.err);
    assert!(why.out.contains("words: “"), "{}", why.out);
    let explained = &mynah.json(&["attempt", "show", "last", "--why", "--json"])[0];
    assert!(explained["sentences"].as_array().is_some_and(|all| all.iter().any(|one| one["words"][0]["gain"].as_f64() > Some(0.0))), "{explained}");
    let put_right = &mynah.json(&["attempt", "correct", "last", "--word", "server=Redis cluster", "--json"])[0];
    assert!(put_right["transcript"]["words"].to_string().contains("cluster"), "{put_right}");
    assert!(mynah.refused(2, &["attempt", "correct", "last", "--word", "nothing=else"]).contains("nothing=else"));
    let corrected = &mynah.json(&["attempt", "correct", "last", "1=o", "3=T", "--json"])[0];
    let label = |attempt: &Value, at: usize| {
        (attempt["coverage"]["sentences"][at]["label"].clone(), attempt["coverage"]["sentences"][at]["corrected"].clone())
    };
    assert_eq!((label(corrected, 0), label(corrected, 2)), ((json!("O"), json!(true)), (json!("T"), json!(true))));
    assert!(corrected["coverage"]["missing"].as_array().unwrap().contains(&json!("R")), "{corrected}");
    assert!(corrected["scorecard"]["findings"].to_string().contains("missing_part"), "{corrected}");
    let again = &mynah.json(&["attempt", "rescore", "last", "--json"])[0];
    assert_eq!(again["coverage"]["sentences"], corrected["coverage"]["sentences"]);
    for wrong in ["4=R", "0=R", "2=X", "R", "2="] {
        let said = mynah.refused(2, &["attempt", "correct", "last", wrong]);
        assert!(said.contains(wrong) && said.contains("1 to 3"), "{said}");
    }
}
