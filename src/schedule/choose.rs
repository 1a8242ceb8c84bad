//! Picks the prompt that is asked next, and gives the reason.
//!
//! What is due comes back, the longest overdue first, then what went badly; and for one that is repeated two new ones come, so long as the day takes new ones:
//! first a competency that was never practised, of these one that the candidate has a story for. Follow-ups are asked after an answer and never by themselves.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::domain::{Argument, Grade, Language, Message, OwnQuestion, Prompt, PromptId, PromptKind, Review};
use crate::msg;

/// What is asked next, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    pub prompt: PromptId,
    pub language: Language,
    pub why: Why,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Why {
    /// Its time has come.
    Due { since: Timestamp },
    /// It is not due yet, but the last answer to it went badly.
    Weak { last_grade: Grade },
    /// No prompt of its competency was ever practised.
    Uncovered { competency: String },
    /// It was never asked in this language.
    New,
}

/// A prompt in one of the languages, with its memory.
#[derive(Clone, Copy)]
struct Candidate<'a> {
    prompt: &'a Prompt,
    language: Language,
    review: Option<&'a Review>,
}

/// What the choice is made from.
#[derive(Clone, Copy)]
pub struct Standing<'a> {
    pub prompts: &'a [&'a Prompt],
    pub reviews: &'a [Review],
    /// The prompts that were answered last, newest first.
    pub recent: &'a [PromptId],
    pub languages: &'a [Language],
    /// The competencies that the candidate has a story of his own for.
    pub with_story: &'a HashSet<String>,
    pub today: Today,
    pub now: Timestamp,
    /// Picks one of several that are equally good.
    pub seed: u64,
}

/// What was answered since midnight, and how many new prompts a day takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Today {
    /// Answered for the first time.
    pub new: usize,
    /// Answered once more.
    pub again: usize,
    pub new_per_day: usize,
}

impl Today {
    /// So many new prompts come for one that is repeated. Repeating alone, as plain FSRS would, leaves most questions unasked at the few answers a day that a
    /// candidate gives, and loses to chance in both coverage and certainty (`./x bench schedule`).
    const NEW_FOR_ONE_AGAIN: usize = 2;

    pub fn of(reviews: &[Review], new_per_day: usize, is_today: impl Fn(Timestamp) -> bool) -> Self {
        let (new, again) = reviews.iter().filter(|review| is_today(review.reviewed_at)).partition::<Vec<&Review>, _>(|review| review.count == 1);
        Self { new: new.len(), again: again.len(), new_per_day }
    }

    fn takes_new(self) -> bool {
        self.new < self.new_per_day
    }

    /// Whether it is a new prompt's turn; the first turn of a day is a repetition's.
    fn is_for_new(self) -> bool {
        self.takes_new() && self.new < self.again * Self::NEW_FOR_ONE_AGAIN
    }
}

/// The next prompt, or `None` where nothing is due, weak or new. The prompt answered last is only chosen again where there is nothing else to choose.
pub fn choose(standing: &Standing<'_>) -> Option<Choice> {
    let all = candidates(standing.prompts, standing.reviews, standing.languages);
    let others: Vec<_> = all.iter().copied().filter(|candidate| Some(&candidate.prompt.id) != standing.recent.first()).collect();
    let order = Order::new(standing, &all);
    let pick = |among: &[Candidate<'_>]| {
        let known = || most_overdue(among, standing.now, standing.seed).or_else(|| weakest(among, &order.recent, standing.seed));
        let new = || if standing.today.takes_new() { order.uncovered(among).or_else(|| order.never_asked(among)) } else { None };
        if standing.today.is_for_new() { new().or_else(known) } else { known().or_else(new) }
    };
    pick(&others).or_else(|| pick(&all))
}

/// In which order new prompts come.
struct Order<'a> {
    recent: HashSet<&'a PromptId>,
    covered: HashSet<&'a str>,
    /// The competency asked for last: the next question is about something else.
    last: Option<&'a str>,
    with_story: &'a HashSet<String>,
    /// How many prompts were practised in each language.
    practised: HashMap<Language, usize>,
    seed: u64,
}

