//! Plays a clip through cpal and tells what has really sounded, not what has been handed to the device.

use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use cpal::traits::DeviceTrait;
use cpal::{BufferSize, Data, ErrorKind, FromSample, I24, OutputCallbackInfo, SampleFormat, SizedSample, StreamConfig, U24};

use crate::domain::{Clip, Failure, Interrupt, Kind, Seconds};
use crate::msg;
use crate::record::{Direction, StreamThread, open_device, resample, stopped_delivering, unusable};

/// How often the position is told.
const TICK: Duration = Duration::from_millis(20);

/// A device that asks for nothing so long is gone. In ticks, so that a process that was stopped for a while and goes on does not give up.
const TICKS_WITHOUT_DEMAND: u32 = 100;

/// Silence after the end, for devices whose stated delay is shorter than the true one.
const TAIL: Seconds = Seconds(0.1);

/// What PulseAudio is asked for at a time; it buffers two of these. With a tenth of a second in all, six busy loops on two cores tore a hole into the
/// sound; left to itself PulseAudio buffers two seconds. Whatever it buffers is thrown away when the stream is dropped, so stopping stays immediate.
const PULSE_BLOCKS_PER_SECOND: u32 = 4;

/// Plays `clip` from `at` to its end, or until `interrupt` is raised. `on_position` is told about fifty times a second which moment of the clip is
/// being heard; moments never run backwards.
///
/// # Errors
/// `Kind::DeviceMissing` and its like where there is no such loudspeaker or it goes away; `Kind::Interrupted`.
pub fn play(
    clip: &Clip,
    output_device: Option<&str>,
    at: Seconds,
    interrupt: &Interrupt,
    on_position: &mut dyn FnMut(Seconds),
) -> Result<(), Failure> {
    let from = at.to_sample(clip.rate_hz).min(clip.samples.len());
    let opened = open_device(output_device, Direction::Output)?;
    let sample_format = opened.config.sample_format();
    let mut config = opened.config.config();
    if opened.id.starts_with("pulseaudio:") {
        config.buffer_size = BufferSize::Fixed((config.sample_rate / PULSE_BLOCKS_PER_SECOND).max(1));
    }
    let rest = Clip { rate_hz: clip.rate_hz, samples: clip.samples[from..].to_vec() };
    let sounding = Arc::new(Sounding::default());
    let playhead = Playhead::new(resample(&rest, config.sample_rate).samples, &config, Arc::clone(&sounding));
    let began = playhead.began;
    let _stream = start(opened.device, &opened.name, config, sample_format, playhead, &sounding)?;
    let part = Part { from: Seconds::at_sample(from, clip.rate_hz), length: rest.length(), rate_hz: config.sample_rate };
    follow(&part, &sounding, began, &opened.name, interrupt, on_position)
}

/// The part of a clip that is played.
struct Part {
    from: Seconds,
    length: Seconds,
    rate_hz: u32,
}

/// What the device's thread tells.
#[derive(Default)]
struct Sounding {
    /// When the first sample was, or will be, heard: microseconds after the playhead was made.
    origin_us: AtomicI64,
    /// Frames handed to the device, silence after the end included.
    sent: AtomicU64,
    failure: Mutex<Option<Failure>>,
}

impl Sounding {
    /// How much has been heard after `elapsed`.
    fn heard(&self, elapsed: Duration, rate_hz: u32) -> Seconds {
        let sent = self.sent.load(Ordering::Acquire) as f64 / f64::from(rate_hz);
        let since_origin = elapsed.as_secs_f64() - self.origin_us.load(Ordering::Relaxed) as f64 / 1e6;
        Seconds(since_origin.clamp(0.0, sent))
    }
}

/// What the device's thread owns.
struct Playhead {
    samples: Vec<f32>,
    next: usize,
    channels: usize,
    rate_hz: u32,
    began: Instant,
    sounding: Arc<Sounding>,
}

impl Playhead {
    fn new(samples: Vec<f32>, config: &StreamConfig, sounding: Arc<Sounding>) -> Self {
        Self { samples, next: 0, channels: usize::from(config.channels), rate_hz: config.sample_rate, began: Instant::now(), sounding }
    }

