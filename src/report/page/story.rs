//! The parts of the answer against their bands, and the points of the candidate's own story.

use maud::{Markup, html};

use super::answer::{Place, go, named};
use super::timeline::part_class;
use super::{Bands, Text, figure};
use crate::domain::{Attempt, Coverage, Message, Part, Scheme, Seconds, StoryPoint, StoryPointSaid};
use crate::msg;
use crate::report::Page;
use crate::report::text::{own_story, part_name, story_rows};

/// The share that a part took, and what it should.
struct Share {
    letter: String,
    name: String,
    class: &'static str,
    share: f64,
    band: Option<(f64, f64)>,
}

pub(super) fn section(attempt: &Attempt, place: Place, page: &Page<'_>, bands: &Bands) -> Markup {
    let Some(coverage) = attempt.coverage.as_ref().filter(|coverage| !coverage.sentences.is_empty()) else { return html! {} };
    let content = html! {
        table class="shares" {
            @for share in shares(coverage, bands, page) { (row(&share, page)) }
        }
        (named(&story_rows(coverage, page), page))
        (points(coverage, page))
        (beyond(coverage, page))
    };
    place.section("story", &page.say(&msg!("report-story")), &content)
}

/// Situation and Task blur into each other, so their band is for both.
fn shares(coverage: &Coverage, bands: &Bands, page: &Page<'_>) -> Vec<Share> {
    let share = |part: Part| coverage.shares.get(&part).copied().unwrap_or(0.0);
    let one = |part: Part| Share {
        letter: part.letter().to_string(),
        name: page.say(&part_name(part)),
        class: part_class(coverage, part),
        share: share(part),
        band: band(coverage.scheme, part, bands),
    };
    let mut rows: Vec<Share> = coverage.scheme.parts().iter().map(|part| one(*part)).collect();
    if coverage.scheme == Scheme::Star {
        let both = share(Part::Situation) + share(Part::Task);
        let name = page.say(&msg!("report-page-setup"));
        rows.insert(2, Share { letter: "S+T".to_owned(), name, class: "part-both", share: both, band: Some((0.0, bands.setup_upper)) });
    }
    if share(Part::Other) > 0.0 {
        rows.push(one(Part::Other));
    }
    rows
}

fn band(scheme: Scheme, part: Part, bands: &Bands) -> Option<(f64, f64)> {
    match (scheme, part) {
        (Scheme::Star, Part::Action) => Some((bands.action_lower, 1.0)),
        (Scheme::Star, Part::Result) => Some(bands.result),
        _ => None,
    }
}

fn row(share: &Share, page: &Page<'_>) -> Markup {
    let whole = |share: f64| format!("{:.0}%", share * 100.0);
    html! {
        tr {
            th scope="row" { span class={ "chip " (share.class) } { (share.letter) } " " (share.name) }
            td class="figure" { (whole(share.share)) }
            td class="drawn" {
                svg class={ "bar " (share.class) } width="100%" height="16" aria-hidden="true" {
                    rect class="ground" y="4" width="100%" height="8" {}
                    rect class="used" y="4" width=(figure((share.share * 100.0).clamp(0.0, 100.0))) height="8" {}
                    @if let Some((lower, upper)) = share.band {
                        rect class="band" x=(figure(lower * 100.0)) y="1" width=(figure((upper - lower) * 100.0)) height="14" {}
                    }
                }
            }
            td class="wanted" { @if let Some(band) = share.band { (page.say(&band_text(band))) } }
        }
    }
}

fn band_text((lower, upper): (f64, f64)) -> Message {
    let whole = |share: f64| format!("{:.0}", share * 100.0);
    match (lower, upper) {
        (lower, upper) if lower <= 0.0 => msg!("report-page-band-upper", upper = whole(upper)),
        (lower, upper) if upper >= 1.0 => msg!("report-page-band-lower", lower = whole(lower)),
        (lower, upper) => msg!("report-page-band-between", lower = whole(lower), upper = whole(upper)),
    }
}

fn points(coverage: &Coverage, page: &Page<'_>) -> Markup {
    if coverage.story.is_empty() {
        return html! {};
    }
    html! {
        p class="lead" { (page.say(&msg!("report-page-points"))) }
        @if let Some((_, counts)) = own_story(coverage, page).first() { p { (Text(counts)) } }
        ul class="points" { @for point in &coverage.story {
            li class=(said_class(point.said)) {
                span class="said" { (page.say(&said(point.said))) }
                " " span class={ "chip " (part_class(coverage, point.part)) } { (point.part.letter()) }
                " " (Text(&point.point))
                @if let Some(at) = told_at(point, coverage) { " " (go(at, page)) }
            }
        } }
    }
}

fn told_at(point: &StoryPoint, coverage: &Coverage) -> Option<Seconds> {
    coverage.sentences.get(point.sentence?)?.start
}

fn said(said: StoryPointSaid) -> Message {
    match said {
        StoryPointSaid::Said => msg!("report-page-said"),
        StoryPointSaid::Partly => msg!("report-page-partly"),
        StoryPointSaid::NotSaid => msg!("report-page-not-said"),
        StoryPointSaid::CannotTell => msg!("report-page-cannot-tell"),
    }
}

fn said_class(said: StoryPointSaid) -> &'static str {
    match said {
        StoryPointSaid::Said => "yes",
        StoryPointSaid::Partly => "partly",
        StoryPointSaid::NotSaid => "no",
        StoryPointSaid::CannotTell => "unknown",
    }
}

/// What was said and does not stand in the note.
fn beyond(coverage: &Coverage, page: &Page<'_>) -> Markup {
    let sentences: Vec<_> = coverage.beyond.iter().filter_map(|at| coverage.sentences.get(*at)).collect();
    if sentences.is_empty() {
        return html! {};
    }
    html! {
        p class="lead" { (page.say(&msg!("report-beyond"))) }
        ul { @for sentence in sentences { li { (Text(&sentence.text)) @if let Some(at) = sentence.start { " " (go(at, page)) } } } }
    }
}