impl<'a> Order<'a> {
    fn new(standing: &Standing<'a>, all: &[Candidate<'a>]) -> Self {
        let last = standing.recent.first().and_then(|id| all.iter().find(|candidate| candidate.prompt.id == *id));
        Self {
            recent: standing.recent.iter().collect(),
            covered: covered(standing.prompts, standing.reviews, standing.recent),
            last: last.and_then(|candidate| candidate.prompt.competency.as_deref()),
            with_story: standing.with_story,
            practised: standing.languages.iter().map(|language| (*language, practised_in(*language, standing.reviews))).collect(),
            seed: standing.seed,
        }
    }

    /// Smaller comes first: not what was just asked about; what he has prepared himself; the language that was practised less; then chance.
    fn key(&self, candidate: &Candidate<'_>) -> (bool, bool, usize, u64) {
        let competency = candidate.prompt.competency.as_deref();
        let is_his = candidate.prompt.pack == OwnQuestion::PACK || competency.is_some_and(|name| self.with_story.contains(name));
        (
            competency.is_some() && competency == self.last,
            !is_his,
            self.practised.get(&candidate.language).copied().unwrap_or(0),
            candidate.dice(self.seed),
        )
    }

    fn uncovered(&self, among: &[Candidate<'_>]) -> Option<Choice> {
        let open = among.iter().filter_map(|candidate| Some((candidate, candidate.prompt.competency.as_deref()?)));
        let open = open.filter(|(_, competency)| !self.covered.contains(competency));
        let (candidate, competency) = open.min_by_key(|(candidate, _)| self.key(candidate))?;
        Some(candidate.because(Why::Uncovered { competency: competency.to_owned() }))
    }

    /// What was answered lately without a grade goes to the end.
    fn never_asked(&self, among: &[Candidate<'_>]) -> Option<Choice> {
        let new = among.iter().filter(|candidate| candidate.review.is_none());
        let next = new.min_by_key(|one| (self.recent.contains(&one.prompt.id), self.key(one)))?;
        Some(next.because(Why::New))
    }
}

/// Every prompt that can be asked by itself, in every language that it has and that is rehearsed.
fn candidates<'a>(prompts: &[&'a Prompt], reviews: &'a [Review], languages: &[Language]) -> Vec<Candidate<'a>> {
    let memory: HashMap<_, _> = reviews.iter().map(|review| ((&review.prompt, review.language), review)).collect();
    let asked = prompts.iter().filter(|prompt| prompt.kind != PromptKind::FollowUp);
    asked
        .flat_map(|&prompt| {
            let spoken = languages.iter().copied().filter(|&language| prompt.text.get(language).is_some());
            spoken.map(move |language| (prompt, language))
        })
        .map(|(prompt, language)| Candidate { prompt, language, review: memory.get(&(&prompt.id, language)).copied() })
        .collect()
}

/// The competencies that were ever practised, in any language.
fn covered<'a>(prompts: &[&'a Prompt], reviews: &[Review], recent: &[PromptId]) -> HashSet<&'a str> {
    let practised: HashSet<_> = reviews.iter().map(|review| &review.prompt).chain(recent).collect();
    prompts.iter().filter(|prompt| practised.contains(&prompt.id)).filter_map(|prompt| prompt.competency.as_deref()).collect()
}

fn most_overdue(among: &[Candidate<'_>], now: Timestamp, seed: u64) -> Option<Choice> {
    let due = among.iter().filter_map(|candidate| Some((candidate, candidate.review?.due_at))).filter(|&(_, due_at)| due_at <= now);
    let (candidate, since) = due.min_by_key(|(candidate, due_at)| (*due_at, candidate.dice(seed)))?;
    Some(candidate.because(Why::Due { since }))
}

/// Not those that were answered lately: a second try at once is the user's to ask for, and two weak prompts would take turns for ever.
fn weakest(among: &[Candidate<'_>], recent: &HashSet<&PromptId>, seed: u64) -> Option<Choice> {
    let reviewed = among.iter().filter(|candidate| !recent.contains(&candidate.prompt.id)).filter_map(|one| Some((one, one.review?)));
    let weak = reviewed.filter(|(_, review)| matches!(review.last_grade, Grade::Again | Grade::Hard));
    let (candidate, review) =
        weak.min_by_key(|(candidate, review)| (review.last_grade == Grade::Hard, Reverse(review.difficulty.to_bits()), candidate.dice(seed)))?;
    Some(candidate.because(Why::Weak { last_grade: review.last_grade }))
}

fn practised_in(language: Language, reviews: &[Review]) -> usize {
    reviews.iter().filter(|review| review.language == language).count()
}

impl Candidate<'_> {
    fn because(&self, why: Why) -> Choice {
        Choice { prompt: self.prompt.id.clone(), language: self.language, why }
    }

    /// A number that depends on the seed, the prompt and the language alone (FNV-1a), so that no order of the packs shows through.
    fn dice(&self, seed: u64) -> u64 {
        let bytes = seed.to_le_bytes().into_iter().chain(self.prompt.id.0.bytes()).chain(self.language.code().bytes());
        bytes.fold(0xCBF2_9CE4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3))
    }
}

