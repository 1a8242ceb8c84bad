//! Many attempts at a glance: as a table to read, as JSON, as CSV.

use serde_json::{Value, json};

use super::json::tidy;
use super::text::{points, state_name};
use super::wrap::{hang, pad, pad_left, width, wrap};
use super::{Page, clock};
use crate::domain::{Adherence, Message, Summary};
use crate::msg;

/// A line for each attempt, in the order given, under a line of headings. Where lines would be too wide the prompt goes to a line of its own.
pub fn history_text(attempts: &[Summary], page: &Page<'_>) -> String {
    if attempts.is_empty() {
        return wrap(&page.say(&msg!("report-history-empty")), page.width()).join("\n") + "\n";
    }
    let mut rows = vec![headings(page)];
    rows.extend(attempts.iter().map(|attempt| cells(attempt, page)));
    let columns: Vec<_> = (0..COLUMNS).map(|column| rows.iter().map(|row| width(&row.cells[column])).max().unwrap_or(0)).collect();
    rows.iter().flat_map(|row| row.lines(&columns, page.width())).map(|line| line + "\n").collect()
}

/// id, date, language, length, verdict, points; what may be long follows them.
const COLUMNS: usize = 6;

/// The columns of figures stand at the right.
const FIGURES: [usize; 2] = [3, 5];

struct Row {
    cells: [String; COLUMNS],
    /// The prompt, and the state where the answer is not whole.
    rest: String,
}

impl Row {
    fn lines(&self, columns: &[usize], page_width: usize) -> Vec<String> {
        let fill = |(column, cell): (usize, &String)| match FIGURES.contains(&column) {
            true => pad_left(cell, columns[column]),
            false => pad(cell, columns[column]),
        };
        let line = self.cells.iter().enumerate().map(fill).collect::<Vec<_>>().join("  ");
        if width(&line) + 2 + width(&self.rest) <= page_width {
            return vec![format!("{line}  {}", self.rest).trim_end().to_owned()];
        }
        let mut lines = if width(&line) <= page_width { vec![line.trim_end().to_owned()] } else { wrap(&line, page_width) };
        if !self.rest.is_empty() {
            lines.extend(hang("    ", &self.rest, page_width));
        }
        lines
    }
}

fn headings(page: &Page<'_>) -> Row {
    let cells = [
        msg!("report-history-id"),
        msg!("report-history-date"),
        msg!("report-history-language"),
        msg!("report-history-length"),
        msg!("report-history-verdict"),
        msg!("report-history-points"),
    ];
    Row { cells: cells.map(|heading| page.say(&heading)), rest: page.say(&msg!("report-history-prompt")) }
}

fn cells(attempt: &Summary, page: &Page<'_>) -> Row {
    let verdict = attempt.adherence.map(|adherence| page.say(&verdict_word(adherence)));
    let cells = [
        attempt.id.0.clone(),
        page.date(attempt.recorded_at),
        attempt.language.code().to_owned(),
        attempt.answer_s.or(attempt.duration_s).map(clock).unwrap_or_else(|| "-".to_owned()),
        verdict.unwrap_or_else(|| "-".to_owned()),
        attempt.points.map(points).unwrap_or_else(|| "-".to_owned()),
    ];
    let state = state_name(attempt.state).map(|state| format!("({})", page.say(&state)));
    let mark = attempt.labels.marked.then(|| "*".to_owned());
    let tags = attempt.labels.tags.iter().map(|tag| format!("#{tag}"));
    Row { cells, rest: mark.into_iter().chain(name(attempt)).chain(state).chain(tags).collect::<Vec<_>>().join(" ") }
}

/// The user's own title, the prompt, or the file.
fn name(attempt: &Summary) -> Vec<String> {
    let prompt = attempt.prompt.as_ref().map(|id| id.0.clone());
    match (&attempt.labels.title, prompt) {
        (Some(title), Some(prompt)) => vec![title.clone(), format!("({prompt})")],
        (title, prompt) => title.clone().or(prompt).or_else(|| Some(attempt.file.file_name()?.to_string_lossy().into_owned())).into_iter().collect(),
    }
}

fn verdict_word(adherence: Adherence) -> Message {
    match adherence {
        Adherence::Under { .. } => msg!("report-verdict-under"),
        Adherence::Within => msg!("report-verdict-within"),
        Adherence::Over { .. } => msg!("report-verdict-over"),
    }
}

