"""A session as a file to take home: the same sound as in the room, with chapters, credits and captions."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mtrelax.domain.errors import MusicNotCleared
from mtrelax.domain.materials import Materials
from mtrelax.domain.phases import PhaseKind
from mtrelax.domain.plan import SessionPlan
from mtrelax.domain.timeline import Timeline
from mtrelax.domain.track import Track
from mtrelax.engine.render import render
from mtrelax.engine.source import SourceFault
from mtrelax.media.captions import write_vtt
from mtrelax.media.decode import open_audio
from mtrelax.media.encode import FORMATS, About, Chapter, open_encoder

ARTIST: Final = "mtrelax"


@dataclass(frozen=True, slots=True)
class Rendered:
    """What came of a rendering."""

    path: Path
    captions: Path | None
    has_chapters: bool
    faults: tuple[SourceFault, ...]


def render_session(
    plan: SessionPlan,
    timeline: Timeline,
    materials: Materials,
    path: Path,
    progress: Callable[[float], None],
    cancelled: Callable[[], bool],
    *,
    cleared: bool = False,
) -> Rendered:
    """Write a session to a file, and its captions beside it.

    Raises ``MusicNotCleared`` for pieces whose licence is unknown, unless somebody says that they may be
    copied (``cleared``); ``UnknownFormat``, ``RenderFailed`` and ``Cancelled``. A file of that name is
    replaced only once the new one is whole.
    """
    used = {clip.path for clip in timeline.clips}
    unknown = tuple(track.title for track in materials.tracks if track.path in used and not track.licence)
    if unknown and not cleared:
        raise MusicNotCleared(unknown)
    encoder = open_encoder(path, _about(plan, timeline, materials, used))
    faults = render(timeline, open_audio, plan.levels, encoder, progress, cancelled)
    captions = path.with_suffix(".vtt") if timeline.captions else None
    if captions is not None:
        write_vtt(captions, timeline.captions)
    return Rendered(path, captions, FORMATS[path.suffix.lower()].has_chapters, faults)


def _about(plan: SessionPlan, timeline: Timeline, materials: Materials, used: Iterable[Path]) -> About:
    tracks = [track for track in materials.tracks if track.path in used]
    names = [_name(track) for track in tracks]
    return About(
        title=plan.title or "A relaxation session",
        artist=ARTIST,
        album=ARTIST,
        comment="Made with mtrelax. Not for use while driving.",
        credit="; ".join(dict.fromkeys([*names, *(track.credit for track in tracks if track.credit)])),
        licence="; ".join(dict.fromkeys(track.licence for track in tracks if track.licence)),
        chapters=tuple(Chapter(phase.start, _TITLES[phase.kind]) for phase in timeline.phases),
    )


def _name(track: Track) -> str:
    by = f" {track.artist}" if track.artist else ""
    return f"“{track.title}”{by} ({track.licence or 'by permission'})"


_TITLES: Final = {
    PhaseKind.SETTLE: "Settle",
    PhaseKind.INDUCTION: "Induction",
    PhaseKind.DEEPENING: "Deepening",
    PhaseKind.MUSIC: "Music",
    PhaseKind.RETURN: "Return",
    PhaseKind.SLEEP: "Sleep",
}
