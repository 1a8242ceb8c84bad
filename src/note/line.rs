//! A note as lines: how far in each stands, what marks it (heading, bold, number, bullet), and what it says without the mark.

use std::borrow::Cow;
use std::cell::LazyCell;

use super::label::{self, Alone};

/// What a line begins with, and so what it may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marker {
    /// `#` to `######`, or a line underlined with `===` or `---`.
    Heading(u8),
    /// A whole line in bold.
    Bold,
    /// `1.`, `1)`, `(1)`, `①`, `가.`
    Numbered,
    /// `-`, `*`, `•`, `■` and the like.
    Bullet,
    Plain,
}

/// One line of the note with something on it.
#[derive(Clone, Debug, PartialEq)]
pub struct Line<'a> {
    /// Counted from 1.
    pub number: usize,
    /// Columns before the mark.
    pub indent: usize,
    /// Whether the line before it is empty or the note begins.
    pub after_gap: bool,
    pub marker: Marker,
    /// Marked as somebody's remark: `> …`.
    pub quoted: bool,
    /// Inside a code fence: text and nothing else.
    pub verbatim: bool,
    /// A number before its text was a whole step of a list: `1.` and not `1)`.
    pub dotted: bool,
    /// Without mark, emphasis around the whole, and tags.
    pub text: Cow<'a, str>,
}

impl Line<'_> {
    fn into_owned(self) -> Line<'static> {
        let Line { number, indent, after_gap, marker, quoted, verbatim, dotted, text } = self;
        Line { number, indent, after_gap, marker, quoted, verbatim, dotted, text: Cow::Owned(text.into_owned()) }
    }
}

/// Something that carries no words of the candidate's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Skipped {
    FrontMatter,
    Comment,
    /// The line that opens or closes a code fence.
    Fence,
}

impl Skipped {
    /// The stable name, for programs.
    pub fn name(self) -> &'static str {
        match self {
            Skipped::FrontMatter => "front-matter",
            Skipped::Comment => "comment",
            Skipped::Fence => "fence",
        }
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading<'a> {
    pub lines: Vec<Line<'a>>,
    /// The lines after which a rule (`---`) stands: whatever follows is something new.
    pub rules: Vec<usize>,
    pub skipped: Vec<(usize, Skipped)>,
}

/// Columns to the next stop.
const TAB: usize = 4;

/// Signs that begin a bullet, besides `-`, `*`, `+`.
const BULLETS: &[char] = &['•', '·', '▪', '▫', '‣', '○', '●', '■', '□', '▶', '▷', '►', '◆', '◇', '◎', '◦', '※', '★', '☆', '✔', '✅', '➤', '👉', '→'];

/// Cuts a note into lines. Nothing is lost: each line with text is a line here, or is named among the skipped.
pub fn read(text: &str) -> Reading<'_> {
    let raw: Vec<&str> = text.split('\n').map(|line| line.trim_end_matches('\r')).collect();
    let last_end_of_comment = LazyCell::new(|| raw.iter().rposition(|line| line.contains("-->")));
    let mut reading = Reading::default();
    let mut at = skip_front_matter(&raw, &mut reading);
    let mut in_comment = false;
    let mut fence: Option<&str> = None;
    let mut after_gap = true;
    while at < raw.len() {
        let (number, line) = (at + 1, raw[at]);
        at += 1;
        if let Some(mark) = fence {
            match line.trim().starts_with(mark) {
                true => {
                    fence = None;
                    reading.skipped.push((number, Skipped::Fence));
                }
                false if !line.trim().is_empty() => reading.lines.push(verbatim(line, number)),
                false => {}
            }
            continue;
        }
        if let Some(mark) = opening_fence(line, &raw[at..]).filter(|_| !in_comment) {
            fence = Some(mark);
            reading.skipped.push((number, Skipped::Fence));
            continue;
        }
        let was_open = in_comment;
        let (mut seen, mut commented) = without_comments(line, &mut in_comment);
        // A comment that is never closed is only text, as an unclosed fence is.
        if in_comment && !was_open && last_end_of_comment.is_none_or(|end| end < at) {
            (seen, commented, in_comment) = (line.replace("<!--", " ").into(), false, false);
        }
        if commented {
            reading.skipped.push((number, Skipped::Comment));
        }
        let said = without_tags(seen);
        if said.trim().is_empty() {
            after_gap |= !commented;
        } else if is_rule(&said) {
            underline_or_rule(&said, after_gap, number, &mut reading);
            after_gap = true;
        } else {
            reading.lines.push(match said {
                Cow::Borrowed(said) => marked(said, number, after_gap),
                Cow::Owned(said) => marked(&said, number, after_gap).into_owned(),
            });
            after_gap = false;
        }
    }
    reading
}

