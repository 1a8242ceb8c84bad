//! Writes sound into WAV files, piece by piece, so that an hour needs no memory.

use std::path::Path;

/// Writes `samples` `times` over as 16-bit mono.
///
/// # Errors
/// Those of writing the file.
pub fn write(path: &Path, samples: &[f32], rate_hz: u32, times: usize) -> Result<(), hound::Error> {
    let spec = hound::WavSpec { channels: 1, sample_rate: rate_hz, bits_per_sample: 16, sample_format: hound::SampleFormat::Int };
    let mut writer = hound::WavWriter::create(path, spec)?;
    for _ in 0..times {
        for sample in samples {
            writer.write_sample((sample.clamp(-1.0, 1.0) * 32_767.0) as i16)?;
        }
    }
    writer.finalize()
}
