"""The paced breath after a revision: whole breaths, as long as its phase and its limits allow."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import takewhile
from math import ceil, floor
from typing import Final

from mtrelax.domain.breathing import Pacer, Pattern
from mtrelax.domain.lay import paragraphs_of
from mtrelax.domain.materials import Materials
from mtrelax.domain.phases import PhaseKind
from mtrelax.domain.time import Seconds
from mtrelax.domain.timeline import PacedSpan, Timeline

_HAIR: Final = 1e-9
"""What a number of breaths may lose on its way to seconds and back."""

Chain = tuple[PacedSpan, ...]
"""Pacings that follow each other without a rest."""


def chains(paced: Sequence[PacedSpan]) -> list[Chain]:
    """Return the pacings of a session, those that follow each other at once together."""
    found: list[Chain] = []
    for span in paced:
        if found and found[-1][-1].end == span.start:
            found[-1] = (*found[-1], span)
        else:
            found.append((span,))
    return found


def running(paced: Sequence[PacedSpan], now: Seconds) -> PacedSpan | None:
    """Return the pacing that has begun and is not over."""
    return next((each for each in paced if each.start < now < each.end), None)


def turn_after(span: PacedSpan, now: Seconds) -> Seconds:
    """Return when the breath of a moment is over."""
    return Seconds(span.start + span.pacer.time_of(_breath_of(span, now)))


def pattern_ahead(timeline: Timeline, now: Seconds) -> Pattern | None:
    """Return the pattern that is paced next; ``None`` where no whole breath of it can follow any more."""
    ahead = _ahead(timeline, now)
    return ahead[-1].pacer.pattern if ahead else None


def rate_ahead(timeline: Timeline, now: Seconds) -> float | None:
    """Return how many breaths a minute are paced at a moment, or at first; ``None`` where none follows."""
    ahead = _ahead(timeline, now)
    if not ahead:
        return None
    # What was asked for counts before its first breath: whoever asks twice goes two steps.
    paced = ahead[-1]
    return paced.pacer.rate_at(Seconds(now - paced.start))


def _ahead(timeline: Timeline, now: Seconds) -> Chain:
    """Return the pacing that can still be changed, if there is one."""
    return next((chain for chain in chains(timeline.paced) if not is_settled(chain, now)), ())


def repaced(
    timeline: Timeline, now: Seconds, materials: Materials, moved: Callable[[Seconds], Seconds]
) -> tuple[PacedSpan, ...]:
    """Return the pacing of a session in which moments move; each fills the phase in which it was to end."""
    kept: list[PacedSpan] = []
    for chain in chains(timeline.paced):
        if is_settled(chain, now):
            kept += chain
            continue
        room = moved(_room(timeline, chain, materials))
        by = 0.0 if chain[0].start < now else moved(chain[0].start) - chain[0].start
        begun = [each for each in chain if each.start + by < room or each.start < now]
        if begun:
            *before, last = begun
            kept += [replace(each, start=_by(each.start, by), end=_by(each.end, by)) for each in before]
            kept += filled(replace(last, start=_by(last.start, by)), kept, room, now, materials)
    return tuple(kept)


def other_pace(
    timeline: Timeline, now: Seconds, pattern: Pattern, materials: Materials
) -> tuple[PacedSpan, ...]:
    """Return the pacing with another pattern from the next breath on, where there is room for one breath."""
    kept: list[PacedSpan] = []
    for chain in chains(timeline.paced):
        if is_settled(chain, now) or chain[-1].pacer.pattern == pattern:
            kept += chain
            continue
        begun, start, count = list[PacedSpan](), chain[0].start, 0
        if (breath := running(chain, now)) is not None:
            start, count = turn_after(breath, now), breath.cycles_before + _breath_of(breath, now)
            begun = [*(each for each in chain if each.end <= now), replace(breath, end=start)]
        other = PacedSpan(Pacer(pattern), start, start, count)
        following = filled(other, [*kept, *begun], _room(timeline, chain, materials), now, materials)
        kept += [*begun, *following] if following else chain
    return tuple(kept)


def begun_again(
    timeline: Timeline, before: tuple[PacedSpan, ...], broken: Seconds, since: Seconds, materials: Materials
) -> tuple[PacedSpan, ...]:
    """Return the pacing where a breath was broken off at a moment, and what it was part of begins anew.

    ``before`` is what was paced until then.
    """
    kept = list(before)
    for chain in chains(timeline.paced):
        if chain[0].start < broken < chain[-1].end:
            anew = PacedSpan(Pacer(chain[-1].pacer.pattern), since, since)
            kept += filled(anew, kept, _room(timeline, chain, materials), since, materials)
        elif chain[0].start >= since:
            kept += chain
    return tuple(kept)


def is_settled(chain: Chain, now: Seconds) -> bool:
    """Return whether nothing of a pacing can be changed any more: it is over, or in its last breath."""
    breath = running(chain, now)
    over = chain[-1].end <= now
    return over or (breath is not None and turn_after(breath, now) >= chain[-1].end - _HAIR)


def filled(
    span: PacedSpan, before: Sequence[PacedSpan], room: Seconds, now: Seconds, materials: Materials
) -> tuple[PacedSpan, ...]:
    """Return a pacing that goes on up to ``room``, in whole breaths within every limit; none for no breath.

    ``before`` is what was paced before it. A breath that has begun is finished.
    """
    pattern = span.pacer.pattern
    same = list(takewhile(lambda each: each.pacer.pattern.slug == pattern.slug, _chained(before, span)))
    limits = [
        (pattern.limit(), sum(each.end - each.start for each in same)),
        (materials.pace_limit, sum(each.end - each.start for each in before)),
        (Seconds(room - span.start), 0.0),
    ]
    length = min(limit - spent for limit, spent in limits if limit is not None)
    count = floor(span.pacer.breaths_at(Seconds(length)) + _HAIR)
    if pattern.max_cycles is not None:
        count = min(count, pattern.max_cycles - sum(_breath_of(each, each.end) for each in same))
    if span.start < now:
        count = max(count, _breath_of(span, now))
    return (replace(span, end=Seconds(span.start + span.pacer.time_of(count))),) if count > 0 else ()


def _chained(before: Sequence[PacedSpan], span: PacedSpan) -> list[PacedSpan]:
    """Return the pacings that lead to another one without a rest, the last one first."""
    found: list[PacedSpan] = []
    for each in reversed(before):
        if each.end != (found[-1] if found else span).start:
            break
        found.append(each)
    return found


def _room(timeline: Timeline, chain: Chain, materials: Materials) -> Seconds:
    """Return how far a pacing may go: to the end of its phase, or of a deepening in which nobody speaks."""
    phase, *following = [each for each in timeline.phases if chain[-1].end <= each.end + _HAIR]
    if phase.kind is PhaseKind.INDUCTION and following and following[0].kind is PhaseKind.DEEPENING:
        told = materials.narration
        silent = told is None or not paragraphs_of(told, PhaseKind.DEEPENING)
        return following[0].end if silent else phase.end
    return phase.end


def _breath_of(span: PacedSpan, time: Seconds) -> int:
    """Return how many breaths will be over when the one of a moment is."""
    return ceil(span.pacer.breaths_at(Seconds(time - span.start)) - _HAIR)


def _by(time: Seconds, by: float) -> Seconds:
    return Seconds(time + by)
