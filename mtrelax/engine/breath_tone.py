"""A tone that breathes along: it rises with the inhale, falls with the exhale, and never stops in between.

Each step of a breath is a wave of its own, out of tune by a hair so that it holds a whole number of periods.
So every frame is known from the timeline alone, and waves follow each other without a seam.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import pi
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mtrelax.domain.breathing import Pacer, StepKind
from mtrelax.domain.time import SAMPLE_RATE, Frames, Seconds, to_frames, to_seconds
from mtrelax.domain.timeline import PacedSpan
from mtrelax.engine.block import Block, Samples, for_both_channels, silence
from mtrelax.engine.envelope import rising

_Numbers = NDArray[np.float64]

LOWEST: Final = 146.8
"""Pitch of empty lungs, Hz; that of full ones is an octave above, where small loudspeakers still sound."""
HIGHEST: Final = 2 * LOWEST
FADE_IN: Final = to_frames(Seconds(2.0))
FADE_OUT: Final = to_frames(Seconds(3.0))

_STANDARD: Final = 0.13
"""Amplitude of full lungs with which breaths of *Gentle slow* measure about -20 LUFS."""
_OVERTONES: Final = (0.14, 0.04)
"""The octave and the twelfth above the pitch."""
_EMPTY: Final = 0.7
"""How loud it is with empty lungs, where full ones are 1."""
_HELD: Final = 0.7
"""How loud it is in the middle of a hold, where a moving breath is 1."""
_YIELDS: Final = to_frames(Seconds(1.0))
"""How long it takes to become quieter in a hold."""
_NODE: Final = to_frames(Seconds(0.02))
"""The pacer is asked so often; straight lines between are its curve to within a thousandth."""
_WHOLE: Final = 1e-6
"""Lungs that are no fuller are empty: a breath was whole."""


@dataclass(frozen=True, slots=True)
class _Step:
    """A step of a breath on the axis of frames."""

    first: Frames
    last: Frames
    """The frame behind it."""
    kind: StepKind | None
    """``None`` where the lungs stay as they are."""


class BreathTone:
    """The tone of a session. It knows nothing but the timeline, and may be asked for any frames."""

    def __init__(self, paced: Iterable[PacedSpan]) -> None:
        self._stretches = [_Stretch(spans) for spans in _joined(paced)]

    def add_to(self, out: Block | None, begin: int, frames: int) -> Block | None:
        """Lay what sounds between two frames into a block, which is made if there is none yet."""
        for stretch in self._stretches:
            low, high = max(begin, stretch.begin), min(begin + frames, stretch.end + FADE_OUT)
            if low < high:
                out = silence(frames) if out is None else out
                out[low - begin : high - begin] += for_both_channels(stretch.sound(low, high))
        return out


class _Stretch:
    """Breaths that follow each other without a rest: one tone, which comes in and goes out."""

    def __init__(self, spans: list[PacedSpan]) -> None:
        self._spans = spans
        self.begin = to_frames(spans[0].start)
        self.end = to_frames(spans[-1].end)
        """From here on it goes out."""

    def sound(self, low: int, high: int) -> Samples:
        """Return what sounds between two frames."""
        sound = np.zeros(high - low, np.float32)
        for span in self._spans:
            for step in _steps(span, low, high, rings_out=span is self._spans[-1]):
                first, last = max(low, step.first), min(high, step.last)
                if first < last:
                    wave = _wave(span.pacer, span.start, step)
                    sound[first - low : last - low] = wave[first - step.first : last - step.first]
        if low < self.begin + FADE_IN:
            sound *= rising(low - self.begin, len(sound), FADE_IN)
        if high > self.end:
            sound *= 1 - rising(low - self.end, len(sound), FADE_OUT)
        return sound


def _joined(paced: Iterable[PacedSpan]) -> list[list[PacedSpan]]:
    """Return the spans in rows, where each goes on from the one before it with empty lungs."""
    rows: list[list[PacedSpan]] = []
    for span in paced:
        before = rows[-1][-1] if rows else None
        if before and to_frames(before.end) == to_frames(span.start) and before.last_fullness < _WHOLE:
            rows[-1].append(span)
        else:
            rows.append([span])
    return rows


def _steps(span: PacedSpan, low: int, high: int, *, rings_out: bool) -> Iterator[_Step]:
    """Yield the steps that touch some frames.

    A step that was begun is not broken off; behind the last one the lungs stay as they are.
    """
    end = to_frames(span.end)
    since, until = (Seconds(to_seconds(Frames(frame)) - span.start) for frame in (low, high))
    # What sounds now began within the last breath, or goes out behind it.
    around = span.pacer.pattern.cycle + to_seconds(FADE_OUT)
    starts = span.pacer.steps_between(Seconds(since - around), Seconds(until + around))
    last = to_frames(span.start)
    for one, following in pairwise(starts):
        first = _near(to_frames(Seconds(span.start + one.time)), end)
        if first >= end:
            break
        last = _near(to_frames(Seconds(span.start + following.time)), end)
        yield _Step(first, last, one.kind)
    if rings_out and last >= end:
        yield _Step(last, Frames(end + FADE_OUT), None)


def _near(frame: Frames, end: Frames) -> Frames:
    """Return a frame; the end of a span where that is hardly another one."""
    return end if abs(frame - end) <= 1 else frame


@lru_cache(maxsize=4)
def _wave(pacer: Pacer, start: Seconds, step: _Step) -> Samples:
    """Return the sound of a step of a pacer that counts from ``start``."""
    frames = step.last - step.first
    nodes = np.append(np.arange(0, frames, _NODE), frames)
    asked = np.full_like(nodes, step.first) if step.kind is None else nodes + step.first
    times = (Seconds(to_seconds(Frames(int(frame))) - start) for frame in asked)
    fullness = np.array([pacer.at(time).fullness for time in times])
    turns = (LOWEST / SAMPLE_RATE) * (HIGHEST / LOWEST) ** fullness
    phase = _curve(frames, *_turned(turns, np.diff(nodes)))
    wave = np.sin(phase)
    for number, strength in enumerate(_OVERTONES, start=2):
        wave += np.float32(strength) * np.sin(np.float32(number) * phase)
    loudness = _STANDARD * (_EMPTY + (1 - _EMPTY) * fullness)
    wave *= _curve(frames, loudness[:-1], np.diff(loudness) / np.diff(nodes))
    if step.kind in {StepKind.HOLD, StepKind.REST}:
        way = rising(0, frames, min(_YIELDS, frames // 2))
        wave *= 1 - np.float32(1 - _HELD) * way * way[::-1]
    return wave


def _turned(turns: _Numbers, lengths: _Numbers) -> tuple[_Numbers, _Numbers, _Numbers]:
    """Return how far the wave has turned behind each node, in radians, as parabolas: a whole number of times.

    ``turns`` are what it turns in a frame at each node, ``lengths`` how many frames lie between them.
    """
    done = np.cumsum((turns[1:] + turns[:-1]) / 2 * lengths)
    hair = 2 * pi * max(1, round(done[-1])) / done[-1]
    before = np.concatenate(([0.0], done[:-1])) * hair
    return before % (2 * pi), turns[:-1] * hair, np.diff(turns) * hair / lengths / 2


def _curve(frames: int, *factors: _Numbers) -> Samples:
    """Return a curve over so many frames from its polynomials: one behind each node, lowest power first."""
    behind = np.arange(_NODE, dtype=np.float32)
    out = np.zeros((len(factors[0]), _NODE), np.float32)
    for factor in reversed(factors):
        out *= behind
        out += factor.astype(np.float32)[:, np.newaxis]
    return out.ravel()[:frames]
