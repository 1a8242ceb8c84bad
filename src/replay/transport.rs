//! Playing, pausing, jumping, looping and comparing as a pure state machine: keys and what the loudspeaker tells go in, what it has to do comes out.

use crate::domain::{Part, Seconds, Span};

use super::{Mark, Timeline};

/// How far an arrow key jumps.
pub const SKIP: Seconds = Seconds(5.0);

pub const SLOWEST: f64 = 0.5;
pub const FASTEST: f64 = 2.0;
const SPEED_STEP: f64 = 0.25;

/// Going back while it plays passes a mark that has only just sounded, so that pressing twice goes back twice.
const JUST_NOW: Seconds = Seconds(1.0);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    Forward,
    Back,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Command {
    PlayOrPause,
    Pause,
    Skip(Way),
    Jump(Mark, Way),
    /// To another mark of the kind that was jumped to last.
    JumpOn(Way),
    Loop,
    Slower,
    Faster,
    /// To the same part of the other attempt.
    Switch,
}

/// What the loudspeaker has to do.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Order {
    /// To play this stretch, whatever it plays now.
    Play {
        side: usize,
        span: Span,
        speed: f64,
    },
    Stop,
}

/// A stretch of one of two attempts that are compared.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Piece {
    part: Part,
    side: usize,
    span: Span,
}

#[derive(Clone, Debug)]
pub struct Transport {
    sides: Vec<Timeline>,
    pieces: Vec<Piece>,
    side: usize,
    position: Seconds,
    speed: f64,
    playing: bool,
    /// Where the stretch ends that was ordered last.
    until: Seconds,
    looped: Option<Span>,
    jumped_to: Mark,
}

impl Transport {
    /// Stands at the beginning of one attempt, or of the first part of two that are compared.
    pub fn new(sides: Vec<Timeline>, speed: f64) -> Self {
        let pieces = if sides.len() > 1 { pieces(&sides) } else { Vec::new() };
        let (side, position) = pieces.first().map_or((0, Seconds::ZERO), |piece| (piece.side, piece.span.start));
        Self { sides, pieces, side, position, speed, playing: false, until: Seconds::ZERO, looped: None, jumped_to: Mark::Finding }
    }

    pub fn timeline(&self) -> &Timeline {
        &self.sides[self.side]
    }

    /// All of them, whichever is played.
    pub fn timelines(&self) -> &[Timeline] {
        &self.sides
    }

    pub fn side(&self) -> usize {
        self.side
    }

    pub fn position(&self) -> Seconds {
        self.position
    }

    pub fn speed(&self) -> f64 {
        self.speed
    }

    pub fn is_playing(&self) -> bool {
        self.playing
    }

    pub fn looped(&self) -> Option<Span> {
        self.looped
    }

    pub fn is_comparing(&self) -> bool {
        self.sides.len() > 1
    }

    pub fn press(&mut self, command: Command) -> Option<Order> {
        match command {
            Command::PlayOrPause if !self.playing => self.play(),
            Command::PlayOrPause | Command::Pause => std::mem::take(&mut self.playing).then_some(Order::Stop),
            Command::Skip(Way::Forward) => self.go_to(self.position + SKIP),
            Command::Skip(Way::Back) => self.go_to(self.position - SKIP),
            Command::Jump(mark, way) => self.jump(mark, way),
            Command::JumpOn(way) => self.jump(self.jumped_to, way),
            Command::Loop => self.loop_part(),
            Command::Slower => self.set_speed(self.speed - SPEED_STEP),
            Command::Faster => self.set_speed(self.speed + SPEED_STEP),
            Command::Switch => self.switch(),
        }
    }

    /// Moves to a moment, and plays on from there if it was playing.
    pub fn go_to(&mut self, moment: Seconds) -> Option<Order> {
        self.position = moment.max(Seconds::ZERO).min(self.timeline().length);
        self.looped = self.looped.filter(|span| span.contains(self.position));
        self.go_on()
    }

    /// So much has sounded.
    pub fn heard(&mut self, position: Seconds) {
        if self.playing {
            self.position = position.min(self.until);
        }
    }

