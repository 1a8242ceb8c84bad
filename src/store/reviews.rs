//! Reviews in the database: one row for a prompt in a language.

use rusqlite::{Row, params};

use super::Store;
use super::attempts::{moment_text, read_moment};
use crate::domain::{Failure, Grade, Kind, Language, PromptId, Review};
use crate::msg;

const GRADES: [(&str, Grade); 4] = [("again", Grade::Again), ("hard", Grade::Hard), ("good", Grade::Good), ("easy", Grade::Easy)];

const SAVE: &str = "INSERT OR REPLACE INTO reviews (prompt, language, stability, difficulty, reviewed_at, due_at, last_grade, count)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";

/// The order of the columns is that of [`review`]: looking names up costs more than reading.
const READ: &str = "SELECT prompt, language, stability, difficulty, reviewed_at, due_at, last_grade, count FROM reviews ORDER BY prompt, language";

impl Store {
    /// Every review, in the order of prompts.
    ///
    /// # Errors
    /// `Kind::Storage` where the database cannot be read.
    pub fn reviews(&self) -> Result<Vec<Review>, Failure> {
        let failed = |error| self.failure("reading reviews", error);
        let mut statement = self.connection.prepare_cached(READ).map_err(failed)?;
        let rows = statement.query_map([], |row| Ok(review(row)?.ok_or_else(|| row.get::<_, String>(0).unwrap_or_default()))).map_err(failed)?;
        rows.map(|row| row.map_err(failed)?.map_err(|prompt| self.unreadable_review(&prompt))).collect()
    }

    /// Keeps `review` in place of the one there was for its prompt and language.
    ///
    /// # Errors
    /// `Kind::Storage` where the database cannot be written.
    pub fn save_review(&self, review: &Review) -> Result<(), Failure> {
        let failed = |error| self.failure(&format!("writing the review of {}", review.prompt), error);
        let grade = GRADES.iter().find(|(_, grade)| *grade == review.last_grade).map_or("", |(name, _)| name);
        let mut statement = self.connection.prepare_cached(SAVE).map_err(failed)?;
        let row = params![
            review.prompt.0,
            review.language.code(),
            f64::from(review.stability),
            f64::from(review.difficulty),
            moment_text(review.reviewed_at),
            moment_text(review.due_at),
            grade,
            review.count,
        ];
        statement.execute(row).map(|_| ()).map_err(failed)
    }

    fn unreadable_review(&self, prompt: &str) -> Failure {
        Failure::new(Kind::Storage, msg!("store-review-unreadable", file = &self.file, prompt = prompt))
    }
}

/// `None` where a value is none of ours.
fn review(row: &Row<'_>) -> rusqlite::Result<Option<Review>> {
    let text = |column: usize| row.get_ref(column)?.as_str().map_err(rusqlite::Error::from);
    let grade = text(6)?;
    let grade = GRADES.iter().find(|(name, _)| *name == grade);
    let (Some(language), Some(&(_, last_grade)), Some(reviewed_at), Some(due_at)) =
        (Language::from_code(text(1)?), grade, read_moment(text(4)?), read_moment(text(5)?))
    else {
        return Ok(None);
    };
    Ok(Some(Review {
        prompt: PromptId(row.get(0)?),
        language,
        stability: row.get(2)?,
        difficulty: row.get(3)?,
        reviewed_at,
        due_at,
        last_grade,
        count: row.get(7)?,
    }))
}
