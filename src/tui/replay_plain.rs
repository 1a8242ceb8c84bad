//! A replay in plain lines: what sounds, line by line, and what two attempts have in common as a table.

use unicode_width::UnicodeWidthStr;

use crate::domain::{Part, Seconds};
use crate::messages::Catalogue;
use crate::msg;
use crate::replay::{Line, Subtitle, Timeline};

use super::wording::elapsed_clock;

/// `  0:07  A  I measured every request.`
pub fn subtitle_line(catalogue: &Catalogue, subtitle: &Subtitle) -> String {
    let (sign, text) = match &subtitle.line {
        Line::Words { part, text } => (part.map_or(' ', Part::letter), text.clone()),
        Line::Pause(length) => ('p', catalogue.say(&msg!("replay-pause", seconds = format!("{:.1}", length.0)))),
        Line::Filler => ('f', catalogue.say(&msg!("replay-filler"))),
        Line::Finding(text) => ('n', text.clone()),
    };
    format!("{:>6}  {sign}  {text}", elapsed_clock(subtitle.at))
}

/// When and how long each part is told in two attempts, called by their names.
pub fn compared_table(catalogue: &Catalogue, names: [&str; 2], sides: [&Timeline; 2]) -> String {
    let mut parts: Vec<Part> = sides.iter().flat_map(|timeline| &timeline.parts).map(|stretch| stretch.part).collect();
    parts.sort();
    parts.dedup();
    let title = |name: &str| catalogue.say(&msg!("replay-attempt", name = name));
    let head = [catalogue.say(&msg!("replay-part")), title(names[0]), title(names[1])];
    let row = |part: Part| {
        let name = catalogue.say(&msg!("score-part", part = part.code()));
        [name, stretches(catalogue, sides[0], part), stretches(catalogue, sides[1], part)]
    };
    let rows: Vec<[String; 3]> = std::iter::once(head).chain(parts.into_iter().map(row)).collect();
    let widest = |column: usize| rows.iter().map(|row| row[column].width()).max().unwrap_or(0);
    let pad = |text: &str, width: usize| format!("{text}{}", " ".repeat(width - text.width()));
    let line = |row: &[String; 3]| format!("{}  {}  {}", pad(&row[0], widest(0)), pad(&row[1], widest(1)), row[2]);
    rows.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn stretches(catalogue: &Catalogue, timeline: &Timeline, part: Part) -> String {
    let of_part = timeline.parts.iter().filter(|stretch| stretch.part == part);
    let shown: Vec<String> = of_part
        .map(|stretch| {
            let (start, end) = (elapsed_clock(stretch.span.start), elapsed_clock(stretch.span.end));
            catalogue.say(&msg!("replay-stretch", start = start, end = end, seconds = rounded(stretch.span.length())))
        })
        .collect();
    if shown.is_empty() { catalogue.say(&msg!("replay-part-missing")) } else { shown.join(", ") }
}

fn rounded(length: Seconds) -> String {
    format!("{:.0}", length.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Language, Span};
    use crate::replay::PartSpan;

    fn timeline(parts: &[(Part, f64, f64)]) -> Timeline {
        let parts = parts.iter().map(|&(part, start, end)| PartSpan { part, span: Span::new(start, end) }).collect();
        Timeline { parts, ..Timeline::default() }
    }

    #[test]
    fn the_parts_of_two_attempts_stand_side_by_side_in_both_languages() {
        let first = timeline(&[(Part::Situation, 1.0, 10.0), (Part::Action, 12.0, 40.0), (Part::Situation, 41.0, 44.0)]);
        let second = timeline(&[(Part::Action, 2.0, 20.4), (Part::Result, 21.0, 33.0)]);
        let table = |language| compared_table(&Catalogue::new(language), ["1", "3"], [&first, &second]);
        insta::assert_snapshot!(table(Language::En), @r#"
        Part       attempt 1                         attempt 3
        Situation  0:01–0:10 (9 s), 0:41–0:44 (3 s)  not told
        Action     0:12–0:40 (28 s)                  0:02–0:20 (18 s)
        Result     not told                          0:21–0:33 (12 s)
        "#);
        insta::assert_snapshot!(table(Language::Ko), @r#"
        부분  답변 1                            답변 3
        상황  0:01~0:10 (9초), 0:41~0:44 (3초)  없음
        행동  0:12~0:40 (28초)                  0:02~0:20 (18초)
        결과  없음                              0:21~0:33 (12초)
        "#);
    }

    #[test]
    fn a_line_tells_when_and_what() {
        let check = |language, at, line, expected: &str| {
            assert_eq!(subtitle_line(&Catalogue::new(language), &Subtitle { at: Seconds(at), line }), expected);
        };
        let words = |part| Line::Words { part, text: "이초로 (음) 줄었습니다.".to_owned() };
        check(Language::Ko, 7.9, words(Some(Part::Result)), "  0:07  R  이초로 (음) 줄었습니다.");
        check(Language::Ko, 67.0, words(None), "  1:07     이초로 (음) 줄었습니다.");
        check(Language::Ko, 9.0, Line::Pause(Seconds(1.44)), "  0:09  p  (멈춤 1.4초)");
        check(Language::En, 9.0, Line::Pause(Seconds(1.44)), "  0:09  p  (pause of 1.4 s)");
        check(Language::En, 9.0, Line::Filler, "  0:09  f  (filler)");
        check(Language::En, 609.0, Line::Finding("No number".to_owned()), " 10:09  n  No number");
    }
}
