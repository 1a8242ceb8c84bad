//! Answers as one HTML file that needs nothing else: no connection, no script to be read, no other file but a long answer's sound.
//!
//! Everything is drawn here, as text and as SVG, so that the page says the same with its script switched off; the script only plays. What people said
//! reaches the page through [`Text`] and maud's escaping alone.

mod answer;
mod change;
mod chart;
mod document;
mod overview;
mod pace;
mod progress;
mod round;
mod story;
mod timeline;
mod transcript;

#[cfg(test)]
mod tests;

use maud::{Markup, Render, html};

use crate::domain::{Attempt, Message, Prompt, Seconds, harmless};

pub use document::answers_page;
pub use overview::{Row, overview_page};
pub use progress::{ProgressPage, progress_page};

/// One answer and what belongs to it.
#[derive(Clone, Debug)]
pub struct Shown<'a> {
    pub attempt: &'a Attempt,
    /// The question, where it is still known.
    pub prompt: Option<&'a Prompt>,
    /// The answer to the same prompt before this one.
    pub before: Option<&'a Attempt>,
    /// The recording, or why there is none.
    pub sound: Result<Sound, Message>,
}

/// A recording as the page draws and plays it.
#[derive(Clone, Debug, PartialEq)]
pub struct Sound {
    pub length: Seconds,
    /// The loudest sample of each of equally long steps, 0 to 1.
    pub peaks: Vec<f32>,
    pub audio: Audio,
}

/// Where a browser finds the sound.
#[derive(Clone, Debug, PartialEq)]
pub enum Audio {
    /// A WAV file, to be put into the page.
    Inside(Vec<u8>),
    /// The name of a WAV file in the page's folder.
    Beside(String),
}

/// The rubric's bands that the page draws.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bands {
    /// Words a minute in English, syllables in Korean.
    pub pace: (f64, f64),
    /// Shares of a story's time: Situation and Task together at most …
    pub setup_upper: f64,
    /// … the Action at least …
    pub action_lower: f64,
    /// … and the Result between these.
    pub result: (f64, f64),
}

/// Text from outside. It cannot change the direction of what stands around it, and control characters are left out.
struct Text<'a>(&'a str);

impl Render for Text<'_> {
    fn render(&self) -> Markup {
        html! { bdi { (harmless(self.0)) } }
    }
}

/// A heading of this level, 1 to 3.
fn heading(level: u8, id: &str, content: Markup) -> Markup {
    html! {
        @match level {
            1 => h1 id=(id) { (content) },
            2 => h2 id=(id) { (content) },
            _ => h3 id=(id) { (content) },
        }
    }
}

/// A place on a time axis from 0 to `length`, as SVG takes it.
fn percent(at: Seconds, length: Seconds) -> String {
    let share = if length.0 > 0.0 { at.0 / length.0 } else { 0.0 };
    figure((share * 100.0).clamp(0.0, 100.0))
}

/// A length of an SVG drawing in percent; what is no number is nothing.
fn figure(percent: f64) -> String {
    let percent = if percent.is_finite() { percent } else { 0.0 };
    format!("{percent:.2}%")
}

/// A moment that the script can go to.
fn moment_data(at: Seconds) -> String {
    format!("{:.2}", if at.0.is_finite() { at.0.max(0.0) } else { 0.0 })
}