    /// Runs in the device's own thread: copies samples and notes the moment, and does nothing else.
    fn fill(&mut self, data: &mut Data, info: &OutputCallbackInfo) {
        let stamp = info.timestamp();
        let delay = stamp.playback.duration_since(stamp.callback);
        let origin = (self.began.elapsed() + delay).as_secs_f64() - self.next as f64 / f64::from(self.rate_hz);
        self.sounding.origin_us.store((origin * 1e6) as i64, Ordering::Relaxed);
        self.write(data);
        self.sounding.sent.store(self.next as u64, Ordering::Release);
    }

    fn write(&mut self, data: &mut Data) {
        match data.sample_format() {
            SampleFormat::I8 => self.write_as::<i8>(data),
            SampleFormat::I16 => self.write_as::<i16>(data),
            SampleFormat::I24 => self.write_as::<I24>(data),
            SampleFormat::I32 => self.write_as::<i32>(data),
            SampleFormat::I64 => self.write_as::<i64>(data),
            SampleFormat::U8 => self.write_as::<u8>(data),
            SampleFormat::U16 => self.write_as::<u16>(data),
            SampleFormat::U24 => self.write_as::<U24>(data),
            SampleFormat::U32 => self.write_as::<u32>(data),
            SampleFormat::U64 => self.write_as::<u64>(data),
            SampleFormat::F32 => self.write_as::<f32>(data),
            SampleFormat::F64 => self.write_as::<f64>(data),
            _ => {} // `start` refuses the formats that are left
        }
    }

    /// The one channel goes to the first two of the device, which are left and right in every layout; the rest stays silent.
    fn write_as<T: SizedSample + FromSample<f32>>(&mut self, data: &mut Data) {
        let Some(out) = data.as_slice_mut::<T>() else { return };
        for frame in out.chunks_exact_mut(self.channels) {
            let sample = self.samples.get(self.next).copied().unwrap_or(0.0);
            for (channel, value) in frame.iter_mut().enumerate() {
                *value = T::from_sample(if channel < 2 { sample } else { 0.0 });
            }
            self.next += 1;
        }
    }
}

fn start(
    device: cpal::Device,
    name: &str,
    config: StreamConfig,
    sample_format: SampleFormat,
    mut playhead: Playhead,
    sounding: &Arc<Sounding>,
) -> Result<StreamThread, Failure> {
    if matches!(sample_format, SampleFormat::DsdU8 | SampleFormat::DsdU16 | SampleFormat::DsdU32) {
        return Err(unusable(name, cpal::Error::with_message(ErrorKind::UnsupportedConfig, format!("sample format {sample_format}"))));
    }
    let (sounding, label) = (Arc::clone(sounding), name.to_owned());
    let complain = move |error: cpal::Error| match error.kind() {
        ErrorKind::Xrun | ErrorKind::RealtimeDenied | ErrorKind::DeviceChanged => {}
        _ => {
            sounding.failure.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(unusable(&label, error));
        }
    };
    StreamThread::start(name, move || {
        let fill = move |data: &mut Data, info: &OutputCallbackInfo| playhead.fill(data, info);
        device.build_output_stream_raw(config, sample_format, fill, complain, None)
    })
}

fn follow(
    part: &Part,
    sounding: &Sounding,
    began: Instant,
    device: &str,
    interrupt: &Interrupt,
    on_position: &mut dyn FnMut(Seconds),
) -> Result<(), Failure> {
    let (mut last, mut sent, mut idle_ticks) = (Seconds::ZERO, 0, 0);
    while last < part.length + TAIL {
        if interrupt.is_raised() {
            return Err(Failure::new(Kind::Interrupted, msg!("replay-stopped")));
        }
        if let Some(failure) = sounding.failure.lock().unwrap_or_else(PoisonError::into_inner).take() {
            return Err(failure);
        }
        let sent_now = sounding.sent.load(Ordering::Acquire);
        idle_ticks = if sent_now > sent { 0 } else { idle_ticks + 1 };
        if idle_ticks > TICKS_WITHOUT_DEMAND {
            return Err(stopped_delivering(device));
        }
        sent = sent_now;
        last = last.max(sounding.heard(began.elapsed(), part.rate_hz));
        on_position(part.from + last.min(part.length));
        thread::sleep(TICK);
    }
    Ok(())
}