/// YAML between two `---`, if the note begins with it; the index of the line after it.
fn skip_front_matter(raw: &[&str], reading: &mut Reading<'_>) -> usize {
    if raw.first().is_none_or(|line| line.trim_end() != "---") {
        return 0;
    }
    let is_field = |line: &str| line.trim().is_empty() || line.contains(':') || line.trim_start().starts_with(['-', '#']) || line.starts_with(' ');
    let Some(end) = raw.iter().skip(1).position(|line| matches!(line.trim_end(), "---" | "...")).map(|end| end + 1) else { return 0 };
    // A story between two rules is none.
    let is_told = |line: &&str| line.starts_with("# ") || line.starts_with("##") || label::leading(line.trim(), Alone::Nothing).is_some();
    if !raw[1..end].iter().all(|line| is_field(line)) || raw[1..end].iter().any(is_told) {
        return 0;
    }
    reading.skipped.extend((1..=end + 1).map(|number| (number, Skipped::FrontMatter)));
    end + 1
}

/// The mark that ends a fence which this line opens. One that is never closed is only a line.
fn opening_fence<'a>(line: &'a str, rest: &[&str]) -> Option<&'a str> {
    let line = line.trim_start();
    let mark = ["```", "~~~"].into_iter().find(|mark| line.starts_with(mark))?;
    let is_closed = rest.iter().any(|line| line.trim().starts_with(mark));
    is_closed.then_some(&line[..mark.len()])
}

fn verbatim(line: &str, number: usize) -> Line<'_> {
    let (indent, text) = indentation(line);
    let text = Cow::Borrowed(text.trim_end());
    Line { number, indent, after_gap: false, marker: Marker::Plain, quoted: false, verbatim: true, dotted: false, text }
}

/// The line without what stands between `<!--` and `-->`, and whether something of that kind stood there.
fn without_comments<'a>(line: &'a str, inside: &mut bool) -> (Cow<'a, str>, bool) {
    if !*inside && !line.contains('<') {
        return (Cow::Borrowed(line), false);
    }
    let (mut seen, mut rest, mut commented) = (String::new(), line, *inside);
    loop {
        let mark = if *inside { "-->" } else { "<!--" };
        let Some(place) = rest.find(mark) else { break };
        if !*inside {
            seen.push_str(&rest[..place]);
        }
        commented = true;
        *inside = !*inside;
        rest = &rest[place + mark.len()..];
    }
    if !*inside {
        seen.push_str(rest);
    }
    (Cow::Owned(seen), commented)
}

/// Tags that writers put into Markdown; they mark, and say nothing.
const TAGS: &[&str] = &[
    "b",
    "strong",
    "i",
    "em",
    "u",
    "s",
    "br",
    "hr",
    "p",
    "div",
    "span",
    "details",
    "summary",
    "font",
    "mark",
    "center",
    "sub",
    "sup",
    "ul",
    "ol",
    "li",
    "small",
    "blockquote",
    "aside",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "table",
    "tr",
    "td",
    "th",
    "tbody",
    "thead",
    "code",
    "pre",
    "img",
    "a",
    "kbd",
    "del",
    "ins",
    "input",
];

