"""A pattern on its way: any lengths, also those that nobody should breathe, until it is kept."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from mtrelax.domain.breathing import Pattern
from mtrelax.domain.comfort import RATES
from mtrelax.domain.envelope import SIGH_MINUTES, Concern, Step, StepKind, concerns
from mtrelax.domain.time import Seconds

ORDER: Final = (StepKind.INHALE, StepKind.TOP_UP, StepKind.HOLD, StepKind.EXHALE, StepKind.REST)
"""The steps of a breath, in the only order in which they can come."""
_HELD: Final = (
    "The breath is held. Leave it out if that is uncomfortable, in pregnancy, "
    "or with a heart or lung condition."
)
_SLOW: Final = "Very slow: for people who are used to paced breathing."


@dataclass(frozen=True, slots=True)
class Draft:
    """Lengths of all steps in tenths of a second; 0 is a step that is not there."""

    tenths: Mapping[StepKind, int]
    title: str = ""
    slug: str = ""
    """Of the pattern that it changes; empty for a new one."""
    confirmed: bool = False
    """Whether breaths of more than twelve seconds were confirmed."""
    minutes: float | None = None
    """How long it is paced at most, as the person wants it."""
    gentle_start: bool = False

    @classmethod
    def of(cls, pattern: Pattern, *, own: bool) -> "Draft":
        """Return a pattern to be changed, or, of one that ships, a copy of it."""
        lengths = dict.fromkeys(ORDER, 0)
        for step in pattern.steps:
            lengths[step.kind] += round(10 * step.length)
        return cls(
            lengths,
            pattern.title if own else "",
            pattern.slug if own else "",
            pattern.long_steps,
            _minutes_of(pattern),
            pattern.gentle_start,
        )

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps that are there."""
        return tuple(Step(kind, Seconds(self.tenths[kind] / 10)) for kind in ORDER if self.tenths[kind])

    @property
    def rate(self) -> float | None:
        """Breaths a minute; ``None`` as long as nothing takes time."""
        cycle = sum(self.tenths.values())
        return 600.0 / cycle if cycle else None

    @property
    def concerns(self) -> tuple[Concern, ...]:
        """Why it cannot be kept as it is."""
        return concerns(self.steps, gentle_start=self.gentle_start, long_steps=self.confirmed)

    @property
    def asks_confirmation(self) -> bool:
        """Whether it has a breath so long that it has to be confirmed."""
        return Concern.LONG in concerns(self.steps, gentle_start=self.gentle_start)

    @property
    def longest(self) -> float | None:
        """For how many minutes it is paced at most; a second inhale has a limit of its own."""
        if not self.tenths[StepKind.TOP_UP]:
            return self.minutes
        return min(SIGH_MINUTES, self.minutes or SIGH_MINUTES)

    @property
    def caution(self) -> str:
        """What is to be known before it is breathed; the same as is said of patterns that ship."""
        said = [_HELD] if self.tenths[StepKind.HOLD] or self.tenths[StepKind.REST] else []
        if self.rate is not None and self.rate < min(RATES):
            said.append(_SLOW)
        return " ".join(said)

    def with_length(self, kind: StepKind, tenths: int) -> "Draft":
        """Return it with another length of one step; a second inhale is never longer than the first."""
        lengths = {**self.tenths, kind: max(0, tenths)}
        lengths[StepKind.TOP_UP] = min(lengths[StepKind.TOP_UP], lengths[StepKind.INHALE])
        return replace(self, tenths=lengths)

    def pattern(self) -> Pattern:
        """Return what is kept. Raises ``ValueError`` while there are concerns."""
        return Pattern(
            slug=self.slug,
            title=self.title.strip(),
            steps=self.steps,
            caution=self.caution,
            max_minutes=self.longest,
            gentle_start=self.gentle_start,
            long_steps=self.asks_confirmation,
        )


def _minutes_of(pattern: Pattern) -> float | None:
    """Return the limit of a pattern in minutes, whichever way it is told."""
    limit = pattern.limit()
    return None if limit is None else round(limit / 60, 1)
