"""What can be chosen, with the music it stands for: the bundled catalogue and people's own music."""

import hashlib
import os
from collections import deque
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, count
from pathlib import Path
from typing import Final, Generic, TypeVar

from mtrelax.domain.breathing import StepKind
from mtrelax.domain.compile import compile_session, shortest_minutes
from mtrelax.domain.errors import (
    Cancelled,
    LogUnavailable,
    MtrelaxError,
    NothingToPlay,
    UnknownName,
    UnreadableAudio,
)
from mtrelax.domain.materials import Layered, Materials, Playlist
from mtrelax.domain.plan import Bells, SessionPlan
from mtrelax.domain.scales import RatingScale
from mtrelax.domain.time import minutes
from mtrelax.domain.timeline import Timeline
from mtrelax.domain.track import Track
from mtrelax.services.event import Event
from mtrelax.services.jobs import Job, Jobs
from mtrelax.services.landscapes import landscape_of
from mtrelax.services.music_files import Files, Finding, Measuring, Read, Reading, as_before, is_there
from mtrelax.services.shelf import Added, Music, OwnMusic, Shelf

T = TypeVar("T")

PACE_LIMIT: Final = minutes(5)
FIRST_SESSIONS: Final = 3
"""The first sessions pace the breath at most five minutes (DESIGN 5)."""
CLOSING_SCRIPT: Final = "gentle-return"
GROUNDING_SCRIPT: Final = "grounding"
BELL: Final = "bell"


