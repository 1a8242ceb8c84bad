//! Reads sound that exists already from a WAV file, in whatever form it is, or says what is wrong with it.

use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use crate::domain::{Clip, Failure, Kind, Seconds};
use crate::msg;

use super::compressed::Refused;
use super::meter::FULL_SCALE;
use super::wav_header::{self, Defect, Encoding, Header};

/// An answer takes minutes; what is longer is another kind of recording, and would fill the memory.
pub(super) const LONGEST: Seconds = Seconds(4.0 * 3600.0);

/// What is read at once.
const FRAMES_PER_BLOCK: u64 = 1 << 15;

/// Enough to know any format by its first bytes.
const MAGIC_BYTES: usize = 64;

/// Sound from a file, mixed to one channel at its own rate.
#[derive(Clone, Debug, PartialEq)]
pub struct WavAudio {
    pub clip: Clip,
    pub channels: u16,
    pub bits: u16,
    /// Frames in which a channel was at full scale.
    pub clipped: u64,
    /// Whether the file ends before its header says; what is there has been read.
    pub truncated: bool,
}

/// Reads a whole WAV file.
///
/// # Errors
/// Those of [`blocks`] and [`WavBlocks::read`].
pub fn read(path: &Path) -> Result<WavAudio, Failure> {
    let mut blocks = blocks(path)?;
    let header = blocks.header;
    let mut clip = Clip { rate_hz: header.rate_hz, samples: Vec::with_capacity(header.frames as usize) };
    while blocks.read(&mut clip.samples)? {}
    Ok(WavAudio { clip, channels: header.channels, bits: header.bits, clipped: blocks.clipped, truncated: header.truncated })
}

/// A WAV file that is being read.
pub(super) struct WavBlocks {
    path: PathBuf,
    reader: BufReader<File>,
    header: Header,
    /// Frames that have been read.
    index: u64,
    clipped: u64,
}

/// Opens a WAV file.
///
/// # Errors
/// `Kind::BadInput` or `Kind::Storage`, naming the file and what is wrong with it; for another audio format the command that converts it.
pub(super) fn blocks(path: &Path) -> Result<WavBlocks, Failure> {
    let mut file = open(path)?;
    let length = file.metadata().map_err(|error| unreadable(path, error))?.len();
    if length == 0 {
        return Err(bad_input(msg!("record-file-empty", path = path)));
    }
    let header = wav_header::read(&mut BufReader::new(&mut file), length).map_err(|defect| refusal(path, &mut file, defect))?;
    if header.frames == 0 {
        return Err(bad_input(msg!("record-file-without-samples", path = path)));
    }
    if header.frames > LONGEST.to_sample(header.rate_hz) as u64 {
        return Err(too_long(path, header.frames, header.rate_hz));
    }
    file.seek(SeekFrom::Start(header.data_at)).map_err(|error| unreadable(path, error))?;
    Ok(WavBlocks { path: path.to_owned(), reader: BufReader::with_capacity(1 << 16, file), header, index: 0, clipped: 0 })
}

pub(super) fn too_long(path: &Path, frames: u64, rate_hz: u32) -> Failure {
    let hours = format!("{:.1}", frames as f64 / f64::from(rate_hz) / 3600.0);
    bad_input(msg!("record-file-too-long", path = path, hours = hours)).hint(msg!("record-file-too-long-hint"))
}

impl WavBlocks {
    pub fn rate_hz(&self) -> u32 {
        self.header.rate_hz
    }

    pub fn clipped(&self) -> u64 {
        self.clipped
    }

    pub fn is_truncated(&self) -> bool {
        self.header.truncated
    }

    /// Puts the next samples behind `samples`; `false` at the end.
    ///
    /// # Errors
    /// `Kind::Storage` where the file cannot be read; `Kind::BadInput` where a sample is no number.
    pub fn read(&mut self, samples: &mut Vec<f32>) -> Result<bool, Failure> {
        let frames = (self.header.frames - self.index).min(FRAMES_PER_BLOCK);
        let mut frame = vec![0; self.header.encoding.bytes() * usize::from(self.header.channels)];
        for _ in 0..frames {
            self.reader.read_exact(&mut frame).map_err(|error| unreadable(&self.path, error))?;
            samples.push(self.sample(&frame)?);
            self.index += 1;
        }
        Ok(frames > 0)
    }

    fn sample(&mut self, frame: &[u8]) -> Result<f32, Failure> {
        let (mono, peak) = mixed(frame, &self.header);
        if !mono.is_finite() {
            let at = format!("{:.3}", self.index as f64 / f64::from(self.header.rate_hz));
            return Err(bad_input(msg!("record-file-not-numbers", path = &self.path, at = at)));
        }
        self.clipped += u64::from(peak >= full_scale(self.header.encoding));
        Ok(mono.clamp(-1.0, 1.0))
    }
}

/// Anything but a plain file is refused before it is opened, since opening a pipe waits for someone to write into it.
pub(super) fn open(path: &Path) -> Result<File, Failure> {
    let metadata = std::fs::metadata(path).map_err(|error| unreadable(path, error))?;
    if metadata.is_dir() {
        return Err(bad_input(msg!("record-file-is-folder", path = path)));
    }
    if !metadata.is_file() {
        return Err(bad_input(msg!("record-file-is-special", path = path)));
    }
    File::open(path).map_err(|error| unreadable(path, error))
}

