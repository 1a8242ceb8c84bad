//! Answers that were given one after another, as a whole: what it was, every answer in two lines, and what went best and worst.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::json::{attempt_json, tidy};
use super::text::points;
use super::wrap::{hang, wrap};
use super::{Page, clock};
use crate::domain::{Adherence, Attempt, Finding, Measurements, Observation, Seconds, Session};
use crate::msg;

/// What answers belong to: a session with the title of its plan. Without a session it is an answer with its follow-ups.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Occasion {
    pub session: Option<Session>,
    /// The mock interview's, for the reader.
    pub title: Option<String>,
}

impl Occasion {
    pub(super) fn heading(&self, page: &Page<'_>) -> String {
        let plan = self.session.as_ref().map(|session| session.plan.clone().unwrap_or_else(|| page.say(&msg!("report-round-practice"))));
        self.title.clone().or(plan).unwrap_or_else(|| page.say(&msg!("report-round-answer")))
    }

    /// When it began, how long it took of what was planned, and what was asked.
    pub(super) fn facts(&self, answers: &[&Attempt], page: &Page<'_>) -> String {
        let began = self.session.as_ref().map(|session| page.date(session.started_at));
        let took = self.took(answers).map(|took| match self.planned() {
            Some(planned) => page.say(&msg!("report-round-took-of", took = clock(took), planned = clock(planned))),
            None => page.say(&msg!("report-round-took", took = clock(took))),
        });
        let follow_ups = answers.iter().filter(|answer| answer.follows.is_some()).count();
        let asked = msg!("report-round", questions = questions(answers), follow_ups = follow_ups, time = clock(spoken(answers)));
        began.into_iter().chain(took).chain([page.say(&asked)]).collect::<Vec<_>>().join(" · ")
    }

    /// From its beginning to the end of the last answer; unknown without a session, and where the clock was set back.
    pub(super) fn took(&self, answers: &[&Attempt]) -> Option<Seconds> {
        let began = self.session.as_ref()?.started_at;
        let end = |answer: &&Attempt| answer.recorded_at.duration_since(began).as_secs_f64() + answer.duration_s.unwrap_or_default().0;
        answers.iter().map(end).reduce(f64::max).filter(|took| *took >= 0.0).map(Seconds)
    }

    pub(super) fn planned(&self) -> Option<Seconds> {
        Some(Seconds(f64::from(self.session.as_ref()?.minutes?) * 60.0))
    }
}

/// How many different questions were asked, follow-ups not counted.
pub(super) fn questions(answers: &[&Attempt]) -> usize {
    let main = || answers.iter().filter(|answer| answer.follows.is_none());
    let named: BTreeSet<_> = main().filter_map(|answer| answer.prompt.as_ref()).collect();
    named.len() + main().filter(|answer| answer.prompt.is_none()).count()
}

pub(super) fn spoken(answers: &[&Attempt]) -> Seconds {
    answers.iter().filter_map(|answer| answer.measurements.as_ref()).map(|measured| measured.answer_s).sum()
}

/// One answer of the round.
#[derive(Clone, Debug, PartialEq)]
pub struct Answered {
    pub attempt: Attempt,
    /// The question as it was asked.
    pub question: String,
}

const SHOWN_FINDINGS: usize = 2;

/// The round for a person to read once it is over; `finding_text` words a finding.
pub fn round_text(occasion: &Occasion, answers: &[Answered], page: &Page<'_>, finding_text: &dyn Fn(&Finding) -> String) -> String {
    let attempts: Vec<&Attempt> = answers.iter().map(|answer| &answer.attempt).collect();
    let mut lines = wrap(&occasion.heading(page), page.width());
    lines.extend(wrap(&occasion.facts(&attempts, page), page.width()));
    let mut number = 0;
    for answer in answers {
        let is_follow_up = answer.attempt.follows.is_some();
        number += usize::from(!is_follow_up);
        let place = if is_follow_up { "    ↳ ".to_owned() } else { format!("{number:>2}. ") };
        if !is_follow_up {
            lines.push(String::new());
        }
        lines.extend(hang(&place, &answer.question, page.width()));
        let indent = " ".repeat(place.chars().count());
        lines.extend(hang(&indent, &summary(&answer.attempt, page), page.width()));
        for finding in findings(&answer.attempt).take(SHOWN_FINDINGS) {
            lines.extend(hang(&format!("{indent}- "), &finding_text(finding), page.width()));
        }
    }
    lines.push(String::new());
    lines.extend(best_and_worst(answers, page));
    let first = answers.first().map(|answer| wrap(&page.say(&msg!("report-round-page", id = &answer.attempt.id.0)), page.width()));
    lines.extend(first.unwrap_or_default());
    lines.join("\n") + "\n"
}

