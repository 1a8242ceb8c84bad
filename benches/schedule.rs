//! The schedule over weeks: `./x bench schedule` prints ten days of it, sixty days against chance on the same number of attempts, and what a choice costs.
//!
//! A simulated candidate answers: how sure he is of a prompt falls as FSRS says, and whether he still has the answer is thrown by that. Everything is
//! seeded, so the same program prints the same.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use jiff::{SignedDuration, Timestamp};
use mynah::domain::{Attempt, AttemptId, AttemptState, Grade, Language, Prompt, PromptId, Review};
use mynah::practice;
use mynah::prompt::Library;
use mynah::schedule::{self, Standing, Today, Why};
use mynah::store::{Home, Store};

const DAYS: i64 = 60;
const A_DAY: usize = 6;
/// A prompt never answered goes well so often.
const AT_FIRST: f64 = 0.4;
const RUNS: u64 = 20;

fn main() -> ExitCode {
    let library = Library::shipped();
    let prompts: Vec<&Prompt> = library.offered().collect();
    ten_days(&prompts);
    let better = sixty_days(&prompts);
    let quick = cost();
    if better && quick { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn start() -> Timestamp {
    "2026-10-01T09:00:00Z".parse().expect("a moment")
}

/// SplitMix64 (Steele, Lea, Flood 2014) as a number from 0 to 1.
struct Dice(u64);

impl Dice {
    fn throw(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// The chance that he has the answer at `now` (FSRS-6's power curve).
fn sure(review: Option<&Review>, now: Timestamp) -> f64 {
    const DECAY: f64 = -0.1542;
    let Some(review) = review else { return AT_FIRST };
    let days = now.duration_since(review.reviewed_at).as_secs_f64().max(0.0) / 86_400.0;
    let factor = 0.9_f64.powf(1.0 / DECAY) - 1.0;
    (1.0 + factor * days / f64::from(review.stability)).powf(DECAY)
}

fn grade(sure: f64, dice: &mut Dice) -> Grade {
    let has_it = dice.throw() < sure;
    let how = dice.throw();
    match (has_it, how) {
        (false, _) => Grade::Again,
        (true, how) if how < 0.2 => Grade::Hard,
        (true, how) if how < 0.85 => Grade::Good,
        (true, _) => Grade::Easy,
    }
}

/// A candidate's weeks.
struct Weeks<'a> {
    prompts: &'a [&'a Prompt],
    reviews: HashMap<PromptId, Review>,
    recent: Vec<PromptId>,
    dice: Dice,
}

impl<'a> Weeks<'a> {
    fn new(prompts: &'a [&'a Prompt], seed: u64) -> Self {
        Self { prompts, reviews: HashMap::new(), recent: Vec::new(), dice: Dice(seed) }
    }

    fn scheduled(&mut self, now: Timestamp) -> Option<(PromptId, Why)> {
        let reviews: Vec<Review> = self.reviews.values().cloned().collect();
        let with_story = HashSet::new();
        let (languages, seed) = ([Language::Ko], (self.dice.throw() * 1e9) as u64);
        let today = Today::of(&reviews, schedule::NEW_PER_DAY, |moment| now.duration_since(moment) < SignedDuration::from_hours(12));
        let standing = Standing {
            prompts: self.prompts,
            reviews: &reviews,
            recent: &self.recent,
            languages: &languages,
            with_story: &with_story,
            today,
            now,
            seed,
        };
        schedule::choose(&standing).map(|choice| (choice.prompt, choice.why))
    }

    fn by_chance(&mut self) -> PromptId {
        let place = (self.dice.throw() * self.prompts.len() as f64) as usize;
        self.prompts[place].id.clone()
    }

    fn answer(&mut self, prompt: &PromptId, now: Timestamp) -> Grade {
        let review = self.reviews.get(prompt);
        let grade = grade(sure(review, now), &mut self.dice);
        let next = schedule::after(review, prompt, Language::Ko, grade, now, None);
        self.reviews.insert(prompt.clone(), next);
        self.recent.insert(0, prompt.clone());
        self.recent.truncate(20);
        grade
    }

    /// Competencies practised, prompts answered, mean certainty over all prompts there are, prompts he is sure of.
    fn stands(&self, now: Timestamp) -> [f64; 4] {
        let answered: Vec<&&Prompt> = self.prompts.iter().filter(|prompt| self.reviews.contains_key(&prompt.id)).collect();
        let competencies: BTreeSet<&str> = answered.iter().filter_map(|prompt| prompt.competency.as_deref()).collect();
        let certain: Vec<f64> =
            self.prompts.iter().map(|prompt| self.reviews.get(&prompt.id).map_or(0.0, |review| sure(Some(review), now))).collect();
        let known = certain.iter().filter(|sure| **sure >= 0.9).count();
        [competencies.len() as f64, answered.len() as f64, certain.iter().sum::<f64>() / certain.len() as f64, known as f64]
    }
}

fn moment(day: i64, number: usize) -> Timestamp {
    start() + SignedDuration::from_hours(24 * day) + SignedDuration::from_mins(5 * number as i64)
}

fn ten_days(prompts: &[&Prompt]) {
    println!("ten days, {A_DAY} answers a day");
    let mut weeks = Weeks::new(prompts, 1);
    for day in 0..10 {
        let mut line = Vec::new();
        for number in 0..A_DAY {
            let now = moment(day, number);
            let Some((prompt, why)) = weeks.scheduled(now) else { break };
            let mark = match why {
                Why::Due { .. } => "due",
                Why::Weak { .. } => "weak",
                Why::Uncovered { .. } | Why::New => "+new",
            };
            let grade = weeks.answer(&prompt, now);
            line.push(format!("{prompt} ({mark}, {grade:?})"));
        }
        println!("  day {:>2}  {}", day + 1, line.join("\n          "));
    }
}

fn sixty_days(prompts: &[&Prompt]) -> bool {
    let mut sums = [[0.0; 4]; 2];
    let mut at_ten = [[0.0; 4]; 2];
    for seed in 0..RUNS {
        for (policy, (sum, ten)) in sums.iter_mut().zip(&mut at_ten).enumerate() {
            let mut weeks = Weeks::new(prompts, seed);
            for day in 0..DAYS {
                for number in 0..A_DAY {
                    let now = moment(day, number);
                    let chosen = if policy == 0 { weeks.scheduled(now).map(|(prompt, _)| prompt) } else { None };
                    let prompt = chosen.unwrap_or_else(|| weeks.by_chance());
                    weeks.answer(&prompt, now);
                }
                if day == 9 {
                    add(ten, weeks.stands(moment(day + 1, 0)));
                }
            }
            add(sum, weeks.stands(moment(DAYS, 0)));
        }
    }
    println!("\n{} prompts, {A_DAY} answers a day, mean of {RUNS} runs", prompts.len());
    println!("                                schedule   chance");
    for (days, figures) in [(10, &at_ten), (DAYS, &sums)] {
        for (at, name) in ["competencies practised", "prompts answered", "certainty, all prompts", "prompts known (≥ 0.9)"].iter().enumerate() {
            println!("day {days:>2}  {name:<24} {:>8.2} {:>8.2}", figures[0][at] / RUNS as f64, figures[1][at] / RUNS as f64);
        }
    }
    (0..4).all(|at| sums[0][at] >= sums[1][at]) && at_ten[0][0] >= at_ten[1][0]
}

fn add(sum: &mut [f64; 4], more: [f64; 4]) {
    sum.iter_mut().zip(more).for_each(|(sum, more)| *sum += more);
}

/// 10,000 prompts, all answered in one language, with 100,000 attempts in the database: the least of ten choices.
fn cost() -> bool {
    const MOST_MS: f64 = 20.0;
    let folder = tempfile::tempdir().expect("a folder");
    let store = Store::open(&Home::at(folder.path().to_owned())).expect("a store");
    let library = Library::shipped();
    let some: Vec<&Prompt> = library.offered().collect();
    let prompts: Vec<Prompt> =
        (0..10_000).map(|number| Prompt { id: PromptId(format!("p.{number}")), ..some[number % some.len()].clone() }).collect();
    fill(&store, &prompts);
    let prompts: Vec<&Prompt> = prompts.iter().collect();
    let least = (0..10).map(|seed| {
        let began = Instant::now();
        practice::choose_next(&store, &prompts, &[Language::Ko, Language::En], 10, start(), seed).expect("a choice");
        began.elapsed().as_secs_f64() * 1000.0
    });
    let least = least.fold(f64::INFINITY, f64::min);
    println!("\nnext of 10,000 prompts after 100,000 attempts: {least:.1} ms (at most {MOST_MS} ms)");
    least <= MOST_MS
}

fn fill(store: &Store, prompts: &[Prompt]) {
    store
        .in_one_go(|store| {
            for (number, prompt) in prompts.iter().enumerate() {
                let at = start() - SignedDuration::from_hours(number as i64);
                store.save_review(&schedule::after(None, &prompt.id, Language::Ko, Grade::Good, at, None))?;
                for take in 0..10 {
                    let (id, file) = (AttemptId(format!("a{number}x{take}")), PathBuf::from(format!("/a/{number}-{take}.wav")));
                    let attempt =
                        Attempt { state: AttemptState::Complete, prompt: Some(prompt.id.clone()), ..Attempt::new(id, at, file, Language::Ko) };
                    store.insert(&attempt)?;
                }
            }
            Ok(())
        })
        .expect("a filled store");
}
