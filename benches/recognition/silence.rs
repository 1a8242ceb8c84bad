//! Words on sound without speech: none is right.

use std::path::{Path, PathBuf};

use mynah::domain::{Interrupt, Language};
use mynah::transcribe::Hint;

use crate::ours::Ours;
use crate::signals;
use crate::table::{Row, Table, progress};
use crate::wav;

/// Recorded noise of the material that measuring is done with, where it lies beside the project.
const NOISE: &str = "../shared/eval/audio/noise.wav";

/// A row for every sound. A model that always writes something (`always_invents`) shows what is kept from the recogniser; it has no bound.
pub fn rows(table: &mut Table, name: &str, model: &Path, threads: usize, always_invents: bool) {
    progress(&format!("sounds without speech, {name}"));
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut files: Vec<(String, PathBuf)> = Vec::new();
    for (number, (sound, samples)) in signals::without_speech().into_iter().enumerate() {
        let file = folder.path().join(format!("{number}.wav"));
        wav::write(&file, &samples, 16_000, 1).expect("room for a file");
        files.push((sound.to_owned(), file));
    }
    let noise = Path::new(env!("CARGO_MANIFEST_DIR")).join(NOISE);
    match noise.exists() {
        true => files.push(("noise.wav".to_owned(), noise)),
        false => table.note(format!("{NOISE} is not here: not measured")),
    }
    let mut ours = Ours::load(model, threads).expect("a model that mynah loads");
    for (sound, file) in files {
        let heard = ours.file(&file, Language::En, &Hint::default(), &Interrupt::default()).expect("mynah recognises");
        let (words, removed) = (heard.transcript.words.len(), heard.transcript.removed.len());
        table.row(Row {
            what: format!("words on {sound}"),
            model: name.to_owned(),
            threads,
            measured: format!("{words} words, {removed} removed"),
            value: words as f64,
            bound: (!always_invents).then_some(0.0),
            void: None,
        });
    }
}
