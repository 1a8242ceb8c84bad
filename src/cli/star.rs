//! `mynah star`: reads answers from standard input and tells which part of the story each sentence is.

use std::io::{BufRead, IsTerminal, Read};

use serde::Deserialize;
use serde_json::{Value, json};

use crate::domain::{Coverage, Failure, Kind, Language, Part, Scheme};
use crate::msg;
use crate::report;
use crate::star;

use super::arguments::Star;
use super::context::Context;
use super::output;

pub fn run(context: &Context, arguments: &Star) -> Result<(), Failure> {
    let language = arguments.lang.map(Language::from).or_else(|| context.config.lang());
    let stdin = std::io::stdin();
    if stdin.is_terminal() {
        context.remark(&msg!("cli-star-reading"));
    }
    if arguments.jsonl { label_lines(stdin.lock(), language) } else { label_text(context, stdin.lock(), language) }
}

/// Nobody misheard a text.
const WRITTEN: f64 = 1.0;

/// One answer as it comes in; other names are left alone, so that files with more in them can be read.
#[derive(Deserialize)]
struct Answer {
    #[serde(default)]
    id: Value,
    lang: Option<String>,
    sentences: Vec<String>,
    #[serde(default)]
    points: Vec<Point>,
}

/// A point of the candidate's own story.
#[derive(Deserialize)]
struct Point {
    part: Part,
    point: String,
    translation: Option<String>,
    #[serde(default)]
    synonyms: Vec<(String, String)>,
}

impl From<Point> for star::Point {
    fn from(point: Point) -> Self {
        Self { part: point.part, text: point.point, translation: point.translation, synonyms: point.synonyms }
    }
}

/// Answers each line before the next is read, so that a pipe can stay open.
fn label_lines(input: impl BufRead, fallback: Option<Language>) -> Result<(), Failure> {
    for (index, line) in input.lines().enumerate() {
        let line = line.map_err(|error| unreadable(index, error))?;
        let line = line.trim_start_matches('\u{feff}').trim();
        if line.is_empty() {
            continue;
        }
        let answer: Answer = serde_json::from_str(line).map_err(|error| unreadable(index, error))?;
        let language = match answer.lang.as_deref() {
            None => fallback.ok_or_else(|| no_language(index))?,
            Some(code) => Language::from_code(code).ok_or_else(|| no_language(index))?,
        };
        let mut coverage = star::cover_texts(&answer.sentences, Scheme::Star, language);
        let points: Vec<star::Point> = answer.points.into_iter().map(star::Point::from).collect();
        coverage.story = star::tell_points(&points, &answer.sentences, language, WRITTEN);
        output::print_json(&line_json(&answer.id, language, &coverage));
    }
    Ok(())
}

fn line_json(id: &Value, language: Language, coverage: &Coverage) -> Value {
    let labels: Vec<_> = coverage.sentences.iter().map(|sentence| sentence.label).collect();
    let certain: Vec<f64> = coverage.sentences.iter().map(|sentence| sentence.p).collect();
    let probabilities: Vec<_> = coverage.sentences.iter().map(|sentence| &sentence.probabilities).collect();
    let mut line = json!({
        "id": id,
        "lang": language.code(),
        "labels": labels,
        "p": certain,
        "probabilities": probabilities,
        "coverage": {
            "shares": coverage.shares,
            "missing": coverage.missing,
            "story": coverage.story,
            "ownership": coverage.ownership,
            "result_has_number": coverage.result_has_number,
            "unclear": coverage.unclear,
            "order": coverage.order,
            "data_points": coverage.data_points,
            "deeds": coverage.deeds,
        },
    });
    report::tidy(&mut line);
    line
}

fn label_text(context: &Context, mut input: impl Read, language: Option<Language>) -> Result<(), Failure> {
    let language = language.ok_or_else(|| Failure::new(Kind::BadInput, msg!("cli-language-unknown")).hint(msg!("cli-language-unknown-hint")))?;
    let mut text = String::new();
    input.read_to_string(&mut text).map_err(|error| Failure::new(Kind::BadInput, msg!("cli-star-unreadable-text")).because(error))?;
    let sentences: Vec<String> = text.lines().flat_map(|line| star::sentences_of_text(line, language)).collect();
    output::print(&context.coverage_text(&star::cover_texts(&sentences, Scheme::Star, language)));
    Ok(())
}

fn unreadable(index: usize, error: impl std::error::Error + Send + Sync + 'static) -> Failure {
    Failure::new(Kind::BadInput, msg!("cli-star-unreadable-line", line = index + 1)).hint(msg!("cli-star-unreadable-line-hint")).because(error)
}

fn no_language(index: usize) -> Failure {
    Failure::new(Kind::BadInput, msg!("cli-star-no-language", line = index + 1)).hint(msg!("cli-star-no-language-hint"))
}
