//! Plays a passage of a clip through cpal and tells what has really sounded, not what has been handed to the device.

use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use cpal::traits::DeviceTrait;
use cpal::{BufferSize, Data, ErrorKind, FromSample, I24, OutputCallbackInfo, SampleFormat, SizedSample, StreamConfig, U24};
use rtrb::{Consumer, RingBuffer};

use crate::domain::{Clip, Failure, Interrupt, Kind, Seconds, Span};
use crate::msg;
use crate::record::{Direction, StreamThread, open_device, stopped_delivering, unusable};

use super::supply::Supply;

/// How often the position is told.
const TICK: Duration = Duration::from_millis(20);

/// A device that asks for nothing so long, ten seconds, is gone. A sound server beside recognition on both cores was seen to ask for nothing for more than two.
/// In ticks, so that a process that was stopped for a while and goes on does not give up.
const TICKS_WITHOUT_DEMAND: u32 = 500;

/// Silence after the end, for devices whose stated delay is shorter than the true one.
const TAIL: Seconds = Seconds(0.1);

/// What PulseAudio is asked for at a time; it buffers two of these. With a tenth of a second in all, six busy loops on two cores tore a hole into the
/// sound; left to itself PulseAudio buffers two seconds. Whatever it buffers is thrown away when the stream is dropped, so stopping stays immediate.
const PULSE_BLOCKS_PER_SECOND: u32 = 4;

/// How much is ready before the first sample sounds, …
const HEAD_START: Seconds = Seconds(1.0);

/// … how much is kept ready, so that a machine that is busy elsewhere tears no hole into the sound, …
const STOCK: Seconds = Seconds(4.0);

/// … and how much is made at a time meanwhile, so that the position is told on time.
const HELPING: Seconds = Seconds(0.25);

/// What is played of a clip, and how fast: at 2 it takes half the time, at the same pitch.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Passage {
    pub span: Span,
    pub speed: f64,
}

/// Plays `clip` from `at` to its end, as [`play_passage`] does.
///
/// # Errors
/// Those of [`play_passage`].
pub fn play(
    clip: &Clip,
    output_device: Option<&str>,
    at: Seconds,
    interrupt: &Interrupt,
    on_position: &mut dyn FnMut(Seconds),
) -> Result<(), Failure> {
    let passage = Passage { span: Span { start: at, end: clip.length() }, speed: 1.0 };
    play_passage(clip, output_device, passage, interrupt, on_position)
}

/// Plays a passage of `clip` to its end, or until `interrupt` is raised. `on_position` is told about fifty times a second which moment of the clip
/// is being heard; moments never run backwards.
///
/// # Errors
/// `Kind::DeviceMissing` and its like where there is no such loudspeaker or it goes away; `Kind::Interrupted`.
pub fn play_passage(
    clip: &Clip,
    output_device: Option<&str>,
    passage: Passage,
    interrupt: &Interrupt,
    on_position: &mut dyn FnMut(Seconds),
) -> Result<(), Failure> {
    let opened = open_device(output_device, Direction::Output)?;
    let sample_format = opened.config.sample_format();
    let mut config = opened.config.config();
    if opened.id.starts_with("pulseaudio:") {
        config.buffer_size = BufferSize::Fixed((config.sample_rate / PULSE_BLOCKS_PER_SECOND).max(1));
    }
    let to = passage.span.end.to_sample(clip.rate_hz).min(clip.samples.len());
    let from = passage.span.start.to_sample(clip.rate_hz).min(to);
    let (producer, consumer) = RingBuffer::new(STOCK.to_sample(config.sample_rate).max(1));
    let mut supply = Supply::new(&clip.samples[from..to], clip.rate_hz, passage.speed, config.sample_rate, producer);
    supply.make(HEAD_START);
    let sounding = Arc::new(Sounding { is_complete: AtomicBool::new(supply.is_complete()), ..Sounding::default() });
    let playhead = Playhead::new(consumer, &config, Arc::clone(&sounding));
    let began = playhead.began;
    let _stream = start(opened.device, &opened.name, config, sample_format, playhead, &sounding)?;
    let length = Seconds::at_sample(to - from, clip.rate_hz);
    let part = Part { from: Seconds::at_sample(from, clip.rate_hz), length, speed: passage.speed, rate_hz: config.sample_rate };
    follow(&part, supply, &sounding, began, &opened.name, interrupt, on_position)
}