/// The reviews whose time has come, the longest overdue first.
pub fn due(reviews: &[Review], now: Timestamp) -> Vec<&Review> {
    let mut due: Vec<_> = reviews.iter().filter(|review| review.due_at <= now).collect();
    due.sort_by_key(|review| (review.due_at, &review.prompt, review.language));
    due
}

/// The reason in one line. Days are counted by the calendar of `zone`.
pub fn why_message(why: &Why, now: Timestamp, zone: &TimeZone) -> Message {
    match why {
        Why::Due { since } => match days_ago(*since, now, zone) {
            0 => msg!("schedule-due-today"),
            1 => msg!("schedule-due-yesterday"),
            days => msg!("schedule-due-days", days = days),
        },
        Why::Weak { last_grade: Grade::Again } => msg!("schedule-weak-again"),
        Why::Weak { .. } => msg!("schedule-weak-hard"),
        Why::Uncovered { competency } => msg!("schedule-uncovered", competency = Argument::Competency(competency.clone())),
        Why::New => msg!("schedule-new"),
    }
}

fn days_ago(moment: Timestamp, now: Timestamp, zone: &TimeZone) -> i32 {
    let date = |moment: Timestamp| zone.to_datetime(moment).date();
    date(moment).until(date(now)).map_or(0, |span| span.get_days()).max(0)
}

#[cfg(test)]
mod tests {
    use jiff::{SignedDuration, ToSpan};
    use proptest::prelude::*;

    use super::*;
    use crate::domain::{Bilingual, Seconds, Timing};
    use crate::messages::Catalogue;

    fn now() -> Timestamp {
        "2026-10-01T12:00:00Z".parse().unwrap()
    }

    fn prompt(id: &str, competency: Option<&str>) -> Prompt {
        Prompt {
            id: PromptId(id.to_owned()),
            kind: PromptKind::Behavioral,
            text: Bilingual { ko: Some("질문".to_owned()), en: Some("Question".to_owned()) },
            competency: competency.map(str::to_owned),
            timing: Timing { target: Seconds(120.0), limit: Seconds(180.0) },
            cues: Bilingual::default(),
            probes: None,
            follow_ups: Vec::new(),
            has_parts: true,
            pack: "test".to_owned(),
        }
    }

    const ENDLESS: Today = Today { new: 0, again: 0, new_per_day: usize::MAX };

    /// With no stories and no end of new prompts.
    fn choose(prompts: &[&Prompt], reviews: &[Review], recent: &[PromptId], languages: &[Language], now: Timestamp, seed: u64) -> Option<Choice> {
        super::choose(&Standing { prompts, reviews, recent, languages, with_story: &HashSet::new(), today: ENDLESS, now, seed })
    }

    /// A Korean review that falls due `hours` after `now`.
    fn review(id: &str, grade: Grade, hours: i64) -> Review {
        let due_at = now() + SignedDuration::from_hours(hours);
        Review {
            prompt: PromptId(id.to_owned()),
            language: Language::Ko,
            stability: 2.0,
            difficulty: 5.0,
            reviewed_at: due_at - SignedDuration::from_hours(48),
            due_at,
            last_grade: grade,
            count: 1,
        }
    }

    /// Three prompts: a and b ask for ownership, c for frugality.
    #[track_caller]
    fn check(reviews: &[Review], recent: &[&str], expected: Option<(&str, Why)>) {
        let prompts = [prompt("a", Some("ownership")), prompt("b", Some("ownership")), prompt("c", Some("frugality"))];
        let prompts: Vec<_> = prompts.iter().collect();
        let recent: Vec<_> = recent.iter().map(|id| PromptId((*id).to_owned())).collect();
        for seed in 0..20 {
            let choice = choose(&prompts, reviews, &recent, &[Language::Ko], now(), seed);
            let found = choice.map(|choice| (choice.prompt.0, choice.why));
            assert_eq!(found, expected.clone().map(|(id, why)| (id.to_owned(), why)), "seed {seed}");
        }
    }

    fn due_since(hours: i64) -> Why {
        Why::Due { since: now() - SignedDuration::from_hours(hours) }
    }

    #[test]
    fn the_longest_overdue_comes_first_and_what_is_due_now_counts() {
        check(&[review("a", Grade::Good, -5), review("b", Grade::Again, -30), review("c", Grade::Good, 0)], &[], Some(("b", due_since(30))));
        check(&[review("a", Grade::Good, 0)], &["b"], Some(("a", due_since(0))));
    }

