"""What a sound file says of itself, and what is written into one that was rendered."""

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import isfinite, log10
from pathlib import Path
from typing import Any, Final, cast

import mutagen
from mutagen.flac import FLAC
from mutagen.id3 import CHAP, COMM, CTOC, TALB, TIT2, TPE1, TXXX, CTOCFlags
from mutagen.id3._tags import ID3Tags
from mutagen.mp3 import MP3
from mutagen.mp4 import MP4, MP4FreeForm, MP4Tags
from mutagen.oggopus import OggOpus
from mutagen.wave import WAVE

from mtrelax.domain.errors import UnreadableAudio
from mtrelax.domain.time import Decibels, Seconds
from mtrelax.domain.track import REFERENCE, Loudness, Track
from mtrelax.media.decode import audio_length

REPLAYGAIN_REFERENCE: Final = Decibels(-18.0)
"""What ReplayGain 2 tags refer to, LUFS."""

_FILE: Final = cast("Any", mutagen.File)
"""Untyped: what mutagen returns depends on the file."""
_STRANGER: Final = (mutagen.MutagenError, OSError, ValueError, EOFError, LookupError, struct.error)
"""What mutagen raises over damaged files."""

_FREE_FORM: Final = "----:com.apple.iTunes:"
_ID3_NAMES: Final[Mapping[str, str]] = {
    "TIT2": "title",
    "TPE1": "artist",
    "TALB": "album",
    "TBPM": "bpm",
    "TCOP": "copyright",
    "COMM": "comment",
    "WCOP": "license",
}
_MP4_NAMES: Final[Mapping[str, str]] = {
    "\xa9nam": "title",
    "\xa9ART": "artist",
    "\xa9alb": "album",
    "\xa9cmt": "comment",
    "tmpo": "bpm",
    "cprt": "copyright",
}
_OTHER_NAMES: Final[Mapping[str, str]] = {
    "author": "artist",
    "wm/albumtitle": "album",
    "wm/beatsperminute": "bpm",
    "tempo": "bpm",
    "licence": "license",
    "description": "comment",
}


@dataclass(frozen=True, slots=True)
class Chapter:
    """A place in a file that a player can jump to."""

    start: Seconds
    title: str


@dataclass(frozen=True, slots=True)
class About:
    """What is written into a rendered file besides its sound. Empty is left out."""

    title: str = ""
    artist: str = ""
    album: str = ""
    comment: str = ""
    credit: str = ""
    licence: str = ""
    chapters: tuple[Chapter, ...] = ()
    """In the order of time."""

    def texts(self) -> dict[str, str]:
        """Return what is said, by the names of Vorbis comments."""
        said = {
            "title": self.title,
            "artist": self.artist,
            "album": self.album,
            "comment": self.comment,
            "credit": self.credit,
            "license": self.licence,
        }
        return {name: text for name, text in said.items() if text}


def read_track(path: Path) -> Track:
    """Return what is known of a piece of music; raises ``UnreadableAudio``."""
    file = _opened(path)
    length = Seconds(float(getattr(file.info, "length", 0.0))) if file is not None else Seconds(0.0)
    if not length > 0:
        length = audio_length(path)
    if not (length > 0 and isfinite(length)):
        raise UnreadableAudio(path.name, "no sound in it")
    texts = _texts(file.tags) if file is not None and file.tags is not None else {}
    licence = texts.get("license", "")
    return Track(
        path=path,
        length=length,
        title=texts.get("title") or path.stem,
        artist=texts.get("artist", ""),
        album=texts.get("album", ""),
        tempo=_tempo(texts.get("bpm", "")),
        loudness=_loudness(texts),
        licence=licence,
        # A comment may be anything; beside a licence that asks for it, it names those who are to be credited.
        credit=texts.get("credit")
        or texts.get("copyright")
        or (texts.get("comment", "") if licence and not licence.startswith("CC0") else ""),
    )


def write_tags(path: Path, about: About, length: Seconds) -> None:
    """Write tags, and chapters where mutagen can, into a file just rendered; its bytes say its kind."""
    file = _FILE(path, options=[OggOpus, FLAC, MP3, MP4, WAVE])
    if file is None:
        raise UnreadableAudio(path.name, "no place for tags")
    if file.tags is None:
        file.add_tags()
    if isinstance(file, OggOpus | FLAC):
        _write_comments(file, about)
    elif isinstance(file, MP4):
        _write_atoms(file, about)
    else:
        _write_id3(file.tags, about, length if isinstance(file, MP3) else None)
    cast("Any", file).save()


def _opened(path: Path) -> Any | None:
    """Return mutagen's view of a file; ``None`` if it has none."""
    try:
        return _FILE(path)
    except _STRANGER:
        return None


def _texts(tags: Any) -> dict[str, str]:
    """Return tags of any kind as texts, by the lower-case names of Vorbis comments; the first one counts."""
    found: dict[str, str] = {}
    for key, value in _pairs(tags):
        name, text = key.casefold(), value.strip("\0 \t\r\n")
        if text:
            found.setdefault(_OTHER_NAMES.get(name, name), text)
    return found