/// The line with its tags taken out; `<b>`, `<strong>` and `<summary>` become bold, which they mean; a break is a space.
fn without_tags(line: Cow<'_, str>) -> Cow<'_, str> {
    let line = if line.contains('<') { Cow::Owned(with_tags_read(&line)) } else { line };
    if line.trim() == "****" { Cow::Borrowed("") } else { line }
}

fn with_tags_read(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some(open) = rest.find('<') {
        out.push_str(&rest[..open]);
        let close = rest[open..].char_indices().take(LONGEST_TAG).find(|(_, sign)| *sign == '>');
        let tag = close.map(|(close, _)| &rest[open + 1..open + close]).filter(|tag| is_tag(tag));
        let name = tag.map(|tag| tag.trim_start_matches('/').split([' ', '/']).next().unwrap_or_default().to_lowercase());
        match (tag, name) {
            (Some(tag), Some(name)) if TAGS.contains(&name.as_str()) => {
                out.push_str(match name.as_str() {
                    "b" | "strong" | "summary" => "**",
                    "br" => " ",
                    _ => "",
                });
                rest = &rest[open + tag.len() + 2..];
            }
            _ => {
                out.push('<');
                rest = &rest[open + 1..];
            }
        }
    }
    out.push_str(rest);
    out
}

/// Longer ones hold something else; one that is never closed is not searched to the end of a long line.
const LONGEST_TAG: usize = 300;

/// A name alone or with attributes: `<a percentage>` is said, not marked.
fn is_tag(inner: &str) -> bool {
    let rest = inner.trim_start_matches('/').trim_end_matches('/').trim();
    rest.split_whitespace()
        .skip(1)
        .all(|attribute| attribute.contains('=') || attribute.contains(['"', '\'']) || attribute == "open" || attribute == "checked")
}

/// `---`, `***`, `___`, `===` and the like, and nothing else.
fn is_rule(line: &str) -> bool {
    let signs = || line.chars().filter(|sign| !sign.is_whitespace());
    let first = signs().next().filter(|sign| matches!(sign, '-' | '*' | '_' | '=' | '~' | '─' | '—'));
    first.is_some_and(|first| signs().all(|sign| sign == first) && signs().count() >= 3)
}

/// Under a line of text without a gap `===` and `---` make it a heading; elsewhere they part what is above from what is below.
fn underline_or_rule(line: &str, after_gap: bool, number: usize, reading: &mut Reading<'_>) {
    let level = match line.trim().chars().next() {
        Some('=') => 1,
        _ => 2,
    };
    match reading.lines.last_mut() {
        Some(above)
            if !after_gap
                && above.after_gap
                && label::leading(&above.text, Alone::Nothing).is_none()
                && matches!(above.marker, Marker::Plain | Marker::Numbered)
                && !line.trim().starts_with(['*', '_']) =>
        {
            above.marker = Marker::Heading(level);
        }
        _ => reading.rules.push(number),
    }
}

/// The columns before the text, and the text.
fn indentation(line: &str) -> (usize, &str) {
    let mut columns = 0;
    for (place, sign) in line.char_indices() {
        match sign {
            '\t' => columns = columns / TAB * TAB + TAB,
            // The ideographic space is two columns wide.
            '\u{3000}' => columns += 2,
            sign if sign.is_whitespace() || sign == '\u{feff}' => columns += 1,
            _ => return (columns, &line[place..]),
        }
    }
    (columns, "")
}

fn marked(line: &str, number: usize, after_gap: bool) -> Line<'_> {
    let (mut indent, mut text) = indentation(line);
    let mut quoted = false;
    while let Some(rest) = text.strip_prefix('>') {
        quoted = true;
        let (more, rest) = indentation(rest);
        (indent, text) = (indent + more.saturating_sub(1), rest);
    }
    let (marker, dotted, text) = strip_marker(text.trim_end());
    Line { number, indent, after_gap, marker, quoted, verbatim: false, dotted, text: Cow::Borrowed(text) }
}