    #[test]
    fn then_what_went_badly_worst_first() {
        let (again, hard) = (Why::Weak { last_grade: Grade::Again }, Why::Weak { last_grade: Grade::Hard });
        check(&[review("a", Grade::Hard, 5), review("b", Grade::Again, 9)], &[], Some(("b", again)));
        check(&[review("a", Grade::Hard, 5), review("b", Grade::Good, 9)], &[], Some(("a", hard)));
    }

    #[test]
    fn then_a_competency_that_was_never_practised() {
        let frugality = Why::Uncovered { competency: "frugality".to_owned() };
        check(&[review("a", Grade::Good, 5)], &[], Some(("c", frugality.clone())));
        check(&[], &["a"], Some(("c", frugality.clone()))); // answered without a grade is practised too
        check(&[review("a", Grade::Again, 5)], &["b", "a"], Some(("c", frugality))); // a is weak, but was just answered
    }

    #[test]
    fn then_a_prompt_that_was_never_asked() {
        check(&[review("a", Grade::Good, 5), review("c", Grade::Good, 5)], &[], Some(("b", Why::New)));
    }

    #[test]
    fn nothing_is_chosen_where_nothing_is_due_weak_or_new() {
        check(&["a", "b", "c"].map(|id| review(id, Grade::Good, 5)), &["a"], None);
        assert_eq!(choose(&[], &[], &[], &Language::ALL, now(), 1), None);
        assert_eq!(choose(&[&prompt("a", None)], &[], &[], &[], now(), 1), None);
    }

    #[test]
    fn never_the_same_twice_in_a_row_unless_it_is_all_there_is() {
        check(&[review("a", Grade::Again, -9), review("b", Grade::Good, -3)], &["a"], Some(("b", due_since(3))));
        let only = prompt("a", None);
        let again = choose(&[&only], &[review("a", Grade::Again, -9)], &[PromptId("a".to_owned())], &[Language::Ko], now(), 1);
        assert_eq!(again.unwrap().why, due_since(9));
        assert_eq!(choose(&[&only], &[], &[PromptId("a".to_owned())], &[Language::Ko], now(), 1).unwrap().why, Why::New);
    }

    #[test]
    fn a_follow_up_is_never_asked_by_itself() {
        let follow_up = Prompt { kind: PromptKind::FollowUp, ..prompt("f", Some("ownership")) };
        assert_eq!(choose(&[&follow_up], &[review("f", Grade::Again, -9)], &[], &[Language::Ko], now(), 1), None);
    }

    #[test]
    fn only_languages_that_the_prompt_has_and_that_are_rehearsed() {
        let korean = Prompt { text: Bilingual { ko: Some("질문".to_owned()), en: None }, ..prompt("a", None) };
        assert_eq!(choose(&[&korean], &[], &[], &[Language::En], now(), 1), None);
        assert_eq!(choose(&[&korean], &[], &[], &Language::ALL, now(), 1).unwrap().language, Language::Ko);
    }

    #[test]
    fn a_new_prompt_is_asked_in_the_language_that_was_practised_less() {
        let prompts = [prompt("a", None), prompt("b", None)];
        for seed in 0..20 {
            let choice = choose(&[&prompts[0], &prompts[1]], &[review("a", Grade::Good, 5)], &[], &Language::ALL, now(), seed).unwrap();
            assert_eq!(choice.language, Language::En);
        }
    }

    #[test]
    fn no_new_prompt_comes_once_the_day_has_had_enough_but_what_is_due_does() {
        let prompts = [prompt("a", None), prompt("b", None)];
        let prompts: Vec<_> = prompts.iter().collect();
        let with = |reviews: &[Review]| {
            let none = HashSet::new();
            super::choose(&Standing {
                prompts: &prompts,
                reviews,
                recent: &[],
                languages: &[Language::Ko],
                with_story: &none,
                today: Today { new: 3, again: 0, new_per_day: 3 },
                now: now(),
                seed: 1,
            })
        };
        assert_eq!(with(&[]), None);
        assert_eq!(with(&[review("b", Grade::Good, -1)]).unwrap().prompt.0, "b");
    }

    #[test]
    fn of_new_prompts_those_that_he_has_a_story_for_come_first_and_never_the_same_principle_twice_in_a_row() {
        let prompts =
            [prompt("a", Some("ownership")), prompt("b", Some("frugality")), prompt("c", Some("dive-deep")), prompt("d", Some("dive-deep"))];
        let prompts: Vec<_> = prompts.iter().collect();
        let with_story = HashSet::from(["dive-deep".to_owned()]);
        for seed in 0..20 {
            let next = |recent: &[PromptId], reviews: &[Review]| {
                let languages = &[Language::Ko];
                super::choose(&Standing { prompts: &prompts, reviews, recent, languages, with_story: &with_story, today: ENDLESS, now: now(), seed })
                    .unwrap()
                    .prompt
                    .0
            };
            let first = next(&[], &[]);
            assert!(first == "c" || first == "d", "{first}");
            assert!(!["c", "d"].contains(&next(&[PromptId(first.clone())], &[review(&first, Grade::Good, 9)]).as_str()));
        }
    }

