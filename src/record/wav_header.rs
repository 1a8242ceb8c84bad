//! Finds the sound in a WAV file: its form, where it begins, how much of it is really there.
//!
//! Read by our own few lines and not by hound, because hound refuses what recorders in the field leave behind: sizes that are zero because nobody
//! finished the file, more or less sound than the header says, chunks of odd length, 64-bit floats. The form is that of the *Multimedia Programming
//! Interface and Data Specifications 1.0* (IBM and Microsoft, 1991) with `WAVEFORMATEXTENSIBLE`.

use std::io::{self, Read, Seek, SeekFrom};

/// Sizes from here on up mean that the writer did not know (it wrote into a pipe) or that the true size stands elsewhere (`RF64`).
const UNKNOWN_SIZE: u32 = 0x7FFF_0000;

const PCM: u16 = 1;
const FLOAT: u16 = 3;
const EXTENSIBLE: u16 = 0xFFFE;

/// Where the true tag stands in the `fmt ` chunk of an extensible file.
const SUBFORMAT_AT: usize = 24;
const FMT_BYTES: usize = 40;
const FMT_LEAST: u32 = 16;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    U8,
    I16,
    I24,
    I32,
    F32,
    F64,
}

impl Encoding {
    pub fn bytes(self) -> usize {
        match self {
            Encoding::U8 => 1,
            Encoding::I16 => 2,
            Encoding::I24 => 3,
            Encoding::I32 | Encoding::F32 => 4,
            Encoding::F64 => 8,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Header {
    pub encoding: Encoding,
    pub channels: u16,
    pub rate_hz: u32,
    /// As the header says; samples lie at the top of their bytes.
    pub bits: u16,
    pub data_at: u64,
    /// Whole frames that are really there.
    pub frames: u64,
    /// Whether the header promises more than there is.
    pub truncated: bool,
}

/// Why there is no sound to be found.
#[derive(Debug)]
pub(super) enum Defect {
    NotWav,
    /// The file ends before its sound begins.
    NoData,
    /// The sound is compressed; the number is Microsoft's format tag.
    Compressed(u16),
    /// A value in the header that no sound has, by its name there.
    Impossible(&'static str, u64),
    Io(io::Error),
}

impl From<io::Error> for Defect {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::UnexpectedEof { Defect::NoData } else { Defect::Io(error) }
    }
}

struct Form {
    encoding: Encoding,
    channels: u16,
    rate_hz: u32,
    bits: u16,
}

/// Reads the header of a file of `length` bytes.
pub(super) fn read(file: &mut (impl Read + Seek), length: u64) -> Result<Header, Defect> {
    let mut start = [0; 12];
    file.read_exact(&mut start).map_err(|_| Defect::NotWav)?;
    if !(start.starts_with(b"RIFF") || start.starts_with(b"RF64")) || &start[8..] != b"WAVE" {
        return Err(Defect::NotWav);
    }
    let riff_is_whole = u64::from(u32_at(&start, 4)) + 8 == length;
    let mut form = None;
    loop {
        let mut chunk = [0; 8];
        file.read_exact(&mut chunk)?;
        let size = u32_at(&chunk, 4);
        let content_at = file.stream_position()?;
        if chunk.starts_with(b"fmt ") {
            form = Some(read_form(file, size)?);
        } else if chunk.starts_with(b"data") {
            let form = form.ok_or(Defect::NoData)?;
            return Ok(located(&form, content_at, size, length.saturating_sub(content_at), riff_is_whole));
        }
        let padded = u64::from(size) + u64::from(size % 2);
        file.seek(SeekFrom::Start(content_at + padded))?;
    }
}

/// A size of 0 in a file whose outer size is not right either was never filled in: all the rest is sound.
fn located(form: &Form, data_at: u64, declared: u32, there: u64, riff_is_whole: bool) -> Header {
    let unknown = declared >= UNKNOWN_SIZE && u64::from(declared) > there || declared == 0 && !riff_is_whole;
    let bytes = if unknown { there } else { there.min(u64::from(declared)) };
    let frame_bytes = (form.encoding.bytes() * usize::from(form.channels)) as u64;
    Header {
        encoding: form.encoding,
        channels: form.channels,
        rate_hz: form.rate_hz,
        bits: form.bits,
        data_at,
        frames: bytes / frame_bytes,
        truncated: !unknown && u64::from(declared) > there,
    }
}

fn read_form(file: &mut impl Read, size: u32) -> Result<Form, Defect> {
    if size < FMT_LEAST {
        return Err(Defect::Impossible("fmt size", u64::from(size)));
    }
    let mut fmt = [0; FMT_BYTES];
    let length = FMT_BYTES.min(size as usize);
    file.read_exact(&mut fmt[..length])?;
    let (channels, rate_hz, block, bits) = (u16_at(&fmt, 2), u32_at(&fmt, 4), u16_at(&fmt, 12), u16_at(&fmt, 14));
    let tag = match u16_at(&fmt, 0) {
        EXTENSIBLE if length == FMT_BYTES => u16_at(&fmt, SUBFORMAT_AT),
        tag => tag,
    };
    if tag != PCM && tag != FLOAT {
        return Err(Defect::Compressed(tag));
    }
    if !(1..=64).contains(&channels) {
        return Err(Defect::Impossible("channels", u64::from(channels)));
    }
    if !(1_000..=768_000).contains(&rate_hz) {
        return Err(Defect::Impossible("rate", u64::from(rate_hz)));
    }
    if block % channels != 0 || bits == 0 || bits.div_ceil(8) > block / channels {
        return Err(Defect::Impossible("block size", u64::from(block)));
    }
    let encoding = encoding(tag, block / channels).ok_or(Defect::Impossible("bits per sample", u64::from(bits)))?;
    Ok(Form { encoding, channels, rate_hz, bits })
}

fn encoding(tag: u16, bytes: u16) -> Option<Encoding> {
    match (tag, bytes) {
        (PCM, 1) => Some(Encoding::U8),
        (PCM, 2) => Some(Encoding::I16),
        (PCM, 3) => Some(Encoding::I24),
        (PCM, 4) => Some(Encoding::I32),
        (FLOAT, 4) => Some(Encoding::F32),
        (FLOAT, 8) => Some(Encoding::F64),
        _ => None,
    }
}

fn u16_at(bytes: &[u8], at: usize) -> u16 {
    u16::from_le_bytes([bytes[at], bytes[at + 1]])
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
}
