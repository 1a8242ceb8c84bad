//! What a person or a script gets to see of prompts and of the problems in packs: text as wide as the terminal, and JSON.

use serde_json::{Value, json};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::names::printable;
use super::pack::Pack;
use super::problem::Problem;
use crate::domain::{Gap, Language, Message, Prompt, PromptKind, Seconds};
use crate::messages::Catalogue;
use crate::msg;

/// A question with less room than this beside its id stands in a line of its own.
const NARROWEST_QUESTION: usize = 40;
const INDENT: usize = 2;

/// One line a prompt, grouped by kind, the question in the language of `catalogue` where it exists. Nothing is wider than `width` columns but ids.
pub fn list_text(prompts: &[&Prompt], catalogue: &Catalogue, width: usize) -> String {
    let mut text = String::new();
    for kind in PromptKind::ALL {
        let group: Vec<&Prompt> = prompts.iter().copied().filter(|prompt| prompt.kind == kind).collect();
        if group.is_empty() {
            continue;
        }
        let gap = if text.is_empty() { "" } else { "\n" };
        let heading = catalogue.say(&msg!("prompt-list-heading", kind = catalogue.say(&kind_name(kind)), count = group.len()));
        text.push_str(&format!("{gap}{heading}\n{}", group_text(&group, catalogue, width)));
    }
    text
}

fn group_text(group: &[&Prompt], catalogue: &Catalogue, width: usize) -> String {
    let id_width = group.iter().map(|prompt| prompt.id.0.width()).max().unwrap_or(0);
    let used = INDENT + id_width + 2 + 5 + 2;
    let beside = width.saturating_sub(used) >= NARROWEST_QUESTION;
    let mut text = String::new();
    for prompt in group {
        let question = prompt.text.get_or_other(catalogue.language()).map_or("", String::as_str);
        let id = padded(&prompt.id.0, id_width);
        let target = minutes(prompt.timing.target);
        text.push_str(&match beside {
            true => format!("  {id}  {target:>5}  {}\n", shortened(question, width - used)),
            false => format!("  {id}  {target:>5}\n    {}\n", shortened(question, width.saturating_sub(2 * INDENT))),
        });
    }
    text
}

/// Everything about one prompt, wrapped at `width` columns.
pub fn show_text(prompt: &Prompt, catalogue: &Catalogue, width: usize) -> String {
    let mut facts = vec![catalogue.say(&kind_name(prompt.kind))];
    facts.extend(prompt.competency.as_deref().map(|name| catalogue.competency(name)));
    facts.extend(prompt.probes.map(|gap| catalogue.say(&msg!("prompt-show-probes", gap = catalogue.say(&gap_name(gap))))));
    let (target, limit) = (minutes(prompt.timing.target), minutes(prompt.timing.limit));
    facts.push(catalogue.say(&msg!("prompt-show-timing", target = target, limit = limit)));
    facts.push(catalogue.say(&msg!("prompt-show-pack", pack = &prompt.pack)));
    let mut text = format!("{}\n{}", prompt.id, wrapped(&facts.join(" · "), width, ""));
    for language in Language::ALL {
        let Some(question) = prompt.text.get(language) else { continue };
        text.push_str(&format!("\n{}\n{}", catalogue.say(&language_name(language)), wrapped(question, width, "  ")));
        for cue in prompt.cues.get(language).into_iter().flatten() {
            text.push_str(&wrapped(cue, width, "  - "));
        }
    }
    if !prompt.follow_ups.is_empty() {
        let ids = prompt.follow_ups.iter().map(|id| id.0.as_str()).collect::<Vec<_>>().join(", ");
        text.push_str(&format!("\n{}", wrapped(&catalogue.say(&msg!("prompt-show-follow-ups", ids = ids)), width, "")));
    }
    text
}

/// A list of what [`show_json`] gives for each.
pub fn list_json(prompts: &[&Prompt]) -> Value {
    prompts.iter().map(|prompt| show_json(prompt)).collect()
}

