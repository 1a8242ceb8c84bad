//! How far work has come, on standard error: one line that is written anew on a terminal, a line every 10 % elsewhere.

use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

use crate::domain::{Message, Seconds};
use crate::messages::Catalogue;
use crate::msg;
use crate::transcribe::Progress;

use super::context::Context;
use super::output;

/// Between two looks at the line.
const PAUSE: Duration = Duration::from_millis(500);
/// A line in a log for so many bytes, where it is not known how many there are.
const LOGGED: u64 = 50_000_000;
const WORTH_TELLING: Seconds = Seconds(60.0);
const MEGABYTE: f64 = 1e6;

/// A line about work that takes its time.
pub struct StatusLine {
    terminal: bool,
    shown: Option<Instant>,
    steps: u64,
}

impl StatusLine {
    pub fn new() -> Self {
        Self { terminal: std::io::stderr().is_terminal(), shown: None, steps: 0 }
    }

    /// To be called often, with the number of steps that are done; words and shows what is worth showing.
    pub fn update(&mut self, steps: u64, text: impl FnOnce() -> String) {
        let now = Instant::now();
        let due = if self.terminal { self.shown.is_none_or(|shown| now - shown >= PAUSE) } else { steps > self.steps };
        if !due {
            return;
        }
        (self.shown, self.steps) = (Some(now), steps);
        if self.terminal {
            rewrite(&text());
        } else {
            output::tell(&text());
        }
    }

    /// Takes the line away, so that what came of it can be said.
    pub fn end(&mut self) {
        if self.terminal && self.shown.is_some() {
            rewrite("");
        }
        (self.shown, self.steps) = (None, 0);
    }
}

impl Drop for StatusLine {
    fn drop(&mut self) {
        self.end();
    }
}

/// Work of so many equal steps.
pub struct Steps<'a> {
    catalogue: &'a Catalogue,
    line: StatusLine,
    done: usize,
    all: usize,
}

impl<'a> Steps<'a> {
    pub fn new(context: &'a Context, all: usize) -> Self {
        Self { catalogue: &context.catalogue, line: StatusLine::new(), done: 0, all }
    }

    pub fn next(&mut self) {
        self.done += 1;
        let (done, all) = (self.done, self.all);
        self.line.update((done * 10 / all.max(1)) as u64, || self.catalogue.say(&msg!("cli-steps", done = done, all = all)));
    }
}

/// A model that is being fetched, copied or looked through.
pub struct ProgressLine<'a> {
    catalogue: &'a Catalogue,
    name: &'a str,
    /// Since when the bytes come that were not here before.
    started: Instant,
    had: u64,
    line: StatusLine,
}

impl<'a> ProgressLine<'a> {
    pub fn new(catalogue: &'a Catalogue, name: &'a str) -> Self {
        Self { catalogue, name, started: Instant::now(), had: 0, line: StatusLine::new() }
    }

    pub fn update(&mut self, progress: Progress) {
        if progress.had != self.had {
            (self.started, self.had) = (Instant::now(), progress.had);
        }
        let (catalogue, name, elapsed) = (self.catalogue, self.name, self.started.elapsed());
        self.line.update(steps(progress), || catalogue.say(&message(name, progress, elapsed)));
    }

    pub fn end(&mut self) {
        self.line.end();
    }
}

/// A recording that is being measured and recognised.
pub struct RecognitionLine<'a> {
    context: &'a Context,
    line: StatusLine,
}

impl<'a> RecognitionLine<'a> {
    pub fn new(context: &'a Context) -> Self {
        Self { context, line: StatusLine::new() }
    }

    /// How much of it is measured. A minute takes no time worth telling, and a log is not told.
    pub fn measured(&mut self, measured: Seconds) {
        if !self.context.everywhere.quiet && measured >= WORTH_TELLING {
            self.line.update(0, || self.context.catalogue.say(&msg!("cli-measuring", moment = minutes(measured.0))));
        }
    }

    /// `share` is 0 to 1.
    pub fn recognised(&mut self, share: f64) {
        if !self.context.everywhere.quiet {
            let percent = (share * 100.0).round() as u64;
            self.line.update((share * 10.0) as u64, || self.context.catalogue.say(&msg!("practice-recognising", percent = percent)));
        }
    }

