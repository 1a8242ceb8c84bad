"""Trains the demonstration model: Whisper's architecture, very small, on espeak-ng's reading of the sentences in sentences.py.

    python train.py STEPS [--layers N] [--resume CHECKPOINT] [--long] [--out CHECKPOINT]

Needs jax, optax, numpy, soundfile, tiktoken, and two files of OpenAI's `openai-whisper` source package (MIT) in this folder:
`multilingual.tiktoken` (the token table) and `mel_filters.npz` (the mel filter bank), both in `whisper/assets` of what
`pip download openai-whisper --no-deps --no-binary :all:` fetches.

The model knows these sentences and nothing else. It exists so that the real recognition code can be run, and tested for the right words, on a
machine that cannot fetch Whisper's own weights.

Sizes: width 128, 2 heads, 2 encoder and 3 decoder layers (whisper.cpp takes exactly two for a distilled model and drops timestamps), 1,500 audio
positions of 20 ms, 448 text positions. Only the tokens that occur have rows of their own; all others share one row, counted in the softmax with
their number, so that they stay improbable when the export writes the table out in full.
"""

import argparse
import base64
import glob
import math
import os
import time

import jax
import jax.numpy as jnp
import numpy as np
import optax
import soundfile
import tiktoken

from sentences import ALL

WIDTH, HEADS, ENCODER_LAYERS = 128, 2, 2
VOCABULARY, MAX_TOKENS, RATE = 51865, 224, 16_000
IN_ORDER = 0.15  # more often in order, and the decoder learns the story by heart instead of listening

# Whisper's special tokens (multilingual vocabulary).
END, START, ENGLISH, KOREAN, TRANSCRIBE, NO_SPEECH, NO_TIMESTAMPS, TIME_ZERO = 50257, 50258, 50259, 50264, 50359, 50362, 50363, 50364
PREVIOUS = 50361
LANGUAGE = {"en": ENGLISH, "ko": KOREAN}

TOKEN_PATTERN = r"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"


for needed in ("multilingual.tiktoken", "mel_filters.npz"):
    if not os.path.exists(needed):
        raise SystemExit(f"{needed} is missing: `pip download openai-whisper --no-deps --no-binary :all:` has it in whisper/assets")


def load_ranks() -> dict[bytes, int]:
    with open("multilingual.tiktoken", "rb") as table:
        return {base64.b64decode(token): int(rank) for token, rank in (line.split() for line in table if line.strip())}


RANKS = load_ranks()
ENCODING = tiktoken.Encoding("multilingual", pat_str=TOKEN_PATTERN, mergeable_ranks=RANKS, special_tokens={})
SENTENCE_TOKENS = {(lang, i): ENCODING.encode(" " + text) for lang in ALL for i, text in enumerate(ALL[lang])}
USED = sorted(
    {token for tokens in SENTENCE_TOKENS.values() for token in tokens}
    | {END, START, ENGLISH, KOREAN, TRANSCRIBE, PREVIOUS, NO_SPEECH, NO_TIMESTAMPS}
    | set(range(TIME_ZERO, TIME_ZERO + 1501))
)
ROW = {token: row for row, token in enumerate(USED)}
SHARED_ROW = len(USED)
LOG_SHARED = math.log(VOCABULARY - len(USED))

MEL_FILTERS = np.load("mel_filters.npz")["mel_80"]
WINDOW = np.hanning(401)[:-1].astype(np.float32)


def log_mel(samples: np.ndarray) -> np.ndarray:
    """Whisper's log-mel spectrogram: (80, frames of 10 ms), clipped 8 below its maximum, scaled to about -1..1."""
    frames = len(samples) // 160
    padded = np.pad(samples, (200, 200), mode="reflect")
    windows = np.lib.stride_tricks.sliding_window_view(padded, 400)[::160][:frames] * WINDOW
    power = np.abs(np.fft.rfft(windows, axis=1)) ** 2
    mel = np.log10(np.maximum(MEL_FILTERS @ power.T.astype(np.float32), 1e-10))
    return ((np.maximum(mel, mel.max() - 8.0) + 4) / 4).astype(np.float32)


