"""When bells are struck: never above the voice, and never two in a hurry."""

from collections.abc import Iterator, Sequence
from typing import Final

from mtrelax.domain.curves import Envelope, Span
from mtrelax.domain.phases import PhaseKind
from mtrelax.domain.plan import Bells, SessionPlan
from mtrelax.domain.time import Seconds, minutes
from mtrelax.domain.timeline import PhaseSpan

FIRST_BELL: Final = Seconds(7.0)
"""When the music has come up: a stroke into the silence before it would startle."""
LAST_BELL: Final = Seconds(9.0)
"""How long before the end the last bell is struck."""
APART: Final = Seconds(30.0)
"""How far another bell is from those two, and from the end, at least."""
QUIET: Final = Seconds(2.0)
"""How long nobody speaks once a bell was struck."""


def strokes(
    plan: SessionPlan, phases: Sequence[PhaseSpan], voice: Sequence[Span], level: Envelope
) -> list[Seconds]:
    """Return when bells are struck: each in the silence of its phase, and where its layer has come up.

    ``voice`` is all that is said, ``level`` that of the layer in which bells are heard.
    """
    if plan.bells is Bells.NONE:
        return []
    closing = phases[-1]
    asleep = closing.kind is PhaseKind.SLEEP
    ends = [FIRST_BELL] if asleep else [FIRST_BELL, Seconds(closing.end - LAST_BELL)]
    found = [at for each in ends if (at := _silence(each, phases, voice, level)) is not None]
    until = closing.start if asleep else closing.end
    for wished in _wished(plan, phases):
        at = _silence(wished, phases, voice, level)
        if at is not None and at <= until - APART and all(abs(at - other) >= APART for other in found):
            found.append(at)
    return sorted(found)


def _wished(plan: SessionPlan, phases: Sequence[PhaseSpan]) -> Iterator[Seconds]:
    """Yield when further bells are to be struck."""
    if plan.bells is Bells.PHASES:
        yield from (phase.start for phase in phases[1:-1])
    elif plan.bells is Bells.INTERVAL:
        every = minutes(plan.bell_minutes)
        yield from (Seconds(every * n) for n in range(1, int(phases[-1].end / every) + 1))


def _silence(
    wished: Seconds, phases: Sequence[PhaseSpan], voice: Sequence[Span], level: Envelope
) -> Seconds | None:
    """Return the first moment from ``wished`` on, in the same phase, at which a bell is heard alone."""
    phase = next(each for each in phases if wished < each.end or each is phases[-1])
    later = [*(span.end for span in voice), *(point.time for point in level.points)]
    moments = (wished, *sorted(at for at in later if wished < at < phase.end))
    return next((at for at in moments if level.at(at) >= 0 and not _is_spoken(at, voice)), None)


def _is_spoken(at: Seconds, voice: Sequence[Span]) -> bool:
    return any(span.start < at + QUIET and at < span.end for span in voice)
