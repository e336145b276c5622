"""A script becomes a recording: one file of words, and where each sentence lies in it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from mtrelax.domain.script import words_hash
from studio.master import decode_opus, encode_opus, r128_gain
from studio.measure import SAMPLE_RATE, Samples, integrated_loudness, true_peak
from studio.voice.kokoro import CALM_ROW, Kokoro
from studio.voice.polish import finish
from studio.voice.texts import Cue, Line, Text, write_cues
from studio.voice.voices import CREDIT, LICENCE, VOICES

KBIT: Final = 24
_NEXT_ROW: Final = 20
"""How many rows of the voice lie between a sentence and its repetition: nobody says a thing twice alike."""


def record(text: Text, kokoro: Kokoro, slug: str) -> str:
    """Record a script and write where its sentences lie; return what was made."""
    voice, lines, path = VOICES[slug], text.lines(), text.beside(slug, "opus")
    sound, places = finish(list(_say(lines, kokoro, voice.speed)), voice)
    tags = {
        "title": text.title,
        "artist": "mtrelax",
        "album": "mtrelax narrations",
        "language": text.language,
        "license": LICENCE,
        "comment": f"{CREDIT}, {slug}; script {text.slug}",
    }
    encode_opus(path, sound, KBIT, tags)
    heard = decode_opus(path)[:, 0]
    loudness = integrated_loudness(heard)
    encode_opus(path, sound, KBIT, {**tags, "R128_TRACK_GAIN": r128_gain(loudness)})
    header: dict[str, str | float] = {
        "voice": slug,
        "language": text.language,
        "licence": LICENCE,
        "credit": CREDIT,
        "loudness": round(loudness, 2),
    }
    cues = [
        Cue(line, start / SAMPLE_RATE, end / SAMPLE_RATE, words_hash(line.text))
        for line, (start, end) in zip(lines, places, strict=True)
    ]
    write_cues(text.beside(slug, "cues.toml"), header, cues)
    length, peak = len(heard) / SAMPLE_RATE, true_peak(heard)
    return (
        f"{text.slug}, {voice.name}: {len(lines)} sentences, {length:.1f} s,"
        f" {loudness:.1f} LUFS, peak {peak:.1f} dBTP"
    )


def _say(lines: Sequence[Line], kokoro: Kokoro, speed: float) -> Iterator[Samples]:
    """Yield the spoken sentences."""
    said = Counter[str]()
    for line in lines:
        yield kokoro.say(line.text, speed, CALM_ROW + _NEXT_ROW * said[line.text])
        said[line.text] += 1
