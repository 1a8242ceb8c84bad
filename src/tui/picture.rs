//! The picture of a rehearsal: the question and why it is asked, what goes on, how long and how loud the answer is, and the keys. A small terminal
//! shows the same without blank lines, big digits and the bar of the time.

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout};
use ratatui::style::Modifier;
use ratatui::text::Line;
use ratatui::widgets::Paragraph;
use unicode_width::UnicodeWidthStr;

use crate::practice::Meter;

use super::word_lines::{joined, wrapped};
use super::wording::SEPARATOR;
use super::{big_digits, meter, wording};

/// Bars are no longer: farther right nobody looks.
const BAR_COLUMNS: usize = 60;

/// Columns between the time that has passed and the time that is left.
const BETWEEN: &str = "        ";

/// So many of the newest notices are shown.
const NOTICES: usize = 3;

/// What stands on the screen. Drawn anew as a whole at every sight.
#[derive(Default)]
pub struct Picture {
    pub heading: String,
    pub why: String,
    pub question: String,
    /// What the candidate has written down for it.
    pub notes: Vec<String>,
    pub state: String,
    pub running: Option<Running>,
    pub notices: Vec<String>,
    /// What the keys do, in more words and in fewer.
    pub keys: Vec<String>,
}

/// An answer that is being given.
pub struct Running {
    pub meter: Meter,
    /// Its time in words.
    pub time: String,
    /// The names of the bars.
    pub time_name: String,
    pub level_name: String,
    /// What is wrong with the level just now.
    pub trouble: String,
}

type Lines = Vec<Line<'static>>;

/// The rows of the picture, from above.
struct Rows {
    head: Lines,
    question: Lines,
    notes: Lines,
    state: Lines,
    /// At the lower edge.
    foot: Lines,
}

pub fn draw(frame: &mut Frame<'_>, picture: &Picture) {
    let (width, height) = (usize::from(frame.area().width), usize::from(frame.area().height));
    let roomy = picture.rows(width, true);
    let rows = if roomy.height() <= height { roomy } else { picture.rows(width, false) };
    let foot_height = rows.foot.len() as u16;
    let [body, foot] = Layout::vertical([Constraint::Min(0), Constraint::Length(foot_height)]).areas(frame.area());
    frame.render_widget(Paragraph::new(rows.foot.clone()), foot);
    frame.render_widget(Paragraph::new(rows.body(usize::from(body.height))), body);
}

impl Rows {
    fn height(&self) -> usize {
        self.head.len() + self.question.len() + self.notes.len() + self.state.len() + self.foot.len()
    }

    /// In `height` rows. What goes on is shown whole, then the question, then one row of the head; the rest of it and the notes get what is left.
    fn body(self, height: usize) -> Lines {
        let Self { mut head, mut question, mut notes, state, .. } = self;
        let mut left = height.saturating_sub(state.len());
        question.truncate(left.saturating_sub(1).max(1));
        left = left.saturating_sub(question.len());
        head.truncate(left);
        notes.truncate(left.saturating_sub(head.len()));
        [head, question, notes, state].concat()
    }
}

impl Picture {
    fn rows(&self, width: usize, roomy: bool) -> Rows {
        let gap = if roomy { vec![Line::default()] } else { Vec::new() };
        let mut state = bold(lines(&self.state, width));
        if let Some(running) = &self.running {
            state.extend(gap.clone());
            state.extend(if roomy { running.large(width) } else { running.small(width) });
        }
        let mut notices: Lines = self.notices.iter().rev().take(NOTICES).rev().flat_map(|notice| lines(notice, width)).collect();
        if !notices.is_empty() {
            notices.splice(0..0, gap.clone());
            notices.extend(gap.clone());
        }
        Rows {
            head: [self.heading(width), lines(&self.why, width), gap.clone()].concat(),
            question: bold(lines(&self.question, width)),
            notes: self.notes.iter().flat_map(|note| lines(note, width)).collect(),
            state: [gap, state].concat(),
            foot: [notices, lines(self.fitting_keys(width), width)].concat(),
        }
    }

    fn heading(&self, width: usize) -> Lines {
        joined(self.heading.split(SEPARATOR).map(str::to_owned), SEPARATOR, width).into_iter().map(Line::from).collect()
    }

    fn fitting_keys(&self, width: usize) -> &str {
        let fitting = self.keys.iter().find(|keys| keys.width() <= width);
        fitting.or(self.keys.last()).map_or("", String::as_str)
    }
}

impl Running {
    fn large(&self, width: usize) -> Lines {
        let elapsed = big_digits::rows(&wording::elapsed_clock(self.meter.elapsed));
        let rest = big_digits::rows(&wording::signed_rest(&self.meter));
        let has_room_for_both = elapsed[0].width() + BETWEEN.len() + rest[0].width() <= width;
        let big =
            elapsed.iter().zip(&rest).map(|(elapsed, rest)| if has_room_for_both { format!("{elapsed}{BETWEEN}{rest}") } else { elapsed.clone() });
        let names = self.time_name.width().max(self.level_name.width()) + 1;
        let named = |name: &str| format!("{name}{}", " ".repeat(names - name.width()));
        let (figures, columns) = self.figures(width.saturating_sub(names));
        let time_bar = meter::time_bar(self.meter.elapsed, self.meter.timing, columns);
        let mut shown: Lines = big.map(Line::from).collect();
        shown.push(Line::default());
        shown.extend(lines(&self.time, width));
        shown.push(Line::from(format!("{}{time_bar}", named(&self.time_name))));
        shown.push(Line::from(format!("{}{}{figures}", named(&self.level_name), self.level_bar(columns))));
        shown
    }

    fn small(&self, width: usize) -> Lines {
        let (figures, columns) = self.figures(width);
        let mut shown = lines(&self.time, width);
        shown.push(Line::from(format!("{}{figures}", self.level_bar(columns))));
        shown
    }

    fn level_bar(&self, columns: usize) -> String {
        meter::bar(self.meter.rms, self.meter.peak, columns)
    }

    /// The level in figures, what is wrong with it, and how many columns they leave for a bar.
    fn figures(&self, width: usize) -> (String, usize) {
        let figures = format!(" {:>4.0} dB {}", self.meter.rms.0.max(-99.0), self.trouble);
        let figures = figures.trim_end().to_owned();
        let columns = width.saturating_sub(figures.width()).min(BAR_COLUMNS);
        (figures, columns)
    }
}

fn lines(text: &str, width: usize) -> Lines {
    wrapped(text, width).into_iter().map(Line::from).collect()
}

fn bold(lines: Lines) -> Lines {
    lines.into_iter().map(|line| line.style(Modifier::BOLD)).collect()
}

#[cfg(test)]
#[path = "picture_tests.rs"]
mod tests;
