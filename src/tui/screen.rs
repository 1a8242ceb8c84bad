//! The rehearsal on a terminal: one quiet screen while the answer is given, the findings in the terminal's own scrollback afterwards.

use std::io::{Stderr, Write};

use crossterm::{cursor, execute};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;

use crate::domain::{Failure, Message, Seconds};
use crate::messages::Catalogue;
use crate::msg;
use crate::practice::{Meter, Screen, Sight};

use super::picture::{Picture, Running, draw};
use super::stage::new_terminal;
use super::word_lines::wrapped;
use super::{ResultTo, held, wording};

/// So long after the last sample that was too loud it is still said.
const TOO_LOUD: Seconds = Seconds(2.0);

/// Draws on standard error, so that standard output stays free for data. Dropping it gives the terminal back, after a panic too.
pub struct FullScreen<'a> {
    catalogue: &'a Catalogue,
    result_to: ResultTo,
    terminal: Terminal<CrosstermBackend<Stderr>>,
    picture: Picture,
    /// Whether the picture is to be seen, on the alternate screen.
    open: bool,
    /// Whether the cursor stands behind the line that shows what is being played.
    in_line: bool,
    trouble: Trouble,
}

/// What went wrong with the sound of the answer.
#[derive(Clone, Copy, Default)]
struct Trouble {
    clipped: u64,
    /// When a sample was too loud last.
    clipped_at: Option<Seconds>,
    lost_frames: u64,
}

impl<'a> FullScreen<'a> {
    /// # Errors
    /// `Kind::Broken` where standard error is no terminal after all.
    pub fn new(catalogue: &'a Catalogue, result_to: ResultTo) -> Result<Self, Failure> {
        let (picture, trouble) = (Picture::default(), Trouble::default());
        Ok(Self { catalogue, result_to, terminal: new_terminal()?, picture, open: false, in_line: false, trouble })
    }

    fn leave(&mut self) {
        held::close_screen();
        self.open = false;
    }

    /// What a terminal that is gone cannot show is shown by none; the next sight is drawn anew.
    fn draw(&mut self) {
        self.open = true;
        if held::open_screen().unwrap_or(false)
            && let Ok(terminal) = new_terminal()
        {
            self.terminal = terminal;
        }
        let picture = &self.picture;
        let _ = self.terminal.draw(|frame| draw(frame, picture));
    }

    /// Writes into the scrollback, where the terminal breaks lines, so that a command in them can be copied whole. The keyboard holds the terminal in raw mode, where a line has to return by itself.
    fn write(&mut self, text: &str, to: ResultTo) {
        self.leave();
        let start = if std::mem::take(&mut self.in_line) { "\r\n" } else { "" };
        let text = format!("{start}{}", text.replace('\n', "\r\n"));
        let _ = match to {
            ResultTo::Stdout => writeln!(std::io::stdout(), "{text}\r").and_then(|()| std::io::stdout().flush()),
            ResultTo::Stderr => writeln!(std::io::stderr(), "{text}\r"),
        };
    }

    fn width(&self) -> usize {
        self.terminal.size().map_or(80, |size| usize::from(size.width))
    }

    fn say(&self, message: &Message) -> String {
        self.catalogue.say(message)
    }

    fn notice(&mut self, text: String) {
        if self.open {
            self.picture.notices.push(text);
            self.draw();
        } else {
            self.write(&text, ResultTo::Stderr);
        }
    }

    /// `keys` in more words and in fewer.
    fn state(&mut self, state: &Message, keys: &[Message]) {
        self.picture.state = self.say(state);
        self.picture.keys = keys.iter().map(|keys| self.say(keys)).collect();
        self.draw();
    }

    fn cue(&mut self) {
        self.picture.notes.clear();
        self.trouble = Trouble::default();
        self.state(&msg!("practice-cue"), &[msg!("practice-keys-answering"), msg!("practice-keys-answering-short")]);
    }

    /// Drawn when the turn is over.
    fn meter(&mut self, meter: &Meter) {
        self.tell_trouble(meter);
        let is_too_loud = self.trouble.clipped_at.is_some_and(|at| meter.elapsed - at < TOO_LOUD);
        self.picture.running = Some(Running {
            meter: *meter,
            time: self.say(&wording::time(meter)),
            time_name: self.say(&msg!("practice-bar-time")),
            level_name: self.say(&msg!("practice-bar-level")),
            trouble: if is_too_loud { self.say(&msg!("practice-too-loud")) } else { String::new() },
        });
    }

