//! A written script against the clock, and against what was said: how long it takes at one's own pace, where it can be cut, what was left out.

use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::domain::{Language, PerMinute, Seconds, Span, Word};

use super::fillers::{is_counted_filler, letters};
use super::sentence_end::ends_sentence;
use super::syllables::syllables;

/// A sentence of the script and when it would be said.
#[derive(Clone, Debug, PartialEq)]
pub struct TimedSentence {
    pub text: String,
    pub span: Span,
}

/// The sentences of a script: cut at line ends and where a sentence ends in speech. Markdown headings are not said and left out.
pub fn script_sentences(script: &str, language: Language) -> Vec<String> {
    let mut found = Vec::new();
    for line in script.lines().map(str::trim).filter(|line| !line.starts_with('#')) {
        let mut sentence: Vec<&str> = Vec::new();
        for word in line.split_whitespace() {
            sentence.push(word);
            if ends_sentence(word, language) {
                found.push(std::mem::take(&mut sentence).join(" "));
            }
        }
        found.push(sentence.join(" "));
    }
    found.retain(|sentence| syllables(sentence, language) > 0);
    found
}

/// When each sentence would be said at `rate`, the syllables a minute of whole answers, pauses included.
pub fn time_sentences(sentences: &[String], language: Language, rate: PerMinute) -> Vec<TimedSentence> {
    let mut start = Seconds::ZERO;
    let timed = sentences.iter().map(|text| {
        let end = start + Seconds(syllables(text, language) as f64 * 60.0 / rate.0);
        let span = Span { start, end };
        start = end;
        TimedSentence { text: text.clone(), span }
    });
    timed.collect()
}

/// Which sentences could go so that the rest ends by `longest`; none where it does already, or where what has to stay is too long by itself.
///
/// Beginning and end stay, for they greet, name and close: two sentences each, one in a script of fewer than six. Of the others those without a
/// figure go first, because a figure is what an interviewer keeps; among these as few as possible.
pub fn cuts(sentences: &[TimedSentence], longest: Seconds) -> Vec<usize> {
    let stays = if sentences.len() < 6 { 1 } else { 2 };
    let middle = stays..sentences.len().saturating_sub(stays).max(stays);
    let length = |index: usize| sentences[index].span.length();
    let mut left = (0..sentences.len()).map(length).sum::<Seconds>() - longest;
    let mut chosen = Vec::new();
    for with_figures in [false, true] {
        let mut offered: Vec<usize> =
            middle.clone().filter(|&index| sentences[index].text.contains(|c: char| c.is_ascii_digit()) == with_figures).collect();
        offered.sort_by(|&a, &b| length(b).0.total_cmp(&length(a).0));
        while left > Seconds::ZERO && !offered.is_empty() {
            // The shortest that is enough; where none is, the longest there is.
            let enough = offered.iter().rposition(|&index| length(index) >= left).unwrap_or(0);
            let index = offered.remove(enough);
            left = left - length(index);
            chosen.push(index);
        }
    }
    chosen.sort_unstable();
    if left > Seconds::ZERO { Vec::new() } else { chosen }
}

/// How far what was said left the script.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Departure {
    /// The share of the script that was said, 0 to 1, by letters.
    pub said: f64,
    /// Sentences of which less than [`LEFT_OUT`] was said.
    pub left_out: Vec<String>,
    /// Phrases of three words and more that are not in the script.
    pub added: Vec<String>,
}

/// A sentence of which less than this share was said counts as left out.
pub const LEFT_OUT: f64 = 0.4;
/// Shorter matches are chance: most sentences share single letters.
const SHORTEST_MATCH: usize = 3;
const SHORTEST_ADDITION: usize = 3;
/// A word of which this share was matched comes from the script; endings such as 니다 match by chance.
const FROM_SCRIPT: f64 = 0.75;

/// Compared letter by letter, so that spacing, punctuation and particles matter little. Fillers are no additions.
pub fn departure(sentences: &[String], words: &[Word], language: Language) -> Departure {
    let said: Vec<&Word> = words.iter().filter(|word| !is_counted_filler(&word.text, language)).collect();
    let (script, owners) = spelled(sentences.iter().map(String::as_str));
    let (spoken, speakers) = spelled(said.iter().map(|word| word.text.as_str()));
    let (mut kept, mut matched) = (vec![0_usize; sentences.len()], vec![0_usize; said.len()]);
    for op in capture_diff_slices(Algorithm::Myers, &script, &spoken) {
        if let DiffOp::Equal { old_index, new_index, len } = op
            && len >= SHORTEST_MATCH
        {
            owners[old_index..old_index + len].iter().for_each(|&sentence| kept[sentence] += 1);
            speakers[new_index..new_index + len].iter().for_each(|&word| matched[word] += 1);
        }
    }
    let is_from_script: Vec<bool> =
        said.iter().zip(&matched).map(|(word, &matched)| matched as f64 >= FROM_SCRIPT * letters(&word.text).chars().count() as f64).collect();
    let length = |sentence: usize| owners.iter().filter(|&&owner| owner == sentence).count();
    let is_left_out = |sentence: &usize| (kept[*sentence] as f64) < LEFT_OUT * length(*sentence) as f64;
    Departure {
        said: if script.is_empty() { 0.0 } else { kept.iter().sum::<usize>() as f64 / script.len() as f64 },
        left_out: (0..sentences.len()).filter(is_left_out).map(|sentence| sentences[sentence].clone()).collect(),
        added: additions(&said, &is_from_script),
    }
}

