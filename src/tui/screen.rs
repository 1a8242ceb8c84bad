//! The rehearsal on a terminal: one quiet screen while the answer is given, the findings in the terminal's own scrollback afterwards.

use std::io::{Stderr, Write};

use crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen};
use crossterm::{cursor, execute};
use ratatui::backend::CrosstermBackend;
use ratatui::layout::{Constraint, Layout};
use ratatui::style::{Modifier, Style};
use ratatui::text::Line;
use ratatui::widgets::Paragraph;
use ratatui::{Frame, Terminal};

use crate::domain::{Failure, Kind, Seconds};
use crate::messages::Catalogue;
use crate::msg;
use crate::practice::{Meter, Screen, Sight};

use super::word_lines::wrapped;
use super::{ResultTo, meter, wording};

/// What stands on the screen. Drawn anew as a whole at every sight.
#[derive(Default)]
struct Picture {
    heading: String,
    why: String,
    question: String,
    /// What the candidate has written down for it.
    notes: Vec<String>,
    state: String,
    time: String,
    level: Option<Meter>,
    notices: Vec<String>,
    keys: String,
}

/// Draws on standard error, so that standard output stays free for data. Dropping it gives the terminal back, after a panic too.
pub struct FullScreen<'a> {
    catalogue: &'a Catalogue,
    result_to: ResultTo,
    terminal: Terminal<CrosstermBackend<Stderr>>,
    picture: Picture,
    /// Whether the alternate screen is shown.
    open: bool,
    /// Whether the cursor stands behind the line that shows what is being played.
    in_line: bool,
}

impl<'a> FullScreen<'a> {
    /// # Errors
    /// `Kind::Broken` where standard error is no terminal after all.
    pub fn new(catalogue: &'a Catalogue, result_to: ResultTo) -> Result<Self, Failure> {
        let terminal = Terminal::new(CrosstermBackend::new(std::io::stderr()))
            .map_err(|error| Failure::new(Kind::Broken, msg!("cli-no-keyboard")).hint(msg!("cli-no-keyboard-hint")).because(error))?;
        Ok(Self { catalogue, result_to, terminal, picture: Picture::default(), open: false, in_line: false })
    }

    fn enter(&mut self) {
        if !self.open {
            self.open = execute!(std::io::stderr(), EnterAlternateScreen, cursor::Hide).is_ok();
            // A new terminal knows that nothing is drawn yet; clearing the old one would ask where the cursor is, and not every terminal answers.
            if let Ok(terminal) = Terminal::new(CrosstermBackend::new(std::io::stderr())) {
                self.terminal = terminal;
            }
        }
    }

    fn leave(&mut self) {
        if self.open {
            let _ = execute!(std::io::stderr(), LeaveAlternateScreen, cursor::Show); // nothing is left to tell a terminal that is gone
            self.open = false;
        }
    }

    fn draw(&mut self) {
        self.enter();
        let picture = &self.picture;
        let _ = self.terminal.draw(|frame| draw(frame, picture)); // the next sight is drawn anew
    }

    /// Writes into the scrollback. The keyboard holds the terminal in raw mode, where a line has to return by itself.
    fn write(&mut self, text: &str, to: ResultTo) {
        self.leave();
        let start = if std::mem::take(&mut self.in_line) { "\r\n" } else { "" };
        let text = format!("{start}{}", text.replace('\n', "\r\n"));
        let _ = match to {
            ResultTo::Stdout => writeln!(std::io::stdout(), "{text}\r").and_then(|()| std::io::stdout().flush()),
            ResultTo::Stderr => writeln!(std::io::stderr(), "{text}\r"),
        };
    }

