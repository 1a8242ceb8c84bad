//! The words, sentence by sentence; each can be played.

use maud::{Markup, html};

use super::answer::{Place, go};
use super::timeline::part_class;
use super::{Text, moment_data};
use crate::domain::{Attempt, Coverage, Filler, FillerTier, LabelledSentence, Pause, Seconds, Transcript, Word, harmless};
use crate::msg;
use crate::report::Page;
use crate::report::sentences::by_sentence;
use crate::report::text::{SHOWN_PAUSE, UNSURE, part_name, removed, tenths};

/// A pause stands before the word that ends it, though word and waveform may disagree by so much.
const SLACK: Seconds = Seconds(0.15);

pub(super) fn section(attempt: &Attempt, place: Place, page: &Page<'_>) -> Markup {
    let Some(transcript) = attempt.transcript.as_ref() else {
        return place.section(
            "transcript",
            &page.say(&msg!("report-page-words")),
            &html! { p class="missing" { (page.say(&msg!("report-no-transcript"))) } },
        );
    };
    let content = html! {
        @if transcript.words.is_empty() {
            p class="missing" { (page.say(&msg!("report-no-words"))) }
        } @else {
            p class="hint" { (page.say(&msg!("report-page-words-hint"))) }
            div class="words" lang=(attempt.language.code()) role="group" aria-label=(page.say(&msg!("report-page-words-label"))) {
                (words(attempt, transcript, page))
            }
        }
        @if !transcript.removed.is_empty() {
            p class="facts" { (Text(&page.say(&msg!("report-removed", words = removed(&transcript.removed, page).join(", "))))) }
        }
    };
    place.section("transcript", &page.say(&msg!("report-words", model = harmless(&transcript.model))), &content)
}

fn words(attempt: &Attempt, transcript: &Transcript, page: &Page<'_>) -> Markup {
    let sentences = attempt.coverage.as_ref().map(|coverage| coverage.sentences.as_slice()).unwrap_or_default();
    let mut writer = Writer::new(attempt, page);
    let groups = by_sentence(&transcript.words, sentences);
    html! {
        @if groups.len() == 1 && groups[0].0.is_none() { p { (writer.words(groups[0].1)) } }
        @else { ol { @for (sentence, words) in &groups { li { (label(*sentence, attempt.coverage.as_ref(), page)) p { (writer.words(words)) } } } } }
    }
}

fn label(sentence: Option<&LabelledSentence>, coverage: Option<&Coverage>, page: &Page<'_>) -> Markup {
    let (Some(sentence), Some(coverage)) = (sentence, coverage) else { return html! {} };
    let unsure = sentence.p < UNSURE;
    html! {
        div class="label" {
            @if let Some(at) = sentence.start { (go(at, page)) }
            " " span class={ "chip " (part_class(coverage, sentence.label)) } title=(page.say(&part_name(sentence.label))) { (sentence.label.letter()) @if unsure { "?" } }
        }
    }
}

/// Writes words one after another, with the pauses between them.
struct Writer<'a> {
    page: &'a Page<'a>,
    pauses: std::iter::Peekable<std::vec::IntoIter<&'a Pause>>,
    fillers: &'a [Filler],
}

impl<'a> Writer<'a> {
    fn new(attempt: &'a Attempt, page: &'a Page<'a>) -> Self {
        let measured = attempt.measurements.as_ref();
        let pauses: Vec<_> = measured.iter().flat_map(|measured| &measured.pauses).filter(|pause| pause.length() >= SHOWN_PAUSE).collect();
        let fillers = measured.map(|measured| measured.fillers.items.as_slice()).unwrap_or_default();
        Self { page, pauses: pauses.into_iter().peekable(), fillers }
    }

    fn words(&mut self, words: &[Word]) -> Markup {
        html! { @for word in words {
            @while let Some(pause) = self.pauses.next_if(|pause| pause.end <= word.start + SLACK) { (self.pause(pause)) }
            bdi class=(self.class(word)) data-at=(moment_data(word.start)) { (harmless(&word.text)) } " "
        } }
    }

    fn pause(&self, pause: &Pause) -> Markup {
        let seconds = tenths(pause.length());
        html! { span class="gap" title=(self.page.say(&msg!("report-page-pause", seconds = &seconds))) { (self.page.say(&msg!("report-page-gap", seconds = &seconds))) } " " }
    }

    fn class(&self, word: &Word) -> &'static str {
        let filler = self.fillers.iter().find(|filler| word.span().contains(filler.start) && filler.tier != FillerTier::Untranscribed);
        match filler.map(|filler| filler.tier) {
            Some(FillerTier::Counted) => "w filler",
            Some(_) => "w maybe",
            None if word.p < UNSURE => "w unsure",
            None => "w",
        }
    }
}
