//! Looks whether a file is a whole Whisper model in whisper.cpp's form, before whisper.cpp sees it: that ends the process on some files which
//! are none.
//!
//! The form: a magic number, eleven 32-bit sizes, the mel filter bank, the token table, then every tensor with its number of dimensions, length
//! of name, type, dimensions (innermost first), name and data; all little-endian, up to the very end of the file.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek};
use std::path::Path;

use super::cost::{Sizes, Weights};
use crate::domain::{Failure, Kind, Message};
use crate::msg;

pub(super) const MAGIC: u32 = 0x6767_6d6c;
/// Whisper's vocabularies: English only, the first multilingual one, and that of large-v3.
const ENGLISH_VOCABULARY: u32 = 51_864;
const VOCABULARIES: [u32; 2] = [51_865, 51_866];
const AUDIO_POSITIONS: u32 = 1500;
const TEXT_POSITIONS: u32 = 448;
/// Frequencies of the Fourier transform that the filter bank maps from (400 points).
const FREQUENCIES: u32 = 201;
/// In every model of Whisper's; with another number of heads the same weights run, and hear nonsense.
const HEAD_WIDTH: u32 = 64;
/// Far above the largest model (1,280 wide, 32 layers), far below what memory cannot hold.
const WIDEST: u32 = 4096;
const DEEPEST: u32 = 64;
/// The longest token of Whisper's table has 128 bytes.
const LONGEST_TOKEN: u32 = 1024;
const LONGEST_NAME: u32 = 64;
/// Format version of quantised files, which stands in the thousands of the file type.
const QUANTISATION_FACTOR: u32 = 1000;
const QUANTISATION_VERSION: u32 = 2;

/// What stands at the beginning of a model file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    pub vocabulary: u32,
    pub width: u32,
    pub audio_layers: u32,
    pub text_layers: u32,
    pub mels: u32,
    /// The type of the large tensors.
    tensor_type: TensorType,
}

impl Header {
    /// What the model's cost depends on.
    pub fn sizes(&self) -> Sizes {
        let weights = match self.tensor_type {
            HALF => Weights::F16,
            Q5_0 => Weights::Q5_0,
            Q5_1 => Weights::Q5_1,
            Q8_0 => Weights::Q8_0,
            _ => Weights::Other,
        };
        Sizes { width: self.width, audio_layers: self.audio_layers, text_layers: self.text_layers, mels: self.mels, weights }
    }
}

/// A number format of ggml: its number in files, and the bytes that a block of so many values takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct TensorType {
    id: u32,
    /// The number that stands in a file's header for it.
    file_type: u32,
    block: u64,
    bytes: u64,
}

const SINGLE: TensorType = TensorType { id: 0, file_type: 0, block: 1, bytes: 4 };
const HALF: TensorType = TensorType { id: 1, file_type: 1, block: 1, bytes: 2 };
const Q5_0: TensorType = TensorType { id: 6, file_type: 8, block: 32, bytes: 22 };
const Q5_1: TensorType = TensorType { id: 7, file_type: 9, block: 32, bytes: 24 };
const Q8_0: TensorType = TensorType { id: 8, file_type: 7, block: 32, bytes: 34 };
/// ggml's types that whisper.cpp's own quantise program writes.
const TENSOR_TYPES: [TensorType; 12] = [
    SINGLE,
    HALF,
    TensorType { id: 2, file_type: 2, block: 32, bytes: 18 }, // Q4_0
    TensorType { id: 3, file_type: 3, block: 32, bytes: 20 }, // Q4_1
    Q5_0,
    Q5_1,
    Q8_0,
    TensorType { id: 10, file_type: 10, block: 256, bytes: 84 },  // Q2_K
    TensorType { id: 11, file_type: 11, block: 256, bytes: 110 }, // Q3_K
    TensorType { id: 12, file_type: 12, block: 256, bytes: 144 }, // Q4_K
    TensorType { id: 13, file_type: 13, block: 256, bytes: 176 }, // Q5_K
    TensorType { id: 14, file_type: 14, block: 256, bytes: 210 }, // Q6_K
];

/// Why a file is refused.
#[derive(Debug)]
enum Fault {
    /// Something else altogether.
    NotAModel,
    EnglishOnly,
    /// A model, but not one that Whisper's architecture describes.
    OtherArchitecture,
    /// Ends before its last tensor, or goes on after it.
    WrongLength,
    Read(io::Error),
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::UnexpectedEof { Fault::WrongLength } else { Fault::Read(error) }
    }
}