class Librarian:
    """Knows every playlist, script, pattern and sound by name."""

    def __init__(
        self,
        shelf: Shelf,
        own: OwnMusic,
        files: Files,
        jobs: Jobs,
        voice: Callable[[], str] = str,
    ) -> None:
        """``voice`` says who speaks where a plan leaves that open."""
        self._shelf = shelf
        self._voice = voice
        self._own = own
        self._files = files
        self._jobs = jobs
        self._known: dict[Path, Track] = {}
        self._tried: set[Path] = set()
        self._to_measure: deque[Track] = deque()
        self._measuring: Job[Track] | None = None
        self._is_troubled = False
        self.troubled = Event[MtrelaxError]()
        """People's own music cannot be read, and counts as none meanwhile. Told once."""

    @property
    def shelf(self) -> Shelf:
        """Everything that can be chosen by name, as it is now."""
        return self._shelf

    @property
    def scales(self) -> Mapping[str, RatingScale]:
        """The rating scales."""
        return self._shelf.scales

    def music(self) -> list[Music]:
        """Return every playlist, even one whose files are gone: the bundled ones, then people's own."""
        bundled = [Music(each, self._tracks(each)) for each in self._shelf.playlists.values()]
        own = [_own_music(playlist, tracks) for playlist, tracks in self._owned()]
        return [*bundled, *own]

    def music_of(self, name: str) -> Music:
        """Return a playlist by its slug, or read one from a path: a TOML file, a folder, an M3U8, a piece.

        Raises ``UnknownName``, ``NothingToPlay`` or ``WrongFile``.
        """
        music = self.music()
        for each in music:
            if each.playlist.slug == name:
                return _playable(each)
        path = Path(name).expanduser()
        if not is_there(path):
            known = tuple(each.playlist.slug for each in music if each.tracks)
            raise UnknownName("playlist", name, known)
        if path.suffix.lower() == ".toml":
            playlist = self._files.read_playlist(path)
        else:
            playlist = Playlist(
                slug=path.stem, title=path.stem, tracks=tuple(self._files.find([path])), source=name
            )
        return _playable(Music(playlist, self._tracks(playlist)))

    def titles(self) -> Mapping[str, str]:
        """Return what every playlist is called, by its slug; no file is looked for."""
        own = (playlist for playlist, _ in self._owned())
        return {each.slug: each.title for each in (*self._shelf.playlists.values(), *own)}

    def voice_of(self, plan: SessionPlan) -> str:
        """Return who speaks in a session."""
        return plan.voice or self._voice()

    def materials(self, plan: SessionPlan, sessions_before: int = FIRST_SESSIONS) -> Materials:
        """Return what a plan's names stand for. Raises ``UnknownName`` for a name that nothing has."""
        shelf = self._shelf
        breathing, voice = plan.breathing, self.voice_of(plan)
        imagery = _named(shelf.imagery, "script", plan.script) if plan.script else None
        return Materials(
            tracks=self.music_of(plan.playlist).tracks,
            phase_tracks={
                each.kind: self.music_of(each.playlist).tracks for each in plan.phases if each.playlist
            },
            recipe=_named(shelf.recipes, "recipe", plan.recipe),
            closing=_named(shelf.narrations, "script", CLOSING_SCRIPT).said_by(voice),
            grounding=_named(shelf.narrations, "script", GROUNDING_SCRIPT).said_by(voice),
            narration=imagery.said_by(voice) if imagery else None,
            pattern=_named(shelf.patterns, "pattern", breathing.pattern) if breathing else None,
            ambience=tuple(
                Layered(_named(shelf.ambience, "ambience", each.sound), each.level) for each in plan.ambience
            ),
            bell=None if plan.bells is Bells.NONE else shelf.cues.get(BELL),
            breath_words={
                kind: word for kind in StepKind if (word := shelf.cues.get(f"{kind}.{voice}")) is not None
            },
            pace_limit=PACE_LIMIT if sessions_before < FIRST_SESSIONS else None,
        )

    def timeline(
        self, plan: SessionPlan, sessions_before: int = FIRST_SESSIONS
    ) -> tuple[Timeline, Materials]:
        """Return the timeline of a plan, and what it was made of."""
        materials = self.materials(plan, sessions_before)
        return compile_session(plan, materials), materials

    def shortest(self, plan: SessionPlan) -> int:
        """Return the fewest minutes that a plan's script fits into; ``ScriptTooLong`` if no session does."""
        return shortest_minutes(plan, self.materials(plan))

    def add_own(
        self,
        title: str,
        paths: Sequence[Path],
        done: Callable[[Added], None],
        progress: Callable[[float], None],
    ) -> Job[Read]:
        """Make a playlist of files, folders or an M3U8, in the background; its loudness follows after."""
        reading = Reading(self._files, paths, _by_pieces(self._owned()))
        finish = _Finish(partial(self._take, title), done)
        return self._jobs.start(reading, finish.took, finish.gave_up, progress)

    def find_own(
        self,
        slug: str,
        folder: Path,
        done: Callable[[Added], None],
        progress: Callable[[float], None],
    ) -> Job[Mapping[Path, Track]]:
        """Look in a folder, in the background, for the pieces of a playlist that are not where they were."""
        tracks = chain.from_iterable(tracks for each, tracks in self._owned() if each.slug == slug)
        finding = Finding(self._files, folder, [track for track in tracks if not is_there(track.path)])
        finish = _Finish(partial(self._put_back, slug), done)
        return self._jobs.start(finding, finish.took, finish.gave_up, progress)

    def remove_own(self, slug: str) -> None:
        """Forget a playlist of one's own; no file is touched."""
        self._own.remove(slug)

    def measure_missing(self) -> None:
        """Level, in the background, every piece of one's own that was not measured yet."""
        for track in chain.from_iterable(tracks for _, tracks in self._owned()):
            if track.loudness is None and track.path not in self._tried and is_there(track.path):
                # Not taken out again: what cannot be measured is tried once in a run of the program.
                self._tried.add(track.path)
                self._to_measure.append(track)
        if self._measuring is None:
            self._measure_next()

    def _owned(self) -> list[tuple[Playlist, tuple[Track, ...]]]:
        """Return people's own music; what cannot be read counts as none."""
        try:
            owned = self._own.playlists()
        except LogUnavailable as error:
            if not self._is_troubled:
                self._is_troubled = True
                self.troubled.emit(error)
            return []
        self._is_troubled = False
        return owned

    def _measure_next(self) -> None:
        """Level one piece after the other, so that what somebody waits for need not wait for all of them."""
        self._measuring = None
        if self._to_measure:
            work = Measuring(self._files, self._to_measure.popleft())
            self._measuring = self._jobs.start(work, self._measured, self._not_measured)

    def _measured(self, track: Track) -> None:
        try:
            self._own.update(track)
        except LogUnavailable:
            return  # it is measured again at the next start
        self._measure_next()

    def _not_measured(self, error: MtrelaxError) -> None:
        if not isinstance(error, Cancelled):
            self._measure_next()

    def _take(self, title: str, read: Read) -> Added:
        """Keep what was read as a playlist of one's own, and begin to level it."""
        added = Added(unreadable=read.unreadable, addresses=read.addresses)
        if read.known is None and not read.tracks:
            return added
        owned = self._own.playlists()
        # Asked again: the same may have been brought twice, and kept while this was read.
        slug = read.known or _by_pieces(owned).get(frozenset(track.path for track in read.tracks))
        if slug is not None:
            return replace(added, music=_own_music(*self._own_named(slug)), known=True)
        known = {track.path: track for _, before in owned for track in before}
        tracks = [as_before(track, known.get(track.path)) for track in read.tracks]
        taken = self.titles()
        seed = len(taken) * 7 + 3
        scene, palette = landscape_of(seed)
        playlist = Playlist(
            _free(_slug_of(tracks), "-", taken),
            _free(title, " · ", taken.values()),
            tuple(track.path for track in tracks),
            source="own",
            palette=palette,
            scene=scene,
            seed=seed,
        )
        return replace(added, music=self._keep(playlist, tracks))

    def _put_back(self, slug: str, found: Mapping[Path, Track]) -> Added:
        """Let a playlist have its pieces where they were found."""
        playlist, tracks = self._own_named(slug)
        if found:
            tracks = tuple(found.get(track.path, track) for track in tracks)
            self._keep(replace(playlist, tracks=tuple(track.path for track in tracks)), tracks)
        return Added(_own_music(*self._own_named(slug)))

    def _keep(self, playlist: Playlist, tracks: Sequence[Track]) -> Music:
        self._own.add(playlist, tracks)
        self.measure_missing()
        return Music(playlist, tuple(tracks))

    def _own_named(self, slug: str) -> tuple[Playlist, tuple[Track, ...]]:
        """Return a playlist of one's own with all its pieces, wherever they are."""
        for playlist, tracks in self._own.playlists():
            if playlist.slug == slug:
                return playlist, tracks
        raise Cancelled  # it was taken off the shelf meanwhile

    def _tracks(self, playlist: Playlist) -> tuple[Track, ...]:
        return tuple(track for path in playlist.tracks if (track := self._track(path)) is not None)

    def _track(self, path: Path) -> Track | None:
        if not is_there(path):
            return None
        if path not in self._known:
            try:
                self._known[path] = self._files.read(path)
            except UnreadableAudio:
                return None
        return self._known[path]


