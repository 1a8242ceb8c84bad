//! The words as a Praat TextGrid: tiers of words, of sentences with their labels, and of pauses.

use crate::domain::{Attempt, Seconds, Span, harmless};

/// A stretch of a tier and what it says.
struct Interval {
    start: f64,
    end: f64,
    text: String,
}

/// In Praat's long text form, UTF-8. Its tiers are `words`, `sentences` (`S Our pages were slow.`) and `pauses` (their length).
pub fn textgrid(attempt: &Attempt) -> String {
    let words = attempt.transcript.iter().flat_map(|transcript| &transcript.words).map(|word| (word.span(), word.text.clone()));
    let sentences = attempt.coverage.iter().flat_map(|coverage| &coverage.sentences);
    let sentences = sentences.filter_map(|sentence| Some((sentence.span()?, format!("{} {}", sentence.label.code(), sentence.text))));
    let pauses = attempt.measurements.iter().flat_map(|measured| &measured.pauses);
    let pauses = pauses.map(|pause| (Span { start: pause.start, end: pause.end }, format!("{:.3}", pause.length().0)));
    let tiers = [("words", words.collect::<Vec<_>>()), ("sentences", sentences.collect()), ("pauses", pauses.collect())];
    let ends = tiers.iter().flat_map(|(_, stretches)| stretches).map(|(span, _)| span.end);
    let length = attempt.duration_s.into_iter().chain(ends).fold(Seconds::ZERO, Seconds::max).to_millis().0;
    let mut grid = format!(
        "File type = \"ooTextFile\"\nObject class = \"TextGrid\"\n\nxmin = 0\nxmax = {length}\ntiers? <exists>\nsize = {}\nitem []:\n",
        tiers.len()
    );
    for (at, (name, stretches)) in tiers.iter().enumerate() {
        grid += &tier(at + 1, name, &intervals(stretches, length), length);
    }
    grid
}

/// The stretches with what lies between them, from beginning to end; what a stretch shares with the one before it stays with that one.
fn intervals(stretches: &[(Span, String)], length: f64) -> Vec<Interval> {
    let (mut intervals, mut at) = (Vec::new(), 0.0);
    for (span, text) in stretches {
        let (start, end) = (span.start.to_millis().0.max(at), span.end.to_millis().0.min(length));
        if end <= start {
            continue;
        }
        if start > at {
            intervals.push(Interval { start: at, end: start, text: String::new() });
        }
        intervals.push(Interval { start, end, text: text.clone() });
        at = end;
    }
    if length > at {
        intervals.push(Interval { start: at, end: length, text: String::new() });
    }
    intervals
}

fn tier(number: usize, name: &str, intervals: &[Interval], length: f64) -> String {
    let mut tier = format!(
        "    item [{number}]:\n        class = \"IntervalTier\"\n        name = \"{name}\"\n        xmin = 0\n        xmax = {length}\n        \
         intervals: size = {}\n",
        intervals.len()
    );
    for (at, interval) in intervals.iter().enumerate() {
        let (start, end, text) = (interval.start, interval.end, harmless(&interval.text).replace('"', "\"\""));
        tier += &format!("        intervals [{}]:\n            xmin = {start}\n            xmax = {end}\n            text = \"{text}\"\n", at + 1);
    }
    tier
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::samples;

    #[track_caller]
    fn check(stretches: &[(f64, f64, &str)], length: f64, expected: &[(f64, f64, &str)]) {
        let stretches: Vec<_> = stretches.iter().map(|(start, end, text)| (Span::new(*start, *end), (*text).to_owned())).collect();
        let found = intervals(&stretches, length);
        let found: Vec<_> = found.iter().map(|one| (one.start, one.end, one.text.as_str())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_tier_covers_everything_once() {
        check(&[], 2.0, &[(0.0, 2.0, "")]);
        check(&[], 0.0, &[]);
        check(&[(0.0, 1.0, "a"), (1.0, 2.0, "b")], 2.0, &[(0.0, 1.0, "a"), (1.0, 2.0, "b")]);
        check(&[(0.5, 1.0, "a")], 2.0, &[(0.0, 0.5, ""), (0.5, 1.0, "a"), (1.0, 2.0, "")]);
        check(&[(0.0, 1.2, "a"), (1.0, 2.0, "b")], 2.0, &[(0.0, 1.2, "a"), (1.2, 2.0, "b")]);
        check(&[(0.0, 1.0, "a"), (0.2, 0.8, "inside"), (0.9, 0.9, "nothing")], 1.0, &[(0.0, 1.0, "a")]);
        check(&[(0.0, 9.0, "beyond")], 2.0, &[(0.0, 2.0, "beyond")]);
    }

    #[test]
    fn praat_reads_its_three_tiers() {
        let grid = textgrid(&samples::full());
        assert!(grid.starts_with("File type = \"ooTextFile\"\nObject class = \"TextGrid\"\n\nxmin = 0\nxmax = 68.2\ntiers? <exists>\nsize = 3\n"));
        for part in ["name = \"words\"", "text = \"slow.\"", "name = \"sentences\"", "text = \"S Our pages were slow.\"", "text = \"2.400\""] {
            assert!(grid.contains(part), "{part}: {grid}");
        }
    }

    #[test]
    fn quotation_marks_are_doubled() {
        let mut attempt = samples::full();
        attempt.transcript.as_mut().unwrap().words[0].text = "\"Our\"\n".to_owned();
        assert!(textgrid(&attempt).contains("text = \"\"\"Our\"\" \"\n"));
    }
}
