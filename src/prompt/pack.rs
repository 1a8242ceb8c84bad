//! A pack: one TOML file of prompts. Reading it is pure, never stops at the first problem, and leaves out only the prompts that have one.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::Path;

use toml::Spanned;
use toml::de::{DeTable, DeValue};
use unicode_normalization::UnicodeNormalization;

use super::addition::{self, Addition};
use super::entry;
use super::names;
use super::problem::{Notebook, Problem};
use crate::domain::{Prompt, PromptId};
use crate::msg;

#[derive(Clone, Debug, PartialEq)]
pub struct Pack {
    /// What `--pack` asks for: the pack's own name, else its file's without the ending.
    pub name: String,
    /// Whether its prompts may be chosen without being asked for by id.
    pub offered: bool,
    pub prompts: Vec<Prompt>,
    /// Where each prompt stands.
    pub(super) places: Vec<Place>,
    /// What its entries without a kind add to prompts of any pack, with their places.
    pub(super) additions: Vec<(Addition, Place)>,
}

/// The lines of an entry.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Place {
    /// Where it begins.
    pub(super) line: usize,
    /// Where each of its follow-ups is named.
    pub(super) follow_ups: Vec<usize>,
}

impl Pack {
    /// A pack without prompts, named after its file.
    pub(super) fn empty(file_name: &str) -> Self {
        let stem = Path::new(file_name).file_stem().map_or_else(|| file_name.into(), |stem| stem.to_string_lossy());
        Self { name: stem.nfc().collect(), offered: true, prompts: Vec::new(), places: Vec::new(), additions: Vec::new() }
    }

    /// How many of its entries are used.
    pub(super) fn count(&self) -> usize {
        self.prompts.len() + self.additions.len()
    }
}

/// Reads the pack `text` of the file `file_name`, which is only used as a name. Problems come in the order of their lines.
pub fn read_pack(file_name: &str, text: &str) -> (Pack, Vec<Problem>) {
    let (document, errors) = DeTable::parse_recoverable(text);
    let mut notebook = Notebook::new(file_name, text);
    let root = document.get_ref();
    entry::unknown_fields(root, "", &["pack", "prompt"], &mut notebook);
    let mut pack = read_head(file_name, root, &mut notebook);
    let broken = errors.iter().map(|error| error.span().map_or(0, |span| span.start)).collect();
    read_prompts(root, text.len(), &broken, &mut pack, &mut notebook);
    report_syntax(text, &errors, &mut notebook);
    if pack.count() == 0 && notebook.problems.is_empty() {
        notebook.report(0..0, msg!("prompt-none"), msg!("prompt-none-fix"));
    }
    let mut problems = notebook.problems;
    problems.sort_by_key(|problem| problem.line);
    (pack, problems)
}

/// The `[pack]` table, which may be absent.
fn read_head(file_name: &str, root: &DeTable<'_>, notebook: &mut Notebook<'_>) -> Pack {
    let mut pack = Pack::empty(file_name);
    let Some(value) = root.get("pack") else { return pack };
    let Some(head) = value.get_ref().as_table() else {
        notebook.report(value.span(), msg!("prompt-not-pack"), msg!("prompt-not-pack-fix"));
        return pack;
    };
    entry::unknown_fields(head, "pack", &["name", "offered"], notebook);
    if let Some(name) = head.get("name").and_then(|value| entry::text("name", value, notebook)) {
        pack.name = name;
    }
    pack.offered = entry::yes_or_no("offered", head, true, notebook);
    pack
}

