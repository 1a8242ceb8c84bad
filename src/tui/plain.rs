//! The rehearsal as plain lines: for pipes, for screen readers, and where nobody looks.

use std::io::Write;

use crate::domain::Seconds;
use crate::messages::Catalogue;
use crate::msg;
use crate::practice::{Meter, Screen, Sight};

use super::{meter, wording};

/// How often a running answer says how long it is.
const METER_EVERY: Seconds = Seconds(10.0);
const METER_WIDTH: usize = 20;

/// Where the findings go: with `--json` standard output is the JSON's alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResultTo {
    Stdout,
    Stderr,
}

pub struct Plain<'a> {
    catalogue: &'a Catalogue,
    result_to: ResultTo,
    /// Say only what is asked for and what goes wrong.
    quiet: bool,
    /// Somebody is there to whom the keys have not been told yet.
    keys_untold: bool,
    next_meter: Seconds,
    /// Lost frames and clipped samples that were told of already.
    told_trouble: (u64, u64),
    next_share: f64,
    last_preparation: Option<u64>,
    last_words: String,
}

impl<'a> Plain<'a> {
    pub fn new(catalogue: &'a Catalogue, result_to: ResultTo, quiet: bool) -> Self {
        Self {
            catalogue,
            result_to,
            quiet,
            keys_untold: false,
            next_meter: METER_EVERY,
            told_trouble: (0, 0),
            next_share: 0.0,
            last_preparation: None,
            last_words: String::new(),
        }
    }

    /// For somebody at a keyboard: before the first answer it is said how to stop.
    pub fn with_keys(self) -> Self {
        Self { keys_untold: true, ..self }
    }

    fn line(&self, text: &str) {
        let _ = writeln!(std::io::stderr(), "{text}"); // a terminal that went away takes no more, and the recording has to be closed all the same
    }

    fn aside(&self, text: &str) {
        if !self.quiet {
            self.line(text);
        }
    }

    fn meter(&mut self, meter: &Meter) {
        if meter.elapsed < self.next_meter {
            return;
        }
        self.next_meter = Seconds(meter.elapsed.0 - meter.elapsed.0.rem_euclid(METER_EVERY.0)) + METER_EVERY;
        let bar = meter::bar(meter.rms, meter.peak, METER_WIDTH);
        self.aside(&format!("{} · {bar}", self.catalogue.say(&wording::time(meter))));
        let (lost, clipped) = std::mem::replace(&mut self.told_trouble, (meter.lost_frames, meter.clipped));
        if meter.lost_frames > lost {
            self.aside(&self.catalogue.say(&msg!("practice-lost-frames", count = meter.lost_frames)));
        }
        if meter.clipped > clipped {
            self.aside(&self.catalogue.say(&msg!("practice-clipped", count = meter.clipped)));
        }
    }

    /// A quarter at a time, so that a pipe is not flooded.
    fn recognising(&mut self, share: f64) {
        if share >= self.next_share {
            self.next_share = (share * 4.0).floor() / 4.0 + 0.25;
            self.aside(&self.catalogue.say(&msg!("practice-recognising", percent = (share * 100.0).round() as u64)));
        }
    }

    fn preparing(&mut self, left: Seconds) {
        let seconds = left.0.ceil() as u64;
        if self.last_preparation != Some(seconds) && (seconds.is_multiple_of(10) || seconds <= 3 || self.last_preparation.is_none()) {
            self.aside(&self.catalogue.say(&msg!("practice-preparing", left = wording::clock(left))));
        }
        self.last_preparation = Some(seconds);
    }

    fn result(&self, text: &str) {
        match self.result_to {
            ResultTo::Stdout => {
                let mut out = std::io::stdout().lock();
                let _ = writeln!(out, "{text}").and_then(|()| out.flush()); // a reader who closed the pipe has read enough
            }
            ResultTo::Stderr => self.aside(text),
        }
    }
}

impl Screen for Plain<'_> {
    fn show(&mut self, sight: &Sight<'_>) {
        match sight {
            Sight::Notice(message) => self.line(&self.catalogue.say(message)),
            Sight::Question { prompt, text, language, why } => {
                self.aside("");
                self.aside(&wording::heading(self.catalogue, prompt, *language));
                if let Some(why) = why {
                    self.aside(&self.catalogue.say(why));
                }
                self.line(&self.catalogue.say(&msg!("practice-question", text = *text)));
            }
            Sight::Preparing { left } => self.preparing(*left),
            Sight::Arming => {
                if std::mem::take(&mut self.keys_untold) {
                    self.aside(&self.catalogue.say(&msg!("practice-keys-plain")));
                }
            }
            Sight::Cue => {
                self.next_meter = METER_EVERY;
                self.told_trouble = (0, 0);
                self.next_share = 0.0;
                self.last_preparation = None;
                self.line(&self.catalogue.say(&msg!("practice-cue")));
            }
            Sight::Meter(meter) => self.meter(meter),
            Sight::Recognising { share } => self.recognising(*share),
            Sight::Result { text } => self.result(text),
            Sight::Choices { last, follow_up, findings, review } => {
                if let Some(review) = review {
                    self.line(&self.catalogue.say(&wording::grade(review)));
                }
                let choices = wording::Choices { last: *last, follow_up: *follow_up, findings: *findings };
                choices.lines(self.catalogue, usize::MAX).iter().for_each(|line| self.line(line));
            }
            Sight::Notes(notes) => notes.iter().for_each(|note| self.line(note)),
            Sight::Playing { words, .. } if !words.is_empty() && *words != self.last_words => {
                self.aside(words);
                self.last_words = (*words).to_owned();
            }
            Sight::Playing { .. } | Sight::End => {}
        }
    }
}