/// Reads the structure of a model file, not its weights.
///
/// # Errors
/// `Kind::ModelMissing` where there is no such file, `Kind::ModelUnusable` where it is not a whole multilingual Whisper model.
pub fn check_file(path: &Path) -> Result<Header, Failure> {
    let about = |kind, what: Message| Failure::new(kind, what).hint(msg!("transcribe-hint-model-file"));
    let metadata = path.metadata().map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => about(Kind::ModelMissing, msg!("transcribe-no-such-file", file = path)).because(error),
        _ => about(Kind::ModelUnusable, msg!("transcribe-model-unreadable", file = path)).because(error),
    })?;
    if !metadata.is_file() {
        return Err(about(Kind::ModelUnusable, msg!("transcribe-model-not-a-file", file = path))); // opening a pipe would wait for ever
    }
    let checked = File::open(path).map_err(Fault::from).and_then(|file| check(&mut Reader { left: metadata.len(), inner: BufReader::new(file) }));
    checked.map_err(|fault| match fault {
        Fault::NotAModel => about(Kind::ModelUnusable, msg!("transcribe-not-a-model", file = path)),
        Fault::EnglishOnly => about(Kind::ModelUnusable, msg!("transcribe-model-english-only", file = path)),
        Fault::OtherArchitecture => about(Kind::ModelUnusable, msg!("transcribe-model-other-architecture", file = path)),
        Fault::WrongLength => about(Kind::ModelUnusable, msg!("transcribe-model-cut-short", file = path)),
        Fault::Read(error) => about(Kind::ModelUnusable, msg!("transcribe-model-unreadable", file = path)).because(error),
    })
}

fn check<R: Read + Seek>(file: &mut Reader<R>) -> Result<Header, Fault> {
    if file.left < 4 || file.int()? != MAGIC {
        return Err(Fault::NotAModel);
    }
    let header = header(file)?;
    if file.int()? != header.mels || file.int()? != FREQUENCIES {
        return Err(Fault::OtherArchitecture);
    }
    file.skip(u64::from(header.mels) * u64::from(FREQUENCIES) * 4)?;
    skip_tokens(file, header.vocabulary)?;
    let mut missing = expected_tensors(&header);
    while file.left > 0 {
        let name = skip_tensor(file, &missing)?;
        missing.remove(&name);
    }
    if missing.is_empty() { Ok(header) } else { Err(Fault::WrongLength) }
}

fn header<R: Read + Seek>(file: &mut Reader<R>) -> Result<Header, Fault> {
    let mut sizes = [0; 11];
    for size in &mut sizes {
        *size = file.int()?;
    }
    let [vocabulary, audio_positions, width, heads, audio_layers, text_positions, text_width, text_heads, text_layers, mels, file_type] = sizes;
    if vocabulary == ENGLISH_VOCABULARY {
        return Err(Fault::EnglishOnly);
    }
    let layers = 1..=DEEPEST;
    let fit = |heads: u32| heads.checked_mul(HEAD_WIDTH) == Some(width);
    let plausible = VOCABULARIES.contains(&vocabulary)
        && (audio_positions, text_positions) == (AUDIO_POSITIONS, TEXT_POSITIONS)
        && (1..=WIDEST).contains(&width)
        && text_width == width
        && fit(heads)
        && fit(text_heads)
        && layers.contains(&audio_layers)
        && layers.contains(&text_layers)
        && matches!(mels, 80 | 128);
    let tensor_type = tensor_type(file_type, width).filter(|_| plausible).ok_or(Fault::OtherArchitecture)?;
    Ok(Header { vocabulary, width, audio_layers, text_layers, mels, tensor_type })
}

/// The type that the header's last number names, if rows of this width can be stored in it.
fn tensor_type(file_type: u32, width: u32) -> Option<TensorType> {
    let (version, number) = (file_type / QUANTISATION_FACTOR, file_type % QUANTISATION_FACTOR);
    let found = TENSOR_TYPES.into_iter().find(|known| known.file_type == number && u64::from(width) % known.block == 0)?;
    (version == if found.block == 1 { 0 } else { QUANTISATION_VERSION }).then_some(found)
}

fn skip_tokens<R: Read + Seek>(file: &mut Reader<R>, vocabulary: u32) -> Result<(), Fault> {
    let count = file.int()?;
    if !(1..=vocabulary).contains(&count) {
        return Err(Fault::OtherArchitecture);
    }
    for _ in 0..count {
        let length = file.int()?;
        if length > LONGEST_TOKEN {
            return Err(Fault::OtherArchitecture);
        }
        file.skip(u64::from(length))?;
    }
    Ok(())
}