/// The round for programs (`docs/json.md`).
pub fn round_json(occasion: &Occasion, attempts: &[Attempt], finding_text: &dyn Fn(&Finding) -> String) -> Value {
    let answers: Vec<&Attempt> = attempts.iter().collect();
    let mut value = json!({
        "schema": Attempt::SCHEMA,
        "session": occasion.session,
        "took_s": occasion.took(&answers),
        "spoken_s": spoken(&answers),
        "attempts": [],
    });
    tidy(&mut value);
    value["attempts"] = attempts.iter().map(|attempt| attempt_json(attempt, finding_text)).collect();
    value
}

/// Length, how it stands against the target, points, and the id to look closer with.
pub(super) fn summary(attempt: &Attempt, page: &Page<'_>) -> String {
    let mut facts = Vec::new();
    facts.extend(attempt.measurements.as_ref().map(|measured| time(measured, page)));
    facts.extend(attempt.points().map(|known| page.say(&msg!("report-round-points", points = points(known)))));
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

/// Those that are not about its length, which the figures tell; the most helpful first.
pub(super) fn findings(attempt: &Attempt) -> impl Iterator<Item = &Finding> {
    let is_told = |finding: &&Finding| {
        matches!(finding.observation, Observation::OnTarget { .. } | Observation::OverTarget { .. } | Observation::UnderTarget { .. })
    };
    attempt.scorecard.iter().flat_map(|card| &card.findings).filter(move |finding| !is_told(finding))
}

fn best_and_worst(answers: &[Answered], page: &Page<'_>) -> Vec<String> {
    let scored = || answers.iter().filter_map(|answer| Some((answer, answer.attempt.points()?)));
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
    use crate::domain::{AttemptId, Language, PromptId, Scorecard};
    use crate::messages::Catalogue;
    use crate::report::samples;

    fn answered(id: &str, minute: i8, question: &str, follows: Option<&str>, points: f64) -> Answered {
        let full = samples::full();
        let attempt = Attempt {
            id: AttemptId(id.to_owned()),
            recorded_at: jiff::civil::date(2026, 10, 1).at(12, minute, 0, 0).to_zoned(TimeZone::UTC).unwrap().timestamp(),
            prompt: Some(PromptId(question.to_owned())),
            follows: follows.map(|id| AttemptId(id.to_owned())),
            scorecard: full.scorecard.clone().map(|card| Scorecard { points, ..card }),
            ..full
        };
        Answered { attempt, question: question.to_owned() }
    }

    fn occasion(title: &str) -> Occasion {
        let began = "2026-10-01T12:10:00Z".parse().unwrap();
        let session = Session { plan: Some("phone-screen".to_owned()), minutes: Some(20), ..Session::begun(began, vec![Language::En]) };
        Occasion { session: Some(session), title: Some(title.to_owned()) }
    }

    fn answers() -> [Answered; 3] {
        [
            answered("k3vp", 11, "Tell me about a slow service you made fast.", None, 0.62),
            answered("a9wz", 14, "How big was it?", Some("k3vp"), 0.9),
            answered("q2mn", 17, "Why us?", None, 0.4),
        ]
    }

    fn shown(occasion: &Occasion, language: Language, width: usize) -> String {
        let (catalogue, zone) = (Catalogue::new(language), TimeZone::UTC);
        round_text(occasion, &answers(), &Page { catalogue: &catalogue, zone: &zone, width }, &|finding| {
            catalogue.say(&crate::score::finding_message(finding))
        })
    }

    #[test]
    fn a_round_reads_as_a_list_of_its_answers() {
        insta::assert_snapshot!(shown(&occasion("전화 면접"), Language::Ko, 70), @r"
        전화 면접
        2026-10-01 12:10 · 걸린 시간 8:08 / 예정 20:00 · 질문 2개, 꼬리 질문
        1개, 말한 시간 3:15

         1. Tell me about a slow service you made fast.
            1:05(권장 범위보다 0:25 짧음) · 62점 · k3vp
            - 문장 중간에 2.4초 동안 멈췄습니다.
            - 결과를 말하는 부분을 찾지 못했습니다.
            ↳ How big was it?
              1:05(권장 범위보다 0:25 짧음) · 90점 · a9wz
              - 문장 중간에 2.4초 동안 멈췄습니다.
              - 결과를 말하는 부분을 찾지 못했습니다.

         2. Why us?
            1:05(권장 범위보다 0:25 짧음) · 40점 · q2mn
            - 문장 중간에 2.4초 동안 멈췄습니다.
            - 결과를 말하는 부분을 찾지 못했습니다.

        가장 좋았던 답변: How big was it?
        다음에 먼저 연습할 질문: Why us?
        소리와 말까지 한 페이지로 보기: `mynah report k3vp --round --format
        html`
        ");
        insta::assert_snapshot!(shown(&occasion("Phone screen"), Language::En, 70), @r"
        Phone screen
        2026-10-01 12:10 · took 8:08 of 20:00 · 2 questions, 1 follow-up, 3:15
        of speaking

         1. Tell me about a slow service you made fast.
            1:05 (0:25 short of the range) · 62 points · k3vp
            - 2.4 s of silence in the middle of a sentence
            - The Result was not heard
            ↳ How big was it?
              1:05 (0:25 short of the range) · 90 points · a9wz
              - 2.4 s of silence in the middle of a sentence
              - The Result was not heard

         2. Why us?
            1:05 (0:25 short of the range) · 40 points · q2mn
            - 2.4 s of silence in the middle of a sentence
            - The Result was not heard

        Best answer: How big was it?
        Practise this one first: Why us?
        With sound and words on one page: `mynah report k3vp --round --format
        html`
        ");
    }

    #[test]
    fn what_is_not_known_of_a_session_is_left_out() {
        let first_lines = |occasion: &Occasion| shown(occasion, Language::En, 100).lines().take(2).map(str::to_owned).collect::<Vec<_>>();
        let mut rehearsal = occasion("");
        (rehearsal.title, rehearsal.session.as_mut().unwrap().plan, rehearsal.session.as_mut().unwrap().minutes) = (None, None, None);
        assert_eq!(first_lines(&rehearsal), ["A rehearsal", "2026-10-01 12:10 · took 8:08 · 2 questions, 1 follow-up, 3:15 of speaking"]);
        assert_eq!(first_lines(&Occasion::default()), ["An answer and its follow-ups", "2 questions, 1 follow-up, 3:15 of speaking"]);
        let renamed = Occasion { title: None, ..occasion("") };
        assert_eq!(first_lines(&renamed)[0], "phone-screen");
        let mut set_back = occasion("");
        set_back.session.as_mut().unwrap().started_at = "2026-10-02T00:00:00Z".parse().unwrap();
        assert_eq!(round_json(&set_back, &[], &|_| String::new())["took_s"], Value::Null);
    }

    #[test]
    fn a_round_as_json_has_its_session_and_its_attempts() {
        let attempts = answers().map(|answer| answer.attempt);
        let value = round_json(&occasion(""), &attempts, &|_| "finding".to_owned());
        let session = json!({
            "id": "20261001T121000000Z", "started_at": "2026-10-01T12:10:00Z", "plan": "phone-screen", "minutes": 20, "languages": ["en"]
        });
        assert_eq!((&value["schema"], &value["session"], &value["took_s"], &value["spoken_s"]), (&json!(1), &session, &json!(488.2), &json!(195.3)));
        assert_eq!(value["attempts"][1], attempt_json(&attempts[1], &|_| "finding".to_owned()));
        let document = include_str!("../../docs/json.md");
        let names = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
        for name in names(&value).iter().chain(&names(&session)) {
            assert!(document.contains(&format!("`{name}`")), "{name} is not in docs/json.md");
        }
    }
}
