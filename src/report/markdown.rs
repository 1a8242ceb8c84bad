//! An attempt as Markdown: what the page says, for a notebook or a wiki.

use super::text::{figure_rows, own_story, points, rubric, shares, story_rows, title_and_facts, verdict};
use super::{Answered, Occasion, Page, clock, moment, round};
use crate::domain::{Attempt, Coverage, Finding, LabelledSentence, Measurements, Message, NO_BREAK, Prompt, harmless};
use crate::msg;

/// The attempt with findings first, then figures, the story and the words; `prompt` is the question, where it is still known, `finding_text` words
/// a finding.
pub fn attempt_markdown(attempt: &Attempt, prompt: Option<&Prompt>, page: &Page<'_>, finding_text: &dyn Fn(&Finding) -> String) -> String {
    let (title, facts) = title_and_facts(attempt, prompt, page);
    let mut parts = vec![format!("# {}", escaped(&title)), escaped(&facts)];
    parts.extend(findings(attempt, page, finding_text));
    match &attempt.measurements {
        Some(measured) => parts.extend(figures(attempt, measured, page)),
        None => parts.push(page.say(&msg!("report-not-measured"))),
    }
    parts.extend(words(attempt, page));
    parts.extend(rubric(attempt, page).map(|rubric| escaped(&rubric)));
    parts.join("\n\n") + "\n"
}

/// What answers belong to, and each of them in short; the answers themselves are to follow.
pub fn round_markdown(occasion: &Occasion, answers: &[Answered], page: &Page<'_>, finding_text: &dyn Fn(&Finding) -> String) -> String {
    let attempts: Vec<&Attempt> = answers.iter().map(|answer| &answer.attempt).collect();
    let line = |answer: &Answered| {
        let indent = if answer.attempt.follows.is_some() { "  - " } else { "- " };
        let main = round::findings(&answer.attempt).next().map(finding_text);
        let facts: Vec<String> = std::iter::once(round::summary(&answer.attempt, page)).chain(main).collect();
        format!("{indent}**{}** {}", escaped(&answer.question), escaped(&facts.join(" · ")))
    };
    let list: Vec<String> = answers.iter().map(line).collect();
    [format!("# {}", escaped(&occasion.heading(page))), escaped(&occasion.facts(&attempts, page)), list.join("\n")].join("\n\n") + "\n"
}

/// Signs that Markdown or HTML in it would read as markup.
fn escaped(text: &str) -> String {
    const MARKUP: &str = "\\`*_{}[]<>#|~&";
    let text = harmless(text).replace(NO_BREAK, " ");
    text.chars().flat_map(|sign| MARKUP.contains(sign).then_some('\\').into_iter().chain([sign])).collect()
}

fn section(name: &Message, page: &Page<'_>) -> String {
    format!("## {}", escaped(&page.say(name)))
}

fn findings(attempt: &Attempt, page: &Page<'_>, finding_text: &dyn Fn(&Finding) -> String) -> Vec<String> {
    let Some(card) = &attempt.scorecard else { return vec![page.say(&msg!("report-not-scored"))] };
    if card.findings.is_empty() {
        return vec![page.say(&msg!("report-no-findings"))];
    }
    let finding = |(at, finding): (usize, &Finding)| {
        let when = finding.at_s.map(|at| format!(" ({})", moment(at))).unwrap_or_default();
        format!("{}. {}{when}", at + 1, escaped(&finding_text(finding)))
    };
    let list: Vec<String> = card.findings.iter().enumerate().map(finding).collect();
    vec![section(&msg!("report-findings"), page), list.join("\n")]
}

fn figures(attempt: &Attempt, measured: &Measurements, page: &Page<'_>) -> Vec<String> {
    let mut rows = vec![(msg!("report-time"), time(measured, page))];
    rows.extend(attempt.points().map(|known| (msg!("report-page-points-of"), points(known))));
    rows.extend(figure_rows(attempt, measured, page));
    if let Some(coverage) = attempt.coverage.as_ref().filter(|coverage| !coverage.sentences.is_empty()) {
        rows.extend(story(coverage, page));
    }
    vec![section(&msg!("report-page-figures"), page), table(&rows, page)]
}

