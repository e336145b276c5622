"""What a cycle of breath may be made of: steps, and the safe envelope around them (EVIDENCE 1.2)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import Final

from mtrelax.domain.time import Seconds

FASTEST_CYCLE: Final = Seconds(7.5)
"""No cycle may be shorter, not even that of a starting rate."""
SAFE_CYCLE: Final = Seconds(8.0)
LONGEST_HOLD: Final = Seconds(7.0)
LONGEST_STEP: Final = Seconds(12.0)
"""Longer ones only where whoever made the pattern has confirmed them."""
SHORTEST_STEP: Final = Seconds(0.5)
"""Anything shorter would be a jump to look at, and no breath."""
LONGEST_CYCLE: Final = Seconds(60.0)
"""Rates are told in breaths a minute: one is the least that can be told."""
SIGH_MINUTES: Final = 5.0
"""How long a breath with a second inhale is paced at most (EVIDENCE 1.2, 'Sigh')."""


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


class Concern(StrEnum):
    """Why nobody should breathe a cycle as it is written; one reason each."""

    INCOMPLETE = "incomplete"
    BEGINS_OTHERWISE = "begins-otherwise"
    TOO_SHORT = "too-short"
    HELD_TOO_LONG = "held-too-long"
    LONG = "long"
    """A breath in or out that has to be confirmed."""
    TOO_FAST = "too-fast"
    TOO_SLOW = "too-slow"
    FILLS_LATE = "fills-late"
    RESTS_EARLY = "rests-early"


ALLOWED: Final[Mapping[Concern, str]] = {
    Concern.INCOMPLETE: "an inhale and an exhale are needed",
    Concern.BEGINS_OTHERWISE: "the first one is an inhale",
    Concern.TOO_SHORT: f"each takes at least {SHORTEST_STEP:g} s",
    Concern.HELD_TOO_LONG: f"a hold takes at most {LONGEST_HOLD:g} s",
    Concern.LONG: f"a breath in or out takes at most {LONGEST_STEP:g} s (long_steps: as long as one likes)",
    Concern.TOO_FAST: f"together at least {SAFE_CYCLE:g} s (gentle_start: {FASTEST_CYCLE:g} s)",
    Concern.TOO_SLOW: f"together at most {LONGEST_CYCLE:g} s",
    Concern.FILLS_LATE: "inhales come before exhales",
    Concern.RESTS_EARLY: "a rest comes after an exhale",
}
"""What is allowed instead, as a file is told."""


def concerns(
    steps: Sequence[Step], *, gentle_start: bool = False, long_steps: bool = False
) -> tuple[Concern, ...]:
    """Return everything that is wrong with a cycle, the gravest first; nothing for a safe one."""
    kinds = [step.kind for step in steps]
    if StepKind.INHALE not in kinds or StepKind.EXHALE not in kinds:
        return (Concern.INCOMPLETE,)
    held, moved = _longest(steps, still=True), _longest(steps, still=False)
    cycle = sum(step.length for step in steps)
    # Written so that what is no number at all counts as wrong, too.
    found = {
        Concern.BEGINS_OTHERWISE: kinds[0] is not StepKind.INHALE,
        Concern.TOO_SHORT: any(not step.length >= SHORTEST_STEP for step in steps),
        Concern.HELD_TOO_LONG: held > LONGEST_HOLD,
        Concern.LONG: moved > LONGEST_STEP and not long_steps,
        Concern.TOO_FAST: cycle < (FASTEST_CYCLE if gentle_start else SAFE_CYCLE),
        Concern.TOO_SLOW: cycle > LONGEST_CYCLE,
        Concern.FILLS_LATE: _fills_late(kinds),
        Concern.RESTS_EARLY: StepKind.REST in kinds[: kinds.index(StepKind.EXHALE)],
    }
    return tuple(concern for concern, is_so in found.items() if is_so)


def _longest(steps: Sequence[Step], *, still: bool) -> float:
    """Return the longest stretch in one direction: steps in a row are one phase to the lungs."""
    runs = groupby(steps, _direction)
    return max(
        (sum(step.length for step in run) for direction, run in runs if (direction == 0) is still),
        default=0.0,
    )


def _direction(step: Step) -> int:
    """Return 1 where the lungs fill, -1 where they empty, 0 where they are still."""
    return 1 if step.kind.rises else -1 if step.kind is StepKind.EXHALE else 0


def _fills_late(kinds: Sequence[StepKind]) -> bool:
    """Return whether lungs fill after they began to empty."""
    emptying = min(kinds.index(kind) for kind in (StepKind.EXHALE, StepKind.REST) if kind in kinds)
    return any(kind.rises for kind in kinds[emptying:])
