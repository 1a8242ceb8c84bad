//! The frame of a page: its head with the policy that keeps everything out, its style sheet and its script.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest, Sha256};

use super::answer::{self, Place};
use super::{Bands, Shown, round};
use crate::domain::{Finding, Language, harmless};
use crate::msg;
use crate::report::text::question_text;
use crate::report::{Occasion, Page};

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// An answer, or the answers of `occasion` in the order they were given, as one HTML file; `bands` gives the bands that an answer in a
/// language is held against, `finding_text` words a finding.
///
/// # Panics
/// Where there is no answer.
pub fn answers_page(
    occasion: &Occasion,
    answers: &[Shown<'_>],
    page: &Page<'_>,
    bands: &dyn Fn(Language) -> Bands,
    finding_text: &dyn Fn(&Finding) -> String,
) -> String {
    let is_round = answers.len() > 1 || occasion.session.is_some();
    let title = if occasion.session.is_some() { occasion.heading(page) } else { question_text(answers[0].attempt, answers[0].prompt, page) };
    let shown = |(at, answer): (usize, &Shown<'_>)| {
        let place = Place { number: at + 1, level: if is_round { 2 } else { 1 } };
        answer::article(answer, place, page, &bands(answer.attempt.language), finding_text)
    };
    let body = html! {
        @if is_round { (round::header(occasion, answers, page, finding_text)) }
        main { @for answer in answers.iter().enumerate() { (shown(answer)) } }
    };
    document(&title, page, &body)
}

/// A whole HTML file around `body`.
pub(super) fn document(title: &str, page: &Page<'_>, body: &Markup) -> String {
    let page = html! {
        (DOCTYPE)
        html lang=(page.catalogue.language().code()) {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy());
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="referrer" content="no-referrer";
                title { (harmless(title)) " · mynah" }
                style { (PreEscaped(STYLE)) }
            }
            body {
                (body)
                footer { p { (page.say(&msg!("report-page-made-by"))) } }
                script { (PreEscaped(SCRIPT)) }
            }
        }
    };
    page.into_string()
}

/// Nothing may be loaded but this style sheet, this script, and sound from the page itself or its folder.
fn policy() -> String {
    let (style, script) = (hash(STYLE), hash(SCRIPT));
    format!("default-src 'none'; style-src '{style}'; script-src '{script}'; media-src data: 'self' file:; base-uri 'none'; form-action 'none'")
}

/// As a policy names what it allows.
fn hash(text: &str) -> String {
    format!("sha256-{}", BASE64_STANDARD.encode(Sha256::digest(text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The known answer of the hash function, in the form of a policy.
    #[test]
    fn a_hash_is_written_as_a_policy_takes_it() {
        assert_eq!(hash(""), "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    }

    /// Otherwise the file would end the element that it stands in, or a word of it would be read as markup.
    #[test]
    fn style_and_script_hold_no_tag() {
        for text in [STYLE, SCRIPT] {
            assert!(!text.contains("</") && !text.contains("<!"));
        }
    }
}