    fn say(&self, message: &crate::domain::Message) -> String {
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

    fn state(&mut self, text: String, keys: String) {
        self.picture.state = text;
        self.picture.keys = keys;
        self.draw();
    }

    fn meter(&mut self, meter: &Meter) {
        self.picture.time = self.say(&wording::time(meter));
        self.picture.level = Some(*meter);
        self.draw();
    }

    fn result(&mut self, text: &str) {
        let heading = std::mem::take(&mut self.picture.heading);
        let question = std::mem::take(&mut self.picture.question);
        let notices = std::mem::take(&mut self.picture.notices);
        self.write(&[vec![String::new(), heading, question], notices].concat().join("\n"), ResultTo::Stderr);
        self.write(text, self.result_to);
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
                    ..Picture::default()
                };
                self.state(self.say(&msg!("practice-asking")), self.say(&msg!("practice-keys-asking")));
            }
            Sight::Preparing { left } => {
                let text = self.say(&msg!("practice-preparing", left = wording::clock(*left)));
                self.state(text, self.say(&msg!("practice-keys-preparing")));
            }
            Sight::Arming => self.state(self.say(&msg!("practice-arming")), String::new()),
            Sight::Cue => {
                self.picture.notes.clear();
                self.state(self.say(&msg!("practice-cue")), self.say(&msg!("practice-keys-answering")));
            }
            Sight::Meter(meter) => self.meter(meter),
            Sight::Recognising { share } => {
                self.picture.level = None;
                let percent = (share * 100.0).round() as u64;
                self.state(self.say(&msg!("practice-recognising", percent = percent)), self.say(&msg!("practice-keys-recognising")));
            }
            Sight::Result { text } => self.result(text),
            Sight::Choices { last, follow_up, review } => {
                let grade = review.map(|review| self.say(&wording::grade(review)));
                let lines: Vec<String> = grade.into_iter().chain([self.say(&wording::choices(*last, *follow_up))]).collect();
                self.write(&lines.join("\n"), ResultTo::Stderr);
            }
            Sight::Notes(notes) => {
                self.picture.notes = notes.to_vec();
                self.draw();
            }
            Sight::Playing { at, length, words } => self.playing(*at, *length, words),
            Sight::End => self.end(),
        }
    }
}