    #[test]
    fn the_seed_decides_between_equals() {
        let prompts: Vec<_> = (0..20).map(|number| prompt(&format!("p{number}"), None)).collect();
        let prompts: Vec<_> = prompts.iter().collect();
        let chosen: HashSet<_> = (0..50).map(|seed| choose(&prompts, &[], &[], &[Language::Ko], now(), seed).unwrap().prompt).collect();
        assert!(chosen.len() > 10, "{chosen:?}");
    }

    #[test]
    fn the_due_are_listed_longest_overdue_first() {
        let reviews = [review("a", Grade::Good, -1), review("b", Grade::Good, 1), review("c", Grade::Good, -2)];
        assert_eq!(due(&reviews, now()).iter().map(|review| review.prompt.0.as_str()).collect::<Vec<_>>(), ["c", "a"]);
    }

    #[track_caller]
    fn check_why(why: Why, en: &str, ko: &str) {
        let message = why_message(&why, now(), &TimeZone::get("Asia/Seoul").unwrap());
        assert_eq!(Catalogue::new(Language::En).say(&message), en);
        assert_eq!(Catalogue::new(Language::Ko).say(&message), ko);
    }

    /// At `now` it is nine in the evening in Seoul.
    #[test]
    fn the_reason_is_one_line_by_the_calendar_of_the_user() {
        check_why(due_since(0), "Due since today.", "오늘 다시 답할 차례입니다.");
        check_why(due_since(21), "Due since today.", "오늘 다시 답할 차례입니다.");
        check_why(due_since(22), "Due since yesterday.", "어제부터 밀린 질문입니다.");
        check_why(Why::Due { since: now() - 240.hours() }, "Due for 10 days.", "10일 전부터 밀린 질문입니다.");
        check_why(Why::Due { since: now() + 5.hours() }, "Due since today.", "오늘 다시 답할 차례입니다.");
        check_why(Why::Weak { last_grade: Grade::Again }, "The last answer to it fell short.", "지난번 답변에 보완할 점이 많았습니다.");
        check_why(
            Why::Weak { last_grade: Grade::Hard },
            "The last answer to it was not quite there yet.",
            "지난번 답변에 보완할 점이 조금 있었습니다.",
        );
        let competency = "customer-obsession".to_owned();
        check_why(
            Why::Uncovered { competency },
            "Customer obsession has not been practised yet.",
            "Customer obsession 관련 질문은 아직 연습하지 않았습니다.",
        );
        check_why(Why::New, "Not asked yet.", "아직 답해 본 적이 없는 질문입니다.");
    }

    fn reviews() -> impl Strategy<Value = Vec<Review>> {
        let one = (0_usize..6, -100_i64..100, 0_usize..4, any::<bool>()).prop_map(|(number, hours, grade, korean)| {
            let grade = [Grade::Again, Grade::Hard, Grade::Good, Grade::Easy][grade];
            let language = if korean { Language::Ko } else { Language::En };
            Review { language, ..review(&format!("p{number}"), grade, hours) }
        });
        prop::collection::vec(one, 0..10)
    }

    proptest! {
        #[test]
        fn a_choice_is_always_one_that_could_be_asked(
            reviews in reviews(), recent in prop::collection::vec(0_usize..6, 0..4), count in 1_usize..6, seed in any::<u64>()
        ) {
            let prompts: Vec<_> = (0..count).map(|number| prompt(&format!("p{number}"), (number % 2 == 0).then_some("ownership"))).collect();
            let prompts: Vec<_> = prompts.iter().collect();
            let recent: Vec<_> = recent.iter().map(|number| PromptId(format!("p{number}"))).collect();
            let choice = choose(&prompts, &reviews, &recent, &Language::ALL, now(), seed);
            prop_assert_eq!(&choice, &choose(&prompts, &reviews, &recent, &Language::ALL, now(), seed));
            if let Some(choice) = choice {
                prop_assert!(prompts.iter().any(|prompt| prompt.id == choice.prompt));
                if let Why::Due { since } = choice.why {
                    prop_assert!(since <= now());
                }
            }
        }
    }
}
