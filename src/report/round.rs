//! A mock interview as a whole: every answer in two lines, and what went best and worst.

use super::text::points;
use super::wrap::{hang, wrap};
use super::{Page, clock};
use crate::domain::{Adherence, Attempt, Finding, Measurements, Observation, Seconds};
use crate::msg;

/// One answer of the round.
#[derive(Clone, Debug, PartialEq)]
pub struct Answered {
    pub attempt: Attempt,
    /// The question as it was asked.
    pub question: String,
    pub is_follow_up: bool,
}

const SHOWN_FINDINGS: usize = 2;

/// The round for a person to read once it is over; `finding_text` words a finding.
pub fn round_text(answers: &[Answered], page: &Page<'_>, finding_text: &dyn Fn(&Finding) -> String) -> String {
    let follow_ups = answers.iter().filter(|answer| answer.is_follow_up).count();
    let spoken: f64 = answers.iter().filter_map(|answer| answer.attempt.measurements.as_ref()).map(|measured| measured.answer_s.0).sum();
    let (questions, time) = (answers.len() - follow_ups, clock(Seconds(spoken)));
    let mut lines = wrap(&page.say(&msg!("report-round", questions = questions, follow_ups = follow_ups, time = time)), page.width());
    let mut number = 0;
    for answer in answers {
        number += usize::from(!answer.is_follow_up);
        let place = if answer.is_follow_up { "    ↳ ".to_owned() } else { format!("{number:>2}. ") };
        if !answer.is_follow_up {
            lines.push(String::new());
        }
        lines.extend(hang(&place, &answer.question, page.width()));
        let indent = " ".repeat(place.chars().count());
        lines.extend(hang(&indent, &summary(&answer.attempt, page), page.width()));
        for finding in findings(&answer.attempt) {
            lines.extend(hang(&format!("{indent}- "), &finding_text(finding), page.width()));
        }
    }
    lines.push(String::new());
    lines.extend(best_and_worst(answers, page));
    lines.join("\n") + "\n"
}

/// Length, how it stands against the target, points, and the id to look closer with.
fn summary(attempt: &Attempt, page: &Page<'_>) -> String {
    let mut facts = Vec::new();
    facts.extend(attempt.measurements.as_ref().map(|measured| time(measured, page)));
    facts.extend(
        attempt
            .scorecard
            .as_ref()
            .filter(|_| attempt.transcript.is_some())
            .map(|card| page.say(&msg!("report-round-points", points = points(card.points)))),
    );
    facts.push(attempt.id.0.clone());
    facts.join(" · ")
}

fn time(measured: &Measurements, page: &Page<'_>) -> String {
    let answer = clock(measured.answer_s);
    match measured.adherence {
        Some(Adherence::Over { by_s }) => page.say(&msg!("report-round-over", answer = answer, by = clock(by_s))),
        Some(Adherence::Under { by_s }) => page.say(&msg!("report-round-under", answer = answer, by = clock(by_s))),
        Some(Adherence::Within) | None => answer,
    }
}

/// The first ones that are not about its length, which the line above tells.
fn findings(attempt: &Attempt) -> impl Iterator<Item = &Finding> {
    let is_told = |finding: &&Finding| {
        matches!(finding.observation, Observation::OnTarget { .. } | Observation::OverTarget { .. } | Observation::UnderTarget { .. })
    };
    attempt.scorecard.iter().flat_map(|card| &card.findings).filter(move |finding| !is_told(finding)).take(SHOWN_FINDINGS)
}

fn best_and_worst(answers: &[Answered], page: &Page<'_>) -> Vec<String> {
    let scored = || {
        answers.iter().filter_map(|answer| Some((answer, answer.attempt.scorecard.as_ref().filter(|_| answer.attempt.transcript.is_some())?.points)))
    };
    let best = scored().max_by(|a, b| a.1.total_cmp(&b.1));
    let worst = scored().min_by(|a, b| a.1.total_cmp(&b.1));
    match (best, worst) {
        (Some((best, high)), Some((worst, low))) if high > low => {
            [msg!("report-round-best", question = &best.question), msg!("report-round-worst", question = &worst.question)]
                .iter()
                .flat_map(|message| wrap(&page.say(message), page.width()))
                .collect()
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::*;
    use crate::domain::{Language, Scorecard};
    use crate::messages::Catalogue;
    use crate::report::samples;

    fn answered(question: &str, is_follow_up: bool, points: f64) -> Answered {
        let full = samples::full();
        let scorecard = full.scorecard.clone().map(|card| Scorecard { points, ..card });
        Answered { attempt: Attempt { scorecard, ..full }, question: question.to_owned(), is_follow_up }
    }

    #[track_caller]
    fn shown(language: Language) -> String {
        let (catalogue, zone) = (Catalogue::new(language), TimeZone::UTC);
        let answers = [
            answered("Tell me about a slow service you made fast.", false, 0.62),
            answered("How big was it?", true, 0.9),
            answered("Why us?", false, 0.4),
        ];
        round_text(&answers, &Page { catalogue: &catalogue, zone: &zone, width: 70 }, &|finding| {
            catalogue.say(&crate::score::finding_message(finding))
        })
    }

    #[test]
    fn a_round_reads_as_a_list_of_its_answers() {
        insta::assert_snapshot!(shown(Language::Ko), @r"
        모의 면접 결과: 질문 2개, 꼬리 질문 1개, 말한 시간 3:15

         1. Tell me about a slow service you made fast.
            1:05(권장 범위보다 0:25 짧음) · 62점 · k3vp
            - 문장 중간에 2.4초 동안 멈췄습니다.
            - 결과를 말하는 부분을 찾지 못했습니다.
            ↳ How big was it?
              1:05(권장 범위보다 0:25 짧음) · 90점 · k3vp
              - 문장 중간에 2.4초 동안 멈췄습니다.
              - 결과를 말하는 부분을 찾지 못했습니다.

         2. Why us?
            1:05(권장 범위보다 0:25 짧음) · 40점 · k3vp
            - 문장 중간에 2.4초 동안 멈췄습니다.
            - 결과를 말하는 부분을 찾지 못했습니다.

        가장 좋았던 답변: How big was it?
        다음에 먼저 연습할 질문: Why us?
        ");
        insta::assert_snapshot!(shown(Language::En), @r"
        The round: 2 questions, 1 follow-up, 3:15 of speaking

         1. Tell me about a slow service you made fast.
            1:05 (0:25 short of the range) · 62 points · k3vp
            - 2.4 s of silence in the middle of a sentence
            - The Result was not heard
            ↳ How big was it?
              1:05 (0:25 short of the range) · 90 points · k3vp
              - 2.4 s of silence in the middle of a sentence
              - The Result was not heard

         2. Why us?
            1:05 (0:25 short of the range) · 40 points · k3vp
            - 2.4 s of silence in the middle of a sentence
            - The Result was not heard

        Best answer: How big was it?
        Practise this one first: Why us?
        ");
    }
}
