//! One `[[prompt]]` of a pack: its fields, what they must be, and what stands in for those left out.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};
use unicode_normalization::UnicodeNormalization;

use super::names;
use super::problem::Notebook;
use crate::domain::{Bilingual, Gap, Language, Message, Prompt, PromptId, PromptKind, Seconds, Timing};
use crate::msg;

pub(super) const FIELDS: &[&str] = &["id", "kind", "text", "competency", "target_s", "limit_s", "cues", "probes", "follow_ups", "parts"];
const LANGUAGES: &[&str] = &["ko", "en"];
/// No answer of an interview takes an hour; more is a slip of the pen.
const LONGEST_S: f64 = 3600.0;
/// An interviewer breaks in after half as long again; used where only a target is given.
const LIMIT_PER_TARGET: f64 = 1.5;

/// The prompt in `table`, whose header stands at `header`; `None` if one of the things every prompt needs is missing or wrong. The caller leaves the
/// prompt out as well if any problem was reported.
pub(super) fn read(table: &DeTable<'_>, header: Range<usize>, pack: &str, notebook: &mut Notebook<'_>) -> Option<Prompt> {
    unknown_fields(table, "", FIELDS, notebook);
    let id = read_id(table, &header, notebook);
    let kind = read_kind(table, &header, notebook);
    let text = read_text(table, &header, notebook);
    let competency = read_competency(table, notebook);
    let timing = read_timing(table, kind, notebook);
    let cues = read_cues(table, notebook);
    let probes = read_probes(table, kind, &header, notebook);
    let follow_ups = read_follow_ups(table, notebook);
    let has_parts = yes_or_no("parts", table, true, notebook);
    let pack = pack.to_owned();
    Some(Prompt { id: id?, kind: kind?, text: text?, competency, timing: timing?, cues, probes, follow_ups, has_parts, pack })
}

/// The id as it is compared with others, and where it stands.
pub(super) fn id(table: &DeTable<'_>) -> Option<(PromptId, Range<usize>)> {
    let value = table.get("id")?;
    Some((PromptId(value.get_ref().as_str()?.nfc().collect()), value.span()))
}

/// The line of each follow-up that the entry names.
pub(super) fn follow_up_lines(table: &DeTable<'_>, notebook: &Notebook<'_>) -> Vec<usize> {
    let list = table.get("follow_ups").and_then(|value| value.get_ref().as_array());
    list.into_iter().flat_map(|list| list.iter()).map(|item| notebook.line(item.span().start)).collect()
}

/// Reports the fields of `table` that are none of `known`. `within` is the table's name, or empty.
pub(super) fn unknown_fields(table: &DeTable<'_>, within: &str, known: &[&str], notebook: &mut Notebook<'_>) {
    for (key, value) in table.iter().filter(|(key, _)| !known.contains(&key.get_ref().as_ref())) {
        if is_date(value.get_ref()) {
            notebook.report(key.span(), msg!("prompt-date"), msg!("prompt-date-fix"));
            continue;
        }
        let field = names::printable(&inside(within, key.get_ref()));
        notebook.report(key.span(), msg!("prompt-field-unknown", field = field), choose(key.get_ref(), known));
    }
}

fn is_date(value: &DeValue<'_>) -> bool {
    value.is_datetime() || value.as_str().is_some_and(looks_like_a_date)
}

/// Whether `text` begins like a date, be there such a day or not: `2026-13-40`.
pub(super) fn looks_like_a_date(text: &str) -> bool {
    let mut numbers = text.split('-').map(|part| part.chars().take_while(char::is_ascii_digit).count());
    numbers.next() == Some(4)
        && text.as_bytes().get(4) == Some(&b'-')
        && numbers.next().is_some_and(|digits| digits > 0)
        && numbers.next().is_some_and(|digits| digits > 0)
}

/// The field `field`, or `usual` where it is left out or neither true nor false.
pub(super) fn yes_or_no(field: &str, table: &DeTable<'_>, usual: bool, notebook: &mut Notebook<'_>) -> bool {
    let Some(value) = table.get(field) else { return usual };
    value.get_ref().as_bool().unwrap_or_else(|| {
        notebook.report(value.span(), msg!("prompt-not-yes-no", field = field), msg!("prompt-not-yes-no-fix", field = field));
        usual
    })
}

