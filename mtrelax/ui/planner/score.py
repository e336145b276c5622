"""What the strip shows of a session, read off its timeline."""

from collections.abc import Iterable
from dataclasses import dataclass

from mtrelax.domain.curves import Span
from mtrelax.domain.plan import Layer
from mtrelax.domain.time import Seconds
from mtrelax.services.planning import Sketch

_ONE_STRETCH = Seconds(8.0)
"""Silences that are shorter belong to what is being said."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A playlist, and when it plays."""

    playlist: str
    start: Seconds
    end: Seconds


def spoken(sketch: Sketch) -> list[Span]:
    """Return where the voice speaks, or where there is something to read."""
    return _joined(Span(each.start, each.end) for each in sketch.timeline.captions)


def bells(sketch: Sketch) -> list[Seconds]:
    """Return when a bell is struck."""
    bell = sketch.materials.bell
    clips = sketch.timeline.clips
    return [each.start for each in clips if bell and each.layer is Layer.CUE and each.path == bell.path]


def music(sketch: Sketch) -> list[Stretch]:
    """Return which playlist plays when."""
    found: list[Stretch] = []
    for phase in sketch.phases:
        name = sketch.plan.phase(phase.kind).playlist or sketch.plan.playlist
        if found and found[-1].playlist == name:
            found[-1] = Stretch(name, found[-1].start, phase.end)
        else:
            found.append(Stretch(name, phase.start, phase.end))
    return found


def _joined(spans: Iterable[Span]) -> list[Span]:
    joined: list[Span] = []
    for span in spans:
        if joined and span.start - joined[-1].end < _ONE_STRETCH:
            joined[-1] = Span(joined[-1].start, max(span.end, joined[-1].end))
        else:
            joined.append(span)
    return joined
