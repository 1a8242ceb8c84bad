//! What speaks for a part: tables of patterns, one file for each kind of answer, with Korean and English side by side, and where in the answer each part
//! usually stands.
//!
//! The patterns come from the definitions of the parts and from general knowledge of both languages, not from any collection of answers. Weights are
//! natural-log odds, set by hand: 0.4 leans, 0.8 speaks for it, 1.5 is near certain.

mod introduction;
mod motivation;
mod star;
mod technical;

use std::sync::LazyLock;

use super::tokens::Pattern;
use crate::domain::{Language, Part, Scheme};

/// Whether a cue says something, or only announces that something will be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// "My task was …": counts only with something told beside it.
    Frame,
    Content,
}

/// Patterns that speak for one part with one weight: (part, weight, role, patterns).
pub type Row = (Part, f64, Role, &'static [&'static str]);

/// Where a part usually stands in the answer: centre and width (one standard deviation), as shares of its length.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    pub part: Part,
    pub centre: f64,
    pub width: f64,
}

/// The place of a sentence says at most this much against a part, in log-odds: about what two clear cues say for it.
const FURTHEST: f64 = -1.8;

/// The logarithm of a bell curve around the part's usual place, with a floor.
pub fn closeness(place: &Place, middle: f64) -> f64 {
    let distance = (middle - place.centre) / place.width;
    f64::max(-0.5 * distance * distance, FURTHEST)
}

pub struct Cue {
    pub part: Part,
    pub weight: f64,
    pub role: Role,
    pub patterns: Vec<Pattern>,
}

fn parse(rows: &[Row]) -> Vec<Cue> {
    rows.iter()
        .map(|&(part, weight, role, patterns)| Cue { part, weight, role, patterns: patterns.iter().map(|text| Pattern::parse(text)).collect() })
        .collect()
}

macro_rules! tables {
    ($($name:ident = $rows:path;)*) => {$(static $name: LazyLock<Vec<Cue>> = LazyLock::new(|| parse($rows));)*};
}

tables! {
    STAR_KO = star::KO;
    STAR_EN = star::EN;
    INTRODUCTION_KO = introduction::KO;
    INTRODUCTION_EN = introduction::EN;
    MOTIVATION_KO = motivation::KO;
    MOTIVATION_EN = motivation::EN;
    TECHNICAL_KO = technical::KO;
    TECHNICAL_EN = technical::EN;
    ASIDES_KO = ASIDES_IN_KOREAN;
    ASIDES_EN = ASIDES_IN_ENGLISH;
}

/// The cues of a scheme in a language.
pub fn table(scheme: Scheme, language: Language) -> &'static [Cue] {
    match (scheme, language) {
        (Scheme::Star, Language::Ko) => &STAR_KO,
        (Scheme::Star, Language::En) => &STAR_EN,
        (Scheme::Introduction, Language::Ko) => &INTRODUCTION_KO,
        (Scheme::Introduction, Language::En) => &INTRODUCTION_EN,
        (Scheme::Motivation, Language::Ko) => &MOTIVATION_KO,
        (Scheme::Motivation, Language::En) => &MOTIVATION_EN,
        (Scheme::Technical, Language::Ko) => &TECHNICAL_KO,
        (Scheme::Technical, Language::En) => &TECHNICAL_EN,
    }
}

/// What is said in any answer and belongs to none of its parts.
pub fn asides(language: Language) -> &'static [Cue] {
    match language {
        Language::Ko => &ASIDES_KO,
        Language::En => &ASIDES_EN,
    }
}

pub fn places(scheme: Scheme) -> &'static [Place] {
    match scheme {
        Scheme::Star => star::PLACES,
        Scheme::Introduction => introduction::PLACES,
        Scheme::Motivation => motivation::PLACES,
        Scheme::Technical => technical::PLACES,
    }
}

const fn place(part: Part, centre: f64, width: f64) -> Place {
    Place { part, centre, width }
}

const ASIDES_IN_ENGLISH: &[Row] = &[
    (Part::Other, 2.5, Role::Content, &["^thank you for listening", "thank you for your time", "^thank you$", "thanks for listening", "^thanks$"]),
    (
        Part::Other,
        2.5,
        Role::Content,
        &["a good|great|tough|interesting question", "let me think", "let me see", "give me a moment|second", "where was i"],
    ),
    (
        Part::Other,
        2.0,
        Role::Content,
        &["that is|was all", "that's all", "that's it", "does that answer", "any questions", "the end$", "can you repeat"],
    ),
    (
        Part::Other,
        1.5,
        Role::Content,
        &["^hello", "^hi", "nice to meet you", "good morning|afternoon", "i'd like to tell|share|talk", "i will tell|share|talk", "i want to share"],
    ),
];

const ASIDES_IN_KOREAN: &[Row] = &[
    (
        Part::Other,
        2.5,
        Role::Content,
        &["^이상입니다", "^이상으로", "들어 주셔서|주셔서서", "들어주셔서", "^감사합니다$", "^고맙습니다$", "이상입니다 감사합니다"],
    ),
    (
        Part::Other,
        2.5,
        Role::Content,
        &["좋은 질문입니다|질문이네요|질문이에요", "생각해 보겠습니다", "생각해보겠습니다", "잠시만요", "잠깐만요", "다시 말씀해"],
    ),
    (Part::Other, 2.0, Role::Content, &["말씀드리겠습니다$", "말씀 드리겠습니다$", "소개하겠습니다$", "답변드리겠습니다$", "질문 있으", "답이 되었"]),
    (Part::Other, 1.5, Role::Content, &["^안녕하세요$", "^안녕하십니까$", "^반갑습니다$"]),
];