/// Text that can be spoken and shown: composed, in one line, not empty, without signs that steer a terminal.
pub(super) fn text(field: &str, value: &Spanned<DeValue<'_>>, notebook: &mut Notebook<'_>) -> Option<String> {
    let Some(written) = value.get_ref().as_str() else {
        notebook.report(value.span(), msg!("prompt-not-text", field = field), msg!("prompt-not-text-fix"));
        return None;
    };
    let composed: String = written.nfc().collect();
    let text = composed.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.is_empty() {
        notebook.report(value.span(), msg!("prompt-empty", field = field), msg!("prompt-empty-fix", field = field));
        return None;
    }
    if let Some(sign) = text.chars().find(|sign| names::is_unprintable(*sign)) {
        let code = format!("U+{:04X}", sign as u32);
        notebook.report(value.span(), msg!("prompt-unprintable", field = field, code = code), msg!("prompt-unprintable-fix"));
        return None;
    }
    Some(text)
}

pub(super) fn read_id(table: &DeTable<'_>, header: &Range<usize>, notebook: &mut Notebook<'_>) -> Option<PromptId> {
    match table.get("id") {
        Some(value) => name("id", value, notebook).map(PromptId),
        None => missing(header, msg!("prompt-id-missing"), msg!("prompt-id-missing-fix"), notebook),
    }
}

fn read_kind(table: &DeTable<'_>, header: &Range<usize>, notebook: &mut Notebook<'_>) -> Option<PromptKind> {
    let Some(value) = table.get("kind") else {
        let known = PromptKind::ALL.map(PromptKind::name).join(", ");
        return missing(header, msg!("prompt-kind-missing"), msg!("prompt-kind-missing-fix", known = known), notebook);
    };
    let written = text("kind", value, notebook)?;
    let found = PromptKind::ALL.into_iter().find(|kind| kind.name() == written);
    if found.is_none() {
        notebook.report(value.span(), msg!("prompt-kind-unknown", kind = &written), choose(&written, &PromptKind::ALL.map(PromptKind::name)));
    }
    found
}

fn read_text(table: &DeTable<'_>, header: &Range<usize>, notebook: &mut Notebook<'_>) -> Option<Bilingual<String>> {
    let before = notebook.problems.len();
    let found = read_texts(table, notebook);
    if found.languages().next().is_some() {
        return Some(found);
    }
    if notebook.problems.len() == before {
        let span = table.get("text").map_or_else(|| header.clone(), Spanned::span);
        notebook.report(span, msg!("prompt-text-missing"), msg!("prompt-text-missing-fix"));
    }
    None
}

pub(super) fn read_texts(table: &DeTable<'_>, notebook: &mut Notebook<'_>) -> Bilingual<String> {
    by_language(table, "text", notebook, text)
}

pub(super) fn read_cues(table: &DeTable<'_>, notebook: &mut Notebook<'_>) -> Bilingual<Vec<String>> {
    by_language(table, "cues", notebook, texts)
}

pub(super) fn read_competency(table: &DeTable<'_>, notebook: &mut Notebook<'_>) -> Option<String> {
    table.get("competency").and_then(|value| name("competency", value, notebook))
}

/// A gap belongs to follow-ups and to nothing else.
fn read_probes(table: &DeTable<'_>, kind: Option<PromptKind>, header: &Range<usize>, notebook: &mut Notebook<'_>) -> Option<Gap> {
    let gaps = Gap::ALL.map(Gap::name);
    let Some(value) = table.get("probes") else {
        if kind == Some(PromptKind::FollowUp) {
            notebook.report(header.clone(), msg!("prompt-probes-missing"), msg!("prompt-probes-missing-fix", known = gaps.join(", ")));
        }
        return None;
    };
    if kind.is_some_and(|kind| kind != PromptKind::FollowUp) {
        notebook.report(value.span(), msg!("prompt-probes-idle"), msg!("prompt-probes-idle-fix"));
    }
    let written = text("probes", value, notebook)?;
    let found = Gap::ALL.into_iter().find(|gap| gap.name() == written);
    if found.is_none() {
        notebook.report(value.span(), msg!("prompt-probes-unknown", gap = &written), choose(&written, &gaps));
    }
    found
}

/// The ids of follow-ups; whether there are such prompts shows only beside the other packs.
pub(super) fn read_follow_ups(table: &DeTable<'_>, notebook: &mut Notebook<'_>) -> Vec<PromptId> {
    let Some(value) = table.get("follow_ups") else { return Vec::new() };
    let ids = list("follow_ups", value, notebook, name).unwrap_or_default();
    ids.into_iter().map(PromptId).collect()
}

