//! What is different from the answer to the same prompt before.

use maud::{Markup, html};

use super::answer::{Place, rate};
use super::{Shown, Text};
use crate::domain::{Attempt, Message, Part, Seconds};
use crate::msg;
use crate::report::text::{SHOWN_PAUSE, part_name};
use crate::report::{Page, clock};

/// A figure of both answers.
struct Row {
    name: String,
    before: String,
    now: String,
    change: String,
}

pub(super) fn section(shown: &Shown<'_>, place: Place, page: &Page<'_>) -> Markup {
    let Some(before) = shown.before else { return html! {} };
    let rows = rows(before, shown.attempt, page);
    if rows.is_empty() {
        return html! {};
    }
    let content = html! {
        table class="change" {
            thead { tr {
                th scope="col" { (page.say(&msg!("report-page-figure"))) }
                th scope="col" { (page.say(&msg!("report-page-before"))) br; span class="facts" { (Text(&format!("{} · {}", before.id, page.date(before.recorded_at)))) } }
                th scope="col" { (page.say(&msg!("report-page-now"))) }
                th scope="col" { (page.say(&msg!("report-page-change"))) }
            } }
            tbody { @for row in rows { tr { th scope="row" { (row.name) } td { (row.before) } td { (row.now) } td { (row.change) } } } }
        }
    };
    place.section("changes", &page.say(&msg!("report-page-changes")), &content)
}

/// The figures that both answers have.
fn rows(before: &Attempt, now: &Attempt, page: &Page<'_>) -> Vec<Row> {
    let figure = |name: Message, of: &dyn Fn(&Attempt) -> Option<f64>, shown: &dyn Fn(f64) -> String| {
        row(page.say(&name), of(before)?, of(now)?, shown, shown)
    };
    let whole = |value: f64| format!("{value:.0}");
    let time = |seconds: f64| clock(Seconds(seconds));
    // Between two shares lie percentage points: from 20% to 30% is no rise by 10%.
    let points_apart = |value: f64| page.say(&msg!("report-page-points-apart", count = value.round() as u64));
    let mut rows: Vec<Row> = [
        figure(msg!("report-time"), &|attempt| Some(attempt.measurements.as_ref()?.answer_s.0), &time),
        figure(msg!("report-page-points-of"), &points, &whole),
        figure(msg!("report-pace"), &|attempt| Some(rate(attempt.language, attempt.measurements.as_ref()?)?.0), &whole),
        figure(msg!("report-page-long-pauses"), &long_pauses, &whole),
        figure(msg!("report-fillers"), &|attempt| Some(attempt.measurements.as_ref()?.fillers.counted? as f64), &whole),
    ]
    .into_iter()
    .flatten()
    .collect();
    rows.extend(parts(before, now).filter_map(|part| {
        let share = |attempt: &Attempt| Some(attempt.coverage.as_ref()?.shares.get(&part).copied().unwrap_or(0.0) * 100.0);
        row(format!("{} {}", part.letter(), page.say(&part_name(part))), share(before)?, share(now)?, &|value| format!("{value:.0}%"), &points_apart)
    }));
    rows
}

/// The parts of the scheme that both were read with.
fn parts(before: &Attempt, now: &Attempt) -> impl Iterator<Item = Part> {
    let scheme = |attempt: &Attempt| attempt.coverage.as_ref().map(|coverage| coverage.scheme);
    let same = scheme(now).filter(|scheme_now| scheme(before) == Some(*scheme_now));
    same.map(|scheme| scheme.parts()).unwrap_or_default().iter().copied()
}

/// `apart` shows the difference of two figures that `shown` shows; it is never negative.
fn row(name: String, before: f64, now: f64, shown: &dyn Fn(f64) -> String, apart: &dyn Fn(f64) -> String) -> Option<Row> {
    if !(before.is_finite() && now.is_finite()) {
        return None;
    }
    let (before_text, now_text) = (shown(before), shown(now));
    let sign = if now > before { "+" } else { "−" };
    let change = if before_text == now_text { "=".to_owned() } else { format!("{sign}{}", apart((now.round() - before.round()).abs())) };
    Some(Row { name, before: before_text, now: now_text, change })
}

/// Out of a hundred.
fn points(attempt: &Attempt) -> Option<f64> {
    attempt.points().map(|points| points * 100.0)
}

fn long_pauses(attempt: &Attempt) -> Option<f64> {
    let pauses = &attempt.measurements.as_ref()?.pauses;
    Some(pauses.iter().filter(|pause| pause.length() >= SHOWN_PAUSE).count() as f64)
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::*;
    use crate::domain::{Coverage, Language};
    use crate::messages::Catalogue;
    use crate::report::samples::full;

    #[track_caller]
    fn check(before: f64, now: f64, expected: Option<&str>) {
        let time = |seconds: f64| clock(Seconds(seconds));
        let found = row(String::new(), before, now, &time, &time);
        assert_eq!(found.map(|row| row.change).as_deref(), expected);
    }

    #[test]
    fn a_change_is_the_difference_of_what_is_shown() {
        check(60.0, 72.0, Some("+0:12"));
        check(72.4, 60.0, Some("−0:12"));
        check(60.0, 60.3, Some("="));
        check(f64::NAN, 60.0, None);
    }

    #[test]
    fn shares_differ_by_points_in_both_languages() {
        let change = |language, before: f64, now: f64| {
            let (catalogue, zone) = (Catalogue::new(language), TimeZone::UTC);
            let share = |share: f64| {
                let coverage = Coverage { shares: [(Part::Action, share)].into(), ..full().coverage.unwrap() };
                Attempt { coverage: Some(coverage), ..full() }
            };
            let rows = rows(&share(before), &share(now), &Page { catalogue: &catalogue, zone: &zone, width: 80 });
            let row = rows.into_iter().find(|row| row.name.starts_with("A ")).unwrap();
            [row.before, row.now, row.change]
        };
        assert_eq!(change(Language::En, 0.44, 0.60), ["44%", "60%", "+16 points"]);
        assert_eq!(change(Language::En, 0.6, 0.59), ["60%", "59%", "−1 point"]);
        assert_eq!(change(Language::En, 0.6, 0.601), ["60%", "60%", "="]);
        assert_eq!(change(Language::Ko, 0.44, 0.60), ["44%", "60%", "+16%p"]);
        assert_eq!(change(Language::Ko, 0.6, 0.5), ["60%", "50%", "−10%p"]);
    }
}
