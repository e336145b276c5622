"""The comfort finder: some slow rates one after the other, and which of them felt best.

It finds comfort, not resonance, which nobody can know without measuring the heart (USERS 2, idea 20).
"""

from collections.abc import Mapping
from typing import Final

from mtrelax.domain.breathing import Pattern
from mtrelax.domain.envelope import Step, StepKind
from mtrelax.domain.time import Seconds, minutes

RATES: Final = (6.5, 6.0, 5.5, 5.0, 4.5)
"""Breaths a minute, in the order in which they are tried (EVIDENCE 1.2, 'Resonance frequency')."""
TRIED_FOR: Final = minutes(2)
"""How long each is breathed."""
_INHALE: Final = 0.4
"""The share of the inhale (EVIDENCE 1.2, 'RF steps')."""


def paced_at(rate: float, title: str = "") -> Pattern:
    """Return a breath at a rate: two fifths in, three fifths out, in tenths of a second."""
    cycle = 60.0 / rate
    inhale = round(cycle * _INHALE, 1)
    steps = (
        Step(StepKind.INHALE, Seconds(inhale)),
        Step(StepKind.EXHALE, Seconds(round(cycle - inhale, 1))),
    )
    return Pattern(f"pace-{rate:g}", title, steps)


def most_comfortable(answers: Mapping[float, int]) -> float | None:
    """Return the rate that was answered with the most comfort; of equals the fastest, which asks least.

    ``None`` without an answer.
    """
    return max(answers, key=lambda rate: (answers[rate], rate), default=None)