/// The mean over the channels, and the largest sample.
fn mixed(frame: &[u8], header: &Header) -> (f32, f32) {
    let (mut sum, mut peak) = (0.0f32, 0.0f32);
    for bytes in frame.chunks_exact(header.encoding.bytes()) {
        let sample = decoded(bytes, header.encoding);
        sum += sample;
        peak = peak.max(sample.abs());
    }
    (sum / f32::from(header.channels), peak)
}

fn decoded(bytes: &[u8], encoding: Encoding) -> f32 {
    match (encoding, bytes) {
        (Encoding::U8, &[a]) => (f32::from(a) - 128.0) / 128.0,
        (Encoding::I16, &[a, b]) => f32::from(i16::from_le_bytes([a, b])) / 32_768.0,
        (Encoding::I24, &[a, b, c]) => i32::from_le_bytes([0, a, b, c]) as f32 / 2_147_483_648.0,
        (Encoding::I32, &[a, b, c, d]) => i32::from_le_bytes([a, b, c, d]) as f32 / 2_147_483_648.0,
        (Encoding::F32, &[a, b, c, d]) => f32::from_le_bytes([a, b, c, d]),
        (Encoding::F64, &[a, b, c, d, e, f, g, h]) => f64::from_le_bytes([a, b, c, d, e, f, g, h]) as f32,
        _ => unreachable!("a sample has as many bytes as its encoding"),
    }
}

fn full_scale(encoding: Encoding) -> f32 {
    if encoding == Encoding::U8 { 127.0 / 128.0 } else { FULL_SCALE }
}

fn refusal(path: &Path, file: &mut File, defect: Defect) -> Failure {
    match defect {
        Defect::NotWav => not_wav(path, file),
        Defect::NoData => bad_input(msg!("record-file-ends-early", path = path)),
        Defect::Compressed(tag) => bad_input(msg!("record-file-compressed", path = path, tag = tag.to_string())).hint(conversion(path)),
        Defect::Impossible(field, value) => {
            bad_input(msg!("record-file-impossible", path = path, field = field, value = value.to_string())).hint(conversion(path))
        }
        Defect::Io(error) => unreadable(path, error),
    }
}

fn not_wav(path: &Path, file: &mut File) -> Failure {
    let mut start = Vec::new();
    let read = file.seek(SeekFrom::Start(0)).and_then(|_| file.take(MAGIC_BYTES as u64).read_to_end(&mut start));
    match read.ok().and_then(|_| known_format(&start)) {
        Some(format) => bad_input(msg!("record-file-other-format", path = path, format = format)).hint(conversion(path)),
        None => bad_input(msg!("record-file-not-wav", path = path)).hint(msg!("record-file-not-wav-hint")),
    }
}

/// The audio format that begins so, other than WAV.
fn known_format(start: &[u8]) -> Option<&'static str> {
    let is_mpeg_frame = matches!(start, [0xFF, second, ..] if second & 0xE0 == 0xE0 && second & 0x06 != 0 && second & 0x18 != 0x08);
    match start {
        _ if start.starts_with(b"OggS") => Some(if start.windows(8).any(|part| part == b"OpusHead") { "Opus" } else { "Ogg" }),
        _ if start.starts_with(b"fLaC") => Some("FLAC"),
        _ if start.starts_with(b"ID3") || is_mpeg_frame => Some("MP3"),
        _ if start.get(4..8) == Some(b"ftyp") => Some("M4A"),
        _ if start.starts_with(b"FORM") => Some("AIFF"),
        _ if start.starts_with(b"caff") => Some("CAF"),
        _ if start.starts_with(b"RIFX") => Some("RIFX"),
        _ if start.starts_with(&[0x1A, 0x45, 0xDF, 0xA3]) => Some("WebM"),
        _ if start.starts_with(b"#!AMR") => Some("AMR"),
        _ => None,
    }
}

fn conversion(path: &Path) -> crate::domain::Message {
    let target = path.with_extension(if path.extension().is_some_and(|name| name.eq_ignore_ascii_case("wav")) { "converted.wav" } else { "wav" });
    msg!("record-file-convert-hint", command = format!("ffmpeg -i {} {}", quoted(path), quoted(&target)))
}

/// As a shell takes it for one word.
fn quoted(path: &Path) -> String {
    let text = path.display().to_string();
    let plain = !text.is_empty() && text.chars().all(|sign| sign.is_alphanumeric() || "/._-+".contains(sign));
    if plain { text } else { format!("'{}'", text.replace('\'', "'\\''")) }
}

/// The failure for a file that is no WAV and was not decoded either.
pub(super) fn not_decoded(path: &Path, not_wav: Failure, refused: Refused) -> Failure {
    match refused {
        Refused::Unknown => not_wav,
        Refused::Unsupported(error) => bad_input(msg!("record-file-not-decoded", path = path)).hint(conversion(path)).because(error),
    }
}

fn bad_input(message: crate::domain::Message) -> Failure {
    Failure::new(Kind::BadInput, message)
}

fn unreadable(path: &Path, error: std::io::Error) -> Failure {
    match error.kind() {
        std::io::ErrorKind::NotFound => bad_input(msg!("record-file-missing", path = path)),
        _ => Failure::new(Kind::Storage, msg!("record-file-unreadable", path = path)).because(error),
    }
}

#[cfg(test)]
#[path = "wav_file_tests.rs"]
mod tests;
