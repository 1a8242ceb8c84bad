//! Amazon's leadership principles by all the names they go by in notes.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::domain::sign::squeezed;

/// The name that prompts use, and others in small letters without spaces and signs.
static PRINCIPLES: LazyLock<Vec<(&str, Vec<String>)>> = LazyLock::new(|| {
    let lines = include_str!("principles.txt").lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split_once(": ")).map(|(name, others)| (name, others.split("; ").map(squeezed).collect())).collect()
});

/// Each name that a principle goes by.
static NAMES: LazyLock<HashMap<&str, &str>> =
    LazyLock::new(|| PRINCIPLES.iter().flat_map(|(name, others)| others.iter().map(|other| (other.as_str(), *name))).collect());

/// The principle that a heading names, and nothing else: `LP3. Invent and Simplify (발명하고 단순화)`, `Ownership - 주인의식`.
pub fn named(heading: &str) -> Option<&'static str> {
    let heading = heading.trim().trim_end_matches(':');
    let parts = heading.split(['(', ')', '/', '|', '–', '—', '[', ']', '（', '）', ':']).flat_map(|part| part.split(" - "));
    let mut found = None;
    for part in parts {
        let part = without_counter(squeezed(part));
        if part.is_empty() {
            continue;
        }
        match (by_name(&part), found) {
            (Some(name), _) => found = found.or(Some(name)),
            // The first piece says what the heading is; a remark may follow.
            (None, None) => return whole(heading),
            (None, Some(_)) => {}
        }
    }
    found
}

fn whole(heading: &str) -> Option<&'static str> {
    by_name(&without_counter(squeezed(heading)))
}

/// `lp3`, `lp`, `원칙3`, `principle3` before the name.
fn without_counter(squeezed: String) -> String {
    for word in ["leadershipprinciple", "principle", "lp", "원칙"] {
        if let Some(rest) = squeezed.strip_prefix(word) {
            return rest.trim_start_matches(|sign: char| sign.is_ascii_digit()).to_owned();
        }
    }
    squeezed.trim_start_matches(|sign: char| sign.is_ascii_digit()).to_owned()
}

fn by_name(squeezed: &str) -> Option<&'static str> {
    NAMES.get(squeezed).copied()
}

/// The principle that a question or a title speaks of. Short names are looked for only at its beginning.
pub fn mentioned(text: &str) -> Option<&'static str> {
    let text = squeezed(text);
    let mentions = |name: &String| if name.chars().count() >= 4 { text.contains(name) } else { text.starts_with(name) };
    PRINCIPLES.iter().find(|(_, names)| names.iter().any(&mentions)).map(|(name, _)| *name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_names_a_principle_however_it_is_written() {
        for (heading, expected) in [
            ("Customer Obsession", Some("customer-obsession")),
            ("LP3. Invent and Simplify (발명하고 단순화)", Some("invent-and-simplify")),
            ("Are Right, A Lot", Some("are-right-a-lot")),
            ("고객 집착", Some("customer-obsession")),
            ("주인의식 (Ownership)", Some("ownership")),
            ("Ownership – 2 stories", Some("ownership")),
            ("Strive to be Earth’s Best Employer", Some("best-employer")),
            ("Have Backbone; Disagree and Commit", Some("have-backbone")),
            ("📌 Ownership", Some("ownership")),
            ("Ownership of the data", None),
            ("Leadership", None),
            ("", None),
        ] {
            assert_eq!(named(heading), expected, "{heading}");
        }
    }

    #[test]
    fn the_names_are_those_of_the_shipped_prompts() {
        let library = crate::prompt::Library::shipped();
        for (name, _) in PRINCIPLES.iter() {
            assert!(library.prompts().iter().any(|prompt| prompt.competency.as_deref() == Some(*name)), "{name}");
        }
    }
}
