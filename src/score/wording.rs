//! Findings as messages: what was observed, in figures, never what kind of person does that.

use crate::domain::{Finding, Message, Observation, PaceUnit, Part, Seconds};
use crate::msg;

/// The line that people read.
pub fn finding_message(finding: &Finding) -> Message {
    match finding.observation {
        Observation::NoSpeech => msg!("score-no-speech"),
        Observation::UnderTarget { answer_s, target_s, by_s } => {
            msg!("score-under-target", answer = seconds(answer_s), target = seconds(target_s), by = seconds(by_s))
        }
        Observation::OverTarget { answer_s, target_s, by_s } => {
            msg!("score-over-target", answer = seconds(answer_s), target = seconds(target_s), by = seconds(by_s))
        }
        Observation::LongLatency { latency_s } => msg!("score-long-latency", seconds = seconds(latency_s)),
        Observation::LongPause { pause_s, inside: true } => msg!("score-pause-inside", seconds = seconds(pause_s)),
        Observation::LongPause { pause_s, inside: false } => msg!("score-pause-anywhere", seconds = seconds(pause_s)),
        Observation::FastPace { per_min, upper, unit } => {
            msg!("score-fast-pace", rate = whole(per_min), limit = whole(upper), unit = unit_name(unit))
        }
        Observation::SlowPace { per_min, lower, unit } => {
            msg!("score-slow-pace", rate = whole(per_min), limit = whole(lower), unit = unit_name(unit))
        }
        Observation::ManyFillers { per_min, count } => msg!("score-many-fillers", count = count, rate = one_decimal(per_min)),
        Observation::ManyRepetitions { per_min, count } => msg!("score-many-repetitions", count = count, rate = one_decimal(per_min)),
        Observation::WeakEndings { count, of } => msg!("score-weak-endings", count = count, of = of),
        Observation::RushedEnd { per_min, before } => msg!("score-rushed-end", rate = whole(per_min), before = whole(before)),
        Observation::MissingPart { part } => msg!("score-missing-part", part = part.code()),
        Observation::LongPart { part: Part::Situation, share, upper } => msg!("score-long-setup", share = percent(share), limit = percent(upper)),
        Observation::LongPart { part, share, upper } => msg!("score-long-part", part = part.code(), share = percent(share), limit = percent(upper)),
        Observation::ShortPart { part, share, lower } => msg!("score-short-part", part = part.code(), share = percent(share), limit = percent(lower)),
        Observation::ResultWithoutNumber => msg!("score-result-without-number"),
        Observation::LateAction { before_s, share } => msg!("score-late-action", seconds = whole(before_s.0), share = percent(share)),
        Observation::FewFigures { count } => msg!("score-few-figures", count = count),
        Observation::PointsLeftOut { count, of } => msg!("score-points-left-out", count = count, of = of),
        Observation::StoryOfAnotherPrinciple => msg!("score-story-of-another-principle"),
        Observation::MoreWeThanI { i, we } => msg!("score-more-we", i = i, we = we),
        Observation::Clipped { samples } => msg!("score-clipped", samples = samples),
        Observation::LostFrames { frames } => msg!("score-lost-frames", frames = frames),
        Observation::OnTarget { answer_s, target_s } => msg!("score-on-target", answer = seconds(answer_s), target = seconds(target_s)),
    }
}

/// The name of a part, for people.
pub fn part_name(part: Part) -> Message {
    msg!("score-part", part = part.code())
}

fn unit_name(unit: PaceUnit) -> &'static str {
    match unit {
        PaceUnit::Words => "words",
        PaceUnit::Syllables => "syllables",
    }
}

fn seconds(time: Seconds) -> String {
    one_decimal(time.0)
}

fn one_decimal(value: f64) -> String {
    format!("{value:.1}")
}

fn whole(value: f64) -> String {
    format!("{value:.0}")
}

