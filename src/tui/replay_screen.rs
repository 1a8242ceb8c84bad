//! The picture of a replay: the waveform with the parts and marks below it, the words with the one that sounds, and the keys.

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::style::{Color, Modifier, Style};
use ratatui::text::{Line, Span as Piece};
use ratatui::widgets::Paragraph;
use unicode_width::UnicodeWidthStr;

use crate::domain::{Message, Part, Seconds};
use crate::messages::Catalogue;
use crate::msg;
use crate::replay::{Cursor, Envelope, Mark, Transport};

use super::word_lines::{WordLine, word_lines, wrapped};
use super::wording::elapsed_clock;

/// From this height on there is room for the question, a higher waveform and blank lines.
const TALL: u16 = 20;

/// One of the attempts that are replayed.
pub struct Exhibit {
    /// What it is called beside the other one: its number among the attempts at the prompt, or its id.
    pub name: String,
    pub heading: String,
    pub question: String,
    pub envelope: Envelope,
}

/// What is drawn.
pub struct View<'a> {
    pub catalogue: &'a Catalogue,
    pub transport: &'a Transport,
    pub exhibits: &'a [Exhibit],
    /// What went wrong.
    pub notice: Option<&'a str>,
    pub colour: bool,
}

pub fn draw(frame: &mut Frame<'_>, view: &View<'_>) {
    let is_tall = frame.area().height >= TALL;
    let remark = view.remark(frame.area().width);
    let remark_rows = remark.len().clamp(1, 3) as u16;
    let gap = Constraint::Length(u16::from(is_tall));
    let [heading, question, _, wave, parts, marks, _, status, _, words, _, below, keys] = Layout::vertical([
        Constraint::Length(1),
        Constraint::Length(if is_tall { 2 } else { 0 }),
        gap,
        Constraint::Length(if is_tall { 3 } else { 1 }),
        Constraint::Length(1),
        Constraint::Length(1),
        gap,
        Constraint::Length(1),
        gap,
        Constraint::Min(3),
        gap,
        Constraint::Length(remark_rows),
        Constraint::Length(1),
    ])
    .areas(frame.area());
    frame.render_widget(Line::from(view.heading()), heading);
    frame.render_widget(Paragraph::new(lines(&view.exhibit().question, question.width)), question);
    frame.render_widget(Paragraph::new(view.wave(wave)), wave);
    frame.render_widget(view.part_row(parts.width), parts);
    frame.render_widget(Line::from(view.mark_row(marks.width)), marks);
    frame.render_widget(Line::from(view.status()).style(Modifier::BOLD), status);
    frame.render_widget(view.words(words), words);
    frame.render_widget(Paragraph::new(remark), below);
    frame.render_widget(Line::from(view.keys(keys.width)), keys);
}