    /// The stretch that was ordered has sounded to its end.
    pub fn ended(&mut self) -> Option<Order> {
        let end = self.until;
        if let Some(span) = self.looped {
            self.position = span.start;
            return self.go_on();
        }
        let ended = self.pieces.iter().position(|piece| piece.side == self.side && piece.span.end == end);
        if let Some(next) = ended.and_then(|index| self.pieces.get(index + 1)) {
            (self.side, self.position) = (next.side, next.span.start);
            return self.go_on();
        }
        self.position = end;
        self.playing = false;
        None
    }

    /// Nothing sounds any more; the position stays.
    pub fn lost(&mut self) {
        self.playing = false;
    }

    /// From the position on; from the beginning where everything has been played.
    fn play(&mut self) -> Option<Order> {
        self.playing = true;
        if self.looped.is_none() && self.has_played_all() {
            let first = self.pieces.first().map(|piece| (piece.side, piece.span.start));
            (self.side, self.position) = first.unwrap_or((0, Seconds::ZERO));
        }
        self.go_on()
    }

    fn has_played_all(&self) -> bool {
        let is_last = |piece: &Piece| piece.side == self.side && piece.span.end == self.position;
        self.position >= self.timeline().length || self.pieces.last().is_some_and(is_last)
    }

    fn go_on(&mut self) -> Option<Order> {
        self.until = self.end_of_stretch();
        let span = Span { start: self.position, end: self.until };
        self.playing.then_some(Order::Play { side: self.side, span, speed: self.speed })
    }

    /// Where playing stops or goes on elsewhere: the end of the loop, of the part that is compared, or of the recording.
    fn end_of_stretch(&self) -> Seconds {
        let mut compared: Vec<Seconds> = self.pieces.iter().filter(|piece| piece.side == self.side).map(|piece| piece.span.end).collect();
        compared.sort_by(|one, other| one.0.total_cmp(&other.0));
        let part_end = compared.into_iter().find(|end| *end > self.position);
        self.looped.map(|span| span.end).or(part_end).unwrap_or(self.timeline().length)
    }

    fn jump(&mut self, mark: Mark, way: Way) -> Option<Order> {
        self.jumped_to = mark;
        let moments = self.timeline().moments(mark);
        let passed = if self.playing { self.position - JUST_NOW } else { self.position };
        let target = match way {
            Way::Forward => moments.into_iter().find(|moment| *moment > self.position),
            Way::Back => moments.into_iter().rfind(|moment| *moment < passed),
        };
        self.go_to(target?)
    }

    /// Loops the part that sounds, or lets go of it.
    fn loop_part(&mut self) -> Option<Order> {
        let before = self.looped;
        let part = self.timeline().part_at(self.position).map(|found| found.span);
        self.looped = if before.is_some() { None } else { part };
        if let Some(span) = self.looped.filter(|span| !span.contains(self.position)) {
            self.position = span.start;
        }
        if self.looped == before { None } else { self.go_on() }
    }

    fn set_speed(&mut self, speed: f64) -> Option<Order> {
        let before = self.speed;
        self.speed = speed.clamp(SLOWEST, FASTEST);
        if self.speed == before { None } else { self.go_on() }
    }

    /// To the same part of the other attempt, its beginning where this is no part; nowhere where the other does not have it.
    fn switch(&mut self) -> Option<Order> {
        let other = (self.side + 1) % self.sides.len();
        let span = match self.timeline().part_at(self.position) {
            Some(here) => self.sides[other].parts.iter().find(|stretch| stretch.part == here.part)?.span,
            None => Span { start: Seconds::ZERO, end: self.sides[other].length },
        };
        if other == self.side {
            return None;
        }
        (self.side, self.position) = (other, span.start);
        self.looped = self.looped.map(|_| span);
        self.go_on()
    }
}

/// Part by part, all of the first attempt before the second.
fn pieces(sides: &[Timeline]) -> Vec<Piece> {
    let of_side = |(side, timeline): (usize, &Timeline)| -> Vec<Piece> {
        timeline.parts.iter().map(|stretch| Piece { part: stretch.part, side, span: stretch.span }).collect()
    };
    let mut pieces: Vec<Piece> = sides.iter().enumerate().flat_map(of_side).collect();
    pieces.sort_by_key(|piece| (piece.part, piece.side)); // stable: stretches of a part stay in their order
    pieces
}

#[cfg(test)]
#[path = "transport_tests.rs"]
mod tests;
