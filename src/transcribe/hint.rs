//! What the recogniser is told to expect: how people speak in an interview, fillers and all, and the names that this answer is likely to hold.
//!
//! Whisper goes on in the style of the text it is given, so the hint is a piece of natural speech and no list or instruction. A short one with
//! fillers brings fillers back; a long one costs whole sentences (whisperX issues 293 and 693; rescript pull request 59 found up to 32 letters safe).
//! Whether that holds for a model and a language is measured by `./x bench recognition`.

use unicode_normalization::UnicodeNormalization;

use crate::domain::{Language, Prompt};

/// What may be expected in an answer. Empty: nothing is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Hint {
    /// How people speak.
    style: &'static str,
    /// Names and terms, the likeliest first.
    terms: Vec<String>,
    /// What makes a sentence of the terms: before and after them, and between the last two.
    frame: [&'static str; 3],
}

/// More terms than this take the place of speech in the recogniser's window.
const MOST_TERMS: usize = 40;

impl Hint {
    /// The style of an interview in this language, and the terms in `texts`: the question, its cues, the candidate's story.
    pub fn new<'a>(language: Language, texts: impl IntoIterator<Item = &'a str>) -> Self {
        let (style, frame) = match language {
            Language::Ko => ("음, 그니까 제가, 어, 그때", [" ", " 얘기를 했습니다.", ", "]),
            Language::En => ("Um, so I, uh, I was, you know,", [" talking about ", ".", " and "]),
        };
        let mut terms: Vec<String> = Vec::new();
        for term in texts.into_iter().flat_map(terms_in) {
            if terms.len() < MOST_TERMS && !terms.iter().any(|known| known.eq_ignore_ascii_case(&term)) {
                terms.push(term);
            }
        }
        Self { style, terms, frame }
    }

    /// For an answer to this question.
    pub fn for_prompt(prompt: Option<&Prompt>, language: Language) -> Self {
        let text = prompt.and_then(|prompt| prompt.text.get(language)).map(String::as_str);
        let cues = prompt.and_then(|prompt| prompt.cues.get(language)).into_iter().flatten().map(String::as_str);
        Self::new(language, text.into_iter().chain(cues))
    }

    /// The longest text that `fits`, the unlikeliest terms left out first; `None` where nothing fits or nothing is expected.
    pub fn text(&self, fits: impl Fn(&str) -> bool) -> Option<String> {
        (0..=self.terms.len()).rev().map(|count| self.with_terms(count)).find(|text| !text.is_empty() && fits(text))
    }

    fn with_terms(&self, count: usize) -> String {
        let [before, after, and] = self.frame;
        match &self.terms[..count] {
            [] => self.style.to_owned(),
            [only] => format!("{}{before}{only}{after}", self.style),
            [first @ .., last] => format!("{}{before}{}{and}{last}{after}", self.style, first.join(", ")),
        }
    }

    /// The words that only an echo of the hint has in this order.
    pub fn words(&self) -> Vec<String> {
        self.with_terms(self.terms.len()).split_whitespace().map(bare).filter(|word| !word.is_empty()).collect()
    }
}

/// A word as it is compared: letters and digits in lower case.
pub fn bare(word: &str) -> String {
    word.nfc().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Names in a text: what is written with a capital inside, or in capitals, or with digits among letters ("CloudFront", "IAM", "EC2", "OAuth");
/// amid Hangul every word in Latin letters.
fn terms_in(text: &str) -> Vec<String> {
    let amid_hangul = text.chars().any(|c| matches!(c, '\u{AC00}'..='\u{D7A3}'));
    let latin = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '+' | '#');
    let runs = text.split(|c: char| !latin(c)).map(|run| run.trim_matches('-'));
    runs.filter(|run| run.len() >= 2 && run.starts_with(|c: char| c.is_ascii_alphabetic()) && (amid_hangul || is_name(run)))
        .map(str::to_owned)
        .collect()
}

fn is_name(word: &str) -> bool {
    word.chars().skip(1).any(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hint(language: Language, texts: &[&str]) -> Hint {
        Hint::new(language, texts.iter().copied())
    }

    #[track_caller]
    fn check_text(language: Language, texts: &[&str], expected: &str) {
        assert_eq!(hint(language, texts).text(|_| true).as_deref(), Some(expected));
    }

    #[test]
    fn the_text_is_a_piece_of_speech_with_the_terms_in_it() {
        check_text(Language::Ko, &[], "음, 그니까 제가, 어, 그때");
        check_text(Language::Ko, &["CloudFront를 적용해서 EKS로"], "음, 그니까 제가, 어, 그때 CloudFront, EKS 얘기를 했습니다.");
        check_text(Language::En, &[], "Um, so I, uh, I was, you know,");
        check_text(Language::En, &["How does OAuth work?"], "Um, so I, uh, I was, you know, talking about OAuth.");
        check_text(Language::En, &["OAuth, JWT", "EC2"], "Um, so I, uh, I was, you know, talking about OAuth, JWT and EC2.");
    }

    #[test]
    fn the_style_stays_within_the_length_that_was_found_safe() {
        for language in Language::ALL {
            assert!(hint(language, &[]).style.chars().count() <= 32);
        }
    }

    #[test]
    fn terms_are_names_and_each_stands_once() {
        let check = |text: &str, expected: &[&str]| assert_eq!(hint(Language::En, &[text, text]).terms, expected, "{text}");
        check("Why did you use Kubernetes? Tell me about IAM roles.", &["IAM"]);
        check("쿠버네티스(Kubernetes)에서 oauth2-proxy를 S3와", &["Kubernetes", "oauth2-proxy", "S3"]);
        check("A b C++ 2015", &[]);
        check("", &[]);
    }

    #[test]
    fn what_does_not_fit_is_left_out_from_the_end() {
        let hint = hint(Language::En, &["AWS EKS IAM"]);
        assert!(hint.text(|text| text.len() < 60).unwrap().ends_with("talking about AWS and EKS."));
        assert_eq!(hint.text(|text| text.len() < 35).unwrap(), hint.style);
        assert_eq!(hint.text(|_| false), None);
        assert_eq!(Hint::default().text(|_| true), None);
    }

    #[test]
    fn the_number_of_terms_is_bounded() {
        let text = (0..500).map(|i| format!("T{i} ")).collect::<String>();
        assert_eq!(hint(Language::En, &[&text]).terms.len(), MOST_TERMS);
    }
}
