//! The demonstration's answers, spoken by espeak-ng: as many words right as whisper.cpp has by itself, from a file and live.

use std::path::Path;

use mynah::demo::{Candidate, script};
use mynah::domain::{Interrupt, Language};
use mynah::transcribe::{Hint, share_of_units_wrong};

use crate::baseline::{Baseline, Strategy};
use crate::ours::{self, Ours};
use crate::speed::speak;
use crate::table::{Row, Table, progress};

/// Two rows an answer. Live, the samples come as fast as they can: the words depend on them alone.
pub fn rows(table: &mut Table, demonstration: &Path, threads: usize) {
    for language in Language::ALL {
        for (name, sentences) in [("introduction", script::introduction(language)), ("story", script::story(language))] {
            progress(&format!("the demonstration's {name}, {}", language.code()));
            let folder = tempfile::tempdir().expect("a temporary folder");
            let file = folder.path().join("answer.wav");
            if let Err(failure) = Candidate::speaking(language).render(sentences, &file) {
                table.note(format!("demonstration answers: not measured, espeak-ng did not speak ({failure})"));
                return;
            }
            answer(table, demonstration, threads, language, &format!("{name}, {}", language.code()), &sentences.join(" "), &file);
        }
    }
}

fn answer(table: &mut Table, model: &Path, threads: usize, language: Language, name: &str, said: &str, file: &Path) {
    let wrong = |text: &str| share_of_units_wrong(language, said, text);
    let samples = ours::samples(file).expect("a WAV file");
    let mut theirs = Baseline::load(model, threads).expect("a model that whisper.cpp loads");
    let theirs =
        [ours::STRATEGY, Strategy::Greedy].map(|strategy| theirs.hear(&samples, language.code(), strategy).expect("whisper.cpp recognises").text);
    let best = theirs.iter().map(|text| wrong(text)).fold(f64::INFINITY, f64::min);
    let mut ours = Ours::load(model, threads).expect("a model that mynah loads");
    let from_file = ours.file(file, language, &Hint::default(), &Interrupt::default()).expect("mynah recognises").transcript.text();
    let mut live = ours.live(language);
    speak(&mut live, &samples, false);
    let live = live.finish(&Interrupt::default()).expect("mynah recognises").transcript.text();
    for (way, text) in [("from the file", &from_file), ("live", &live)] {
        table.row(Row {
            what: format!("{name}, {way}: share of words (ko: syllables) wrong, no more than whisper.cpp's own"),
            model: "demo".to_owned(),
            threads,
            measured: format!("{:.1} %; whisper.cpp {:.1} %", wrong(text) * 100.0, best * 100.0),
            value: wrong(text),
            bound: Some((best * 1000.0).ceil() / 1000.0),
            void: None,
        });
    }
    let same = |a: &str, b: &str| if share_of_units_wrong(language, a, b) == 0.0 { "yes" } else { "no" };
    table.note(format!(
        "{name}: live and file the same words: {}; the file's and whisper.cpp's the same: {}",
        same(&from_file, &live),
        same(&theirs[0], &from_file)
    ));
}
