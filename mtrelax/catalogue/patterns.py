"""Breathing patterns.

A step is a table with one key that says what the breath does (``inhale``, ``top-up``, ``hold``, ``exhale``,
``rest``) and for how many seconds:

    format = 1
    title = "Sigh"
    description = "A short second inhale, then a long exhale."
    caution = ""                      # what to say before it is offered
    steps = [{ inhale = 2.0 }, { top-up = 1.0 }, { exhale = 6.0 }]
    max_minutes = 5                   # or max_cycles = 4
    gentle_start = false              # for novices: the cycle may be as short as 7.5 s
    long_steps = false                # a breath in or out of more than 12 s was confirmed
"""

from pathlib import Path
from typing import Annotated, Literal

from msgspec import Meta, Struct

from mtrelax.catalogue.strict import Positive, Text, build, decode, read_text
from mtrelax.catalogue.written import written
from mtrelax.domain.breathing import Pattern
from mtrelax.domain.envelope import LONGEST_CYCLE, Step, StepKind
from mtrelax.domain.time import Seconds

_StepLength = Annotated[float, Meta(gt=0, le=float(LONGEST_CYCLE))]


class PatternFile(Struct, forbid_unknown_fields=True):
    """The keys of a pattern file."""

    format: Literal[1]
    title: Text
    steps: Annotated[
        list[Annotated[dict[StepKind, _StepLength], Meta(min_length=1, max_length=1)]],
        Meta(min_length=2, max_length=8),
    ]
    description: str = ""
    caution: str = ""
    max_minutes: Positive | None = None
    max_cycles: Annotated[int, Meta(ge=1)] | None = None
    gentle_start: bool = False
    long_steps: bool = False


def read_pattern(path: Path) -> Pattern:
    """Return the breathing pattern that a file describes."""
    told = decode(read_text(path), str(path), PatternFile)
    steps = tuple(Step(kind, Seconds(length)) for step in told.steps for kind, length in step.items())

    def make() -> Pattern:
        return Pattern(
            slug=path.stem,
            title=told.title,
            steps=steps,
            description=told.description,
            caution=told.caution,
            max_minutes=told.max_minutes,
            max_cycles=told.max_cycles,
            gentle_start=told.gentle_start,
            long_steps=told.long_steps,
        )

    return build(make, str(path))


def write_pattern(pattern: Pattern) -> str:
    """Return the text of a pattern; reading it gives the same pattern."""
    told = PatternFile(
        format=1,
        title=pattern.title,
        steps=[{step.kind: step.length} for step in pattern.steps],
        description=pattern.description,
        caution=pattern.caution,
        max_minutes=pattern.max_minutes,
        max_cycles=pattern.max_cycles,
        gentle_start=pattern.gentle_start,
        long_steps=pattern.long_steps,
    )
    return written(told)
