"""A stretch of a session as a timeline of its own, for trying how it is there."""

from dataclasses import replace
from typing import TypeVar

from mtrelax.domain.curves import Envelope, EnvelopePoint
from mtrelax.domain.plan import Layer
from mtrelax.domain.time import Frames, Seconds, to_frames, to_seconds
from mtrelax.domain.timeline import Caption, Clip, PacedSpan, PhaseSpan, Timeline

Stretch = TypeVar("Stretch", Caption, PacedSpan)


def excerpt(timeline: Timeline, start: Seconds, length: Seconds) -> Timeline:
    """Return what is heard, read and breathed in a stretch of a session; it ends no later than that.

    What began before keeps its beginning, at a time below 0, so that nothing about it changes.
    """
    first = Frames(min(max(0, to_frames(start)), to_frames(timeline.length)))
    since = to_seconds(first)
    end = Seconds(min(length, timeline.length - since))

    def touches(each: Caption | Clip) -> bool:
        return each.start < since + end and each.end > since

    return Timeline(
        length=end,
        phases=(PhaseSpan(timeline.phases[-1].kind, Seconds(0.0), end),),
        # The voice silences what tells the breath, also a little before and after it speaks.
        clips=tuple(
            _on_its_frames(clip, first)
            for clip in timeline.clips
            if clip.layer is Layer.VOICE or touches(clip)
        ),
        captions=tuple(_earlier(each, since) for each in timeline.captions if touches(each)),
        paced=tuple(_earlier(each, since) for each in timeline.paced),
        cue_style=timeline.cue_style,
        envelopes={layer: _envelope(each, since) for layer, each in timeline.envelopes.items()},
    )


def _on_its_frames(clip: Clip, by: Frames) -> Clip:
    """Return a clip so much earlier that it sounds as before, frame by frame."""
    start, end = to_frames(clip.start) - by, to_frames(clip.end) - by
    return replace(clip, start=to_seconds(Frames(start)), end=to_seconds(Frames(max(end, start + 1))))


def _earlier(stretch: Stretch, by: Seconds) -> Stretch:
    return replace(stretch, start=Seconds(stretch.start - by), end=Seconds(stretch.end - by))


def _envelope(envelope: Envelope, by: Seconds) -> Envelope:
    return Envelope(tuple(EnvelopePoint(Seconds(point.time - by), point.level) for point in envelope.points))
