"""Paced breathing: a pattern is a list of steps, a pacer asks it for a moment."""

from dataclasses import dataclass, replace
from itertools import accumulate
from math import cos, inf, pi, sqrt

from mtrelax.domain.envelope import ALLOWED, FASTEST_CYCLE, Step, StepKind, concerns
from mtrelax.domain.time import Seconds


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
    long_steps: bool = False
    """Whether breaths of more than ``LONGEST_STEP`` were confirmed."""

    def __post_init__(self) -> None:
        """Refuse a pattern that nobody should breathe."""
        wrong = concerns(self.steps, gentle_start=self.gentle_start, long_steps=self.long_steps)
        if wrong:
            raise ValueError(f"steps: {ALLOWED[wrong[0]]}")
        if self.max_minutes is not None and not self.max_minutes > 0:
            raise ValueError("max_minutes: more than 0")
        if self.max_cycles is not None and self.max_cycles < 1:
            raise ValueError("max_cycles: at least 1")

    @property
    def cycle(self) -> Seconds:
        """How long one breath takes."""
        return Seconds(sum(step.length for step in self.steps))

    @property
    def rate(self) -> float:
        """Breaths a minute."""
        return 60.0 / self.cycle

    def at_rate(self, rate: float) -> "Pattern":
        """Return the same pattern at another rate, breaths a minute: its steps keep their proportions.

        Raises ``ValueError`` where that would leave the safe envelope.
        """
        factor = 60.0 / rate / self.cycle
        steps = tuple(replace(step, length=Seconds(step.length * factor)) for step in self.steps)
        return replace(self, steps=steps)

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

    def rate_at(self, time: Seconds) -> float:
        """Return how many breaths a minute are paced ``time`` seconds after the beginning."""
        first, own = self._rates
        share = min(max(time, 0.0), self.ramp) / self.ramp if self.ramp else 1.0
        return 60.0 * (first + (own - first) * share)

    def time_of(self, breaths: float) -> Seconds:
        """Return when so many breaths have passed: the inverse of ``breaths_at``."""
        first, own = self._rates
        if first == own:
            return Seconds(breaths / own)  # nothing is rounded: the first breath begins at 0
        at_end = self.breaths_at(self.ramp)
        if breaths >= at_end:
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
