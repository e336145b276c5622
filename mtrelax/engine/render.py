"""A session as a file: the same desk as in the room, as fast as the machine can."""

from collections.abc import Callable

from mtrelax.domain.plan import Levels
from mtrelax.domain.time import Decibels, Frames, to_frames
from mtrelax.domain.timeline import Timeline
from mtrelax.engine.desk import Desk
from mtrelax.engine.sinks.file import Encoder, pour
from mtrelax.engine.source import OpenSource, SourceFault


def render(
    timeline: Timeline,
    open_source: OpenSource,
    levels: Levels,
    encoder: Encoder,
    progress: Callable[[float], None],
    cancelled: Callable[[], bool],
    master: Decibels = Decibels(0.0),
) -> tuple[SourceFault, ...]:
    """Write a session; return what is silent in it. ``progress`` hears 0..1. Raises ``Cancelled``."""
    desk = Desk(timeline, open_source, levels, master, _standing_still)
    total = to_frames(timeline.length)

    def written(frames: Frames) -> None:
        progress(frames / total)

    try:
        pour(desk, encoder, written, cancelled)
    finally:
        desk.close()
    return desk.faults


def _standing_still() -> float:
    """Return no time: nothing is heard while a file is written."""
    return 0.0
