//! Decodes what phones, recorders and video calls leave behind: MP3, AAC in MP4 or by itself, FLAC, Ogg and WebM with Vorbis or Opus.
//!
//! symphonia reads the containers and all codecs but Opus, which libopus decodes. What is damaged in the middle becomes silence of its length, so
//! that everything after it keeps its moment.

use std::fs::File;
use std::sync::LazyLock;

use symphonia::core::codecs::audio::well_known::CODEC_ID_AAC;
use symphonia::core::codecs::audio::{AudioDecoder, AudioDecoderOptions};
use symphonia::core::codecs::registry::CodecRegistry;
use symphonia::core::errors::Error;
use symphonia::core::formats::probe::Hint;
use symphonia::core::formats::{FormatOptions, FormatReader, Track, TrackType};
use symphonia::core::io::{MediaSourceStream, MediaSourceStreamOptions};
use symphonia::core::meta::MetadataOptions;
use symphonia::core::packet::Packet;
use symphonia::core::units::TimeBase;

static CODECS: LazyLock<CodecRegistry> = LazyLock::new(|| {
    let mut registry = CodecRegistry::new();
    symphonia::default::register_enabled_codecs(&mut registry);
    registry.register_audio_decoder::<symphonia_adapter_libopus::OpusDecoder>();
    registry
});

/// Packets without sound in a row after which the rest is taken for rubble.
const MOST_SILENT_PACKETS: usize = 2_000;

/// The longest packet there is, of FLAC, lasts a few seconds; what claims more is damaged.
const LONGEST_GAP_S: f64 = 5.0;

/// An AAC encoder begins with at least so many frames of nothing (ISO/IEC 14496-24: one frame of the transform; Apple's begins with 2,112), which
/// symphonia 0.6 leaves in.
const AAC_DELAY: usize = 1_024;

/// A file that is being decoded.
pub(super) struct Compressed {
    format: Box<dyn FormatReader>,
    decoder: Box<dyn AudioDecoder>,
    track: u32,
    time_base: Option<TimeBase>,
    pub rate_hz: u32,
    pub channels: u16,
    /// Frames at the beginning that the encoder put before the sound.
    to_skip: usize,
    /// The first packet's sound, which had to be decoded to learn its form.
    first: Option<Vec<f32>>,
    /// Whether the file broke off instead of ending.
    pub truncated: bool,
}

/// Why a file is not one of these.
#[derive(Debug)]
pub(super) enum Refused {
    /// Nothing known begins like this.
    Unknown,
    /// Known, and in it something that cannot be decoded.
    Unsupported(Error),
}

impl Compressed {
    pub fn open(file: File) -> Result<Self, Refused> {
        let stream = MediaSourceStream::new(Box::new(file), MediaSourceStreamOptions::default());
        let probe = symphonia::default::get_probe();
        let format = probe.probe(&Hint::new(), stream, FormatOptions::default(), MetadataOptions::default()).map_err(|_| Refused::Unknown)?;
        let track = format.default_track(TrackType::Audio).ok_or(Refused::Unsupported(Error::Unsupported("no audio")))?;
        let (id, time_base, to_skip) = (track.id, track.time_base, if is_aac(track) { AAC_DELAY } else { 0 });
        let decoder = decoder(track).map_err(Refused::Unsupported)?;
        let mut compressed = Self { format, decoder, track: id, time_base, rate_hz: 0, channels: 0, to_skip, first: None, truncated: false };
        compressed.decode_first()?;
        Ok(compressed)
    }

    /// Decodes until the rate is known; container and decoder do not always agree on it.
    fn decode_first(&mut self) -> Result<(), Refused> {
        for _ in 0..MOST_SILENT_PACKETS {
            let Some(packet) = self.next_packet() else { break };
            if let Ok(decoded) = self.decoder.decode(&packet) {
                let (rate, channels) = (decoded.spec().rate(), decoded.spec().channels().count());
                let mut samples = Vec::new();
                decoded.copy_to_vec_interleaved(&mut samples);
                if rate > 0 && channels > 0 {
                    (self.rate_hz, self.channels) = (rate, u16::try_from(channels).unwrap_or(u16::MAX));
                    self.first = Some(samples);
                    return Ok(());
                }
            }
        }
        Err(Refused::Unsupported(Error::DecodeError("no sound could be decoded")))
    }

    /// The next interleaved samples; `None` at the end.
    pub fn next_block(&mut self) -> Option<Vec<f32>> {
        let mut samples = self.next_decoded()?;
        let skipped = (self.to_skip * usize::from(self.channels)).min(samples.len());
        self.to_skip -= skipped / usize::from(self.channels);
        samples.drain(..skipped);
        Some(samples)
    }

    fn next_decoded(&mut self) -> Option<Vec<f32>> {
        if let Some(first) = self.first.take() {
            return Some(first);
        }
        let packet = self.next_packet()?;
        match self.decoder.decode(&packet) {
            Ok(decoded) if decoded.spec().rate() == self.rate_hz && decoded.spec().channels().count() == usize::from(self.channels) => {
                let mut samples = Vec::new();
                decoded.copy_to_vec_interleaved(&mut samples);
                Some(samples)
            }
            Ok(_) => {
                self.truncated = true;
                None
            }
            Err(_) => {
                self.truncated = true;
                Some(vec![0.0; self.frames_of(&packet) * usize::from(self.channels)])
            }
        }
    }

    fn next_packet(&mut self) -> Option<Packet> {
        loop {
            match self.format.next_packet() {
                Ok(Some(packet)) if packet.track_id == self.track => return Some(packet),
                Ok(Some(_)) => {}
                Ok(None) => return None,
                Err(Error::ResetRequired) => self.follow_chain()?,
                Err(_) => {
                    self.truncated = true;
                    return None;
                }
            }
        }
    }

    /// Another stream begins where one has ended, as in a joined Ogg file.
    fn follow_chain(&mut self) -> Option<()> {
        let track = self.format.default_track(TrackType::Audio)?;
        (self.track, self.time_base) = (track.id, track.time_base);
        self.decoder = decoder(track).ok()?;
        Some(())
    }

    /// How many frames a packet that cannot be decoded stands for.
    fn frames_of(&self, packet: &Packet) -> usize {
        let time = self.time_base.and_then(|base| base.calc_duration(packet.dur)).map_or(0.0, |time| time.as_secs_f64());
        (time.clamp(0.0, LONGEST_GAP_S) * f64::from(self.rate_hz)).round() as usize
    }
}

fn is_aac(track: &Track) -> bool {
    track.codec_params.as_ref().and_then(|parameters| parameters.audio()).is_some_and(|audio| audio.codec == CODEC_ID_AAC)
}

fn decoder(track: &Track) -> Result<Box<dyn AudioDecoder>, Error> {
    let parameters = track.codec_params.as_ref().and_then(|parameters| parameters.audio()).ok_or(Error::Unsupported("no audio"))?;
    CODECS.make_audio_decoder(parameters, &AudioDecoderOptions::default())
}
