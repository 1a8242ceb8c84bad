//! Writes Whisper models of the true sizes without trained weights, so that the cost of recognition can be measured where no real model is.
//!
//! The encoder's weights are random: its time does not depend on them. The decoder is arranged to write one fixed sequence whatever the sound is:
//! `<|0.00|>`, then every [`PART_S`] seconds a part of the [`TEXT_TOKENS`] tokens of text and two times (`<|6.00|><|6.02|>`), at last `<|30.00|>`
//! and the end of text; since whisper.cpp stops at the first time that lies beyond the sound, a shorter sound gets fewer tokens, as with a real
//! model. Every attention and every feed-forward layer adds nothing (their output projections are zero, which costs as much as any other number)
//! but the last feed-forward layer, which is a table from a token to the next: one hidden unit a token, that answers to its code and adds the code
//! of its successor. A code is a random row of +1 and -1, so two of them are nearly at right angles. Every token of text has [`TWINS`] - 1 twins
//! whose codes differ in a few places: less likely by steps of about 6 nats, and followed by the same tokens. A beam search keeps its other beams
//! alive on them, as it does with a real model.
//!
//! A closing time after the last token moves whisper.cpp's window on by all of it (`single_timestamp_ending` in `whisper_full_with_state`).

use std::io::{self, BufWriter, Write};
use std::path::Path;

/// Tokens of text in every window, three to a word.
pub const TEXT_TOKENS: usize = 60;
pub const WORDS: usize = TEXT_TOKENS / 3;
/// The text has a time after each of its parts, which are this long.
pub const PART_S: usize = 6;
const PARTS: usize = 30 / PART_S;
const PART_TOKENS: usize = TEXT_TOKENS / PARTS;
pub const PART_WORDS: usize = WORDS / PARTS;
/// Times are told in steps of 20 ms.
const TIMES_PER_SECOND: usize = 50;
const TWINS: usize = 5;
/// Places in which the code of a twin differs from that of the one before it.
const TWIN_STEP: usize = 3;

const MAGIC: u32 = 0x6767_6d6c;
const VOCABULARY: usize = 51_865;
/// Tokens with a text; whisper.cpp names the marks behind them itself.
const TEXTS: usize = 50_257;
const END: usize = 50_257;
const TRANSCRIBE: usize = 50_359;
const NO_TIMES: usize = 50_363;
const FIRST_TIME: usize = 50_364;
const LAST_TIME: usize = 51_864;
/// The first token of the sequence; twins follow each other.
const FIRST_TEXT: usize = 1000;
const MELS: usize = 80;
const FREQUENCIES: usize = 201;
const AUDIO_POSITIONS: usize = 1500;
const TEXT_POSITIONS: usize = 448;
/// How sharply a hidden unit tells its own code (1) from others (up to 0.4 in the narrowest model), and where it begins to answer.
const SHARPNESS: f32 = 40.0;
const THRESHOLD: f32 = 0.6;
/// Where times are forbidden, the end follows the last word instead.
const SECOND_CHOICE: f32 = 0.8;

/// The sizes of a model. Heads are 64 wide in every model of Whisper's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    pub name: &'static str,
    pub width: usize,
    pub audio_layers: usize,
    pub text_layers: usize,
}

pub const TINY: Size = Size { name: "tiny", width: 384, audio_layers: 4, text_layers: 4 };
pub const BASE: Size = Size { name: "base", width: 512, audio_layers: 6, text_layers: 6 };
pub const SMALL: Size = Size { name: "small", width: 768, audio_layers: 12, text_layers: 12 };

/// How the large tensors are stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    F16,
    /// Blocks of 32 values: a half-precision factor, then a signed byte each.
    Q8_0,
}

impl Format {
    pub fn name(self) -> &'static str {
        match self {
            Self::F16 => "f16",
            Self::Q8_0 => "q8_0",
        }
    }

    /// The numbers of the type in a tensor's and in a file's header (quantised files carry their format version in the thousands).
    fn ids(self) -> (u32, u32) {
        match self {
            Self::F16 => (1, 1),
            Self::Q8_0 => (8, 2007),
        }
    }
}

/// The words that the decoder writes in every window, in lower case with single spaces.
pub fn text() -> String {
    (0..TEXT_TOKENS).map(|step| text_of(text_token(step))).collect::<String>().trim().to_owned()
}

