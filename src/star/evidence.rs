//! What speaks for each part in one sentence, as log-odds: the cues of its words, whether it tells of something that happened, and whether it says
//! anything at all beside its cues.

use std::collections::BTreeSet;

use super::cues::{self, Cue, Role};
use super::telling::{self, verb_at};
use super::tokens::tokens;
use crate::domain::{Language, Scheme};

/// No part gains more than this from one sentence, so that piling up cue words is no use.
const MOST_PER_PART: f64 = 3.0;

/// A sentence that announces a part must have this many different content words beside the announcement, or it only announces; any other must have one.
const LEAST_UNDER_FRAME: usize = 2;

/// In a sentence of more words than this each cue says less: the longer it is, the more of them turn up by chance.
const LONG: f64 = 14.0;

/// What a sentence without content, or an aside, gains for `Part::Other`.
const NOTHING_SAID: f64 = 3.0;

/// The log-odds of "I measured …" and "we measured …" for Action.
const OWN_DEED: f64 = 0.7;
const SHARED_DEED: f64 = 0.4;

#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    /// Log-odds of the scheme's parts in their order, then of `Part::Other`.
    pub scores: Vec<f64>,
    /// It says something beside its cues.
    pub has_content: bool,
    /// It tells of something that happened, or has a cue of one of the parts.
    pub tells: bool,
    /// The speaker is in it, by name or, as Korean allows, by its verb; only a story needs one.
    pub has_speaker: bool,
    /// What the candidate's own note speaks for the scheme's parts in their order, then for `Part::Other` (log-odds); empty where there is none.
    pub noted: Vec<f64>,
}

/// In an answer where fewer of the sentences than this tell anything, nothing is told.
const TELLING_SHARE: f64 = 0.15;

/// Whether enough of the answer tells something, and the speaker is in it.
pub fn is_told(found: &[Evidence]) -> bool {
    let telling = found.iter().filter(|evidence| evidence.tells).count();
    telling > 0 && telling as f64 >= TELLING_SHARE * found.len() as f64 && found.iter().any(|evidence| evidence.has_speaker)
}

/// What is found in a sentence of which no word is known: nothing for or against any part.
pub fn unknown(scheme: Scheme) -> Evidence {
    Evidence { scores: vec![0.0; scheme.parts().len() + 1], has_content: true, tells: true, has_speaker: true, noted: Vec::new() }
}

pub fn evidence(text: &str, scheme: Scheme, language: Language) -> Evidence {
    let tokens = tokens(text);
    let opening = telling::opening(&tokens);
    let parts = scheme.parts();
    let mut scores = vec![0.0; parts.len() + 1];
    let mut announced = BTreeSet::new();
    for (place, &part) in parts.iter().enumerate() {
        let found = cues::table(scheme, language).iter().filter(|cue| cue.part == part);
        scores[place] = total(found, &tokens, opening, &mut announced);
    }
    scores[parts.len()] = total(cues::asides(language).iter(), &tokens, opening, &mut BTreeSet::new());
    let has_cue = scores[..parts.len()].iter().any(|score| *score > 0.0);
    if scheme == Scheme::Star && language == Language::En {
        scores[2] += deed(&tokens);
    }
    let least = if announced.is_empty() { 1 } else { LEAST_UNDER_FRAME };
    let has_content = content(&tokens, &announced, language) >= least;
    let trust = (LONG / tokens.len() as f64).sqrt().min(1.0);
    scores.iter_mut().for_each(|score| *score *= trust);
    if !has_content {
        scores.fill(0.0);
        scores[parts.len()] = NOTHING_SAID;
    }
    let tells = has_content && if scheme == Scheme::Star { telling::tells(&tokens, language) } else { has_cue };
    Evidence { scores, has_content, tells, has_speaker: scheme != Scheme::Star || telling::has_speaker(&tokens, language), noted: Vec::new() }
}

/// The weights of the cues that are found, each once; the words of frames go into `announced`.
fn total<'a>(found: impl Iterator<Item = &'a Cue>, tokens: &[String], opening: usize, announced: &mut BTreeSet<usize>) -> f64 {
    let mut sum = 0.0;
    for cue in found {
        let Some((pattern, at)) = cue.patterns.iter().find_map(|pattern| Some((pattern, pattern.find(tokens, opening)?))) else { continue };
        sum += cue.weight;
        if cue.role == Role::Frame {
            announced.extend(at..at + pattern.len());
        }
    }
    f64::min(sum, MOST_PER_PART)
}

/// How many different words say something: neither function words, nor vague praise or complaint, nor part of an announcement.
fn content(tokens: &[String], announced: &BTreeSet<usize>, language: Language) -> usize {
    let said = tokens.iter().enumerate().filter(|(at, _)| !announced.contains(at)).map(|(_, token)| token.as_str());
    let says_something = |token: &&str| match language {
        Language::En => !EMPTY_ENGLISH.contains(token),
        Language::Ko => !EMPTY_KOREAN.contains(token) && !VAGUE_KOREAN.iter().any(|stem| token.starts_with(stem)),
    };
    said.filter(says_something).collect::<BTreeSet<_>>().len()
}

/// "I measured", "we then quickly wrote": the speaker did something. States (was, knew, felt), wishes and outcomes are no deeds.
fn deed(tokens: &[String]) -> f64 {
    let after = |subject: &str| tokens.iter().enumerate().any(|(at, token)| token == subject && verb_at(tokens, at + 1).is_some_and(is_deed));
    if after("i") {
        OWN_DEED
    } else if after("we") {
        SHARED_DEED
    } else {
        0.0
    }
}