fn time(measured: &Measurements, page: &Page<'_>) -> String {
    if measured.latency_s.is_none() {
        return page.say(&msg!("report-no-speech"));
    }
    let target = measured.target_s.map(|target| page.say(&msg!("report-page-target", target = clock(target))));
    let verdict = measured.adherence.map(|adherence| format!("({})", page.say(&verdict(adherence))));
    std::iter::once(clock(measured.answer_s)).chain(target).chain(verdict).collect::<Vec<_>>().join(" ")
}

fn story(coverage: &Coverage, page: &Page<'_>) -> Vec<(Message, String)> {
    let mut rows = vec![(msg!("report-shares"), shares(coverage, page))];
    rows.extend(story_rows(coverage, page));
    rows.extend(own_story(coverage, page));
    rows
}

fn table(rows: &[(Message, String)], page: &Page<'_>) -> String {
    let row = |(name, text): &(Message, String)| format!("| {} | {} |", escaped(&page.say(name)), escaped(text));
    let head = format!("| {} | |\n| --- | --- |\n", page.say(&msg!("report-page-figure")));
    head + &rows.iter().map(row).collect::<Vec<_>>().join("\n")
}

fn words(attempt: &Attempt, page: &Page<'_>) -> Vec<String> {
    let Some(transcript) = &attempt.transcript else { return vec![page.say(&msg!("report-no-transcript"))] };
    let sentences = attempt.coverage.as_ref().map(|coverage| coverage.sentences.as_slice()).unwrap_or_default();
    let text = if transcript.words.is_empty() {
        page.say(&msg!("report-no-words"))
    } else if sentences.is_empty() {
        escaped(&transcript.text())
    } else {
        let line = |sentence: &LabelledSentence| {
            let at = sentence.start.map(|at| format!("{} ", moment(at))).unwrap_or_default();
            format!("- {at}**{}** {}", sentence.label.letter(), escaped(&sentence.text))
        };
        sentences.iter().map(line).collect::<Vec<_>>().join("\n")
    };
    vec![section(&msg!("report-words", model = &transcript.model), page), text]
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::*;
    use crate::domain::Language;
    use crate::messages::Catalogue;
    use crate::report::samples;

    fn shown(attempt: &Attempt, language: Language) -> String {
        let (catalogue, zone) = (Catalogue::new(language), TimeZone::UTC);
        let page = Page { catalogue: &catalogue, zone: &zone, width: 80 };
        attempt_markdown(attempt, Some(&samples::prompt()), &page, &|finding| catalogue.say(&crate::score::finding_message(finding)))
    }

    #[track_caller]
    fn check_escape(text: &str, expected: &str) {
        assert_eq!(escaped(text), expected);
    }

    #[test]
    fn what_was_said_is_no_markup() {
        check_escape("plain, 한글 👩‍💻.", "plain, 한글 👩‍💻.");
        check_escape("<script> *a* _b_ [c](d) `e` |f| # &lt;", "\\<script\\> \\*a\\* \\_b\\_ \\[c\\](d) \\`e\\` \\|f\\| \\# \\&lt;");
        check_escape("two\nlines", "two lines");
        check_escape("\u{202E}turned", "turned");
    }

    #[test]
    fn an_attempt_of_which_nothing_is_known_says_so() {
        insta::assert_snapshot!(shown(&samples::bare(), Language::En), @r"
        # Tell me about a time you took on something that was not your job, and saw it through.

        2026-10-01 12:14 · English · k3vp · unfinished

        Not scored yet.

        Not measured yet.

        There are no words: no speech model has heard this answer. `mynah models list` shows which there are.
        ");
    }

    #[test]
    fn findings_come_first() {
        insta::assert_snapshot!(shown(&samples::full(), Language::En), @r"
        # Tell me about a time you took on something that was not your job, and saw it through.

        2026-10-01 12:14 · English · k3vp · amazon.ownership.1

        ## What stood out

        1. 2.4 s of silence in the middle of a sentence (0:20)
        2. 65.1 s for a target of 120.0 s: 24.9 s short of its window (1:06)
        3. The Result was not heard

        ## Figures

        | Figure | |
        | --- | --- |
        | Time | 1:05 of 2:00 (0:25 short of the range) |
        | Points | 62 |
        | First word | after 1.2 s |
        | Pace | 138 words a minute (252 syllables a minute without the pauses) |
        | Over time | 128 146 (about every 10 s) |
        | Pauses | 2 of 1 s or more, the longest 2.4 s, at 0:20 · 1 inside a sentence · 80% of the time spoken |
        | Fillers | 3 counted, 1 possible, 0 voiced without a word · one drawn-out sound (“um”) |
        | Said twice | 0:30 “we we” · 0:44 “deliv- delivered” |
        | Said often | so 5 times |
        | Voice | loudness moves by 14 dB · pitch 118 Hz (moves by 5 semitones) · one of 4 sentence ends trails off |
        | Sound | quiet (-46 dBFS): move closer to the microphone · only 9 dB above the noise · 0.05 s were lost · 12 samples clipped: turn the microphone down |
        | Shares | S Situation 17% · T Task 13% · A Action 57% · R Result 0% · . other 13% |
        | Not told | Result |
        | Hardly told | Task |
        | Until the Action | 21 s |
        | What you did | measured, moved |
        | I and we | I 4, we 2 |
        | Own story | s4: 0 of 1 prepared points said |
        | Left out | R 2.1 s faster |
        | Not in the note | So I measured every request, and I moved the pictures to a cache close to our readers. |

        ## What was said (heard by small-q5\_1)

        - 0:01 **S** Our pages were slow.
        - 0:12 **T** I had to find out why before the launch.
        - 0:22 **A** So I measured every request, and I moved the pictures to a cache close to our readers.
        - 0:58 **.** That was it.

        62 of 100 by rubric 2026-10
        ");
        insta::assert_snapshot!(shown(&samples::full(), Language::Ko), @r"
        # Tell me about a time you took on something that was not your job, and saw it through.

        2026-10-01 12:14 · 영어 · k3vp · amazon.ownership.1

        ## 눈에 띈 점

        1. 문장 중간에 2.4초 동안 멈췄습니다. (0:20)
        2. 목표 120.0초, 답변 65.1초로 권장 범위보다 24.9초 짧았습니다. (1:06)
        3. 결과를 말하는 부분을 찾지 못했습니다.

        ## 자세한 수치

        | 항목 | |
        | --- | --- |
        | 시간 | 1:05 / 목표 2:00 (권장 범위보다 0:25 짧음) |
        | 점수 | 62 |
        | 첫마디 | 1.2초 뒤 |
        | 말 속도 | 1분에 138단어 (멈춤을 빼면 1분에 252음절) |
        | 속도 흐름 | 128 146 (약 10초마다) |
        | 멈춤 | 1초 이상 2번, 가장 긴 멈춤은 0:20에 2.4초 · 그 가운데 문장 중간 1번 · 말한 시간 80% |
        | 군말 | 확실한 것 3번, 애매한 것 1번, 받아쓰지 못한 소리 0번 · 길게 끈 소리(‘음―’) 1번 |
        | 되풀이 | 0:30 “we we” · 0:44 “deliv- delivered” |
        | 자주 한 말 | so 5번 |
        | 목소리 | 크기 변화 14 dB · 높이 118 Hz(변화 5반음) · 문장 끝 4곳 가운데 1곳에서 말끝이 작아짐 |
        | 녹음 상태 | 소리가 작음(-46 dBFS): 마이크 가까이에서 말해 주세요 · 말소리가 잡음보다 9 dB밖에 크지 않음 · 0.05초가 녹음되지 않음 · 소리가 너무 커서 잘린 샘플 12개: 입력 음량을 줄여 주세요 |
        | 비중 | S 상황 17% · T 과제 13% · A 행동 57% · R 결과 0% · . 기타 13% |
        | 빠진 부분 | 결과 |
        | 불분명한 부분 | 과제 |
        | 행동까지 | 21초 |
        | 직접 한 일 | measured, moved |
        | 나와 우리 | ‘저/나(I)’ 4번, ‘저희/우리(we)’ 2번 |
        | 내 이야기 | s4: 준비한 요점 1개 가운데 0개를 말함 |
        | 빠뜨린 요점 | R 2.1 s faster |
        | 노트에 없는 말 | So I measured every request, and I moved the pictures to a cache close to our readers. |

        ## 말한 내용 (받아쓰기: small-q5\_1)

        - 0:01 **S** Our pages were slow.
        - 0:12 **T** I had to find out why before the launch.
        - 0:22 **A** So I measured every request, and I moved the pictures to a cache close to our readers.
        - 0:58 **.** That was it.

        채점 기준 2026-10 · 100점 만점에 62점
        ");
    }
}
