//! The recording from left to right: its parts, its waveform, its pauses, its fillers, and where each finding is.

use maud::{Markup, html};

use super::answer::Place;
use super::{Shown, figure, percent};
use crate::domain::{Attempt, Coverage, Part, Seconds};
use crate::msg;
use crate::report::text::{SHOWN_PAUSE, part_name, tenths};
use crate::report::{Page, clock, moment};

/// A waveform has at most so many columns: as many as a wide screen has for it.
const COLUMNS: usize = 1000;

/// Parts narrower than this share of the picture show their colour without their letter.
const NARROWEST_LETTER: f64 = 0.02;

pub(super) fn section(shown: &Shown<'_>, place: Place, page: &Page<'_>) -> Markup {
    let length = length(shown);
    if length <= Seconds::ZERO {
        return html! {};
    }
    let attempt = shown.attempt;
    let content = html! {
        svg class="score" data-length=(format!("{:.3}", length.0)) width="100%" height="176" role="img" aria-label=(page.say(&msg!("report-page-timeline-label", length = clock(length)))) {
            @if let Some(coverage) = &attempt.coverage { (parts(coverage, length, page)) }
            @if let Ok(sound) = &shown.sound { (wave(&sound.peaks, sound.length, length)) }
            (pauses(attempt, length, page))
            (fillers(attempt, length))
            (marks(attempt, length))
            (axis(length))
            line class="now" x1="0" x2="0" y1="0" y2="152" visibility="hidden" {}
        }
        (legend(page))
    };
    place.section("timeline", &page.say(&msg!("report-page-timeline")), &content)
}

/// As long as the recording, or where that is gone as what is known of it.
pub(super) fn length(shown: &Shown<'_>) -> Seconds {
    let words = shown.attempt.transcript.iter().flat_map(|transcript| &transcript.words).map(|word| word.end);
    let sound = shown.sound.as_ref().ok().map(|sound| sound.length);
    let known = sound.or(shown.attempt.duration_s).into_iter().chain(words).filter(|time| time.0.is_finite());
    known.fold(Seconds::ZERO, Seconds::max)
}

/// The class that colours a part; each part of a scheme has its own.
pub(super) fn part_class(coverage: &Coverage, part: Part) -> &'static str {
    const CLASSES: [&str; 4] = ["part-1", "part-2", "part-3", "part-4"];
    coverage.scheme.parts().iter().position(|one| *one == part).and_then(|at| CLASSES.get(at)).copied().unwrap_or("part-none")
}

fn parts(coverage: &Coverage, length: Seconds, page: &Page<'_>) -> Markup {
    html! {
        @for sentence in &coverage.sentences {
            @if let Some(span) = sentence.span() {
                @let share = span.length().0 / length.0;
                g class=(part_class(coverage, sentence.label)) {
                    rect x=(percent(span.start, length)) y="0" width=(figure((share * 100.0).clamp(0.0, 100.0))) height="22" { title { (page.say(&part_name(sentence.label))) } }
                    @if share > NARROWEST_LETTER && sentence.label != Part::Other {
                        text x=(percent(Seconds(f64::midpoint(span.start.0, span.end.0)), length)) y="16" text-anchor="middle" { (sentence.label.letter()) }
                    }
                }
            }
        }
    }
}

/// The loudest moment fills the height.
fn wave(peaks: &[f32], sound: Seconds, length: Seconds) -> Markup {
    let loudest = peaks.iter().copied().fold(0.0_f32, f32::max).max(f32::MIN_POSITIVE);
    let per_column = peaks.len().div_ceil(COLUMNS).max(1);
    let heights: Vec<f32> = peaks.chunks(per_column).map(|column| column.iter().copied().fold(0.0_f32, f32::max) / loudest * 49.0 + 0.5).collect();
    let width = heights.len().max(1);
    html! {
        svg class="wave" y="28" width=(percent(sound, length)) height="92" viewBox={ "0 0 " (width) " 100" } preserveAspectRatio="none" {
            path d=(outline(&heights)) {}
        }
    }
}

