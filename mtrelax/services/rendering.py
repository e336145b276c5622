"""A session as a file to take home: the same sound as in the room, with chapters, credits and captions."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mtrelax.domain.errors import MusicNotCleared, RenderFailed, UnknownFormat
from mtrelax.domain.materials import Materials
from mtrelax.domain.phases import PhaseKind
from mtrelax.domain.plan import SessionPlan
from mtrelax.domain.timeline import Timeline
from mtrelax.engine.render import render
from mtrelax.engine.source import SourceFault
from mtrelax.media.captions import vtt, write_vtt
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


@dataclass(frozen=True, slots=True)
class _Work:
    """Something that somebody made, and that is heard or read in a session."""

    title: str
    licence: str
    thanks: tuple[str, ...]
    """Who is to be named, in words."""


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
    """Write a session to a file, and its captions beside it; neither is there before both are whole.

    Raises ``MusicNotCleared`` for what is heard or read and whose licence is unknown, unless somebody says
    that it may be copied (``cleared``); ``UnknownFormat``, ``RenderFailed`` and ``Cancelled``. Files of these
    names are replaced.
    """
    works = tuple(_works(timeline, materials))
    unknown = tuple(dict.fromkeys(work.title for work in works if not work.licence))
    if unknown and not cleared:
        raise MusicNotCleared(unknown)
    captions = _captions_of(path)
    draft = captions.with_name(f".{captions.name}.part")
    encoder = open_encoder(path, _about(plan, timeline, works))
    try:
        write_vtt(draft, timeline.captions)
        faults = render(timeline, open_audio, plan.levels, encoder, progress, cancelled)
        if timeline.captions:
            draft.replace(captions)
    except OSError as error:
        raise RenderFailed(captions.name, error.strerror or str(error)) from error
    finally:
        encoder.abort()
        draft.unlink(missing_ok=True)
    has_chapters = FORMATS[path.suffix.lower()].has_chapters
    return Rendered(path, captions if timeline.captions else None, has_chapters, faults)


def check_format(path: Path) -> None:
    """Refuse a file's name that tells no format which is offered, with ``UnknownFormat``."""
    if path.suffix.lower() not in FORMATS:
        raise UnknownFormat(path.suffix, tuple(FORMATS))


def other_captions(path: Path, timeline: Timeline) -> tuple[Path, ...]:
    """Return the captions that a rendering would replace; the same ones, for another format, are no loss."""
    captions = _captions_of(path)
    if not timeline.captions or not captions.is_file():
        return ()
    same = captions.read_bytes() == vtt(timeline.captions).encode()
    return () if same else (captions,)


def _captions_of(path: Path) -> Path:
    return path.with_suffix(".vtt")


def _about(plan: SessionPlan, timeline: Timeline, works: Iterable[_Work]) -> About:
    credit = "; ".join(dict.fromkeys(words for work in works for words in work.thanks))
    return About(
        title=plan.title or "A relaxation session",
        artist=ARTIST,
        album=ARTIST,
        # Also here: it is what players show.
        comment=f"Made with mtrelax. Not for use while driving. {credit}",
        credit=credit,
        licence="; ".join(dict.fromkeys(work.licence for work in works if work.licence)),
        chapters=tuple(Chapter(phase.start, _TITLES[phase.kind]) for phase in timeline.phases),
    )


def _works(timeline: Timeline, materials: Materials) -> Iterator[_Work]:
    """Yield what a session is made of: its music, its sounds, its words and the voices that speak them."""
    heard = {clip.path for clip in timeline.clips}
    read = {caption.text for caption in timeline.captions}
    for track in materials.all_tracks:
        if track.path in heard:
            yield _work(track.title, track.artist, track.licence, track.credit)
    around = (each.sound for each in materials.ambience)
    for sound in (*around, materials.bell, *materials.breath_words.values()):
        if sound is not None and sound.path in heard:
            yield _work(sound.title, "", sound.licence, sound.credit)
    for narration in (materials.narration, materials.closing):
        if narration is None or not read.intersection(narration.script.texts):
            continue
        script, voice = narration.script, narration.recording
        yield _work(script.title, script.author, script.licence)
        if voice is not None and voice.path in heard:
            yield _Work(script.title, voice.licence, (voice.credit or f"Voice: {voice.voice}",))


def _work(title: str, author: str, licence: str, credit: str = "") -> _Work:
    by = f" {author}" if author else ""
    name = f"“{title}”{by} ({licence or 'by permission'})"
    return _Work(title, licence, (name, credit) if credit else (name,))


_TITLES: Final = {
    PhaseKind.SETTLE: "Settle",
    PhaseKind.INDUCTION: "Induction",
    PhaseKind.DEEPENING: "Deepening",
    PhaseKind.MUSIC: "Music",
    PhaseKind.RETURN: "Return",
    PhaseKind.SLEEP: "Sleep",
}