pub fn show_json(prompt: &Prompt) -> Value {
    json!({
        "id": prompt.id,
        "kind": prompt.kind,
        "text": prompt.text,
        "competency": prompt.competency,
        "target_s": prompt.timing.target,
        "limit_s": prompt.timing.limit,
        "cues": prompt.cues,
        "probes": prompt.probes,
        "follow_ups": prompt.follow_ups,
        "parts": prompt.has_parts,
        "pack": prompt.pack,
    })
}

/// Each problem as `file:line: [id] what`, and under it the fix.
pub fn problems_text(problems: &[Problem], catalogue: &Catalogue) -> String {
    problems.iter().map(|problem| problem_text(problem, catalogue)).collect()
}

fn problem_text(problem: &Problem, catalogue: &Catalogue) -> String {
    let id = problem.id.as_ref().map(|id| format!("[{id}] ")).unwrap_or_default();
    let (what, fix) = (catalogue.say(&problem.what), catalogue.say(&problem.fix));
    format!("{}:{}: {id}{what}\n  → {fix}\n", printable(&problem.file), problem.line)
}

/// A list of `{"file","line","id","what","fix"}`, worded in the language of `catalogue`.
pub fn problems_json(problems: &[Problem], catalogue: &Catalogue) -> Value {
    let one = |problem: &Problem| {
        let (what, fix) = (catalogue.say(&problem.what), catalogue.say(&problem.fix));
        json!({"file": problem.file, "line": problem.line, "id": problem.id, "what": what, "fix": fix})
    };
    problems.iter().map(one).collect()
}

/// The outcome of checking one pack: its problems, then a line that counts.
pub fn check_text(pack: &Pack, problems: &[Problem], catalogue: &Catalogue) -> String {
    let (name, count) = (printable(&pack.name), pack.count());
    let verdict = match problems.len() {
        0 => msg!("prompt-check-good", pack = name, count = count),
        wrong => msg!("prompt-check-wrong", pack = name, count = count, problems = wrong),
    };
    format!("{}{}\n", problems_text(problems, catalogue), catalogue.say(&verdict))
}

fn kind_name(kind: PromptKind) -> Message {
    match kind {
        PromptKind::Behavioral => msg!("prompt-kind-behavioral"),
        PromptKind::Introduction => msg!("prompt-kind-introduction"),
        PromptKind::Motivation => msg!("prompt-kind-motivation"),
        PromptKind::Technical => msg!("prompt-kind-technical"),
        PromptKind::FollowUp => msg!("prompt-kind-follow-up"),
    }
}

fn gap_name(gap: Gap) -> Message {
    match gap {
        Gap::Situation => msg!("prompt-gap-situation"),
        Gap::Task => msg!("prompt-gap-task"),
        Gap::Action => msg!("prompt-gap-action"),
        Gap::Result => msg!("prompt-gap-result"),
        Gap::Number => msg!("prompt-gap-number"),
        Gap::Ownership => msg!("prompt-gap-ownership"),
        Gap::Alternative => msg!("prompt-gap-alternative"),
        Gap::Learning => msg!("prompt-gap-learning"),
        Gap::Time => msg!("prompt-gap-time"),
    }
}

fn language_name(language: Language) -> Message {
    match language {
        Language::Ko => msg!("prompt-language-ko"),
        Language::En => msg!("prompt-language-en"),
    }
}

