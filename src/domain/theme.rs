//! What a text speaks of: the competencies whose words stand in it. It finds a story for a question that none was written for; it never overrules what
//! a note or its author says.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::sign::{is_hangul, is_word, push_lower, squeezed};

/// The competencies in the order of the list, each with its words; the list says how they count.
static LISTED: LazyLock<Vec<(&str, Vec<&str>)>> = LazyLock::new(|| {
    let lines = include_str!("themes.txt").lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split_once(": ")).map(|(competency, words)| (competency, words.split("; ").collect())).collect()
});

/// Words that are looked for in a text all at once.
struct Words {
    finder: AhoCorasick,
    /// Each word as it stands in a text, with its competency's place in the list.
    all: Vec<(usize, String)>,
}

/// Beginnings of English words and phrases, a blank before each.
static ENGLISH: LazyLock<Words> = LazyLock::new(|| Words::listed(|word| !word.chars().any(is_hangul), spaced));
/// Korean words without blanks: they are spaced as people like.
static KOREAN: LazyLock<Words> = LazyLock::new(|| Words::listed(|word| word.chars().any(is_hangul), squeezed));

impl Words {
    fn listed(is_one: impl Fn(&str) -> bool, as_it_stands: impl Fn(&str) -> String) -> Self {
        let of = |(place, (_, words)): (usize, &(&str, Vec<&str>))| {
            words.iter().filter(|word| is_one(word)).map(|word| (place, as_it_stands(word))).collect::<Vec<_>>()
        };
        let all: Vec<(usize, String)> = LISTED.iter().enumerate().flat_map(of).collect();
        let finder = AhoCorasick::new(all.iter().map(|(_, word)| word)).expect("the list is short");
        Self { finder, all }
    }

    /// Adds how many different words of each competency stand in `text`; of two that lie in each other (`risk`, `calculated risk`) one counts.
    fn count(&self, text: &str, counts: &mut BTreeMap<usize, usize>) {
        let mut standing: Vec<usize> = self.finder.find_overlapping_iter(text).map(|found| found.pattern().as_usize()).collect();
        standing.sort_unstable();
        standing.dedup();
        for &one in &standing {
            let (place, word) = &self.all[one];
            let is_in = |other: &(usize, String)| other.0 == *place && other.1.len() > word.len() && other.1.contains(word.as_str());
            if !standing.iter().any(|&other| is_in(&self.all[other])) {
                *counts.entry(*place).or_default() += 1;
            }
        }
    }
}

/// The competencies that `text` speaks of, each with how many of its words stand there, most first; those of equally many in the order of the list.
pub fn themes(text: &str) -> Vec<(&'static str, usize)> {
    let mut counts = BTreeMap::new();
    ENGLISH.count(&spaced(text), &mut counts);
    KOREAN.count(&squeezed(text), &mut counts);
    let mut found: Vec<_> = counts.into_iter().map(|(place, words)| (LISTED[place].0, words)).collect();
    found.sort_by_key(|(_, words)| std::cmp::Reverse(*words));
    found
}

/// In small letters, a blank before every word and no other signs: ` i didn't wait`.
fn spaced(text: &str) -> String {
    let mut found = String::with_capacity(text.len() + 1);
    let mut in_word = false;
    for sign in text.chars().map(|sign| if sign == '’' { '\'' } else { sign }) {
        let is_part = sign == '\'' || is_word(sign);
        if is_part && !in_word {
            found.push(' ');
        }
        if is_part {
            push_lower(&mut found, sign);
        }
        in_word = is_part;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found = themes(text);
        let most = found.first().map_or(0, |(_, words)| *words);
        let strongest: Vec<&str> = found.into_iter().take_while(|(_, words)| *words == most).map(|(competency, _)| competency).collect();
        assert_eq!(strongest, expected, "{text}");
    }

    #[test]
    fn a_question_speaks_of_the_competency_whose_words_it_uses() {
        check("Tell me about a time you cut costs on a small budget.", &["frugality"]);
        check("예산이 부족한데도 비용을 줄인 경험이 있나요?", &["frugality"]);
        check("Whom did you mentor, and how did they grow?", &["hire-and-develop-the-best"]);
        check("상사의 지시에 반대 의견을 내 본 적이 있습니까?", &["have-backbone"]);
        check("How did you find the root cause?", &["dive-deep", "problem-solving"]);
    }

    #[test]
    fn spaces_and_signs_and_endings_do_not_matter() {
        check("근검 절약", &["frugality"]);
        check("“ROOT-CAUSE” analyses & logs", &["dive-deep"]);
        check("I didn’t wait", &["bias-for-action"]);
    }

    #[test]
    fn an_english_word_counts_where_it_begins() {
        check("an accosted outcast", &[]);
        check("a costly boost", &["frugality"]);
    }

    #[test]
    fn a_word_within_a_longer_one_counts_once() {
        assert_eq!(themes("a calculated risk"), [("bias-for-action", 1)]);
    }

    #[test]
    fn what_speaks_of_nothing_has_no_theme() {
        for text in ["", "?!", "안녕하세요", "What is your name?", "12345"] {
            check(text, &[]);
        }
    }

    /// The shipped questions say what they ask for, so the list has to know nearly all of them.
    #[test]
    fn nine_of_ten_shipped_questions_speak_of_their_competency() {
        let library = crate::prompt::Library::shipped();
        let listed = |prompt: &&crate::domain::Prompt| LISTED.iter().any(|(competency, _)| Some(*competency) == prompt.competency.as_deref());
        let texts: Vec<(&str, &String)> = library
            .prompts()
            .iter()
            .filter(listed)
            .flat_map(|prompt| {
                [&prompt.text.ko, &prompt.text.en].into_iter().flatten().map(|text| (prompt.competency.as_deref().unwrap_or_default(), text))
            })
            .collect();
        let found = texts.iter().filter(|(competency, text)| themes(text).iter().any(|(theme, _)| theme == competency)).count();
        assert!(texts.len() > 100 && found * 10 >= texts.len() * 9, "{found} of {}", texts.len());
    }

    #[test]
    fn every_listed_competency_is_asked_for_and_every_word_stands_once() {
        let library = crate::prompt::Library::shipped();
        for (competency, words) in LISTED.iter() {
            assert!(library.prompts().iter().any(|prompt| prompt.competency.as_deref() == Some(*competency)), "{competency}");
            let mut words: Vec<String> = words.iter().map(|word| if word.chars().any(is_hangul) { squeezed(word) } else { spaced(word) }).collect();
            words.sort();
            words.windows(2).for_each(|pair| assert_ne!(pair[0], pair[1], "{competency}"));
            assert!(words.iter().all(|word| !word.trim().is_empty()), "{competency}");
        }
    }
}