    pub fn end(&mut self) {
        self.line.end();
    }
}

/// Writes over the line that the cursor is in, and clears the rest of it.
fn rewrite(text: &str) {
    let mut err = std::io::stderr().lock();
    let _ = write!(err, "\r{text}\x1b[K").and_then(|()| err.flush()); // a terminal that has gone needs no progress
}

/// Full tenths, or what stands for them where the whole is not known.
fn steps(progress: Progress) -> u64 {
    match progress.of {
        Some(all) => progress.done * 10 / all.max(1),
        None => progress.done / LOGGED,
    }
}

/// The rate is that since the beginning of this command, which jumps less than that of the last second.
fn message(name: &str, progress: Progress, elapsed: Duration) -> Message {
    let come = progress.done.saturating_sub(progress.had);
    let rate = come as f64 / elapsed.as_secs_f64().max(0.001);
    let (done, rate_text) = (megabytes(progress.done), format!("{:.1}", rate / MEGABYTE));
    let Some(all) = progress.of else {
        return msg!("cli-model-progress-without-end", name = name, done = done, rate = rate_text);
    };
    let left = if come == 0 { "–:––".to_owned() } else { minutes(all.saturating_sub(progress.done) as f64 / rate) };
    let percent = (progress.done * 100 / all.max(1)).to_string();
    msg!("cli-model-progress", name = name, percent = percent, done = done, all = megabytes(all), rate = rate_text, left = left)
}

fn megabytes(bytes: u64) -> String {
    (bytes / 1_000_000).to_string()
}

/// `0:33`, `12:05` or `1:02:03`.
fn minutes(seconds: f64) -> String {
    let seconds = seconds.ceil() as u64;
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes}:{seconds:02}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Language;

    #[track_caller]
    fn check(progress: Progress, seconds: u64, english: &str, korean: &str) {
        let message = message("small-q5_1", progress, Duration::from_secs(seconds));
        assert_eq!(Catalogue::new(Language::En).say(&message), english);
        assert_eq!(Catalogue::new(Language::Ko).say(&message), korean);
    }

    #[test]
    fn a_line_says_share_rate_and_time_left() {
        check(
            Progress { done: 95_000_000, of: Some(190_085_487), had: 0 },
            30,
            "small-q5_1: 49% · 95 of 190 MB · 3.2 MB/s · 0:31 left",
            "small-q5_1: 49% · 190MB 중 95MB · 3.2MB/s · 0:31 남음",
        );
        check(
            Progress { done: 0, of: Some(190_085_487), had: 0 },
            0,
            "small-q5_1: 0% · 0 of 190 MB · 0.0 MB/s · –:–– left",
            "small-q5_1: 0% · 190MB 중 0MB · 0.0MB/s · –:–– 남음",
        );
        check(
            Progress { done: 95_000_000, of: Some(190_085_487), had: 90_000_000 },
            5,
            "small-q5_1: 49% · 95 of 190 MB · 1.0 MB/s · 1:36 left",
            "small-q5_1: 49% · 190MB 중 95MB · 1.0MB/s · 1:36 남음",
        );
        check(Progress { done: 5_000_000, of: None, had: 0 }, 2, "small-q5_1: 5 MB · 2.5 MB/s", "small-q5_1: 5MB · 2.5MB/s");
    }

    #[test]
    fn a_log_gets_a_line_every_tenth() {
        let steps_at = |done| steps(Progress { done, of: Some(1000), had: 0 });
        assert_eq!([0, 99, 100, 999, 1000].map(steps_at), [0, 0, 1, 9, 10]);
        assert_eq!(steps(Progress { done: 0, of: Some(0), had: 0 }), 0);
        assert_eq!(steps(Progress { done: LOGGED * 3, of: None, had: 0 }), 3);
    }

    #[test]
    fn a_long_wait_is_told_in_hours() {
        assert_eq!([0.2, 59.1, 725.0, 3723.0].map(minutes), ["0:01", "1:00", "12:05", "1:02:03"]);
    }
}
