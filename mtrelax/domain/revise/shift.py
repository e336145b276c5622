"""The one thing that every change of length is made of: time put into a session, or taken out of it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import inf

from mtrelax.domain.bells import APART
from mtrelax.domain.compile import SHORTEST_CLOSING, closing_speech, in_order
from mtrelax.domain.curves import DUCK_UP, Span
from mtrelax.domain.materials import Materials
from mtrelax.domain.phases import PhaseKind
from mtrelax.domain.plan import Layer
from mtrelax.domain.revise.breath import repaced
from mtrelax.domain.revise.levels import levelled
from mtrelax.domain.revise.music import underlaid
from mtrelax.domain.revise.voice import SAID
from mtrelax.domain.revise.words import is_word, reworded
from mtrelax.domain.sharing import HAIR
from mtrelax.domain.time import Decibels, Seconds
from mtrelax.domain.timeline import Caption, Clip, PacedSpan, PhaseSpan, Timeline


@dataclass(frozen=True, slots=True)
class _Shift:
    """A stretch of a session that becomes longer or shorter; all behind it moves."""

    start: Seconds
    end: Seconds
    length: Seconds
    """How long it will be."""

    def drops(self, start: Seconds) -> bool:
        """Return whether what begins at a moment is left out."""
        return self.start <= start < self.end

    def behind(self, time: Seconds) -> Seconds:
        """Return where a moment behind it comes to lie."""
        return Seconds(self.start + self.length + (time - self.end))

    def edge(self, time: Seconds) -> Seconds:
        """Return where the end of something comes to lie."""
        return self.behind(time) if time >= self.end else Seconds(min(time, self.start))


def put_in(
    timeline: Timeline,
    now: Seconds,
    at: Seconds,
    length: Seconds,
    materials: Materials,
    *,
    held: bool = False,
) -> Timeline:
    """Put time into a session; where that is the border of two phases, the first one gets longer.

    Time that is ``held`` is not counted.
    """
    after = _shifted(timeline, now, _Shift(at, at, length), materials)
    return replace(after, held=_longer_hold(timeline.held, at, length)) if held else after


def take_out(
    timeline: Timeline, now: Seconds, start: Seconds, end: Seconds, materials: Materials
) -> Timeline:
    """Take time out of a session, with everything that begins in it."""
    after = _rung_apart(_shifted(timeline, now, _Shift(start, end, Seconds(0.0)), materials), now, materials)
    left_out = _journeys(timeline) - _journeys(after)
    return _untold(after, now, materials) if left_out and materials.narration else after


def finished(
    timeline: Timeline,
    now: Seconds,
    materials: Materials,
    fall: Decibels | None = None,
    rise: Seconds = DUCK_UP,
) -> Timeline:
    """Lay anew what follows from phases, voice and breath: music, ambience, words of the breath, levels."""
    return levelled(reworded(underlaid(timeline, now, materials), now, materials), now, fall, rise)


def _shifted(timeline: Timeline, now: Seconds, shift: _Shift, materials: Materials) -> Timeline:
    phases = _phases(timeline, shift)
    moving = [clip for clip in timeline.clips if clip.layer in SAID and not is_word(clip, materials)]
    kept = [clip for clip in timeline.clips if clip.layer not in SAID or is_word(clip, materials)]
    after = replace(
        timeline,
        length=phases[-1].end,
        phases=phases,
        clips=in_order((*kept, *_clips(moving, shift))),
        captions=_captions(timeline.captions, shift),
        paced=_cut(repaced(timeline, now, materials, shift.edge), phases[-1].start),
        held=_held(timeline.held, shift),
        muted=_clips(timeline.muted, shift),
    )
    return finished(after, now, materials)


def _phases(timeline: Timeline, shift: _Shift) -> tuple[PhaseSpan, ...]:
    """Return the phases; one that is wholly left out disappears."""
    phases: list[PhaseSpan] = []
    start = Seconds(0.0)
    for phase in timeline.phases:
        end = shift.edge(phase.end)
        if end > start + HAIR:
            phases.append(PhaseSpan(phase.kind, start, end))
            start = end
    return tuple(phases)


def _clips(clips: Iterable[Clip], shift: _Shift) -> tuple[Clip, ...]:
    return tuple(
        replace(clip, start=shift.behind(clip.start), end=shift.behind(clip.end))
        if clip.start >= shift.end
        else clip
        for clip in clips
        if not shift.drops(clip.start)
    )


def _captions(captions: tuple[Caption, ...], shift: _Shift) -> tuple[Caption, ...]:
    """Return the captions; one that lingers makes place for the next one."""
    moved = [
        replace(each, start=shift.behind(each.start), end=shift.behind(each.end))
        if each.start >= shift.end
        else each
        for each in captions
        if not shift.drops(each.start)
    ]
    following = [*(each.start for each in moved[1:]), inf]
    return tuple(
        replace(each, end=Seconds(min(each.end, until)))
        for each, until in zip(moved, following, strict=False)
    )


def _cut(paced: tuple[PacedSpan, ...], closing: Seconds) -> tuple[PacedSpan, ...]:
    """Return the pacing without what would go on into the return."""
    return tuple(replace(p, end=Seconds(min(p.end, closing))) for p in paced if p.start < closing)


def _held(held: tuple[Span, ...], shift: _Shift) -> tuple[Span, ...]:
    """Return when phases are held; what lies behind it does not belong to it, where time is put in."""
    edge = shift.edge if shift.end > shift.start else Seconds
    moved = [Span(each.start, edge(each.end)) for each in held]
    return tuple(each for each in moved if each.end > each.start + HAIR)


def _longer_hold(held: tuple[Span, ...], at: Seconds, length: Seconds) -> tuple[Span, ...]:
    """Return when phases are held, with time that was put in."""
    if held and held[-1].end >= at:
        return (*held[:-1], replace(held[-1], end=Seconds(held[-1].end + length)))
    return (*held, Span(at, Seconds(at + length)))


def _rung_apart(timeline: Timeline, now: Seconds, materials: Materials) -> Timeline:
    """Return it without the bells that would now be struck in a hurry; the one that ends it stays."""
    bells = [clip for clip in timeline.clips if materials.bell and clip.path == materials.bell.path]
    kept, last = [clip for clip in bells if clip.start < now], bells[-1:]
    for bell in bells[len(kept) : -1]:
        if all(abs(bell.start - other.start) >= APART for other in (*kept, *last)):
            kept.append(bell)
    left_out = [bell for bell in bells if bell not in (*kept, *last)]
    return replace(timeline, clips=tuple(clip for clip in timeline.clips if clip not in left_out))


def _journeys(timeline: Timeline) -> int:
    return sum(phase.kind is PhaseKind.DEEPENING for phase in timeline.phases)


def _untold(timeline: Timeline, now: Seconds, materials: Materials) -> Timeline:
    """Let the return say nothing of a journey that is left out."""
    closing = timeline.phases[-1]
    if closing.kind is not PhaseKind.RETURN:
        return timeline
    general = replace(materials, narration=None)
    late = closing.length > SHORTEST_CLOSING
    speech = closing_speech(general, closing.start, closing.length, late=late)
    kept = [clip for clip in timeline.clips if clip.layer is not Layer.VOICE or clip.start < closing.start]
    before = replace(
        timeline,
        clips=in_order((*kept, *speech.clips)),
        captions=(*(each for each in timeline.captions if each.start < closing.start), *speech.captions),
        muted=tuple(clip for clip in timeline.muted if clip.start < closing.start),
    )
    return finished(before, now, materials)
