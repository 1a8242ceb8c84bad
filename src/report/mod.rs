//! Shows attempts: as text to read ([`attempt_text`], [`history_text`]) and as a page ([`answers_page`]); as JSON and CSV for other programs
//! (`docs/json.md`), and their words as subtitles, as a table and as tiers for Praat (`docs/report.md`).
//!
//! Nothing here measures or judges. What is unknown is said to be unknown.

mod explained;
mod history;
mod json;
mod markdown;
mod material;
mod page;
mod progress;
mod progress_text;
mod round;
mod sentences;
mod subtitles;
mod text;
mod textgrid;
mod words_csv;
mod wrap;

use jiff::tz::TimeZone;

use crate::domain::{Message, Seconds};
use crate::messages::Catalogue;

pub use explained::{explained_json, explained_text};
pub use history::{history_csv, history_json, history_text};
pub use json::{attempt_json, tidy};
pub use markdown::{attempt_markdown, round_markdown};
pub use material::{Import, Use, import_json, import_text, stories_text, story_text, used_story_json, uses, worn_out_text};
pub use page::{Audio, Bands, ProgressPage, Row, Shown, Sound, answers_page, overview_page, progress_page};
pub use progress::{Known, Progress, progress, progress_json};
pub use progress_text::progress_text;
pub use round::{Answered, Occasion, round_json, round_text};
pub use subtitles::{srt, vtt};
pub use text::{attempt_text, attempt_text_findings_last, coverage_text, question_text};
pub use textgrid::textgrid;
pub use words_csv::words_csv;
pub use wrap::hang;

/// What a text is written for: the reader's language, time zone, and terminal.
#[derive(Clone, Copy)]
pub struct Page<'a> {
    pub catalogue: &'a Catalogue,
    pub zone: &'a TimeZone,
    /// Columns. Below [`Page::NARROWEST`] it is taken for that.
    pub width: usize,
}

impl Page<'_> {
    /// Narrower than this no figure fits beside its name.
    pub const NARROWEST: usize = 24;

    fn width(&self) -> usize {
        self.width.max(Self::NARROWEST)
    }

    fn say(&self, message: &Message) -> String {
        self.catalogue.say(message)
    }

    fn competency(&self, name: &str) -> String {
        self.catalogue.competency(name)
    }

    /// Date and time of day where the reader is.
    fn date(&self, moment: jiff::Timestamp) -> String {
        self.zone.to_datetime(moment).strftime("%Y-%m-%d %H:%M").to_string()
    }
}

/// A moment or a length as a clock shows it: `0:41`, `2:05`, `1:02:03`.
pub fn clock(time: Seconds) -> String {
    let seconds = if time.0.is_finite() { time.0.max(0.0).round() as u64 } else { 0 };
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes}:{seconds:02}") }
}

/// The moment at which something begins: rounded down, so that playing from there never misses it.
fn moment(time: Seconds) -> String {
    clock(Seconds(time.0.floor()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_clock(seconds: f64, expected: &str) {
        assert_eq!(clock(Seconds(seconds)), expected);
    }

    #[test]
    fn a_length_reads_as_on_a_clock() {
        check_clock(0.0, "0:00");
        check_clock(41.4, "0:41");
        check_clock(59.6, "1:00");
        check_clock(125.0, "2:05");
        check_clock(3723.0, "1:02:03");
        check_clock(-3.0, "0:00");
        check_clock(f64::NAN, "0:00");
    }

    #[test]
    fn a_moment_is_rounded_down() {
        assert_eq!(moment(Seconds(41.9)), "0:41");
    }
}

#[cfg(test)]
mod samples;