    /// The first time in words, with what can be done about it.
    fn tell_trouble(&mut self, meter: &Meter) {
        let before = self.trouble;
        let clipped_at = if meter.clipped > before.clipped { Some(meter.elapsed) } else { before.clipped_at };
        self.trouble = Trouble { clipped: meter.clipped, clipped_at, lost_frames: meter.lost_frames };
        if before.clipped == 0 && meter.clipped > 0 {
            self.notice(self.say(&msg!("practice-clipped", count = meter.clipped)));
        }
        if before.lost_frames == 0 && meter.lost_frames > 0 {
            self.notice(self.say(&msg!("practice-lost-frames", count = meter.lost_frames)));
        }
    }

    /// Whatever was noted while the screen was open would go with it.
    fn tell_notices(&mut self) {
        self.leave();
        for notice in std::mem::take(&mut self.picture.notices) {
            self.write(&notice, ResultTo::Stderr);
        }
    }

    fn result(&mut self, text: &str) {
        self.tell_notices();
        self.write(&format!("\n{}\n", text.trim_end()), self.result_to);
    }

    /// One line that is written over, so that the findings above stay in sight.
    fn playing(&mut self, at: Seconds, length: Seconds, words: &str) {
        self.leave();
        let line = format!("{}/{}  {words}", wording::elapsed_clock(at), wording::elapsed_clock(length));
        let clear = crossterm::terminal::Clear(crossterm::terminal::ClearType::CurrentLine);
        let line = fit(&line, self.width().saturating_sub(1));
        let _ = execute!(std::io::stderr(), cursor::MoveToColumn(0), clear, crossterm::style::Print(line)); // the next one is as good
        self.in_line = true;
    }
}

impl Drop for FullScreen<'_> {
    fn drop(&mut self) {
        self.leave();
    }
}

impl Screen for FullScreen<'_> {
    fn show(&mut self, sight: &Sight<'_>) {
        match sight {
            Sight::Notice(message) => self.notice(self.say(message)),
            Sight::Question { prompt, text, language, why } => {
                self.picture = Picture {
                    heading: wording::heading(self.catalogue, prompt, *language),
                    why: why.as_ref().map(|why| self.say(why)).unwrap_or_default(),
                    question: (*text).to_owned(),
                    notices: std::mem::take(&mut self.picture.notices),
                    ..Picture::default()
                };
                self.state(&msg!("practice-asking"), &[msg!("practice-keys-asking")]);
            }
            Sight::Preparing { left } => {
                self.state(&msg!("practice-preparing", left = wording::clock(*left)), &[msg!("practice-keys-preparing")]);
            }
            Sight::Arming => self.state(&msg!("practice-arming"), &[]),
            Sight::Cue => self.cue(),
            Sight::Meter(meter) => self.meter(meter),
            Sight::Recognising { share } => {
                self.picture.running = None;
                let state = msg!("practice-recognising", percent = (share * 100.0).round() as u64);
                self.state(&state, &[msg!("practice-keys-recognising"), msg!("practice-keys-recognising-short")]);
            }
            Sight::Result { text } => self.result(text),
            Sight::Choices { last, follow_up, findings, review } => {
                let grade = review.map(|review| self.say(&wording::grade(review))).unwrap_or_default();
                let choices = wording::Choices { last: *last, follow_up: *follow_up, findings: *findings };
                let lines = [wrapped(&grade, self.width()), choices.lines(self.catalogue, self.width())].concat();
                self.write(&lines.join("\n"), ResultTo::Stderr);
            }
            Sight::Notes(notes) => {
                self.picture.notes = notes.to_vec();
                self.draw();
            }
            Sight::Playing { at, length, words } => self.playing(*at, *length, words),
            Sight::End => self.tell_notices(),
        }
    }

    fn turn(&mut self) {
        if self.open {
            self.draw();
        }
    }
}

/// How many columns the terminal has, where there is one.
pub fn columns() -> Option<usize> {
    crossterm::terminal::size().ok().map(|(columns, _)| usize::from(columns))
}

/// The text cut to `width` columns; Hangul takes two.
fn fit(text: &str, width: usize) -> String {
    use unicode_width::UnicodeWidthChar;
    let mut left = width;
    text.chars()
        .take_while(|sign| {
            sign.width().unwrap_or(0) <= left && {
                left -= sign.width().unwrap_or(0);
                true
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_cut_by_columns_not_by_characters() {
        assert_eq!(fit("안녕하세요", 5), "안녕");
        assert_eq!(fit("hello", 5), "hello");
        assert_eq!(fit("", 5), "");
    }
}
