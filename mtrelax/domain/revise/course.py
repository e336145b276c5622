"""Longer, shorter, held, released, on to the next phase: what is asked of a running session."""

from dataclasses import replace
from typing import Final

from mtrelax.domain.breathing import Pattern
from mtrelax.domain.errors import CannotExtend
from mtrelax.domain.lay import LEAD_IN
from mtrelax.domain.materials import Materials
from mtrelax.domain.phases import PhaseKind
from mtrelax.domain.plan import LONGEST_MINUTES
from mtrelax.domain.revise.breath import other_pace
from mtrelax.domain.revise.closing import return_now
from mtrelax.domain.revise.past import within
from mtrelax.domain.revise.shift import put_in, take_out
from mtrelax.domain.revise.voice import behind_sentence, hushed, sentences
from mtrelax.domain.revise.words import reworded
from mtrelax.domain.sharing import HAIR
from mtrelax.domain.time import Seconds, minutes
from mtrelax.domain.timeline import PhaseSpan, Timeline

LEAST_LEFT: Final = minutes(1)
"""How much of the last phase stays in a session that is made shorter: only *next phase* leaves one out."""
HOLD: Final = minutes(5)
"""How much time is put in when a phase is held, and again before it is over."""
LONGEST_HOLD: Final = minutes(LONGEST_MINUTES)


def extend(timeline: Timeline, now: Seconds, extra: Seconds, materials: Materials) -> Timeline:
    """Make the last phase before the return longer. Raises ``CannotExtend`` once that has begun."""
    now = within(timeline, now)
    closing = timeline.phases[-1]
    if now >= closing.start or len(timeline.phases) == 1:
        raise CannotExtend
    return put_in(timeline, now, closing.start, extra, materials)


def shorten(timeline: Timeline, now: Seconds, less: Seconds, materials: Materials) -> Timeline:
    """Leave out the end of the last phase before the return; a sentence that has begun by then is said."""
    now, closing = within(timeline, now), timeline.phases[-1].start
    left = shortenable(timeline, now)
    cut = behind_sentence(timeline, Seconds(closing - min(less, left)))
    return take_out(timeline, now, cut, closing, materials) if left and cut < closing else timeline


def shortenable(timeline: Timeline, now: Seconds) -> Seconds:
    """Return how much of the last phase before the return could be left out."""
    last, closing = timeline.phases[-2:][0], timeline.phases[-1]
    held = max((each.end for each in timeline.held), default=Seconds(0.0))
    first = behind_sentence(timeline, Seconds(max(now + LEAST_LEFT, last.start + LEAST_LEFT, held)))
    return Seconds(max(0.0, closing.start - first))


def hold(timeline: Timeline, now: Seconds, materials: Materials) -> Timeline:
    """Stay in the phase of now, once the sentence that is said is over; held time is not counted."""
    now = within(timeline, now)
    if now >= timeline.phases[-1].start or is_held(timeline, now):
        return timeline
    gap = Seconds(min(HOLD, hold_left(timeline)))
    return put_in(timeline, now, behind_sentence(timeline, now), gap, materials, held=True)


def go_on_holding(timeline: Timeline, now: Seconds, materials: Materials) -> Timeline:
    """Put more time in behind a hold, as much as all holds together may take."""
    gap = Seconds(min(HOLD, hold_left(timeline)))
    return put_in(timeline, now, timeline.held[-1].end, gap, materials, held=True) if gap > HAIR else timeline


def hold_left(timeline: Timeline) -> Seconds:
    """Return how much longer phases may be held."""
    return Seconds(LONGEST_HOLD - sum(each.length for each in timeline.held))


def is_held(timeline: Timeline, now: Seconds) -> bool:
    """Return whether a phase is held, or will be, and not about to go on."""
    return bool(timeline.held) and timeline.held[-1].end - now > LEAD_IN


def release(timeline: Timeline, now: Seconds, materials: Materials) -> Timeline:
    """Take out what is unused of a hold; the next sentence comes after a short lead."""
    now = within(timeline, now)
    if not is_held(timeline, now):
        return timeline
    held = timeline.held[-1]
    following = min(
        (each.start for each in sentences(timeline) if each.start >= held.end), default=held.end + LEAD_IN
    )
    start = max(now, held.start)
    if held.start < now:
        start = Seconds(max(start, now + LEAD_IN - (following - held.end)))
    return take_out(timeline, now, start, held.end, materials)


def next_phase(timeline: Timeline, now: Seconds) -> PhaseSpan | None:
    """Return the phase that comes next; none behind the last one."""
    return next((phase for phase in timeline.phases if phase.start > now), None)


def skip(timeline: Timeline, now: Seconds, materials: Materials) -> Timeline:
    """Leave out the rest of a phase; from the last one before it, begin the return."""
    now = within(timeline, now)
    following = next_phase(timeline, now)
    if following is None:
        return timeline
    if following.kind is PhaseKind.RETURN:
        return return_now(timeline, now, materials)
    return take_out(hushed(timeline, now), now, now, following.start, materials)


def pace(timeline: Timeline, now: Seconds, pattern: Pattern, materials: Materials) -> Timeline:
    """Breathe by another pattern from the next breath on, as long as was planned and as it may be paced."""
    now = within(timeline, now)
    paced = other_pace(timeline, now, pattern, materials)
    if paced == timeline.paced:
        return timeline
    return reworded(replace(timeline, paced=paced), now, materials)
