//! The candidate's own list of words that mean the same to him: a group a line, its words separated by `=` or commas, in either language.

use crate::domain::Message;
use crate::msg;

/// Words that mean the same, each in one or several words.
pub type Group = Vec<String>;

/// A line that is no group. It is left out, and the others count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadLine {
    /// Counted from 1.
    pub line: usize,
    pub fault: Fault,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Only this word, or the same one again.
    Alone(String),
    /// Nothing stands on one side of a separator.
    Gap,
    /// This has neither a letter nor a digit.
    NoLetters(String),
}

impl Fault {
    pub fn message(&self) -> Message {
        match self {
            Fault::Alone(word) => msg!("note-synonyms-alone", word = word),
            Fault::Gap => msg!("note-synonyms-gap"),
            Fault::NoLetters(word) => msg!("note-synonyms-no-letters", word = word),
        }
    }

    pub fn fix(&self) -> Message {
        match self {
            Fault::Alone(word) => msg!("note-synonyms-alone-fix", word = word),
            Fault::Gap => msg!("note-synonyms-gap-fix"),
            Fault::NoLetters(_) => msg!("note-synonyms-no-letters-fix"),
        }
    }
}

/// The groups of `text` and the lines that are none. Empty lines say nothing, and so does what stands behind a `#` that begins a line or follows a space.
pub fn read_synonyms(text: &str) -> (Vec<Group>, Vec<BadLine>) {
    let (mut groups, mut bad) = (Vec::new(), Vec::new());
    for (at, line) in text.lines().enumerate() {
        let line = without_comment(line);
        if line.trim().is_empty() {
            continue;
        }
        match group(line) {
            Ok(group) => groups.push(group),
            Err(fault) => bad.push(BadLine { line: at + 1, fault }),
        }
    }
    (groups, bad)
}

/// `C#` has no comment in it.
fn without_comment(line: &str) -> &str {
    let begins = |(at, _): &(usize, &str)| line[..*at].chars().next_back().is_none_or(char::is_whitespace);
    line.match_indices('#').find(begins).map_or(line, |(at, _)| &line[..at])
}

fn group(line: &str) -> Result<Group, Fault> {
    let mut group = Group::new();
    for part in line.split(['=', ',', '\u{ff0c}', '\u{ff1d}']) {
        let word = part.split_whitespace().collect::<Vec<_>>().join(" ");
        if word.is_empty() {
            return Err(Fault::Gap);
        }
        if !word.chars().any(char::is_alphanumeric) {
            return Err(Fault::NoLetters(word));
        }
        if group.iter().all(|other| other.to_lowercase() != word.to_lowercase()) {
            group.push(word);
        }
    }
    match group.as_slice() {
        [only] => Err(Fault::Alone(only.clone())),
        _ => Ok(group),
    }
}

/// Every two words of a group.
pub fn pairs(groups: &[Group]) -> Vec<(String, String)> {
    let of_group = |group: &Group| {
        let pairs = group.iter().enumerate().flat_map(|(at, one)| group[at + 1..].iter().map(move |other| (one.clone(), other.clone())));
        pairs.collect::<Vec<_>>()
    };
    groups.iter().flat_map(of_group).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_line_is_a_group_of_words_that_mean_the_same() {
        #[track_caller]
        fn check(text: &str, expected: &[&[&str]]) {
            let (groups, bad) = read_synonyms(text);
            assert_eq!(bad, [], "{text:?}");
            assert_eq!(groups, expected.iter().map(|group| group.iter().map(|&word| word.to_owned()).collect()).collect::<Vec<Group>>(), "{text:?}");
        }
        check("", &[]);
        check("# my words\n\n   \n", &[]);
        check("온프레미스 = 사내 서버, on-premises\n정산=settlement", &[&["온프레미스", "사내 서버", "on-premises"], &["정산", "settlement"]]);
        check("C# = 씨샵 # a language\r\n", &[&["C#", "씨샵"]]);
        check("  사내   서버 ,on  premises ", &[&["사내 서버", "on premises"]]);
        check("EKS = eks = Kubernetes", &[&["EKS", "Kubernetes"]]);
        check("정산，settlement", &[&["정산", "settlement"]]);
    }

    #[test]
    fn a_line_that_is_no_group_is_named_and_the_others_count() {
        #[track_caller]
        fn check(line: &str, fault: Fault) {
            let (groups, bad) = read_synonyms(&format!("a = b\n{line}\nc = d\n"));
            assert_eq!((groups.len(), bad), (2, vec![BadLine { line: 2, fault }]), "{line}");
        }
        check("정산", Fault::Alone("정산".to_owned()));
        check("EKS = eks", Fault::Alone("EKS".to_owned()));
        check("정산 =", Fault::Gap);
        check("= 정산", Fault::Gap);
        check("정산 = , settlement", Fault::Gap);
        check("= # nothing", Fault::Gap);
        check("정산 = ->", Fault::NoLetters("->".to_owned()));
    }

    #[test]
    fn every_two_words_of_a_group_are_a_pair() {
        let (groups, _) = read_synonyms("a = b = c\nd = e");
        let pairs = pairs(&groups);
        let pairs: Vec<(&str, &str)> = pairs.iter().map(|(one, other)| (one.as_str(), other.as_str())).collect();
        assert_eq!(pairs, [("a", "b"), ("a", "c"), ("b", "c"), ("d", "e")]);
    }

    proptest! {
        #[test]
        fn whatever_is_written_each_line_is_a_group_or_named_or_empty(text in "[a-z가-힣=,# \\n]{0,60}") {
            let (groups, bad) = read_synonyms(&text);
            prop_assert!(groups.len() + bad.len() <= text.lines().count());
            prop_assert!(groups.iter().all(|group| group.len() >= 2 && group.iter().all(|word| word.chars().any(char::is_alphanumeric))));
            prop_assert!(bad.iter().all(|bad| (1..=text.lines().count()).contains(&bad.line)));
        }
    }
}