/// The tokens that the decoder writes about so much sound, up to the first time that is not before its end.
pub fn tokens(seconds: usize) -> Vec<i32> {
    let mut all = vec![FIRST_TIME];
    for part in 0..seconds.div_ceil(PART_S).min(PARTS) {
        all.extend((part * PART_TOKENS..(part + 1) * PART_TOKENS).map(text_token));
        all.push(time_after(part)); // whisper.cpp does not tell of the second of two times
    }
    all.into_iter().map(|token| token as i32).collect()
}

fn text_token(step: usize) -> usize {
    FIRST_TEXT + step * TWINS
}

/// The time that stands behind a part.
fn time_after(part: usize) -> usize {
    FIRST_TIME + (part + 1) * PART_S * TIMES_PER_SECOND
}

/// Writes a model of this size.
///
/// # Errors
/// Those of writing the file.
pub fn write(size: Size, format: Format, path: &Path) -> io::Result<()> {
    let mut file = Writer { out: BufWriter::with_capacity(1 << 20, std::fs::File::create(path)?), format, dice: Dice(7) };
    file.head(size)?;
    let codes = codes(size.width);
    file.outside_of_layers(size, &codes)?;
    for layer in 0..size.audio_layers {
        let prefix = format!("encoder.blocks.{layer}");
        file.attention(&format!("{prefix}.attn"), size.width, false)?;
        file.random_feed_forward(&prefix, size.width, false)?;
    }
    for layer in 0..size.text_layers {
        let prefix = format!("decoder.blocks.{layer}");
        file.attention(&format!("{prefix}.attn"), size.width, true)?;
        file.attention(&format!("{prefix}.cross_attn"), size.width, true)?;
        if layer + 1 < size.text_layers {
            file.random_feed_forward(&prefix, size.width, true)?;
        } else {
            file.table_of_successors(&prefix, size.width, &codes)?;
        }
    }
    file.out.flush()
}

/// Which token follows which: the token, its successor, and what comes where that is forbidden.
fn successors() -> Vec<(usize, usize, Option<usize>)> {
    let first = text_token(0);
    let mut pairs = vec![(TRANSCRIBE, FIRST_TIME, None), (FIRST_TIME, first, None), (NO_TIMES, first, None), (LAST_TIME, END, None)];
    pairs.extend((1..TEXT_TOKENS).filter(|step| step % PART_TOKENS > 0).map(|step| (text_token(step - 1), text_token(step), None)));
    for part in 0..PARTS {
        let (last, next) = (text_token((part + 1) * PART_TOKENS - 1), text_token((part + 1) * PART_TOKENS));
        let is_last = part + 1 == PARTS;
        pairs.push((last, time_after(part), Some(if is_last { END } else { next })));
        if !is_last {
            pairs.extend([(time_after(part), time_after(part) + 1, None), (time_after(part) + 1, next, None)]);
        }
    }
    pairs
}

/// One code a token; those of twins differ in a few places.
fn codes(width: usize) -> Vec<f32> {
    let mut dice = Dice(11);
    let mut codes: Vec<f32> = (0..VOCABULARY * width).map(|_| if dice.roll() & 1 == 0 { 1.0 } else { -1.0 }).collect();
    let mut make_twin = |first: usize, twin: usize, number: usize| {
        codes.copy_within(first * width..(first + 1) * width, twin * width);
        codes[twin * width..twin * width + number * TWIN_STEP].iter_mut().for_each(|sign| *sign = -*sign);
    };
    for number in 1..TWINS {
        (0..TEXT_TOKENS).map(text_token).for_each(|first| make_twin(first, first + number, number));
        (0..PARTS).map(time_after).for_each(|time| make_twin(time, time - number, number));
    }
    codes
}

/// What a token says. The first 256 are the single bytes, so that any prompt can be made of tokens; those of the sequence are syllables, three to
/// a word; no two are alike.
fn text_of(token: usize) -> String {
    const CONSONANTS: &[u8] = b"bdfghklmnprs";
    const VOWELS: &[u8] = b"aeiou";
    let syllable = |number: usize| [CONSONANTS[number / 5 % 12], VOWELS[number % 5]].map(char::from).iter().collect::<String>();
    let place = token.wrapping_sub(FIRST_TEXT);
    if place < TEXT_TOKENS * TWINS && place.is_multiple_of(TWINS) {
        let step = place / TWINS;
        return format!("{}{}", if step.is_multiple_of(3) { " " } else { "" }, syllable(step));
    }
    format!(" {}{}{}", syllable(token), syllable(token / 60), syllable(token / 3600))
}