fn verdict_code(adherence: Adherence) -> &'static str {
    match adherence {
        Adherence::Under { .. } => "under",
        Adherence::Within => "within",
        Adherence::Over { .. } => "over",
    }
}

/// A list of summaries, in the order given (`docs/json.md`).
pub fn history_json(attempts: &[Summary]) -> Value {
    let mut list: Value = attempts.iter().map(summary).collect();
    tidy(&mut list);
    list
}

fn summary(attempt: &Summary) -> Value {
    json!({
        "schema": attempt.schema,
        "id": attempt.id,
        "recorded_at": attempt.recorded_at,
        "prompt": attempt.prompt,
        "session": attempt.session,
        "language": attempt.language,
        "state": attempt.state,
        "file": attempt.file.to_string_lossy(),
        "duration_s": attempt.duration_s,
        "answer_s": attempt.answer_s,
        "target_s": attempt.target_s,
        "verdict": attempt.adherence.map(verdict_code),
        "points": attempt.points,
        "rubric": attempt.rubric,
        "title": attempt.labels.title,
        "note": attempt.labels.note,
        "tags": attempt.labels.tags,
        "marked": attempt.labels.marked,
    })
}

/// One line for each attempt under a line of names, as RFC 4180 has it; unknown is empty, dates are local with their offset.
pub fn history_csv(attempts: &[Summary], zone: &jiff::tz::TimeZone) -> String {
    let mut csv = String::from("id,date,prompt,language,state,answer_s,verdict,points\r\n");
    for attempt in attempts {
        let number = |figure: f64, decimals: usize| if figure.is_finite() { format!("{figure:.decimals$}") } else { String::new() };
        let fields = [
            attempt.id.0.clone(),
            attempt.recorded_at.to_zoned(zone.clone()).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string(),
            attempt.prompt.as_ref().map(|id| id.0.clone()).unwrap_or_default(),
            attempt.language.code().to_owned(),
            attempt.state.name().to_owned(),
            attempt.answer_s.map(|time| number(time.0, 3)).unwrap_or_default(),
            attempt.adherence.map(verdict_code).unwrap_or_default().to_owned(),
            attempt.points.map(|points| number(points, 3)).unwrap_or_default(),
        ];
        csv.push_str(&fields.map(|field| quoted(&field)).join(","));
        csv.push_str("\r\n");
    }
    csv
}

