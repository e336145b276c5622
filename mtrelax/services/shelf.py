"""What lies on the shelf: the catalogue, people's own music, and what came of bringing some."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from mtrelax.domain.breathing import Pattern
from mtrelax.domain.errors import MtrelaxError
from mtrelax.domain.materials import Playlist, Sound
from mtrelax.domain.plan import Recipe
from mtrelax.domain.scales import RatingScale
from mtrelax.domain.script import Narration
from mtrelax.domain.time import Seconds
from mtrelax.domain.track import Track

PLAYLISTS: Final = ("still-water", "evening-room", "shore", "forest-morning", "open-sky", "night-lamp")
"""In what order the bundled music stands; what else there is comes after it."""


def on_shelf(names: Iterable[str]) -> list[str]:
    """Return the names of music in the order in which it stands."""
    places = {name: place for place, name in enumerate(PLAYLISTS)}
    return sorted(names, key=lambda name: places.get(name, len(places)))


class Shelf(Protocol):
    """The catalogue: everything that can be chosen by name."""

    @property
    def playlists(self) -> Mapping[str, Playlist]: ...  # noqa: D102 - its name says it
    @property
    def narrations(self) -> Mapping[str, Narration]: ...  # noqa: D102 - its name says it
    @property
    def patterns(self) -> Mapping[str, Pattern]: ...  # noqa: D102 - its name says it
    @property
    def scales(self) -> Mapping[str, RatingScale]: ...  # noqa: D102 - its name says it
    @property
    def recipes(self) -> Mapping[str, Recipe]: ...  # noqa: D102 - its name says it
    @property
    def ambience(self) -> Mapping[str, Sound]: ...  # noqa: D102 - its name says it
    @property
    def cues(self) -> Mapping[str, Sound]: ...  # noqa: D102 - its name says it
    @property
    def imagery(self) -> Mapping[str, Narration]:
        """The narrations that somebody may choose."""
        ...


class OwnMusic(Protocol):
    """People's own playlists: paths and facts, never copies. For the main thread."""

    def playlists(self) -> list[tuple[Playlist, tuple[Track, ...]]]:
        """Return all of them, in the order in which they were made."""
        ...

    def add(self, playlist: Playlist, tracks: Sequence[Track], /) -> None:
        """Keep a new playlist."""
        ...

    def update(self, track: Track, /) -> None:
        """Keep what has become known of a file."""
        ...

    def remove(self, slug: str, /) -> None:
        """Forget a playlist; the files stay where they are."""
        ...


@dataclass(frozen=True, slots=True)
class NoOwnMusic:
    """Stands in where the log, which also keeps people's own playlists, cannot be opened."""

    reason: MtrelaxError

    def playlists(self) -> list[tuple[Playlist, tuple[Track, ...]]]:
        """Return nothing."""
        return []

    def add(self, _playlist: Playlist, _tracks: Sequence[Track], /) -> None:
        """Raise the reason."""
        raise self.reason

    def update(self, _track: Track, /) -> None:
        """Raise the reason."""
        raise self.reason

    def remove(self, _slug: str, /) -> None:
        """Raise the reason."""
        raise self.reason


@dataclass(frozen=True, slots=True)
class Music:
    """A playlist with those of its pieces that are there now."""

    playlist: Playlist
    tracks: tuple[Track, ...]

    @property
    def missing(self) -> int:
        """How many of its pieces are not there."""
        return len(self.playlist.tracks) - len(self.tracks)

    @property
    def length(self) -> Seconds:
        """How long all pieces take, one after the other."""
        return Seconds(sum(track.length for track in self.tracks))

    @property
    def own(self) -> bool:
        """Whether a person brought it."""
        return self.playlist.source == "own"


@dataclass(frozen=True, slots=True)
class Added:
    """What came of bringing music, or of looking for what was moved."""

    music: Music | None = None
    unreadable: tuple[str, ...] = ()
    """The names of the files that could not be read."""
    addresses: int = 0
    """How many addresses on the internet were left out."""
    known: bool = False
    """Whether it was on the shelf already."""
    problem: MtrelaxError | None = None
    """Why it could not be kept, or that it was called off."""
