"""Judges recordings without ears: what a recogniser understands, how natural a predictor finds it, clean edges."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Final

import numpy as np
from faster_whisper import WhisperModel
from num2words import num2words
from scipy.signal import resample_poly
from speechmos import dnsmos

from studio.master import decode_opus
from studio.measure import SAMPLE_RATE, Samples, decibels, integrated_loudness
from studio.voice.judged import Judgement, fingerprint
from studio.voice.texts import Cue, Text, gap_after, read_cues

JUDGES_RATE: Final = 16_000
QUIETEST_EDGE: Final = -45.0

_SPELT: Final = {"colour": "color", "neighbour": "neighbor", "favourite": "favorite", "all right": "alright"}
"""As the scripts are spelt, and as the recogniser spells the same sound."""


class Recogniser:
    """Writes down what it hears."""

    def __init__(self, folder: Path) -> None:
        self._model = WhisperModel(
            str(folder / "recogniser"), device="cpu", compute_type="int8", cpu_threads=2
        )

    def listen(self, sound: Samples) -> str:
        """Return the words in a sound of 16 kHz."""
        segments, _ = self._model.transcribe(
            np.pad(sound, JUDGES_RATE // 2),
            language="en",
            beam_size=5,
            temperature=0.0,
            condition_on_previous_text=False,
        )
        return " ".join(segment.text for segment in segments)


def judge(text: Text, voice: str, recogniser: Recogniser) -> Judgement:
    """Measure one recording as it comes out of its file."""
    path = text.beside(voice, "opus")
    sound = decode_opus(path)[:, 0]
    cues = read_cues(text.beside(voice, "cues.toml"), text)
    stale = len(text.lines()) - len(cues)
    if stale:
        print(f"{text.slug}: {stale} sentences have changed since they were recorded")
    for_judges = to_judges(sound)
    levels = [integrated_loudness(_of(sound, cue)) for cue in cues]
    return Judgement(
        recording=fingerprint(path),
        words=text.words,
        wrong=sum(misheard(text, cues, for_judges, recogniser)),
        dnsmos=naturalness(for_judges),
        pace=60 * text.words / sum(cue.length + gap_after(text, cue.line) for cue in cues),
        seconds=sum(cue.length for cue in cues),
        spread=max(levels) - min(levels),
        torn=stale + sum(is_torn(_of(sound, cue)) for cue in cues),
    )


def to_judges(sound: Samples) -> Samples:
    """Return a sound as the judges take it, at 16 kHz."""
    return np.clip(resample_poly(sound, JUDGES_RATE, SAMPLE_RATE).astype(np.float32), -1, 1)


def naturalness(sound: Samples) -> float:
    """Return the opinion score (1 to 5) that DNSMOS predicts for a sound of 16 kHz."""
    return float(dnsmos.run(sound, JUDGES_RATE)["ovrl_mos"])


def misheard(text: Text, cues: Sequence[Cue], sound: Samples, recogniser: Recogniser) -> Iterator[int]:
    """Yield how many words of each paragraph were understood wrongly, and say where."""
    for paragraph, spoken in groupby(cues, lambda cue: cue.line.paragraph):
        group = list(spoken)
        heard_in = sound[round(group[0].start * JUDGES_RATE) : round(group[-1].end * JUDGES_RATE)]
        said = plain_words(" ".join(cue.line.text for cue in group))
        heard = plain_words(recogniser.listen(heard_in))
        if wrong := distance(said, heard):
            print(f"{text.slug}, paragraph {paragraph}")
            print(f"   said: {' '.join(said)}")
            print(f"  heard: {' '.join(heard)}")
        yield wrong


def plain_words(text: str) -> list[str]:
    """Return the words as they sound: small letters, no marks, numbers spelled out, one spelling."""
    spelled = re.sub(r"\d+", lambda found: num2words(int(found[0])), text.lower())
    for ours, theirs in _SPELT.items():
        spelled = spelled.replace(ours, theirs)
    return re.findall(r"[a-z']+", spelled)


def distance(said: Sequence[str], heard: Sequence[str]) -> int:
    """Return how many words were added, lost or exchanged (Levenshtein)."""
    row = list(range(len(heard) + 1))
    for i, word in enumerate(said, 1):
        above, row = row, [i]
        for j, other in enumerate(heard, 1):
            row.append(min(row[-1] + 1, above[j] + 1, above[j - 1] + (word != other)))
    return row[-1]


def is_torn(sentence: Samples) -> bool:
    """Return whether a word touches an edge: the ramps of a good sentence hold nothing that can be heard.

    The first 50 ms and the last 50 ms are looked at; the ramps take 20 ms at least, and 120 ms.
    """
    hop = SAMPLE_RATE // 200
    power = (sentence[: len(sentence) // hop * hop].reshape(-1, hop) ** 2).mean(axis=1)
    level = np.sqrt(power)
    loudest = level.max()
    edges = np.concatenate([level[:10], level[-10:]])
    return decibels(float(edges.max() / loudest)) > QUIETEST_EDGE


def table(judged: Iterable[tuple[str, Judgement]]) -> Iterator[str]:
    """Yield the judgements as rows for people."""
    yield f"{'':<36} {'words':>5} {'wrong':>5} {'%':>4} {'DNSMOS':>6} {'wpm':>4} {'speech s':>8} {'LU':>5} {'torn':>4}"
    for name, found in judged:
        yield (
            f"{name:<36} {found.words:5} {found.wrong:5} {100 * found.errors:4.1f} {found.dnsmos:6.2f} {found.pace:4.0f}"
            f" {found.seconds:8.1f} {found.spread:5.2f} {found.torn:4}{'' if found.good else '  not good enough'}"
        )


def _of(sound: Samples, cue: Cue) -> Samples:
    return sound[round(cue.start * SAMPLE_RATE) : round(cue.end * SAMPLE_RATE)]
