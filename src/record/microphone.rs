//! The microphone, through cpal: any sample format, rate and channel count that the device has.

use cpal::traits::DeviceTrait;
use cpal::{BufferSize, Data, ErrorKind, FromSample, I24, Sample, SampleFormat, SizedSample, StreamConfig, U24};

use crate::domain::Failure;

use super::device::{Direction, Opened, open};
use super::device_failure::unusable;
use super::{Alarm, Feed, Flow, Format, Source, StreamThread};

/// How much sound PulseAudio collects before it hands it over. Left to itself it collects up to two seconds (`DEFAULT_FRAGSIZE_MSEC` in its
/// `protocol-native.c`), too late for a level meter and for the cue.
const PULSE_BLOCKS_PER_SECOND: u32 = 25;

/// An input device that exists; recording has not begun.
pub struct Microphone {
    device: cpal::Device,
    name: String,
    config: StreamConfig,
    sample_format: SampleFormat,
}

impl Microphone {
    /// The device with this id, as [`super::devices`] lists them, or the default.
    ///
    /// # Errors
    /// `Kind::DeviceMissing` where there is none; busy and forbidden devices are noticed at the latest by `start`.
    pub fn open(id: Option<&str>) -> Result<Self, Failure> {
        let Opened { device, id, name, config } = open(id, Direction::Input)?;
        let sample_format = config.sample_format();
        if !is_readable(sample_format) {
            return Err(unusable(&name, cpal::Error::with_message(ErrorKind::UnsupportedConfig, format!("sample format {sample_format}"))));
        }
        let mut config = config.config();
        config.buffer_size = buffer_size(&id, config.sample_rate);
        Ok(Self { device, name, config, sample_format })
    }
}

/// Other systems choose well themselves, and refuse sizes that they do not like.
fn buffer_size(id: &str, rate_hz: u32) -> BufferSize {
    let through_pulse = id.starts_with("pulseaudio:");
    if through_pulse { BufferSize::Fixed((rate_hz / PULSE_BLOCKS_PER_SECOND).max(1)) } else { BufferSize::Default }
}

impl Source for Microphone {
    fn name(&self) -> String {
        self.name.clone()
    }

    fn format(&self) -> Format {
        Format { rate_hz: self.config.sample_rate, channels: self.config.channels }
    }

    fn start(&mut self, mut feed: Feed) -> Result<Box<dyn Flow>, Failure> {
        let (device, config, sample_format) = (self.device.clone(), self.config, self.sample_format);
        let (alarm, name) = (feed.alarm(), self.name.clone());
        let stream = StreamThread::start(&self.name, move || {
            let deliver = move |data: &Data, _: &cpal::InputCallbackInfo| push(&mut feed, data);
            let complain = move |error: cpal::Error| report(&alarm, &name, error);
            device.build_input_stream_raw(config, sample_format, deliver, complain, None)
        })?;
        Ok(Box::new(stream))
    }
}

/// Sounds that went missing inside the device are counted; what the stream survives is nothing to report.
fn report(alarm: &Alarm, device: &str, error: cpal::Error) {
    match error.kind() {
        ErrorKind::Xrun => alarm.count_overrun(),
        ErrorKind::RealtimeDenied | ErrorKind::DeviceChanged => {}
        _ => alarm.fail(unusable(device, error)),
    }
}

fn is_readable(format: SampleFormat) -> bool {
    !matches!(format, SampleFormat::DsdU8 | SampleFormat::DsdU16 | SampleFormat::DsdU32)
}

/// Runs in the device's own thread: moves samples and does nothing else.
fn push(feed: &mut Feed, data: &Data) {
    match data.sample_format() {
        SampleFormat::I8 => push_as::<i8>(feed, data),
        SampleFormat::I16 => push_as::<i16>(feed, data),
        SampleFormat::I24 => push_24_bits::<I24>(feed, data, |sample| sample.inner() << 8),
        SampleFormat::I32 => push_as::<i32>(feed, data),
        SampleFormat::I64 => push_as::<i64>(feed, data),
        SampleFormat::U8 => push_as::<u8>(feed, data),
        SampleFormat::U16 => push_as::<u16>(feed, data),
        SampleFormat::U24 => push_24_bits::<U24>(feed, data, |sample| (sample.inner() ^ (1 << 23)) << 8),
        SampleFormat::U32 => push_as::<u32>(feed, data),
        SampleFormat::U64 => push_as::<u64>(feed, data),
        SampleFormat::F32 => push_as::<f32>(feed, data),
        SampleFormat::F64 => push_as::<f64>(feed, data),
        _ => {} // `open` refuses the formats that are left
    }
}

fn push_as<T: SizedSample>(feed: &mut Feed, data: &Data)
where
    f32: FromSample<T>,
{
    if let Some(samples) = data.as_slice::<T>() {
        feed.push(samples.iter().map(|sample| f32::from_sample(*sample)));
    }
}

/// 24 bits in the lower part of 32. What stands in the upper eight differs from system to system (PulseAudio leaves zeros there even for negative
/// samples), so `at_top` shifts them out.
fn push_24_bits<T: SizedSample>(feed: &mut Feed, data: &Data, at_top: impl Fn(&T) -> i32) {
    if let Some(samples) = data.as_slice::<T>() {
        feed.push(samples.iter().map(|sample| f32::from_sample(at_top(sample))));
    }
}
