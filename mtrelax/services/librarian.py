"""What can be chosen, with the music it stands for: the bundled catalogue and people's own music."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Protocol, TypeVar

from mtrelax.domain.breathing import Pattern
from mtrelax.domain.compile import compile_session, shortest_minutes
from mtrelax.domain.errors import (
    Cancelled,
    LogUnavailable,
    MtrelaxError,
    NothingToPlay,
    UnknownName,
    UnreadableAudio,
)
from mtrelax.domain.materials import Materials, Playlist, Sound
from mtrelax.domain.plan import Recipe, SessionPlan
from mtrelax.domain.scales import RatingScale
from mtrelax.domain.script import Narration, ScriptUse
from mtrelax.domain.time import Seconds, minutes
from mtrelax.domain.timeline import Timeline
from mtrelax.domain.track import Loudness, Track
from mtrelax.services.event import Event
from mtrelax.services.jobs import Job, Jobs

T = TypeVar("T")

PACE_LIMIT: Final = minutes(5)
FIRST_SESSIONS: Final = 3
"""The first sessions pace the breath at most five minutes (DESIGN 5)."""
CLOSING_SCRIPT: Final = "gentle-return"
GROUNDING_SCRIPT: Final = "grounding"
BELL: Final = "bell"


class Shelf(Protocol):
    """The catalogue: everything that can be chosen by name."""

    @property
    def playlists(self) -> Mapping[str, Playlist]: ...  # noqa: D102
    @property
    def narrations(self) -> Mapping[str, Narration]: ...  # noqa: D102
    @property
    def patterns(self) -> Mapping[str, Pattern]: ...  # noqa: D102
    @property
    def scales(self) -> Mapping[str, RatingScale]: ...  # noqa: D102
    @property
    def recipes(self) -> Mapping[str, Recipe]: ...  # noqa: D102
    @property
    def ambience(self) -> Mapping[str, Sound]: ...  # noqa: D102
    @property
    def cues(self) -> Mapping[str, Sound]: ...  # noqa: D102


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
class Files:
    """How music files are looked at. May be called from any thread."""

    find: Callable[[Sequence[Path]], Sequence[Path]]
    read: Callable[[Path], Track]
    measure: Callable[[Path, Callable[[float], None], Callable[[], bool]], Loudness]
    read_playlist: Callable[[Path], Playlist]


@dataclass(frozen=True, slots=True)
class Music:
    """A playlist with its pieces."""

    playlist: Playlist
    tracks: tuple[Track, ...]

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
    """What came of bringing music."""

    music: Music | None
    unreadable: int
    problem: MtrelaxError | None = None
    """Why it could not be kept, or that it was called off."""


class Librarian:
    """Knows every playlist, script, pattern and sound by name."""

    def __init__(self, shelf: Shelf, own: OwnMusic, files: Files, jobs: Jobs) -> None:
        self._shelf = shelf
        self._own = own
        self._files = files
        self._jobs = jobs
        self._known: dict[Path, Track] = {}
        self._measuring: set[Path] = set()
        self.changed = Event[None]()

    @property
    def patterns(self) -> Mapping[str, Pattern]:
        """The breathing patterns, the default first."""
        return self._shelf.patterns

    @property
    def recipes(self) -> Mapping[str, Recipe]:
        """The ways to share out the time."""
        return self._shelf.recipes

    @property
    def scales(self) -> Mapping[str, RatingScale]:
        """The rating scales."""
        return self._shelf.scales

    @property
    def ambience(self) -> Mapping[str, Sound]:
        """The sounds that can surround the music."""
        return self._shelf.ambience

    @property
    def narrations(self) -> Mapping[str, Narration]:
        """All scripts, those for the end and the way out too."""
        return self._shelf.narrations

    def imagery(self) -> Mapping[str, Narration]:
        """Return the scripts that somebody may choose."""
        return {k: v for k, v in self._shelf.narrations.items() if v.script.use is ScriptUse.IMAGERY}

    def music(self) -> list[Music]:
        """Return every playlist that has something to play: the bundled ones, then people's own."""
        return [each for each in self._all() if each.tracks]

    def music_of(self, name: str) -> Music:
        """Return a playlist by its slug, or read one from a path: a TOML file, a folder, an M3U8, a piece.

        Raises ``UnknownName``, ``NothingToPlay`` or ``WrongFile``.
        """
        for each in self._all():
            if each.playlist.slug == name:
                return _playable(each)
        path = Path(name).expanduser()
        if not path.exists():
            raise UnknownName("playlist", name, tuple(each.playlist.slug for each in self.music()))
        if path.suffix.lower() == ".toml":
            playlist = self._files.read_playlist(path)
        else:
            playlist = Playlist(
                slug=path.stem, title=path.stem, tracks=tuple(self._files.find([path])), source=name
            )
        return _playable(Music(playlist, self._tracks(playlist)))

    def materials(self, plan: SessionPlan, sessions_before: int = FIRST_SESSIONS) -> Materials:
        """Return what a plan's names stand for. Raises ``UnknownName`` for a name that nothing has."""
        shelf = self._shelf
        breathing = plan.breathing
        return Materials(
            tracks=self.music_of(plan.playlist).tracks,
            recipe=_named(shelf.recipes, "recipe", plan.recipe),
            closing=_named(shelf.narrations, "script", CLOSING_SCRIPT),
            grounding=_named(shelf.narrations, "script", GROUNDING_SCRIPT),
            narration=_named(self.imagery(), "script", plan.script) if plan.script else None,
            pattern=_named(shelf.patterns, "pattern", breathing.pattern) if breathing else None,
            ambience=tuple(_named(shelf.ambience, "ambience", each.sound) for each in plan.ambience),
            bell=shelf.cues.get(BELL),
            pace_limit=PACE_LIMIT if sessions_before < FIRST_SESSIONS else None,
        )

    def timeline(
        self, plan: SessionPlan, sessions_before: int = FIRST_SESSIONS
    ) -> tuple[Timeline, Materials]:
        """Return the timeline of a plan, and what it was made of."""
        materials = self.materials(plan, sessions_before)
        return compile_session(plan, materials), materials

    def shortest(self, plan: SessionPlan) -> int:
        """Return the fewest minutes that a plan's script fits into."""
        return shortest_minutes(plan, self.materials(plan))

    def add_own(
        self,
        title: str,
        paths: Sequence[Path],
        done: Callable[[Added], None],
        progress: Callable[[float], None],
    ) -> Job[tuple[list[Track], int]]:
        """Make a playlist of files, folders or an M3U8, in the background; its loudness follows after."""
        finish = _Finish(self, title, done)
        return self._jobs.start(_Reading(self._files, paths), finish.read, finish.gave_up, progress)

    def remove_own(self, slug: str) -> None:
        """Forget a playlist of one's own; no file is touched."""
        self._own.remove(slug)
        self.changed.emit(None)

    def measure_missing(self) -> None:
        """Level, in the background, every piece of one's own that was not measured yet."""
        for _playlist, tracks in self._own.playlists():
            for track in tracks:
                if track.loudness is None and track.path not in self._measuring and track.path.exists():
                    self._measure(track)

    def _measure(self, track: Track) -> None:
        # Not taken out again: what cannot be measured is tried once in a run of the program.
        self._measuring.add(track.path)
        self._jobs.start(_Measuring(self._files, track), self._measured)

    def _measured(self, track: Track) -> None:
        try:
            self._own.update(track)
        except LogUnavailable:
            return  # it is measured again at the next start
        self.changed.emit(None)

    def keep_own(self, title: str, tracks: Sequence[Track]) -> Music:
        """Keep pieces that were read as a playlist of one's own, and begin to level them."""
        taken = {each.playlist.slug for each in self._all()}
        slug = next(name for n in range(1, len(taken) + 2) if (name := f"own-{n}") not in taken)
        playlist = Playlist(
            slug, title, tuple(track.path for track in tracks), source="own", seed=len(taken) * 7 + 3
        )
        self._own.add(playlist, tracks)
        self.changed.emit(None)
        self.measure_missing()
        return Music(playlist, tuple(tracks))

    def _all(self) -> list[Music]:
        """Return every playlist with those of its pieces that are there now."""
        bundled = [Music(each, self._tracks(each)) for each in self._shelf.playlists.values()]
        own = [
            Music(playlist, tuple(track for track in tracks if track.path.exists()))
            for playlist, tracks in self._own.playlists()
        ]
        return [*bundled, *own]

    def _tracks(self, playlist: Playlist) -> tuple[Track, ...]:
        return tuple(track for path in playlist.tracks if (track := self._track(path)) is not None)

    def _track(self, path: Path) -> Track | None:
        if not path.exists():
            return None
        if path not in self._known:
            try:
                self._known[path] = self._files.read(path)
            except UnreadableAudio:
                return None
        return self._known[path]


