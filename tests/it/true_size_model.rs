//! The models that the recognition bench measures with: whisper.cpp loads them and writes the intended tokens, in both ways of choosing them.

#[allow(dead_code)] // the bench uses more of it
#[path = "../../benches/recognition/baseline.rs"]
mod baseline;
#[allow(dead_code)]
#[path = "../../benches/recognition/model.rs"]
mod model;

use baseline::{Baseline, Strategy};
use model::{Format, Size};

/// The least that whisper.cpp takes for a model that tells times.
const SMALLEST: Size = Size { name: "smallest", width: 128, audio_layers: 1, text_layers: 3 };

#[track_caller]
fn check(format: Format, strategy: Strategy, seconds: usize) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("model.bin");
    model::write(SMALLEST, format, &path).unwrap();
    mynah::transcribe::check_file(&path).unwrap();
    let sound: Vec<f32> = (0..16_000 * seconds).map(|i| (i as f32 * 0.1).sin() * 0.1).collect();
    let heard = Baseline::load(&path, 1).unwrap().hear(&sound, "ko", strategy).unwrap();
    let windows = (0..seconds).step_by(30).map(|from| (seconds - from).min(30));
    let expected: Vec<i32> = windows.clone().flat_map(model::tokens).collect();
    assert_eq!(heard.tokens, expected, "{}", heard.text);
    assert_eq!((heard.windows, heard.fallbacks), (windows.count(), 0));
    let first_part = |text: &str| text.split_whitespace().take(model::PART_WORDS).collect::<Vec<_>>().join(" ");
    assert_eq!(first_part(&heard.text), first_part(&model::text()));
}

#[test]
fn the_likeliest_tokens_are_the_intended_ones_in_every_window() {
    check(Format::F16, Strategy::Greedy, 65);
    check(Format::Q8_0, Strategy::Greedy, 5);
}

#[test]
fn the_best_beam_is_the_intended_one_in_every_window() {
    check(Format::F16, Strategy::Beam, 35);
    check(Format::Q8_0, Strategy::Beam, 5);
}
