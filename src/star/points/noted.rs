//! Under which part of the candidate's own note stands what a sentence tells. He has divided his story himself, and what he says aloud is read by that division:
//! a word that his note has under Task alone speaks for Task, and the sentence that told a point speaks for the part of the point.

use super::item::Item;
use super::{Heard, Point, sought};
use crate::domain::{Language, Part, StoryPoint, StoryPointSaid};

/// A sentence that tells a part names a word which stands under this part alone so often,
const NAMED_WHERE_IT_STANDS: f64 = 0.35;
/// and one that tells another part so often. Both were set before anything was counted; `tests/it/told.rs` counts.
const NAMED_ELSEWHERE: f64 = 0.05;

/// Words of one sentence together speak against a part by no more than this: words of a story are not told independently of each other.
const MOST: f64 = 4.0;
/// Against none of the parts they speak less: asides name what the story is about, too.
const MOST_AGAINST_NONE: f64 = 1.0;

/// What a point that a sentence told speaks for its part.
const SAID: f64 = 3.0;
const PARTLY_SAID: f64 = 1.5;

impl Heard {
    /// For each sentence what the note speaks for each of `parts` and last for none of them (natural-log odds, 0 for all where it says nothing). `told` is what
    /// was said of `points`.
    pub fn noted(&self, points: &[Point], told: &[StoryPoint], parts: &[Part], language: Language) -> Vec<Vec<f64>> {
        let named = places_of_items(points, parts, language);
        let mut noted: Vec<Vec<f64>> = Vec::with_capacity(self.sentences.len());
        for said in &self.sentences {
            let mut sums = vec![0.0; parts.len() + 1];
            for (item, places) in named.iter().filter(|(item, _)| said.holds(item)) {
                sums.iter_mut().zip(ratios(places)).for_each(|(sum, ratio)| *sum += item.weight() * ratio.ln());
            }
            let most = sums.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let limits = parts.iter().map(|_| MOST).chain([MOST_AGAINST_NONE]);
            noted.push(sums.iter().zip(limits).map(|(sum, limit)| (sum - most).max(-limit)).collect());
        }
        for point in told {
            let place = parts.iter().position(|part| *part == point.part);
            if let (Some(sentence), Some(place)) = (point.sentence.and_then(|at| noted.get_mut(at)), place) {
                sentence[place] += weight(point.said);
            }
        }
        noted
    }
}

fn weight(said: StoryPointSaid) -> f64 {
    match said {
        StoryPointSaid::Said => SAID,
        StoryPointSaid::Partly => PARTLY_SAID,
        StoryPointSaid::NotSaid | StoryPointSaid::CannotTell => 0.0,
    }
}

/// What the points name, each once, and under which of the parts it stands; last that it stands nowhere else.
fn places_of_items(points: &[Point], parts: &[Part], language: Language) -> Vec<(Item, Vec<bool>)> {
    let mut named: Vec<(Item, Vec<bool>)> = Vec::new();
    for point in points {
        let Some(place) = parts.iter().position(|part| *part == point.part) else { continue };
        for item in sought(point, language).items {
            let known = named.iter().position(|(known, _)| *known == item).unwrap_or_else(|| {
                named.push((item, vec![false; parts.len() + 1]));
                named.len() - 1
            });
            named[known].1[place] = true;
        }
    }
    named
}

/// How much oftener a word is named in each part, and in what tells none of them, than in all on the average. What stands under several parts is shared among
/// them.
fn ratios(places: &[bool]) -> impl Iterator<Item = f64> {
    let here = places.iter().filter(|is_here| **is_here).count().max(1) as f64;
    let often = move |is_here: &bool| NAMED_ELSEWHERE + if *is_here { (NAMED_WHERE_IT_STANDS - NAMED_ELSEWHERE) / here } else { 0.0 };
    let mean = places.iter().map(often).sum::<f64>() / places.len() as f64;
    places.iter().map(move |is_here| often(is_here) / mean)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Scheme;
    use crate::star::tell_points;

    fn noted(points: &[(Part, &str)], sentence: &str) -> Vec<f64> {
        let point = |&(part, text): &(Part, &str)| Point { part, text: text.to_owned(), translation: None, synonyms: Vec::new() };
        let points: Vec<Point> = points.iter().map(point).collect();
        let told = tell_points(&points, &[sentence.to_owned()], Language::Ko, 1.0);
        Heard::new(&[sentence]).noted(&points, &told, Scheme::Star.parts(), Language::Ko).remove(0)
    }

    const POINTS: [(Part, &str); 4] = [
        (Part::Situation, "홈페이지 속도가 느림"),
        (Part::Task, "홈페이지 개선 과제를 맡음"),
        (Part::Action, "CloudFront 적용"),
        (Part::Result, "응답 시간 1초"),
    ];

    #[test]
    fn a_word_speaks_for_the_part_that_it_stands_under() {
        let found = noted(&POINTS, "그래서 클라우드프론트 적용했습니다.");
        assert!(found[2] >= SAID && [0, 1, 3].iter().all(|&other| found[other] < -2.0), "{found:?}");
        assert_eq!(found[4], -MOST_AGAINST_NONE);
    }

    #[test]
    fn a_word_that_stands_under_two_parts_speaks_for_neither_against_the_other() {
        let found = noted(&POINTS, "홈페이지 얘기를 해 보겠습니다.");
        assert_eq!(found[0], found[1]);
        assert!(found[2] < -0.5 && found[2] == found[3], "{found:?}");
        assert_eq!(found[4], -MOST_AGAINST_NONE);
    }

    #[test]
    fn what_the_note_does_not_name_says_nothing() {
        assert_eq!(noted(&POINTS, "날씨가 좋았습니다."), [0.0; 5]);
        assert_eq!(noted(&[], "그래서 클라우드프론트를 적용했습니다."), [0.0; 5]);
    }
}
