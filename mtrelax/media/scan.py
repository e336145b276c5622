"""Which files are meant when somebody names files, folders and playlists."""

import os
import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from mtrelax.domain.errors import Cancelled

AUDIO_SUFFIXES: Final = frozenset(
    f".{name}"
    for name in (
        *("aac", "aif", "aiff", "ape", "flac", "m4a", "m4b", "mka", "mp3", "mp4", "oga", "ogg", "opus"),
        *("wav", "weba", "webm", "wma", "wv"),
    )
)
PLAYLIST_SUFFIXES: Final = frozenset({".m3u", ".m3u8"})

_DIGITS: Final = re.compile(r"(\d+)")


def _never() -> bool:
    """Go on."""
    return False


def audio_files(paths: Iterable[Path], cancelled: Callable[[], bool] = _never) -> list[Path]:
    """Return the sound files that are meant, each once, in the order asked for; raises ``Cancelled``.

    Folders are searched with all that is in them and sorted as people count (2 before 10). A file that is
    named, by the person or in a playlist, is taken at its word, so that what is missing can be told.
    """
    found: dict[Path, Path] = {}
    folders: dict[Path, Path] = {}
    for path in paths:
        for file in _meant(path, cancelled):
            found.setdefault(_itself(file, folders), file)
    return list(found.values())


def internet_addresses(paths: Iterable[Path]) -> int:
    """Return how many addresses on the internet the playlists among these name."""
    return sum(map(_is_address, chain.from_iterable(map(_entries, filter(_is_playlist, paths)))))


def _itself(file: Path, folders: dict[Path, Path]) -> Path:
    """Return a file without the links on the way to it; each folder is looked at once."""
    folder = file.parent
    if folder not in folders:
        folders[folder] = Path(os.path.realpath(folder))
    if file.is_symlink():
        return Path(os.path.realpath(file))
    return folders[folder] / file.name


def _meant(path: Path, cancelled: Callable[[], bool]) -> Iterator[Path]:
    """Yield the files that one path stands for."""
    if path.is_dir():
        yield from _in_folder(path, cancelled)
    elif _is_playlist(path):
        yield from _in_playlist(path)
    else:
        yield path


def _in_folder(folder: Path, cancelled: Callable[[], bool]) -> list[Path]:
    """Return the sound files in a folder and below; what is hidden is left alone."""
    found: list[Path] = []
    for root, folders, names in os.walk(folder):
        if cancelled():
            raise Cancelled
        folders[:] = [name for name in folders if not name.startswith(".")]
        shown = (Path(root, name) for name in names if not name.startswith("."))
        found += [path for path in shown if path.suffix.casefold() in AUDIO_SUFFIXES]
    return sorted(found, key=natural)


def natural(path: Path) -> tuple[tuple[tuple[int, int, str], ...], ...]:
    """Return a key that sorts paths as people do: by part, letters alike, numbers by their size."""
    return tuple(map(_natural_part, path.parts))


@lru_cache(maxsize=4096)
def _natural_part(part: str) -> tuple[tuple[int, int, str], ...]:
    return tuple(
        (0, int(run), "") if run.isdecimal() else (1, 0, run.casefold()) for run in _DIGITS.split(part) if run
    )


def _is_playlist(path: Path) -> bool:
    return path.suffix.casefold() in PLAYLIST_SUFFIXES


def _in_playlist(playlist: Path) -> Iterator[Path]:
    """Yield the files that an M3U names; what lies on the internet is not for us."""
    for entry in _entries(playlist):
        if entry.casefold().startswith("file:"):
            yield Path(url2pathname(urlsplit(entry).path))
        elif not _is_address(entry):
            yield _beside(playlist, entry)


def _entries(playlist: Path) -> list[str]:
    """Return the lines of an M3U that are no comments; none where it cannot be read."""
    try:
        data = playlist.read_bytes()
    except OSError:
        return []
    lines = map(str.strip, _text(data).splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def _is_address(entry: str) -> bool:
    return "://" in entry and not entry.casefold().startswith("file:")


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