def _pairs(tags: Any) -> Iterator[tuple[str, str]]:
    """Yield names and texts."""
    if isinstance(tags, ID3Tags):
        for frame in cast("Any", tags).values():
            name = frame.desc if frame.FrameID == "TXXX" else _ID3_NAMES.get(frame.FrameID)
            if name:
                yield name, "; ".join(map(str, frame.text)) if hasattr(frame, "text") else str(frame.url)
    elif isinstance(tags, MP4Tags):
        for key, values in cast("Any", tags).items():
            name = _MP4_NAMES.get(key) or (key[len(_FREE_FORM) :] if key.startswith(_FREE_FORM) else None)
            if name:
                yield name, "; ".join(_text(value) for value in values)
    else:
        # A Vorbis comment is a list of pairs, in which a name may come again.
        for key in dict.fromkeys(map(str, tags.keys())):
            value = tags[key]
            values = cast("list[object]", value) if isinstance(value, list) else [value]
            yield key, "; ".join(map(_text, values))


def _text(value: object) -> str:
    """Return a tag's value as text."""
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def _number(text: str) -> float | None:
    """Return the number at the beginning of a text such as ``-7,03 dB``."""
    try:
        number = float(text.split(maxsplit=1)[0].replace(",", "."))
    except (ValueError, IndexError):
        return None
    return number if isfinite(number) else None


def _tempo(text: str) -> float | None:
    """Return a tempo that music can have; programs write 0 where they do not know."""
    tempo = _number(text)
    return tempo if tempo is not None and 20 <= tempo <= 400 else None


def _loudness(texts: Mapping[str, str]) -> Loudness | None:
    """Return the loudness that gain tags speak of; R128 goes before ReplayGain."""
    steps, gain = _number(texts.get("r128_track_gain", "")), _number(texts.get("replaygain_track_gain", ""))
    if steps is not None:
        integrated = REFERENCE - steps / 256
    elif gain is not None:
        integrated = REPLAYGAIN_REFERENCE - gain
    else:
        return None
    if not -70 <= integrated <= 10:
        return None
    peak = _number(texts.get("replaygain_track_peak", ""))
    true_peak = 20 * log10(peak) if peak is not None and peak > 0 else 0.0
    return Loudness(Decibels(integrated), Decibels(true_peak))


def _write_comments(file: Any, about: About) -> None:
    """Write Vorbis comments; chapters as CHAPTERnnn."""
    for name, text in about.texts().items():
        file.tags[name] = text
    for number, chapter in enumerate(about.chapters, 1):
        file.tags[f"CHAPTER{number:03}"] = _clock(chapter.start)
        file.tags[f"CHAPTER{number:03}NAME"] = chapter.title


def _write_atoms(file: Any, about: About) -> None:
    """Write MP4 atoms. The chapters are a track of their own, written with the sound."""
    atoms = {name: atom for atom, name in _MP4_NAMES.items()}
    for name, text in about.texts().items():
        if name in atoms:
            file.tags[atoms[name]] = [text]
        else:
            file.tags[_FREE_FORM + name] = [MP4FreeForm(text.encode())]


def _write_id3(tags: Any, about: About, length: Seconds | None) -> None:
    """Write ID3 frames; chapters only where a length is given."""
    frames = {"title": TIT2, "artist": TPE1, "album": TALB}
    for name, text in about.texts().items():
        if name in frames:
            tags.add(frames[name](encoding=3, text=[text]))
        elif name == "comment":
            tags.add(COMM(encoding=3, lang="eng", desc="", text=[text]))
        else:
            tags.add(TXXX(encoding=3, desc=name.upper(), text=[text]))
    if length is None or not about.chapters:
        return
    # mutagen writes the shortest frames first, and some players list chapters as they stand in the file:
    # names that fill up all frames to one length keep them in order.
    sizes = [len(chapter.title.encode()) for chapter in about.chapters]
    names = [f"chp{number:03}{'_' * (max(sizes) - size)}" for number, size in enumerate(sizes)]
    ends = [*(chapter.start for chapter in about.chapters[1:]), length]
    for name, chapter, end in zip(names, about.chapters, ends, strict=True):
        title = [TIT2(encoding=3, text=[chapter.title])]
        start_time, end_time = round(chapter.start * 1000), round(end * 1000)
        tags.add(CHAP(element_id=name, start_time=start_time, end_time=end_time, sub_frames=title))
    flags = CTOCFlags.TOP_LEVEL | CTOCFlags.ORDERED
    tags.add(CTOC(element_id="toc", flags=flags, child_element_ids=names, sub_frames=[]))


def _clock(time: Seconds) -> str:
    """Return a moment as Vorbis chapters have it, 00:00:00.000."""
    total = round(time * 1000)
    return f"{total // 3_600_000:02}:{total // 60_000 % 60:02}:{total // 1000 % 60:02}.{total % 1000:03}"
