"""What comes next in a session, and when, as whoever leads it wants to know."""

from dataclasses import dataclass, replace
from pathlib import Path

from mtrelax.domain.curves import Span
from mtrelax.domain.plan import Layer
from mtrelax.domain.time import Seconds
from mtrelax.domain.timeline import Moment, Timeline
from mtrelax.ui.i18n import tr
from mtrelax.ui.words import PHASE_WORDS


@dataclass(frozen=True, slots=True)
class Coming:
    """Something that will be."""

    kind: str
    what: str
    when: Seconds | None = None
    """How long until then; ``None`` while that cannot be known."""


def coming(timeline: Timeline, moment: Moment, *, held: bool) -> list[Coming]:
    """Return the next part, the next sentence and the next piece of music."""
    now = moment.position
    pieces = _pieces(timeline)
    found = (
        (tr("Next part"), [(each.start, tr(PHASE_WORDS[each.kind])) for each in timeline.phases]),
        (tr("Next words"), [(each.start, f"“{each.text}”") for each in timeline.captions]),
        (tr("Next piece"), pieces),
    )
    *others, piece = [
        _first(kind, [each for each in there if each[0] > now], now, held=held) for kind, there in found
    ]
    playing = max((each for each in pieces if each[0] <= now), default=None)
    if playing is not None:
        named = tr("{next} (now {piece})").format(next=piece.what, piece=playing[1])
        piece = replace(piece, what=named)
    return [*others, piece]


def clock(seconds: float) -> str:
    """Return a length as minutes and seconds."""
    return "{}:{:02}".format(*divmod(max(0, int(seconds)), 60))


def counted(time: float, held: tuple[Span, ...]) -> float:
    """Return how much of a session has gone at a moment, without what was held."""
    return time - sum(min(span.end, max(span.start, time)) - span.start for span in held)


def _first(kind: str, ahead: list[tuple[Seconds, str]], now: Seconds, *, held: bool) -> Coming:
    if not ahead:
        return Coming(kind, tr("none any more"))
    start, what = min(ahead)
    return Coming(kind, what, None if held else Seconds(start - now))


def _pieces(timeline: Timeline) -> list[tuple[Seconds, str]]:
    """Return when each piece of music begins, by the name of its file."""
    return [
        (clip.start, clip.path.stem.replace("-", " ").replace("_", " ").capitalize())
        for clip in timeline.clips
        if clip.layer is Layer.MUSIC and isinstance(clip.path, Path)
    ]
