"""The long work on people's own music: to read files, to find those that were moved, to measure them."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final, Protocol, TypeVar

from mtrelax.domain.errors import Cancelled, UnreadableAudio
from mtrelax.domain.materials import Playlist
from mtrelax.domain.time import Seconds
from mtrelax.domain.track import Loudness, Track
from mtrelax.services.jobs import Job

T = TypeVar("T")
R = TypeVar("R")

_SAME_LENGTH: Final = Seconds(0.5)
"""Files of one name that differ by more are different recordings."""


class Find(Protocol):
    """How the music files are found that are meant by some paths."""

    def __call__(self, paths: Sequence[Path], cancelled: Callable[[], bool] = ..., /) -> Sequence[Path]:
        """Return them; raises ``Cancelled``."""
        ...


@dataclass(frozen=True, slots=True)
class Files:
    """How music files are looked at. May be called from any thread."""

    find: Find
    addresses: Callable[[Sequence[Path]], int]
    """How many addresses on the internet are meant; nothing is fetched from there."""
    read: Callable[[Path], Track]
    measure: Callable[[Path, Callable[[float], None], Callable[[], bool]], Loudness]
    read_playlist: Callable[[Path], Playlist]


@dataclass(frozen=True, slots=True)
class Read:
    """What came of reading files."""

    tracks: tuple[Track, ...] = ()
    unreadable: tuple[str, ...] = ()
    """The names of the files that could not be read."""
    addresses: int = 0
    known: str | None = None
    """The playlist that has just these pieces already."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Finds and reads music files; what is on the shelf as it is need not be read again."""

    files: Files
    paths: Sequence[Path]
    kept: Mapping[frozenset[Path], str]
    """The playlists on the shelf, by their pieces."""

    def __call__(self, job: Job[Read]) -> Read:
        """Return what was found."""
        found = self.files.find(self.paths, job.cancelled)
        addresses = self.files.addresses(self.paths)
        if (same := self.kept.get(frozenset(found))) is not None:
            return Read(addresses=addresses, known=same)
        tracks: list[Track] = []
        unreadable: list[str] = []
        for path in _one_by_one(found, job):
            try:
                tracks.append(self.files.read(path))
            except UnreadableAudio:
                unreadable.append(path.name)
        return Read(tuple(tracks), tuple(unreadable), addresses)


@dataclass(frozen=True, slots=True)
class Finding:
    """Finds pieces that were moved, by the names of their files. Returns them by where they were."""

    files: Files
    folder: Path
    lost: Sequence[Track]

    def __call__(self, job: Job[Mapping[Path, Track]]) -> Mapping[Path, Track]:
        """Return what was found."""
        named: defaultdict[str, list[Path]] = defaultdict(list)
        for path in self.files.find([self.folder], job.cancelled):
            named[path.name.casefold()].append(path)
        found: dict[Path, Track] = {}
        for track in _one_by_one(self.lost, job):
            if places := named.get(track.path.name.casefold()):
                place = max(places, key=partial(_likeness, track.path))
                with suppress(UnreadableAudio):
                    found[track.path] = as_before(self.files.read(place), track)
        return found


@dataclass(frozen=True, slots=True)
class Measuring:
    """Measures one piece; what cannot be measured keeps a cautious level."""

    files: Files
    track: Track

    def __call__(self, job: Job[Track]) -> Track:
        """Return the piece with its loudness."""
        loudness = self.files.measure(self.track.path, job.report, job.cancelled)
        return replace(self.track, loudness=loudness)


def is_there(path: Path) -> bool:
    """Tell whether a file is there; on a drive that does not answer there is none."""
    try:
        return path.exists()
    except OSError:
        return False


def as_before(track: Track, before: Track | None) -> Track:
    """Return a piece with the loudness it was known to have, if it still is the same recording."""
    if before is None or abs(track.length - before.length) > _SAME_LENGTH:
        return track
    return replace(track, loudness=before.loudness or track.loudness)


def _one_by_one(items: Sequence[T], job: Job[R]) -> Iterator[T]:
    """Yield each item, and tell how far the work is; raises ``Cancelled`` once it was called off."""
    for done, item in enumerate(items, 1):
        if job.cancelled():
            raise Cancelled
        yield item
        job.report(done / len(items))


def _likeness(one: Path, other: Path) -> int:
    """Return in how many of their last parts two paths are alike."""
    alike = 0
    for mine, yours in zip(reversed(one.parts), reversed(other.parts), strict=False):
        if mine != yours:
            break
        alike += 1
    return alike
