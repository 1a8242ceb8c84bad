//! What an answer does to the memory of its question: the grade comes from the scorecard, and the user may put it right.

use jiff::Timestamp;

use crate::domain::{Attempt, Failure, Grade, PromptId, Review};
use crate::schedule;
use crate::score;
use crate::store::Store;

/// The memory of a question before and after an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Graded {
    before: Option<Review>,
    pub after: Review,
}

impl Graded {
    /// Moves the review of a prompt on by how well the attempt at it went; before an `interview` it comes sooner.
    ///
    /// # Errors
    /// `Kind::Storage` where the reviews cannot be read or written.
    pub fn by_scorecard(store: &Store, prompt: &PromptId, attempt: &Attempt, now: Timestamp, interview: Option<Timestamp>) -> Result<Self, Failure> {
        let before = store.reviews()?.into_iter().find(|review| review.prompt == *prompt && review.language == attempt.language);
        let after = schedule::after(before.as_ref(), prompt, attempt.language, grade(attempt), now, interview);
        store.save_review(&after)?;
        Ok(Self { before, after })
    }

    /// The same answer with the grade that the user gives it.
    ///
    /// # Errors
    /// `Kind::Storage` where the review cannot be written; the grade then stays as it was.
    pub fn regrade(&mut self, store: &Store, grade: Grade, interview: Option<Timestamp>) -> Result<(), Failure> {
        let Review { prompt, language, reviewed_at, .. } = &self.after;
        let after = schedule::after(self.before.as_ref(), prompt, *language, grade, *reviewed_at, interview);
        store.save_review(&after)?;
        self.after = after;
        Ok(())
    }
}

/// Timing alone does not show that an answer was easy: without words nobody knows what was said.
fn grade(attempt: &Attempt) -> Grade {
    let grade = attempt.scorecard.as_ref().map_or(Grade::Again, |scorecard| score::grade(scorecard.points));
    if attempt.coverage.is_none() && grade == Grade::Easy { Grade::Good } else { grade }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{AttemptId, Language, Scorecard};

    #[test]
    fn a_grade_of_ones_own_takes_the_place_of_the_scorecards_and_not_another_answers() {
        let (store, prompt, now) = (Store::in_memory().unwrap(), PromptId("p.1".to_owned()), Timestamp::UNIX_EPOCH);
        let scorecard = Scorecard { rubric: "3".to_owned(), findings: Vec::new(), points: 0.75 };
        let attempt = Attempt { scorecard: Some(scorecard), ..Attempt::new(AttemptId("a".to_owned()), now, "a.wav".into(), Language::Ko) };
        let mut graded = Graded::by_scorecard(&store, &prompt, &attempt, now, None).unwrap();
        assert_eq!((graded.after.last_grade, graded.after.count), (Grade::Good, 1));
        let good = graded.after.due_at;
        for grade in [Grade::Easy, Grade::Again, Grade::Hard] {
            graded.regrade(&store, grade, None).unwrap();
            assert_eq!(store.reviews().unwrap(), std::slice::from_ref(&graded.after));
            assert_eq!((graded.after.last_grade, graded.after.count), (grade, 1));
        }
        assert!(graded.after.due_at <= good);
        graded.regrade(&store, Grade::Good, None).unwrap();
        assert_eq!(graded.after.due_at, good);
    }
}