/// `1:30`
fn minutes(time: Seconds) -> String {
    let seconds = time.0.round() as u64;
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

fn padded(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
}

/// At most `width` columns of `text`, with a mark where something was cut off.
fn shortened(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    format!("{}…", text[..fitting(text, width.saturating_sub(1))].trim_end())
}

/// How many bytes of `text` fill at most `width` columns, without cutting a letter.
fn fitting(text: &str, width: usize) -> usize {
    let mut columns = 0;
    let too_wide = |(_, sign): &(usize, char)| {
        columns += sign.width().unwrap_or(0);
        columns > width
    };
    text.char_indices().find(too_wide).map_or(text.len(), |(place, _)| place)
}

/// Lines of at most `width` columns, broken between words, the first after `lead` and the others indented like it. A word longer than a line is cut.
fn wrapped(text: &str, width: usize, lead: &str) -> String {
    let room = width.saturating_sub(lead.width()).max(2);
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let line = lines.last_mut().expect("there is always a line");
        if line.is_empty() {
            line.push_str(word);
        } else if line.width() + 1 + word.width() <= room {
            line.push(' ');
            line.push_str(word);
        } else {
            lines.push(word.to_owned());
        }
        cut_last(&mut lines, room);
    }
    let indent = " ".repeat(lead.width());
    lines.iter().enumerate().map(|(place, line)| format!("{}{line}\n", if place == 0 { lead } else { &indent })).collect()
}

