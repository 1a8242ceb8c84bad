//! A measure over time: as a line, and as a table that says the same.

use jiff::civil::Date;
use maud::{Markup, html};

use super::figure as percent;
use crate::msg;
use crate::report::Page;
use crate::report::progress::{Change, Measure, Trend};
use crate::report::progress_text::{change_name, figure, measure_name};

/// Dots closer to each other cannot be told apart; of more answers several make one.
const MOST_DOTS: usize = 60;

const HEIGHT: f64 = 110.0;
/// Room above and below the line, so that no dot is cut.
const MARGIN: f64 = 6.0;
/// The line is drawn in units of its own and stretched to the width there is.
const UNITS: f64 = 1000.0;

/// One answer, or the mean of several that followed each other.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Dot {
    from: Date,
    to: Date,
    answers: usize,
    value: f64,
}

/// The measure under its name, against the band that it should lie in where it has one; nothing where there are no values.
pub(super) fn trend(trend: &Trend, band: Option<(f64, f64)>, page: &Page<'_>) -> Markup {
    let dots = dots(&trend.values);
    let (Some(first), Some(last)) = (dots.first(), dots.last()) else { return html! {} };
    let top = top(trend.measure, &dots, band);
    let name = page.say(&measure_name(trend));
    let (from, to) = (first.from.to_string(), last.to.to_string());
    let (begin, end) = (figure(trend.measure, first.value), figure(trend.measure, last.value));
    let label = msg!("report-page-trend-label", name = &name, from = from, to = to, begin = begin, end = end);
    html! {
        figure class="trend" {
            figcaption { strong { (name) } " " (change(trend, page)) }
            div class="plot" {
                div class="scale" aria-hidden="true" { span { (figure(trend.measure, top)) } span { (figure(trend.measure, 0.0)) } }
                svg class="line" width="100%" height=(HEIGHT) role="img" aria-label=(page.say(&label)) { (drawing(&dots, top, band)) }
                div class="days" aria-hidden="true" { span { (first.from) } @if dots.len() > 1 { span { (last.to) } } }
            }
            (table(trend.measure, &dots, page))
        }
    }
}

/// From the earlier half to the later one, and what that means.
fn change(trend: &Trend, page: &Page<'_>) -> Markup {
    let class = match trend.change {
        Change::Better => "within",
        Change::Worse => "outside",
        Change::Same | Change::Unknown => "facts",
    };
    html! {
        @if let (Some(earlier), Some(later)) = (trend.earlier, trend.later) {
            span class="figure" { (figure(trend.measure, earlier)) " → " (figure(trend.measure, later)) } " "
        }
        span class=(class) { (page.say(&change_name(trend.change))) }
    }
}

fn dots(values: &[(Date, f64)]) -> Vec<Dot> {
    let several = values.len().div_ceil(MOST_DOTS).max(1);
    let dot = |chunk: &[(Date, f64)]| {
        let value = chunk.iter().map(|(_, value)| value).sum::<f64>() / chunk.len() as f64;
        Some(Dot { from: chunk.first()?.0, to: chunk.last()?.0, answers: chunk.len(), value })
    };
    values.chunks(several).filter_map(dot).collect()
}

/// Points have their own end; everything else ends above what was reached.
fn top(measure: Measure, dots: &[Dot], band: Option<(f64, f64)>) -> f64 {
    if measure == Measure::Points {
        return 1.0;
    }
    let highest = dots.iter().map(|dot| dot.value).chain(band.map(|(_, upper)| upper)).fold(0.0, f64::max);
    if highest > 0.0 { highest * 1.1 } else { 1.0 }
}

fn drawing(dots: &[Dot], top: f64, band: Option<(f64, f64)>) -> Markup {
    let y = |value: f64| MARGIN + (1.0 - (value / top).clamp(0.0, 1.0)) * (HEIGHT - 2.0 * MARGIN);
    let share = |at: usize| if dots.len() < 2 { 0.5 } else { at as f64 / (dots.len() - 1) as f64 };
    let point = |(at, dot): (usize, &Dot)| format!("{:.0},{:.1}", share(at) * UNITS, y(dot.value));
    let line: Vec<String> = dots.iter().enumerate().map(point).collect();
    let lines = [0.0, 0.5, 1.0].map(|share| format!("{:.1}", y(share * top)));
    html! {
        @if let Some((lower, upper)) = band {
            rect class="band" width="100%" y=(format!("{:.1}", y(upper))) height=(format!("{:.1}", y(lower) - y(upper))) {}
        }
        @for y in &lines { line class="floor" x1="0" x2="100%" y1=(y) y2=(y) {} }
        svg width="100%" height=(HEIGHT) viewBox=(format!("0 0 {UNITS:.0} {HEIGHT:.0}")) preserveAspectRatio="none" {
            polyline points=(line.join(" ")) vector-effect="non-scaling-stroke" {}
        }
        @for (at, dot) in dots.iter().enumerate() { circle cx=(percent(share(at) * 100.0)) cy=(format!("{:.1}", y(dot.value))) r="3" {} }
    }
}

fn table(measure: Measure, dots: &[Dot], page: &Page<'_>) -> Markup {
    html! {
        details {
            summary { (page.say(&msg!("report-page-as-table"))) }
            table {
                thead { tr { @for name in [msg!("report-history-date"), msg!("report-page-answer-count"), msg!("report-page-value")] { th scope="col" { (page.say(&name)) } } } }
                tbody { @for dot in dots {
                    tr {
                        th scope="row" { (dot.from) @if dot.to != dot.from { " – " (dot.to) } }
                        td class="figure" { (dot.answers) }
                        td class="figure" { (figure(measure, dot.value)) }
                    }
                } }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_dots(count: usize, dots_expected: usize, answers_of_first: usize) {
        let day = |at: usize| Date::constant(2026, 1, 1).checked_add(jiff::Span::new().days(at as i64)).unwrap();
        let values: Vec<(Date, f64)> = (0..count).map(|at| (day(at), at as f64)).collect();
        let dots = dots(&values);
        assert_eq!((dots.len(), dots.first().map_or(0, |dot| dot.answers)), (dots_expected, answers_of_first));
        assert_eq!(dots.iter().map(|dot| dot.answers).sum::<usize>(), count);
        let sum: f64 = dots.iter().map(|dot| dot.value * dot.answers as f64).sum();
        assert!((sum - values.iter().map(|(_, value)| value).sum::<f64>()).abs() < 1e-6);
    }

    #[test]
    fn every_answer_is_in_one_dot_and_there_are_never_too_many() {
        check_dots(0, 0, 0);
        check_dots(1, 1, 1);
        check_dots(60, 60, 1);
        check_dots(61, 31, 2);
        check_dots(10_000, 60, 167);
    }
}