fn strip_marker(text: &str) -> (Marker, bool, &str) {
    if let Some((level, rest)) = heading(text) {
        return (Marker::Heading(level), false, unemphasised(rest));
    }
    let (marker, dotted, rest) = match (number(text), bullet(text)) {
        (Some((dotted, rest)), _) => (Marker::Numbered, dotted, rest),
        (None, Some(rest)) => (Marker::Bullet, false, number(rest).map_or(rest, |(_, rest)| rest)),
        (None, None) => (Marker::Plain, false, text),
    };
    match is_all_bold(rest) {
        true if marker == Marker::Plain => (Marker::Bold, dotted, unemphasised(rest)),
        _ => (marker, dotted, unemphasised(rest)),
    }
}

fn heading(text: &str) -> Option<(u8, &str)> {
    let level = text.chars().take_while(|sign| *sign == '#').count();
    let rest = &text[level..];
    let is_heading = (1..=6).contains(&level) && (rest.is_empty() || rest.starts_with(char::is_whitespace));
    is_heading.then(|| (level as u8, without_closing(rest.trim())))
}

/// `Ownership ##` is closed by its signs, `Moving to C#` is not.
fn without_closing(text: &str) -> &str {
    let bare = text.trim_end_matches('#');
    if bare.ends_with(' ') { bare.trim_end() } else { text }
}

/// The text after a number of a list, and whether a full stop followed the number. `1.5 s` and `2024.03` are no numbers of a list.
fn number(text: &str) -> Option<(bool, &str)> {
    let circled = |sign: char| ('①'..='⑳').contains(&sign) || ('⓪'..='⓿').contains(&sign) || ('❶'..='❿').contains(&sign);
    if let Some(rest) = text.strip_prefix(circled) {
        return Some((false, rest.trim_start_matches(['.', ')']).trim_start()));
    }
    let inner = text.strip_prefix('(').unwrap_or(text);
    let digits = inner.chars().take_while(char::is_ascii_digit).count();
    let (mark, after) = match digits {
        1..=3 => inner.split_at(digits),
        0 => {
            let first = inner.chars().next().filter(|sign| "가나다라마바사아자차카타파하".contains(*sign))?;
            inner.split_at(first.len_utf8())
        }
        _ => return None,
    };
    let is_digit = mark.starts_with(|sign: char| sign.is_ascii_digit());
    let dotted = after.starts_with('.');
    let rest = after.strip_prefix(')').or_else(|| after.strip_prefix('.')).or_else(|| after.strip_prefix("번.").filter(|_| is_digit))?;
    let ends = rest.is_empty()
        || rest.starts_with(char::is_whitespace)
        || !(dotted && rest.starts_with(|sign: char| sign.is_ascii_digit() || sign.is_alphanumeric() && !is_digit));
    ends.then(|| (dotted && inner.len() == text.len(), rest.trim_start()))
}

fn bullet(text: &str) -> Option<&str> {
    let rest = match text.strip_prefix(['-', '*', '+', '–', '—']) {
        Some(rest) if rest.is_empty() || rest.starts_with(char::is_whitespace) => rest,
        Some(_) => return None,
        None => text.strip_prefix(BULLETS)?,
    };
    let rest = rest.trim_start().trim_start_matches('\u{fe0f}').trim_start();
    let boxed = ["[ ]", "[x]", "[X]"].into_iter().find_map(|mark| rest.strip_prefix(mark));
    Some(boxed.unwrap_or(rest).trim_start())
}

fn is_all_bold(text: &str) -> bool {
    ["**", "__"].into_iter().any(|mark| {
        let inner = text.strip_prefix(mark).and_then(|rest| rest.strip_suffix(mark));
        inner.is_some_and(|inner| !inner.is_empty() && !inner.contains(mark))
    })
}

