//! Error rates, fillers and word times on a folder of recordings with transcripts: NAME.wav beside NAME.txt or NAME.words.json.

use std::path::{Path, PathBuf};

use mynah::assess;
use mynah::domain::{Interrupt, Language, Word};
use mynah::transcribe::{Hint, language_of_saved_words, read_saved_words, share_of_units_wrong};

use crate::baseline::Baseline;
use crate::ours::{self, Ours};
use crate::table::{Row, Table, progress};

/// Sounds that are counted where they are written; models trained on clean text leave them out.
const FILLERS: [&str; 11] = ["um", "uh", "erm", "er", "hmm", "uhm", "음", "어", "그", "저", "에"];

struct Recording {
    name: String,
    file: PathBuf,
    language: Language,
    said: String,
    /// Where each word is, if the transcript says.
    words: Vec<Word>,
    /// Names and terms to expect: what stands in NAME.terms.txt, or in terms.txt for the whole folder.
    terms: Option<String>,
}

impl Recording {
    /// What the recogniser is told to expect, one after the other.
    fn hints(&self) -> Vec<(&'static str, Hint)> {
        let terms = self.terms.as_ref().map(|terms| ("with style sample and vocabulary", Hint::new(self.language, [terms.as_str()])));
        let without = [("without style sample", Hint::default()), ("with style sample", Hint::for_prompt(None, self.language))];
        without.into_iter().chain(terms).collect()
    }
}

/// Rows for a folder; `language` where neither name nor transcript says one.
pub fn rows(table: &mut Table, name: &str, model: &Path, threads: usize, folder: &Path, language: Option<Language>) {
    let mut ours = Ours::load(model, threads).expect("a model that mynah loads");
    let mut baseline = Baseline::load(model, threads).expect("a model that whisper.cpp loads");
    for recording in recordings(table, folder, language) {
        progress(&format!("{} ({})", recording.name, recording.language.code()));
        let theirs = match ours::samples(&recording.file) {
            Ok(samples) => baseline.hear(&samples, recording.language.code(), ours::STRATEGY).map(|heard| heard.text).unwrap_or_default(),
            Err(failure) => {
                table.note(format!("{}: not read ({failure})", recording.name));
                continue;
            }
        };
        one(table, &recording, &Heard { by: "whisper.cpp's defaults", text: theirs, words: Vec::new() }, (name, threads));
        for (by, hint) in recording.hints() {
            match ours.file(&recording.file, recording.language, &hint, &Interrupt::default()) {
                Ok(heard) => one(table, &recording, &Heard { by, text: heard.transcript.text(), words: heard.transcript.words }, (name, threads)),
                Err(failure) => table.note(format!("{}: not recognised ({failure})", recording.name)),
            }
        }
    }
}

/// One hearing of a recording.
struct Heard<'a> {
    by: &'a str,
    text: String,
    words: Vec<Word>,
}

fn one(table: &mut Table, recording: &Recording, heard: &Heard, (model, threads): (&str, usize)) {
    let wrong = share_of_units_wrong(recording.language, &recording.said, &heard.text);
    let (said, kept) = fillers(&recording.said, &heard.text);
    let (all, missed) = missed(&recording.said, &heard.text);
    let times = word_times(&recording.words, &heard.words);
    let times = times
        .map_or(String::new(), |(mean, worst, count)| format!("; word starts off by {mean:.3} s (9 of 10 by {worst:.3} s or less, {count} words)"));
    table.row(Row {
        what: format!("{}, {}: share of {} wrong", recording.name, heard.by, if recording.language == Language::Ko { "syllables" } else { "words" }),
        model: model.to_owned(),
        threads,
        measured: format!("{:.1} %; words left out {missed} of {all}; fillers kept {kept} of {said}{times}", wrong * 100.0),
        value: wrong,
        bound: None,
        void: None,
    });
}