impl View<'_> {
    fn say(&self, message: &Message) -> String {
        self.catalogue.say(message)
    }

    fn exhibit(&self) -> &Exhibit {
        &self.exhibits[self.transport.side()]
    }

    /// Which part of which attempts, where two are compared.
    fn heading(&self) -> String {
        let [first, second] = self.exhibits else { return self.exhibit().heading.clone() };
        let part = self.transport.timeline().part_at(self.transport.position()).map_or(Part::Other, |found| found.part);
        let part = self.say(&msg!("score-part", part = part.code()));
        self.say(&msg!("replay-compared", part = part, first = &first.name, second = &second.name))
    }

    /// Whether it plays, where, how fast, and what is looped.
    fn status(&self) -> String {
        let transport = self.transport;
        let sign = if transport.is_playing() { "▶" } else { "∥" };
        let time = format!("{sign} {} / {}", elapsed_clock(transport.position()), elapsed_clock(transport.timeline().length));
        let mut shown = vec![time, format!("{}x", transport.speed())];
        if transport.is_comparing() {
            shown.insert(0, self.say(&msg!("replay-attempt", name = &self.exhibit().name)));
        }
        if let Some(found) = transport.looped().and_then(|span| transport.timeline().part_at(span.start)) {
            let part = self.say(&msg!("score-part", part = found.part.code()));
            shown.push(self.say(&msg!("replay-looped", part = part)));
        }
        shown.join(" · ")
    }

    /// The moment in the middle of a column.
    fn moment(&self, column: u16, width: u16) -> Seconds {
        Seconds(self.transport.timeline().length.0 * (f64::from(column) + 0.5) / f64::from(width.max(1)))
    }

    fn column(&self, moment: Seconds, width: u16) -> usize {
        let share = moment.0 / self.transport.timeline().length.0.max(f64::MIN_POSITIVE);
        ((share * f64::from(width)) as usize).min(usize::from(width.saturating_sub(1)))
    }

    /// What has been heard stands out from what is to come.
    fn wave(&self, area: Rect) -> Vec<Line<'static>> {
        let peaks = self.exhibit().envelope.columns(usize::from(area.width));
        let heard = self.column(self.transport.position(), area.width);
        let row = |from_below: u16| -> Line<'static> {
            let signs: Vec<char> = peaks.iter().map(|peak| eighths(*peak, area.height, from_below)).collect();
            let (before, after) = signs.split_at(heard.min(signs.len()));
            Line::from(vec![Piece::raw(before.iter().collect::<String>()), Piece::styled(after.iter().collect::<String>(), Modifier::DIM)])
        };
        (0..area.height).rev().map(row).collect()
    }

    /// Each column is the letter of the part that is told then.
    fn part_row(&self, width: u16) -> Line<'static> {
        Line::from_iter((0..width).map(|column| match self.transport.timeline().told_at(self.moment(column, width)) {
            Some(part) => Piece::styled(part.letter().to_string(), self.part_style(part)),
            None => Piece::raw(" "),
        }))
    }

    /// Marks by the letters of the keys that lead to them, and where it sounds.
    fn mark_row(&self, width: u16) -> String {
        let mut row = vec![' '; usize::from(width)];
        for pause in &self.transport.timeline().pauses {
            row[self.column(pause.start, width)..=self.column(pause.end, width)].fill('p');
        }
        for (mark, letter) in [(Mark::Filler, 'f'), (Mark::Finding, 'n')] {
            for moment in self.transport.timeline().moments(mark) {
                row[self.column(moment, width)] = letter;
            }
        }
        row[self.column(self.transport.position(), width)] = '▲';
        row.into_iter().collect()
    }

    fn words(&self, area: Rect) -> Paragraph<'static> {
        if self.transport.timeline().words.is_empty() {
            return Paragraph::new(lines(&self.say(&msg!("replay-no-words")), area.width));
        }
        Paragraph::new(self.word_rows(area))
    }

    /// The lines around the word that sounds.
    fn word_rows(&self, area: Rect) -> Vec<Line<'static>> {
        let timeline = self.transport.timeline();
        let lines = word_lines(timeline, usize::from(area.width));
        let begun = timeline.words.partition_point(|word| word.start <= self.transport.position()).saturating_sub(1);
        let current = lines.iter().position(|line| line.words.contains(&begun)).unwrap_or(0);
        let rows = usize::from(area.height);
        let first = current.saturating_sub(rows / 3).min(lines.len().saturating_sub(rows));
        lines.iter().skip(first).take(rows).map(|line| self.word_row(line)).collect()
    }

    fn word_row(&self, line: &WordLine) -> Line<'static> {
        let timeline = self.transport.timeline();
        let sounding = Cursor::at(&timeline.words, self.transport.position());
        let letter = line.begins.map_or(' ', Part::letter);
        let mut pieces = vec![Piece::styled(format!("{letter} "), self.part_style(line.part))];
        for index in line.words.clone() {
            let word = &timeline.words[index];
            let mut style = self.part_style(line.part);
            if timeline.is_filler(word) {
                style = style.add_modifier(Modifier::UNDERLINED);
            }
            if sounding == Some(index) {
                style = style.add_modifier(Modifier::REVERSED);
            }
            pieces.extend([Piece::styled(word.text.clone(), style), Piece::raw(" ")]);
        }
        Line::from(pieces)
    }

    /// What went wrong, and the finding that was passed last.
    fn remark(&self, width: u16) -> Vec<Line<'static>> {
        let passed = self.transport.timeline().findings.iter().rfind(|finding| finding.at <= self.transport.position());
        let finding = passed.map(|finding| format!("n {} {}", elapsed_clock(finding.at), finding.text));
        self.notice.map(str::to_owned).into_iter().chain(finding).flat_map(|text| lines(&text, width)).collect()
    }

    /// As many words about the keys as fit into the line.
    fn keys(&self, width: u16) -> String {
        let compared = if self.transport.is_comparing() { "yes" } else { "no" };
        let long = self.say(&msg!("replay-keys-long", compared = compared));
        let middle = self.say(&msg!("replay-keys-middle", compared = compared));
        let fitting = [long, middle].into_iter().find(|text| text.width() <= usize::from(width));
        fitting.unwrap_or_else(|| self.say(&msg!("replay-keys-short", compared = compared)))
    }

    /// The colours of the four parts of a story, also for the parts of other answers in their order.
    fn part_style(&self, part: Part) -> Style {
        let colour = match part {
            Part::Situation | Part::Now | Part::Claim | Part::Definition => Color::Cyan,
            Part::Task | Part::Past | Part::Reason | Part::How => Color::Yellow,
            Part::Action | Part::Why | Part::Example | Part::When => Color::Green,
            Part::Result | Part::TradeOff => Color::Magenta,
            Part::Other => Color::Reset,
        };
        if self.colour { Style::new().fg(colour) } else { Style::new() }
    }
}

fn lines(text: &str, width: u16) -> Vec<Line<'static>> {
    wrapped(text, usize::from(width)).into_iter().map(Line::from).collect()
}

/// The sign that a peak of 0 to 1 fills a cell with, in a column of `rows` cells.
fn eighths(peak: f32, rows: u16, from_below: u16) -> char {
    const SIGNS: [char; 9] = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    let filled = (peak * f32::from(rows) * 8.0).ceil() as i32 - i32::from(from_below) * 8;
    SIGNS[filled.clamp(0, 8) as usize]
}

#[cfg(test)]
#[path = "replay_screen_tests.rs"]
mod tests;