/// Passes over one tensor, which must be one of those still missing, in the form expected; its name.
fn skip_tensor<R: Read + Seek>(file: &mut Reader<R>, missing: &BTreeMap<String, Shape>) -> Result<String, Fault> {
    let (dimensions, name_length, type_id) = (file.int()?, file.int()?, file.int()?);
    if !(1..=3).contains(&dimensions) || name_length > LONGEST_NAME {
        return Err(Fault::OtherArchitecture);
    }
    let mut sizes = [1; 3];
    for size in &mut sizes[..dimensions as usize] {
        *size = file.int()?;
    }
    let name = String::from_utf8(file.bytes(name_length as usize)?).map_err(|_| Fault::OtherArchitecture)?;
    let shape = missing.get(&name).filter(|shape| shape.sizes == sizes && shape.kind.id == type_id).ok_or(Fault::OtherArchitecture)?;
    let values: u64 = sizes.iter().map(|&size| u64::from(size)).product();
    file.skip(values / shape.kind.block * shape.kind.bytes)?;
    Ok(name)
}

/// How a tensor is stored; dimensions innermost first.
#[derive(Clone, Copy, Debug)]
struct Shape {
    sizes: [u32; 3],
    kind: TensorType,
}

/// Every tensor of Whisper's architecture in these sizes.
fn expected_tensors(header: &Header) -> BTreeMap<String, Shape> {
    let (width, large) = (header.width, header.tensor_type);
    let convolution = if large == SINGLE { SINGLE } else { HALF };
    let mut tensors = BTreeMap::new();
    let mut add = |name: String, sizes: [u32; 3], kind: TensorType| tensors.insert(name, Shape { sizes, kind });
    add("encoder.positional_embedding".into(), [width, AUDIO_POSITIONS, 1], SINGLE);
    add("decoder.positional_embedding".into(), [width, TEXT_POSITIONS, 1], SINGLE);
    add("decoder.token_embedding.weight".into(), [width, header.vocabulary, 1], large);
    for (name, inputs) in [("encoder.conv1", header.mels), ("encoder.conv2", width)] {
        add(format!("{name}.weight"), [3, inputs, width], convolution);
        add(format!("{name}.bias"), [1, width, 1], SINGLE);
    }
    let mut norm_and_linear = |prefix: &str, norms: &[&str], linears: &[(String, [u32; 2])]| {
        for norm in norms {
            add(format!("{prefix}{norm}.weight"), [width, 1, 1], SINGLE);
            add(format!("{prefix}{norm}.bias"), [width, 1, 1], SINGLE);
        }
        for (linear, [inputs, outputs]) in linears {
            add(format!("{prefix}{linear}.weight"), [*inputs, *outputs, 1], large);
            if !linear.ends_with(".key") {
                add(format!("{prefix}{linear}.bias"), [*outputs, 1, 1], SINGLE);
            }
        }
    };
    norm_and_linear("encoder.", &["ln_post"], &[]);
    norm_and_linear("decoder.", &["ln"], &[]);
    let (heard, told) = (linears(&["attn"], width), linears(&["attn", "cross_attn"], width));
    for layer in 0..header.audio_layers {
        norm_and_linear(&format!("encoder.blocks.{layer}."), &["attn_ln", "mlp_ln"], &heard);
    }
    for layer in 0..header.text_layers {
        norm_and_linear(&format!("decoder.blocks.{layer}."), &["attn_ln", "cross_attn_ln", "mlp_ln"], &told);
    }
    tensors
}

/// The linear maps of one layer with these attentions: name, inputs and outputs.
fn linears(attentions: &[&str], width: u32) -> Vec<(String, [u32; 2])> {
    let parts = |attention: &&str| ["query", "key", "value", "out"].map(|part| (format!("{attention}.{part}"), [width, width]));
    let feed_forward = [("mlp.0".to_owned(), [width, 4 * width]), ("mlp.2".to_owned(), [4 * width, width])];
    attentions.iter().flat_map(parts).chain(feed_forward).collect()
}

/// Reads numbers, and knows how much of the file is left, since seeking does not notice its end.
struct Reader<R> {
    inner: R,
    left: u64,
}

impl<R: Read + Seek> Reader<R> {
    fn int(&mut self) -> Result<u32, Fault> {
        let mut bytes = [0; 4];
        self.inner.read_exact(&mut bytes)?;
        self.left = self.left.saturating_sub(4);
        Ok(u32::from_le_bytes(bytes))
    }

    fn bytes(&mut self, count: usize) -> Result<Vec<u8>, Fault> {
        let mut bytes = vec![0; count];
        self.inner.read_exact(&mut bytes)?;
        self.left = self.left.saturating_sub(count as u64);
        Ok(bytes)
    }