/// Without the signs of emphasis around the whole line. Inside it they stay: a label may end with them.
fn unemphasised(text: &str) -> &str {
    let mut text = text.trim();
    for mark in ["***", "**", "__", "*", "_", "~~", "=="] {
        let inner = text.strip_prefix(mark).and_then(|rest| rest.strip_suffix(mark));
        text = inner.filter(|inner| !inner.is_empty() && !inner.contains(mark)).map_or(text, str::trim);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, marker: Marker, indent: usize, text: &str) {
        let found = read(line).lines;
        assert_eq!(found.iter().map(|line| (line.marker, line.indent, &*line.text)).collect::<Vec<_>>(), [(marker, indent, text)], "{line}");
    }

    #[test]
    fn a_line_is_read_without_its_mark() {
        check("## Ownership ##", Marker::Heading(2), 0, "Ownership");
        check("## Moving to C#", Marker::Heading(2), 0, "Moving to C#");
        check("cut by <a percentage>", Marker::Plain, 0, "cut by <a percentage>");
        check("#hash", Marker::Plain, 0, "#hash");
        check("   1) 인도 출장", Marker::Numbered, 3, "인도 출장");
        check("9.  Bias for Action", Marker::Numbered, 0, "Bias for Action");
        check("1.5초로 줄임", Marker::Plain, 0, "1.5초로 줄임");
        check("2024.03 입사", Marker::Plain, 0, "2024.03 입사");
        check("① 원인 분석", Marker::Numbered, 0, "원인 분석");
        check("나) 두 번째", Marker::Numbered, 0, "두 번째");
        check("- [x] done", Marker::Bullet, 0, "done");
        check("\t• point", Marker::Bullet, 4, "point");
        check("-dash", Marker::Plain, 0, "-dash");
        check("-> 다음", Marker::Plain, 0, "-> 다음");
        check("**신뢰를 얻어야함**  ", Marker::Bold, 0, "신뢰를 얻어야함");
        check("**Situation:** text", Marker::Plain, 0, "**Situation:** text");
        check("<b>제목</b>", Marker::Bold, 0, "제목");
        check("a < b and c > d", Marker::Plain, 0, "a < b and c > d");
        check("> 코멘트", Marker::Plain, 0, "코멘트");
        check("\u{feff}첫 줄", Marker::Plain, 1, "첫 줄");
    }

    #[test]
    fn fences_comments_and_front_matter_are_no_text_to_look_for_labels_in() {
        let reading = read("---\ntitle: x\n---\n<!-- S: a\nb -->c\n```\nS: 10\n```\nd");
        assert_eq!(reading.skipped.len(), 7);
        let said: Vec<_> = reading.lines.iter().map(|line| (line.number, line.verbatim, &*line.text)).collect();
        assert_eq!(said, [(5, false, "c"), (7, true, "S: 10"), (9, false, "d")]);
        assert_eq!(read("```\nnever closed").lines.len(), 2);
        assert!(read("---\nno fields here\n---\n").skipped.is_empty());
        assert!(read("---\n## Ownership\nS: late\nR: done\n---\nmore").skipped.is_empty());
        assert_eq!(read("<!-- old\n```\n-->\nS: real\n```\nmore").lines.iter().filter(|line| !line.verbatim).count(), 3);
        assert_eq!(read("<!-- never closed\nS: real").lines.len(), 2);
    }

    #[test]
    fn a_rule_parts_and_an_underline_makes_a_heading() {
        let reading = read("Title\n===\n\ntext\n\n---\nmore");
        assert_eq!((reading.lines[0].marker, reading.rules), (Marker::Heading(1), vec![6]));
    }

    proptest::proptest! {
        #[test]
        fn no_line_is_lost(text in "([ \\t>*#-]{0,3}(S:|\\*\\*|```|<!--|-->|---|[a-z가-힣]{1,5}){0,3}\r?\n){0,12}") {
            let reading = read(&text);
            for (index, line) in text.split('\n').enumerate() {
                let has_letters = without_tags(line.into()).chars().any(char::is_alphanumeric);
                let known = reading.lines.iter().any(|one| one.number == index + 1) || reading.skipped.iter().any(|(number, _)| *number == index + 1);
                proptest::prop_assert!(!has_letters || known, "line {} of {:?}", index + 1, text);
            }
        }
    }
}