struct Writer {
    out: BufWriter<std::fs::File>,
    format: Format,
    dice: Dice,
}

impl Writer {
    fn ints(&mut self, values: &[usize]) -> io::Result<()> {
        values.iter().try_for_each(|&value| self.out.write_all(&(value as u32).to_le_bytes()))
    }

    /// Magic, sizes, a filter bank of triangles, and the table of tokens.
    fn head(&mut self, size: Size) -> io::Result<()> {
        let (_, file_type) = self.format.ids();
        let heads = size.width / 64;
        self.ints(&[MAGIC as usize, VOCABULARY, AUDIO_POSITIONS, size.width, heads, size.audio_layers])?;
        self.ints(&[TEXT_POSITIONS, size.width, heads, size.text_layers, MELS, file_type as usize])?;
        self.ints(&[MELS, FREQUENCIES])?;
        for mel in 0..MELS {
            let centre = (mel + 1) as f32 * FREQUENCIES as f32 / (MELS + 1) as f32;
            let triangle: Vec<f32> = (0..FREQUENCIES).map(|bin| (1.0 - (bin as f32 - centre).abs() / 3.0).max(0.0) * 0.02).collect();
            self.singles(&triangle)?;
        }
        self.ints(&[TEXTS])?;
        for token in 0..TEXTS {
            let bytes = if token < 256 { vec![token as u8] } else { text_of(token).into_bytes() };
            self.ints(&[bytes.len()])?;
            self.out.write_all(&bytes)?;
        }
        Ok(())
    }

    fn outside_of_layers(&mut self, size: Size, codes: &[f32]) -> io::Result<()> {
        let width = size.width;
        let sinusoid = |i: usize| (((i / width) as f32) / 10_000f32.powf((i % width) as f32 / width as f32)).sin();
        let positions: Vec<f32> = (0..AUDIO_POSITIONS * width).map(sinusoid).collect();
        self.small("encoder.positional_embedding", &[width, AUDIO_POSITIONS], &positions)?;
        self.small("decoder.positional_embedding", &[width, TEXT_POSITIONS], &vec![0.0; width * TEXT_POSITIONS])?;
        self.large("decoder.token_embedding.weight", &[width, VOCABULARY], codes, self.format)?;
        for (name, inputs) in [("encoder.conv1", MELS), ("encoder.conv2", width)] {
            let weights = self.random(3 * inputs * width, 3 * inputs);
            self.large(&format!("{name}.weight"), &[3, inputs, width], &weights, Format::F16)?;
            self.small(&format!("{name}.bias"), &[1, width], &vec![0.0; width])?;
        }
        self.norm("encoder.ln_post", width)?;
        self.norm("decoder.ln", width)
    }

    fn attention(&mut self, name: &str, width: usize, silent: bool) -> io::Result<()> {
        self.norm(&format!("{name}_ln"), width)?;
        for part in ["query", "key", "value", "out"] {
            let weights = if silent && part == "out" { vec![0.0; width * width] } else { self.random(width * width, width) };
            self.large(&format!("{name}.{part}.weight"), &[width, width], &weights, self.format)?;
            if part != "key" {
                self.small(&format!("{name}.{part}.bias"), &[width], &vec![0.0; width])?;
            }
        }
        Ok(())
    }

    fn random_feed_forward(&mut self, prefix: &str, width: usize, silent: bool) -> io::Result<()> {
        let inner = self.random(4 * width * width, width);
        let outer = if silent { vec![0.0; 4 * width * width] } else { self.random(4 * width * width, 4 * width) };
        self.feed_forward(prefix, width, [&inner, &outer], &vec![0.0; 4 * width])
    }

