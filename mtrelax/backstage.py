"""Builds sound, library and log; imported in a thread after the first paint, since it takes its time."""

import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from typing import Final

from mtrelax.catalogue.catalogue import load_catalogue
from mtrelax.catalogue.playlists import read_playlist
from mtrelax.domain.errors import LogReadOnly, LogUnavailable, MtrelaxError
from mtrelax.domain.time import Seconds
from mtrelax.engine.desk import Desk
from mtrelax.engine.output import Output
from mtrelax.engine.sinks import SINKS
from mtrelax.engine.sinks.sdl import devices
from mtrelax.engine.sinks.sink import Sink
from mtrelax.media.decode import open_audio
from mtrelax.media.loudness import measure
from mtrelax.media.scan import audio_files, internet_addresses
from mtrelax.media.tags import read_track
from mtrelax.services.diary import ClosedJournal, Diary
from mtrelax.services.house import House
from mtrelax.services.jobs import Jobs, MainThread
from mtrelax.services.librarian import Librarian
from mtrelax.services.music_files import Files
from mtrelax.services.patterns import PatternBook
from mtrelax.services.plans import Plans
from mtrelax.services.player import Sound
from mtrelax.services.settings import SettingsKeeper
from mtrelax.services.shelf import NoOwnMusic
from mtrelax.services.stage import RealStage
from mtrelax.storage.database import Log, open_log
from mtrelax.storage.folders import Folders
from mtrelax.storage.journal import Journal
from mtrelax.storage.library import Library
from mtrelax.storage.lock import SessionLock
from mtrelax.ui.desktop.awake import Awake

LOUDSPEAKER: Final = "sdl"
FILES: Final = Files(audio_files, internet_addresses, read_track, measure, read_playlist)
"""How music files are looked at."""


@dataclass(frozen=True, slots=True)
class Ears:
    """Where the sound goes, asked anew for each session."""

    sink: str = LOUDSPEAKER
    device: Callable[[], str] = str
    delay_ms: Callable[[], int] = int


@dataclass(frozen=True, slots=True)
class Kept:
    """The log, or what stands in for it where it cannot be opened."""

    journal: Journal | ClosedJournal
    library: Library | NoOwnMusic
    lock: SessionLock
    log: Log | None = None
    problems: tuple[MtrelaxError, ...] = ()

    def close(self) -> None:
        """Let go of the log and of the mark of a running session."""
        self.lock.release()
        if self.log is not None:
            self.log.close()


def build(folders: Folders, keeper: SettingsKeeper, main: MainThread, sink: str = LOUDSPEAKER) -> House:
    """Return everything that a session needs. May be called from any thread."""
    kept = open_kept(folders)
    jobs = Jobs(main)
    catalogue = load_catalogue(folders.assets, folders.data)
    patterns = PatternBook(catalogue.patterns, folders.data)
    shelf = replace(catalogue, patterns=patterns.patterns)
    librarian = Librarian(shelf, kept.library, FILES, jobs, partial(_voice, keeper))
    diary = Diary(kept.journal, kept.lock, now, new_id)
    ears = Ears(sink, device=partial(_device, keeper), delay_ms=partial(_delay, keeper))
    stage = RealStage(librarian, sound(ears), diary.count, _devices)
    problems = [*kept.problems, *catalogue.problems]
    forget = librarian.troubled.subscribe(problems.append)
    librarian.music()  # reads the files that ship, so that Home need not wait for them
    forget()
    return House(
        librarian=librarian,
        diary=diary,
        stage=stage,
        jobs=jobs,
        awake=Awake(),
        patterns=patterns,
        plans=Plans(folders.data / "plans"),
        problems=tuple(problems),
        close=partial(_close, stage, kept),
    )


def _close(stage: RealStage, kept: Kept) -> None:
    stage.close()
    kept.close()


def open_kept(folders: Folders) -> Kept:
    """Open the log; where that cannot be, everything else works all the same."""
    lock = SessionLock(folders.data)
    try:
        log = open_log(folders.database)
    except LogUnavailable as error:
        return Kept(ClosedJournal(error), NoOwnMusic(error), lock, problems=(error,))
    problems = (LogReadOnly(str(folders.database)),) if log.read_only else ()
    return Kept(Journal(log, lock), Library(log), lock, log, problems)


def sound(ears: Ears) -> Sound:
    """Return how sessions sound."""
    delay = partial(_seconds, ears.delay_ms)
    output = partial(_open_output, ears)
    return Sound(open_audio, output, time.monotonic, delay, awake_clock=_awake_clock, now=now)


def now() -> datetime:
    """Return the moment, with its offset from UTC: a rating keeps the time that the person saw."""
    return datetime.now(UTC).astimezone()


def new_id() -> str:
    """Return a name for a session that no other has."""
    return uuid.uuid4().hex


def _open_output(ears: Ears, desk: Desk) -> Output:
    return Output(desk, _loudspeaker(ears), SINKS["silent"](), time.monotonic)


def _loudspeaker(ears: Ears) -> Sink:
    chosen = ears.device()
    # Names are asked for only where one was chosen: the question opens the device.
    if ears.sink == LOUDSPEAKER and chosen and chosen in devices():
        return SINKS[ears.sink](chosen)
    return SINKS[ears.sink]()


def _awake_clock() -> float:
    """Return seconds that go on while the machine sleeps, where it has such a clock."""
    for name in ("CLOCK_BOOTTIME", "CLOCK_MONOTONIC"):  # Linux; on macOS the second one counts sleep
        if (clock := getattr(time, name, None)) is not None:
            return time.clock_gettime(clock)
    return time.monotonic()  # on Windows that one does, too


def _devices() -> list[str]:
    return list(devices())


def _device(keeper: SettingsKeeper) -> str:
    return keeper.now.output_device


def _voice(keeper: SettingsKeeper) -> str:
    return keeper.now.voice


def _delay(keeper: SettingsKeeper) -> int:
    return keeper.now.sound_delay_ms


def _seconds(milliseconds: Callable[[], int]) -> Seconds:
    return Seconds(milliseconds() / 1000)