    fn skip(&mut self, count: u64) -> Result<(), Fault> {
        self.left = self.left.checked_sub(count).ok_or(Fault::WrongLength)?;
        // Within what is left of a file, whose length fits.
        let distance = i64::try_from(count).map_err(|_| Fault::WrongLength)?;
        self.inner.seek_relative(distance)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;
    use std::sync::LazyLock;

    use proptest::prelude::*;

    use super::*;
    use crate::transcribe::demo_model;

    static MODEL: LazyLock<Vec<u8>> = LazyLock::new(|| {
        let folder = tempfile::tempdir().unwrap();
        std::fs::read(demo_model(folder.path()).unwrap()).unwrap()
    });

    /// Where the first tensor begins: after header, filter bank and the table of 50,257 tokens.
    static FIRST_TENSOR: LazyLock<usize> = LazyLock::new(|| {
        let name = b"encoder.positional_embedding";
        MODEL.windows(name.len()).position(|bytes| bytes == name).unwrap() - 20
    });

    fn check_bytes(bytes: &[u8]) -> Result<Header, Fault> {
        check(&mut Reader { left: bytes.len() as u64, inner: Cursor::new(bytes) })
    }

    /// The model with one of the eleven sizes replaced.
    fn with_size(index: usize, value: u32) -> Vec<u8> {
        let mut bytes = MODEL.clone();
        bytes[4 + 4 * index..8 + 4 * index].copy_from_slice(&value.to_le_bytes());
        bytes
    }

    #[test]
    fn a_whole_model_is_described() {
        let header = check_bytes(&MODEL).unwrap();
        assert_eq!((header.vocabulary, header.width, header.audio_layers, header.text_layers, header.mels), (51_865, 128, 2, 3, 80));
    }

    #[test]
    fn sizes_that_no_whisper_model_has_are_refused() {
        for index in 0..11 {
            for value in [0, 1, 7, 51_866, 65_536, u32::MAX] {
                assert!(matches!(check_bytes(&with_size(index, value)), Err(Fault::OtherArchitecture | Fault::WrongLength)), "{index} {value}");
            }
        }
        assert!(matches!(check_bytes(&with_size(0, ENGLISH_VOCABULARY)), Err(Fault::EnglishOnly)));
    }

    #[test]
    fn a_model_with_more_or_less_at_its_end_is_refused() {
        let longer = [MODEL.as_slice(), &[0; 7]].concat();
        assert!(matches!(check_bytes(&longer), Err(Fault::WrongLength | Fault::OtherArchitecture)));
        assert!(matches!(check_bytes(&MODEL[..MODEL.len() - 1]), Err(Fault::WrongLength)));
        assert!(matches!(check_bytes(&MODEL[..*FIRST_TENSOR]), Err(Fault::WrongLength)), "a model without weights would hear nothing, silently");
    }

    #[test]
    fn a_tensor_that_stands_twice_is_refused() {
        let tensor = 20 + 28 + 1500 * 128 * 4;
        let twice = [MODEL.as_slice(), &MODEL[*FIRST_TENSOR..*FIRST_TENSOR + tensor]].concat();
        assert!(matches!(check_bytes(&twice), Err(Fault::OtherArchitecture)));
    }

    #[test]
    fn files_of_other_kinds_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("모델 model.bin");
        let silero_vad = [&MAGIC.to_le_bytes()[..], &10u32.to_le_bytes(), b"silero-16k", &[5, 0, 0, 0, 2, 0, 0, 0], &[0; 400]].concat();
        for content in [&b""[..], b"l", b"GGUF\x03\0\0\0", b"<!DOCTYPE html><html>", b"PK\x03\x04 archive/data.pkl", b"RIFF....WAVE", &silero_vad] {
            std::fs::write(&file, content).unwrap();
            let failure = check_file(&file).unwrap_err();
            assert_eq!(failure.kind, Kind::ModelUnusable);
            assert!(failure.to_string().contains("모델 model.bin") && failure.hint.is_some());
        }
        assert_eq!(check_file(folder.path()).unwrap_err().kind, Kind::ModelUnusable);
        assert_eq!(check_file(&folder.path().join("none.bin")).unwrap_err().kind, Kind::ModelMissing);
    }

    #[cfg(unix)]
    #[test]
    fn a_pipe_is_refused_without_waiting_for_it() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("pipe.bin");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        assert_eq!(check_file(&pipe).unwrap_err().kind, Kind::ModelUnusable);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn no_beginning_of_a_model_is_a_model(length in 0..MODEL.len()) {
            prop_assert!(check_bytes(&MODEL[..length]).is_err());
        }

        #[test]
        fn a_changed_byte_never_panics(at in 0..MODEL.len(), value in any::<u8>()) {
            let mut bytes = MODEL.clone();
            bytes[at] = value;
            let _ = check_bytes(&bytes);
        }

        #[test]
        fn a_changed_byte_before_the_weights_never_panics(at in 0..400usize, value in any::<u8>()) {
            let mut bytes = MODEL.clone();
            bytes[if at < 48 { at } else { *FIRST_TENSOR + at - 48 }] = value;
            let _ = check_bytes(&bytes);
        }

        #[test]
        fn arbitrary_bytes_after_the_magic_never_panic(bytes in any::<Vec<u8>>()) {
            prop_assert!(check_bytes(&[&MAGIC.to_le_bytes()[..], &bytes].concat()).is_err());
        }
    }
}
