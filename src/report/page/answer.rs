//! One answer on a page: what stood out first, then the figures, the sound, the story and the words.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use maud::{Markup, PreEscaped, html};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::{Audio, Bands, Shown, Sound, Text, change, figure, heading, moment_data, pace, story, timeline, transcript};
use crate::domain::{Adherence, Attempt, Finding, Language, Measurements, Message, PerMinute, Scorecard, Seconds};
use crate::msg;
use crate::report::text::{SHOWN_PAUSE, figure_rows, points, rubric, title_and_facts, verdict};
use crate::report::{Page, clock, moment};

/// Where an answer stands in its page.
#[derive(Clone, Copy)]
pub(super) struct Place {
    /// From 1; tells its names from those of the others.
    pub number: usize,
    /// The level of its heading.
    pub level: u8,
}

impl Place {
    /// A name that no other answer of the page has.
    pub fn id(self, name: &str) -> String {
        format!("{name}-{}", self.number)
    }

    /// A section of the answer under its heading.
    pub fn section(self, name: &str, title: &str, content: &Markup) -> Markup {
        let id = self.id(name);
        html! {
            section class=(name) aria-labelledby=(id) {
                (heading(self.level + 1, &id, html! { (title) }))
                (content)
            }
        }
    }
}

pub(super) fn article(shown: &Shown<'_>, place: Place, page: &Page<'_>, bands: &Bands, finding_text: &dyn Fn(&Finding) -> String) -> Markup {
    let attempt = shown.attempt;
    let (title, facts) = title_and_facts(attempt, shown.prompt, page);
    let title_id = place.id("title");
    html! {
        article id=(place.id("answer")) aria-labelledby=(title_id) {
            div class="question" {
                (heading(place.level, &title_id, html! { span lang=[shown.prompt.map(|_| attempt.language.code())] { (Text(&title)) } }))
                p class="facts" { (Text(&facts)) }
            }
            (summary(attempt, page, bands))
            (findings(attempt.scorecard.as_ref(), place, page, finding_text))
            (timeline::section(shown, place, page))
            (player(&shown.sound, page))
            (story::section(attempt, place, page, bands))
            (transcript::section(attempt, place, page))
            (pace::section(attempt, place, page, bands.pace))
            (figures(attempt, place, page))
            (change::section(shown, place, page))
            (closing(attempt, page))
        }
    }
}

/// The few figures that are read first, large.
fn summary(attempt: &Attempt, page: &Page<'_>, bands: &Bands) -> Markup {
    let Some(measured) = attempt.measurements.as_ref() else {
        return html! { p class="missing" { (page.say(&msg!("report-not-measured"))) } };
    };
    if measured.latency_s.is_none() {
        return html! { p class="missing" { (page.say(&msg!("report-no-speech"))) } };
    }
    let long = measured.pauses.iter().filter(|pause| pause.length() >= SHOWN_PAUSE).count();
    html! {
        dl class="summary" {
            (time(measured, page))
            @if let Some(known) = attempt.points() { (tile(&msg!("report-page-points-of"), &points(known), "/ 100", page)) }
            @if let Some(rate) = rate(attempt.language, measured) {
                (tile(&msg!("report-pace"), &format!("{:.0}", rate.0), &page.say(&pace::band_text(attempt.language, bands.pace)), page))
            }
            (tile(&msg!("report-pauses"), &long.to_string(), &page.say(&msg!("report-page-pauses-of")), page))
            @if let Some(counted) = measured.fillers.counted {
                (tile(&msg!("report-fillers"), &counted.to_string(), &page.say(&msg!("report-page-fillers-of")), page))
            }
        }
    }
}

pub(super) fn tile(name: &Message, figure: &str, note: &str, page: &Page<'_>) -> Markup {
    html! { div { dt { (page.say(name)) } dd { strong { (figure) } " " span { (note) } } } }
}

fn time(measured: &Measurements, page: &Page<'_>) -> Markup {
    let target = measured.target_s.filter(|target| target.0 > 0.0);
    html! {
        div class="time" {
            dt { (page.say(&msg!("report-time"))) }
            dd {
                strong { (clock(measured.answer_s)) }
                @if let Some(target) = target {
                    " " span { (page.say(&msg!("report-page-target", target = clock(target)))) }
                    (time_bar(measured.answer_s, target))
                }
                @if let Some(adherence) = measured.adherence {
                    span class={ "verdict " (adherence_class(adherence)) } { (page.say(&verdict(adherence))) }
                }
            }
        }
    }
}