    /// Hidden unit `i` answers to the `i`th token that has a successor, and adds the successor's code.
    fn table_of_successors(&mut self, prefix: &str, width: usize, codes: &[f32]) -> io::Result<()> {
        let code = |token: usize| &codes[token * width..(token + 1) * width];
        let (mut inner, mut outer) = (self.random(4 * width * width, width), vec![0.0; 4 * width * width]);
        for (unit, (token, next, otherwise)) in successors().into_iter().enumerate() {
            let weights = inner[unit * width..(unit + 1) * width].iter_mut();
            weights.zip(code(token)).for_each(|(weight, sign)| *weight = sign * SHARPNESS / width as f32);
            for place in 0..width {
                let second = otherwise.map_or(0.0, |token| SECOND_CHOICE * code(token)[place]);
                outer[place * 4 * width + unit] = code(next)[place] + second;
            }
        }
        let thresholds = vec![-SHARPNESS * THRESHOLD; 4 * width];
        self.feed_forward(prefix, width, [&inner, &outer], &thresholds)
    }

    fn feed_forward(&mut self, prefix: &str, width: usize, [inner, outer]: [&[f32]; 2], inner_bias: &[f32]) -> io::Result<()> {
        self.norm(&format!("{prefix}.mlp_ln"), width)?;
        self.large(&format!("{prefix}.mlp.0.weight"), &[width, 4 * width], inner, self.format)?;
        self.small(&format!("{prefix}.mlp.0.bias"), &[4 * width], inner_bias)?;
        self.large(&format!("{prefix}.mlp.2.weight"), &[4 * width, width], outer, self.format)?;
        self.small(&format!("{prefix}.mlp.2.bias"), &[width], &vec![0.0; width])
    }

    fn norm(&mut self, name: &str, width: usize) -> io::Result<()> {
        self.small(&format!("{name}.weight"), &[width], &vec![1.0; width])?;
        self.small(&format!("{name}.bias"), &[width], &vec![0.0; width])
    }

    /// Weights that keep the size of what goes through them, evenly spread.
    fn random(&mut self, count: usize, inputs: usize) -> Vec<f32> {
        let largest = (3.0 / inputs as f32).sqrt();
        (0..count).map(|_| self.dice.even() * largest).collect()
    }

    /// A tensor in single precision. Sizes stand innermost first.
    fn small(&mut self, name: &str, sizes: &[usize], values: &[f32]) -> io::Result<()> {
        self.tensor_head(name, sizes, 0)?;
        self.singles(values)
    }

    fn large(&mut self, name: &str, sizes: &[usize], values: &[f32], format: Format) -> io::Result<()> {
        self.tensor_head(name, sizes, format.ids().0)?;
        match format {
            Format::F16 => values.iter().try_for_each(|&value| self.out.write_all(&half(value).to_le_bytes())),
            Format::Q8_0 => values.chunks_exact(32).try_for_each(|block| self.out.write_all(&quantised(block))),
        }
    }

    fn tensor_head(&mut self, name: &str, sizes: &[usize], kind: u32) -> io::Result<()> {
        self.ints(&[sizes.len(), name.len(), kind as usize])?;
        self.ints(sizes)?;
        self.out.write_all(name.as_bytes())
    }

    fn singles(&mut self, values: &[f32]) -> io::Result<()> {
        values.iter().try_for_each(|value| self.out.write_all(&value.to_le_bytes()))
    }
}

/// Half precision; what is too small for a normal number becomes 0.
fn half(value: f32) -> u16 {
    let bits = value.to_bits();
    let sign = ((bits >> 16) & 0x8000) as u16;
    let exponent = ((bits >> 23) & 0xff) as i32 - 127 + 15;
    let rounded = (bits & 0x7f_ffff) + 0x1000;
    match exponent {
        ..=0 => sign,
        1..=30 => sign + (((exponent as u32) << 10) + (rounded >> 13)) as u16,
        _ => sign | 0x7bff,
    }
}

fn quantised(block: &[f32]) -> [u8; 34] {
    let largest = block.iter().fold(0.0f32, |largest, value| largest.max(value.abs()));
    let factor = largest / 127.0;
    let mut bytes = [0; 34];
    bytes[..2].copy_from_slice(&half(factor).to_le_bytes());
    for (byte, value) in bytes[2..].iter_mut().zip(block) {
        *byte = if factor > 0.0 { (value / factor).round() as i8 as u8 } else { 0 };
    }
    bytes
}

/// Numbers that look random and are the same every time (xorshift, Marsaglia 2003).
struct Dice(u32);

impl Dice {
    fn roll(&mut self) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 17;
        self.0 ^= self.0 << 5;
        self.0 >> 8
    }

    /// Between -1 and 1.
    fn even(&mut self) -> f32 {
        self.roll() as f32 / 8_388_608.0 - 1.0
    }
}