/// Every `[[prompt]]`. `broken` are the places of syntax errors.
fn read_prompts(root: &DeTable<'_>, end: usize, broken: &BTreeSet<usize>, pack: &mut Pack, notebook: &mut Notebook<'_>) {
    let Some(value) = root.get("prompt") else { return };
    let Some(list) = value.get_ref().as_array().filter(|list| list.iter().all(|item| item.get_ref().is_table())) else {
        return notebook.report(value.span(), msg!("prompt-not-prompts"), msg!("prompt-not-prompts-fix"));
    };
    let starts: BTreeSet<usize> = list.iter().chain(root.get("pack")).map(|item| item.span().start).collect();
    let mut seen = BTreeMap::new();
    for item in list.iter() {
        let start = item.span().start;
        let entry = start..starts.range(start + 1..).next().copied().unwrap_or(end + 1);
        read_entry(item, &entry, broken, &mut seen, pack, notebook);
    }
    notebook.id = None;
}

/// One `[[prompt]]`, which takes up the bytes `entry` of the file. A prompt with a syntax error in it is only named: what seems to be missing in it
/// may stand in the part that could not be read.
fn read_entry(
    item: &Spanned<DeValue<'_>>,
    entry: &Range<usize>,
    broken: &BTreeSet<usize>,
    seen: &mut BTreeMap<PromptId, usize>,
    pack: &mut Pack,
    notebook: &mut Notebook<'_>,
) {
    let Some(table) = item.get_ref().as_table() else { return };
    if broken.range(entry.clone()).next().is_some() {
        return;
    }
    let before = notebook.problems.len();
    let place = Place { line: notebook.line(entry.start), follow_ups: entry::follow_up_lines(table, notebook) };
    notebook.id = table.get("id").and_then(|value| value.get_ref().as_str()).map(names::printable);
    if table.contains_key("kind") || !table.contains_key("id") {
        let prompt = entry::read(table, item.span(), &pack.name, notebook);
        refuse_second(table, place.line, seen, notebook);
        if let Some(prompt) = prompt.filter(|_| notebook.problems.len() == before) {
            pack.prompts.push(prompt);
            pack.places.push(place);
        }
    } else {
        let addition = addition::read(table, item.span(), notebook);
        refuse_second(table, place.line, seen, notebook);
        pack.additions.extend(addition.filter(|_| notebook.problems.len() == before).map(|addition| (addition, place)));
    }
}

/// Of two entries with one id the first counts.
fn refuse_second(table: &DeTable<'_>, line: usize, seen: &mut BTreeMap<PromptId, usize>, notebook: &mut Notebook<'_>) {
    let Some((id, span)) = entry::id(table) else { return };
    match seen.get(&id) {
        Some(first) => notebook.report(span, msg!("prompt-id-twice", id = &id.0, line = *first), msg!("prompt-id-twice-fix")),
        None => drop(seen.insert(id, line)),
    }
}

