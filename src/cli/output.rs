//! Standard output, where data goes and nothing else, and standard error, where everything else is said.

use std::io::{BufWriter, IsTerminal, Write};

use serde::Serialize;

use crate::tui;

/// How wide text is where standard output is no terminal: what prints well on paper and in a mail.
const WIDTH_WITHOUT_TERMINAL: usize = 100;
/// Longer lines are hard to read.
const WIDEST: usize = 120;

/// Prints `text`, ending its last line. A reader who has closed the pipe has read enough, and is no failure.
pub fn print(text: &str) {
    let mut out = std::io::stdout().lock();
    let line_end = if text.ends_with("\n") { "" } else { "\n" };
    let _ = write!(out, "{text}{line_end}").and_then(|()| out.flush());
}

/// Says something to a person, on standard error. Where nobody is left to read it, that is no failure.
pub fn tell(text: &str) {
    let _ = writeln!(std::io::stderr(), "{text}");
}

/// Prints a value as JSON on a line of its own, as [`print`] does.
pub fn print_json(value: &impl Serialize) {
    let mut out = BufWriter::new(std::io::stdout().lock());
    let _ = serde_json::to_writer(&mut out, value).map_err(std::io::Error::from).and_then(|()| writeln!(out)).and_then(|()| out.flush());
}

/// Columns to write text in.
pub fn width() -> usize {
    if !std::io::stdout().is_terminal() {
        return WIDTH_WITHOUT_TERMINAL;
    }
    tui::columns().map_or(WIDTH_WITHOUT_TERMINAL, |columns| columns.min(WIDEST))
}