/// The part of a clip that is played.
struct Part {
    from: Seconds,
    length: Seconds,
    speed: f64,
    /// Of the device.
    rate_hz: u32,
}

impl Part {
    /// How long it sounds.
    fn sounds_for(&self) -> Seconds {
        Seconds(self.length.0 / self.speed)
    }

    /// The moment of the clip that is heard once the part has sounded for so long.
    fn moment(&self, heard: Seconds) -> Seconds {
        self.from + Seconds(heard.0 * self.speed).min(self.length)
    }
}

/// What the device's thread tells.
#[derive(Default)]
struct Sounding {
    /// When the first sample was, or will be, heard: microseconds after the playhead was made.
    origin_us: AtomicI64,
    /// Frames of the passage handed to the device, silence after the end included.
    sent: AtomicU64,
    /// How often the device has asked.
    asked: AtomicU64,
    /// All that will ever be played lies ready: what is missing from now on is the silence after the end.
    is_complete: AtomicBool,
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
    samples: Consumer<f32>,
    /// Frames handed over.
    next: usize,
    channels: usize,
    rate_hz: u32,
    began: Instant,
    sounding: Arc<Sounding>,
}

impl Playhead {
    fn new(samples: Consumer<f32>, config: &StreamConfig, sounding: Arc<Sounding>) -> Self {
        Self { samples, next: 0, channels: usize::from(config.channels), rate_hz: config.sample_rate, began: Instant::now(), sounding }
    }

    /// Runs in the device's own thread: copies samples and notes the moment, and does nothing else.
    fn fill(&mut self, data: &mut Data, info: &OutputCallbackInfo) {
        let stamp = info.timestamp();
        let delay = stamp.playback.duration_since(stamp.callback);
        let origin = (self.began.elapsed() + delay).as_secs_f64() - self.next as f64 / f64::from(self.rate_hz);
        self.sounding.origin_us.store((origin * 1e6) as i64, Ordering::Relaxed);
        self.write(data);
        self.sounding.asked.fetch_add(1, Ordering::Relaxed);
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
        let is_complete = self.sounding.is_complete.load(Ordering::Acquire);
        for frame in out.chunks_exact_mut(self.channels) {
            let sample = self.samples.pop().ok();
            for (channel, value) in frame.iter_mut().enumerate() {
                *value = T::from_sample(if channel < 2 { sample.unwrap_or(0.0) } else { 0.0 });
            }
            // A hole where samples came too late is no part of the passage: it moves what follows, and the position with it.
            self.next += usize::from(sample.is_some() || is_complete);
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
    mut supply: Supply<'_>,
    sounding: &Sounding,
    began: Instant,
    device: &str,
    interrupt: &Interrupt,
    on_position: &mut dyn FnMut(Seconds),
) -> Result<(), Failure> {
    let (mut last, mut asked, mut idle_ticks) = (Seconds::ZERO, 0, 0);
    while last < part.sounds_for() + TAIL {
        supply.make(HELPING);
        sounding.is_complete.store(supply.is_complete(), Ordering::Release);
        if interrupt.is_raised() {
            return Err(Failure::new(Kind::Interrupted, msg!("replay-stopped")));
        }
        if let Some(failure) = sounding.failure.lock().unwrap_or_else(PoisonError::into_inner).take() {
            return Err(failure);
        }
        let asked_now = sounding.asked.load(Ordering::Relaxed);
        idle_ticks = if asked_now > asked { 0 } else { idle_ticks + 1 };
        if idle_ticks > TICKS_WITHOUT_DEMAND {
            return Err(stopped_delivering(device));
        }
        asked = asked_now;
        last = last.max(sounding.heard(began.elapsed(), part.rate_hz));
        on_position(part.moment(last));
        thread::sleep(TICK);
    }
    Ok(())
}
