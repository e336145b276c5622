"""Paced breathing: a pattern is a list of steps, a pacer asks it for a moment."""

from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate, groupby
from math import cos, inf, pi, sqrt
from typing import Final

from mtrelax.domain.time import Seconds

FASTEST_CYCLE: Final = Seconds(7.5)
"""No cycle may be shorter, not even that of a starting rate (DESIGN 5, EVIDENCE 1.2 envelope)."""
SAFE_CYCLE: Final = Seconds(8.0)
LONGEST_HOLD: Final = Seconds(7.0)
LONGEST_STEP: Final = Seconds(12.0)
SHORTEST_STEP: Final = Seconds(0.5)
"""Anything shorter would be a jump to look at, and no breath."""


class StepKind(StrEnum):
    """What the breath does."""

    INHALE = "inhale"
    TOP_UP = "top-up"
    HOLD = "hold"
    EXHALE = "exhale"
    REST = "rest"

    @property
    def rises(self) -> bool:
        """Whether the lungs fill."""
        return self in {StepKind.INHALE, StepKind.TOP_UP}


@dataclass(frozen=True, slots=True)
class Step:
    """One stretch of a breath."""

    kind: StepKind
    length: Seconds


@dataclass(frozen=True, slots=True)
class Pattern:
    """A cycle of breath that repeats, inside the safe envelope (EVIDENCE 1.2)."""

    slug: str
    title: str
    steps: tuple[Step, ...]
    description: str = ""
    caution: str = ""
    max_minutes: float | None = None
    max_cycles: int | None = None
    gentle_start: bool = False
    """A pattern for novices, whose cycle may be as short as ``FASTEST_CYCLE``."""

    def __post_init__(self) -> None:
        """Refuse a pattern that nobody should breathe."""
        kinds = [step.kind for step in self.steps]
        if StepKind.INHALE not in kinds or StepKind.EXHALE not in kinds:
            raise ValueError("steps: an inhale and an exhale are needed")
        if kinds[0] is not StepKind.INHALE:
            raise ValueError("steps: the first one is an inhale")
        if any(not step.length >= SHORTEST_STEP for step in self.steps):
            raise ValueError(f"steps: each takes at least {SHORTEST_STEP:g} s")
        # Steps of one direction in a row are one phase to the lungs, so they are measured together.
        for direction, run in groupby(self.steps, _direction):
            longest = LONGEST_STEP if direction else LONGEST_HOLD
            if sum(step.length for step in run) > longest:
                name = "a breath in or out" if direction else "a hold"
                raise ValueError(f"steps: {name} takes at most {longest:g} s")
        if self.cycle < (FASTEST_CYCLE if self.gentle_start else SAFE_CYCLE):
            raise ValueError(f"steps: together at least {SAFE_CYCLE:g} s (gentle_start: {FASTEST_CYCLE:g} s)")
        self._check_order(kinds)
        if self.max_minutes is not None and not self.max_minutes > 0:
            raise ValueError("max_minutes: more than 0")
        if self.max_cycles is not None and self.max_cycles < 1:
            raise ValueError("max_cycles: at least 1")

    @staticmethod
    def _check_order(kinds: list[StepKind]) -> None:
        """Refuse lungs that fill after they began to empty."""
        emptying = False
        for kind in kinds:
            emptying = emptying or kind in {StepKind.EXHALE, StepKind.REST}
            if emptying and kind.rises:
                raise ValueError("steps: inhales come before exhales")
            if kind is StepKind.REST and StepKind.EXHALE not in kinds[: kinds.index(kind)]:
                raise ValueError("steps: a rest comes after an exhale")

    @property
    def cycle(self) -> Seconds:
        """How long one breath takes."""
        return Seconds(sum(step.length for step in self.steps))

    @property
    def rate(self) -> float:
        """Breaths a minute."""
        return 60.0 / self.cycle

    def limit(self) -> Seconds | None:
        """Return the longest time that this pattern may be paced for, if it has a limit."""
        limits = [
            self.max_minutes and self.max_minutes * 60,
            self.max_cycles and self.max_cycles * self.cycle,
        ]
        return min((Seconds(float(each)) for each in limits if each), default=None)


@dataclass(frozen=True, slots=True)
class Breath:
    """What the breath does at one moment."""

    kind: StepKind
    fraction: float
    """How much of the step is over, 0..1."""
    fullness: float
    """How full the lungs are, 0..1."""
    cycle: int
    """How many whole breaths came before."""