/// One problem a line: a missing quote often breaks what stands after it on the same line too.
fn report_syntax(text: &str, errors: &[toml::de::Error], notebook: &mut Notebook<'_>) {
    let mut reported = BTreeSet::new();
    for error in errors {
        let span = error.span().unwrap_or(0..0);
        let line = notebook.line(span.start);
        if reported.insert(line) {
            let value = text.split('\n').nth(line - 1).and_then(|line| line.split_once('=')).map_or("", |(_, value)| value.trim_start());
            let (what, fix) = match entry::looks_like_a_date(value) {
                true => (msg!("prompt-date"), msg!("prompt-date-fix")),
                false => (msg!("prompt-broken", detail = error.message()), msg!("prompt-broken-fix")),
            };
            if !notebook.problems.iter().any(|problem| problem.line == line && problem.what == what) {
                notebook.report(span, what, fix);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::{Language, PromptKind, Seconds};
    use crate::messages::Catalogue;
    use crate::prompt::{problems_text, shipped};

    const GOOD: &str = "[[prompt]]\nid = \"mine.1\"\nkind = \"behavioral\"\ntext.ko = \"어떤 일이 있었나요?\"\n";

    fn ids(pack: &Pack) -> Vec<&str> {
        pack.prompts.iter().map(|prompt| prompt.id.0.as_str()).collect()
    }

    /// What the user reads in English, and which prompts are left.
    fn seen(text: &str) -> String {
        let (pack, problems) = read_pack("내 질문.toml", text);
        format!("{}{:?}", problems_text(&problems, &Catalogue::new(Language::En)), ids(&pack))
    }

    #[test]
    fn a_prompt_needs_an_id_a_kind_and_a_text_and_the_rest_is_filled_in() {
        let (pack, problems) = read_pack("폴더/내 질문.toml", GOOD);
        assert_eq!(problems, []);
        assert_eq!((pack.name.as_str(), pack.offered), ("내 질문", true));
        let prompt = &pack.prompts[0];
        assert_eq!((prompt.kind, prompt.pack.as_str(), prompt.competency.as_ref()), (PromptKind::Behavioral, "내 질문", None));
        assert_eq!((prompt.timing.target, prompt.timing.limit), (Seconds(120.0), Seconds(180.0)));
        assert_eq!((prompt.text.ko.as_deref(), prompt.text.en.as_deref()), (Some("어떤 일이 있었나요?"), None));
    }

    #[test]
    fn times_left_out_follow_from_those_given() {
        #[track_caller]
        fn check(kind: &str, times: &str, target: f64, limit: f64) {
            let extra = if kind == "follow-up" { "probes = \"time\"\n" } else { "" };
            let (pack, problems) = read_pack("a.toml", &format!("[[prompt]]\nid = \"a\"\nkind = \"{kind}\"\ntext.en = \"Why?\"\n{extra}{times}"));
            assert_eq!(problems, []);
            let timing = pack.prompts[0].timing;
            assert_eq!((timing.target.0, timing.limit.0), (target, limit), "{kind} {times}");
        }
        check("introduction", "", 60.0, 90.0);
        check("technical", "", 90.0, 150.0);
        check("motivation", "", 75.0, 120.0);
        check("follow-up", "", 45.0, 90.0);
        check("introduction", "target_s = 30", 30.0, 45.0);
        check("behavioral", "limit_s = 150", 120.0, 150.0);
        check("behavioral", "target_s = 0x10\nlimit_s = 1_000.5", 16.0, 1000.5);
        check("behavioral", "target_s = 60\nlimit_s = 60", 60.0, 60.0);
    }

    #[test]
    fn windows_line_ends_a_byte_order_mark_decomposed_hangul_and_lines_of_text_are_all_the_same() {
        let expected = read_pack("a.toml", GOOD).0;
        let decomposed: String = GOOD.nfd().collect();
        for text in [GOOD.replace('\n', "\r\n"), format!("\u{feff}{GOOD}"), decomposed, GOOD.replace("일이 ", "일이 \t ")] {
            let (pack, problems) = read_pack("a.toml", &text);
            assert_eq!(problems, []);
            assert_eq!(pack.prompts, expected.prompts);
        }
        let (pack, problems) = read_pack("a.toml", &GOOD.replace("\"어떤 일이 있었나요?\"", "'''\n어떤 일이\n  있었나요?\n'''"));
        assert_eq!(problems, []);
        assert_eq!(pack.prompts, expected.prompts);
    }

    #[test]
    fn the_line_is_right_after_windows_line_ends_and_a_byte_order_mark() {
        let text = format!("\u{feff}{}", "# 한글\n\n[[prompt]]\nid = \"a\"\nkind = \"nonsense\"\ntext.ko = \"왜요?\"\n".replace('\n', "\r\n"));
        let (_, problems) = read_pack("a.toml", &text);
        assert_eq!(problems.iter().map(|problem| problem.line).collect::<Vec<_>>(), [5]);
    }

    #[test]
    fn every_field_that_is_wrong_is_named_with_its_line_and_the_good_prompts_stay() {
        insta::assert_snapshot!(seen(r#"
[pack]
title = "mine"
offered = "no"

[[prompt]]
id = "My Question"
kind = "behavioural"
text.kr = "왜요?"
competency = "customer obsession"

[[prompt]]
kind = "technical"
text.ko = "   "
tagret_s = 30
cues.en = ["one", 2, ""]
cues.ko = "하나"

[[prompt]]
id = "c"
kind = "follow-up"
text = "What then?"
target_s = "90"
limit_s = -1

[[prompt]]
id = "d"
kind = "introduction"
text.ko = "소개해 주세요."
probes = "numbers"
target_s = 60
limit_s = 30

[[prompt]]
id = "e"
kind = "motivation"
text.en = "Why \u001b[31mus?"

[[prompt]]
id = "good"
kind = "motivation"
text.en = "Why us?"
"#), @r#"
        내 질문.toml:3: There is no field “pack.title”.
          → Choose one of: name, offered.
        내 질문.toml:4: “offered” is neither true nor false.
          → Write offered = true or offered = false, without quotes.
        내 질문.toml:7: [My Question] “My Question” cannot be used for “id”.
          → Use small letters, digits, and . - _ between them, for example id = "my-question".
        내 질문.toml:8: [My Question] There is no kind “behavioural”.
          → Did you mean “behavioral”? Possible: behavioral, introduction, motivation, technical, follow-up.
        내 질문.toml:9: [My Question] There is no field “text.kr”.
          → Did you mean “ko”? Possible: ko, en.
        내 질문.toml:10: [My Question] “customer obsession” cannot be used for “competency”.
          → Use small letters, digits, and . - _ between them, for example competency = "customer-obsession".
        내 질문.toml:12: The prompt has no id.
          → Add id = "…", a name that stays the same: history and schedule hang on it.
        내 질문.toml:14: “text.ko” is empty.
          → Fill in text.ko, or take it out.
        내 질문.toml:15: There is no field “tagret_s”.
          → Did you mean “target_s”? Possible: id, kind, text, competency, target_s, limit_s, cues, probes, follow_ups, parts.
        내 질문.toml:16: “cues.en” is not text.
          → Put it in quotes: "…".
        내 질문.toml:16: “cues.en” is empty.
          → Fill in cues.en, or take it out.
        내 질문.toml:17: “cues.ko” is not a list.
          → Write cues.ko = ["…", "…"].
        내 질문.toml:19: [c] The follow-up does not say what it probes.
          → Add probes = "…" with one of: situation, task, action, result, number, ownership, alternative, learning, time.
        내 질문.toml:22: [c] “text” does not say which language it is in.
          → Write text.ko for Korean, text.en for English, or both.
        내 질문.toml:23: [c] “target_s” is not a number.
          → Write seconds, without quotes or unit: target_s = 90.
        내 질문.toml:24: [c] “limit_s” is not a length of time that an answer can have.
          → limit_s must be more than 0 and at most 3600 seconds.
        내 질문.toml:30: [d] Only a follow-up can probe a gap.
          → Take probes out, or write kind = "follow-up".
        내 질문.toml:30: [d] There is no gap “numbers” to probe.
          → Did you mean “number”? Possible: situation, task, action, result, number, ownership, alternative, learning, time.
        내 질문.toml:32: [d] The limit (30 s) is shorter than the target (60 s).
          → Make limit_s at least 60, or lower target_s.
        내 질문.toml:37: [e] “text.en” has a sign in it that cannot be shown (U+001B).
          → Take the sign out.
        ["good"]
        "#);
    }

    #[test]
    fn an_id_given_twice_counts_once_and_names_the_first_line() {
        insta::assert_snapshot!(seen(&format!("{GOOD}\n{GOOD}")), @r#"
        내 질문.toml:7: [mine.1] The id “mine.1” is already taken in line 1.
          → Give this prompt an id of its own, or take it out; the first one counts.
        ["mine.1"]
        "#);
    }

    #[test]
    fn the_first_of_two_equal_ids_counts_even_where_it_has_a_problem() {
        insta::assert_snapshot!(seen(&format!("{}\n{GOOD}", GOOD.replace("behavioral", "general"))), @r"
        내 질문.toml:3: [mine.1] There is no kind “general”.
          → Choose one of: behavioral, introduction, motivation, technical, follow-up.
        내 질문.toml:7: [mine.1] The id “mine.1” is already taken in line 1.
          → Give this prompt an id of its own, or take it out; the first one counts.
        []
        ");
    }

    #[test]
    fn broken_lines_are_named_and_the_prompts_without_one_stay() {
        insta::assert_snapshot!(seen(r#"
[[prompt]]
id = "a
kind = behavioral
text.ko = “왜요?”

[[prompt]]
id = "b"
id = "c"
kind = "technical"
text.ko = "뭐죠?"

[[prompt]]
id = "good"
kind = "technical"
text.ko = "어떻게요?"
"#), @r#"
        내 질문.toml:3: This line is not TOML (invalid basic string, expected `"`).
          → Look at the quotes and brackets here and in the line before: text stands in "straight quotes", a prompt begins with [[prompt]].
        내 질문.toml:4: This line is not TOML (string values must be quoted, expected literal string).
          → Look at the quotes and brackets here and in the line before: text stands in "straight quotes", a prompt begins with [[prompt]].
        내 질문.toml:5: This line is not TOML (string values must be quoted, expected literal string).
          → Look at the quotes and brackets here and in the line before: text stands in "straight quotes", a prompt begins with [[prompt]].
        내 질문.toml:9: This line is not TOML (duplicate key).
          → Look at the quotes and brackets here and in the line before: text stands in "straight quotes", a prompt begins with [[prompt]].
        ["good"]
        "#);
    }

    #[test]
    fn a_date_right_or_wrong_belongs_to_the_settings() {
        let with = |line: &str| seen(&format!("[pack]\n{line}\n\n{GOOD}"));
        insta::assert_snapshot!(with("interview = \"2026-13-40\""), @r#"
        내 질문.toml:2: A pack has no dates.
          → Take this line out; the day of the interview is set with `mynah config interview-date 2026-12-01`.
        ["mine.1"]
        "#);
        assert_eq!(with("interview = 2026-12-01"), with("interview = \"2026-12-01\""));
        assert_eq!(with("interview = 2026-13-40"), with("interview = \"2026-12-01\""));
        assert!(with("interview = \"soon\"").contains("There is no field"), "{}", with("interview = \"soon\""));
    }

    #[test]
    fn what_is_no_pack_is_said_in_a_word() {
        insta::assert_snapshot!(seen(""), @r"
        내 질문.toml:1: There is no prompt in this file.
          → Begin each question with a line [[prompt]], then id, kind and text.ko or text.en.
        []
        ");
        insta::assert_snapshot!(seen("[[prompts]]\nid = \"a\"\n"), @r"
        내 질문.toml:1: There is no field “prompts”.
          → Did you mean “prompt”? Possible: pack, prompt.
        []
        ");
        insta::assert_snapshot!(seen("[prompt]\nid = \"a\"\n"), @r"
        내 질문.toml:1: “prompt” is not a list of prompts.
          → Begin each question with a line [[prompt]], in double brackets.
        []
        ");
        insta::assert_snapshot!(seen("pack = 3\nprompt = [1, 2]\n"), @r#"
        내 질문.toml:1: “pack” is not a table.
          → Write a line [pack], and under it name = "…".
        내 질문.toml:2: “prompt” is not a list of prompts.
          → Begin each question with a line [[prompt]], in double brackets.
        []
        "#);
        insta::assert_snapshot!(seen("Dear diary"), @r#"
        내 질문.toml:1: This line is not TOML (key with no value, expected `=`).
          → Look at the quotes and brackets here and in the line before: text stands in "straight quotes", a prompt begins with [[prompt]].
        []
        "#);
    }

    #[test]
    fn the_user_is_told_in_korean_too() {
        let (_, problems) = read_pack("내 질문.toml", "[[prompt]]\nid = \"질문 하나\"\nkind = \"technical\"\ntext.ko = \"\"\nlimit = 20\n");
        insta::assert_snapshot!(problems_text(&problems, &Catalogue::new(Language::Ko)), @r#"
        내 질문.toml:2: [질문 하나] ‘질문 하나’ 값은 ‘id’ 자리에 쓸 수 없습니다.
          → 소문자와 숫자를 쓰고 그 사이에만 . - _ 를 넣어 주세요. 예: id = "질문-하나"
        내 질문.toml:4: [질문 하나] ‘text.ko’ 값이 비어 있습니다.
          → text.ko를 채우거나 지워 주세요.
        내 질문.toml:5: [질문 하나] ‘limit’ 항목은 없습니다.
          → 혹시 ‘limit_s’입니까? 쓸 수 있는 이름: id, kind, text, competency, target_s, limit_s, cues, probes, follow_ups, parts.
        "#);
    }

    #[test]
    fn brackets_nested_without_end_are_refused() {
        let (pack, problems) = read_pack("a.toml", &format!("a = {}", "[".repeat(100_000)));
        assert!(pack.prompts.is_empty());
        assert!(!problems.is_empty());
    }

    /// What holds for every text that anyone may call a pack.
    fn holds_its_promises(text: &str) {
        let (pack, problems) = read_pack("a.toml", text);
        let lines = text.split('\n').count();
        assert!(problems.iter().all(|problem| (1..=lines).contains(&problem.line)), "{problems:?}");
        assert!(problems.is_sorted_by_key(|problem| problem.line));
        assert!(pack.count() > 0 || !problems.is_empty(), "an empty pack without a word");
        assert_eq!(pack.prompts.len(), pack.places.len());
        for prompt in &pack.prompts {
            assert!(names::is_plain(&prompt.id.0));
            assert!(prompt.text.languages().next().is_some());
            assert!(0.0 < prompt.timing.target.0 && prompt.timing.target.0 <= prompt.timing.limit.0);
            assert_eq!(prompt.kind == PromptKind::FollowUp, prompt.probes.is_some());
            assert!(prompt.follow_ups.iter().all(|id| names::is_plain(&id.0)));
        }
        let distinct: BTreeSet<_> = pack.prompts.iter().map(|prompt| &prompt.id).collect();
        assert_eq!(distinct.len(), pack.prompts.len());
    }

    /// A shipped pack, cut down to its first prompts.
    fn a_pack() -> impl Strategy<Value = String> {
        prop::sample::select(shipped::PACKS).prop_map(|(_, text)| text.chars().take(1500).collect())
    }

    proptest! {
        #[test]
        fn any_text_can_be_read(text in ".*") {
            holds_its_promises(&text);
        }

        #[test]
        fn any_words_of_a_pack_in_any_order_can_be_read(
            words in prop::collection::vec(prop::sample::select(vec![
                "[[prompt]]", "[prompt]", "[pack]", "\n", "\r\n", "id", "kind", "text", "cues", "probes", "follow_ups", "target_s", "limit_s", ".ko", ".en", " = ", "\"",
                "\"a\"", "\"technical\"", "\"follow-up\"", "\"time\"", "'''", "[", "]", "{", "}", ",", "1", "-1", "nan", "1e999", "\u{feff}", "왜?", "#",
            ]), 0..60)
        ) {
            holds_its_promises(&words.concat());
        }

        #[test]
        fn a_pack_with_a_piece_cut_out_or_put_in_can_be_read(text in a_pack(), at in any::<prop::sample::Index>(), cut in 0usize..40, put in ".{0,6}") {
            let signs: Vec<char> = text.chars().collect();
            let at = at.index(signs.len());
            let changed: String = signs[..at].iter().copied().chain(put.chars()).chain(signs[(at + cut).min(signs.len())..].iter().copied()).collect();
            holds_its_promises(&changed);
        }
    }
}
