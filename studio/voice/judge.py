"""Judges recordings without ears: what a recogniser understands, how natural a predictor finds it, clean edges."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Final

import numpy as np
from faster_whisper import WhisperModel
from mutagen.oggopus import OggOpus
from num2words import num2words
from scipy.signal import resample_poly
from speechmos import dnsmos

from studio.master import decode_opus, r128_gain
from studio.measure import SAMPLE_RATE, Samples, decibels, integrated_loudness
from studio.voice.texts import Cue, Text, gap_after, read_cues

MOST_ERRORS: Final = 0.03
LEAST_QUALITY: Final = 3.2
MOST_SPREAD: Final = 1.0
QUIETEST_EDGE: Final = -45.0

_JUDGES_RATE: Final = 16_000
_COLUMNS: Final = [
    "title",
    "words",
    "wrong",
    "WER %",
    "DNSMOS",
    "P.808",
    "wpm",
    "speech s",
    "last s",
    "spread LU",
    "edges",
    "gain",
]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was measured of one recording."""

    title: str
    words: int
    wrong: int
    quality: float
    liking: float
    pace: float
    speech: float
    last: float
    spread: float
    torn: int
    gain: str

    @property
    def errors(self) -> float:
        """Word error rate of the recogniser, 0..1."""
        return self.wrong / self.words

    @property
    def good(self) -> bool:
        """Whether the recording may ship."""
        return (
            self.errors < MOST_ERRORS
            and self.quality > LEAST_QUALITY
            and self.spread <= MOST_SPREAD
            and not self.torn
        )

    def row(self) -> list[str]:
        """Return the verdict as the cells of a table."""
        edges = f"{self.torn} torn" if self.torn else "clean"
        heard = f"{self.title}|{self.words}|{self.wrong}|{100 * self.errors:.1f}|{self.quality:.2f}|{self.liking:.2f}"
        laid = f"{self.pace:.0f}|{self.speech:.1f}|{self.last:.1f}|{self.spread:.2f}|{edges}|{self.gain}"
        return f"{heard}|{laid}".split("|")


def check(texts: Sequence[Text], voice: str, folder: Path) -> int:
    """Print a table of what was measured; 1 if something is not good enough."""
    recogniser = WhisperModel(str(folder / "recogniser"), device="cpu", compute_type="int8", cpu_threads=2)
    verdicts = [judge(text, voice, recogniser) for text in texts]
    table = [_COLUMNS, *(verdict.row() for verdict in verdicts)]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    for row in table:
        print("  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)))
    return 0 if all(verdict.good for verdict in verdicts) else 1


def judge(text: Text, voice: str, recogniser: WhisperModel) -> Verdict:
    """Measure one recording as it comes out of its file."""
    path = text.beside(voice, "opus")
    sound = decode_opus(path)[:, 0]
    cues = read_cues(text.beside(voice, "cues.toml"), text)
    stale = len(text.lines()) - len(cues)
    if stale:
        print(f"{text.slug}: {stale} sentences have changed since they were recorded")
    for_judges = resample_poly(sound, _JUDGES_RATE, SAMPLE_RATE).astype(np.float32)
    opinion = dnsmos.run(np.clip(for_judges, -1, 1), _JUDGES_RATE)
    levels = [integrated_loudness(_of(sound, cue)) for cue in cues]
    return Verdict(
        title=text.slug,
        words=text.words,
        wrong=sum(misheard(text, cues, for_judges, recogniser)),
        quality=float(opinion["ovrl_mos"]),
        liking=float(opinion["p808_mos"]),
        pace=60 * text.words / sum(cue.length + gap_after(text, cue.line) for cue in cues),
        speech=sum(cue.length for cue in cues),
        last=last_paragraph(text, cues),
        spread=max(levels) - min(levels),
        torn=stale + sum(is_torn(_of(sound, cue)) for cue in cues),
        gain=_gain_note(path, sound),
    )


def last_paragraph(text: Text, cues: Sequence[Cue]) -> float:
    """Return how long the last paragraph takes, its inner gaps included: the shortest return."""
    last = [cue for cue in cues if cue.line.paragraph == len(text.paragraphs) - 1]
    return sum(cue.length for cue in last) + sum(gap_after(text, cue.line) for cue in last[:-1])


def misheard(text: Text, cues: Sequence[Cue], sound: Samples, recogniser: WhisperModel) -> Iterator[int]:
    """Yield how many words of each paragraph were understood wrongly, and say where."""
    for paragraph, spoken in groupby(cues, lambda cue: cue.line.paragraph):
        group = list(spoken)
        heard_in = sound[round(group[0].start * _JUDGES_RATE) : round(group[-1].end * _JUDGES_RATE)]
        segments, _ = recogniser.transcribe(
            np.pad(heard_in, _JUDGES_RATE // 2),
            language="en",
            beam_size=5,
            temperature=0.0,
            condition_on_previous_text=False,
        )
        said = plain_words(" ".join(cue.line.text for cue in group))
        heard = plain_words(" ".join(segment.text for segment in segments))
        if wrong := distance(said, heard):
            print(f"{text.slug}, paragraph {paragraph}")
            print(f"   said: {' '.join(said)}")
            print(f"  heard: {' '.join(heard)}")
        yield wrong


def plain_words(text: str) -> list[str]:
    """Return the words as they sound: small letters, no marks, numbers spelled out."""
    spelled = re.sub(r"\d+", lambda found: num2words(int(found[0])), text.lower())
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

    The first 50 ms and the last 50 ms are looked at; the ramps are 20 ms and 120 ms.
    """
    hop = SAMPLE_RATE // 200
    power = (sentence[: len(sentence) // hop * hop].reshape(-1, hop) ** 2).mean(axis=1)
    level = np.sqrt(power)
    loudest = level.max()
    edges = np.concatenate([level[:10], level[-10:]])
    return decibels(float(edges.max() / loudest)) > QUIETEST_EDGE


def _of(sound: Samples, cue: Cue) -> Samples:
    return sound[round(cue.start * SAMPLE_RATE) : round(cue.end * SAMPLE_RATE)]


def _gain_note(path: Path, sound: Samples) -> str:
    """Return the loudness in the file's tag and how far the decoded sound is from it."""
    tag = int(OggOpus(path)["R128_TRACK_GAIN"][0])
    off = (int(r128_gain(integrated_loudness(sound))) - tag) / 256
    return f"{tag} ({off:+.2f} dB off)"