/// All letters in order, and the text that each belongs to.
fn spelled<'a>(texts: impl Iterator<Item = &'a str>) -> (Vec<char>, Vec<usize>) {
    texts.enumerate().flat_map(|(owner, text)| letters(text).chars().map(|letter| (letter, owner)).collect::<Vec<_>>()).unzip()
}

/// Runs of words that do not come from the script.
fn additions(said: &[&Word], is_from_script: &[bool]) -> Vec<String> {
    let indices: Vec<usize> = (0..said.len()).collect();
    let runs = indices.chunk_by(|&a, &b| is_from_script[a] == is_from_script[b]);
    let added = runs.filter(|run| !is_from_script[run[0]] && run.len() >= SHORTEST_ADDITION);
    added.map(|run| run.iter().map(|&index| said[index].text.as_str()).collect::<Vec<_>>().join(" ")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn owned(sentences: &[&str]) -> Vec<String> {
        sentences.iter().map(|&sentence| sentence.to_owned()).collect()
    }

    fn words(text: &str) -> Vec<Word> {
        let word = |text: &str| Word { text: text.to_owned(), start: Seconds::ZERO, end: Seconds::ZERO, p: 1.0 };
        text.split_whitespace().map(word).collect()
    }

    #[test]
    fn a_script_is_cut_where_sentences_end_and_at_line_ends() {
        let check = |script, language, expected: &[&str]| assert_eq!(script_sentences(script, language), owned(expected), "{script}");
        check("", Language::Ko, &[]);
        check(
            "# 자기소개\n안녕하세요 저는 김민수입니다 클라우드를 다룹니다.\n\n감사합니다",
            Language::Ko,
            &["안녕하세요", "저는 김민수입니다", "클라우드를 다룹니다.", "감사합니다"],
        );
        check("I'm Kim. I run e.g. clouds\nThank you!\r\n---", Language::En, &["I'm Kim.", "I run e.g. clouds", "Thank you!"]);
    }

    #[test]
    fn sentences_take_their_syllables_at_the_given_rate() {
        let timed = time_sentences(&owned(&["안녕하세요.", "2015년입니다."]), Language::Ko, PerMinute(300.0));
        assert_eq!(timed[0].span, Span::new(0.0, 1.0));
        assert!((timed[1].span.length().0 - 1.6).abs() < 1e-9); // 이천십오년입니다
    }

    #[test]
    fn as_little_as_possible_is_cut_figures_last_and_never_the_beginning_or_the_end() {
        let check = |lengths: &[(f64, &str)], longest: f64, expected: &[usize]| {
            let mut start = 0.0;
            let timed: Vec<TimedSentence> = lengths
                .iter()
                .map(|&(length, text)| {
                    start += length;
                    TimedSentence { text: text.to_owned(), span: Span::new(start - length, start) }
                })
                .collect();
            assert_eq!(cuts(&timed, Seconds(longest)), expected, "{lengths:?} {longest}");
        };
        let short = [(5.0, ""), (10.0, ""), (6.0, ""), (5.0, "")];
        check(&short, 30.0, &[]);
        check(&short, 20.0, &[2]);
        check(&short, 17.0, &[1]);
        check(&short, 12.0, &[1, 2]);
        check(&short, 8.0, &[]); // even both are not enough
        let long = [(1.0, ""), (3.0, ""), (9.0, "30%"), (4.0, ""), (3.0, ""), (1.0, "")];
        check(&long, 18.0, &[3]);
        check(&long, 15.0, &[2, 3]);
        check(&long, 7.0, &[]);
        check(&[(20.0, ""), (20.0, "")], 10.0, &[]);
        check(&[(20.0, "")], 10.0, &[]);
        check(&[], 10.0, &[]);
    }

    #[test]
    fn what_was_left_out_and_what_was_added_is_named() {
        let script = owned(&["안녕하세요.", "저는 김민수입니다.", "지난 5년 동안 서버를 운영했습니다.", "감사합니다."]);
        let found = departure(&script, &words("안녕하세요 음 저는 김민수 입니다 요즘은 보안도 같이 봅니다 감사합니다"), Language::Ko);
        assert_eq!(found.left_out, ["지난 5년 동안 서버를 운영했습니다."]);
        assert_eq!(found.added, ["요즘은 보안도 같이 봅니다"]);
        assert!((0.4..0.7).contains(&found.said), "{}", found.said);
        let same = departure(&script, &words(&script.join(" ")), Language::Ko);
        assert_eq!(same, Departure { said: 1.0, ..Departure::default() });
        let nothing = departure(&script, &[], Language::Ko);
        assert_eq!((nothing.said, nothing.left_out.len()), (0.0, 4));
    }
}