/// There along the top, back along the bottom.
fn outline(heights: &[f32]) -> String {
    let point = |(x, y): (usize, f32)| format!("L{x} {y:.0}");
    let top = heights.iter().enumerate().map(|(x, height)| point((x, 50.0 - height)));
    let bottom = heights.iter().enumerate().rev().map(|(x, height)| point((x, 50.0 + height)));
    std::iter::once("M0 50".to_owned()).chain(top).chain(bottom).collect::<String>() + "Z"
}

fn pauses(attempt: &Attempt, length: Seconds, page: &Page<'_>) -> Markup {
    let long = attempt.measurements.iter().flat_map(|measured| &measured.pauses).filter(|pause| pause.length() >= SHOWN_PAUSE);
    html! {
        @for pause in long {
            rect class="pause" x=(percent(pause.start, length)) y="28" width=(percent(pause.length(), length)) height="92" {
                title { (page.say(&msg!("report-page-pause", seconds = tenths(pause.length())))) }
            }
        }
    }
}

fn fillers(attempt: &Attempt, length: Seconds) -> Markup {
    let items = attempt.measurements.iter().flat_map(|measured| &measured.fillers.items);
    html! { @for filler in items {
        @let x = percent(filler.start, length);
        line class="filler" x1=(x) x2=(x) y1="120" y2="130" { title { (filler.text) } }
    } }
}

/// The numbers of the findings, each at its moment.
fn marks(attempt: &Attempt, length: Seconds) -> Markup {
    let findings = attempt.scorecard.iter().flat_map(|card| &card.findings).enumerate();
    html! { @for (at, moment) in findings.filter_map(|(at, finding)| Some((at + 1, finding.at_s?))) {
        @let x = percent(moment, length);
        g class="mark" {
            line x1=(x) x2=(x) y1="28" y2="132" {}
            circle cx=(x) cy="140" r="9" {}
            text x=(x) y="144" text-anchor="middle" { (at) }
        }
    } }
}

fn axis(length: Seconds) -> Markup {
    html! { g class="axis" { @for tick in ticks(length) {
        @let x = percent(tick, length);
        text x=(x) y="170" text-anchor=(if tick <= Seconds::ZERO { "start" } else { "middle" }) { (moment(tick)) }
    } } }
}

/// Round moments, few enough for their times to stand beside each other on a telephone. None stands at the very end, where it would not fit.
pub(super) fn ticks(length: Seconds) -> Vec<Seconds> {
    const STEPS: [f64; 10] = [5.0, 10.0, 15.0, 30.0, 60.0, 120.0, 300.0, 600.0, 1800.0, 3600.0];
    const MOST: f64 = 7.0;
    let step = STEPS.into_iter().find(|step| length.0 / step <= MOST).unwrap_or(length.0 / MOST);
    let moments = (0..).map(|at| f64::from(at) * step);
    moments.take_while(|at| *at <= length.0 * 0.96).map(Seconds).collect()
}

fn legend(page: &Page<'_>) -> Markup {
    let keys = [("pause", msg!("report-page-key-pause")), ("filler", msg!("report-page-key-filler")), ("mark", msg!("report-page-key-mark"))];
    html! {
        p class="legend" {
            @for (class, name) in keys { span { span class={ "key " (class) } {} (page.say(&name)) } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_ticks(length: f64, expected: &[&str]) {
        assert_eq!(ticks(Seconds(length)).into_iter().map(moment).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn an_axis_has_few_round_moments() {
        check_ticks(0.0, &["0:00"]);
        check_ticks(12.0, &["0:00", "0:05", "0:10"]);
        check_ticks(68.0, &["0:00", "0:10", "0:20", "0:30", "0:40", "0:50", "1:00"]);
        check_ticks(180.0, &["0:00", "0:30", "1:00", "1:30", "2:00", "2:30"]);
        assert!(ticks(Seconds(90_000.0)).len() <= 8);
    }

    #[test]
    fn a_waveform_goes_there_and_back() {
        assert_eq!(outline(&[]), "M0 50Z");
        assert_eq!(outline(&[10.0, 40.0]), "M0 50L0 40L1 10L1 90L0 60Z");
    }
}
