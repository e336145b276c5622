"""What a revision leaves as it was: everything before now, and how it lets go of what sounds."""

from dataclasses import replace

from mtrelax.domain.curves import Span
from mtrelax.domain.plan import Layer
from mtrelax.domain.time import Seconds
from mtrelax.domain.timeline import Caption, Clip, PacedSpan, PhaseSpan, Timeline


def within(timeline: Timeline, now: Seconds) -> Seconds:
    """Return a moment of the session; what is fed ahead of the loudspeaker may lie behind its end."""
    return Seconds(min(max(0.0, now), timeline.length))


def past_phases(timeline: Timeline, now: Seconds) -> tuple[PhaseSpan, ...]:
    """Return the phases up to a moment."""
    return tuple(replace(each, end=_until(each.end, now)) for each in timeline.phases if each.start < now)


def past_captions(timeline: Timeline, now: Seconds) -> tuple[Caption, ...]:
    """Return the captions up to a moment."""
    return tuple(replace(each, end=_until(each.end, now)) for each in timeline.captions if each.start < now)


def past_paced(timeline: Timeline, now: Seconds) -> tuple[PacedSpan, ...]:
    """Return the pacing up to a moment; it may end in the middle of a breath."""
    return tuple(replace(each, end=_until(each.end, now)) for each in timeline.paced if each.start < now)


def past_held(timeline: Timeline, now: Seconds) -> tuple[Span, ...]:
    """Return when phases were held, up to a moment."""
    return tuple(Span(each.start, _until(each.end, now)) for each in timeline.held if each.start < now)


def clips_of(timeline: Timeline, *layers: Layer) -> tuple[Clip, ...]:
    """Return the clips of some layers."""
    return tuple(clip for clip in timeline.clips if clip.layer in layers)


def let_go(clip: Clip, now: Seconds, fade: Seconds) -> Clip:
    """Let a clip fade away from now on, unless it fades already or ends by itself before."""
    end = Seconds(now + fade)
    return clip if clip.end <= end or fades(clip, now) else replace(clip, end=end, fade_out=fade)


def fades(clip: Clip, now: Seconds) -> bool:
    """Return whether a clip has begun to fade away."""
    return clip.end - clip.fade_out < now


def _until(end: Seconds, now: Seconds) -> Seconds:
    return Seconds(min(end, now))
