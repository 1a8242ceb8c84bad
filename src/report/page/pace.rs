//! How fast it went, stretch by stretch, against the rubric's band.

use maud::{Markup, html};

use super::answer::Place;
use super::{figure, percent};
use crate::domain::{Attempt, Language, Message, Seconds, Stretch};
use crate::msg;
use crate::report::{Page, moment};

const HEIGHT: f64 = 120.0;

/// More stretches than this have no room for their figures.
const MOST_FIGURES: usize = 14;

/// A stretch and its rate.
struct Bar {
    start: Seconds,
    end: Seconds,
    rate: f64,
}

pub(super) fn section(attempt: &Attempt, place: Place, page: &Page<'_>, band: (f64, f64)) -> Markup {
    let stretches = attempt.measurements.as_ref().map(|measured| measured.over_time.as_slice()).unwrap_or_default();
    let bars: Vec<Bar> = stretches.iter().filter_map(|stretch| bar(stretch, attempt.language)).collect();
    let (Some(first), Some(last), true) = (bars.first(), bars.last(), bars.len() > 1) else { return html! {} };
    let rates = bars.iter().map(|bar| format!("{} {:.0}", moment(bar.start), bar.rate)).collect::<Vec<_>>().join(", ");
    let content = html! {
        svg class="pace" width="100%" height=(HEIGHT + 22.0) role="img" aria-label=(rates) {
            (drawing(&bars, band, first.start, last.end - first.start))
        }
        p class="legend" { span { span class="key band" {} (page.say(&band_text(attempt.language, band))) } }
    };
    place.section("pace-over-time", &page.say(&msg!("report-page-pace")), &content)
}

/// The band in words.
pub(super) fn band_text(language: Language, band: (f64, f64)) -> Message {
    let (lower, upper) = (format!("{:.0}", band.0), format!("{:.0}", band.1));
    match language {
        Language::En => msg!("report-page-band-words", lower = lower, upper = upper),
        Language::Ko => msg!("report-page-band-syllables", lower = lower, upper = upper),
    }
}

fn bar(stretch: &Stretch, language: Language) -> Option<Bar> {
    let rate = match language {
        Language::En => stretch.pace.words_per_min,
        Language::Ko => stretch.pace.syllables_per_min,
    };
    rate.filter(|rate| rate.0.is_finite()).map(|rate| Bar { start: stretch.start, end: stretch.end, rate: rate.0 })
}

fn drawing(bars: &[Bar], band: (f64, f64), start: Seconds, length: Seconds) -> Markup {
    let top = bars.iter().map(|bar| bar.rate).fold(band.1, f64::max) * 1.15;
    let height = |rate: f64| (rate / top * HEIGHT).clamp(0.0, HEIGHT);
    let y = |rate: f64| format!("{:.1}", HEIGHT - height(rate));
    html! {
        rect class="band" width="100%" y=(y(band.1)) height=(format!("{:.1}", height(band.1) - height(band.0))) {}
        @for bar in bars {
            @let (x, width) = (bar.start - start, bar.end - bar.start);
            rect class=(if (band.0..=band.1).contains(&bar.rate) { "rate" } else { "rate outside" }) x=(percent(x, length)) width=(figure(width.0 / length.0 * 100.0 - 0.4)) y=(y(bar.rate)) height=(format!("{:.1}", height(bar.rate))) {}
            @if bars.len() <= MOST_FIGURES {
                @let middle = percent(Seconds(x.0 + width.0 / 2.0), length);
                text x=(middle) y=(format!("{:.1}", HEIGHT - height(bar.rate) - 4.0)) text-anchor="middle" { (format!("{:.0}", bar.rate)) }
                text class="when" x=(middle) y=(HEIGHT + 16.0) text-anchor="middle" { (moment(bar.start)) }
            }
        }
        line class="floor" x1="0" x2="100%" y1=(HEIGHT) y2=(HEIGHT) {}
    }
}