/// Cuts the last line as often as it takes.
fn cut_last(lines: &mut Vec<String>, room: usize) {
    while let Some(line) = lines.last_mut().filter(|line| line.width() > room) {
        let place = fitting(line, room);
        let rest = line.split_off(place);
        lines.push(rest);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::prompt::{Library, read_pack};

    fn some(ids: &[&str], library: &Library) -> Vec<Prompt> {
        ids.iter().map(|id| library.find(id).unwrap().clone()).collect()
    }

    fn listed(ids: &[&str], language: Language, width: usize) -> String {
        let library = Library::shipped();
        let prompts = some(ids, &library);
        list_text(&prompts.iter().collect::<Vec<_>>(), &Catalogue::new(language), width)
    }

    #[test]
    fn a_wide_list_has_one_line_a_prompt() {
        insta::assert_snapshot!(listed(&["follow-up.time.1", "intro.30", "intro.120", "demo.story"], Language::Ko, 80), @r"
        경험 질문 (1)
          demo.story   1:00  고객을 위해 느린 서비스를 빠르게 개선하신 경험을 말씀해 주…

        자기소개 (2)
          intro.30    0:30  시간이 많지 않으니 30초 정도로 짧게 자기소개를 해 주시겠어…
          intro.120   2:00  이력서는 잘 봤습니다만, 2분 정도로 본인의 경력을 직접 들려…

        꼬리 질문 (1)
          follow-up.time.1   0:45  그게 언제쯤 일인가요? 처음부터 끝까지 얼마나 걸렸습…
        ");
        insta::assert_snapshot!(listed(&["intro.30", "intro.120"], Language::En, usize::MAX), @r"
        Self-introduction (2)
          intro.30    0:30  We're short on time, so could you introduce yourself in about thirty seconds?
          intro.120   2:00  I've read your résumé, but I'd like to hear it from you. Take two minutes and tell me your story so far.
        ");
    }

    #[test]
    fn a_narrow_list_has_the_question_under_the_id() {
        insta::assert_snapshot!(listed(&["amazon.insist-on-the-highest-standards.1", "amazon.ownership.1"], Language::Ko, 60), @r"
        경험 질문 (2)
          amazon.insist-on-the-highest-standards.1   2:00
            주변에서는 그만하면 됐다고 했지만 본인 기준에는 부족해…
          amazon.ownership.1                         2:00
            담당 업무가 아닌데도 끝까지 붙잡고 해결하신 일이 있다면…
        ");
    }

    #[test]
    fn a_prompt_is_shown_whole_in_both_languages() {
        let library = Library::shipped();
        insta::assert_snapshot!(show_text(library.find("intro.30").unwrap(), &Catalogue::new(Language::Ko), 40), @r"
        intro.30
        자기소개 · 목표 0:30, 제한 0:45 · 질문
        묶음 intro

        한국어
          시간이 많지 않으니 30초 정도로 짧게
          자기소개를 해 주시겠어요?
          - 지금 하는 일 한 문장
          - 가장 자신 있는 강점 하나
          - 지원한 이유

        영어
          We're short on time, so could you
          introduce yourself in about thirty
          seconds?
          - what you do now, in one sentence
          - the one strength you stand for
          - why you are here
        ");
        insta::assert_snapshot!(show_text(library.find("follow-up.number.1").unwrap(), &Catalogue::new(Language::En), 80), @r"
        follow-up.number.1
        Follow-up · probes a number in the result · target 0:45, limit 1:30 · pack
        follow-up

        Korean
          그 결과를 숫자로 말씀하신다면 어느 정도였나요?

        English
          Put a number on that result for me. How big was it?
        ");
    }

    #[test]
    fn the_json_of_a_prompt_has_these_names() {
        let library = Library::shipped();
        insta::assert_snapshot!(show_json(library.find("follow-up.number.1").unwrap()), @r#"{"competency":null,"cues":{"en":null,"ko":null},"follow_ups":[],"id":"follow-up.number.1","kind":"follow-up","limit_s":90.0,"pack":"follow-up","parts":true,"probes":"number","target_s":45.0,"text":{"en":"Put a number on that result for me. How big was it?","ko":"그 결과를 숫자로 말씀하신다면 어느 정도였나요?"}}"#);
        assert_eq!(list_json(&[library.find("demo.intro").unwrap()])[0]["cues"]["en"][0], "what you do now");
        assert_eq!(list_json(&[]), json!([]));
    }

    #[test]
    fn a_check_ends_with_a_count() {
        let (pack, problems) = read_pack("x.toml", "[[prompt]]\nid = \"a\"\nkind = \"technical\"\n");
        let catalogue = Catalogue::new(Language::En);
        insta::assert_snapshot!(check_text(&pack, &problems, &catalogue), @r#"
        x.toml:1: [a] The prompt has no text in either language.
          → Add text.ko = "…", text.en = "…", or both.
        x: 1 problem; no prompt can be used.
        "#);
        insta::assert_snapshot!(problems_json(&problems, &catalogue), @r#"[{"file":"x.toml","fix":"Add text.ko = \"…\", text.en = \"…\", or both.","id":"a","line":1,"what":"The prompt has no text in either language."}]"#);
        let (pack, problems) = read_pack("x.toml", "[[prompt]]\nid = \"a\"\nkind = \"technical\"\ntext.en = \"Why?\"\n");
        insta::assert_snapshot!(check_text(&pack, &problems, &catalogue), @"x: 1 prompt, no problems.");
    }

    #[test]
    fn hangul_takes_two_columns() {
        assert_eq!(shortened("가나다라", 8), "가나다라");
        assert_eq!(shortened("가나다라", 7), "가나다…");
        assert_eq!(shortened("가나다라", 6), "가나…");
        assert_eq!(shortened("abc", 0), "…");
        assert_eq!(padded("가", 4), "가  ");
    }

    #[test]
    fn lines_break_between_words_and_inside_one_only_where_it_is_too_long() {
        assert_eq!(wrapped("하나 둘 셋", 7, ""), "하나 둘\n셋\n");
        assert_eq!(wrapped("abcdefg hi", 4, ""), "abcd\nefg\nhi\n");
        assert_eq!(wrapped("하나 둘", 8, "  - "), "  - 하나\n    둘\n");
        assert_eq!(wrapped("", 10, ""), "\n");
    }

    proptest! {
        #[test]
        fn wrapping_keeps_every_sign_and_stays_inside(text in "([가-힣a-z.?]{1,12} ){0,12}", width in 0usize..40) {
            let lines = wrapped(&text, width, "  ");
            let signs = |text: &str| text.chars().filter(|sign| !sign.is_whitespace()).collect::<String>();
            prop_assert_eq!(signs(&lines), signs(&text));
            prop_assert!(lines.lines().all(|line| line.trim_end().width() <= width.max(4)));
        }
    }
}