fn read_timing(table: &DeTable<'_>, kind: Option<PromptKind>, notebook: &mut Notebook<'_>) -> Option<Timing> {
    let before = notebook.problems.len();
    let target = table.get("target_s").map(|value| (seconds("target_s", value, notebook), value.span()));
    let limit = table.get("limit_s").map(|value| (seconds("limit_s", value, notebook), value.span()));
    if notebook.problems.len() > before {
        return None;
    }
    let place = limit.as_ref().or(target.as_ref()).map_or(0..0, |(_, span)| span.clone());
    let (target, limit) = match (target.and_then(|(found, _)| found), limit.and_then(|(found, _)| found), kind.map(PromptKind::usual_timing)) {
        (Some(target), Some(limit), _) => (target, limit),
        (Some(target), None, _) => (target, target * LIMIT_PER_TARGET),
        (None, Some(limit), Some(usual)) => (usual.target.0, limit),
        (None, None, Some(usual)) => (usual.target.0, usual.limit.0),
        (None, _, None) => return None,
    };
    if limit < target {
        let (target, limit) = (target.to_string(), limit.to_string());
        notebook.report(place, msg!("prompt-limit-below", limit = limit, target = &target), msg!("prompt-limit-below-fix", target = &target));
        return None;
    }
    Some(Timing { target: Seconds(target), limit: Seconds(limit) })
}

/// A length of time: a whole or decimal number, more than nothing and at most an hour.
fn seconds(field: &str, value: &Spanned<DeValue<'_>>, notebook: &mut Notebook<'_>) -> Option<f64> {
    let number = match value.get_ref() {
        DeValue::Integer(whole) => i64::from_str_radix(whole.as_str(), whole.radix()).map_or(f64::INFINITY, |whole| whole as f64),
        DeValue::Float(decimal) => decimal.as_str().parse().unwrap_or(f64::NAN),
        _ => {
            notebook.report(value.span(), msg!("prompt-not-number", field = field), msg!("prompt-not-number-fix", field = field));
            return None;
        }
    };
    if number > 0.0 && number <= LONGEST_S {
        return Some(number);
    }
    let longest = LONGEST_S.to_string();
    notebook.report(value.span(), msg!("prompt-time-range", field = field), msg!("prompt-time-range-fix", field = field, longest = longest));
    None
}

/// `text.ko`, `text.en` and the like, each read by `read`, which gets the field's full name.
fn by_language<T>(
    table: &DeTable<'_>,
    field: &str,
    notebook: &mut Notebook<'_>,
    read: impl Fn(&str, &Spanned<DeValue<'_>>, &mut Notebook<'_>) -> Option<T>,
) -> Bilingual<T> {
    let mut found = Bilingual { ko: None, en: None };
    let Some(value) = table.get(field) else { return found };
    let Some(parts) = value.get_ref().as_table() else {
        notebook.report(value.span(), msg!("prompt-not-languages", field = field), msg!("prompt-not-languages-fix", field = field));
        return found;
    };
    unknown_fields(parts, field, LANGUAGES, notebook);
    for language in Language::ALL {
        let part = parts.get(language.code()).and_then(|value| read(&inside(field, language.code()), value, notebook));
        match language {
            Language::Ko => found.ko = part,
            Language::En => found.en = part,
        }
    }
    found
}

/// A list of texts; an item that is none is reported at its own line.
fn texts(field: &str, value: &Spanned<DeValue<'_>>, notebook: &mut Notebook<'_>) -> Option<Vec<String>> {
    list(field, value, notebook, text)
}

/// A list of what `read` makes of each item.
fn list(
    field: &str,
    value: &Spanned<DeValue<'_>>,
    notebook: &mut Notebook<'_>,
    read: impl Fn(&str, &Spanned<DeValue<'_>>, &mut Notebook<'_>) -> Option<String>,
) -> Option<Vec<String>> {
    let Some(items) = value.get_ref().as_array() else {
        notebook.report(value.span(), msg!("prompt-not-list", field = field), msg!("prompt-not-list-fix", field = field));
        return None;
    };
    Some(items.iter().filter_map(|item| read(field, item, notebook)).collect())
}

/// A text that others refer to: an id, a competency.
fn name(field: &str, value: &Spanned<DeValue<'_>>, notebook: &mut Notebook<'_>) -> Option<String> {
    let written = text(field, value, notebook)?;
    if names::is_plain(&written) {
        return Some(written);
    }
    let fix = match names::made_plain(&written) {
        Some(better) => msg!("prompt-name-odd-fix-better", field = field, better = better),
        None => msg!("prompt-name-odd-fix"),
    };
    notebook.report(value.span(), msg!("prompt-name-odd", field = field, name = written), fix);
    None
}

fn missing<T>(header: &Range<usize>, what: Message, fix: Message, notebook: &mut Notebook<'_>) -> Option<T> {
    notebook.report(header.clone(), what, fix);
    None
}

/// Which of the known names to write instead.
fn choose(written: &str, known: &[&str]) -> Message {
    let all = known.join(", ");
    match names::closest(written, known) {
        Some(close) => msg!("prompt-choose-close", close = close, known = all),
        None => msg!("prompt-choose", known = all),
    }
}

fn inside(table: &str, field: &str) -> String {
    if table.is_empty() { field.to_owned() } else { format!("{table}.{field}") }
}
