"""How loudness moves: fades for clips, envelopes for layers. Pure functions of time."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from math import pi, sin
from typing import Final

from mtrelax.domain.time import Decibels, Seconds

SILENCE: Final = Decibels(-90.0)
"""What an envelope calls silence."""


def equal_power(fraction: float) -> float:
    """Return the gain of a fade-in, 0..1 to 0..1; with its mirror image the power stays constant."""
    return sin(min(1.0, max(0.0, fraction)) * pi / 2.0)


def to_gain(level: Decibels) -> float:
    """Return the factor for a level in dB."""
    return 0.0 if level <= SILENCE else 10.0 ** (level / 20.0)


@dataclass(frozen=True, slots=True)
class EnvelopePoint:
    """A level in dB at a moment."""

    time: Seconds
    level: Decibels


@dataclass(frozen=True, slots=True)
class Envelope:
    """A level over time: straight lines in dB between points, level before the first and after the last."""

    points: tuple[EnvelopePoint, ...] = (EnvelopePoint(Seconds(0.0), Decibels(0.0)),)

    def __post_init__(self) -> None:
        """Refuse points that are out of order."""
        times = [point.time for point in self.points]
        if not times or times != sorted(times):
            raise ValueError("points: at least one, in the order of time")

    def at(self, time: Seconds) -> Decibels:
        """Return the level at a moment."""
        after = bisect_right([point.time for point in self.points], time)
        if after == 0:
            return self.points[0].level
        if after == len(self.points):
            return self.points[-1].level
        left, right = self.points[after - 1], self.points[after]
        share = (time - left.time) / (right.time - left.time)
        return Decibels(left.level + (right.level - left.level) * share)

    def until(self, time: Seconds) -> "Envelope":
        """Return the same past, and the level of ``time`` for ever after."""
        kept = [point for point in self.points if point.time < time]
        return Envelope((*kept, EnvelopePoint(time, self.at(time))))

    def lowest(self, other: "Envelope") -> "Envelope":
        """Return the lower of two levels at every moment."""
        times = sorted({point.time for point in (*self.points, *other.points)})
        for left, right in pairwise(tuple(times)):
            before, after = self.at(left) - other.at(left), self.at(right) - other.at(right)
            if before * after < 0:
                times.append(Seconds(left + (right - left) * before / (before - after)))
        return Envelope(tuple(EnvelopePoint(t, min(self.at(t), other.at(t))) for t in sorted(times)))

    def then(self, points: Iterable[EnvelopePoint]) -> "Envelope":
        """Return this envelope continued by later points."""
        return Envelope((*self.points, *points))


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time."""

    start: Seconds
    end: Seconds

    @property
    def length(self) -> Seconds:
        """How long it is."""
        return Seconds(self.end - self.start)


DUCK_DEPTH: Final = Decibels(-12.0)
DUCK_DOWN: Final = Seconds(0.3)
DUCK_UP: Final = Seconds(4.0)
"""Longer than first designed: 12 dB in 1.5 s would break 'at most 6 dB within 1 s' (decision 0004)."""
DUCK_BRIDGE: Final = Seconds(6.0)
"""Silences of the voice shorter than this stay ducked, so that the music does not pump between sentences."""


def duck(voice: Iterable[Span], depth: Decibels = DUCK_DEPTH) -> list[EnvelopePoint]:
    """Return the envelope points that lower a layer under spoken spans, beginning before the word.

    The spans are in the order of time.
    """
    points: list[EnvelopePoint] = []
    for span in _bridged(voice, DUCK_BRIDGE):
        points += [
            EnvelopePoint(Seconds(max(0.0, span.start - 2 * DUCK_DOWN)), Decibels(0.0)),
            EnvelopePoint(Seconds(max(0.0, span.start - DUCK_DOWN)), depth),
            EnvelopePoint(span.end, depth),
            EnvelopePoint(Seconds(span.end + DUCK_UP), Decibels(0.0)),
        ]
    return points


HUSH_FLOOR: Final = Decibels(-36.0)
"""Below that nobody hears a soft tone: from there on a hushed layer falls silent fast, and comes back so."""
HUSH_DOWN: Final = Seconds(1.2)
HUSH_UP: Final = Seconds(6.0)
"""To and from the floor."""
HUSH_BRIDGE: Final = Seconds(10.0)
"""Silences of the voice in which a hushed layer does not come back: it would hardly be there."""


def hush(voice: Iterable[Span]) -> list[EnvelopePoint]:
    """Return the envelope points that silence a layer under spoken spans, and let it come back slowly.

    The spans are in the order of time.
    """
    points: list[EnvelopePoint] = []
    for span in _bridged(voice, HUSH_BRIDGE):
        points += [
            EnvelopePoint(Seconds(max(0.0, span.start - 2 * DUCK_DOWN - HUSH_DOWN)), Decibels(0.0)),
            EnvelopePoint(Seconds(max(0.0, span.start - 2 * DUCK_DOWN)), HUSH_FLOOR),
            EnvelopePoint(Seconds(max(0.0, span.start - DUCK_DOWN)), SILENCE),
            EnvelopePoint(span.end, SILENCE),
            EnvelopePoint(Seconds(span.end + DUCK_DOWN), HUSH_FLOOR),
            EnvelopePoint(Seconds(span.end + DUCK_DOWN + HUSH_UP), Decibels(0.0)),
        ]
    return points


def _bridged(voice: Iterable[Span], silence: Seconds) -> list[Span]:
    """Return spans joined over the silences between them that are shorter than so much."""
    joined: list[Span] = []
    for span in voice:
        if joined and span.start - joined[-1].end < silence:
            joined[-1] = Span(joined[-1].start, max(span.end, joined[-1].end))
        else:
            joined.append(span)
    return joined
