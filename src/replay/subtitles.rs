//! An answer as lines to read while it sounds, or where nothing can sound.

use crate::domain::{Part, Seconds, Span, Word};

use super::Timeline;

/// A line holds at most so many words, about as many as are said in four seconds.
const WORDS_IN_LINE: usize = 10;

#[derive(Clone, Debug, PartialEq)]
pub struct Subtitle {
    /// When it sounds.
    pub at: Seconds,
    pub line: Line,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Line {
    /// Fillers stand in brackets.
    Words {
        part: Option<Part>,
        text: String,
    },
    Pause(Seconds),
    /// A filler that no word stands for.
    Filler,
    Finding(String),
}

/// Words, pauses, fillers and findings that begin in `span`, in the order they sound.
pub fn subtitles(timeline: &Timeline, span: Span) -> Vec<Subtitle> {
    let mut found: Vec<Subtitle> = lines(timeline, span).chain(marks(timeline)).filter(|subtitle| span.contains(subtitle.at)).collect();
    found.sort_by(|one, other| one.at.0.total_cmp(&other.at.0));
    found
}

/// The words cut where a sentence ends, a part changes, or there is a pause.
fn lines(timeline: &Timeline, span: Span) -> impl Iterator<Item = Subtitle> {
    let first = timeline.words.partition_point(|word| word.start < span.start);
    let words = &timeline.words[first..];
    let goes_on = move |one: &Word, next: &Word| {
        let middle = |pause: &Span| Seconds((pause.start.0 + pause.end.0) / 2.0);
        let is_pause_between = timeline.pauses.iter().any(|pause| one.start <= middle(pause) && middle(pause) < next.start);
        !one.text.ends_with(['.', '?', '!'])
            && !is_pause_between
            && timeline.told_at(one.start) == timeline.told_at(next.start)
            && next.start < span.end
    };
    words.chunk_by(goes_on).flat_map(even_lines).map(|words| Subtitle {
        at: words[0].start,
        line: Line::Words {
            part: timeline.told_at(words[0].start),
            text: words.iter().map(|word| bracketed(timeline, word)).collect::<Vec<_>>().join(" "),
        },
    })
}

/// No line of a sentence is much shorter than the others.
fn even_lines(sentence: &[Word]) -> std::slice::Chunks<'_, Word> {
    let lines = sentence.len().div_ceil(WORDS_IN_LINE);
    sentence.chunks(sentence.len().div_ceil(lines))
}

fn bracketed(timeline: &Timeline, word: &Word) -> String {
    if timeline.is_filler(word) { format!("({})", word.text) } else { word.text.clone() }
}

fn marks(timeline: &Timeline) -> impl Iterator<Item = Subtitle> {
    let pauses = timeline.pauses.iter().map(|pause| Subtitle { at: pause.start, line: Line::Pause(pause.length()) });
    let is_wordless = |filler: &&Span| !timeline.words.iter().any(|word| word.span().overlap(**filler) > Seconds::ZERO);
    let fillers = timeline.fillers.iter().filter(is_wordless).map(|filler| Subtitle { at: filler.start, line: Line::Filler });
    let findings = timeline.findings.iter().map(|finding| Subtitle { at: finding.at, line: Line::Finding(finding.text.clone()) });
    pauses.chain(fillers).chain(findings)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::replay::{PartSpan, Remark};

    /// `S`, `T`, `A`, `R` or `.` before words, `-` before the length of a pause, `f` for a filler, `!` before a finding.
    fn shown(subtitles: &[Subtitle]) -> Vec<String> {
        let line = |subtitle: &Subtitle| match &subtitle.line {
            Line::Words { part, text } => format!("{} {} {text}", subtitle.at.0, part.unwrap_or_default().letter()),
            Line::Pause(length) => format!("{} - {}", subtitle.at.0, length.0),
            Line::Filler => format!("{} f", subtitle.at.0),
            Line::Finding(text) => format!("{} ! {text}", subtitle.at.0),
        };
        subtitles.iter().map(line).collect()
    }

    /// One word a second.
    fn words(text: &str) -> Vec<Word> {
        let word = |(at, text): (usize, &str)| Word { text: text.to_owned(), start: Seconds(at as f64), end: Seconds(at as f64 + 0.8), p: 1.0 };
        text.split(' ').enumerate().filter(|(_, text)| *text != "_").map(word).collect()
    }

    #[track_caller]
    fn check(timeline: &Timeline, span: Span, expected: &[&str]) {
        assert_eq!(shown(&subtitles(timeline, span)), expected);
    }

    fn answer() -> Timeline {
        let part = |part, start, end| PartSpan { part, span: Span::new(start, end) };
        Timeline {
            length: Seconds(20.0),
            words: words("It was slow. _ So um I measured. _ _ 이초로 줄었습니다. Thanks"),
            parts: vec![part(Part::Situation, 0.0, 2.8), part(Part::Action, 4.0, 7.8), part(Part::Result, 10.0, 11.8)],
            findings: vec![Remark { at: Seconds(8.0), text: "silence".to_owned() }],
            pauses: vec![Span::new(8.0, 10.0)],
            fillers: vec![Span::new(3.1, 3.5), Span::new(5.0, 5.5)],
        }
    }

    #[test]
    fn lines_end_with_sentences_parts_and_pauses_and_marks_stand_at_their_moments() {
        check(
            &answer(),
            Span::new(0.0, 20.0),
            &["0 S It was slow.", "3.1 f", "4 A So (um) I measured.", "8 - 2", "8 ! silence", "10 R 이초로 줄었습니다.", "12 . Thanks"],
        );
    }

    #[test]
    fn a_passage_shows_what_begins_in_it() {
        check(&answer(), Span::new(5.0, 8.0), &["5 A (um) I measured."]);
        check(&answer(), Span::new(30.0, 31.0), &[]);
        check(&Timeline::default(), Span::new(0.0, 1.0), &[]);
    }

    #[test]
    fn a_pause_inside_a_sentence_breaks_the_line() {
        let timeline = Timeline { words: words("I _ _ went"), pauses: vec![Span::new(1.0, 3.0)], ..Timeline::default() };
        check(&timeline, Span::new(0.0, 9.0), &["0 . I", "1 - 2", "3 . went"]);
    }

    #[test]
    fn a_long_sentence_takes_several_lines_of_one_length() {
        let timeline = Timeline { words: words("1 2 3 4 5 6 7 8 9 10 11"), ..Timeline::default() };
        check(&timeline, Span::new(0.0, 99.0), &["0 . 1 2 3 4 5 6", "6 . 7 8 9 10 11"]);
    }
}