fn adherence_class(adherence: Adherence) -> &'static str {
    match adherence {
        Adherence::Within => "within",
        Adherence::Under { .. } | Adherence::Over { .. } => "outside",
    }
}

/// Length and verdict of an answer in a table.
pub(super) fn time_cell(measured: Option<&Measurements>, page: &Page<'_>) -> Markup {
    html! { @if let Some(measured) = measured {
        span class="figure" { (clock(measured.answer_s)) }
        @if let Some(adherence) = measured.adherence { " " span class=(adherence_class(adherence)) { (page.say(&verdict(adherence))) } }
    } }
}

/// What was used of a time above 0; the stroke is where it ends.
pub(super) fn time_bar(took: Seconds, wanted: Seconds) -> Markup {
    let whole = took.max(wanted).0;
    let (used, end) = (figure(took.0 / whole * 100.0), figure(wanted.0 / whole * 100.0));
    html! {
        svg class="bar" width="100%" height="12" aria-hidden="true" {
            rect class="ground" y="3" width="100%" height="6" {}
            rect class="used" y="3" width=(used) height="6" {}
            line class="end" x1=(end) x2=(end) y1="0" y2="12" {}
        }
    }
}

/// Words in English, syllables in Korean.
pub(super) fn rate(language: Language, measured: &Measurements) -> Option<PerMinute> {
    match language {
        Language::En => measured.pace.words_per_min,
        Language::Ko => measured.pace.syllables_per_min,
    }
}

fn findings(scorecard: Option<&Scorecard>, place: Place, page: &Page<'_>, finding_text: &dyn Fn(&Finding) -> String) -> Markup {
    let content = match scorecard {
        None => html! { p { (page.say(&msg!("report-not-scored"))) } },
        Some(card) if card.findings.is_empty() => html! { p { (page.say(&msg!("report-no-findings"))) } },
        Some(card) => html! {
            ol { @for finding in &card.findings {
                li { (Text(&finding_text(finding))) @if let Some(at) = finding.at_s { " " (go(at, page)) } }
            } }
        },
    };
    place.section("findings", &page.say(&msg!("report-findings")), &content)
}

/// The moment, to go to; the script enables it. Without sound or script it is the moment to read.
pub(super) fn go(at: Seconds, page: &Page<'_>) -> Markup {
    let at_text = moment(at);
    html! {
        button type="button" class="go" disabled data-at=(moment_data(at)) aria-label=(page.say(&msg!("report-page-play-from", at = &at_text))) { (at_text) }
    }
}

fn player(sound: &Result<Sound, Message>, page: &Page<'_>) -> Markup {
    match sound {
        Err(reason) => html! { p class="missing" { (Text(&page.say(reason))) } },
        Ok(sound) => html! {
            div class="player" {
                audio controls preload="auto" src=(source(&sound.audio)) aria-label=(page.say(&msg!("report-page-audio"))) {}
                p class="missing" role="alert" hidden { (page.say(&msg!("report-page-no-playback"))) }
            }
        },
    }
}

fn source(audio: &Audio) -> PreEscaped<String> {
    PreEscaped(match audio {
        Audio::Inside(wav) => format!("data:audio/wav;base64,{}", BASE64_STANDARD.encode(wav)),
        Audio::Beside(name) => utf8_percent_encode(name, NON_ALPHANUMERIC).to_string(),
    })
}

/// Everything that was measured, each behind its name.
fn figures(attempt: &Attempt, place: Place, page: &Page<'_>) -> Markup {
    let Some(measured) = attempt.measurements.as_ref() else { return html! {} };
    let rows = figure_rows(attempt, measured, page);
    let content = html! { (named(&rows, page)) };
    if rows.is_empty() { content } else { place.section("figures", &page.say(&msg!("report-page-figures")), &content) }
}

/// Rows of text, each behind its name.
pub(super) fn named(rows: &[(Message, String)], page: &Page<'_>) -> Markup {
    html! { dl class="rows" { @for (name, text) in rows { div { dt { (page.say(name)) } dd { (Text(text)) } } } } }
}

fn closing(attempt: &Attempt, page: &Page<'_>) -> Markup {
    html! {
        @if let Some(rubric) = rubric(attempt, page) { p class="facts" { (rubric) } }
        p class="facts" { (Text(&attempt.file.to_string_lossy())) }
    }
}