@dataclass(frozen=True, slots=True)
class _Reading:
    """The work of finding and reading music files."""

    files: Files
    paths: Sequence[Path]

    def __call__(self, job: Job[tuple[list[Track], int]]) -> tuple[list[Track], int]:
        found = self.files.find(self.paths)
        tracks: list[Track] = []
        for done, path in enumerate(found):
            if job.cancelled():
                raise Cancelled
            try:
                tracks.append(self.files.read(path))
            except UnreadableAudio:
                continue
            finally:
                job.report((done + 1) / len(found))
        return tracks, len(found) - len(tracks)


@dataclass(frozen=True, slots=True)
class _Measuring:
    """The work of measuring one piece; what cannot be measured keeps a cautious level."""

    files: Files
    track: Track

    def __call__(self, job: Job[Track]) -> Track:
        loudness = self.files.measure(self.track.path, job.report, job.cancelled)
        return replace(self.track, loudness=loudness)


@dataclass(frozen=True, slots=True)
class _Finish:
    """What happens on the main thread when files were read."""

    librarian: Librarian
    title: str
    done: Callable[[Added], None]

    def read(self, found: tuple[list[Track], int]) -> None:
        """Keep the playlist and say what came of it."""
        tracks, unreadable = found
        try:
            music = self.librarian.keep_own(self.title, tracks) if tracks else None
        except MtrelaxError as error:
            self.done(Added(None, unreadable, error))
        else:
            self.done(Added(music, unreadable))

    def gave_up(self, error: MtrelaxError) -> None:
        """Say that nothing came of it."""
        self.done(Added(None, 0, error))


def _playable(music: Music) -> Music:
    """Return music that has something to play; raises ``NothingToPlay``."""
    if not music.tracks:
        raise NothingToPlay(music.playlist.title)
    return music


def _named(choices: Mapping[str, T], kind: str, name: str) -> T:
    if name not in choices:
        raise UnknownName(kind, name, tuple(choices))
    return choices[name]