impl FullScreen<'_> {
    /// One line that is written over, so that the findings above stay in sight.
    fn playing(&mut self, at: Seconds, length: Seconds, words: &str) {
        self.leave();
        let width = self.terminal.size().map_or(80, |size| usize::from(size.width));
        let line = format!("{}/{}  {words}", wording::elapsed_clock(at), wording::elapsed_clock(length));
        let clear = crossterm::terminal::Clear(crossterm::terminal::ClearType::CurrentLine);
        let _ = execute!(std::io::stderr(), cursor::MoveToColumn(0), clear, crossterm::style::Print(fit(&line, width.saturating_sub(1))));
        self.in_line = true;
    }

    /// What was said while the screen was open would go with it.
    fn end(&mut self) {
        self.leave();
        for notice in std::mem::take(&mut self.picture.notices) {
            self.write(&notice, ResultTo::Stderr);
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

fn draw(frame: &mut Frame<'_>, picture: &Picture) {
    let bold = Style::default().add_modifier(Modifier::BOLD);
    let width = usize::from(frame.area().width);
    let latest: Vec<Line<'_>> = picture.notices.iter().rev().take(3).rev().flat_map(|notice| wrapped(notice, width)).map(Line::from).collect();
    let notices_height = latest.len();
    let latest = Paragraph::new(latest);
    let [heading, why, question, state, time, level, notices, keys] = Layout::vertical([
        Constraint::Length(1),
        Constraint::Length(1),
        Constraint::Min(3),
        Constraint::Length(1),
        Constraint::Length(1),
        Constraint::Length(1),
        Constraint::Length(notices_height as u16),
        Constraint::Length(1),
    ])
    .spacing(u16::from(frame.area().height >= 20))
    .areas(frame.area());
    frame.render_widget(Line::from(picture.heading.as_str()), heading);
    frame.render_widget(Line::from(picture.why.as_str()), why);
    frame.render_widget(question_and_notes(picture, width), question);
    frame.render_widget(Line::from(picture.state.as_str()).style(bold), state);
    frame.render_widget(Line::from(picture.time.as_str()), time);
    if let Some(meter) = &picture.level {
        frame.render_widget(Line::from(level_line(meter, level.width)), level);
    }
    frame.render_widget(latest, notices);
    frame.render_widget(Line::from(picture.keys.as_str()), keys);
}

fn question_and_notes(picture: &Picture, width: usize) -> Paragraph<'_> {
    let bold = Style::default().add_modifier(Modifier::BOLD);
    let question = wrapped(&picture.question, width).into_iter().map(|line| Line::from(line).style(bold));
    let notes = picture.notes.iter().flat_map(|note| wrapped(note, width)).map(Line::from);
    Paragraph::new(question.chain(notes).collect::<Vec<_>>())
}

fn level_line(meter: &Meter, width: u16) -> String {
    let figures = format!(" {:>4.0} dB", meter.rms.0.max(-99.0));
    let trouble = if meter.clipped > 0 { " CLIP" } else { "" };
    let columns = usize::from(width).saturating_sub(figures.len() + 5).min(60);
    format!("{}{figures}{trouble}", meter::bar(meter.rms, meter.peak, columns))
}

#[cfg(test)]
mod tests {
    use ratatui::backend::TestBackend;

    use super::*;
    use crate::domain::{Dbfs, Timing};

    /// The screen as text, trailing blanks removed.
    fn drawn(picture: &Picture, width: u16, height: u16) -> String {
        let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        terminal.draw(|frame| draw(frame, picture)).unwrap();
        let buffer = terminal.backend().buffer().clone();
        // A sign two columns wide leaves the next cell blank.
        let is_covered = |x: u16, y: u16| x > 0 && unicode_width::UnicodeWidthStr::width(buffer[(x - 1, y)].symbol()) == 2;
        let row = |y: u16| (0..width).filter(|&x| !is_covered(x, y)).map(|x| buffer[(x, y)].symbol()).collect::<String>().trim_end().to_owned();
        (0..height).map(row).collect::<Vec<_>>().join("\n")
    }

    fn answering() -> Picture {
        let timing = Timing { target: Seconds(120.0), limit: Seconds(180.0) };
        let meter = Meter { elapsed: Seconds(41.0), timing, rms: Dbfs(-24.0), peak: Dbfs(-9.0), clipped: 0, lost_frames: 0 };
        Picture {
            heading: "amazon.ownership.1 · English · 2:00".into(),
            question: "Tell me about a time you fixed something that was not yours to fix.".into(),
            state: "● Speak now".into(),
            time: "0:41  1:19 left".into(),
            level: Some(meter),
            keys: "Enter stop · r start over · q leave".into(),
            ..Picture::default()
        }
    }

    #[test]
    fn the_screen_of_an_answer_shows_question_time_level_and_keys() {
        insta::assert_snapshot!(drawn(&answering(), 60, 20), @r"
        amazon.ownership.1 · English · 2:00



        Tell me about a time you fixed something that was not yours
        to fix.






        ● Speak now

        0:41  1:19 left

        ████████████████████████████···········|·······  -24 dB


        Enter stop · r start over · q leave
        ");
    }

    #[test]
    fn a_small_terminal_still_shows_everything() {
        insta::assert_snapshot!(drawn(&answering(), 40, 12), @r"
        amazon.ownership.1 · English · 2:00

        Tell me about a time you fixed something
        that was not yours to fix.




        ● Speak now
        0:41  1:19 left
        ████████████████······|····  -24 dB
        Enter stop · r start over · q leave
        ");
    }

    #[test]
    fn a_long_notice_is_wrapped() {
        let notices =
            vec!["마이크에서 아무 소리도 들어오지 않습니다. 음소거되어 있지 않은지 확인해 주세요.".to_owned(), "30 seconds left.".to_owned()];
        let shown = drawn(&Picture { notices, ..answering() }, 40, 14);
        assert!(shown.contains("\n주세요.\n") && shown.contains("30 seconds left."), "{shown}");
    }

    #[test]
    fn no_syllable_of_a_long_question_is_lost_and_notes_stand_below_it() {
        let question = "고객을 위해 느린 서비스를 빠르게 개선하신 경험을 말씀해 주시겠어요?".to_owned();
        let notes = vec!["s3 느린 주문 화면".to_owned(), "S: 주문 화면이 뜨는 데 구 초가 걸렸습니다.".to_owned()];
        for width in 24..60 {
            let shown = drawn(&Picture { question: question.clone(), notes: notes.clone(), ..answering() }, width, 24);
            let squeezed = |text: &str| text.split_whitespace().collect::<String>();
            let all = squeezed(&question) + &squeezed(&notes.join(" "));
            assert!(squeezed(&shown).contains(&all), "{width}\n{shown}");
        }
    }

    #[test]
    fn text_is_cut_by_columns_not_by_characters() {
        assert_eq!(fit("안녕하세요", 5), "안녕");
        assert_eq!(fit("hello", 5), "hello");
        assert_eq!(fit("", 5), "");
    }
}
