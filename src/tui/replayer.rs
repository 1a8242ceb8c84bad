//! The replay at a terminal: keys in, the loudspeaker and the picture out.

use std::sync::Arc;
use std::time::Duration;

use crate::domain::{Clip, Failure, Kind};
use crate::messages::Catalogue;
use crate::msg;
use crate::replay::{Command, Order, Passage, Playback, Transport};

use super::replay_keys::{Press, press_of};
use super::replay_screen::{Exhibit, View, draw};
use super::stage::Stage;
use super::{Signals, held};

/// Between two pictures while it plays: with the position's own 20 ms well below the 50 ms that words may lag behind.
const PLAYING: Duration = Duration::from_millis(15);

/// Between two pictures while nothing moves.
const WAITING: Duration = Duration::from_millis(100);

/// What is replayed: as many exhibits and clips as the transport has sides.
pub struct Replayer<'a> {
    pub catalogue: &'a Catalogue,
    pub transport: Transport,
    pub exhibits: Vec<Exhibit>,
    pub clips: Vec<Arc<Clip>>,
    pub output_device: Option<String>,
    pub colour: bool,
    /// What the user has to know from the start.
    pub notice: Option<String>,
}

/// The replay while it goes on.
struct Running<'a> {
    replayer: Replayer<'a>,
    playback: Option<Playback>,
    /// Why nothing sounds.
    failure: Option<String>,
}

impl Replayer<'_> {
    /// Plays until the user leaves.
    ///
    /// # Errors
    /// `Kind::Interrupted`; `Kind::Broken` where the terminal is gone. Without a loudspeaker it says so and goes on showing.
    pub fn run(self, signals: &Signals) -> Result<(), Failure> {
        Running { replayer: self, playback: None, failure: None }.run(signals)
    }
}

impl Running<'_> {
    fn run(mut self, signals: &Signals) -> Result<(), Failure> {
        let mut stage = Stage::open()?;
        self.press(Command::PlayOrPause);
        loop {
            if signals.is_raised() {
                return Err(interrupted());
            }
            if signals.take_resumed() {
                held::take_again()?;
            }
            self.follow();
            stage.draw(|frame| draw(frame, &self.view()))?;
            let event = stage.event(if self.replayer.transport.is_playing() { PLAYING } else { WAITING })?;
            match event.as_ref().and_then(press_of) {
                Some(Press::Command(command)) => self.press(command),
                Some(Press::Suspend) => self.suspend(signals)?,
                Some(Press::Leave) => return Ok(()),
                Some(Press::Interrupt) => return Err(interrupted()),
                None => {}
            }
        }
    }

    fn view(&self) -> View<'_> {
        let Replayer { catalogue, transport, exhibits, colour, notice, .. } = &self.replayer;
        View { catalogue, transport, exhibits, notice: self.failure.as_deref().or(notice.as_deref()), colour: *colour }
    }

    fn press(&mut self, command: Command) {
        let order = self.replayer.transport.press(command);
        self.obey(order);
    }

    fn obey(&mut self, order: Option<Order>) {
        match order {
            Some(Order::Play { side, span, speed }) => {
                self.playback = None; // silent before the next one sounds
                self.failure = None;
                let passage = Passage { span, speed };
                self.playback = Some(Playback::start(Arc::clone(&self.replayer.clips[side]), self.replayer.output_device.clone(), passage));
            }
            Some(Order::Stop) => self.playback = None,
            None => {}
        }
    }

    /// Takes over what the loudspeaker tells.
    fn follow(&mut self) {
        let Some(playback) = &mut self.playback else { return };
        self.replayer.transport.heard(playback.position());
        match playback.outcome() {
            Some(Ok(())) => {
                self.playback = None;
                let order = self.replayer.transport.ended();
                self.obey(order);
            }
            Some(Err(failure)) => {
                self.playback = None;
                self.replayer.transport.lost();
                self.failure = Some(self.in_words(&failure));
            }
            None => {}
        }
    }

    fn in_words(&self, failure: &Failure) -> String {
        let messages = std::iter::once(&failure.what).chain(&failure.hint);
        messages.map(|message| self.replayer.catalogue.say(message)).collect::<Vec<_>>().join(" ")
    }

    fn suspend(&mut self, signals: &Signals) -> Result<(), Failure> {
        self.press(Command::Pause);
        held::stop_process()?;
        signals.take_resumed(); // the terminal is taken again already
        Ok(())
    }
}

fn interrupted() -> Failure {
    Failure::new(Kind::Interrupted, msg!("replay-stopped"))
}
