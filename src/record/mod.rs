//! Records the answer. A [`Source`] (the microphone, or a file that plays its part) delivers sound into a ring; a [`Take`] writes it to the disk
//! while it is spoken. Sound that exists already is read by [`sound_file`], in whatever format; a recording that a crash left behind is finished by [`repair`].

mod compressed;
mod device;
mod device_failure;
mod feed;
mod from_file;
mod left_over;
mod meter;
mod microphone;
mod part_file;
mod pump;
mod read_along;
mod recognition_blocks;
mod repair;
mod resample;
mod small_wav;
pub mod sound_file;
#[cfg(test)]
pub(crate) mod sound_server;
mod stream_thread;
mod take;
#[cfg(test)]
mod tests;
pub mod wav_file;
mod wav_header;

pub use device::{DeviceInfo, Devices, devices};
pub(crate) use device::{Direction, open as open_device};
pub(crate) use device_failure::{stopped_delivering, unusable};
pub use feed::{Alarm, Feed};
pub use from_file::{FromFile, Pace};
pub use left_over::left_over;
pub use meter::Level;
pub use microphone::Microphone;
pub use read_along::ReadAlong;
pub use recognition_blocks::recognition_blocks;
pub use repair::repair;
pub(crate) use resample::Resampling;
#[cfg(test)]
pub(crate) use resample::resample;
pub use resample::to_recognition_rate;
pub use small_wav::{Outline, small_wav};
pub use sound_file::{SoundFacts, SoundFile};
pub(crate) use stream_thread::StreamThread;
pub use take::{Phase, Recorded, Take, TakeStatus};

use crate::domain::Failure;

/// How a source delivers its samples.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Format {
    pub rate_hz: u32,
    pub channels: u16,
}

/// Something that can be recorded.
pub trait Source {
    /// What to call it in front of the user.
    fn name(&self) -> String;

    fn format(&self) -> Format;

    /// Begins to deliver interleaved samples, -1 to 1, into `feed`, until the returned [`Flow`] is dropped.
    ///
    /// # Errors
    /// `Kind::DeviceMissing`, `DeviceBusy` or `PermissionDenied` where the device cannot be used now.
    fn start(&mut self, feed: Feed) -> Result<Box<dyn Flow>, Failure>;
}

/// A running delivery. Dropping it ends the delivery and lets go of the device.
pub trait Flow: Send {}