@dataclass(frozen=True, slots=True)
class _Finish(Generic[T]):
    """What happens on the main thread when work on people's own music is over."""

    act: Callable[[T], Added]
    done: Callable[[Added], None]

    def took(self, result: T) -> None:
        """Keep what was found, and say what came of it."""
        try:
            added = self.act(result)
        except MtrelaxError as error:
            added = Added(problem=error)
        self.done(added)

    def gave_up(self, error: MtrelaxError) -> None:
        """Say that nothing came of it."""
        self.done(Added(problem=error))


def _slug_of(tracks: Iterable[Track]) -> str:
    """Return a name that other music never gets: the log keeps it for longer than the shelf does."""
    told = b"\0".join(os.fsencode(track.path) for track in tracks)
    return f"own-{hashlib.sha256(told).hexdigest()[:8]}"


def _free(name: str, between: str, taken: Collection[str]) -> str:
    """Return a name, with a number after it if something has that name already."""
    names = chain([name], (f"{name}{between}{number}" for number in count(2)))
    return next(each for each in names if each not in taken)


def _by_pieces(owned: Iterable[tuple[Playlist, tuple[Track, ...]]]) -> dict[frozenset[Path], str]:
    """Return the names of playlists by their pieces."""
    return {frozenset(playlist.tracks): playlist.slug for playlist, _ in owned}


def _own_music(playlist: Playlist, tracks: Sequence[Track]) -> Music:
    return Music(playlist, tuple(track for track in tracks if is_there(track.path)))


def _playable(music: Music) -> Music:
    """Return music that has something to play; raises ``NothingToPlay``."""
    if not music.tracks:
        raise NothingToPlay(music.playlist.title)
    return music


def _named(choices: Mapping[str, T], kind: str, name: str) -> T:
    if name not in choices:
        raise UnknownName(kind, name, tuple(choices))
    return choices[name]