fn is_deed(verb: &str) -> bool {
    !STATES.contains(&verb) && !OUTCOMES.contains(&verb)
}

/// The verbs in the past that "I" is the subject of, and those that follow after "and", until somebody else does something.
pub fn deeds_in_english(tokens: &[String]) -> Vec<&str> {
    let mut found = Vec::new();
    let mut is_his = false;
    for (at, token) in tokens.iter().enumerate() {
        if SUBJECTS.contains(&token.as_str()) && verb_at(tokens, at + 1).is_some() {
            is_his = token == "i";
        }
        let starts_a_verb = token == "i" || (is_his && ["and", "but", "or"].contains(&token.as_str()));
        let verb = if starts_a_verb { verb_at(tokens, at + 1) } else { None };
        found.extend(verb.filter(|verb| is_his && !STATES.contains(verb) && !MORE_STATES.contains(verb)));
    }
    found
}

const SUBJECTS: &[&str] = &["i", "we", "you", "he", "she", "it", "they", "who", "which", "that", "there", "everyone", "nobody", "this"];

/// What is felt, thought or suffered.
const STATES: &[&str] = &[
    "was",
    "had",
    "knew",
    "felt",
    "thought",
    "wanted",
    "needed",
    "liked",
    "believed",
    "hoped",
    "loved",
    "expected",
    "heard",
    "saw",
    "got",
    "became",
    "realized",
    "realised",
    "noticed",
    "struggled",
    "faced",
    "understood",
    "learned",
    "used",
    "lived",
];

/// Likewise, where deeds are listed.
const MORE_STATES: &[&str] = &["learnt", "worried"];

/// What came of it: verbs of Results rather than Actions.
const OUTCOMES: &[&str] = &[
    "joined",
    "completed",
    "finished",
    "achieved",
    "delivered",
    "gained",
    "won",
    "earned",
    "passed",
    "succeeded",
    "saved",
    "reduced",
    "increased",
    "improved",
    "launched",
    "solved",
    "resolved",
    "ended",
    "exceeded",
    "met",
    "hit",
    "received",
    "managed",
    "graduated",
    "worked",
];

const EMPTY_ENGLISH: &[&str] = &[
    "a",
    "an",
    "the",
    "and",
    "or",
    "but",
    "so",
    "then",
    "because",
    "if",
    "as",
    "of",
    "to",
    "in",
    "on",
    "at",
    "by",
    "for",
    "with",
    "from",
    "about",
    "into",
    "over",
    "i",
    "me",
    "my",
    "mine",
    "we",
    "us",
    "our",
    "you",
    "your",
    "he",
    "him",
    "his",
    "she",
    "her",
    "it",
    "its",
    "they",
    "them",
    "their",
    "this",
    "that",
    "these",
    "those",
    "there",
    "here",
    "what",
    "which",
    "who",
    "how",
    "when",
    "where",
    "why",
    "is",
    "am",
    "are",
    "was",
    "were",
    "be",
    "been",
    "being",
    "do",
    "does",
    "did",
    "done",
    "have",
    "has",
    "had",
    "will",
    "would",
    "can",
    "could",
    "should",
    "must",
    "may",
    "might",
    "not",
    "no",
    "yes",
    "very",
    "really",
    "quite",
    "too",
    "also",
    "just",
    "all",
    "some",
    "any",
    "many",
    "much",
    "more",
    "most",
    "well",
    "um",
    "uh",
    "er",
    "hmm",
    "oh",
    "okay",
    "ok",
    "like",
    "thing",
    "things",
    "something",
    "everything",
    "good",
    "great",
    "nice",
    "bad",
    "hard",
    "difficult",
    "easy",
    "important",
    "big",
    "successful",
    "success",
    "challenging",
    "interesting",
    "amazing",
    "excellent",
    "positive",
    "situation",
    "task",
    "action",
    "actions",
    "result",
    "results",
    "i'm",
    "it's",
    "that's",
    "took",
    "followed",
    "following",
    "lot",
    "kind",
    "sort",
    "finally",
    "end",
    "my",
    "got",
    "made",
    "went",
];

const EMPTY_KOREAN: &[&str] = &[
    "저는",
    "제가",
    "저",
    "제",
    "저의",
    "저희",
    "저희는",
    "저희가",
    "우리",
    "우리는",
    "그",
    "이",
    "저도",
    "그래서",
    "그리고",
    "하지만",
    "그런데",
    "근데",
    "그러나",
    "또",
    "또한",
    "및",
    "등",
    "수",
    "것",
    "것은",
    "것이",
    "것을",
    "매우",
    "아주",
    "정말",
    "너무",
    "많이",
    "잘",
    "좀",
    "조금",
    "음",
    "어",
    "아",
    "네",
    "예",
    "그것은",
    "이것은",
    "그건",
    "이건",
    "했습니다",
    "하였습니다",
    "있었습니다",
    "있습니다",
    "없었습니다",
    "였습니다",
    "이었습니다",
    "입니다",
    "했고",
    "됐습니다",
    "되었습니다",
    "결과적으로",
    "결과는",
    "결과가",
    "상황은",
    "상황이",
    "상황이었습니다",
    "역할은",
    "과제는",
    "목표는",
    "행동은",
    "먼저",
    "우선",
    "그때",
    "당시",
];

/// Praise and complaint that say nothing by themselves.
const VAGUE_KOREAN: &[&str] =
    &["어려웠", "어려운", "힘들", "힘든", "좋았", "좋은", "중요했", "중요한", "컸습", "큰", "나빴", "대단", "훌륭", "성공적"];