/// Recordings with a transcript in the order of their names; others are noted.
fn recordings(table: &mut Table, folder: &Path, language: Option<Language>) -> Vec<Recording> {
    let listed = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let sounds = ["wav", "mp3", "m4a", "flac", "ogg", "opus"];
    let mut files: Vec<PathBuf> = listed.filter(|path| path.extension().is_some_and(|end| sounds.iter().any(|sound| end == *sound))).collect();
    files.sort();
    files
        .into_iter()
        .filter_map(|file| {
            recording(&file, language).map_err(|why| table.note(format!("{}: {why}", file.file_name().unwrap_or_default().display()))).ok()
        })
        .collect()
}

fn recording(file: &Path, language: Option<Language>) -> Result<Recording, String> {
    let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let (text, saved) = (file.with_extension("txt"), file.with_extension("words.json"));
    let terms = [file.with_extension("terms.txt"), file.with_file_name("terms.txt")].iter().find_map(|file| std::fs::read_to_string(file).ok());
    let of_name = Language::ALL.into_iter().find(|language| name.ends_with(&format!("_{}", language.code())));
    let known = of_name.or(language);
    let none = "its language is unknown: end its name with _ko or _en, or give --lang".to_owned();
    if saved.is_file() {
        let language = language_of_saved_words(&saved).ok().or(known).ok_or(none)?;
        let length = assess::hear(file, &Interrupt::default(), &mut |_| {}).map_err(|failure| failure.to_string())?.facts.length;
        let transcript = read_saved_words(&saved, length, language).map_err(|failure| failure.to_string())?;
        return Ok(Recording { name, file: file.to_owned(), language, said: transcript.text(), words: transcript.words, terms });
    }
    let said = std::fs::read_to_string(&text).map_err(|_| "no transcript beside it".to_owned())?;
    Ok(Recording { name, file: file.to_owned(), language: known.ok_or(none)?, said, words: Vec::new(), terms })
}

fn plain(word: &str) -> String {
    word.chars().filter(|sign| sign.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// How many fillers the reference has, and how many of them were heard.
fn fillers(said: &str, heard: &str) -> (usize, usize) {
    let count = |text: &str, filler: &str| text.split_whitespace().filter(|word| plain(word) == filler).count();
    let counts = FILLERS.map(|filler| (count(said, filler), count(said, filler).min(count(heard, filler))));
    counts.iter().fold((0, 0), |(said, kept), (more, of_them)| (said + more, kept + of_them))
}

/// Mean and 90th percentile of how far the start of a word is off, over words that both sides have; and their number.
fn word_times(said: &[Word], heard: &[Word]) -> Option<(f64, f64, usize)> {
    let plain_words = |words: &[Word]| words.iter().map(|word| plain(&word.text)).collect::<Vec<_>>();
    let mut off: Vec<f64> =
        pairs(&plain_words(said), &plain_words(heard)).into_iter().map(|(a, b)| (said[a].start - heard[b].start).0.abs()).collect();
    off.sort_by(f64::total_cmp);
    let of_ten_nine = (off.len() * 9).div_ceil(10).checked_sub(1)?;
    Some((off.iter().sum::<f64>() / off.len() as f64, off[of_ten_nine], off.len()))
}

/// How many words were said, and how many of them were not heard: what a hint may cost.
fn missed(said: &str, heard: &str) -> (usize, usize) {
    let words = |text: &str| text.split_whitespace().map(plain).filter(|word| !word.is_empty()).collect::<Vec<_>>();
    let said = words(said);
    (said.len(), said.len() - pairs(&said, &words(heard)).len())
}

/// The longest common subsequence of words.
fn pairs(a: &[String], b: &[String]) -> Vec<(usize, usize)> {
    let mut common = vec![vec![0_u32; b.len() + 1]; a.len() + 1];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            common[i][j] = if a[i] == b[j] { common[i + 1][j + 1] + 1 } else { common[i + 1][j].max(common[i][j + 1]) };
        }
    }
    let (mut i, mut j, mut pairs) = (0, 0, Vec::new());
    while i < a.len() && j < b.len() {
        if a[i] == b[j] {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if common[i + 1][j] >= common[i][j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}
