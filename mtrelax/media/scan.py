"""Which files are meant when somebody names files, folders and playlists."""

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

AUDIO_SUFFIXES: Final = frozenset(
    f".{name}"
    for name in (
        *("aac", "aif", "aiff", "ape", "flac", "m4a", "m4b", "mka", "mp3", "mp4", "oga", "ogg", "opus"),
        *("wav", "weba", "webm", "wma", "wv"),
    )
)
PLAYLIST_SUFFIXES: Final = frozenset({".m3u", ".m3u8"})

_DIGITS: Final = re.compile(r"(\d+)")


def audio_files(paths: Iterable[Path]) -> list[Path]:
    """Return the sound files that are meant, each once, in the order asked for.

    Folders are searched with all that is in them and sorted as people count (2 before 10). A file that is
    named, by the person or in a playlist, is taken at its word, so that what is missing can be told.
    """
    found: dict[str, Path] = {}
    for path in paths:
        for file in _meant(path):
            found.setdefault(os.path.realpath(file), file)
    return list(found.values())


def _meant(path: Path) -> Iterator[Path]:
    """Yield the files that one path stands for."""
    if path.is_dir():
        yield from _in_folder(path)
    elif path.suffix.casefold() in PLAYLIST_SUFFIXES:
        yield from _in_playlist(path)
    else:
        yield path


def _in_folder(folder: Path) -> list[Path]:
    """Return the sound files in a folder and below; what is hidden is left alone."""
    found: list[Path] = []
    for root, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        shown = (Path(root, name) for name in names if not name.startswith("."))
        found += [path for path in shown if path.suffix.casefold() in AUDIO_SUFFIXES]
    return sorted(found, key=natural)


def natural(path: Path) -> tuple[tuple[tuple[int, int, str], ...], ...]:
    """Return a key that sorts paths as people do: by part, letters alike, numbers by their size."""
    return tuple(
        tuple(
            (0, int(run), "") if run.isdecimal() else (1, 0, run.casefold())
            for run in _DIGITS.split(part)
            if run
        )
        for part in path.parts
    )


def _in_playlist(playlist: Path) -> Iterator[Path]:
    """Yield what an M3U names; what lies on the net is not for us."""
    try:
        data = playlist.read_bytes()
    except OSError:
        return
    for line in _text(data).splitlines():
        entry = line.strip()
        if not entry or entry.startswith("#"):
            continue
        if entry.casefold().startswith("file:"):
            yield Path(url2pathname(urlsplit(entry).path))
        elif "://" not in entry:
            yield _beside(playlist, entry)


def _beside(playlist: Path, entry: str) -> Path:
    """Return the file of an entry; other programs write backslashes, or percent signs as in a URL."""
    plain = playlist.parent / entry
    others = (playlist.parent / entry.replace("\\", "/"), playlist.parent / unquote(entry))
    return next((path for path in (plain, *others) if path.exists()), plain)


def _text(data: bytes) -> str:
    """Return a playlist as text: M3U8 is UTF-8, and so is most M3U; old ones are Latin-1."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("latin-1")