@dataclass(frozen=True, slots=True)
class StepStart:
    """The moment at which a step of a breath begins."""

    time: Seconds
    kind: StepKind


@dataclass(frozen=True, slots=True)
class Pacer:
    """A pattern that may start faster and slow down to its own rate over ``ramp`` seconds.

    The rate falls linearly, so the number of breaths so far is a quadratic of time, and both directions have
    a closed form: nothing is added up.
    """

    pattern: Pattern
    start_rate: float | None = None
    """Breaths a minute at the beginning; ``None`` is the pattern's own rate."""
    ramp: Seconds = Seconds(0.0)

    def __post_init__(self) -> None:
        """Refuse a start that is faster than anybody should breathe."""
        fastest = 60.0 / FASTEST_CYCLE
        if self.start_rate is not None and not 0 < self.start_rate <= fastest:
            raise ValueError(f"start_rate: more than 0 and at most {fastest:g} breaths a minute")
        if not 0 <= self.ramp < inf:
            raise ValueError("ramp: at least 0")

    @property
    def _rates(self) -> tuple[float, float]:
        """Breaths a second at the beginning and at the end of the ramp."""
        own = 1.0 / self.pattern.cycle
        if self.start_rate is None or self.ramp == 0:
            return own, own
        return max(self.start_rate / 60.0, own), own

    def breaths_at(self, time: Seconds) -> float:
        """Return how many breaths, as a real number, have passed ``time`` seconds after the beginning."""
        first, own = self._rates
        within = min(max(time, 0.0), self.ramp)
        share = within / self.ramp if self.ramp else 0.0
        return first * within + (own - first) * share * within / 2 + own * max(0.0, time - self.ramp)

    def time_of(self, breaths: float) -> Seconds:
        """Return when so many breaths have passed: the inverse of ``breaths_at``."""
        first, own = self._rates
        at_end = self.breaths_at(self.ramp)
        if breaths >= at_end or first == own:
            return Seconds(self.ramp + (breaths - at_end) / own)
        square = first * first + 2 * (own - first) * (breaths / self.ramp)
        return Seconds(2 * breaths / (first + sqrt(max(0.0, square))))

    def at(self, time: Seconds) -> Breath:
        """Return what to do ``time`` seconds after the pacing began."""
        breaths = max(0.0, self.breaths_at(Seconds(max(0.0, time))))
        cycle = int(breaths)
        into = (breaths - cycle) * self.pattern.cycle
        full = 0.0
        for step, (low, high) in zip(self.pattern.steps, _levels(self.pattern), strict=True):
            if into < step.length:
                fraction = into / step.length
                return Breath(step.kind, fraction, low + (high - low) * ease(fraction), cycle)
            into -= step.length
            full = high
        return Breath(self.pattern.steps[-1].kind, 1.0, full, cycle)

    def steps_between(self, begin: Seconds, end: Seconds) -> list[StepStart]:
        """Return the steps that begin at or after ``begin`` and before ``end``."""
        shares = [0.0, *accumulate(step.length / self.pattern.cycle for step in self.pattern.steps)][:-1]
        first, last = int(self.breaths_at(begin)), int(self.breaths_at(end)) + 1
        starts = [
            StepStart(self.time_of(cycle + share), step.kind)
            for cycle in range(first, last + 1)
            for step, share in zip(self.pattern.steps, shares, strict=True)
        ]
        return [start for start in starts if begin <= start.time < end]


def ease(fraction: float) -> float:
    """Return a movement from 0 to 1 that begins and ends softly (raised cosine)."""
    return (1.0 - cos(pi * fraction)) / 2.0


def _direction(step: Step) -> int:
    """Return 1 where the lungs fill, -1 where they empty, 0 where they are still."""
    return 1 if step.kind.rises else -1 if step.kind is StepKind.EXHALE else 0


def _levels(pattern: Pattern) -> list[tuple[float, float]]:
    """Return how full the lungs are at both ends of each step; each inhale fills by its share of time."""
    rising = sum(step.length for step in pattern.steps if step.kind.rises)
    falling = sum(step.length for step in pattern.steps if step.kind is StepKind.EXHALE)
    levels: list[tuple[float, float]] = []
    now = 0.0
    for step in pattern.steps:
        share = step.length / rising if step.kind.rises else 0.0
        share -= step.length / falling if step.kind is StepKind.EXHALE else 0.0
        after = min(1.0, max(0.0, now + share))
        levels.append((now, after))
        now = after
    return levels