fn percent(share: f64) -> String {
    format!("{:.0}", share * 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Language;
    use crate::messages::Catalogue;

    #[track_caller]
    fn check(observation: Observation, english: &str, korean: &str) {
        let message = finding_message(&Finding { at_s: None, observation });
        assert_eq!(Catalogue::new(Language::En).say(&message), english);
        assert_eq!(Catalogue::new(Language::Ko).say(&message), korean);
    }

    #[test]
    fn a_finding_says_what_was_observed_in_both_languages() {
        let (answer_s, target_s, by_s) = (Seconds(71.25), Seconds(60.0), Seconds(9.25));
        check(Observation::NoSpeech, "No speech was heard", "말소리가 들리지 않았습니다.");
        check(
            Observation::OverTarget { answer_s, target_s, by_s },
            "71.2 s for a target of 60.0 s: 9.2 s past its window",
            "목표 60.0초, 답변 71.2초로 권장 범위를 9.2초 넘겼습니다.",
        );
        check(
            Observation::UnderTarget { answer_s: Seconds(40.0), target_s, by_s: Seconds(5.0) },
            "40.0 s for a target of 60.0 s: 5.0 s short of its window",
            "목표 60.0초, 답변 40.0초로 권장 범위보다 5.0초 짧았습니다.",
        );
        check(Observation::LongLatency { latency_s: Seconds(4.04) }, "4.0 s passed before the first word", "첫마디까지 4.0초 걸렸습니다.");
        check(
            Observation::LongPause { pause_s: Seconds(3.2), inside: true },
            "3.2 s of silence in the middle of a sentence",
            "문장 중간에 3.2초 동안 멈췄습니다.",
        );
        check(Observation::LongPause { pause_s: Seconds(6.0), inside: false }, "6.0 s of silence", "6.0초 동안 말이 없었습니다.");
        check(
            Observation::FastPace { per_min: 450.4, upper: 420.0, unit: PaceUnit::Syllables },
            "450 syllables a minute; up to 420 is easy to follow",
            "1분에 450음절 속도로 말했습니다. 420음절까지는 편하게 알아들을 수 있습니다.",
        );
        check(
            Observation::SlowPace { per_min: 90.0, lower: 110.0, unit: PaceUnit::Words },
            "90 words a minute; 110 or more sounds natural",
            "1분에 90단어 속도로 말했습니다. 110단어 이상이면 더 자연스럽게 들립니다.",
        );
        check(
            Observation::ManyFillers { per_min: 7.25, count: 11 },
            "11 fillers, 7.2 a minute",
            "‘음’, ‘어’ 같은 군말이 11번(1분에 7.2번) 나왔습니다.",
        );
        check(
            Observation::ManyRepetitions { per_min: 6.0, count: 6 },
            "6 words or beginnings said twice, 6.0 a minute",
            "같은 말을 되풀이하거나 다시 시작한 곳이 6번(1분에 6.0번) 있었습니다.",
        );
        check(Observation::WeakEndings { count: 5, of: 8 }, "5 of 8 sentence ends trailed off", "문장 끝 8곳 가운데 5곳에서 말끝이 작아졌습니다.");
        check(
            Observation::RushedEnd { per_min: 421.4, before: 318.0 },
            "the last part went at 421 syllables a minute, the rest at 318",
            "끝부분이 1분에 421음절로, 앞부분(318음절)보다 빨라졌습니다.",
        );
        check(Observation::MissingPart { part: Part::Result }, "The Result was not heard", "결과를 말하는 부분을 찾지 못했습니다.");
        check(Observation::MissingPart { part: Part::Why }, "‘Why here’ was not heard", "지원 동기를 말하는 부분을 찾지 못했습니다.");
        check(
            Observation::LongPart { part: Part::Situation, share: 0.52, upper: 0.45 },
            "Situation and Task took 52% of the answer; at most 45% leaves room for the Action",
            "상황과 과제에 답변의 52%를 썼습니다. 45% 이내로 말하면 행동을 이야기할 시간이 넉넉합니다.",
        );
        check(
            Observation::LongPart { part: Part::Result, share: 0.5, upper: 0.4 },
            "The Result took 50% of the answer; up to 40% is usual",
            "결과에 답변의 50%를 썼습니다. 보통은 40% 이하입니다.",
        );
        check(
            Observation::ShortPart { part: Part::Action, share: 0.3, lower: 0.35 },
            "The Action took 30% of the answer; 35% or more is usual",
            "행동에 답변의 30%를 썼습니다. 보통은 35% 이상입니다.",
        );
        check(Observation::ResultWithoutNumber, "The Result has no number in it", "결과를 말할 때 수치가 나오지 않았습니다.");
        check(Observation::MoreWeThanI { i: 3, we: 8 }, "‘we’ 8 times, ‘I’ 3 times", "‘저희/우리(we)’가 8번, ‘저/나(I)’가 3번 나왔습니다.");
        check(
            Observation::OnTarget { answer_s: Seconds(58.0), target_s },
            "58.0 s for a target of 60.0 s: on time",
            "목표 60.0초, 답변 58.0초로 시간을 잘 맞췄습니다.",
        );
    }

    #[test]
    fn every_part_has_a_name_in_both_languages() {
        let schemes =
            [crate::domain::Scheme::Star, crate::domain::Scheme::Introduction, crate::domain::Scheme::Motivation, crate::domain::Scheme::Technical];
        for language in Language::ALL {
            let names: Vec<String> = schemes
                .iter()
                .flat_map(|scheme| scheme.parts())
                .chain(&[Part::Other])
                .map(|part| Catalogue::new(language).say(&part_name(*part)))
                .collect();
            let different: std::collections::BTreeSet<_> = names.iter().collect();
            assert_eq!(different.len(), names.len(), "{names:?}");
        }
    }
}