/// A field of a CSV file (RFC 4180).
pub(super) fn quoted(field: &str) -> String {
    if field.contains([',', '"', '\n', '\r']) { format!("\"{}\"", field.replace('"', "\"\"")) } else { field.to_owned() }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use jiff::tz::TimeZone;

    use super::super::samples::{bare, full};
    use super::*;
    use crate::domain::{Attempt, AttemptId, Language, PromptId, Scorecard, Seconds};
    use crate::messages::Catalogue;

    fn attempts() -> Vec<Summary> {
        let measurements =
            crate::domain::Measurements { adherence: Some(Adherence::Within), answer_s: Seconds(57.0), ..full().measurements.unwrap() };
        let introduction = Attempt {
            id: AttemptId("a9wz".to_owned()),
            language: Language::Ko,
            prompt: Some(PromptId("intro.60".to_owned())),
            measurements: Some(measurements),
            scorecard: Some(Scorecard { rubric: "2026-10".to_owned(), findings: Vec::new(), points: 1.0 }),
            ..full()
        };
        let unfinished = Attempt { id: AttemptId("q2mn".to_owned()), duration_s: Some(Seconds(12.0)), ..bare() };
        [full(), introduction, unfinished].iter().map(Summary::of).collect()
    }

    fn text(attempts: &[Summary], language: Language, width: usize) -> String {
        let (catalogue, zone) = (Catalogue::new(language), TimeZone::get("Asia/Seoul").unwrap());
        history_text(attempts, &Page { catalogue: &catalogue, zone: &zone, width })
    }

    #[test]
    fn a_history_reads_as_a_table() {
        insta::assert_snapshot!(text(&attempts(), Language::En, 80), @r"
        id    date              lang  length  target   points  prompt
        k3vp  2026-10-01 21:14  en      1:05  short        62  amazon.ownership.1
        a9wz  2026-10-01 21:14  ko      0:57  on time     100  intro.60
        q2mn  2026-10-01 21:14  en      0:12  -             -  k3vp.wav (unfinished)
        ");
        insta::assert_snapshot!(text(&attempts(), Language::Ko, 80), @r"
        답변  날짜              언어  길이  목표 시간  점수  질문
        k3vp  2026-10-01 21:14  en    1:05  부족         62  amazon.ownership.1
        a9wz  2026-10-01 21:14  ko    0:57  적절        100  intro.60
        q2mn  2026-10-01 21:14  en    0:12  -             -  k3vp.wav (미완성)
        ");
    }

    #[test]
    fn on_a_narrow_page_the_prompt_goes_below() {
        insta::assert_snapshot!(text(&attempts(), Language::Ko, 40), @r"
        답변 날짜 언어 길이 목표 시간 점수
            질문
        k3vp 2026-10-01 21:14 en 1:05 부족 62
            amazon.ownership.1
        a9wz 2026-10-01 21:14 ko 0:57 적절 100
            intro.60
        q2mn 2026-10-01 21:14 en 0:12 - -
            k3vp.wav (미완성)
        ");
        for width in [0, 24, 30, 40, 50, 60] {
            for language in Language::ALL {
                let text = text(&attempts(), language, width);
                assert!(text.lines().all(|line| super::width(line) <= width.max(Page::NARROWEST)), "{width}:\n{text}");
            }
        }
    }

    #[test]
    fn what_the_user_says_of_an_attempt_stands_beside_it() {
        let mut attempts = attempts();
        attempts[0].labels.title = Some("두 번째 시도".to_owned());
        (attempts[1].labels.marked, attempts[1].labels.tags) = (true, vec!["final".to_owned(), "아마존".to_owned()]);
        let text = text(&attempts, Language::Ko, 80);
        assert!(text.contains("두 번째 시도 (amazon.ownership.1)\n") && text.contains("* intro.60 #final #아마존\n"), "{text}");
    }

    #[test]
    fn an_empty_history_says_so() {
        insta::assert_snapshot!(text(&[], Language::En, 80), @r"
        There are no attempts yet. `mynah practice` makes the first one.
        ");
        insta::assert_snapshot!(text(&[], Language::Ko, 80), @"아직 답변이 없습니다. `mynah practice`로 첫 답변을 녹음해 보세요.");
    }

    #[test]
    fn a_history_as_json_has_a_summary_of_each() {
        let list = history_json(&attempts());
        let expected = json!({
            "schema": 1, "id": "k3vp", "recorded_at": "2026-10-01T12:14:00Z", "prompt": "amazon.ownership.1", "session": "20261001T121000000Z", "language": "en", "state": "complete",
            "file": "/home/me/.local/share/mynah/recordings/k3vp.wav", "duration_s": 68.2, "answer_s": 65.1, "target_s": 120.0,
            "verdict": "under", "points": 0.62, "rubric": "2026-10", "title": null, "note": null, "tags": [], "marked": false
        });
        assert_eq!(list[0], expected);
        for unknown in ["prompt", "answer_s", "target_s", "verdict", "points", "rubric"] {
            assert!(list[2].as_object().unwrap().contains_key(unknown) && list[2][unknown].is_null(), "{unknown}");
        }
        assert_eq!(history_json(&[]), json!([]));
    }

    #[test]
    fn a_history_as_csv_has_a_line_for_each() {
        let mut attempts = attempts();
        attempts[2].prompt = Some(PromptId("my \"own\", one".to_owned()));
        attempts[2].file = PathBuf::from("/x.wav");
        let csv = history_csv(&attempts, &TimeZone::get("Asia/Seoul").unwrap());
        let expected = "id,date,prompt,language,state,answer_s,verdict,points\r\n\
            k3vp,2026-10-01T21:14:00+09:00,amazon.ownership.1,en,complete,65.100,under,0.620\r\n\
            a9wz,2026-10-01T21:14:00+09:00,intro.60,ko,complete,57.000,within,1.000\r\n\
            q2mn,2026-10-01T21:14:00+09:00,\"my \"\"own\"\", one\",en,unfinished,,,\r\n";
        assert_eq!(csv, expected);
    }
}