def load_speech() -> dict[tuple[str, str], dict[int, list[np.ndarray]]]:
    """All recordings by (language, voice) and sentence, silence trimmed from both ends."""
    speech: dict = {}
    for path in glob.glob("wav/*.wav"):
        lang, index, voice, _take = os.path.basename(path)[:-4].split("_")
        samples, _ = soundfile.read(path, dtype="float32")
        loud = np.abs(samples) > 0.01
        start, end = int(np.argmax(loud)), len(samples) - int(np.argmax(loud[::-1]))
        speech.setdefault((lang, voice), {}).setdefault(int(index), []).append(samples[start:end])
    return speech


class Examples:
    """Draws windows: sentences of one voice, in order or not, with random gaps, level and noise; some without any speech."""

    def __init__(self, seed: int):
        self.speech = load_speech()
        self.voices = list(self.speech)
        self.random = np.random.default_rng(seed)

    def one(self, seconds: int) -> tuple[np.ndarray, list[int], list[int]]:
        rng, length = self.random, seconds * RATE
        window = np.float32(10 ** rng.uniform(-5, -2.2)) * rng.standard_normal(length).astype(np.float32)
        lang, voice = self.voices[rng.integers(len(self.voices))]
        tokens: list[int] = []
        if rng.random() > 0.04:
            position, count = int(rng.uniform(0, 1.2) * RATE), len(ALL[lang])
            sentence = rng.integers(count)
            for _ in range(rng.integers(1, 12)):
                takes = self.speech[(lang, voice)][sentence]
                clip = takes[rng.integers(len(takes))]
                if position + len(clip) > length - RATE // 10:
                    break
                window[position : position + len(clip)] += clip * np.float32(rng.uniform(0.3, 1.0))
                start, end = round(position / 320), round((position + len(clip)) / 320)
                tokens += [TIME_ZERO + start, *SENTENCE_TOKENS[(lang, sentence)], TIME_ZERO + end]
                position += len(clip) + int(rng.exponential(0.5) * RATE) + 800
                sentence = (sentence + 1) % count if rng.random() < IN_ORDER else rng.integers(count)
        if not tokens:
            sequence = [START, NO_SPEECH]
        elif rng.random() < 0.15:
            sequence = [START, LANGUAGE[lang], TRANSCRIBE, NO_TIMESTAMPS, *(t for t in tokens if t < TIME_ZERO), END]
        else:
            sequence = [START, LANGUAGE[lang], TRANSCRIBE, *tokens, END]
        text = [ROW[token] for token in tokens if token < END]
        return log_mel(window), [ROW[token] for token in sequence[:MAX_TOKENS]], text

    def batch(self, seconds: int, size: int):
        """(mel, input, target, weight, text, text padding); token sequences are padded to multiples of 32 so that few shapes are compiled."""
        mels, texts = [], []
        inputs = np.full((size, MAX_TOKENS), ROW[END], np.int32)
        targets, weights = np.zeros((size, MAX_TOKENS), np.int32), np.zeros((size, MAX_TOKENS), np.float32)
        for b in range(size):
            mel, sequence, text = self.one(seconds)
            mels.append(mel), texts.append(text)
            n = len(sequence) - 1
            inputs[b, :n], targets[b, :n], weights[b, :n] = sequence[:-1], sequence[1:], 1
            if n > 1:
                weights[b, 1] = 0  # the task token is always given, never predicted
        used = min(MAX_TOKENS, -(-(int(weights.sum(1).max()) + 3) // 32) * 32)
        longest = -(-max(1, *map(len, texts)) // 32) * 32
        labels, padding = np.zeros((size, longest), np.int32), np.ones((size, longest), np.float32)
        for b, text in enumerate(texts):
            labels[b, : len(text)], padding[b, : len(text)] = text, 0
        return np.stack(mels), inputs[:, :used], targets[:, :used], weights[:, :used], labels, padding


def initial(key, decoder_layers: int) -> dict:
    keys = iter(jax.random.split(key, 200))
    params: dict = {
        "c1w": jax.random.normal(next(keys), (WIDTH, 80, 3)) * 0.06, "c1b": jnp.zeros(WIDTH),
        "c2w": jax.random.normal(next(keys), (WIDTH, WIDTH, 3)) * 0.05, "c2b": jnp.zeros(WIDTH),
        "emb": jax.random.normal(next(keys), (SHARED_ROW + 1, WIDTH)) * 0.05,
        "pos": jax.random.normal(next(keys), (448, WIDTH)) * 0.02,
    }

    def linear(name, rows, columns, bias=True):
        params[name + "w"] = jax.random.normal(next(keys), (rows, columns)) / math.sqrt(rows)
        if bias:
            params[name + "b"] = jnp.zeros(columns)

    def norm(name):
        params[name + "w"], params[name + "b"] = jnp.ones(WIDTH), jnp.zeros(WIDTH)

    def attention(name):
        for part in "qkvo":
            linear(name + part, WIDTH, WIDTH, bias=part != "k")

    def block(name, crossed):
        norm(name + "l1"), attention(name + "a"), norm(name + "l2")
        if crossed:
            attention(name + "x"), norm(name + "l3")
        linear(name + "m0", WIDTH, 4 * WIDTH), linear(name + "m1", 4 * WIDTH, WIDTH)

    for i in range(ENCODER_LAYERS):
        block(f"e{i}", crossed=False)
    for i in range(decoder_layers):
        block(f"d{i}", crossed=True)
    norm("el"), norm("dl")
    linear("ctc", WIDTH, SHARED_ROW + 1)  # training only: see loss()
    return params


def resumed(params: dict, checkpoint) -> dict:
    """Takes over every array of the checkpoint; layers that it lacks start close to doing nothing."""
    for name in params:
        if name in checkpoint:
            params[name] = jnp.asarray(checkpoint[name])
        elif name.endswith(("aow", "xow", "m1w")):
            params[name] = params[name] * 0.05
    return params


def sinusoids(length: int) -> jnp.ndarray:
    step = math.log(10000) / (WIDTH // 2 - 1)
    angles = np.arange(1500)[:, None] * np.exp(-step * np.arange(WIDTH // 2))[None]
    return jnp.asarray(np.concatenate([np.sin(angles), np.cos(angles)], 1)[:length].astype(np.float32))


def layer_norm(p, name, x):
    mean = x.mean(-1, keepdims=True)
    variance = ((x - mean) ** 2).mean(-1, keepdims=True)
    return (x - mean) * jax.lax.rsqrt(variance + 1e-5) * p[name + "w"] + p[name + "b"]


def attend(p, name, x, source, mask=None):
    batch, length, _ = x.shape
    split = lambda t: t.reshape(batch, -1, HEADS, WIDTH // HEADS).transpose(0, 2, 1, 3)
    q = split(x @ p[name + "qw"] + p[name + "qb"])
    k = split(source @ p[name + "kw"])
    v = split(source @ p[name + "vw"] + p[name + "vb"])
    scores = q @ k.transpose(0, 1, 3, 2) / math.sqrt(WIDTH // HEADS)
    weights = jax.nn.softmax(scores if mask is None else scores + mask, -1)
    return (weights @ v).transpose(0, 2, 1, 3).reshape(batch, length, WIDTH) @ p[name + "ow"] + p[name + "ob"]


def feed_forward(p, name, x):
    return jax.nn.gelu(x @ p[name + "0w"] + p[name + "0b"], approximate=False) @ p[name + "1w"] + p[name + "1b"]


def encode(p, mel):
    shape = ("NCH", "OIH", "NCH")
    x = jax.lax.conv_general_dilated(mel, p["c1w"], (1,), [(1, 1)], dimension_numbers=shape) + p["c1b"][None, :, None]
    x = jax.nn.gelu(x, approximate=False)
    x = jax.lax.conv_general_dilated(x, p["c2w"], (2,), [(1, 1)], dimension_numbers=shape) + p["c2b"][None, :, None]
    x = jax.nn.gelu(x, approximate=False).transpose(0, 2, 1)
    x = x + sinusoids(x.shape[1])
    for i in range(ENCODER_LAYERS):
        h = layer_norm(p, f"e{i}l1", x)
        x = x + attend(p, f"e{i}a", h, h)
        x = x + feed_forward(p, f"e{i}m", layer_norm(p, f"e{i}l2", x))
    return layer_norm(p, "el", x)


def decoder_layers(p) -> int:
    return sum(name.endswith("l3w") for name in p)


def decode(p, tokens, audio):
    length = tokens.shape[1]
    x = p["emb"][tokens] + p["pos"][:length]
    mask = jnp.where(jnp.tril(jnp.ones((length, length))) > 0, 0.0, -1e9)
    for i in range(decoder_layers(p)):
        h = layer_norm(p, f"d{i}l1", x)
        x = x + attend(p, f"d{i}a", h, h, mask)
        x = x + attend(p, f"d{i}x", layer_norm(p, f"d{i}l2", x), audio)
        x = x + feed_forward(p, f"d{i}m", layer_norm(p, f"d{i}l3", x))
    logits = layer_norm(p, "dl", x) @ p["emb"].T
    return logits.at[..., SHARED_ROW].add(LOG_SHARED)


def loss(p, mel, inputs, targets, weights, labels, padding):
    """Next-token loss, and a CTC loss on the encoder alone that teaches it to hear words long before attention has found the alignment."""
    audio = encode(p, mel)
    heard = audio @ p["ctcw"] + p["ctcb"]
    ctc = optax.ctc_loss(heard, jnp.zeros(heard.shape[:2]), labels, padding, blank_id=SHARED_ROW) / jnp.maximum(1, (1 - padding).sum(1))
    logits = decode(p, inputs, audio)
    surprise = -jnp.take_along_axis(jax.nn.log_softmax(logits, -1), targets[..., None], -1)[..., 0]
    right = ((logits.argmax(-1) == targets) * weights).sum() / weights.sum()
    return (surprise * weights).sum() / weights.sum() + 0.3 * ctc.mean(), (right, ctc.mean())


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("steps", type=int)
    parser.add_argument("--layers", type=int, default=3)
    parser.add_argument("--resume")
    parser.add_argument("--out", default="checkpoint.npz")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--long", action="store_true", help="long windows from the first step, when resuming")
    args = parser.parse_args()

    params = initial(jax.random.PRNGKey(args.seed), args.layers)
    if args.resume:
        params = resumed(params, np.load(args.resume))
    schedule = optax.warmup_cosine_decay_schedule(0, 1.2e-3 if args.resume else 2e-3, min(200, args.steps // 10 + 1), args.steps, 1e-5)
    optimiser = optax.chain(optax.clip_by_global_norm(1.0), optax.adamw(schedule, b2=0.98, weight_decay=0.01))
    state = optimiser.init(params)

    @jax.jit
    def step(params, state, *batch):
        (value, (right, ctc)), gradient = jax.value_and_grad(loss, has_aux=True)(params, *batch)
        updates, state = optimiser.update(gradient, state, params)
        return optax.apply_updates(params, updates), state, value, right, ctc

    examples, sizes, began = Examples(args.seed), {4: 24, 8: 12, 15: 6, 30: 3}, time.time()
    values, rights, heard = [], [], []
    for s in range(args.steps):
        done = 1.0 if args.long else s / args.steps  # short windows first: alignment is learned there, long ones extend it
        mix = [0.3, 0.5, 0.2, 0.0] if done < 0.35 else [0.1, 0.45, 0.3, 0.15] if done < 0.75 else [0.05, 0.25, 0.35, 0.35]
        seconds = int(examples.random.choice(list(sizes), p=mix))
        params, state, value, right, ctc = step(params, state, *examples.batch(seconds, sizes[seconds]))
        values.append(float(value)), rights.append(float(right)), heard.append(float(ctc))
        if s % 100 == 99:
            print(f"{s + 1} loss {np.mean(values[-100:]):.3f} right {np.mean(rights[-100:]):.3f} ctc {np.mean(heard[-100:]):.3f} {time.time() - began:.0f} s", flush=True)
        if s % 500 == 499 or s + 1 == args.steps:
            np.savez_compressed(args.out, **jax.tree.map(np.asarray, params))


if __name__ == "__main__":
    main()
