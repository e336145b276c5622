"""What is to be played: notes on a beat, in parts, with a tempo that breathes and hands that are not machines."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mtrelax.domain.time import SAMPLE_RATE
from studio.score.harmony import pitch

LEAD_IN: Final = 0.5
TAIL: Final = 9.0
"""Seconds after the last beat in which everything rings out."""
JITTER: Final = 0.012
VELOCITY_SPREAD: Final = 2.5


@dataclass(frozen=True, slots=True)
class Note:
    """A note as it is written."""

    beat: float
    length: float
    pitch: int
    velocity: float


@dataclass(frozen=True, slots=True)
class Played:
    """A note as it sounds, in seconds."""

    start: float
    end: float
    pitch: int
    velocity: int


class Tempo:
    """Where each beat falls: a steady pulse that sways, waits a little at every breath, and slows to its end."""

    def __init__(
        self,
        bpm: float | Sequence[tuple[float, float]],
        beats: float,
        breaths: Iterable[float],
        *,
        ending: float,
        sway: float = 0.025,
        wait: float = 0.14,
        slowing: float = 0.45,
    ) -> None:
        """Lay the beats: ``breaths`` are where phrases begin, ``ending`` is where the last slowing begins.

        ``bpm`` is one tempo, or (beat, bpm) points between which it glides.
        """
        points = bpm if isinstance(bpm, Sequence) else [(0.0, bpm)]
        self.bpm, self.last_bpm = points[0][1], points[-1][1]
        self.beats = beats
        self.breaths = sorted(breaths)
        self._grid = np.arange(0, beats + 16, 1 / 32)
        length = (
            1
            + sway * np.sin(2 * np.pi * self._grid / 16 - 1.2)
            + 0.4 * sway * np.sin(2 * np.pi * self._grid / 6.3)
        )
        for breath in self.breaths:
            length += wait * np.exp(-(((self._grid - breath + 0.6) / 0.7) ** 2))
        length += slowing * np.clip((self._grid - ending) / max(1.0, beats - ending), 0, 1) ** 2
        length *= self.bpm / np.interp(self._grid, *zip(*points, strict=True))
        self._seconds = LEAD_IN + np.concatenate([[0.0], np.cumsum(length[:-1])]) / 32 * 60 / self.bpm

    def at(self, beat: float) -> float:
        """Return the second at which a beat falls."""
        return float(np.interp(beat, self._grid, self._seconds))

    def beats_at(self, seconds: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the beat that each of some moments is on."""
        return np.asarray(np.interp(seconds, self._seconds, self._grid))


@dataclass(slots=True)
class Part:
    """One player: the instrument, its place in the mix, and what it plays."""

    instrument: str
    level: float
    """Loudness of the dry stem in LUFS before the whole is brought to its own."""
    send: float
    """How much of it goes into the hall."""
    pan: float = 0.0
    fader: Sequence[tuple[float, float]] = ()
    """(beat, dB) points between which the level glides."""
    notes: list[Note] = field(default_factory=list)
    swell: str = ""
    """How it is bowed or blown, if not as its instrument is."""

    def play(self, beat: float, length: float, note: int, velocity: float) -> None:
        """Write one note."""
        self.notes.append(Note(beat, length, note, velocity))

    def chord(self, beat: float, length: float, notes: Iterable[int], velocity: float) -> None:
        """Write notes that sound together; one that already lasts until here is held on instead of struck again."""
        for note in notes:
            held = next(
                (
                    old
                    for old in reversed(self.notes)
                    if old.pitch == note and abs(old.beat + old.length - beat) < 0.05
                ),
                None,
            )
            if held:
                self.notes.remove(held)
                self.play(held.beat, beat + length - held.beat, note, held.velocity)
            else:
                self.play(beat, length, note, velocity)

    def sing(
        self,
        beat: float,
        line: str,
        velocity: float,
        *,
        arch: float = 6.0,
        shift: int = 0,
        overlap: float = 0.08,
    ) -> None:
        """Write a line such as ``F#5:3 E5:1 | ~:2 -:2``, ``~`` a tie; it grows to its middle and lets go at its end."""
        words: list[tuple[str, float]] = []
        for name, length in (word.split(":") for word in line.split() if word != "|"):
            if name == "~":
                words[-1] = words[-1][0], words[-1][1] + float(length)
            else:
                words.append((name, float(length)))
        total = sum(length for _, length in words)
        now = 0.0
        for name, length in words:
            if name != "-":
                weight = arch * np.sin(np.pi * min(1.0, (now + 0.3) / total)) + 0.6 * min(length, 3.0)
                self.play(beat + now, length + overlap, pitch(name) + shift, velocity + weight)
            now += length

    def roll(
        self,
        beat: float,
        notes: Sequence[int],
        step: float,
        length: float,
        velocity: float,
        growth: float = 0.0,
    ) -> None:
        """Write notes one after the other that all ring on."""
        for index, note in enumerate(notes):
            self.play(beat + index * step, length - index * step, note, velocity + growth * index)


@dataclass(slots=True)
class Score:
    """A whole piece."""

    slug: str
    title: str
    seed: int
    key: str
    beats_per_bar: int
    tempo: Tempo
    parts: dict[str, Part]
    pedals: list[float] = field(default_factory=list)
    """Beats at which the piano's pedal is changed."""
    tells_tempo: bool = True
    """Whether its file names a tempo: not where there is no pulse, or one for each section."""

    @property
    def frames(self) -> int:
        """How long the recording is, its tail included, at 48 kHz."""
        return round((self.seconds + TAIL) * SAMPLE_RATE)

    @property
    def seconds(self) -> float:
        """How long the last written beat is after the beginning."""
        return self.tempo.at(self.tempo.beats)

    def performed(self, name: str) -> list[Played]:
        """Return a part as hands would play it: never quite on the beat, never quite alike. The same each time."""
        rng = np.random.default_rng([self.seed, *name.encode()])
        played = []
        for note in sorted(self.parts[name].notes, key=lambda note: (note.beat, note.pitch)):
            start = self.tempo.at(note.beat) + rng.normal(0, JITTER)
            end = self.tempo.at(note.beat + note.length) + rng.normal(0, JITTER)
            velocity = int(np.clip(round(note.velocity + rng.normal(0, VELOCITY_SPREAD)), 10, 100))
            played.append(Played(max(0.0, start), max(start + 0.1, end), note.pitch, velocity))
        return played
